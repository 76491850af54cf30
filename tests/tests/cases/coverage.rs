//! Whether every rule, every encoded clause and every alternative of a reading has a case.

use crate::{Probes, all_cases, answers, expected};
use hutong::Policy;
use hutong::policy::Formula;
use hutong::policy::source::{PolicySource, ReadBy};
use hutong_tests::{Case, cases_by_rule};
use std::collections::{BTreeMap, BTreeSet};

/// The rules of a policy that must have cases, as `kind/id`.
fn rules(source: &PolicySource) -> Vec<String> {
    let named =
        |kind: &str, ids: Vec<&String>| ids.into_iter().map(|id| format!("{kind}/{id}")).collect::<Vec<_>>();
    let rows: Vec<&String> = source.form.iter().flat_map(|form| &form.rows).map(|row| &row.id).collect();
    [
        named("level", source.levels.iter().map(|entry| &entry.id).collect()),
        named("population", source.populations.iter().map(|entry| &entry.id).collect()),
        named("category", source.categories.iter().map(|entry| &entry.id).collect()),
        named("trigger", source.triggers.iter().map(|entry| &entry.id).collect()),
        named("duty", source.duties.iter().map(|entry| &entry.id).collect()),
        named("referral", source.referrals.iter().map(|entry| &entry.id).collect()),
        named("notice", source.notices.iter().map(|entry| &entry.id).collect()),
        named("row", rows.clone()),
        named("of-which", rows),
    ]
    .concat()
}

#[test]
fn every_rule_has_a_case_for_yes_no_and_undetermined() {
    let cases = all_cases();
    for id in Policy::builtin_ids() {
        let policy = Policy::builtin(id).expect("a policy that comes with the library");
        let levels: Vec<&str> = policy.source().levels.iter().map(|level| level.id.as_str()).collect();
        let answered: BTreeSet<(String, String)> = (cases.iter().filter(|case| case.policy == id))
            .flat_map(|case| case.expect.answers(&levels))
            .collect();
        let mut lacking = Vec::new();
        for rule in rules(policy.source()) {
            for answer in ["yes", "no", "undetermined"] {
                if !answered.contains(&(rule.clone(), answer.to_owned())) {
                    lacking.push(format!("{rule}: {answer}"));
                }
            }
        }
        assert!(lacking.is_empty(), "{id}: no case for\n{}", lacking.join("\n"));
    }
}

/// The definitions that a condition uses, and those that they use.
fn definitions_of(source: &PolicySource, formula: &Formula, found: &mut BTreeSet<String>) {
    match formula {
        Formula::Definition(id) => {
            let definition = source.definitions.iter().find(|entry| entry.id == *id);
            if let Some(definition) = definition.filter(|_| found.insert(id.clone())) {
                definitions_of(source, &definition.when, found);
            }
        }
        Formula::All(parts) | Formula::Any(parts) => {
            for part in parts {
                definitions_of(source, part, found);
            }
        }
        Formula::Not(part)
        | Formula::Suspected(part)
        | Formula::BothParents(part)
        | Formula::EitherParent(part)
        | Formula::Father(part)
        | Formula::Mother(part) => definitions_of(source, part, found),
        Formula::OneParent { one, other } => {
            definitions_of(source, one, found);
            definitions_of(source, other, found);
        }
        Formula::Reading { .. } | Formula::Fact { .. } | Formula::Measure { .. } => {}
    }
}

/// The clauses that a rule cites, and its condition.
fn entry<'a>(source: &'a PolicySource, rule: &str) -> Option<(&'a [String], Option<&'a Formula>)> {
    let (kind, id) = rule.split_once('/')?;
    macro_rules! find {
        ($list:expr) => {
            $list.iter().find(|entry| entry.id == id)?
        };
    }
    Some(match kind {
        "level" => {
            let level = find!(source.levels);
            (&level.cite, level.only_when.as_ref())
        }
        "population" => {
            let entry = find!(source.populations);
            (&entry.cite, Some(&entry.when))
        }
        "category" => {
            let entry = find!(source.categories);
            (&entry.cite, Some(&entry.when))
        }
        "trigger" => {
            let entry = find!(source.triggers);
            (&entry.cite, Some(&entry.when))
        }
        "duty" => {
            let entry = find!(source.duties);
            (&entry.cite, entry.when.as_ref())
        }
        "referral" => {
            let entry = find!(source.referrals);
            (&entry.cite, Some(&entry.when))
        }
        "notice" => (&find!(source.notices).cite, None),
        "row" => {
            let row = find!(source.form.as_ref()?.rows);
            (&row.cite, row.when.as_ref())
        }
        "of-which" => {
            let row = find!(source.form.as_ref()?.rows);
            (&row.cite, Some(&row.of_which_when))
        }
        _ => return None,
    })
}

