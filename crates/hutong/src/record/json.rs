//! One JSON object to a child. A record without fault is read by its types; any other is read again member by
//! member, so that every fault is told with its path and everything else is kept.

use super::Reading;
use super::check::{Checks, shown_name, undeclared};
use super::draft::Draft;
use super::json_text::{NO_NUMBER, not_json, without_odd_numbers};
use super::target::{Found, find, nearest};
use crate::Policy;
use crate::fault::{Fault, FaultCode};
use crate::vocabulary::{Child, Kind, Part, Return, Returns, column_by_path, columns};
use chrono::NaiveDate;
use serde::de::{DeserializeSeed, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::collections::BTreeSet;
use std::fmt;

/// The most names on the way to a value: father, away, returns, the entry, its field.
const DEEPEST: usize = 5;
/// For how many unknown fields a likely name is looked for.
const MOST_SUGGESTIONS: usize = 20;

/// Reads one JSON object.
///
/// Fields stand in groups (`{"father": {"state": "dead"}}`), under paths (`"father.state"`) or under labels
/// (`"父亲状况"`, `"年龄"`), mixed as it suits. Values are spellings of the vocabulary; null, or a field left out,
/// is unknown; true and false are yes and no where the field has them; a number is its digits.
///
/// An error leaves its field unknown, and the rest is read. Where the text stops being JSON, what stood before is
/// kept and the rest is lost, which the fault `not-json` says.
///
/// ```
/// # use hutong::{FaultCode, Policy, read_json};
/// let policy = Policy::builtin("puning-2024")?;
/// let text = r#"{"key": "made-up 1", "父亲状况": "死亡", "mother": {"stat": "alive"}, "lives_with": "moon"}"#;
/// let reading = read_json(&policy, text, "2026-11-01".parse()?);
/// assert!(reading.is_rejected());
/// let told: Vec<_> = reading.faults.iter().map(|fault| (fault.path(), fault.code())).collect();
/// assert_eq!(told, [("mother.stat", FaultCode::UnknownField), ("lives_with", FaultCode::UnknownCode)]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn read_json(policy: &Policy, text: &str, as_of: NaiveDate) -> Reading {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let draft = match serde_json::from_str::<Child>(text) {
        // Of two facts of the policy with one id the types would keep the last, without a word.
        Ok(child) if child.local.is_empty() => Draft { child, ..Draft::default() },
        _ => read_slowly(policy, text),
    };
    draft.finish(&Checks::of(policy), as_of)
}

/// Reads member by member.
pub(super) fn read_slowly(policy: &Policy, text: &str) -> Draft {
    let text = without_odd_numbers(text);
    let mut reader = Reader {
        policy,
        names: Vec::new(),
        values: Vec::new(),
        faults: Vec::new(),
        returns: None,
        unknown: 0,
    };
    let mut deserializer = serde_json::Deserializer::from_str(&text);
    let mut result = Member { reader: &mut reader, repeated: false }.deserialize(&mut deserializer);
    if result.is_ok() {
        reader.names.clear();
        result = deserializer.end();
    }
    if let Err(error) = result {
        let path = reader.path();
        reader.faults.push(not_json(&error, &path));
    }
    reader.finish()
}

/// One value with the field that it belongs to.
struct Value {
    found: Found,
    path: String,
    content: Content,
}

enum Content {
    /// Empty for null.
    Text(String),
    Returns(Vec<Return>),
}

/// The returns of one absence while they are read.
#[derive(Default)]
struct ReturnsDraft {
    entries: Vec<Return>,
    faulty: bool,
}

struct Reader<'p> {
    policy: &'p Policy,
    /// The names on the way to the value being read; `[0]` for a place in a list.
    names: Vec<String>,
    values: Vec<Value>,
    faults: Vec<Fault>,
    returns: Option<ReturnsDraft>,
    /// How many unknown fields there were.
    unknown: usize,
}

