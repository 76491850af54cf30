"""What must hold for every child, tried on many random ones."""

from __future__ import annotations

import unittest
from itertools import pairwise
from random import Random
from typing import Any

from . import sample
from .assessment import assess
from .exact import FIELDS, exact_levels, get, put
from .levels import LEVELS
from .sample import AS_OF, Record
from .triggers import LOCAL_IDS

GROUPS = ("populations", "categories", "conditions", "triggers", "levels", "duties", "referrals", "notices")
NOT_A_FACT = {"township-assessment"}
"""It asks whether the level is known, so that learning turns it from yes to no."""

ADVERSE: dict[str, tuple[str, ...]] = {
    **{path: words for path, words in FIELDS.items() if path.startswith(("findings.", "local."))},
    "hiv_infection": ("no", "suspected", "confirmed"),
    "support.certified_orphan": ("no", "yes"),
    "support.certified_unattended": ("no", "yes"),
    "support.other_type": ("no", "yes"),
    "support.state_guardianship": ("none", "temporary"),
    "support.guardianship_in_place": ("yes", "no"),
    "household.relief": ("none", "minimum-living-allowance"),
    "carer.capacity": ("full", "limited"),
    "carer.self_care": ("able", "disabled"),
    **{
        f"{side}.{path}": words
        for side in ("father", "mother")
        for path, words in {
            "custody.kind": ("none", "sentence"),
            "guardianship_revoked": ("no", "suspected", "confirmed"),
            "judged_unable": ("no", "suspected", "confirmed"),
            "long_term_alcohol": ("no", "suspected", "confirmed"),
            "long_term_drugs": ("no", "suspected", "confirmed"),
            "long_term_gambling": ("no", "suspected", "confirmed"),
            "long_term_other": ("no", "suspected", "confirmed"),
            "out_of_contact.state": ("no", "suspected", "confirmed"),
            "removed_from_country": ("no", "suspected", "confirmed"),
            "serious_illness": ("no", "suspected", "confirmed"),
        }.items()
    },
}


def height(answer: dict[str, Any], end: str) -> int:
    """How high the floor or the ceiling is."""
    return -LEVELS.index(answer["risk"][end])


ACTS = {
    "support.certified_orphan",
    "support.certified_unattended",
    "support.benefit_ended",
    "support.benefit_ended_on",
    *(f"local.{key}" for key in LOCAL_IDS.values()),
}
"""Acts of an office: one that nobody recorded has not happened, so that hearing of it is news, not knowledge."""


class Learning(unittest.TestCase):
    def narrowed(self, less: dict[str, Any], more: dict[str, Any], record: Record) -> None:
        for group in GROUPS:
            for name, before in less[group].items():
                if name not in NOT_A_FACT and before != "undetermined":
                    self.assertEqual(before, more[group][name], (name, record))
        self.assertLessEqual(set(more["risk"]["possible"]), set(less["risk"]["possible"]), record)

    def test_learning_facts_narrows_every_answer_and_flips_none(self) -> None:
        rng = Random(7)
        for _ in range(1500):
            whole = sample.random_child(rng)
            full = assess(whole, AS_OF)
            if full["scope"] == "outside":
                continue
            some = sample.forget(rng, whole, 0.3, ACTS)
            fewer = sample.forget(rng, some, 0.0)
            for path in sample.leaves(some):
                if path not in ACTS and rng.random() < 0.3 and not path.endswith(("since", "from", "until", "_on", "_date")):
                    fewer = put(fewer, path, None)
            partly = assess(some, AS_OF)
            self.narrowed(partly, full, some)
            self.narrowed(assess(fewer, AS_OF), partly, fewer)

    def test_a_blank_child_is_possibly_everything_and_certainly_nothing(self) -> None:
        blank = assess({}, AS_OF)
        self.assertEqual(blank["risk"]["possible"], list(LEVELS))
        acts = {name for name in blank["triggers"] if name.endswith("-other")}
        self.assertEqual({blank["triggers"][name] for name in acts}, {"no"})
        self.assertEqual({word for name, word in blank["triggers"].items() if name not in acts}, {"undetermined"})
        self.assertEqual(set(blank["referrals"].values()), {"undetermined"})


