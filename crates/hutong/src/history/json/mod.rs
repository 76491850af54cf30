//! One JSON object to a history: every fault with its path, an entry with a fault left out, everything else kept.
//! What entries mean together, and which of them contradict each other, is in `timeline`.

mod node;
mod stream;

use super::History;
use super::kinds::{Entry, EntryKind};
use super::table::unknown_column;
use super::timeline::Checked;
use crate::fault::{Fault, FaultCode};
use crate::policy::Policy;
use crate::record::{nearest_name, not_json, set_text, shown_name, without_odd_numbers};
use crate::vocabulary::{Kind, Part, Return, column_by_header, columns};
use chrono::NaiveDate;
use node::{Node, scalar};
use serde::de::DeserializeSeed;
use stream::Lists;

/// What became of the JSON of a history.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HistoryReading {
    /// The history, with every entry that could be read.
    pub history: History,
    /// Every fault, in the order of the text; the path is that of the text, such as `contacts[3].on`.
    pub faults: Vec<Fault>,
    /// For each list, the places in the text of the entries that were kept.
    places: [Vec<usize>; EntryKind::ALL.len()],
}

impl HistoryReading {
    /// As [`History::check`]; the places of rejected entries are those of the text, where entries that could not be
    /// read were counted too.
    #[must_use]
    pub fn check(&self, policy: &Policy, as_of: NaiveDate) -> Checked {
        let mut checked = self.history.check(policy, as_of);
        for entry in &mut checked.rejected {
            let kind = EntryKind::ALL.iter().find(|kind| kind.id() == entry.list);
            let places = kind.and_then(|kind| self.places.get(*kind as usize));
            entry.place = places.and_then(|places| places.get(entry.place)).copied().unwrap_or(entry.place);
        }
        checked
    }

    /// The place in the text of an entry of the history, counted there from 0 with those that could not be read.
    #[must_use]
    pub fn place_in_text(&self, kind: EntryKind, place: usize) -> usize {
        self.places.get(kind as usize).and_then(|places| places.get(place)).copied().unwrap_or(place)
    }
}

impl History {
    /// The longest text that is read, in bytes: some forty thousand entries.
    pub const MOST_BYTES: usize = 4 << 20;

    /// Reads one JSON object with a list for each kind of entry.
    ///
    /// Names are paths (`on`), labels or other headers, as in tables; a value is a spelling of the vocabulary; null,
    /// or a field left out, is unknown. An entry with a fault is left out and its faults are told; everything else is
    /// kept. Where the text stops being JSON, what stood before is kept and the rest is lost, which the fault
    /// `not-json` says. Text beyond [`History::MOST_BYTES`] is not read at all (`too-long`).
    ///
    /// ```
    /// # use hutong::history::History;
    /// let reading = History::read_json(r#"{
    ///     "key": "made-up 1",
    ///     "contacts": [
    ///         { "on": "2026-09-30", "kind": "home-visit", "by": "child-director" },
    ///         { "on": "2026-09-31", "kind": "home-visit", "form": "phone" }
    ///     ]
    /// }"#);
    /// assert_eq!(reading.history.contacts.len(), 1);
    /// let told: Vec<_> = reading.faults.iter().map(|fault| (fault.path(), fault.code().id())).collect();
    /// assert_eq!(told, [("contacts[1].on", "impossible-date"), ("contacts[1].form", "unknown-field")]);
    /// ```
    #[must_use]
    pub fn read_json(text: &str) -> HistoryReading {
        let mut reader = Reader::default();
        if text.len() > History::MOST_BYTES {
            let most = History::MOST_BYTES.to_string();
            reader.reading.faults.push(Fault::with(FaultCode::TooLong, "", &most, &most));
            return reader.reading;
        }
        let text = without_odd_numbers(text.strip_prefix('\u{feff}').unwrap_or(text));
        let mut deserializer = serde_json::Deserializer::from_str(&text);
        let mut result = Lists(&mut reader).deserialize(&mut deserializer);
        if result.is_ok() {
            reader.at.clear();
            result = deserializer.end();
        }
        if let Err(error) = result {
            reader.reading.faults.push(not_json(&error, &reader.at));
        }
        reader.reading
    }
}

/// For how many unknown names a likely one is looked for.
const MOST_SUGGESTIONS: usize = 20;

#[derive(Default)]
struct Reader {
    reading: HistoryReading,
    /// The lists and fields of the history that stood before.
    seen: Vec<&'static str>,
    /// Where in the text the reader is, for a text that stops being JSON.
    at: String,
    /// How many unknown names there were.
    unknown: usize,
}

impl Reader {
    fn fault(&mut self, fault: Fault) {
        self.reading.faults.push(fault);
    }

    /// Whether a list or field of the history stands for the second time: then it is told and not read.
    fn repeats(&mut self, name: &'static str) -> bool {
        let repeats = self.seen.contains(&name);
        if repeats {
            self.fault(Fault::new(FaultCode::RepeatedField, name));
        } else {
            self.seen.push(name);
        }
        repeats
    }

