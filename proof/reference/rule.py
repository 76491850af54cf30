"""A rule: an id chosen by meaning, where it stands in the document, and the function that decides it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from .case import Case
from .truth import Truth


@dataclass(frozen=True)
class Rule:
    """One line of the id table."""

    id: str
    clause: str
    decisions: str
    """Numbers of policy.md 2.6 (A-) and of README.md, Open choices (O-)."""
    says: str
    holds: Callable[[Case], Truth]


@dataclass(frozen=True)
class Trigger(Rule):
    """A situation that puts a child in a level."""

    level: str


@dataclass(frozen=True)
class Due(Rule):
    """Something to do, by whom and how soon. `pace` is a word or `every N months`."""

    by: tuple[str, ...]
    pace: str


@dataclass(frozen=True)
class Referral(Rule):
    """Somebody to tell."""

    to: tuple[str, ...]
    pace: str
