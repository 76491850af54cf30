//! What must be said beside the numbers: in the remarks of a row, and below the form.

use super::cell::{FormCell, row_place};
use super::table::FormTable;
use crate::policy::Policy;
use schemars::JsonSchema;
use serde::Serialize;

/// Something that must be said, with its kind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct FormNote {
    /// The kind, such as `of-which-open`.
    pub code: &'static str,
    /// In Chinese.
    pub zh: String,
    /// In English.
    pub en: String,
}

impl FormNote {
    fn new(code: &'static str, zh: String, en: String) -> FormNote {
        FormNote { code, zh, en }
    }
}

impl FormTable<'_> {
    /// What stands in the remarks of a row: overlaps, and numbers that a missing fact may change.
    #[must_use]
    pub fn row_notes(&self, row: usize) -> Vec<FormNote> {
        let policy = self.policy();
        let mut notes = Vec::new();
        let also: Vec<(usize, u64)> = self.overlaps(row).collect();
        if !also.is_empty() {
            let zh: Vec<String> = also
                .iter()
                .map(|(row, number)| format!("{}{number}人", row_place(policy, *row).zh))
                .collect();
            let en: Vec<String> =
                also.iter().map(|(row, number)| format!("{} {number}", row_place(policy, *row).en)).collect();
            notes.push(FormNote::new(
                "overlap",
                format!("同时符合：{}", zh.join("、")),
                format!("also fit: {}", en.join(", ")),
            ));
        }
        let count = |cell| Some(self.figure(cell)).filter(|number| *number > 0);
        if let Some(number) = count(FormCell::OfWhichOpen(row)) {
            let form = policy.source().form.as_ref();
            let (zh, en) = form.map_or(("", ""), |form| (&form.words.of_which.zh, &form.words.of_which.en));
            notes.push(FormNote::new(
                "of-which-open",
                format!("“{zh}”另有{number}人待定"),
                format!("“{en}”: {number} more undetermined"),
            ));
        }
        if let Some(number) = count(FormCell::Uncertain(row)) {
            notes.push(FormNote::new(
                "row-uncertain",
                format!("{number}人可能属前面的行，待定"),
                format!("{number} may stand in an earlier row"),
            ));
        }
        notes
    }

    /// What stands below the form: what was decided on it, where children stand for whom it has no row, and who is not
    /// counted.
    #[must_use]
    pub fn notes(&self) -> Vec<FormNote> {
        let mut notes = readings(self.policy());
        for (row, entry) in self.policy().form_rows().iter().enumerate() {
            if let Some(remark) = &entry.remark {
                let place = row_place(self.policy(), row);
                notes.push(FormNote::new(
                    "no-row-of-its-own",
                    format!("{}：{}", place.zh, remark.zh),
                    format!("{}: {}", place.en, remark.en),
                ));
            }
        }
        let open: u64 = self.undetermined().map(|(_, number)| number).fold(0, u64::saturating_add);
        if open > 0 {
            notes.push(FormNote::new(
                "level-undetermined",
                format!("{open}名儿童的等级待定，未计入上表，按可能的等级列于表下，须尽快核实"),
                format!(
                    "{open} children of undetermined level are not in the table; they stand below it by the levels that are possible, to be settled soon"
                ),
            ));
        }
        let decided = self.figure(FormCell::DecidedOtherwise);
        if decided > 0 {
            notes.push(FormNote::new(
                "decided-otherwise",
                format!("{decided}名儿童的评估认定等级与规则结果不同，上表按规则结果计入"),
                format!("for {decided} children a recorded decision names another level; they are counted by the rules"),
            ));
        }
        notes
    }
}

/// The readings that change what the numbers mean.
fn readings(policy: &Policy) -> Vec<FormNote> {
    let mut notes = Vec::new();
    if policy.form_counts_every_row() {
        notes.push(FormNote::new(
            "every-row",
            "一名儿童列入所有符合的行，小计、合计按人去重，故各行之和可大于小计".into(),
            "a child stands in every row that fits; subtotals and total count each child once, so rows may add up to more".into(),
        ));
    }
    notes
}
