//! Two policies or days side by side, and mixtures of them: what would be answered with this fact as it was, that day
//! as it is. A difference finds its causes by undoing one thing after another here.

use super::Scope;
use super::answers::{self, Answers, Rule, RuleKind, facts_of_rules, rules};
use super::difference::Direction;
use super::rule_changes::RuleChanges;
use super::work::{Work, fill_values};
use crate::Truth;
use crate::assessor::{Assessor, Scratch};
use crate::levels::{LevelSet, reachable_levels};
use crate::vocabulary::{Child, Slot, slot_count};

/// One side of a comparison: 0 before, 1 after.
pub(super) type Side = usize;

/// Two assessors, ready to compare one child after another. Make one and use it for every child.
///
/// ```
/// # use hutong::assessment::{Comparison, Direction};
/// # use hutong::{Child, FindingState, Policy};
/// let policy = Policy::builtin("puning-2024")?;
/// let (before, after) = (policy.at("2026-11-01".parse()?), policy.at("2026-12-01".parse()?));
/// let mut child = Child::with_key("made-up 1");
/// let blank = child.clone();
/// child.findings.missing = FindingState::Confirmed.into();
/// let difference = Comparison::new(&before, &after).of(&blank, &child);
/// assert_eq!(difference.direction(), Direction::Narrowed, "red was possible before, and is certain now");
/// assert_eq!(difference.because(), ["findings.missing"]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Comparison<'p> {
    pub(super) sides: [Assessor<'p>; 2],
    /// For each policy and each day.
    grid: [[Assessor<'p>; 2]; 2],
    pub(super) same_policy: bool,
    same_day: bool,
    pub(super) rules: [Vec<Rule<'p>>; 2],
    /// Every rule of either policy: its place in each.
    pub(super) pairs: Vec<[Option<usize>; 2]>,
    /// For each pair, and last for the levels: on which facts the answer can depend.
    pub(super) depends: Vec<Vec<bool>>,
    /// Every fact of either policy: its number in each.
    pub(super) facts: Vec<[Option<usize>; 2]>,
    /// For each policy, the place of each of its levels, and last of *not graded*, among the levels of both.
    levels: [Vec<usize>; 2],
    /// What the policies decide otherwise, by pair.
    pub(super) rule_changes: RuleChanges<'p>,
}

impl<'p> Comparison<'p> {
    /// A comparison of what one assessor says with what another says. They may have another day, another policy, both
    /// or neither.
    #[must_use]
    pub fn new(before: &Assessor<'p>, after: &Assessor<'p>) -> Comparison<'p> {
        let policies = [before.policy(), after.policy()];
        let days = [before.as_of(), after.as_of()];
        let rules = policies.map(rules);
        let pairs = pairs(&rules);
        let facts = facts(policies);
        let depends = depends(policies, &rules, &pairs, &facts);
        let same_policy = std::ptr::eq(policies[0], policies[1]) || policies[0].hash() == policies[1].hash();
        let names: Vec<(RuleKind, &'p str)> =
            pairs.iter().filter_map(|pair| rule_of(&rules, *pair)).map(|rule| (rule.kind, rule.id)).collect();
        let rule_changes = if same_policy {
            RuleChanges::default()
        } else {
            RuleChanges::between(policies[0].source(), policies[1].source(), &names)
        };
        Comparison {
            sides: [before.clone(), after.clone()],
            grid: policies.map(|policy| days.map(|day| policy.at(day))),
            same_policy,
            same_day: days[0] == days[1],
            rules,
            pairs,
            depends,
            facts,
            levels: levels(policies),
            rule_changes,
        }
    }

    /// The levels of a policy's set among the levels of both.
    pub(super) fn common(&self, side: Side, levels: LevelSet) -> LevelSet {
        let places = levels.iter().filter_map(|level| self.levels[side].get(level));
        LevelSet(places.fold(0, |set, place| set | 1 << place))
    }

    /// The rule of a pair: of the policy after, or where that has none of the policy before.
    pub(super) fn rule(&self, pair: usize) -> Option<&Rule<'p>> {
        rule_of(&self.rules, *self.pairs.get(pair)?)
    }

    /// Which way the levels moved.
    pub(super) fn direction(&self, before: LevelSet, after: LevelSet) -> Direction {
        Direction::of(self.common(0, before), self.common(1, after))
    }
}

/// The rule of a pair: of the policy after, or where that has none of the policy before.
fn rule_of<'a, 'p>(
    rules: &'a [Vec<Rule<'p>>; 2],
    [before, after]: [Option<usize>; 2],
) -> Option<&'a Rule<'p>> {
    let of = |side: Side, place: Option<usize>| rules[side].get(place?);
    of(1, after).or(of(0, before))
}

/// Every rule of either policy, by kind and then in the order of the files, whichever is called before.
fn pairs(rules: &[Vec<Rule<'_>>; 2]) -> Vec<[Option<usize>; 2]> {
    let find = |side: Side, rule: &Rule<'_>| {
        rules[side].iter().position(|other| other.kind == rule.kind && other.id == rule.id)
    };
    let of_after = rules[1].iter().enumerate().map(|(place, rule)| [find(0, rule), Some(place)]);
    let gone = rules[0].iter().enumerate().filter(|(_, rule)| find(1, rule).is_none());
    let mut pairs: Vec<[Option<usize>; 2]> =
        of_after.chain(gone.map(|(place, _)| [Some(place), None])).collect();
    let key = |pair: &[Option<usize>; 2]| {
        let rule = rule_of(rules, *pair);
        let places = [pair[0].unwrap_or(usize::MAX), pair[1].unwrap_or(usize::MAX)];
        rule.map(|rule| (rule.kind, places[0].min(places[1]), rule.id))
    };
    pairs.sort_by_key(key);
    pairs
}

fn facts(policies: [&crate::Policy; 2]) -> Vec<[Option<usize>; 2]> {
    let mut facts: Vec<[Option<usize>; 2]> = (0..slot_count()).map(|number| [Some(number); 2]).collect();
    let local = policies.map(|policy| policy.source().facts.iter().map(|fact| &fact.id).collect::<Vec<_>>());
    let mut ids: Vec<&String> = local.iter().flatten().copied().collect();
    ids.sort_unstable();
    ids.dedup();
    let place = |side: Side, id: &String| {
        local[side].iter().position(|other| *other == id).map(|place| slot_count() + place)
    };
    facts.extend(ids.into_iter().map(|id| [place(0, id), place(1, id)]));
    facts
}

fn depends(
    policies: [&crate::Policy; 2],
    rules: &[Vec<Rule<'_>>; 2],
    pairs: &[[Option<usize>; 2]],
    facts: &[[Option<usize>; 2]],
) -> Vec<Vec<bool>> {
    let own = [facts_of_rules(policies[0], &rules[0]), facts_of_rules(policies[1], &rules[1])];
    let with = |places: [Option<usize>; 2]| {
        let depends = |fact: &[Option<usize>; 2]| {
            (0..2).any(|side| {
                let list = places[side].and_then(|place| own[side].get(place));
                fact[side].is_some_and(|number| list.and_then(|list| list.get(number)) == Some(&true))
            })
        };
        facts.iter().map(depends).collect::<Vec<bool>>()
    };
    let of_levels = [Some(rules[0].len()), Some(rules[1].len())];
    pairs.iter().copied().chain([of_levels]).map(with).collect()
}

/// Levels by rank, the highest first; levels with one id are one level.
fn levels(policies: [&crate::Policy; 2]) -> [Vec<usize>; 2] {
    let mut all: Vec<(u32, &str)> = Vec::new();
    for level in policies.iter().flat_map(|policy| &policy.source().levels) {
        match all.iter_mut().find(|(_, id)| *id == level.id) {
            Some((rank, _)) => *rank = (*rank).max(level.rank),
            None => all.push((level.rank, &level.id)),
        }
    }
    all.sort_unstable_by(|left, right| right.cmp(left));
    policies.map(|policy| {
        let place = |id: &String| all.iter().position(|(_, other)| other == id).unwrap_or(all.len());
        policy.source().levels.iter().map(|level| place(&level.id)).chain([all.len()]).collect()
    })
}

/// A record as rules see it.
#[derive(Clone, Debug, Default)]
struct Seen {
    slots: Vec<Slot>,
    sets: Vec<u32>,
}

/// Something that differs between the two sides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Element {
    /// What is recorded of a fact.
    Fact(usize),
    /// The day, as far as it concerns a fact.
    Day(usize),
    /// The policy.
    Policy,
}

/// What a mixture is asked.
#[derive(Clone, Copy, Debug)]
pub(super) enum Asked {
    /// The possible levels.
    Levels,
    /// Whether the person is within the policy.
    Scope,
    /// The answer of a pair of rules.
    Rule(usize),
}

/// What a mixture answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Told {
    Levels(LevelSet),
    Scope(Scope),
    Truth(Truth),
}

