//! One condition, down to its tests on facts: *all*, *any* and *not*, the parents it speaks of, the readings it asks,
//! and the definitions it names, each compiled once. Tells conditions that are empty, too deep or lead back to
//! themselves. Tests on facts are for `fact`.

use super::{Compiler, FATHER, MOTHER, Parent};
use crate::graph::Literal;
use crate::policy::error::PolicyCode;
use crate::policy::formula::Formula;
use crate::policy::readings::Suspicion;
use crate::policy::source::{PolicySource, Subject};
use std::collections::BTreeMap;

/// The deepest nesting of one condition.
const DEEPEST: usize = 24;
/// The longest chain of definitions that use one another: what walks them, or the graph, must not run out of stack.
const LONGEST_CHAIN: usize = 64;

/// Which definition is meant: its place in the file, the parent that it is of, and what suspicion counts for.
type Meant = (usize, Parent, Suspicion);

/// The definitions of a policy, and which of them are compiled.
pub(super) struct Definitions<'a> {
    places: BTreeMap<&'a str, usize>,
    compiled: BTreeMap<Meant, Literal>,
    /// For each node that is a definition, the first one that it is.
    names: BTreeMap<usize, u32>,
    /// How long the chain of definitions below each compiled one is, and below the one being compiled so far.
    chains: BTreeMap<Meant, usize>,
    chain: usize,
    /// Definitions being compiled, to tell a cycle.
    under_way: Vec<Meant>,
}

