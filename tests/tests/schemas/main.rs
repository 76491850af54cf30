//! The published JSON Schemas, held against what is really written and read: frozen assessments, every child of the
//! case files, the policies. A validator of another maker decides, as it would for a user of the schemas.

mod kinds;
mod refused;

use hutong::form::FormHead;
use hutong::{Policy, Scratch};
use hutong_tests::{cases, child};
use jsonschema::Validator;
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

fn workspace(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path)
}

fn json(path: &Path) -> Value {
    let text = std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// A published schema: `child`, `assessment` or `policy`.
fn published(name: &str) -> Value {
    json(&workspace(&format!("schemas/{name}.schema.json")))
}

fn validator(schema: &Value) -> Validator {
    jsonschema::options()
        .should_validate_formats(true)
        .build(schema)
        .unwrap_or_else(|error| panic!("not a schema: {error}"))
}

/// Fails with every place where the schema refuses the value.
#[track_caller]
fn accepts(validator: &Validator, value: &Value, what: &str) {
    let errors: Vec<String> =
        validator.iter_errors(value).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert!(errors.is_empty(), "{what}:\n{}", errors.join("\n"));
}

/// Every frozen assessment, with the name of its file.
fn frozen() -> Vec<(String, Value)> {
    let folder = workspace("tests/fixtures/assessments");
    let entries = std::fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("a file of the folder").path()).collect();
    paths.sort();
    paths.iter().map(|path| (path.display().to_string(), json(path))).collect()
}

#[test]
fn a_published_schema_is_the_one_that_the_types_give() {
    for (name, schema) in hutong::schema::all() {
        let published = json(&workspace(&format!("schemas/{name}")));
        assert_eq!(published, schema.to_value(), "schemas/{name}: run `cargo xtask generate`");
    }
}

#[test]
fn every_frozen_assessment_is_as_the_schema_says() {
    let validator = validator(&published("assessment"));
    let frozen = frozen();
    assert!(!frozen.is_empty());
    for (name, assessment) in frozen {
        accepts(&validator, &assessment, &name);
    }
}

#[test]
fn every_child_of_the_cases_and_its_assessment_are_as_the_schemas_say() {
    let (children, assessments) = (validator(&published("child")), validator(&published("assessment")));
    let policy = Policy::builtin("puning-2024").unwrap();
    let cases = cases().unwrap_or_else(|error| panic!("{error}"));
    assert!(cases.len() > 100);
    for case in cases.iter().filter(|case| case.policy == "puning-2024") {
        let child = child(&case.record).unwrap();
        accepts(&children, &serde_json::to_value(&child).unwrap(), &case.name);
        let assessment = policy.at(case.as_of).assess_fully(&child);
        accepts(&assessments, &serde_json::to_value(&assessment).unwrap(), &case.name);
    }
}

#[test]
fn the_count_table_of_the_cases_is_as_the_schema_says() {
    let validator = validator(&published("form"));
    let cases = cases().unwrap_or_else(|error| panic!("{error}"));
    for reading in ["one-row", "every-row"] {
        let policy = Policy::builtin("puning-2024").unwrap();
        let policy = policy.with_reading("rows-of-a-child", reading).unwrap();
        let day = "2026-11-01".parse().unwrap();
        let (mut table, mut keys) = (policy.form_table(day).unwrap(), BTreeMap::new());
        for case in cases.iter().filter(|case| case.policy == "puning-2024") {
            let child = child(&case.record).unwrap();
            let placement = policy.at(day).place_on_form(&child, &mut Scratch::default()).unwrap();
            table.add(&placement);
            for cell in placement.cells() {
                keys.entry(*cell).or_insert_with(Vec::new).push(case.name.clone());
            }
        }
        let head =
            FormHead { year: 2026, unit: Some("made up".into()), date: Some(day), ..FormHead::default() };
        let document: Value = serde_json::from_str(&table.document(head, &keys).to_json()).unwrap();
        accepts(&validator, &document, reading);
        assert!(document["undetermined"].as_array().is_some_and(|lines| !lines.is_empty()));
    }
}

#[test]
fn every_telling_child_is_as_the_schema_says_once_it_is_read() {
    let validator = validator(&published("child"));
    let policy = Policy::builtin("puning-2024").unwrap();
    let records = std::fs::read_to_string(workspace("examples/data/telling.jsonl")).unwrap();
    for line in records.lines() {
        let child = hutong::read_json(&policy, line, "2026-11-01".parse().unwrap()).child;
        accepts(&validator, &serde_json::to_value(&child).unwrap(), child.key.as_str().unwrap_or_default());
    }
}

#[test]
fn every_policy_is_as_the_schema_says_as_toml_and_as_json() {
    let validator = validator(&published("policy"));
    for id in Policy::builtin_ids() {
        let text = Policy::builtin_text(id).unwrap();
        let as_toml: Value = toml::from_str(text).unwrap();
        accepts(&validator, &as_toml, id);
        let policy = Policy::builtin(id).unwrap();
        accepts(&validator, &serde_json::to_value(policy.source()).unwrap(), id);
    }
}
