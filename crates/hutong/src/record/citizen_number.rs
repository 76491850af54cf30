//! The citizen number (公民身份号码, GB 11643): checked, used for the birth date, and forgotten. It is never kept in
//! the record and never stands in a message.

use crate::fault::{Fault, FaultCode};
use crate::vocabulary::choices::normalise;
use crate::vocabulary::is_unknown_spelling;
use chrono::{Datelike, NaiveDate};

const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
/// The check character for each remainder modulo 11.
const CHECKS: [u8; 11] = *b"10X98765432";

/// The birth date in a citizen number; nothing for a spelling of *not known*.
///
/// Errors: [`FaultCode::CitizenNumberRounded`] for one that a spreadsheet turned into a number such as
/// `4.45281E+17`, whose last digits are lost; [`FaultCode::NotACitizenNumber`] for any other text that is not
/// eighteen digits (the last may be X) with a day of the calendar from 1900 on and the right check digit.
pub(super) fn birth_date(text: &str) -> Result<Option<NaiveDate>, Fault> {
    if is_unknown_spelling(text) {
        return Ok(None);
    }
    let number = normalise(text.trim_matches(['\'', '’', '`']));
    if is_rounded(&number) {
        return Err(Fault::new(FaultCode::CitizenNumberRounded, ""));
    }
    checked(&number).map(Some).ok_or_else(|| Fault::new(FaultCode::NotACitizenNumber, ""))
}

fn checked(number: &str) -> Option<NaiveDate> {
    let bytes: &[u8; 18] = number.as_bytes().try_into().ok()?;
    let (check, digits) = bytes.split_last()?;
    let digits: Vec<u32> = digits.iter().map(|byte| char::from(*byte).to_digit(10)).collect::<Option<_>>()?;
    let sum: u32 = digits.iter().zip(WEIGHTS).map(|(digit, weight)| digit * weight).sum();
    let expected = CHECKS.get(usize::try_from(sum % 11).ok()?)?;
    if !check.eq_ignore_ascii_case(expected) {
        return None;
    }
    let part = |from: usize, until: usize| {
        digits.get(from..until).map(|digits| digits.iter().fold(0, |number, digit| number * 10 + digit))
    };
    let year = i32::try_from(part(6, 10)?).ok()?;
    NaiveDate::from_ymd_opt(year, part(10, 12)?, part(12, 14)?).filter(|day| day.year() >= 1900)
}

/// Whether a spreadsheet has turned the number into one with an exponent.
fn is_rounded(number: &str) -> bool {
    let Some((digits, exponent)) = number.split_once('e') else { return false };
    let exponent = exponent.strip_prefix('+').unwrap_or(exponent);
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    is_number(digits) && is_number(exponent)
}
