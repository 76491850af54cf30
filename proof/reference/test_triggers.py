"""The situations of each level and the level itself (document 三)."""

from __future__ import annotations

import unittest
from typing import Any

from . import facts
from .assessment import assess
from .readings import DEFAULT, Readings
from .sample import AS_OF, Record, child, left_behind
from .triggers import TRIGGERS

TAKES_SUSPICION = {
    "sexual_abuse": "red-harm",
    "maltreatment": "red-harm",
    "trafficking": "red-harm",
    "violent_injury": "red-harm",
    "abandonment": "red-harm",
    "other_unlawful_harm": "red-harm",
    "guardianship_absent": "red-no-guardianship",
    "suicide_or_self_harm": "red-self-harm",
    "guardianship_severely_insufficient": "yellow-severely-short-guardianship",
    "dropped_out": "yellow-dropped-out",
    "severe_mental_illness": "yellow-mentally-ill",
    "guardianship_insufficient": "blue-short-guardianship",
    "abnormal_psychology_or_behaviour": "blue-abnormal",
}
TAKES_NONE = dict.fromkeys(("lives_alone", "roaming", "missing"), "red-unsupervised")
GIVES_NO_LEVEL = (
    "disabled_without_certificate",
    "education_aid_missing",
    "medical_insurance_missing",
    "needs_case_conference",
    "rehabilitation_missing",
)


def trigger(name: str, record: Record, readings: Readings = DEFAULT) -> str:
    found: str = assess(record, AS_OF, readings)["triggers"][name]
    return found


class Findings(unittest.TestCase):
    def test_every_finding_is_sorted_into_one_of_three_kinds(self) -> None:
        self.assertEqual({*TAKES_SUSPICION, *TAKES_NONE, *GIVES_NO_LEVEL}, set(facts.FINDINGS))

    def test_where_the_text_has_suspicion_it_counts_as_confirmation(self) -> None:
        words = {"no": "no", "suspected": "yes", "confirmed": "yes", "unknown": "undetermined"}
        for finding, name in TAKES_SUSPICION.items():
            for word, expected in words.items():
                with self.subTest(f"{finding} {word}"):
                    self.assertEqual(trigger(name, child(**{f"findings__{finding}": word})), expected)

    def test_where_it_has_not_suspicion_leaves_it_open(self) -> None:
        words = {"no": "no", "suspected": "undetermined", "confirmed": "yes", "unknown": "undetermined"}
        for finding, name in TAKES_NONE.items():
            for word, expected in words.items():
                with self.subTest(f"{finding} {word}"):
                    self.assertEqual(trigger(name, child(**{f"findings__{finding}": word})), expected)

    def test_what_only_calls_for_a_service_gives_no_level(self) -> None:
        for finding in GIVES_NO_LEVEL:
            answer = assess(child(**{f"findings__{finding}": "confirmed"}), AS_OF)
            self.assertEqual(answer["risk"]["level"], "not-graded")

    def test_a_finding_ends_only_by_a_closing_record_with_its_author_from_its_day(self) -> None:
        def closed(**how: Any) -> str:
            return trigger("red-harm", child(findings__abandonment={"state": "confirmed", **how}))

        self.assertEqual(closed(), "yes")
        self.assertEqual(closed(found_on="1990-01-01"), "yes")
        self.assertEqual(closed(closed_on="2025-06-14", closed_by="a"), "no")
        self.assertEqual(closed(closed_on="2025-06-15", closed_by="a"), "no")
        self.assertEqual(closed(closed_on="2025-06-16", closed_by="a"), "yes")
        self.assertEqual(closed(closed_on="2025-06", closed_by="a"), "undetermined")
        self.assertEqual(closed(closed_on="2025-06-14"), "yes")
        self.assertEqual(closed(closed_by="a"), "yes")
        self.assertEqual(closed(closed_by="", closed_on="2025-06-14"), "yes")


class OtherSituations(unittest.TestCase):
    def test_each_level_takes_an_explicit_judgement(self) -> None:
        words = {"no": "no", "suspected": "undetermined", "confirmed": "yes", "unknown": "no"}
        for level in ("red", "yellow", "blue", "green"):
            for word, expected in words.items():
                record = child(**{f"local__other-{level}": word})
                self.assertEqual(trigger(f"{level}-other", record), expected)
            record = child(**{f"local__other-{level}": "confirmed"})
            self.assertEqual(assess(record, AS_OF)["risk"]["level"], level)

    def test_where_none_is_recorded_none_was_made(self) -> None:
        record = child()
        del record["local"]
        self.assertEqual(trigger("red-other", record), "no")
        is_open = Readings(other_situation_blank="undetermined")
        self.assertEqual(trigger("red-other", record, is_open), "undetermined")


