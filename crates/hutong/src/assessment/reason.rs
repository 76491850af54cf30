//! Why a rule says what it says: the facts that alone make it so, the conditions that failed, the facts that are
//! missing. Found by walking the graph from the rule down along the inputs that decide.

use super::work::Work;
use crate::Truth;
use crate::graph::{Literal, Node};
use crate::policy::Policy;
use crate::policy::compile::column_at;
use crate::policy::program::Program;
use crate::policy::source::{LocalFact, PolicySource};
use crate::steps::Values;
use crate::vocabulary::finding::code;
use crate::vocabulary::{County, Kind, Slot};
use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};
use std::borrow::Cow;
use std::fmt;

/// A fact that an answer rests on, or that is missing for it.
#[derive(Clone, Copy)]
pub struct FactUsed<'p> {
    policy: &'p Policy,
    /// Its slot in the record.
    fact: usize,
    slot: Slot,
    /// The innermost named condition that uses it.
    definition: Option<u32>,
}

impl<'p> FactUsed<'p> {
    pub(crate) fn new(policy: &'p Policy, fact: usize, slot: Slot, definition: Option<u32>) -> FactUsed<'p> {
        FactUsed { policy, fact, slot, definition }
    }

    /// The column's path, such as `father.custody.kind`, or `local.…` for a fact of the policy.
    #[must_use]
    pub fn path(&self) -> Cow<'p, str> {
        path_of(self.policy.source(), self.fact)
    }

    fn local_fact(&self) -> Option<&'p LocalFact> {
        local_fact(self.policy.source(), self.fact)
    }

    /// The label in Chinese and English.
    #[must_use]
    pub fn label(&self) -> (&'p str, &'p str) {
        match column_at(self.fact) {
            Some(column) => (&column.zh, &column.en),
            None => self.local_fact().map_or(("", ""), |fact| (&fact.label.zh, &fact.label.en)),
        }
    }

    /// The value as a word: an id, a day or a number; `unknown` where nothing decides.
    #[must_use]
    pub fn value(&self) -> FactValue {
        FactValue { slot: self.slot, kind: self.kind(), fact: self.fact }
    }

    fn kind(&self) -> Kind {
        self.policy.program.facts[self.fact].kind
    }

    /// The id of the innermost definition that uses the fact; none where the rule itself does.
    #[must_use]
    pub fn definition(&self) -> Option<&'p str> {
        let definition = self.policy.source().definitions.get(self.definition_index()?);
        definition.map(|definition| definition.id.as_str())
    }

    /// The place of that definition in the policy.
    pub(crate) fn definition_index(&self) -> Option<usize> {
        self.definition.map(|index| index as usize)
    }

    pub(crate) fn fact(&self) -> usize {
        self.fact
    }
}

/// The path of a fact's column, or `local.…` for one that the policy declares.
pub(crate) fn path_of(source: &PolicySource, fact: usize) -> Cow<'_, str> {
    match column_at(fact) {
        Some(column) => Cow::Borrowed(&column.path),
        None => format!("local.{}", local_fact(source, fact).map_or("", |fact| &fact.id)).into(),
    }
}

/// A fact that the policy declares, by its number.
fn local_fact(source: &PolicySource, fact: usize) -> Option<&LocalFact> {
    source.facts.get(fact.checked_sub(crate::vocabulary::slot_count())?)
}

impl fmt::Debug for FactUsed<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} = {}", self.path(), self.value())
    }
}

impl Serialize for FactUsed<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let definition = self.definition();
        let mut out = serializer.serialize_struct("FactUsed", 2 + usize::from(definition.is_some()))?;
        out.serialize_field("fact", &self.path())?;
        out.serialize_field("value", &self.value())?;
        match definition {
            Some(id) => out.serialize_field("definition", id)?,
            None => out.skip_field("definition")?,
        }
        out.end()
    }
}

/// A fact that an answer rests on, or that is missing for it.
#[derive(JsonSchema)]
#[allow(dead_code, reason = "only its schema is used")]
#[schemars(rename = "FactUsed")]
pub(crate) struct FactUsedSchema {
    /// The column's path.
    fact: String,
    /// The value as a word, `unknown` where it is missing.
    value: String,
    /// The innermost definition that uses it.
    #[schemars(skip_serializing_if = "Option::is_none")]
    definition: Option<String>,
}

impl JsonSchema for FactUsed<'_> {
    fn schema_name() -> Cow<'static, str> {
        FactUsedSchema::schema_name()
    }
    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        FactUsedSchema::json_schema(generator)
    }
}

/// A fact's value as a word.
#[derive(Clone, Copy, Debug)]
pub struct FactValue {
    slot: Slot,
    kind: Kind,
    fact: usize,
}

impl FactValue {
    /// The value of a choice or finding, where exactly one is possible.
    pub(crate) fn word(&self) -> Option<&'static str> {
        match self.kind {
            Kind::Finding => match self.slot.set() {
                code::NO => Some("no"),
                code::SUSPECTED => Some("suspected"),
                code::CONFIRMED => Some("confirmed"),
                _ => None,
            },
            Kind::Choice => {
                let set = self.slot.set();
                let values = column_at(self.fact)?.values;
                if set.is_power_of_two() {
                    values.get(set.trailing_zeros() as usize).map(|value| value.id)
                } else {
                    None
                }
            }
            _ => None,
        }
    }
}

impl FactValue {
    /// The day of a date that is known exactly.
    pub(crate) fn day(&self) -> Option<NaiveDate> {
        if self.kind == Kind::Date { self.slot.exact_day() } else { None }
    }
}

