"""The functions of the package: each takes what Python has and hands it to the core."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Literal, Protocol, overload

from hutong import _hutong
from hutong._differences import Differences
from hutong._errors import HutongError
from hutong._input import (
    DateLike,
    PolicyLike,
    has_pyarrow,
    is_pandas,
    is_table,
    policy_of,
    records_of,
    rows_of_pandas,
    text_of,
    wrong_input,
)
from hutong._results import Results

#: The policy that is asked where none is named.
DEFAULT_POLICY = "puning-2024"


class ArrowStream(Protocol):
    """A table that speaks Arrow's C stream interface."""

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        """Give the table as an Arrow C stream."""


class ArrowArray(Protocol):
    """A record batch that speaks Arrow's C array interface."""

    def __arrow_c_array__(self, requested_schema: object | None = None) -> object:
        """Give the batch as an Arrow C array."""


#: A table, of whatever library.
Table = ArrowStream | ArrowArray

#: Called with the rows done and all rows; or true for a bar, where tqdm is there.
Progress = Callable[[int, int], object] | bool | None


@overload
def assess(
    x: Mapping[str, Any],
    *,
    as_of: DateLike,
    policy: PolicyLike = ...,
    everything: bool = ...,
) -> dict[str, Any]: ...


@overload
def assess(
    x: Table | Iterable[Mapping[str, Any]],
    *,
    as_of: DateLike,
    policy: PolicyLike = ...,
    rules: Literal["lists", "columns"] = ...,
    mapping: Mapping[str, str | None] | None = ...,
    threads: int | None = ...,
    progress: Progress = ...,
) -> Results: ...


def assess(
    x: object,
    *,
    as_of: DateLike,
    policy: PolicyLike = DEFAULT_POLICY,
    everything: bool = False,
    rules: Literal["lists", "columns"] = "lists",
    mapping: Mapping[str, str | None] | None = None,
    threads: int | None = None,
    progress: Progress = None,
) -> dict[str, Any] | Results:
    """Say what a policy says about a child, or about many, and why.

    Args:
        x: A dict (one child); a list of dicts; or a table: anything with the Arrow C stream interface, such as a
            data frame of polars or pandas, a pyarrow table, a DuckDB relation. Columns are found by path
            (``father.state``, or as structs), by Chinese or English label, or by ``mapping``.
        as_of: The day for which the answer holds.
        policy: The id of a policy that comes with the package, or a ``Policy``.
        everything: For a dict: also why each trigger did not fire, what would change the level, what to ask next, and
            the days on which the answer changes by itself.
        rules: For many: triggers and referrals as lists in each row, or as one boolean column each.
        mapping: For a table: from its columns to paths of the vocabulary; to None to pass a column over.
        threads: For a table: how many threads; by default as many as there are cores.
        progress: For a table: called with the rows done and all rows; or true for a bar, where tqdm is there.

    Returns:
        For a dict a dict, exactly the core's JSON (``schemas/assessment.schema.json``); else ``Results``.

    Raises:
        RecordError: A dict with an unreadable field. In a table such a row is rejected, and listed.
        TableError: A table that cannot be assessed as a whole.
        HutongError: An unknown policy, a day that is none, or something that cannot be assessed.
    """
    asked = policy_of(policy)
    if isinstance(x, Mapping):
        assessment: dict[str, Any] = json.loads(_hutong.assess_record(asked, text_of(x), as_of, everything))
        return assessment
    if rules not in ("lists", "columns"):
        raise HutongError(
            json.dumps(
                {
                    "code": "wrong-argument",
                    "path": "rules",
                    "zh": "只能是 lists 或 columns",
                    "en": "is `lists` or `columns`",
                }
            )
        )
    flags = rules == "columns"
    if is_pandas(x) and not has_pyarrow():
        x = rows_of_pandas(x, asked, mapping or {})
    if is_table(x):
        with _Told(progress) as told:
            return Results(_hutong.assess_table(asked, x, as_of, flags, dict(mapping or {}), threads, told))
    if isinstance(x, Iterable) and not isinstance(x, str | bytes):
        return Results(_hutong.assess_records(asked, records_of(x), as_of, flags))
    raise wrong_input(x)


