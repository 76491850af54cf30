//! CSV: records with cells between delimiters, some in quotes.
//!
//! The splitting is ours, not the `csv` crate's, for one reason: that crate accepts a quote anywhere, so a
//! missing quote makes it join the children of two lines into one, silently. Here a closing quote must be
//! followed by a delimiter or the end of the line. Where a record's quotes do not add up (a closing quote
//! followed by something else; a quote out of place in a record over several lines; no closing quote before
//! the end of the file or within `max_record_bytes`), the line it begins in is one faulty row, and reading
//! goes on at the line after it: of all lines, that one alone is lost. If the quote was meant to span lines,
//! the lines after the first come out as rows of their own.
//! A line longer than `max_record_bytes` is one faulty row, and reading goes on after its end.
//! A quote inside a cell that does not begin with one is a plain character.

use memchr::{memchr, memchr_iter, memchr2_iter, memchr3};

use super::table::{Cells, Records};
use super::text::{Text, first_line, line_end};
use super::{Options, RowFault};

/// The delimiters looked for, in order of preference.
const DELIMITERS: [u8; 3] = [b',', b'\t', b';'];
/// How many lines are looked at to choose a delimiter.
const SAMPLE_LINES: usize = 12;

/// Opens CSV text.
pub(crate) fn open(mut text: Text, options: &Options) -> Delimited {
    let mut line = 1;
    let mut delimiter = options.delimiter;
    // Excel's own first line: `sep=;`.
    if let Some((length, next)) = first_line(text.pending(), text.finished())
        && let Some([b's' | b'S', b'e' | b'E', b'p' | b'P', b'=', sign]) = text.pending().get(..length)
    {
        delimiter = delimiter.or(Some(*sign));
        line = 2;
        text.consume(next);
    }
    let delimiter = delimiter
        .unwrap_or_else(|| choose_delimiter(text.pending(), options.header_rows.map(|rows| rows.first)));
    let limit = options.max_record_bytes;
    let (spans, cell) = (Vec::new(), String::new());
    Delimited { text, delimiter, line, limit, spans, cell, failure: None, ended: false }
}

/// The delimiter that the header, and the line after it, have outside quotes: equally often in both lines
/// first, then the one that makes more columns. A title above the header has none, or not as many.
fn choose_delimiter(sample: &[u8], header_row: Option<u64>) -> u8 {
    let skip = header_row.and_then(|row| usize::try_from(row).ok()).unwrap_or(1).saturating_sub(1);
    let lines: Vec<&[u8]> = sample
        .split(|byte| matches!(byte, b'\n' | b'\r'))
        .skip(if header_row.is_some() { skip } else { 0 })
        .filter(|line| !line.iter().all(u8::is_ascii_whitespace))
        .take(SAMPLE_LINES)
        .collect();
    let mut best = (DELIMITERS[0], (false, 0));
    for delimiter in DELIMITERS {
        let mut counts = lines.iter().map(|line| count_outside_quotes(line, delimiter));
        let header = counts.find(|count| *count > 0).unwrap_or_default();
        let score = (header > 0 && counts.next() == Some(header), header);
        if score > best.1 {
            best = (delimiter, score);
        }
    }
    best.0
}

fn count_outside_quotes(line: &[u8], delimiter: u8) -> usize {
    let mut quoted = false;
    let mut count = 0;
    for at in memchr2_iter(b'"', delimiter, line) {
        match line.get(at) {
            Some(b'"') => quoted = !quoted,
            _ if !quoted => count += 1,
            _ => {}
        }
    }
    count
}

/// The records of a CSV text.
pub(crate) struct Delimited {
    text: Text,
    delimiter: u8,
    /// The number of the line that comes next.
    line: u64,
    limit: usize,
    spans: Vec<Span>,
    /// Where a cell with doubled quotes is put together.
    cell: String,
    /// Reading failed while a line was passed over; reported in place of the next record.
    failure: Option<std::io::Error>,
    ended: bool,
}

