"""A local Spark: the same answers as without it, every row, wherever it runs."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from typing import Any

import hutong
import hutong.spark
import pyarrow
import pytest
from pyspark.sql import SparkSession

AS_OF = "2026-11-01"
RULES = ["no", "suspected", "confirmed", "", "maybe"]
ROWS = [(f"made-up {row}", "2015-03-01", RULES[row % len(RULES)], RULES[row % 4]) for row in range(400)]
COLUMNS = ["key", "birth_date", "findings.roaming", "findings.dropped_out"]


@pytest.fixture(scope="module")
def spark() -> Iterator[SparkSession]:
    os.environ["PYSPARK_PYTHON"] = sys.executable  # else the workers run whatever python3 comes first on the path
    builder: Any = SparkSession.builder
    session = builder.master("local[2]").config("spark.ui.enabled", "false").getOrCreate()
    yield session
    session.stop()


def test_a_spark_frame_gives_the_answers_of_one_process(spark: SparkSession) -> None:
    frame = spark.createDataFrame(ROWS, COLUMNS).repartition(5)
    stricter = hutong.Policy.builtin("puning-2024").with_reading("suspicion-where-not-named", "as-confirmed")
    for policy in ("puning-2024", stricter):
        told = hutong.spark.assess(frame, as_of=AS_OF, policy=policy)
        rows = {row["key"]: row.asDict() for row in told.collect()}
        alone = hutong.assess([dict(zip(COLUMNS, row, strict=True)) for row in ROWS], as_of=AS_OF, policy=policy)
        assert rows == {row["key"]: row for row in alone.to_dicts()}
        assert sum(row["rejected"] for row in rows.values()) == alone.rejected == 80


def test_rejected_rows_are_listed_with_their_reasons(spark: SparkSession) -> None:
    frame = spark.createDataFrame(ROWS, COLUMNS)
    faults = hutong.spark.validate(frame, as_of=AS_OF).collect()
    assert {(fault["path"], fault["code"]) for fault in faults} == {("findings.roaming", "unknown-code")}
    assert {fault["key"] for fault in faults} == {row[0] for row in ROWS if row[2] == "maybe"}


def test_rules_as_columns_and_other_names(spark: SparkSession) -> None:
    frame = spark.createDataFrame([("a", "confirmed")], ["编号", "street"])
    told = hutong.spark.assess(
        frame, as_of=AS_OF, mapping={"编号": "key", "street": "findings.roaming"}, rules="columns"
    ).collect()[0]
    assert (told["key"], told["level"], told["trigger.apart-from-guardian"]) == ("a", "red", True)


def test_what_cannot_be_assessed_is_told_before_any_job_runs(spark: SparkSession) -> None:
    frame = spark.createDataFrame([("a", "no", "no")], ["key", "findings.roaming", "流浪"])
    with pytest.raises(hutong.HutongError):
        hutong.spark.assess(frame, as_of=AS_OF, policy="there-is-none")
    with pytest.raises(hutong.TableError):
        hutong.spark.assess(frame, as_of=AS_OF, mapping={"流浪": "findings.roaming"})


def test_the_same_function_maps_batches_elsewhere() -> None:
    table = pyarrow.table({"key": ["a", "b"], "findings.roaming": ["confirmed", None]})
    told = pyarrow.Table.from_batches(hutong.spark.assess_batches(table.to_batches(), as_of=AS_OF))
    assert told["level"].to_pylist() == ["red", None]
    assert told.schema.field("level").type == pyarrow.string()
