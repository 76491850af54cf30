//! The official count table: where children stand on it, what it adds up to, and what is found in a filled one.
#![allow(clippy::unwrap_used, reason = "helpers of tests")]

mod checks;
mod laws;
mod placements;

use hutong::form::{FormCell, FormTable, Placement};
use hutong::{Child, Policy, Scratch};
use hutong_tests::{Record, base_record, child};

/// The policy as it stands.
pub(crate) fn policy() -> Policy {
    Policy::builtin("puning-2024").unwrap()
}

/// A quiet child whose facts are all known, with these changes: no level.
pub(crate) fn changed(changes: &[(&str, &str)]) -> Child {
    let mut record: Record = base_record("puning-2024", "settled").unwrap();
    record.extend(changes.iter().map(|(path, value)| ((*path).to_owned(), (*value).to_owned())));
    child(&record).unwrap()
}

/// The cells that count a child on 1 November 2026, by id.
pub(crate) fn cells(policy: &Policy, child: &Child) -> Vec<String> {
    place(policy, child).cells().iter().map(|cell| cell.id(policy)).collect()
}

pub(crate) fn place(policy: &Policy, child: &Child) -> Placement {
    let day = "2026-11-01".parse().unwrap();
    policy.at(day).place_on_form(child, &mut Scratch::default()).unwrap()
}

/// The table of some children.
pub(crate) fn table<'p>(policy: &'p Policy, children: &[Child]) -> FormTable<'p> {
    let mut table = policy.form_table("2026-11-01".parse().unwrap()).unwrap();
    for child in children {
        table.add(&place(policy, child));
    }
    table
}

/// The place of a row by its id.
pub(crate) fn row(policy: &Policy, id: &str) -> usize {
    policy.form_rows().iter().position(|row| row.id == id).unwrap()
}

/// One child in each of some rows and levels, and one below the form.
pub(crate) fn some() -> Vec<Child> {
    vec![
        changed(&[("findings.roaming", "confirmed"), ("done.intervened", "yes")]),
        changed(&[("findings.roaming", "confirmed"), ("done.intervened", "no")]),
        changed(&[
            ("findings.dropped_out", "suspected"),
            ("done.intervened", "no"),
            ("done.back_at_school", ""),
        ]),
        changed(&[("household.relief", "minimum-living-allowance")]),
        changed(&[("findings.suicide_or_self_harm", "")]),
        changed(&[]),
    ]
}

#[test]
fn a_figure_has_one_id_and_a_name_in_both_languages() {
    let policy = policy();
    let table = table(&policy, &some());
    let mut ids: Vec<String> = table.figures().map(|(cell, _)| cell.id(&policy)).collect();
    let count = ids.len();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), count);
    let label = FormCell::Row(row(&policy, "dropped-out")).label(&policy);
    assert_eq!(
        (&*label.zh, &*label.en),
        ("中高风险等级（黄色）第4行人数", "Medium-high risk (yellow), row 4: Number")
    );
}