impl<'a> Definitions<'a> {
    pub(super) fn of(source: &'a PolicySource) -> Definitions<'a> {
        let places = source.definitions.iter().enumerate().map(|(index, entry)| (entry.id.as_str(), index));
        Definitions {
            places: places.collect(),
            compiled: BTreeMap::new(),
            names: BTreeMap::new(),
            chains: BTreeMap::new(),
            chain: 0,
            under_way: Vec::new(),
        }
    }

    /// For each node that is a definition, the first one that it is.
    pub(super) fn names(&self) -> &BTreeMap<usize, u32> {
        &self.names
    }
}

impl Compiler<'_> {
    /// A definition, of the child or of one parent, compiled once.
    pub(super) fn definition(&mut self, index: usize, parent: Parent) -> Literal {
        let meant = (index, parent, self.suspicion);
        if let Some(literal) = self.definitions.compiled.get(&meant) {
            let chain = self.definitions.chains.get(&meant).copied().unwrap_or(0);
            self.definitions.chain = self.definitions.chain.max(chain);
            return *literal;
        }
        let Some(entry) = self.source.definitions.get(index) else { return Literal::FALSE };
        if let Some(start) = self.definitions.under_way.iter().position(|entry| *entry == meant) {
            let ids = self.definitions.under_way[start..].iter().map(|(index, ..)| *index).chain([index]);
            let ring: Vec<&str> = ids.map(|index| self.source.definitions[index].id.as_str()).collect();
            self.fault(PolicyCode::Cycle, &ring.join(" → "));
            return Literal::FALSE;
        }
        if self.definitions.under_way.len() >= LONGEST_CHAIN {
            self.fault(PolicyCode::TooDeep, &LONGEST_CHAIN.to_string());
            return Literal::FALSE;
        }
        self.definitions.under_way.push(meant);
        let outer_chain = std::mem::take(&mut self.definitions.chain);
        let outer = std::mem::replace(&mut self.path, vec![format!("definition[{index}].when")]);
        let literal = self.formula(&entry.when, parent, 0);
        let chain = self.definitions.chain + 1;
        if chain > LONGEST_CHAIN {
            self.fault(PolicyCode::TooDeep, &LONGEST_CHAIN.to_string());
        }
        self.path = outer;
        self.definitions.under_way.pop();
        self.definitions.chains.insert(meant, chain);
        self.definitions.chain = outer_chain.max(chain);
        if !literal.is_negated() {
            #[expect(
                clippy::cast_possible_truncation,
                reason = "files are limited to far fewer definitions"
            )]
            self.definitions.names.entry(literal.node()).or_insert(index as u32);
        }
        self.definitions.compiled.insert(meant, literal);
        literal
    }

    /// A condition at a depth of nesting, of one parent where `parent` names one.
    pub(super) fn formula(&mut self, formula: &Formula, parent: Parent, depth: usize) -> Literal {
        if depth > DEEPEST {
            self.fault(PolicyCode::TooDeep, &DEEPEST.to_string());
            return Literal::FALSE;
        }
        let asks_parents = matches!(
            formula,
            Formula::BothParents(_)
                | Formula::EitherParent(_)
                | Formula::OneParent { .. }
                | Formula::Father(_)
                | Formula::Mother(_)
        );
        if asks_parents && parent.is_some() {
            self.fault(PolicyCode::ParentOfParent, "");
            return Literal::FALSE;
        }
        match formula {
            Formula::Definition(id) => self.reference(id, parent),
            Formula::Reading { reading, is } => self.reading(reading, is),
            Formula::Fact { fact, is } => self.fact(fact, is, parent),
            Formula::Measure { fact, unit, bound } => self.measure(fact, *unit, *bound, parent),
            Formula::All(parts) => {
                let parts = self.parts(".all", parts, parent, depth);
                self.gates.all(parts)
            }
            Formula::Any(parts) => {
                let parts = self.parts(".any", parts, parent, depth);
                self.gates.any(parts)
            }
            Formula::Not(part) => self.step(".not", part, parent, depth).not(),
            Formula::Suspected(part) => {
                let outer = std::mem::replace(&mut self.suspicion, Suspicion::AsConfirmed);
                let literal = self.step(".suspected", part, parent, depth);
                self.suspicion = outer;
                literal
            }
            Formula::BothParents(part) => {
                let both = self.both(".both-parents", part, depth);
                self.gates.all(both.to_vec())
            }
            Formula::EitherParent(part) => {
                let both = self.both(".either-parent", part, depth);
                self.gates.any(both.to_vec())
            }
            Formula::OneParent { one, other } => {
                let [father_one, mother_one] = self.both(".one-parent", one, depth);
                let [father_other, mother_other] = self.both(".the-other", other, depth);
                let ways = [[father_one, mother_other], [mother_one, father_other]]
                    .map(|way| self.gates.all(way.to_vec()));
                self.gates.any(ways.to_vec())
            }
            Formula::Father(part) => self.step(".father", part, FATHER, depth),
            Formula::Mother(part) => self.step(".mother", part, MOTHER, depth),
        }
    }

    fn step(&mut self, step: &str, formula: &Formula, parent: Parent, depth: usize) -> Literal {
        self.path.push(step.to_owned());
        let literal = self.formula(formula, parent, depth + 1);
        self.path.pop();
        literal
    }

    fn both(&mut self, step: &str, formula: &Formula, depth: usize) -> [Literal; 2] {
        [FATHER, MOTHER].map(|parent| self.step(step, formula, parent, depth))
    }

    fn parts(&mut self, key: &str, parts: &[Formula], parent: Parent, depth: usize) -> Vec<Literal> {
        if parts.is_empty() {
            self.fault(PolicyCode::EmptyCondition, "");
        }
        let parts = parts.iter().enumerate();
        parts.map(|(index, part)| self.step(&format!("{key}[{index}]"), part, parent, depth)).collect()
    }

    fn reference(&mut self, id: &str, parent: Parent) -> Literal {
        let Some(&index) = self.definitions.places.get(id) else {
            self.fault(PolicyCode::UnknownDefinition, id);
            return Literal::FALSE;
        };
        match (self.source.definitions[index].subject, parent) {
            (Subject::Parent, None) => {
                self.fault(PolicyCode::WhichParent, "");
                Literal::FALSE
            }
            (Subject::Parent, Some(_)) => self.definition(index, parent),
            (Subject::Child, _) => self.definition(index, None),
        }
    }

    fn reading(&mut self, id: &str, is: &str) -> Literal {
        let Some(reading) = self.source.readings.iter().find(|reading| reading.id == id) else {
            self.fault(PolicyCode::UnknownReading, id);
            return Literal::FALSE;
        };
        if !reading.alternatives.iter().any(|alternative| alternative.id == is) {
            let ids: Vec<_> =
                reading.alternatives.iter().map(|alternative| format!("`{}`", alternative.id)).collect();
            self.fault(PolicyCode::UnknownAlternative, &ids.join(", "));
        }
        if reading.chosen == is { Literal::TRUE } else { Literal::FALSE }
    }
}
