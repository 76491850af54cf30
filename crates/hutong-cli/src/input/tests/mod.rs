//! What the reader does with the files offices really have. All children in them are invented.

mod csv;
mod json;
mod mapping;
mod opening;
mod xlsx;

use std::io::{Cursor, Read};

use super::{Content, InputError, Options, Row, RowFault, Rows, Source, open};

/// Everything that came out of a source, in order.
#[derive(Debug, Default)]
struct Outcome {
    headers: Vec<String>,
    notices: Vec<&'static str>,
    rows: Vec<(u64, Vec<String>)>,
    texts: Vec<(u64, String)>,
    faults: Vec<RowFault>,
}

impl Outcome {
    /// Line and code of each fault.
    fn codes(&self) -> Vec<(u64, &'static str)> {
        self.faults.iter().map(|fault| (fault.line, fault.code)).collect()
    }

    /// The line numbers of the rows read.
    fn lines(&self) -> Vec<u64> {
        self.rows.iter().map(|(line, _)| *line).chain(self.texts.iter().map(|(line, _)| *line)).collect()
    }

    fn cells(&self) -> Vec<Vec<&str>> {
        self.rows.iter().map(|(_, cells)| cells.iter().map(String::as_str).collect()).collect()
    }
}

fn drain(mut rows: Box<dyn Rows>) -> Outcome {
    let mut outcome = Outcome {
        headers: rows.headers().map(<[String]>::to_vec).unwrap_or_default(),
        notices: rows.notices().iter().map(|notice| notice.code).collect(),
        ..Outcome::default()
    };
    let mut row = Row::default();
    while let Some(read) = rows.next_row(&mut row) {
        match (read, &row.content) {
            (Ok(()), Content::Cells(cells)) => outcome.rows.push((row.line, cells.clone())),
            (Ok(()), Content::Json(text)) => outcome.texts.push((row.line, text.clone())),
            (Err(fault), _) => outcome.faults.push(fault),
        }
    }
    assert!(rows.next_row(&mut row).is_none(), "the end is final");
    outcome
}

fn read_with(bytes: impl Into<Vec<u8>>, options: &Options) -> Outcome {
    let bytes = bytes.into();
    let whole = drain(open(Source::Reader(Box::new(Cursor::new(bytes.clone()))), options).unwrap());
    // The same however the bytes arrive: the window's edges must not show.
    let drops = drain(open(Source::Reader(Box::new(Drops(Cursor::new(bytes)))), options).unwrap());
    assert_eq!(format!("{whole:?}"), format!("{drops:?}"));
    whole
}

fn read(bytes: impl Into<Vec<u8>>) -> Outcome {
    read_with(bytes, &Options::default())
}

fn refused(bytes: impl Into<Vec<u8>>, options: &Options) -> InputError {
    match open(Source::Reader(Box::new(Cursor::new(bytes.into()))), options) {
        Ok(_) => panic!("opened"),
        Err(error) => error,
    }
}

fn limit(max_record_bytes: usize) -> Options {
    Options { max_record_bytes, ..Options::default() }
}

/// A pipe that gives a few bytes at a time.
struct Drops(Cursor<Vec<u8>>);

impl Read for Drops {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let few = into.len().min(4093);
        self.0.read(&mut into[..few])
    }
}

/// Gives its bytes, then fails.
struct Breaks(Cursor<Vec<u8>>);

impl Read for Breaks {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        match self.0.read(into)? {
            0 => Err(std::io::Error::other("pulled out")),
            read => Ok(read),
        }
    }
}
