//! One row a child for `hutong diff`: the columns and their cells, and the line of JSON.

use hutong::LevelSet;
use hutong::assessment::{Difference, Scope};
use serde_json::json;

use crate::answer::Rendered;
use crate::arguments::OutputFormat;
use crate::layout::Column;
use crate::moves::{self, Move};
use crate::words::Words;

/// The columns: id, Chinese and English header.
pub(crate) const COLUMNS: &[Column] = &[
    ("key", "编号", "key"),
    ("row_before", "之前行号", "row before"),
    ("row_after", "之后行号", "row after"),
    ("township", "乡镇街道", "township"),
    ("village", "村居", "village"),
    ("status", "状态", "status"),
    ("direction", "方向", "direction"),
    ("level_before", "之前等级代码", "level before"),
    ("level_before_label", "之前等级", "level before in words"),
    ("level", "等级代码", "level"),
    ("level_label", "等级", "level in words"),
    ("possible_before", "之前可能的等级", "possible levels before"),
    ("possible", "可能的等级", "possible levels"),
    ("scope_before", "之前范围", "scope before"),
    ("scope", "范围", "scope"),
    ("changes", "变化代码", "changes"),
    ("what", "变化", "what moved"),
    ("because", "原因代码", "because of"),
    ("why", "原因", "why"),
];

/// How a child of one file stands to the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Status {
    /// In both, and compared.
    Compared,
    /// Only in the file before.
    OnlyBefore,
    /// Only in the file after.
    OnlyAfter,
    /// In the file after; its row of the file before was rejected.
    RejectedBefore,
    /// In the file before; its row of the file after was rejected.
    RejectedAfter,
    /// Without a key, so that it cannot be looked for in the other file.
    WithoutKey,
}

impl Status {
    /// As a program reads it.
    pub(crate) const fn id(self) -> &'static str {
        match self {
            Status::Compared => "compared",
            Status::OnlyBefore => "only-before",
            Status::OnlyAfter => "only-after",
            Status::RejectedBefore => "rejected-before",
            Status::RejectedAfter => "rejected-after",
            Status::WithoutKey => "without-key",
        }
    }

    /// As people read it: Chinese and English.
    pub(crate) const fn label(self) -> (&'static str, &'static str) {
        match self {
            Status::Compared => ("已对比", "compared"),
            Status::OnlyBefore => ("只在之前的文件", "only in the file before"),
            Status::OnlyAfter => ("只在之后的文件", "only in the file after"),
            Status::RejectedBefore => ("之前的行被退回", "rejected in the file before"),
            Status::RejectedAfter => ("之后的行被退回", "rejected in the file after"),
            Status::WithoutKey => ("没有编号", "without a key"),
        }
    }
}

/// The place of a child in the files.
#[derive(Clone, Debug, Default)]
pub(crate) struct Whereabouts {
    /// The key.
    pub(crate) key: Option<String>,
    /// The row in the file before.
    pub(crate) row_before: Option<u64>,
    /// The row in the file after.
    pub(crate) row_after: Option<u64>,
    /// Town or street.
    pub(crate) township: Option<String>,
    /// Village or community.
    pub(crate) village: Option<String>,
}

/// A child that stands in one file alone, with its levels there.
#[derive(Clone, Debug)]
pub(crate) struct Alone {
    /// Its place.
    pub(crate) whereabouts: Whereabouts,
    /// Why it stands alone.
    pub(crate) status: Status,
    /// Its levels where it does stand.
    pub(crate) levels: LevelSet,
    /// Whether it is of age there.
    pub(crate) scope: Scope,
}

/// The rules that moved.
pub(crate) fn moves_of<'p>(difference: &Difference<'p>) -> Vec<Move<'p>> {
    let each = difference.changes().iter();
    each.map(|change| {
        let (kind, id, label, cite) = (change.kind, change.id, change.label, change.cite);
        Move { kind, id, label, cite, from: change.from, to: change.to }
    })
    .collect()
}

/// The causes in words, those of the level first.
pub(crate) fn why(words: Words<'_>, difference: &Difference<'_>) -> Vec<String> {
    let of_level =
        |name: &String| difference.because().contains(name) || difference.scope_because().contains(name);
    let mut causes: Vec<_> = difference.causes().iter().collect();
    causes.sort_by_key(|cause| !of_level(&cause.name()));
    causes.into_iter().map(|cause| moves::cause(words, cause)).collect()
}

