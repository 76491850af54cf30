//! The vocabulary: every fact that the clauses need, once. The table in [`child`] gives the Rust types, the
//! JSON, the column names, the Chinese and English labels and the spellings. No rule stands here.

pub(crate) mod child;
pub(crate) mod choices;
pub(crate) mod columns;
pub(crate) mod date;
pub(crate) mod finding;
pub(crate) mod leaves;
pub(crate) mod slot;

pub use child::*;
pub use choices::*;
pub(crate) use columns::column_at;
pub use columns::{column_by_header, column_by_path, column_count, columns, slot_columns, slot_count};
pub use date::Date;
pub use finding::{Finding, FindingRecord, FindingState};
pub use leaves::{Count, County, Return, Returns, Text};
pub use slot::Slot;

use crate::fault::{Fault, FaultCode};
use chrono::NaiveDate;
use std::borrow::Cow;

/// What kind of value a column holds, and so which conditions a policy may put on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// One of a closed list of values.
    Choice,
    /// No, suspected, confirmed or unknown.
    Finding,
    /// A calendar day as far as it is known.
    Date,
    /// A whole number.
    Count,
    /// A county code (GB/T 2260).
    County,
    /// Text that no rule reads.
    Text,
    /// Returns from an absence, each with its reason.
    Returns,
}

/// One value of a closed list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Value {
    /// The id in JSON and in policy files.
    pub id: &'static str,
    /// The Chinese label.
    pub zh: &'static str,
    /// The English label.
    pub en: &'static str,
    /// Other spellings that offices use.
    pub also: &'static [&'static str],
}

/// One column of the vocabulary: a field of a child that holds a single value.
#[derive(Clone, Debug)]
pub struct Column {
    /// The path in JSON and the name of the column, such as `father.custody.kind`.
    pub path: String,
    /// The Chinese label, such as 父亲限制人身自由类别.
    pub zh: String,
    /// The English label.
    pub en: String,
    /// Where the document needs it, such as 二（一）.
    pub cite: &'static str,
    /// What kind of value it holds.
    pub kind: Kind,
    /// The values, where the list is closed.
    pub values: &'static [Value],
    /// Where rules find it, if rules read it.
    pub slot: Option<usize>,
    /// Other headers that offices use for it.
    pub headers: Vec<String>,
}

impl Column {
    /// The column as JSON: path, labels, kind, values with their labels and other spellings, clause, headers.
    #[must_use]
    pub fn as_json(&self) -> serde_json::Value {
        let values: Vec<_> = (self.values.iter())
            .map(|value| serde_json::json!({ "id": value.id, "zh": value.zh, "en": value.en, "also": value.also }))
            .collect();
        serde_json::json!({
            "path": self.path, "zh": self.zh, "en": self.en, "kind": self.kind,
            "values": values, "cite": self.cite, "headers": self.headers,
        })
    }
}

/// A closed list of values, with *unknown* beside them.
pub trait Choice: Copy + Default + PartialEq {
    /// Every value but *unknown*, in order.
    const VALUES: &'static [Value];

    /// The place in [`Choice::VALUES`]; nothing for *unknown*.
    fn index(self) -> Option<usize>;

    /// The value at a place in [`Choice::VALUES`]; *unknown* past its end.
    fn from_index(index: usize) -> Self;

    /// The values that are possible, bit *i* for the value at place *i*: one, or all of them for *unknown*.
    fn set(self) -> u32 {
        self.index().map_or((1 << Self::VALUES.len()) - 1, |index| 1 << index)
    }

    /// The id, or `unknown`.
    fn id(self) -> &'static str {
        self.index().and_then(|index| Self::VALUES.get(index)).map_or("unknown", |value| value.id)
    }
}

/// The day that a record is read for, and what closes a finding by then.
#[derive(Clone, Copy, Debug)]
pub struct Moment {
    /// The as-of day.
    pub as_of: NaiveDate,
    /// Whether a closing needs a person who answers for it, besides its day.
    pub closing_needs_person: bool,
}

