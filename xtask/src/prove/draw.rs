//! Drawn children: those of the laws, and what the laws leave as it is — acts of an office that nobody recorded, findings
//! that somebody closed or half closed, returns of which nobody knows why. Every child is invented.

use crate::township::Random;
use hutong::Child;
use hutong::vocabulary::{Kind, Part};
use hutong_tests::records::{Place, fields, forget, numbers, whole};
use serde_json::Value;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

/// Where the closing day and the closing person of a finding stand, counted from the finding's own column.
const CLOSING: [usize; 2] = [3, 4];
/// Closing days around the day of the question, and blank.
const CLOSED_ON: [&str; 5] = ["2026-10-31", "2026-11-01", "2026-11-02", "2026-09", ""];
const OF_AGE: &str = "2008-10-31";
const CLOSED_BY: [&str; 3] = ["村儿童主任", "镇民政办", ""];
const RETURNS: [&str; 6] = [
    "2026-09-20..2026-10-07",
    "2026-02-01..2026-02-20",
    "2026-07-20..2026-08-01 back-to-live",
    "2026-07-20..2026-08-02 back-to-live",
    "2026-06-01.. back-to-live",
    "2026-05-01..2026-05-03 visit-or-leave; 2026-07-01..2026-07-20; 2026-10-02..2026-10-05 visit-or-leave",
];

/// The children, the same ones each time, without end.
pub(super) fn children() -> impl Iterator<Item = Child> {
    let mut random = Random::new(20_240_621);
    std::iter::repeat_with(move || {
        let mut draw = || (0..numbers()).map(|_| random.between(0, u32::MAX - 1)).collect::<Vec<u32>>();
        less_recorded(forget(whole(&draw()), &draw()), &draw())
    })
}

/// Writes the first so many children for the reference, a line each.
pub(super) fn write(file: &Path, count: usize) -> std::io::Result<()> {
    let mut out = BufWriter::new(File::create(file)?);
    for child in children().take(count) {
        let mut record = serde_json::to_value(&child)?;
        if let Some(local) = record.get_mut("local").and_then(Value::as_object_mut) {
            // The reference has names of its own for the judgements that the policy declares.
            let renamed = std::mem::take(local).into_iter();
            local.extend(renamed.map(|(id, value)| (id.replace("other-situation-", "other-"), value)));
        }
        writeln!(out, "{record}")?;
    }
    out.flush()
}

fn less_recorded(mut child: Child, numbers: &[u32]) -> Child {
    let number = |place: usize| numbers.get(place).copied().unwrap_or(0) as usize;
    if number(0).is_multiple_of(2) {
        return child;
    }
    if number(3).is_multiple_of(16) {
        // On the day of the question certainly of age: the laws draw nobody who is.
        let done = child.birth_date.set_text(0, OF_AGE);
        debug_assert!(done.is_ok(), "{OF_AGE}");
    }
    for (place, field) in fields().iter().enumerate() {
        let drawn = number(place + 1) / 16;
        if field.is_act {
            if drawn.is_multiple_of(2) {
                field.set(&mut child, "");
            }
            continue;
        }
        let Place::Column(column) = field.place else { continue };
        if field.kind == Kind::Finding && drawn.is_multiple_of(5) {
            for (step, values) in CLOSING.into_iter().zip([&CLOSED_ON[..], &CLOSED_BY[..]]) {
                let value = values.get(drawn / 5 / step % values.len()).copied().unwrap_or_default();
                let done = child.set_text(column + step, value);
                debug_assert!(done.is_ok(), "{}: {value}", field.path);
            }
        }
    }
    for (parent, drawn) in [&mut child.father, &mut child.mother].into_iter().zip([number(1), number(2)]) {
        if (drawn / 16).is_multiple_of(8) {
            let text = RETURNS.get(drawn / 128 % RETURNS.len()).copied().unwrap_or_default();
            let done = parent.away.returns.set_text(0, text);
            debug_assert!(done.is_ok(), "{text}");
        }
    }
    child
}
