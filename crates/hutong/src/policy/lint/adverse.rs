//! Findings that can lower a level: danger must never mean less care. Where a finding stands under a negation, two
//! children who differ in this finding alone are looked for, of whom the one who is worse off has the lower level.

use super::rules::{Purpose, Rule};
use super::search::Search;
use crate::graph::{Literal, Node};
use crate::levels::Goal;
use crate::policy::error::{PolicyCode, PolicyFault};
use crate::policy::program::Program;
use crate::policy::source::PolicySource;
use crate::vocabulary::finding::code;
use crate::vocabulary::{Kind, column_at, slot_count};

/// The values of a finding, from the best to the worst.
const WORSE: [u32; 4] = [code::NO, code::SUSPECTED_NOT_SO, code::SUSPECTED_SO, code::CONFIRMED];

/// The rules that a finding can turn against the child.
pub(super) fn faults(
    source: &PolicySource,
    program: &Program,
    rules: &[Rule<'_>],
    search: &mut Search<'_>,
    faults: &mut Vec<PolicyFault>,
) {
    let roots = &program.roots;
    for rule in rules {
        // What the child who is better off has, and the one who is worse off has not.
        let (better, worse): (Goal, Vec<Goal>) = match rule.purpose {
            Purpose::Outside => {
                let goal = |holds| Goal { literal: rule.literal, holds };
                (goal(false), vec![goal(true)])
            }
            Purpose::Population => {
                let none = roots.populations.iter().map(|literal| Goal { literal: *literal, holds: false });
                (Goal { literal: rule.literal, holds: true }, none.collect())
            }
            Purpose::Trigger(level) => {
                let none = roots.levels.iter().take(level + 1);
                let none = none.map(|literal| Goal { literal: *literal, holds: false });
                (Goal { literal: rule.literal, holds: true }, none.collect())
            }
            Purpose::Consequence => continue,
        };
        let towards = if better.holds { rule.literal } else { rule.literal.not() };
        for fact in findings_against(program, towards) {
            // A search that is given up warns: the negation is there.
            let turned = WORSE.windows(2).any(|pair| match *pair {
                [less, more] => {
                    let goals = [std::slice::from_ref(&better), worse.as_slice()];
                    search.pair(fact, [less, more], goals) != Some(false)
                }
                _ => false,
            });
            if turned {
                let path = rule.path.as_str();
                faults.push(PolicyFault::new(PolicyCode::AdverseLowers, path, &name(source, fact)));
            }
        }
    }
}

/// The path of a fact, as a policy file writes it.
fn name(source: &PolicySource, fact: usize) -> String {
    match (column_at(fact), fact.checked_sub(slot_count()).and_then(|place| source.facts.get(place))) {
        (Some(column), _) => column.path.clone(),
        (None, Some(local)) => format!("local.{}", local.id),
        (None, None) => String::new(),
    }
}

/// The findings that can make a condition fail by getting worse, as far as negations tell.
fn findings_against(program: &Program, root: Literal) -> Vec<usize> {
    let nodes = program.graph.nodes();
    // For each node: seen as it stands, seen negated.
    let mut seen = vec![[false; 2]; nodes.len()];
    let mut open = vec![root];
    let mut found = Vec::new();
    while let Some(literal) = open.pop() {
        let negated = literal.is_negated();
        let Some(before) = seen.get_mut(literal.node()) else { continue };
        if std::mem::replace(&mut before[usize::from(negated)], true) {
            continue;
        }
        match nodes.get(literal.node()) {
            Some(Node::Atom(atom)) => {
                let Some(atom) = program.atoms.get(*atom) else { continue };
                let is_finding = program.facts.get(atom.fact).is_some_and(|fact| fact.kind == Kind::Finding);
                // As it stands the test must stay met as the finding gets worse; negated it must stay unmet.
                let met = |value: &u32| (atom.holds & value != 0) != negated;
                let falls = WORSE.windows(2).any(|pair| matches!(pair, [a, b] if met(a) && !met(b)));
                if is_finding && falls {
                    found.push(atom.fact);
                }
            }
            Some(Node::All(inputs) | Node::Any(inputs)) => {
                open.extend(inputs.iter().map(|input| if negated { input.not() } else { *input }));
            }
            Some(Node::True) | None => {}
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}
