//! One entry of a policy on its own: what `hutong explain` shows. Found by its full name, by a bare id, or by a clause.

use super::book::Book;
use super::details;
use super::entry::{EntryKind, PolicyEntry, name};
use super::follows;
use super::page::{Phrase, Value};
use super::words;
use crate::policy::Policy;
use crate::policy::source::{Clause, Definition, Label, Reading};
use schemars::JsonSchema;
use serde::Serialize;

/// A rule, definition, reading, clause or other entry of a policy, in words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct RulePage {
    /// What kind of entry it is.
    pub kind: EntryKind,
    /// Its id within its kind.
    pub id: String,
    /// Its full name, such as `trigger/unlawful-harm`; also its anchor in the handbook.
    pub name: String,
    /// What it is called.
    pub label: Label,
    /// The clauses that it encodes; for a clause, the clause itself.
    pub cites: Vec<CitedClause>,
    /// The condition in words, a line for each part where it is long; none where the entry has no condition. Where the
    /// condition is nothing but a definition, the definition's own words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub condition: Option<Label>,
    /// The definitions that its conditions name, themselves and through one another, in the order of the file.
    pub definitions: Vec<DefinitionNamed>,
    /// Whether it is the policy's own interpretation rather than the letter of the clause.
    pub interpretation: bool,
    /// The facts that its conditions read, in the order of the vocabulary.
    pub facts: Vec<FactRead>,
    /// The readings that decide how it is applied.
    pub readings: Vec<ReadingNamed>,
    /// The level: of a trigger its own, of a population or category the least that every member has.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level: Option<LevelNamed>,
    /// The triggers that hold whenever it does.
    pub triggers: Vec<EntryNamed>,
    /// The duties that follow from it.
    pub duties: Vec<EntryNamed>,
    /// The referrals that follow from it.
    pub referrals: Vec<EntryNamed>,
    /// The lists on which its level stands.
    pub notices: Vec<EntryNamed>,
    /// What only its kind has: who, to whom, how soon, which columns.
    pub details: Vec<RuleDetail>,
    /// The entries that use it; of a clause, those that cite it.
    pub used_by: Vec<EntryNamed>,
}

/// A clause that an entry cites.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct CitedClause {
    /// Its id.
    pub id: String,
    /// Its place, such as 二（一）.
    pub place: String,
    /// What it says, in the policy's own words.
    pub words: Label,
}

/// A definition behind a name in a condition.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct DefinitionNamed {
    /// Its full name, such as `definition/under-16`.
    pub name: String,
    /// The name by which conditions call it.
    pub label: Label,
    /// Its condition in words.
    pub condition: Label,
    /// Whether it is the policy's own interpretation rather than the letter of the clause.
    pub interpretation: bool,
}

/// A fact that a condition reads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct FactRead {
    /// The column's path, or `local.…` for a fact of the policy.
    pub path: String,
    /// What it is called.
    pub label: Label,
}

/// A reading with what it decides.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ReadingNamed {
    /// Its id.
    pub id: String,
    /// Its number, such as A-05.
    pub number: String,
    /// The question.
    pub question: Label,
    /// The alternative in force, by id.
    pub chosen: String,
    /// What that alternative means.
    pub label: Label,
}

/// A level by name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct LevelNamed {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub label: Label,
    /// Its colour, such as `#c62828`.
    pub colour: String,
}

/// Another entry by name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct EntryNamed {
    /// Its full name, such as `duty/red-intervention`.
    pub name: String,
    /// What it is called.
    pub label: Label,
}

/// Something that only this kind of entry says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct RuleDetail {
    /// What it says: who, to whom, how soon.
    pub name: Label,
    /// What is said.
    pub text: Label,
}

/// The entry with this name: a full name such as `trigger/unlawful-harm`, a bare id, or a clause's id. Where several
/// share a bare id, the one whose kind stands first in [`EntryKind::ALL`]; [`rules`] gives all.
///
/// ```
/// # use hutong::{Policy, handbook};
/// let policy = Policy::builtin("puning-2024")?;
/// let page = handbook::rule(&policy, "unlawful-harm").unwrap();
/// assert_eq!(page.name, "trigger/unlawful-harm");
/// assert_eq!(page.level.unwrap().id, "red");
/// assert!(page.referrals.iter().any(|referral| referral.name == "referral/mandatory-report"));
/// # Ok::<(), hutong::UnknownPolicy>(())
/// ```
#[must_use]
pub fn rule(policy: &Policy, name: &str) -> Option<RulePage> {
    rules(policy, name).into_iter().next()
}

