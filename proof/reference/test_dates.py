"""Days, spans, ages, months and terms (policy.md 1, counting rules)."""

from __future__ import annotations

import unittest
from calendar import monthrange
from datetime import date, timedelta
from random import Random

from . import dates
from .dates import UNKNOWN, Span, day
from .truth import NO, UNDETERMINED, YES


class Reading(unittest.TestCase):
    def test_a_day_a_month_a_year_and_a_span_are_read(self) -> None:
        self.assertEqual(dates.parse("2012-05-14"), day(date(2012, 5, 14)))
        self.assertEqual(dates.parse("2012-02"), Span(date(2012, 2, 1), date(2012, 2, 29)))
        self.assertEqual(dates.parse("2012"), Span(date(2012, 1, 1), date(2012, 12, 31)))
        self.assertEqual(dates.parse("2012-05-14/2012-06-30"), Span(date(2012, 5, 14), date(2012, 6, 30)))
        self.assertEqual(dates.parse("2012-05-14/2012-05-14"), day(date(2012, 5, 14)))
        self.assertEqual(dates.parse("unknown"), UNKNOWN)

    def test_what_is_no_day_is_refused(self) -> None:
        wrong = ("", "2012-5-1", "2012-13", "2012-02-30", "2011-02-29", "0000", "2012-06-30/2012-05-14")
        for text in (*wrong, "2012/2013", "2012-01-01 ", "2012-01-01/", "２０１２"):
            with self.subTest(text), self.assertRaises(ValueError):
                dates.parse(text)


class Months(unittest.TestCase):
    def test_a_month_ends_on_the_corresponding_day(self) -> None:
        self.assertEqual(dates.add_months(date(2025, 1, 15), 1), date(2025, 2, 15))
        self.assertEqual(dates.add_months(date(2025, 11, 30), 2), date(2026, 1, 30))

    def test_where_there_is_no_such_day_it_ends_on_the_last_of_the_month(self) -> None:
        self.assertEqual(dates.add_months(date(2025, 1, 31), 1), date(2025, 2, 28))
        self.assertEqual(dates.add_months(date(2024, 1, 31), 1), date(2024, 2, 29))
        self.assertEqual(dates.add_months(date(2025, 8, 31), 6), date(2026, 2, 28))
        self.assertEqual(dates.add_months(date(2025, 3, 31), 1), date(2025, 4, 30))
        self.assertEqual(dates.add_months(date(2024, 2, 29), 12), date(2025, 2, 28))

    def test_the_kth_date_is_counted_from_the_anchor_and_not_from_the_one_before(self) -> None:
        due = [dates.kth_due(date(2025, 1, 31), 1, k) for k in (1, 2, 3)]
        self.assertEqual(due, [date(2025, 2, 28), date(2025, 3, 31), date(2025, 4, 30)])

    def test_three_months_are_reached_on_the_corresponding_day(self) -> None:
        start = day(date(2025, 1, 31))
        self.assertIs(dates.months_reached(start, 3, date(2025, 4, 29)), NO)
        self.assertIs(dates.months_reached(start, 3, date(2025, 4, 30)), YES)
        self.assertIs(dates.months_reached(start, 3, date(2025, 5, 1)), YES)
        self.assertIs(dates.months_reached(UNKNOWN, 3, date(2025, 5, 1)), UNDETERMINED)

    def test_a_span_answers_only_where_both_its_ends_agree(self) -> None:
        start = dates.parse("2025-01")
        self.assertIs(dates.months_reached(start, 3, date(2025, 3, 31)), NO)
        self.assertIs(dates.months_reached(start, 3, date(2025, 4, 1)), UNDETERMINED)
        self.assertIs(dates.months_reached(start, 3, date(2025, 4, 29)), UNDETERMINED)
        self.assertIs(dates.months_reached(start, 3, date(2025, 4, 30)), YES)

    def test_the_last_years_of_the_calendar_are_no_error(self) -> None:
        self.assertIs(dates.months_reached(day(date(9999, 11, 30)), 3, date(9999, 12, 31)), NO)
        self.assertIs(dates.age_attained(day(date(9990, 1, 1)), 18, date(9999, 12, 31)), NO)
        self.assertEqual(dates.corresponding_day(date(9999, 12, 31), 2), (10000, 2, 29))

    def test_the_corresponding_day_agrees_with_a_plain_walk_over_the_months(self) -> None:
        rng = Random(3)
        for _ in range(20_000):
            start = date.fromordinal(rng.randrange(1, date(9900, 1, 1).toordinal()))
            months = rng.randrange(0, 1201)
            year, month = start.year, start.month
            for _ in range(months % 1201):
                year, month = (year + 1, 1) if month == 12 else (year, month + 1)
            last = monthrange(year, month)[1] if year <= 9999 else 0
            if last:
                self.assertEqual(dates.add_months(start, months), date(year, month, min(start.day, last)))


