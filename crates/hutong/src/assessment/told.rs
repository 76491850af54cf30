//! From what accounts for a change to causes that are told: facts with both values, days with what was reached, the
//! rules that two policies decide otherwise.

use super::answers::RuleKind;
use super::comparison::{Comparison, Element, Mixtures, hangs_on_levels};
use super::crossing::{Crossing, crossings};
use super::difference::{Cause, ChangedFact, Passed, PassedTime};
use super::reason::{FactUsed, FactValue};
use super::rule_changes::ChangedRule;
use crate::vocabulary::{Child, Finding, Part, Slot, column_by_path};

/// What turns elements into causes.
pub(super) struct Told<'a, 'p> {
    pub(super) comparison: &'a Comparison<'p>,
    pub(super) children: [&'a Child; 2],
    pub(super) mixtures: &'a Mixtures<'a, 'p>,
    /// The pairs of rules that moved, with what accounts for each.
    pub(super) moved: &'a [(usize, Vec<Element>)],
}

impl<'a, 'p> Told<'a, 'p> {
    /// The names of the causes of a moved rule, or of the levels.
    pub(super) fn names(&self, elements: &[Element], pair: Option<usize>) -> Vec<String> {
        let mut names: Vec<String> =
            elements.iter().filter_map(|element| self.cause(*element)).map(|cause| cause.name()).collect();
        if elements.contains(&Element::Policy) {
            names.extend(self.rules_behind(pair).into_iter().map(ChangedRule::name));
        }
        names.dedup();
        names
    }

    /// Every cause of the moved rules, of the levels and of the scope, each once.
    pub(super) fn causes(&self, of_levels: &[Element], of_scope: &[Element]) -> Vec<Cause<'p>> {
        let of_rules = self.moved.iter().flat_map(|(_, elements)| elements);
        let mut elements: Vec<Element> = of_rules.chain(of_levels).chain(of_scope).copied().collect();
        elements.sort_unstable();
        elements.dedup();
        let mut causes: Vec<Cause<'p>> = elements.iter().filter_map(|element| self.cause(*element)).collect();
        let by_policy = |elements: &[Element]| elements.contains(&Element::Policy);
        let mut rules: Vec<&ChangedRule<'p>> = Vec::new();
        for (pair, _) in self.moved.iter().filter(|(_, elements)| by_policy(elements)) {
            rules.extend(self.rules_behind(Some(*pair)));
        }
        if by_policy(of_levels) || by_policy(of_scope) {
            rules.extend(self.rules_behind(None));
        }
        rules.sort_by_key(|rule| rule.name());
        rules.dedup();
        causes.extend(rules.into_iter().cloned().map(Cause::Policy));
        causes
    }

    /// What the policies decide otherwise behind a moved rule; behind the levels, what stands behind the situations and
    /// populations that moved.
    fn rules_behind(&self, pair: Option<usize>) -> Vec<&'a ChangedRule<'p>> {
        let kind = |pair: usize| self.comparison.rule(pair).map(|rule| rule.kind);
        let with_levels = pair.and_then(kind).is_none_or(hangs_on_levels);
        let behind_levels = self.moved.iter().map(|(pair, _)| *pair).filter(|pair| {
            with_levels && matches!(kind(*pair), Some(RuleKind::Trigger | RuleKind::Population))
        });
        let pairs: Vec<usize> = behind_levels.chain(pair).collect();
        self.comparison.rule_changes.behind(&pairs)
    }

