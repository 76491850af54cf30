//! What moved between two assessments: of one record as JSON, of many by rows that belong together.

use crate::answers::Answers;
use crate::fault::{day, raise, told};
use crate::policy::Policy;
use crate::record::rejected;
use chrono::NaiveDate;
use hutong::assessment::Comparison;
use hutong::{Detail, Reading, read_json};
use pyo3::prelude::*;
use serde_json::json;

/// What moved between two records of a child, two policies or two days, as JSON.
#[pyfunction]
#[expect(clippy::needless_pass_by_value, reason = "Python's pairs are made anew")]
pub(crate) fn difference(
    py: Python<'_>,
    policies: (Py<Policy>, Py<Policy>),
    texts: (String, String),
    days: (Bound<'_, PyAny>, Bound<'_, PyAny>),
) -> PyResult<String> {
    let days = [day(&days.0, "as_of")?, day(&days.1, "as_of")?];
    let policies = [&policies.0.get().inner, &policies.1.get().inner];
    let read = |side: usize, text: &str| -> PyResult<Reading> {
        let reading = py.detach(|| read_json(policies[side], text, days[side]));
        if reading.is_rejected() {
            return Err(rejected(py, policies[side], &reading, days[side], Detail::Reasons));
        }
        Ok(reading)
    };
    let (before, after) = (read(0, &texts.0)?, read(1, &texts.1)?);
    Ok(py.detach(|| {
        let (old, new) = (policies[0].at(days[0]), policies[1].at(days[1]));
        old.difference(&before.child, &new, &after.child).to_json()
    }))
}

/// What moved for each pair of rows, as JSON; rows that were rejected are not asked for.
#[pyfunction]
pub(crate) fn differences(
    py: Python<'_>,
    before: &Answers,
    after: &Answers,
    pairs: Vec<(usize, usize)>,
) -> PyResult<Vec<String>> {
    let (old, new) = (before.policy.at(before.as_of), after.policy.at(after.as_of));
    let comparison = py.detach(|| Comparison::new(&old, &new));
    let mut told = Vec::with_capacity(pairs.len());
    for (place, (row_before, row_after)) in pairs.into_iter().enumerate() {
        if place % 1_024 == 0 {
            py.check_signals()?;
        }
        let (one, other) = (before.reading(py, row_before)?, after.reading(py, row_after)?);
        told.push(py.detach(|| comparison.of(&one.child, &other.child).to_json()));
    }
    Ok(told)
}

/// The visit ledger of a child as JSON: what its levels ask for, against what was done.
///
/// Raises RecordError for entries or fields that cannot be used, with the ledger of the rest.
#[pyfunction]
#[pyo3(signature = (policy, history, child, as_of, view))]
pub(crate) fn schedule(
    py: Python<'_>,
    policy: &Policy,
    history: &str,
    child: Option<&str>,
    as_of: &Bound<'_, PyAny>,
    view: Option<&str>,
) -> PyResult<String> {
    let as_of: NaiveDate = day(as_of, "as_of")?;
    let policy = &policy.inner;
    let (ledger, faults) = py.detach(|| {
        let mut read = hutong::history::History::read_json(history);
        let reading = child.map(|text| read_json(policy, text, as_of));
        let mut faults: Vec<serde_json::Value> =
            reading.iter().flat_map(|reading| &reading.faults).map(told).collect();
        faults.extend(read.faults.iter().map(told));
        let scheduler = policy.scheduler(as_of);
        let scheduler = match view {
            Some("calendar") => scheduler.by_calendar(),
            Some("rolling") => scheduler.rolling(),
            _ => scheduler,
        };
        let mut child = reading.map(|reading| reading.child);
        if let Some(child) = &mut child {
            read.history.key = child.key.clone();
            read.history.birth_date = child.birth_date;
            read.history.fill_record(policy, child, as_of);
        }
        let checked = read.check(policy, as_of);
        for entry in &checked.rejected {
            for (path, fault) in entry.faults() {
                let mut fault = told(fault);
                fault["path"] = path.into();
                faults.push(fault);
            }
        }
        let ledger = match child {
            Some(child) => {
                scheduler.ledger_with(&checked.timeline, &policy.at(as_of).assess(&child)).to_json()
            }
            None => scheduler.ledger(&checked.timeline).to_json(),
        };
        (ledger, faults)
    });
    if faults.iter().any(|fault| fault["severity"] == "error") {
        let ledger: serde_json::Value = serde_json::from_str(&ledger).unwrap_or_default();
        return Err(raise(py, "HistoryError", &json!({ "faults": faults, "ledger": ledger })));
    }
    Ok(ledger)
}
