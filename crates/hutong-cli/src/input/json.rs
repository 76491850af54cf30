//! JSON: a list of objects (or objects one after another), and JSON Lines, one object a line.
//! Each record is handed on as the text it is, checked to be one JSON object; its keys are for the caller.
//!
//! In JSON Lines a broken line is one faulty row. In a list there is no telling where the next record
//! begins once the syntax is broken, so the rows before it are read and one last fault says from where on
//! they were not. In both, a record that is too long, not an object or not UTF-8 costs that record alone.

use memchr::{memchr, memchr_iter, memchr2};
use serde::de::IgnoredAny;

use super::text::Text;
use super::{Content, Notice, Row, RowFault, Rows};

/// One object a line.
pub(crate) struct Lines {
    text: Text,
    notices: Vec<Notice>,
    limit: usize,
    line: u64,
    ended: bool,
}

impl Lines {
    pub(crate) fn new(text: Text, notices: Vec<Notice>, limit: usize) -> Self {
        Self { text, notices, limit, line: 0, ended: false }
    }

    /// The length of the next line without and with its LF; `None` if it is over the limit.
    fn line_length(&mut self) -> std::io::Result<Option<(usize, usize)>> {
        loop {
            let pending = self.text.pending();
            let found = match memchr(b'\n', pending) {
                Some(at) => Some((at, at + 1)),
                None => self.text.finished().then_some((pending.len(), pending.len())),
            };
            match found {
                Some((length, _)) if length > self.limit => return Ok(None),
                Some(found) => return Ok(Some(found)),
                None if pending.len() > self.limit => return Ok(None),
                None => self.text.more()?,
            };
        }
    }

    /// Moves past the next LF, however far it is.
    fn pass_over_line(&mut self) -> std::io::Result<()> {
        loop {
            let pending = self.text.pending();
            if let Some(at) = memchr(b'\n', pending) {
                self.text.consume(at + 1);
                return Ok(());
            }
            self.text.consume(pending.len());
            if !self.text.more()? {
                return Ok(());
            }
        }
    }

    fn next_line(&mut self, row: &mut Row) -> std::io::Result<Option<Result<(), RowFault>>> {
        while !(self.text.finished() && self.text.pending().is_empty()) {
            self.line += 1;
            let Some((length, next)) = self.line_length()? else {
                self.pass_over_line()?;
                return Ok(Some(Err(RowFault::record_too_long(self.line, self.limit))));
            };
            let line = self.text.pending().get(..length).unwrap_or_default().trim_ascii();
            let blank = line.is_empty();
            let read = read_object(line, self.line, row).map_err(|refused| match refused {
                Refused::Fault(fault) => fault,
                Refused::Broken(error) => RowFault::broken_json_line(self.line, error.column()),
            });
            self.text.consume(next);
            if !blank {
                return Ok(Some(read));
            }
        }
        Ok(None)
    }
}

impl Rows for Lines {
    fn headers(&self) -> Option<&[String]> {
        None
    }

    fn next_row(&mut self, row: &mut Row) -> Option<Result<(), RowFault>> {
        if self.ended {
            return None;
        }
        self.next_line(row).unwrap_or_else(|error| {
            self.ended = true;
            Some(Err(RowFault::reading_failed(self.line, &error)))
        })
    }

    fn notices(&self) -> &[Notice] {
        &self.notices
    }

    fn bytes_read(&self) -> u64 {
        self.text.bytes_read()
    }

    fn bytes_total(&self) -> Option<u64> {
        self.text.bytes_total()
    }
}

/// A list of objects, or objects one after another.
pub(crate) struct List {
    text: Text,
    notices: Vec<Notice>,
    limit: usize,
    place: Place,
    /// How many records came before.
    position: u64,
    /// How many line breaks came before.
    lines: u64,
}

/// Where in the list the reader is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Start,
    /// After `[`.
    Opened,
    /// After a record of a list.
    Between,
    /// Objects one after another.
    Sequence,
    /// After `]`: nothing may follow.
    Closed,
    Ended,
}

/// Why the list cannot be read on.
enum Stop {
    Broken,
    Failed(std::io::Error),
}

impl From<std::io::Error> for Stop {
    fn from(error: std::io::Error) -> Self {
        Self::Failed(error)
    }
}

impl List {
    pub(crate) fn new(text: Text, notices: Vec<Notice>, limit: usize) -> Self {
        Self { text, notices, limit, place: Place::Start, position: 0, lines: 0 }
    }

    fn consume(&mut self, length: usize) {
        let passed = self.text.pending().get(..length).unwrap_or_default();
        self.lines = self.lines.saturating_add(memchr_iter(b'\n', passed).count() as u64);
        self.text.consume(length);
    }

    /// The next byte that is no white space, which stays pending.
    fn peek(&mut self) -> std::io::Result<Option<u8>> {
        loop {
            let pending = self.text.pending();
            let blank = pending.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
            let found = pending.get(blank).copied();
            self.consume(blank);
            if found.is_some() || !self.text.more()? {
                return Ok(found);
            }
        }
    }

