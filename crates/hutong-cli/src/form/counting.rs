//! From a file of children to the form's numbers and the keys behind each of them.

use std::collections::BTreeMap;
use std::path::Path;

use chrono::NaiveDate;
use hutong::form::{FormCell, FormTable, Placement};
use hutong::{Assessor, Policy, Reading, Scratch};

use crate::arguments::ReadingArguments;
use crate::children::Children;
use crate::failure::Failure;
use crate::form::no_form;
use crate::input::Notice;
use crate::pipeline::{self, Run, Work};
use crate::rejected::{Danger, Rejects};
use crate::sink::RejectedList;
use crate::timing::Timing;

/// For each figure, the keys of its children.
pub(crate) type Keys = BTreeMap<FormCell, Vec<String>>;

/// What was counted.
pub(crate) struct Counted<'p> {
    /// The numbers.
    pub(crate) table: FormTable<'p>,
    /// The keys behind them, in order.
    pub(crate) keys: Keys,
    /// How many rows the file has.
    pub(crate) rows: u64,
    /// How many were rejected.
    pub(crate) rejected: u64,
    /// The rejected rows that are shown.
    pub(crate) rejects: Rejects<'p>,
    /// Children of other townships than the unit's, who are not counted.
    pub(crate) elsewhere: u64,
    /// Children counted for the unit of whom no township is recorded.
    pub(crate) nowhere: u64,
    /// What the user should know of the file.
    pub(crate) notices: Vec<Notice>,
}

impl Counted<'_> {
    /// How many rows were answered: counted, in a row or below the form.
    pub(crate) fn answered(&self) -> u64 {
        self.rows.saturating_sub(self.rejected).saturating_sub(self.elsewhere)
    }
}

/// Which children are counted, and how their file is read.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Counting<'a> {
    /// The file.
    pub(crate) path: &'a Path,
    /// How to read it.
    pub(crate) reading: &'a ReadingArguments,
    /// The day for which the children are assessed.
    pub(crate) day: NaiveDate,
    /// The reporting unit.
    pub(crate) unit: Option<&'a str>,
    /// Whether the keys are kept.
    pub(crate) with_keys: bool,
    /// How many rejected rows are shown.
    pub(crate) shown: usize,
}

impl Counting<'_> {
    /// Counts the children of the file. Rows that are rejected go to `list`.
    pub(crate) fn run<'p>(&self, policy: &'p Policy, mut list: RejectedList) -> Result<Counted<'p>, Failure> {
        let empty = || policy.form_table(self.day).ok_or_else(no_form);
        // Whether the unit is a township is known only at the end, so both are counted until then.
        let (mut here, mut elsewhere) = (Side::new(empty()?), Side::new(empty()?));
        let (mut of_unit, mut nowhere) = (false, 0);
        let (children, rows) = Children::open(self.path, self.reading, policy)?;
        let plan = &children.plan;
        let work = Placing { assessor: policy.at(self.day) };
        let run = Run { plan, policy, as_of: self.day, quiet: false };
        let (mut total, mut rejected, mut rejects) = (0u64, 0u64, Rejects::new(self.shown));
        pipeline::run(rows, &run, &work, &mut Timing::default(), |outcome, _| {
            total += 1;
            match rejects.sort(outcome, plan, |placed| danger(policy, placed)) {
                Ok((row, _, placed)) => {
                    let township = placed.township.as_deref();
                    of_unit |= township.is_some() && township == self.unit;
                    nowhere += u64::from(township.is_none());
                    let other = township.is_some() && self.unit.is_some() && township != self.unit;
                    let side = if other { &mut elsewhere } else { &mut here };
                    side.add(&placed, row, self.with_keys);
                }
                Err(row) => {
                    rejected += 1;
                    list.add(&row)?;
                    rejects.add(row);
                }
            }
            Ok(())
        })?;
        list.finish()?;
        let mut not_counted = elsewhere.children;
        if !of_unit {
            here.take(elsewhere);
            not_counted = 0;
        }
        here.keys.values_mut().for_each(|keys| keys.sort_unstable());
        Ok(Counted {
            table: here.table,
            keys: here.keys,
            rows: total,
            rejected,
            rejects,
            elsewhere: not_counted,
            nowhere: if of_unit { nowhere } else { 0 },
            notices: children.notices,
        })
    }
}

/// Children counted together.
struct Side<'p> {
    table: FormTable<'p>,
    keys: Keys,
    children: u64,
}

impl<'p> Side<'p> {
    fn new(table: FormTable<'p>) -> Side<'p> {
        Side { table, keys: Keys::new(), children: 0 }
    }

    fn add(&mut self, placed: &Placed, row: u64, with_keys: bool) {
        let Some(placement) = &placed.placement else { return };
        self.table.add(placement);
        self.children += 1;
        if with_keys {
            let key = placed.key.clone().unwrap_or_else(|| format!("#{row}"));
            for cell in placement.cells() {
                self.keys.entry(*cell).or_default().push(key.clone());
            }
        }
    }

    fn take(&mut self, other: Side<'p>) {
        // The same policy and day on both sides, so nothing can differ.
        let _ = self.table.merge(&other.table);
        for (cell, keys) in other.keys {
            self.keys.entry(cell).or_default().extend(keys);
        }
        self.children += other.children;
    }
}

/// A child and where it stands.
#[derive(Debug)]
struct Placed {
    placement: Option<Placement>,
    key: Option<String>,
    township: Option<String>,
}

/// What a rejected row shows of danger: its readable facts alone make the highest level certain.
fn danger<'p>(policy: &'p Policy, placed: &Placed) -> Option<Danger<'p>> {
    let certain = placed.placement.as_ref()?.levels().certain();
    let level = policy.source().levels.first().filter(|_| certain == Some(0))?;
    Some(Danger { level: &level.id, triggers: Vec::new() })
}

/// Finding that for each child.
#[derive(Debug)]
struct Placing<'p> {
    assessor: Assessor<'p>,
}

impl Work for Placing<'_> {
    type Made = Placed;
    type Room = Scratch;

    fn make(&self, _row: u64, reading: &Reading, room: &mut Scratch, _timing: &mut Timing) -> Placed {
        let child = &reading.child;
        Placed {
            placement: self.assessor.place_on_form(child, room),
            key: child.key.as_str().map(str::to_owned),
            township: child.residence.township.as_str().map(str::to_owned),
        }
    }
}
