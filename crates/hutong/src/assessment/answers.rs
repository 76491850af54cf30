//! Every rule's answer as a plain list of truths, without reasons: what a forecast compares day with day, and a
//! difference side with side. The truths are those of the assessment; a law in `tests/laws` holds the two equal.

use super::Scope;
use super::work::Work;
use crate::Truth;
use crate::graph::{Literal, Node};
use crate::levels::{LevelSet, reachable_levels};
use crate::policy::Policy;
use crate::policy::program::Program;
use crate::policy::readings::SeveralTriggers;
use crate::policy::source::Label;

/// What kind of rule an answer belongs to.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, schemars::JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum RuleKind {
    /// A population.
    Population,
    /// A category within a population.
    Category,
    /// A situation that puts a child in a level.
    Trigger,
    /// Something that must be done for the child.
    Duty,
    /// Somebody who must be told of the child.
    Referral,
    /// A list on which the child stands.
    Notice,
}

impl RuleKind {
    /// `population`, `category`, `trigger`, `duty`, `referral`, `notice`.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            RuleKind::Population => "population",
            RuleKind::Category => "category",
            RuleKind::Trigger => "trigger",
            RuleKind::Duty => "duty",
            RuleKind::Referral => "referral",
            RuleKind::Notice => "notice",
        }
    }
}

/// A rule of a policy: its kind and its place among those of that kind.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rule<'p> {
    pub(crate) kind: RuleKind,
    place: usize,
    pub(crate) id: &'p str,
    pub(crate) label: &'p Label,
    pub(crate) cite: &'p str,
}

/// Every rule of a policy, in the order of [`RuleKind`] and then of the file.
pub(crate) fn rules(policy: &Policy) -> Vec<Rule<'_>> {
    fn list<'p>(
        kind: RuleKind,
        entries: impl Iterator<Item = (&'p String, &'p Label)>,
        cites: &'p [String],
        out: &mut Vec<Rule<'p>>,
    ) {
        let entries = entries.zip(cites).enumerate();
        out.extend(entries.map(|(place, ((id, label), cite))| Rule { kind, place, id, label, cite }));
    }
    let (source, cites) = (policy.source(), &policy.cites);
    let mut out = Vec::new();
    list(
        RuleKind::Population,
        source.populations.iter().map(|e| (&e.id, &e.label)),
        &cites.populations,
        &mut out,
    );
    list(
        RuleKind::Category,
        source.categories.iter().map(|e| (&e.id, &e.label)),
        &cites.categories,
        &mut out,
    );
    list(RuleKind::Trigger, source.triggers.iter().map(|e| (&e.id, &e.label)), &cites.triggers, &mut out);
    list(RuleKind::Duty, source.duties.iter().map(|e| (&e.id, &e.label)), &cites.duties, &mut out);
    list(RuleKind::Referral, source.referrals.iter().map(|e| (&e.id, &e.label)), &cites.referrals, &mut out);
    list(RuleKind::Notice, source.notices.iter().map(|e| (&e.id, &e.label)), &cites.notices, &mut out);
    out
}

/// Everything that a policy answers of a child, as truths.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Answers {
    pub(crate) scope: Scope,
    pub(crate) levels: LevelSet,
    /// One for each of [`rules`].
    pub(crate) truths: Vec<Truth>,
}

