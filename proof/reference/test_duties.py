"""Duties, referrals, notices, the transition, the decision, the form (documents 三 to 五, 附件1)."""

from __future__ import annotations

import unittest
from datetime import date
from typing import Any, ClassVar

from . import deadlines
from .assessment import assess
from .readings import Readings
from .sample import AS_OF, Record, child, left_behind


def answer(record: Record, part: str, name: str, as_of: date = AS_OF) -> str:
    found: str = assess(record, as_of)[part][name]
    return found


LEVELS: dict[str, dict[str, Any]] = {
    "red": {"findings__missing": "confirmed"},
    "yellow": {"findings__dropped_out": "confirmed"},
    "blue": {"findings__guardianship_insufficient": "confirmed"},
    "green": {"household__relief": "minimum-living-allowance"},
    "not-graded": {},
}
OF_LEVEL = {
    "red": {"red-intervene"},
    "yellow": {"yellow-visit", "yellow-report"},
    "blue": {"blue-visit", "blue-report"},
    "green": {"green-contact", "green-visit"},
    "not-graded": set(),
}


class Duties(unittest.TestCase):
    def test_each_level_has_its_own_duties_and_no_others(self) -> None:
        for level, changes in LEVELS.items():
            duties = assess(child(**changes), AS_OF)["duties"]
            for other, names in OF_LEVEL.items():
                for name in names:
                    self.assertEqual(duties[name], "yes" if other == level else "no", (level, name))

    def test_an_open_level_leaves_its_duties_open_and_asks_the_township(self) -> None:
        duties = assess(left_behind(findings__missing="suspected"), AS_OF)["duties"]
        self.assertEqual(duties["red-intervene"], "undetermined")
        self.assertEqual(duties["green-visit"], "undetermined")
        self.assertEqual(duties["yellow-visit"], "no")
        self.assertEqual(duties["township-assessment"], "yes")
        self.assertEqual(answer(left_behind(), "duties", "township-assessment"), "no")

    def test_every_left_behind_child_needs_a_care_agreement(self) -> None:
        for carer, expected in (
            ({"agreement_signed": "no"}, "yes"),
            ({"agreement_signed": "yes"}, "no"),
            ({"agreement_on": "2025-06-15"}, "undetermined"),
            ({}, "undetermined"),
        ):
            self.assertEqual(answer(left_behind(carer=carer), "duties", "care-agreement"), expected)
        self.assertEqual(answer(child(carer={"agreement_signed": "no"}), "duties", "care-agreement"), "no")

    def test_a_carer_who_neglects_is_to_be_corrected(self) -> None:
        words = {"no": "no", "suspected": "yes", "confirmed": "yes", "unknown": "undetermined"}
        for word, expected in words.items():
            record = left_behind(carer__lacks_ability_or_neglects=word)
            self.assertEqual(answer(record, "duties", "carer-correction"), expected)

    def test_a_file_has_five_parts(self) -> None:
        parts = (
            "basic_information",
            "visit_records",
            "work_log",
            "support_records",
            "problems_and_solutions",
        )
        self.assertEqual(assess(left_behind(), AS_OF)["file_complete"], "yes")
        for part in parts:
            lacking = left_behind(**{f"file__{part}": "no"})
            self.assertEqual(assess(lacking, AS_OF)["file_complete"], "no")
            self.assertEqual(answer(lacking, "duties", "file"), "yes")
            unknown = left_behind(**{f"file__{part}": None})
            self.assertEqual(answer(unknown, "duties", "file"), "undetermined")
        self.assertEqual(answer(child(file__work_log="no"), "duties", "file"), "no")

    def test_a_rural_single_parent_child_is_on_the_roster(self) -> None:
        for word, expected in (("yes", "yes"), ("no", "no"), ("unknown", "undetermined")):
            record = child(household__single_parent=word)
            self.assertEqual(answer(record, "duties", "single-parent-roster"), expected)

    def test_needed_guardianship_is_to_be_placed_and_once_placed_the_township_reviews_green(self) -> None:
        needed = child(support__state_guardianship="long-term")
        self.assertEqual(answer(needed, "duties", "placement"), "yes")
        placed = child(support__state_guardianship="long-term", support__guardianship_in_place="yes")
        self.assertEqual(answer(placed, "duties", "placement"), "no")
        self.assertEqual(assess(placed, AS_OF)["risk"]["level"], "green")
        self.assertEqual(answer(placed, "duties", "township-review"), "yes")
        self.assertEqual(answer(left_behind(), "duties", "township-review"), "no")

    def test_victims_are_cared_for_and_drop_outs_brought_back(self) -> None:
        words = {"no": "no", "suspected": "undetermined", "confirmed": "yes", "unknown": "undetermined"}
        for word, expected in words.items():
            for finding in ("sexual_abuse", "violent_injury", "maltreatment"):
                self.assertEqual(
                    answer(child(**{f"findings__{finding}": word}), "duties", "trauma-care"), expected
                )
            self.assertEqual(answer(child(findings__dropped_out=word), "duties", "back-to-school"), expected)


