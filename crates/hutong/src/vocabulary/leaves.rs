//! The single values that are no closed list: numbers, county codes, text, and the returns from an absence.
//! Days stand in `date`.

use super::{
    Choice, Column, Date, Kind, Moment, Part, Place, ReturnReason, Slot, Slots, is_unknown_spelling,
};
use crate::fault::{Fault, FaultCode};
use schemars::JsonSchema;
use serde::de::Unexpected;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::borrow::Cow;
use std::fmt;

/// Reads any part with one column from a JSON string, null, boolean or whole number, by its spellings.
pub(crate) fn deserialize_text<'de, D: Deserializer<'de>, T: Part>(deserializer: D) -> Result<T, D::Error> {
    struct Visitor<T>(std::marker::PhantomData<T>);
    impl<T: Part> Visitor<T> {
        fn read<E: serde::de::Error>(text: &str) -> Result<T, E> {
            let mut value = T::default();
            value.set_text(0, text).map_err(|fault| E::custom(fault.en()))?;
            Ok(value)
        }
    }
    impl<T: Part> serde::de::Visitor<'_> for Visitor<T> {
        type Value = T;
        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a word, or null where it is not known")
        }
        fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<T, E> {
            Self::read(text)
        }
        fn visit_bool<E: serde::de::Error>(self, value: bool) -> Result<T, E> {
            // Text has no slot and no spellings: there it would stand for anything.
            if T::SLOTS == 0 {
                return Err(E::invalid_type(Unexpected::Bool(value), &self));
            }
            Self::read(if value { "yes" } else { "no" })
        }
        fn visit_u64<E: serde::de::Error>(self, value: u64) -> Result<T, E> {
            Self::read(&value.to_string())
        }
        fn visit_i64<E: serde::de::Error>(self, value: i64) -> Result<T, E> {
            Self::read(&value.to_string())
        }
        fn visit_unit<E: serde::de::Error>(self) -> Result<T, E> {
            Ok(T::default())
        }
        fn visit_none<E: serde::de::Error>(self) -> Result<T, E> {
            Ok(T::default())
        }
    }
    deserializer.deserialize_any(Visitor(std::marker::PhantomData))
}

/// A whole number of months from 0 to [`Count::MOST`], or unknown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Count(pub Option<u16>);

impl Count {
    /// The greatest number that is accepted: a hundred years of months.
    pub const MOST: u16 = 1_200;
}

impl Part for Count {
    const SLOTS: usize = 1;
    const COLUMNS: usize = 1;

    fn describe(place: &Place, out: &mut Vec<Column>) {
        out.push(place.column(Kind::Count, &[], true));
    }

    fn is_unknown(&self) -> bool {
        self.0.is_none()
    }

    #[inline(always)]
    fn write_slots(&self, _moment: &Moment, out: &mut Slots<'_>, at: usize) {
        out.spans[at] =
            self.0.map_or(Slot::between(0, i32::MAX), |number| Slot::between(number.into(), number.into()));
    }

    fn set_text(&mut self, _column: usize, text: &str) -> Result<(), Fault> {
        if is_unknown_spelling(text) {
            *self = Count(None);
            return Ok(());
        }
        let spelling = super::choices::normalise(text);
        let digits =
            spelling.strip_suffix("个月").or_else(|| spelling.strip_suffix('月')).unwrap_or(&spelling);
        let number = digits.parse().ok().filter(|number| *number <= Count::MOST);
        let bounds = format!("0 和 {}", Count::MOST);
        let number = number
            .ok_or_else(|| Fault::with(FaultCode::NotANumber, "", &bounds, &bounds.replace('和', "and")))?;
        *self = Count(Some(number));
        Ok(())
    }

    fn text(&self, _column: usize) -> Cow<'_, str> {
        self.0.map_or(Cow::Borrowed(""), |number| number.to_string().into())
    }
}

impl Serialize for Count {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Count {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Count, D::Error> {
        deserialize_text(deserializer)
    }
}

impl JsonSchema for Count {
    fn schema_name() -> Cow<'static, str> {
        "Count".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": ["integer", "null"], "minimum": 0, "maximum": Count::MOST })
    }
}

/// A county (县级): the first six digits of a region code (GB/T 2260), or abroad; zero for unknown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct County(u32);

impl County {
    /// Outside China. Hong Kong, Macao and Taiwan have codes of their own (810000, 820000, 710000).
    pub const ABROAD: County = County(990_000);

