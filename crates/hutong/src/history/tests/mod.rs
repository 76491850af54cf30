//! Tests of histories. Every child here is made up.

mod check;
mod json;
mod levels;
mod record;
mod table;

use super::{Checked, History};
use crate::Policy;
use crate::fault::Fault;
use chrono::NaiveDate;
use std::sync::LazyLock;

static POLICY: LazyLock<Policy> =
    LazyLock::new(|| Policy::builtin("puning-2024").expect("it comes with the library"));

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

fn as_of() -> NaiveDate {
    day("2026-11-01")
}

fn history(json: &str) -> History {
    serde_json::from_str(json).expect("a history")
}

fn check(json: &str) -> Checked {
    history(json).check(&POLICY, as_of())
}

/// What was rejected and the first reason, such as `contacts[0] on before-birth`.
fn rejected(checked: &Checked) -> Vec<String> {
    let told = |entry: &super::Rejected| {
        format!("{}[{}] {} {}", entry.list, entry.place, entry.fault.path(), entry.fault.code().id())
    };
    checked.rejected.iter().map(told).collect()
}

fn told(faults: &[Fault]) -> Vec<(&str, &str)> {
    faults.iter().map(|fault| (fault.path(), fault.code().id())).collect()
}
