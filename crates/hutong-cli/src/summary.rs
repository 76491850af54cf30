//! The summary of a run: what was read under which policy, how many of each level and population, what is missing,
//! and the last line, in which no row is lost. It holds counts only, so it may go to standard error.

use std::fmt::Write as _;

use chrono::NaiveDate;

use crate::answer::Facts;
use crate::children::Plan;
use crate::input::Notice;
use crate::rejected::Rejects;
use crate::style::{alarm, badge, bold, coloured, dim, heading, number, padded, width};
use crate::tally::{Count, Tally};
use crate::words::Words;

/// The longest bar, in characters.
const BAR: u64 = 30;

/// How many missing facts are named.
const MOST_FACTS: usize = 8;

/// Everything that the summary tells of.
pub(crate) struct Summary<'a> {
    /// The policy and the language.
    pub(crate) words: Words<'a>,
    /// The day.
    pub(crate) as_of: NaiveDate,
    /// How the file was read.
    pub(crate) plan: &'a Plan,
    /// What the user should know of the file.
    pub(crate) notices: &'a [Notice],
    /// The facts by number.
    pub(crate) facts: &'a Facts,
    /// The counts.
    pub(crate) tally: &'a Tally,
}

impl Summary<'_> {
    fn pick<'a>(&self, zh: &'a str, en: &'a str) -> std::borrow::Cow<'a, str> {
        self.words.language.pick(zh, en)
    }

    /// The summary, without its last line.
    pub(crate) fn text(&self) -> String {
        let mut out = String::new();
        self.head(&mut out);
        self.levels(&mut out);
        self.groups(&mut out);
        self.missing(&mut out);
        self.doubts(&mut out);
        out
    }

    fn head(&self, out: &mut String) {
        let source = self.words.policy.source();
        let language = self.words.language;
        let _ = writeln!(out, "{}", bold(&language.label(&source.label)));
        let asked = language.pick(
            format!(
                "评估基准日 {} · 政策 {} {}（{}）",
                self.as_of, source.id, source.version, source.document.number
            ),
            format!(
                "as of {} · policy {} {} ({})",
                self.as_of, source.id, source.version, source.document.number
            ),
        );
        let _ = writeln!(out, "{}", dim(&asked));
        for reading in decided_otherwise(self.words.policy) {
            let chosen = reading.alternatives.iter().find(|alternative| alternative.id == reading.chosen);
            let meaning = chosen.map(|alternative| language.label(&alternative.label)).unwrap_or_default();
            let _ = writeln!(out, "{}", dim(&format!("{}={} {meaning}", reading.id, reading.chosen)));
        }
        let document = &source.document;
        if self.as_of < document.from || document.until.is_some_and(|until| self.as_of > until) {
            let until = document.until.map_or_else(|| "—".to_owned(), |until| until.to_string());
            let told = language.pick(
                format!("注意：基准日不在文件有效期（{} 至 {until}）之内，结果仅供参考。", document.from),
                format!(
                    "Note: the as-of date lies outside the time in force ({} to {until}).",
                    document.from
                ),
            );
            let _ = writeln!(out, "{}", alarm(&told));
        }
        for notice in self.notices {
            let _ = writeln!(out, "{} {}", bold("›"), language.pick(notice.zh.as_str(), notice.en.as_str()));
        }
    }

    fn levels(&self, out: &mut String) {
        heading(out, &self.pick("等级", "Levels"));
        let levels = &self.words.policy.source().levels;
        let undetermined = self.pick("待定", "undetermined");
        let names: Vec<String> = (0..=levels.len())
            .map(|place| self.words.level(levels.get(place).map(|_| place)).into_owned())
            .collect();
        let widest = names.iter().map(|name| width(name)).chain([width(&undetermined)]).max().unwrap_or(0);
        let most = self.tally.certain.iter().copied().chain([self.tally.undetermined()]).max().unwrap_or(0);
        for (place, (name, count)) in names.iter().zip(&self.tally.certain).enumerate() {
            let level = levels.get(place);
            let name = badge(&format!(" {} ", padded(name, widest)), level);
            let bar = coloured(&bar(*count, most), level);
            let _ = writeln!(out, "  {name} {}  {bar}", number(*count, 9));
        }
        let open = self.tally.undetermined();
        let _ = writeln!(
            out,
            "   {}  {}  {}",
            padded(&undetermined, widest),
            number(open, 9),
            dim(&bar(open, most))
        );
        for ((ceiling, floor), count) in &self.tally.open {
            let top = self.words.level(Some(*ceiling));
            let told = match levels.get(*floor) {
                Some(level) => {
                    let floor = self.words.language.label(&level.label);
                    let zh = format!("至少{floor}，可能到{top}");
                    self.words.language.pick(zh, format!("at least {floor}, possibly {top}"))
                }
                None => self.words.language.pick(
                    format!("可能不定级，也可能到{top}"),
                    format!("perhaps not graded, possibly up to {top}"),
                ),
            };
            let _ = writeln!(out, "   {}  {}  {told}", " ".repeat(widest), number(*count, 9));
        }
        if self.tally.outside > 0 {
            let told = self.words.language.pick(
                format!("其中 {} 人已成年，不在政策范围内，不定级", self.tally.outside),
                format!("{} of those not graded are of age, so outside the policy", self.tally.outside),
            );
            let _ = writeln!(out, "   {told}");
        }
        if self.tally.presumed > 0 {
            let told = self.words.language.pick(
                format!("另有 {} 人年龄不明，先按儿童评估", self.tally.presumed),
                format!("{} are of unknown age and were taken for children", self.tally.presumed),
            );
            let _ = writeln!(out, "   {told}");
        }
    }

    fn groups(&self, out: &mut String) {
        let source = self.words.policy.source();
        heading(out, &self.pick("人群和类别", "Populations and categories"));
        let head = format!(
            "{}  {}",
            right(&self.pick("是", "yes"), 11),
            right(&self.pick("待定", "undetermined"), 12)
        );
        let language = self.words.language;
        let mut rows: Vec<(String, &Count)> = Vec::new();
        for (population, count) in source.populations.iter().zip(&self.tally.populations) {
            rows.push((language.label(&population.label).into_owned(), count));
            for (category, count) in source.categories.iter().zip(&self.tally.categories) {
                if category.population == population.id {
                    rows.push((format!("  {}", language.label(&category.label)), count));
                }
            }
        }
        let widest = rows.iter().map(|(name, _)| width(name)).max().unwrap_or(0);
        let _ = writeln!(out, "  {} {}", " ".repeat(widest), dim(&head));
        for (name, count) in rows {
            let (yes, open) = (number(count.yes, 11), number(count.undetermined, 12));
            let _ = writeln!(out, "  {} {yes}  {open}", padded(&name, widest));
        }
    }

    /// The facts on which levels hang, the most often missing first; those that the file has no column for by
    /// themselves, since they are asked for once and not child by child.
    fn missing(&self, out: &mut String) {
        let counts = self.tally.deciding.iter().enumerate().filter(|(_, count)| **count > 0);
        let mut facts: Vec<(u64, &str)> =
            counts.map(|(fact, count)| (*count, self.facts.path(fact))).collect();
        facts.sort_by(|left, right| right.0.cmp(&left.0).then(left.1.cmp(right.1)));
        let (absent, blank): (Vec<_>, Vec<_>) = facts
            .into_iter()
            .partition(|(_, path)| self.plan.missing().iter().any(|missing| missing == path));
        self.list_facts(
            out,
            &absent,
            &self.pick(
                "文件没有这些列，等于没有问过任何人（等级因此待定的人数）",
                "The file has no column for these, so nobody was asked (children whose level hangs on it)",
            ),
        );
        self.list_facts(
            out,
            &blank,
            &self.pick(
                "没有填写的事实（等级因此待定的人数）",
                "Facts that were left blank (children whose level hangs on it)",
            ),
        );
    }

    fn list_facts(&self, out: &mut String, facts: &[(u64, &str)], title: &str) {
        if facts.is_empty() {
            return;
        }
        heading(out, title);
        for (count, path) in facts.iter().take(MOST_FACTS) {
            let _ = writeln!(out, "  {}  {} {}", number(*count, 9), self.words.fact(path), dim(path));
        }
        if facts.len() > MOST_FACTS {
            let more = facts.len() - MOST_FACTS;
            let told = self.words.language.pick(
                format!("……另有 {more} 项；全部见 hutong validate 和 hutong ask"),
                format!("… and {more} more; `hutong validate` and `hutong ask` have them all"),
            );
            let _ = writeln!(out, "             {}", dim(&told));
        }
    }

    fn doubts(&self, out: &mut String) {
        if self.tally.doubts.is_empty() && self.tally.decided_otherwise == 0 {
            return;
        }
        heading(out, &self.pick("已评估、但要核对的（人数）", "Answered, but to be checked (children)"));
        for (code, doubt) in &self.tally.doubts {
            let told = self.words.language.pick(doubt.zh.as_str(), doubt.en.as_str());
            let _ = writeln!(out, "  {}  {told} {}", number(doubt.rows, 9), dim(code));
        }
        if self.tally.decided_otherwise > 0 {
            let told = self.pick(
                "已有认定与规则结果不同；两者并列，请复核",
                "a recorded decision differs from the rules; both stand side by side",
            );
            let _ = writeln!(out, "  {}  {told}", number(self.tally.decided_otherwise, 9));
        }
    }

    /// The last line: rows in = answered + rejected.
    pub(crate) fn last_line(&self, rejects: &Rejects<'_>) -> String {
        let (rows, answered, rejected) = (self.tally.rows(), self.tally.answered, self.tally.rejected);
        let told = self.words.language.pick(
            format!("共 {rows} 行 ＝ 已评估 {answered} ＋ 退回 {rejected}"),
            format!("{rows} rows in = {answered} answered + {rejected} rejected"),
        );
        let mut line = bold(&told);
        if let Some(row) = rejects.ends_at {
            let told = self.words.language.pick(
                format!("未完成：第 {row} 行起无法读取，其后的行数不明，都没有评估。"),
                format!("INCOMPLETE: nothing could be read from row {row} on; how many rows were lost is not known."),
            );
            let _ = write!(line, "\n{}", alarm(&told));
        }
        line.push('\n');
        line
    }
}

/// The readings that the policy as loaded decides otherwise than the file that comes with the command.
fn decided_otherwise(policy: &hutong::Policy) -> Vec<&hutong::policy::source::Reading> {
    let Ok(shipped) = hutong::Policy::builtin(&policy.source().id) else { return Vec::new() };
    let same = |reading: &&hutong::policy::source::Reading| {
        shipped.source().readings.iter().any(|other| other.id == reading.id && other.chosen == reading.chosen)
    };
    policy.source().readings.iter().filter(|reading| !same(reading)).collect()
}

fn bar(count: u64, most: u64) -> String {
    let length = if count == 0 { 0 } else { (count * BAR).div_ceil(most.max(1)) };
    "▇".repeat(usize::try_from(length).unwrap_or(0))
}

fn right(text: &str, to: usize) -> String {
    format!("{}{text}", " ".repeat(to.saturating_sub(width(text))))
}