/// Two records under both policies and on both days, and everything between them.
pub(super) struct Mixtures<'a, 'p> {
    comparison: &'a Comparison<'p>,
    /// By policy, record and day.
    seen: [[[Seen; 2]; 2]; 2],
    pub(super) elements: Vec<Element>,
    scratches: [Scratch; 2],
}

impl<'a, 'p> Mixtures<'a, 'p> {
    pub(super) fn new(comparison: &'a Comparison<'p>, children: [&Child; 2]) -> Mixtures<'a, 'p> {
        let mut scratch = Scratch::default();
        let mut seen: [[[Seen; 2]; 2]; 2] = Default::default();
        for (policy, of_policy) in
            seen.iter_mut().enumerate().take(if comparison.same_policy { 1 } else { 2 })
        {
            for (child, of_child) in children.iter().zip(of_policy) {
                for (day, seen) in
                    of_child.iter_mut().enumerate().take(if comparison.same_day { 1 } else { 2 })
                {
                    comparison.grid[policy][day].look(child, &mut scratch);
                    *seen = Seen { slots: scratch.slots.clone(), sets: scratch.sets.clone() };
                }
            }
        }
        let scratches = [scratch, Scratch::default()];
        let mut mixtures = Mixtures { comparison, seen, elements: Vec::new(), scratches };
        mixtures.elements = mixtures.differing();
        mixtures
    }

