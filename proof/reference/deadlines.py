"""Dates, numbers and tests of the document that ask nothing of one child (policy.md 2.4)."""

from __future__ import annotations

from datetime import date, timedelta

from .dates import add_months

IN_FORCE = (date(2024, 6, 21), date(2026, 12, 31))
FORMS_DUE = (date(2024, 7, 22), date(2026, 10, 16))
PROGRESS_DUE = (11, 3)
PHASES = {
    "一": (date(2024, 4, 1), date(2024, 6, 30)),
    "二": (date(2024, 4, 1), date(2024, 7, 31)),
    "三": (date(2024, 6, 1), date(2025, 12, 31)),
    "四": (date(2026, 1, 1), date(2026, 10, 31)),
}
TABOO = ("农村留守儿童", "困境儿童")


def in_force(as_of: date) -> bool:
    """Whether the document is in force: 2024-06-21 to the end of 2026 (policy.md, head)."""
    return IN_FORCE[0] <= as_of <= IN_FORCE[1]


def in_time(deadline: date, done_on: date) -> bool:
    """…日前: the day itself is the last good day (A-30)."""
    return done_on <= deadline


def reminder(deadline: date) -> date:
    """The day before (A-30)."""
    return deadline - timedelta(days=1)


def progress_due(year: int) -> date:
    """每年11月3日前 (七（三）)."""
    return date(year, *PROGRESS_DUE)


def notice_due(last_notice: date | None) -> date:
    """至少每半年: six months from the last notice, the first from the start of the plan (四（三）, A-31)."""
    return add_months(last_notice or IN_FORCE[0], 6)


def more_directors_needed(left_behind: set[str], in_difficulty: set[str]) -> bool:
    """总人数超过30人: distinct children, more than thirty (五（五）16, A-34)."""
    return len(left_behind | in_difficulty) > 30


def avoids_labels(name: str) -> bool:
    """活动名称或横幅避免出现…字眼 (七（四）)."""
    return not any(word in name for word in TABOO)
