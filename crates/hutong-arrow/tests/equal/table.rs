//! Tables for the tests: generated children as rows of text, and as Arrow columns of many types.

use arrow_array::builder::{BooleanBuilder, Date32Builder, Int64Builder, StringDictionaryBuilder};
use arrow_array::types::Int32Type;
use arrow_array::{ArrayRef, LargeStringArray, RecordBatch, StringArray, StringViewArray};
use chrono::{Datelike, NaiveDate};
use hutong::vocabulary::{Kind, Part, column_by_path, columns};
use hutong_tests::records;
use std::sync::Arc;

/// A row of numbers that look random and are always the same.
pub(crate) struct Draw(u64);

impl Draw {
    pub(crate) fn new(seed: u64) -> Draw {
        Draw(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    pub(crate) fn next(&mut self) -> u32 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as u32
    }

    fn below(&mut self, most: usize) -> usize {
        self.next() as usize % most.max(1)
    }
}

pub(crate) struct Table {
    headers: Vec<String>,
    /// Each cell as the single record is given it.
    pub(crate) rows: Vec<Vec<String>>,
}

impl Table {
    /// Whole and forgotten records, under a part of the columns.
    pub(crate) fn generated(draw: &mut Draw, length: usize) -> Table {
        let most = columns().len();
        let kept: Vec<usize> =
            (0..most).filter(|column| *column == 0 || !draw.next().is_multiple_of(8)).collect();
        let local: Vec<&records::Field> = records::fields()
            .iter()
            .filter(|field| matches!(field.place, records::Place::Local(_)))
            .collect();
        let mut headers: Vec<String> = kept.iter().map(|column| columns()[*column].path.clone()).collect();
        headers.extend(local.iter().map(|field| field.path.clone()));
        let rows = (0..length).map(|row| {
            let numbers: Vec<u32> = (0..records::numbers()).map(|_| draw.next()).collect();
            let whole = records::whole(&numbers);
            let numbers: Vec<u32> = (0..records::numbers()).map(|_| draw.next()).collect();
            let mut child = records::forget(whole, &numbers);
            child.key = format!("made-up {row}").as_str().into();
            let cells = kept.iter().map(|column| child.text(*column).into_owned());
            cells.chain(local.iter().map(|field| field.text(&child))).collect()
        });
        let rows = rows.collect();
        Table { headers, rows }
    }

    /// The same, with other spellings, ages, parts of findings, decisions, and cells that do not fit.
    pub(crate) fn wild(draw: &mut Draw, length: usize) -> Table {
        let mut table = Table::generated(draw, length);
        table.headers.push("age".to_owned());
        table.headers.push("citizen_number".to_owned());
        let kinds: Vec<Option<Kind>> = table
            .headers
            .iter()
            .map(|header| column_by_path(header).map(|place| columns()[place].kind))
            .collect();
        let calm = 1 + draw.below(60);
        for row in &mut table.rows {
            let age = ["", "", "7", "15", "16", "17", "18", "200", "three"][draw.below(9)];
            row.push(age.to_owned());
            row.push(if draw.below(40) == 0 { "44528120160315001X".to_owned() } else { String::new() });
            for ((cell, kind), header) in row.iter_mut().zip(&kinds).zip(&table.headers) {
                if draw.below(calm) != 0 || header == "key" {
                    continue;
                }
                let words: &[&str] = match kind {
                    Some(Kind::Date) => &[
                        "2016-03",
                        "2010",
                        "2026-11-02",
                        "1899-12-31",
                        "2024-02-30",
                        "20120514",
                        "2012/5/14",
                        "2026-10-31",
                    ],
                    Some(Kind::Finding) => &["是", "否", "疑似", " yes ", "未采集", "maybe", "0", "1"],
                    Some(Kind::County) => &["445281", "445281104001", "445200", "境外", "12", "441900"],
                    Some(Kind::Count) => &["6", "7.0", "1201", "-1", "x"],
                    Some(Kind::Choice) => &["none", "unknown", "是", "否", "1", "nonsense", " "],
                    _ => &["", "x", "  ", "未知"],
                };
                words[draw.below(words.len())].clone_into(cell);
            }
        }
        table
    }

    pub(crate) fn told(&self, row: usize) -> Vec<(&str, &str)> {
        let cells = self.headers.iter().map(String::as_str).zip(self.rows[row].iter().map(String::as_str));
        cells.filter(|(_, text)| !text.is_empty()).collect()
    }

    /// The table as a batch, its columns of many types.
    pub(crate) fn batch(&self) -> RecordBatch {
        let column = |place: usize| {
            self.rows.iter().map(move |row| Some(row[place].as_str()).filter(|t| !t.is_empty()))
        };
        let arrays = self
            .headers
            .iter()
            .enumerate()
            .map(|(place, header)| (header.as_str(), array(column(place).collect(), place)));
        let fields: Vec<(&str, ArrayRef)> = arrays.collect();
        RecordBatch::try_from_iter(fields).expect("columns of one length")
    }
}

/// A column as dates, booleans or numbers where every cell is one, else as text of one type or another.
fn array(cells: Vec<Option<&str>>, place: usize) -> ArrayRef {
    let some = || cells.iter().flatten();
    let day = |text: &str| text.parse::<NaiveDate>().ok().filter(|day| day.to_string() == text);
    if place.is_multiple_of(3) && some().all(|text| day(text).is_some()) {
        let mut days = Date32Builder::new();
        let since = |day: NaiveDate| day.num_days_from_ce() - 719_163;
        for cell in &cells {
            days.append_option(cell.and_then(day).map(since));
        }
        return Arc::new(days.finish());
    }
    if place % 3 == 1 && some().all(|text| ["yes", "no"].contains(text)) {
        let mut flags = BooleanBuilder::new();
        for cell in &cells {
            flags.append_option(cell.map(|text| text == "yes"));
        }
        return Arc::new(flags.finish());
    }
    if some().all(|text| text.parse::<i64>().is_ok_and(|number| number.to_string() == *text)) {
        let mut numbers = Int64Builder::new();
        for cell in &cells {
            numbers.append_option(cell.and_then(|text| text.parse().ok()));
        }
        return Arc::new(numbers.finish());
    }
    match place % 4 {
        0 => Arc::new(StringArray::from(cells)),
        1 => Arc::new(LargeStringArray::from(cells)),
        2 => Arc::new(StringViewArray::from(cells)),
        _ => {
            let mut words = StringDictionaryBuilder::<Int32Type>::new();
            for cell in cells {
                words.append_option(cell);
            }
            Arc::new(words.finish())
        }
    }
}