/// Both policies in words, and the form of the output.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rows<'p> {
    /// The policy before.
    pub(crate) before: Words<'p>,
    /// The policy after.
    pub(crate) after: Words<'p>,
    /// The form.
    pub(crate) format: OutputFormat,
}

impl Rows<'_> {
    /// A child that was compared.
    pub(crate) fn compared(self, whereabouts: &Whereabouts, difference: &Difference<'_>) -> Rendered {
        match self.format {
            OutputFormat::Table => Rendered::Nothing,
            OutputFormat::Json | OutputFormat::Jsonl => {
                let object = difference.to_json();
                let (before, after) = (json!(whereabouts.row_before), json!(whereabouts.row_after));
                let status = Status::Compared.id();
                let rest = object.strip_prefix('{').unwrap_or(&object);
                Rendered::Line(format!(
                    "{{\"row_before\":{before},\"row_after\":{after},\"status\":\"{status}\",{rest}"
                ))
            }
            OutputFormat::Csv | OutputFormat::Xlsx => {
                let (before, after) = (difference.before(), difference.after());
                let causes: Vec<String> = difference.causes().iter().map(moves::cause_id).collect();
                let semicolon = self.after.language.semicolon();
                let moved = moves_of(difference);
                let mut cells = Rows::place(whereabouts, Status::Compared);
                cells.extend([
                    difference.direction().id().to_owned(),
                    moves::level_id(&before.levels).to_owned(),
                    moves::standing(self.before, before.scope, &before.levels),
                    moves::level_id(&after.levels).to_owned(),
                    moves::standing(self.after, after.scope, &after.levels),
                    moves::level_ids(&before.levels),
                    moves::level_ids(&after.levels),
                    moves::scope_id(before.scope).to_owned(),
                    moves::scope_id(after.scope).to_owned(),
                    moves::ids(&moved),
                    moves::lines(self.after, &moved).join(semicolon),
                    causes.join("; "),
                    why(self.after, difference).join(semicolon),
                ]);
                Rendered::Cells(cells)
            }
        }
    }

    fn place(whereabouts: &Whereabouts, status: Status) -> Vec<String> {
        let row = |row: Option<u64>| row.map(|row| row.to_string()).unwrap_or_default();
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        vec![
            text(&whereabouts.key),
            row(whereabouts.row_before),
            row(whereabouts.row_after),
            text(&whereabouts.township),
            text(&whereabouts.village),
            status.id().to_owned(),
        ]
    }

    /// A child that stands in one file alone.
    pub(crate) fn alone(self, alone: &Alone) -> Rendered {
        let is_before = alone.whereabouts.row_after.is_none();
        let words = if is_before { self.before } else { self.after };
        let ids = level_ids(words, alone.levels);
        match self.format {
            OutputFormat::Table => Rendered::Nothing,
            OutputFormat::Json | OutputFormat::Jsonl => {
                let place = &alone.whereabouts;
                let line = json!({
                    "row_before": place.row_before,
                    "row_after": place.row_after,
                    "status": alone.status.id(),
                    "key": place.key,
                    "levels": ids,
                    "scope": moves::scope_id(alone.scope),
                });
                Rendered::Line(line.to_string())
            }
            OutputFormat::Csv | OutputFormat::Xlsx => {
                let certain = if ids.len() == 1 { ids.concat() } else { String::new() };
                let told = [
                    certain,
                    words.levels(alone.levels),
                    ids.join("; "),
                    moves::scope_id(alone.scope).to_owned(),
                ];
                let [id, label, possible, scope] = told;
                let none = String::new;
                let mut cells = Rows::place(&alone.whereabouts, alone.status);
                cells.push(none());
                cells.extend(if is_before {
                    [id, label, none(), none(), possible, none(), scope, none()]
                } else {
                    [none(), none(), id, label, none(), possible, none(), scope]
                });
                cells.extend([none(), none(), none(), none()]);
                Rendered::Cells(cells)
            }
        }
    }
}

fn level_ids(words: Words<'_>, levels: LevelSet) -> Vec<String> {
    let known = &words.policy.source().levels;
    levels.iter().map(|level| known.get(level).map_or("not-graded", |level| &level.id).to_owned()).collect()
}
