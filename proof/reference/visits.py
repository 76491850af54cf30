"""When visits and contacts are due: the rolling rule and the calendar view (policy.md A-20 to A-25)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from .dates import add_months, kth_due

INTERVALS = {"yellow-visit": 1, "blue-visit": 2, "green-visit": 3, "green-contact": 1}
"""Months between acts, by duty (三.2–4)."""


@dataclass(frozen=True)
class Window:
    """One act that is or was due."""

    anchor: date
    """The last visit, or the day the level took effect if that is later."""
    due: date
    """The last day on which the act is in time."""
    status: str
    """met, missed or open."""
    met_on: date | None = None


def acts(duty: str, log: Iterable[tuple[date, str]]) -> list[date]:
    """Which entries of a log of (day, home-visit | contact) count: a visit is a contact too, never the
    reverse (A-25)."""
    kinds = {"home-visit", "contact"} if duty.endswith("-contact") else {"home-visit"}
    return sorted({day for day, kind in log if kind in kinds})


def next_due(level_start: date, months: int, visits: Iterable[date], as_of: date) -> date:
    """Due = max(last visit, level start) + N months (A-20, A-21). A day past is overdue. Holidays move
    nothing (A-22)."""
    past = [visit for visit in visits if visit <= as_of]
    return add_months(max([level_start, *past]), months)


def rolling(level_start: date, months: int, visits: Iterable[date], as_of: date) -> list[Window]:
    """Every window from the start of the level to the one open on a day.

    With no visit the k-th due date is counted from the anchor (policy.md 1). The due day itself is in time
    (A-06). A visit before the level began, or after `as_of`, counts for nothing.
    """
    coming = sorted({visit for visit in visits if level_start < visit <= as_of})
    anchor, k, windows = level_start, 1, []
    while True:
        due = kth_due(anchor, months, k)
        if coming and coming[0] <= due:
            windows.append(Window(anchor, due, "met", coming[0]))
            anchor, k = coming.pop(0), 1
        elif due < as_of:
            windows.append(Window(anchor, due, "missed"))
            k += 1
        else:
            windows.append(Window(anchor, due, "open"))
            return windows


@dataclass(frozen=True)
class Block:
    """So many whole calendar months."""

    first: date
    last: date
    status: str
    """met, missed or open."""


def _month(value: date) -> int:
    return value.year * 12 + value.month - 1


def _first_of(month: int) -> date:
    return date(month // 12, month % 12 + 1, 1)


def _block(first: int, months: int, visits: list[date], as_of: date) -> Block:
    met = any(first <= _month(visit) < first + months for visit in visits)
    over = _month(as_of) >= first + months
    last_day = date.fromordinal(_first_of(first + months).toordinal() - 1)
    return Block(_first_of(first), last_day, "met" if met else "missed" if over else "open")


def calendar(level_start: date, months: int, visits: Iterable[date], as_of: date) -> list[Block]:
    """The second view of A-20: blocks of N calendar months from the month after the level began (O-22)."""
    counted = [visit for visit in visits if level_start <= visit <= as_of]
    first = _month(level_start) + 1
    return [_block(m, months, counted, as_of) for m in range(first, _month(as_of) + 1, months)]


def sliding(level_start: date, months: int, visits: Iterable[date], as_of: date) -> list[Block]:
    """Every window of N whole calendar months after the month the level began, "whatever block start" (A-20,
    O-22)."""
    counted = [visit for visit in visits if level_start <= visit <= as_of]
    first = _month(level_start) + 1
    return [_block(m, months, counted, as_of) for m in range(first, _month(as_of) + 1)]
