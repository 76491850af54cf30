//! The report of `hutong duties`: how much is overdue, due and done, then the lists, the most urgent first.

use std::fmt::Write as _;

use chrono::NaiveDate;
use hutong::organisations::{Obligation, ObligationState, OrganisationLedger};

use crate::duties::files::{File, Read};
use crate::duties::rows::{Group, remarks, whose};
use crate::language::Language;
use crate::rejected::Problem;
use crate::style::{alarm, bold, dim, heading, light_table};
use crate::words::Words;

/// What the report is about.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Report<'a, 'p> {
    /// The ledger.
    pub(crate) ledger: &'a OrganisationLedger<'p>,
    /// The obligations that are told of, in order.
    pub(crate) obligations: &'a [&'a Obligation<'p>],
    /// What was read.
    pub(crate) read: &'a Read,
    /// How many days are looked ahead, and the last of them.
    pub(crate) days: u32,
    pub(crate) horizon: NaiveDate,
    /// How many rows each list shows at most.
    pub(crate) rows: usize,
}

impl Report<'_, '_> {
    /// The report; with the lists, or, beside another output, with counts only.
    pub(crate) fn text(&self, words: Words<'_>, lists: bool, terminal: bool) -> String {
        let language = words.language;
        let mut out = String::new();
        let title = language.pick(
            format!("机构任务，截至 {}", self.ledger.as_of),
            format!("Duties of the organisations, as of {}", self.ledger.as_of),
        );
        let _ = writeln!(out, "{}  {}", bold(&title), dim(&words.policy.source().document.number));
        for warning in &self.ledger.warnings {
            let told = language.pick(warning.zh.as_str(), warning.en.as_str());
            let _ = writeln!(out, "{}", alarm(&format!(" ! {told} ")));
        }
        for notice in &self.read.notices {
            let told = language.pick(notice.zh.as_str(), notice.en.as_str());
            let _ = writeln!(out, "{} {told}", bold("›"));
        }
        self.counts(&mut out, language);
        if lists {
            for group in Group::ALL {
                self.list(&mut out, group, words, terminal);
            }
        }
        self.doubtful(&mut out, words);
        self.rejected(&mut out, words);
        self.last_line(&mut out, language);
        out
    }

