//! The truths of one child as working material: facts can be tried out and taken back, and only the gates that
//! depend on a fact are evaluated again.

use crate::assessor::Scratch;
use crate::graph::{Domain, Graph, Literal, Node};
use crate::policy::program::{Atom, Program};
use crate::vocabulary::{Kind, Slot};
use crate::{Truth, assessor::read};

/// The truths of one child, from the sets of values that its facts may have.
pub(crate) struct Truths<'a> {
    pub(crate) atoms: &'a [Atom],
    pub(crate) sets: &'a [u32],
}

impl Domain for Truths<'_> {
    type Value = Truth;

    fn always(&self) -> Truth {
        Truth::Yes
    }

    #[inline]
    fn atom(&self, atom: usize) -> Truth {
        let Atom { fact, holds } = self.atoms[atom];
        let set = self.sets[fact];
        if set & !holds == 0 {
            Truth::Yes
        } else if set & holds == 0 {
            Truth::No
        } else {
            Truth::Undetermined
        }
    }

    fn not(&self, value: &Truth) -> Truth {
        value.not()
    }

    fn and(&self, left: Truth, right: Truth) -> Truth {
        left.and(right)
    }

    fn or(&self, left: Truth, right: Truth) -> Truth {
        left.or(right)
    }
}

/// Turns slots into the sets of values that the program's facts may have.
pub(crate) fn fill_sets(program: &Program, borders: &[Vec<i32>], slots: &[Slot], sets: &mut Vec<u32>) {
    sets.clear();
    sets.extend(program.facts.iter().zip(borders).map(|(fact, borders)| {
        let Some(slot) = slots.get(fact.slot) else { return fact.any };
        match fact.kind {
            Kind::Choice | Kind::Finding => slot.set() & fact.any,
            _ => {
                // Value i lies past exactly i borders.
                let past = |number: i32| borders.iter().filter(|border| number > **border).count();
                let (low, high) = (past(slot.low), past(slot.high));
                (2u32 << high) - (1u32 << low)
            }
        }
    }));
}

/// The truths of one child, with a trail of what was tried.
pub(crate) struct Work<'a> {
    program: &'a Program,
    scratch: &'a mut Scratch,
    /// What stood before: a node's truth, or (past the nodes) a fact's set.
    trail: Vec<(u32, u32)>,
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

    pub(crate) fn values(&self) -> &[Truth] {
        &self.scratch.values
    }

    pub(crate) fn slots(&self) -> &[Slot] {
        &self.scratch.slots
    }

    pub(crate) fn truth(&self, literal: Literal) -> Truth {
        read(literal, &self.scratch.values)
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
        let nodes = program.graph.nodes();
        let Scratch { sets, values, .. } = &mut *self.scratch;
        let number = |index: usize| u32::try_from(index).unwrap_or(u32::MAX);
        self.trail.push((number(nodes.len() + fact), sets[fact]));
        sets[fact] = set;
        let atoms = program.facts[fact].atoms.clone().map(|atom| atom + 1);
        let gates = program.facts[fact].cone.iter().map(|gate| *gate as usize);
        for node in atoms.chain(gates) {
            let domain = Truths { atoms: &program.atoms, sets };
            let value = Graph::value_at(&nodes[node], &domain, values);
            if value != values[node] {
                self.trail.push((number(node), values[node] as u32));
                values[node] = value;
            }
        }
    }

    /// Takes back everything since a mark.
    pub(crate) fn undo(&mut self, mark: Mark) {
        let nodes = self.program.graph.nodes().len();
        while self.trail.len() > mark.0 {
            let Some((place, before)) = self.trail.pop() else { break };
            let place = place as usize;
            match place.checked_sub(nodes) {
                Some(fact) => self.scratch.sets[fact] = before,
                None => {
                    self.scratch.values[place] = match before {
                        0 => Truth::No,
                        1 => Truth::Undetermined,
                        _ => Truth::Yes,
                    };
                }
            }
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