impl Reader<'_> {
    /// The path of the value being read, as the record names it.
    fn path(&self) -> String {
        let mut path = String::new();
        for name in &self.names {
            if !path.is_empty() && !name.starts_with('[') {
                path.push('.');
            }
            path.push_str(&if name.starts_with('[') { name.clone() } else { shown_name(name) });
        }
        path
    }

    fn push(&mut self, fault: Fault) {
        if let Some(returns) = &mut self.returns {
            returns.faulty = true;
        }
        self.faults.push(fault);
    }

    fn fault(&mut self, code: FaultCode, zh: &str, en: &str) {
        let path = self.path();
        self.push(Fault::with(code, path, zh, en));
    }

    fn wrong_type(&mut self) {
        let (zh, en) = match self.kind() {
            _ if self.names.is_empty() => ("一个JSON对象", "a JSON object"),
            _ if self.names.last().is_some_and(|name| name.starts_with('[')) => {
                ("含 from、until、reason 的对象", "an object with `from`, `until`, `reason`")
            }
            Some(Kind::Returns) => ("列表", "a list of returns"),
            Some(Kind::Text) => ("文字、数字或 null", "text, a number or null"),
            None if self.is_group() => ("包含字段的对象", "an object with fields"),
            _ => ("文字、数字、true、false 或 null", "text, a number, true, false or null"),
        };
        self.fault(FaultCode::WrongType, zh, en);
    }

    /// The kind of value that belongs to the path; nothing where it is no field.
    fn kind(&self) -> Option<Kind> {
        self.found().and_then(|found| found.target.kind())
    }

    fn found(&self) -> Option<Found> {
        if let Some(found) = find(self.policy, &self.names.join(".")) {
            return Some(found);
        }
        // A finding told as an object has its own value under `state`.
        let (last, rest) = self.names.split_last()?;
        let found =
            find(self.policy, &rest.join(".")).filter(|_| matches!(last.as_str(), "state" | "状态"))?;
        (found.target.kind() == Some(Kind::Finding)).then_some(found)
    }

    /// Whether the path is that of a group of fields.
    fn is_group(&self) -> bool {
        let path = format!("{}.", self.names.join("."));
        path == "local." || columns().iter().any(|column| column.path.starts_with(&path))
    }

    /// Whether the value being read must be a single one.
    fn is_single(&self) -> bool {
        let column = column_by_path(&self.names.join(".")).and_then(|index| columns().get(index));
        column.is_some_and(|column| column.kind != Kind::Finding)
    }

    /// A single value: text, or nothing for null.
    fn single(&mut self, text: Option<&str>) {
        if self.returns.is_some() {
            return self.single_of_return(text);
        }
        if text == Some(NO_NUMBER) {
            return self.wrong_type();
        }
        match self.found() {
            _ if self.names.is_empty() => self.wrong_type(),
            Some(found) => {
                let path = found.target.path(self.policy).into_owned();
                let content = Content::Text(text.unwrap_or_default().trim().to_owned());
                self.values.push(Value { found, path, content });
            }
            None if self.is_group() => {
                if text.is_some() {
                    self.wrong_type();
                }
            }
            None => self.unknown_field(),
        }
    }

    fn unknown_field(&mut self) {
        if let [group, id, ..] = self.names.as_slice()
            && group == "local"
        {
            let fault = undeclared(self.policy, id);
            // Each part of a finding told as an object comes here.
            if !self.faults.contains(&fault) {
                self.push(fault);
            }
            return;
        }
        self.unknown += 1;
        let name = self.names.join(".");
        let last = self.names.last().map_or("", String::as_str);
        let (zh, en) = if matches!(last, "name" | "姓名" | "儿童姓名") {
            ("评估不需要姓名，请勿提交".into(), "no answer needs a name; leave it out".into())
        } else {
            let near = if self.unknown <= MOST_SUGGESTIONS { nearest(self.policy, &name) } else { None };
            match near {
                Some(near) => (format!("是否想写 {near}？"), format!("did you mean `{near}`?")),
                None => (
                    "请对照字段表改名或删去".into(),
                    "rename it after the list of fields, or leave it out".into(),
                ),
            }
        };
        self.fault(FaultCode::UnknownField, &zh, &en);
    }

    /// A value of a return: its first day, its last, or its reason.
    fn single_of_return(&mut self, text: Option<&str>) {
        let field = self.names.last().map_or("", String::as_str);
        let entry = self.returns.as_mut().and_then(|returns| returns.entries.last_mut());
        let text = text.unwrap_or_default().trim();
        let result = match (field, entry) {
            (name, _) if name.starts_with('[') => return self.wrong_type(),
            _ if text == NO_NUMBER => return self.wrong_type(),
            ("from", Some(entry)) => entry.from.set_text(0, text),
            ("until", Some(entry)) => entry.until.set_text(0, text),
            ("reason", Some(entry)) => entry.reason.set_text(0, text),
            _ => Err(Fault::with(
                FaultCode::UnknownField,
                "",
                "可用：from、until、reason",
                "use `from`, `until`, `reason`",
            )),
        };
        if let Err(fault) = result {
            let path = self.path();
            self.push(fault.at(&path));
        }
    }

    /// Sets each value that stands once, in the order of the vocabulary.
    fn finish(mut self) -> Draft {
        let mut draft = Draft { faults: self.faults, ..Draft::default() };
        self.values.sort_by_key(|value| value.found.target);
        for values in self.values.chunk_by(|a, b| a.found.target == b.found.target) {
            match values {
                [Value { found, path, content: Content::Text(text) }] => {
                    if !text.is_empty() {
                        draft.set(self.policy, *found, path, text);
                    }
                }
                [Value { path, content: Content::Returns(entries), .. }] => {
                    let parent = if path.starts_with("father.") {
                        &mut draft.child.father
                    } else {
                        &mut draft.child.mother
                    };
                    parent.away.returns = Returns(entries.clone());
                }
                // Which of them is meant cannot be told: the field stays unknown.
                [value, ..] => draft.faults.push(Fault::new(FaultCode::RepeatedField, value.path.as_str())),
                [] => {}
            }
        }
        draft
    }

    /// Whether the value being read lies within a list of returns, and how far: 1 for an entry, 2 for its field.
    fn depth_in_returns(&self) -> Option<usize> {
        self.returns.as_ref()?;
        let list = self.names.iter().rposition(|name| name.starts_with('['))?;
        Some(self.names.len() - list)
    }
}

