//! A small workbook whole: every sheet with the addresses of its cells, as a form needs it, where rows are told by their
//! labels and not by a header. Formulas count by their cached values; hidden rows and columns are named.

use std::fs::File;
use std::io::{Cursor, Read, Seek};
use std::path::Path;

use calamine::{DataRef, Reader, SheetType, SheetVisible, Xlsx, XlsxError};

use super::cell::{CellFault, text_of};
use super::format::refuse_unreadable;
use super::{Format, InputError};

/// The most bytes that a workbook with a form has, and the most that are unpacked of one part of it.
const MOST_BYTES: u64 = 64 << 20;
/// How many rows of a sheet are looked at: a form has fewer than a hundred.
const MOST_ROWS: u32 = 2_000;

/// A sheet, as far as it is looked at.
#[derive(Debug, Default)]
pub(crate) struct SheetCells {
    /// Its cells that hold something, by row from the top and column from the left.
    pub(crate) cells: Vec<SheetCell>,
    /// The rows that are hidden, from 1.
    pub(crate) hidden_rows: Vec<u32>,
    /// The columns that are hidden, from 1.
    pub(crate) hidden_columns: Vec<u32>,
    /// Whether some cell could not be read at all, so that it is not known which.
    pub(crate) unreadable: bool,
}

/// A cell that holds something.
#[derive(Debug)]
pub(crate) struct SheetCell {
    /// Its row, from 1.
    pub(crate) row: u32,
    /// Its column, from 1.
    pub(crate) column: u32,
    /// What it holds.
    pub(crate) value: CellValue,
}

/// What a cell holds.
#[derive(Debug)]
pub(crate) enum CellValue {
    /// Text.
    Text(String),
    /// Anything else that has a value, as text.
    Other(String),
    /// A number of sixteen or more digits, of which Excel keeps fifteen.
    TooLong,
    /// An error, such as `#REF!`, or a value that the format cannot hold.
    Broken,
}

/// Reads every sheet of a workbook, visible ones first.
pub(crate) fn open_sheets(path: &Path) -> Result<Vec<SheetCells>, InputError> {
    let file = File::open(path).map_err(InputError::cannot_open)?;
    let about = file.metadata().map_err(InputError::cannot_open)?;
    if about.is_dir() {
        return Err(InputError::directory());
    }
    let mut bytes = Vec::new();
    file.take(MOST_BYTES).read_to_end(&mut bytes).map_err(InputError::cannot_read)?;
    refuse_unreadable(&bytes)?;
    Format::Xlsx.agree(&bytes).map_err(|_| InputError::not_a_workbook())?;
    // A workbook that brings its reader down brings down this thread, and is told as damaged.
    let reading = std::thread::Builder::new().name("workbook".into()).spawn(move || read(&bytes));
    let reading = reading.map_err(InputError::cannot_read)?;
    reading.join().unwrap_or_else(|_| Err(InputError::damaged_workbook()))
}

fn read(bytes: &[u8]) -> Result<Vec<SheetCells>, InputError> {
    let mut workbook = Xlsx::new(Cursor::new(bytes)).map_err(|error| match error {
        XlsxError::Password => InputError::password_protected(),
        XlsxError::FileNotFound(_) | XlsxError::RelationshipNotFound => InputError::not_a_workbook(),
        _ => InputError::damaged_workbook(),
    })?;
    let hidden = hidden(Cursor::new(bytes));
    let about = workbook.sheets_metadata().to_vec();
    let mut sheets = Vec::new();
    for (place, sheet) in about.iter().enumerate().filter(|(_, sheet)| sheet.typ == SheetType::WorkSheet) {
        let mut cells = SheetCells::default();
        if let Some((rows, columns)) = hidden.get(place) {
            (cells.hidden_rows, cells.hidden_columns) = (rows.clone(), columns.clone());
        }
        let mut reader =
            workbook.worksheet_cells_reader(&sheet.name).map_err(|_| InputError::damaged_workbook())?;
        loop {
            let cell = match reader.next_cell() {
                Ok(Some(cell)) => cell,
                Ok(None) => break,
                Err(XlsxError::CellError(_) | XlsxError::CellTAttribute(_) | XlsxError::ParseFloat(_)) => {
                    cells.unreadable = true;
                    continue;
                }
                Err(_) => return Err(InputError::damaged_workbook()),
            };
            let (row, column) = cell.get_position();
            if row >= MOST_ROWS {
                break;
            }
            let value = match text_of(cell.get_value()) {
                Ok(text) if text.is_empty() => continue,
                Ok(text) if is_text(cell.get_value()) => CellValue::Text(text),
                Ok(text) => CellValue::Other(text),
                Err(CellFault::NumberStoredAsFloat) => CellValue::TooLong,
                Err(CellFault::Error | CellFault::DateOutOfRange) => CellValue::Broken,
            };
            cells.cells.push(SheetCell { row: row + 1, column: column + 1, value });
        }
        cells.cells.sort_by_key(|cell| (cell.row, cell.column));
        sheets.push((sheet.visible != SheetVisible::Visible, cells));
    }
    sheets.sort_by_key(|(hidden, _)| *hidden);
    Ok(sheets.into_iter().map(|(_, cells)| cells).collect())
}

