"""The level of a child (document 三; A-01, A-03)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .triggers import TRIGGERS
from .truth import NO, Truth, and_, not_, some

GRADED = ("red", "yellow", "blue", "green")
LEVELS = (*GRADED, "not-graded")
"""From the highest to the lowest; no level at all is an outcome of its own (design, Invariants)."""


def of_level(found: Mapping[str, Truth]) -> dict[str, Truth]:
    """Whether some trigger of each level holds."""
    return {level: some(found[t.id] for t in TRIGGERS if t.level == level) for level in GRADED}


def level_is(found: Mapping[str, Truth]) -> dict[str, Truth]:
    """Whether each level is the child's: a trigger of it and none of a higher one (A-03)."""
    by_level, higher, answer = of_level(found), NO, {}
    for level in GRADED:
        answer[level] = and_(by_level[level], not_(higher))
        higher = some((higher, by_level[level]))
    answer["not-graded"] = not_(higher)
    return answer


def possible(found: Mapping[str, Truth]) -> list[str]:
    """Every level that is possible, the highest first."""
    return [level for level, truth in level_is(found).items() if truth is not NO]


def risk(found: Mapping[str, Truth]) -> dict[str, Any]:
    """Floor, ceiling, the level when the two meet, and the document's way out when they do not (3.4d)."""
    levels = possible(found)
    certain = len(levels) == 1
    return {
        "level": levels[0] if certain else None,
        "floor": levels[-1],
        "ceiling": levels[0],
        "possible": levels,
        "township_assessment": not certain,
    }


def at_least_blue(found: Mapping[str, Truth]) -> Truth:
    """On one of the three lists of 四（三）: red, yellow or blue."""
    by_level = of_level(found)
    return some((by_level["red"], by_level["yellow"], by_level["blue"]))
