//! The handbook: a whole policy as a page that a lawyer can read and check against the document, clause by clause,
//! in Chinese and English. Every word comes from the policy file and the vocabulary; only the joints of the sentences
//! stand here. No file is read or written: the caller puts the text where it belongs.

mod book;
mod cards;
mod chapters;
mod details;
mod entry;
mod follows;
mod formulas;
mod html;
mod labels;
mod markdown;
mod matrix;
mod paces;
mod page;
mod rule;
mod tables;
mod words;

pub use entry::EntryKind;
pub use html::escape;
pub use matrix::{ClauseState, MatrixEntry, MatrixRow, matrix, matrix_markdown, unknown_case_rules};
pub use rule::{
    CitedClause, DefinitionNamed, EntryNamed, FactRead, LevelNamed, ReadingNamed, RuleDetail, RulePage,
    names, rule, rules,
};

use crate::policy::source::Label;
use crate::policy::{Formula, Policy};
use std::collections::BTreeMap;

/// The cases that test each rule: the rule as `trigger/unlawful-harm`, and the names of its cases.
///
/// The second number of a row of the count table goes by `of-which/orphan`, the row itself by `row/orphan`. The library
/// has no case files; whoever has them passes them in. An empty map is fine.
pub type Cases = BTreeMap<String, Vec<String>>;

/// A condition in words, as the policy's readings decide it now.
///
/// A short condition is one line; a longer one is a list with a line for each part, numbered 1, 1.1, 1.1.1.
/// What a reading decides is marked with the reading's number. A name that the policy does
/// not have stands as it is written.
///
/// ```
/// # use hutong::{Policy, handbook, policy::Formula};
/// let policy = Policy::builtin("puning-2024")?;
/// let words = handbook::formula_words(&policy, &Formula::Definition("under-16".into()));
/// assert_eq!((words.zh.as_str(), words.en.as_str()), ("「未满十六周岁」", "“under 16”"));
/// # Ok::<(), hutong::UnknownPolicy>(())
/// ```
#[must_use]
pub fn formula_words(policy: &Policy, formula: &Formula) -> Label {
    let book = book::Book::of(policy);
    words::of(&book, formula).text()
}

/// The whole policy as Markdown, with an anchor for every rule, clause and reading, such as
/// `#trigger/unlawful-harm`, `#clause/3.1a` and `#reading/attainment-of-age`.
#[must_use]
pub fn markdown(policy: &Policy, cases: &Cases) -> String {
    markdown::render(&chapters::page(&book::Book::of(policy), cases))
}

/// The whole policy as one HTML page: self-contained, without script, for screen, phone and paper, light and dark.
/// Anchors are the same as in [`markdown`].
#[must_use]
pub fn html(policy: &Policy, cases: &Cases) -> String {
    html::render(&chapters::page(&book::Book::of(policy), cases))
}

#[cfg(test)]
mod tests;
#[cfg(test)]
mod words_tests;
