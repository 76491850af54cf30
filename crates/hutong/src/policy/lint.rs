//! What is doubtful in a policy though it can be used: rules that never decide, levels that turn danger into less
//! care, parents not treated alike, entries without a use. Each check is in a module of its own; `rules` lists what
//! they look at. Nothing here changes an answer.

mod adverse;
mod contact;
mod dead;
mod parents;
mod rules;
mod search;
mod uses;

use super::error::PolicyFault;
use super::program::Program;
use super::source::PolicySource;
use crate::assessor::Scratch;

/// Every doubt about a policy that was checked and compiled, one kind after the other, each in the order of the file.
pub(crate) fn lint(source: &PolicySource, program: &Program) -> Vec<PolicyFault> {
    let uses = uses::Uses::of(source);
    let rules = rules::rules(source, program);
    let mut records = [Scratch::blank(program), Scratch::blank(program)];
    let mut search = search::Search::new(program, &mut records);
    let mut faults = dead::faults(program, &rules, &uses, &mut search);
    contact::faults(source, program, &mut faults);
    adverse::faults(source, program, &rules, &mut search, &mut faults);
    parents::faults(program, &rules, &mut faults);
    uses.faults(source, &mut faults);
    faults
}
