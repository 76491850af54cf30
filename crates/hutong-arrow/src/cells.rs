//! The cells of one column, whatever Arrow type holds them: as text, as days, and as the meanings of a block.

use crate::error::ColumnsError;
use arrow_array::cast::AsArray;
use arrow_array::types::{
    Date32Type, Date64Type, Float32Type, Float64Type, Int8Type, Int16Type, Int32Type, Int64Type,
    TimestampMicrosecondType, TimestampMillisecondType, TimestampNanosecondType, TimestampSecondType,
    UInt8Type, UInt16Type, UInt32Type, UInt64Type,
};
use arrow_array::{Array, ArrayRef, BooleanArray, LargeStringArray, StringArray, StringViewArray};
use arrow_buffer::{BooleanBuffer, NullBuffer};
use arrow_schema::{DataType, TimeUnit};
use chrono::{Datelike, NaiveDate};
use hutong::block::{BLOCK, BlockAssessor, Lanes, Meaning};
use std::borrow::Cow;

/// The days between the beginning of chrono's calendar and that of Arrow.
const EPOCH: i32 = 719_163;

/// Stands for a blank among the places of a short dictionary.
const NO_TEXT: u8 = u8::MAX;

/// A cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Cell<'a> {
    Blank,
    Text(Cow<'a, str>),
    /// No value that any column could hold, such as a number that is none.
    Unfit,
}

/// The cells of one column of a batch.
#[derive(Clone, Debug)]
pub(crate) struct Cells {
    values: Values,
    nulls: Option<NullBuffer>,
    /// Whether text stands there that no rule reads; a yes or no has no place in it.
    is_text: bool,
}

#[derive(Clone, Debug)]
enum Values {
    None,
    Text(StringArray),
    LargeText(LargeStringArray),
    TextView(StringViewArray),
    Boolean(BooleanArray),
    /// The place of each cell's text among the texts.
    Dictionary(Vec<u32>, Vec<Option<String>>),
    /// The same with few texts; [`NO_TEXT`] for a blank.
    ShortDictionary(Vec<u8>, Vec<Option<String>>),
    Integers(Vec<i128>),
    Floats(Vec<f64>),
    /// Counted from the beginning of the calendar; nothing for a day out of its reach.
    Days(Vec<Option<i32>>),
}

impl Cells {
    /// The cells of a column. `name` is what the table calls it, `path` what it stands for.
    pub(crate) fn new(
        array: &ArrayRef,
        nulls: Option<NullBuffer>,
        name: &str,
        path: &str,
        is_text: bool,
    ) -> Result<Cells, ColumnsError> {
        let wrong = || ColumnsError::Type {
            name: name.to_owned(),
            found: array.data_type().clone(),
            path: path.to_owned(),
        };
        macro_rules! integers {
            ($type:ty) => {
                Values::Integers(
                    array.as_primitive::<$type>().values().iter().map(|v| i128::from(*v)).collect(),
                )
            };
        }
        macro_rules! moments {
            ($type:ty, $per_day:literal) => {
                Values::Days(
                    array
                        .as_primitive::<$type>()
                        .values()
                        .iter()
                        .map(|v| day(v.div_euclid($per_day)))
                        .collect(),
                )
            };
        }
        let values = match array.data_type() {
            DataType::Null => Values::None,
            DataType::Utf8 => Values::Text(array.as_string().clone()),
            DataType::LargeUtf8 => Values::LargeText(array.as_string().clone()),
            DataType::Utf8View => Values::TextView(array.as_string_view().clone()),
            DataType::Boolean => Values::Boolean(array.as_boolean().clone()),
            DataType::Dictionary(..) => dictionary(array, nulls.as_ref()).ok_or_else(wrong)?,
            DataType::Int8 => integers!(Int8Type),
            DataType::Int16 => integers!(Int16Type),
            DataType::Int32 => integers!(Int32Type),
            DataType::Int64 => integers!(Int64Type),
            DataType::UInt8 => integers!(UInt8Type),
            DataType::UInt16 => integers!(UInt16Type),
            DataType::UInt32 => integers!(UInt32Type),
            DataType::UInt64 => integers!(UInt64Type),
            DataType::Float32 => Values::Floats(
                array.as_primitive::<Float32Type>().values().iter().map(|v| f64::from(*v)).collect(),
            ),
            DataType::Float64 => Values::Floats(array.as_primitive::<Float64Type>().values().to_vec()),
            DataType::Date32 => {
                let days = array.as_primitive::<Date32Type>().values();
                Values::Days(days.iter().map(|number| day(i64::from(*number))).collect())
            }
            DataType::Date64 => moments!(Date64Type, 86_400_000),
            DataType::Timestamp(_, Some(zone)) => {
                return Err(ColumnsError::TimeZone { name: name.to_owned(), zone: zone.to_string() });
            }
            DataType::Timestamp(unit, None) => match unit {
                TimeUnit::Second => moments!(TimestampSecondType, 86_400),
                TimeUnit::Millisecond => moments!(TimestampMillisecondType, 86_400_000),
                TimeUnit::Microsecond => moments!(TimestampMicrosecondType, 86_400_000_000),
                TimeUnit::Nanosecond => moments!(TimestampNanosecondType, 86_400_000_000_000),
            },
            _ => return Err(wrong()),
        };
        Ok(Cells { values, nulls, is_text })
    }

