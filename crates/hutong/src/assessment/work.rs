//! The truths of one child as working material: facts can be tried out and taken back, and only the gates that
//! depend on a fact are evaluated again.

use super::reason::Found;
use crate::Truth;
use crate::assessor::Scratch;
use crate::graph::{Literal, Node};
use crate::policy::program::{Atom, Program};
use crate::steps::{MOST_LITERALS, StepSet, Values, truth};
use crate::vocabulary::{Child, Part, Slot};

/// Turns the days and numbers that rules measure into sets of values.
#[inline]
pub(crate) fn measure(program: &Program, borders: &[Vec<i32>], spans: &[Slot], sets: &mut [u32]) {
    for (fact, borders) in program.measured.iter().zip(borders) {
        // Value i lies past exactly i borders.
        let past = |number: i32| borders.iter().filter(|border| number > **border).count();
        if let (Some(span), Some(set)) = (spans.get(*fact), sets.get_mut(*fact)) {
            *set = match *span {
                Slot::ANY_NUMBER => (2 << borders.len()) - 1,
                Slot { low, high } if low == high => 1 << past(low),
                Slot { low, high } => (2 << past(high)) - (1 << past(low)),
            };
        }
    }
}

/// Puts sets and spans together as slots, for the reasons. What rules do not measure of a day, number or code has its
/// least value for a set: two records that differ in it are told apart.
pub(crate) fn fill_slots(program: &Program, spans: &[Slot], sets: &mut [u32], slots: &mut Vec<Slot>) {
    slots.clear();
    slots.extend(sets.iter().map(|set| Slot::of_set(*set)));
    for fact in &program.spans {
        if let (Some(span), Some(slot), Some(set)) =
            (spans.get(*fact), slots.get_mut(*fact), sets.get_mut(*fact))
        {
            *slot = *span;
            *set = span.set();
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
    u8::from(set & holds != 0) | u8::from(set & !holds == 0) << 1
}

/// In how many facts a record may differ from a known one for it to pay to start from there.
const FEW: usize = 32;

/// Fills in the truths of a record whose facts may have the values in `sets`.
#[inline]
pub(crate) fn fill_values(program: &Program, sets: &[u32], verdict_only: bool, values: &mut Values) {
    let read = if verdict_only { &program.read_by_verdict } else { &program.read };
    let mut room = [0; FEW];
    // Most facts of most children are as in the ordinary record; of a record just begun, as in the blank one.
    let known = [&program.ordinary, &program.blank].into_iter().filter(|_| program.steps.fit_a_set());
    for known in known {
        let Some(differing) = differing(sets, &known.sets, read, &mut room) else { continue };
        program.steps.copy(&known.values, values);
        let mut steps = StepSet::default();
        for number in differing.iter().copied() {
            let (Some(fact), Some(set)) = (program.facts.get(number), sets.get(number)) else { continue };
            for (node, holds) in &fact.tests {
                values.set_number(*node, number_of(*set, *holds));
            }
            for (all, some) in steps.iter_mut().zip(&fact.cone_set) {
                *all |= some;
            }
        }
        program.steps.take_some(&steps, verdict_only, values);
        return;
    }
    values.set_atoms(program.atoms.iter().map(|atom| {
        let set = sets.get(atom.fact).copied().unwrap_or(u32::MAX);
        number_of(set, atom.holds)
    }));
    program.steps.take_all(verdict_only, values);
}

/// The facts in which two records differ, of those that are `read`; nothing when they are more than a few.
fn differing<'r>(
    sets: &[u32],
    known: &[u32],
    read: &[u32],
    room: &'r mut [usize; FEW],
) -> Option<&'r [usize]> {
    let mut count = 0;
    let mut tell = |fact: usize| {
        *room.get_mut(count)? = fact;
        count += 1;
        Some(())
    };
    let differ = |set: u32, known: u32, read: u32| u8::from((set ^ known) & read != 0);
    let (sets, rest) = sets.split_first_chunk::<{ Child::SLOTS }>()?;
    let (known, known_rest) = known.split_first_chunk::<{ Child::SLOTS }>()?;
    let (read, read_rest) = read.split_first_chunk::<{ Child::SLOTS }>()?;
    // The vocabulary's facts, whose number the compiler knows: a byte each by vector instructions, then eight at once.
    let mut bytes = [0; Child::SLOTS.next_multiple_of(8)];
    for fact in 0..Child::SLOTS {
        bytes[fact] = differ(sets[fact], known[fact], read[fact]);
    }
    for (place, eight) in bytes.as_chunks::<8>().0.iter().enumerate() {
        let mut differing = u64::from_le_bytes(*eight);
        while differing != 0 {
            tell(place * 8 + differing.trailing_zeros() as usize / 8)?;
            differing &= differing - 1;
        }
    }
    for (place, ((set, known), read)) in rest.iter().zip(known_rest).zip(read_rest).enumerate() {
        if differ(*set, *known, *read) != 0 {
            tell(Child::SLOTS + place)?;
        }
    }
    room.get(..count)
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

    /// The room for a walk's findings; to be given back.
    pub(crate) fn take_found(&mut self) -> Found {
        std::mem::take(&mut self.scratch.found)
    }

    pub(crate) fn give_back(&mut self, found: Found) {
        self.scratch.found = found;
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
        for &(node, holds) in &described.tests {
            let truth = truth_of(set, holds);
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