class Transition(unittest.TestCase):
    def after(self, as_of: date = AS_OF, **support: Any) -> str:
        made = {"benefit_ended_on": "2025-01-15", "benefit_ended_why": "parent-recovered", **support}
        return answer(child(support=made), "duties", "benefit-transition", as_of)

    def test_it_runs_for_six_months_from_the_first_day_without_support(self) -> None:
        for as_of, expected in (
            (date(2025, 1, 14), "no"),
            (date(2025, 1, 15), "yes"),
            (date(2025, 7, 14), "yes"),
            (date(2025, 7, 15), "no"),
        ):
            self.assertEqual(self.after(as_of), expected, as_of)
        self.assertEqual(self.after(date(2025, 2, 27), benefit_ended_on="2024-08-31"), "yes")
        self.assertEqual(self.after(date(2025, 2, 28), benefit_ended_on="2024-08-31"), "no")

    def test_every_exit_but_death_has_one(self) -> None:
        for why in ("came-of-age", "parent-recovered", "adopted", "other"):
            self.assertEqual(self.after(benefit_ended_why=why), "yes")
        self.assertEqual(self.after(benefit_ended_why="died"), "no")
        self.assertEqual(self.after(benefit_ended_why=None), "undetermined")

    def test_it_does_not_end_at_eighteen_and_gives_no_level(self) -> None:
        support = {"benefit_ended_on": "2025-06-02", "benefit_ended_why": "came-of-age"}
        made = assess(child(birth_date="2007-06-01", support=support), AS_OF)
        self.assertEqual((made["scope"], made["risk"]["level"]), ("outside", "not-graded"))
        self.assertEqual(made["duties"]["benefit-transition"], "yes")

    def test_what_is_not_known_leaves_it_open(self) -> None:
        self.assertEqual(self.after(benefit_ended_on=None), "no")
        self.assertEqual(self.after(benefit_ended_on=None, benefit_ended="yes"), "undetermined")
        self.assertEqual(self.after(benefit_ended_on=None, benefit_ended="no"), "no")
        self.assertEqual(self.after(benefit_ended_on="2025"), "undetermined")
        self.assertEqual(self.after(benefit_ended_on="2023"), "no")


