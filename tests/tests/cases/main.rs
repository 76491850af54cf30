//! Runs the case files, and refuses a policy in which a rule, a clause or an alternative of a reading has no case.

mod coverage;
mod probe;

use hutong::assessment::Assessment;
use hutong_tests::{Case, Expect, cases, child};
use probe::{Probe, possible};
use std::collections::{BTreeMap, BTreeSet};

/// The rules' answers to a case, as far as it expects any.
fn answers(probe: &Probe, case: &Case) -> Result<BTreeMap<String, String>, String> {
    let child = child(&case.record)?;
    let assessment = probe.policy.at(case.as_of).assess_fully(&child);
    let expect = &case.expect;
    let mut answers = BTreeMap::new();
    let mut put = |key: &str, answer: String| answers.insert(key.to_owned(), answer);
    let Expect { level, floor, ceiling, possible: levels, scope, member, row, of_which, .. } = expect;
    if level.is_some() {
        put("level", assessment.risk().level_id().unwrap_or("open").to_owned());
    }
    if floor.is_some() {
        put("floor", assessment.risk().floor_id().to_owned());
    }
    if ceiling.is_some() {
        put("ceiling", assessment.risk().ceiling_id().to_owned());
    }
    if levels.is_some() {
        put("possible", list(possible(&assessment)));
    }
    if scope.is_some() {
        put("scope", json(&assessment, "/scope"));
    }
    if member.is_some() {
        put("member", assessment.member().id().to_owned());
    }
    if row.is_some() {
        put("row", probe.row(&assessment).unwrap_or_else(|| "open".to_owned()));
    }
    if of_which.is_some() {
        let row = probe.row(&assessment).unwrap_or_default();
        let answer = probe.answer(&assessment, &format!("of-which/{row}"));
        put("of-which", answer.map_or("no row", |(answer, _)| answer.id()).to_owned());
    }
    if expect.way_out.is_some() {
        put("way-out", json(&assessment, "/risk/way_out/by"));
    }
    if expect.decision.is_some() {
        let shown = assessment.decision().as_ref();
        put("decision", shown.map_or("none", |decision| decision.agrees.id()).to_owned());
    }
    if expect.next_change.is_some() {
        let next = assessment.forecast().first().map(|forecast| forecast.on.to_string());
        put("next-change", next.unwrap_or_else(|| "none".to_owned()));
    }
    if expect.missing.is_some() {
        let missing = assessment.risk().missing().iter().map(|fact| fact.path().into_owned());
        put("missing", list(missing));
    }
    for rule in expect.facts.keys() {
        let (_, facts) = probe.answer(&assessment, rule).ok_or_else(|| format!("no rule {rule}"))?;
        put(&format!("facts of {rule}"), list(facts.iter().map(|fact| fact.path().into_owned())));
    }
    for rule in expect.rules.keys() {
        let (answer, _) = probe.answer(&assessment, rule).ok_or_else(|| format!("no rule {rule}"))?;
        put(rule, answer.id().to_owned());
    }
    Ok(answers)
}

/// What a case expects, in the words of [`answers`].
fn expected(expect: &Expect) -> BTreeMap<String, String> {
    let Expect {
        level, floor, ceiling, scope, member, row, of_which, way_out, decision, next_change, ..
    } = expect;
    let plain = [
        ("level", level),
        ("floor", floor),
        ("ceiling", ceiling),
        ("scope", scope),
        ("member", member),
        ("row", row),
        ("of-which", of_which),
        ("way-out", way_out),
        ("decision", decision),
        ("next-change", next_change),
    ];
    let mut expected: BTreeMap<String, String> =
        plain.iter().filter_map(|(key, value)| Some(((*key).to_owned(), (*value).clone()?))).collect();
    expected.extend(expect.possible.as_ref().map(|levels| ("possible".to_owned(), list(levels))));
    expected.extend(expect.missing.as_ref().map(|facts| ("missing".to_owned(), list(facts))));
    expected.extend(expect.facts.iter().map(|(rule, facts)| (format!("facts of {rule}"), list(facts))));
    expected.extend(expect.rules.clone());
    expected
}

fn list(words: impl IntoIterator<Item = impl AsRef<str>>) -> String {
    let words: BTreeSet<String> = words.into_iter().map(|word| word.as_ref().to_owned()).collect();
    words.into_iter().collect::<Vec<_>>().join(", ")
}

fn json(assessment: &Assessment<'_>, pointer: &str) -> String {
    let value: serde_json::Value =
        serde_json::from_str(&assessment.to_json()).expect("an assessment is JSON");
    value.pointer(pointer).and_then(|value| value.as_str()).unwrap_or("none").to_owned()
}

/// Policies as the cases need them, each loaded once.
#[derive(Default)]
struct Probes(BTreeMap<(String, BTreeMap<String, String>), Probe>);

impl Probes {
    fn get(&mut self, policy: &str, readings: &BTreeMap<String, String>) -> &Probe {
        let key = (policy.to_owned(), readings.clone());
        self.0.entry(key).or_insert_with(|| Probe::new(policy, readings))
    }
}

fn all_cases() -> Vec<Case> {
    cases().unwrap_or_else(|error| panic!("{error}"))
}

#[test]
fn every_case_is_answered_as_the_document_says() {
    let mut probes = Probes::default();
    let mut failures = Vec::new();
    let cases = all_cases();
    for case in &cases {
        let probe = probes.get(&case.policy, &case.readings);
        let differences = match answers(probe, case) {
            Err(error) => vec![error],
            Ok(answers) => expected(&case.expect)
                .iter()
                .filter(|(key, wanted)| answers.get(*key) != Some(wanted))
                .map(|(key, wanted)| {
                    format!("{key}: expected {wanted}, got {}", answers.get(key).map_or("", |a| a))
                })
                .collect(),
        };
        if !differences.is_empty() {
            failures.push(format!("{}: {}\n    {}", case.topic, case.name, differences.join("\n    ")));
        }
    }
    assert!(
        failures.is_empty(),
        "{} of {} cases differ\n{}",
        failures.len(),
        cases.len(),
        failures.join("\n")
    );
}
