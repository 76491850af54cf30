//! Policies: built in, from text, and with a reading decided otherwise; what they are called and what they say.

use crate::fault::{error, refused};
use hutong::handbook::{self, Cases};
use hutong::policy::PolicyError;
use hutong::vocabulary::{self, Column};
use serde_json::{Value, json};
use wasm_bindgen::prelude::wasm_bindgen;

/// A policy, checked and compiled. Nothing in it changes.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Policy {
    pub(crate) inner: hutong::Policy,
}

fn made(made: Result<hutong::Policy, PolicyError>) -> Result<Policy, String> {
    made.map(|inner| Policy { inner }).map_err(|error| refused(&error))
}

#[wasm_bindgen]
impl Policy {
    /// A policy that comes with the library, by its id.
    pub fn builtin(id: &str) -> Result<Policy, String> {
        hutong::Policy::builtin(id).map(|inner| Policy { inner }).map_err(|unknown| {
            let known: Vec<&str> = hutong::Policy::builtin_ids().collect();
            let zh = format!("没有这个内置政策；可用：{}", known.join("、"));
            let told =
                json!({ "code": "unknown-policy", "path": "policy", "zh": zh, "en": unknown.to_string() });
            error("HutongError", &told)
        })
    }

    /// The ids of the policies that come with the library, as JSON.
    pub fn builtin_ids() -> String {
        hutong::Policy::builtin_ids().collect::<Value>().to_string()
    }

    /// A policy from the text of a TOML file.
    pub fn from_toml(text: &str) -> Result<Policy, String> {
        made(hutong::Policy::from_toml(text))
    }

    /// A policy from JSON with the same fields.
    pub fn from_json(text: &str) -> Result<Policy, String> {
        made(hutong::Policy::from_json(text))
    }

    /// The same policy with one reading decided otherwise.
    pub fn with_reading(&self, reading: &str, chosen: &str) -> Result<Policy, String> {
        made(self.inner.with_reading(reading, chosen))
    }

    /// Its id, version, hash and readings, as JSON.
    pub fn about(&self) -> String {
        let source = self.inner.source();
        let readings: Value = source
            .readings
            .iter()
            .map(|reading| (reading.id.clone(), Value::from(&*reading.chosen)))
            .collect();
        json!({ "id": source.id, "version": source.version, "hash": self.inner.hash(), "readings": readings })
            .to_string()
    }

    /// The entries of the file, as JSON.
    pub fn entries(&self) -> String {
        serde_json::to_string(self.inner.source()).unwrap_or_default()
    }

    /// Every entry with a name, as JSON.
    pub fn explain(&self, name: &str) -> String {
        serde_json::to_string(&handbook::rules(&self.inner, name)).unwrap_or_default()
    }

    /// The policy as a page to read: a whole HTML document.
    pub fn handbook(&self) -> String {
        handbook::html(&self.inner, &Cases::default())
    }

    /// Every name that [`Policy::explain`] knows, as JSON.
    pub fn names(&self) -> String {
        serde_json::to_string(&handbook::names(&self.inner)).unwrap_or_default()
    }
}

/// Every column of the vocabulary, as JSON.
#[wasm_bindgen]
pub fn columns() -> String {
    vocabulary::columns().iter().map(Column::as_json).collect::<Value>().to_string()
}
