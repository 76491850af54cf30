//! Whether a filled table is right: its sums, its second numbers, and, where they are given, the children themselves and
//! the table of the previous period. Reading the table is the caller's.

use super::cell::FormCell;
use super::fault::{FormFault, FormFaultCode};
use super::numbers::FilledNumbers;
use super::table::FormTable;
use crate::policy::Policy;
use crate::policy::source::LargeChange;

/// What a filled table is compared with, besides itself.
#[derive(Clone, Copy, Debug, Default)]
pub struct Comparison<'a> {
    /// The table of the previous period.
    pub previous: Option<&'a FilledNumbers>,
    /// The table that the children themselves give.
    pub children: Option<&'a FormTable<'a>>,
}

impl Policy {
    /// Every fault of a table that somebody filled, from the top of the form: numbers that are missing, sums that do not
    /// add up (within bounds where the policy counts children in every row), second numbers larger than their rows,
    /// numbers that the children do not give, and changes since the previous period that the policy calls large.
    ///
    /// A cell that several rules touch is told by the rule that finds it first: where only the total is wrong, only the
    /// total is told.
    #[must_use]
    pub fn check_form(&self, filled: &FilledNumbers, with: &Comparison<'_>) -> Vec<FormFault> {
        let mut checking = Checking { policy: self, filled, faults: Vec::new() };
        for cell in FilledNumbers::cells(self) {
            checking.by_itself(cell);
            if let Some(children) = with.children {
                checking.against_children(cell, children);
            }
            if let Some(previous) = with.previous {
                checking.against_previous(cell, previous);
            }
        }
        if let Some(children) = with.children {
            checking.below(children);
        }
        checking.faults
    }
}

struct Checking<'a> {
    policy: &'a Policy,
    filled: &'a FilledNumbers,
    faults: Vec<FormFault>,
}

