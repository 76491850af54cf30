//! `hutong validate`: every fault of every row at once, and which columns of the file are read as what.
//! Nothing is assessed, and no cell is shown.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use comfy_table::CellAlignment;
use hutong::{Reading, Severity};

use crate::arguments::ValidateArguments;
use crate::children::{Children, Plan};
use crate::failure::Failure;
use crate::input::Notice;
use crate::language::Language;
use crate::messages::{self, Done};
use crate::output::refuse_same;
use crate::pipeline::{self, Outcome, Run, Work};
use crate::policies::{as_of, choose};
use crate::rejected::Problem;
use crate::rejected_report::problem_line;
use crate::report_sink::ReportSink;
use crate::style::{bold, dim, heading, light_table};
use crate::timing::Timing;
use crate::words::Words;

/// How many errors the report lists one by one.
const MOST: usize = 50;

/// How many rows the report names for each kind.
const MOST_ROWS: usize = 4;

/// Reading is all there is to do.
#[derive(Debug)]
struct Nothing;

impl Work for Nothing {
    type Made = ();
    type Room = ();

    fn make(&self, _row: u64, _reading: &Reading, (): &mut (), _timing: &mut Timing) {}
}

/// What was found.
#[derive(Debug, Default)]
struct Found {
    rows: u64,
    rejected: u64,
    doubtful: u64,
    ends_at: Option<u64>,
    /// By severity (errors first), code and field.
    kinds: BTreeMap<(u8, &'static str, String), FaultKind>,
    /// The first errors.
    listed: Vec<(u64, Problem)>,
    errors: u64,
}

/// Faults of one kind.
#[derive(Debug)]
struct FaultKind {
    count: u64,
    first: Problem,
    /// The first rows that have it.
    rows: Vec<u64>,
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
        for (row, problem) in found.take(outcome, plan) {
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

impl Found {
    /// Counts a row and gives what is wrong with it.
    fn take(&mut self, outcome: Outcome<()>, plan: &Plan) -> Vec<(u64, Problem)> {
        self.rows += 1;
        self.ends_at = self.ends_at.or(outcome.ends_at());
        let problems: Vec<(u64, Problem)> = match outcome {
            Outcome::Unreadable(fault) => {
                vec![(fault.line, Problem::of_row(&fault))]
            }
            Outcome::Read(item) => {
                item.faults.iter().map(|fault| (item.row, Problem::of_fault(fault, plan))).collect()
            }
        };
        if problems.iter().any(|(_, problem)| problem.severity == Severity::Error) {
            self.rejected += 1;
        } else if !problems.is_empty() {
            self.doubtful += 1;
        }
        problems
    }

    fn keep(&mut self, row: u64, problem: Problem) {
        let is_error = problem.severity == Severity::Error;
        let kind = (u8::from(!is_error), problem.code, problem.path.clone());
        let new = || FaultKind { count: 0, first: problem.clone(), rows: Vec::new() };
        let kind = self.kinds.entry(kind).or_insert_with(new);
        kind.count += 1;
        if kind.rows.len() < MOST_ROWS {
            kind.rows.push(row);
        }
        if is_error {
            self.errors += 1;
            if self.listed.len() < MOST {
                self.listed.push((row, problem));
            }
        }
    }
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
    kinds(&mut out, found, words, terminal);
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

/// What is wrong, by kind: errors first.
fn kinds(out: &mut String, found: &Found, words: Words<'_>, terminal: bool) {
    if found.kinds.is_empty() {
        return;
    }
    let language = words.language;
    heading(out, &language.pick("按种类", "By kind"));
    let mut table = light_table(terminal);
    let titles = [
        ("字段", "field"),
        ("问题", "problem"),
        ("代码", "code"),
        ("行数", "rows"),
        ("如第几行", "such as rows"),
    ];
    table.set_header(titles.map(|(zh, en)| language.pick(zh, en).into_owned()));
    for ((_, code, path), kind) in &found.kinds {
        let field = if path.is_empty() { "—".into() } else { words.fact(path) };
        let problem = &kind.first;
        let told = match (path.is_empty(), problem.severity) {
            // The file reader's sentences name a row.
            (true, _) => language.pick("整行无法读取", "the row cannot be read"),
            (_, Severity::Error) => language.pick(problem.zh.as_str(), problem.en.as_str()),
            (_, Severity::Warning) => {
                language.pick(format!("（提示）{}", problem.zh), format!("(warning) {}", problem.en))
            }
        };
        let rows: Vec<String> = kind.rows.iter().map(u64::to_string).collect();
        let rows = format!("{}{}", rows.join(", "), if kind.count > rows.len() as u64 { ", …" } else { "" });
        table.add_row([field.as_ref(), &told, code, &kind.count.to_string(), &rows]);
    }
    if let Some(column) = table.column_mut(3) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    let _ = writeln!(out, "{}", table.trim_fmt());
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
    if plan.missing().is_empty() {
        return;
    }
    let missing = plan.missing();
    heading(
        out,
        &language.pick(
            format!("规则要用、文件没有的 {} 列：等于没有问过任何人", missing.len()),
            format!("{} facts that rules read have no column: nobody was asked", missing.len()),
        ),
    );
    for path in missing {
        let _ = writeln!(out, "       {} {}", words.fact(path), dim(path));
    }
}
