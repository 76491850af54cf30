//! A mapping file: which column of another system is which column of ours, and which of its codes is which
//! of our values. What is mapped is for the caller: nothing here knows a column or a value.
//!
//! ```toml
//! fill-down = ["ZJ"]             # `hutong import`: a blank below this header means the same as above
//!
//! [columns]                      # their header = our column
//! "JTLX" = "household.relief"
//! "XM"   = ""                    # empty: passed over on purpose
//!
//! [codes."household.relief"]     # their code = our value; empty: the same as a blank cell
//! "01" = "minimum-living-allowance"
//! ```

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use serde::Deserialize;
use toml::Spanned;

use super::table::{clean_header, trim};

/// A mapping file, read.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) struct Mapping {
    /// From their header, as [`super::Rows::headers`] gives it, to our column; empty: passed over on purpose.
    pub(crate) columns: BTreeMap<String, String>,
    /// From our column to its codes: from their code to our value; an empty value stands for a blank cell. A code
    /// that is not in it is wrong, and must never be taken for blank.
    pub(crate) codes: BTreeMap<String, BTreeMap<String, String>>,
    /// Their headers below which a blank, or a word such as 同上, means the same as the row above.
    pub(crate) fill_down: BTreeSet<String>,
}

/// What a mapping says of one of their headers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Target<'a> {
    /// It is this column of ours.
    Column(&'a str),
    /// It is passed over on purpose.
    PassedOver,
    /// The mapping does not know it.
    Unmapped,
}

/// One thing wrong with a mapping file. It names the place, not the text that stands there.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{line}:{column} [{code}] {zh}\n{en}")]
pub(crate) struct MappingError {
    /// The line, from 1.
    pub(crate) line: usize,
    /// The character in the line, from 1.
    pub(crate) column: usize,
    /// The kind of error, in kebab case; stable.
    pub(crate) code: &'static str,
    /// What is wrong and what to do, in Chinese.
    pub(crate) zh: String,
    /// The same in English.
    pub(crate) en: String,
}

/// A table whose keys and values know where they stand in the file.
type Table = BTreeMap<Spanned<String>, Spanned<String>>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct MappingFile {
    #[serde(default)]
    fill_down: BTreeSet<String>,
    #[serde(default)]
    columns: Table,
    #[serde(default)]
    codes: BTreeMap<Spanned<String>, Table>,
}

impl Mapping {
    /// Reads a mapping file. Headers, columns and codes are trimmed as cells are.
    ///
    /// Errors, each with its place: text that is no TOML or no mapping (then only the first is known);
    /// a blank header or code; the same one twice once trimmed; two headers for one column of ours.
    pub(crate) fn read(text: &str) -> Result<Self, Vec<MappingError>> {
        let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
        let file: MappingFile = toml::from_str(text).map_err(|error| {
            let zh = format!("映射文件写法有误：{}。", error.message());
            let en = format!("The mapping file is not written right: {}.", error.message());
            vec![error_at(text, error.span().unwrap_or_default(), "not-a-mapping", &zh, &en)]
        })?;
        let mut errors = Vec::new();
        let columns = flatten(text, file.columns, clean_header, &mut errors);
        let mut sources = BTreeMap::new();
        for (header, (column, place)) in &columns {
            if !column.is_empty() && sources.insert(column, header).is_some() {
                let zh = "两个表头对应同一列，无法判断以哪个为准。请只留一个，另一个写成空值 \"\"。";
                let en = "Two headers stand for the same column, and which one counts cannot be told. Keep one and set the other to \"\".";
                errors.push(error_at(text, place.clone(), "column-mapped-twice", zh, en));
            }
        }
        let mut codes: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
        for (column, table) in file.codes {
            let place = column.span();
            let table = flatten(text, table, |code| trim(code).to_owned(), &mut errors);
            let table = table.into_iter().map(|(code, (value, _))| (code, value)).collect();
            if codes.insert(trim(column.get_ref()).to_owned(), table).is_some() {
                errors.push(twice(text, place));
            }
        }
        if errors.is_empty() {
            let columns = columns.into_iter().map(|(header, (column, _))| (header, column)).collect();
            let fill_down = file.fill_down.iter().map(|header| clean_header(header)).collect();
            return Ok(Self { columns, codes, fill_down });
        }
        errors.sort_by_key(|error| (error.line, error.column));
        Err(errors)
    }

    /// What the mapping says of a header.
    pub(crate) fn target(&self, header: &str) -> Target<'_> {
        match self.columns.get(header).map(String::as_str) {
            Some("") => Target::PassedOver,
            Some(column) => Target::Column(column),
            None => Target::Unmapped,
        }
    }
}

/// The table with its keys and values cleaned; with each value, where its key stands.
fn flatten(
    text: &str,
    table: Table,
    clean: impl Fn(&str) -> String,
    errors: &mut Vec<MappingError>,
) -> BTreeMap<String, (String, Range<usize>)> {
    let mut flat = BTreeMap::new();
    for (key, value) in table {
        let place = key.span();
        let name = clean(key.get_ref());
        if name.is_empty() {
            let zh = "等号左边是空白。请写上对方的表头或代码。";
            let en = "The left side is blank. Write the other system's header or code.";
            errors.push(error_at(text, place.clone(), "blank-key", zh, en));
        }
        if flat.insert(name, (trim(value.get_ref()).to_owned(), place.clone())).is_some() {
            errors.push(twice(text, place));
        }
    }
    flat
}

fn twice(text: &str, place: Range<usize>) -> MappingError {
    let zh = "去掉首尾空白后，这里与另一处重复。请只留一个。";
    let en = "Without the white space around it, this stands here twice. Keep one.";
    error_at(text, place, "stands-twice", zh, en)
}

fn error_at(text: &str, place: Range<usize>, code: &'static str, zh: &str, en: &str) -> MappingError {
    let before = text.get(..place.start).unwrap_or(text);
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    MappingError { line, column, code, zh: zh.to_owned(), en: en.to_owned() }
}
