//! Why a rule says what it says: the facts that alone make it so, the conditions that failed, the facts that are
//! missing. Found by walking the graph from the rule down along the inputs that decide.

use super::work::Work;
use crate::Truth;
use crate::graph::{Literal, Node};
use crate::policy::Policy;
use crate::policy::compile::column_at;
use crate::policy::source::LocalFact;
use crate::vocabulary::finding::code;
use crate::vocabulary::{County, Kind, Slot};
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
        match column_at(self.fact) {
            Some(column) => Cow::Borrowed(&column.path),
            None => format!("local.{}", self.local_fact().map_or("", |fact| &fact.id)).into(),
        }
    }

    fn local_fact(&self) -> Option<&'p LocalFact> {
        let place = self.fact.checked_sub(crate::vocabulary::slot_count())?;
        self.policy.source().facts.get(place)
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
        let index = self.definition? as usize;
        self.policy.source().definitions.get(index).map(|definition| definition.id.as_str())
    }

    pub(crate) fn fact(&self) -> usize {
        self.fact
    }
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
pub(crate) fn facts_behind<'p>(policy: &'p Policy, work: &Work<'_>, literal: Literal) -> Vec<FactUsed<'p>> {
    let mut walk = Walk { policy, work, one_failure: work.truth(literal) == Truth::No, found: Vec::new() };
    walk.collect(literal, None);
    let mut found = walk.found;
    found.sort_unstable();
    found.dedup_by_key(|(fact, _)| *fact);
    let used = |(fact, definition): (u32, Option<u32>)| {
        let fact = fact as usize;
        let slot = work.slots().get(fact).copied().unwrap_or(Slot::ANY_NUMBER);
        FactUsed::new(policy, fact, slot, definition)
    };
    found.into_iter().map(used).collect()
}

struct Walk<'a, 'w> {
    policy: &'a Policy,
    work: &'a Work<'w>,
    /// Whether one failed condition is enough.
    one_failure: bool,
    found: Vec<(u32, Option<u32>)>,
}

impl Walk<'_, '_> {
    fn collect(&mut self, literal: Literal, outer: Option<u32>) {
        let program = &self.policy.program;
        let node = literal.node();
        let definition = program.names.get(node).copied().flatten().or(outer);
        let (inputs, is_all) = match &program.graph.nodes()[node] {
            Node::True => return,
            Node::Atom(atom) => {
                let fact = u32::try_from(program.atoms[*atom].fact).unwrap_or(u32::MAX);
                self.found.push((fact, definition));
                return;
            }
            Node::All(inputs) => (inputs, true),
            Node::Any(inputs) => (inputs, false),
        };
        // *All* is no through each input that is no, and yes through all of them; *any* the other way round; and either
        // is undetermined through the inputs that are. In every case: through the inputs whose truth is the gate's own.
        let truth = self.work.values().node(node);
        let alone = if is_all { Truth::No } else { Truth::Yes };
        let mut alike = inputs.iter().copied().filter(|input| self.work.truth(*input) == truth);
        if self.one_failure && truth == alone {
            let first = alike.min_by_key(|input| program.first_facts[input.node()]);
            if let Some(input) = first {
                self.collect(input, definition);
            }
        } else {
            let alike: Vec<Literal> = alike.by_ref().collect();
            for input in alike {
                self.collect(input, definition);
            }
        }
    }
}
