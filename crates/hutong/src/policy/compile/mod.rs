//! From a policy file to a program: names resolved, parents written out, each distinct condition once.
//! Everything wrong with a condition is collected, not only the first fault.
//!
//! `rules` goes through the entries of the file, `condition` through one condition, `fact` settles its tests on facts,
//! `gates` holds the graph as it grows, and `layout` makes the finished graph a program. Whether each entry is whole
//! by itself is for `check`, what is doubtful for `lint`.

mod condition;
mod fact;
mod gates;
mod layout;
mod rules;

// Where the answers' reasons look for it; it belongs to the vocabulary.
pub(crate) use crate::vocabulary::column_at;

use super::error::{PolicyCode, PolicyFault};
use super::formula::Unit;
use super::program::Program;
use super::readings::{EngineReadings, Suspicion};
use super::source::PolicySource;
use crate::derive::Derivation;
use crate::vocabulary::County;
use condition::Definitions;
use gates::Gates;
use std::collections::BTreeMap;

/// The most nodes of a compiled policy.
pub(crate) const MOST_NODES: usize = 4_096;

/// Which parent a condition speaks of.
type Parent = Option<&'static str>;
const FATHER: Parent = Some("father");
const MOTHER: Parent = Some("mother");

/// A policy on its way to a program.
struct Compiler<'a> {
    source: &'a PolicySource,
    suspicion: Suspicion,
    gates: Gates,
    definitions: Definitions<'a>,
    /// In what each day or number has been measured so far, by its slot.
    units: BTreeMap<usize, Unit>,
    /// The entry and field being compiled.
    path: Vec<String>,
    faults: Vec<PolicyFault>,
}

/// Compiles a policy whose entries have been checked one by one.
///
/// Errors: every fault of its conditions; [`PolicyCode::TooMany`] where they make more than [`MOST_NODES`] nodes.
pub(crate) fn compile(source: &PolicySource, readings: EngineReadings) -> Result<Program, Vec<PolicyFault>> {
    let mut compiler = Compiler {
        source,
        suspicion: readings.suspicion,
        gates: Gates::new(),
        definitions: Definitions::of(source),
        units: BTreeMap::new(),
        path: Vec::new(),
        faults: Vec::new(),
    };
    let roots = compiler.rules();
    let too_many = || PolicyFault::new(PolicyCode::TooMany, "", &MOST_NODES.to_string());
    if compiler.gates.len() > MOST_NODES {
        compiler.faults.push(too_many());
    }
    if !compiler.faults.is_empty() {
        return Err(compiler.faults);
    }
    let derivation = Derivation {
        readings,
        core_districts: source.core_districts.iter().map(|list| counties(&list.counties)).collect(),
        local: source.facts.iter().map(|fact| (fact.id.clone(), fact.judgement)).collect(),
    };
    layout::lay_out(compiler.gates, compiler.definitions.names(), &roots, derivation)
        .ok_or_else(|| vec![too_many()])
}

fn counties(codes: &[u32]) -> Vec<County> {
    codes.iter().filter_map(|code| County::new(*code)).collect()
}

impl Compiler<'_> {
    /// Tells a fault at the place being compiled.
    fn fault(&mut self, code: PolicyCode, detail: &str) {
        self.faults.push(PolicyFault::new(code, self.path.concat(), detail));
    }

    /// The same one step further in.
    fn fault_at(&mut self, step: &str, code: PolicyCode, detail: &str) {
        self.path.push(step.to_owned());
        self.fault(code, detail);
        self.path.pop();
    }
}
