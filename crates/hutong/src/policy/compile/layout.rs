//! The finished graph laid out as a program: atoms numbered so that those of a fact stand together, the gates behind
//! them, each fact with its borders and answers, and what an ordinary record makes of it all. No name and no fault.

use super::gates::{Gates, Test, any_value};
use crate::assessment::work::truth_of;
use crate::derive::Derivation;
use crate::graph::{Domain, Graph, Literal};
use crate::policy::program::{Atom, Border, Evaluated, Fact, ListRoots, Program, Roots};
use crate::steps::{StepSet, Steps, Values};
use crate::vocabulary::finding::code;
use crate::vocabulary::{Child, Kind, Part, column_at};
use std::collections::BTreeMap;

/// A program of the graph, whose nodes `names` gives the definitions of. Nothing where it is too large for its steps.
pub(super) fn lay_out(
    gates: Gates,
    names: &BTreeMap<usize, u32>,
    roots: &Roots,
    derivation: Derivation,
) -> Option<Program> {
    // Tests that were joined into others are used by no rule any more.
    let kept = gates.builder.reachable(roots.all());
    let Numbered { mut facts, atoms, place } =
        Numbered::of(&gates, &kept, Child::SLOTS + derivation.local.len());
    let (graph, moved) = gates.builder.finish_with_atoms(&place, atoms.len(), &kept);
    let roots = relocated(roots, &moved);
    let steps = Steps::lay_out(&graph, roots.of_verdict())?;
    for fact in &mut facts {
        fact.cone = steps.cone(fact.tests.iter().map(|(node, _)| *node));
        fact.cone_set = Steps::set_of(&fact.cone);
    }
    Some(Program {
        first_facts: graph.evaluate(&FirstFact),
        ordinary: evaluated(ordinary(&facts), &atoms, &steps),
        blank: evaluated(facts.iter().map(|fact| fact.any).collect(), &atoms, &steps),
        read_by_verdict: read_by(&graph, roots.of_verdict(), &facts),
        read: read_by(&graph, roots.all(), &facts),
        spans: (0..facts.len()).filter(|slot| !is_set(facts[*slot].kind)).collect(),
        measured: (0..facts.len()).filter(|slot| !facts[*slot].borders.is_empty()).collect(),
        names: names_of(&graph, names, &kept, &moved),
        graph,
        steps,
        atoms,
        facts,
        derivation,
        roots,
    })
}

/// The facts of a program and their atoms, numbered.
struct Numbered {
    facts: Vec<Fact>,
    atoms: Vec<Atom>,
    /// For each test, the place of its atom.
    place: Vec<usize>,
}

impl Numbered {
    /// Numbers the atoms of the nodes `kept` by slot, so that the atoms of a fact stand together.
    fn of(gates: &Gates, kept: &[bool], slot_count: usize) -> Numbered {
        let tests = &gates.tests;
        let mut order: Vec<usize> = kept
            .iter()
            .enumerate()
            .filter(|(_, kept)| **kept)
            .filter_map(|(node, _)| gates.builder.atom_at(node))
            .collect();
        order.sort_by_key(|number| (tests[*number].slot(), tests[*number]));
        let mut place = vec![usize::MAX; tests.len()];
        let mut facts: Vec<Fact> = (0..slot_count).map(|slot| describe_fact(slot, &[])).collect();
        // The first test of each fact stands at the fact's own place, so that one pass over the slots settles most atoms.
        let mut atoms: Vec<Atom> = (0..slot_count).map(|fact| Atom { fact, holds: 0 }).collect();
        for group in order.chunk_by(|a, b| tests[*a].slot() == tests[*b].slot()) {
            let of_fact: Vec<Test> = group.iter().map(|number| tests[*number]).collect();
            let slot = of_fact[0].slot();
            let mut fact = describe_fact(slot, &of_fact);
            for (number, test) in group.iter().zip(&of_fact) {
                let holds = match *test {
                    Test::In(_, set) => set,
                    Test::Reached(_, border) => border.reached(&fact.borders),
                };
                let atom = Atom { fact: slot, holds };
                let at = if fact.tests.is_empty() { slot } else { atoms.len() };
                match atoms.get_mut(at) {
                    Some(first) => *first = atom,
                    None => atoms.push(atom),
                }
                fact.tests.push((at + 1, holds));
                place[*number] = at;
            }
            facts[slot] = fact;
        }
        Numbered { facts, atoms, place }
    }
}

