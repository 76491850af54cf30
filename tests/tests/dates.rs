//! Every function of `hutong::dates` held against a calendar written here from whole numbers alone.
//! `NaiveDate` only carries a year, a month and a day to and fro: no step below counts with chrono.
//! All births and starts are invented.

use chrono::{Datelike, NaiveDate};
use hutong::dates::Attainment::{self, DayAfterBirthday, OnBirthday};
use hutong::dates::CorrespondingDay::{self, Excluded, Included};
use hutong::dates::{attained_on, latest_birth, month_end, months_after};
use hutong::dates::{elapsed_on, latest_start, months_between};
use std::ops::RangeInclusive;

// The independent calendar.

/// Wide enough to hold 1900 and 2100, which are common years, and 2000, which is not.
const YEARS: RangeInclusive<i32> = 1890..=2110;

const ATTAINMENTS: [Attainment; 2] = [DayAfterBirthday, OnBirthday];
const CORRESPONDING_DAYS: [CorrespondingDay; 2] = [Included, Excluded];

fn is_leap(year: i32) -> bool {
    year.rem_euclid(400) == 0 || (year.rem_euclid(4) == 0 && year.rem_euclid(100) != 0)
}

fn length_of_month(year: i32, month: u32) -> u32 {
    match month {
        2 => 28 + u32::from(is_leap(year)),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

fn date(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap_or_else(|| panic!("{year}-{month}-{day} is not a date"))
}

/// A date as its text says, for the examples.
fn day(text: &str) -> NaiveDate {
    text.parse().unwrap_or_else(|_| panic!("{text} is not a date"))
}

/// All days of [`YEARS`], numbered from zero, and the number each month begins with.
struct Calendar {
    days: Vec<NaiveDate>,
    /// The month a day lies in, months being numbered from zero as well.
    month_of: Vec<usize>,
    first_of: Vec<usize>,
}

impl Calendar {
    fn new() -> Calendar {
        let mut calendar = Calendar { days: Vec::new(), month_of: Vec::new(), first_of: Vec::new() };
        for year in YEARS {
            for month in 1..=12 {
                calendar.first_of.push(calendar.days.len());
                for day in 1..=length_of_month(year, month) {
                    calendar.month_of.push(calendar.first_of.len() - 1);
                    calendar.days.push(date(year, month, day));
                }
            }
        }
        calendar
    }

    /// The number of a date.
    fn number(&self, date: NaiveDate) -> usize {
        let years = usize::try_from(date.year() - YEARS.start()).expect("a year of the calendar");
        self.first_of[years * 12 + date.month0() as usize] + date.day0() as usize
    }

    fn numbers(&self, from: NaiveDate, until: NaiveDate) -> RangeInclusive<usize> {
        self.number(from)..=self.number(until)
    }

    fn last_of(&self, month: usize) -> usize {
        self.first_of[month + 1] - 1
    }

    /// The day of the same number so many months on; where that month is too short, its last day.
    fn corresponding(&self, number: usize, months: usize) -> usize {
        let month = self.month_of[number];
        let wanted = self.first_of[month + months] + (number - self.first_of[month]);
        wanted.min(self.last_of(month + months))
    }
}

/// Holds a pair of opposite functions against the definition: `edge_of` gives the first day on which
/// something begun on the anchor holds, `latest` the latest anchor for which it holds on a day.
/// Each anchor is tried with each day up to `reach` days before and after its edge.
fn assert_both_directions(
    calendar: &Calendar,
    anchors: RangeInclusive<usize>,
    reach: usize,
    expected_edge: impl Fn(usize) -> usize,
    edge_of: impl Fn(NaiveDate) -> NaiveDate,
    latest: impl Fn(NaiveDate) -> Option<NaiveDate>,
) {
    let first_as_of = expected_edge(*anchors.start()) - reach;
    let last_as_of = expected_edge(*anchors.end()) + reach;
    let latest: Vec<usize> = calendar.days[first_as_of..=last_as_of]
        .iter()
        .map(|&as_of| calendar.number(latest(as_of).expect("an anchor in the calendar")))
        .collect();
    for anchor in anchors {
        let edge = expected_edge(anchor);
        let answered = edge_of(calendar.days[anchor]);
        assert_eq!(answered, calendar.days[edge], "of {}", calendar.days[anchor]);
        let window = (edge - reach)..=(edge + reach);
        for (as_of, &latest) in window.zip(&latest[edge - reach - first_as_of..]) {
            let (by_latest, by_edge) = (anchor <= latest, edge <= as_of);
            let dates = || [anchor, as_of, latest].map(|number| calendar.days[number]);
            assert_eq!(by_latest, by_edge, "anchor, as of, latest: {:?}", dates());
        }
    }
}

/// Every birth of 33 years on every day up to 800 days before and after it attains the age.
fn assert_ages(attainment: Attainment) {
    let calendar = Calendar::new();
    let days_late = usize::from(attainment == DayAfterBirthday);
    for years in [1, 8, 14, 16, 18, 60] {
        assert_both_directions(
            &calendar,
            calendar.numbers(date(2000, 1, 1), date(2032, 12, 31)),
            800,
            |birth| calendar.corresponding(birth, years as usize * 12) + days_late,
            |birth| attained_on(birth, years, attainment),
            |as_of| latest_birth(as_of, years, attainment),
        );
    }
}

fn assert_periods(corresponding: CorrespondingDay) {
    let calendar = Calendar::new();
    let days_late = usize::from(corresponding == Excluded);
    for months in [1, 2, 3, 6, 12] {
        assert_both_directions(
            &calendar,
            calendar.numbers(date(1999, 1, 1), date(2032, 12, 31)),
            40,
            |start| calendar.corresponding(start, months as usize) + days_late,
            |start| elapsed_on(start, months, corresponding),
            |as_of| latest_start(as_of, months, corresponding),
        );
    }
}

// Every day against the definition.

#[test]
fn the_dates_order_as_the_days_follow_each_other() {
    let calendar = Calendar::new();
    assert!(calendar.days.is_sorted_by(|earlier, later| earlier < later));
    // 221 years with 53 leap years: every fourth from 1892 to 2108 but for 1900 and 2100.
    assert_eq!(calendar.days.len(), 221 * 365 + 53);
}

#[test]
fn months_after_is_the_corresponding_day_or_the_last_of_a_shorter_month() {
    let calendar = Calendar::new();
    for anchor in calendar.numbers(date(1999, 1, 1), date(2032, 12, 31)) {
        for months in (0..=36).chain([72, 192, 216]) {
            let expected = calendar.days[calendar.corresponding(anchor, months as usize)];
            let anchor = calendar.days[anchor];
            assert_eq!(months_after(anchor, months), expected, "{anchor} + {months}");
        }
    }
}

#[test]
fn month_end_is_the_day_before_the_first_of_the_next_month() {
    let calendar = Calendar::new();
    for number in calendar.numbers(date(1890, 1, 1), date(2109, 12, 31)) {
        let (day, last) = (calendar.days[number], calendar.last_of(calendar.month_of[number]));
        assert_eq!(month_end(day), calendar.days[last], "the month of {day}");
    }
}

#[test]
fn a_child_has_attained_an_age_exactly_when_born_by_the_latest_birth_under_the_day_after_reading() {
    assert_ages(DayAfterBirthday);
}

#[test]
fn a_child_has_attained_an_age_exactly_when_born_by_the_latest_birth_under_the_birthday_reading() {
    assert_ages(OnBirthday);
}

#[test]
fn both_directions_of_an_age_agree_around_every_end_of_february_also_of_1900_and_2100() {
    let calendar = Calendar::new();
    for attainment in ATTAINMENTS {
        let days_late = usize::from(attainment == DayAfterBirthday);
        for years in 1..=60 {
            for birth_year in 1892..=2047 {
                assert_both_directions(
                    &calendar,
                    calendar.numbers(date(birth_year, 2, 26), date(birth_year, 3, 3)),
                    5,
                    |birth| calendar.corresponding(birth, years as usize * 12) + days_late,
                    |birth| attained_on(birth, years, attainment),
                    |as_of| latest_birth(as_of, years, attainment),
                );
            }
        }
    }
}

#[test]
fn months_have_run_exactly_when_started_by_the_latest_start_with_the_corresponding_day_included() {
    assert_periods(Included);
}

#[test]
fn months_have_run_exactly_when_started_by_the_latest_start_with_the_corresponding_day_excluded() {
    assert_periods(Excluded);
}

#[test]
fn months_between_counts_the_months_whose_last_day_the_term_reaches() {
    let calendar = Calendar::new();
    let common_to_leap = calendar.numbers(date(2022, 11, 1), date(2025, 3, 31));
    let around_2100 = calendar.numbers(date(2099, 8, 1), date(2100, 3, 31));
    for from in common_to_leap.chain(around_2100) {
        let after_months: Vec<usize> = (1..=30).map(|months| calendar.corresponding(from, months)).collect();
        for until in (from - 70)..=(from + 800) {
            // A month of the term is whole once the day before the next corresponding day is in it.
            let whole =
                if until < from { 0 } else { after_months.partition_point(|&next| next - 1 <= until) };
            let (from, until) = (calendar.days[from], calendar.days[until]);
            let counted = months_between(from, until) as usize;
            assert_eq!(counted, whole, "from {from} until {until}");
        }
    }
}

#[test]
fn a_term_of_calendar_months_counts_them_and_one_day_less_counts_one_month_less() {
    let calendar = Calendar::new();
    let first_month = calendar.month_of[calendar.number(date(1999, 1, 1))];
    for month in first_month..first_month + 34 * 12 {
        let from = calendar.days[calendar.first_of[month]];
        for months in 1..=24 {
            let last = calendar.last_of(month + months as usize - 1);
            let counted = [last - 1, last, last + 1].map(|until| months_between(from, calendar.days[until]));
            assert_eq!(counted, [months - 1, months, months], "from {from}");
        }
    }
}

// Telling examples, readable without the calendar above.

/// Below the age on `younger_on`, and of it from `attained` on: asked of the birth and of the day.
fn assert_attains(attainment: Attainment, birth: &str, years: u32, younger_on: &str, attained: &str) {
    let (birth, younger_on, attained) = (day(birth), day(younger_on), day(attained));
    let is_of_age = |as_of| latest_birth(as_of, years, attainment).is_some_and(|latest| birth <= latest);
    assert_eq!(attained_on(birth, years, attainment), attained, "born {birth}");
    assert!(!is_of_age(younger_on), "born {birth}, on {younger_on}");
    assert!(is_of_age(attained), "born {birth}, on {attained}");
}

/// Not yet run on `not_yet`, and run from `run` on: asked of the start and of the day.
fn assert_runs(corresponding: CorrespondingDay, start: &str, months: u32, not_yet: &str, run: &str) {
    let (start, not_yet, run) = (day(start), day(not_yet), day(run));
    let has_run = |as_of| latest_start(as_of, months, corresponding).is_some_and(|latest| start <= latest);
    assert_eq!(elapsed_on(start, months, corresponding), run, "from {start}");
    assert!(!has_run(not_yet), "from {start}, on {not_yet}");
    assert!(has_run(run), "from {start}, on {run}");
}

#[test]
fn a_child_is_still_under_16_or_18_on_the_birthday_under_the_day_after_reading() {
    assert_attains(DayAfterBirthday, "2010-05-05", 16, "2026-05-05", "2026-05-06");
    assert_attains(DayAfterBirthday, "2010-05-06", 16, "2026-05-06", "2026-05-07");
    assert_attains(DayAfterBirthday, "2008-05-05", 18, "2026-05-05", "2026-05-06");
    assert_attains(DayAfterBirthday, "2008-04-30", 18, "2026-04-30", "2026-05-01");
    assert_attains(DayAfterBirthday, "2008-12-31", 18, "2026-12-31", "2027-01-01");
    assert_attains(DayAfterBirthday, "2008-01-01", 18, "2026-01-01", "2026-01-02");
}

#[test]
fn a_child_is_16_or_18_on_the_birthday_under_the_birthday_reading() {
    assert_attains(OnBirthday, "2010-05-05", 16, "2026-05-04", "2026-05-05");
    assert_attains(OnBirthday, "2010-05-06", 16, "2026-05-05", "2026-05-06");
    assert_attains(OnBirthday, "2008-05-05", 18, "2026-05-04", "2026-05-05");
    assert_attains(OnBirthday, "2008-12-31", 18, "2026-12-30", "2026-12-31");
    assert_attains(OnBirthday, "2008-01-01", 18, "2025-12-31", "2026-01-01");
}

#[test]
fn a_child_born_on_29_february_attains_18_on_1_march_of_a_common_year_under_the_day_after_reading() {
    assert_attains(DayAfterBirthday, "2008-02-29", 18, "2026-02-28", "2026-03-01");
}

#[test]
fn a_child_born_on_29_february_attains_18_on_28_february_of_a_common_year_under_the_birthday_reading() {
    assert_attains(OnBirthday, "2008-02-29", 18, "2026-02-27", "2026-02-28");
}

#[test]
fn a_child_born_on_29_february_attains_16_in_a_leap_year_on_or_the_day_after_29_february() {
    assert_attains(OnBirthday, "2008-02-29", 16, "2024-02-28", "2024-02-29");
    assert_attains(DayAfterBirthday, "2008-02-29", 16, "2024-02-29", "2024-03-01");
    // 2100 is divisible by four and yet a common year.
    assert_attains(OnBirthday, "2084-02-29", 16, "2100-02-27", "2100-02-28");
}

#[test]
fn a_child_born_on_28_february_or_1_march_keeps_that_birthday_in_a_leap_year() {
    assert_attains(OnBirthday, "2006-02-28", 18, "2024-02-27", "2024-02-28");
    assert_attains(DayAfterBirthday, "2006-02-28", 18, "2024-02-28", "2024-02-29");
    assert_attains(OnBirthday, "2006-03-01", 18, "2024-02-29", "2024-03-01");
    assert_attains(DayAfterBirthday, "2006-03-01", 18, "2024-03-01", "2024-03-02");
}

#[test]
fn the_latest_birth_on_28_february_of_a_common_year_is_29_february_of_a_leap_year() {
    let latest = |as_of, attainment| latest_birth(day(as_of), 18, attainment).map(|birth| birth.to_string());
    for (on_birthday, day_after, birth) in [
        ("2026-02-27", "2026-02-28", "2008-02-27"),
        ("2026-02-28", "2026-03-01", "2008-02-29"),
        ("2026-03-01", "2026-03-02", "2008-03-01"),
    ] {
        assert_eq!(latest(on_birthday, OnBirthday).as_deref(), Some(birth));
        assert_eq!(latest(day_after, DayAfterBirthday).as_deref(), Some(birth));
    }
}

#[test]
fn three_and_six_months_from_5_may_have_run_on_the_5th_if_the_corresponding_day_is_included() {
    assert_runs(Included, "2025-05-05", 3, "2025-08-04", "2025-08-05");
    assert_runs(Included, "2025-05-05", 6, "2025-11-04", "2025-11-05");
}

#[test]
fn three_and_six_months_from_5_may_have_run_on_the_6th_if_the_corresponding_day_is_excluded() {
    assert_runs(Excluded, "2025-05-05", 3, "2025-08-05", "2025-08-06");
    assert_runs(Excluded, "2025-05-05", 6, "2025-11-05", "2025-11-06");
}

#[test]
fn a_period_that_would_end_on_a_missing_day_ends_with_its_month() {
    assert_runs(Included, "2025-11-28", 3, "2026-02-27", "2026-02-28");
    assert_runs(Included, "2025-11-29", 3, "2026-02-27", "2026-02-28");
    assert_runs(Included, "2025-11-30", 3, "2026-02-27", "2026-02-28");
    assert_runs(Included, "2025-12-01", 3, "2026-02-28", "2026-03-01");
    assert_runs(Included, "2025-08-31", 6, "2026-02-27", "2026-02-28");
    assert_runs(Included, "2023-08-31", 6, "2024-02-28", "2024-02-29");
    assert_runs(Included, "2025-05-31", 6, "2025-11-29", "2025-11-30");
    assert_runs(Excluded, "2025-08-31", 6, "2026-02-28", "2026-03-01");
    assert_runs(Excluded, "2023-08-31", 6, "2024-02-29", "2024-03-01");
}

#[test]
fn a_period_from_the_last_day_of_a_short_month_ends_on_the_same_number_not_at_the_month_end() {
    assert_runs(Included, "2026-02-28", 3, "2026-05-27", "2026-05-28");
    assert_runs(Included, "2026-04-30", 6, "2026-10-29", "2026-10-30");
    let latest = |as_of| latest_start(day(as_of), 3, Included).map(|start| start.to_string());
    assert_eq!(latest("2026-05-30").as_deref(), Some("2026-02-28"));
    assert_eq!(latest("2026-05-31").as_deref(), Some("2026-02-28"));
    assert_eq!(latest("2026-06-01").as_deref(), Some("2026-03-01"));
}

#[test]
fn monthly_dates_from_31_january_return_to_the_31st_after_each_short_month() {
    let chain = |anchor: &str, months: u32| {
        let days: Vec<String> = (1..=months).map(|m| months_after(day(anchor), m).to_string()).collect();
        days.join(" ")
    };
    let common = "2025-02-28 2025-03-31 2025-04-30 2025-05-31 2025-06-30 2025-07-31 \
                  2025-08-31 2025-09-30 2025-10-31 2025-11-30 2025-12-31 2026-01-31";
    assert_eq!(chain("2025-01-31", 12), common);
    assert_eq!(chain("2024-01-31", 3), "2024-02-29 2024-03-31 2024-04-30");
    assert_eq!(chain("2025-01-30", 3), "2025-02-28 2025-03-30 2025-04-30");
    assert_eq!(chain("2025-01-29", 3), "2025-02-28 2025-03-29 2025-04-29");
}

#[test]
fn a_term_from_1_january_is_six_months_if_it_lasts_until_30_june() {
    assert_eq!(months_between(day("2025-01-01"), day("2025-06-29")), 5);
    assert_eq!(months_between(day("2025-01-01"), day("2025-06-30")), 6);
    assert_eq!(months_between(day("2025-01-01"), day("2025-07-01")), 6);
    assert_eq!(months_between(day("2025-03-15"), day("2025-09-13")), 5);
    assert_eq!(months_between(day("2025-03-15"), day("2025-09-14")), 6);
    assert_eq!(months_between(day("2025-09-01"), day("2026-02-28")), 6);
    assert_eq!(months_between(day("2023-09-01"), day("2024-02-28")), 5);
    assert_eq!(months_between(day("2023-09-01"), day("2024-02-29")), 6);
}

#[test]
fn a_term_that_ends_before_it_begins_has_no_months() {
    assert_eq!(months_between(day("2025-06-30"), day("2025-06-30")), 0);
    assert_eq!(months_between(day("2025-06-30"), day("2025-06-29")), 0);
    assert_eq!(months_between(day("2025-06-30"), day("2024-06-30")), 0);
    assert_eq!(months_between(NaiveDate::MAX, NaiveDate::MIN), 0);
}

// The ends of the calendar.

#[test]
fn in_year_1_a_latest_birth_lies_before_every_birth_that_can_be_written() {
    for month in 1..=12 {
        for day in 1..=length_of_month(1, month) {
            let as_of = date(1, month, day);
            assert_eq!(month_end(as_of), date(1, month, length_of_month(1, month)));
            for attainment in ATTAINMENTS {
                let latest = latest_birth(as_of, 18, attainment);
                let nobody_is_of_age = latest.is_none_or(|latest| latest < date(1, 1, 1));
                assert!(nobody_is_of_age, "{as_of}");
            }
            for corresponding in CORRESPONDING_DAYS {
                let latest = latest_start(as_of, 12, corresponding);
                let nothing_has_run = latest.is_none_or(|latest| latest < date(1, 1, 1));
                assert!(nothing_has_run, "{as_of}");
            }
            assert_eq!(months_between(as_of, as_of), 0);
        }
    }
}

#[test]
fn in_year_9999_ages_and_periods_run_on_into_later_years() {
    let last = date(9999, 12, 31);
    assert_eq!(month_end(last), last);
    assert_eq!(months_after(last, 2), date(10_000, 2, 29));
    assert_eq!(attained_on(last, 18, OnBirthday), date(10_017, 12, 31));
    assert_eq!(attained_on(last, 18, DayAfterBirthday), date(10_018, 1, 1));
    assert_eq!(elapsed_on(last, 3, Included), date(10_000, 3, 31));
    assert_eq!(elapsed_on(last, 3, Excluded), date(10_000, 4, 1));
    assert_eq!(latest_birth(last, 18, OnBirthday), Some(date(9981, 12, 31)));
    assert_eq!(latest_birth(last, 18, DayAfterBirthday), Some(date(9981, 12, 30)));
    assert_eq!(latest_start(last, 3, Included), Some(date(9999, 9, 30)));
    assert_eq!(months_between(date(1, 1, 1), last), 9999 * 12);
}

#[test]
fn no_day_and_no_count_makes_a_function_panic_and_the_far_future_is_never_reached() {
    let written = [date(1, 1, 1), date(2024, 2, 29), date(9999, 12, 31)];
    let days = [NaiveDate::MIN, NaiveDate::MAX].into_iter().chain(written);
    let counts = [0, 1, 11, 12, 16, 18, 6_000_000, u32::MAX / 12, u32::MAX / 12 + 1, u32::MAX];
    for day in days.clone() {
        assert!(month_end(day) >= day);
        for count in counts {
            assert!(months_after(day, count) >= day);
            for as_of in days.clone() {
                assert!(months_between(day, as_of) == 0 || day < as_of);
                // On the calendar's very last day what lies beyond it cannot be told from that day.
                if as_of == NaiveDate::MAX {
                    continue;
                }
                for attainment in ATTAINMENTS {
                    let of_age = latest_birth(as_of, count, attainment).is_some_and(|latest| day <= latest);
                    let attained = attained_on(day, count, attainment);
                    assert_eq!(of_age, attained <= as_of, "{day} {count} {as_of}");
                }
                for corresponding in CORRESPONDING_DAYS {
                    let run = latest_start(as_of, count, corresponding).is_some_and(|latest| day <= latest);
                    let elapsed = elapsed_on(day, count, corresponding);
                    assert_eq!(run, elapsed <= as_of, "{day} {count} {as_of}");
                }
            }
        }
    }
}

#[test]
fn a_term_until_the_calendars_last_day_is_long_not_empty() {
    assert!(months_between(date(2025, 1, 1), NaiveDate::MAX) >= 12 * 260_000);
    assert_eq!(months_between(NaiveDate::MAX, NaiveDate::MAX), 0);
}

#[test]
fn a_newborn_has_attained_the_age_of_0_at_birth_under_both_readings() {
    let birth = day("2025-05-05");
    for attainment in ATTAINMENTS {
        assert_eq!(attained_on(birth, 0, attainment), birth);
        assert_eq!(latest_birth(birth, 0, attainment), Some(birth));
    }
}

#[test]
fn a_policy_names_the_readings_in_lower_case_with_hyphens() {
    let text = |value| serde_json::to_string(&value).expect("a name");
    assert_eq!(ATTAINMENTS.map(text), [r#""day-after-birthday""#, r#""on-birthday""#]);
    let text = |value| serde_json::to_string(&value).expect("a name");
    assert_eq!(CORRESPONDING_DAYS.map(text), [r#""included""#, r#""excluded""#]);
}
