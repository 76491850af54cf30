//! The list for today: who has the highest level, who could have it and what decides, which rejected rows report it.
//! Only what is printed is held.

use std::fmt::Write as _;

use comfy_table::Table;
use hutong::assessment::Assessment;
use hutong::policy::source::{Level, Pace};
use hutong::{LevelSet, Truth};

use crate::answer::{Answered, Urgent};
use crate::children::Plan;
use crate::style::{badge, bold, heading, light_table, table};
use crate::words::Words;

/// A child on the list.
#[derive(Debug)]
struct Entry<'p> {
    row: u64,
    levels: LevelSet,
    urgent: Box<Urgent<'p>>,
    /// The missing facts that decide and that the file has a column for.
    open: Vec<String>,
}

/// The lists of a run.
#[derive(Debug)]
pub(crate) struct Today<'p> {
    words: Words<'p>,
    /// How many rows each list shows at most.
    most: usize,
    highest: Vec<Entry<'p>>,
    highest_count: u64,
    possible: Vec<Entry<'p>>,
    possible_count: u64,
    /// Children who could have the highest level only because the file lacks whole columns.
    only_columns: u64,
    /// The facts on which the highest level of a child hangs of whom nothing is known.
    deciding: Vec<String>,
}

impl<'p> Today<'p> {
    /// Empty lists. `blank` is what the policy says of a child of whom nothing is known.
    pub(crate) fn new(words: Words<'p>, most: usize, blank: Assessment<'p>) -> Today<'p> {
        let blank = Urgent { assessment: blank, township: None, village: None };
        Today {
            words,
            deciding: blank.deciding(),
            most,
            highest: Vec::new(),
            highest_count: 0,
            possible: Vec::new(),
            possible_count: 0,
            only_columns: 0,
        }
    }

    /// Puts an answered row where it belongs.
    pub(crate) fn add(&mut self, row: u64, answered: Answered<'p>, plan: &Plan) {
        let Some(urgent) = answered.urgent else { return };
        if answered.levels.certain() == Some(0) {
            self.highest_count += 1;
            if self.highest.len() < self.most {
                self.highest.push(Entry { row, levels: answered.levels, urgent, open: Vec::new() });
            }
            return;
        }
        self.possible_count += 1;
        let mut open = urgent.deciding();
        open.retain(|path| !plan.missing().contains(path));
        if open.is_empty() {
            self.only_columns += 1;
            return;
        }
        let entry = Entry { row, levels: answered.levels, urgent, open };
        let place = self.possible.partition_point(|other| rank(other) <= rank(&entry));
        if place < self.most {
            self.possible.insert(place, entry);
            self.possible.truncate(self.most);
        }
    }

    fn highest_level(&self) -> Option<&'p Level> {
        self.words.policy.source().levels.first()
    }

    /// The lists as text.
    pub(crate) fn text(&self, plan: &Plan, terminal: bool) -> String {
        let mut out = String::new();
        self.write_highest(&mut out, terminal);
        self.write_possible(&mut out, plan, terminal);
        out
    }

    fn write_highest(&self, out: &mut String, terminal: bool) {
        let (words, language) = (self.words, self.words.language);
        let level = self.highest_level();
        let name = badge(&format!(" {} ", words.level(Some(0))), level);
        let count = language.pick(
            format!("{} 人，今天就要处置", self.highest_count),
            format!("{}, to be acted on today", self.highest_count),
        );
        let _ = writeln!(out, "\n{} {name} {}", bold(&language.pick("今日清单", "Today")), bold(&count));
        if self.highest.is_empty() {
            return;
        }
        let shared = shared(&self.highest, |assessment| to_do_now(words, assessment));
        let shared_tell = shared_of(&self.highest, words);
        for (told, lines) in [
            (language.pick("每一名都要：", "For every one of them: "), &shared),
            (language.pick("每一名都要告知：", "For every one of them, tell: "), &shared_tell),
        ] {
            if !lines.is_empty() {
                let _ = writeln!(out, "  {told}{}", lines.join(language.semicolon()));
            }
        }
        let rest = |lines: Vec<String>, shared: &[String]| {
            lines.into_iter().filter(|line| !shared.contains(line)).collect::<Vec<_>>().join("\n")
        };
        let titles = [
            ("儿童", "child"),
            ("情形〔条款〕", "situation [clause]"),
            ("另外要做", "to do besides"),
            ("另外告知", "to tell besides"),
        ];
        let rows = self.highest.iter().map(|entry| {
            let assessment = &entry.urgent.assessment;
            vec![
                self.child(entry),
                self.situations(assessment),
                rest(to_do_now(words, assessment), &shared),
                rest(to_tell(words, assessment), &shared_tell),
            ]
        });
        self.write_table(out, &titles, rows.collect(), table(terminal));
        self.more(out, self.highest_count, self.highest.len());
    }

    /// A table without the columns in which nothing stands.
    fn write_table(
        &self,
        out: &mut String,
        titles: &[(&str, &str)],
        rows: Vec<Vec<String>>,
        mut table: Table,
    ) {
        let used: Vec<usize> = (0..titles.len())
            .filter(|column| rows.iter().any(|row| row.get(*column).is_some_and(|cell| !cell.is_empty())))
            .collect();
        let title = |column: &usize| {
            titles.get(*column).map(|(zh, en)| self.words.language.pick(*zh, *en).into_owned())
        };
        table.set_header(used.iter().filter_map(title).collect::<Vec<String>>());
        for row in &rows {
            table.add_row(used.iter().filter_map(|column| row.get(*column)).collect::<Vec<&String>>());
        }
        let _ = writeln!(out, "{}", table.trim_fmt());
    }

    fn write_possible(&self, out: &mut String, plan: &Plan, terminal: bool) {
        if self.possible_count == 0 {
            return;
        }
        let (words, language) = (self.words, self.words.language);
        let name = words.level(Some(0));
        let count = self.possible_count;
        let title = language.pick(
            format!("可能是{name}的 {count} 人：先问清下列事实"),
            format!("{count} could be {name}: first settle these facts"),
        );
        heading(out, &title);
        let absent: Vec<String> =
            self.absent_columns(plan).iter().map(|path| words.fact(path).into_owned()).collect();
        if !absent.is_empty() {
            let told = language.pick(
                format!("文件没有这些列，等于没有问过任何人：{}", absent.join("、")),
                format!("The file has no column for these, so nobody was asked: {}", absent.join(", ")),
            );
            let _ = writeln!(out, "  {}", bold(&told));
        }
        if self.only_columns > 0 {
            let told = language.pick(
                format!("其中 {} 人只因这些列而不能排除，不逐一列出。", self.only_columns),
                format!(
                    "{} of the children are open for these columns alone and are not listed one by one.",
                    self.only_columns
                ),
            );
            let _ = writeln!(out, "  {told}");
        }
        if self.possible.is_empty() {
            return;
        }
        let titles = [("儿童", "child"), ("至少", "at least"), ("要问清的事实", "facts to settle")];
        let rows = self.possible.iter().map(|entry| {
            let facts: Vec<_> = entry.open.iter().map(|path| words.fact(path)).collect();
            vec![
                self.child(entry).replace('\n', " "),
                words.level(entry.levels.floor()).into_owned(),
                facts.join(language.comma()),
            ]
        });
        self.write_table(out, &titles, rows.collect(), light_table(terminal));
        self.more(out, count - self.only_columns, self.possible.len());
    }

    /// The columns that the file lacks and on which the highest level hangs.
    fn absent_columns<'a>(&self, plan: &'a Plan) -> Vec<&'a str> {
        let decides = |path: &&str| self.deciding.iter().any(|deciding| deciding == path);
        plan.missing().iter().map(String::as_str).filter(decides).collect()
    }

    /// The child's key, and below it the place and the row.
    fn child(&self, entry: &Entry<'_>) -> String {
        let row =
            self.words.language.pick(format!("第{}行", entry.row), format!("row {}", entry.row)).into_owned();
        let places = [entry.urgent.township.clone(), entry.urgent.village.clone(), Some(row)];
        let place: Vec<String> = places.into_iter().flatten().collect();
        format!("{}\n{}", entry.urgent.assessment.key().unwrap_or("—"), place.join(" "))
    }

    /// The situations that fired, with clause and facts.
    fn situations(&self, assessment: &Assessment<'_>) -> String {
        let language = self.words.language;
        let highest = self.highest_level().map(|level| level.id.as_str());
        let fired = assessment
            .triggers()
            .iter()
            .filter(|trigger| Some(trigger.level) == highest && trigger.outcome.answer == Truth::Yes);
        let lines = fired.map(|trigger| {
            let facts: Vec<String> =
                trigger.outcome.facts.iter().map(|fact| self.words.fact_and_value(fact)).collect();
            let (label, cite) = (language.label(trigger.outcome.label), language.cite(trigger.outcome.cite));
            format!("{label}{cite}\n{}", facts.join(language.comma()))
        });
        lines.collect::<Vec<_>>().join("\n")
    }

    fn more(&self, out: &mut String, count: u64, shown: usize) {
        let more = count.saturating_sub(shown as u64);
        if more > 0 {
            let told = self.words.language.pick(
                format!("……还有 {more} 人没有显示：--rows 可多显示几行，全部名单用 --format csv 或 xlsx"),
                format!("… and {more} more: --rows shows more; --format csv or xlsx has them all"),
            );
            let _ = writeln!(out, "  {}", bold(&told));
        }
    }
}

