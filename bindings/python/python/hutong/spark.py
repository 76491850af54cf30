"""Assess the rows of a Spark data frame, where they are: ``hutong.spark.assess(df, as_of=…)``.

What runs on the workers is ``assess_batches``, a function of this module from Arrow batches to Arrow batches. It fits
``mapInArrow``, and the ``map_batches`` of Ray and ``map_partitions`` of Dask as well.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Literal

import pyarrow

import hutong
from hutong._input import DateLike, PolicyLike, policy_of

#: One row a fault: the row's key, and what ``Results.faults`` tells.
FAULT_SCHEMA = pyarrow.schema([(name, pyarrow.string()) for name in ("key", "code", "severity", "path", "zh", "en")])


def assess_batches(
    batches: Iterable[pyarrow.RecordBatch],
    *,
    as_of: DateLike,
    policy: PolicyLike = hutong.DEFAULT_POLICY,
    mapping: Mapping[str, str | None] | None = None,
    rules: Literal["lists", "columns"] = "lists",
) -> Iterator[pyarrow.RecordBatch]:
    """Assess Arrow batches one after another: as many rows out as in, in the same order.

    Words are plain strings, which every reader of Arrow takes. Arguments are those of ``hutong.assess``.
    """
    for batch in batches:
        yield from _answers(batch, as_of, policy, mapping, rules).to_batches()


def fault_batches(
    batches: Iterable[pyarrow.RecordBatch],
    *,
    as_of: DateLike,
    policy: PolicyLike = hutong.DEFAULT_POLICY,
    mapping: Mapping[str, str | None] | None = None,
) -> Iterator[pyarrow.RecordBatch]:
    """List the faults of the rejected rows of Arrow batches, one row each, by the key of the row."""
    for batch in batches:
        results = hutong.assess(batch, as_of=as_of, policy=policy, mapping=mapping)
        keys = results.to_dict().get("key", [None] * len(results))
        faults = [{**fault, "key": keys[fault["row"]]} for fault in results.faults]
        yield pyarrow.RecordBatch.from_pylist(faults, schema=FAULT_SCHEMA)


def assess(
    df: Any,
    *,
    as_of: DateLike,
    policy: PolicyLike = hutong.DEFAULT_POLICY,
    mapping: Mapping[str, str | None] | None = None,
    rules: Literal["lists", "columns"] = "lists",
) -> Any:
    """Say what a policy says of every row of a Spark data frame, with the columns of ``hutong.assess``.

    Args:
        df: A ``pyspark.sql.DataFrame``; nothing is gathered on the driver.
        as_of: The day, as for ``hutong.assess``.
        policy: An id, or a ``Policy``, which travels to the workers with its readings.
        mapping: As for ``hutong.assess``.
        rules: As for ``hutong.assess``.

    Returns:
        A ``pyspark.sql.DataFrame`` with as many rows. Rejected rows have ``rejected`` true; ``validate`` tells why.

    Raises:
        TableError: A table that cannot be assessed as a whole: told at once, from its schema, before any job runs.
    """
    from pyspark.sql.pandas.types import from_arrow_schema, to_arrow_schema

    df, meant = _without_dots(df, mapping)
    # Loaded here, so that a policy that cannot be is told before any job runs.
    asked = policy_of(policy)
    none = to_arrow_schema(df.schema).empty_table()
    schema = _answers(none, as_of, asked, meant, rules).schema
    run = functools.partial(assess_batches, as_of=as_of, policy=asked, mapping=meant, rules=rules)
    return df.mapInArrow(run, from_arrow_schema(schema))


def validate(
    df: Any,
    *,
    as_of: DateLike,
    policy: PolicyLike = hutong.DEFAULT_POLICY,
    mapping: Mapping[str, str | None] | None = None,
) -> Any:
    """List every fault of the rejected rows of a Spark data frame: key, code, severity, path, zh, en."""
    from pyspark.sql.pandas.types import from_arrow_schema

    df, meant = _without_dots(df, mapping)
    run = functools.partial(fault_batches, as_of=as_of, policy=policy_of(policy), mapping=meant)
    return df.mapInArrow(run, from_arrow_schema(FAULT_SCHEMA))


def _without_dots(df: Any, mapping: Mapping[str, str | None] | None) -> tuple[Any, dict[str, str | None]]:
    """Rename columns such as ``father.state``, in which Spark takes the dot for a struct's, and map them back."""
    meant = dict(mapping or {})
    names = [name.replace(".", "/") for name in df.columns]
    for name, plain in zip(df.columns, names, strict=True):
        if name != plain:
            meant[plain] = meant.pop(name, name)
    return df.toDF(*names), meant


def _answers(table: Any, as_of: DateLike, policy: PolicyLike, mapping: Any, rules: Any) -> pyarrow.Table:
    answers = pyarrow.table(hutong.assess(table, as_of=as_of, policy=policy, mapping=mapping, rules=rules))
    plain = [field.with_type(_plain(field.type)) for field in answers.schema]
    return answers.cast(pyarrow.schema(plain, metadata=answers.schema.metadata))


def _plain(kind: pyarrow.DataType) -> pyarrow.DataType:
    if pyarrow.types.is_dictionary(kind):
        return kind.value_type
    if pyarrow.types.is_list(kind):
        return pyarrow.list_(kind.value_field.with_type(_plain(kind.value_type)))
    return kind
