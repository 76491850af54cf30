//! An answer in words, from an assessment and from columns, so that the two can be compared.

use arrow_array::cast::AsArray;
use arrow_array::types::Int8Type;
use arrow_array::{Array, ArrayRef, RecordBatch};
use hutong::assessment::{Assessment, Scope};
use hutong::{Policy, Reading, Severity, Truth};
use hutong_arrow::Assessed;
use std::fmt::Write as _;

/// A rejected row: its faults.
pub(crate) fn rejected(reading: &Reading) -> String {
    let mut told = "rejected".to_owned();
    for fault in &reading.faults {
        write!(told, " {fault}").unwrap_or_default();
    }
    assert!(reading.faults.iter().any(|fault| fault.severity() == Severity::Error));
    told
}

pub(crate) fn by_record(assessment: &Assessment<'_>) -> String {
    let policy = assessment.policy();
    let source = policy.source();
    let scope = match assessment.scope() {
        Scope::Inside => "inside",
        Scope::PresumedInside => "presumed-inside",
        Scope::Outside => "outside",
    };
    let mut told = format!("{scope} member {}", assessment.member().id());
    for outcome in assessment.populations().iter().chain(assessment.categories()) {
        write!(told, " {} {}", outcome.id, outcome.answer.id()).unwrap_or_default();
    }
    let risk = assessment.risk();
    let level = risk.level_id().unwrap_or("open");
    write!(told, " level {level} {} {}", risk.floor_id(), risk.ceiling_id()).unwrap_or_default();
    let with = |answer: Truth| {
        let fired =
            assessment.triggers().iter().map(|entry| &entry.outcome).filter(move |o| o.answer == answer);
        let told =
            assessment.referrals().iter().map(|entry| &entry.outcome).filter(move |o| o.answer == answer);
        let ids = fired.map(|outcome| outcome.id).collect::<Vec<_>>().join(",");
        format!(" [{ids}] [{}]", told.map(|outcome| outcome.id).collect::<Vec<_>>().join(","))
    };
    told.push_str(&with(Truth::Yes));
    told.push_str(&with(Truth::Undetermined));
    let mut clauses: Vec<String> = Vec::new();
    for trigger in &source.triggers {
        let fired = assessment.triggers().iter().find(|entry| entry.outcome.id == trigger.id);
        let place = policy.places(&trigger.cite);
        if fired.is_some_and(|entry| entry.outcome.answer == Truth::Yes) && !clauses.contains(&place) {
            clauses.push(place);
        }
    }
    clauses.sort_by_key(|place| {
        source.triggers.iter().position(|trigger| policy.places(&trigger.cite) == *place)
    });
    let missing: Vec<_> = risk.missing().iter().map(|fact| fact.path().into_owned()).collect();
    write!(told, " clauses {} missing {}", clauses.join(","), missing.join(",")).unwrap_or_default();
    told
}

pub(crate) fn by_columns(answered: &Assessed, policy: &Policy) -> Vec<String> {
    by_columns_at(answered, policy, Some(()))
}

/// As [`by_columns`]; without the faults of rejected rows where `faults` is nothing.
pub(crate) fn by_columns_at(answered: &Assessed, policy: &Policy, faults: Option<()>) -> Vec<String> {
    let batch = &answered.batch;
    let column = |name: &str| batch.column_by_name(name).unwrap_or_else(|| panic!("no column {name}"));
    let rejected = column("rejected").as_boolean();
    assert_eq!(rejected.true_count(), answered.counts.rejected);
    let source = policy.source();
    let kinds = [
        ("population", source.populations.iter().map(|entry| &entry.id).collect::<Vec<_>>()),
        ("category", source.categories.iter().map(|entry| &entry.id).collect()),
    ];
    let row = |row: usize| {
        if rejected.value(row) {
            assert!(
                column("level").is_null(row) && column("member").is_null(row),
                "a rejected row has no answer"
            );
            let mut told = "rejected".to_owned();
            for fault in answered.faults.iter().filter(|fault| fault.row == row && faults.is_some()) {
                write!(told, " {}", fault.fault).unwrap_or_default();
            }
            return told;
        }
        let mut told = format!("{} member {}", word(column("scope"), row), truth(column("member"), row));
        for (kind, ids) in &kinds {
            for id in ids {
                write!(told, " {id} {}", truth(column(&format!("{kind}.{id}")), row)).unwrap_or_default();
            }
        }
        let levels = ["level", "floor", "ceiling"].map(|name| word(column(name), row));
        write!(told, " level {}", levels.join(" ")).unwrap_or_default();
        for truth in ["yes", "undetermined"] {
            for (kind, ids) in [
                ("trigger", source.triggers.iter().map(|entry| &entry.id).collect::<Vec<_>>()),
                ("referral", source.referrals.iter().map(|entry| &entry.id).collect()),
            ] {
                write!(told, " [{}]", rules(batch, kind, &ids, truth, row)).unwrap_or_default();
            }
        }
        let clauses = match batch.column_by_name("clauses") {
            Some(clauses) => list(clauses, row),
            None => clauses_by_flags(batch, policy, row),
        };
        write!(told, " clauses {clauses} missing {}", list(column("missing"), row)).unwrap_or_default();
        told
    };
    (0..batch.num_rows()).map(row).collect()
}

fn clauses_by_flags(batch: &RecordBatch, policy: &Policy, row: usize) -> String {
    let mut clauses: Vec<String> = Vec::new();
    for trigger in &policy.source().triggers {
        let fired = batch.column_by_name(&format!("trigger.{}", trigger.id)).map(|flags| truth(flags, row));
        let place = policy.places(&trigger.cite);
        if fired == Some("yes") && !clauses.contains(&place) {
            clauses.push(place);
        }
    }
    clauses.join(",")
}

/// The ids of the rules with a truth, from lists or from one column a rule.
fn rules(batch: &RecordBatch, kind: &str, ids: &[&String], wanted: &str, row: usize) -> String {
    let possible = if wanted == "yes" { "" } else { "possible_" };
    if let Some(lists) = batch.column_by_name(&format!("{possible}{kind}s")) {
        return list(lists, row);
    }
    let with = |id: &&&String| {
        batch.column_by_name(&format!("{kind}.{id}")).is_some_and(|flags| truth(flags, row) == wanted)
    };
    ids.iter().filter(with).map(|id| id.as_str()).collect::<Vec<_>>().join(",")
}

fn truth(column: &ArrayRef, row: usize) -> &'static str {
    match column.as_boolean() {
        flags if flags.is_null(row) => "undetermined",
        flags if flags.value(row) => "yes",
        _ => "no",
    }
}

fn word(column: &ArrayRef, row: usize) -> String {
    let words = column.as_dictionary::<Int8Type>();
    match words.key(row) {
        Some(key) => words.values().as_string::<i32>().value(key).to_owned(),
        None => "open".to_owned(),
    }
}

fn list(column: &ArrayRef, row: usize) -> String {
    let items = column.as_list::<i32>().value(row);
    let words = items.as_any_dictionary();
    let values = words.values().as_string::<i32>();
    words.normalized_keys().into_iter().map(|key| values.value(key)).collect::<Vec<_>>().join(",")
}
