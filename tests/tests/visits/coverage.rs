//! Whether every duty of a level, every alternative of a reading and every word of a ledger has a case.

use crate::case::{Case, cases, state, text};
use crate::{find, policy, say};
use hutong::Policy;
use hutong::policy::source::{Pace, ReadBy};
use schemars::schema_for;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

fn all_cases() -> Vec<Case> {
    cases().unwrap_or_else(|error| panic!("{error}"))
}

fn said(case: &Case) -> Value {
    let policy = policy(&case.policy, &case.written.readings).unwrap_or_else(|error| panic!("{error}"));
    say(&policy, case, case.as_of).unwrap_or_else(|error| panic!("{error}")).ledger
}

/// The words of a closed list, from its schema.
fn words(schema: schemars::Schema) -> BTreeSet<String> {
    fn collect(value: &Value, words: &mut BTreeSet<String>) {
        match value {
            Value::Object(fields) => {
                words.extend(fields.get("const").and_then(Value::as_str).map(str::to_owned));
                let listed = fields.get("enum").and_then(Value::as_array).into_iter().flatten();
                words.extend(listed.filter_map(|word| word.as_str().map(str::to_owned)));
                fields.values().for_each(|value| collect(value, words));
            }
            Value::Array(values) => values.iter().for_each(|value| collect(value, words)),
            _ => {}
        }
    }
    let mut found = BTreeSet::new();
    collect(&schema.to_value(), &mut found);
    assert!(!found.is_empty());
    found
}

/// The words under a field, of every duty (or window of a duty, or note) that some case expects.
#[test]
fn every_state_note_and_doubt_has_a_case() {
    let mut seen: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for case in all_cases() {
        let ledger = said(&case);
        let doubts = case.written.doubts.iter().flatten().filter_map(|doubt| doubt.split(' ').next());
        seen.entry("doubt").or_default().extend(doubts.map(str::to_owned));
        for wanted in &case.written.expect {
            let Ok(duty) = find(&ledger, wanted) else { continue };
            if wanted.state.is_some() {
                seen.entry("state").or_default().insert(text(duty, "state"));
            }
            seen.entry("note").or_default().extend(wanted.notes.iter().flatten().cloned());
            seen.entry("run").or_default().insert(text(duty, "windows_run"));
            let windows = duty["windows"].as_array().into_iter().flatten();
            for window in windows.filter(|_| wanted.windows.is_some()) {
                seen.entry("window").or_default().insert(text(window, "state"));
            }
        }
    }
    let needed = [
        ("doubt", words(schema_for!(hutong::schedule::LevelDoubt))),
        ("note", words(schema_for!(hutong::schedule::DutyNote))),
        ("run", words(schema_for!(hutong::schedule::WindowsRun))),
        ("state", words(schema_for!(hutong::schedule::DutyState))),
        ("window", words(schema_for!(hutong::schedule::WindowState))),
    ];
    for (what, words) in needed {
        let lacking: Vec<_> = words.difference(&seen[what]).collect();
        assert!(lacking.is_empty(), "no case for {what} {lacking:?}");
    }
}

/// For a duty with a day: some case in which the state turns from open to due to overdue from one day to the next.
#[test]
fn every_duty_of_a_level_has_a_case_and_those_with_a_day_have_the_days_around_it() {
    for id in Policy::builtin_ids() {
        let cases: Vec<Case> = all_cases().into_iter().filter(|case| case.policy == *id).collect();
        let policy = Policy::builtin(id).expect("a policy that comes with the library");
        for duty in policy.source().duties.iter().filter(|duty| !duty.levels.is_empty()) {
            let mut expected =
                cases.iter().flat_map(|case| case.written.expect.iter().map(move |wanted| (case, wanted)));
            let mut of_duty = expected.by_ref().filter(|(_, wanted)| wanted.duty == duty.id).peekable();
            assert!(of_duty.peek().is_some(), "{id}: no case for {}", duty.id);
            if !matches!(duty.pace, Pace::EveryMonths(_) | Pace::AtOnce) {
                continue;
            }
            let before = if duty.pace == Pace::AtOnce { "due-today" } else { "open" };
            let around = of_duty.any(|(case, wanted)| {
                let own = find(&said(case), wanted).map(|duty| (case.as_of, state(duty)));
                let days: BTreeMap<_, _> = wanted.days.clone().into_iter().chain(own.ok()).collect();
                let is = |day: Option<chrono::NaiveDate>, state: &str| {
                    day.and_then(|day| days.get(&day)).is_some_and(|said| said == state)
                };
                days.keys().any(|day| {
                    is(Some(*day), "due-today")
                        && is(day.succ_opt(), "overdue 1")
                        && (before == "due-today" || is(day.pred_opt(), before))
                })
            });
            assert!(
                around,
                "{id}: no case with the days just below, at and just above the due day of {}",
                duty.id
            );
        }
    }
}

/// The readings that decide whose list a duty stands on, and not what the ledger says.
const OF_WORKLISTS: &[&str] = &["whose-duty"];
/// The readings that rules carry out, and through them the duties of a level.
const OF_LEVEL_DUTIES: &[&str] = &["red-visits", "blue-contact"];

#[test]
fn every_alternative_of_a_reading_has_a_case_in_which_it_changes_the_ledger() {
    for id in Policy::builtin_ids() {
        let cases: Vec<Case> = all_cases().into_iter().filter(|case| case.policy == *id).collect();
        let original = Policy::builtin(id).expect("a policy that comes with the library");
        for reading in &original.source().readings {
            let of_ledger =
                reading.used_by == ReadBy::Schedule && !OF_WORKLISTS.contains(&reading.id.as_str());
            if !of_ledger && !OF_LEVEL_DUTIES.contains(&reading.id.as_str()) {
                continue;
            }
            for other in reading.alternatives.iter().filter(|other| other.id != reading.chosen) {
                let alone = BTreeMap::from([(reading.id.clone(), other.id.clone())]);
                let mut switched = cases.iter().filter(|case| case.written.readings == alone);
                let changes = switched.any(|case| {
                    let usual = say(&original, case, case.as_of).expect("a case that can be run").ledger;
                    usual["duties"] != said(case)["duties"]
                });
                assert!(changes, "{id}: no case in which {} = {} changes the ledger", reading.id, other.id);
            }
        }
    }
}
