//! A finding (发现): something that a person who knows the child has seen or been told: no, suspected (疑似),
//! confirmed or unknown, with who found it when, and who closed it when.

use super::{Column, Date, Kind, Moment, Part, Place, Slots, Text, Value, parse_choice};
use crate::fault::{Fault, FaultCode};
use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::borrow::Cow;

/// Where a finding stands.
// As a number it is the set of values that rules see: nothing to look up for each of forty findings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[repr(u32)]
pub enum FindingState {
    /// Not known, not asked or not recorded. Never a no.
    #[default]
    Unknown = code::ANY,
    /// Looked at, and not so.
    No = code::NO,
    /// Suspected (疑似). Rules that accept suspicion hold; for the others it is undetermined (A-04).
    Suspected = code::SUSPECTED,
    /// Confirmed.
    Confirmed = code::CONFIRMED,
}

pub(crate) const FINDING_VALUES: &[Value] = &[
    Value {
        id: "no",
        zh: "否",
        en: "no",
        also: &["n", "false", "f", "0", "×", "x", "无", "没有", "不是", "未", "未发现", "排除", "不", "没"],
    },
    Value {
        id: "suspected",
        zh: "疑似",
        en: "suspected",
        also: &["怀疑", "可能", "可疑", "待查", "疑", "possible", "suspect", "疑似是", "疑似有"],
    },
    Value {
        id: "confirmed",
        zh: "确认",
        en: "confirmed",
        also: &["y", "yes", "true", "t", "1", "√", "✓", "是", "有", "已确认", "属实", "已", "确诊", "是的"],
    },
];

/// The values of a finding as rules see them. A suspicion is one of two values, so that what it may turn
/// out to be is a set like any other missing knowledge: see [`Slot`](super::Slot).
pub(crate) mod code {
    /// Looked at, and not so.
    pub(crate) const NO: u32 = 1 << 0;
    /// Suspected, and in truth not so.
    pub(crate) const SUSPECTED_NOT_SO: u32 = 1 << 1;
    /// Suspected, and in truth so.
    pub(crate) const SUSPECTED_SO: u32 = 1 << 2;
    /// Confirmed.
    pub(crate) const CONFIRMED: u32 = 1 << 3;
    /// Suspected, either way.
    pub(crate) const SUSPECTED: u32 = SUSPECTED_NOT_SO | SUSPECTED_SO;
    /// Anything.
    pub(crate) const ANY: u32 = NO | SUSPECTED | CONFIRMED;
}

impl FindingState {
    /// The possible values as rules see them.
    #[must_use]
    pub(crate) const fn set(self) -> u32 {
        self as u32
    }

    /// `unknown`, `no`, `suspected`, `confirmed`.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            FindingState::Unknown => "unknown",
            FindingState::No => "no",
            FindingState::Suspected => "suspected",
            FindingState::Confirmed => "confirmed",
        }
    }

    fn parse(text: &str) -> Result<FindingState, Fault> {
        Ok(match parse_choice(FINDING_VALUES, text)? {
            Some(0) => FindingState::No,
            Some(1) => FindingState::Suspected,
            Some(2) => FindingState::Confirmed,
            _ => FindingState::Unknown,
        })
    }
}

/// Who found it when, and the record that closed it. A finding never ends by time, only by this record (A-12).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct FindingRecord {
    /// The day of discovery or report.
    #[serde(skip_serializing_if = "Part::is_unknown")]
    pub found_on: Date,
    /// Who found or reported it (an office or an opaque code, not a name).
    #[serde(skip_serializing_if = "Part::is_unknown")]
    pub found_by: Text,
    /// The day from which the finding no longer holds.
    #[serde(skip_serializing_if = "Part::is_unknown")]
    pub closed_on: Date,
    /// Who answers for the closing.
    #[serde(skip_serializing_if = "Part::is_unknown")]
    pub closed_by: Text,
    /// The document that closed it.
    #[serde(skip_serializing_if = "Part::is_unknown")]
    pub closing_document: Text,
}

