//! Where the answers of `hutong assess` go: a report, JSON, CSV or a workbook. Data and messages never mix: a report
//! beside data goes to standard error.

use std::io::Write;
use std::path::Path;

use chrono::NaiveDate;

use crate::answer::Rendered;
use crate::arguments::OutputFormat;
use crate::export_csv::CsvOut;
use crate::export_xlsx::{XlsxOut, rejected_cells};
use crate::failure::Failure;
use crate::fields::Fields;
use crate::json;
use crate::language::Language;
use crate::layout::Layout;
use crate::messages;
use crate::output::Output;
use crate::rejected::RejectedRow;

/// The output of a run.
pub(crate) enum Sink {
    /// The report alone.
    Report(Output),
    /// One object a line.
    Lines(Output),
    /// One list of objects, and whether it has one yet.
    List(Output, bool),
    /// One row a child.
    Csv(Box<CsvOut>, bool),
    /// A workbook.
    Xlsx(Box<XlsxOut>, Output),
}

impl Sink {
    /// Opens the output in the form that was asked for.
    pub(crate) fn open(
        format: OutputFormat,
        path: Option<&Path>,
        fields: Fields<'_>,
        as_of: NaiveDate,
    ) -> Result<Sink, Failure> {
        Sink::of_rows(format, path, &fields.layout(), as_of)
    }

    /// The same for rows of any layout.
    pub(crate) fn of_rows(
        format: OutputFormat,
        path: Option<&Path>,
        layout: &Layout<'_>,
        as_of: NaiveDate,
    ) -> Result<Sink, Failure> {
        if format == OutputFormat::Xlsx && path.is_none_or(|path| path == Path::new("-")) {
            return Err(Failure::told(
                "xlsx-needs-a-file",
                "xlsx 须写入文件。请加 --output 文件名.xlsx。",
                "xlsx is written to a file. Add --output NAME.xlsx.",
            ));
        }
        let output = Output::open(path)?;
        Ok(match format {
            OutputFormat::Table => Sink::Report(output),
            OutputFormat::Jsonl => Sink::Lines(output),
            OutputFormat::Json => Sink::List(output, false),
            OutputFormat::Csv => {
                let terminal = output.is_terminal();
                Sink::Csv(Box::new(CsvOut::new(output, &layout.ids())?), terminal)
            }
            OutputFormat::Xlsx => Sink::Xlsx(Box::new(XlsxOut::new(layout, as_of)?), output),
        })
    }

    /// Whether a person reads the report on a terminal.
    pub(crate) fn is_terminal(&self) -> bool {
        matches!(self, Sink::Report(output) if output.is_terminal())
    }

    /// Whether rows stream to a terminal, so that nothing else may write there meanwhile.
    pub(crate) fn streams_to_terminal(&self) -> bool {
        match self {
            Sink::Lines(output) | Sink::List(output, _) => output.is_terminal(),
            Sink::Csv(_, terminal) => *terminal,
            Sink::Report(_) | Sink::Xlsx(..) => false,
        }
    }

    /// Takes the part of an answered row.
    pub(crate) fn answered(&mut self, rendered: &Rendered) -> Result<(), Failure> {
        match (&mut *self, rendered) {
            (Sink::Lines(_) | Sink::List(..), Rendered::Line(line)) => self.line(line),
            (Sink::Csv(out, _), Rendered::Cells(cells)) => out.row(cells),
            (Sink::Xlsx(out, _), Rendered::Cells(cells)) => out.child(cells),
            _ => Ok(()),
        }
    }

    /// Takes a row of the further sheet of a workbook; other forms have no place for it.
    pub(crate) fn more(&mut self, cells: &[String]) -> Result<(), Failure> {
        match self {
            Sink::Xlsx(out, _) => out.more(cells),
            Sink::Report(_) | Sink::Lines(_) | Sink::List(..) | Sink::Csv(..) => Ok(()),
        }
    }

    /// Takes a rejected row, where the form has a place for it.
    pub(crate) fn rejected(&mut self, row: &RejectedRow<'_>) -> Result<(), Failure> {
        match self {
            Sink::Lines(_) | Sink::List(..) => self.line(&json::rejected(row)),
            Sink::Xlsx(out, _) => out.rejected(row),
            Sink::Report(_) | Sink::Csv(..) => Ok(()),
        }
    }

    /// The same with a line of JSON that was made of what was readable of the row.
    pub(crate) fn rejected_with(
        &mut self,
        row: &RejectedRow<'_>,
        readable: Option<&str>,
    ) -> Result<(), Failure> {
        match (&mut *self, readable) {
            (Sink::Lines(_) | Sink::List(..), Some(readable)) => {
                let mut line = json::rejected(row);
                line.pop();
                line.push_str(",\"readable\":");
                line.push_str(readable);
                line.push('}');
                self.line(&line)
            }
            _ => self.rejected(row),
        }
    }

    fn line(&mut self, line: &str) -> Result<(), Failure> {
        match self {
            Sink::Lines(output) => writeln!(output, "{line}")?,
            Sink::List(output, begun) => {
                output.write_all(if *begun { b",\n" } else { b"[\n" })?;
                *begun = true;
                output.write_all(line.as_bytes())?;
            }
            Sink::Report(_) | Sink::Csv(..) | Sink::Xlsx(..) => {}
        }
        Ok(())
    }

    /// Ends the output and tells the report where it belongs.
    pub(crate) fn finish(self, report: &str) -> Result<(), Failure> {
        match self {
            Sink::Report(mut output) => {
                output.write_styled(report)?;
                return output.finish();
            }
            Sink::Lines(output) => output.finish()?,
            Sink::List(mut output, begun) => {
                output.write_all(if begun { b"\n]\n" } else { b"[]\n" })?;
                output.finish()?;
            }
            Sink::Csv(out, _) => out.finish()?,
            Sink::Xlsx(out, mut output) => {
                out.finish(&mut output)?;
                output.finish()?;
            }
        }
        messages::report(report);
        Ok(())
    }
}

/// The list of rejected rows that `--rejected` asks for.
pub(crate) struct RejectedList {
    out: Option<CsvOut>,
    language: Language,
    /// Whether the file of each row is named.
    names_files: bool,
}

impl RejectedList {
    /// Opens the list, if there is to be one.
    pub(crate) fn open(path: Option<&Path>, language: Language) -> Result<RejectedList, Failure> {
        RejectedList::begin(path, language, false)
    }

    /// The same for a run over several files, each of which is named.
    pub(crate) fn of_files(path: Option<&Path>, language: Language) -> Result<RejectedList, Failure> {
        RejectedList::begin(path, language, true)
    }

    fn begin(path: Option<&Path>, language: Language, names_files: bool) -> Result<RejectedList, Failure> {
        let headers = ["file", "row", "key", "column", "path", "code", "problem", "danger"];
        let headers = headers.get(usize::from(!names_files)..).unwrap_or_default();
        let out = path.map(|path| CsvOut::new(Output::open(Some(path))?, headers)).transpose()?;
        Ok(RejectedList { out, language, names_files })
    }

    /// Writes a rejected row, one line a fault.
    pub(crate) fn add(&mut self, row: &RejectedRow<'_>) -> Result<(), Failure> {
        let Some(out) = &mut self.out else { return Ok(()) };
        rejected_cells(row, self.language, self.names_files).iter().try_for_each(|cells| out.row(cells))
    }

    /// Ends the list.
    pub(crate) fn finish(self) -> Result<(), Failure> {
        self.out.map_or(Ok(()), CsvOut::finish)
    }
}
