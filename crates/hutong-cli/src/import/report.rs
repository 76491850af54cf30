//! What `hutong import` tells: where the table was found, which columns are read and why, what waits for somebody's word,
//! what was changed and taken out, what is wrong, and the balance. Columns are named by their letters; no cell is shown.

use std::fmt::Write as _;

use hutong::import::{ColumnProposal, NoChild, Why};

use crate::children::letters;
use crate::found::Found;
use crate::import::clean::{Cleaned, Named};
use crate::import::opened::Table;
use crate::input::column_letters;
use crate::rejected::Rejects;
use crate::rejected_report;
use crate::style::{alarm, bold, dim, heading};
use crate::words::Words;

/// What is told.
pub(super) struct Report<'a, 'p> {
    pub(super) table: &'a Table,
    pub(super) cleaned: &'a Cleaned,
    pub(super) found: &'a Found,
    pub(super) rejects: &'a Rejects<'p>,
    pub(super) words: Words<'p>,
    /// Whether a mapping file is written.
    pub(super) saved: bool,
}

impl Report<'_, '_> {
    /// The report as text.
    pub(super) fn text(&self, terminal: bool) -> String {
        let mut out = String::new();
        self.layout(&mut out);
        self.read(&mut out);
        self.waiting(&mut out);
        self.not_read(&mut out);
        self.changed(&mut out);
        self.missing(&mut out);
        self.found.by_kind(&mut out, self.words, terminal);
        out.push_str(&rejected_report::text(self.rejects, self.found.rejected, self.words));
        self.balance(&mut out);
        out
    }

    fn pick(&self, zh: impl Into<String>, en: impl Into<String>) -> String {
        self.words.language.pick(zh.into(), en.into()).into_owned()
    }

    fn note(&self, out: &mut String, zh: impl Into<String>, en: impl Into<String>) {
        let _ = writeln!(out, "{} {}", bold("›"), self.pick(zh, en));
    }

    /// Where the table stands.
    fn layout(&self, out: &mut String) {
        for notice in &self.table.notices {
            self.note(out, &notice.zh, &notice.en);
        }
        let rows = self.table.header_rows;
        let (first, last) = (rows.first, rows.last);
        let place = if first == last { first.to_string() } else { format!("{first}-{last}") };
        self.note(
            out,
            format!("表头取第 {place} 行；如不对，请用 --header-row 指明"),
            format!("the headers are row {place}; if not, name them with --header-row"),
        );
        if self.cleaned.hidden.count > 0 {
            let (count, rows) = (self.cleaned.hidden.count, numbers(&self.cleaned.hidden));
            self.note(
                out,
                format!("有 {count} 行被隐藏（第 {rows} 行），已照常读取"),
                format!("{count} rows are hidden (row {rows}) and were read all the same"),
            );
        }
        if !self.table.laid_out.hidden_columns.is_empty() {
            let columns: Vec<String> =
                self.table.laid_out.hidden_columns.iter().map(|column| column_letters(*column)).collect();
            let columns = columns.join(", ");
            self.note(
                out,
                format!("第 {columns} 列被隐藏，已照常读取"),
                format!("columns {columns} are hidden and were read all the same"),
            );
        }
    }

    fn column(&self, out: &mut String, proposal: &ColumnProposal) {
        let path = proposal.path.as_deref().unwrap_or_default();
        let why = std::iter::once(&proposal.why).chain(&proposal.against);
        let why: Vec<String> = why.map(|why| self.pick(why.zh(), why.en())).collect();
        let (filled, unreadable) = (proposal.fit.filled, proposal.fit.unreadable);
        let fit = match unreadable {
            0 => String::new(),
            _ => self.pick(
                format!("；抽看 {filled} 个值，{unreadable} 个读不出来"),
                format!("; of {filled} values looked at, {unreadable} cannot be read"),
            ),
        };
        let _ = writeln!(
            out,
            "  {:>3}  {} {}  {}{fit}",
            letters(std::iter::once(proposal.header)),
            self.words.fact(path),
            dim(path),
            dim(&why.join(self.words.language.semicolon())),
        );
    }

    fn read(&self, out: &mut String) {
        let read: Vec<&ColumnProposal> =
            self.table.proposals.iter().filter(|proposal| proposal.is_used()).collect();
        heading(
            out,
            &self.pick(format!("读取的 {} 列", read.len()), format!("{} columns are read", read.len())),
        );
        for proposal in read {
            self.column(out, proposal);
        }
    }

    fn waiting(&self, out: &mut String) {
        let waiting: Vec<&ColumnProposal> =
            self.table.proposals.iter().filter(|proposal| proposal.waits()).collect();
        if waiting.is_empty() {
            return;
        }
        let count = waiting.len();
        heading(
            out,
            &self.pick(
                format!("待确认的 {count} 列：没有读取"),
                format!("{count} columns wait for your word and were not read"),
            ),
        );
        for proposal in waiting {
            self.column(out, proposal);
        }
        let told = if self.saved {
            self.pick(
                "请在映射文件中确认（去掉行首的 #）或更正，再用 --mapping 导入",
                "confirm them in the mapping file (take the # away) or correct it, and import with --mapping",
            )
        } else {
            self.pick(
                "请加 --save-mapping 文件名.toml 写出映射文件，确认或更正后用 --mapping 导入",
                "--save-mapping FILE.toml writes the mapping; confirm or correct it there, and import with --mapping",
            )
        };
        let _ = writeln!(out, "  {}", alarm(&format!(" ! {told} ")));
    }