/// Smaller stands earlier: the higher the lowest possible level, the fewer facts to settle, the earlier the row.
fn rank(entry: &Entry<'_>) -> (usize, usize, u64) {
    (entry.levels.floor().unwrap_or(usize::MAX), entry.open.len(), entry.row)
}

/// What must be done now for a child: duties at once and promptly.
fn to_do_now(words: Words<'_>, assessment: &Assessment<'_>) -> Vec<String> {
    let duties = assessment.duties().iter().filter(|duty| {
        duty.outcome.answer == Truth::Yes && matches!(duty.pace, Pace::AtOnce | Pace::Promptly)
    });
    let line = |duty: &hutong::assessment::DutyOutcome<'_>| {
        let (by, label) = (words.offices(duty.by), words.language.label(duty.outcome.label));
        let cite = words.language.cite(duty.outcome.cite);
        words.language.pick(format!("{label}{cite}（{by}）"), format!("{label} {cite} ({by})")).into_owned()
    };
    duties.map(line).collect()
}

/// Who must be told of a child.
fn to_tell(words: Words<'_>, assessment: &Assessment<'_>) -> Vec<String> {
    let due = assessment.referrals().iter().filter(|referral| referral.outcome.answer == Truth::Yes);
    let line = |referral: &hutong::assessment::ReferralOutcome<'_>| {
        let (to, label) = (words.offices(referral.to), words.language.label(referral.outcome.label));
        let (pace, cite) = (words.pace(referral.pace), words.language.cite(referral.outcome.cite));
        words
            .language
            .pick(format!("{pace}向{to}：{label}{cite}"), format!("{pace}, {to}: {label} {cite}"))
            .into_owned()
    };
    due.map(line).collect()
}

/// The lines that every entry has; none where the list is a single entry, which keeps its own.
fn shared(entries: &[Entry<'_>], lines: impl Fn(&Assessment<'_>) -> Vec<String>) -> Vec<String> {
    let [first, rest @ ..] = entries else { return Vec::new() };
    let mut shared = lines(&first.urgent.assessment);
    for entry in rest {
        let own = lines(&entry.urgent.assessment);
        shared.retain(|line| own.contains(line));
    }
    shared
}

fn shared_of(entries: &[Entry<'_>], words: Words<'_>) -> Vec<String> {
    shared(entries, |assessment| to_tell(words, assessment))
}
