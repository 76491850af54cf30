//! Which entries two policies decide otherwise, and which of them stand behind a rule. Labels, clauses and paces do not
//! count: they change no answer.

use super::answers::RuleKind;
use crate::policy::Formula;
use crate::policy::source::{PolicySource, ReadBy};
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// An entry that two policies decide otherwise.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ChangedRule<'p> {
    /// What kind of entry it is: `reading`, `definition`, `trigger` and so on.
    pub kind: &'static str,
    /// Its id.
    pub id: &'p str,
    /// Whether one of the policies lacks it.
    pub change: RuleChange,
    /// For a reading, the alternative before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<&'p str>,
    /// For a reading, the alternative after.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<&'p str>,
}

/// What became of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum RuleChange {
    /// It stands in both and says something else.
    Changed,
    /// It stands only in the policy after.
    Added,
    /// It stands only in the policy before.
    Removed,
}

impl ChangedRule<'_> {
    /// Its kind and id, such as `reading/absence-counted`.
    #[must_use]
    pub fn name(&self) -> String {
        format!("{}/{}", self.kind, self.id)
    }
}

type Name<'p> = (&'static str, &'p str);

/// Who is outside: every rule rests on it.
const SCOPE: Name<'_> = ("scope", "outside");

/// What of an entry decides answers, in a form that can be compared; and the conditions in it.
struct Entry<'p> {
    decides: String,
    conditions: Vec<&'p Formula>,
    /// For a reading the alternative, for the scope the definition.
    chosen: Option<&'p str>,
    /// Whether it counts for every rule.
    everywhere: bool,
}

/// The entries that two policies decide otherwise, and which of them stand behind each rule.
#[derive(Clone, Debug, Default)]
pub(super) struct RuleChanges<'p> {
    changed: Vec<ChangedRule<'p>>,
    /// For each rule that was asked for, the places of the changed entries behind it.
    behind: Vec<Vec<usize>>,
}

impl<'p> RuleChanges<'p> {
    /// The changes between two policies; `rules` are those of either.
    pub(super) fn between(
        before: &'p PolicySource,
        after: &'p PolicySource,
        rules: &[(RuleKind, &'p str)],
    ) -> RuleChanges<'p> {
        let (before, after) = (entries(before), entries(after));
        let names: BTreeSet<Name<'p>> = before.keys().chain(after.keys()).copied().collect();
        let changed = names.into_iter().filter_map(|name| {
            let (old, new) = (before.get(&name), after.get(&name));
            let change = match (old, new) {
                (Some(old), Some(new)) if old.decides == new.decides => return None,
                (Some(_), Some(_)) => RuleChange::Changed,
                (None, _) => RuleChange::Added,
                (_, None) => RuleChange::Removed,
            };
            let chosen = |entry: Option<&Entry<'p>>| entry.and_then(|entry| entry.chosen);
            let everywhere = [old, new].into_iter().flatten().any(|entry| entry.everywhere);
            let (kind, id) = name;
            Some((ChangedRule { kind, id, change, before: chosen(old), after: chosen(new) }, everywhere))
        });
        let (changed, everywhere): (Vec<_>, Vec<bool>) = changed.unzip();
        let behind = rules.iter().map(|(kind, id)| {
            let below: BTreeSet<Name<'p>> =
                [&before, &after].into_iter().flat_map(|entries| below(entries, *kind, id)).collect();
            let is_behind = |place: &usize| {
                let is_below = changed.get(*place).is_some_and(|rule| below.contains(&(rule.kind, rule.id)));
                is_below || everywhere.get(*place) == Some(&true)
            };
            (0..changed.len()).filter(is_behind).collect()
        });
        RuleChanges { behind: behind.collect(), changed }
    }

    /// The changed entries behind some of the rules, each once; all of them where none stands behind these.
    pub(super) fn behind(&self, rules: &[usize]) -> Vec<&ChangedRule<'p>> {
        let places: BTreeSet<usize> =
            rules.iter().filter_map(|rule| self.behind.get(*rule)).flatten().copied().collect();
        let found: Vec<&ChangedRule<'p>> =
            places.iter().filter_map(|place| self.changed.get(*place)).collect();
        if found.is_empty() { self.changed.iter().collect() } else { found }
    }
}