    /// Headers without a column, by the reason.
    fn not_read(&self, out: &mut String) {
        let reasons = [Why::NotNeeded, Why::RunningNumber, Why::Confirmed, Why::NotKnown, Why::NoHeader];
        let mut titled = false;
        for why in reasons {
            let these =
                self.table.proposals.iter().filter(|proposal| proposal.path.is_none() && proposal.why == why);
            let these: Vec<usize> = these.map(|proposal| proposal.header).collect();
            if these.is_empty() {
                continue;
            }
            if !std::mem::replace(&mut titled, true) {
                heading(out, &self.pick("没有读取的列", "Columns that are not read"));
            }
            let (zh, en) = match why {
                Why::Confirmed => ("映射文件写明不读", "passed over by the mapping file"),
                _ => (why.zh(), why.en()),
            };
            let told = self.pick(zh, en);
            let _ = writeln!(out, "  {}  {}", letters(these.iter().copied()), dim(&told));
        }
    }

    /// What was changed, and which rows are no children.
    fn changed(&self, out: &mut String) {
        for (header, count) in &self.cleaned.serials {
            let column = letters(std::iter::once(*header));
            self.note(
                out,
                format!("{column} 列有 {count} 个日期被存成了数字（如 42005 是 2015-01-01），已还原；请抽查几个"),
                format!("{count} days of column {column} were numbers (42005 is 2015-01-01) and were put right; compare some of them with their source"),
            );
        }
        let merged = self.cleaned.merged;
        if merged > 0 {
            self.note(
                out,
                format!("合并单元格已按其覆盖的每一行补全 {merged} 处"),
                format!("{merged} cells were written out from the merged cells that they are part of"),
            );
        }
        let filled = self.cleaned.filled_down;
        if filled > 0 {
            self.note(
                out,
                format!("按映射文件的 fill-down 沿用上一行 {filled} 处"),
                format!("{filled} cells were written out from the row above, as fill-down says"),
            );
        }
        if !self.table.gaps.is_empty() {
            let columns = letters(self.table.gaps.iter().copied());
            self.note(
                out,
                format!("{columns} 列大多空白，像是合并单元格另存后丢失的；没有补。如空白表示与上一行相同，请在映射文件中用 fill-down 列出"),
                format!("columns {columns} are mostly blank, as merged cells are once saved as text; nothing was filled in. Where a blank means the same as above, name them under fill-down in the mapping file"),
            );
        }
        for (kind, rows) in &self.cleaned.no_children {
            let (zh, en) = kind.words();
            let (count, rows) = (rows.count, numbers(rows));
            self.note(
                out,
                format!("不是儿童的行：{zh} {count} 行（第 {rows} 行）"),
                format!("no children: {en}, {count} (row {rows})"),
            );
        }
    }

    /// Facts of which the file says nothing; `validate` on the clean records lists them.
    fn missing(&self, out: &mut String) {
        let count = self.table.plan.missing().len();
        if count > 0 {
            self.note(
                out,
                format!("规则要用的事实中有 {count} 项文件没有：等于没有问过任何人（对导出的记录用 hutong validate 可列出）"),
                format!("{count} facts that rules read have no column: nobody was asked (`hutong validate` on the clean records lists them)"),
            );
        }
    }

    fn balance(&self, out: &mut String) {
        let no_children: u64 = NoChild::ALL
            .iter()
            .filter_map(|kind| self.cleaned.no_children.get(kind))
            .map(|rows| rows.count)
            .sum();
        let found = self.found;
        let (clean, doubtful, rejected) = (found.rows - found.rejected, found.doubtful, found.rejected);
        let rows = found.rows + no_children;
        let told = self.pick(
            format!("共 {rows} 行 ＝ 已导入 {clean}（其中有提示 {doubtful}）＋ 退回 {rejected} ＋ 不是儿童 {no_children}"),
            format!("{rows} rows in = {clean} imported ({doubtful} with warnings) + {rejected} rejected + {no_children} no children"),
        );
        let _ = writeln!(out, "\n{}", bold(&told));
        if let Some(row) = found.ends_at {
            let told = self.pick(
                format!("未完成：第 {row} 行起无法读取，其后的行数不明。"),
                format!("INCOMPLETE: nothing could be read from row {row} on; how many rows were lost is not known."),
            );
            let _ = writeln!(out, "{}", alarm(&format!(" {told} ")));
        }
    }
}

/// The first rows of some.
fn numbers(rows: &Named) -> String {
    let first: Vec<String> = rows.first.iter().map(u64::to_string).collect();
    format!("{}{}", first.join(", "), if rows.count > first.len() as u64 { ", …" } else { "" })
}
