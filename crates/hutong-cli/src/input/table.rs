//! What CSV and XLSX share: finding the header, passing over blank rows, fitting each row to the header.

use std::collections::{BTreeSet, VecDeque};

use hutong::import::{HeaderRows, headers_of};

use super::cell::CellFault;
use super::{Content, InputError, LaidOut, Notice, Options, Row, RowFault, Rows};

/// How many rows of one filled cell may stand above the header and still be taken for titles.
const TITLE_ROWS: usize = 10;

/// A source of records: a line of CSV, a row of a sheet.
pub(crate) trait Records {
    /// Writes the cells of the next record into `cells`, which was cleared, and gives its row number.
    /// A blank record may come out with blank cells. `None` at the end and after the last fault.
    fn next_record(&mut self, cells: &mut Cells) -> Option<Result<u64, RowFault>>;

    /// As [`Rows::bytes_read`].
    fn bytes_read(&self) -> u64;

    /// As [`Rows::bytes_total`].
    fn bytes_total(&self) -> Option<u64>;

    /// How a sheet is laid out, where that was asked for.
    fn laid_out(&self) -> Option<&LaidOut> {
        None
    }
}

impl<R: Records + ?Sized> Records for Box<R> {
    fn next_record(&mut self, cells: &mut Cells) -> Option<Result<u64, RowFault>> {
        (**self).next_record(cells)
    }

    fn bytes_read(&self) -> u64 {
        (**self).bytes_read()
    }

    fn bytes_total(&self) -> Option<u64> {
        (**self).bytes_total()
    }

    fn laid_out(&self) -> Option<&LaidOut> {
        (**self).laid_out()
    }
}

/// The cells of one record, in strings whose memory is used again for the next.
#[derive(Debug, Default)]
pub(crate) struct Cells {
    values: Vec<String>,
    used: usize,
    /// The cells that hold something without text, such as an error, each with its column from 1.
    pub(super) damaged: Vec<(u32, CellFault)>,
}

impl Cells {
    pub(super) fn clear(&mut self) {
        self.used = 0;
        self.damaged.clear();
    }

    /// Adds a cell, trimmed.
    pub(crate) fn push(&mut self, value: &str) {
        let value = trim(value);
        match self.values.get_mut(self.used) {
            Some(slot) => {
                slot.clear();
                slot.push_str(value);
            }
            None => self.values.push(value.to_owned()),
        }
        self.used += 1;
    }

    fn filled(&self) -> &[String] {
        self.values.get(..self.used).unwrap_or_default()
    }

    /// The cells as headers: on one line each.
    pub(super) fn headers(&self) -> Vec<String> {
        self.filled().iter().map(|cell| clean_header(cell)).collect()
    }

    pub(super) fn is_blank(&self) -> bool {
        self.filled().iter().all(String::is_empty) && self.damaged.is_empty()
    }

    /// The row number, or what is wrong with cells of the row, as far as they count.
    fn checked(&self, line: u64, counts: impl Fn(u32) -> bool) -> Result<u64, RowFault> {
        let damaged: Vec<_> = self.damaged.iter().filter(|(column, _)| counts(*column)).copied().collect();
        RowFault::of_cells(line, &damaged).map_or(Ok(line), Err)
    }

    /// The columns, from 1, past `width` that are not blank.
    fn beyond(&self, width: usize) -> Vec<u32> {
        let extra = self.filled().iter().enumerate().skip(width).filter(|(_, value)| !value.is_empty());
        extra.map(|(index, _)| u32::try_from(index + 1).unwrap_or(u32::MAX)).collect()
    }

    fn fit(&mut self, width: usize) {
        for value in self.values.iter_mut().take(width).skip(self.used) {
            value.clear();
        }
        self.values.resize(width, String::new());
    }
}

/// A row read before it was known whether it is data.
type Early = Result<(u64, Cells), RowFault>;

/// Rows under headers.
pub(crate) struct Table<R> {
    records: R,
    headers: Vec<String>,
    /// Rows read in the search for the header that turned out to be data.
    replay: VecDeque<Early>,
    notices: Vec<Notice>,
    /// The columns, from 1, that are read; all of them where that is not known.
    read: Option<BTreeSet<u32>>,
}

impl<R: Records> Table<R> {
    /// Reads as far as the header.
    ///
    /// Without `options.header_rows` it is the first row that is not blank; but up to ten rows of one filled
    /// cell each, followed by a row of more, are titles above it, and a [`Notice`] says so.
    pub(crate) fn new(
        mut records: R,
        mut notices: Vec<Notice>,
        options: &Options,
    ) -> Result<Self, InputError> {
        let (headers, mut replay) = if let Some(wanted) = options.header_rows {
            (named_header(&mut records, wanted)?, VecDeque::new())
        } else {
            let (headers, replay) = find_header(&mut records, &mut notices)?;
            (headers.headers(), replay)
        };
        if replay.is_empty() {
            let mut cells = Cells::default();
            let next = records.next_record(&mut cells);
            replay.extend(next.map(|read| read.map(|line| (line, cells))));
        }
        Ok(Self { records, headers, replay, notices, read: None })
    }
}

