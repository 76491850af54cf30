//! The children's rows of an export: rows that are no children taken out and counted, merged cells and *same as above*
//! written out, days put in place of a spreadsheet's numbers for them. Nothing is changed without being told.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};

use hutong::import::{Dates, Merged, NoChild, RowKinds};

use crate::children::letter_number;
use crate::import::opened::Table;
use crate::input::{Content, Notice, Row, RowFault, Rows};

/// How many rows of a kind are named.
const MOST_NAMED: usize = 8;
/// Over how many columns a cell is merged that is a heading.
const LEAST_SPAN: usize = 3;
/// In a narrower table a row of one cell may well be whole.
const LEAST_WIDTH: usize = 4;
/// What says *the same as above*.
const DITTO: &[&str] = &["同上", "同前", "〃", "″", "\"", "″″", "''"];

/// Rows of one kind: how many, and the first of them.
#[derive(Clone, Debug, Default)]
pub(super) struct Named {
    pub(super) count: u64,
    pub(super) first: Vec<u64>,
}

impl Named {
    fn add(&mut self, row: u64) {
        self.count += 1;
        if self.first.len() < MOST_NAMED {
            self.first.push(row);
        }
    }
}

/// What was taken out and changed.
#[derive(Clone, Debug, Default)]
pub(super) struct Cleaned {
    /// Rows that are no children.
    pub(super) no_children: BTreeMap<NoChild, Named>,
    /// Rows that are hidden, and were read.
    pub(super) hidden: Named,
    /// For each header, counted from 0, how many days were a spreadsheet's numbers.
    pub(super) serials: BTreeMap<usize, u64>,
    /// Cells written out from the merged cell that they are part of.
    pub(super) merged: u64,
    /// Cells written out from the row above, as the mapping file says.
    pub(super) filled_down: u64,
}

/// How rows are cleaned, and what came of it.
pub(super) struct Cleaning {
    kinds: RowKinds,
    dates: Dates,
    key: Option<usize>,
    used: BTreeSet<usize>,
    fill_down: Vec<usize>,
    width: usize,
    /// Merged cells below the header, by their first row.
    merged: BTreeMap<u64, Vec<Merged>>,
    hidden_rows: BTreeSet<u64>,
    counts: Arc<Mutex<Cleaned>>,
}

impl Cleaning {
    /// For the rows of a table.
    pub(super) fn new(table: &Table) -> Cleaning {
        let plan = &table.plan;
        let mut merged: BTreeMap<u64, Vec<Merged>> = BTreeMap::new();
        for area in table.laid_out.merged.iter().filter(|area| area.rows.0 > table.header_rows.last) {
            merged.entry(area.rows.0).or_default().push(*area);
        }
        Cleaning {
            kinds: RowKinds::new(&table.headers, plan.used()),
            dates: Dates::new(plan.used()),
            key: plan.used().find(|(_, path)| *path == "key").map(|(header, _)| header),
            used: plan.used().map(|(header, _)| header).collect(),
            fill_down: table.fill_down.clone(),
            width: table.headers.iter().filter(|header| !header.is_empty()).count(),
            merged,
            hidden_rows: table.laid_out.hidden_rows.iter().copied().collect(),
            counts: Arc::default(),
        }
    }

    /// The children's rows among some rows.
    pub(super) fn rows(&self, rows: Box<dyn Rows>) -> Box<dyn Rows> {
        Box::new(CleanRows {
            rows,
            kinds: self.kinds.clone(),
            dates: self.dates.clone(),
            key: self.key,
            used: self.used.clone(),
            fill_down: self.fill_down.clone(),
            width: self.width,
            merged: self.merged.clone(),
            hidden_rows: self.hidden_rows.clone(),
            under_way: Vec::new(),
            above: BTreeMap::new(),
            counts: Arc::clone(&self.counts),
        })
    }

