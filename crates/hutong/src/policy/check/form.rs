//! Checks of the official count table: its words, its rows level by level, and the names that readings give them.

use super::Checker;
use crate::policy::error::PolicyCode;
use crate::policy::source::{ReadBy, Reading};
use std::ops::RangeInclusive;

/// The thresholds of small numbers that make sense: below 2 nothing is small.
const THRESHOLDS: RangeInclusive<u64> = 2..=1000;

impl Checker<'_> {
    /// The form as a whole.
    pub(super) fn form(&mut self) {
        let Some(form) = &self.source.form else { return };
        self.id("form.id".into(), &form.id);
        self.label("form.title".into(), &form.title);
        self.label("form.note".into(), &form.note);
        self.cite("form.cite".into(), &form.cite);
        if let Some(publication) = &form.publication {
            self.label("form.publication.note".into(), &publication.note);
            self.cite("form.publication.cite".into(), &publication.cite);
            if publication.mark.trim().is_empty() || publication.mark.chars().any(char::is_numeric) {
                self.fault(PolicyCode::EmptyLabel, "form.publication.mark".into(), "");
            }
            if !THRESHOLDS.contains(&publication.hide_below) {
                let bounds = format!("{}–{}", THRESHOLDS.start(), THRESHOLDS.end());
                self.fault(PolicyCode::OutOfBounds, "form.publication.hide-below".into(), &bounds);
            }
        }
        let words = &form.words;
        let printed = [
            ("unit", &words.unit),
            ("filled-by", &words.filled_by),
            ("date", &words.date),
            ("telephone", &words.telephone),
            ("level", &words.level),
            ("group", &words.group),
            ("count", &words.count),
            ("remark", &words.remark),
            ("of-which", &words.of_which),
            ("subtotal", &words.subtotal),
            ("total", &words.total),
            ("note", &words.note),
        ];
        for (field, label) in printed {
            self.label(format!("form.words.{field}"), label);
        }
        for (level, label) in &form.level_cells {
            self.level(format!("form.level-cells.{level}"), level);
            self.label(format!("form.level-cells.{level}"), label);
        }
        self.unique("form.row", form.rows.iter().map(|row| row.id.as_str()));
        for (index, row) in form.rows.iter().enumerate() {
            self.entry("form.row", index, &row.label, &row.cite);
            self.label(format!("form.row[{index}].of-which"), &row.of_which);
            self.level(format!("form.row[{index}].level"), &row.level);
            for (place, name) in row.renamed.iter().enumerate() {
                let path = |field: &str| format!("form.row[{index}].renamed[{place}].{field}");
                self.label(path("label"), &name.label);
                let reading = self.source.readings.iter().find(|reading| reading.id == name.reading);
                let Some(reading) = reading else {
                    self.fault(PolicyCode::UnknownReading, path("reading"), &name.reading);
                    continue;
                };
                if !reading.alternatives.iter().any(|alternative| alternative.id == name.is) {
                    let ids = reading.alternatives.iter().map(|alternative| format!("`{}`", alternative.id));
                    let listed = ids.collect::<Vec<_>>().join(", ");
                    self.fault(PolicyCode::UnknownAlternative, path("is"), &listed);
                }
            }
            let above = index.checked_sub(1).and_then(|above| form.rows.get(above));
            let expected = above.filter(|above| above.level == row.level).map_or(1, |above| above.number + 1);
            if row.number != expected {
                self.fault(PolicyCode::BadRows, format!("form.row[{index}].number"), &format!("{expected}"));
            }
            let last_of_level = form.rows.get(index + 1).is_none_or(|below| below.level != row.level);
            if last_of_level != row.when.is_none() {
                let detail = "the last row of a level, and no other, takes the rest and has no `when`";
                self.fault(PolicyCode::BadRows, format!("form.row[{index}].when"), detail);
            }
        }
        for level in &self.source.levels {
            let runs = form
                .rows
                .chunk_by(|a, b| a.level == b.level)
                .filter(|run| run.first().is_some_and(|row| row.level == level.id));
            if runs.count() != 1 {
                self.fault(
                    PolicyCode::BadRows,
                    "form.row".into(),
                    &format!("the rows of `{}` stand together, once", level.id),
                );
            }
        }
    }

    /// Whether a reading is there to give rows of the form other names.
    pub(super) fn names_rows(&self, reading: &Reading) -> bool {
        let rows = self.source.form.iter().flat_map(|form| &form.rows);
        reading.used_by == ReadBy::Form
            && rows.flat_map(|row| &row.renamed).any(|name| name.reading == reading.id)
    }
}
