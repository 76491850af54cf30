//! The list for today: who has the highest level, who could have it and what decides, which rejected rows report it.
//! Only what is printed is held.

use std::fmt::Write as _;

use comfy_table::Table;
use hutong::assessment::{Assessment, DutyOutcome, ReferralOutcome};
use hutong::policy::source::{Level, Pace};
use hutong::{LevelSet, Truth};

use crate::answer::{Answered, Facts, Urgent};
use crate::children::Plan;
use crate::language::Language;
use crate::style::{badge, bold, heading, light_table, table};
use crate::words::Words;

/// How many facts to settle are named for one child.
const MOST_FACTS: usize = 4;

/// A child on the list.
#[derive(Debug)]
struct Entry<'p> {
    row: u64,
    levels: LevelSet,
    urgent: Box<Urgent<'p>>,
    /// The missing facts that decide and that the file has a column for, by number.
    open: Vec<u16>,
}

/// The lists of a run.
#[derive(Debug)]
pub(crate) struct Today<'p> {
    words: Words<'p>,
    /// How many rows each list shows at most.
    most: usize,
    highest: Vec<Entry<'p>>,
    highest_count: u64,
    /// What every child with the highest level needs, shown or not: duties and referrals, by id.
    shared: Option<(Vec<&'p str>, Vec<&'p str>)>,
    possible: Vec<Entry<'p>>,
    possible_count: u64,
    /// Children who could have the highest level only because the file lacks whole columns.
    only_columns: u64,
    /// The facts by number, and of each whether the file lacks its column.
    facts: &'p Facts,
    absent: Vec<bool>,
    /// The absent ones among the facts on which the highest level of a child hangs of whom nothing is known.
    absent_and_deciding: Vec<u16>,
}

