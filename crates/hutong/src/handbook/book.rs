//! A policy with its entries found by id, and what the handbook asks of its conditions: is this decided by the
//! readings alone, which facts does it read, which readings decide it.

use super::entry::{EntryKind, PolicyEntry, entries, name};
use super::follows::Known;
use super::formulas::{definitions_of, engine_readings, join, local_facts_of, own_readings};
use super::labels::groups;
use super::page::{Phrase, label};
use crate::policy::source::{Clause, Definition, Label, Level, LocalFact, Office, PolicySource, Reading};
use crate::policy::{Formula, Policy};
use crate::vocabulary::column_by_path;
use std::collections::{BTreeMap, BTreeSet};

/// How deep conditions and definitions are followed. A checked policy stays far below; what lies deeper is told as
/// not decided, and never followed without end.
pub(super) const DEEPEST: usize = 64;

/// A policy, with its entries by id.
pub(super) struct Book<'p> {
    pub(super) policy: &'p Policy,
    pub(super) source: &'p PolicySource,
    pub(super) entries: Vec<PolicyEntry<'p>>,
    definitions: BTreeMap<&'p str, usize>,
    readings: BTreeMap<&'p str, &'p Reading>,
    clauses: BTreeMap<&'p str, &'p Clause>,
    /// Of each definition: whether the readings alone make it always or never hold.
    settled: BTreeMap<&'p str, Option<bool>>,
    /// The entries that use each entry, by its full name: their places in `entries`.
    users: BTreeMap<String, Vec<usize>>,
    /// What has been found out about which definition implies which.
    pub(super) known: Known,
    /// What every label of a group of columns begins with, by the group's path.
    pub(super) groups: BTreeMap<&'static str, Label>,
}

impl<'p> Book<'p> {
    pub(super) fn of(policy: &'p Policy) -> Book<'p> {
        let source = policy.source();
        let mut book = Book {
            policy,
            source,
            entries: entries(source),
            definitions: source
                .definitions
                .iter()
                .enumerate()
                .map(|(place, entry)| (entry.id.as_str(), place))
                .collect(),
            readings: source.readings.iter().map(|entry| (entry.id.as_str(), entry)).collect(),
            clauses: source.clauses.iter().map(|entry| (entry.id.as_str(), entry)).collect(),
            settled: BTreeMap::new(),
            users: BTreeMap::new(),
            known: Known::default(),
            groups: groups(),
        };
        for definition in &source.definitions {
            book.settle(&definition.id, 0);
        }
        let mut users: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (index, entry) in book.entries.iter().enumerate() {
            for used in book.used_by(entry) {
                users.entry(used).or_default().push(index);
            }
        }
        book.users = users;
        book
    }

    pub(super) fn definition(&self, id: &str) -> Option<&'p Definition> {
        self.place_of(id).and_then(|place| self.source.definitions.get(place))
    }

    /// The place of a definition in the file.
    pub(super) fn place_of(&self, id: &str) -> Option<usize> {
        self.definitions.get(id).copied()
    }

