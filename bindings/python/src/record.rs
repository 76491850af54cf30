//! One record, or a list of them: JSON in, JSON out, as the core writes it.

use crate::answers::{Answers, Source};
use crate::fault::{day, raise, table_error, told};
use crate::policy::Policy;
use chrono::NaiveDate;
use hutong::{Detail, Reading, Scratch, handbook, read_json};
use hutong_arrow::{Layout, assess_readings};
use pyo3::prelude::*;
use serde_json::{Value, json};
use std::sync::Arc;

/// Reads a record, or raises RecordError with every fault and with what can be said of the rest.
fn read(
    py: Python<'_>,
    policy: &hutong::Policy,
    text: &str,
    as_of: NaiveDate,
    detail: Detail,
) -> PyResult<Reading> {
    let reading = py.detach(|| read_json(policy, text, as_of));
    if reading.is_rejected() { Err(rejected(py, policy, &reading, as_of, detail)) } else { Ok(reading) }
}

/// How much is told of a child.
fn detail(everything: bool) -> Detail {
    if everything { Detail::Everything } else { Detail::Reasons }
}

/// RecordError: the faults, and the assessment of what could be read.
pub(crate) fn rejected(
    py: Python<'_>,
    policy: &hutong::Policy,
    reading: &Reading,
    as_of: NaiveDate,
    detail: Detail,
) -> PyErr {
    let faults: Vec<Value> = reading.faults.iter().map(told).collect();
    let assessment = policy.at(as_of).assess_in(&reading.child, detail, &mut Scratch::default());
    let assessment: Value = serde_json::from_str(&assessment.to_json()).unwrap_or_default();
    raise(py, "RecordError", &json!({ "faults": faults, "assessment": assessment }))
}

/// What a policy says of a record, as JSON.
#[pyfunction]
pub(crate) fn assess_record(
    py: Python<'_>,
    policy: &Policy,
    text: &str,
    as_of: &Bound<'_, PyAny>,
    everything: bool,
) -> PyResult<String> {
    let as_of = day(as_of, "as_of")?;
    let reading = read(py, &policy.inner, text, as_of, detail(everything))?;
    Ok(py.detach(|| {
        policy
            .inner
            .at(as_of)
            .assess_in(&reading.child, detail(everything), &mut Scratch::default())
            .to_json()
    }))
}

/// What a policy says of many records, in columns.
#[pyfunction]
#[expect(clippy::needless_pass_by_value, reason = "a list of Python's strings is made anew")]
pub(crate) fn assess_records(
    py: Python<'_>,
    policy: &Policy,
    texts: Vec<String>,
    as_of: &Bound<'_, PyAny>,
    flags: bool,
) -> PyResult<Answers> {
    let as_of = day(as_of, "as_of")?;
    let layout = if flags { Layout::Flags } else { Layout::Lists };
    let inner = Arc::clone(&policy.inner);
    let (readings, assessed) = py.detach(|| {
        let readings: Vec<Reading> = texts.iter().map(|text| read_json(&inner, text, as_of)).collect();
        let assessed = assess_readings(&readings, &inner.at(as_of), layout);
        (readings, assessed)
    });
    let assessed = assessed.map_err(|error| table_error(py, &error))?;
    Ok(Answers::new(inner, as_of, vec![assessed], Source::Readings(readings), Vec::new(), Vec::new()))
}

/// Every fault of a record, as JSON.
#[pyfunction]
pub(crate) fn validate(
    py: Python<'_>,
    policy: &Policy,
    text: &str,
    as_of: &Bound<'_, PyAny>,
) -> PyResult<String> {
    let as_of = day(as_of, "as_of")?;
    let reading = py.detach(|| read_json(&policy.inner, text, as_of));
    Ok(reading.faults.iter().map(told).collect::<Value>().to_string())
}

/// The missing facts of a record, the most telling first, as JSON.
#[pyfunction]
pub(crate) fn ask(py: Python<'_>, policy: &Policy, text: &str, as_of: &Bound<'_, PyAny>) -> PyResult<String> {
    let as_of = day(as_of, "as_of")?;
    let reading = read(py, &policy.inner, text, as_of, Detail::Reasons)?;
    Ok(py.detach(|| {
        let assessment = policy.inner.at(as_of).assess_fully(&reading.child);
        serde_json::to_string(assessment.ask()).unwrap_or_default()
    }))
}

/// What changes for a record with no new fact, as JSON.
#[pyfunction]
#[pyo3(signature = (policy, text, as_of, until))]
pub(crate) fn forecast(
    py: Python<'_>,
    policy: &Policy,
    text: &str,
    as_of: &Bound<'_, PyAny>,
    until: Option<&Bound<'_, PyAny>>,
) -> PyResult<String> {
    let as_of = day(as_of, "as_of")?;
    let until = until.map(|until| day(until, "until")).transpose()?;
    let reading = read(py, &policy.inner, text, as_of, Detail::Reasons)?;
    Ok(py.detach(|| {
        policy.inner.at(as_of).forecast_in(&reading.child, until, &mut Scratch::default()).to_json()
    }))
}

/// The entries of a policy with a name, as JSON.
#[pyfunction]
pub(crate) fn rules(py: Python<'_>, policy: &Policy, name: &str) -> String {
    py.detach(|| serde_json::to_string(&handbook::rules(&policy.inner, name)).unwrap_or_default())
}