def validate(
    x: object,
    *,
    as_of: DateLike,
    policy: PolicyLike = DEFAULT_POLICY,
    mapping: Mapping[str, str | None] | None = None,
) -> list[dict[str, Any]]:
    """List every fault of a record, or of many: code, severity, path, clause, zh, en; for many also the row.

    For a dict and a list of dicts errors and warnings are listed; for a table the faults of the rows that are rejected.
    """
    asked = policy_of(policy)
    if isinstance(x, Mapping):
        faults: list[dict[str, Any]] = json.loads(_hutong.validate(asked, text_of(x), as_of))
        return faults
    if is_table(x) or is_pandas(x):
        table: Any = x
        return assess(table, as_of=as_of, policy=asked, mapping=mapping).faults
    if not isinstance(x, Iterable) or isinstance(x, str | bytes):
        raise wrong_input(x)
    found: list[dict[str, Any]] = []
    for row, text in enumerate(records_of(x)):
        found.extend({**fault, "row": row} for fault in json.loads(_hutong.validate(asked, text, as_of)))
    return found


def ask(x: Mapping[str, Any], *, as_of: DateLike, policy: PolicyLike = DEFAULT_POLICY) -> list[dict[str, Any]]:
    """List the missing facts of a record, the most telling first, each with why it is asked and what it could settle.

    Raises:
        RecordError: An unreadable field.
    """
    questions: list[dict[str, Any]] = json.loads(_hutong.ask(policy_of(policy), _record(x), as_of))
    return questions


def forecast(
    x: Mapping[str, Any],
    *,
    as_of: DateLike,
    policy: PolicyLike = DEFAULT_POLICY,
    until: DateLike | None = None,
) -> dict[str, Any]:
    """Say what changes for a child after a day with no new fact: birthdays, months gone by, the end of a transition.

    Args:
        x: The record.
        as_of: The day from which to look ahead.
        policy: As for ``assess``.
        until: The last day to look at; by default as far as the calendar goes.

    Raises:
        RecordError: An unreadable field.
    """
    outlook: dict[str, Any] = json.loads(_hutong.forecast(policy_of(policy), _record(x), as_of, until))
    return outlook


def schedule(
    history: Mapping[str, Any],
    *,
    as_of: DateLike,
    child: Mapping[str, Any] | None = None,
    policy: PolicyLike = DEFAULT_POLICY,
    view: Literal["policy", "rolling", "calendar"] = "policy",
) -> dict[str, Any]:
    """Tell which visits and contacts a child's levels ask for, what was done, and what is overdue or due.

    Args:
        history: Its levels, contacts, absences and so on, each a list of entries (``schemas/history.schema.json``).
        as_of: The day up to which is counted.
        child: Its record. Where given, today's assessment is counted beside the levels on record, and the history
            fills what the record leaves open, such as an absence for work.
        policy: As for ``assess``.
        view: Whether “once a month” counts from the last visit, by calendar months, or as the policy reads it.

    Returns:
        The ledger, exactly the core's JSON (``schemas/ledger.schema.json``).

    Raises:
        HistoryError: Entries or fields that cannot be used, all of them; ``ledger`` is what the rest gives.
    """
    if view not in ("policy", "rolling", "calendar"):
        told = {"code": "wrong-argument", "path": "view", "zh": "只能是 policy、rolling 或 calendar"}
        raise HutongError(json.dumps({**told, "en": "is `policy`, `rolling` or `calendar`"}))
    record = None if child is None else _record(child)
    ledger: dict[str, Any] = json.loads(
        _hutong.schedule(policy_of(policy), _record(history), record, as_of, None if view == "policy" else view)
    )
    return ledger


@overload
def diff(
    before: Mapping[str, Any],
    after: Mapping[str, Any] | None = ...,
    *,
    as_of: DateLike | tuple[DateLike, DateLike],
    policy: PolicyLike | tuple[PolicyLike, PolicyLike] = ...,
) -> dict[str, Any]: ...


