//! Rows of an export that are no children: totals, notes and signatures below the table, headings between rows, the header
//! once more on each printed page. Only what certainly is one counts as one; anything else is a child's row.

use super::names::{BELOW, is_running_number};
use crate::record::target::{AGE, CITIZEN_NUMBER, header_key};

/// What a row is that is no child.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum NoChild {
    /// A sum, such as 合计.
    Total,
    /// A note or a signature.
    Note,
    /// A text over several columns.
    Heading,
    /// The header once more.
    HeaderAgain,
    /// The columns numbered, below the header.
    ColumnNumbers,
    /// A running number and nothing else.
    NumberOnly,
}

impl NoChild {
    /// Every kind.
    pub const ALL: [NoChild; 6] = [
        NoChild::Total,
        NoChild::Note,
        NoChild::Heading,
        NoChild::HeaderAgain,
        NoChild::ColumnNumbers,
        NoChild::NumberOnly,
    ];

    /// In Chinese and English.
    #[must_use]
    pub const fn words(self) -> (&'static str, &'static str) {
        match self {
            NoChild::Total => ("合计行", "totals"),
            NoChild::Note => ("说明、签字行", "notes and signatures"),
            NoChild::Heading => ("跨列的小标题", "headings over several columns"),
            NoChild::HeaderAgain => ("重复的表头", "the header once more"),
            NoChild::ColumnNumbers => ("列号行", "numbers of the columns"),
            NoChild::NumberOnly => ("只有序号的空行", "a running number and nothing else"),
        }
    }
}

const TOTALS: &[&str] =
    &["合计", "总计", "小计", "共计", "总数", "合计数", "本页合计", "本页小计", "累计", "total"];
/// What a note or a signature has before its colon, as headers are compared.
const NOTES: &[&str] = &[
    "注",
    "备注",
    "说明",
    "填表说明",
    "填报说明",
    "填写说明",
    "填表人",
    "填报人",
    "制表人",
    "经办人",
    "审核人",
    "复核人",
    "负责人",
    "单位负责人",
    "主要负责人",
    "分管领导",
    "主管领导",
    "主管领导签字",
    "签名",
    "签字",
    "盖章",
    "单位盖章",
    "填报单位",
    "填报单位盖章",
    "填报日期",
    "填表日期",
    "制表日期",
    "填报时间",
    "填表时间",
    "日期",
    "联系人",
    "联系电话",
    "电话",
    "note",
    "notes",
];
/// From how many cells on a row of numbers may be that of the columns.
const LEAST_NUMBERS: usize = 4;

/// Tells children's rows from others, from the first row below the header on.
#[derive(Clone, Debug)]
pub struct RowKinds {
    /// The parts of each header, as they are compared.
    headers: Vec<Vec<String>>,
    running: Option<usize>,
    /// The columns that tell when somebody was born.
    births: Vec<usize>,
    at_top: bool,
    after_note: bool,
}

impl RowKinds {
    /// For a table with these headers, of which those `used` are read, each with the path of its column.
    #[must_use]
    pub fn new<'u>(headers: &[String], used: impl Iterator<Item = (usize, &'u str)>) -> RowKinds {
        let births = used.filter(|(_, path)| ["birth_date", AGE, CITIZEN_NUMBER].contains(path));
        RowKinds {
            headers: headers.iter().map(|name| name.split(BELOW).map(header_key).collect()).collect(),
            running: headers.iter().position(|name| is_running_number(name)),
            births: births.map(|(header, _)| header).collect(),
            at_top: true,
            after_note: false,
        }
    }

    /// What the next row is, where it is no child; `spans` says that its first filled cell is merged over several columns.
    /// Cells are trimmed.
    pub fn next(&mut self, cells: &[String], spans: bool) -> Option<NoChild> {
        let filled: Vec<(usize, &str)> = cells
            .iter()
            .enumerate()
            .map(|(column, cell)| (column, cell.as_str()))
            .filter(|(_, cell)| !cell.is_empty())
            .collect();
        let kind = self.kind(&filled, spans);
        self.at_top &= kind.is_some();
        self.after_note = kind == Some(NoChild::Note);
        kind
    }

    fn kind(&self, filled: &[(usize, &str)], spans: bool) -> Option<NoChild> {
        let alone = filled.len() == 1;
        let born = filled.iter().any(|(column, _)| self.births.contains(column));
        let is_total = |(_, cell): &(usize, &str)| TOTALS.contains(&header_key(cell).as_str());
        if !born && filled.iter().take(2).any(is_total) {
            return Some(NoChild::Total);
        }
        if filled.iter().all(|(_, cell)| is_note(cell)) || alone && self.after_note {
            return Some(NoChild::Note);
        }
        if alone && spans {
            return Some(NoChild::Heading);
        }
        let names = |(column, cell): &(usize, &str)| {
            self.headers.get(*column).is_some_and(|parts| parts.contains(&header_key(cell)))
        };
        if filled.len() > 1 && filled.iter().all(names) {
            return Some(NoChild::HeaderAgain);
        }
        let numbered = filled.iter().zip(1_usize..).all(|((_, cell), number)| **cell == *number.to_string());
        if self.at_top && numbered && filled.len() >= LEAST_NUMBERS {
            return Some(NoChild::ColumnNumbers);
        }
        let is_running = |(column, _): &(usize, &str)| Some(*column) == self.running;
        (alone && filled.iter().all(is_running)).then_some(NoChild::NumberOnly)
    }
}

/// Whether a cell begins as a note or a signature does.
fn is_note(cell: &str) -> bool {
    let before = cell.split_once(['：', ':']).map_or(cell, |(before, _)| before);
    let is_whole = before.len() == cell.len();
    let key = header_key(before);
    // Without a colon 备注 is a header, and only 注 begins a note (注1、…).
    if is_whole { key == "注" } else { NOTES.contains(&key.trim_end_matches(|c: char| c.is_ascii_digit())) }
}