/// The header, and the rows read on the way that are data.
///
/// A row that cannot be read may be the header itself, so that no row after it may pass for one; in a table
/// of one column, where the first row is the header, it is a faulty row like any other.
fn find_header<R: Records>(
    records: &mut R,
    notices: &mut Vec<Notice>,
) -> Result<(Cells, VecDeque<Early>), InputError> {
    let mut above: VecDeque<Early> = VecDeque::new();
    while above.len() <= TITLE_ROWS {
        let mut cells = Cells::default();
        match next_sound(records, &mut cells) {
            None => break,
            Some(Err(fault)) if above.is_empty() => return Err(InputError::header_unreadable(&fault)),
            Some(Err(fault)) => above.push_back(Err(fault)),
            Some(Ok(_)) if cells.is_blank() => {}
            Some(Ok(line)) if cells.filled().iter().filter(|value| !value.is_empty()).count() > 1 => {
                let mut titles = Vec::new();
                for row in above {
                    titles.push(row.map_err(|fault| InputError::header_unreadable(&fault))?.0);
                }
                if !titles.is_empty() {
                    notices.push(Notice::title_rows(&titles, line));
                }
                return Ok((cells, VecDeque::new()));
            }
            Some(Ok(line)) => above.push_back(Ok((line, cells))),
        }
    }
    match above.pop_front() {
        Some(Ok((_, cells))) => Ok((cells, above)),
        Some(Err(fault)) => Err(InputError::header_unreadable(&fault)),
        None => Err(InputError::no_rows()),
    }
}

/// The next record, which above the rows of children must be sound throughout.
fn next_sound<R: Records>(records: &mut R, cells: &mut Cells) -> Option<Result<u64, RowFault>> {
    Some(records.next_record(cells)?.and_then(|line| cells.checked(line, |_| true)))
}

fn named_header<R: Records>(records: &mut R, wanted: HeaderRows) -> Result<Vec<String>, InputError> {
    let mut cells = Cells::default();
    let mut rows: Vec<(u64, Vec<String>)> = Vec::new();
    loop {
        cells.clear();
        match next_sound(records, &mut cells) {
            Some(Err(fault)) if fault.line >= wanted.first || fault.rest_unread => {
                return Err(InputError::header_unreadable(&fault));
            }
            Some(Ok(line)) if line < wanted.first => {}
            Some(Ok(line)) if line <= wanted.last && !cells.is_blank() => {
                rows.push((line, cells.headers()));
                if line == wanted.last {
                    let merged = records.laid_out().map_or(&[][..], |laid_out| &laid_out.merged);
                    return Ok(headers_of(&rows, merged));
                }
            }
            Some(Err(_)) => {}
            Some(Ok(_)) | None => return Err(InputError::header_row_missing(wanted.last)),
        }
    }
}

impl<R: Records> Rows for Table<R> {
    fn headers(&self) -> Option<&[String]> {
        Some(&self.headers)
    }

    fn next_row(&mut self, row: &mut Row) -> Option<Result<(), RowFault>> {
        let values = match std::mem::take(&mut row.content) {
            Content::Cells(values) => values,
            Content::Json(_) => Vec::new(),
        };
        let mut cells = Cells { values, used: 0, damaged: Vec::new() };
        let outcome = loop {
            cells.clear();
            let next = match self.replay.pop_front() {
                Some(Ok((line, kept))) => {
                    cells = kept;
                    Some(Ok(line))
                }
                Some(Err(fault)) => Some(Err(fault)),
                None => self.records.next_record(&mut cells),
            };
            match next {
                Some(Ok(_)) if cells.is_blank() => {}
                other => break other,
            }
        };
        let width = self.headers.len();
        let outcome = outcome.map(|read| {
            let line = read?;
            cells.checked(line, |column| self.read.as_ref().is_none_or(|read| read.contains(&column)))?;
            let extra = cells.beyond(width);
            if !extra.is_empty() {
                return Err(RowFault::too_many_cells(line, extra));
            }
            cells.fit(width);
            row.line = line;
            Ok(())
        });
        row.content = Content::Cells(cells.values);
        outcome
    }

    fn notices(&self) -> &[Notice] {
        &self.notices
    }

    fn read_only(&mut self, columns: BTreeSet<u32>) {
        self.read = Some(columns);
    }

    fn first(&self) -> Option<&[String]> {
        let first =
            self.replay.iter().find_map(|row| row.as_ref().ok().filter(|(_, cells)| !cells.is_blank()));
        first.map(|(_, cells)| cells.filled())
    }

    fn bytes_read(&self) -> u64 {
        self.records.bytes_read()
    }

    fn bytes_total(&self) -> Option<u64> {
        self.records.bytes_total()
    }
}

/// Without white space at its ends, full-width spaces and byte order marks included.
pub(crate) fn trim(value: &str) -> &str {
    let bytes = value.as_bytes();
    match (bytes.first(), bytes.last()) {
        // Most cells: nothing to trim, told from two bytes.
        (Some(first), Some(last)) if first.is_ascii_graphic() && last.is_ascii_graphic() => value,
        _ => value.trim_matches(|letter: char| letter.is_whitespace() || letter == '\u{FEFF}'),
    }
}

/// A header on one line: a break inside it goes, or becomes a space between two words of Latin letters.
pub(crate) fn clean_header(header: &str) -> String {
    let mut clean = String::with_capacity(header.len());
    for part in header.split(['\r', '\n']).map(trim).filter(|part| !part.is_empty()) {
        let latin = |letter: char| letter.is_ascii_alphanumeric();
        if clean.ends_with(latin) && part.starts_with(latin) {
            clean.push(' ');
        }
        clean.push_str(part);
    }
    clean
}
