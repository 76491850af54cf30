"""Reading a record."""

from __future__ import annotations

import unittest
from typing import Any

from .facts import Child, Malformed, read_child
from .truth import UNDETERMINED, YES


class Records(unittest.TestCase):
    def test_nothing_and_unknown_and_null_are_the_same(self) -> None:
        blank = {"birth_date": "unknown", "lives_with": None, "findings": {"roaming": "unknown"}}
        for record in ({}, blank, {"father": {}, "school": {"enrolled": None}}):
            made = read_child(record)
            self.assertIsNone(made.finding("roaming").state)
            self.assertIs(made.enrolled, UNDETERMINED)
            self.assertEqual(made.birth, Child().birth)

    def test_a_finding_is_a_word_or_an_object(self) -> None:
        closed = {"state": "confirmed", "closed_on": "2025-01", "closed_by": 7, "found_by": "x"}
        made = read_child({"findings": {"roaming": "suspected", "missing": closed}})
        self.assertEqual(made.finding("roaming").state, "suspected")
        self.assertTrue(made.finding("missing").closed_by)

    def test_a_county_is_cut_to_six_digits(self) -> None:
        for code in ("445281", 445281, "445281001002", 445281001):
            self.assertEqual(read_child({"household": {"county": code}}).household.county, "445281")
        self.assertEqual(read_child({"father": {"away": {"county": "abroad"}}}).father.away.county, "abroad")

    def test_an_error_names_its_path(self) -> None:
        wrong: dict[str, Any] = {
            "birth": {"birth": "2012"},
            "birth_date": {"birth_date": "2012-02-30"},
            "father.custody.kind": {"father": {"custody": {"kind": "jail"}}},
            "mother.away.returns[1].until": {"mother": {"away": {"returns": [{}, {"until": 3}]}}},
            "household.county": {"household": {"county": "4452"}},
            "father.custody.term_months": {"father": {"custody": {"term_months": True}}},
            "findings.roaming": {"findings": {"roaming": "perhaps"}},
            "findings": {"findings": []},
            "school.enrolled": {"school": {"enrolled": True}},
        }
        for path, record in wrong.items():
            with self.subTest(path), self.assertRaises(Malformed) as caught:
                read_child(record)
            self.assertTrue(caught.exception.path.startswith(path))

    def test_papers_and_places_change_nothing(self) -> None:
        record = {
            "residence": {"county": "440305", "village": "x", "worker": 5, "township": None},
            "support": {"guardianship_ground": "92", "other_type_document": "y", "other_type": "yes"},
        }
        self.assertIs(read_child(record).support.other_type, YES)


if __name__ == "__main__":
    unittest.main()
