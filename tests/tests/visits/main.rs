//! Runs the case files of the visit ledger, and refuses a duty, a reading or a state without a case.
//! Asked through JSON alone, so that every language can run the same.

mod case;
mod coverage;

use case::{Case, ExpectDuty, cases, state, text};
use chrono::NaiveDate;
use hutong::Policy;
use serde_json::Value;
use std::collections::BTreeMap;

/// A policy with readings decided otherwise.
fn policy(id: &str, readings: &BTreeMap<String, String>) -> Result<Policy, String> {
    let mut policy = Policy::builtin(id).map_err(|error| error.to_string())?;
    for (reading, alternative) in readings {
        let other = policy.with_reading(reading, alternative);
        policy = other.map_err(|error| format!("{reading} = {alternative}: {error:?}"))?;
    }
    Ok(policy)
}

/// What the library says of a case: the ledger as JSON, what was rejected, and the most urgent duty.
struct Said {
    ledger: Value,
    rejected: Vec<String>,
    most_urgent: String,
}

fn say(policy: &Policy, case: &Case, as_of: NaiveDate) -> Result<Said, String> {
    let checked = case.written.history()?.check(policy, as_of);
    let scheduler = match case.written.view.as_deref() {
        None => policy.scheduler(as_of),
        Some("calendar") => policy.scheduler(as_of).by_calendar(),
        Some("rolling") => policy.scheduler(as_of).rolling(),
        Some(other) => return Err(format!("there is no view `{other}`")),
    };
    let ledger = match case.written.record(&case.policy)? {
        None => scheduler.ledger(&checked.timeline),
        Some(record) => {
            let child = hutong_tests::child(&record)?;
            scheduler.ledger_with(&checked.timeline, &policy.at(as_of).assess(&child))
        }
    };
    let rejected = checked.rejected.iter();
    Ok(Said {
        most_urgent: ledger.most_urgent().map_or("none", |duty| duty.id).to_owned(),
        rejected: rejected
            .map(|entry| format!("{} {} {}", entry.list, entry.place, entry.fault.code().id()))
            .collect(),
        ledger: serde_json::from_str(&ledger.to_json()).map_err(|error| error.to_string())?,
    })
}

/// The one duty that is meant.
fn find<'a>(ledger: &'a Value, wanted: &ExpectDuty) -> Result<&'a Value, String> {
    let from = wanted.from.as_deref().map(|from| if from == "unknown" { "none" } else { from });
    let mut found = ledger["duties"].as_array().into_iter().flatten().filter(|duty| {
        duty["id"] == wanted.duty.as_str() && from.is_none_or(|from| text(duty, "from") == from)
    });
    match (found.next(), found.next()) {
        (Some(duty), None) => Ok(duty),
        (None, _) => Err("is not in the ledger".to_owned()),
        (Some(_), Some(_)) => Err("is there more than once; give its first day".to_owned()),
    }
}

fn differences(policy: &Policy, case: &Case) -> Result<Vec<String>, String> {
    let said = say(policy, case, case.as_of)?;
    let written = &case.written;
    let mut differences = Vec::new();
    let mut compare = |what: &str, wanted: String, said: String| {
        if wanted != said {
            differences.push(format!("{what}: expected {wanted}, got {said}"));
        }
    };
    compare("rejected", written.rejected.join("; "), said.rejected.join("; "));
    if let Some(wanted) = &written.most_urgent {
        compare("most urgent", wanted.clone(), said.most_urgent);
    }
    if let Some(doubts) = &written.doubts {
        let notes = said.ledger["notes"].as_array().into_iter().flatten();
        let words = |note: &Value| {
            ["code", "assessed", "recorded"]
                .iter()
                .filter_map(|field| note[field].as_str())
                .collect::<Vec<_>>()
                .join(" ")
        };
        compare("doubts", doubts.join("; "), notes.map(words).collect::<Vec<_>>().join("; "));
    }
    for duty in &written.without {
        let there =
            said.ledger["duties"].as_array().into_iter().flatten().any(|entry| entry["id"] == duty.as_str());
        compare(duty, "nothing".to_owned(), if there { "a duty" } else { "nothing" }.to_owned());
    }
    for wanted in &written.expect {
        let of_duty = |difference: String| format!("{}: {difference}", wanted.duty);
        match find(&said.ledger, wanted) {
            Ok(duty) => differences.extend(wanted.differences(duty).into_iter().map(of_duty)),
            Err(error) => differences.push(of_duty(error)),
        }
        for (day, expected) in &wanted.days {
            let ledger = say(policy, case, *day)?.ledger;
            let said = find(&ledger, wanted).map_or_else(|error| error, state);
            if said != *expected {
                differences.push(of_duty(format!("on {day}: expected {expected}, got {said}")));
            }
        }
    }
    Ok(differences)
}

#[test]
fn every_case_of_the_ledger_is_answered_as_the_document_says() {
    let cases = cases().unwrap_or_else(|error| panic!("{error}"));
    let mut policies: BTreeMap<_, Policy> = BTreeMap::new();
    let mut failures = Vec::new();
    for case in &cases {
        let key = (case.policy.clone(), case.written.readings.clone());
        let policy = policies.entry(key).or_insert_with(|| {
            policy(&case.policy, &case.written.readings).unwrap_or_else(|error| panic!("{error}"))
        });
        let differences = differences(policy, case).unwrap_or_else(|error| vec![error]);
        if !differences.is_empty() {
            failures.push(format!("{}\n  {}", case.written.name, differences.join("\n  ")));
        }
    }
    assert!(failures.is_empty(), "{} of {} cases:\n{}", failures.len(), cases.len(), failures.join("\n"));
}
