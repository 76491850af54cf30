//! A calendar day as far as it is known, and the ways in which offices write one. Calendar arithmetic is in
//! `crate::dates`.

use super::leaves::deserialize_text;
use super::{Column, Kind, Moment, Part, Place, Slot, Slots, is_unknown_spelling};
use crate::dates::month_end;
use crate::fault::{Fault, FaultCode};
use chrono::{Datelike, NaiveDate};
use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::borrow::Cow;
use std::fmt;

/// A calendar day as far as it is known: a day, a month, a year, a span, or nothing.
///
/// A rule on a date that is known only to the month is certain where every day of the month gives the same
/// answer, and undetermined otherwise. Equality is equality of what is known.
///
/// ```
/// # use hutong::Date;
/// let month: Date = "2012-02".parse()?;
/// assert_eq!(month.earliest().map(|day| day.to_string()).as_deref(), Some("2012-02-01"));
/// assert_eq!(month.latest().map(|day| day.to_string()).as_deref(), Some("2012-02-29"));
/// assert!("2024-02-30".parse::<Date>().is_err());
/// # Ok::<(), hutong::Fault>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Date {
    earliest: i32,
    latest: i32,
}

impl Default for Date {
    fn default() -> Date {
        Date { earliest: i32::MIN, latest: i32::MAX }
    }
}

impl From<NaiveDate> for Date {
    fn from(day: NaiveDate) -> Date {
        let number = day.num_days_from_ce();
        Date { earliest: number, latest: number }
    }
}

impl Date {
    /// Every day from `earliest` to `latest`, both included, is possible. The order of the two does not matter.
    #[must_use]
    pub fn between(earliest: NaiveDate, latest: NaiveDate) -> Date {
        let (a, b) = (earliest.num_days_from_ce(), latest.num_days_from_ce());
        Date { earliest: a.min(b), latest: a.max(b) }
    }

    /// The first day that is possible; nothing when nothing is known.
    #[must_use]
    pub fn earliest(self) -> Option<NaiveDate> {
        if self.is_unknown() { None } else { NaiveDate::from_num_days_from_ce_opt(self.earliest) }
    }

    /// The last day that is possible; nothing when nothing is known.
    #[must_use]
    pub fn latest(self) -> Option<NaiveDate> {
        if self.is_unknown() { None } else { NaiveDate::from_num_days_from_ce_opt(self.latest) }
    }

    /// The day, where exactly one is possible.
    #[must_use]
    pub fn exact(self) -> Option<NaiveDate> {
        if self.earliest == self.latest { self.earliest() } else { None }
    }

    pub(crate) const fn slot(self) -> Slot {
        Slot::between(self.earliest, self.latest)
    }

    /// Reads a day in the ways offices write it: `2012-05-14`, `2012/5/14`, `2012.5.14`, `20120514`, `2012年5月14日`,
    /// with a time behind it or not; a month or a year alone; or a span `2012-05-14/2012-06-30`. `2012.1` may be
    /// January, or October of which a spreadsheet lost the zero: any day from January to October.
    ///
    /// Errors: [`FaultCode::ImpossibleDate`], [`FaultCode::NotADate`], [`FaultCode::DatesOutOfOrder`].
    pub(crate) fn parse(text: &str) -> Result<Date, Fault> {
        if let Some(day) = parse_plain_day(text) {
            return day.map(Date::from);
        }
        if is_unknown_spelling(text) {
            return Ok(Date::default());
        }
        if let Some((from, until)) = text.split_once('/').filter(|(from, _)| from.len() == 10) {
            let (from, until) = (Date::parse(from.trim())?, Date::parse(until.trim())?);
            if until.latest < from.earliest {
                return Err(Fault::with(FaultCode::DatesOutOfOrder, "", "两个日期", "the two dates"));
            }
            return Ok(Date { earliest: from.earliest, latest: until.latest });
        }
        parse_loose_day(text)
    }
}

/// The usual forms, `2012-05-14`, `2012/5/14` and `2012.5.14`, without an allocation; nothing for any other form.
fn parse_plain_day(text: &str) -> Option<Result<NaiveDate, Fault>> {
    let (year, rest) = text.as_bytes().split_at_checked(4)?;
    let (separator, rest) = rest.split_first()?;
    let end = rest.iter().position(|byte| byte == separator)?;
    let (month, day) = (rest.get(..end)?, rest.get(end + 1..)?);
    let is_short = |digits: &[u8]| matches!(digits.len(), 1 | 2);
    if !matches!(separator, b'-' | b'/' | b'.') || !is_short(month) || !is_short(day) {
        return None;
    }
    let number = |digits: &[u8]| {
        digits
            .iter()
            .try_fold(0, |number, byte| byte.is_ascii_digit().then(|| number * 10 + u32::from(byte - b'0')))
    };
    Some(whole_day(number(year)?, number(month)?, number(day)?))
}

fn whole_day(year: u32, month: u32, day: u32) -> Result<NaiveDate, Fault> {
    let year = i32::try_from(year).ok().filter(|year| (1..=9999).contains(year));
    year.and_then(|year| NaiveDate::from_ymd_opt(year, month, day))
        .ok_or_else(|| Fault::new(FaultCode::ImpossibleDate, ""))
}

