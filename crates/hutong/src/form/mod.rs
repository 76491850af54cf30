//! The official count table (附件1): where a child stands on it, the numbers, what must be said beside them, and whether
//! a table that somebody filled is right. Rows, labels and levels come from the policy file. `placement` places one
//! child, `table` adds up, `check` compares numbers; reading and writing files is the caller's.

mod cell;
mod check;
mod document;
mod fault;
mod labels;
mod notes;
mod numbers;
mod placement;
mod publication;
mod table;

pub use cell::FormCell;
pub use check::Comparison;
pub use document::{
    ChildrenOfFigure, FORM_FORMAT, FormDocument, FormHead, LevelOfForm, OfWhich, Overlap, RowOfForm,
    UndeterminedLine,
};
pub use fault::{FormFault, FormFaultCode};
pub use labels::{FormLabels, HeadField, Line};
pub use notes::FormNote;
pub use numbers::{FilledNumbers, RowNumbers};
pub use placement::Placement;
pub use publication::{NotPublishable, Published};
pub use table::{FormTable, NotTheSameForm};

use crate::policy::Policy;
use crate::policy::readings::{FormReadings, MomentOfCount, RowsOfAChild};
use crate::policy::source::{Form, FormRow, Label};
use chrono::NaiveDate;

impl Policy {
    /// What the policy decided on the readings of the form.
    fn form_readings(&self) -> FormReadings {
        // Where the file is silent, the first alternative holds.
        FormReadings::read(self.source()).0
    }

    /// Whether a child is counted in every row that fits, so that rows need not add up.
    #[must_use]
    pub fn form_counts_every_row(&self) -> bool {
        self.form_readings().rows_of_a_child == RowsOfAChild::EveryRow
    }

    /// The day for which children are assessed for a form of a year with this date: the date, or the last day of the
    /// year where the policy counts at the end of the period.
    #[must_use]
    pub fn form_day(&self, date: NaiveDate, year: i32) -> NaiveDate {
        match self.form_readings().moment {
            MomentOfCount::OnFormDate => date,
            MomentOfCount::EndOfPeriod => NaiveDate::from_ymd_opt(year, 12, 31).unwrap_or(date),
        }
    }

    /// The title of the form for a year; none for a policy without a form.
    #[must_use]
    pub fn form_title(&self, year: i32) -> Option<Label> {
        let title = &self.source().form.as_ref()?.title;
        let with_year = |text: &str| text.replace("{year}", &year.to_string());
        Some(Label { zh: with_year(&title.zh), en: with_year(&title.en) })
    }

    /// What a row is called under the readings in force, by its place in the form.
    #[must_use]
    pub fn form_row_label(&self, row: usize) -> Option<&Label> {
        let row = self.form_rows().get(row)?;
        let holds = |reading: &str, is: &str| {
            self.source().readings.iter().any(|entry| entry.id == reading && entry.chosen == is)
        };
        let renamed = row.renamed.iter().find(|name| holds(&name.reading, &name.is));
        Some(renamed.map_or(&row.label, |name| &name.label))
    }

    /// What stands in the form's cell of a level, by the level's place in the policy.
    #[must_use]
    pub fn form_level_label(&self, level: usize) -> Option<&Label> {
        let level = self.source().levels.get(level)?;
        let cell = self.source().form.as_ref().and_then(|form: &Form| form.level_cells.get(&level.id));
        Some(cell.unwrap_or(&level.label))
    }

    /// The rows of the form, from the top; none for a policy without a form.
    #[must_use]
    pub fn form_rows(&self) -> &[FormRow] {
        self.source().form.as_ref().map_or(&[], |form| &form.rows)
    }

    /// The level of a row, by their places in the form and in the policy.
    #[must_use]
    pub fn form_level_of(&self, row: usize) -> Option<usize> {
        let id = &self.form_rows().get(row)?.level;
        self.source().levels.iter().position(|level| level.id == *id)
    }
}