    pub(super) fn reading(&self, id: &str) -> Option<&'p Reading> {
        self.readings.get(id).copied()
    }

    pub(super) fn clause(&self, id: &str) -> Option<&'p Clause> {
        self.clauses.get(id).copied()
    }

    pub(super) fn level(&self, id: &str) -> Option<&'p Level> {
        self.source.levels.iter().find(|level| level.id == id)
    }

    pub(super) fn office(&self, id: &str) -> Option<&'p Office> {
        self.source.offices.iter().find(|office| office.id == id)
    }

    pub(super) fn local_fact(&self, path: &str) -> Option<&'p LocalFact> {
        let id = path.strip_prefix("local.")?;
        self.source.facts.iter().find(|fact| fact.id == id)
    }

    /// What the alternative in force means; its id where the reading has none by this id.
    pub(super) fn chosen(reading: &Reading) -> Label {
        let chosen = reading.alternatives.iter().find(|alternative| alternative.id == reading.chosen);
        chosen
            .map_or_else(|| label(&reading.chosen, &reading.chosen), |alternative| alternative.label.clone())
    }

    /// Whether the readings alone decide a condition, and how. Nothing where facts of a child decide.
    pub(super) fn decided(&self, formula: &Formula) -> Option<bool> {
        self.fold(formula, 0)
    }

    fn settle(&mut self, id: &'p str, depth: usize) {
        let known = depth >= DEEPEST || self.settled.contains_key(id);
        let Some(definition) = self.definition(id).filter(|_| !known) else { return };
        // Entered first as not decided, so that a definition that comes back to itself ends here.
        self.settled.insert(id, None);
        for inner in definitions_of(&definition.when) {
            self.settle(inner, depth + 1);
        }
        let settled = self.fold(&definition.when, 0);
        self.settled.insert(id, settled);
    }

    fn fold(&self, formula: &Formula, depth: usize) -> Option<bool> {
        if depth > DEEPEST {
            return None;
        }
        let part = |part: &Formula| self.fold(part, depth + 1);
        match formula {
            Formula::Definition(id) => self.settled.get(id.as_str()).copied().flatten(),
            Formula::Reading { reading, is } => self.reading(reading).map(|reading| reading.chosen == *is),
            Formula::Fact { .. } | Formula::Measure { .. } => None,
            Formula::All(parts) => join(parts.iter().map(part), true),
            Formula::Any(parts) => join(parts.iter().map(part), false),
            Formula::Not(inner) => part(inner).map(|holds| !holds),
            Formula::OneParent { one, other } => join([part(one), part(other)].into_iter(), true),
            Formula::Suspected(inner)
            | Formula::BothParents(inner)
            | Formula::EitherParent(inner)
            | Formula::Father(inner)
            | Formula::Mother(inner) => part(inner),
        }
    }

    /// Every test on a fact that a condition makes, itself and through its definitions, as the readings decide now.
    /// What a reading has switched off is left out.
    pub(super) fn tests_of(&self, formulas: &[&'p Formula]) -> Vec<(&'p Formula, Side)> {
        let mut tests = Vec::new();
        let mut seen: BTreeSet<(&str, Side)> = BTreeSet::new();
        let mut ahead: Vec<(&'p Formula, Side)> =
            formulas.iter().rev().map(|formula| (*formula, Side::Child)).collect();
        while let Some((formula, side)) = ahead.pop() {
            if self.decided(formula).is_some() {
                continue;
            }
            match formula {
                Formula::Definition(id) => {
                    if let Some(definition) = self.definition(id)
                        && seen.insert((&definition.id, side))
                    {
                        ahead.push((&definition.when, side));
                    }
                }
                Formula::Reading { .. } => {}
                Formula::Fact { .. } | Formula::Measure { .. } => tests.push((formula, side)),
                Formula::All(parts) | Formula::Any(parts) => {
                    ahead.extend(parts.iter().rev().map(|part| (part, side)));
                }
                Formula::Not(part) | Formula::Suspected(part) => ahead.push((part, side)),
                Formula::OneParent { one, other } => {
                    ahead.extend([(&**other, Side::Parents), (&**one, Side::Parents)]);
                }
                Formula::BothParents(part) | Formula::EitherParent(part) => ahead.push((part, Side::Parents)),
                Formula::Father(part) => ahead.push((part, Side::Father)),
                Formula::Mother(part) => ahead.push((part, Side::Mother)),
            }
        }
        tests
    }

    /// The paths of the facts that conditions read, each once, in the order of the vocabulary, then the policy's own.
    /// A condition on one parent, left open which, is told for both.
    pub(super) fn facts_of(&self, formulas: &[&'p Formula]) -> Vec<String> {
        let mut paths: BTreeSet<(usize, String)> = BTreeSet::new();
        for (test, side) in self.tests_of(formulas) {
            let (Formula::Fact { fact, .. } | Formula::Measure { fact, .. }) = test else { continue };
            let mut add = |path: String| {
                paths.insert((column_by_path(&path).unwrap_or(usize::MAX), path));
            };
            match (fact.strip_prefix("parent."), side) {
                (None, _) => add(fact.clone()),
                (Some(rest), Side::Father) => add(format!("father.{rest}")),
                (Some(rest), Side::Mother) => add(format!("mother.{rest}")),
                (Some(rest), Side::Parents | Side::Child) => {
                    add(format!("father.{rest}"));
                    add(format!("mother.{rest}"));
                }
            }
        }
        paths.into_iter().map(|(_, path)| path).collect()
    }

    /// The readings that decide conditions, each once, in the order of the file: those that the conditions and their
    /// definitions name, and those by which the engine reads the facts that they test. What is switched off by one
    /// reading asks for no other.
    pub(super) fn readings_of(&self, formulas: &[&'p Formula]) -> Vec<&'p Reading> {
        let mut ids: BTreeSet<&str> = BTreeSet::new();
        let mut seen: BTreeSet<&str> = BTreeSet::new();
        let mut ahead: Vec<&'p Formula> = formulas.to_vec();
        while let Some(formula) = ahead.pop() {
            match formula {
                Formula::Reading { reading, .. } => {
                    ids.insert(reading);
                }
                Formula::Definition(id) => {
                    if seen.insert(id) {
                        ahead.extend(self.definition(id).map(|definition| &definition.when));
                    }
                }
                Formula::Fact { .. } | Formula::Measure { .. } => {}
                Formula::All(parts) | Formula::Any(parts) => {
                    let whole = self.decided(formula);
                    ahead.extend(parts.iter().filter(|part| whole.is_none() || self.decided(part) == whole));
                }
                Formula::OneParent { one, other } => ahead.extend([&**one, &**other]),
                Formula::Not(part)
                | Formula::Suspected(part)
                | Formula::BothParents(part)
                | Formula::EitherParent(part)
                | Formula::Father(part)
                | Formula::Mother(part) => ahead.push(part),
            }
        }
        for (test, _) in self.tests_of(formulas) {
            ids.extend(engine_readings(test));
        }
        self.source.readings.iter().filter(|reading| ids.contains(reading.id.as_str())).collect()
    }

    /// The entries that use an entry: conditions that name it, rules that cite a clause, acts of an office.
    pub(super) fn users_of(&self, used: &PolicyEntry<'p>) -> Vec<&PolicyEntry<'p>> {
        let users = self.users.get(&used.name()).into_iter().flatten();
        users.filter_map(|index| self.entries.get(*index)).collect()
    }

    /// The full names of everything that an entry uses.
    fn used_by(&self, entry: &PolicyEntry<'p>) -> BTreeSet<String> {
        let mut used: Vec<(EntryKind, &str)> = Vec::new();
        for formula in entry.formulas() {
            used.extend(definitions_of(formula).into_iter().map(|id| (EntryKind::Definition, id)));
            used.extend(own_readings(formula).into_iter().map(|id| (EntryKind::Reading, id)));
            used.extend(local_facts_of(formula).into_iter().map(|id| (EntryKind::Fact, id)));
        }
        used.extend(self.offices_of(entry).into_iter().map(|id| (EntryKind::Office, id)));
        if entry.kind == EntryKind::Outside {
            used.push((EntryKind::Definition, &entry.id));
        }
        if entry.kind != EntryKind::Clause {
            used.extend(entry.cite.iter().map(|id| (EntryKind::Clause, id.as_str())));
        }
        used.into_iter().map(|(kind, id)| name(kind, id)).collect()
    }

    /// The offices that an entry names: who acts, who tells and who is told.
    fn offices_of(&self, entry: &PolicyEntry<'p>) -> Vec<&'p str> {
        let source = self.source;
        let lists: [Option<&'p [String]>; 2] = match entry.kind {
            EntryKind::Duty => [source.duties.get(entry.index).map(|duty| &duty.by[..]), None],
            EntryKind::OrganisationDuty => {
                [source.organisation_duties.get(entry.index).map(|duty| &duty.by[..]), None]
            }
            EntryKind::Referral => {
                let referral = source.referrals.get(entry.index);
                [referral.map(|referral| &referral.from[..]), referral.map(|referral| &referral.to[..])]
            }
            EntryKind::Notice => {
                let notice = source.notices.get(entry.index);
                [notice.map(|notice| &notice.from[..]), notice.map(|notice| &notice.to[..])]
            }
            EntryKind::DepartmentList => {
                [source.department_lists.get(entry.index).map(|list| &list.by[..]), None]
            }
            EntryKind::Confined => [source.confined.get(entry.index).map(|entry| &entry.to[..]), None],
            EntryKind::WayOut => [Some(std::slice::from_ref(&source.scope.way_out.by)), None],
            _ => [None, None],
        };
        lists.into_iter().flatten().flatten().map(String::as_str).collect()
    }

    /// The definitions that conditions name, themselves and through other definitions, in the order of the file.
    pub(super) fn definitions_behind(&self, formulas: &[&'p Formula]) -> Vec<&'p Definition> {
        let mut seen: BTreeSet<&str> = BTreeSet::new();
        let mut ahead: Vec<&'p Formula> = formulas.to_vec();
        while let Some(formula) = ahead.pop() {
            for id in definitions_of(formula) {
                if let Some(definition) = self.definition(id)
                    && seen.insert(id)
                {
                    ahead.push(&definition.when);
                }
            }
        }
        self.source.definitions.iter().filter(|definition| seen.contains(definition.id.as_str())).collect()
    }

    /// A rule's condition with nothing but a definition in it, opened: the definition behind the name.
    pub(super) fn opened(&self, formula: &'p Formula) -> (&'p Formula, Option<&'p Definition>) {
        let Formula::Definition(id) = formula else { return (formula, None) };
        self.definition(id).map_or((formula, None), |definition| (&definition.when, Some(definition)))
    }

    /// Offices by name, with 、 or commas between; each is a link.
    pub(super) fn offices(&self, ids: &[String]) -> Phrase {
        let mut phrase = Phrase::default();
        for (index, id) in ids.iter().enumerate() {
            if index > 0 {
                phrase = phrase.and_text("、", ", ");
            }
            let name = self.office(id).map_or_else(|| label(id, id), |office| office.label.clone());
            phrase = phrase.then(Phrase::link(name.zh, name.en, &format!("office/{id}")));
        }
        phrase
    }
}

/// Of whom a test speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Side {
    Child,
    Father,
    Mother,
    Parents,
}
