"""What goes wrong, told to the person who can mend it: code, path, clause, and a message in both languages."""

from __future__ import annotations

import json
from typing import Any


class HutongError(ValueError):
    """Something that cannot be answered, and what to do about it.

    Attributes:
        code: What kind of error it is, such as ``not-a-date``.
        path: The field, column or argument; empty for the whole.
        clause: The place in the document that needs the field, such as ``二（一）``; empty where none does.
        zh: What is wrong and what to do, in Chinese.
        en: The same in English.
    """

    code: str
    path: str
    clause: str
    zh: str
    en: str

    def __init__(self, told: str) -> None:
        """Take what the core tells, as JSON."""
        super().__init__(told)
        details: dict[str, Any] = json.loads(told)
        #: Every fault, as dicts with code, severity, path, clause, zh and en.
        self.faults: list[dict[str, Any]] = details.get("faults", [])
        first = next((fault for fault in self.faults if fault.get("severity") == "error"), details)
        self.code = first.get("code", "")
        self.path = first.get("path", "")
        self.clause = first.get("clause", "")
        self.zh = first.get("zh", "")
        self.en = first.get("en", "")
        self._details = details

    def __str__(self) -> str:
        """Tell the first error, and how many more there are."""
        more = len(self.faults) - 1
        place = f"{self.path}: " if self.path else ""
        return f"{place}{self.en} [{self.code}]" + (f" (and {more} more)" if more > 0 else "")


class RecordError(HutongError):
    """A record with an unreadable field. Every fault is in ``faults``.

    The other fields are looked at for danger all the same: ``assessment`` is what the policy says of them.
    """

    @property
    def assessment(self) -> dict[str, Any]:
        """What the policy says of the fields that could be read."""
        assessment: dict[str, Any] = self._details["assessment"]
        return assessment


class HistoryError(HutongError):
    """A history with entries that cannot be used, or a record with such fields. Every fault is in ``faults``."""

    @property
    def ledger(self) -> dict[str, Any]:
        """What the entries that can be used give."""
        ledger: dict[str, Any] = self._details["ledger"]
        return ledger


class PolicyError(HutongError):
    """A policy that is refused. Every fault is in ``faults``, with line and column where it came as text."""


class TableError(HutongError):
    """A table that cannot be assessed as a whole. Faults of single rows are in ``Results.faults``."""