impl Answers {
    pub(crate) fn of(policy: &Policy, rules: &[Rule<'_>], work: &mut Work<'_>) -> Answers {
        let levels = reachable_levels(work);
        let truths = rules.iter().map(|rule| truth(policy, work, rule, Some(levels))).collect();
        Answers { scope: scope(policy, work), levels, truths }
    }
}

fn outside(policy: &Policy, work: &Work<'_>) -> Truth {
    policy.program.roots.outside.map_or(Truth::No, |root| work.truth(root))
}

/// Whether the person is within the policy.
pub(crate) fn scope(policy: &Policy, work: &Work<'_>) -> Scope {
    match outside(policy, work) {
        Truth::No => Scope::Inside,
        Truth::Undetermined => Scope::PresumedInside,
        Truth::Yes => Scope::Outside,
    }
}

/// The answer of one rule. The possible levels are looked for only where the rule asks for them and they are not given.
pub(crate) fn truth(
    policy: &Policy,
    work: &mut Work<'_>,
    rule: &Rule<'_>,
    levels: Option<LevelSet>,
) -> Truth {
    let roots = &policy.program.roots;
    let read = |work: &Work<'_>, roots: &[Literal]| {
        roots.get(rule.place).map_or(Truth::No, |root| work.truth(*root))
    };
    let is_outside = outside(policy, work) == Truth::Yes;
    match rule.kind {
        RuleKind::Population => read(work, &roots.populations),
        RuleKind::Category => read(work, &roots.categories),
        // For a person outside the policy no situation counts and nobody is told.
        RuleKind::Trigger | RuleKind::Referral if is_outside => Truth::No,
        RuleKind::Trigger => read(work, &roots.triggers),
        RuleKind::Referral => read(work, &roots.referrals),
        RuleKind::Duty => {
            let Some(duty) = policy.source().duties.get(rule.place) else { return Truth::No };
            if is_outside && !duty.outside_too {
                return Truth::No;
            }
            let by_condition = read(work, &roots.duties);
            if duty.levels.is_empty() || by_condition == Truth::No {
                return by_condition;
            }
            let levels = levels.unwrap_or_else(|| reachable_levels(work));
            let by_level = levels.is_among(roots.duty_levels.get(rule.place).copied().unwrap_or(0));
            let of_each =
                policy.program.derivation.readings.several_triggers == SeveralTriggers::DutiesOfEach;
            let by_level = if of_each && !is_outside {
                by_level.or(triggered(policy, work, &duty.levels))
            } else {
                by_level
            };
            by_level.and(by_condition)
        }
        RuleKind::Notice => {
            let Some(wanted) = roots.notice_levels.get(rule.place) else { return Truth::No };
            let levels = levels.unwrap_or_else(|| reachable_levels(work));
            levels.is_among(*wanted)
        }
    }
}

/// Whether a situation of one of some levels holds.
fn triggered(policy: &Policy, work: &Work<'_>, ids: &[String]) -> Truth {
    let triggers = policy.source().triggers.iter().zip(&policy.program.roots.triggers);
    let held =
        triggers.filter(|(trigger, _)| ids.contains(&trigger.level)).map(|(_, root)| work.truth(*root));
    held.fold(Truth::No, Truth::or)
}

/// For each rule, the facts on which its answer can depend, as flags; and last, those on which the levels can.
pub(crate) fn facts_of_rules(policy: &Policy, rules: &[Rule<'_>]) -> Vec<Vec<bool>> {
    let (program, roots) = (&policy.program, &policy.program.roots);
    let levels: Vec<Literal> = roots.levels.iter().copied().chain(roots.outside).collect();
    let of_rule = |rule: &Rule<'_>| {
        let list = match rule.kind {
            RuleKind::Population => &roots.populations,
            RuleKind::Category => &roots.categories,
            RuleKind::Trigger => &roots.triggers,
            RuleKind::Duty => &roots.duties,
            RuleKind::Referral => &roots.referrals,
            RuleKind::Notice => &roots.levels,
        };
        let own = list.get(rule.place).filter(|_| rule.kind != RuleKind::Notice);
        let with_level = match rule.kind {
            RuleKind::Notice => true,
            RuleKind::Duty => {
                policy.source().duties.get(rule.place).is_some_and(|duty| !duty.levels.is_empty())
            }
            _ => false,
        };
        let of_levels = levels.iter().chain(&roots.triggers).copied().filter(|_| with_level);
        facts_below(program, own.copied().into_iter().chain(roots.outside).chain(of_levels))
    };
    rules.iter().map(of_rule).chain([facts_below(program, levels.iter().copied())]).collect()
}

fn facts_below(program: &Program, roots: impl Iterator<Item = Literal>) -> Vec<bool> {
    let mut facts = vec![false; program.facts.len()];
    let reached = program.graph.reachable(roots);
    for (node, _) in program.graph.nodes().iter().zip(reached).filter(|(_, reached)| *reached) {
        if let Node::Atom(atom) = node
            && let Some(flag) = program.atoms.get(*atom).and_then(|atom| facts.get_mut(atom.fact))
        {
            *flag = true;
        }
    }
    facts
}
