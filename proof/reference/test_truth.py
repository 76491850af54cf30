"""The laws of three-valued logic."""

from __future__ import annotations

import unittest
from itertools import product

from .truth import NO, UNDETERMINED, YES, Truth, among, and_, every, not_, or_, some


class Kleene(unittest.TestCase):
    def test_a_result_is_certain_exactly_where_every_completion_agrees(self) -> None:
        for one, other in product(Truth, repeat=2):
            for rule, plain in ((and_, all), (or_, any)):
                ways = [
                    plain(bits)
                    for bits in product((False, True), repeat=2)
                    if all(
                        t is UNDETERMINED or (t is YES) == b for t, b in zip((one, other), bits, strict=True)
                    )
                ]
                expected = UNDETERMINED if len(set(ways)) > 1 else YES if ways[0] else NO
                self.assertIs(rule(one, other), expected)

    def test_not_exchanges_and_with_or(self) -> None:
        for one, other in product(Truth, repeat=2):
            self.assertIs(not_(and_(one, other)), or_(not_(one), not_(other)))

    def test_all_of_none_is_yes_and_some_of_none_is_no(self) -> None:
        self.assertIs(every(()), YES)
        self.assertIs(some(()), NO)

    def test_a_missing_word_leaves_it_open(self) -> None:
        self.assertEqual([among(w, {"a"}) for w in ("a", "b", None)], [YES, NO, UNDETERMINED])


if __name__ == "__main__":
    unittest.main()
