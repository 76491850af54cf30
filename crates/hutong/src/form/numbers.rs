//! The printed numbers of a table, whoever filled it. A number that nobody wrote is none, not 0.

use super::cell::FormCell;
use crate::policy::Policy;
use std::collections::BTreeMap;

/// The two numbers of a row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RowNumbers {
    /// The number of the row.
    pub count: Option<u64>,
    /// Its second number (其中).
    pub of_which: Option<u64>,
}

/// The printed numbers of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FilledNumbers {
    /// One for each row of the form, from the top.
    pub rows: Vec<RowNumbers>,
    /// One for each level of the policy, the highest first.
    pub subtotals: Vec<Option<u64>>,
    /// All levels together.
    pub total: Option<u64>,
    /// The lines below the form: undetermined, not graded, outside.
    pub below: BTreeMap<FormCell, u64>,
}

impl FilledNumbers {
    /// A table of a policy in which nobody wrote a number yet.
    #[must_use]
    pub fn empty(policy: &Policy) -> FilledNumbers {
        FilledNumbers {
            rows: vec![RowNumbers::default(); policy.form_rows().len()],
            subtotals: vec![None; policy.source().levels.len()],
            total: None,
            below: BTreeMap::new(),
        }
    }

    /// A number by its cell; none where nobody wrote it, and for cells that are not printed.
    #[must_use]
    pub fn get(&self, cell: FormCell) -> Option<u64> {
        match cell {
            FormCell::Row(row) => self.rows.get(row)?.count,
            FormCell::OfWhich(row) => self.rows.get(row)?.of_which,
            FormCell::Subtotal(level) => *self.subtotals.get(level)?,
            FormCell::Total => self.total,
            below if below.is_below() => self.below.get(&below).copied(),
            _ => None,
        }
    }

    /// Writes a number. Cells that are not printed, and rows and levels that the form does not have, are passed over.
    pub fn set(&mut self, cell: FormCell, number: u64) {
        match cell {
            FormCell::Row(row) => {
                if let Some(row) = self.rows.get_mut(row) {
                    row.count = Some(number);
                }
            }
            FormCell::OfWhich(row) => {
                if let Some(row) = self.rows.get_mut(row) {
                    row.of_which = Some(number);
                }
            }
            FormCell::Subtotal(level) => {
                if let Some(subtotal) = self.subtotals.get_mut(level) {
                    *subtotal = Some(number);
                }
            }
            FormCell::Total => self.total = Some(number),
            below if below.is_below() => {
                self.below.insert(below, number);
            }
            _ => {}
        }
    }

    /// The printed cells of a form, from the top: each row with its second number, each subtotal, the total.
    #[must_use]
    pub fn cells(policy: &Policy) -> Vec<FormCell> {
        let mut cells = Vec::new();
        for row in 0..policy.form_rows().len() {
            cells.extend([FormCell::Row(row), FormCell::OfWhich(row)]);
            let level = policy.form_level_of(row);
            if let Some(level) = level.filter(|_| policy.form_level_of(row + 1) != level) {
                cells.push(FormCell::Subtotal(level));
            }
        }
        cells.push(FormCell::Total);
        cells
    }
}
