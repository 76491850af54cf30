//! Columns that are built block by block: booleans from planes, words from a dictionary, lists of words.

use arrow_array::types::{Int8Type, Int16Type};
use arrow_array::{ArrayRef, BooleanArray, DictionaryArray, ListArray, PrimitiveArray, StringArray};
use arrow_buffer::{BooleanBuffer, Buffer, NullBuffer, OffsetBuffer};
use arrow_schema::{ArrowError, DataType, Field};
use hutong::block::{BLOCK, Lanes, Planes};
use std::sync::Arc;

/// A column of yes, no and null.
#[derive(Debug, Default)]
pub(crate) struct Flags {
    values: Vec<u64>,
    valid: Vec<u64>,
}

impl Flags {
    /// Adds a block; null where `valid` is not.
    pub(crate) fn push(&mut self, yes: Lanes, valid: Lanes) {
        self.values.extend_from_slice((yes & valid).words());
        self.valid.extend_from_slice(valid.words());
    }

    /// Adds a block of truths; null where undetermined, and where `valid` is not.
    pub(crate) fn push_truths(&mut self, planes: Planes, valid: Lanes) {
        self.push(planes.yes, (planes.yes | planes.no) & valid);
    }

    pub(crate) fn finish(self, rows: usize) -> ArrayRef {
        let buffer = |words: Vec<u64>| BooleanBuffer::new(Buffer::from_vec(words), 0, rows);
        let valid = NullBuffer::new(buffer(self.valid));
        let valid = (valid.null_count() > 0).then_some(valid);
        Arc::new(BooleanArray::new(buffer(self.values), valid))
    }
}

/// A column of words from a short list, or null.
#[derive(Debug, Default)]
pub(crate) struct Words {
    keys: Vec<Option<i8>>,
}

impl Words {
    /// Adds the word at a place of the list.
    pub(crate) fn push(&mut self, place: Option<usize>) {
        self.keys.push(place.and_then(|place| i8::try_from(place).ok()));
    }

    pub(crate) fn finish(self, words: &ArrayRef) -> Result<ArrayRef, ArrowError> {
        let keys = PrimitiveArray::<Int8Type>::from(self.keys);
        Ok(Arc::new(DictionaryArray::try_new(keys, Arc::clone(words))?))
    }
}

/// A column of lists of words, or null.
#[derive(Debug)]
pub(crate) struct WordLists {
    ends: Vec<i32>,
    keys: Vec<i16>,
    valid: Vec<bool>,
}

impl Default for WordLists {
    fn default() -> WordLists {
        WordLists { ends: vec![0], keys: Vec::new(), valid: Vec::new() }
    }
}

impl WordLists {
    /// Adds a block of `count` lists: word `i` stands in the lists of `lanes[i]`. Null where `valid` is not.
    pub(crate) fn push(&mut self, lanes: &[Lanes], valid: Lanes, count: usize) -> Result<(), ArrowError> {
        let mut places = [0usize; BLOCK];
        for word in lanes {
            (*word & valid).iter().for_each(|lane| places[lane] += 1);
        }
        let mut next = self.keys.len();
        for (lane, place) in places.iter_mut().enumerate().take(count) {
            let length = std::mem::replace(place, next);
            next += length;
            self.ends.push(end(next)?);
            self.valid.push(valid.has(lane));
        }
        self.keys.resize(next, 0);
        for (word, lanes) in lanes.iter().enumerate() {
            for lane in (*lanes & valid).iter() {
                self.keys[places[lane]] = i16::try_from(word).unwrap_or(i16::MAX);
                places[lane] += 1;
            }
        }
        Ok(())
    }

    /// Adds one list, or null.
    pub(crate) fn push_list(&mut self, words: Option<&[i16]>) -> Result<(), ArrowError> {
        self.keys.extend_from_slice(words.unwrap_or_default());
        self.ends.push(end(self.keys.len())?);
        self.valid.push(words.is_some());
        Ok(())
    }

    pub(crate) fn finish(self, words: &ArrayRef) -> Result<ArrayRef, ArrowError> {
        let keys = PrimitiveArray::<Int16Type>::from(self.keys);
        let items = DictionaryArray::try_new(keys, Arc::clone(words))?;
        let valid = NullBuffer::from(self.valid);
        let valid = (valid.null_count() > 0).then_some(valid);
        Ok(Arc::new(ListArray::try_new(
            list_item(),
            OffsetBuffer::new(self.ends.into()),
            Arc::new(items),
            valid,
        )?))
    }
}

fn end(length: usize) -> Result<i32, ArrowError> {
    i32::try_from(length).map_err(|_| {
        ArrowError::ComputeError("more list items than a batch can hold; use smaller batches".into())
    })
}

pub(crate) fn word_type() -> DataType {
    DataType::Dictionary(Box::new(DataType::Int8), Box::new(DataType::Utf8))
}

pub(crate) fn list_item() -> Arc<Field> {
    let item = DataType::Dictionary(Box::new(DataType::Int16), Box::new(DataType::Utf8));
    Arc::new(Field::new_list_field(item, false))
}

/// Words as an array, for dictionaries.
pub(crate) fn words<'a>(words: impl IntoIterator<Item = &'a str>) -> ArrayRef {
    Arc::new(StringArray::from_iter_values(words))
}