    /// The detail of a name that is none: the nearest one, or those that there are.
    fn unknown_name<'c>(
        &mut self,
        name: &str,
        candidates: impl Iterator<Item = (&'c str, &'c str)>,
    ) -> Option<(String, String)> {
        self.unknown += 1;
        if self.unknown > MOST_SUGGESTIONS {
            return None;
        }
        let near = nearest_name(name, candidates)?;
        Some((format!("是否想写 {near}？"), format!("did you mean `{near}`?")))
    }

    /// A member of the history that is no list of entries.
    fn member(&mut self, name: &str, value: &Node<'_>) {
        let field = column_by_header(name).and_then(|place| columns().get(place));
        let field = match field.map(|column| column.path.as_str()) {
            Some("key") => "key",
            Some("birth_date") => "birth_date",
            _ => return self.unknown_member(name),
        };
        if self.repeats(field) {
            return;
        }
        let history = &mut self.reading.history;
        let result = match scalar(value) {
            Err(fault) => Err(fault),
            Ok("") => Ok(()),
            Ok(text) if field == "key" => history.key.set_text(0, text),
            Ok(text) => history.birth_date.set_text(0, text),
        };
        if let Err(fault) = result {
            self.fault(fault.at(field));
        }
    }

    fn unknown_member(&mut self, name: &str) {
        let lists = EntryKind::ALL.iter().flat_map(|kind| kind.names().map(|name| (name, kind.id())));
        let fields = ["key", "birth_date"].map(|name| (name, name));
        let (zh, en) = self.unknown_name(name, lists.chain(fields)).unwrap_or_else(|| {
            let names = EntryKind::ALL.iter().map(|kind| kind.id()).collect::<Vec<_>>();
            let zh = format!("可用：key、birth_date、{}", names.join("、"));
            (zh, format!("use one of `key`, `birth_date`, `{}`", names.join("`, `")))
        });
        self.fault(Fault::with(FaultCode::UnknownField, shown_name(name), &zh, &en));
    }

    /// One entry: kept where nothing is wrong with it.
    fn entry(&mut self, kind: EntryKind, place: usize, value: &Node<'_>) {
        let path = |field: &str| match field {
            "" => format!("{}[{place}]", kind.id()),
            field => format!("{}[{place}].{field}", kind.id()),
        };
        let before = self.reading.faults.len();
        let Node::Object(members) = value else {
            let (zh, en) = ("包含字段的对象", "an object with fields");
            return self.fault(Fault::with(FaultCode::WrongType, path(""), zh, en));
        };
        let mut entry = kind.blank();
        let mut given = 0_u32;
        for (name, value) in members {
            let found = kind.column_by_header(name);
            let Some((column, description)) =
                found.and_then(|column| Some((column, kind.columns().get(column)?)))
            else {
                let names = kind.columns().iter().flat_map(|column| {
                    [&column.path, &column.zh, &column.en].map(|name| (name.as_str(), column.path.as_str()))
                });
                let at = path(&shown_name(name));
                let fault = match self.unknown_name(name, names) {
                    Some((zh, en)) => Fault::with(FaultCode::UnknownField, at, &zh, &en),
                    None => unknown_column(kind, &at),
                };
                self.fault(fault);
                continue;
            };
            let at = || path(&description.path);
            if given >> column & 1 == 1 {
                self.fault(Fault::new(FaultCode::RepeatedField, at()));
                continue;
            }
            given |= 1 << column;
            if let (Entry::Absence(absence), Kind::Returns, Node::List(list)) =
                (&mut entry, description.kind, value)
            {
                for (number, value) in list.iter().enumerate() {
                    match return_of(value) {
                        Ok(entry) => absence.returns.0.push(entry),
                        Err(faults) => {
                            let at = |field: &str| format!("{}[{number}]{field}", at());
                            let faults = faults.into_iter().map(|(field, fault)| fault.at(&at(&field)));
                            self.reading.faults.extend(faults);
                        }
                    }
                }
                continue;
            }
            let result = match scalar(value) {
                Err(fault) => Err(fault),
                Ok("") => Ok(()),
                Ok(text) => entry.set_text(column, text),
            };
            if let Err(fault) = result {
                self.fault(fault.at(&at()));
            }
        }
        if self.reading.faults.len() > before {
            return;
        }
        if let Err(fault) = entry.complete() {
            let at = path(fault.path());
            return self.fault(fault.at(&at));
        }
        entry.push_into(&mut self.reading.history);
        if let Some(places) = self.reading.places.get_mut(kind as usize) {
            places.push(place);
        }
    }
}

/// One return from an absence, or its faults, each with the part of the path behind the return.
fn return_of(value: &Node<'_>) -> Result<Return, Vec<(String, Fault)>> {
    let Node::Object(members) = value else {
        let (zh, en) = ("含 from、until、reason 的对象", "an object with `from`, `until`, `reason`");
        return Err(vec![(String::new(), Fault::with(FaultCode::WrongType, "", zh, en))]);
    };
    let mut entry = Return::default();
    let mut faults = Vec::new();
    for (place, (name, value)) in members.iter().enumerate() {
        let stood = members.iter().take(place).any(|(before, _)| before == name);
        let result = match (name.as_ref(), scalar(value)) {
            _ if stood => Err(Fault::new(FaultCode::RepeatedField, "")),
            (_, Err(fault)) => Err(fault),
            ("from", Ok(text)) => set_text(&mut entry.from, 0, text),
            ("until", Ok(text)) => set_text(&mut entry.until, 0, text),
            ("reason", Ok(text)) => set_text(&mut entry.reason, 0, text),
            _ => {
                let (zh, en) = ("可用：from、until、reason", "use `from`, `until`, `reason`");
                Err(Fault::with(FaultCode::UnknownField, "", zh, en))
            }
        };
        if let Err(fault) = result {
            faults.push((format!(".{}", shown_name(name)), fault));
        }
    }
    if faults.is_empty() { Ok(entry) } else { Err(faults) }
}
