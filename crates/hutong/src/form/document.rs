//! The form as a document, `hutong-form-1`: what every output of it is made of.

use super::cell::{FormCell, level_id};
use super::notes::FormNote;
use super::table::FormTable;
use crate::assessment::{PolicyName, Readings, Warning, time_in_force};
use crate::policy::source::Label;
use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeMap;

/// The name and version of the JSON form of the count table.
pub const FORM_FORMAT: &str = "hutong-form-1";

/// What stands above the form. It is the filler's to say.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct FormHead {
    /// The year in the title.
    pub year: i32,
    /// The reporting unit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// Who filled it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub filled_by: Option<String>,
    /// The day that stands on it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<NaiveDate>,
    /// The telephone number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub telephone: Option<String>,
}

/// The official count table, filled.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct FormDocument<'p> {
    /// The name and version of this form.
    pub format: &'static str,
    /// The policy.
    pub policy: PolicyName<'p>,
    /// The day for which the children were assessed.
    pub as_of: NaiveDate,
    /// What is doubtful about the table as a whole.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub warnings: Vec<Warning>,
    /// What stands above the table.
    pub head: FormHead,
    /// The title.
    pub title: Label,
    /// The levels with their rows, from the top.
    pub levels: Vec<LevelOfForm<'p>>,
    /// All levels: distinct children.
    pub total: u64,
    /// Children whose level is undetermined: in no row, by the levels that are possible.
    pub undetermined: Vec<UndeterminedLine<'p>>,
    /// Children who certainly have no level.
    pub not_graded: u64,
    /// Persons outside the policy.
    pub outside: u64,
    /// Children for whom a recorded decision names another level than the one they are counted in.
    pub decided_otherwise: u64,
    /// What must be said below the table.
    pub notes: Vec<FormNote>,
    /// The readings in force, by id: the alternative chosen.
    pub readings: Readings<'p>,
    /// The children behind each figure, by key, where the caller gave them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub children: Vec<ChildrenOfFigure>,
}

/// A level of the form.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct LevelOfForm<'p> {
    /// The level, by id.
    pub id: &'p str,
    /// What stands in its cell.
    pub label: &'p Label,
    /// Its rows.
    pub rows: Vec<RowOfForm<'p>>,
    /// Its number: distinct children.
    pub subtotal: u64,
}

/// A row of the form.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct RowOfForm<'p> {
    /// The row, by id.
    pub id: &'p str,
    /// Its number within the level.
    pub number: u32,
    /// What it counts.
    pub label: &'p Label,
    /// Its number.
    pub count: u64,
    /// Its second number (其中).
    pub of_which: OfWhich<'p>,
    /// Children of the row who may stand in another.
    pub uncertain: u64,
    /// Children who are not counted in it and may belong there.
    pub possible: u64,
    /// Other rows that its children fit as well.
    pub overlaps: Vec<Overlap<'p>>,
    /// What stands in its remarks.
    pub notes: Vec<FormNote>,
}

/// The second number (其中) of a row.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct OfWhich<'p> {
    /// What it counts.
    pub label: &'p Label,
    /// The number.
    pub count: u64,
    /// Children of whom it is undetermined whether it counts them.
    pub undetermined: u64,
}

/// Children of a row whom another row fits as well.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Overlap<'p> {
    /// The other row, by id.
    pub row: &'p str,
    /// How many.
    pub count: u64,
}

/// Children whose level is undetermined.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct UndeterminedLine<'p> {
    /// The levels that are possible, the highest first; `not-graded` for none.
    pub levels: Vec<&'p str>,
    /// How many.
    pub count: u64,
}

/// The children behind a figure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ChildrenOfFigure {
    /// The figure, such as `row/unlawful-harm` or `total`.
    pub cell: String,
    /// Their keys, in order; a record without a key as `#` and its row.
    pub keys: Vec<String>,
}

impl<'p> FormTable<'p> {
    /// The form as a document. `children` are the keys behind each figure, or nothing.
    #[must_use]
    pub fn document(&self, head: FormHead, children: &BTreeMap<FormCell, Vec<String>>) -> FormDocument<'p> {
        let policy = self.policy();
        let rows = policy.form_rows();
        let mut levels: Vec<LevelOfForm<'p>> = Vec::new();
        for (place, row) in rows.iter().enumerate() {
            let (Some(level), Some(label)) = (policy.form_level_of(place), policy.form_row_label(place))
            else {
                continue;
            };
            let id = level_id(policy, level);
            if levels.last().is_none_or(|last| last.id != id) {
                let label = policy.form_level_label(level).unwrap_or(label);
                levels.push(LevelOfForm { id, label, rows: Vec::new(), subtotal: self.subtotal(level) });
            }
            let overlaps = self.overlaps(place).filter_map(|(also, count)| {
                rows.get(also).map(|row| Overlap { row: row.id.as_str(), count })
            });
            let row = RowOfForm {
                id: &row.id,
                number: row.number,
                label,
                count: self.row(place),
                of_which: OfWhich {
                    label: &row.of_which,
                    count: self.of_which(place),
                    undetermined: self.figure(FormCell::OfWhichOpen(place)),
                },
                uncertain: self.figure(FormCell::Uncertain(place)),
                possible: self.figure(FormCell::Possible(place)),
                overlaps: overlaps.collect(),
                notes: self.row_notes(place),
            };
            if let Some(level) = levels.last_mut() {
                level.rows.push(row);
            }
        }
        let undetermined = self.undetermined().map(|(set, count)| UndeterminedLine {
            levels: set.iter().map(|level| level_id(policy, level)).collect(),
            count,
        });
        FormDocument {
            format: FORM_FORMAT,
            policy: PolicyName::of(policy),
            as_of: self.as_of(),
            warnings: time_in_force(policy, self.as_of()),
            title: policy.form_title(head.year).unwrap_or_default(),
            head,
            levels,
            total: self.total(),
            undetermined: undetermined.collect(),
            not_graded: self.figure(FormCell::NotGraded),
            outside: self.figure(FormCell::Outside),
            decided_otherwise: self.figure(FormCell::DecidedOtherwise),
            notes: self.notes(),
            readings: Readings::of(policy),
            children: (children.iter())
                .map(|(cell, keys)| ChildrenOfFigure { cell: cell.id(policy), keys: keys.clone() })
                .collect(),
        }
    }
}

impl FormDocument<'_> {
    /// The document as JSON.
    #[must_use]
    pub fn to_json(&self) -> String {
        // Nothing in it can fail to serialise: no maps with odd keys, no floats.
        serde_json::to_string(self).unwrap_or_default()
    }
}