class Sides(unittest.TestCase):
    def test_father_and_mother_are_alike_to_every_rule(self) -> None:
        rng = Random(11)
        for _ in range(1000):
            record = sample.forget(rng, sample.random_child(rng), rng.choice((0.0, 0.3)))
            one, other = assess(record, AS_OF), assess(sample.mirrored(record), AS_OF)
            for side, mirror in (("father", "mother"), ("mother", "father")):
                for name in ("out-for-work", "unable"):
                    self.assertEqual(
                        one["conditions"][f"{side}-{name}"], other["conditions"][f"{mirror}-{name}"]
                    )
            for answer in (one, other):
                for name in list(answer["conditions"]):
                    if name.startswith(("father-", "mother-")):
                        del answer["conditions"][name]
            self.assertEqual(one, other, record)


class Adversity(unittest.TestCase):
    def test_an_adverse_fact_never_lowers_floor_or_ceiling(self) -> None:
        rng = Random(13)
        for _ in range(400):
            record = sample.forget(rng, sample.random_child(rng), rng.choice((0.0, 0.3)))
            path = rng.choice(list(ADVERSE))
            if get(record, "carer.relation") in ("institution", "nobody") and path.startswith("carer."):
                continue
            answers = [assess(put(record, path, word), AS_OF) for word in ADVERSE[path]]
            for before, after in pairwise(answers):
                for end in ("floor", "ceiling"):
                    self.assertLessEqual(height(before, end), height(after, end), (path, record))
                for group in ("triggers", "referrals"):
                    for name, word in before[group].items():
                        rank = ("no", "undetermined", "yes").index
                        self.assertLessEqual(rank(word), rank(after[group][name]), (path, name, record))


class Levels(unittest.TestCase):
    def test_exactly_one_level_holds_of_a_known_child(self) -> None:
        rng = Random(17)
        for _ in range(500):
            answer = assess(sample.random_child(rng), AS_OF)
            certain = [level for level, word in answer["levels"].items() if word == "yes"]
            self.assertEqual(certain, [answer["risk"]["level"]] if answer["risk"]["level"] else [])
            self.assertEqual(answer["risk"]["floor"], answer["risk"]["possible"][-1])
            self.assertEqual(answer["risk"]["ceiling"], answer["risk"]["possible"][0])

    def test_a_known_level_has_a_row_of_the_form_and_no_level_has_none(self) -> None:
        rng = Random(19)
        for _ in range(500):
            answer = assess(sample.random_child(rng), AS_OF)
            level = answer["risk"]["level"]
            if level == "not-graded":
                self.assertEqual(answer["form"], {})
            elif level:
                self.assertEqual({row.split("-")[0] for row in answer["form"]}, {level})
                self.assertEqual(sum(row["here"] == "yes" for row in answer["form"].values()) <= 1, True)

    def test_every_level_of_a_completion_was_possible_before(self) -> None:
        rng = Random(23)
        small = [path for path, words in FIELDS.items() if len(words) <= 4]
        for _ in range(60):
            record = sample.random_child(rng)
            paths = rng.sample(small, 2)
            for path in paths:
                record = put(record, path, None)
            exact = exact_levels(record, AS_OF, paths)
            self.assertLessEqual(set(exact), set(assess(record, AS_OF)["risk"]["possible"]), record)

    def test_one_missing_fact_gives_exactly_the_possible_levels(self) -> None:
        for kind in (sample.child, sample.left_behind):
            for path in FIELDS.keys() - ACTS:
                record = put(kind(), path, None)
                with self.subTest(f"{kind.__name__} {path}"):
                    exact = exact_levels(record, AS_OF, [path])
                    possible = assess(record, AS_OF)["risk"]["possible"]
                    # The table of words also has those that contradict what follows from another fact.
                    self.assertLessEqual(set(possible), set(exact))

    def test_a_harm_is_red_and_a_membership_so_that_it_never_makes_a_child_green(self) -> None:
        record = put(sample.child(), "findings.maltreatment", None)
        risk = assess(record, AS_OF)["risk"]
        self.assertEqual(risk["bound"], ["red", "green", "not-graded"])
        self.assertEqual(risk["possible"], ["red", "not-graded"])


if __name__ == "__main__":
    unittest.main()
