//! What needs more than one record: the visit ledger of a history, and the official count table of some children.

use crate::fault::{day, error, list, rejected, told};
use crate::policy::Policy;
use crate::record::read;
use hutong::form::FormHead;
use hutong::history::{History, Rejected};
use hutong::{Detail, Scratch, read_json};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use wasm_bindgen::prelude::wasm_bindgen;

/// The visit ledger of a history; with the child's record, also what an assessment of the day adds.
#[wasm_bindgen]
pub fn schedule(
    policy: &Policy,
    history: &str,
    #[wasm_bindgen(js_name = child)] child: Option<String>,
    as_of: &str,
) -> Result<String, String> {
    let as_of = day(as_of, "asOf")?;
    let told_history = History::read_json(history);
    let checked = told_history.check(&policy.inner, as_of);
    let scheduler = policy.inner.scheduler(as_of);
    let ledger = match child {
        None => scheduler.ledger(&checked.timeline),
        Some(text) => {
            let mut child = read(policy, &text, as_of, Detail::Reasons)?.child;
            told_history.history.fill_record(&policy.inner, &mut child, as_of);
            let assessment = policy.inner.at(as_of).assess(&child);
            scheduler.ledger_with(&checked.timeline, &assessment)
        }
    };
    let mut faults: Vec<Value> = told_history.faults.iter().map(told).collect();
    for (path, fault) in checked.rejected.iter().flat_map(Rejected::faults) {
        let mut told = told(fault);
        told["path"] = path.into();
        faults.push(told);
    }
    let ledger = ledger.to_json();
    if faults.is_empty() {
        return Ok(ledger);
    }
    Err(rejected(&Value::from(faults).to_string(), "ledger", &ledger))
}

/// The official count table of some children, each the text of a record; `head` is the table's head as JSON.
#[wasm_bindgen]
#[expect(clippy::needless_pass_by_value, reason = "a list of JavaScript's strings is made anew")]
pub fn form(policy: &Policy, children: Vec<String>, head: &str, as_of: &str) -> Result<String, String> {
    let as_of = day(as_of, "asOf")?;
    let head: Value = serde_json::from_str(head).unwrap_or_default();
    let text = |name: &str| head[name].as_str().map(str::to_owned);
    let date = text("date").map(|date| day(&date, "date")).transpose()?;
    let year = head["year"].as_i64().and_then(|year| i32::try_from(year).ok()).ok_or_else(|| {
        let told = json!({
            "code": "not-a-number", "path": "year",
            "zh": "请给出年份，如 2026", "en": "give the year of the table, such as 2026",
        });
        error("HutongError", &told)
    })?;
    let head = FormHead {
        year,
        unit: text("unit"),
        filled_by: text("filledBy"),
        date,
        telephone: text("telephone"),
    };
    let assessor = policy.inner.at(as_of);
    let mut table = policy.inner.form_table(as_of).ok_or_else(|| {
        let told = json!({
            "code": "no-form", "path": "policy",
            "zh": "本政策没有统计表", "en": "this policy has no count table",
        });
        error("HutongError", &told)
    })?;
    let (mut scratch, mut rejected) = (Scratch::default(), Vec::new());
    for (row, text) in children.iter().enumerate() {
        let reading = read_json(&policy.inner, text, as_of);
        if reading.is_rejected() {
            let faults = list(&reading.faults);
            rejected.push(format!(r#"{{"row":{row},"faults":{faults}}}"#));
        } else if let Some(placement) = assessor.place_on_form(&reading.child, &mut scratch) {
            table.add(&placement);
        }
    }
    let document = table.document(head, &BTreeMap::new()).to_json();
    Ok(format!(r#"{{"form":{document},"rejected":[{}]}}"#, rejected.join(",")))
}
