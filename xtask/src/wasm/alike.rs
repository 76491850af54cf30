//! What Rust, Node and Chromium must answer alike, byte for byte: every record of the case files and many drawn ones, a
//! line each, and for each the digest of what Rust answers.

use crate::run;
use hutong::{Detail, Policy, Scratch, read_json};
use hutong_tests::records;
use serde_json::{Map, Value, json};
use std::borrow::Cow;
use std::fmt::Write as _;
use std::path::Path;

/// The numbers that records are drawn from; the same ones each time.
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> u32 {
        // The generator of Knuth's MMIX; its upper half is good enough to draw records.
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        u32::try_from(self.0 >> 32).unwrap_or_default()
    }

    fn row(&mut self, length: usize) -> Vec<u32> {
        (0..length).map(|_| self.next()).collect()
    }
}

/// A line of the file: a record, its day and the readings decided otherwise.
struct Line {
    record: Value,
    as_of: String,
    readings: Map<String, Value>,
}

/// Writes the records and what Rust answers to a folder.
pub(crate) fn write(folder: &Path, drawn: usize) -> Result<(), String> {
    let mut lines = Vec::new();
    for case in hutong_tests::cases()? {
        let record = case.record.iter().map(|(path, value)| (path.clone(), Value::from(value.as_str())));
        let readings = case.readings.iter().map(|(id, chosen)| (id.clone(), Value::from(chosen.as_str())));
        let record = Value::Object(record.collect());
        lines.push(Line { record, as_of: case.as_of.to_string(), readings: readings.collect() });
    }
    let cases = lines.len();
    let mut numbers = Numbers(20_240_621);
    for _ in 0..drawn {
        let child = records::whole(&numbers.row(records::numbers()));
        let child = records::forget(child, &numbers.row(records::numbers()));
        let record = serde_json::to_value(&child).map_err(|error| error.to_string())?;
        let as_of = records::as_of().to_string();
        lines.push(Line { record, as_of, readings: Map::new() });
    }
    let plain = Policy::builtin(records::POLICY).map_err(|error| error.to_string())?;
    let (mut text, mut digests, mut scratch) = (String::new(), String::new(), Scratch::default());
    for Line { record, as_of, readings } in &lines {
        let _ = writeln!(text, "{}", json!({ "record": record, "asOf": as_of, "readings": readings }));
        let mut policy = Cow::Borrowed(&plain);
        for (reading, chosen) in readings {
            let chosen = chosen.as_str().unwrap_or_default();
            policy = Cow::Owned(policy.with_reading(reading, chosen).map_err(|error| error.to_string())?);
        }
        let _ = writeln!(digests, "{}", digest(&answer(&policy, record, as_of, &mut scratch)?));
    }
    println!("{cases} records of cases and {drawn} drawn ones: {}", digest(&digests));
    run::write(&folder.join("records.jsonl"), &text)?;
    run::write(&folder.join("digests.txt"), &digests)
}

/// What Rust answers for a record, a line each: an assessment with everything, the faults, what lies ahead.
fn answer(policy: &Policy, record: &Value, as_of: &str, scratch: &mut Scratch) -> Result<String, String> {
    let as_of = as_of.parse().map_err(|error| format!("{as_of}: {error}"))?;
    let reading = read_json(policy, &record.to_string(), as_of);
    let assessor = policy.at(as_of);
    let everything = assessor.assess_in(&reading.child, Detail::Everything, scratch).to_json();
    let faults = reading.faults.iter().map(|fault| {
        let mut told = serde_json::to_value(fault).unwrap_or_default();
        told["clause"] = fault.clause().into();
        told
    });
    let faults = faults.collect::<Value>();
    // What lies ahead of a record that is rejected is not told anywhere.
    let ahead = if reading.is_rejected() {
        String::new()
    } else {
        assessor.forecast_in(&reading.child, None, scratch).to_json()
    };
    Ok(format!("{everything}\n{faults}\n{ahead}\n"))
}

fn digest(text: &str) -> String {
    use sha2::{Digest, Sha256};
    Sha256::digest(text).iter().fold(String::new(), |mut digits, byte| {
        let _ = write!(digits, "{byte:02x}");
        digits
    })
}
