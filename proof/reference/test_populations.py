"""农村留守儿童 and 困境儿童 (document 二)."""

from __future__ import annotations

import unittest
from datetime import date
from typing import Any

from .assessment import assess
from .readings import DEFAULT, Readings
from .sample import AS_OF, Record, away, child, left_behind


class Case(unittest.TestCase):
    def group(self, name: str, record: Record, as_of: date = AS_OF, readings: Readings = DEFAULT) -> str:
        answer = assess(record, as_of, readings)
        for kind in ("populations", "categories", "conditions"):
            if name in answer[kind]:
                found: str = answer[kind][name]
                return found
        raise AssertionError(name)

    def check(self, name: str, make: Any, cases: dict[str, tuple[dict[str, Any], str]]) -> None:
        for why, (changes, expected) in cases.items():
            with self.subTest(why):
                self.assertEqual(self.group(name, make(**changes)), expected)


class Scope(Case):
    def test_a_child_is_inside_to_the_eighteenth_birthday_and_outside_the_day_after(self) -> None:
        record = child(birth_date="2007-06-15")
        for as_of, scope in ((14, "inside"), (15, "inside"), (16, "outside")):
            self.assertEqual(assess(record, date(2025, 6, as_of))["scope"], scope)

    def test_an_unknown_age_is_presumed_inside_and_holds_no_red_fact_back(self) -> None:
        answer = assess({"findings": {"trafficking": "suspected"}}, AS_OF)
        self.assertEqual(answer["scope"], "presumed-inside")
        self.assertEqual(answer["risk"]["level"], "red")
        self.assertEqual(answer["referrals"]["mandatory-report"], "yes")

    def test_of_a_person_of_age_nothing_is_asked(self) -> None:
        answer = assess(child(birth_date="2000-01-01", findings__trafficking="confirmed"), AS_OF)
        self.assertEqual(answer["risk"]["possible"], ["not-graded"])
        self.assertEqual(set(answer["triggers"].values()), {"no"})
        self.assertEqual(answer["member"], "no")


