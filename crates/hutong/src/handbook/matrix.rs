//! The matrix: every clause of the policy, the entries that encode it, the cases that test them, or the reason why no
//! rule encodes it.

use super::book::Book;
use super::entry::{EntryKind, PolicyEntry};
use super::rule::{ReadingNamed, reading_named};
use super::{Cases, markdown, tables};
use crate::policy::Policy;
use crate::policy::source::{Clause, Label};
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeSet;

/// A clause, and what became of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct MatrixRow {
    /// The clause's id.
    pub clause: String,
    /// Its place, such as 二（一）.
    pub place: String,
    /// What it says, in the policy's own words.
    pub words: Label,
    /// What became of it.
    pub state: ClauseState,
    /// The entries that cite it, each with the cases that test it.
    pub entries: Vec<MatrixEntry>,
    /// The readings that decide those entries.
    pub readings: Vec<ReadingNamed>,
    /// Why no rule encodes it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub not_encoded: Option<Label>,
}

impl MatrixRow {
    /// The cases of all its entries, each once, in order.
    #[must_use]
    pub fn cases(&self) -> Vec<&str> {
        let mut cases: Vec<&str> = Vec::new();
        for case in self.entries.iter().flat_map(|entry| &entry.cases) {
            if !cases.contains(&case.as_str()) {
                cases.push(case);
            }
        }
        cases
    }
}

/// An entry that cites a clause.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct MatrixEntry {
    /// What kind of entry it is.
    pub kind: EntryKind,
    /// Its full name, such as `trigger/unlawful-harm`.
    pub name: String,
    /// What it is called.
    pub label: Label,
    /// The names of the cases that test it.
    pub cases: Vec<String>,
}

/// What became of a clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ClauseState {
    /// At least one entry cites it.
    Encoded,
    /// No entry cites it, and the policy says why.
    NotEncoded,
    /// No entry cites it, and no reason is given: the policy has a gap.
    Forgotten,
}

/// A row for every clause of the policy, in the order of the file.
#[must_use]
pub fn matrix(policy: &Policy, cases: &Cases) -> Vec<MatrixRow> {
    rows(&Book::of(policy), cases)
}

pub(super) fn rows(book: &Book<'_>, cases: &Cases) -> Vec<MatrixRow> {
    let clauses = book.entries.iter().filter(|entry| entry.kind == EntryKind::Clause);
    let row = |(entry, clause): (&_, &Clause)| {
        let users = book.users_of(entry);
        let formulas: Vec<_> =
            users.iter().flat_map(|user| user.when.into_iter().chain(user.and_when)).collect();
        let state = match (users.is_empty(), &clause.not_encoded) {
            (false, _) => ClauseState::Encoded,
            (true, Some(_)) => ClauseState::NotEncoded,
            (true, None) => ClauseState::Forgotten,
        };
        MatrixRow {
            clause: clause.id.clone(),
            place: clause.place.clone(),
            words: clause.label.clone(),
            state,
            entries: users
                .iter()
                .map(|user| {
                    let cases = user.cases(cases).into_iter().map(str::to_owned).collect();
                    MatrixEntry { kind: user.kind, name: user.name(), label: user.label.clone(), cases }
                })
                .collect(),
            readings: book.readings_of(&formulas).into_iter().map(reading_named).collect(),
            not_encoded: clause.not_encoded.clone(),
        }
    };
    clauses.zip(&book.source.clauses).map(row).collect()
}

/// The matrix alone, as Markdown: a table from clauses to entries, then the cases of each entry.
#[must_use]
pub fn matrix_markdown(policy: &Policy, cases: &Cases) -> String {
    let book = Book::of(policy);
    let entries = tables::cases_of_entries(&book, cases);
    format!("{}\n{}", markdown::chapter(&tables::clauses(&book, cases)), markdown::chapter(&entries))
}

/// The rules for which there are cases though the policy does not have them: a rule renamed, a case misfiled.
#[must_use]
pub fn unknown_case_rules(policy: &Policy, cases: &Cases) -> Vec<String> {
    unknown_rules(&Book::of(policy), cases)
}

pub(super) fn unknown_rules(book: &Book<'_>, cases: &Cases) -> Vec<String> {
    let known: BTreeSet<String> = book.entries.iter().flat_map(PolicyEntry::case_names).collect();
    cases.keys().filter(|rule| !known.contains(*rule)).cloned().collect()
}