/// Every name that a rule's own condition rests on, itself included.
fn below<'p>(entries: &BTreeMap<Name<'p>, Entry<'p>>, kind: RuleKind, id: &'p str) -> BTreeSet<Name<'p>> {
    let mut found = BTreeSet::new();
    let mut waiting: Vec<Name<'p>> = vec![(kind.id(), id), SCOPE];
    while let Some(name) = waiting.pop() {
        if found.insert(name)
            && let Some(entry) = entries.get(&name)
        {
            entry.conditions.iter().for_each(|condition| names(condition, &mut waiting));
            waiting.extend(entry.chosen.filter(|_| name == SCOPE).map(|id| ("definition", id)));
        }
    }
    found
}

/// The definitions, readings and facts of the policy that a condition names.
fn names<'p>(condition: &'p Formula, out: &mut Vec<Name<'p>>) {
    match condition {
        Formula::Definition(id) => out.push(("definition", id)),
        Formula::Reading { reading, .. } => out.push(("reading", reading)),
        Formula::Fact { fact, .. } => out.extend(fact.strip_prefix("local.").map(|id| ("fact", id))),
        Formula::Measure { .. } => {}
        Formula::All(parts) | Formula::Any(parts) => parts.iter().for_each(|part| names(part, out)),
        Formula::Not(part)
        | Formula::Suspected(part)
        | Formula::BothParents(part)
        | Formula::EitherParent(part)
        | Formula::Father(part)
        | Formula::Mother(part) => names(part, out),
        Formula::OneParent { one, other } => [one, other].into_iter().for_each(|part| names(part, out)),
    }
}

/// Every entry that can decide an answer.
fn entries(source: &PolicySource) -> BTreeMap<Name<'_>, Entry<'_>> {
    let mut all = BTreeMap::new();
    let mut add = |kind: &'static str, id, decides: String, conditions: Vec<_>| {
        all.insert((kind, id), Entry { decides, conditions, chosen: None, everywhere: false });
    };
    for entry in &source.definitions {
        add(
            "definition",
            entry.id.as_str(),
            format!("{:?} {:?}", entry.subject, entry.when),
            vec![&entry.when],
        );
    }
    for entry in &source.populations {
        add("population", entry.id.as_str(), format!("{:?}", entry.when), vec![&entry.when]);
    }
    for entry in &source.categories {
        add("category", entry.id.as_str(), format!("{:?}", entry.when), vec![&entry.when]);
    }
    for entry in &source.levels {
        let decides = format!("{} {} {:?}", entry.rank, entry.every_member, entry.only_when);
        add("level", entry.id.as_str(), decides, entry.only_when.iter().collect());
    }
    for entry in &source.triggers {
        add("trigger", entry.id.as_str(), format!("{} {:?}", entry.level, entry.when), vec![&entry.when]);
    }
    for entry in &source.duties {
        let decides = format!("{:?} {:?} {}", entry.levels, entry.when, entry.outside_too);
        add("duty", entry.id.as_str(), decides, entry.when.iter().collect());
    }
    for entry in &source.referrals {
        add("referral", entry.id.as_str(), format!("{:?}", entry.when), vec![&entry.when]);
    }
    for entry in &source.notices {
        add("notice", entry.id.as_str(), format!("{:?}", entry.levels), Vec::new());
    }
    for entry in &source.facts {
        add("fact", entry.id.as_str(), entry.judgement.to_string(), Vec::new());
    }
    let outside = source.scope.outside.as_str();
    let scope = Entry {
        decides: outside.to_owned(),
        conditions: Vec::new(),
        chosen: Some(outside),
        everywhere: false,
    };
    all.insert(SCOPE, scope);
    for entry in &source.core_districts {
        let first = "core-districts";
        let decides = format!("{} {:?}", entry.prefecture, entry.counties);
        all.entry((first, first))
            .and_modify(|known: &mut Entry<'_>| known.decides.push_str(&decides))
            .or_insert(Entry { decides, conditions: Vec::new(), chosen: None, everywhere: true });
    }
    for entry in
        source.readings.iter().filter(|entry| matches!(entry.used_by, ReadBy::Engine | ReadBy::Rules))
    {
        let (decides, chosen) = (entry.chosen.clone(), Some(entry.chosen.as_str()));
        let everywhere = entry.used_by == ReadBy::Engine;
        all.insert(("reading", &entry.id), Entry { decides, conditions: Vec::new(), chosen, everywhere });
    }
    all
}
