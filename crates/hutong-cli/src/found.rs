//! What is wrong with the rows of a file, counted by kind: for commands that report on rows and answer none of them.
//! No cell is ever shown.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use comfy_table::CellAlignment;
use hutong::Severity;

use crate::children::Plan;
use crate::pipeline::Outcome;
use crate::rejected::Problem;
use crate::style::{dim, heading, light_table};
use crate::words::Words;

/// How many errors a report lists one by one.
const MOST: usize = 50;

/// How many rows a report names for each kind.
const MOST_ROWS: usize = 4;

/// What was found.
#[derive(Debug, Default)]
pub(crate) struct Found {
    /// How many rows the file has.
    pub(crate) rows: u64,
    /// How many cannot be answered.
    pub(crate) rejected: u64,
    /// How many others someone should look at.
    pub(crate) doubtful: u64,
    /// The row from which on nothing could be read, if there is one.
    pub(crate) ends_at: Option<u64>,
    /// By severity (errors first), code and field.
    kinds: BTreeMap<(u8, &'static str, String), FaultKind>,
    /// The first errors.
    pub(crate) listed: Vec<(u64, Problem)>,
    /// How many errors there are.
    pub(crate) errors: u64,
}

/// Faults of one kind.
#[derive(Debug)]
struct FaultKind {
    count: u64,
    first: Problem,
    /// The first rows that have it.
    rows: Vec<u64>,
}

impl Found {
    /// Counts a row and gives what is wrong with it.
    pub(crate) fn take<M>(&mut self, outcome: &Outcome<M>, plan: &Plan) -> Vec<(u64, Problem)> {
        self.rows += 1;
        self.ends_at = self.ends_at.or(outcome.ends_at());
        let problems: Vec<(u64, Problem)> = match outcome {
            Outcome::Unreadable(fault) => {
                vec![(fault.line, Problem::of_row(fault))]
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

    /// Keeps one thing wrong, as far as there is room.
    pub(crate) fn keep(&mut self, row: u64, problem: Problem) {
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

    /// What is wrong, by kind: errors first.
    pub(crate) fn by_kind(&self, out: &mut String, words: Words<'_>, terminal: bool) {
        if self.kinds.is_empty() {
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
        for ((_, code, path), kind) in &self.kinds {
            let field = if path.is_empty() { "—".into() } else { words.fact(path) };
            let problem = &kind.first;
            let told = match (path.is_empty(), problem.severity) {
                // The file reader's sentences name a row.
                (true, Severity::Error) => language.pick("整行无法读取", "the row cannot be read"),
                (_, Severity::Error) => language.pick(problem.zh.as_str(), problem.en.as_str()),
                (_, Severity::Warning) => {
                    language.pick(format!("（提示）{}", problem.zh), format!("(warning) {}", problem.en))
                }
            };
            let rows: Vec<String> = kind.rows.iter().map(u64::to_string).collect();
            let rows =
                format!("{}{}", rows.join(", "), if kind.count > rows.len() as u64 { ", …" } else { "" });
            table.add_row([field.as_ref(), &told, code, &kind.count.to_string(), &rows]);
        }
        if let Some(column) = table.column_mut(3) {
            column.set_cell_alignment(CellAlignment::Right);
        }
        let _ = writeln!(out, "{}", table.trim_fmt());
    }
}

/// The facts that rules read and the file lacks.
pub(crate) fn missing(out: &mut String, plan: &Plan, words: Words<'_>) {
    let language = words.language;
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