    fn seen(&self, policy: Side, child: Side, day: Side) -> &Seen {
        let policy = if self.comparison.same_policy { 0 } else { policy };
        let day = if self.comparison.same_day { 0 } else { day };
        &self.seen[policy][child][day]
    }

    fn set(&self, fact: usize, policy: Side, child: Side, day: Side) -> Option<u32> {
        let number = self.comparison.facts.get(fact)?[policy]?;
        self.seen(policy, child, day).sets.get(number).copied()
    }

    /// What rules see of a fact.
    pub(super) fn slot(&self, fact: usize, policy: Side, child: Side, day: Side) -> Option<Slot> {
        let number = self.comparison.facts.get(fact)?[policy]?;
        self.seen(policy, child, day).slots.get(number).copied()
    }

    /// The slots of a record under a policy on a day.
    pub(super) fn slots(&self, policy: Side, child: Side, day: Side) -> &[Slot] {
        &self.seen(policy, child, day).slots
    }

    /// Whether the day makes a difference to a fact in a record, under some policy.
    pub(super) fn passes(&self, fact: usize, child: Side) -> bool {
        (0..2).any(|policy| self.set(fact, policy, child, 0) != self.set(fact, policy, child, 1))
    }

    fn differing(&self) -> Vec<Element> {
        let mut elements = Vec::new();
        for fact in 0..self.comparison.facts.len() {
            let recorded = |policy, day| self.set(fact, policy, 0, day) != self.set(fact, policy, 1, day);
            if (0..2).any(|policy| (0..2).any(|day| recorded(policy, day))) {
                elements.push(Element::Fact(fact));
            }
            if self.passes(fact, 0) || self.passes(fact, 1) {
                elements.push(Element::Day(fact));
            }
        }
        elements.extend((!self.comparison.same_policy).then_some(Element::Policy));
        elements
    }

