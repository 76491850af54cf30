//! The report of `hutong diff`: the matrix of levels before and after, then child by child what moved and because of
//! what: first those raised to the highest level, then the raised, then every lowered one, then the rest; last the
//! children who stand in one file alone. Only what is printed is held.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use chrono::NaiveDate;
use hutong::LevelSet;
use hutong::assessment::{Difference, Direction, Scope};

use crate::diff_rows::{Alone, Status, Whereabouts, moves_of, why};
use crate::input::Notice;
use crate::language::Language;
use crate::moves;
use crate::style::{alarm, bold, dim, heading, light_table, number, padded, right, table, width};
use crate::words::Words;

/// The least width of a cell of the matrix.
const MATRIX_CELL: usize = 6;

/// A section of the list, in its order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Section {
    /// Certainly the highest level now, and not before.
    ToHighest,
    Raised,
    Lowered,
    /// Less certain, more certain, or rules alone.
    Other,
}

impl Section {
    const ALL: [Section; 4] = [Section::ToHighest, Section::Raised, Section::Lowered, Section::Other];

    fn of(difference: &Difference<'_>) -> Section {
        let (before, after) = (difference.before().levels.set(), difference.after().levels.set());
        match difference.direction() {
            _ if after.certain() == Some(0) && before.certain() != Some(0) => Section::ToHighest,
            Direction::Raised => Section::Raised,
            Direction::Lowered => Section::Lowered,
            _ => Section::Other,
        }
    }

    fn title(self, count: u64, highest: &str) -> (String, String) {
        match self {
            Section::ToHighest => (
                format!("升为{highest}：{count} 人，现在就要处置"),
                format!("Raised to {highest}: {count}, to be acted on now"),
            ),
            Section::Raised => (format!("升高：{count} 人"), format!("Raised: {count}")),
            Section::Lowered => (
                format!("降低：{count} 人，全部列出，请复核原因"),
                format!("Lowered: {count}, every one listed; check the causes"),
            ),
            Section::Other => (
                format!("其他变化（更确定、更不确定，或等级不变而职责、类别有变）：{count} 人"),
                format!(
                    "Other changes (more certain, less certain, or the same level with other rules): {count}"
                ),
            ),
        }
    }
}

/// A child that moved.
#[derive(Debug)]
struct Entry<'p> {
    whereabouts: Whereabouts,
    difference: Difference<'p>,
}

/// What a run of `hutong diff` tells.
#[derive(Debug)]
pub(crate) struct Report<'p> {
    days: [NaiveDate; 2],
    most: usize,
    /// The number of levels of each policy.
    levels: [usize; 2],
    compared: u64,
    unchanged: u64,
    directions: BTreeMap<Direction, u64>,
    came_of_age: u64,
    /// Children by the place of their level before and after; past the last level not graded, and past that open.
    matrix: BTreeMap<(usize, usize), u64>,
    sections: BTreeMap<Section, (u64, Vec<Entry<'p>>)>,
    alone: BTreeMap<Status, u64>,
    /// Children without a key, in the file before and in the file after.
    nameless: [u64; 2],
    listed_alone: Vec<Alone>,
    /// Rows of the file before that were rejected.
    pub(crate) rejected_before: u64,
    /// Rows of the file after that were rejected.
    pub(crate) rejected_after: u64,
}

