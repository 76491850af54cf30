//! The report of `hutong schedule`: how much is overdue, due and to come; the same by village and worker; then the lists,
//! the most urgent first, and what is doubtful.

use std::fmt::Write as _;

use chrono::NaiveDate;
use hutong::vocabulary::Text;

use crate::language::Language;
use crate::schedule::arguments::ScheduleArguments;
use crate::schedule::course::{Totals, horizon};
use crate::schedule::item::Group;
use crate::schedule::overview::{Entry, Overview};
use crate::schedule::told_files;
use crate::style::{alarm, bold, dim, heading, light_table, number, table};
use crate::words::Words;

/// What the report is about.
pub(crate) struct Report<'a, 'p> {
    /// What was asked for.
    pub(crate) arguments: &'a ScheduleArguments,
    /// The day.
    pub(crate) as_of: NaiveDate,
    /// Counts and lists.
    pub(crate) overview: &'a Overview<'p>,
    /// What was read.
    pub(crate) totals: &'a Totals<'p>,
}

impl<'p> Report<'_, 'p> {
    /// The report; with the lists, or, beside another output, with counts only.
    pub(crate) fn text(&self, words: Words<'p>, lists: bool, terminal: bool) -> String {
        let mut out = String::new();
        self.head(&mut out, words);
        self.counts(&mut out, words.language);
        self.doubts(&mut out, words.language);
        if lists {
            self.places(&mut out, words.language, terminal);
            for group in Group::ALL {
                self.list(&mut out, group, words, terminal);
            }
        }
        told_files::rejected(&mut out, self.totals, words);
        out.push_str(&told_files::last_lines(self.totals, words.language));
        out
    }

    fn head(&self, out: &mut String, words: Words<'_>) {
        let (language, source) = (words.language, words.policy.source());
        let (as_of, until) = (self.as_of, horizon(self.as_of, self.arguments.days));
        let title = language.pick(
            format!("走访安排：{as_of}（今天）至 {until}"),
            format!("Schedule: {as_of} (today) to {until}"),
        );
        let _ = writeln!(out, "{}  {}", bold(&title), dim(&source.document.number));
        let course = &self.arguments.course;
        let only = [("责任人", "worker", &course.worker), ("村居", "village", &course.village)];
        for (zh, en, value) in only {
            if let Some(value) = value {
                let told = language.pick(format!("只看{zh} {value}"), format!("only {en} {value}"));
                let _ = writeln!(out, "{told}");
            }
        }
        if self.overview.children == 0 && (course.worker.is_some() || course.village.is_some()) {
            let told = language.pick(
                "没有一名儿童属于所选的责任人或村居：请核对写法",
                "no child belongs to the worker or village chosen: check how it is written",
            );
            let _ = writeln!(out, "{}", alarm(&format!(" ! {told} ")));
        }
        told_files::notices(out, self.totals, language);
    }

    fn counts(&self, out: &mut String, language: Language) {
        let (children, with_work) = (self.overview.children, self.overview.with_work);
        let told = language.pick(
            format!("儿童 {} 人，其中 {} 人有事要做", number(children, 0), number(with_work, 0)),
            format!("{} children; something is to be done for {}", number(children, 0), number(with_work, 0)),
        );
        let _ = writeln!(out, "{told}");
        let mut parts = Vec::new();
        for group in Group::ALL {
            let count = self.overview.count(group);
            if count > 0 {
                let label = group.label(language, self.arguments.days);
                let count = number(count, 0);
                let told = language.pick(format!("{label} {count}"), format!("{count} {label}")).into_owned();
                let urgent = matches!(group, Group::AtOnce | Group::Overdue);
                parts.push(if urgent { alarm(&format!(" {told} ")) } else { bold(&told) });
            }
        }
        if parts.is_empty() {
            parts.push(language.pick("没有到期的职责", "nothing is due").into_owned());
        }
        let _ = writeln!(out, "{}", parts.join(" · "));
    }

    fn doubts(&self, out: &mut String, language: Language) {
        let overview = self.overview;
        let fixed = [
            (
                overview.never_visited,
                "应入户走访而从无走访记录（含尚未到期的）",
                "ought to be visited at home and never were, as far as is recorded (some not due yet)",
            ),
            (overview.never_visited_due, "　其中已经到期或逾期", "  of these: due or overdue"),
            (
                overview.last_day_unknown,
                "最近一次走访或联系日期不详：视为现在到期",
                "had their last visit or contact on a day that is not known: due now",
            ),
            (
                overview.visitor_not_recorded,
                "有记录未写明由谁走访，不计入",
                "have an entry that does not say who made it, and does not count",
            ),
        ];
        let fixed = fixed.into_iter().filter(|(count, ..)| *count > 0);
        let doubts = overview.doubts.iter().map(|(doubt, count)| (*count, doubt.zh(), doubt.en()));
        let all: Vec<_> = fixed.chain(doubts).collect();
        if all.is_empty() {
            return;
        }
        heading(out, &language.pick("要核对的（人数）", "To be checked (children)"));
        for (count, zh, en) in all {
            let _ = writeln!(out, "  {}  {}", number(count, 9), language.pick(zh, en));
        }
    }

    /// A line for each village and worker.
    fn places(&self, out: &mut String, language: Language, terminal: bool) {
        let places = &self.overview.places;
        if places.is_empty() {
            return;
        }
        heading(out, &language.pick("按村居和责任人（项）", "By village and worker (duties)"));
        let groups: Vec<Group> =
            Group::ALL.into_iter().filter(|group| self.overview.count(*group) > 0).collect();
        let mut table = light_table(terminal);
        let titles = [("村居", "village"), ("责任人", "worker")];
        let titles = titles.map(|(zh, en)| language.pick(zh, en).into_owned());
        let labels = groups.iter().map(|group| group.short(language, self.arguments.days));
        table.set_header(titles.into_iter().chain(labels));
        let most = self.arguments.course.rows.max(40);
        for (place, lines) in places.iter().take(most) {
            let village = [&place.township, &place.village].map(known).join(" ");
            let counts = groups.iter().map(|group| match lines.get(*group as usize) {
                Some(0) | None => String::new(),
                Some(count) => number(*count, 0),
            });
            let worker = place.worker.as_str().unwrap_or("—").to_owned();
            table.add_row([village.trim().to_owned(), worker].into_iter().chain(counts));
        }
        let _ = writeln!(out, "{}", table.trim_fmt());
        Self::more(out, language, places.len() as u64, most.min(places.len()));
    }

    fn list(&self, out: &mut String, group: Group, words: Words<'p>, terminal: bool) {
        let language = words.language;
        let entries = self.overview.list(group);
        if entries.is_empty() {
            return;
        }
        let count = number(self.overview.count(group), 0);
        let unit = if group == Group::Possible { "人" } else { "项" };
        let title = group.label(language, self.arguments.days);
        let count = language.pick(format!("（{count} {unit}）"), format!(" ({count})"));
        heading(out, &format!("{title}{count}"));
        let mut table = table(terminal);
        let titles = [
            ("到期", "due"),
            ("村居 · 责任人", "village · worker"),
            ("儿童", "child"),
            ("要做的事〔条款〕", "to do [clause]"),
            ("说明", "remarks"),
        ];
        table.set_header(titles.map(|(zh, en)| language.pick(zh, en).into_owned()));
        for entry in entries {
            let item = &entry.item;
            let duty = format!("{}{}", language.label(item.label), language.cite(item.cite));
            table.add_row([
                item.when(language),
                place(entry),
                child(words, entry),
                duty,
                remarks(words, entry),
            ]);
        }
        let _ = writeln!(out, "{}", table.trim_fmt());
        Self::more(out, language, self.overview.count(group), entries.len());
    }

    fn more(out: &mut String, language: Language, count: u64, shown: usize) {
        let more = count.saturating_sub(shown as u64);
        if more > 0 {
            let told = language.pick(
                format!("……还有 {more} 项没有显示：--rows 可多显示几行，--worker、--village 只看一部分，全部用 --format csv 或 xlsx"),
                format!("… and {more} more: --rows shows more, --worker and --village a part; --format csv or xlsx has them all"),
            );
            let _ = writeln!(out, "  {}", bold(&told));
        }
    }
}

