"""The level of a child (document 三; A-01, A-03)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import product
from typing import Any

from . import categories, populations, triggers
from .case import Case
from .facts import LIVES
from .truth import NO, YES, Truth, of, or_, some

GRADED = ("red", "yellow", "blue", "green")
LEVELS = (*GRADED, "not-graded")
"""From the highest to the lowest; no level at all is an outcome of its own (design, Invariants)."""


def of_level(found: Mapping[str, Truth]) -> dict[str, Truth]:
    """Whether some trigger of each level holds."""
    return {level: some(found[t.id] for t in triggers.TRIGGERS if t.level == level) for level in GRADED}


def bound(found: Mapping[str, Truth]) -> list[str]:
    """The levels that Kleene's logic leaves possible: never too few, at times one too many (O-26)."""
    by_level, levels = of_level(found), []
    for level in GRADED:
        if by_level[level] is not NO:
            levels.append(level)
        if by_level[level] is YES:
            return levels
    return [*levels, "not-graded"]


def possible(case: Case) -> list[str]:
    """Every level that is possible, the highest first (A-03).

    Three things that Kleene's logic does not see (O-26): a child of whom it is open whether it is an orphan or
    unattended is blue in either case; whoever is a member only through what is a situation of a higher level
    is never green; and whether a parent lives decides several rules at once, so each way is looked at.
    """
    if not case.levels:
        case.levels.extend(_work_out(case))
    return case.levels


def _work_out(case: Case) -> list[str]:
    inside = populations.scope(case) != "outside"
    if not inside or not case.readings.grade_non_members:
        return bound(triggers.answers(case))
    first = _sharper(case)
    if len(first) == 1:
        return first
    found = {level for each in _with_states(case) for level in _sharper(each)}
    return [level for level in LEVELS if level in found]


def _with_states(case: Case) -> Iterator[Case]:
    """The case with every state of a parent of whom it is missing."""
    known = [LIVES if parent.state is None else (parent.state,) for parent in case.parents]
    for father, mother in product(*known):
        child = replace(
            case.child,
            father=replace(case.child.father, state=father),
            mother=replace(case.child.mother, state=mother),
        )
        yield replace(case, child=child, known={}, levels=[])


def _sharper(case: Case) -> list[str]:
    found = triggers.answers(case)
    by_level = of_level(found)
    by_level["blue"] = or_(by_level["blue"], categories.nobody_left(case))
    levels = []
    for level in ("red", "yellow", "blue"):
        if by_level[level] is not NO:
            levels.append(level)
        if by_level[level] is YES:
            return levels
    if or_(found["green-other"], populations.member_of_no_situation(case)) is not NO:
        levels.append("green")
    return levels if by_level["green"] is YES else [*levels, "not-graded"]


def level_is(case: Case) -> dict[str, Truth]:
    """Whether each level is the child's."""
    levels = possible(case)
    maybe = YES if len(levels) == 1 else Truth.UNDETERMINED
    return {level: maybe if level in levels else NO for level in LEVELS}


def risk(case: Case) -> dict[str, Any]:
    """Floor, ceiling, the level when the two meet, and the document's way out when they do not (3.4d)."""
    levels = possible(case)
    certain = len(levels) == 1
    return {
        "level": levels[0] if certain else None,
        "floor": levels[-1],
        "ceiling": levels[0],
        "possible": levels,
        "bound": bound(triggers.answers(case)),
        "township_assessment": not certain,
    }


def at_least_blue(case: Case) -> Truth:
    """On one of the three lists of 四（三）: red, yellow or blue."""
    listed = {"red", "yellow", "blue"}
    levels = set(possible(case))
    return of(levels <= listed) if levels <= listed or not levels & listed else Truth.UNDETERMINED