/// The value of one member, to be read into the reader.
struct Member<'r, 'p> {
    reader: &'r mut Reader<'p>,
    /// The same name stood before in the same object.
    repeated: bool,
}

impl<'de> DeserializeSeed<'de> for Member<'_, '_> {
    type Value = ();

    fn deserialize<D: serde::Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Member<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_bool<E: serde::de::Error>(self, value: bool) -> Result<(), E> {
        if self.reader.kind() == Some(Kind::Text) {
            self.reader.wrong_type();
        } else {
            self.reader.single(Some(if value { "yes" } else { "no" }));
        }
        Ok(())
    }

    fn visit_u64<E: serde::de::Error>(self, value: u64) -> Result<(), E> {
        self.reader.single(Some(&value.to_string()));
        Ok(())
    }

    fn visit_i64<E: serde::de::Error>(self, value: i64) -> Result<(), E> {
        self.reader.single(Some(&value.to_string()));
        Ok(())
    }

    fn visit_f64<E: serde::de::Error>(self, value: f64) -> Result<(), E> {
        // Past fifteen digits the last ones are lost, and the exponent says so.
        let text = if value.abs() >= 1e15 { format!("{value:e}") } else { value.to_string() };
        self.reader.single(Some(&text));
        Ok(())
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<(), E> {
        self.reader.single(Some(text));
        Ok(())
    }

    fn visit_unit<E: serde::de::Error>(self) -> Result<(), E> {
        self.reader.single(None);
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let reader = self.reader;
        let in_returns = reader.depth_in_returns();
        if reader.names.len() >= DEEPEST || in_returns.is_some_and(|depth| depth > 1) {
            reader.fault(FaultCode::TooDeep, "", "");
        } else if in_returns.is_none() && reader.is_single() {
            reader.wrong_type();
        } else {
            if self.repeated {
                reader.fault(FaultCode::RepeatedField, "", "");
            }
            if let Some(returns) = &mut reader.returns {
                returns.entries.push(Return::default());
            }
            return read_members(reader, map);
        }
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        let reader = self.reader;
        let found = reader.found().filter(|found| found.target.kind() == Some(Kind::Returns));
        let Some(found) = found.filter(|_| reader.returns.is_none()) else {
            reader.wrong_type();
            while list.next_element::<IgnoredAny>()?.is_some() {}
            return Ok(());
        };
        let path = found.target.path(reader.policy).into_owned();
        reader.returns = Some(ReturnsDraft::default());
        for place in 0_usize.. {
            reader.names.push(format!("[{place}]"));
            if list.next_element_seed(Member { reader: &mut *reader, repeated: false })?.is_none() {
                reader.names.pop();
                break;
            }
            reader.names.pop();
        }
        let returns = reader.returns.take().unwrap_or_default();
        // A return of which a part cannot be read might end an absence that goes on: then none is taken.
        let entries = if returns.faulty { Vec::new() } else { returns.entries };
        reader.values.push(Value { found, path, content: Content::Returns(entries) });
        Ok(())
    }
}

/// Reads the members of an object. After an error of syntax the names stay as they are: they say where it was.
fn read_members<'de, A: MapAccess<'de>>(reader: &mut Reader<'_>, mut map: A) -> Result<(), A::Error> {
    let mut seen = BTreeSet::new();
    while let Some(name) = map.next_key::<String>()? {
        reader.names.push(name.clone());
        let repeated = !seen.insert(name);
        if repeated && reader.returns.is_some() {
            reader.fault(FaultCode::RepeatedField, "", "");
        }
        map.next_value_seed(Member { reader: &mut *reader, repeated })?;
        reader.names.pop();
    }
    Ok(())
}
