"""Hutong (护童): what a child-protection policy says about a child, or about millions, and why.

    >>> import hutong
    >>> child = {"key": "made-up 1", "findings": {"suicide_or_self_harm": "suspected"}}
    >>> hutong.assess(child, as_of="2026-11-01")["risk"]["level"]
    'red'

Unknown is never a no: a blank never lowers a level, drops a child or clears a duty.
"""

from hutong._calls import DEFAULT_POLICY, ask, assess, columns, diff, explain, forecast, schedule, validate
from hutong._differences import Differences, Moved
from hutong._errors import HistoryError, HutongError, PolicyError, RecordError, TableError
from hutong._hutong import Policy
from hutong._results import Results

__all__ = [
    "DEFAULT_POLICY",
    "Differences",
    "HistoryError",
    "HutongError",
    "Moved",
    "Policy",
    "PolicyError",
    "RecordError",
    "Results",
    "TableError",
    "ask",
    "assess",
    "columns",
    "diff",
    "explain",
    "forecast",
    "schedule",
    "validate",
]