fn parse_loose_day(text: &str) -> Result<Date, Fault> {
    let wrong = || Fault::new(FaultCode::NotADate, "");
    if !ends_as_a_day_may(text) {
        return Err(wrong());
    }
    let text = super::choices::normalise(text.split(['T', ' ']).next().unwrap_or(text));
    // A day before a slash-separated year (31/12/2012) is not guessed at: which is the month?
    let mut parts: Vec<&str> = text.split(['-', '/', '.', '年', '月', '日', '号']).collect();
    while parts.last().is_some_and(|part| part.is_empty()) {
        parts.pop();
    }
    let numbers: Option<Vec<u32>> = parts
        .iter()
        .map(|part| {
            if part.len() <= 8 && part.bytes().all(|b| b.is_ascii_digit()) { part.parse().ok() } else { None }
        })
        .collect();
    let month_of = |year: u32, month: u32| {
        let first = whole_day(year, month, 1)?;
        Ok(Date::between(first, month_end(first)))
    };
    match (numbers.ok_or_else(wrong)?.as_slice(), parts.first().map(|part| part.len())) {
        (&[number], Some(8)) => Ok(whole_day(number / 10_000, number / 100 % 100, number % 100)?.into()),
        (&[number], Some(6)) => month_of(number / 100, number % 100),
        (&[year], Some(4)) => Ok(Date::between(whole_day(year, 1, 1)?, whole_day(year, 12, 31)?)),
        // A table that took October 2015 for the number 2015.10 shows 2015.1, as it shows January.
        (&[year, 1], Some(4)) if text == format!("{year:04}.1") => {
            let (january, october) = (month_of(year, 1)?, month_of(year, 10)?);
            Ok(Date { earliest: january.earliest, latest: october.latest })
        }
        (&[year, month], Some(4)) => month_of(year, month),
        (&[year, month, day], Some(4)) => Ok(whole_day(year, month, day)?.into()),
        _ => Err(wrong()),
    }
}

/// Whether what stands behind a day and a space is a time or a day of the week. “2025-01-01 至今” or
/// “2025-01-01 / 2025-06-30” is not that day, and taking it for the day would lose the rest without a word.
fn ends_as_a_day_may(text: &str) -> bool {
    const WORDS: &[&str] = &["上午", "下午", "AM", "PM", "am", "pm"];
    const DAYS: &str = "一二三四五六日天";
    let is_time = |word: &str| {
        word.contains(':')
            && word.starts_with(|c: char| c.is_ascii_digit())
            && word.chars().all(|c| c.is_ascii_digit() || ":.+Z".contains(c))
    };
    let is_weekday = |word: &str| {
        let day = word.strip_prefix("星期").or_else(|| word.strip_prefix('周'));
        day.is_some_and(|day| day.chars().count() == 1 && DAYS.contains(day))
    };
    let mut words = text.split(['T', ' ']).filter(|word| !word.is_empty()).skip(1);
    words.all(|word| WORDS.contains(&word) || is_weekday(word) || is_time(word))
}

impl std::str::FromStr for Date {
    type Err = Fault;

    fn from_str(text: &str) -> Result<Date, Fault> {
        Date::parse(text)
    }
}

/// The shortest form that says the same: a day, a month, a year, or a span; nothing when unknown.
impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (Some(first), Some(last)) = (self.earliest(), self.latest()) else { return Ok(()) };
        if first == last {
            write!(f, "{first}")
        } else if first.day() == 1 && last == month_end(first) {
            write!(f, "{:04}-{:02}", first.year(), first.month())
        } else if first.ordinal() == 1
            && last == NaiveDate::from_ymd_opt(first.year(), 12, 31).unwrap_or(first)
        {
            write!(f, "{:04}", first.year())
        } else {
            write!(f, "{first}/{last}")
        }
    }
}

impl Part for Date {
    const SLOTS: usize = 1;
    const COLUMNS: usize = 1;

    fn describe(place: &Place, out: &mut Vec<Column>) {
        out.push(place.column(Kind::Date, &[], true));
    }

    fn is_unknown(&self) -> bool {
        *self == Date::default()
    }

    #[inline(always)]
    fn write_slots(&self, _moment: &Moment, out: &mut Slots<'_>, at: usize) {
        out.spans[at] = self.slot();
    }

    fn set_text(&mut self, _column: usize, text: &str) -> Result<(), Fault> {
        *self = Date::parse(text)?;
        Ok(())
    }

    fn text(&self, _column: usize) -> Cow<'_, str> {
        self.to_string().into()
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.is_unknown() { serializer.serialize_none() } else { serializer.collect_str(self) }
    }
}

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Date, D::Error> {
        deserialize_text(deserializer)
    }
}

impl JsonSchema for Date {
    fn schema_name() -> Cow<'static, str> {
        "Date".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "description": "A calendar day as far as it is known: 2012-05-14, 2012-05, 2012, or a span 2012-05-14/2012-06-30; null where it is not known.",
            "type": ["string", "null"],
            "pattern": "^(\\d{4}(-\\d{2}(-\\d{2})?)?|\\d{4}-\\d{2}-\\d{2}/\\d{4}-\\d{2}-\\d{2}|unknown)$",
        })
    }
}
