//! What a report tells of the files: what was assumed in opening each, what was rejected, and the last lines, in which
//! no row and no entry is lost. Files, rows, columns and codes are named, never a key or a cell.

use std::fmt::Write as _;

use hutong::Severity;

use crate::language::Language;
use crate::rejected_report::{danger, problem_line};
use crate::schedule::course::{Count, Totals};
use crate::style::{alarm, bold, dim, heading, number};
use crate::words::Words;

/// What was assumed or left out in opening the files.
pub(crate) fn notices(out: &mut String, totals: &Totals<'_>, language: Language) {
    for (file, notice) in &totals.notices {
        let told = language.pick(notice.zh.as_str(), notice.en.as_str());
        let _ = writeln!(out, "{} {file} {told}", bold("›"));
    }
}

/// The rejected rows; nothing where there are none.
pub(crate) fn rejected(out: &mut String, totals: &Totals<'_>, words: Words<'_>) {
    let (language, count, rejects) = (words.language, totals.rejected(), &totals.rejects);
    if count == 0 {
        return;
    }
    let title = format!("退回 {count} 条：请改正后重新运行");
    heading(out, &language.pick(title, format!("{count} rejected: correct these and run again")));
    if rejects.in_danger > 0 {
        danger(out, rejects, words);
    }
    let codes: Vec<String> = rejects.by_code.iter().map(|(code, count)| format!("{code} {count}")).collect();
    let _ = writeln!(out, "  {}", dim(&codes.join(" · ")));
    for row in &rejects.shown {
        let file = row.file.as_deref().unwrap_or_default();
        for problem in row.rejected.iter().filter(|problem| problem.severity == Severity::Error) {
            let _ = writeln!(out, "  {file} {}", problem_line(row.row, problem, words));
        }
    }
    let more = count.saturating_sub(rejects.shown.len() as u64);
    if more > 0 {
        let told = language.pick(
            format!("……还有 {more} 条没有显示：--rejected FILE 写出全部"),
            format!("… and {more} more: --rejected FILE writes them all"),
        );
        let _ = writeln!(out, "  {}", bold(&told));
    }
}

/// The last lines: for each file, rows or entries in = used + rejected.
pub(crate) fn last_lines(totals: &Totals<'_>, language: Language) -> String {
    let mut out = String::from("\n");
    let mut tell = |count: &Count, zh: &str, en: &str| {
        let Count { file, all, rejected } = count;
        let used = all.saturating_sub(*rejected);
        let [all, used, rejected] = [*all, used, *rejected].map(|count| number(count, 0));
        let told = language.pick(
            format!("{file} {all} {zh} ＝ 已用 {used} ＋ 退回 {rejected}"),
            format!("{file}: {all} {en} in = {used} used + {rejected} rejected"),
        );
        let _ = writeln!(out, "{}", bold(&told));
    };
    tell(&totals.children, "行", "rows");
    if totals.with_children.all > 0 {
        tell(&totals.with_children, "条记录", "entries");
    }
    for count in &totals.histories {
        tell(count, "条记录", "entries");
    }
    if let Some((file, row)) = &totals.ends_at {
        let told = language.pick(
            format!("未完成：{file} 第 {row} 行起无法读取，其后的行数不明。"),
            format!("INCOMPLETE: nothing of {file} could be read from row {row} on; how many rows were lost is not known."),
        );
        let _ = writeln!(out, "{}", alarm(&told));
    }
    out
}
