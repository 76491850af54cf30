"""Every shared case through Python: each record as a dict, and all of them together as a table."""

from __future__ import annotations

import functools
from typing import Any

import hutong
import pyarrow
import pytest
from cases import Case, cases

ROW, OF_WHICH = "row-of-the-form-", "of-which-of-the-form-"
ALL = list(cases())


@functools.cache
def policy(name: str, readings: tuple[tuple[str, str], ...]) -> hutong.Policy:
    """The policy with the case's readings, and each row of the form as a category, as a way to ask of rows."""
    source = hutong.Policy.builtin(name).to_dict()
    for entry in source["reading"]:
        entry["chosen"] = dict(readings).get(entry["id"], entry["chosen"])
    population = source["population"][0]["id"]
    for row in source.get("form", {}).get("row", []):
        both = {ROW: row.get("when"), OF_WHICH: row.get("of-which-when")}
        for prefix, when in both.items():
            if when is not None:
                added = {"id": prefix + row["id"], "population": population, "when": when}
                source["category"].append({**added, "label": row["label"], "cite": row["cite"]})
    return hutong.Policy.from_dict(source)


def in_levels(told: dict[str, Any], levels: list[str]) -> str:
    possible = told["risk"]["possible"]
    within = [level for level in possible if level in levels]
    return "no" if not within else "yes" if len(within) == len(possible) else "undetermined"


def both(left: str, right: str) -> str:
    order = ["no", "undetermined", "yes"]
    return min(left, right, key=order.index)


def opposite(answer: str) -> str:
    return {"no": "yes", "yes": "no"}.get(answer, answer)


class Told:
    """An assessment, asked for every kind of rule."""

    def __init__(self, case: Case) -> None:
        asked = policy(case.policy, tuple(sorted(case.readings.items())))
        self.source = asked.to_dict()
        try:
            self.told = hutong.assess(case.record, as_of=case.as_of, policy=asked, everything=True)
        except hutong.RecordError as error:
            # A few cases show what becomes of a record in spite of its faults.
            self.told = error.assessment

    def listed(self, kind: str, rule: str) -> dict[str, Any] | None:
        kinds = {"category": "categories", "duty": "duties"}
        entries = self.told.get(kinds.get(kind, kind + "s"), []) + (
            self.told.get("why_not", []) if kind == "trigger" else []
        )
        return next((entry for entry in entries if entry["id"] == rule), None)

    def condition(self, row: str) -> str:
        entry = self.listed("category", ROW + row)
        return "yes" if entry is None else str(entry["answer"])

    def in_row(self, name: str) -> str:
        rows = self.source["form"]["row"]
        row = next(row for row in rows if row["id"] == name)
        answer = both(in_levels(self.told, [row["level"]]), self.condition(name))
        for earlier in rows:
            if earlier["level"] == row["level"] and earlier["number"] < row["number"]:
                answer = both(answer, opposite(self.condition(earlier["id"])))
        return answer

    def row(self) -> str:
        for row in self.source["form"]["row"]:
            answer = self.in_row(row["id"])
            if answer != "no":
                return str(row["id"]) if answer == "yes" else "open"
        return "none"

    def answer(self, rule: str) -> str:
        kind, name = rule.split("/", 1)
        match kind:
            case "level":
                return in_levels(self.told, [name])
            case "row":
                return self.in_row(name)
            case "of-which":
                kind, name = "category", OF_WHICH + name
        entry = self.listed(kind, name)
        return "no" if entry is None else str(entry["answer"])

    def get(self, key: str, wanted: Any) -> Any:
        risk = self.told["risk"]
        match key:
            case "level":
                return risk["level"] or "open"
            case "floor" | "ceiling":
                return risk[key]
            case "possible":
                return sorted(risk["possible"])
            case "scope" | "member":
                return self.told[key]
            case "missing":
                return sorted(fact["fact"] for fact in risk.get("missing", []))
            case "way-out":
                return risk.get("way_out", {}).get("by", "none")
            case "decision":
                return self.told.get("decision", {}).get("agrees", "none")
            case "next-change":
                forecast = self.told.get("forecast", [])
                return forecast[0]["on"] if forecast else "none"
            case "row":
                return self.row()
            case "of-which":
                return self.answer("of-which/" + self.row())
            case "facts":
                return {rule: self.facts(rule) for rule in wanted}
        return self.answer(key)

    def facts(self, rule: str) -> list[str]:
        kind, name = rule.split("/", 1)
        entry = self.listed(kind, name)
        return sorted(fact["fact"] for fact in (entry or {}).get("facts", []))


def plain(key: str, wanted: Any) -> Any:
    """What a case expects, where the order does not matter in a fixed one."""
    if key in ("missing", "possible"):
        return sorted(wanted)
    if key == "facts":
        return {rule: sorted(facts) for rule, facts in wanted.items()}
    return wanted


@pytest.mark.parametrize("case", ALL, ids=lambda case: case.name)
def test_a_dict_is_answered_as_the_document_says(case: Case) -> None:
    told = Told(case)
    for key, wanted in case.expect.items():
        got = told.get(key, wanted)
        assert got == plain(key, wanted), key


def test_there_are_cases() -> None:
    assert len(ALL) > 200


def test_a_list_of_dicts_and_a_table_say_the_same_as_each_dict() -> None:
    for as_of in {case.as_of for case in ALL}:
        some = [case for case in ALL if case.as_of == as_of and not case.readings]
        records = [{**case.record, "key": case.name} for case in some]
        by_list = hutong.assess(records, as_of=as_of)
        paths = sorted({path for record in records for path in record})
        table = pyarrow.table({path: [record.get(path) for record in records] for path in paths})
        by_table = hutong.assess(table, as_of=as_of)
        assert by_table.to_dicts() == by_list.to_dicts()
        rows = by_list.to_dicts()
        for row, (record, answer) in enumerate(zip(records, rows, strict=True)):
            if answer["rejected"]:
                for results in (by_list, by_table):
                    with pytest.raises(hutong.RecordError):
                        results.why(row)
                continue
            told = hutong.assess(record, as_of=as_of, everything=True)
            assert by_list.why(row) == told
            assert by_table.why(row) == told
            assert answer["level"] == told["risk"]["level"]
