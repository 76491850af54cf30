//! What the organisations must do under 普民〔2024〕35号: for every kind of pace what is due, done and missed on a day.
//! Every office, township, village and deed is invented. Here stand the helpers; `yearly`, `dated` and `whose` have the
//! cases, `laws` what holds for all of them, `records` what was told wrongly, `villages` the child directors.

mod dated;
mod laws;
mod records;
mod villages;
mod whose;
mod yearly;

use chrono::NaiveDate;
use hutong::Policy;
use hutong::organisations::{DoneRecord, Known, Obligation, OrganisationLedger};
use std::sync::LazyLock;

static POLICY: LazyLock<Policy> =
    LazyLock::new(|| Policy::builtin("puning-2024").expect("the policy comes with the library"));

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

/// Something done: duty, office, day; and where, and when it was entered, behind `@` and `~`.
fn done(text: &str) -> DoneRecord {
    let (text, entered_on) = text.split_once('~').unwrap_or((text, ""));
    let (text, place) = text.split_once('@').unwrap_or((text, ""));
    let mut words = text.split_whitespace();
    let mut word = || words.next().unwrap_or_default();
    DoneRecord {
        duty: word().into(),
        by: word().into(),
        done_on: word().parse().expect("a date"),
        place: place.trim().into(),
        entered_on: entered_on.trim().parse().expect("a date"),
        ..DoneRecord::default()
    }
}

fn known(deeds: &[&str]) -> Known {
    Known { done: (2..).zip(deeds.iter().map(|text| done(text))).collect(), ..Known::default() }
}

/// An obligation in a line: its state and days, and how much it is overdue or late.
fn line(obligation: &Obligation<'_>) -> String {
    let parts = [
        obligation.from.map(|from| from.to_string()),
        obligation.due.map(|due| format!("→ {due}")),
        obligation.done_on.map(|on| format!("on {on}")),
        obligation.last_done.map(|last| format!("last {last}")),
        obligation.missed_since.map(|since| format!("missed since {since}")),
        (obligation.days_overdue > 0).then(|| format!("{} days overdue", obligation.days_overdue)),
        (obligation.days_late > 0).then(|| format!("{} days late", obligation.days_late)),
    ];
    let parts: Vec<String> =
        [Some(obligation.state.id().to_owned())].into_iter().chain(parts).flatten().collect();
    parts.join(" ")
}

/// The lines of one duty of one office.
fn lines(ledger: &OrganisationLedger<'_>, duty: &str, by: &str) -> Vec<String> {
    let of_duty = ledger.obligations.iter().filter(|entry| entry.duty == duty && entry.by == by);
    of_duty.map(line).collect()
}

/// What the ledger says of one duty of one office on a day, after these deeds on these days.
#[track_caller]
fn says(policy: &Policy, duty: &str, by: &str, as_of: &str, deeds: &[&str], expected: &[&str]) {
    let deeds: Vec<String> = deeds.iter().map(|on| format!("{duty} {by} {on}")).collect();
    let deeds: Vec<&str> = deeds.iter().map(String::as_str).collect();
    let ledger = policy.organisation_ledger(day(as_of), &known(&deeds));
    assert!(ledger.rejected.is_empty(), "{:?}", ledger.rejected);
    assert_eq!(lines(&ledger, duty, by), expected, "{duty} as of {as_of} after {deeds:?}");
}