    /// A six-digit code; nothing for a number that cannot be one.
    #[must_use]
    pub const fn new(code: u32) -> Option<County> {
        if code >= 110_000 && code <= 990_000 { Some(County(code)) } else { None }
    }

    /// The six digits; nothing when unknown.
    #[must_use]
    pub const fn code(self) -> Option<u32> {
        if self.0 == 0 { None } else { Some(self.0) }
    }

    pub(crate) const fn slot(self) -> Slot {
        Slot::between(self.0.cast_signed(), self.0.cast_signed())
    }

    pub(crate) const fn of_slot(slot: Slot) -> County {
        County(slot.low.cast_unsigned())
    }

    /// Whether two places lie in different counties; nothing where a code is unknown or too coarse to tell.
    ///
    /// A prefecture's code (445200) may be any of its counties, unless the prefecture has none, as 东莞 441900.
    #[must_use]
    #[inline]
    pub const fn differs(self, other: County) -> Option<bool> {
        if self.0 == 0 || other.0 == 0 {
            return None;
        }
        // Every record asks this of several pairs: what is plain first.
        match (self.is_exact(), other.is_exact()) {
            (true, true) => Some(self.0 != other.0),
            _ => self.coarsely_differs(other),
        }
    }

    /// The same where at least one of the codes stands for more than one county.
    #[cold]
    const fn coarsely_differs(self, other: County) -> Option<bool> {
        let (a, b) = (self.0, other.0);
        let shared = if self.span() > other.span() { self.span() } else { other.span() };
        let may_be_one = shared == 100 && a / 100 == b / 100 || shared == 10_000 && a / 10_000 == b / 10_000;
        if may_be_one { None } else { Some(true) }
    }

    /// Whether the code stands for one county and no more.
    #[inline]
    pub(crate) const fn is_exact(self) -> bool {
        !self.0.is_multiple_of(100) || self.span() == 1
    }

    /// How many codes a coarse code stands for: 10,000 for a province, 100 for a prefecture, 1 for a county.
    const fn span(self) -> u32 {
        // Prefecture-level cities without counties, and the regions that GB/T 2260 does not divide.
        match self.0 {
            441_900 | 442_000 | 460_400 | 620_200 | 710_000 | 810_000 | 820_000 | 990_000 => 1,
            code if code % 10_000 == 0 => 10_000,
            code if code % 100 == 0 => 100,
            _ => 1,
        }
    }
}

impl Part for County {
    const SLOTS: usize = 1;
    const COLUMNS: usize = 1;

    fn describe(place: &Place, out: &mut Vec<Column>) {
        out.push(place.column(Kind::County, &[], true));
    }

    fn is_unknown(&self) -> bool {
        self.0 == 0
    }

    #[inline(always)]
    fn write_slots(&self, _moment: &Moment, out: &mut Slots<'_>, at: usize) {
        out.spans[at] = self.slot();
    }

    fn set_text(&mut self, _column: usize, text: &str) -> Result<(), Fault> {
        // The usual six digits first: no allocation on the way of a million rows.
        let is_plain = text.len() == 6 && text.bytes().all(|byte| byte.is_ascii_digit());
        if let Some(county) = text.parse().ok().filter(|_| is_plain).and_then(County::new) {
            *self = county;
            return Ok(());
        }
        if is_unknown_spelling(text) {
            *self = County(0);
            return Ok(());
        }
        let spelling = super::choices::normalise(text);
        let wrong = || Fault::new(FaultCode::NotACounty, "");
        *self = match spelling.as_str() {
            "abroad" | "境外" | "国外" | "海外" => County::ABROAD,
            // Towns, villages and their communities have nine or twelve digits; the first six are the county.
            digits if matches!(digits.len(), 6 | 9 | 12) && digits.bytes().all(|b| b.is_ascii_digit()) => {
                let code = digits.get(..6).and_then(|digits| digits.parse().ok()).ok_or_else(wrong)?;
                County::new(code).ok_or_else(wrong)?
            }
            _ => return Err(wrong()),
        };
        Ok(())
    }

    fn text(&self, _column: usize) -> Cow<'_, str> {
        match *self {
            County(0) => "".into(),
            County::ABROAD => "abroad".into(),
            County(code) => code.to_string().into(),
        }
    }
}

impl Serialize for County {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.is_unknown() { serializer.serialize_none() } else { serializer.serialize_str(&self.text(0)) }
    }
}

