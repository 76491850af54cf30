"""Watch dates, and the command."""

from __future__ import annotations

import json
import subprocess
import sys
import unittest
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

from . import sample
from .assessment import assess_case
from .case import Case
from .facts import read_child
from .forecast import ANSWERS, forecast
from .ids import table
from .sample import AS_OF, away, child, left_behind

HERE = Path(__file__).parent


def watch(record: sample.Record, until: date) -> dict[str, list[str]]:
    made = forecast(Case(read_child(record), AS_OF), until)
    return {change["on"]: change["possible"] for change in made}


class Forecast(unittest.TestCase):
    def test_sixteen_and_three_months_are_foretold(self) -> None:
        self.assertEqual(
            watch(left_behind(birth_date="2009-07-01"), date(2025, 12, 31)), {"2025-07-02": ["not-graded"]}
        )
        record = left_behind(father__away=away("2025-04-30"))
        self.assertEqual(watch(record, date(2025, 12, 31)), {"2025-07-30": ["green"]})

    def test_the_end_of_a_transition_is_foretold(self) -> None:
        support = {"benefit_ended_on": "2025-03-31", "benefit_ended_why": "adopted"}
        self.assertEqual(list(watch(child(support=support), date(2025, 12, 31))), ["2025-09-30"])

    def test_no_day_is_passed_over(self) -> None:
        rng = Random(29)
        for _ in range(6):
            case = Case(read_child(sample.forget(rng, sample.random_child(rng), 0.2)), AS_OF)
            until = AS_OF + timedelta(days=250)
            expected, before = [], assess_case(case)
            for ahead in range(1, 251):
                when = AS_OF + timedelta(days=ahead)
                after = assess_case(Case(case.child, when))
                if any(before[kind] != after[kind] for kind in (*ANSWERS, "scope")):
                    expected.append(when.isoformat())
                before = after
            self.assertEqual([change["on"] for change in forecast(case, until)], expected)


class Command(unittest.TestCase):
    def run_it(self, *arguments: str, text: str = "") -> str:
        command = [sys.executable, "-m", "proof.reference", *arguments]
        done = subprocess.run(
            command,
            input=text,
            capture_output=True,
            text=True,
            check=True,
            cwd=HERE.parents[1],
            encoding="utf-8",
        )
        return done.stdout

    def test_every_line_has_its_answer_or_its_error_in_order(self) -> None:
        records: list[Any] = [{"key": "a"}, {"key": "b", "colour": 1}, {"key": "c"}]
        text = "\n".join(json.dumps(record) for record in records) + "\n{oops\n"
        made = [json.loads(line) for line in self.run_it("--as-of", "2025-06-15", text=text).splitlines()]
        self.assertEqual([line.get("key") for line in made], ["a", None, "c", None])
        self.assertEqual([line.get("error", {}).get("path") for line in made], [None, "colour", None, ""])

    def test_the_table_of_ids_is_the_one_written_down(self) -> None:
        self.assertEqual((HERE / "ids.md").read_text(encoding="utf-8"), table())


if __name__ == "__main__":
    unittest.main()
