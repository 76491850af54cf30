//! `hutong validate`: every fault of every row at once, and which columns of the file are read as what.
//! Nothing is assessed, and no cell is shown.

use std::fmt::Write as _;

use hutong::{Reading, Severity};

use crate::arguments::ValidateArguments;
use crate::children::{Children, Plan};
use crate::failure::Failure;
use crate::found::{Found, missing};
use crate::input::Notice;
use crate::language::Language;
use crate::messages::{self, Done};
use crate::output::refuse_same;
use crate::pipeline::{self, Run, Work};
use crate::policies::{as_of, choose};
use crate::rejected::Problem;
use crate::rejected_report::problem_line;
use crate::report_sink::ReportSink;
use crate::style::{bold, dim, heading};
use crate::timing::Timing;
use crate::words::Words;

/// Reading is all there is to do.
#[derive(Debug)]
struct Nothing;

impl Work for Nothing {
    type Made = ();
    type Room = ();

    fn make(&self, _row: u64, _reading: &Reading, (): &mut (), _timing: &mut Timing) {}
}

/// Runs `hutong validate`.
pub(crate) fn run(arguments: &ValidateArguments, language: Language) -> Result<Done, Failure> {
    let as_of = as_of(arguments.policy.as_of.as_deref())?;
    let policy = choose(&arguments.policy.choice)?;
    let reading = &arguments.input.reading;
    let output = arguments.output.as_deref();
    refuse_same(&[Some(&arguments.input.file), output, reading.mapping.as_deref()])?;
    let (children, rows) = Children::open(&arguments.input.file, reading, &policy)?;
    let plan = &children.plan;
    let mut sink = ReportSink::open(arguments.format, output, &HEADERS)?;
    let mut found = Found::default();
    let how = Run { plan, policy: &policy, as_of, quiet: sink.streams_to_terminal() };
    pipeline::run(rows, &how, &Nothing, &mut Timing::default(), |outcome, _| {
        for (row, problem) in found.take(&outcome, plan) {
            sink.entry(|| line(row, &problem), || vec![cells(row, &problem, language)])?;
            found.keep(row, problem);
        }
        Ok(())
    })?;
    let terminal = sink.is_terminal();
    let report = language.report(|language| {
        report(&found, plan, &children.notices, Words { policy: &policy, language }, terminal)
    });
    if !sink.finish(&report)? {
        messages::report(&report);
    }
    Ok(Done::of(found.rejected, found.ends_at))
}

/// The headers of the CSV.
const HEADERS: [&str; 6] = ["row", "column", "path", "code", "severity", "problem"];

/// One thing wrong with a row as one line of JSON.
fn line(row: u64, problem: &Problem) -> String {
    #[derive(serde::Serialize)]
    struct Line<'a> {
        row: u64,
        #[serde(flatten)]
        problem: &'a Problem,
    }
    serde_json::to_string(&Line { row, problem }).unwrap_or_default()
}

/// One thing wrong with a row as a row of CSV, in the order of [`HEADERS`].
fn cells(row: u64, problem: &Problem, language: Language) -> [String; HEADERS.len()] {
    [
        row.to_string(),
        problem.column.clone().unwrap_or_default(),
        problem.path.clone(),
        problem.code.to_owned(),
        severity(problem.severity).to_owned(),
        language.pick(problem.zh.as_str(), problem.en.as_str()).into_owned(),
    ]
}

fn severity(severity: Severity) -> &'static str {
    if severity == Severity::Error { "error" } else { "warning" }
}

fn report(found: &Found, plan: &Plan, notices: &[Notice], words: Words<'_>, terminal: bool) -> String {
    let language = words.language;
    let mut out = String::new();
    for notice in notices {
        let _ = writeln!(out, "{} {}", bold("›"), language.pick(notice.zh.as_str(), notice.en.as_str()));
    }
    columns(&mut out, plan, words);
    found.by_kind(&mut out, words, terminal);
    if !found.listed.is_empty() {
        heading(&mut out, &language.pick("须退回的，逐行", "To be rejected, row by row"));
        for (row, problem) in &found.listed {
            let _ = writeln!(out, "  {}", problem_line(*row, problem, words));
        }
        let more = found.errors.saturating_sub(found.listed.len() as u64);
        if more > 0 {
            let told = language.pick(
                format!("……还有 {more} 处没有显示：全部用 --format csv 或 jsonl"),
                format!("… and {more} more: --format csv or jsonl has them all"),
            );
            let _ = writeln!(out, "  {}", bold(&told));
        }
    }
    let (rows, rejected, doubtful) = (found.rows, found.rejected, found.doubtful);
    let sound = rows - rejected - doubtful;
    let told = language.pick(
        format!("共 {rows} 行 ＝ 无误 {sound} ＋ 可评估但有提示 {doubtful} ＋ 须退回 {rejected}"),
        format!("{rows} rows in = {sound} sound + {doubtful} with warnings + {rejected} to be rejected"),
    );
    let _ = writeln!(out, "\n{}", bold(&told));
    if let Some(row) = found.ends_at {
        let told = language.pick(
            format!("未完成：第 {row} 行起无法读取。"),
            format!("INCOMPLETE: nothing could be read from row {row} on."),
        );
        let _ = writeln!(out, "{}", bold(&told));
    }
    out
}

/// Which columns are read as what, and which facts the file lacks.
fn columns(out: &mut String, plan: &Plan, words: Words<'_>) {
    let language = words.language;
    let read = plan.columns();
    if read.is_empty() {
        return;
    }
    heading(
        out,
        &language.pick(format!("读取的 {} 列", read.len()), format!("{} columns are read", read.len())),
    );
    for (letters, path) in &read {
        let _ = writeln!(out, "  {letters:>3}  {} {}", words.fact(path), dim(path));
    }
    missing(out, plan, words);
}
