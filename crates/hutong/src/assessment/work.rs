//! The truths of one child as working material: facts can be tried out and taken back, and only the gates that
//! depend on a fact are evaluated again.

use crate::Truth;
use crate::assessor::Scratch;
use crate::graph::{Literal, Node};
use crate::policy::program::{Atom, Program};
use crate::steps::{MOST_LITERALS, StepSet, Values, truth};
use crate::vocabulary::Slot;

/// Turns slots into the sets of values that the facts may have.
#[inline]
pub(crate) fn fill_sets(program: &Program, borders: &[Vec<i32>], slots: &[Slot], sets: &mut Vec<u32>) {
    sets.clear();
    sets.extend(slots.iter().map(|slot| slot.set()));
    for (fact, borders) in program.measured.iter().zip(borders) {
        // Value i lies past exactly i borders.
        let past = |number: i32| borders.iter().map(|border| u32::from(number > *border)).sum::<u32>();
        if let (Some(slot), Some(set)) = (slots.get(*fact), sets.get_mut(*fact)) {
            *set = (2 << past(slot.high)) - (1 << past(slot.low));
        }
    }
}

/// The truth of a test on a fact that may have the values in `set`.
#[inline]
pub(crate) fn truth_of(set: u32, holds: u32) -> Truth {
    truth(number_of(set, holds))
}

/// The number of that truth.
#[inline]
fn number_of(set: u32, holds: u32) -> u8 {
    1 + u8::from(set & !holds == 0) - u8::from(set & holds == 0)
}

/// In how many facts a record may differ from the ordinary one for it to pay to start from there.
const FEW: u32 = 32;
/// Room for one bit a fact, in words.
const WORDS: usize = 4;

/// Fills in the truths of a record whose facts may have the values in `sets`.
#[inline]
pub(crate) fn fill_values(
    program: &Program,
    sets: &[u32],
    verdict_only: bool,
    steps: &mut StepSet,
    values: &mut Values,
) {
    let (ordinary, ordinary_values) = &program.ordinary;
    // Which facts differ, one bit a fact. A policy with more facts of its own than there is room for takes every step.
    let mut differing = [0u64; WORDS];
    for (word, (sets, ordinary)) in differing.iter_mut().zip(sets.chunks(64).zip(ordinary.chunks(64))) {
        for (place, (set, ordinary)) in sets.iter().zip(ordinary).enumerate() {
            *word |= u64::from(set != ordinary) << place;
        }
    }
    let count: u32 = differing.iter().map(|word| word.count_ones()).sum();
    if count > FEW || sets.len() > WORDS * 64 {
        values.set_atoms(program.atoms.iter().map(|atom| {
            let set = sets.get(atom.fact).copied().unwrap_or(u32::MAX);
            number_of(set, atom.holds)
        }));
        program.steps.take_all(verdict_only, values);
        return;
    }
    program.steps.copy(ordinary_values, values);
    steps.clear();
    steps.resize(program.step_words(), 0);
    for (word, mut bits) in differing.into_iter().enumerate() {
        while bits != 0 {
            let number = word * 64 + bits.trailing_zeros() as usize;
            bits &= bits - 1;
            let (Some(fact), Some(set)) = (program.facts.get(number), sets.get(number)) else { continue };
            for &atom in &fact.atoms {
                if let Some(test) = program.atoms.get(atom) {
                    values.set(atom + 1, truth_of(*set, test.holds));
                }
            }
            for (all, some) in steps.iter_mut().zip(&fact.cone_set) {
                *all |= some;
            }
        }
    }
    program.steps.take_some(steps, verdict_only, values);
}

/// The truths of one child, with a trail of what was tried.
pub(crate) struct Work<'a> {
    program: &'a Program,
    scratch: &'a mut Scratch,
    /// What stood before: a node's truth, or (past the nodes) a fact's set.
    trail: Vec<(u32, u32)>,
}

