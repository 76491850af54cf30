//! Rules that do not treat father and mother alike. The graph is mirrored: every test on the one becomes the same
//! test on the other. A rule is even-handed when its mirror image is the rule itself.

use super::rules::Rule;
use crate::graph::{Literal, Node};
use crate::policy::error::{PolicyCode, PolicyFault};
use crate::policy::program::{Atom, Border, Program};
use crate::vocabulary::{Kind, column_at, column_by_path, columns};
use std::collections::BTreeMap;

/// The rules that change when father and mother are exchanged.
pub(super) fn faults(program: &Program, rules: &[Rule<'_>], faults: &mut Vec<PolicyFault>) {
    let mirror = mirror(program);
    for rule in rules {
        if image(&mirror, rule.literal) != Some(rule.literal) {
            faults.push(PolicyFault::new(PolicyCode::ParentsNotAlike, rule.path.as_str(), ""));
        }
    }
}

/// A test on a slot, in a form that does not depend on the other tests on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Test {
    In(usize, u32),
    Reached(usize, Border),
}

fn image(mirror: &[Option<Literal>], literal: Literal) -> Option<Literal> {
    let image = mirror.get(literal.node()).copied().flatten()?;
    Some(if literal.is_negated() { image.not() } else { image })
}

/// For each node, what it becomes when father and mother are exchanged; nothing where no rule asks for that.
fn mirror(program: &Program) -> Vec<Option<Literal>> {
    let nodes = program.graph.nodes();
    let mut tests: BTreeMap<Test, usize> = BTreeMap::new();
    let mut gates: BTreeMap<&Node, usize> = BTreeMap::new();
    for (number, node) in nodes.iter().enumerate() {
        match node {
            Node::True => {}
            Node::Atom(atom) => {
                let test = program.atoms.get(*atom).and_then(|atom| test(program, atom));
                tests.extend(test.map(|test| (test, number)));
            }
            Node::All(_) | Node::Any(_) => {
                gates.insert(node, number);
            }
        }
    }
    let mut mirror: Vec<Option<Literal>> = Vec::with_capacity(nodes.len());
    for node in nodes {
        let other = |inputs: &[Literal]| -> Option<Box<[Literal]>> {
            let inputs: Option<Vec<Literal>> = inputs.iter().map(|input| image(&mirror, *input)).collect();
            inputs.map(|mut inputs| {
                inputs.sort_unstable();
                inputs.into()
            })
        };
        let find = |node: Node| gates.get(&node).copied().map(Literal::of);
        let image = match node {
            Node::True => Some(Literal::TRUE),
            Node::Atom(atom) => {
                let atom = program.atoms.get(*atom);
                atom.and_then(|atom| exchanged(program, atom)).and_then(|(test, negated)| {
                    let node = Literal::of(*tests.get(&test)?);
                    Some(if negated { node.not() } else { node })
                })
            }
            Node::All(inputs) => other(inputs).map(Node::All).and_then(find),
            Node::Any(inputs) => other(inputs).map(Node::Any).and_then(find),
        };
        mirror.push(image);
    }
    mirror
}

/// An atom as a test.
fn test(program: &Program, atom: &Atom) -> Option<Test> {
    let fact = program.facts.get(atom.fact)?;
    match fact.kind {
        Kind::Choice | Kind::Finding => Some(Test::In(atom.fact, atom.holds)),
        _ => {
            let border = fact.borders.iter().find(|border| border.reached(&fact.borders) == atom.holds)?;
            Some(Test::Reached(atom.fact, *border))
        }
    }
}

/// The same test on the other parent, and whether it is negated. A test that names no parent stays as it is.
fn exchanged(program: &Program, atom: &Atom) -> Option<(Test, bool)> {
    match test(program, atom)? {
        Test::Reached(slot, border) => Some((Test::Reached(other_slot(slot), border), false)),
        Test::In(slot, set) => {
            let (any, exchanged) = (program.facts.get(atom.fact)?.any, exchanged_values(slot, set));
            // The compiler writes a set with the first value as the negation of the others.
            let negated = exchanged & 1 == 1;
            let set = if negated { any & !exchanged } else { exchanged };
            Some((Test::In(other_slot(slot), set), negated))
        }
    }
}

/// The slot of the same fact about the other parent; the same slot for a fact about somebody else.
fn other_slot(slot: usize) -> usize {
    let other = column_at(slot).and_then(|column| {
        let (parent, fact) = column.path.split_once('.')?;
        let other = match parent {
            "father" => "mother",
            "mother" => "father",
            _ => return None,
        };
        columns().get(column_by_path(&format!("{other}.{fact}"))?)?.slot
    });
    other.unwrap_or(slot)
}

/// A set of values of a choice with the values “father” and “mother” exchanged, where it has both.
fn exchanged_values(slot: usize, set: u32) -> u32 {
    let place = |id: &str| column_at(slot)?.values.iter().position(|value| value.id == id);
    let (Some(father), Some(mother)) = (place("father"), place("mother")) else { return set };
    let bits = 1 << father | 1 << mother;
    if set & bits == 0 || set & bits == bits { set } else { set ^ bits }
}