fn is_text(value: &DataRef<'_>) -> bool {
    matches!(value, DataRef::String(_) | DataRef::SharedString(_))
}

/// Rows and columns of a sheet, from 1.
pub(super) type Hidden = (Vec<u32>, Vec<u32>);

/// The hidden rows and columns of each sheet, in the order of the workbook. What cannot be told is taken for shown: the
/// cells are read all the same.
pub(super) fn hidden(workbook: impl Read + Seek) -> Vec<Hidden> {
    let Ok(mut archive) = zip::ZipArchive::new(workbook) else { return Vec::new() };
    let mut part = |name: &str| {
        let mut text = String::new();
        let read = archive.by_name(name).ok()?.take(MOST_BYTES).read_to_string(&mut text);
        read.ok().map(|_| text)
    };
    let (Some(workbook), Some(relations)) = (part("xl/workbook.xml"), part("xl/_rels/workbook.xml.rels"))
    else {
        return Vec::new();
    };
    let target = |id: &str| {
        let named = tags(&relations, "Relationship").find(|tag| attribute(tag, "Id") == Some(id));
        named.and_then(|tag| attribute(tag, "Target"))
    };
    let of_sheet = |tag: &str| {
        let target = target(attribute(tag, "r:id")?)?;
        let path = target.strip_prefix('/').map_or_else(|| format!("xl/{target}"), str::to_owned);
        let sheet = part(&path)?;
        let is_hidden = |tag: &&str| matches!(attribute(tag, "hidden"), Some("1" | "true"));
        let number = |tag: &str, name: &str| attribute(tag, name).and_then(|text| text.parse::<u32>().ok());
        let rows = tags(&sheet, "row").filter(is_hidden).filter_map(|tag| number(tag, "r")).collect();
        let columns = tags(&sheet, "col").filter(is_hidden).flat_map(|tag| {
            let span = number(tag, "min").zip(number(tag, "max")).map(|(min, max)| min..=max.min(min + 99));
            span.into_iter().flatten()
        });
        Some((rows, columns.collect()))
    };
    tags(&workbook, "sheet").map(of_sheet).map(Option::unwrap_or_default).collect()
}

/// The start tags of one name in a text of XML, without their brackets.
fn tags<'a>(xml: &'a str, name: &'a str) -> impl Iterator<Item = &'a str> {
    xml.split('<').skip(1).filter_map(move |part| {
        let tag = part.split('>').next()?;
        let rest = tag.strip_prefix(name)?;
        rest.starts_with([' ', '\t', '\r', '\n', '/']).then_some(rest)
    })
}

/// The value of an attribute of a tag.
fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let mut rest = tag;
    loop {
        let (before, after) = rest.split_once('=')?;
        let quote = after.trim_start().chars().next().filter(|sign| matches!(sign, '"' | '\''))?;
        let (value, behind) = after.trim_start().strip_prefix(quote)?.split_once(quote)?;
        if before.trim() == name {
            return Some(value);
        }
        rest = behind;
    }
}

#[cfg(test)]
mod tests {
    use super::{attribute, tags};

    #[test]
    fn attributes_are_found_by_their_whole_name() {
        let xml =
            "<rows><row r=\"5\" ht='3' hidden=\"1\"/><row r=\"6\" x:hidden=\"1\"><c r=\"A6\"/></row></rows>";
        let found: Vec<_> =
            tags(xml, "row").map(|tag| (attribute(tag, "r"), attribute(tag, "hidden"))).collect();
        assert_eq!(found, [(Some("5"), Some("1")), (Some("6"), None)]);
        assert_eq!(attribute(" r=", "r"), None);
    }
}