class LeftBehind(Case):
    def test_a_child_of_two_parents_away_is_left_behind(self) -> None:
        self.assertEqual(self.group("left-behind", left_behind()), "yes")
        self.assertEqual(assess(left_behind(), AS_OF)["risk"]["level"], "green")

    def test_a_child_at_home_is_not(self) -> None:
        self.assertEqual(self.group("left-behind", child()), "no")
        self.assertEqual(assess(child(), AS_OF)["risk"]["level"], "not-graded")

    def test_sixteen(self) -> None:
        self.check(
            "left-behind",
            left_behind,
            {
                "below": ({"birth_date": "2009-06-16"}, "yes"),
                "on the birthday": ({"birth_date": "2009-06-15"}, "yes"),
                "the day after": ({"birth_date": "2009-06-14"}, "no"),
                "unknown": ({"birth_date": None}, "undetermined"),
                "known to the month": ({"birth_date": "2009-06"}, "undetermined"),
            },
        )

    def test_registration(self) -> None:
        self.check(
            "left-behind",
            left_behind,
            {
                "urban": ({"household__registration": "urban"}, "no"),
                "unknown": ({"household__registration": None}, "undetermined"),
                "unified in a village": ({"household__registration": "unified"}, "yes"),
                "unified, no sign": (
                    {"household": {"registration": "unified", "county": "445281"}},
                    "undetermined",
                ),
                "unified in town, in a collective": (
                    {"household__registration": "unified", "household__area": "town"},
                    "yes",
                ),
                "unified in town, in none": (
                    {
                        "household__registration": "unified",
                        "household__area": "town",
                        "household__collective_member": "no",
                    },
                    "no",
                ),
                "unified in town, not known": (
                    {
                        "household__registration": "unified",
                        "household__area": "town",
                        "household__collective_member": None,
                    },
                    "undetermined",
                ),
            },
        )

    def test_under_the_other_reading_the_area_decides_first(self) -> None:
        record = left_behind(household__registration="unified", household__area="town")
        self.assertEqual(self.group("left-behind", record, readings=Readings(unified="area-first")), "no")

    def test_three_months_of_one_parent(self) -> None:
        self.check(
            "left-behind",
            left_behind,
            {
                "a day short": ({"father__away": away("2025-03-16")}, "no"),
                "the corresponding day": ({"father__away": away("2025-03-15")}, "yes"),
                "a day more": ({"father__away": away("2025-03-14")}, "yes"),
                "unknown": ({"father__away__since": None}, "undetermined"),
                "known to the month": ({"father__away__since": "2025-03"}, "undetermined"),
                "known to the month, long ago": ({"father__away__since": "2025-02"}, "yes"),
            },
        )

    def test_returns(self) -> None:
        def back(**how: str) -> dict[str, Any]:
            return {"father__away": away(returns=[{"from": "2025-04-01", "until": "2025-04-10", **how}])}

        self.check(
            "left-behind",
            left_behind,
            {
                "a visit counts in": (back(reason="visit-or-leave"), "yes"),
                "a return to live starts anew": (back(reason="back-to-live"), "no"),
                "of an unknown reason": (back(), "undetermined"),
                "a return to live long ago": (
                    back(reason="back-to-live", **{"from": "2025-01-05", "until": "2025-03-15"}),
                    "yes",
                ),
                "a day less": (
                    back(reason="back-to-live", **{"from": "2025-01-05", "until": "2025-03-16"}),
                    "no",
                ),
                "unknown reason long ago": (back(**{"from": "2025-01-05", "until": "2025-03-15"}), "yes"),
                "unknown reason, not long away anyway": (
                    {"father__away": away("2025-04-20", returns=[{"from": "2025-05-01"}])},
                    "no",
                ),
                "back to live, end unknown": (
                    back(reason="back-to-live", **{"from": "2025-01-05", "until": "unknown"}),
                    "undetermined",
                ),
                "still to come": (
                    back(reason="back-to-live", **{"from": "2025-07-01", "until": "unknown"}),
                    "yes",
                ),
            },
        )

    def test_place_of_work(self) -> None:
        self.check(
            "left-behind",
            left_behind,
            {
                "the same county": ({"father__away__county": "445281"}, "no"),
                "a village code of the same county": ({"father__away__county": 445281001001}, "no"),
                "the next county": ({"father__away__county": "445224"}, "yes"),
                "abroad": ({"father__away__county": "abroad"}, "yes"),
                "Hong Kong": ({"father__away__county": "810000"}, "yes"),
                "Dongguan, without counties": ({"father__away__county": "441900"}, "yes"),
                "Zhongshan, without counties": ({"father__away__county": 442000}, "yes"),
                "Jieyang, county unknown": ({"father__away__county": "445200"}, "undetermined"),
                "Guangdong, county unknown": ({"father__away__county": "440000"}, "undetermined"),
                "Fujian, county unknown": ({"father__away__county": "350000"}, "yes"),
                "unknown": ({"father__away__county": None}, "undetermined"),
                "stated": (
                    {
                        "father__away__county": None,
                        "father__away__across_counties": "yes",
                        "father__away__within_core": "no",
                    },
                    "yes",
                ),
                "registration unknown": ({"household__county": None}, "undetermined"),
            },
        )

    def test_a_city_without_counties_is_one_county(self) -> None:
        for code in ("441900", "442000", "460400", "620200"):
            record = left_behind(household__county=code, father__away__county=code)
            self.assertEqual(self.group("father-out-for-work", record), "no")

    def test_core_districts(self) -> None:
        core = {"household__county": "445202"}
        self.check(
            "left-behind",
            left_behind,
            {
                "both in the core": ({**core, "father__away__county": "445203"}, "no"),
                "work outside the core": ({**core, "father__away__county": "445281"}, "yes"),
                "registered outside the core": ({"father__away__county": "445203"}, "yes"),
                "another city's district": ({**core, "father__away__county": "440305"}, "yes"),
                "stated to be in the core": ({"father__away__within_core": "yes"}, "no"),
                "work in the core, registered in the city": (
                    {"household__county": "445200", "father__away__county": "445203"},
                    "undetermined",
                ),
                "work in the city, registered in the core": (
                    {**core, "father__away__county": "445200", "father__away__across_counties": "yes"},
                    "undetermined",
                ),
                "registered in the province": (
                    {
                        "household__county": "440000",
                        "father__away__county": "350100",
                        "mother__away__county": "350100",
                    },
                    "yes",
                ),
                "across, but the place unknown": (
                    {**core, "father__away__county": None, "father__away__across_counties": "yes"},
                    "undetermined",
                ),
            },
        )

    def test_one_away_and_the_other_without_capacity(self) -> None:
        def one(**mother: Any) -> dict[str, Any]:
            changes = {f"mother__{key}": value for key, value in mother.items()}
            return {"lives_with": "mother", "mother__away": {"for_work": "no"}, **changes}

        judged = {"judged_unable": "confirmed"}
        self.check(
            "left-behind",
            left_behind,
            {
                "able": (one(), "no"),
                "ill and judged": (one(serious_illness="confirmed", **judged), "yes"),
                "ill, suspected to be unable": (
                    one(serious_illness="confirmed", judged_unable="suspected"),
                    "undetermined",
                ),
                "ill, judged able": (one(serious_illness="confirmed"), "no"),
                "ill, not judged": (one(serious_illness="confirmed", judged_unable=None), "undetermined"),
                "severely disabled": (one(disability={"kind": "visual", "grade": "2"}, **judged), "yes"),
                "out of contact for a day": (one(out_of_contact={"state": "confirmed"}, **judged), "yes"),
                "removed": (one(removed_from_country="confirmed", **judged), "yes"),
                "sentenced": (one(custody__kind="sentence", **judged), "yes"),
                "in rehabilitation": (one(custody__kind="compulsory-rehabilitation", **judged), "yes"),
                "otherwise restricted": (one(custody__kind="other-restriction", **judged), "yes"),
                "detained": (one(custody__kind="detention", **judged), "yes"),
                "revoked": (one(guardianship_revoked="confirmed", **judged), "yes"),
                "declared missing": (one(state="declared-missing", **judged), "yes"),
                "declared missing, not judged": (one(state="declared-missing"), "no"),
                "dead, not judged": (one(state="dead"), "yes"),
                "judged, but nothing listed": (one(**judged), "yes"),
                "judged, and lightly disabled": (
                    one(disability={"kind": "visual", "grade": "3"}, **judged),
                    "yes",
                ),
            },
        )

    def test_under_a_closed_list_each_situation_must_be_found(self) -> None:
        closed = Readings(open_list="closed")
        for situation in (
            {"serious_illness": "suspected"},
            {"removed_from_country": "suspected"},
            {"guardianship_revoked": "suspected"},
            {"out_of_contact": {"state": "suspected"}},
            {},
        ):
            changes = {f"mother__{key}": value for key, value in situation.items()}
            record = left_behind(
                mother__away={"for_work": "no"},
                mother__judged_unable="confirmed",
                lives_with="mother",
                **changes,
            )
            expected = "undetermined" if situation else "no"
            self.assertEqual(self.group("left-behind", record, readings=closed), expected, situation)

    def test_a_declared_missing_parent_needs_the_judgement_one_never_found_does_not(self) -> None:
        for judged, expected in (("confirmed", "yes"), ("no", "no"), ("unknown", "undetermined")):
            for state, found in (("declared-missing", expected), ("never-traceable", "yes")):
                record = left_behind(
                    mother__away={"for_work": "no"}, mother__judged_unable=judged, mother__state=state
                )
                self.assertEqual(self.group("left-behind", record), found)
                closed = Readings(open_list="closed")
                self.assertEqual(self.group("left-behind", record, readings=closed), found)

    def test_whom_the_child_lives_with(self) -> None:
        ill = {
            "mother__away": {"for_work": "no"},
            "mother__serious_illness": "confirmed",
            "mother__judged_unable": "confirmed",
        }
        self.check(
            "left-behind",
            left_behind,
            {
                "both away, with father at his work": ({"lives_with": "father"}, "no"),
                "both away, at a boarding school": ({"lives_with": "school"}, "yes"),
                "both away, unknown": ({"lives_with": None}, "undetermined"),
                "father away, with mother who is unable": ({**ill, "lives_with": "mother"}, "yes"),
                "father away, with him": ({**ill, "lives_with": "father"}, "no"),
                "with both": ({**ill, "lives_with": "both-parents"}, "no"),
            },
        )


