//! Where the header of a table stands: below titles, on one row or on several, its headings merged over their columns.
//! Told by the names that are known, never by looks.

use super::guess::by_name;
use super::names::{BELOW, is_not_needed, is_running_number};
use crate::Policy;
use std::collections::BTreeSet;

/// How many rows from the top a header may stand.
const MOST_ABOVE: usize = 30;
/// How many rows a header may have.
const MOST_ROWS: usize = 3;

/// Cells that are merged to one: its first and last row, as the reader of the file numbers rows, and its first and last
/// column from 0. Only the first cell holds the value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Merged {
    /// The first and the last row.
    pub rows: (u64, u64),
    /// The first and the last column, from 0.
    pub columns: (usize, usize),
}

impl Merged {
    fn covers(&self, row: u64, column: usize) -> bool {
        (self.rows.0..=self.rows.1).contains(&row) && (self.columns.0..=self.columns.1).contains(&column)
    }
}

/// The rows of a header, as the reader of the file numbers rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HeaderRows {
    /// The first.
    pub first: u64,
    /// The last; the same for a header on one row.
    pub last: u64,
}

/// Finds the header among the first rows of a table, each with its number; nothing where no row has known names.
///
/// `named` says of a header whether a mapping file knows it. Of all runs of up to three rows it is the one that names the most columns, the shortest and then the first of them.
#[must_use]
pub fn find_header(
    policy: &Policy,
    rows: &[(u64, Vec<String>)],
    merged: &[Merged],
    named: impl Fn(&str) -> bool,
) -> Option<HeaderRows> {
    let mut best: Option<(usize, HeaderRows)> = None;
    for count in 1..=MOST_ROWS {
        for run in rows.windows(count).take(MOST_ABOVE) {
            let (Some((first, cells)), Some((last, _))) = (run.first(), run.last()) else { continue };
            let known = known_names(policy, &headers_of(run, merged), &named);
            let filled = cells.iter().filter(|cell| !cell.is_empty()).count();
            let enough = known >= 2 || known == 1 && filled <= 2;
            if enough && best.is_none_or(|(most, _)| known > most) {
                best = Some((known, HeaderRows { first: *first, last: *last }));
            }
        }
    }
    best.map(|(_, rows)| rows)
}

/// How many different columns headers name, those that no answer needs among them.
fn known_names(policy: &Policy, headers: &[String], named: &impl Fn(&str) -> bool) -> usize {
    let mut known = BTreeSet::new();
    for header in headers.iter().filter(|header| !header.is_empty()) {
        match by_name(policy, header) {
            Some(found) => known.insert(found.found.target.path(policy).into_owned()),
            None if named(header) || is_not_needed(header) || is_running_number(header) => {
                known.insert(format!("-{header}"))
            }
            None => false,
        };
    }
    known.len()
}

/// The headers of a table from the rows of its header: for each column what stands above it, from the outermost heading
/// on, with `›` between. A heading that is merged over its columns, or, where the file knows of no merged cells, stands
/// above the first of them alone, counts for each.
///
/// ```
/// # use hutong::import::headers_of;
/// let row = |number, cells: [&str; 4]| (number, cells.map(String::from).to_vec());
/// let header = [row(3, ["编号", "父亲", "", "备注"]), row(4, ["", "状况", "重病", ""])];
/// assert_eq!(headers_of(&header, &[]), ["编号", "父亲›状况", "父亲›重病", "备注"]);
/// ```
#[must_use]
pub fn headers_of(rows: &[(u64, Vec<String>)], merged: &[Merged]) -> Vec<String> {
    let width = rows.iter().map(|(_, cells)| cells.len()).max().unwrap_or(0);
    let numbers = |area: &&Merged| rows.iter().any(|(row, _)| (area.rows.0..=area.rows.1).contains(row));
    let merged: Vec<&Merged> = merged.iter().filter(numbers).collect();
    let text = |at: usize, column: usize| {
        let (row, cells) = rows.get(at)?;
        let area = merged.iter().find(|area| area.covers(*row, column));
        let cell = match area {
            Some(area) => {
                let (_, cells) = rows.iter().find(|(row, _)| *row == area.rows.0)?;
                cells.get(area.columns.0)
            }
            None => cells.get(column),
        };
        cell.map(|cell| cell.trim()).filter(|cell| !cell.is_empty())
    };
    let mut above: Vec<Option<&str>> = vec![None; rows.len()];
    let mut headers = Vec::with_capacity(width);
    for column in 0..width {
        let mut parts: Vec<&str> = Vec::new();
        let mut inherits = merged.is_empty();
        for (at, heading) in above.iter_mut().enumerate() {
            let here = text(at, column);
            let below = (at + 1..rows.len()).any(|lower| text(lower, column).is_some());
            let part = match here {
                Some(_) => {
                    inherits = false;
                    here
                }
                None if inherits && below => *heading,
                None => None,
            };
            *heading = part.filter(|_| below);
            if let Some(part) = part.filter(|part| parts.last() != Some(part)) {
                parts.push(part);
            }
        }
        headers.push(parts.join(&BELOW.to_string()));
    }
    headers
}