class Referrals(unittest.TestCase):
    routes: ClassVar[dict[str, set[str]]] = {
        "dropped_out": {"to-education-dropped-out"},
        "education_aid_missing": {"to-education-aid"},
        "severe_mental_illness": {"to-education-mental", "to-health"},
        "medical_insurance_missing": {"to-medical-insurance"},
        "disabled_without_certificate": {"to-disabled-federation"},
        "rehabilitation_missing": {"to-disabled-federation"},
        "sexual_abuse": {"to-civil-affairs", "to-police-and-courts", "mandatory-report"},
        "maltreatment": {"to-civil-affairs", "to-police-and-courts", "mandatory-report"},
        "trafficking": {"to-civil-affairs", "to-police-and-courts", "mandatory-report"},
        "violent_injury": {"to-civil-affairs", "to-police-and-courts", "mandatory-report"},
        "abandonment": {"to-civil-affairs", "to-police-and-courts", "mandatory-report"},
        "other_unlawful_harm": {"to-civil-affairs", "to-police-and-courts", "mandatory-report"},
        "lives_alone": {"mandatory-report"},
        "roaming": {"mandatory-report"},
        "missing": {"mandatory-report"},
        "guardianship_absent": {"to-civil-affairs", "mandatory-report"},
        "suicide_or_self_harm": {"mandatory-report"},
        "needs_case_conference": {"case-conference"},
        "guardianship_insufficient": set(),
        "guardianship_severely_insufficient": set(),
        "abnormal_psychology_or_behaviour": {"to-education-mental"},
    }

    def test_each_finding_goes_to_its_departments_and_no_other(self) -> None:
        for finding, expected in self.routes.items():
            for word in ("suspected", "confirmed"):
                made = assess(child(**{f"findings__{finding}": word}), AS_OF)["referrals"]
                self.assertEqual({n for n, w in made.items() if w == "yes"}, expected, finding)
                self.assertNotIn("undetermined", made.values())
            made = assess(child(**{f"findings__{finding}": "unknown"}), AS_OF)["referrals"]
            self.assertEqual({n for n, w in made.items() if w == "undetermined"}, expected, finding)
        self.assertEqual(set(assess(child(), AS_OF)["referrals"].values()), {"no"})

    def test_a_troubled_child_is_reported_to_education_only_while_at_school(self) -> None:
        for enrolled, expected in (("yes", "yes"), ("no", "no"), ("unknown", "undetermined")):
            record = child(school__enrolled=enrolled, findings__severe_mental_illness="suspected")
            self.assertEqual(answer(record, "referrals", "to-education-mental"), expected)
        record = child(findings__abnormal_psychology_or_behaviour="suspected")
        wider = assess(record, AS_OF, Readings(abnormal_to_school=True))["referrals"]
        self.assertEqual(wider["to-education-mental"], "yes")

    def test_members_and_suspected_members_go_to_civil_affairs(self) -> None:
        self.assertEqual(answer(left_behind(), "referrals", "to-civil-affairs"), "yes")
        record = child(hiv_infection="suspected")
        self.assertEqual(answer(record, "populations", "in-difficulty"), "undetermined")
        self.assertEqual(answer(record, "referrals", "to-civil-affairs"), "yes")
        record = left_behind(birth_date=None)
        self.assertEqual(answer(record, "referrals", "to-civil-affairs"), "undetermined")

    def test_missing_state_guardianship_is_reported_at_once(self) -> None:
        record = child(support__state_guardianship="temporary")
        self.assertEqual(answer(record, "referrals", "mandatory-report"), "yes")

    def test_red_yellow_and_blue_children_are_on_the_lists_and_green_ones_are_not(self) -> None:
        for level, changes in LEVELS.items():
            expected = "yes" if level in ("red", "yellow", "blue") else "no"
            self.assertEqual(answer(child(**changes), "notices", "lists-to-care-partners"), expected)
        record = left_behind(findings__missing="suspected")
        self.assertEqual(answer(record, "notices", "lists-to-care-partners"), "undetermined")


