//! The core's errors as the package's exceptions: each with path, code, clause, and its message in both languages.

use chrono::NaiveDate;
use hutong::policy::PolicyError;
use hutong::{Fault, FaultDescription};
use hutong_arrow::ColumnsError;
use pyo3::prelude::*;
use pyo3::types::PyString;
use serde_json::{Value, json};

/// Raises an exception of the package: its class by name, and what it tells as JSON.
pub(crate) fn raise(py: Python<'_>, class: &str, told: &Value) -> PyErr {
    let made =
        py.import("hutong._errors").and_then(|module| module.getattr(class)?.call1((told.to_string(),)));
    match made {
        Ok(exception) => PyErr::from_value(exception),
        Err(error) => error,
    }
}

/// A fault of a record, with the clause that needs the field.
pub(crate) fn told(fault: &Fault) -> Value {
    let mut told = serde_json::to_value(FaultDescription::from(fault)).unwrap_or_default();
    told["clause"] = fault.clause().into();
    told
}

pub(crate) fn policy_error(py: Python<'_>, error: &PolicyError) -> PyErr {
    let faults: Vec<Value> =
        error.faults.iter().filter_map(|fault| serde_json::to_value(fault).ok()).collect();
    raise(py, "PolicyError", &json!({ "faults": faults }))
}

pub(crate) fn table_error(py: Python<'_>, error: &ColumnsError) -> PyErr {
    let (code, path, zh, en) = (error.code(), error.path(), error.zh(), error.to_string());
    raise(py, "TableError", &json!({ "code": code, "path": path, "zh": zh, "en": en }))
}

/// A day: a `datetime.date`, or text such as `2026-11-01`.
pub(crate) fn day(value: &Bound<'_, PyAny>, path: &str) -> PyResult<NaiveDate> {
    let day = match value.cast::<PyString>() {
        Ok(text) => text.to_str()?.parse().ok(),
        Err(_) => {
            let part = |name: &str| value.getattr(name).and_then(|part| part.extract::<i32>());
            match (part("year"), part("month"), part("day")) {
                (Ok(year), Ok(month), Ok(day)) => {
                    let part = |number: i32| u32::try_from(number).ok();
                    part(month)
                        .zip(part(day))
                        .and_then(|(month, day)| NaiveDate::from_ymd_opt(year, month, day))
                }
                _ => None,
            }
        }
    };
    day.ok_or_else(|| {
        let told = json!({
            "code": "not-a-date",
            "path": path,
            "zh": "不是日期；请给 datetime.date，或写成 2026-11-01",
            "en": "is not a day; give a datetime.date, or text such as 2026-11-01",
        });
        raise(value.py(), "HutongError", &told)
    })
}