    /// What was taken out and changed so far.
    pub(super) fn counts(&self) -> Cleaned {
        self.counts.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

struct CleanRows {
    rows: Box<dyn Rows>,
    kinds: RowKinds,
    dates: Dates,
    key: Option<usize>,
    used: BTreeSet<usize>,
    fill_down: Vec<usize>,
    width: usize,
    merged: BTreeMap<u64, Vec<Merged>>,
    hidden_rows: BTreeSet<u64>,
    /// Merged cells that reach further down, each with its value.
    under_way: Vec<(Merged, String)>,
    /// The last value below each header that is filled down.
    above: BTreeMap<usize, String>,
    counts: Arc<Mutex<Cleaned>>,
}

impl Rows for CleanRows {
    fn headers(&self) -> Option<&[String]> {
        self.rows.headers()
    }

    fn next_row(&mut self, row: &mut Row) -> Option<Result<(), RowFault>> {
        loop {
            if let Err(fault) = self.rows.next_row(row)? {
                return Some(Err(fault));
            }
            let Content::Cells(cells) = &mut row.content else { return Some(Ok(())) };
            if let Some(kind) = self.kinds.next(cells, self.spans(row.line, cells)) {
                self.count(|counts| counts.no_children.entry(kind).or_default().add(row.line));
                continue;
            }
            if self.hidden_rows.contains(&row.line) {
                self.count(|counts| counts.hidden.add(row.line));
            }
            let filled: Vec<usize> =
                (0..cells.len()).filter(|at| cells.get(*at).is_some_and(|cell| !cell.is_empty())).collect();
            if self.width >= LEAST_WIDTH && filled.len() == 1 && filled.first() != self.key.as_ref() {
                return Some(Err(RowFault::fragment(row.line)));
            }
            self.write_out_merged(row.line, cells);
            self.write_out_above(cells);
            let ditto = |at: &usize| cells.get(*at).is_some_and(|cell| DITTO.contains(&cell.as_str()));
            let ditto: Vec<u32> =
                self.used.iter().filter(|at| ditto(at)).map(|at| letter_number(*at)).collect();
            if !ditto.is_empty() {
                return Some(Err(RowFault::ditto(row.line, ditto)));
            }
            for header in self.dates.put_right(cells) {
                self.count(|counts| *counts.serials.entry(header).or_default() += 1);
            }
            return Some(Ok(()));
        }
    }

    fn notices(&self) -> &[Notice] {
        self.rows.notices()
    }

    fn bytes_read(&self) -> u64 {
        self.rows.bytes_read()
    }

    fn bytes_total(&self) -> Option<u64> {
        self.rows.bytes_total()
    }
}

impl CleanRows {
    fn count(&self, change: impl FnOnce(&mut Cleaned)) {
        change(&mut self.counts.lock().unwrap_or_else(PoisonError::into_inner));
    }

    /// Whether the first filled cell of a row is merged over several columns.
    fn spans(&self, line: u64, cells: &[String]) -> bool {
        let first = cells.iter().position(|cell| !cell.is_empty());
        let areas = self.merged.get(&line).into_iter().flatten();
        areas.filter(|area| Some(area.columns.0) == first).any(|area| {
            let width = area.columns.1 - area.columns.0 + 1;
            width >= LEAST_SPAN
        })
    }

    /// A merged cell counts in each of its rows.
    fn write_out_merged(&mut self, line: u64, cells: &mut [String]) {
        self.under_way.retain(|(area, _)| area.rows.1 >= line);
        let mut written = 0;
        for (area, value) in &self.under_way {
            if let Some(cell) = cells.get_mut(area.columns.0).filter(|cell| cell.is_empty()) {
                cell.clone_from(value);
                written += 1;
            }
        }
        if written > 0 {
            self.count(|counts| counts.merged += written);
        }
        for area in self.merged.get(&line).into_iter().flatten().filter(|area| area.rows.1 > line) {
            if let Some(cell) = cells.get(area.columns.0).filter(|cell| !cell.is_empty()) {
                self.under_way.push((*area, cell.clone()));
            }
        }
    }

    /// Below the headers that the mapping file names, a blank or *same as above* is the value above.
    fn write_out_above(&mut self, cells: &mut [String]) {
        let mut written = 0;
        for header in &self.fill_down {
            let Some(cell) = cells.get_mut(*header) else { continue };
            if !cell.is_empty() && !DITTO.contains(&cell.as_str()) {
                self.above.insert(*header, cell.clone());
            } else if let Some(value) = self.above.get(header) {
                cell.clone_from(value);
                written += 1;
            }
        }
        if written > 0 {
            self.count(|counts| counts.filled_down += written);
        }
    }
}