impl<'de> Deserialize<'de> for County {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<County, D::Error> {
        deserialize_text(deserializer)
    }
}

impl JsonSchema for County {
    fn schema_name() -> Cow<'static, str> {
        "County".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "description": "A county code (GB/T 2260), six digits; longer region codes are cut to six; `abroad`; null where it is not known.",
            "type": ["string", "integer", "null"],
        })
    }
}

/// Text that no rule reads: an opaque key, a village, a document. At most [`Text::MOST`] characters; empty is unknown.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Text(Option<Box<str>>);

impl Text {
    /// The greatest number of characters.
    pub const MOST: usize = 200;

    /// The text; nothing when unknown.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        self.0.as_deref()
    }
}

impl From<&str> for Text {
    /// Cuts nothing: longer text is kept here and refused only when it is read from a record.
    fn from(text: &str) -> Text {
        Text(if text.is_empty() { None } else { Some(text.into()) })
    }
}

impl Part for Text {
    const SLOTS: usize = 0;
    const COLUMNS: usize = 1;

    fn describe(place: &Place, out: &mut Vec<Column>) {
        out.push(place.column(Kind::Text, &[], false));
    }

    fn is_unknown(&self) -> bool {
        self.0.is_none()
    }

    #[inline(always)]
    fn write_slots(&self, _moment: &Moment, _out: &mut Slots<'_>, _at: usize) {}

    fn set_text(&mut self, _column: usize, text: &str) -> Result<(), Fault> {
        let text = text.trim();
        if text.len() > Text::MOST && text.chars().count() > Text::MOST {
            let most = Text::MOST.to_string();
            return Err(Fault::with(FaultCode::TooLong, "", &most, &most));
        }
        *self = Text::from(text);
        Ok(())
    }

    fn text(&self, _column: usize) -> Cow<'_, str> {
        self.as_str().unwrap_or_default().into()
    }
}

impl Serialize for Text {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Text, D::Error> {
        deserialize_text(deserializer)
    }
}

impl JsonSchema for Text {
    fn schema_name() -> Cow<'static, str> {
        "Text".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": ["string", "integer", "null"], "maxLength": Text::MOST })
    }
}

/// One return from an absence for work.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Return {
    /// The first day at home.
    #[serde(skip_serializing_if = "Part::is_unknown")]
    pub from: Date,
    /// The day of leaving again; unknown while at home, or when nobody recorded it.
    #[serde(skip_serializing_if = "Part::is_unknown")]
    pub until: Date,
    /// Why.
    #[serde(skip_serializing_if = "Part::is_unknown")]
    pub reason: ReturnReason,
}

super::read_as_object!(Return { from, until, reason });

/// The returns from the present absence, in any order. In a table one cell: `2026-02-10..2026-02-20 探亲；…`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct Returns(pub Vec<Return>);

impl Part for Returns {
    const SLOTS: usize = 0;
    const COLUMNS: usize = 1;

    fn describe(place: &Place, out: &mut Vec<Column>) {
        out.push(place.column(Kind::Returns, &[], false));
    }

    fn is_unknown(&self) -> bool {
        self.0.is_empty()
    }

    fn write_slots(&self, _moment: &Moment, _out: &mut Slots<'_>, _at: usize) {}

    fn set_text(&mut self, _column: usize, text: &str) -> Result<(), Fault> {
        if is_unknown_spelling(text) {
            self.0.clear();
            return Ok(());
        }
        let mut returns = Vec::new();
        for entry in text.split(['；', ';']).map(str::trim).filter(|entry| !entry.is_empty()) {
            let (days, reason) = entry.split_once(char::is_whitespace).unwrap_or((entry, ""));
            let (from, until) = days.split_once("..").unwrap_or((days, ""));
            let mut entry =
                Return { from: Date::parse(from)?, until: Date::parse(until)?, ..Return::default() };
            entry.reason.set_text(0, reason.trim())?;
            returns.push(entry);
        }
        self.0 = returns;
        Ok(())
    }

    fn text(&self, _column: usize) -> Cow<'_, str> {
        let entry = |entry: &Return| {
            let reason = if entry.reason.is_unknown() { "" } else { entry.reason.id() };
            format!("{}..{} {reason}", entry.from, entry.until)
        };
        self.0.iter().map(entry).collect::<Vec<_>>().join("; ").into()
    }
}
