//! The rejected rows as text: those that report danger first and loud, then what is wrong with each. It names rows,
//! columns and codes, never a key or a cell, so it may go to standard error and into a log.

use std::fmt::Write as _;

use hutong::Severity;

use crate::rejected::{Problem, RejectedRow, Rejects};
use crate::style::{alarm, bold, dim, heading};
use crate::words::Words;

/// The rejected rows of a run as text; empty where there are none.
pub(crate) fn text(rejects: &Rejects<'_>, rejected: u64, words: Words<'_>) -> String {
    let mut out = String::new();
    if rejected == 0 {
        return out;
    }
    let language = words.language;
    heading(
        &mut out,
        &language.pick(
            format!("退回 {rejected} 行：请改正后重新评估"),
            format!("{rejected} rejected: correct these rows and assess them again"),
        ),
    );
    if rejects.in_danger > 0 {
        danger(&mut out, rejects, words);
    }
    let codes: Vec<String> = rejects.by_code.iter().map(|(code, count)| format!("{code} {count}")).collect();
    let _ = writeln!(out, "  {}", dim(&codes.join(" · ")));
    for row in &rejects.shown {
        for problem in row.rejected.iter().filter(|problem| problem.severity == Severity::Error) {
            let _ = writeln!(out, "  {}", problem_line(row.row, problem, words));
        }
    }
    let more = rejected.saturating_sub(rejects.shown.len() as u64);
    if more > 0 {
        let told = language.pick(
            format!("……还有 {more} 行没有显示：--rejected FILE 写出全部退回行"),
            format!("… and {more} more: --rejected FILE writes them all"),
        );
        let _ = writeln!(out, "  {}", bold(&told));
    }
    out
}

/// The rejected rows that report danger all the same.
pub(crate) fn danger(out: &mut String, rejects: &Rejects<'_>, words: Words<'_>) {
    let language = words.language;
    let level = words.level(Some(0));
    let count = rejects.in_danger;
    let told = language.pick(
        format!("其中 {count} 行虽被退回，可读的内容已经足以定为{level}：不要等更正，现在就处置"),
        format!("{count} of them already show {level} by what is readable: do not wait for the correction, act now"),
    );
    let _ = writeln!(out, "  {}", alarm(&format!(" ! {told} ")));
    for row in &rejects.dangerous {
        let _ = writeln!(out, "    {}", danger_line(row, words));
    }
    let more = count.saturating_sub(rejects.dangerous.len() as u64);
    if more > 0 {
        let told = language.pick(format!("……还有 {more} 行"), format!("… and {more} more"));
        let _ = writeln!(out, "    {}", bold(&told));
    }
}

/// A row that reports danger: its number and the situations, with their clauses.
fn danger_line(row: &RejectedRow<'_>, words: Words<'_>) -> String {
    let language = words.language;
    let source = words.policy.source();
    let fired = row.danger.iter().flat_map(|danger| &danger.triggers);
    let names: Vec<String> = fired
        .filter_map(|id| source.triggers.iter().find(|trigger| trigger.id == *id))
        .map(|trigger| {
            let places = words.policy.places(&trigger.cite);
            format!("{}{}", language.label(&trigger.label), language.cite(&places))
        })
        .collect();
    let place = language.pick(format!("第 {} 行", row.row), format!("row {}", row.row));
    bold(&format!("{place}  {}", names.join(language.semicolon())))
}

/// One thing wrong with a row, on one line.
pub(crate) fn problem_line(row: u64, problem: &Problem, words: Words<'_>) -> String {
    let language = words.language;
    let field = if problem.path.is_empty() { String::new() } else { words.fact(&problem.path).into_owned() };
    // The file's reader has the row and the columns in its sentence already.
    let place = match (&problem.column, problem.path.is_empty()) {
        (_, true) if !problem.zh.is_empty() && problem.column.is_none() => String::new(),
        (Some(_), true) => String::new(),
        (Some(column), false) => language
            .pick(
                format!("第 {row} 行 {column} 列 {field}："),
                format!("row {row}, column {column}, {field}: "),
            )
            .into_owned(),
        (None, _) => {
            language.pick(format!("第 {row} 行 {field}："), format!("row {row}, {field}: ")).into_owned()
        }
    };
    let told = language.pick(problem.zh.as_str(), problem.en.as_str());
    format!("{place}{told} {}", dim(&format!("[{}]", problem.code)))
}