impl Checking<'_> {
    fn fault(&mut self, code: FormFaultCode, cell: FormCell, expected: Option<(u64, u64)>) {
        let found = self.filled.get(cell);
        self.faults.push(FormFault::new(self.policy, code, cell, found, expected));
    }

    fn by_itself(&mut self, cell: FormCell) {
        let Some(found) = self.filled.get(cell) else {
            return self.fault(FormFaultCode::NumberMissing, cell, None);
        };
        match cell {
            FormCell::OfWhich(row) => {
                if let Some(count) = self.filled.get(FormCell::Row(row)).filter(|count| found > *count) {
                    self.fault(FormFaultCode::OfWhichExceedsRow, cell, Some((count, count)));
                }
            }
            FormCell::Subtotal(level) => {
                let Some(rows) = self.rows_of(level) else { return };
                self.sum(cell, found, &[sum(&rows)], largest(&rows));
            }
            FormCell::Total => {
                let levels = 0..self.policy.source().levels.len();
                let written: Option<Vec<u64>> =
                    levels.clone().map(|level| self.filled.get(FormCell::Subtotal(level))).collect();
                let counted: Option<Vec<u64>> =
                    levels.map(|level| self.rows_of(level).map(|rows| sum(&rows))).collect();
                let Some(written) = written else { return };
                // A subtotal that is wrong is told as such; a total that goes by the rows is right then.
                let by_rows = counted.map_or(u64::MAX, |counted| sum(&counted));
                self.sum(cell, found, &[sum(&written), by_rows], largest(&written));
            }
            _ => {}
        }
    }

    /// A number that is one of some sums or, where children count in every row, lies between its largest part and the sum.
    fn sum(&mut self, cell: FormCell, found: u64, sums: &[u64], largest: u64) {
        let total = matches!(cell, FormCell::Total);
        let first = sums.first().copied().unwrap_or(0);
        if self.policy.form_counts_every_row() {
            if found < largest || found > first {
                let code =
                    if total { FormFaultCode::TotalOutOfBounds } else { FormFaultCode::SubtotalOutOfBounds };
                self.fault(code, cell, Some((largest, first)));
            }
        } else if !sums.contains(&found) {
            let code = if total { FormFaultCode::TotalNotSum } else { FormFaultCode::SubtotalNotSum };
            self.fault(code, cell, Some((first, first)));
        }
    }

    /// The numbers of the rows of a level; none where one is missing.
    fn rows_of(&self, level: usize) -> Option<Vec<u64>> {
        let rows = 0..self.policy.form_rows().len();
        let of_level = rows.filter(|row| self.policy.form_level_of(*row) == Some(level));
        of_level.map(|row| self.filled.get(FormCell::Row(row))).collect()
    }

    fn against_children(&mut self, cell: FormCell, children: &FormTable<'_>) {
        let (Some(found), expected) = (self.filled.get(cell), children.figure(cell)) else { return };
        if found == expected {
            return;
        }
        let (least, most) = bounds(cell, children);
        let code = if (least..=most).contains(&found) {
            FormFaultCode::WithinUndetermined
        } else {
            FormFaultCode::DiffersFromChildren
        };
        self.fault(code, cell, Some((least, most)));
    }

    fn against_previous(&mut self, cell: FormCell, previous: &FilledNumbers) {
        let (Some(found), Some(before)) = (self.filled.get(cell), previous.get(cell)) else { return };
        let large = self.policy.source().form.as_ref().and_then(|form| form.large_change.as_ref());
        let change = found.abs_diff(before);
        let is_large = |large: &LargeChange| {
            change >= large.children_at_least
                && change.saturating_mul(100) > before.saturating_mul(large.percent_above)
        };
        if large.is_some_and(is_large) {
            self.fault(FormFaultCode::ImplausibleChange, cell, Some((before, before)));
        }
    }

    /// The lines below the form, where the table has any; children of whom no line tells.
    fn below(&mut self, children: &FormTable<'_>) {
        let told: Vec<FormCell> = self.filled.below.keys().copied().collect();
        let open = children.undetermined().map(|(levels, number)| (FormCell::Undetermined(levels), number));
        for (cell, number) in open.filter(|(cell, _)| !told.contains(cell)) {
            self.fault(FormFaultCode::UndeterminedNotTold, cell, Some((number, number)));
        }
        for cell in told {
            let number = children.figure(cell);
            if self.filled.get(cell) != Some(number) {
                self.fault(FormFaultCode::DiffersFromChildren, cell, Some((number, number)));
            }
        }
    }
}

/// The least and the most that a number can be once every missing fact is known.
fn bounds(cell: FormCell, children: &FormTable<'_>) -> (u64, u64) {
    let figure = |cell| children.figure(cell);
    let sure = figure(cell);
    let (may_go, may_come) = match cell {
        FormCell::Row(row) => (figure(FormCell::Uncertain(row)), figure(FormCell::Possible(row))),
        FormCell::OfWhich(row) => (
            figure(FormCell::Uncertain(row)),
            figure(FormCell::OfWhichOpen(row)).saturating_add(figure(FormCell::Possible(row))),
        ),
        FormCell::Subtotal(level) => {
            let open = children.undetermined().filter(|(levels, _)| levels.contains(level));
            // Under *every-row* a child of another level may fit a row of this one, too.
            let rows = 0..children.policy().form_rows().len();
            let of_level = rows.filter(|row| children.policy().form_level_of(*row) == Some(level));
            let every_row: u64 = if children.policy().form_counts_every_row() {
                of_level.map(|row| figure(FormCell::Possible(row))).fold(0, u64::saturating_add)
            } else {
                0
            };
            (0, open.map(|(_, number)| number).fold(0, u64::saturating_add).max(every_row))
        }
        FormCell::Total => {
            (0, children.undetermined().map(|(_, number)| number).fold(0, u64::saturating_add))
        }
        _ => (0, 0),
    };
    (sure.saturating_sub(may_go), sure.saturating_add(may_come))
}

fn sum(numbers: &[u64]) -> u64 {
    numbers.iter().copied().fold(0, u64::saturating_add)
}

fn largest(numbers: &[u64]) -> u64 {
    numbers.iter().copied().max().unwrap_or(0)
}
