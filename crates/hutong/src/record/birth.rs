//! A birth date from an age in whole years: every day of birth that gives this age on the day of the assessment.

use crate::dates::{Attainment, latest_birth};
use crate::fault::{Fault, FaultCode};
use crate::vocabulary::Date;
use crate::vocabulary::choices::normalise;
use crate::vocabulary::is_unknown_spelling;
use chrono::NaiveDate;

/// The greatest age that is accepted, in years.
pub(super) const OLDEST: u32 = 150;

/// Reads an age in whole years: `12`, `12岁`, `12周岁`; nothing for a spelling of *not known*.
///
/// Errors: [`FaultCode::NotANumber`] for anything but a whole number from 0 to [`OLDEST`].
pub(super) fn parse_age(text: &str) -> Result<Option<u32>, Fault> {
    if is_unknown_spelling(text) {
        return Ok(None);
    }
    let spelling = normalise(text);
    let digits = ["周岁", "岁"].iter().find_map(|unit| spelling.strip_suffix(unit)).unwrap_or(&spelling);
    let digits = digits.strip_suffix(".0").unwrap_or(digits);
    let number = if digits.bytes().all(|b| b.is_ascii_digit()) { digits.parse().ok() } else { None };
    number.filter(|years| *years <= OLDEST).map(Some).ok_or_else(|| {
        Fault::with(FaultCode::NotANumber, "", &format!("0 和 {OLDEST}"), &format!("0 and {OLDEST}"))
    })
}

/// Every birth date of a person who has attained `years` but not one year more on `as_of`.
pub(super) fn births_of_age(years: u32, as_of: NaiveDate, attainment: Attainment) -> Date {
    let Some(latest) = latest_birth(as_of, years, attainment) else { return Date::default() };
    let older = latest_birth(as_of, years.saturating_add(1), attainment);
    let earliest = older.and_then(|day| day.succ_opt()).unwrap_or(NaiveDate::MIN);
    Date::between(earliest, latest)
}

/// Whether some day is possible for both.
pub(super) fn can_agree(left: Date, right: Date) -> bool {
    match (left.earliest(), left.latest(), right.earliest(), right.latest()) {
        (Some(first), Some(last), Some(other_first), Some(other_last)) => {
            first <= other_last && other_first <= last
        }
        _ => true,
    }
}
