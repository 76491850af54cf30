//! A record while it is read: values set one by one, faults collected, and at the end what only the whole record
//! shows: a birth date from an age or a citizen number, names of levels, and the checks across fields.

use super::Reading;
use super::birth::{births_of_age, can_agree, parse_age};
use super::check::Checks;
use super::citizen_number;
use super::target::{AGE, CITIZEN_NUMBER, Found, Target};
use crate::Policy;
use crate::fault::{Fault, FaultCode};
use crate::policy::source::Label;
use crate::vocabulary::choices::normalise;
use crate::vocabulary::{Child, Finding, FindingState, Part, Text};
use chrono::NaiveDate;

/// A record that is being read.
#[derive(Debug, Default)]
pub(super) struct Draft {
    pub(super) child: Child,
    pub(super) faults: Vec<Fault>,
    /// In whole years.
    pub(super) age: Option<u32>,
    /// From the citizen number.
    pub(super) born: Option<NaiveDate>,
}

impl Draft {
    /// Sets one value from text that is trimmed and not empty. What is no spelling leaves a fault at `path` and
    /// the field as it was.
    pub(super) fn set(&mut self, policy: &Policy, found: Found, path: &str, text: &str) {
        let text = if found.suspected { softened(text) } else { text };
        let result = match found.target {
            Target::Column(index) => set_text(&mut self.child, index, text),
            Target::Local(fact, leaf) => self.set_local(policy, fact, leaf, text),
            Target::Age => parse_age(text).map(|age| self.age = age),
            Target::CitizenNumber => citizen_number::birth_date(text).map(|born| self.born = born),
        };
        if let Err(fault) = result {
            self.faults.push(fault.at(path));
        }
    }

    fn set_local(&mut self, policy: &Policy, fact: usize, leaf: usize, text: &str) -> Result<(), Fault> {
        let Some(fact) = policy.source().facts.get(fact) else { return Ok(()) };
        let mut finding = self.child.local.remove(&fact.id).unwrap_or_default();
        let result = set_text(&mut finding, leaf, text);
        if !finding.is_unknown() {
            self.child.local.insert(fact.id.clone(), finding);
        }
        result
    }

    /// Settles what needs the whole record, and checks it.
    pub(super) fn finish(mut self, checks: &Checks<'_>, as_of: NaiveDate) -> Reading {
        self.settle_birth(checks, as_of);
        let source = checks.policy().source();
        let decision = &mut self.child.decision;
        settle_name(&mut decision.level, &source.levels.iter().map(|level| (&*level.id, &level.label)));
        settle_name(
            &mut decision.category,
            &source.categories.iter().map(|entry| (&*entry.id, &entry.label)),
        );
        checks.run(&self.child, as_of, &mut self.faults);
        Reading { child: self.child, faults: self.faults }
    }

    /// The birth date, where it is recorded, wins; a citizen number that agrees makes it exact; an age comes last.
    fn settle_birth(&mut self, checks: &Checks<'_>, as_of: NaiveDate) {
        let birth = &mut self.child.birth_date;
        if let Some(born) = self.born {
            if born > as_of {
                self.faults.push(Fault::new(FaultCode::DateInFuture, CITIZEN_NUMBER));
            } else if can_agree(*birth, born.into()) {
                *birth = born.into();
            } else {
                self.faults.push(Fault::new(FaultCode::BirthDisagrees, CITIZEN_NUMBER));
            }
        }
        if let Some(years) = self.age {
            let births = births_of_age(years, as_of, checks.attainment());
            if birth.is_unknown() {
                *birth = births;
            } else if !can_agree(*birth, births) {
                self.faults.push(Fault::new(FaultCode::BirthDisagrees, AGE));
            }
        }
    }
}

/// Sets one column from text. A whole number written as a fraction (`3.0`), as tables with blanks in a column of
/// numbers are often exported, is that number.
pub(crate) fn set_text<P: Part>(part: &mut P, column: usize, text: &str) -> Result<(), Fault> {
    part.set_text(column, text).or_else(|fault| {
        let whole = text.strip_suffix(".0").filter(|whole| whole.bytes().all(|b| b.is_ascii_digit()));
        whole
            .filter(|whole| !whole.is_empty())
            .ok_or(())
            .and_then(|whole| part.set_text(column, whole).map_err(|_| ()))
            .map_err(|()| fault)
    })
}

/// The text of a cell under a header that says *suspected*: there a plain yes is a suspicion, and only a word that
/// says so is a confirmation.
fn softened(text: &str) -> &str {
    const CONFIRMATIONS: &[&str] = &["confirmed", "确认", "已确认", "属实", "确诊"];
    let mut finding = Finding::default();
    let is_yes = set_text(&mut finding, 0, text).is_ok() && finding.state == FindingState::Confirmed;
    if is_yes && !CONFIRMATIONS.contains(&normalise(text).as_str()) { "suspected" } else { text }
}

/// Puts the id in place of a level's or category's name.
fn settle_name<'a>(name: &mut Text, known: &(impl Iterator<Item = (&'a str, &'a Label)> + Clone)) {
    let found = name.as_str().and_then(|text| place_of_name(text, known.clone()));
    if let Some((id, _)) = found.and_then(|place| known.clone().nth(place)) {
        *name = id.into();
    }
}

/// The place of a level in its policy by its id or name; nothing when it is no level of it.
pub(crate) fn level_by_name(policy: &Policy, name: &str) -> Option<usize> {
    place_of_name(name, policy.source().levels.iter().map(|level| (&*level.id, &level.label)))
}

/// The place of a level or category by its id, its label, or a part of the label before or in brackets, so that 红色,
/// or 红 for short, is the level whose label is 高风险（红色）.
pub(crate) fn place_of_name<'a>(
    text: &str,
    mut known: impl Iterator<Item = (&'a str, &'a Label)> + Clone,
) -> Option<usize> {
    if let Some(place) = known.clone().position(|(id, _)| id == text) {
        return Some(place);
    }
    let spelling = normalise(text);
    // 红 is 红色.
    let short = |part: &str| part.strip_suffix('色').is_some_and(|short| short == spelling);
    let is_named = |label: &str| {
        let label = normalise(label);
        label == spelling
            || label.split(['(', ')']).any(|part| !part.is_empty() && (part == spelling || short(part)))
    };
    known.position(|(id, label)| normalise(id) == spelling || is_named(&label.zh) || is_named(&label.en))
}