impl<'p> Report<'p> {
    /// Nothing yet.
    pub(crate) fn new(before: Words<'p>, after: Words<'p>, days: [NaiveDate; 2], most: usize) -> Report<'p> {
        Report {
            days,
            most,
            levels: [before, after].map(|words| words.policy.source().levels.len()),
            compared: 0,
            unchanged: 0,
            directions: BTreeMap::new(),
            came_of_age: 0,
            matrix: BTreeMap::new(),
            sections: BTreeMap::new(),
            alone: BTreeMap::new(),
            nameless: [0; 2],
            listed_alone: Vec::new(),
            rejected_before: 0,
            rejected_after: 0,
        }
    }

    /// Puts a child that was compared where it belongs.
    pub(crate) fn add(&mut self, whereabouts: Whereabouts, difference: Difference<'p>) {
        self.compared += 1;
        let sides = [difference.before(), difference.after()];
        let place = |side: usize, levels: LevelSet| levels.certain().unwrap_or(self.levels[side] + 1);
        let places = (place(0, sides[0].levels.set()), place(1, sides[1].levels.set()));
        *self.matrix.entry(places).or_default() += 1;
        if difference.is_empty() {
            self.unchanged += 1;
            return;
        }
        self.came_of_age += u64::from(sides[1].scope == Scope::Outside && sides[0].scope != Scope::Outside);
        *self.directions.entry(difference.direction()).or_default() += 1;
        let section = Section::of(&difference);
        let (count, listed) = self.sections.entry(section).or_default();
        *count += 1;
        let entry = Entry { whereabouts, difference };
        let place = listed.partition_point(|other| rank(other) <= rank(&entry));
        // Every child with a lower level is listed, however many.
        let most = if section == Section::Lowered { usize::MAX } else { self.most };
        if place < most {
            listed.insert(place, entry);
            listed.truncate(most);
        }
    }

    /// Puts a child that stands in one file alone where it belongs.
    pub(crate) fn add_alone(&mut self, alone: Alone) {
        *self.alone.entry(alone.status).or_default() += 1;
        if alone.status == Status::WithoutKey {
            self.nameless[usize::from(alone.whereabouts.row_after.is_some())] += 1;
        }
        let rank = |alone: &Alone| {
            let end = |level: Option<usize>| level.unwrap_or(usize::MAX);
            let rows = (alone.whereabouts.row_before, alone.whereabouts.row_after);
            (alone.status, end(alone.levels.floor()), end(alone.levels.ceiling()), rows)
        };
        let place = self.listed_alone.partition_point(|other| rank(other) <= rank(&alone));
        if place < self.most {
            self.listed_alone.insert(place, alone);
            self.listed_alone.truncate(self.most);
        }
    }

    /// The report, with the lists if they are wanted. Without them it holds counts only.
    pub(crate) fn text(
        &self,
        words: [Words<'_>; 2],
        notices: &[&Notice],
        lists: bool,
        terminal: bool,
    ) -> String {
        let language = words[1].language;
        let mut out = String::new();
        let side = |side: usize| {
            let source = words[side].policy.source();
            format!("{} {} {}", self.days[side], source.id, source.version)
        };
        let title = language
            .pick(format!("对比：{} → {}", side(0), side(1)), format!("From {} to {}", side(0), side(1)));
        let _ = writeln!(out, "{}", bold(&title));
        for notice in notices {
            let _ = writeln!(out, "{} {}", bold("›"), language.pick(notice.zh.as_str(), notice.en.as_str()));
        }
        self.counts(&mut out, language);
        self.matrix(&mut out, words);
        if lists {
            for section in Section::ALL {
                self.section(&mut out, section, words, terminal);
            }
            self.alone(&mut out, words, terminal);
        }
        out
    }

    fn counts(&self, out: &mut String, language: Language) {
        let moved = self.compared - self.unchanged;
        let told = language.pick(
            format!("已对比 {} 人：{moved} 人有变化，{} 人没有", self.compared, self.unchanged),
            format!("{} children compared: {moved} moved, {} did not", self.compared, self.unchanged),
        );
        let _ = writeln!(out, "{told}");
        let names = [
            (Direction::Raised, "等级升高", "level raised"),
            (Direction::Lowered, "等级降低", "level lowered"),
            (Direction::Widened, "等级更不确定", "level less certain"),
            (Direction::Narrowed, "等级更确定", "level more certain"),
            (Direction::Shifted, "可能的等级不同", "other levels possible"),
            (Direction::Same, "等级不变，其他有变", "same level, something else moved"),
        ];
        for (direction, zh, en) in names {
            if let Some(count) = self.directions.get(&direction) {
                let _ = writeln!(out, "  {}  {}", number(*count, 9), language.pick(zh, en));
            }
        }
        if self.came_of_age > 0 {
            let told = language.pick("其中已不在政策范围内的", "of these, no longer within the policy");
            let _ = writeln!(out, "  {}  {told}", number(self.came_of_age, 9));
        }
        for (status, count) in &self.alone {
            let (zh, en) = status.label();
            let _ = writeln!(out, "  {}  {}", number(*count, 9), language.pick(zh, en));
        }
    }

    fn matrix(&self, out: &mut String, words: [Words<'_>; 2]) {
        if self.compared == 0 {
            return;
        }
        let language = words[1].language;
        heading(
            out,
            &language.pick(
                "等级：之前（行）→ 之后（列），人数",
                "Levels: before (rows) → after (columns), children",
            ),
        );
        let name = |side: usize, place: usize| {
            let count = self.levels[side];
            if place > count {
                return language.pick("待定", "undetermined").into_owned();
            }
            words[side].level(Some(place).filter(|place| *place < count)).into_owned()
        };
        let columns = 0..self.levels[1] + 2;
        let names: Vec<String> = (0..self.levels[0] + 2).map(|row| name(0, row)).collect();
        let first = names.iter().map(|name| width(name)).max().unwrap_or(0);
        let heads: Vec<String> = columns.map(|column| name(1, column)).collect();
        let head: Vec<String> = heads.iter().map(|head| right(head, MATRIX_CELL)).collect();
        let _ = writeln!(out, "  {}  {}", " ".repeat(first), dim(&head.join("  ")));
        for (row, name) in names.iter().enumerate() {
            let cells = heads.iter().enumerate().map(|(column, head)| {
                let to = width(head).max(MATRIX_CELL);
                match self.matrix.get(&(row, column)) {
                    None => right("·", to),
                    // Where nothing moved it steps back, so that the eye finds what did.
                    Some(count) if row == column => dim(&number(*count, to)),
                    Some(count) => bold(&number(*count, to)),
                }
            });
            let _ = writeln!(out, "  {}  {}", padded(name, first), cells.collect::<Vec<_>>().join("  "));
        }
    }

    fn section(&self, out: &mut String, section: Section, words: [Words<'_>; 2], terminal: bool) {
        let Some((count, listed)) = self.sections.get(&section) else { return };
        let language = words[1].language;
        let (zh, en) = section.title(*count, &words[1].level(Some(0)));
        let title = language.pick(zh, en);
        if section == Section::ToHighest {
            let _ = writeln!(out, "\n{}", alarm(&format!(" {title} ")));
        } else {
            heading(out, &title);
        }
        let mut table = table(terminal);
        let titles = [
            ("儿童", "child"),
            ("等级", "level"),
            ("变化〔条款〕", "what moved [clause]"),
            ("原因", "because of"),
        ];
        table.set_header(titles.map(|(zh, en)| language.pick(zh, en).into_owned()));
        for entry in listed {
            let difference = &entry.difference;
            table.add_row([
                child(language, &entry.whereabouts),
                levels(words, difference),
                moves::lines(words[1], &moves_of(difference)).join("\n"),
                why(words[1], difference).join("\n"),
            ]);
        }
        let _ = writeln!(out, "{}", table.trim_fmt());
        more(out, language, *count, listed.len());
    }

    fn alone(&self, out: &mut String, words: [Words<'_>; 2], terminal: bool) {
        let count: u64 = self.alone.values().sum();
        if count == 0 {
            return;
        }
        let language = words[1].language;
        let title = language.pick(
            format!("不能对比的 {count} 人：请核对是漏报、迁出，还是编号有变"),
            format!("{count} cannot be compared: check whether they were left out, have moved away, or have another key"),
        );
        heading(out, &title);
        let mut table = light_table(terminal);
        let titles = [("儿童", "child"), ("状态", "status"), ("等级", "level")];
        table.set_header(titles.map(|(zh, en)| language.pick(zh, en).into_owned()));
        for alone in &self.listed_alone {
            let words = if alone.whereabouts.row_after.is_none() { words[0] } else { words[1] };
            let (zh, en) = alone.status.label();
            let level = words.levels(alone.levels);
            let child = child(language, &alone.whereabouts).replace('\n', " ");
            table.add_row([child, language.pick(zh, en).into_owned(), level]);
        }
        let _ = writeln!(out, "{}", table.trim_fmt());
        more(out, language, count, self.listed_alone.len());
    }

    /// The last lines: for each file, rows in = compared + alone + rejected.
    pub(crate) fn last_lines(&self, language: Language, one_file: bool, ends_at: [Option<u64>; 2]) -> String {
        let of =
            |statuses: &[Status]| statuses.iter().filter_map(|status| self.alone.get(status)).sum::<u64>();
        let before = of(&[Status::OnlyBefore, Status::RejectedAfter]) + self.nameless[0];
        let after = of(&[Status::OnlyAfter, Status::RejectedBefore]) + self.nameless[1];
        let mut out = String::from("\n");
        let mut line = |zh: &str, en: &str, alone: u64, rejected: u64| {
            let rows = self.compared + alone + rejected;
            let told = language.pick(
                format!(
                    "{zh}共 {rows} 行 ＝ 已对比 {} ＋ 不能对比 {alone} ＋ 退回 {rejected}",
                    self.compared
                ),
                format!(
                    "{en}{rows} rows in = {} compared + {alone} not comparable + {rejected} rejected",
                    self.compared
                ),
            );
            let _ = writeln!(out, "{}", bold(&told));
        };
        if one_file {
            line("", "", after, self.rejected_after);
        } else {
            line("之前：", "before: ", before, self.rejected_before);
            line("之后：", "after: ", after, self.rejected_after);
        }
        for (row, (zh, en)) in
            ends_at.into_iter().zip([("之前的文件", "the file before"), ("之后的文件", "the file after")])
        {
            let Some(row) = row else { continue };
            let told = language.pick(
                format!("未完成：{zh}第 {row} 行起无法读取，其后的行数不明，都没有对比。"),
                format!("INCOMPLETE: nothing of {en} could be read from row {row} on; how many rows were lost is not known."),
            );
            let _ = writeln!(out, "{}", alarm(&told));
        }
        out
    }
}

/// The level before and after; once where it stays.
fn levels(words: [Words<'_>; 2], difference: &Difference<'_>) -> String {
    let sides = [difference.before(), difference.after()];
    let before = moves::standing(words[0], sides[0].scope, &sides[0].levels);
    let after = moves::standing(words[1], sides[1].scope, &sides[1].levels);
    if before == after { after } else { format!("{before}\n→ {after}") }
}

fn child(language: Language, place: &Whereabouts) -> String {
    let row = match (place.row_before, place.row_after) {
        (Some(before), Some(after)) if before != after => {
            language.pick(format!("第{before}→{after}行"), format!("row {before}→{after}"))
        }
        (before, after) => {
            let row = after.or(before).unwrap_or_default();
            language.pick(format!("第{row}行"), format!("row {row}"))
        }
    };
    let parts: Vec<&str> =
        [place.township.as_deref(), place.village.as_deref(), Some(&row)].into_iter().flatten().collect();
    format!("{}\n{}", place.key.as_deref().unwrap_or("—"), parts.join(" "))
}

fn more(out: &mut String, language: Language, count: u64, shown: usize) {
    let more = count.saturating_sub(shown as u64);
    if more > 0 {
        let told = language.pick(
            format!("……还有 {more} 人没有显示：--rows 可多显示几人，全部用 --format csv 或 xlsx"),
            format!("… and {more} more: --rows shows more; --format csv or xlsx has them all"),
        );
        let _ = writeln!(out, "  {}", bold(&told));
    }
}

/// Smaller stands earlier: the higher the level now, the higher it could be, the higher it was, the earlier the row.
fn rank(entry: &Entry<'_>) -> (usize, usize, usize, Option<u64>) {
    let end = |level: Option<usize>| level.unwrap_or(usize::MAX);
    let (before, after) = (entry.difference.before().levels.set(), entry.difference.after().levels.set());
    (end(after.floor()), end(after.ceiling()), end(before.ceiling()), entry.whereabouts.row_after)
}
