//! The report of `hutong forecast`: the policy's own days, what is reached how often, and then day by day and child by
//! child what changes. Only what is printed is held.

use std::borrow::Cow;
use std::fmt::Write as _;

use chrono::NaiveDate;
use hutong::assessment::{Forecast, Outlook, ToCheck};

use crate::forecast::{Looked, Reached, what, why};
use crate::language::Language;
use crate::moves;
use crate::style::{alarm, bold, dim, heading, number, table};
use crate::words::Words;

/// What happens on a day.
#[derive(Debug)]
enum Event<'p> {
    Change(Forecast<'p>),
    Check(ToCheck<'p>),
}

/// A day of a child.
#[derive(Debug)]
struct Entry<'p> {
    on: NaiveDate,
    row: u64,
    child: [Option<String>; 3],
    event: Event<'p>,
}

/// What lies ahead for the children of a file.
#[derive(Debug)]
pub(crate) struct Ahead<'p> {
    as_of: NaiveDate,
    until: NaiveDate,
    /// The policy's own days.
    policy_days: Vec<ToCheck<'p>>,
    most: usize,
    answered: u64,
    /// Rows that were rejected.
    pub(crate) rejected: u64,
    /// Children for whom something changes, days on which something does, and days to check.
    children: u64,
    changes: u64,
    checks: u64,
    /// Children some of whose days are not recorded although an answer waits for them.
    undated: u64,
    undated_facts: Reached,
    reached: Reached,
    listed: Vec<Entry<'p>>,
}