class Decisions(unittest.TestCase):
    def decided(self, record: Record, **decision: str) -> dict[str, Any]:
        papers = {"document": "d", "by": "b", "on": "2025-06-01"}
        found: dict[str, Any] = assess({**record, "decision": {**papers, **decision}}, AS_OF)["decision"]
        return found

    def test_a_decision_stands_beside_the_result(self) -> None:
        self.assertIsNone(assess(child(), AS_OF)["decision"])
        self.assertEqual(self.decided(left_behind(), level="green")["agrees"], "yes")
        self.assertEqual(self.decided(left_behind(), level="red")["agrees"], "no")
        open_ = left_behind(findings__missing="suspected")
        self.assertEqual(self.decided(open_, level="red")["agrees"], "undetermined")
        self.assertEqual(self.decided(left_behind(), category="unattended")["agrees"], "no")
        self.assertEqual(self.decided(left_behind(), category="no such one")["agrees"], "undetermined")
        self.assertEqual(self.decided(left_behind())["agrees"], "undetermined")
        self.assertTrue(self.decided(left_behind(), level="green")["complete"])
        self.assertFalse(self.decided(left_behind(), level="green", by="")["complete"])


class Form(unittest.TestCase):
    def row(self, **changes: Any) -> dict[str, Any]:
        made: dict[str, Any] = assess(child(**changes), AS_OF)["form"]
        return made

    def both(self, part: str, value: Any) -> dict[str, Any]:
        return {f"{side}__{part}": value for side in ("father", "mother")}

    def test_a_child_stands_in_the_first_row_of_its_highest_level(self) -> None:
        for changes, row in (
            ({"findings__abandonment": "suspected", "findings__missing": "confirmed"}, "red-1"),
            ({"findings__missing": "confirmed"}, "red-2"),
            ({"findings__guardianship_absent": "suspected"}, "red-3"),
            ({"findings__suicide_or_self_harm": "suspected"}, "red-4"),
            ({"local__other-red": "confirmed"}, "red-5"),
            ({"findings__guardianship_severely_insufficient": "suspected"}, "yellow-1"),
            (self.both("disability", {"kind": "visual", "grade": "1"}), "yellow-2"),
            (self.both("custody__kind", "sentence"), "yellow-3"),
            (self.both("long_term_drugs", "confirmed"), "yellow-5"),
            ({"findings__dropped_out": "suspected"}, "yellow-4"),
            ({"findings__severe_mental_illness": "suspected"}, "yellow-6"),
            ({"local__other-yellow": "confirmed"}, "yellow-6"),
            ({"support__certified_orphan": "yes", "support__certified_unattended": "yes"}, "blue-1"),
            ({"support__certified_unattended": "yes"}, "blue-2"),
            ({"findings__guardianship_insufficient": "suspected"}, "blue-3"),
            ({"disability": {"kind": "mental", "grade": "3"}}, "blue-4"),
            ({"findings__abnormal_psychology_or_behaviour": "suspected"}, "blue-5"),
            ({"father__long_term_drugs": "confirmed"}, "blue-6"),
            ({"local__other-blue": "confirmed"}, "blue-7"),
            ({"household__relief": "minimum-living-allowance"}, "green-1"),
            ({"household__relief": "minimum-living-edge"}, "green-2"),
            ({"household__relief": "expenditure-type"}, "green-2"),
            ({"household__relief": "extreme-hardship"}, "green-3"),
            ({"support__other_type": "yes"}, "green-4"),
        ):
            self.assertEqual(list(self.row(**changes)), [row])
        self.assertEqual(self.row(), {})
        self.assertEqual(list(assess(left_behind(), AS_OF)["form"]), ["green-4"])

    def test_and_binds_before_or_in_the_second_number(self) -> None:
        yellow1 = {"findings__guardianship_severely_insufficient": "confirmed"}
        yellow3 = self.both("custody__kind", "sentence")
        blue5 = {"findings__abnormal_psychology_or_behaviour": "confirmed"}
        blue3 = {"findings__guardianship_insufficient": "confirmed"}
        blue4 = {"disability": {"kind": "mental", "grade": "3"}}
        for changes, done, expected in (
            (LEVELS["red"], {"intervened"}, "yes"),
            (LEVELS["red"], {"secured", "followed_up", "back_at_school"}, "no"),
            (LEVELS["yellow"], {"intervened"}, "yes"),
            (LEVELS["yellow"], {"back_at_school"}, "yes"),
            (LEVELS["yellow"], {"followed_up", "secured"}, "no"),
            (yellow1, {"followed_up"}, "yes"),
            (yellow1, {"intervened"}, "yes"),
            (yellow1, {"secured", "back_at_school"}, "no"),
            (yellow3, {"secured"}, "yes"),
            (yellow3, {"intervened"}, "yes"),
            (yellow3, {"followed_up", "back_at_school"}, "no"),
            (blue5, {"intervened"}, "no"),
            (blue5, {"followed_up", "secured"}, "no"),
            (blue5, {"intervened", "followed_up"}, "yes"),
            (blue3, {"intervened"}, "yes"),
            (blue3, {"secured", "followed_up"}, "yes"),
            (blue3, {"followed_up"}, "no"),
            (blue4, {"intervened", "secured"}, "no"),
            (blue4, {"intervened", "secured", "followed_up"}, "yes"),
            (LEVELS["green"], {"secured"}, "no"),
            (LEVELS["green"], {"secured", "followed_up"}, "yes"),
        ):
            made = self.row(**changes, **{f"done__{name}": "yes" for name in done})
            self.assertEqual([row["counted"] for row in made.values()], [expected], (changes, done))

    def test_an_earlier_row_that_is_open_leaves_the_later_one_open(self) -> None:
        made = self.row(findings__abandonment="unknown", findings__missing="confirmed")
        self.assertEqual(
            {n: r["here"] for n, r in made.items()}, {"red-1": "undetermined", "red-2": "undetermined"}
        )