/// A finding about the child or a parent.
///
/// In JSON a bare word, or an object once there is more to say:
///
/// ```
/// # use hutong::{Finding, FindingState};
/// let word: Finding = serde_json::from_str(r#""suspected""#)?;
/// let told: Finding = serde_json::from_str(r#"{"state": "疑似", "found_on": "2026-10-02"}"#)?;
/// assert_eq!((word.state, told.state), (FindingState::Suspected, FindingState::Suspected));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Finding {
    /// Where it stands.
    pub state: FindingState,
    /// Who found it when, and the closing record, where there is anything to say.
    pub record: Option<Box<FindingRecord>>,
}

impl From<FindingState> for Finding {
    fn from(state: FindingState) -> Finding {
        Finding { state, record: None }
    }
}

impl Finding {
    /// Where it stands on a day: a finding closed by then, by somebody who answers for it, is *no*.
    ///
    /// A closing without a day closes nothing; one without a person closes nothing unless the policy says so.
    #[must_use]
    #[inline(always)]
    pub fn state_at(&self, moment: &Moment) -> FindingState {
        match &self.record {
            None => self.state,
            Some(record) => self.state_by_record(record, *moment),
        }
    }

    /// The same for a finding with a record, out of the way of the many that have none.
    #[cold]
    fn state_by_record(&self, record: &FindingRecord, moment: Moment) -> FindingState {
        if !matches!(self.state, FindingState::Suspected | FindingState::Confirmed) {
            return self.state;
        }
        let by_somebody = !moment.closing_needs_person || !record.closed_by.is_unknown();
        let closed = by_somebody && record.closed_on.latest().is_some_and(|day| day <= moment.as_of);
        if closed { FindingState::No } else { self.state }
    }

    fn record_mut(&mut self) -> &mut FindingRecord {
        self.record.get_or_insert_default()
    }

    pub(crate) const LEAVES: [(&'static str, &'static str, &'static str); 5] = [
        ("found_on", "发现日期", "found on"),
        ("found_by", "发现人", "found by"),
        ("closed_on", "结案日期", "closed on"),
        ("closed_by", "结案人", "closed by"),
        ("closing_document", "结案文书", "closing document"),
    ];
}

impl Part for Finding {
    const SLOTS: usize = 1;
    const COLUMNS: usize = 6;

    fn describe(place: &Place, out: &mut Vec<Column>) {
        out.push(place.column(Kind::Finding, FINDING_VALUES, true));
        for (index, (name, zh, en)) in Finding::LEAVES.into_iter().enumerate() {
            let kind = if index % 2 == 0 && index < 4 { Kind::Date } else { Kind::Text };
            out.push(place.child(name, zh, en, &[], "").column(kind, &[], false));
        }
    }

    fn is_unknown(&self) -> bool {
        self.state == FindingState::Unknown
            && self.record.as_ref().is_none_or(|record| **record == FindingRecord::default())
    }

    #[inline(always)]
    fn write_slots(&self, moment: &Moment, out: &mut Slots<'_>, at: usize) {
        out.sets[at] = self.state_at(moment).set();
    }

    fn set_text(&mut self, column: usize, text: &str) -> Result<(), Fault> {
        if column > 0 && super::is_unknown_spelling(text) {
            return Ok(());
        }
        match column {
            0 => self.state = FindingState::parse(text)?,
            1 => self.record_mut().found_on = Date::parse(text)?,
            2 => self.record_mut().found_by.set_text(0, text)?,
            3 => self.record_mut().closed_on = Date::parse(text)?,
            4 => self.record_mut().closed_by.set_text(0, text)?,
            _ => self.record_mut().closing_document.set_text(0, text)?,
        }
        Ok(())
    }

