//! Tests of the record reader. Every record here is made up; the citizen numbers have the region 000000, which no
//! person's number has.

mod birth;
mod faults;
mod json;
mod table;

use super::{Reading, Renamed, TablePlan, read_json};
use crate::Policy;
use chrono::NaiveDate;
use std::sync::LazyLock;

static POLICY: LazyLock<Policy> = LazyLock::new(|| Policy::builtin("puning-2024").unwrap());

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn as_of() -> NaiveDate {
    day("2026-11-01")
}

/// A row of a table given as (header, cell).
fn row(cells: &[(&str, &str)]) -> Reading {
    let headers: Vec<String> = cells.iter().map(|(header, _)| (*header).to_owned()).collect();
    let cells: Vec<String> = cells.iter().map(|(_, cell)| (*cell).to_owned()).collect();
    let plan = TablePlan::new(&POLICY, &headers, |_| Renamed::Unmentioned);
    assert!(plan.unused().is_empty(), "unused: {:?}", plan.unused());
    plan.read(&cells, as_of())
}

fn json(text: &str) -> Reading {
    read_json(&POLICY, text, as_of())
}

fn told(reading: &Reading) -> Vec<(&str, &str)> {
    reading.faults.iter().map(|fault| (fault.path(), fault.code().id())).collect()
}
