//! Calendar arithmetic: when an age is attained, when a period of months has run.
//! No clock: every function takes the day it is asked about. Which reading holds is the policy's choice.

use chrono::{Datelike, Days, Months, NaiveDate};
use serde::{Deserialize, Serialize};

/// On which day an age in years (周岁) is attained.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Attainment {
    /// The day after the birthday (法释〔2006〕1号 art. 2): on the birthday itself the child is still younger.
    DayAfterBirthday,
    /// The birthday itself, as schools often count.
    OnBirthday,
}

/// Whether a period of months has run on the corresponding day, or only on the day after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CorrespondingDay {
    /// The corresponding day counts: three months from 5 May have run on 5 August (民法典 202, 1259).
    Included,
    /// Only the day after it counts: three months from 5 May have run on 6 August.
    Excluded,
}

/// The last day of the month that `date` lies in.
#[must_use]
pub fn month_end(date: NaiveDate) -> NaiveDate {
    let next = date.with_day(1).and_then(|first| first.checked_add_months(Months::new(1)));
    next.and_then(|first| first.pred_opt()).unwrap_or(NaiveDate::MAX)
}

/// The corresponding day `months` later; where that month has no such day, its last day (民法典 202).
///
/// Always count from the anchor: the second monthly date after 31 January is 31 March,
/// although the first was 28 or 29 February. Past the calendar's end it stays on its last day.
///
/// ```
/// # use hutong::dates::months_after;
/// # use chrono::NaiveDate;
/// let day = |text: &str| text.parse::<NaiveDate>().expect("a date");
/// assert_eq!(months_after(day("2025-01-31"), 1), day("2025-02-28"));
/// assert_eq!(months_after(day("2025-01-31"), 2), day("2025-03-31"));
/// ```
#[must_use]
pub fn months_after(anchor: NaiveDate, months: u32) -> NaiveDate {
    anchor.checked_add_months(Months::new(months)).unwrap_or(NaiveDate::MAX)
}

/// The first day on which a person born on `birth` has attained `years`.
///
/// Born on 29 February, the birthday in a common year is 28 February (民法典 202).
/// The age of 0 is attained at birth under both readings: a band from 0 years holds the newborn.
///
/// ```
/// # use hutong::dates::{attained_on, Attainment};
/// # use chrono::NaiveDate;
/// let day = |text: &str| text.parse::<NaiveDate>().expect("a date");
/// assert_eq!(attained_on(day("2008-02-29"), 18, Attainment::DayAfterBirthday), day("2026-03-01"));
/// assert_eq!(attained_on(day("2008-02-29"), 18, Attainment::OnBirthday), day("2026-02-28"));
/// ```
#[must_use]
pub fn attained_on(birth: NaiveDate, years: u32, attainment: Attainment) -> NaiveDate {
    let birthday = months_after(birth, years.saturating_mul(12));
    match attainment {
        _ if years == 0 => birth,
        Attainment::OnBirthday => birthday,
        Attainment::DayAfterBirthday => birthday.succ_opt().unwrap_or(NaiveDate::MAX),
    }
}

/// The first day on which `months` have run since `start`.
#[must_use]
pub fn elapsed_on(start: NaiveDate, months: u32, corresponding: CorrespondingDay) -> NaiveDate {
    let day = months_after(start, months);
    match corresponding {
        CorrespondingDay::Included => day,
        CorrespondingDay::Excluded => day.succ_opt().unwrap_or(NaiveDate::MAX),
    }
}

/// The latest birth date of a person who has attained `years` on `as_of`; `None` before the calendar begins.
///
/// The other way round of [`attained_on`]: `birth <= latest_birth(…)` exactly when `attained_on(birth, …) <= as_of`.
/// One comparison a child, whatever the calendar does.
#[must_use]
pub fn latest_birth(as_of: NaiveDate, years: u32, attainment: Attainment) -> Option<NaiveDate> {
    let last_birthday = match attainment {
        _ if years == 0 => as_of,
        Attainment::OnBirthday => as_of,
        Attainment::DayAfterBirthday => as_of.checked_sub_days(Days::new(1))?,
    };
    latest_anchor(last_birthday, years.checked_mul(12)?)
}

/// The latest start of a period of `months` that has run by `as_of`; `None` before the calendar begins.
///
/// `start <= latest_start(…)` exactly when `elapsed_on(start, …) <= as_of`.
#[must_use]
pub fn latest_start(as_of: NaiveDate, months: u32, corresponding: CorrespondingDay) -> Option<NaiveDate> {
    let last = match corresponding {
        CorrespondingDay::Included => as_of,
        CorrespondingDay::Excluded => as_of.checked_sub_days(Days::new(1))?,
    };
    latest_anchor(last, months)
}

/// The latest day whose corresponding day `months` later is `day` or before.
fn latest_anchor(day: NaiveDate, months: u32) -> Option<NaiveDate> {
    let back = day.checked_sub_months(Months::new(months))?;
    // A month's last day is the corresponding day of every longer day before it: 31 January and
    // 28 January both lead to 28 February, so the latest anchor is the end of its month.
    Some(if day == month_end(day) { month_end(back) } else { back })
}

/// Whole months from `from` to `until`, both days belonging to the term: a term from 1 January to
/// 30 June is six months. Zero when `until` lies before `from`.
#[must_use]
pub fn months_between(from: NaiveDate, until: NaiveDate) -> u32 {
    // Where the calendar ends there is no day after: counting a day short errs less than counting nothing.
    let after = until.succ_opt().unwrap_or(until);
    if after <= from {
        return 0;
    }
    let years = i64::from(after.year()) - i64::from(from.year());
    let months = years * 12 + i64::from(after.month()) - i64::from(from.month());
    let months = u32::try_from(months).unwrap_or(0);
    if months_after(from, months) <= after { months } else { months.saturating_sub(1) }
}