    /// The cell of a row.
    pub(crate) fn cell(&self, row: usize) -> Cell<'_> {
        if self.nulls.as_ref().is_some_and(|nulls| nulls.is_null(row)) {
            return Cell::Blank;
        }
        let owned = match &self.values {
            Values::None => None,
            Values::Text(array) => return Cell::Text(array.value(row).into()),
            Values::LargeText(array) => return Cell::Text(array.value(row).into()),
            Values::TextView(array) => return Cell::Text(array.value(row).into()),
            Values::Dictionary(places, texts) => {
                let place = places.get(row).and_then(|place| texts.get(*place as usize));
                match place.and_then(Option::as_deref) {
                    Some(found) => return Cell::Text(found.into()),
                    None => return Cell::Blank,
                }
            }
            Values::ShortDictionary(places, texts) => {
                let place = places.get(row).and_then(|place| texts.get(usize::from(*place)));
                match place.and_then(Option::as_deref) {
                    Some(found) => return Cell::Text(found.into()),
                    None => return Cell::Blank,
                }
            }
            Values::Boolean(_) if self.is_text => None,
            Values::Boolean(array) => return Cell::Text(if array.value(row) { "yes" } else { "no" }.into()),
            Values::Integers(numbers) => numbers.get(row).map(ToString::to_string),
            // Written without an exponent, and without a point where it is whole.
            Values::Floats(numbers) => {
                numbers.get(row).filter(|number| number.is_finite()).map(ToString::to_string)
            }
            Values::Days(days) => {
                let day = days.get(row).copied().flatten().and_then(NaiveDate::from_num_days_from_ce_opt);
                day.filter(|day| (0..=9999).contains(&day.year())).map(|day| day.to_string())
            }
        };
        owned.map_or(Cell::Unfit, |text| Cell::Text(text.into()))
    }

    /// Puts the meanings of some rows' cells into a block. `learnt` are the meanings of a dictionary's texts, as far as
    /// they are known.
    pub(crate) fn fill(
        &self,
        block: &mut BlockAssessor<'_>,
        column: usize,
        first: usize,
        count: usize,
        learnt: &mut Vec<Option<Meaning>>,
    ) {
        let mut meanings = [Meaning::BLANK; BLOCK];
        let is_null = |row: usize| self.nulls.as_ref().is_some_and(|nulls| nulls.is_null(row));
        let rows = || (first..first + count).filter(|row| !is_null(*row));
        match &self.values {
            Values::None => {}
            Values::Text(array) => {
                rows().for_each(|row| meanings[row - first] = block.text(column, array.value(row)));
            }
            Values::LargeText(array) => {
                rows().for_each(|row| meanings[row - first] = block.text(column, array.value(row)));
            }
            Values::TextView(array) => {
                rows().for_each(|row| meanings[row - first] = block.text(column, array.value(row)));
            }
            Values::Boolean(array) if !self.is_text => {
                let [no, yes] = ["no", "yes"].map(|text| block.text(column, text));
                let words = |bits: &BooleanBuffer| {
                    Lanes::of_words(bits.slice(first, count).bit_chunks().iter_padded())
                };
                let bits = words(array.values());
                let valid = self.nulls.as_ref().map_or(Lanes::ALL, |nulls| words(nulls.inner()))
                    & Lanes::first(count);
                if block.mark(column, bits & valid, yes) && block.mark(column, !bits & valid, no) {
                    return;
                }
                rows().for_each(|row| meanings[row - first] = if array.value(row) { yes } else { no });
            }
            Values::Dictionary(places, texts) => {
                learnt.resize(texts.len(), None);
                for row in rows() {
                    let place = places[row] as usize;
                    let known = learnt[place].unwrap_or_else(|| match &texts[place] {
                        Some(text) => block.text(column, text),
                        None => Meaning::BLANK,
                    });
                    learnt[place] = Some(known);
                    meanings[row - first] = known;
                }
            }
            Values::ShortDictionary(places, texts) => {
                learnt.resize(texts.len(), None);
                let places = places.get(first..first + count).unwrap_or_default();
                let mut rest = Lanes::first(count);
                for (place, text) in texts.iter().enumerate() {
                    let lanes = Lanes::equal(places, u8::try_from(place).unwrap_or(NO_TEXT));
                    rest = rest & !lanes;
                    if lanes.is_empty() {
                        continue;
                    }
                    let known = learnt[place].unwrap_or_else(|| {
                        text.as_ref().map_or(Meaning::BLANK, |text| block.text(column, text))
                    });
                    learnt[place] = Some(known);
                    if !block.mark(column, lanes, known) {
                        lanes.iter().for_each(|lane| meanings[lane] = known);
                    }
                    if rest.is_empty() {
                        break;
                    }
                }
                if block.mark(column, Lanes::NONE, Meaning::BLANK) {
                    return;
                }
            }
            Values::Days(days) => {
                for row in rows() {
                    let known = days[row].and_then(|day| block.day(column, day));
                    meanings[row - first] = known.unwrap_or_else(|| self.meaning(block, column, row));
                }
            }
            Values::Boolean(_) | Values::Integers(_) | Values::Floats(_) => {
                let mut last = None;
                for row in rows() {
                    let number = self.number(row);
                    let known = last.filter(|(same, _)| number.is_some() && *same == number);
                    let meaning =
                        known.map_or_else(|| self.meaning(block, column, row), |(_, meaning)| meaning);
                    last = Some((number, meaning));
                    meanings[row - first] = meaning;
                }
            }
        }
        block.fill(column, meanings.into_iter());
    }

    /// A whole number, to tell whether a cell is like the one before it.
    fn number(&self, row: usize) -> Option<i128> {
        if let Values::Integers(numbers) = &self.values { numbers.get(row).copied() } else { None }
    }

    fn meaning(&self, block: &mut BlockAssessor<'_>, column: usize, row: usize) -> Meaning {
        match self.cell(row) {
            Cell::Blank => Meaning::BLANK,
            Cell::Text(text) => block.text(column, &text),
            Cell::Unfit => Meaning::WHOLE,
        }
    }
}

