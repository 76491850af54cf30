//! CSV out: one row a child, headers that a program can rely on, UTF-8 (with byte order mark in a file, so that Excel
//! reads Chinese). A cell that a spreadsheet would run as a formula is defused.

use std::borrow::Cow;
use std::io::{self, Write};

use csv::{Terminator, WriterBuilder};

use crate::failure::Failure;
use crate::output::Output;

/// A CSV file or stream.
#[derive(Debug)]
pub(crate) struct CsvOut(csv::Writer<Output>);

impl CsvOut {
    /// Begins with the headers.
    pub(crate) fn new<H: AsRef<str>>(mut output: Output, headers: &[H]) -> Result<CsvOut, Failure> {
        if output.is_file() {
            output.write_all("\u{FEFF}".as_bytes())?;
        }
        let writer = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(output);
        let mut out = CsvOut(writer);
        out.row(headers)?;
        Ok(out)
    }

    /// Writes a row.
    pub(crate) fn row<C: AsRef<str>>(&mut self, cells: &[C]) -> Result<(), Failure> {
        let cells = cells.iter().map(|cell| defused(cell.as_ref()));
        for cell in cells {
            self.0.write_field(cell.as_bytes()).map_err(broken)?;
        }
        self.0.write_record(None::<&[u8]>).map_err(broken)
    }

    /// All rows are written: the output below, which is yet to be finished.
    pub(crate) fn into_output(self) -> Result<Output, Failure> {
        Ok(self.0.into_inner().map_err(|error| io::Error::from(error.error().kind()))?)
    }

    /// Ends it: only now does a file take its place.
    pub(crate) fn finish(self) -> Result<(), Failure> {
        self.into_output()?.finish()
    }
}

fn broken(error: csv::Error) -> Failure {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error.into(),
        _ => io::Error::other("csv").into(),
    }
}

/// A cell that no spreadsheet takes for a formula: one that begins with = + - @, a tab or a line break has a quote
/// put before it.
pub(crate) fn defused(cell: &str) -> Cow<'_, str> {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']) {
        format!("'{cell}").into()
    } else {
        cell.into()
    }
}

#[cfg(test)]
mod tests {
    use super::defused;

    #[test]
    fn formulas_are_defused_and_the_rest_is_left() {
        for cell in ["=1+1", "+1", "-1", "@x", "\tx", "\r=x", "＝1"] {
            assert_eq!(defused(cell), format!("'{cell}"));
        }
        for cell in ["", "a=b", "445281", "青榕镇", "'=1"] {
            assert_eq!(defused(cell), cell);
        }
    }
}
