//! The value of a spreadsheet cell as text: dates `2024-03-01` (with `T08:30:00` if not midnight), numbers
//! without `.0`, `true` and `false`, formulas by their cached values.
//! What Excel has damaged or cannot show has no text: it is a [`CellFault`].

use calamine::{DataRef, ExcelDateTime};

use super::table::trim;

/// The serial number of the day after the last, by Excel's own limit.
const DAYS_END: f64 = 2_958_466.0;
/// From here on a number has sixteen digits, and Excel keeps fifteen.
const SIXTEEN_DIGITS: f64 = 1e15;

/// Why a cell has no text that could be trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum CellFault {
    /// An error such as `#N/A`.
    Error,
    /// A number of sixteen or more digits, of which Excel keeps fifteen.
    NumberStoredAsFloat,
    /// A date cell whose number is no date.
    DateOutOfRange,
}

/// The text of a cell, trimmed; empty for an empty cell.
pub(super) fn text_of(value: &DataRef<'_>) -> Result<String, CellFault> {
    match value {
        DataRef::Empty => Ok(String::new()),
        DataRef::String(text) | DataRef::DurationIso(text) => Ok(trim(text).to_owned()),
        DataRef::SharedString(text) => Ok(trim(text).to_owned()),
        DataRef::Bool(value) => Ok(value.to_string()),
        DataRef::Int(number) if number.unsigned_abs() >= 1_000_000_000_000_000 => {
            Err(CellFault::NumberStoredAsFloat)
        }
        DataRef::Int(number) => Ok(number.to_string()),
        DataRef::Float(number) if !number.is_finite() => Err(CellFault::Error),
        DataRef::Float(number) if number.abs() >= SIXTEEN_DIGITS => Err(CellFault::NumberStoredAsFloat),
        // Not "-0".
        DataRef::Float(number) if number.abs() <= 0.0 => Ok("0".into()),
        DataRef::Float(number) => Ok(number.to_string()),
        DataRef::DateTime(moment) => text_of_moment(moment),
        DataRef::DateTimeIso(text) => Ok(text_of_iso(text)),
        DataRef::Error(_) => Err(CellFault::Error),
    }
}

/// A day, a day with a time, or in the system of 1900 a time alone. A length of time stays Excel's number.
fn text_of_moment(moment: &ExcelDateTime) -> Result<String, CellFault> {
    let serial = moment.as_f64();
    if moment.is_duration() {
        return text_of(&DataRef::Float(serial));
    }
    if !(0.0..DAYS_END).contains(&serial) {
        return Err(CellFault::DateOutOfRange);
    }
    let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
    let midnight = (hour, minute, second) == (0, 0, 0);
    // Day 0 of the system of 1900 is no day.
    match (year < 1900, midnight) {
        (true, true) => Err(CellFault::DateOutOfRange),
        (true, false) => Ok(format!("{hour:02}:{minute:02}:{second:02}")),
        (false, true) => Ok(format!("{year:04}-{month:02}-{day:02}")),
        (false, false) => Ok(format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}")),
    }
}

/// An ISO 8601 moment without its time if that is midnight.
fn text_of_iso(text: &str) -> String {
    let text = trim(text);
    match text.split_once('T') {
        Some((day, time))
            if time.trim_end_matches('Z').chars().all(|sign| matches!(sign, '0' | ':' | '.')) =>
        {
            day.into()
        }
        _ => text.into(),
    }
}