    fn next_element(&mut self, row: &mut Row) -> Result<Option<Result<(), RowFault>>, Stop> {
        loop {
            let next = self.peek()?;
            let place = match (self.place, next) {
                (Place::Start, Some(b'[')) => Place::Opened,
                (Place::Opened | Place::Between, Some(b']')) => Place::Closed,
                (Place::Start | Place::Sequence | Place::Closed, None) | (Place::Ended, _) => {
                    return Ok(None);
                }
                (Place::Start | Place::Sequence, Some(_)) => {
                    self.place = Place::Sequence;
                    return self.element(row).map(Some);
                }
                (Place::Opened, Some(_)) => {
                    self.place = Place::Between;
                    return self.element(row).map(Some);
                }
                (Place::Between, Some(b',')) => {
                    self.consume(1);
                    self.peek()?.filter(|byte| *byte != b']').ok_or(Stop::Broken)?;
                    return self.element(row).map(Some);
                }
                _ => return Err(Stop::Broken),
            };
            self.place = place;
            self.consume(1);
        }
    }

    /// Reads the value that is pending. One over the limit is passed over without being kept.
    fn element(&mut self, row: &mut Row) -> Result<Result<(), RowFault>, Stop> {
        let mut scan = Scan::default();
        let mut looked_at = 0;
        let mut too_long = false;
        let end = loop {
            let pending = self.text.pending();
            let found = scan.find_end(pending.get(looked_at..).unwrap_or_default());
            looked_at = pending.len();
            if let Some(end) = found {
                break end;
            }
            if scan.read > self.limit {
                too_long = true;
                self.consume(looked_at);
                looked_at = 0;
            }
            if !self.text.more()? {
                if scan.depth > 0 || scan.in_string {
                    return Err(Stop::Broken);
                }
                break scan.read;
            }
        };
        let position = self.position + 1;
        if too_long || end > self.limit {
            // `end` counts from where the value began, some of which may be consumed.
            let kept = self.text.pending().len().min(end - (scan.read - looked_at).min(end));
            self.consume(kept);
            self.position = position;
            return Ok(Err(RowFault::record_too_long(position, self.limit)));
        }
        let read = read_object(self.text.pending().get(..end).unwrap_or_default(), position, row);
        let read = match read {
            Err(Refused::Broken(error)) => {
                self.lines = self.lines.saturating_add(error.line().saturating_sub(1) as u64);
                return Err(Stop::Broken);
            }
            Err(Refused::Fault(fault)) => Err(fault),
            Ok(()) => Ok(()),
        };
        self.consume(end);
        self.position = position;
        Ok(read)
    }
}

impl Rows for List {
    fn headers(&self) -> Option<&[String]> {
        None
    }

    fn next_row(&mut self, row: &mut Row) -> Option<Result<(), RowFault>> {
        self.next_element(row).unwrap_or_else(|stop| {
            self.place = Place::Ended;
            let position = self.position + 1;
            Some(Err(match stop {
                Stop::Broken => RowFault::broken_json(position, self.lines + 1),
                Stop::Failed(error) => RowFault::reading_failed(position, &error),
            }))
        })
    }

    fn notices(&self) -> &[Notice] {
        &self.notices
    }

    fn bytes_read(&self) -> u64 {
        self.text.bytes_read()
    }

    fn bytes_total(&self) -> Option<u64> {
        self.text.bytes_total()
    }
}

/// Finds where a JSON value ends by its brackets and strings alone, piece by piece.
/// Whether what lies between is JSON is checked afterwards, by `serde_json`.
#[derive(Default)]
struct Scan {
    depth: usize,
    in_string: bool,
    escaped: bool,
    /// Bytes looked at.
    read: usize,
}

impl Scan {
    /// Looks at the next piece; gives the length of the value from its start, over all pieces.
    fn find_end(&mut self, piece: &[u8]) -> Option<usize> {
        let before = self.read;
        self.read += piece.len();
        let mut at = 0;
        while let Some(byte) = piece.get(at).copied() {
            if self.escaped {
                self.escaped = false;
            } else if self.in_string {
                at += memchr2(b'"', b'\\', piece.get(at..)?)?;
                match piece.get(at) {
                    Some(b'"') => {
                        self.in_string = false;
                        if self.depth == 0 {
                            return Some(before + at + 1);
                        }
                    }
                    _ => self.escaped = true,
                }
            } else {
                match byte {
                    b'"' => self.in_string = true,
                    b'{' | b'[' => self.depth += 1,
                    b'}' | b']' if self.depth > 1 => self.depth -= 1,
                    b'}' | b']' => return Some(before + at + self.depth),
                    b',' | b' ' | b'\t' | b'\n' | b'\r' if self.depth == 0 => return Some(before + at),
                    _ => {}
                }
            }
            at += 1;
        }
        None
    }
}

/// Why a text is not taken as a record.
enum Refused {
    Fault(RowFault),
    Broken(serde_json::Error),
}

/// Checks that `text` is one JSON object and writes it into `row`.
fn read_object(text: &[u8], line: u64, row: &mut Row) -> Result<(), Refused> {
    let text = std::str::from_utf8(text).map_err(|_| Refused::Fault(RowFault::encoding(line)))?;
    serde_json::from_str::<IgnoredAny>(text).map_err(Refused::Broken)?;
    if !text.starts_with('{') {
        return Err(Refused::Fault(RowFault::not_an_object(line)));
    }
    row.line = line;
    if let Content::Json(kept) = &mut row.content {
        kept.clear();
        kept.push_str(text);
    } else {
        row.content = Content::Json(text.to_owned());
    }
    Ok(())
}