/// A cell of a record: its bytes, without quotes around it, and whether it holds doubled quotes.
struct Span {
    start: usize,
    end: usize,
    doubled: bool,
}

/// What the pending text begins with.
enum Found {
    /// No whole record yet.
    Unfinished,
    /// A record without quotes: the length of its content, and with the line's end.
    Plain(usize, usize),
    /// A record with quotes, its cells in `spans`: its length with the line's end, and the lines it spans.
    Quoted(usize, u64),
    /// A quote without an end in the whole text.
    Unclosed,
    /// Quotes that do not add up, which shows at this byte.
    Stray(usize),
}

impl Records for Delimited {
    fn next_record(&mut self, cells: &mut Cells) -> Option<Result<u64, RowFault>> {
        if let Some(error) = self.failure.take() {
            self.ended = true;
            return Some(Err(RowFault::reading_failed(self.line, &error)));
        }
        loop {
            if self.ended || (self.text.finished() && self.text.pending().is_empty()) {
                return None;
            }
            let found =
                find_record(self.text.pending(), self.delimiter, self.text.finished(), &mut self.spans);
            let line = self.line;
            let length = match found {
                Found::Unfinished | Found::Unclosed => self.text.pending().len(),
                Found::Plain(_, length) | Found::Quoted(length, _) | Found::Stray(length) => length,
            };
            // Before anything else, so that the answer does not depend on how much was read at a time.
            if length > self.limit {
                return Some(Err(self.pass_over_long_record(line)));
            }
            return Some(match found {
                Found::Unfinished => match self.text.more() {
                    Ok(_) => continue,
                    Err(error) => {
                        self.ended = true;
                        Err(RowFault::reading_failed(line, &error))
                    }
                },
                Found::Plain(content, length) => {
                    let read = read_plain(self.text.pending().get(..content), self.delimiter, cells);
                    self.text.consume(length);
                    self.line += 1;
                    read.ok_or_else(|| RowFault::encoding(line)).map(|()| line)
                }
                Found::Quoted(length, lines) => {
                    let read =
                        read_quoted(self.text.pending().get(..length), &self.spans, &mut self.cell, cells);
                    self.text.consume(length);
                    self.line += lines;
                    read.ok_or_else(|| RowFault::encoding(line)).map(|()| line)
                }
                Found::Unclosed => {
                    self.pass_over_line();
                    Err(RowFault::unclosed_quote(line))
                }
                Found::Stray(_) => {
                    self.pass_over_line();
                    Err(RowFault::stray_quote(line))
                }
            });
        }
    }

    fn bytes_read(&self) -> u64 {
        self.text.bytes_read()
    }

    fn bytes_total(&self) -> Option<u64> {
        self.text.bytes_total()
    }
}

impl Delimited {
    /// A record over the limit: if its first line is not, a quote left open has run on from there.
    fn pass_over_long_record(&mut self, line: u64) -> RowFault {
        let first = first_line(self.text.pending(), self.text.finished()).map(|(_, length)| length);
        let fault = match first {
            Some(length) if length <= self.limit => RowFault::unclosed_quote(line),
            _ => RowFault::record_too_long(line, self.limit),
        };
        self.pass_over_line();
        fault
    }

    /// Moves to the next line, however far it is, without keeping what lies between.
    fn pass_over_line(&mut self) {
        self.line += 1;
        loop {
            if let Some((_, length)) = first_line(self.text.pending(), self.text.finished()) {
                return self.text.consume(length);
            }
            // A CR at the very end may be half of a CRLF: it stays until the next byte is there.
            let pending = self.text.pending();
            let length = pending.len() - usize::from(pending.last() == Some(&b'\r'));
            self.text.consume(length);
            if let Err(error) = self.text.more() {
                self.failure = Some(error);
                return;
            }
        }
    }
}

