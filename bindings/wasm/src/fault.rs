//! What goes wrong, as JSON that the wrapper throws: the class of the error, and what it tells.

use chrono::NaiveDate;
use hutong::policy::PolicyError;
use hutong::{Fault, FaultDescription};
use serde_json::{Value, json};

/// A fault of a record, with the clause that needs the field.
pub(crate) fn told(fault: &Fault) -> Value {
    let mut told = serde_json::to_value(FaultDescription::from(fault)).unwrap_or_default();
    told["clause"] = fault.clause().into();
    told
}

/// Faults as a list.
pub(crate) fn list<'f>(faults: impl IntoIterator<Item = &'f Fault>) -> String {
    faults.into_iter().map(told).collect::<Value>().to_string()
}

/// An error of a class, with its fields.
pub(crate) fn error(class: &str, fields: &Value) -> String {
    json!({ "class": class, "fields": fields }).to_string()
}

/// A record, or a history, with fields that cannot be read: the faults, and under a name the answer for the rest.
pub(crate) fn rejected(faults: &str, name: &str, answer: &str) -> String {
    format!(r#"{{"class":"RecordError","fields":{{"faults":{faults},"{name}":{answer}}}}}"#)
}

pub(crate) fn refused(error: &PolicyError) -> String {
    let faults: Vec<Value> =
        error.faults.iter().filter_map(|fault| serde_json::to_value(fault).ok()).collect();
    self::error("PolicyError", &json!({ "faults": faults }))
}

/// A day such as `2026-11-01`, the argument `name`.
pub(crate) fn day(text: &str, name: &str) -> Result<NaiveDate, String> {
    text.parse().map_err(|_| {
        let told = json!({
            "code": "not-a-date", "path": name,
            "zh": "不是日期；请写成 2026-11-01", "en": "is not a day; write it as 2026-11-01",
        });
        error("HutongError", &told)
    })
}
