//! The children whose level is open: the exact set of possible levels and the missing facts that decide, found once
//! for each case. A case is what is left of the graph when everything that is settled is folded away: the conditions
//! that are still open under the open levels, and the values that their facts may still have.

use super::facts::Facts;
use super::lanes::{BLOCK, Lanes, Planes};
use crate::Scratch;
use crate::assessment::missing_facts;
use crate::assessment::work::{Work, fill_values};
use crate::graph::Node;
use crate::levels::{LevelSet, reachable_levels};
use crate::policy::Policy;
use crate::policy::program::Program;
use crate::vocabulary::Slot;
use std::collections::BTreeMap;

/// What is open about a level: the possible levels, and the number of the list of missing facts.
pub(super) type OpenLevel = (LevelSet, u32);

/// The most cases kept in mind.
const MOST_KNOWN: usize = 100_000;

/// Answers for open levels, each case once.
#[derive(Clone, Debug)]
pub(super) struct OpenLevels {
    /// The facts on which the level can depend.
    facts: Vec<usize>,
    known: BTreeMap<Box<[u32]>, OpenLevel>,
    /// Lists of missing facts, by their paths; the first is empty.
    missing: Vec<Vec<String>>,
    numbers: BTreeMap<Vec<String>, u32>,
    /// For each node, the children for whom an open level hangs on it.
    open: Vec<Lanes>,
    /// For each child, its case.
    cases: Vec<Vec<u32>>,
}

impl OpenLevels {
    pub(super) fn new(program: &Program) -> OpenLevels {
        let reached = program.graph.reachable(program.roots.levels.iter().copied());
        let mut facts: Vec<usize> = Vec::new();
        for (node, _) in program.graph.nodes().iter().zip(reached).filter(|(_, reached)| *reached) {
            if let Node::Atom(atom) = node {
                facts.extend(program.atoms.get(*atom).map(|atom| atom.fact));
            }
        }
        facts.sort_unstable();
        facts.dedup();
        OpenLevels {
            facts,
            known: BTreeMap::new(),
            missing: vec![Vec::new()],
            numbers: BTreeMap::new(),
            open: Vec::new(),
            cases: vec![Vec::new(); BLOCK],
        }
    }

    /// The paths of the missing facts of a list.
    pub(super) fn missing(&self) -> &[Vec<String>] {
        &self.missing
    }

    /// Finds the answer for each of some children, and hands it on with the child's place.
    pub(super) fn find(
        &mut self,
        policy: &Policy,
        facts: &Facts,
        values: &[Planes],
        open: Lanes,
        mut found: impl FnMut(usize, OpenLevel),
    ) {
        self.fill_cases(&policy.program, facts, values, open);
        let cases = std::mem::take(&mut self.cases);
        for lane in open.iter() {
            let case = cases[lane].as_slice();
            let answer = match self.known.get(case) {
                Some(answer) => *answer,
                None => {
                    let answer = self.look_up(policy, facts, lane);
                    if self.known.len() < MOST_KNOWN {
                        self.known.insert(case.into(), answer);
                    }
                    answer
                }
            };
            found(lane, answer);
        }
        self.cases = cases;
    }

    /// Writes each child's case: the level that is certain, the open conditions, and what their facts may be.
    fn fill_cases(&mut self, program: &Program, facts: &Facts, values: &[Planes], open: Lanes) {
        self.cases.iter_mut().for_each(Vec::clear);
        self.open.clear();
        self.open.resize(values.len(), Lanes::NONE);
        let number = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        let mut rest = open;
        for (level, root) in program.roots.levels.iter().enumerate() {
            let planes = values[root.node()];
            let yes = if root.is_negated() { planes.no } else { planes.yes };
            self.open[root.node()] = self.open[root.node()] | (rest & planes.open());
            (rest & yes).iter().for_each(|lane| self.cases[lane].push(number(level)));
            rest = rest & !yes;
        }
        rest.iter().for_each(|lane| self.cases[lane].push(u32::MAX));
        // From the gates down to the facts; an input stands before its gate.
        let mut by_fact: BTreeMap<usize, Lanes> = BTreeMap::new();
        for (place, node) in program.graph.nodes().iter().enumerate().rev() {
            let here = self.open[place];
            if here.is_empty() {
                continue;
            }
            here.iter().for_each(|lane| self.cases[lane].push(number(place)));
            match node {
                Node::True => {}
                Node::Atom(atom) => {
                    if let Some(atom) = program.atoms.get(*atom) {
                        let lanes = by_fact.entry(atom.fact).or_default();
                        *lanes = *lanes | here;
                    }
                }
                Node::All(inputs) | Node::Any(inputs) => {
                    for input in inputs {
                        let below = here & values[input.node()].open();
                        self.open[input.node()] = self.open[input.node()] | below;
                    }
                }
            }
        }
        for (fact, here) in by_fact {
            for (set, lanes) in facts.of(fact) {
                (*lanes & here).iter().for_each(|lane| self.cases[lane].push(*set));
            }
        }
    }

    /// The way of the single record.
    fn look_up(&mut self, policy: &Policy, facts: &Facts, lane: usize) -> OpenLevel {
        let program = &policy.program;
        let mut scratch = Scratch::default();
        scratch.sets = program.facts.iter().map(|fact| fact.any).collect();
        // Only paths are told of missing facts, never values.
        scratch.slots = vec![Slot::ANY_NUMBER; scratch.sets.len()];
        for fact in &self.facts {
            let set = facts.of(*fact).iter().find(|(_, lanes)| lanes.has(lane)).map(|(set, _)| *set);
            if let (Some(place), Some(set)) = (scratch.sets.get_mut(*fact), set) {
                *place = set;
            }
        }
        fill_values(program, &scratch.sets, false, &mut scratch.values);
        let mut work = Work::new(program, &mut scratch);
        let levels = reachable_levels(&mut work);
        let missing = missing_facts(policy, &mut work, levels);
        let paths: Vec<String> = missing.iter().map(|fact| fact.path().into_owned()).collect();
        if paths.is_empty() {
            return (levels, 0);
        }
        let next = u32::try_from(self.missing.len()).unwrap_or(u32::MAX);
        let number = *self.numbers.entry(paths).or_insert_with_key(|paths| {
            self.missing.push(paths.clone());
            next
        });
        (levels, number)
    }
}
