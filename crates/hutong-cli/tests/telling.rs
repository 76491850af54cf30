//! The telling cases of `examples/data`, read and answered by the command, against the table in the README beside
//! them. The table is what visitors read, so it is what is tested: each of its lines, and nothing that it does not say.
#![allow(clippy::unwrap_used, reason = "helpers of tests")]

mod common;

use common::{AS_OF, hutong};
use serde_json::Value;

fn data(name: &str) -> String {
    format!("{}/../../examples/data/{name}", env!("CARGO_MANIFEST_DIR"))
}

fn readme() -> String {
    common::text_of(data("README.md").as_ref())
}

/// One line of the README's table.
struct Line {
    key: String,
    /// The possible levels, the highest first.
    levels: Vec<String>,
    besides: Vec<String>,
}

fn unquoted(text: &str) -> String {
    text.trim().trim_matches('`').to_owned()
}

fn id_of_level(words: &str) -> String {
    words.trim().replace(' ', "-")
}

fn table() -> Vec<Line> {
    let readme = readme();
    let (_, table) = readme.split_once("| key | level | besides | why |\n").unwrap();
    let lines = table.lines().skip(1).take_while(|line| line.starts_with('|'));
    lines
        .map(|line| {
            let cells: Vec<&str> = line.trim_matches('|').split('|').collect();
            let [key, level, besides, _why] = cells[..] else { panic!("not four cells: {line}") };
            Line {
                key: unquoted(key),
                levels: level.split(" or ").map(id_of_level).collect(),
                besides: besides.split(';').map(|part| part.trim().to_owned()).collect(),
            }
        })
        .collect()
}

fn assessed(file: &str, more: &[&str]) -> Vec<Value> {
    let run = hutong(&[&["assess", &data(file), "--full", "--format", "jsonl"], &AS_OF[..], more].concat());
    run.ends(0);
    run.lines()
}

fn words(list: &Value, field: &str) -> Vec<String> {
    let entries = list.as_array().into_iter().flatten();
    entries
        .map(|entry| if field.is_empty() { entry } else { &entry[field] }.as_str().unwrap().to_owned())
        .collect()
}

fn levels(child: &Value) -> Vec<String> {
    words(&child["risk"]["possible"], "")
}

/// The answer of a rule named `kind/id`. A trigger that did not fire stands in `why_not`.
fn answer<'a>(child: &'a Value, rule: &str) -> &'a str {
    let (kind, id) = rule.split_once('/').unwrap_or_else(|| panic!("no rule: {rule}"));
    let list = match kind {
        "category" => "categories".to_owned(),
        "duty" => "duties".to_owned(),
        kind => format!("{kind}s"),
    };
    let listed = child[&list].as_array().unwrap_or_else(|| panic!("no list of rules: {rule}"));
    let others = child["why_not"].as_array().into_iter().flatten().filter(|_| kind == "trigger");
    let found = listed.iter().chain(others).find(|entry| entry["id"] == id);
    found.unwrap_or_else(|| panic!("no answer of {rule}"))["answer"].as_str().unwrap()
}

/// Fails unless the child is as one remark of the table says.
#[track_caller]
fn holds(child: &Value, remark: &str) {
    let key = &child["key"];
    if let Some((what, day)) = remark.split_once(" from ") {
        let forecast = child["forecast"].as_array().into_iter().flatten().find(|entry| entry["on"] == day);
        let forecast = forecast.unwrap_or_else(|| panic!("{key}: nothing changes on {day}"));
        if let Some(rule) = what.strip_prefix("not ")
            && rule.starts_with('`')
        {
            let (_, id) = rule.trim_matches('`').split_once('/').unwrap();
            let mut changes = forecast["changes"].as_array().unwrap().iter();
            assert!(changes.any(|change| change["id"] == id && change["to"] == "no"), "{key}: {remark}");
        } else {
            assert_eq!(words(&forecast["levels"], ""), [id_of_level(what)], "{key}: {remark}");
        }
    } else if let Some(facts) = remark.strip_prefix("missing ") {
        let facts: Vec<String> = facts.split(',').map(unquoted).collect();
        assert_eq!(words(&child["risk"]["missing"], "fact"), facts, "{key}");
    } else if let Some(code) = remark.strip_prefix("warned ") {
        assert!(words(&child["record_warnings"], "code").contains(&unquoted(code)), "{key}: {remark}");
    } else if let Some(level) = remark.strip_prefix("decided ") {
        assert_eq!(child["decision"]["level"], id_of_level(level), "{key}");
    } else if let Some(rule) = remark.strip_prefix("not `") {
        assert_eq!(answer(child, &unquoted(rule)), "no", "{key}: {remark}");
    } else if remark.starts_with('`') {
        assert_eq!(answer(child, &unquoted(remark)), "yes", "{key}: {remark}");
    } else {
        let scope = match remark {
            "outside" => "outside",
            "presumed a child" => "presumed-inside",
            _ => panic!("{key}: the table says what no test understands: {remark}"),
        };
        assert_eq!(child["scope"], scope, "{key}");
    }
}

#[test]
fn every_telling_child_is_answered_as_the_readme_says() {
    let table = table();
    assert_eq!(table.len(), 30);
    for file in ["telling.jsonl", "telling.csv"] {
        let children = assessed(file, &[]);
        let keys: Vec<&str> = children.iter().map(|child| child["key"].as_str().unwrap()).collect();
        let told: Vec<&str> = table.iter().map(|line| line.key.as_str()).collect();
        assert_eq!(keys, told, "{file} and the table have the same children");
        for (line, child) in table.iter().zip(&children) {
            assert_eq!(levels(child), line.levels, "{file}: {}", line.key);
            line.besides.iter().for_each(|remark| holds(child, remark));
        }
    }
}

#[test]
fn the_two_files_hold_the_same_children() {
    let without_row = |file| {
        let mut children = assessed(file, &[]);
        for child in &mut children {
            child.as_object_mut().unwrap().remove("row");
        }
        children
    };
    assert_eq!(without_row("telling.jsonl"), without_row("telling.csv"));
}

#[test]
fn the_children_of_the_other_system_have_the_levels_of_the_cases_that_they_are() {
    let readme = readme();
    let (_, cases) = readme.split_once("are, in this order, the cases").unwrap();
    let (cases, _) = cases.split_once("with the same levels").unwrap();
    let keys: Vec<&str> = cases.split('`').skip(1).step_by(2).collect();
    let children = assessed("other-system.csv", &["--mapping", &data("mapping.toml")]);
    assert_eq!(children.len(), keys.len());
    let table = table();
    for (child, key) in children.iter().zip(keys) {
        let line = table.iter().find(|line| line.key == key).unwrap_or_else(|| panic!("no case {key}"));
        assert_eq!(levels(child), line.levels, "{key}");
    }
}