/// Where a whole record is written as rules see it, each fact at its slot: the values of a choice or finding in `sets`, a
/// day, number or code in `spans`. Apart, because most facts are choices, and a verdict looks at the sets alone.
#[derive(Debug)]
pub struct Slots<'a> {
    pub(crate) sets: &'a mut [u32; <Child as Part>::SLOTS],
    pub(crate) spans: &'a mut [Slot; <Child as Part>::SLOTS],
}

/// A part of a child's record: a single value, or a group of parts.
///
/// Two orders run through it: *columns* (every value that a table can hold) and *slots* (the facts that rules read).
pub trait Part: Default + PartialEq {
    /// How many facts rules read in it.
    const SLOTS: usize;
    /// How many columns it has.
    const COLUMNS: usize;

    /// Adds the descriptions of its columns, in order.
    fn describe(place: &Place, out: &mut Vec<Column>);

    /// Whether nothing at all is known of it.
    fn is_unknown(&self) -> bool;

    /// Writes what rules see on a day, in order, from the place `at` on.
    fn write_slots(&self, moment: &Moment, out: &mut Slots<'_>, at: usize);

    /// Reads one column from text, in any spelling. A blank leaves the field unknown.
    fn set_text(&mut self, column: usize, text: &str) -> Result<(), Fault>;

    /// One column as text; empty when unknown.
    fn text(&self, column: usize) -> Cow<'_, str>;
}

/// Where a part stands in the record: its path, its labels, and the headers that offices may give it.
#[derive(Clone, Debug, Default)]
pub struct Place {
    path: String,
    zh: String,
    en: String,
    cite: &'static str,
    headers: Vec<String>,
}

impl Place {
    pub(crate) fn child(&self, name: &str, zh: &str, en: &str, also: &[&str], cite: &'static str) -> Place {
        let path = if self.path.is_empty() { name.to_owned() } else { format!("{}.{name}", self.path) };
        let join = |left: &str, right: &str| {
            if left.is_empty() || right.is_empty() {
                format!("{left}{right}")
            } else {
                format!("{left} {right}")
            }
        };
        let prefixes = if self.headers.is_empty() { &[String::new()][..] } else { &self.headers };
        let mut headers = Vec::new();
        for prefix in prefixes {
            headers.extend(std::iter::once(&zh).chain(also).map(|name| format!("{prefix}{name}")));
        }
        // A group whose name offices leave out leaves it out of the labels too.
        let (zh, en) = if also.contains(&"") { ("", "") } else { (zh, en) };
        Place {
            path,
            zh: format!("{}{zh}", self.zh),
            en: join(&self.en, en),
            cite: if cite.is_empty() { self.cite } else { cite },
            headers,
        }
    }

    pub(crate) fn column(&self, kind: Kind, values: &'static [Value], reads: bool) -> Column {
        Column {
            path: self.path.clone(),
            zh: self.zh.clone(),
            en: self.en.clone(),
            cite: self.cite,
            kind,
            values,
            // The number is given when the table is complete.
            slot: reads.then_some(usize::MAX),
            headers: self.headers.clone(),
        }
    }
}

/// Whether the text means *not known*.
#[must_use]
pub(crate) fn is_unknown_spelling(text: &str) -> bool {
    text.is_empty() || UNKNOWN_SPELLINGS.contains(&normalise(text).as_str())
}

/// The place of a spelling among values; nothing for *unknown*.
pub(crate) fn parse_choice(values: &[Value], text: &str) -> Result<Option<usize>, Fault> {
    // The usual spellings first: no allocation on the way of a million rows.
    if text.is_empty() {
        return Ok(None);
    }
    let is_usual = |value: &Value| value.id == text || value.zh == text || value.also.contains(&text);
    if let Some(index) = values.iter().position(is_usual) {
        return Ok(Some(index));
    }
    let spelling = normalise(text);
    let matches = |value: &Value| {
        value.id == spelling
            || normalise(value.zh) == spelling
            || normalise(value.en) == spelling
            || value.also.contains(&spelling.as_str())
    };
    if let Some(index) = values.iter().position(matches) {
        return Ok(Some(index));
    }
    if UNKNOWN_SPELLINGS.contains(&spelling.as_str()) {
        return Ok(None);
    }
    let list = |label: fn(&Value) -> &str| values.iter().map(label).collect::<Vec<_>>();
    Err(Fault::with(
        FaultCode::UnknownCode,
        "",
        &list(|v| v.zh).join("、"),
        &format!("`{}`", list(|v| v.id).join("`, `")),
    ))
}

impl<T: Choice> Part for T {
    const SLOTS: usize = 1;
    const COLUMNS: usize = 1;

