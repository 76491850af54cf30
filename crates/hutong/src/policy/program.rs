//! A policy compiled: one graph, its atoms sorted by fact, and the conditions of every rule as places in the graph.
//! Built by `compile`, never changed, shared by every evaluation.

use super::formula::Unit;
use crate::derive::Derivation;
use crate::graph::{Graph, Literal};
use crate::steps::{StepSet, Steps, Values};
use crate::vocabulary::Kind;

/// A test on one fact: it holds for the values in `holds`, bit *i* for value *i*.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Atom {
    /// The fact: its slot in the record.
    pub(crate) fact: usize,
    /// The values for which it holds.
    pub(crate) holds: u32,
}

/// A border between two values of a date or number. Borders ascend, so that value *i* lies past exactly *i* of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Border {
    /// A day later than the last on which so many years of age are attained.
    Years(u32),
    /// A day later than the last from which so many months have run.
    Months(u32),
    /// This number and more.
    Number(u32),
}

/// A fact, at its slot in the record; past the vocabulary's slots, one that the policy declares.
#[derive(Clone, Debug)]
pub(crate) struct Fact {
    pub(crate) kind: Kind,
    /// Every value that it can have, as a set.
    pub(crate) any: u32,
    /// For a date or number, the borders between its values.
    pub(crate) borders: Vec<Border>,
    /// The tests on it: the node of each, and the values for which it holds. Node 1 + i is atom i of [`Program::atoms`];
    /// the first test stands at the fact's own place.
    pub(crate) tests: Vec<(usize, u32)>,
    /// The steps whose outcome can change with it, in order.
    pub(crate) cone: Vec<u16>,
    /// The same steps as a set.
    pub(crate) cone_set: StepSet,
    /// The sets of values that somebody can answer: one a choice or finding, one a stretch between borders.
    pub(crate) answers: Vec<u32>,
}

/// A record: for each fact the set of values, and all truths that follow.
#[derive(Clone, Debug)]
pub(crate) struct Evaluated {
    pub(crate) sets: Vec<u32>,
    pub(crate) values: Values,
}

/// A policy, compiled.
#[derive(Clone, Debug)]
pub(crate) struct Program {
    pub(crate) graph: Graph,
    pub(crate) steps: Steps,
    /// First one for each fact, idle where no rule reads the fact; then the further ones.
    pub(crate) atoms: Vec<Atom>,
    /// One for each slot; a fact that no rule reads has no atoms.
    pub(crate) facts: Vec<Fact>,
    /// An ordinary record and a blank one: evaluating a record starts from the one that it is more like.
    pub(crate) ordinary: Evaluated,
    pub(crate) blank: Evaluated,
    /// For each fact all bits where the verdict depends on it, else none.
    pub(crate) read_by_verdict: Vec<u32>,
    /// The same where any rule does.
    pub(crate) read: Vec<u32>,
    /// The facts with borders: days and numbers.
    pub(crate) measured: Vec<usize>,
    /// The facts that are no choice and no finding: days, numbers and codes.
    pub(crate) spans: Vec<usize>,
    pub(crate) derivation: Derivation,
    /// For each node, the first fact of the vocabulary that it depends on.
    pub(crate) first_facts: Vec<usize>,
    /// For each node, the definition that names it: its place in the source and one; 0 where none does.
    pub(crate) names: Vec<u32>,
    pub(crate) roots: Roots,
}

/// Where each rule stands in the graph, in the order of the policy file.
#[derive(Clone, Debug, Default)]
pub(crate) struct Roots {
    /// The definitions of the child; those of a parent stand at [`Literal::FALSE`].
    pub(crate) definitions: Vec<Literal>,
    /// The person is outside the policy.
    pub(crate) outside: Option<Literal>,
    pub(crate) populations: Vec<Literal>,
    pub(crate) categories: Vec<Literal>,
    /// Belongs to some population.
    pub(crate) member: Option<Literal>,
    pub(crate) triggers: Vec<Literal>,
    /// For each level: some trigger of it holds, or it is the level of every member and the child is one.
    pub(crate) levels: Vec<Literal>,
    /// Conditions of the duties; [`Literal::TRUE`] where only the level counts.
    pub(crate) duties: Vec<Literal>,
    /// For each duty and each notice the levels that it belongs to, bit *i* for level *i*.
    pub(crate) duty_levels: Vec<u32>,
    pub(crate) notice_levels: Vec<u32>,
    pub(crate) referrals: Vec<Literal>,
    pub(crate) department_lists: Vec<ListRoots>,
    /// Conditions of the form's rows; [`Literal::TRUE`] for a row that takes the rest.
    pub(crate) rows: Vec<Literal>,
    /// Conditions of the rows' second numbers.
    pub(crate) rows_of_which: Vec<Literal>,
}

/// The conditions of a department's list.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ListRoots {
    pub(crate) entitled: Literal,
    pub(crate) leaves: Option<Literal>,
    pub(crate) recorded: Option<Literal>,
}

impl ListRoots {
    /// Every condition that the list has.
    pub(crate) fn all(self) -> impl Iterator<Item = Literal> {
        [Some(self.entitled), self.leaves, self.recorded].into_iter().flatten()
    }
}

impl Roots {
    /// The places that the verdict reads.
    pub(crate) fn of_verdict(&self) -> impl Iterator<Item = Literal> + '_ {
        let lists = [&self.populations, &self.categories, &self.triggers, &self.levels];
        lists.into_iter().flatten().copied().chain(self.outside).chain(self.member)
    }

    /// Every place.
    pub(crate) fn all(&self) -> impl Iterator<Item = Literal> + '_ {
        let lists = [
            &self.definitions,
            &self.populations,
            &self.categories,
            &self.triggers,
            &self.levels,
            &self.duties,
            &self.referrals,
            &self.rows,
            &self.rows_of_which,
        ];
        let of_departments = self.department_lists.iter().flat_map(|list| list.all());
        lists.into_iter().flatten().copied().chain(of_departments).chain(self.outside).chain(self.member)
    }
}

impl Border {
    pub(crate) const fn new(unit: Unit, number: u32) -> Border {
        match unit {
            Unit::Years => Border::Years(number),
            Unit::Months => Border::Months(number),
            Unit::Number => Border::Number(number),
        }
    }

    /// The order of borders on one fact: the longer ago, the earlier the day. An age attained on the day after the
    /// birthday asks for an earlier birth than the same months of a period do.
    pub(crate) const fn sort_key(self) -> (i64, u8) {
        match self {
            Border::Years(years) => (-(years as i64) * 12, 0),
            Border::Months(months) => (-(months as i64), 1),
            Border::Number(number) => (number as i64, 0),
        }
    }

    /// The set of values, of `borders + 1`, for which this border is reached.
    pub(crate) fn reached(self, borders: &[Border]) -> u32 {
        let place = borders.iter().position(|other| *other == self).unwrap_or(borders.len());
        let all = (1u32 << (borders.len() + 1)) - 1;
        let past = (u32::MAX << (place + 1)) & all;
        // Past the border of a day lies *less* time; past that of a number lies *more*.
        if matches!(self, Border::Number(_)) { past } else { all & !past }
    }
}