    fn text(&self, column: usize) -> Cow<'_, str> {
        match (column, &self.record) {
            (0, _) if self.state == FindingState::Unknown => "".into(),
            (0, _) => self.state.id().into(),
            (_, None) => "".into(),
            (1, Some(record)) => record.found_on.to_string().into(),
            (2, Some(record)) => record.found_by.text(0),
            (3, Some(record)) => record.closed_on.to_string().into(),
            (4, Some(record)) => record.closed_by.text(0),
            (_, Some(record)) => record.closing_document.text(0),
        }
    }
}

impl Serialize for Finding {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Told<'a> {
            state: &'a str,
            #[serde(flatten)]
            record: &'a FindingRecord,
        }
        match &self.record {
            Some(record) if **record != FindingRecord::default() => {
                Told { state: self.state.id(), record }.serialize(serializer)
            }
            _ => serializer.serialize_str(self.state.id()),
        }
    }
}

impl<'de> Deserialize<'de> for Finding {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Finding, D::Error> {
        deserializer.deserialize_any(FindingVisitor)
    }
}

struct FindingVisitor;

impl<'de> serde::de::Visitor<'de> for FindingVisitor {
    type Value = Finding;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("`no`, `suspected`, `confirmed`, `unknown`, or an object with `state`")
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Finding, E> {
        Ok(FindingState::parse(text).map_err(|fault| E::custom(fault.en()))?.into())
    }

    fn visit_bool<E: serde::de::Error>(self, value: bool) -> Result<Finding, E> {
        Ok(if value { FindingState::Confirmed } else { FindingState::No }.into())
    }

    fn visit_unit<E: serde::de::Error>(self) -> Result<Finding, E> {
        Ok(Finding::default())
    }

    fn visit_none<E: serde::de::Error>(self) -> Result<Finding, E> {
        Ok(Finding::default())
    }

    fn visit_map<A: serde::de::MapAccess<'de>>(self, mut map: A) -> Result<Finding, A::Error> {
        // By hand rather than flattened: flattening would let unknown keys pass.
        use serde::de::Error;
        let mut finding = Finding::default();
        let mut seen = [false; 6];
        while let Some(key) = map.next_key::<Cow<'de, str>>()? {
            let index = match &*key {
                "state" => 0,
                name => match Finding::LEAVES.iter().position(|leaf| leaf.0 == name) {
                    Some(index) => index + 1,
                    None => {
                        return Err(A::Error::unknown_field(
                            name,
                            &["state", "found_on", "found_by", "closed_on", "closed_by", "closing_document"],
                        ));
                    }
                },
            };
            if std::mem::replace(&mut seen[index], true) {
                return Err(A::Error::custom(FaultCode::RepeatedField.en()));
            }
            match index {
                0 => {
                    let state = map.next_value::<Finding>()?;
                    if state.record.is_some() {
                        return Err(A::Error::custom("`state` is a word; the record stands beside it"));
                    }
                    finding.state = state.state;
                }
                1 => finding.record_mut().found_on = map.next_value()?,
                2 => finding.record_mut().found_by = map.next_value()?,
                3 => finding.record_mut().closed_on = map.next_value()?,
                4 => finding.record_mut().closed_by = map.next_value()?,
                _ => finding.record_mut().closing_document = map.next_value()?,
            }
        }
        Ok(finding)
    }
}

impl JsonSchema for Finding {
    fn schema_name() -> Cow<'static, str> {
        "Finding".into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let date = generator.subschema_for::<Date>();
        let text = generator.subschema_for::<Text>();
        schemars::json_schema!({
            "title": "发现",
            "description": "A finding: no, suspected (疑似), confirmed or unknown; an object where it is known who found or closed it.",
            "oneOf": [
                { "enum": ["unknown", "no", "suspected", "confirmed", null] },
                { "type": "object", "additionalProperties": false, "properties": {
                    "state": { "enum": ["unknown", "no", "suspected", "confirmed"] },
                    "found_on": date, "found_by": text, "closed_on": date, "closed_by": text, "closing_document": text,
                } },
            ],
        })
    }
}
