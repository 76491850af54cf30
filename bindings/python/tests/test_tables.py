"""Tables of every kind in, answers of every kind out, and bad tables."""

from __future__ import annotations

import datetime
import importlib
import subprocess
import sys
import textwrap
from pathlib import Path
from typing import Any

import duckdb
import hutong
import pandas
import polars
import pyarrow
import pytest

AS_OF = "2026-11-01"
TOWNSHIP = Path(__file__).resolve().parents[3] / "examples" / "data" / "township.csv"
ROWS: dict[str, list[Any]] = {
    "key": ["made-up 1", "made-up 2", "made-up 3", "made-up 4"],
    "birth_date": [datetime.date(2016, 3, 15), None, datetime.date(2031, 1, 1), datetime.date(2012, 5, 1)],
    "findings.suicide_or_self_harm": ["suspected", "no", "no", None],
    "school.enrolled": [True, None, False, True],
    "姓名": ["x", "y", "z", "w"],
}


def levels(results: hutong.Results) -> list[Any]:
    return [row["level"] for row in results.to_dicts()]


def tables() -> dict[str, Any]:
    table = pyarrow.table(ROWS)
    return {
        "pyarrow": table,
        "polars": polars.DataFrame(ROWS),
        "pandas": pandas.DataFrame(ROWS),
        "duckdb": duckdb.sql('select * from "table"'),
        "batch": table.to_batches()[0],
        "reader": table.to_reader(),
    }


@pytest.mark.parametrize("kind", list(tables()))
def test_every_kind_of_table_gives_the_same(kind: str) -> None:
    wanted = hutong.assess(pyarrow.table(ROWS), as_of=AS_OF)
    got = hutong.assess(tables()[kind], as_of=AS_OF)
    assert got.to_dicts() == wanted.to_dicts()
    assert got.unused_columns == ["姓名"]
    assert "father.state" in got.missing_columns
    assert levels(got)[0] == "red"
    assert [(fault["row"], fault["path"], fault["code"]) for fault in got.faults] == [
        (2, "birth_date", "date-in-future")
    ]
    assert (len(got), got.rejected) == (4, 1)


def test_results_go_everywhere() -> None:
    results = hutong.assess(polars.DataFrame(ROWS), as_of=AS_OF)
    assert results.to_polars()["level"].to_list() == levels(results)
    assert [None if pandas.isna(level) else level for level in results.to_pandas()["level"]] == levels(results)
    assert results.to_arrow().column("level").to_pylist() == levels(results)
    metadata = results.to_arrow().schema.metadata
    assert metadata[b"hutong.policy"] == b"puning-2024"
    assert metadata[b"hutong.policy_hash"].decode() == hutong.Policy.builtin("puning-2024").hash
    assert results.why(0)["risk"]["level"] == "red"
    assert results.why(-1)["key"] == "made-up 4"
    with pytest.raises(hutong.RecordError, match="birth_date"):
        results.why(2)
    with pytest.raises(IndexError):
        results.why(4)
    summary = results.summary()
    assert (summary["rows"], summary["rejected"]) == (4, 1)
    assert summary["levels"][0]["certain"] == 1
    assert "高风险" in results.table()
    assert "red" in repr(results)
    assert "<table>" in results._repr_html_()


def test_rules_as_columns() -> None:
    told = hutong.assess(pyarrow.table(ROWS), as_of=AS_OF, rules="columns").to_dict()
    lists = hutong.assess(pyarrow.table(ROWS), as_of=AS_OF).to_dict()
    for row, fired in enumerate(lists["triggers"]):
        flags = {name.split(".", 1)[1] for name in told if name.startswith("trigger.") and told[name][row]}
        assert flags == set(fired or [])
    assert lists["triggers"][0] == ["suicide-or-self-harm"] or lists["triggers"][0]


def test_a_mapping_and_structs() -> None:
    mapped = pyarrow.table({"id": ["a"], "selfharm": ["yes"], "x": [1]})
    results = hutong.assess(
        mapped, as_of=AS_OF, mapping={"id": "key", "selfharm": "findings.suicide_or_self_harm", "x": None}
    )
    assert levels(results) == ["red"]
    assert results.unused_columns == []
    nested = pyarrow.table({"key": ["a", "b"], "findings": [{"suicide_or_self_harm": "confirmed"}, None]})
    assert levels(hutong.assess(nested, as_of=AS_OF)) == ["red", None]
    with pytest.raises(hutong.TableError, match="unknown-column"):
        hutong.assess(mapped, as_of=AS_OF, mapping={"id": "nonsense"})


@pytest.mark.parametrize(
    ("columns", "code"),
    [
        ({"father.state": ["alive"], "父亲状况": ["dead"]}, "repeated-column"),
        ({"father.state": [["alive"]]}, "wrong-column-type"),
        ({"birth_date": pyarrow.array([0], pyarrow.timestamp("s", "Asia/Shanghai"))}, "time-zone"),
    ],
)
def test_a_bad_table_is_an_error_that_says_so(columns: dict[str, Any], code: str) -> None:
    with pytest.raises(hutong.TableError) as caught:
        hutong.assess(pyarrow.table(columns), as_of=AS_OF)
    assert caught.value.code == code
    assert caught.value.path
    assert caught.value.zh


