//! The children whose level is open: the exact set of possible levels and the missing facts that decide, found once
//! for each combination of facts.

use super::facts::Facts;
use super::lanes::Lanes;
use crate::Scratch;
use crate::assessment::missing_facts;
use crate::assessment::work::{Work, fill_values};
use crate::graph::Node;
use crate::levels::{LevelSet, reachable_levels};
use crate::policy::Policy;
use crate::policy::program::Program;
use crate::steps::StepSet;
use crate::vocabulary::Slot;
use std::collections::BTreeMap;

/// What is open about a level: the possible levels, and the number of the list of missing facts.
pub(super) type OpenLevel = (LevelSet, u32);

/// The most combinations kept in mind.
const MOST_KNOWN: usize = 100_000;

/// Answers for open levels, each combination of facts once.
#[derive(Clone, Debug)]
pub(super) struct OpenLevels {
    /// The facts on which the level can depend.
    facts: Vec<usize>,
    known: BTreeMap<Box<[u32]>, OpenLevel>,
    /// Lists of missing facts, by their paths; the first is empty.
    missing: Vec<Vec<String>>,
    numbers: BTreeMap<Vec<String>, u32>,
    rows: Vec<u32>,
}

impl OpenLevels {
    pub(super) fn new(program: &Program) -> OpenLevels {
        let roots = program.roots.levels.iter().copied().chain(program.roots.outside);
        let reached = program.graph.reachable(roots);
        let mut facts: Vec<usize> = Vec::new();
        for (node, _) in program.graph.nodes().iter().zip(reached).filter(|(_, reached)| *reached) {
            if let Node::Atom(atom) = node {
                facts.extend(program.atoms.get(*atom).map(|atom| atom.fact));
            }
        }
        facts.sort_unstable();
        facts.dedup();
        let missing = vec![Vec::new()];
        OpenLevels { facts, known: BTreeMap::new(), missing, numbers: BTreeMap::new(), rows: Vec::new() }
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
        blank: &[u32],
        open: Lanes,
        mut found: impl FnMut(usize, OpenLevel),
    ) {
        // A row of sets for each open child, by its rank among them.
        let width = self.facts.len();
        let mut rows = std::mem::take(&mut self.rows);
        rows.clear();
        rows.resize(width * open.count() as usize, 0);
        let mut ranks = [0usize; super::BLOCK];
        for (rank, lane) in open.iter().enumerate() {
            ranks[lane] = rank;
        }
        for (place, fact) in self.facts.iter().enumerate() {
            for (set, lanes) in facts.of(*fact) {
                for lane in (*lanes & open).iter() {
                    rows[ranks[lane] * width + place] = *set;
                }
            }
        }
        for lane in open.iter() {
            let row = rows.get(ranks[lane] * width..).and_then(|rest| rest.get(..width)).unwrap_or_default();
            let answer = match self.known.get(row) {
                Some(answer) => *answer,
                None => {
                    let answer = self.look_up(policy, blank, row);
                    if self.known.len() < MOST_KNOWN {
                        self.known.insert(row.into(), answer);
                    }
                    answer
                }
            };
            found(lane, answer);
        }
        self.rows = rows;
    }

    /// The way of the single record.
    fn look_up(&mut self, policy: &Policy, blank: &[u32], row: &[u32]) -> OpenLevel {
        let program = &policy.program;
        let mut scratch = Scratch::default();
        scratch.sets = blank.to_vec();
        // Only paths are told of missing facts, never values.
        scratch.slots = vec![Slot::ANY_NUMBER; blank.len()];
        for (fact, set) in self.facts.iter().zip(row) {
            if let Some(place) = scratch.sets.get_mut(*fact) {
                *place = *set;
            }
        }
        fill_values(program, &scratch.sets, false, &mut StepSet::new(), &mut scratch.values);
        let mut work = Work::new(program, &mut scratch);
        let levels = reachable_levels(&mut work);
        let missing = missing_facts(policy, &work, levels);
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
