//! A condition as it stands in a policy file: structured data, no expression language.
//! Reading it settles only its shape; whether the facts and definitions exist is for `compile`.

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::borrow::Cow;

/// A condition.
#[derive(Clone, Debug, PartialEq)]
pub enum Formula {
    /// A definition, by its id.
    Definition(String),
    /// A reading that has been decided in a certain way: yes or no once the policy is compiled.
    Reading {
        /// The reading's id.
        reading: String,
        /// The alternative's id.
        is: String,
    },
    /// A fact has one of these values.
    Fact {
        /// The column's path, `parent.…` within a definition of a parent, or `local.…` for a fact of this policy.
        fact: String,
        /// The values, by id. For a finding `no`, `confirmed`, or `suspected-or-confirmed`, which accepts suspicion.
        is: Vec<String>,
    },
    /// So much time has passed, or has not, since a day; or a number is so large, or is not.
    Measure {
        /// The column's path.
        fact: String,
        /// What is measured.
        unit: Unit,
        /// The number from which on it holds, or below which it holds.
        bound: Bound,
    },
    /// All of these.
    All(Vec<Formula>),
    /// At least one of these.
    Any(Vec<Formula>),
    /// Not this.
    Not(Box<Formula>),
    /// This, with suspicion as good as confirmation throughout, in the definitions that it names too: what somebody
    /// must be told of, whom a suspicion alone concerns.
    Suspected(Box<Formula>),
    /// Of both parents, each by itself.
    BothParents(Box<Formula>),
    /// Of at least one parent.
    EitherParent(Box<Formula>),
    /// Of one parent this, and of the other that.
    OneParent {
        /// What holds of the one.
        one: Box<Formula>,
        /// What holds of the other.
        other: Box<Formula>,
    },
    /// Of the father. Always with its like for the mother: rules are the same for both.
    Father(Box<Formula>),
    /// Of the mother.
    Mother(Box<Formula>),
}

/// What a [`Formula::Measure`] measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Unit {
    /// Age in years since a birth date, attained as the reading `attainment-of-age` says.
    Years,
    /// Months that have run since a day, as the reading `corresponding-day` says.
    Months,
    /// The number itself.
    Number,
}

/// From where on a measure holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Bound {
    /// This much or more (以上).
    AtLeast(u32),
    /// Less than this (不满).
    Under(u32),
}

/// The written form: a table with a few keys, of which exactly one kind may be used.
#[derive(Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, rename_all = "kebab-case", deny_unknown_fields)]
struct Written {
    #[serde(skip_serializing_if = "Option::is_none")]
    all: Option<Vec<Formula>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    any: Option<Vec<Formula>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    not: Option<Box<Formula>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    suspected: Option<Box<Formula>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    both_parents: Option<Box<Formula>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    either_parent: Option<Box<Formula>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    one_parent: Option<Box<Formula>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    the_other: Option<Box<Formula>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    father: Option<Box<Formula>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    mother: Option<Box<Formula>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reading: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fact: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    is: Option<OneOrMany>,
    #[serde(skip_serializing_if = "Option::is_none")]
    years: Option<Bound>,
    #[serde(skip_serializing_if = "Option::is_none")]
    months: Option<Bound>,
    #[serde(skip_serializing_if = "Option::is_none")]
    number: Option<Bound>,
}

#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
enum OneOrMany {
    One(String),
    Many(Vec<String>),
}