@overload
def diff(
    before: Iterable[Mapping[str, Any]] | Table,
    after: Iterable[Mapping[str, Any]] | Table | None = ...,
    *,
    as_of: DateLike | tuple[DateLike, DateLike],
    policy: PolicyLike | tuple[PolicyLike, PolicyLike] = ...,
    mapping: Mapping[str, str | None] | None = ...,
) -> Differences: ...


def diff(
    before: Any,
    after: Any = None,
    *,
    as_of: DateLike | tuple[DateLike, DateLike],
    policy: PolicyLike | tuple[PolicyLike, PolicyLike] = DEFAULT_POLICY,
    mapping: Mapping[str, str | None] | None = None,
) -> dict[str, Any] | Differences:
    """Tell what moves for the same people under two policies, readings or days, or between two tables; and why.

        >>> import hutong
        >>> policy = hutong.Policy.builtin("puning-2024")
        >>> other = policy.with_reading("suspicion", "counts-everywhere")  # doctest: +SKIP
        >>> hutong.diff(children, as_of="2026-11-01", policy=(policy, other)).matrix()  # doctest: +SKIP

    Args:
        before: A record, a list of records, or a table, as for ``assess``.
        after: The same people later, matched by their keys; the same ones where it is left out.
        as_of: The day, or the day before and the day after.
        policy: The policy, or the policy before and the policy after.
        mapping: As for ``assess``.

    Returns:
        For a dict a dict, exactly the core's JSON (``schemas/difference.schema.json``); else ``Differences``.

    Raises:
        RecordError: A dict with an unreadable field.
        HutongError: Two rows of one table with one key, or what ``assess`` raises.
    """
    days = as_of if isinstance(as_of, tuple) else (as_of, as_of)
    one, other = policy if isinstance(policy, tuple) else (policy, policy)
    policies = policy_of(one), policy_of(other)
    if isinstance(before, Mapping):
        texts = _record(before), _record(before if after is None else after)
        difference: dict[str, Any] = json.loads(_hutong.difference(policies, texts, days))
        return difference
    if after is None and not (is_table(before) or is_pandas(before)) and isinstance(before, Iterable):
        before = list(before)
    tables = before, before if after is None else after
    sides = [
        assess(table, as_of=day, policy=asked, mapping=mapping)
        for table, day, asked in zip(tables, days, policies, strict=True)
    ]
    return Differences(sides[0], sides[1], by_key=after is not None)


def explain(name: str, *, policy: PolicyLike = DEFAULT_POLICY) -> list[dict[str, Any]]:
    """Tell a rule or clause in words: its condition, the facts it reads, its clauses, what follows from it.

    Args:
        name: A full name such as ``trigger/unlawful-harm``, a bare id, a clause's id or place, a reading's number.
        policy: As for ``assess``.

    Returns:
        Every entry with this name.

    Raises:
        HutongError: The policy has no such entry.
    """
    entries: list[dict[str, Any]] = json.loads(_hutong.rules(policy_of(policy), name))
    if not entries:
        told = {
            "code": "unknown-rule",
            "path": "name",
            "zh": "政策里没有这条规则或条款",
            "en": "is no rule or clause of the policy",
        }
        raise HutongError(json.dumps(told))
    return entries


def columns() -> list[dict[str, Any]]:
    """List every column of the vocabulary: path, labels (zh, en), clause, kind, values."""
    columns: list[dict[str, Any]] = json.loads(_hutong.columns_json())
    return columns


def _record(x: object) -> str:
    if not isinstance(x, Mapping):
        raise wrong_input(x)
    return text_of(x)


class _Told:
    """Tells of progress: to a callback, or to a bar where tqdm is there."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._bar: Any = None

    def __enter__(self) -> Callable[[int, int], object] | None:
        if callable(self._progress):
            return self._progress
        if not self._progress:
            return None
        try:
            from tqdm.auto import tqdm
        except ImportError:
            return None
        self._bar = tqdm(unit="row", unit_scale=True)

        def told(done: int, rows: int) -> None:
            self._bar.total = rows
            self._bar.update(done - self._bar.n)

        return told

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.close()