class Deadlines(unittest.TestCase):
    def test_the_dates_are_those_of_the_text(self) -> None:
        self.assertEqual(deadlines.FORMS_DUE, (date(2024, 7, 22), date(2026, 10, 16)))
        begins = [phase[0] for phase in deadlines.PHASES.values()]
        ends = [phase[1] for phase in deadlines.PHASES.values()]
        self.assertEqual(begins, [date(2024, 4, 1), date(2024, 4, 1), date(2024, 6, 1), date(2026, 1, 1)])
        self.assertEqual(ends, [date(2024, 6, 30), date(2024, 7, 31), date(2025, 12, 31), date(2026, 10, 31)])

    def test_the_day_named_is_the_last_good_day(self) -> None:
        deadline = deadlines.FORMS_DUE[1]
        self.assertTrue(deadlines.in_time(deadline, date(2026, 10, 16)))
        self.assertFalse(deadlines.in_time(deadline, date(2026, 10, 17)))
        self.assertEqual(deadlines.reminder(deadline), date(2026, 10, 15))
        self.assertEqual(deadlines.progress_due(2025), date(2025, 11, 3))

    def test_the_lists_go_out_six_months_after_the_last(self) -> None:
        self.assertEqual(deadlines.notice_due(None), date(2024, 12, 21))
        self.assertEqual(deadlines.notice_due(date(2025, 8, 31)), date(2026, 2, 28))

    def test_more_than_thirty_distinct_children_call_for_more_directors(self) -> None:
        children = [str(number) for number in range(40)]
        self.assertFalse(deadlines.more_directors_needed(set(children[:20]), set(children[10:30])))
        self.assertTrue(deadlines.more_directors_needed(set(children[:20]), set(children[10:31])))
        self.assertFalse(deadlines.more_directors_needed(set(children[:29]), set()))

    def test_labels_are_kept_out_of_names(self) -> None:
        self.assertTrue(deadlines.avoids_labels("情暖童心"))
        self.assertFalse(deadlines.avoids_labels("关爱困境儿童活动"))
        self.assertFalse(deadlines.avoids_labels("农村留守儿童之家"))

    def test_outside_its_time_in_force_it_warns(self) -> None:
        for as_of, warns in (
            (date(2024, 6, 20), True),
            (date(2024, 6, 21), False),
            (date(2026, 12, 31), False),
            (date(2027, 1, 1), True),
        ):
            self.assertEqual(bool(assess(child(), as_of)["warnings"]), warns)


if __name__ == "__main__":
    unittest.main()
