//! Days that a spreadsheet wrote out as its number for them (42005 for 2015-01-01): put right before they are read, and
//! counted, so that somebody can compare one with its source.

use crate::vocabulary::{Kind, column_by_path, columns};
use chrono::{Days, NaiveDate};

/// The first and the last such number: five digits, from 1927-05-18 to 2099-12-31. Four digits are a year.
const SERIALS: std::ops::RangeInclusive<u64> = 10_000..=73_050;

/// The columns of a table that hold days.
#[derive(Clone, Debug)]
pub struct Dates {
    headers: Vec<usize>,
}

impl Dates {
    /// For a table whose headers are read as these columns.
    #[must_use]
    pub fn new<'u>(used: impl Iterator<Item = (usize, &'u str)>) -> Dates {
        let is_date = |path: &str| {
            let column = column_by_path(path).and_then(|index| columns().get(index));
            column.is_some_and(|column| column.kind == Kind::Date)
        };
        Dates { headers: used.filter(|(_, path)| is_date(path)).map(|(header, _)| header).collect() }
    }

    /// Puts days in place of a row's numbers for them, and tells under which headers. The system of 1900 is assumed, in
    /// which every spreadsheet but old ones of one maker counts.
    pub fn put_right(&self, cells: &mut [String]) -> Vec<usize> {
        let mut changed = Vec::new();
        for header in &self.headers {
            if let Some(cell) = cells.get_mut(*header)
                && let Some(day) = day_of(cell)
            {
                *cell = day.to_string();
                changed.push(*header);
            }
        }
        changed
    }
}

/// The day that a spreadsheet means by a number; a part of a day behind the point does not count.
fn day_of(text: &str) -> Option<NaiveDate> {
    let whole = text.split_once('.').map_or(text, |(whole, part)| {
        if part.bytes().all(|byte| byte.is_ascii_digit()) { whole } else { text }
    });
    let number: u64 = whole.parse().ok().filter(|number| whole.len() == 5 && SERIALS.contains(number))?;
    // Day 60 of that system, 29 February 1900, never was.
    NaiveDate::from_ymd_opt(1899, 12, 30)?.checked_add_days(Days::new(number))
}