    fn describe(place: &Place, out: &mut Vec<Column>) {
        out.push(place.column(Kind::Choice, T::VALUES, true));
    }

    fn is_unknown(&self) -> bool {
        self.index().is_none()
    }

    #[inline(always)]
    fn write_slots(&self, _moment: &Moment, out: &mut Slots<'_>, at: usize) {
        out.sets[at] = self.set();
    }

    fn set_text(&mut self, _column: usize, text: &str) -> Result<(), Fault> {
        *self = parse_choice(T::VALUES, text)?.map_or_else(T::default, T::from_index);
        Ok(())
    }

    fn text(&self, _column: usize) -> Cow<'_, str> {
        if self.is_unknown() { "".into() } else { self.id().into() }
    }
}

/// The JSON Schema of a closed list: its ids, and `unknown` or null for *not known*.
pub(crate) fn choice_schema<T: Choice>(doc: &str) -> schemars::Schema {
    let mut ids: Vec<serde_json::Value> = T::VALUES.iter().map(|value| value.id.into()).collect();
    ids.push("unknown".into());
    ids.push(serde_json::Value::Null);
    let labels: Vec<_> = T::VALUES.iter().map(|value| format!("{}: {}", value.id, value.zh)).collect();
    schemars::json_schema!({ "description": doc.trim(), "enum": ids, "$comment": labels.join("; ") })
}

/// JSON as text in any accepted spelling: written as the id, read from a string, null, a boolean or a small number.
macro_rules! serde_text {
    ($name:ident) => {
        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(if crate::vocabulary::Part::is_unknown(self) {
                    "unknown"
                } else {
                    crate::vocabulary::Choice::id(*self)
                })
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                crate::vocabulary::leaves::deserialize_text(deserializer)
            }
        }
    };
}
pub(crate) use serde_text;

/// A struct read from an object with these fields, each once or not at all, and from nothing else. What serde derives
/// would take a list too, its members in the order of the fields, so that a fact could land in another's place.
macro_rules! read_as_object {
    ($name:ident { $($field:ident),+ $(,)? }) => {
        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<$name, D::Error> {
                #[derive(Clone, Copy, serde::Deserialize)]
                #[serde(field_identifier)]
                #[allow(non_camel_case_types, reason = "named as the fields are")]
                enum Field { $($field,)+ }

                struct Object;

                impl<'de> serde::de::Visitor<'de> for Object {
                    type Value = $name;

                    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        f.write_str("an object with fields")
                    }

                    fn visit_map<A: serde::de::MapAccess<'de>>(self, mut map: A) -> Result<$name, A::Error> {
                        let mut object = $name::default();
                        let mut seen = 0_u64;
                        while let Some(field) = map.next_key::<Field>()? {
                            let bit = 1 << field as u32;
                            if seen & bit != 0 {
                                let repeated = crate::fault::FaultCode::RepeatedField.en();
                                return Err(serde::de::Error::custom(repeated));
                            }
                            seen |= bit;
                            match field { $(Field::$field => object.$field = map.next_value()?,)+ }
                        }
                        Ok(object)
                    }
                }

                deserializer.deserialize_map(Object)
            }
        }
    };
}
pub(crate) use read_as_object;
