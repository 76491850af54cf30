"""A recorded decision beside the rules' result, never in place of it (policy.md A-39)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from .facts import Decision
from .truth import NO, UNDETERMINED, YES, Truth, every


def _level_agrees(level: str, possible: Sequence[str]) -> Truth:
    if level not in possible:
        return NO
    return YES if len(possible) == 1 else UNDETERMINED


def beside(
    decision: Decision | None, possible: Sequence[str], categories: Mapping[str, Truth]
) -> dict[str, Any] | None:
    """What was decided, whether it is complete (document, author, day) and whether the rules agree."""
    if decision is None:
        return None
    agreements = []
    if decision.level is not None:
        agreements.append(_level_agrees(decision.level, possible))
    if decision.category is not None:
        agreements.append(categories.get(decision.category, UNDETERMINED))
    return {
        "level": decision.level,
        "category": decision.category,
        "complete": decision.document and decision.by and decision.on.known,
        "agrees": every(agreements).word if agreements else UNDETERMINED.word,
    }