/// What stands behind a literal.
pub(crate) enum Inputs<'a> {
    /// A test on a fact, which holds for these values.
    Of {
        /// The fact.
        fact: usize,
        /// The values for which the test holds.
        values: u32,
    },
    /// A gate.
    Gate {
        /// Whether all inputs must hold, or only one.
        is_all: bool,
        /// Its inputs.
        inputs: &'a [Literal],
    },
}

/// A place in the trail to go back to.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Mark(usize);

impl<'a> Work<'a> {
    pub(crate) fn new(program: &'a Program, scratch: &'a mut Scratch) -> Work<'a> {
        Work { program, scratch, trail: Vec::new() }
    }

    pub(crate) fn program(&self) -> &'a Program {
        self.program
    }

    pub(crate) fn values(&self) -> &Values {
        &self.scratch.values
    }

    pub(crate) fn slots(&self) -> &[Slot] {
        &self.scratch.slots
    }

    pub(crate) fn truth(&self, literal: Literal) -> Truth {
        self.scratch.values.get(literal)
    }

    /// The values that a fact may have.
    pub(crate) fn set(&self, fact: usize) -> u32 {
        self.scratch.sets[fact]
    }

    pub(crate) fn mark(&self) -> Mark {
        Mark(self.trail.len())
    }

    /// Takes the values of a fact to be among `set`, and evaluates what depends on it.
    pub(crate) fn assign(&mut self, fact: usize, set: u32) {
        let program = self.program;
        let Scratch { sets, values, .. } = &mut *self.scratch;
        let number = |index: usize| u32::try_from(index).unwrap_or(u32::MAX);
        self.trail.push((number(MOST_LITERALS + fact), sets[fact]));
        sets[fact] = set;
        let described = &program.facts[fact];
        for &atom in &described.atoms {
            let (node, truth) = (atom + 1, truth_of(set, program.atoms[atom].holds));
            if values.node(node) != truth {
                self.trail.push((number(node), values.node(node) as u32));
                values.set(node, truth);
            }
        }
        for step in &described.cone {
            if let Some((node, before)) = program.steps.retake(*step, values) {
                self.trail.push((number(node), before as u32));
            }
        }
    }

    /// Takes back everything since a mark.
    pub(crate) fn undo(&mut self, mark: Mark) {
        while self.trail.len() > mark.0 {
            let Some((place, before)) = self.trail.pop() else { break };
            match (place as usize).checked_sub(MOST_LITERALS) {
                Some(fact) => self.scratch.sets[fact] = before,
                None => {
                    let truth = match before {
                        0 => Truth::No,
                        1 => Truth::Undetermined,
                        _ => Truth::Yes,
                    };
                    self.scratch.values.set(place as usize, truth);
                }
            }
        }
    }

    /// What stands behind a literal, its own negation left aside.
    pub(crate) fn inputs(&self, literal: Literal) -> Inputs<'a> {
        match &self.program.graph.nodes()[literal.node()] {
            // Always holds: a gate without inputs.
            Node::True => Inputs::Gate { is_all: true, inputs: &[] },
            Node::Atom(atom) => {
                let Atom { fact, holds } = self.program.atoms[*atom];
                Inputs::Of { fact, values: holds }
            }
            Node::All(inputs) => Inputs::Gate { is_all: true, inputs },
            Node::Any(inputs) => Inputs::Gate { is_all: false, inputs },
        }
    }

    /// A missing fact that the truth of an undetermined literal hangs on, and the values that take it towards `holds`.
    pub(crate) fn open_atom(&self, mut literal: Literal, mut holds: bool) -> Option<(usize, u32)> {
        loop {
            if literal.is_negated() {
                holds = !holds;
            }
            match &self.program.graph.nodes()[literal.node()] {
                Node::True => return None,
                Node::Atom(atom) => {
                    let Atom { fact, holds: set } = self.program.atoms[*atom];
                    return Some((fact, if holds { set } else { !set }));
                }
                Node::All(inputs) | Node::Any(inputs) => {
                    literal = *inputs.iter().find(|input| self.truth(**input) == Truth::Undetermined)?;
                }
            }
        }
    }
}
