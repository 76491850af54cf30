"""Three-valued logic (Kleene): no < undetermined < yes."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from enum import IntEnum


class Truth(IntEnum):
    """What is known of a condition."""

    NO = 0
    UNDETERMINED = 1
    YES = 2

    @property
    def word(self) -> str:
        """The word used in answers."""
        return ("no", "undetermined", "yes")[self]


NO, UNDETERMINED, YES = Truth.NO, Truth.UNDETERMINED, Truth.YES


def not_(truth: Truth) -> Truth:
    """Turn yes into no and no into yes; what is open stays open."""
    return Truth(2 - truth)


def every(truths: Iterable[Truth]) -> Truth:
    """All hold: the smallest, and yes when there is none."""
    return min(truths, default=YES)


def some(truths: Iterable[Truth]) -> Truth:
    """At least one holds: the largest, and no when there is none."""
    return max(truths, default=NO)


def and_(*truths: Truth) -> Truth:
    """All of these hold."""
    return every(truths)


def or_(*truths: Truth) -> Truth:
    """At least one of these holds."""
    return some(truths)


def of(value: bool) -> Truth:
    """A plain boolean as a truth."""
    return YES if value else NO


def recorded(act: Truth) -> Truth:
    """Whether an act of an office was recorded: one that nobody recorded has not happened (O-07, O-13)."""
    return NO if act is UNDETERMINED else act


def among(word: str | None, words: Collection[str]) -> Truth:
    """Whether a recorded word is one of these; a missing word leaves it open."""
    return UNDETERMINED if word is None else of(word in words)
