//! Rows that were rejected: what is wrong with each, and which of them report danger all the same.
//! Here too no cell of the file is ever shown.

use std::collections::BTreeMap;

use hutong::assessment::Assessment;
use hutong::{Fault, Severity, Truth};
use serde::Serialize;

use crate::answer::is_rejected;
use crate::children::Plan;
use crate::input::{RowFault, column_letters};
use crate::pipeline::Outcome;

/// One thing wrong with a row.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Problem {
    /// The kind of fault.
    pub(crate) code: &'static str,
    /// Whether the row was rejected for it.
    pub(crate) severity: Severity,
    /// The column of the file, by its letters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) column: Option<String>,
    /// The field.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) path: String,
    /// What is wrong and what to do, in Chinese.
    pub(crate) zh: String,
    /// The same in English.
    pub(crate) en: String,
}

impl Problem {
    /// What the record's reader found.
    pub(crate) fn of_fault(fault: &Fault, plan: &Plan) -> Problem {
        Problem {
            code: fault.code().id(),
            severity: fault.severity(),
            column: plan.letters_of(fault.path()),
            path: fault.path().to_owned(),
            zh: fault.zh().to_owned(),
            en: fault.en().to_owned(),
        }
    }

    /// What the file's reader found.
    pub(crate) fn of_row(fault: &RowFault) -> Problem {
        let letters: Vec<String> = fault.columns.iter().map(|column| column_letters(*column)).collect();
        Problem {
            code: fault.code,
            severity: Severity::Error,
            column: (!letters.is_empty()).then(|| letters.join(", ")),
            path: String::new(),
            zh: fault.zh.clone(),
            en: fault.en.clone(),
        }
    }
}

/// What a rejected row shows of danger: its readable facts alone make the highest level certain.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Danger<'p> {
    /// The level.
    pub(crate) level: &'p str,
    /// The triggers that fired.
    pub(crate) triggers: Vec<&'p str>,
}

/// A rejected row.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct RejectedRow<'p> {
    /// The file, where a run reads several.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) file: Option<String>,
    /// The row, as the user finds it.
    pub(crate) row: u64,
    /// The record's key, where it was readable. It belongs into the output, never into messages.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) key: Option<String>,
    /// What is wrong.
    pub(crate) rejected: Vec<Problem>,
    /// What must be acted on although the row was rejected.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) danger: Option<Danger<'p>>,
}

impl<'p> RejectedRow<'p> {
    /// The row, if it is rejected; else what was made of it.
    pub(crate) fn sort<M>(
        outcome: Outcome<M>,
        plan: &Plan,
        danger: impl FnOnce(&M) -> Option<Danger<'p>>,
    ) -> Result<(u64, Vec<Fault>, M), RejectedRow<'p>> {
        match outcome {
            Outcome::Unreadable(fault) => Err(RejectedRow {
                file: None,
                row: fault.line,
                key: None,
                rejected: vec![Problem::of_row(&fault)],
                danger: None,
            }),
            Outcome::Read(item) if is_rejected(&item.faults) => Err(RejectedRow {
                file: None,
                row: item.row,
                key: item.key,
                rejected: item.faults.iter().map(|fault| Problem::of_fault(fault, plan)).collect(),
                danger: danger(&item.made),
            }),
            Outcome::Read(item) => Ok((item.row, item.faults, item.made)),
        }
    }
}

impl<'p> Danger<'p> {
    /// The danger that an assessment shows; nothing where the highest level is not certain.
    pub(crate) fn of(assessment: &Assessment<'p>) -> Option<Danger<'p>> {
        let level = assessment.policy().source().levels.first().filter(|_| assessment.reports_danger())?;
        let fired = assessment.triggers().iter();
        let fired = fired.filter(|trigger| trigger.level == level.id && trigger.outcome.answer == Truth::Yes);
        Some(Danger { level: &level.id, triggers: fired.map(|trigger| trigger.outcome.id).collect() })
    }
}

/// The rejected rows of a run, as many as are shown, and counts of all.
#[derive(Debug, Default)]
pub(crate) struct Rejects<'p> {
    most: usize,
    /// The first rows.
    pub(crate) shown: Vec<RejectedRow<'p>>,
    /// The first rows that report danger.
    pub(crate) dangerous: Vec<RejectedRow<'p>>,
    /// How many rows report danger.
    pub(crate) in_danger: u64,
    /// How many rows were rejected for each code.
    pub(crate) by_code: BTreeMap<&'static str, u64>,
    /// The row from which on nothing could be read, if there is one.
    pub(crate) ends_at: Option<u64>,
}

impl<'p> Rejects<'p> {
    /// None yet; at most so many rows are kept to be shown.
    pub(crate) fn new(most: usize) -> Rejects<'p> {
        Rejects { most, ..Rejects::default() }
    }

    /// The row, if it is rejected; else what was made of it. Notes where the file could not be read on.
    pub(crate) fn sort<M>(
        &mut self,
        outcome: Outcome<M>,
        plan: &Plan,
        danger: impl FnOnce(&M) -> Option<Danger<'p>>,
    ) -> Result<(u64, Vec<Fault>, M), RejectedRow<'p>> {
        self.ends_at = self.ends_at.or(outcome.ends_at());
        RejectedRow::sort(outcome, plan, danger)
    }

    /// Counts a row and keeps it if there is room.
    pub(crate) fn add(&mut self, row: RejectedRow<'p>) {
        let errors = row.rejected.iter().filter(|problem| problem.severity == Severity::Error);
        let mut codes: Vec<&'static str> = errors.map(|problem| problem.code).collect();
        codes.sort_unstable();
        codes.dedup();
        for code in codes {
            *self.by_code.entry(code).or_default() += 1;
        }
        if row.danger.is_some() {
            self.in_danger += 1;
            if self.dangerous.len() < self.most {
                self.dangerous.push(row.clone());
            }
        }
        if self.shown.len() < self.most {
            self.shown.push(row);
        }
    }
}