fn find_record(text: &[u8], delimiter: u8, finished: bool, spans: &mut Vec<Span>) -> Found {
    match memchr3(b'\n', b'\r', b'"', text) {
        None if finished => Found::Plain(text.len(), text.len()),
        None => Found::Unfinished,
        Some(at) if text.get(at) == Some(&b'"') => find_quoted(text, delimiter, finished, spans),
        Some(at) => line_end(text, at, finished).map_or(Found::Unfinished, |next| Found::Plain(at, next)),
    }
}

fn find_quoted(text: &[u8], delimiter: u8, finished: bool, spans: &mut Vec<Span>) -> Found {
    spans.clear();
    let mut at = 0;
    let mut breaks = 0;
    let mut loose_quote = false;
    loop {
        let blank = |byte: &&u8| matches!(byte, b' ' | b'\t') && **byte != delimiter;
        let skip = |from: usize| from + text.get(from..).unwrap_or_default().iter().take_while(blank).count();
        let first = skip(at);
        let after = if text.get(first) == Some(&b'"') {
            let start = first + 1;
            let mut from = start;
            let mut doubled = false;
            let end = loop {
                let Some(quote) =
                    memchr(b'"', text.get(from..).unwrap_or_default()).map(|offset| from + offset)
                else {
                    return if finished { Found::Unclosed } else { Found::Unfinished };
                };
                match text.get(quote + 1) {
                    None if !finished => return Found::Unfinished,
                    Some(b'"') => {
                        doubled = true;
                        from = quote + 2;
                    }
                    _ => break quote,
                }
            };
            breaks += line_breaks(text.get(start..end).unwrap_or_default());
            spans.push(Span { start, end, doubled });
            skip(end + 1)
        } else {
            let rest = text.get(at..).unwrap_or_default();
            let Some(length) = memchr3(delimiter, b'\n', b'\r', rest).or(finished.then_some(rest.len()))
            else {
                return Found::Unfinished;
            };
            loose_quote |= memchr(b'"', rest.get(..length).unwrap_or_default()).is_some();
            spans.push(Span { start: at, end: at + length, doubled: false });
            at + length
        };
        let end = match text.get(after) {
            None if !finished => return Found::Unfinished,
            None => after,
            Some(byte) if *byte == delimiter => {
                at = after + 1;
                continue;
            }
            Some(b'\n' | b'\r') => match line_end(text, after, finished) {
                Some(next) => next,
                None => return Found::Unfinished,
            },
            Some(_) => return Found::Stray(after),
        };
        return if breaks > 0 && loose_quote { Found::Stray(end) } else { Found::Quoted(end, breaks + 1) };
    }
}

/// Line breaks in a quoted cell: LF, CRLF or CR each count once.
fn line_breaks(cell: &[u8]) -> u64 {
    let mut count = 0;
    for at in memchr2_iter(b'\n', b'\r', cell) {
        let half = cell.get(at) == Some(&b'\r') && cell.get(at + 1) == Some(&b'\n');
        count += u64::from(!half);
    }
    count
}

/// `None` if the record is not UTF-8.
fn read_plain(record: Option<&[u8]>, delimiter: u8, cells: &mut Cells) -> Option<()> {
    let record = std::str::from_utf8(record?).ok()?;
    let mut start = 0;
    for end in memchr_iter(delimiter, record.as_bytes()) {
        cells.push(record.get(start..end)?);
        start = end + 1;
    }
    cells.push(record.get(start..)?);
    Some(())
}

/// `None` if the record is not UTF-8.
fn read_quoted(record: Option<&[u8]>, spans: &[Span], cell: &mut String, cells: &mut Cells) -> Option<()> {
    let record = std::str::from_utf8(record?).ok()?;
    for span in spans {
        let value = record.get(span.start..span.end)?;
        if span.doubled {
            cell.clear();
            let mut rest = value;
            while let Some((before, after)) = rest.split_once("\"\"") {
                cell.push_str(before);
                cell.push('"');
                rest = after;
            }
            cell.push_str(rest);
            cells.push(cell);
        } else {
            cells.push(value);
        }
    }
    Some(())
}
