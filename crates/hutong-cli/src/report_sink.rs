//! Where a command that reports goes: its report for a person, or what the report is made of, as JSON Lines or CSV.
//! What a line or a row holds is for the command.

use std::io::Write as _;
use std::path::Path;

use crate::arguments::ReportFormat;
use crate::export_csv::CsvOut;
use crate::failure::Failure;
use crate::output::Output;

/// The output of a command that reports.
pub(crate) enum ReportSink {
    /// The report alone.
    Report(Output),
    /// One object a line.
    Lines(Output),
    /// One row an entry.
    Csv(Box<CsvOut>),
}

impl ReportSink {
    /// Opens the output in the form that was asked for; `headers` are those of the CSV.
    pub(crate) fn open(
        format: ReportFormat,
        path: Option<&Path>,
        headers: &[&str],
    ) -> Result<ReportSink, Failure> {
        let output = Output::open(path)?;
        Ok(match format {
            ReportFormat::Table => ReportSink::Report(output),
            ReportFormat::Jsonl => ReportSink::Lines(output),
            ReportFormat::Csv => ReportSink::Csv(Box::new(CsvOut::new(output, headers)?)),
        })
    }

    /// Whether a person reads the report on a terminal.
    pub(crate) fn is_terminal(&self) -> bool {
        matches!(self, ReportSink::Report(output) if output.is_terminal())
    }

    /// Whether lines stream to a terminal, so that nothing else may write there meanwhile.
    pub(crate) fn streams_to_terminal(&self) -> bool {
        matches!(self, ReportSink::Lines(output) if output.is_terminal())
    }

    /// Takes an entry: the line or the rows that it makes, where the form has a place for them.
    pub(crate) fn entry<const CELLS: usize>(
        &mut self,
        line: impl FnOnce() -> String,
        rows: impl FnOnce() -> Vec<[String; CELLS]>,
    ) -> Result<(), Failure> {
        match self {
            ReportSink::Report(_) => Ok(()),
            ReportSink::Lines(output) => Ok(writeln!(output, "{}", line())?),
            ReportSink::Csv(out) => rows().iter().try_for_each(|row| out.row(row)),
        }
    }

    /// Ends the output, with the report where it is the output. True where the report has found its place; false where
    /// data stands there, and whether to tell the report besides is for the command.
    pub(crate) fn finish(self, report: &str) -> Result<bool, Failure> {
        match self {
            ReportSink::Report(mut output) => {
                output.write_styled(report)?;
                output.finish().map(|()| true)
            }
            ReportSink::Lines(output) => output.finish().map(|()| false),
            ReportSink::Csv(out) => out.finish().map(|()| false),
        }
    }
}