    fn cause(&self, element: Element) -> Option<Cause<'p>> {
        match element {
            Element::Policy => None,
            Element::Fact(fact) => {
                let (used, before) = self.value(fact, 0, 0)?;
                let (_, after) = self.value(fact, 1, 1)?;
                let path = used.path();
                let follows_from = self.changed_sources(&path, [before, after]);
                Some(Cause::Fact(ChangedFact { fact: path, before, after, follows_from }))
            }
            Element::Day(fact) => {
                // Of two records in which time passed a border, the later one is told of.
                let child = usize::from(self.mixtures.passes(fact, 1));
                let (used, value) = self.value(fact, child, 0)?;
                Some(Cause::Time(PassedTime { fact: used.path(), value, passed: self.passed(fact, child) }))
            }
        }
    }

    /// A fact in a record on a day; where the policy of that side does not have the fact, as the other sees it.
    fn value(&self, fact: usize, child: usize, day: usize) -> Option<(FactUsed<'p>, FactValue)> {
        let numbers = self.comparison.facts.get(fact)?;
        let side = if numbers[day].is_some() { day } else { 1 - day };
        let slot = self.mixtures.slot(fact, side, child, day).unwrap_or(Slot::ANY_NUMBER);
        let used = FactUsed::new(self.comparison.sides[side].policy(), numbers[side]?, slot, None);
        Some((used, used.value()))
    }

    /// What was reached between the two days, in either direction of time.
    fn passed(&self, fact: usize, child: usize) -> Vec<Passed> {
        let days = [self.comparison.sides[0].as_of(), self.comparison.sides[1].as_of()];
        let (first, last) = (days[0].min(days[1]), days[0].max(days[1]));
        let mut found: Vec<Passed> = Vec::new();
        for (side, assessor) in self.comparison.sides.iter().enumerate() {
            let Some(number) = self.comparison.facts.get(fact).and_then(|numbers| numbers[side]) else {
                continue;
            };
            let all = crossings(assessor, self.children[child], self.mixtures.slots(side, child, side));
            let within = |(of, crossing): &(usize, Crossing<'p>)| {
                *of == number && crossing.days().any(|day| first < day && day <= last)
            };
            for (_, Crossing { reaches, earliest, latest, .. }) in all.into_iter().filter(within) {
                let passed = Passed { reaches, earliest, latest };
                if !found.contains(&passed) {
                    found.push(passed);
                }
            }
        }
        found
    }

    /// For a fact that rules see otherwise than its own column says: the columns it follows from that were changed.
    fn changed_sources(&self, path: &str, values: [FactValue; 2]) -> Vec<String> {
        let as_recorded = |child: &Child, value: FactValue| {
            let text = recorded_text(child, path).unwrap_or_default();
            let value = value.to_string();
            text == value || (text.is_empty() && value == "unknown")
        };
        if self.children.iter().zip(values).all(|(child, value)| as_recorded(child, value)) {
            return Vec::new();
        }
        sources(path).into_iter().filter(|source| self.recorded(source)).collect()
    }

    /// Whether a column is recorded otherwise in the two records.
    fn recorded(&self, path: &str) -> bool {
        recorded_text(self.children[0], path) != recorded_text(self.children[1], path)
    }
}

/// A column of a record as text; nothing for a column that there is not.
pub(crate) fn recorded_text(child: &Child, path: &str) -> Option<String> {
    let Some(local) = path.strip_prefix("local.") else {
        return column_by_path(path).map(|column| child.text(column).into_owned());
    };
    let (id, leaf) = local.split_once('.').map_or((local, None), |(id, leaf)| (id, Some(leaf)));
    let finding = child.local.get(id)?;
    match leaf {
        None => Some(finding.text(0).into_owned()),
        Some(leaf) => {
            let leaf = Finding::LEAVES.iter().position(|(name, ..)| *name == leaf)?;
            Some(finding.text(leaf + 1).into_owned())
        }
    }
}

/// The columns that a fact can follow from. What follows from what is for `derive` to say; this only tells of it.
fn sources(path: &str) -> Vec<String> {
    let of = |parent: &str, fields: &[&str]| fields.iter().map(|field| format!("{parent}{field}")).collect();
    let ends: [(&str, &[&str]); 8] = [
        ("away.for_work", &["away.returns"]),
        ("away.since", &["away.returns"]),
        ("away.across_counties", &["away.county"]),
        ("away.within_core", &["away.county"]),
        ("custody.term_months", &["custody.from", "custody.until"]),
        ("out_of_contact.since", &["out_of_contact.reported_on"]),
        ("disability.grade", &["disability.kind"]),
        ("disability.kind", &["disability.grade"]),
    ];
    let mut sources: Vec<String> =
        match ends.iter().find_map(|(end, fields)| Some((path.strip_suffix(end)?, *fields))) {
            Some((parent, fields)) => of(parent, fields),
            None if path == "support.benefit_ended" => vec!["support.benefit_ended_on".to_owned()],
            None => of(path, &[".closed_on", ".closed_by"]),
        };
    if path.ends_with("across_counties") || path.ends_with("within_core") {
        sources.extend(["household.county", "residence.county"].map(str::to_owned));
    }
    sources
}
