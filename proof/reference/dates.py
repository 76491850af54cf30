"""Days, spans of days, ages and periods of months (policy.md 1, counting rules; A-05, A-06, A-42).

A day may be known only as a span: from an earliest to a latest day, either of which may be missing. A
question about it is answered yes or no only where every day of the span gives the same answer.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from .truth import NO, UNDETERMINED, YES, Truth, of

Ymd = tuple[int, int, int]

_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)


@dataclass(frozen=True)
class Span:
    """A day as far as it is known."""

    earliest: date | None = None
    latest: date | None = None

    @property
    def known(self) -> bool:
        """Whether anything is known of it."""
        return self.earliest is not None or self.latest is not None


UNKNOWN = Span()


def day(value: date) -> Span:
    """One day, exactly known."""
    return Span(value, value)


def parse(text: str) -> Span:
    """Read 2012-05-14, 2012-05, 2012, 2012-05-14/2012-06-30 or `unknown`.

    >>> parse("2012-02")
    Span(earliest=datetime.date(2012, 2, 1), latest=datetime.date(2012, 2, 29))
    """
    if text == "unknown":
        return UNKNOWN
    first, slash, last = text.partition("/")
    if slash:
        if len(first) != 10 or len(last) != 10:
            raise ValueError("a span needs two whole days")
        span = Span(_parse_one(first).earliest, _parse_one(last).latest)
        if span.earliest and span.latest and span.earliest > span.latest:
            raise ValueError("the span ends before it begins")
        return span
    return _parse_one(first)


def _parse_one(text: str) -> Span:
    match = _DATE.fullmatch(text)
    if not match:
        raise ValueError("not a date")
    year, month, day_ = (int(part) if part else None for part in match.groups())
    assert year is not None
    if month is None:
        return Span(date(year, 1, 1), date(year, 12, 31))
    if day_ is None:
        return Span(date(year, month, 1), date(year, month, monthrange(year, month)[1]))
    return day(date(year, month, day_))


def corresponding_day(start: date, months: int) -> Ymd:
    """The corresponding day so many months on, or the month's last day where there is none (民法典 202).

    As year, month, day, so that it may lie beyond the last year of the calendar.
    """
    index = start.year * 12 + start.month - 1 + months
    year, month = index // 12, index % 12 + 1
    # a year of the same place in the 400-year cycle has the same months
    return year, month, min(start.day, monthrange(2000 + year % 400, month)[1])


def add_months(start: date, months: int) -> date:
    """The corresponding day, as a date (民法典 202)."""
    return date(*corresponding_day(start, months))


def kth_due(anchor: date, months: int, k: int) -> date:
    """The k-th due date, counted from the anchor and never from the due date before it (policy.md 1)."""
    return add_months(anchor, months * k)


def ymd(value: date) -> Ymd:
    """A day as year, month, day."""
    return value.year, value.month, value.day


def monotone(span: Span, holds: Callable[[date], bool]) -> Truth:
    """A condition that, once an earlier day fails it, every later day fails too.

    Yes if even the latest day satisfies it, no if not even the earliest does.
    """
    if span.latest is not None and holds(span.latest):
        return YES
    if span.earliest is not None and not holds(span.earliest):
        return NO
    return UNDETERMINED


def has_come(span: Span, as_of: date) -> Truth:
    """Whether that day is today or past."""
    return monotone(span, lambda start: start <= as_of)


def months_reached(span: Span, months: int, as_of: date) -> Truth:
    """Whether so many months or more have run: the corresponding day itself is included (A-06)."""
    return monotone(span, lambda start: corresponding_day(start, months) <= ymd(as_of))


def months_over(span: Span, months: int, as_of: date) -> Truth:
    """Whether a period of so many months is over: the day after its last day, the corresponding day."""
    return monotone(span, lambda start: corresponding_day(start, months) < ymd(as_of))


def age_attained(birth: Span, years: int, as_of: date, birthday: str = "day-after") -> Truth:
    """Whether an age is attained: the day after the birthday (A-05; 29 February by 202)."""
    if birthday == "birthday":
        return months_reached(birth, 12 * years, as_of)
    return months_over(birth, 12 * years, as_of)


def term_reaches(start: Span, until: Span, months: int, last_day: str = "counts") -> Truth:
    """Whether a term from a first to a last day is of so many months or more (A-42, O-06)."""
    extra = timedelta(days=1 if last_day == "counts" else 0)

    def long_enough(first: date | None, last: date | None) -> bool | None:
        if first is None or last is None:
            return None
        end = last if last == date.max else last + extra
        return corresponding_day(first, months) <= ymd(end)

    if long_enough(start.latest, until.earliest):
        return YES
    if long_enough(start.earliest, until.latest) is False:
        return NO
    return UNDETERMINED


def number_reaches(number: int | None, least: int) -> Truth:
    """Whether a recorded number is at least so much."""
    return UNDETERMINED if number is None else of(number >= least)
