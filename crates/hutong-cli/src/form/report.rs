//! The filled form as a table on a terminal, and as rows of CSV: one a figure.

use std::fmt::Write as _;

use comfy_table::{CellAlignment, ColumnConstraint, Width};
use hutong::form::FormCell;

use crate::form::write::Filled;
use crate::style::{alarm, bold, dim, light_table, right, width};

/// The columns of the CSV.
pub(super) const COLUMNS: [&str; 8] =
    ["cell", "level", "row", "label", "count", "undetermined", "may_leave", "remark"];

/// The form as a table, with what stands above and below it.
pub(super) fn table(filled: &Filled<'_, '_>, terminal: bool) -> String {
    let (policy, language) = (filled.words.policy, filled.words.language);
    let mut out = String::new();
    let _ = writeln!(out, "{}", bold(&filled.title()));
    let head: Vec<String> = hutong::form::HeadField::ALL.map(|field| filled.head_text(field)).into();
    let _ = writeln!(out, "{}", dim(&head.join("   ")));
    let form = policy.source().form.as_ref().map(|form| &form.words);
    let mut table = light_table(terminal);
    if let Some(words) = form {
        let labels = [&words.level, &words.group, &words.count, &words.remark];
        table.set_header(labels.map(|label| language.label(label)));
    }
    for (level, rows) in filled.levels() {
        // Cells wrap, which colour would not survive.
        let mut name = filled.level_label(level);
        for row in rows {
            let count = filled.printed(FormCell::Row(row));
            table.add_row([std::mem::take(&mut name), filled.row_label(row), count, filled.remark(row)]);
            let of_which = filled.printed(FormCell::OfWhich(row));
            let label = format!("   {}", filled.of_which_label(row));
            table.add_row([String::new(), label, of_which, String::new()]);
        }
        let subtotal = form.map(|words| language.label(&words.subtotal).into_owned()).unwrap_or_default();
        let number = filled.printed(FormCell::Subtotal(level));
        table.add_row([String::new(), subtotal, number, String::new()]);
    }
    let total = form.map(|words| language.label(&words.total).into_owned()).unwrap_or_default();
    table.add_row([String::new(), total, filled.printed(FormCell::Total), String::new()]);
    let widths = [(0, 16), (2, 10), (3, 34)];
    for (place, most) in widths {
        if let Some(column) = table.column_mut(place) {
            column.set_constraint(ColumnConstraint::UpperBoundary(Width::Fixed(most)));
        }
    }
    if let Some(column) = table.column_mut(2) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    let _ = writeln!(out, "{table}");
    let below = filled.below();
    if !below.is_empty() {
        let title = language.pick("未计入上表", "Not in the table");
        let _ = writeln!(out, "\n{}", bold(&title));
        let widest = below.iter().map(|(_, number)| width(&number.to_string())).max().unwrap_or(0);
        for (cell, number) in below {
            let line = format!("  {}  {}", right(&number.to_string(), widest), filled.label(cell));
            let open = matches!(cell, FormCell::Undetermined(levels) if levels.contains(0));
            let _ = writeln!(out, "{}", if open { alarm(&line) } else { line });
        }
    }
    let notes = filled.notes();
    if !notes.is_empty() {
        let _ = writeln!(out);
        for note in notes {
            let _ = writeln!(out, "{} {note}", bold("›"));
        }
    }
    out
}

/// One row a figure, from the top of the form.
pub(super) fn rows(filled: &Filled<'_, '_>) -> Vec<[String; 8]> {
    let policy = filled.words.policy;
    let table = filled.table;
    let level_id = |level: usize| policy.source().levels.get(level).map_or("", |level| level.id.as_str());
    let line = |cell: FormCell, level: &str, row: &str, label: String, more: [String; 3]| {
        let [undetermined, may_leave, remark] = more;
        let count = filled.printed(cell);
        [cell.id(policy), level.to_owned(), row.to_owned(), label, count, undetermined, may_leave, remark]
    };
    let nothing = || [String::new(), String::new(), String::new()];
    let mut lines = Vec::new();
    for (level, rows) in filled.levels() {
        for row in rows {
            let id = policy.form_rows().get(row).map_or("", |row| row.id.as_str());
            // What is open is no number of the form, and not published.
            let number = |cell| match filled.published {
                Some(_) => String::new(),
                None => table.figure(cell).to_string(),
            };
            let may = [number(FormCell::Possible(row)), number(FormCell::Uncertain(row)), filled.remark(row)];
            lines.push(line(FormCell::Row(row), level_id(level), id, filled.row_label(row), may));
            let open = [number(FormCell::OfWhichOpen(row)), String::new(), String::new()];
            lines.push(line(FormCell::OfWhich(row), level_id(level), id, filled.of_which_label(row), open));
        }
        let cell = FormCell::Subtotal(level);
        lines.push(line(cell, level_id(level), "", filled.label(cell), nothing()));
    }
    lines.push(line(FormCell::Total, "", "", filled.label(FormCell::Total), nothing()));
    for (cell, _) in filled.below() {
        lines.push(line(cell, "", "", filled.label(cell), nothing()));
    }
    lines
}