impl<'p> Ahead<'p> {
    /// Nothing yet. `nobody` is the outlook of a child of whom nothing is known: what it has are the policy's own days.
    pub(crate) fn new(nobody: &Outlook<'p>, until: NaiveDate, most: usize) -> Ahead<'p> {
        Ahead {
            as_of: nobody.as_of(),
            until,
            policy_days: nobody.checks().to_vec(),
            most,
            answered: 0,
            rejected: 0,
            children: 0,
            changes: 0,
            checks: 0,
            undated: 0,
            undated_facts: Reached::new(),
            reached: Reached::new(),
            listed: Vec::new(),
        }
    }

    /// Puts what lies ahead of a row where it belongs.
    pub(crate) fn add(&mut self, row: u64, looked: &Looked<'p>) {
        let outlook = &looked.outlook;
        self.answered += 1;
        self.children += u64::from(!outlook.changes().is_empty());
        self.changes += outlook.changes().len() as u64;
        self.undated += u64::from(!outlook.undated().is_empty());
        for fact in outlook.undated() {
            *self.undated_facts.entry((fact.path().into_owned(), String::new())).or_default() += 1;
        }
        for crossing in outlook
            .changes()
            .iter()
            .flat_map(|change| change.because.iter().map(move |each| (change.on, each)))
        {
            let (on, crossing) = crossing;
            // A day known only as a span is counted once, by its first day ahead.
            if crossing.earliest == Some(on) || crossing.earliest.is_none_or(|first| first <= self.as_of) {
                let what = (crossing.fact.path().into_owned(), crossing.reaches.clone());
                *self.reached.entry(what).or_default() += 1;
            }
        }
        let child = [outlook.key().map(str::to_owned), looked.township.clone(), looked.village.clone()];
        for change in outlook.changes() {
            self.keep(Entry {
                on: change.on,
                row,
                child: child.clone(),
                event: Event::Change(change.clone()),
            });
        }
        for check in outlook.checks().iter().filter(|check| check.because.is_some()) {
            self.checks += 1;
            self.keep(Entry { on: check.on, row, child: child.clone(), event: Event::Check(check.clone()) });
        }
    }

    fn keep(&mut self, entry: Entry<'p>) {
        let place = self.listed.partition_point(|other| (other.on, other.row) <= (entry.on, entry.row));
        if place < self.most {
            self.listed.insert(place, entry);
            self.listed.truncate(self.most);
        }
    }

    /// The report, with the list of days if it is wanted. Without the list it holds counts only.
    pub(crate) fn text(
        &self,
        words: Words<'_>,
        notices: &[Cow<'_, str>],
        list: bool,
        terminal: bool,
    ) -> String {
        let language = words.language;
        let mut out = String::new();
        let title = language.pick(
            format!("{} 之后至 {}：没有新情况时自动发生的变化", self.as_of, self.until),
            format!("After {} up to {}: what changes by itself, with no new fact", self.as_of, self.until),
        );
        let _ = writeln!(out, "{}", bold(&title));
        for notice in notices {
            let _ = writeln!(out, "{} {notice}", bold("›"));
        }
        for day in &self.policy_days {
            let told = language.pick(day.zh.as_str(), day.en.as_str());
            let _ = writeln!(out, "{}", alarm(&format!(" {} {told} ", day.on)));
        }
        let told = language.pick(
            format!(
                "{} 人将有变化（共 {} 个日子），另有 {} 个要核实的日子",
                self.children, self.changes, self.checks
            ),
            format!(
                "{} children change (on {} days in all); {} more days are to be checked",
                self.children, self.changes, self.checks
            ),
        );
        let _ = writeln!(out, "{told}");
        self.counts(&mut out, words);
        if list {
            self.days(&mut out, words, terminal);
        }
        out
    }

    fn counts(&self, out: &mut String, words: Words<'_>) {
        let language = words.language;
        if !self.reached.is_empty() {
            heading(out, &language.pick("到期的原因（人数）", "What is reached (children)"));
            for ((path, reaches), count) in &self.reached {
                let what = moves::reached(words, path, reaches);
                let _ = writeln!(out, "  {}  {} {what} {}", number(*count, 9), words.fact(path), dim(path));
            }
        }
        if self.undated > 0 {
            let told = language.pick(
                format!("{} 人缺少日期，随时可能变化，预测不了（人数）", self.undated),
                format!("{} children lack a day on which an answer hangs: no forecast tells when it changes (children)", self.undated),
            );
            heading(out, &told);
            for ((path, _), count) in &self.undated_facts {
                let _ = writeln!(out, "  {}  {} {}", number(*count, 9), words.fact(path), dim(path));
            }
        }
    }

    fn days(&self, out: &mut String, words: Words<'_>, terminal: bool) {
        let language = words.language;
        if self.listed.is_empty() {
            return;
        }
        heading(out, &language.pick("按日期", "Day by day"));
        let mut table = table(terminal);
        let titles = [
            ("日期", "on"),
            ("儿童", "child"),
            ("等级", "level"),
            ("变化〔条款〕", "what changes [clause]"),
            ("原因", "because of"),
        ];
        table.set_header(titles.map(|(zh, en)| language.pick(zh, en).into_owned()));
        for entry in &self.listed {
            let (level, what, why) = match &entry.event {
                Event::Change(change) => {
                    (level(words, change), what(words, change).join("\n"), why(words, change))
                }
                Event::Check(check) => (
                    language.pick("要核实", "to check").into_owned(),
                    language.pick(check.zh.as_str(), check.en.as_str()).into_owned(),
                    check.because.as_ref().map(|fact| words.fact_and_value(fact)).unwrap_or_default(),
                ),
            };
            table.add_row([entry.on.to_string(), child(language, entry), level, what, why]);
        }
        let _ = writeln!(out, "{}", table.trim_fmt());
        let more = (self.changes + self.checks).saturating_sub(self.listed.len() as u64);
        if more > 0 {
            let told = language.pick(
                format!("……还有 {more} 条没有显示：--rows 可多显示几条，全部用 --format csv 或 xlsx"),
                format!("… and {more} more: --rows shows more; --format csv or xlsx has them all"),
            );
            let _ = writeln!(out, "  {}", bold(&told));
        }
    }

    /// The last line: rows in = looked at + rejected.
    pub(crate) fn last_line(&self, language: Language, ends_at: Option<u64>) -> String {
        let rows = self.answered + self.rejected;
        let told = language.pick(
            format!("共 {rows} 行 ＝ 已预测 {} ＋ 退回 {}", self.answered, self.rejected),
            format!("{rows} rows in = {} looked at + {} rejected", self.answered, self.rejected),
        );
        let mut line = format!("\n{}\n", bold(&told));
        if let Some(row) = ends_at {
            let told = language.pick(
                format!("未完成：第 {row} 行起无法读取，其后的行数不明，都没有预测。"),
                format!("INCOMPLETE: nothing could be read from row {row} on; how many rows were lost is not known."),
            );
            let _ = writeln!(line, "{}", alarm(&told));
        }
        line
    }
}

/// The level before and after; once where it stays.
fn level(words: Words<'_>, change: &Forecast<'_>) -> String {
    let before = moves::standing(words, change.scope_before, &change.levels_before);
    let after = moves::standing(words, change.scope, &change.levels);
    if before == after { after } else { format!("{before}\n→ {after}") }
}

fn child(language: Language, entry: &Entry<'_>) -> String {
    let [key, township, village] = &entry.child;
    let row = language.pick(format!("第{}行", entry.row), format!("row {}", entry.row)).into_owned();
    let place: Vec<&str> =
        [township.as_deref(), village.as_deref(), Some(&row)].into_iter().flatten().collect();
    format!("{}\n{}", key.as_deref().unwrap_or("—"), place.join(" "))
}
