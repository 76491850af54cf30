//! Between them the frozen assessments have one of everything that the schema can say: each field, and in each field
//! each word of a closed list and each form that a value may take. What a wrapper or a page has to show is all there.

use super::{frozen, published, validator};
use hutong::Policy;
use hutong::policy::source::Pace;
use hutong::vocabulary::{Kind, column_by_path, columns};
use jsonschema::Validator;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// What may stand in an assessment: a field, such as `duties.pace`, or a field with a word or a form that it takes,
/// such as `duties.answer = undetermined`.
type Ways = BTreeSet<String>;

struct Walk<'a> {
    schema: &'a Value,
    ways: Ways,
    /// For each branch of the schema, the validator that tells whether a value takes it.
    validators: BTreeMap<String, Validator>,
}

impl Walk<'_> {
    /// Takes down the ways that the value of a field uses, or, without a value, all that the schema has; `at` points
    /// to the field's schema.
    fn take(&mut self, at: &str, field: &str, value: Option<&Value>) {
        let schema = self.schema.pointer(at).unwrap_or_else(|| panic!("the schema has no {at}"));
        if let Some(target) = schema.get("$ref").and_then(Value::as_str) {
            self.take(target.trim_start_matches('#'), field, value);
        }
        for key in ["oneOf", "anyOf"] {
            let branches = schema.get(key).and_then(Value::as_array).into_iter().flatten();
            for (number, branch) in branches.enumerate() {
                let at = format!("{at}/{key}/{number}");
                // What is left out where there is none is never null.
                if *branch != json!({ "type": "null" }) && value.is_none_or(|value| self.fits(&at, value)) {
                    if let Some(word) = branch.get("const").and_then(Value::as_str) {
                        self.ways.insert(format!("{field} = {word}"));
                    }
                    self.take(&at, field, value);
                }
            }
        }
        for word in schema.get("enum").and_then(Value::as_array).into_iter().flatten() {
            if value.is_none_or(|value| value == word) {
                self.ways.insert(format!("{field} = {}", word.as_str().unwrap_or_default()));
            }
        }
        let fields = schema.get("properties").and_then(Value::as_object);
        for name in fields.into_iter().flat_map(serde_json::Map::keys) {
            let inner = value.and_then(|value| value.get(name));
            if value.is_none() || inner.is_some() {
                let field = if field.is_empty() { name.clone() } else { format!("{field}.{name}") };
                self.ways.insert(field.clone());
                self.take(&format!("{at}/properties/{name}"), &field, inner);
            }
        }
        if schema.get("items").is_some() {
            let items = value
                .map_or(vec![None], |value| value.as_array().expect("a list").iter().map(Some).collect());
            for item in items {
                self.take(&format!("{at}/items"), field, item);
            }
        }
    }

    fn fits(&mut self, branch: &str, value: &Value) -> bool {
        let root = self.schema;
        let validator = self.validators.entry(branch.to_owned()).or_insert_with(|| {
            let mut schema = root.pointer(branch).cloned().unwrap_or_default();
            schema["$defs"] = root["$defs"].clone();
            validator(&schema)
        });
        validator.is_valid(value)
    }
}

/// The ways that some assessments use; without one, all that the schema has.
fn ways<'a>(schema: &Value, assessments: impl IntoIterator<Item = Option<&'a Value>>) -> Ways {
    let mut walk = Walk { schema, ways: Ways::new(), validators: BTreeMap::new() };
    assessments.into_iter().for_each(|assessment| walk.take("", "", assessment));
    walk.ways
}