    fn of(&self, group: Group) -> Vec<&Obligation<'_>> {
        let horizon = self.horizon;
        self.obligations.iter().copied().filter(|entry| Group::of(entry, horizon) == group).collect()
    }

    fn counts(&self, out: &mut String, language: Language) {
        let mut parts = Vec::new();
        for group in Group::ALL {
            let count = self.of(group).len();
            if count == 0 {
                continue;
            }
            let told = language.pick(
                format!("{} {count} 项", self.title(group, Language::Zh)),
                format!("{count} {}", self.title(group, Language::En)),
            );
            parts.push(if group == Group::Overdue { alarm(&format!(" {told} ")) } else { told.into_owned() });
        }
        if parts.is_empty() {
            parts.push(language.pick("没有任务", "no duties").into_owned());
        }
        let _ = writeln!(out, "{}", parts.join(" · "));
    }

    fn title(&self, group: Group, language: Language) -> String {
        let days = self.days;
        let (zh, en) = match group {
            Group::Overdue => ("逾期未完成".into(), "overdue".into()),
            Group::Now => ("现在应做（没有写明日期）".into(), "to be done now (no day is stated)".into()),
            Group::Soon => (format!("{days} 天内到期"), format!("due within {days} days")),
            Group::Later => ("以后到期".into(), "due later".into()),
            Group::Open => ("待定".into(), "undetermined".into()),
            Group::Done => ("已完成".into(), "done".into()),
            Group::Standing => ("长期任务".into(), "standing".into()),
            Group::Lapsed => ("随政策终止".into(), "lapsed with the policy".into()),
        };
        language.pick(zh, en).into_owned()
    }

    fn list(&self, out: &mut String, group: Group, words: Words<'_>, terminal: bool) {
        let language = words.language;
        let entries = self.of(group);
        if entries.is_empty() {
            return;
        }
        let count = language.pick(format!("（{} 项）", entries.len()), format!(" ({})", entries.len()));
        heading(out, &format!("{}{count}", self.title(group, language)));
        let mut table = light_table(terminal);
        let when = match group {
            Group::Done => ("完成", "done"),
            Group::Standing | Group::Open | Group::Now => ("上次完成", "last done"),
            _ => ("到期", "due"),
        };
        let titles = [when, ("机构", "office"), ("任务〔条款〕", "duty [clause]"), ("说明", "remarks")];
        table.set_header(titles.map(|(zh, en)| language.pick(zh, en).into_owned()));
        for entry in entries.iter().take(self.rows) {
            let task = format!("{}{}", language.label(entry.label), language.cite(&entry.cite));
            let told = [remarks(language, entry), self.numbers(entry, language)];
            let told: Vec<String> = told.into_iter().filter(|part| !part.is_empty()).collect();
            table.add_row([self.when(group, entry, language), whose(words, entry), task, told.join("\n")]);
        }
        let _ = writeln!(out, "{}", table.trim_fmt());
        let more = entries.len().saturating_sub(self.rows);
        if more > 0 {
            let told = language.pick(
                format!("……还有 {more} 项没有显示：--rows 可多显示几项，全部用 --format csv 或 xlsx"),
                format!("… and {more} more: --rows shows more; --format csv or xlsx has them all"),
            );
            let _ = writeln!(out, "  {}", bold(&told));
        }
    }

    /// The numbers of the village on which an obligation turns; empty where it turns on none.
    fn numbers(&self, entry: &Obligation<'_>, language: Language) -> String {
        let village =
            self.ledger.villages.iter().find(|village| Some(&village.place) == entry.place.as_ref());
        let Some(village) = village.filter(|_| entry.from.is_none()) else { return String::new() };
        let known = |number: Option<u32>| number.map_or_else(|| "?".to_owned(), |number| number.to_string());
        let children = match (village.children, village.possible) {
            (Some(children), Some(possible)) if children < possible => format!("{children}–{possible}"),
            (children, _) => known(children),
        };
        let directors = known(village.directors);
        language
            .pick(
                format!("儿童 {children} 人，儿童主任 {directors} 名"),
                format!("children: {children}; child directors: {directors}"),
            )
            .into_owned()
    }

    /// The day of an obligation, and how far away it is.
    fn when(&self, group: Group, entry: &Obligation<'_>, language: Language) -> String {
        let due = entry.due.map(|due| due.to_string()).unwrap_or_default();
        let left = entry.due.map(|due| (due - self.ledger.as_of).num_days());
        match group {
            Group::Overdue => {
                let days = entry.days_overdue;
                language
                    .pick(format!("{due}\n逾期 {days} 天"), format!("{due}\n{days} days over"))
                    .into_owned()
            }
            Group::Soon | Group::Later => match left {
                Some(0) => language.pick(format!("{due}\n今天"), format!("{due}\ntoday")).into_owned(),
                Some(days) => language
                    .pick(format!("{due}\n还有 {days} 天"), format!("{due}\nin {days} days"))
                    .into_owned(),
                None => due,
            },
            Group::Done => {
                let done = entry.done_on.map(|on| on.to_string()).unwrap_or_default();
                match entry.state {
                    ObligationState::DoneLate => {
                        let days = entry.days_late;
                        language
                            .pick(format!("{done}\n迟 {days} 天"), format!("{done}\n{days} days late"))
                            .into_owned()
                    }
                    _ => done,
                }
            }
            Group::Lapsed => due,
            Group::Now | Group::Open | Group::Standing => {
                entry.last_done.map_or_else(|| "—".to_owned(), |on| on.to_string())
            }
        }
    }

    fn doubtful(&self, out: &mut String, words: Words<'_>) {
        let language = words.language;
        if self.ledger.doubtful.is_empty() {
            return;
        }
        let count = self.ledger.doubtful.len();
        let title = format!("完成记录中 {count} 行没有算作完成");
        heading(out, &language.pick(title, format!("{count} rows of what was done met nothing")));
        for row in self.ledger.doubtful.iter().take(self.rows) {
            for fault in &row.faults {
                let told = language.pick(fault.zh(), fault.en());
                let place = language.pick(format!("第 {} 行：", row.row), format!("row {}: ", row.row));
                let _ = writeln!(out, "  {place}{told} {}", dim(&format!("[{}]", fault.code().id())));
            }
        }
    }

    fn rejected(&self, out: &mut String, words: Words<'_>) {
        let language = words.language;
        let rejected = &self.read.rejected;
        if rejected.is_empty() {
            return;
        }
        let count = rejected.len();
        let title = format!("退回 {count} 行：请改正后重新运行");
        heading(out, &language.pick(title, format!("{count} rejected: correct these rows and run again")));
        for row in rejected.iter().take(self.rows) {
            for problem in &row.rejected {
                let _ = writeln!(out, "  {}", rejected_line(language, row.row, problem));
            }
        }
        let more = count.saturating_sub(self.rows);
        if more > 0 {
            let told = language.pick(format!("……还有 {more} 行"), format!("… and {more} more"));
            let _ = writeln!(out, "  {}", bold(&told));
        }
    }

    /// The last line: rows in = used + rejected, for each file that was read.
    fn last_line(&self, out: &mut String, language: Language) {
        let mut parts = Vec::new();
        for ((file, zh, en), rows) in FILES.into_iter().zip(self.read.rows) {
            if rows == 0 {
                continue;
            }
            let of_file = |problem: &Problem| File::of(&problem.path) == Some(file);
            let rejected = self.read.rejected.iter().filter(|row| row.rejected.first().is_some_and(of_file));
            let rejected = u64::try_from(rejected.count()).unwrap_or(u64::MAX);
            let used = rows.saturating_sub(rejected);
            parts.push(language.pick(
                format!("{zh} {rows} 行 ＝ 已用 {used} ＋ 退回 {rejected}"),
                format!("{en}: {rows} rows in = {used} used + {rejected} rejected"),
            ));
        }
        if !parts.is_empty() {
            let _ = writeln!(out, "\n{}", bold(&parts.join(language.semicolon())));
        }
        if let Some(row) = self.read.ends_at {
            let told = language.pick(
                format!("未完成：第 {row} 行起无法读取，其后的行数不明。"),
                format!("INCOMPLETE: nothing could be read from row {row} on; how many rows were lost is not known."),
            );
            let _ = writeln!(out, "{}", alarm(&format!(" {told} ")));
        }
    }
}

/// The files in words.
const FILES: [(File, &str, &str); 3] = [
    (File::Done, "完成记录", "what was done"),
    (File::Villages, "村（社区）", "villages"),
    (File::Children, "儿童", "children"),
];

/// What is wrong with a row: the file, the row, the column, and what to do.
fn rejected_line(language: Language, row: u64, problem: &Problem) -> String {
    let file = FILES.into_iter().find(|(file, ..)| File::of(&problem.path) == Some(*file));
    let file = file.map(|(_, zh, en)| language.pick(zh, en)).unwrap_or_default();
    let place = match &problem.column {
        Some(column) => language.pick(
            format!("{file}第 {row} 行 {column} 列："),
            format!("{file}, row {row}, column {column}: "),
        ),
        None => language.pick(format!("{file}第 {row} 行："), format!("{file}, row {row}: ")),
    };
    let told = language.pick(problem.zh.as_str(), problem.en.as_str());
    format!("{place}{told} {}", dim(&format!("[{}]", problem.code)))
}
