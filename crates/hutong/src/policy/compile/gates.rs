//! The graph as it grows: gates over tests on facts, each distinct test one atom, and tests on the same fact joined.
//! It knows slots and sets of values, no names and no faults; the gates themselves are for `graph`.

use crate::graph::{Builder, Literal};
use crate::policy::program::Border;
use crate::vocabulary::finding::code;
use crate::vocabulary::{Choice, Kind, LivesWith, column_at};
use std::collections::BTreeMap;

/// A test on a slot, before the borders of all tests on it are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Test {
    /// The value is in a set.
    In(usize, u32),
    /// A measure has reached a border.
    Reached(usize, Border),
}

impl Test {
    pub(super) fn slot(self) -> usize {
        match self {
            Test::In(slot, _) | Test::Reached(slot, _) => slot,
        }
    }
}

/// A graph under construction over the tests that it uses.
pub(super) struct Gates {
    pub(super) builder: Builder,
    /// The tests, by the number of their atom.
    pub(super) tests: Vec<Test>,
    numbers: BTreeMap<Test, usize>,
}

impl Gates {
    pub(super) fn new() -> Gates {
        Gates { builder: Builder::new(), tests: Vec::new(), numbers: BTreeMap::new() }
    }

    /// How many nodes there are.
    pub(super) fn len(&self) -> usize {
        self.builder.len()
    }

    fn test(&mut self, test: Test) -> Literal {
        let next = self.tests.len();
        let number = *self.numbers.entry(test).or_insert(next);
        if number == next {
            self.tests.push(test);
        }
        self.builder.atom(number)
    }

    /// A test for a set of values; a set and its complement are one test and its negation.
    pub(super) fn is_in(&mut self, slot: usize, set: u32) -> Literal {
        let any = any_value(slot);
        let set = set & any;
        match set {
            0 => Literal::FALSE,
            set if set == any => Literal::TRUE,
            set if set & 1 == 1 => self.test(Test::In(slot, any & !set)).not(),
            set => self.test(Test::In(slot, set)),
        }
    }

    /// A test for a border of a day or a number.
    pub(super) fn reached(&mut self, slot: usize, border: Border) -> Literal {
        self.test(Test::Reached(slot, border))
    }

    /// How many borders the tests on a slot have.
    pub(super) fn borders_on(&self, slot: usize) -> usize {
        self.tests.iter().filter(|test| matches!(test, Test::Reached(other, _) if *other == slot)).count()
    }

    /// All of these, tests on the same fact joined.
    pub(super) fn all(&mut self, inputs: Vec<Literal>) -> Literal {
        let inputs = self.joined(inputs, |left, right| left & right);
        self.builder.all(inputs)
    }

    /// At least one of these, tests on the same fact joined.
    pub(super) fn any(&mut self, inputs: Vec<Literal>) -> Literal {
        let inputs = self.joined(inputs, |left, right| left | right);
        self.builder.any(inputs)
    }

    /// Joins tests on the values of one fact into one: certain where the separate tests would be undetermined, as for
    /// “grade one or two” or “not grade one, and not grade two” when only that there is a grade is known.
    fn joined(&mut self, inputs: Vec<Literal>, join: fn(u32, u32) -> u32) -> Vec<Literal> {
        let mut sets: BTreeMap<usize, u32> = BTreeMap::new();
        let mut rest = Vec::new();
        for literal in inputs {
            let test =
                self.builder.atom_at(literal.node()).and_then(|number| self.tests.get(number).copied());
            let Some(Test::In(slot, set)) = test else {
                rest.push(literal);
                continue;
            };
            let set = if literal.is_negated() { any_value(slot) & !set } else { set };
            sets.entry(slot).and_modify(|joined| *joined = join(*joined, set)).or_insert(set);
        }
        rest.extend(sets.into_iter().map(|(slot, set)| self.is_in(slot, set)).collect::<Vec<_>>());
        rest
    }
}

/// Every value of the fact at a slot.
pub(super) fn any_value(slot: usize) -> u32 {
    match column_at(slot) {
        Some(column) if column.kind == Kind::Choice => (1 << column.values.len()) - 1,
        _ => code::ANY,
    }
}

const _: () = assert!(<LivesWith as Choice>::VALUES.len() < 31, "a set of values fits 32 bits");