def test_bad_cells_reject_their_rows_and_no_others() -> None:
    table = pyarrow.table(
        {
            "birth_date": ["2016-03-15", "15/03/2016", "2016年3月15日", "20160315", None],
            "school.enrolled": pyarrow.array([1.0, 1.0, float("nan"), None, 0.5]),
        }
    )
    results = hutong.assess(table, as_of=AS_OF)
    assert [row["rejected"] for row in results.to_dicts()] == [False, True, True, False, True]
    assert [(fault["row"], fault["path"]) for fault in results.faults] == [
        (1, "birth_date"),
        (2, "school.enrolled"),
        (4, "school.enrolled"),
    ]


def test_tables_without_keys_rows_or_anything_known() -> None:
    assert len(hutong.assess(pyarrow.table({"x": [1, 2]}), as_of=AS_OF)) == 2
    empty = hutong.assess(pyarrow.table(ROWS).slice(0, 0), as_of=AS_OF)
    assert (len(empty), empty.to_dicts()) == (0, [])
    assert empty.to_polars().columns == list(hutong.assess(pyarrow.table(ROWS), as_of=AS_OF).to_dict())
    nulls = pyarrow.table({"father.state": pyarrow.nulls(100_000), "key": pyarrow.nulls(100_000, pyarrow.string())})
    results = hutong.assess(nulls, as_of=AS_OF)
    assert results.summary()["open"] == 100_000, "no default is green"


def test_threads_splits_and_progress_change_nothing() -> None:
    frame = polars.read_csv(TOWNSHIP, infer_schema=False, truncate_ragged_lines=True)
    frame = polars.concat([frame] * 30)
    wanted = hutong.assess(frame, as_of=AS_OF, threads=1).to_polars()
    told: list[tuple[int, int]] = []
    got = hutong.assess(frame, as_of=AS_OF, threads=2, progress=lambda done, rows: told.append((done, rows)))
    assert got.to_polars().equals(wanted)
    assert told[-1] == (frame.height, frame.height)

    def stop(done: int, rows: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        hutong.assess(frame, as_of=AS_OF, progress=stop)


def test_the_township_row_by_row() -> None:
    frame = polars.read_csv(TOWNSHIP, infer_schema=False, truncate_ragged_lines=True)
    results = hutong.assess(frame, as_of=AS_OF)
    rows = results.to_dicts()
    for row in range(0, len(rows), 97):
        if rows[row]["rejected"]:
            with pytest.raises(hutong.RecordError):
                results.why(row)
            continue
        told = results.why(row)
        assert rows[row]["level"] == told["risk"]["level"]
        assert rows[row]["floor"] == told["risk"]["floor"]
        assert rows[row]["missing"] == [fact["fact"] for fact in told["risk"].get("missing", [])]
        fired = [trigger["id"] for trigger in told["triggers"] if trigger["answer"] == "yes"]
        assert rows[row]["triggers"] == fired


ALONE = """
import sys

class Without:
    def __init__(self, finder):
        self.finder = finder
    def find_spec(self, name, path=None, target=None):
        return None if name.split(".")[0] in {refused} else self.finder.find_spec(name, path, target)

sys.meta_path[:] = [Without(finder) for finder in sys.meta_path]
import hutong
{body}
"""


@pytest.mark.parametrize(
    ("refused", "body"),
    [
        (
            {"polars", "pandas", "pyarrow", "numpy", "duckdb"},
            "told = hutong.assess([{'key': 'a', 'findings.roaming': 'yes'}], as_of='2026-11-01')\n"
            "assert told.to_dicts()[0]['level'] == 'red'",
        ),
        (
            {"pandas", "pyarrow", "numpy", "duckdb"},
            "import polars\n"
            "told = hutong.assess(polars.DataFrame({'findings.roaming': ['yes']}), as_of='2026-11-01')\n"
            "assert told.to_polars()['level'].to_list() == ['red']",
        ),
        (
            {"polars", "pyarrow", "duckdb"},
            "import pandas\n"
            "frame = pandas.DataFrame({'findings.roaming': ['yes', None], 'age': [7, float('nan')], 'x': [1, 2]})\n"
            "told = hutong.assess(frame, as_of='2026-11-01')\n"
            "assert told.to_pandas()['level'].to_list()[0] == 'red', told.faults",
        ),
    ],
    ids=["neither", "polars alone", "pandas alone"],
)
def test_each_library_alone(refused: set[str], body: str) -> None:
    script = ALONE.format(refused=refused, body=textwrap.dedent(body))
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_namespaces_of_polars_and_pandas() -> None:
    for library in ("hutong.pandas", "hutong.polars"):
        importlib.import_module(library)
    for frame in (polars.DataFrame(ROWS), pandas.DataFrame(ROWS)):
        space: Any = frame
        assert levels(space.hutong.assess(as_of=AS_OF))[0] == "red"
        assert [fault["row"] for fault in space.hutong.validate(as_of=AS_OF)] == [2]