/// A fact with the borders that its tests need.
fn describe_fact(slot: usize, tests: &[Test]) -> Fact {
    let mut borders: Vec<Border> = tests
        .iter()
        .filter_map(|test| if let Test::Reached(_, border) = test { Some(*border) } else { None })
        .collect();
    borders.sort_by_key(|border| border.sort_key());
    let kind = column_at(slot).map_or(Kind::Finding, |column| column.kind);
    let (any, answers) = match kind {
        Kind::Finding => (code::ANY, vec![code::NO, code::SUSPECTED, code::CONFIRMED]),
        Kind::Choice => {
            let any = any_value(slot);
            (any, (0..any.count_ones()).map(|value| 1 << value).collect())
        }
        _ => ((1 << (borders.len() + 1)) - 1, (0..=borders.len()).map(|value| 1 << value).collect()),
    };
    Fact { kind, any, borders, tests: Vec::new(), cone: Vec::new(), cone_set: StepSet::default(), answers }
}

/// The rules' places in the finished graph, where `moved` says where each node went.
fn relocated(roots: &Roots, moved: &[usize]) -> Roots {
    let relocate = |literal: Literal| {
        let node = Literal::of(moved[literal.node()]);
        if literal.is_negated() { node.not() } else { node }
    };
    let all = |literals: &[Literal]| literals.iter().copied().map(relocate).collect();
    Roots {
        definitions: all(&roots.definitions),
        outside: roots.outside.map(relocate),
        populations: all(&roots.populations),
        categories: all(&roots.categories),
        member: roots.member.map(relocate),
        triggers: all(&roots.triggers),
        levels: all(&roots.levels),
        duties: all(&roots.duties),
        duty_levels: roots.duty_levels.clone(),
        notice_levels: roots.notice_levels.clone(),
        referrals: all(&roots.referrals),
        department_lists: (roots.department_lists.iter())
            .map(|list| ListRoots {
                entitled: relocate(list.entitled),
                leaves: list.leaves.map(relocate),
                recorded: list.recorded.map(relocate),
            })
            .collect(),
        rows: all(&roots.rows),
        rows_of_which: all(&roots.rows_of_which),
    }
}

/// For each node of the finished graph, the definition that names it: its place and one; 0 where none does.
fn names_of(graph: &Graph, names: &BTreeMap<usize, u32>, kept: &[bool], moved: &[usize]) -> Vec<u32> {
    let mut of_nodes = vec![0; graph.nodes().len()];
    for (node, name) in names.iter().filter(|(node, _)| kept[**node]) {
        of_nodes[moved[*node]] = *name + 1;
    }
    of_nodes
}

/// The first fact that a condition depends on, as a domain of the graph. The first atoms stand in the order of the
/// facts, the further ones behind them: exact enough for an order of telling.
struct FirstFact;

impl Domain for FirstFact {
    type Value = usize;

    fn always(&self) -> usize {
        usize::MAX
    }

    fn atom(&self, atom: usize) -> usize {
        atom
    }

    fn not(&self, value: &usize) -> usize {
        *value
    }

    fn and(&self, left: usize, right: usize) -> usize {
        left.min(right)
    }

    fn or(&self, left: usize, right: usize) -> usize {
        left.min(right)
    }
}

/// An ordinary record: of each choice, finding and age the value that the fewest tests ask for, of other
/// days and numbers nothing.
fn ordinary(facts: &[Fact]) -> Vec<u32> {
    let asked = |fact: &Fact, value: u32| fact.tests.iter().filter(|(_, holds)| holds & value != 0).count();
    facts
        .iter()
        .map(|fact| {
            // A birth date is recorded of nearly everybody; the days of other things only where there was such a thing.
            let is_age = fact.borders.iter().any(|border| matches!(border, Border::Years(_)));
            let usual = fact.answers.iter().copied().min_by_key(|value| asked(fact, *value));
            usual.filter(|_| is_age || is_set(fact.kind)).unwrap_or(fact.any)
        })
        .collect()
}

/// Whether what is known of a fact of this kind is a set of values, and no span of days or numbers.
fn is_set(kind: Kind) -> bool {
    matches!(kind, Kind::Choice | Kind::Finding)
}

/// A record with all truths that follow.
fn evaluated(sets: Vec<u32>, atoms: &[Atom], steps: &Steps) -> Evaluated {
    let mut values = Values::default();
    for (number, atom) in atoms.iter().enumerate() {
        values.set(number + 1, truth_of(sets[atom.fact], atom.holds));
    }
    steps.take_all(false, &mut values);
    Evaluated { sets, values }
}

/// For each fact all bits where one of the roots depends on it, else none.
fn read_by(graph: &Graph, roots: impl Iterator<Item = Literal>, facts: &[Fact]) -> Vec<u32> {
    let reached = graph.reachable(roots);
    let is_read = |fact: &Fact| fact.tests.iter().any(|(node, _)| reached[*node]);
    facts.iter().map(|fact| if is_read(fact) { u32::MAX } else { 0 }).collect()
}
