"""The days on which an answer changes by itself (policy.md 2.7, watch dates)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date, timedelta
from typing import Any

from .assessment import assess_case
from .case import Case
from .dates import Span, corresponding_day

PERIODS = (0, 3, 6, 12 * 16, 12 * 18, 12 * 60)
ANSWERS = ("populations", "categories", "conditions", "triggers", "duties", "referrals", "notices")


def _days(thing: Any) -> Iterator[date]:
    if isinstance(thing, Span):
        yield from (d for d in (thing.earliest, thing.latest) if d)
    elif is_dataclass(thing):
        for part in fields(thing):
            yield from _days(getattr(thing, part.name))
    elif isinstance(thing, tuple):
        for part in thing:
            yield from _days(part)
    elif isinstance(thing, dict):
        for part in thing.values():
            yield from _days(part)


def candidates(case: Case) -> set[date]:
    """Every day on which a period of some rule can run out: its corresponding day and the day after."""
    found = set()
    for start in _days(case.child):
        for months in PERIODS:
            year, month, day = corresponding_day(start, months)
            if year < 9999:
                found |= {date(year, month, day), date(year, month, day) + timedelta(days=1)}
    return found


def forecast(case: Case, until: date) -> list[dict[str, Any]]:
    """Each day after `as_of` up to `until` on which some answer differs from the day before."""
    changes = []
    for when in sorted(day for day in candidates(case) if case.as_of < day <= until):
        before = assess_case(Case(case.child, when - timedelta(days=1), case.readings))
        after = assess_case(Case(case.child, when, case.readings))
        changed = {
            name: [before[kind][name], after[kind][name]]
            for kind in ANSWERS
            for name in after[kind]
            if before[kind][name] != after[kind][name]
        }
        if changed or before["scope"] != after["scope"]:
            changes.append(
                {
                    "on": when.isoformat(),
                    "scope": after["scope"],
                    "possible": after["risk"]["possible"],
                    "changed": changed,
                }
            )
    return changes
