//! The form's numbers, added up child by child or table by table. Order never matters, and splitting the children and
//! adding the tables gives the same table.

use super::cell::FormCell;
use super::numbers::{FilledNumbers, RowNumbers};
use super::placement::Placement;
use crate::levels::LevelSet;
use crate::policy::Policy;
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// The official count table with its numbers.
///
/// ```
/// # use hutong::{Child, FindingState, Policy, Scratch};
/// let policy = Policy::builtin("puning-2024")?;
/// let day = "2026-11-01".parse()?;
/// let (assessor, mut scratch) = (policy.at(day), Scratch::default());
/// let mut table = policy.form_table(day).ok_or("this policy has a form")?;
/// let mut child = Child::with_key("made-up 1");
/// child.findings.maltreatment = FindingState::Suspected.into();
/// table.add(&assessor.place_on_form(&child, &mut scratch).ok_or("a form")?);
/// assert_eq!((table.row(0), table.subtotal(0), table.total()), (1, 1, 1));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct FormTable<'p> {
    policy: &'p Policy,
    as_of: NaiveDate,
    figures: BTreeMap<FormCell, u64>,
}

/// Two tables cannot be added: they count by different policies or on different days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the tables count by different policies or on different days; fill both with one policy for one day")]
pub struct NotTheSameForm;

impl Policy {
    /// An empty form of this policy, for children assessed on a day; none for a policy without a form.
    #[must_use]
    pub fn form_table(&self, as_of: NaiveDate) -> Option<FormTable<'_>> {
        self.source().form.as_ref()?;
        Some(FormTable { policy: self, as_of, figures: BTreeMap::new() })
    }
}

impl<'p> FormTable<'p> {
    /// Counts a child, placed by the same policy on the same day.
    pub fn add(&mut self, placement: &Placement) {
        for cell in placement.cells() {
            self.count(*cell, 1);
        }
    }

    fn count(&mut self, cell: FormCell, number: u64) {
        if number > 0 {
            let figure = self.figures.entry(cell).or_default();
            *figure = figure.saturating_add(number);
        }
    }

    /// Adds the numbers of another table, of other children.
    ///
    /// Errors: [`NotTheSameForm`] where the policy or the day differs; nothing is added then.
    pub fn merge(&mut self, other: &FormTable<'_>) -> Result<(), NotTheSameForm> {
        if self.policy.hash() != other.policy.hash() || self.as_of != other.as_of {
            return Err(NotTheSameForm);
        }
        for (cell, number) in &other.figures {
            self.count(*cell, *number);
        }
        Ok(())
    }

    /// Adds the printed numbers of a table that somebody filled. What its remarks say of single children is not in them.
    pub fn add_filled(&mut self, numbers: &FilledNumbers) {
        for (row, RowNumbers { count, of_which }) in numbers.rows.iter().enumerate() {
            self.count(FormCell::Row(row), count.unwrap_or(0));
            self.count(FormCell::OfWhich(row), of_which.unwrap_or(0));
        }
        for (level, number) in numbers.subtotals.iter().enumerate() {
            self.count(FormCell::Subtotal(level), number.unwrap_or(0));
        }
        self.count(FormCell::Total, numbers.total.unwrap_or(0));
        for (cell, number) in &numbers.below {
            self.count(*cell, *number);
        }
    }

    /// The printed numbers alone.
    #[must_use]
    pub fn numbers(&self) -> FilledNumbers {
        let rows = (0..self.policy.form_rows().len())
            .map(|row| RowNumbers { count: Some(self.row(row)), of_which: Some(self.of_which(row)) });
        let subtotals = (0..self.policy.source().levels.len()).map(|level| Some(self.subtotal(level)));
        FilledNumbers {
            rows: rows.collect(),
            subtotals: subtotals.collect(),
            total: Some(self.total()),
            below: self.figures().filter(|(cell, _)| cell.is_below()).collect(),
        }
    }

    /// The policy.
    #[must_use]
    pub fn policy(&self) -> &'p Policy {
        self.policy
    }

    /// The day for which the children were assessed.
    #[must_use]
    pub fn as_of(&self) -> NaiveDate {
        self.as_of
    }

    /// A figure; 0 where no child counts in it.
    #[must_use]
    pub fn figure(&self, cell: FormCell) -> u64 {
        self.figures.get(&cell).copied().unwrap_or(0)
    }

    /// Every figure that is not 0, in order.
    pub fn figures(&self) -> impl Iterator<Item = (FormCell, u64)> + '_ {
        self.figures.iter().map(|(cell, number)| (*cell, *number))
    }

    /// The number of a row, by its place in the form.
    #[must_use]
    pub fn row(&self, row: usize) -> u64 {
        self.figure(FormCell::Row(row))
    }

    /// The second number (其中) of a row.
    #[must_use]
    pub fn of_which(&self, row: usize) -> u64 {
        self.figure(FormCell::OfWhich(row))
    }

    /// The number of a level, by its place in the policy: distinct children.
    #[must_use]
    pub fn subtotal(&self, level: usize) -> u64 {
        self.figure(FormCell::Subtotal(level))
    }

    /// The number of all levels: distinct children.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.figure(FormCell::Total)
    }

    /// The children whose level is undetermined, by the levels that are possible.
    pub fn undetermined(&self) -> impl Iterator<Item = (LevelSet, u64)> + '_ {
        self.figures().filter_map(|(cell, number)| match cell {
            FormCell::Undetermined(levels) => Some((levels, number)),
            _ => None,
        })
    }

    /// The other rows that children of a row fit as well, with their numbers.
    pub fn overlaps(&self, of: usize) -> impl Iterator<Item = (usize, u64)> + '_ {
        self.figures().filter_map(move |(cell, number)| match cell {
            FormCell::Overlap { row, also } if row == of => Some((also, number)),
            _ => None,
        })
    }

    /// All children counted anywhere: in the rows, below the form, and outside it.
    #[must_use]
    pub fn children(&self) -> u64 {
        let below = self.figures().filter(|(cell, _)| cell.is_below()).map(|(_, number)| number);
        below.fold(self.total(), u64::saturating_add)
    }
}