class Red(unittest.TestCase):
    def test_state_guardianship_needed_and_not_in_place_is_red(self) -> None:
        for needed in ("temporary", "long-term"):
            for place, expected in (("no", "yes"), ("yes", "no"), ("unknown", "undetermined")):
                record = child(support__state_guardianship=needed, support__guardianship_in_place=place)
                self.assertEqual(trigger("red-no-guardianship", record), expected)
        record = child(support__state_guardianship=None)
        self.assertEqual(trigger("red-no-guardianship", record), "undetermined")

    def test_a_child_of_seventeen_living_alone_is_red_too(self) -> None:
        record = child(birth_date="2008-01-01", findings__lives_alone="confirmed")
        self.assertEqual(assess(record, AS_OF)["risk"]["level"], "red")

    def test_living_alone_by_the_record_is_no_finding_unless_the_other_reading_is_taken(self) -> None:
        record = child(lives_with="alone", carer__relation="nobody")
        self.assertEqual(assess(record, AS_OF)["risk"]["level"], "not-graded")
        answer = assess(record, AS_OF, Readings(nobody_cares="facts-too"))
        self.assertEqual(answer["triggers"]["red-unsupervised"], "yes")
        self.assertEqual(answer["triggers"]["red-no-guardianship"], "yes")


class Yellow(unittest.TestCase):
    name = "yellow-severely-short-guardianship"

    def test_a_disabled_carer_counts_from_sixty(self) -> None:
        for birth, expected in (
            ("1965-06-16", "no"),
            ("1965-06-15", "no"),
            ("1965-06-14", "yes"),
            (None, "undetermined"),
            ("1965", "undetermined"),
        ):
            for ability in ("half-disabled", "disabled"):
                record = child(carer__birth_date=birth, carer__self_care=ability)
                self.assertEqual(trigger(self.name, record), expected)
        old = child(carer__birth_date="1950-01-01")
        self.assertEqual(trigger(self.name, old), "no")
        self.assertEqual(
            trigger(self.name, child(carer__birth_date="1950-01-01", carer__self_care=None)), "undetermined"
        )
        young = child(carer__self_care="disabled")
        self.assertEqual(trigger(self.name, young, Readings(elder="any")), "yes")

    def test_a_carer_of_limited_or_no_capacity_counts(self) -> None:
        expected = {"full": "no", "limited": "yes", "none": "yes", "unknown": "undetermined"}
        for capacity, answer in expected.items():
            self.assertEqual(trigger(self.name, child(carer__capacity=capacity)), answer)

    def test_a_carer_under_eighteen_counts(self) -> None:
        for birth, expected in (
            ("2007-06-16", "yes"),
            ("2007-06-15", "yes"),
            ("2007-06-14", "no"),
            (None, "undetermined"),
        ):
            record = child(carer__birth_date=birth, carer__relation="elder-sibling")
            self.assertEqual(trigger(self.name, record), expected)

    def test_an_institution_is_no_such_carer(self) -> None:
        for relation in ("institution", "nobody"):
            self.assertEqual(trigger(self.name, child(carer={"relation": relation})), "no")
        self.assertEqual(trigger(self.name, child(carer={})), "undetermined")

    def both(self, name: str, part: str, bad: Any, good: Any) -> None:
        for father, mother, expected in (
            (bad, bad, "yes"),
            (bad, good, "no"),
            (good, bad, "no"),
            (good, good, "no"),
            (bad, None, "undetermined"),
            (good, None, "no"),
        ):
            record = child()
            for side, value in (("father", father), ("mother", mother)):
                record[side][part] = {} if value is None and isinstance(bad, dict) else value
            self.assertEqual(trigger(name, record), expected, (name, father, mother))

    def test_both_severely_disabled(self) -> None:
        healthy = {"kind": "none", "grade": "none"}
        for kind, grade in (("visual", "1"), ("hearing", "2"), ("mental", "3"), ("intellectual", "4")):
            self.both("yellow-both-severely-disabled", "disability", {"kind": kind, "grade": grade}, healthy)
        record = child(
            father__disability={"kind": "visual", "grade": "3"},
            mother__disability={"kind": "mental", "grade": "3"},
        )
        self.assertEqual(trigger("yellow-both-severely-disabled", record), "no")

    def test_both_serving_a_sentence_of_any_length(self) -> None:
        self.both("yellow-both-serving", "custody", {"kind": "sentence", "term_months": 1}, {"kind": "none"})

    def test_detention_and_rehabilitation_are_no_sentence(self) -> None:
        for kind in ("detention", "compulsory-rehabilitation", "other-restriction"):
            record = child(father__custody__kind=kind, mother__custody__kind="sentence")
            self.assertEqual(trigger("yellow-both-serving", record), "no")

    def test_both_with_a_habit_perhaps_another_each(self) -> None:
        for habit in ("long_term_drugs", "long_term_alcohol", "long_term_gambling", "long_term_other"):
            self.both("yellow-both-with-habits", habit, "confirmed", "no")
            record = child(**{f"father__{habit}": "confirmed", "mother__long_term_alcohol": "confirmed"})
            self.assertEqual(trigger("yellow-both-with-habits", record), "yes")
            record = child(**{f"father__{habit}": "confirmed", "mother__long_term_alcohol": "suspected"})
            self.assertEqual(trigger("yellow-both-with-habits", record), "undetermined")

    def test_a_dead_parent_has_no_habit_no_sentence_and_no_certificate(self) -> None:
        record = child(
            father={"state": "dead"},
            mother__long_term_drugs="confirmed",
            mother__custody__kind="sentence",
            mother__disability={"kind": "visual", "grade": "1"},
        )
        names = ("yellow-both-with-habits", "yellow-both-serving", "yellow-both-severely-disabled")
        for name in names:
            self.assertEqual(trigger(name, record), "no")
            self.assertEqual(trigger(name, record, Readings(dead_parent="as-recorded")), "undetermined")