impl Written {
    fn formula(self) -> Result<Formula, &'static str> {
        let kinds = [
            self.all.is_some(),
            self.any.is_some(),
            self.not.is_some(),
            self.suspected.is_some(),
            self.both_parents.is_some(),
            self.either_parent.is_some(),
            self.one_parent.is_some() || self.the_other.is_some(),
            self.father.is_some(),
            self.mother.is_some(),
            self.reading.is_some(),
            self.fact.is_some(),
        ];
        if kinds.iter().filter(|used| **used).count() != 1 {
            return Err(
                "a condition has exactly one of `all`, `any`, `not`, `suspected`, `both-parents`, `either-parent`, `one-parent` with `the-other`, `father`, `mother`, `reading`, `fact`",
            );
        }
        let measures = [(Unit::Years, self.years), (Unit::Months, self.months), (Unit::Number, self.number)];
        if self.fact.is_none() && measures.iter().any(|(_, bound)| bound.is_some()) {
            return Err("`years`, `months` and `number` belong to a `fact`");
        }
        if self.is.is_some() && self.fact.is_none() && self.reading.is_none() {
            return Err("`is` belongs to a `fact` or a `reading`");
        }
        if let Some(reading) = self.reading {
            return match self.is {
                Some(OneOrMany::One(is)) => Ok(Formula::Reading { reading, is }),
                _ => Err("`reading` needs `is` with one alternative"),
            };
        }
        if let Some(fact) = self.fact {
            let mut tests: Vec<Formula> = Vec::new();
            match self.is {
                Some(OneOrMany::One(value)) => {
                    tests.push(Formula::Fact { fact: fact.clone(), is: vec![value] });
                }
                Some(OneOrMany::Many(is)) => tests.push(Formula::Fact { fact: fact.clone(), is }),
                None => {}
            }
            for (unit, bound) in measures {
                tests.extend(bound.map(|bound| Formula::Measure { fact: fact.clone(), unit, bound }));
            }
            return match (tests.pop(), tests.is_empty()) {
                (Some(test), true) => Ok(test),
                _ => Err("`fact` needs exactly one of `is`, `years`, `months`, `number`"),
            };
        }
        match (self.one_parent, self.the_other) {
            (Some(one), Some(other)) => return Ok(Formula::OneParent { one, other }),
            (None, None) => {}
            _ => return Err("`one-parent` and `the-other` go together"),
        }
        self.all
            .map(Formula::All)
            .or(self.any.map(Formula::Any))
            .or(self.not.map(Formula::Not))
            .or(self.suspected.map(Formula::Suspected))
            .or(self.both_parents.map(Formula::BothParents))
            .or(self.either_parent.map(Formula::EitherParent))
            .or(self.father.map(Formula::Father))
            .or(self.mother.map(Formula::Mother))
            .ok_or("a condition is empty")
    }
}

impl From<&Formula> for Written {
    fn from(formula: &Formula) -> Written {
        let mut written = Written::default();
        match formula.clone() {
            Formula::Definition(_) => {}
            Formula::Reading { reading, is } => {
                written.reading = Some(reading);
                written.is = Some(OneOrMany::One(is));
            }
            Formula::Fact { fact, mut is } => {
                written.fact = Some(fact);
                written.is = Some(match (is.pop(), is.is_empty()) {
                    (Some(value), true) => OneOrMany::One(value),
                    (last, _) => OneOrMany::Many(is.into_iter().chain(last).collect()),
                });
            }
            Formula::Measure { fact, unit, bound } => {
                written.fact = Some(fact);
                match unit {
                    Unit::Years => written.years = Some(bound),
                    Unit::Months => written.months = Some(bound),
                    Unit::Number => written.number = Some(bound),
                }
            }
            Formula::All(parts) => written.all = Some(parts),
            Formula::Any(parts) => written.any = Some(parts),
            Formula::Not(part) => written.not = Some(part),
            Formula::Suspected(part) => written.suspected = Some(part),
            Formula::BothParents(part) => written.both_parents = Some(part),
            Formula::EitherParent(part) => written.either_parent = Some(part),
            Formula::OneParent { one, other } => {
                written.one_parent = Some(one);
                written.the_other = Some(other);
            }
            Formula::Father(part) => written.father = Some(part),
            Formula::Mother(part) => written.mother = Some(part),
        }
        written
    }
}

impl Serialize for Formula {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Formula::Definition(id) => serializer.serialize_str(id),
            other => Written::from(other).serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for Formula {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Formula, D::Error> {
        struct Visitor;
        impl<'de> serde::de::Visitor<'de> for Visitor {
            type Value = Formula;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(
                    "a condition: the id of a definition, or a table such as { fact = \"…\", is = \"…\" }",
                )
            }
            fn visit_str<E: serde::de::Error>(self, id: &str) -> Result<Formula, E> {
                Ok(Formula::Definition(id.to_owned()))
            }
            fn visit_map<A: serde::de::MapAccess<'de>>(self, map: A) -> Result<Formula, A::Error> {
                let written = Written::deserialize(serde::de::value::MapAccessDeserializer::new(map))?;
                written.formula().map_err(serde::de::Error::custom)
            }
        }
        deserializer.deserialize_any(Visitor)
    }
}

impl JsonSchema for Formula {
    fn schema_name() -> Cow<'static, str> {
        "Formula".into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let written = generator.subschema_for::<Written>();
        schemars::json_schema!({
            "description": "A condition: the id of a definition, or a table with exactly one kind of test.",
            "anyOf": [{ "type": "string" }, written],
        })
    }
}