class InDifficulty(Case):
    def test_orphans(self) -> None:
        gone = ("dead", "declared-missing", "never-traceable")
        for father in gone:
            for mother in gone:
                record = child(father__state=father, mother__state=mother)
                self.assertEqual(self.group("orphan", record), "yes")
                self.assertEqual(self.group("unattended", record), "no")
        self.check(
            "orphan-category",
            child,
            {
                "one dead": ({"father__state": "dead"}, "no"),
                "the other unknown": ({"father__state": "dead", "mother__state": None}, "undetermined"),
                "certified": ({"support__certified_orphan": "yes"}, "yes"),
                "not certified": ({"support__certified_orphan": None}, "no"),
                "infected": ({"hiv_infection": "confirmed"}, "yes"),
                "suspected to be infected": ({"hiv_infection": "suspected"}, "undetermined"),
            },
        )

    def test_six_months_out_of_contact(self) -> None:
        def lost(since: Any, **more: Any) -> dict[str, Any]:
            contact = {"state": "confirmed", "without_support": "yes", "since": since, **more}
            return {"father__state": "dead", "mother__out_of_contact": contact}

        self.check(
            "unattended",
            child,
            {
                "a day short": (lost("2024-12-16"), "no"),
                "the corresponding day": (lost("2024-12-15"), "yes"),
                "a day more": (lost("2024-12-14"), "yes"),
                "unknown": (lost(None), "undetermined"),
                "suspected": (lost("2024-01-01", state="suspected"), "undetermined"),
                "with support": (lost("2024-01-01", without_support="no"), "no"),
                "support unknown": (lost("2024-01-01", without_support=None), "undetermined"),
            },
        )
        record = child(**lost("2024-01-01", reported_on="2025-01-01"))
        self.assertEqual(
            self.group("unattended", record, readings=Readings(contact_lost_from="reported-on")), "no"
        )

    def test_six_months_of_custody(self) -> None:
        def held(**custody: Any) -> dict[str, Any]:
            return {"father__state": "dead", "mother__custody": {"kind": "sentence", **custody}}

        self.check(
            "unattended",
            child,
            {
                "five months": (held(term_months=5, **{"from": "2025-06-01"}), "no"),
                "six months, from the first day": (held(term_months=6, **{"from": "2025-06-15"}), "yes"),
                "seven months": (held(term_months=7), "yes"),
                "a term unknown, six months gone": (held(**{"from": "2024-12-15"}), "yes"),
                "a term unknown, a day short": (held(**{"from": "2024-12-16"}), "undetermined"),
                "by its days, short": (held(**{"from": "2025-01-01", "until": "2025-06-29"}), "no"),
                "by its days, just long": (held(**{"from": "2025-01-01", "until": "2025-06-30"}), "yes"),
                "detained, a day short": (held(kind="detention", **{"from": "2024-12-16"}), "no"),
                "detained, six months": (held(kind="detention", **{"from": "2024-12-15"}), "yes"),
                "detained since unknown": (held(kind="detention"), "undetermined"),
                "a term is none of detention": (
                    held(kind="detention", term_months=12, **{"from": "2025-06-01"}),
                    "no",
                ),
                "rehabilitation": (held(kind="compulsory-rehabilitation", term_months=24), "yes"),
                "another order": (held(kind="other-restriction", term_months=6), "yes"),
                "released": (held(kind="none", term_months=24), "no"),
                "kind unknown": (held(kind=None, term_months=24), "undetermined"),
            },
        )

    def test_parents_of_an_unattended_child(self) -> None:
        ill = {"mother__serious_illness": "confirmed"}
        self.check(
            "unattended",
            child,
            {
                "one ill, the other well": (ill, "no"),
                "one ill, the other dead": ({**ill, "father__state": "dead"}, "yes"),
                "one ill, the other declared missing": ({**ill, "father__state": "declared-missing"}, "yes"),
                "one ill, the other unknown": ({**ill, "father__state": None}, "undetermined"),
                "one ill, the other disabled": (
                    {**ill, "father__disability": {"kind": "mental", "grade": "4"}},
                    "yes",
                ),
                "one ill, the other lightly disabled": (
                    {**ill, "father__disability": {"kind": "speech", "grade": "3"}},
                    "no",
                ),
                "one removed, the other revoked": (
                    {
                        "father__removed_from_country": "confirmed",
                        "mother__guardianship_revoked": "confirmed",
                    },
                    "yes",
                ),
                "suspected illness": (
                    {"mother__serious_illness": "suspected", "father__state": "dead"},
                    "undetermined",
                ),
                "certified": ({"support__certified_unattended": "yes"}, "yes"),
                "not certified": ({"support__certified_unattended": None}, "no"),
            },
        )

    def test_where_both_may_be_gone_it_is_open_which_but_certain_that_nobody_is_left(self) -> None:
        served = {"kind": "sentence", "term_months": 24}
        record = child(father__state=None, mother__state=None, father__custody=served, mother__custody=served)
        for group, expected in (("orphan", "undetermined"), ("unattended", "undetermined"), ("in-difficulty", "yes")):
            self.assertEqual(self.group(group, record), expected)
        self.assertEqual(assess(record, AS_OF)["risk"]["possible"], ["yellow", "blue"])
        lost = {"state": "confirmed", "since": "2024-01-01", "without_support": "yes"}
        record = child(
            father__state=None, mother__state=None, father__custody=served, mother__out_of_contact=lost
        )
        self.assertEqual(self.group("in-difficulty", record), "yes")

    def test_two_parents_out_of_contact_whose_state_is_blank_may_be_declared_missing(self) -> None:
        lost = {"state": "confirmed", "since": "2024-01-01", "without_support": "yes"}
        record = child(father__out_of_contact=lost, mother__out_of_contact=lost)
        self.assertEqual(self.group("unattended", record), "yes")
        record = child(
            father__state=None, mother__state=None, father__out_of_contact=lost, mother__out_of_contact=lost
        )
        self.assertEqual(self.group("unattended", record), "undetermined")

    def test_suspicion_leaves_a_situation_of_62_open(self) -> None:
        for finding in ("serious_illness", "guardianship_revoked", "removed_from_country"):
            record = child(father__state="dead", **{f"mother__{finding}": "suspected"})
            self.assertEqual(self.group("unattended", record), "undetermined")

    def test_poor_households(self) -> None:
        for relief in (
            "minimum-living-allowance",
            "minimum-living-edge",
            "expenditure-type",
            "extreme-hardship",
        ):
            record = child(household__relief=relief)
            self.assertEqual(self.group("poor-household", record), "yes")
            self.assertEqual(assess(record, AS_OF)["risk"]["level"], "green")
        self.assertEqual(self.group("poor-household", child()), "no")
        self.assertEqual(self.group("poor-household", child(household__relief=None)), "undetermined")

    def test_severe_disability(self) -> None:
        def certificate(kind: Any, grade: Any, mixed: Any = "no") -> dict[str, Any]:
            return {"disability": {"kind": kind, "grade": grade, "mental_or_intellectual": mixed}}

        self.check(
            "severely-disabled",
            child,
            {
                "grade 1": (certificate("hearing", "1"), "yes"),
                "grade 2": (certificate("physical", "2"), "yes"),
                "grade 3": (certificate("physical", "3"), "no"),
                "grade 4": (certificate("visual", "4"), "no"),
                "mental 3": (certificate("mental", "3"), "yes"),
                "intellectual 4": (certificate("intellectual", "4"), "yes"),
                "mental, grade unknown": (certificate("mental", None), "yes"),
                "multiple 3 with mental": (certificate("multiple", "3", "yes"), "yes"),
                "multiple 3 without": (certificate("multiple", "3"), "no"),
                "multiple 3, unknown": (certificate("multiple", "3", None), "undetermined"),
                "grade 2, kind unknown": (certificate(None, "2"), "yes"),
                "grade 3, kind unknown": (certificate(None, "3"), "undetermined"),
                "physical, grade unknown": (certificate("physical", None), "undetermined"),
                "none, grade blank": (certificate("none", None), "no"),
                "kind blank, grade none": (certificate(None, "none"), "no"),
                "unknown": ({"disability": {}}, "undetermined"),
            },
        )

    def test_state_guardianship_is_a_category_needed_or_in_place(self) -> None:
        self.check(
            "state-guardianship",
            child,
            {
                "temporary": ({"support__state_guardianship": "temporary"}, "yes"),
                "long-term, in place": (
                    {"support__state_guardianship": "long-term", "support__guardianship_in_place": "yes"},
                    "yes",
                ),
                "none": ({}, "no"),
                "unknown": ({"support__state_guardianship": None}, "undetermined"),
            },
        )

    def test_other_types(self) -> None:
        self.check(
            "other-type",
            child,
            {
                "named": ({"support__other_type": "yes"}, "yes"),
                "unknown": ({"support__other_type": None}, "undetermined"),
                "harmed": ({"findings__maltreatment": "confirmed"}, "yes"),
                "suspected to be harmed": ({"findings__maltreatment": "suspected"}, "undetermined"),
                "alone": ({"findings__lives_alone": "confirmed"}, "no"),
                "absent guardianship": ({"findings__guardianship_absent": "confirmed"}, "yes"),
            },
        )
        record = child(findings__maltreatment="confirmed")
        self.assertEqual(self.group("other-type", record, readings=Readings(third_limb="off")), "no")
        narrow = Readings(third_limb="harm")
        for word, expected in (("no", "no"), ("suspected", "undetermined"), ("confirmed", "yes")):
            record = child(findings__guardianship_absent=word)
            self.assertEqual(self.group("other-type", record), expected)
            self.assertEqual(self.group("other-type", record, readings=narrow), "no")


if __name__ == "__main__":
    unittest.main()