class Blue(unittest.TestCase):
    def test_orphans_infected_unattended_and_severely_disabled_children_are_blue(self) -> None:
        cases: dict[str, dict[str, Any]] = {
            "blue-orphan": {"support__certified_orphan": "yes"},
            "blue-unattended": {"support__certified_unattended": "yes"},
            "blue-severely-disabled": {"disability": {"kind": "mental", "grade": "4"}},
        }
        for name, changes in cases.items():
            answer = assess(child(**changes), AS_OF)
            self.assertEqual(answer["triggers"][name], "yes")
            self.assertEqual(answer["risk"]["level"], "blue")
        self.assertEqual(trigger("blue-orphan", child(hiv_infection="confirmed")), "yes")
        self.assertEqual(trigger("blue-orphan", child(hiv_infection="suspected")), "undetermined")

    def test_one_parent_with_a_habit_is_blue_and_both_are_yellow(self) -> None:
        one = assess(child(mother__long_term_gambling="confirmed"), AS_OF)
        self.assertEqual(one["risk"]["level"], "blue")
        record = child(mother__long_term_gambling="confirmed", father__long_term_gambling="confirmed")
        both = assess(record, AS_OF)
        self.assertEqual(both["risk"]["level"], "yellow")
        self.assertEqual(both["triggers"]["blue-one-with-habits"], "yes")


class Level(unittest.TestCase):
    def test_the_highest_level_holds_and_every_trigger_stays_in_the_answer(self) -> None:
        record = child(
            findings__roaming="confirmed", findings__dropped_out="suspected", support__certified_orphan="yes"
        )
        answer = assess(record, AS_OF)
        self.assertEqual(answer["risk"]["level"], "red")
        for name in ("red-unsupervised", "yellow-dropped-out", "blue-orphan", "green-member"):
            self.assertEqual(answer["triggers"][name], "yes")

    def test_a_child_outside_both_populations_is_graded_by_its_triggers(self) -> None:
        answer = assess(child(findings__dropped_out="suspected"), AS_OF)
        self.assertEqual((answer["member"], answer["risk"]["level"]), ("no", "yellow"))
        answer = assess(child(findings__dropped_out="suspected"), AS_OF, Readings(grade_non_members=False))
        self.assertEqual(answer["risk"]["level"], "not-graded")

    def test_suspicion_where_the_text_has_none_raises_the_ceiling_and_not_the_floor(self) -> None:
        risk = assess(left_behind(findings__missing="suspected"), AS_OF)["risk"]
        self.assertEqual((risk["level"], risk["floor"], risk["ceiling"]), (None, "green", "red"))
        self.assertEqual(risk["possible"], ["red", "green"])
        self.assertTrue(risk["township_assessment"])

    def test_an_uncertain_member_without_triggers_is_green_or_not_graded(self) -> None:
        risk = assess(left_behind(birth_date=None), AS_OF)["risk"]
        self.assertEqual(risk["possible"], ["green", "not-graded"])

    def test_ids_are_unique_and_each_level_has_a_trigger(self) -> None:
        names = [t.id for t in TRIGGERS]
        self.assertEqual(len(names), len(set(names)))
        self.assertEqual({t.level for t in TRIGGERS}, {"red", "yellow", "blue", "green"})


if __name__ == "__main__":
    unittest.main()