class Ages(unittest.TestCase):
    def test_an_age_is_attained_the_day_after_the_birthday(self) -> None:
        birth = day(date(2009, 6, 15))
        self.assertIs(dates.age_attained(birth, 16, date(2025, 6, 14)), NO)
        self.assertIs(dates.age_attained(birth, 16, date(2025, 6, 15)), NO)
        self.assertIs(dates.age_attained(birth, 16, date(2025, 6, 16)), YES)
        self.assertIs(dates.age_attained(UNKNOWN, 16, date(2025, 6, 16)), UNDETERMINED)

    def test_the_other_reading_counts_the_birthday_itself(self) -> None:
        birth = day(date(2009, 6, 15))
        self.assertIs(dates.age_attained(birth, 16, date(2025, 6, 14), "birthday"), NO)
        self.assertIs(dates.age_attained(birth, 16, date(2025, 6, 15), "birthday"), YES)

    def test_a_leap_day_child_attains_an_age_on_1_march(self) -> None:
        birth = day(date(2008, 2, 29))
        self.assertIs(dates.age_attained(birth, 18, date(2026, 2, 28)), NO)
        self.assertIs(dates.age_attained(birth, 18, date(2026, 3, 1)), YES)
        self.assertIs(dates.age_attained(birth, 16, date(2024, 2, 29)), NO)
        self.assertIs(dates.age_attained(birth, 16, date(2024, 3, 1)), YES)

    def test_a_year_of_birth_leaves_a_year_open(self) -> None:
        birth = dates.parse("2009")
        self.assertIs(dates.age_attained(birth, 16, date(2025, 1, 1)), NO)
        self.assertIs(dates.age_attained(birth, 16, date(2025, 1, 2)), UNDETERMINED)
        self.assertIs(dates.age_attained(birth, 16, date(2025, 12, 31)), UNDETERMINED)
        self.assertIs(dates.age_attained(birth, 16, date(2026, 1, 1)), YES)

    def test_every_birthday_of_a_cycle_is_followed_by_the_day_of_the_age(self) -> None:
        birth = date(1996, 1, 1)
        while birth < date(2001, 1, 1):
            turned = dates.add_months(birth, 16 * 12)
            self.assertIs(dates.age_attained(day(birth), 16, turned), NO)
            self.assertIs(dates.age_attained(day(birth), 16, turned + timedelta(days=1)), YES)
            birth += timedelta(days=1)


class Terms(unittest.TestCase):
    def test_a_term_of_six_months_counts_its_last_day(self) -> None:
        start = day(date(2025, 1, 1))
        self.assertIs(dates.term_reaches(start, day(date(2025, 6, 29)), 6), NO)
        self.assertIs(dates.term_reaches(start, day(date(2025, 6, 30)), 6), YES)
        self.assertIs(dates.term_reaches(start, day(date(2025, 7, 1)), 6), YES)
        self.assertIs(dates.term_reaches(start, UNKNOWN, 6), UNDETERMINED)
        self.assertIs(dates.term_reaches(UNKNOWN, day(date(2025, 7, 1)), 6), UNDETERMINED)

    def test_the_other_reading_asks_for_the_corresponding_day(self) -> None:
        start = day(date(2025, 1, 1))
        self.assertIs(dates.term_reaches(start, day(date(2025, 6, 30)), 6, "corresponding"), NO)
        self.assertIs(dates.term_reaches(start, day(date(2025, 7, 1)), 6, "corresponding"), YES)

    def test_a_rough_end_leaves_the_term_open(self) -> None:
        self.assertIs(dates.term_reaches(day(date(2025, 1, 1)), dates.parse("2025-06"), 6), UNDETERMINED)
        self.assertIs(dates.term_reaches(day(date(2025, 1, 1)), dates.parse("2025-05"), 6), NO)
        self.assertIs(dates.term_reaches(day(date(2025, 1, 1)), dates.parse("2025-07"), 6), YES)

    def test_a_number_of_months_is_compared_as_a_number(self) -> None:
        for number, truth in ((5, NO), (6, YES), (7, YES), (None, UNDETERMINED)):
            self.assertIs(dates.number_reaches(number, 6), truth)


if __name__ == "__main__":
    unittest.main()
