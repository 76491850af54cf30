"""The same people twice: two policies, two readings, two days, two tables; and the visit ledger of one child."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import hutong
import polars
import pytest

AS_OF = "2026-11-01"
ROOT = Path(__file__).resolve().parents[3]
POLICY = hutong.Policy.builtin("puning-2024")
#: Suspicion counts as confirmed where the clause does not name it (A-04).
STRICTER = POLICY.with_reading("suspicion-where-not-named", "as-confirmed")

#: An invented child of whom everything is known and whose level is green.
SETTLED: dict[str, Any] = json.loads((ROOT / "benches/benches/settled.json").read_text(encoding="utf-8"))


def _child(key: str, **findings: str) -> dict[str, Any]:
    return {**SETTLED, "key": key, "findings": {**SETTLED["findings"], **findings}}


SUSPECTED = _child("made-up suspected", roaming="suspected")
CONFIRMED = _child("made-up confirmed", dropped_out="confirmed")
BROKEN: dict[str, Any] = {"key": "made-up broken", "birth_date": "2024-02-30"}
PEOPLE: list[dict[str, Any]] = [SUSPECTED, CONFIRMED, BROKEN]


def test_two_readings_of_one_table_move_the_children_that_the_reading_is_about() -> None:
    moved = hutong.diff(PEOPLE, as_of=AS_OF, policy=(POLICY, STRICTER))
    assert len(moved) == 3
    assert [child.key for child in moved.rejected] == ["made-up broken"]
    assert [child.key for child in moved.moved] == ["made-up suspected"]
    told = moved.to_dicts()[0]
    assert told["direction"] == hutong.diff(SUSPECTED, as_of=AS_OF, policy=(POLICY, STRICTER))["direction"]
    assert any("suspicion-where-not-named" in cause for cause in told["because"])
    assert (told["before"], told["after"]) == ("green..red", "red")
    assert "trigger/apart-from-guardian" in told["rules"]
    assert moved.causes() == dict.fromkeys(told["because"], 1)


def test_the_matrix_counts_every_child_once_and_opens_to_the_children() -> None:
    moved = hutong.diff(PEOPLE, as_of=AS_OF, policy=(POLICY, STRICTER))
    matrix = moved.matrix()
    assert sum(cell["children"] for cell in matrix) == len(moved) == 3
    for cell in matrix:
        assert len(moved.children(cell["before"], cell["after"])) == cell["children"]
    assert matrix[-1] == {"before": "rejected", "after": "rejected", "children": 1}
    text = moved.table("en")
    assert text.splitlines()[0].startswith("before \\ after\t")
    assert text.endswith("3 children in both, 1 moved; 0 rows only before, 0 only after")
    assert "<table>" in moved._repr_html_()


def test_two_tables_are_matched_by_key_and_no_row_is_lost() -> None:
    before = polars.DataFrame({"key": ["a", "b", "c"], "findings.dropped_out": ["no", "suspected", None]})
    after = polars.DataFrame({"key": ["d", "c", "b"], "findings.dropped_out": ["no", "confirmed", "confirmed"]})
    moved = hutong.diff(before, after, as_of=AS_OF)
    assert {child.key: (child.row_before, child.row_after) for child in moved} == {"b": (1, 2), "c": (2, 1)}
    assert (moved.only_before, moved.only_after) == ([0], [0])
    assert len(moved) + len(moved.only_before) == before.height
    told = moved.why(1)
    assert told["key"] == "b"
    assert told == hutong.diff(*(_row(table, "b") for table in (before, after)), as_of=AS_OF)
    assert moved.to_polars().height == len(moved.moved)


def _row(table: polars.DataFrame, key: str) -> dict[str, Any]:
    return {
        name: value for name, value in table.row(by_predicate=polars.col("key") == key, named=True).items() if value
    }


def test_two_rows_with_one_key_are_refused_and_the_rows_named() -> None:
    twice = [{"key": "made-up"}, {"key": "made-up"}]
    with pytest.raises(hutong.HutongError) as caught:
        hutong.diff(twice, PEOPLE, as_of=AS_OF)
    assert caught.value.path == "before"
    assert "0, 1" in caught.value.en
    assert "made-up" not in caught.value.en


def test_a_child_comes_of_age_between_two_days() -> None:
    child = {"key": "made-up", "birth_date": "2008-11-20"}
    told = hutong.diff(child, as_of=("2026-11-01", "2026-12-01"))
    assert told["scope_because"]
    moved = hutong.diff([child], as_of=("2026-11-01", "2026-12-01"))
    assert moved.moved[0].after == "outside"
    assert moved.why(0) == told


def test_nothing_can_be_told_of_a_rejected_row() -> None:
    moved = hutong.diff(PEOPLE, as_of=AS_OF, policy=(POLICY, STRICTER))
    for asked in (2, 9, moved.rejected[0]):
        with pytest.raises(hutong.HutongError):
            moved.why(asked)
    with pytest.raises(hutong.RecordError):
        hutong.diff(SUSPECTED, BROKEN, as_of=AS_OF)


def test_a_policy_with_an_entry_replaced_is_checked_like_any_other() -> None:
    draft = POLICY.replace({"trigger/dropped-out/level": "red", "version": "made-up draft"})
    assert draft.version == "made-up draft" != POLICY.version
    assert hutong.assess(CONFIRMED, as_of=AS_OF, policy=draft)["risk"]["level"] == "red"
    moved = hutong.diff(PEOPLE, as_of=AS_OF, policy=(POLICY, draft))
    assert any("trigger/dropped-out" in cause for cause in moved.causes())
    with pytest.raises(hutong.HutongError) as caught:
        POLICY.replace({"trigger/there-is-none/level": "red"})
    assert caught.value.code == "unknown-place"
    with pytest.raises(hutong.PolicyError):
        POLICY.replace({"trigger/dropped-out/level": "purple"})


HISTORY = {
    "levels": [{"level": "yellow", "from": "2026-08-01"}],
    "contacts": [{"kind": "home-visit", "by": "child-director", "on": "2026-09-20"}],
}


def test_the_ledger_of_a_child_says_what_is_overdue() -> None:
    ledger = hutong.schedule(HISTORY, as_of=AS_OF)
    assert ledger["format"].startswith("hutong-ledger")
    states = {duty["id"]: duty["state"] for duty in ledger["duties"]}
    assert "overdue" in json.dumps(states)
    assert hutong.schedule(HISTORY, as_of=AS_OF, view="calendar")["duties"] != ledger["duties"]
    with_child = hutong.schedule(HISTORY, as_of=AS_OF, child=CONFIRMED)
    assert with_child["key"] == "made-up confirmed"


def test_entries_that_cannot_be_used_are_all_told_with_the_ledger_of_the_rest() -> None:
    broken = {
        "levels": [*HISTORY["levels"], {"level": "purple", "from": "2026-09-01"}],
        "contacts": [*HISTORY["contacts"], {"kind": "home-visit", "by": "child-director", "on": "2024-02-30"}],
    }
    with pytest.raises(hutong.HistoryError) as caught:
        hutong.schedule(broken, as_of=AS_OF)
    assert {fault["path"] for fault in caught.value.faults} == {"levels[1].level", "contacts[1].on"}
    assert caught.value.ledger == hutong.schedule(HISTORY, as_of=AS_OF)
    with pytest.raises(hutong.HutongError):
        hutong.schedule(HISTORY, as_of=AS_OF, view="weekly")  # type: ignore[arg-type]


def test_the_township_under_another_reading_adds_up() -> None:
    children = polars.read_csv(ROOT / "examples/data/township.csv", infer_schema=False, truncate_ragged_lines=True)
    moved = hutong.diff(children, as_of=AS_OF, policy=(POLICY, STRICTER))
    assert len(moved) == children.height
    assert len(moved.to_dicts()) == len(moved.moved)
    assert 0 < len(moved.moved) < children.height
