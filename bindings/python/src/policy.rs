//! Policies in Python: built in, from a file, from text or a dict, and with a reading decided otherwise.

use crate::fault::{policy_error, raise};
use hutong::policy::PolicyError;
use hutong::vocabulary::columns;
use pyo3::prelude::*;
use pyo3::types::PyType;
use serde_json::{Value, json};
use std::path::PathBuf;
use std::sync::Arc;

/// A policy, checked and compiled.
///
/// Nothing in it changes: share it between threads, pickle it, send it to workers.
#[pyclass(frozen, module = "hutong")]
#[derive(Debug)]
pub(crate) struct Policy {
    pub(crate) inner: Arc<hutong::Policy>,
}

fn made(py: Python<'_>, made: Result<hutong::Policy, PolicyError>) -> PyResult<Policy> {
    made.map(|policy| Policy { inner: Arc::new(policy) }).map_err(|error| policy_error(py, &error))
}

/// JSON as Python's own values.
fn loads<'py>(py: Python<'py>, json: &str) -> PyResult<Bound<'py, PyAny>> {
    py.import("json")?.call_method1("loads", (json,))
}

#[pymethods]
impl Policy {
    /// A policy that comes with the library, by its id.
    ///
    /// Raises HutongError where none has this id.
    #[staticmethod]
    fn builtin(py: Python<'_>, id: &str) -> PyResult<Policy> {
        let policy = py.detach(|| hutong::Policy::builtin(id));
        policy.map(|policy| Policy { inner: Arc::new(policy) }).map_err(|error| {
            let known: Vec<&str> = hutong::Policy::builtin_ids().collect();
            let zh = format!("没有内置政策“{id}”；可用：{}", known.join("、"));
            let told =
                json!({ "code": "unknown-policy", "path": "policy", "zh": zh, "en": error.to_string() });
            raise(py, "HutongError", &told)
        })
    }