/// Every entry with this name: a full name, a bare id, a clause's id, a reading's number (`A-05`), or the place of
/// clauses (`三.1`), whichever fits first. Nothing where none fits.
#[must_use]
pub fn rules(policy: &Policy, name: &str) -> Vec<RulePage> {
    let book = Book::of(policy);
    let name = name.trim();
    let fits: [&dyn Fn(&PolicyEntry<'_>) -> bool; 4] = [
        &|entry| entry.name() == name,
        &|entry| entry.id == name,
        &|entry| match entry.kind {
            EntryKind::Reading => {
                policy.source().readings.get(entry.index).is_some_and(|reading| reading.number == name)
            }
            _ => false,
        },
        &|entry| match entry.kind {
            EntryKind::Clause => {
                policy.source().clauses.get(entry.index).is_some_and(|clause| clause.place == name)
            }
            _ => false,
        },
    ];
    for fits in fits {
        let found: Vec<RulePage> =
            book.entries.iter().filter(|entry| fits(entry)).map(|entry| page(&book, entry)).collect();
        if !found.is_empty() {
            return found;
        }
    }
    Vec::new()
}

/// Every entry of a policy by name, in the order of [`EntryKind::ALL`] and of the file.
#[must_use]
pub fn names(policy: &Policy) -> Vec<EntryNamed> {
    Book::of(policy).entries.iter().map(named).collect()
}

pub(super) fn named(entry: &PolicyEntry<'_>) -> EntryNamed {
    EntryNamed { name: entry.name(), label: entry.label.clone() }
}

pub(super) fn reading_named(reading: &Reading) -> ReadingNamed {
    ReadingNamed {
        id: reading.id.clone(),
        number: reading.number.clone(),
        question: reading.question.clone(),
        chosen: reading.chosen.clone(),
        label: Book::chosen(reading),
    }
}

fn page<'p>(book: &Book<'p>, entry: &PolicyEntry<'p>) -> RulePage {
    let follows = follows::of(book, entry);
    let formulas: Vec<_> = entry.formulas().collect();
    let of =
        |kind: EntryKind, id: &str, label: &Label| EntryNamed { name: name(kind, id), label: label.clone() };
    let facts = book.facts_of(&formulas).into_iter();
    let triggers = follows.triggers.iter().filter_map(|index| book.source.triggers.get(*index));
    RulePage {
        kind: entry.kind,
        id: entry.id.clone(),
        name: entry.name(),
        label: entry.label.clone(),
        cites: entry.cite.iter().filter_map(|id| book.clause(id)).map(cited).collect(),
        condition: entry.when.map(|when| words::of(book, book.opened(when).0).text()),
        definitions: book
            .definitions_behind(&formulas)
            .into_iter()
            .map(|entry| definition_named(book, entry))
            .collect(),
        interpretation: interpretation(book, entry),
        facts: facts.map(|path| FactRead { label: book.fact_label(&path), path }).collect(),
        readings: book.readings_of(&formulas).into_iter().map(reading_named).collect(),
        level: follows.level.map(|level| LevelNamed {
            id: level.id.clone(),
            label: level.label.clone(),
            colour: level.colour.clone(),
        }),
        triggers: triggers.map(|entry| of(EntryKind::Trigger, &entry.id, &entry.label)).collect(),
        duties: follows.duties.iter().map(|entry| of(EntryKind::Duty, &entry.id, &entry.label)).collect(),
        referrals: follows
            .referrals
            .iter()
            .map(|entry| of(EntryKind::Referral, &entry.id, &entry.label))
            .collect(),
        notices: follows.notices.iter().map(|entry| of(EntryKind::Notice, &entry.id, &entry.label)).collect(),
        details: details::of(book, entry)
            .into_iter()
            .map(|row| RuleDetail { name: row.name, text: plain(&row.value) })
            .collect(),
        used_by: book.users_of(entry).into_iter().map(named).collect(),
    }
}

fn cited(clause: &Clause) -> CitedClause {
    CitedClause { id: clause.id.clone(), place: clause.place.clone(), words: clause.label.clone() }
}

fn definition_named(book: &Book<'_>, definition: &Definition) -> DefinitionNamed {
    DefinitionNamed {
        name: name(EntryKind::Definition, &definition.id),
        label: definition.label.clone(),
        condition: words::of(book, &definition.when).text(),
        interpretation: definition.interpretation,
    }
}

/// Whether an entry is an interpretation, or a rule whose condition is nothing but one.
pub(super) fn interpretation<'p>(book: &Book<'p>, entry: &PolicyEntry<'p>) -> bool {
    match entry.kind {
        EntryKind::Definition => {
            book.source.definitions.get(entry.index).is_some_and(|definition| definition.interpretation)
        }
        _ => entry
            .when
            .and_then(|when| book.opened(when).1)
            .is_some_and(|definition| definition.interpretation),
    }
}

/// A value as plain text, without the quotes that set links off.
fn plain(value: &Value) -> Label {
    let join = |phrases: &[Phrase], zh: &str, en: &str| {
        let labels: Vec<Label> = phrases.iter().map(Phrase::bare).collect();
        Label {
            zh: labels.iter().map(|label| label.zh.as_str()).collect::<Vec<_>>().join(zh),
            en: labels.iter().map(|label| label.en.as_str()).collect::<Vec<_>>().join(en),
        }
    };
    match value {
        Value::Line(phrase) => phrase.bare(),
        Value::Condition(words) => words.text(),
        Value::Lines(phrases) | Value::Folded { lines: phrases, .. } => join(phrases, "\n", "\n"),
        Value::Row(phrases) => join(phrases, "、", ", "),
    }
}