/// The cells of a column as text, such as keys; nothing for a blank.
///
/// Errors: a type that no column of a table of children can have.
pub fn texts(array: &ArrayRef, name: &str) -> Result<Vec<Option<String>>, ColumnsError> {
    let cells = Cells::new(array, array.logical_nulls(), name, name, false)?;
    let text = |row: usize| match cells.cell(row) {
        Cell::Text(text) => Some(text.into_owned()),
        Cell::Blank | Cell::Unfit => None,
    };
    Ok((0..array.len()).map(text).collect())
}

fn day(since_epoch: i64) -> Option<i32> {
    i32::try_from(since_epoch).ok().and_then(|number| number.checked_add(EPOCH))
}

/// A dictionary of text, with keys of any width.
fn dictionary(array: &ArrayRef, nulls: Option<&NullBuffer>) -> Option<Values> {
    let dictionary = array.as_any_dictionary_opt()?;
    let values = dictionary.values();
    let text = |place: usize| match values.data_type() {
        _ if values.is_null(place) => None,
        DataType::Utf8 => Some(values.as_string::<i32>().value(place).to_owned()),
        DataType::LargeUtf8 => Some(values.as_string::<i64>().value(place).to_owned()),
        _ => Some(values.as_string_view().value(place).to_owned()),
    };
    if !matches!(values.data_type(), DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View) {
        return None;
    }
    if values.is_empty() {
        return Some(Values::Dictionary(vec![0; array.len()], vec![None]));
    }
    let texts = (0..values.len()).map(text).collect();
    if values.len() < usize::from(NO_TEXT) {
        let short = |(row, key): (usize, usize)| {
            let is_null = nulls.is_some_and(|nulls| nulls.is_null(row));
            if is_null { NO_TEXT } else { u8::try_from(key).unwrap_or(NO_TEXT) }
        };
        let places = dictionary.normalized_keys().into_iter().enumerate().map(short);
        return Some(Values::ShortDictionary(places.collect(), texts));
    }
    let places = dictionary.normalized_keys().into_iter().map(|key| u32::try_from(key).unwrap_or(u32::MAX));
    Some(Values::Dictionary(places.collect(), texts))
}