    /// The answers of one side.
    pub(super) fn answers(&mut self, side: Side) -> Answers {
        let all: Vec<bool> = vec![side == 1; self.elements.len()];
        let policy = self.mix(&all);
        let assessor = &self.comparison.sides[policy];
        let rules = &self.comparison.rules[policy];
        let mut work = Work::new(&assessor.policy().program, &mut self.scratches[policy]);
        Answers::of(assessor.policy(), rules, &mut work)
    }

    /// What a mixture answers, in which the flagged elements are as after and the others as before.
    pub(super) fn ask(&mut self, asked: Asked, after: &[bool]) -> Told {
        let side = self.mix(after);
        let policy = self.comparison.sides[side].policy();
        let mut work = Work::new(&policy.program, &mut self.scratches[side]);
        match asked {
            Asked::Levels => Told::Levels(self.comparison.common(side, reachable_levels(&mut work))),
            Asked::Scope => Told::Scope(answers::scope(policy, &work)),
            Asked::Rule(pair) => {
                let place = self.comparison.pairs.get(pair).and_then(|pair| pair[side]);
                // A rule that the policy does not have says nothing of anybody.
                let rule = place.and_then(|place| self.comparison.rules[side].get(place));
                Told::Truth(rule.map_or(Truth::No, |rule| answers::truth(policy, &mut work, rule, None)))
            }
        }
    }

    /// Puts a mixture into the scratch of its policy, and tells which policy that is.
    fn mix(&mut self, after: &[bool]) -> Side {
        let (mut policy, mut sides) = (0, vec![[0; 2]; self.comparison.facts.len()]);
        for (element, after) in self.elements.iter().zip(after) {
            match *element {
                Element::Policy => policy = usize::from(*after),
                Element::Fact(fact) => sides[fact][0] = usize::from(*after),
                Element::Day(fact) => sides[fact][1] = usize::from(*after),
            }
        }
        let program = &self.comparison.sides[policy].policy().program;
        let mut sets: Vec<u32> = program.facts.iter().map(|fact| fact.any).collect();
        for ((fact, [child, day]), numbers) in sides.into_iter().enumerate().zip(&self.comparison.facts) {
            let place = numbers[policy].and_then(|number| sets.get_mut(number));
            if let (Some(place), Some(set)) = (place, self.set(fact, policy, child, day)) {
                *place = set;
            }
        }
        let Scratch { sets: room, values, .. } = &mut self.scratches[policy];
        *room = sets;
        fill_values(program, room, false, values);
        policy
    }

    /// Of the elements that an answer can depend on, as few as account for it: undone they bring back the answer before,
    /// and by themselves they bring about the answer after.
    pub(super) fn account_for(&mut self, asked: Asked) -> Vec<Element> {
        let depends = match asked {
            Asked::Levels | Asked::Scope => self.comparison.depends.last(),
            Asked::Rule(pair) => self.comparison.depends.get(pair),
        };
        let can_matter = |element: &Element| match element {
            Element::Policy => true,
            Element::Fact(fact) | Element::Day(fact) => {
                depends.and_then(|list| list.get(*fact)) == Some(&true)
            }
        };
        let candidates: Vec<usize> = (0..self.elements.len())
            .filter(|place| self.elements.get(*place).is_some_and(can_matter))
            .collect();
        let count = self.elements.len();
        let (before, after) = (self.ask(asked, &vec![false; count]), self.ask(asked, &vec![true; count]));
        let kept = super::causes::needed(candidates.len(), |kept| {
            let (mut undone, mut alone) = (vec![true; count], vec![false; count]);
            for (place, _) in candidates.iter().zip(kept).filter(|(_, kept)| **kept) {
                (undone[*place], alone[*place]) = (false, true);
            }
            self.ask(asked, &undone) == before && self.ask(asked, &alone) == after
        });
        let kept = candidates.iter().zip(kept).filter(|(_, kept)| *kept);
        kept.filter_map(|(place, _)| self.elements.get(*place).copied()).collect()
    }
}

/// Whether rules of this kind hang on the levels.
pub(super) fn hangs_on_levels(kind: RuleKind) -> bool {
    matches!(kind, RuleKind::Duty | RuleKind::Notice)
}