fn known(text: &Text) -> &str {
    text.as_str().unwrap_or("")
}

/// Village and worker, one below the other.
fn place(entry: &Entry<'_>) -> String {
    let worker = entry.place.worker.as_str().unwrap_or("—");
    let village = entry.place.village.as_str().or_else(|| entry.place.township.as_str());
    format!("{}\n{worker}", village.unwrap_or("—"))
}

/// The key, and below it the level and the row.
fn child(words: Words<'_>, entry: &Entry<'_>) -> String {
    let row = words.language.pick(format!("第{}行", entry.row), format!("row {}", entry.row));
    let key = entry.key.as_deref().unwrap_or("—");
    let level = words.level(Some(entry.item.level));
    format!("{key}\n{level} {row}")
}

/// Why it is due so; what to settle first where it is only possible; the last time it was done.
fn remarks(words: Words<'_>, entry: &Entry<'_>) -> String {
    let language = words.language;
    let mut told = vec![entry.item.why(words)];
    if let Some(last) = entry.item.last_done {
        told.push(language.pick(format!("上次 {last}"), format!("last on {last}")).into_owned());
    }
    if !entry.item.certain && !entry.first_settle.is_empty() {
        let facts: Vec<_> = entry.first_settle.iter().map(|path| words.fact(path)).collect();
        let facts = facts.join(language.comma());
        told.push(language.pick(format!("先问清：{facts}"), format!("first settle: {facts}")).into_owned());
    }
    told.retain(|line| !line.is_empty());
    told.join("\n")
}