    /// The ids of the policies that come with the library.
    #[staticmethod]
    fn builtin_ids() -> Vec<&'static str> {
        hutong::Policy::builtin_ids().collect()
    }

    /// A policy from the text of a TOML file.
    ///
    /// Raises PolicyError with every fault of the file.
    #[staticmethod]
    fn from_toml(py: Python<'_>, text: &str) -> PyResult<Policy> {
        made(py, py.detach(|| hutong::Policy::from_toml(text)))
    }

    /// A policy from JSON text with the same fields as the TOML.
    ///
    /// Raises PolicyError with every fault.
    #[staticmethod]
    fn from_json(py: Python<'_>, text: &str) -> PyResult<Policy> {
        made(py, py.detach(|| hutong::Policy::from_json(text)))
    }

    /// A policy from a TOML file, or from a JSON file whose name ends in `.json`.
    ///
    /// Raises OSError where the file cannot be read, PolicyError with every fault of the file.
    #[staticmethod]
    #[expect(clippy::needless_pass_by_value, reason = "a path is made anew from what Python gives")]
    fn from_file(py: Python<'_>, path: PathBuf) -> PyResult<Policy> {
        let text = std::fs::read_to_string(&path)?;
        let is_json = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("json"));
        if is_json { Policy::from_json(py, &text) } else { Policy::from_toml(py, &text) }
    }

    /// A policy from a dict with the same fields as the TOML, such as `policy.to_dict()` with changes.
    ///
    /// Raises PolicyError with every fault.
    #[staticmethod]
    fn from_dict(py: Python<'_>, entries: &Bound<'_, PyAny>) -> PyResult<Policy> {
        let text: String = py.import("json")?.call_method1("dumps", (entries,))?.extract()?;
        Policy::from_json(py, &text)
    }

    /// The same policy with one reading decided otherwise.
    ///
    /// Raises PolicyError for an unknown reading or alternative.
    fn with_reading(&self, py: Python<'_>, reading: &str, chosen: &str) -> PyResult<Policy> {
        made(py, py.detach(|| self.inner.with_reading(reading, chosen)))
    }

    /// The same policy with some of its entries changed: what would be if.
    ///
    /// `changes` is from a place to its new value; a place is a path of keys and ids, as in
    /// `{"trigger/suspected-member/level": "yellow"}` or `{"version": "1.0.0-draft"}`. The result is checked as a file is.
    ///
    /// Raises HutongError for a place that the policy does not have, PolicyError with every fault of the result.
    fn replace(&self, py: Python<'_>, changes: &Bound<'_, PyAny>) -> PyResult<Policy> {
        let text: String = py.import("json")?.call_method1("dumps", (changes,))?.extract()?;
        let changes: serde_json::Map<String, Value> = serde_json::from_str(&text).unwrap_or_default();
        let mut entries = serde_json::to_value(self.inner.source()).unwrap_or_default();
        for (path, value) in changes {
            let place = place_of(&mut entries, &path).ok_or_else(|| {
                let zh = "政策里没有这个位置；写成“种类/编号/字段”，例如 trigger/…/level";
                let en = "is no place of the policy; write kind/id/field, such as trigger/…/level";
                raise(
                    py,
                    "HutongError",
                    &json!({ "code": "unknown-place", "path": path, "zh": zh, "en": en }),
                )
            })?;
            *place = value;
        }
        Policy::from_json(py, &entries.to_string())
    }

    /// The id.
    #[getter]
    fn id(&self) -> &str {
        &self.inner.source().id
    }

    /// The version of the file.
    #[getter]
    fn version(&self) -> &str {
        &self.inner.source().version
    }

    /// SHA-256 of what the policy says, in hexadecimal; comments and layout do not count.
    #[getter]
    fn hash(&self) -> &str {
        self.inner.hash()
    }

    /// The readings in force: from a reading's id to the alternative chosen.
    #[getter]
    fn readings<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let source = self.inner.source();
        let chosen =
            source.readings.iter().map(|reading| (reading.id.clone(), Value::from(&*reading.chosen)));
        loads(py, &Value::Object(chosen.collect()).to_string())
    }

    /// What is doubtful in the policy, though it can be used.
    #[getter]
    fn warnings<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        loads(py, &serde_json::to_string(self.inner.warnings()).unwrap_or_default())
    }

    /// The entries of the file as a dict.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        loads(py, &self.json())
    }

    fn __repr__(&self) -> String {
        let source = self.inner.source();
        format!("<hutong.Policy {} {} {}>", source.id, source.version, source.document.number)
    }

    fn __eq__(&self, other: &Bound<'_, PyAny>) -> bool {
        other.cast::<Policy>().is_ok_and(|other| other.get().inner.hash() == self.inner.hash())
    }

    fn __hash__(&self) -> u64 {
        self.inner.hash().get(..16).and_then(|digits| u64::from_str_radix(digits, 16).ok()).unwrap_or(0)
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<(Bound<'py, PyAny>, (String,))> {
        Ok((PyType::new::<Policy>(py).getattr("from_json")?, (self.json(),)))
    }
}

/// A place within entries: in a list by the id of an entry, in an entry by the name of a field that it has.
fn place_of<'e>(entries: &'e mut Value, path: &str) -> Option<&'e mut Value> {
    path.split('/').try_fold(entries, |entries, part| match entries {
        Value::Object(fields) => fields.get_mut(part),
        Value::Array(list) => list.iter_mut().find(|entry| entry["id"] == part),
        _ => None,
    })
}

impl Policy {
    fn json(&self) -> String {
        serde_json::to_string(self.inner.source()).unwrap_or_default()
    }
}

/// The columns of the vocabulary as JSON: path, labels, clause, kind, values.
#[pyfunction]
pub(crate) fn columns_json() -> String {
    let columns = columns().iter().map(|column| {
        let values: Vec<&str> = column.values.iter().map(|value| value.id).collect();
        json!({
            "path": column.path,
            "zh": column.zh,
            "en": column.en,
            "clause": column.cite,
            "kind": column.kind,
            "values": values,
        })
    });
    columns.collect::<Value>().to_string()
}