/// The clauses that a rule rests on: its own, and those of the definitions that it uses.
fn clauses_of(source: &PolicySource, rule: &str) -> BTreeSet<String> {
    let Some((cite, when)) = entry(source, rule) else { return BTreeSet::new() };
    let mut definitions = BTreeSet::new();
    if let Some(when) = when {
        definitions_of(source, when, &mut definitions);
    }
    let used = source.definitions.iter().filter(|definition| definitions.contains(&definition.id));
    used.flat_map(|definition| &definition.cite).chain(cite).cloned().collect()
}

/// Clauses that no case can reach, because no child's record is asked: they are cited only by what organisations do,
/// by words to avoid in public, by the lists of departments and by facts that stay with some offices. Those have tests
/// of their own where they are used.
fn clauses_without_children(source: &PolicySource) -> BTreeSet<&String> {
    let organisations = source.organisation_duties.iter().flat_map(|entry| &entry.cite);
    let wordings = source.wordings.iter().flat_map(|entry| &entry.cite);
    let lists = source.department_lists.iter().flat_map(|entry| &entry.cite);
    let confined = source.confined.iter().flat_map(|entry| &entry.cite);
    organisations.chain(wordings).chain(lists).chain(confined).collect()
}

#[test]
fn every_encoded_clause_has_a_case() {
    let cases = all_cases();
    for id in Policy::builtin_ids() {
        let policy = Policy::builtin(id).expect("a policy that comes with the library");
        let source = policy.source();
        let levels: Vec<&str> = source.levels.iter().map(|level| level.id.as_str()).collect();
        let of_policy: Vec<Case> = cases.iter().filter(|case| case.policy == id).cloned().collect();
        let mut covered: BTreeSet<String> = BTreeSet::new();
        for rule in cases_by_rule(&of_policy, &levels).keys() {
            covered.extend(clauses_of(source, rule));
        }
        if of_policy.iter().any(|case| case.expect.way_out.as_ref().is_some_and(|way_out| way_out != "none"))
        {
            covered.extend(source.scope.way_out.cite.iter().cloned());
        }
        let without_children = clauses_without_children(source);
        let lacking = source.clauses.iter().filter(|clause| {
            clause.not_encoded.is_none()
                && !covered.contains(&clause.id)
                && !without_children.contains(&clause.id)
        });
        let lacking: Vec<String> =
            lacking.map(|clause| format!("{} {}", clause.id, clause.label.en)).collect();
        assert!(lacking.is_empty(), "{id}: no case for\n{}", lacking.join("\n"));
    }
}

#[test]
fn every_alternative_of_every_reading_changes_an_answer() {
    let mut probes = Probes::default();
    let mut shown: BTreeSet<(String, String, String)> = BTreeSet::new();
    for case in all_cases().iter().filter(|case| case.readings.len() == 1) {
        let usual = probes.get(&case.policy, &BTreeMap::new());
        let usual = answers(usual, case).unwrap_or_else(|error| panic!("{}: {error}", case.name));
        if usual != expected(&case.expect) {
            let (reading, alternative) = case.readings.first_key_value().expect("one reading");
            shown.insert((case.policy.clone(), reading.clone(), alternative.clone()));
        }
    }
    for id in Policy::builtin_ids() {
        let probe = probes.get(id, &BTreeMap::new());
        let asked = probe.source().readings.iter();
        let asked = asked.filter(|reading| matches!(reading.used_by, ReadBy::Rules | ReadBy::Engine));
        let others = asked.flat_map(|reading| {
            let others = reading.alternatives.iter().filter(|other| other.id != reading.chosen);
            others.map(|other| (id.to_owned(), reading.id.clone(), other.id.clone()))
        });
        let lacking: Vec<_> = others.filter(|other| !shown.contains(other)).collect();
        assert!(lacking.is_empty(), "no case in which it changes an answer: {lacking:#?}");
    }
}
