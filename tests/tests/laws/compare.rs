//! Comparing assessments: as JSON, apart from what may differ.

use hutong::assessment::Assessment;
use serde_json::Value;

/// An assessment as JSON with its lists sorted, since the order of a list may follow the order of father and mother or of
/// the policy's entries. The hash of the policy goes too: it is a hash of the file's order as well.
pub(crate) fn canonical(assessment: &Assessment<'_>, exchange_parents: bool) -> Value {
    let mut value: Value = serde_json::from_str(&assessment.to_json()).expect("an assessment is JSON");
    value["policy"]["hash"] = Value::Null;
    sort_lists(&mut value, exchange_parents);
    value
}

fn sort_lists(value: &mut Value, exchange_parents: bool) {
    match value {
        Value::Object(fields) => fields.values_mut().for_each(|field| sort_lists(field, exchange_parents)),
        Value::Array(items) => {
            for item in items.iter_mut() {
                sort_lists(item, exchange_parents);
            }
            items.sort_by_cached_key(Value::to_string);
        }
        Value::String(text) if exchange_parents => {
            let exchanged =
                [("father", "mother"), ("mother", "father")].into_iter().find_map(|(from, to)| {
                    let rest = text.strip_prefix(from)?;
                    (rest.is_empty() || rest.starts_with('.')).then(|| format!("{to}{rest}"))
                });
            *text = exchanged.unwrap_or_else(|| std::mem::take(text));
        }
        _ => {}
    }
}

/// Takes out the facts behind each no.
pub(crate) fn without_facts_of_no(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            if fields.get("answer").is_some_and(|answer| answer == "no") {
                fields.remove("facts");
            }
            fields.values_mut().for_each(without_facts_of_no);
        }
        Value::Array(items) => {
            items.iter_mut().for_each(without_facts_of_no);
            items.sort_by_cached_key(Value::to_string);
        }
        _ => {}
    }
}

/// Takes out which named condition uses a fact.
pub(crate) fn without_names(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            fields.remove("definition");
            fields.values_mut().for_each(without_names);
        }
        Value::Array(items) => {
            items.iter_mut().for_each(without_names);
            items.sort_by_cached_key(Value::to_string);
        }
        _ => {}
    }
}

/// The first place in which two assessments differ.
pub(crate) fn difference(left: &Value, right: &Value) -> Option<String> {
    match (left, right) {
        _ if left == right => None,
        (Value::Object(left), Value::Object(right)) if left.keys().eq(right.keys()) => {
            let mut fields = left.iter().zip(right.values());
            fields.find_map(|((name, left), right)| Some(format!("{name}/{}", difference(left, right)?)))
        }
        (Value::Array(left), Value::Array(right)) if left.len() == right.len() => {
            let mut items = left.iter().zip(right).enumerate();
            items.find_map(|(place, (left, right))| Some(format!("{place}/{}", difference(left, right)?)))
        }
        _ => Some(format!(": {left} ≠ {right}")),
    }
}
