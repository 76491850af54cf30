//! A case of the visit ledger as it stands in a file, and what a ledger says in the same words.

use chrono::NaiveDate;
use hutong::history::History;
use hutong_tests::{Record, base_record};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;

/// One case: a history on a day, and what the ledger must say about it.
#[derive(Clone, Debug)]
pub(crate) struct Case {
    pub(crate) policy: String,
    pub(crate) as_of: NaiveDate,
    pub(crate) written: WrittenCase,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CaseFile {
    policy: String,
    as_of: NaiveDate,
    case: Vec<WrittenCase>,
}

/// A case as it is written.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct WrittenCase {
    pub(crate) name: String,
    as_of: Option<NaiveDate>,
    #[serde(default)]
    pub(crate) readings: BTreeMap<String, String>,
    /// `calendar` or `rolling`: asked for, whatever the policy reads.
    pub(crate) view: Option<String>,
    #[serde(default)]
    levels: Vec<Value>,
    #[serde(default)]
    contacts: Vec<Value>,
    #[serde(default)]
    pauses: Vec<Value>,
    child: Option<ChildRecord>,
    #[serde(default)]
    pub(crate) rejected: Vec<String>,
    pub(crate) doubts: Option<Vec<String>>,
    #[serde(default)]
    pub(crate) expect: Vec<ExpectDuty>,
    #[serde(default)]
    pub(crate) without: Vec<String>,
    #[serde(rename = "most-urgent")]
    pub(crate) most_urgent: Option<String>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ChildRecord {
    base: String,
    #[serde(default)]
    change: Record,
}

/// What a case expects of one duty. What it does not name is not checked.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct ExpectDuty {
    pub(crate) duty: String,
    /// Tells two stretches of one duty apart.
    pub(crate) from: Option<String>,
    until: Option<String>,
    level: Option<String>,
    answer: Option<String>,
    run: Option<String>,
    pub(crate) state: Option<String>,
    next_due: Option<String>,
    days_overdue: Option<u64>,
    last_done: Option<String>,
    pub(crate) notes: Option<Vec<String>>,
    pub(crate) windows: Option<Vec<String>>,
    /// The state on other days, with the same history.
    #[serde(default)]
    pub(crate) days: BTreeMap<NaiveDate, String>,
}

impl WrittenCase {
    pub(crate) fn history(&self) -> Result<History, String> {
        let history =
            serde_json::json!({ "levels": self.levels, "contacts": self.contacts, "pauses": self.pauses });
        serde_json::from_value(history).map_err(|error| format!("“{}”: {error}", self.name))
    }

    /// The child's record, where the ledger is to be joined with an assessment of it.
    pub(crate) fn record(&self, policy: &str) -> Result<Option<Record>, String> {
        let Some(child) = &self.child else { return Ok(None) };
        let mut record = base_record(policy, &child.base)?;
        record.extend(child.change.clone());
        Ok(Some(record))
    }
}

impl ExpectDuty {
    /// What differs in a ledger's duty from what is expected.
    pub(crate) fn differences(&self, duty: &Value) -> Vec<String> {
        let said = |field: &str| text(duty, field);
        let days = self.days_overdue.map(|days| days.to_string());
        let plain = [
            ("level", &self.level, said("level")),
            ("answer", &self.answer, said("answer")),
            ("run", &self.run, said("windows_run")),
            ("until", &self.until, said("until")),
            ("state", &self.state, said("state")),
            ("next-due", &self.next_due, said("next_due")),
            ("days-overdue", &days, said("days_overdue")),
            ("last-done", &self.last_done, said("last_done")),
        ];
        let mut differences: Vec<String> = plain
            .into_iter()
            .filter_map(|(field, wanted, said)| {
                let wanted = wanted.as_ref().filter(|wanted| **wanted != said)?;
                Some(format!("{field}: expected {wanted}, got {said}"))
            })
            .collect();
        let lists = [("notes", &self.notes, notes(duty)), ("windows", &self.windows, windows(duty))];
        differences.extend(lists.into_iter().filter_map(|(field, wanted, said)| {
            let wanted = wanted.as_ref().filter(|wanted| **wanted != said)?;
            Some(format!("{field}: expected\n    {wanted:#?}\n  got {said:#?}"))
        }));
        differences
    }
}

/// A field in words: `none` where it is left out.
pub(crate) fn text(value: &Value, field: &str) -> String {
    match &value[field] {
        Value::Null => "none".to_owned(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// The state in words, with the days if it is overdue.
pub(crate) fn state(duty: &Value) -> String {
    match text(duty, "state").as_str() {
        "overdue" => format!("overdue {}", text(duty, "days_overdue")),
        state => state.to_owned(),
    }
}

fn notes(duty: &Value) -> Vec<String> {
    let notes = duty["notes"].as_array().into_iter().flatten();
    notes.filter_map(|note| note.as_str().map(str::to_owned)).collect()
}

/// Each window in one line: `from..due state day (pause)`.
fn windows(duty: &Value) -> Vec<String> {
    let line = |window: &Value| {
        let given = |field: &str| window[field].as_str();
        let mut line =
            format!("{}..{} {}", text(window, "from"), given("due").unwrap_or(""), text(window, "state"));
        if let Some(day) = given("done_on") {
            line += if given("state") == Some("missed") { ", made good " } else { " " };
            line += day;
        }
        if let Some(reason) = given("pause") {
            line.push_str(" (");
            line.push_str(reason);
            line.push(')');
        }
        line
    };
    duty["windows"].as_array().into_iter().flatten().map(line).collect()
}

/// Every case of every policy.
///
/// Errors: a sentence for whoever edits the case files.
pub(crate) fn cases() -> Result<Vec<Case>, String> {
    let mut cases: Vec<Case> = Vec::new();
    for policy in hutong::Policy::builtin_ids() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases").join(policy).join("visits");
        let Ok(entries) = std::fs::read_dir(&folder) else { continue };
        let mut paths: Vec<_> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
        paths.sort();
        for path in paths {
            let file: CaseFile = read(&path)?;
            for written in file.case {
                if cases.iter().any(|case| case.written.name == written.name) {
                    return Err(format!("{}: two cases are called “{}”", path.display(), written.name));
                }
                let as_of = written.as_of.unwrap_or(file.as_of);
                cases.push(Case { policy: file.policy.clone(), as_of, written });
            }
        }
    }
    Ok(cases)
}

fn read<T: DeserializeOwned>(path: &Path) -> Result<T, String> {
    let text = std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    toml::from_str(&text).map_err(|error| format!("{}: {error}", path.display()))
}
