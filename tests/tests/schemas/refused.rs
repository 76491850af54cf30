//! What the schemas refuse. Where a reader of ours takes the same JSON, it refuses the same: a form that was checked
//! against the schema in a browser must not be turned away by the engine for the same reasons, or the other way round.

use super::{frozen, published, validator};
use hutong::{Policy, read_json};
use serde_json::{Value, json};

/// A place in a value and what is put there in place of what stands there; nothing takes it away.
type Spoilt = (&'static str, Option<Value>);

/// The value with one place changed. A last step that is not there yet is added.
fn spoil(mut value: Value, (path, new): &Spoilt) -> Value {
    let (group, name) = path.rsplit_once('/').expect("a path of two parts");
    let entries = value.pointer_mut(group).and_then(Value::as_object_mut).unwrap_or_else(|| panic!("{path}"));
    match new {
        Some(new) => entries.insert(name.to_owned(), new.clone()),
        None => entries.remove(name),
    };
    value
}

fn a_child() -> Value {
    json!({
        "key": "made-up", "birth_date": "2014-05-01", "lives_with": "grandparents",
        "household": { "registration": "rural", "county": "445281" },
        "father": { "away": { "for_work": "yes", "since": "2026-08", "returns": [
            { "from": "2026-09-01", "until": "2026-09-03", "reason": "visit-or-leave" }
        ] } },
        "findings": { "roaming": "no", "missing": { "state": "suspected", "found_on": "2026-10-01" } },
        "local": { "other-situation-red": "no" },
    })
}

#[test]
fn a_child_with_a_misspelt_field_an_unknown_choice_or_a_wrong_shape() {
    let validator = validator(&published("child"));
    let policy = Policy::builtin("puning-2024").unwrap();
    let is_rejected =
        |child: &Value| read_json(&policy, &child.to_string(), "2026-11-01".parse().unwrap()).is_rejected();
    assert!(validator.is_valid(&a_child()) && !is_rejected(&a_child()));
    let cases: [Spoilt; 12] = [
        ("/birthdate", Some(json!("2014-05-01"))),
        ("/father/away/sinse", Some(json!("2026-08-01"))),
        ("/findings/missing/found", Some(json!("2026-10-01"))),
        ("/lives_with", Some(json!("an aunt"))),
        ("/household/registration", Some(json!("village"))),
        ("/findings/roaming", Some(json!("perhaps"))),
        ("/findings/missing/state", Some(json!("perhaps"))),
        ("/local/other-situation-red", Some(json!("perhaps"))),
        ("/birth_date", Some(json!("1 May 2014"))),
        ("/father/custody", Some(json!({ "term_months": 1_201 }))),
        ("/household", Some(json!(["rural", "445281"]))),
        ("/father/away/returns", Some(json!("often"))),
    ];
    for case in cases {
        let spoilt = spoil(a_child(), &case);
        assert!(!validator.is_valid(&spoilt), "the schema lets through: {case:?}");
        assert!(is_rejected(&spoilt), "the reader lets through: {case:?}");
    }
}

#[test]
fn a_policy_with_a_misspelt_field_an_unknown_choice_or_another_version() {
    let validator = validator(&published("policy"));
    let policy = serde_json::to_value(Policy::builtin("puning-2024").unwrap().source()).unwrap();
    assert!(validator.is_valid(&policy) && Policy::from_json(&policy.to_string()).is_ok());
    let cases: [Spoilt; 9] = [
        ("/trigers", Some(json!([]))),
        ("/trigger/0/lvl", Some(json!("red"))),
        ("/trigger/0/when", Some(json!({ "fct": "findings.roaming", "is": "confirmed" }))),
        ("/trigger/0/level", None),
        ("/definition/0/subject", Some(json!("grandparent"))),
        ("/duty/0/kind", Some(json!("telephone"))),
        ("/duty/0/pace", Some(json!("soon"))),
        ("/duty/0/pace", Some(json!({ "every-weeks": 1 }))),
        ("/format", Some(json!(2))),
    ];
    for case in cases {
        let spoilt = spoil(policy.clone(), &case);
        assert!(!validator.is_valid(&spoilt), "the schema lets through: {case:?}");
        assert!(Policy::from_json(&spoilt.to_string()).is_err(), "the reader lets through: {case:?}");
    }
}

#[test]
fn an_assessment_with_a_misspelt_field_an_unknown_choice_or_another_version() {
    let validator = validator(&published("assessment"));
    let (_, assessment) = frozen().into_iter().find(|(name, _)| name.contains("away-three-months")).unwrap();
    let cases: [Spoilt; 8] = [
        ("/populations", None),
        ("/risk/possible", None),
        ("/populations/0/anser", Some(json!("yes"))),
        ("/scope", Some(json!("outsider"))),
        ("/populations/0/answer", Some(json!("maybe"))),
        ("/duties/0/kind", Some(json!("telephone"))),
        ("/forecast/0/changes/0/kind", Some(json!("mood"))),
        ("/format", Some(json!("hutong-assessment-2"))),
    ];
    for case in cases {
        let mut spoilt = spoil(assessment.clone(), &case);
        if case.0.ends_with("/anser") {
            // New fields may come, so a misspelt one shows by the right one that is gone.
            spoilt = spoil(spoilt, &("/populations/0/answer", None));
        }
        assert!(!validator.is_valid(&spoilt), "the schema lets through: {case:?}");
    }
}
