"""The rolling rule and the calendar view (policy.md A-20 to A-25)."""

from __future__ import annotations

import unittest
from datetime import date, timedelta
from random import Random

from .dates import add_months
from .duties import DUTIES
from .visits import INTERVALS, acts, calendar, next_due, rolling, sliding

START = date(2025, 1, 31)


class Rolling(unittest.TestCase):
    def test_without_a_visit_due_dates_are_counted_from_the_start(self) -> None:
        windows = rolling(START, 1, [], date(2025, 5, 1))
        self.assertEqual(
            [w.due for w in windows],
            [date(2025, 2, 28), date(2025, 3, 31), date(2025, 4, 30), date(2025, 5, 31)],
        )
        self.assertEqual([w.status for w in windows], ["missed", "missed", "missed", "open"])

    def test_the_due_day_itself_is_in_time_and_the_next_is_late(self) -> None:
        due = date(2025, 2, 28)
        for visit, status in ((27, "met"), (28, "met")):
            windows = rolling(START, 1, [date(2025, 2, visit)], date(2025, 3, 1))
            self.assertEqual((windows[0].due, windows[0].status), (due, status))
        self.assertEqual(rolling(START, 1, [], due)[0].status, "open")
        late = rolling(START, 1, [date(2025, 3, 1)], date(2025, 3, 2))
        self.assertEqual([w.status for w in late], ["missed", "met", "open"])
        self.assertEqual(late[2].due, date(2025, 4, 1))

    def test_a_visit_is_the_next_anchor(self) -> None:
        visits = [date(2025, 2, 10), date(2025, 3, 5)]
        windows = rolling(START, 1, visits, date(2025, 3, 20))
        self.assertEqual([w.due for w in windows], [date(2025, 2, 28), date(2025, 3, 10), date(2025, 4, 5)])
        self.assertEqual(next_due(START, 1, visits, date(2025, 3, 20)), date(2025, 4, 5))

    def test_a_visit_before_the_level_began_does_not_count(self) -> None:
        self.assertEqual(next_due(START, 2, [date(2025, 1, 30)], START), date(2025, 3, 31))
        self.assertEqual(rolling(START, 2, [date(2025, 1, 30)], START)[0].status, "open")

    def test_a_visit_on_the_first_day_moves_nothing_and_one_today_counts(self) -> None:
        self.assertEqual([w.status for w in rolling(START, 1, [START], date(2025, 2, 1))], ["open"])
        self.assertEqual(next_due(START, 1, [date(2025, 2, 9)], date(2025, 2, 9)), date(2025, 3, 9))

    def test_a_visit_to_come_does_not_count(self) -> None:
        self.assertEqual(next_due(START, 1, [date(2025, 2, 10)], date(2025, 2, 9)), date(2025, 2, 28))
        self.assertEqual(rolling(START, 1, [date(2025, 2, 10)], date(2025, 2, 9))[0].status, "open")

    def test_a_visit_is_a_contact_and_a_contact_is_no_visit(self) -> None:
        log = [(date(2025, 2, 2), "contact"), (date(2025, 2, 1), "home-visit")]
        self.assertEqual(acts("green-contact", log), [date(2025, 2, 1), date(2025, 2, 2)])
        self.assertEqual(acts("green-visit", log), [date(2025, 2, 1)])


class Calendar(unittest.TestCase):
    def test_intervals_are_those_of_the_text(self) -> None:
        expected = {"yellow-visit": 1, "blue-visit": 2, "green-visit": 3, "green-contact": 1}
        self.assertEqual(INTERVALS, expected)
        for duty in DUTIES:
            if duty.id in expected:
                self.assertEqual(duty.pace, f"every {expected[duty.id]} months")

    def test_sliding_windows_begin_in_every_month_after_the_start(self) -> None:
        windows = sliding(START, 2, [date(2025, 2, 10)], date(2025, 4, 30))
        self.assertEqual([w.first for w in windows], [date(2025, m, 1) for m in (2, 3, 4)])
        self.assertEqual([w.last for w in windows], [date(2025, 3, 31), date(2025, 4, 30), date(2025, 5, 31)])
        self.assertEqual([w.status for w in windows], ["met", "open", "open"])
        self.assertEqual(sliding(START, 2, [], date(2025, 5, 1))[1].status, "missed")

    def test_blocks_begin_with_the_month_after_the_start(self) -> None:
        blocks = calendar(START, 2, [date(2025, 3, 1)], date(2025, 6, 1))
        self.assertEqual((blocks[0].first, blocks[0].last), (date(2025, 2, 1), date(2025, 3, 31)))
        self.assertEqual([b.status for b in blocks], ["met", "missed", "open"])

    def test_a_plan_that_meets_the_rolling_rule_meets_every_calendar_window(self) -> None:
        rng = Random(5)
        for _ in range(2000):
            start = date(2023, 1, 1) + timedelta(days=rng.randrange(800))
            months = rng.choice((1, 2, 3))
            visits, last = [], start
            for _ in range(12):
                due = add_months(last, months)
                last += timedelta(
                    days=rng.choice(((due - last).days, rng.randrange(1, (due - last).days + 1)))
                )
                visits.append(last)
            as_of = add_months(last, months)
            self.assertNotIn("missed", [w.status for w in rolling(start, months, visits, as_of)])
            for view in (calendar, sliding):
                self.assertNotIn("missed", [b.status for b in view(start, months, visits, as_of)])

    def test_a_plan_that_meets_the_calendar_may_miss_the_rolling_rule(self) -> None:
        visits = [date(2025, 2, 1), date(2025, 3, 31)]
        self.assertEqual(
            [b.status for b in calendar(START, 1, visits, date(2025, 4, 1))], ["met", "met", "open"]
        )
        statuses = [w.status for w in rolling(START, 1, visits, date(2025, 4, 1))]
        self.assertIn("missed", statuses)


if __name__ == "__main__":
    unittest.main()