impl fmt::Display for FactValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.kind {
            Kind::Choice | Kind::Finding => f.write_str(self.word().unwrap_or("unknown")),
            _ if self.slot.low == i32::MIN || self.slot.high == i32::MAX => f.write_str("unknown"),
            Kind::Date => match self.slot.days() {
                (Some(from), Some(until)) => write!(f, "{}", crate::Date::between(from, until)),
                _ => f.write_str("unknown"),
            },
            Kind::County => match County::of_slot(self.slot).code() {
                Some(code) => write!(f, "{code}"),
                None => f.write_str("unknown"),
            },
            _ if self.slot.low == self.slot.high => write!(f, "{}", self.slot.low),
            _ => write!(f, "{}..{}", self.slot.low, self.slot.high),
        }
    }
}

impl Serialize for FactValue {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.word() {
            Some(word) => serializer.serialize_str(word),
            None => serializer.collect_str(self),
        }
    }
}

/// The facts behind the truth of a condition, each once, in the order of the vocabulary.
///
/// Yes: the facts that alone make it so. No: the facts of one condition that failed, enough to prevent it, the first
/// in the vocabulary's order. Undetermined: the facts that are missing.
pub(crate) fn facts_behind<'p>(
    policy: &'p Policy,
    work: &mut Work<'_>,
    literal: Literal,
) -> Vec<FactUsed<'p>> {
    let mut found = work.take_found();
    found.make_room(policy.program.facts.len());
    let one_failure = work.truth(literal) == Truth::No;
    let mut walk = Walk { program: &policy.program, values: work.values(), one_failure, found };
    walk.collect(literal, NO_NAME);
    found = walk.found;
    let mut used = Vec::with_capacity(found.count);
    found.take_each(|fact, definition| {
        let slot = work.slots().get(fact).copied().unwrap_or(Slot::ANY_NUMBER);
        used.push(FactUsed::new(policy, fact, slot, definition));
    });
    work.give_back(found);
    used
}

/// A definition while the graph is walked: its number and one; 0 for none.
type Name = u32;
const NO_NAME: Name = 0;
const NOT_FOUND: Name = Name::MAX;

/// Facts that a walk has found, each with the first definition of those that name it there; none comes before any.
#[derive(Clone, Debug, Default)]
pub(crate) struct Found {
    count: usize,
    /// A bit a fact, so that they come out in the vocabulary's order.
    facts: Vec<u64>,
    /// By fact; [`NOT_FOUND`] for a fact that was not found.
    definitions: Vec<Name>,
}

impl Found {
    fn make_room(&mut self, facts: usize) {
        self.facts.resize(facts.div_ceil(64), 0);
        self.definitions.resize(facts, NOT_FOUND);
    }

    #[inline(always)]
    fn add(&mut self, fact: usize, definition: Name) {
        if let (Some(word), Some(known)) = (self.facts.get_mut(fact / 64), self.definitions.get_mut(fact)) {
            self.count += usize::from(*known == NOT_FOUND);
            *known = definition.min(*known);
            *word |= 1 << (fact % 64);
        }
    }

    /// Tells each, in the vocabulary's order; then there is none left.
    fn take_each(&mut self, mut tell: impl FnMut(usize, Option<u32>)) {
        for (place, word) in self.facts.iter_mut().enumerate() {
            let mut bits = std::mem::take(word);
            while bits != 0 {
                let fact = place * 64 + bits.trailing_zeros() as usize;
                bits &= bits - 1;
                if let Some(known) = self.definitions.get_mut(fact) {
                    tell(fact, std::mem::replace(known, NOT_FOUND).checked_sub(1));
                }
            }
        }
        self.count = 0;
    }
}

struct Walk<'a> {
    program: &'a Program,
    values: &'a Values,
    /// Whether one failed condition is enough.
    one_failure: bool,
    found: Found,
}

impl Walk<'_> {
    /// Taken into the loop over a gate's inputs: an atom then costs no call.
    #[inline(always)]
    fn collect(&mut self, literal: Literal, outer: Name) {
        let (program, values) = (self.program, self.values);
        let node = literal.node();
        let own = program.names.get(node).copied().unwrap_or(NO_NAME);
        let definition = if own == NO_NAME { outer } else { own };
        // Atoms, which are most of what is found, stand behind node 0.
        if let Some(atom) = program.atoms.get(node.wrapping_sub(1)) {
            return self.found.add(atom.fact, definition);
        }
        let (inputs, is_all) = match program.graph.nodes().get(node) {
            Some(Node::All(inputs)) => (inputs, true),
            Some(Node::Any(inputs)) => (inputs, false),
            _ => return,
        };
        self.collect_inputs(inputs, is_all, values.node(node), definition);
    }

    /// *All* is no through each input that is no, and yes through all of them; *any* the other way round; and either is
    /// undetermined through the inputs that are. In every case: through the inputs whose truth is the gate's own.
    fn collect_inputs(&mut self, inputs: &[Literal], is_all: bool, truth: Truth, definition: Name) {
        let (program, values) = (self.program, self.values);
        let alone = if is_all { Truth::No } else { Truth::Yes };
        let alike = inputs.iter().copied().filter(|input| values.is(*input, truth));
        if self.one_failure && truth == alone {
            // Of two on the same first fact, the one that a single input settles as well: the order in which a policy
            // writes them must not matter.
            let first = alike.min_by_key(|input| {
                let is_any = matches!(program.graph.nodes().get(input.node()), Some(Node::Any(_)));
                let needs_all = (is_any != input.is_negated()) == (truth == Truth::No);
                (program.first_facts[input.node()], needs_all)
            });
            if let Some(input) = first {
                self.collect(input, definition);
            }
        } else {
            alike.for_each(|input| self.collect(input, definition));
        }
    }
}
