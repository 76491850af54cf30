//! What the rules of a policy use: definitions, facts and readings that nothing uses, offices that nobody names,
//! clauses that nothing cites.

use crate::policy::error::{PolicyCode, PolicyFault};
use crate::policy::formula::Formula;
use crate::policy::source::{PolicySource, ReadBy};
use std::collections::{BTreeMap, BTreeSet};

/// What the rules use, directly or through definitions.
#[derive(Debug, Default)]
pub(super) struct Uses<'a> {
    definitions: BTreeSet<&'a str>,
    /// Facts that the policy declares.
    facts: BTreeSet<&'a str>,
    readings: BTreeSet<&'a str>,
    /// Definitions that hang on a reading, those included that use such a definition.
    hang_on_a_reading: BTreeSet<&'a str>,
}

/// What one condition names.
#[derive(Debug, Default)]
struct Named<'a> {
    definitions: Vec<&'a str>,
    facts: Vec<&'a str>,
    readings: Vec<&'a str>,
}

impl<'a> Named<'a> {
    fn by(formula: &'a Formula) -> Named<'a> {
        let mut named = Named::default();
        let mut open = vec![formula];
        while let Some(formula) = open.pop() {
            match formula {
                Formula::Definition(id) => named.definitions.push(id),
                Formula::Reading { reading, .. } => named.readings.push(reading),
                Formula::Fact { fact, .. } | Formula::Measure { fact, .. } => {
                    named.facts.extend(fact.strip_prefix("local."));
                }
                _ => open.extend(parts(formula)),
            }
        }
        named
    }
}

impl<'a> Uses<'a> {
    /// Walks without recursion: a hostile file may chain thousands of definitions.
    pub(super) fn of(source: &'a PolicySource) -> Uses<'a> {
        let bodies: BTreeMap<&str, Named<'_>> =
            source.definitions.iter().map(|entry| (entry.id.as_str(), Named::by(&entry.when))).collect();
        let mut uses = Uses { hang_on_a_reading: hanging(&bodies), ..Uses::default() };

        let rows = source.form.iter().flat_map(|form| &form.rows);
        let rules = (source.populations.iter().map(|entry| &entry.when))
            .chain(source.categories.iter().map(|entry| &entry.when))
            .chain(source.levels.iter().filter_map(|entry| entry.only_when.as_ref()))
            .chain(source.triggers.iter().map(|entry| &entry.when))
            .chain(source.duties.iter().filter_map(|entry| entry.when.as_ref()))
            .chain(source.referrals.iter().map(|entry| &entry.when))
            .chain(source.department_lists.iter().map(|entry| &entry.entitled))
            .chain(source.department_lists.iter().filter_map(|entry| entry.leaves.as_ref()))
            .chain(source.department_lists.iter().filter_map(|entry| entry.recorded.as_ref()))
            .chain(rows.clone().filter_map(|row| row.when.as_ref()))
            .chain(rows.map(|row| &row.of_which_when));
        let mut open = vec![source.scope.outside.as_str()];
        for named in rules.map(Named::by) {
            open.extend(&named.definitions);
            uses.facts.extend(&named.facts);
            uses.readings.extend(&named.readings);
        }
        while let Some(id) = open.pop() {
            let Some(named) = bodies.get(id).filter(|_| uses.definitions.insert(id)) else { continue };
            open.extend(&named.definitions);
            uses.facts.extend(&named.facts);
            uses.readings.extend(&named.readings);
        }
        let lists = source.referrals.iter().map(|entry| &entry.fields);
        for field in lists.chain(source.notices.iter().map(|entry| &entry.fields)).flatten() {
            uses.facts.extend(field.strip_prefix("local."));
        }
        uses
    }

    /// Whether a condition hangs on a reading, directly or through definitions.
    pub(super) fn hangs_on_a_reading(&self, formula: &Formula) -> bool {
        let named = Named::by(formula);
        !named.readings.is_empty() || named.definitions.iter().any(|id| self.hang_on_a_reading.contains(id))
    }

    /// The clauses without a rule and the entries without a use.
    pub(super) fn faults(&self, source: &PolicySource, faults: &mut Vec<PolicyFault>) {
        let cited = cited(source);
        for (index, clause) in source.clauses.iter().enumerate() {
            if clause.not_encoded.is_none() && !cited.contains(clause.id.as_str()) {
                faults.push(PolicyFault::new(
                    PolicyCode::ClauseWithoutRule,
                    format!("clause[{index}].id"),
                    "",
                ));
            }
        }
        let mut unused = |list: &str, index: usize, is_used: bool| {
            if !is_used {
                faults.push(PolicyFault::new(PolicyCode::Unused, format!("{list}[{index}].id"), ""));
            }
        };
        for (index, entry) in source.facts.iter().enumerate() {
            unused("fact", index, self.facts.contains(entry.id.as_str()));
        }
        for (index, entry) in source.readings.iter().enumerate() {
            // What else reads a reading is code that knows it by name.
            let elsewhere = entry.used_by != ReadBy::Rules;
            unused("reading", index, elsewhere || self.readings.contains(entry.id.as_str()));
        }
        let offices = offices(source);
        for (index, entry) in source.offices.iter().enumerate() {
            unused("office", index, offices.contains(entry.id.as_str()));
        }
        for (index, entry) in source.definitions.iter().enumerate() {
            unused("definition", index, self.definitions.contains(entry.id.as_str()));
        }
    }
}

/// The definitions that hang on a reading, directly or through others.
fn hanging<'a>(bodies: &BTreeMap<&'a str, Named<'a>>) -> BTreeSet<&'a str> {
    let mut used_by: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    let mut open = Vec::new();
    for (id, named) in bodies {
        for used in &named.definitions {
            used_by.entry(used).or_default().push(id);
        }
        if !named.readings.is_empty() {
            open.push(*id);
        }
    }
    let mut hanging = BTreeSet::new();
    while let Some(id) = open.pop() {
        if hanging.insert(id) {
            open.extend(used_by.get(id).into_iter().flatten());
        }
    }
    hanging
}

/// The conditions directly within a condition.
fn parts(formula: &Formula) -> Vec<&Formula> {
    match formula {
        Formula::All(parts) | Formula::Any(parts) => parts.iter().collect(),
        Formula::OneParent { one, other } => vec![one, other],
        Formula::Not(part)
        | Formula::Suspected(part)
        | Formula::BothParents(part)
        | Formula::EitherParent(part)
        | Formula::Father(part)
        | Formula::Mother(part) => vec![part],
        Formula::Definition(_) | Formula::Reading { .. } | Formula::Fact { .. } | Formula::Measure { .. } => {
            Vec::new()
        }
    }
}

fn offices(source: &PolicySource) -> BTreeSet<&str> {
    let lists = (source.duties.iter().map(|entry| &entry.by))
        .chain(source.organisation_duties.iter().map(|entry| &entry.by))
        .chain(source.referrals.iter().flat_map(|entry| [&entry.to, &entry.from]))
        .chain(source.notices.iter().flat_map(|entry| [&entry.to, &entry.from]))
        .chain(source.department_lists.iter().map(|entry| &entry.by))
        .chain(source.confined.iter().map(|entry| &entry.to));
    lists.flatten().chain([&source.scope.way_out.by]).map(String::as_str).collect()
}

fn cited(source: &PolicySource) -> BTreeSet<&str> {
    let lists = (source.facts.iter().map(|entry| &entry.cite))
        .chain(source.core_districts.iter().map(|entry| &entry.cite))
        .chain(source.definitions.iter().map(|entry| &entry.cite))
        .chain([&source.scope.way_out.cite])
        .chain(source.populations.iter().map(|entry| &entry.cite))
        .chain(source.categories.iter().map(|entry| &entry.cite))
        .chain(source.levels.iter().map(|entry| &entry.cite))
        .chain(source.triggers.iter().map(|entry| &entry.cite))
        .chain(source.duties.iter().map(|entry| &entry.cite))
        .chain(source.referrals.iter().map(|entry| &entry.cite))
        .chain(source.notices.iter().map(|entry| &entry.cite))
        .chain(source.organisation_duties.iter().map(|entry| &entry.cite))
        .chain(source.confined.iter().map(|entry| &entry.cite))
        .chain(source.department_lists.iter().map(|entry| &entry.cite))
        .chain(source.form.iter().filter_map(|form| form.publication.as_ref()).map(|entry| &entry.cite))
        .chain(source.form.iter().map(|form| &form.cite))
        .chain(source.form.iter().flat_map(|form| &form.rows).map(|row| &row.cite))
        .chain(source.wordings.iter().map(|entry| &entry.cite));
    lists.flatten().map(String::as_str).collect()
}