/// What the schema leaves open and no assessment can have, with why.
fn never(schema: &Value, policies: &[Policy]) -> Ways {
    let mut never = Ways::new();
    // These lists have only what holds or could, the last only what does not.
    for list in ["triggers", "duties", "referrals", "notices"] {
        never.insert(format!("{list}.answer = no"));
    }
    never.extend(["yes", "undetermined"].map(|answer| format!("why_not.answer = {answer}")));
    // A day from which time runs, and a fact to ask for or to imagine otherwise, stand for themselves: several
    // definitions may lie between the fact and the rules that use it.
    never.extend(["forecast.because", "ask", "would_change"].map(|fact| format!("{fact}.definition")));
    // The paces that no such rule of a policy has.
    let sources = || policies.iter().map(Policy::source);
    let duties = sources().flat_map(|source| &source.duties).map(|rule| &rule.pace);
    let referrals = sources().flat_map(|source| &source.referrals).map(|rule| &rule.pace);
    let notices = sources().flat_map(|source| &source.notices).map(|rule| &rule.pace);
    let lists: [(&str, Vec<&Pace>); 3] =
        [("duties", duties.collect()), ("referrals", referrals.collect()), ("notices", notices.collect())];
    let all = ways(schema, [None]);
    for (list, paces) in lists {
        let rules: Vec<Value> = paces.iter().map(|pace| json!({ "pace": pace })).collect();
        let used = ways(schema, [Some(&json!({ list: rules }))]);
        let pace = format!("{list}.pace");
        never.extend(all.difference(&used).filter(|way| way.starts_with(&pace)).cloned());
    }
    never
}

fn policies() -> Vec<Policy> {
    Policy::builtin_ids().map(|id| Policy::builtin(id).expect("a built-in policy loads")).collect()
}

#[test]
fn the_frozen_assessments_have_every_field_and_every_word_between_them() {
    let schema = published("assessment");
    let all = &ways(&schema, [None]) - &never(&schema, &policies());
    let frozen = frozen();
    let used = ways(&schema, frozen.iter().map(|(_, assessment)| Some(assessment)));
    let missing: Vec<&String> = all.difference(&used).collect();
    assert!(missing.is_empty(), "no frozen assessment has {missing:#?}");
    assert!(all.len() > 100, "the schema was gone through: {all:#?}");
}

#[test]
fn the_walk_takes_what_stands_there_and_nothing_else() {
    let schema = published("assessment");
    let notices = json!([{ "answer": "yes", "pace": { "every-months": 1 } }]);
    let used = ways(&schema, [Some(&json!({ "scope": "outside", "notices": notices }))]);
    let told: Vec<&str> = used.iter().map(String::as_str).collect();
    let expected = [
        "notices",
        "notices.answer",
        "notices.answer = yes",
        "notices.pace",
        "notices.pace.every-months",
        "scope",
        "scope = outside",
    ];
    assert_eq!(told, expected);
}

/// The facts behind the answers of an assessment, wherever they stand: path and value.
fn facts(assessment: &Value, found: &mut Vec<(String, String)>) {
    let text = |key: &str| assessment.get(key).and_then(Value::as_str).map(str::to_owned);
    found.extend(text("fact").zip(text("value")));
    let fields = assessment.as_object().into_iter().flat_map(serde_json::Map::values);
    let items = assessment.as_array().into_iter().flatten();
    fields.chain(items).for_each(|inner| facts(inner, found));
}

#[test]
fn a_fact_of_each_kind_stands_behind_some_frozen_answer_known_and_missing() {
    let mut found = Vec::new();
    for (_, assessment) in frozen() {
        facts(&assessment, &mut found);
    }
    let kind_of = |path: &str| column_by_path(path).map(|column| columns()[column].kind);
    let name = |kind: Option<Kind>| kind.map_or("local".to_owned(), |kind| format!("{kind:?}"));
    let policies = policies();
    let read = |missing: bool| -> BTreeSet<String> {
        // An act of an office that nobody recorded has not happened: it is never missing.
        let acts = policies.iter().flat_map(|policy| &policy.source().facts).filter(|fact| fact.judgement);
        let acts: Vec<String> = acts.map(|fact| format!("local.{}", fact.id)).collect();
        let paths = policies.iter().flat_map(Policy::fact_paths);
        let paths = paths.filter(|path| !(missing && acts.contains(path)));
        paths.map(|path| name(kind_of(&path))).collect()
    };
    let told = |missing: bool| -> BTreeSet<String> {
        let facts = found.iter().filter(|(_, value)| (value == "unknown") == missing);
        facts.map(|(path, _)| name(kind_of(path))).collect()
    };
    assert_eq!(told(false), read(false), "known");
    assert_eq!(told(true), read(true), "missing");
    let in_part = |value: &str| value != "unknown" && value.len() != "2026-11-01".len();
    let partly = found.iter().any(|(path, value)| kind_of(path) == Some(Kind::Date) && in_part(value));
    assert!(partly, "a day that is known in part stands behind some frozen answer");
}
