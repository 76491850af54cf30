//! The figures of the form, each a cell that a child counts in or not: the printed numbers, and those that must be told
//! beside them.

use crate::levels::LevelSet;
use crate::policy::Policy;
use crate::policy::source::Label;

/// A figure of the form. Rows and levels are named by their places in the policy file, from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FormCell {
    /// The number of a row.
    Row(usize),
    /// The second number (其中) of a row.
    OfWhich(usize),
    /// Children of a row of whom it is undetermined whether the second number counts them.
    OfWhichOpen(usize),
    /// Children of a row who may stand in another: a missing fact decides.
    Uncertain(usize),
    /// Children who are not counted in a row and may belong there: a missing fact decides.
    Possible(usize),
    /// Children counted in one row whom another row fits as well.
    Overlap {
        /// The row that counts them.
        row: usize,
        /// The other.
        also: usize,
    },
    /// The number of a level (小计).
    Subtotal(usize),
    /// The number of all levels (合计).
    Total,
    /// Children whose level is undetermined, by the levels that are possible. They stand in no row.
    Undetermined(LevelSet),
    /// Children who certainly have no level.
    NotGraded,
    /// Persons outside the policy, such as those who came of age.
    Outside,
    /// Children counted by the rules' level for whom a recorded decision names another.
    DecidedOtherwise,
}

impl FormCell {
    /// Its id in JSON and in tables, such as `row/unlawful-harm`, `subtotal/red` or `undetermined/red+not-graded`.
    #[must_use]
    pub fn id(self, policy: &Policy) -> String {
        let row = |row: usize| policy.form_rows().get(row).map_or("", |row| row.id.as_str());
        match self {
            FormCell::Row(at) => format!("row/{}", row(at)),
            FormCell::OfWhich(at) => format!("of-which/{}", row(at)),
            FormCell::OfWhichOpen(at) => format!("of-which-open/{}", row(at)),
            FormCell::Uncertain(at) => format!("uncertain/{}", row(at)),
            FormCell::Possible(at) => format!("possible/{}", row(at)),
            FormCell::Overlap { row: at, also } => format!("overlap/{}/{}", row(at), row(also)),
            FormCell::Subtotal(level) => format!("subtotal/{}", level_id(policy, level)),
            FormCell::Total => "total".into(),
            FormCell::Undetermined(levels) => {
                let ids: Vec<&str> = levels.iter().map(|level| level_id(policy, level)).collect();
                format!("undetermined/{}", ids.join("+"))
            }
            FormCell::NotGraded => "not-graded".into(),
            FormCell::Outside => "outside".into(),
            FormCell::DecidedOtherwise => "decided-otherwise".into(),
        }
    }

    /// What it is called, as a person finds it on the form.
    #[must_use]
    pub fn label(self, policy: &Policy) -> Label {
        let words = policy.source().form.as_ref().map(|form| &form.words);
        let printed = |pick: fn(&crate::policy::source::FormWords) -> &Label| {
            words.map(pick).cloned().unwrap_or_default()
        };
        let of_row = |row: usize, what: &Label| {
            let place = row_place(policy, row);
            Label { zh: format!("{}{}", place.zh, what.zh), en: format!("{}: {}", place.en, what.en) }
        };
        let text = |zh: &str, en: &str| Label { zh: zh.into(), en: en.into() };
        match self {
            FormCell::Row(row) => of_row(row, &printed(|words| &words.count)),
            FormCell::OfWhich(row) => of_row(row, &printed(|words| &words.of_which)),
            FormCell::OfWhichOpen(row) => {
                let of_which = printed(|words| &words.of_which);
                let zh = format!("“{}”待定", of_which.zh);
                of_row(row, &text(&zh, &format!("“{}” undetermined", of_which.en)))
            }
            FormCell::Uncertain(row) => of_row(row, &text("，或属其他行", "may stand in another row")),
            FormCell::Possible(row) => {
                of_row(row, &text("，可能属本行而未计入", "may stand here, not counted"))
            }
            FormCell::Overlap { row, also } => {
                let also = row_place(policy, also);
                of_row(
                    row,
                    &Label {
                        zh: format!("，同时符合{}", also.zh), en: format!("also fits {}", also.en)
                    },
                )
            }
            FormCell::Subtotal(level) => {
                let (level, subtotal) = (level_label(policy, level), printed(|words| &words.subtotal));
                Label {
                    zh: format!("{}{}", level.zh, subtotal.zh),
                    en: format!("{}: {}", level.en, subtotal.en),
                }
            }
            FormCell::Total => printed(|words| &words.total),
            FormCell::Undetermined(levels) => {
                let labels: Vec<Label> = levels.iter().map(|level| level_label(policy, level)).collect();
                let zh: Vec<&str> = labels.iter().map(|label| label.zh.as_str()).collect();
                let en: Vec<&str> = labels.iter().map(|label| label.en.as_str()).collect();
                Label {
                    zh: format!("{}：{}", UNDETERMINED.0, zh.join("、")),
                    en: format!("{}: {}", UNDETERMINED.1, en.join(", ")),
                }
            }
            FormCell::NotGraded => text(NOT_GRADED.0, NOT_GRADED.1),
            FormCell::Outside => text(OUTSIDE.0, OUTSIDE.1),
            FormCell::DecidedOtherwise => text(
                "认定的等级与规则结果不同（按规则结果计入）",
                "decided otherwise (counted as the rules say)",
            ),
        }
    }

    /// Whether it belongs below the form: children who stand in no row of it.
    #[must_use]
    pub fn is_below(self) -> bool {
        matches!(self, FormCell::Undetermined(_) | FormCell::NotGraded | FormCell::Outside)
    }
}

/// How the line of children with an undetermined level begins.
pub(super) const UNDETERMINED: (&str, &str) = ("等级待定", "level undetermined");
/// The line of children without a level, and the word for having none.
pub(super) const NOT_GRADED: (&str, &str) = ("不定级", "not graded");
/// The line of persons outside the policy.
pub(super) const OUTSIDE: (&str, &str) = ("不属本政策范围", "outside the policy");

/// A row by its level and number, such as 高风险等级（红色）第1行.
pub(super) fn row_place(policy: &Policy, row: usize) -> Label {
    let number = policy.form_rows().get(row).map_or(0, |row| row.number);
    let level = policy.form_level_of(row).map(|level| level_label(policy, level)).unwrap_or_default();
    Label { zh: format!("{}第{number}行", level.zh), en: format!("{}, row {number}", level.en) }
}

fn level_label(policy: &Policy, level: usize) -> Label {
    policy
        .form_level_label(level)
        .cloned()
        .unwrap_or_else(|| Label { zh: NOT_GRADED.0.into(), en: NOT_GRADED.1.into() })
}

pub(super) fn level_id(policy: &Policy, level: usize) -> &str {
    policy.source().levels.get(level).map_or("not-graded", |level| &level.id)
}
