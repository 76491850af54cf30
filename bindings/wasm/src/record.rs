//! One record on one day: what the policy says of it, what is wrong with it, what to ask, what lies ahead.

use crate::fault::{day, list, rejected};
use crate::policy::Policy;
use chrono::NaiveDate;
use hutong::{Assessment, Detail, Reading, Scratch, Severity, read_json};
use wasm_bindgen::prelude::wasm_bindgen;

fn assessed<'p>(policy: &'p Policy, reading: &Reading, as_of: NaiveDate, detail: Detail) -> Assessment<'p> {
    policy.inner.at(as_of).assess_in(&reading.child, detail, &mut Scratch::default())
}

/// The record, or an error with every fault and with what can be said of the rest.
pub(crate) fn read(policy: &Policy, text: &str, as_of: NaiveDate, detail: Detail) -> Result<Reading, String> {
    let reading = read_json(&policy.inner, text, as_of);
    if reading.is_rejected() {
        let assessment = assessed(policy, &reading, as_of, detail).to_json();
        return Err(rejected(&list(&reading.faults), "assessment", &assessment));
    }
    Ok(reading)
}

/// What a policy says of a record.
#[wasm_bindgen]
pub fn assess(policy: &Policy, text: &str, as_of: &str, everything: bool) -> Result<String, String> {
    let detail = if everything { Detail::Everything } else { Detail::Reasons };
    let as_of = day(as_of, "asOf")?;
    let reading = read(policy, text, as_of, detail)?;
    Ok(assessed(policy, &reading, as_of, detail).to_json())
}

/// Every fault of a record.
#[wasm_bindgen]
pub fn validate(policy: &Policy, text: &str, as_of: &str) -> Result<String, String> {
    Ok(list(&read_json(&policy.inner, text, day(as_of, "asOf")?).faults))
}

/// The missing facts of a record, the most telling first.
#[wasm_bindgen]
pub fn ask(policy: &Policy, text: &str, as_of: &str) -> Result<String, String> {
    let as_of = day(as_of, "asOf")?;
    let reading = read(policy, text, as_of, Detail::Reasons)?;
    let assessment = assessed(policy, &reading, as_of, Detail::Questions);
    Ok(serde_json::to_string(assessment.ask()).unwrap_or_default())
}

/// What changes for a record with no new fact.
#[wasm_bindgen]
pub fn forecast(
    policy: &Policy,
    text: &str,
    as_of: &str,
    #[wasm_bindgen(js_name = until)] until: Option<String>,
) -> Result<String, String> {
    let as_of = day(as_of, "asOf")?;
    let until = until.map(|until| day(&until, "until")).transpose()?;
    let reading = read(policy, text, as_of, Detail::Reasons)?;
    Ok(policy.inner.at(as_of).forecast_in(&reading.child, until, &mut Scratch::default()).to_json())
}

/// Assesses, validates and asks at once, whatever stands in the record: the readable part is answered.
#[wasm_bindgen]
pub fn review(policy: &Policy, text: &str, as_of: &str) -> Result<String, String> {
    let as_of = day(as_of, "asOf")?;
    let reading = read_json(&policy.inner, text, as_of);
    let assessment = assessed(policy, &reading, as_of, Detail::Questions);
    let of = |severity| list(reading.faults.iter().filter(|fault| fault.severity() == severity));
    let reports_danger = assessment.reports_danger();
    Ok(format!(
        r#"{{"assessment":{},"errors":{},"warnings":{},"reportsDanger":{reports_danger},"mayBeSaved":{}}}"#,
        assessment.to_json(),
        of(Severity::Error),
        of(Severity::Warning),
        reports_danger || !reading.is_rejected(),
    ))
}