impl<'p> Today<'p> {
    /// Empty lists. `blank` is what the policy says of a child of whom nothing is known.
    pub(crate) fn new(
        words: Words<'p>,
        most: usize,
        facts: &'p Facts,
        plan: &Plan,
        blank: &Assessment<'_>,
    ) -> Today<'p> {
        let absent = |number: usize| plan.missing().iter().any(|path| path == facts.path(number));
        let absent: Vec<bool> = (0..facts.count()).map(absent).collect();
        let mut absent_and_deciding = facts.deciding_highest(blank);
        absent_and_deciding.retain(|number| absent.get(usize::from(*number)) == Some(&true));
        Today {
            words,
            most,
            highest: Vec::new(),
            highest_count: 0,
            shared: None,
            possible: Vec::new(),
            possible_count: 0,
            only_columns: 0,
            facts,
            absent,
            absent_and_deciding,
        }
    }

    /// Puts an answered row where it belongs.
    pub(crate) fn add(&mut self, row: u64, answered: Answered<'p>) {
        let Some(urgent) = answered.urgent else { return };
        if answered.levels.certain() == Some(0) {
            self.highest_count += 1;
            self.share(&urgent.assessment);
            if self.highest.len() < self.most {
                self.highest.push(Entry { row, levels: answered.levels, urgent, open: Vec::new() });
            }
            return;
        }
        self.possible_count += 1;
        let mut open = urgent.deciding.clone();
        open.retain(|number| self.absent.get(usize::from(*number)) != Some(&true));
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

    /// Keeps of what is shared so far what this child needs too.
    fn share(&mut self, assessment: &Assessment<'p>) {
        let duties: Vec<&'p str> = duties_now(assessment).map(|duty| duty.outcome.id).collect();
        let referrals: Vec<&'p str> = referrals_due(assessment).map(|due| due.outcome.id).collect();
        match &mut self.shared {
            None => self.shared = Some((duties, referrals)),
            Some((shared_duties, shared_referrals)) => {
                shared_duties.retain(|id| duties.contains(id));
                shared_referrals.retain(|id| referrals.contains(id));
            }
        }
    }

    fn highest_level(&self) -> Option<&'p Level> {
        self.words.policy.source().levels.first()
    }

    /// The lists as text.
    pub(crate) fn text(&mut self, language: Language, terminal: bool) -> String {
        self.words.language = language;
        let mut out = String::new();
        self.write_highest(&mut out, terminal);
        self.write_possible(&mut out, terminal);
        out
    }

    fn write_highest(&self, out: &mut String, terminal: bool) {
        let (words, language) = (self.words, self.words.language);
        let level = self.highest_level();
        let name = badge(&format!(" {} ", words.level(Some(0))), level);
        let count = match self.highest_count {
            0 => language.pick("没有", "none"),
            count => {
                language.pick(format!("{count} 人，今天就要处置"), format!("{count}, to be acted on today"))
            }
        };
        let _ = writeln!(out, "\n{} {name} {}", bold(&language.pick("今日清单", "Today")), bold(&count));
        let (no_duties, no_referrals) = (Vec::new(), Vec::new());
        let (duties, referrals) = match &self.shared {
            Some((duties, referrals)) => (duties, referrals),
            None => (&no_duties, &no_referrals),
        };
        let Some(first) = self.highest.first().map(|entry| &entry.urgent.assessment) else {
            return self.more(out, self.highest_count, 0);
        };
        let told = [
            (
                language.pick("每一名都要：", "For every one of them:"),
                to_do_now(words, first, |id| duties.contains(&id)),
            ),
            (
                language.pick("每一名都要告知：", "Of every one of them, tell:"),
                to_tell(words, first, |id| referrals.contains(&id)),
            ),
        ];
        for (told, lines) in told.iter().filter(|(_, lines)| !lines.is_empty()) {
            let _ = writeln!(out, "  {told}");
            for line in lines {
                let _ = writeln!(out, "    · {line}");
            }
        }
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
                to_do_now(words, assessment, |id| !duties.contains(&id)).join("\n"),
                to_tell(words, assessment, |id| !referrals.contains(&id)).join("\n"),
            ]
        });
        self.write_table(out, &titles, &rows.collect::<Vec<_>>(), table(terminal));
        self.more(out, self.highest_count, self.highest.len());
    }

    /// A table without the columns in which nothing stands.
    fn write_table(&self, out: &mut String, titles: &[(&str, &str)], rows: &[Vec<String>], mut table: Table) {
        let used: Vec<usize> = (0..titles.len())
            .filter(|column| rows.iter().any(|row| row.get(*column).is_some_and(|cell| !cell.is_empty())))
            .collect();
        let title = |column: &usize| {
            titles.get(*column).map(|(zh, en)| self.words.language.pick(*zh, *en).into_owned())
        };
        table.set_header(used.iter().filter_map(title).collect::<Vec<String>>());
        for row in rows {
            table.add_row(used.iter().filter_map(|column| row.get(*column)).collect::<Vec<&String>>());
        }
        let _ = writeln!(out, "{}", table.trim_fmt());
    }

    fn write_possible(&self, out: &mut String, terminal: bool) {
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
        if !self.absent_and_deciding.is_empty() {
            let absent = self.names(&self.absent_and_deciding, usize::MAX);
            let told = language.pick(
                format!("文件没有这些列，等于没有问过任何人：{absent}"),
                format!("The file has no column for these, so nobody was asked: {absent}"),
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
            return self.more(out, count - self.only_columns, 0);
        }
        let titles = [("儿童", "child"), ("至少", "at least"), ("要问清的事实", "facts to settle")];
        let rows = self.possible.iter().map(|entry| {
            let facts = self.names(&entry.open, MOST_FACTS);
            vec![self.child(entry).replace('\n', " "), words.level(entry.levels.floor()).into_owned(), facts]
        });
        self.write_table(out, &titles, &rows.collect::<Vec<_>>(), light_table(terminal));
        self.more(out, count - self.only_columns, self.possible.len());
    }

    /// Facts by name, at most so many, and how many there are where there are more.
    fn names(&self, numbers: &[u16], most: usize) -> String {
        let language = self.words.language;
        let paths = numbers.iter().take(most).map(|number| self.facts.path(usize::from(*number)));
        let names: Vec<_> = paths.map(|path| self.words.fact(path)).collect();
        let mut told = names.join(language.comma());
        if numbers.len() > most {
            let (all, more) = (numbers.len(), numbers.len() - most);
            told.push_str(&language.pick(format!("等 {all} 项"), format!(" and {more} more")));
        }
        told
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

/// The duties of a child that are to be done now: at once and promptly.
fn duties_now<'a, 'p>(assessment: &'a Assessment<'p>) -> impl Iterator<Item = &'a DutyOutcome<'p>> {
    assessment.duties().iter().filter(|duty| {
        duty.outcome.answer == Truth::Yes && matches!(duty.pace, Pace::AtOnce | Pace::Promptly)
    })
}

/// The referrals of a child that are due.
fn referrals_due<'a, 'p>(assessment: &'a Assessment<'p>) -> impl Iterator<Item = &'a ReferralOutcome<'p>> {
    assessment.referrals().iter().filter(|referral| referral.outcome.answer == Truth::Yes)
}

/// What must be done now for a child, of the duties that are wanted.
fn to_do_now(words: Words<'_>, assessment: &Assessment<'_>, wanted: impl Fn(&str) -> bool) -> Vec<String> {
    let line = |duty: &DutyOutcome<'_>| {
        let (by, label) = (words.offices(duty.by), words.language.label(duty.outcome.label));
        let cite = words.language.cite(duty.outcome.cite);
        words.language.pick(format!("{label}{cite}（{by}）"), format!("{label}{cite} ({by})")).into_owned()
    };
    duties_now(assessment).filter(|duty| wanted(duty.outcome.id)).map(line).collect()
}

/// Who must be told of a child, of the referrals that are wanted.
fn to_tell(words: Words<'_>, assessment: &Assessment<'_>, wanted: impl Fn(&str) -> bool) -> Vec<String> {
    let line = |referral: &ReferralOutcome<'_>| {
        let (to, label) = (words.offices(referral.to), words.language.label(referral.outcome.label));
        let (pace, cite) = (words.pace(referral.pace), words.language.cite(referral.outcome.cite));
        let (zh, en) = (format!("{pace}向{to}：{label}{cite}"), format!("{pace}, {to}: {label}{cite}"));
        words.language.pick(zh, en).into_owned()
    };
    referrals_due(assessment).filter(|referral| wanted(referral.outcome.id)).map(line).collect()
}
