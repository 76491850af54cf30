//! Laws of the ledger, for every duty and reading and for deeds drawn at random: days known and not, in and out of
//! every period.

use crate::POLICY;
use chrono::{Days, NaiveDate};
use hutong::organisations::{DoneRecord, Known, Obligation, ObligationState, OrganisationLedger};
use hutong::{Date, Policy};
use hutong_tests::law_config;
use proptest::collection::vec;
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// The policy, each reading of the ledger decided otherwise, a policy without an end, and one that asks for
/// everything twice.
static POLICIES: LazyLock<Vec<Policy>> = LazyLock::new(|| {
    let readings = ["last-good-day", "half-yearly", "every-year", "first-year"];
    let readings = POLICY.source().readings.iter().filter(|reading| readings.contains(&&*reading.id));
    let others = readings.flat_map(|reading| {
        let others = reading.alternatives.iter().filter(|other| other.id != reading.chosen);
        others.map(|other| POLICY.with_reading(&reading.id, &other.id).expect("an alternative"))
    });
    let mut policies: Vec<Policy> = [POLICY.clone()].into_iter().chain(others).collect();
    for policy in policies.clone() {
        let mut source = policy.source().clone();
        source.document.until = None;
        source.organisation_duties.iter_mut().for_each(|duty| duty.times = 2);
        policies.push(Policy::from_source(source).expect("a policy"));
    }
    policies
});

fn start() -> NaiveDate {
    NaiveDate::from_ymd_opt(2024, 1, 1).expect("a day")
}

fn after(days: u64) -> NaiveDate {
    start() + Days::new(days)
}

/// A deed: which of all duties, which of its offices, where, the day and how exactly it is known.
fn deed() -> impl Strategy<Value = DoneRecord> {
    let source = POLICY.source();
    let mut tasks: Vec<(String, String)> = Vec::new();
    for duty in &source.organisation_duties {
        tasks.extend(duty.by.iter().map(|by| (duty.id.clone(), by.clone())));
    }
    for notice in &source.notices {
        tasks.extend(notice.from.iter().map(|by| (notice.id.clone(), by.clone())));
    }
    // Deeds that crowd together tell more than deeds all over.
    let few = prop_oneof![3 => 0..4usize, 1 => 0..tasks.len()];
    let on =
        (0..1100u64, prop_oneof![6 => Just(Some(0u64)), 2 => (0..400u64).prop_map(Some), 1 => Just(None)]);
    (few, 0..tasks.len(), on, 0..3usize).prop_map(move |(near, offset, (first, span), place)| {
        let (duty, by) = &tasks[(near * 7 + offset % 3) % tasks.len()];
        let done_on = span.map(|days| Date::between(after(first), after(first + days))).unwrap_or_default();
        let place = ["", "青榕镇", "白沙镇"][place];
        DoneRecord {
            duty: duty.as_str().into(),
            by: by.as_str().into(),
            place: place.into(),
            done_on,
            ..DoneRecord::default()
        }
    })
}

/// Places that the caller told of, so that the same lines stand in every ledger.
fn known(deeds: &[DoneRecord]) -> Known {
    let office = |id: &str, place: &str| (id.to_owned(), place.to_owned());
    let several = POLICY.source().offices.iter().filter(|office| office.one_in_each.is_some());
    let places = several.flat_map(|several| ["青榕镇", "白沙镇"].map(|place| office(&several.id, place)));
    let holidays = [200, 380, 560, 745].map(after).to_vec();
    Known {
        done: (1..).zip(deeds.iter().cloned()).collect(),
        places: places.collect(),
        holidays,
        ..Known::default()
    }
}

type Line = (String, String, Option<String>);

fn by_line<'a, 'p>(ledger: &'a OrganisationLedger<'p>) -> BTreeMap<Line, Vec<&'a Obligation<'p>>> {
    let mut lines: BTreeMap<Line, Vec<&Obligation<'p>>> = BTreeMap::new();
    for entry in &ledger.obligations {
        let line = (entry.duty.to_owned(), entry.by.to_owned(), entry.place.clone());
        lines.entry(line).or_default().push(entry);
    }
    lines
}

/// By how many days a line is overdue at its worst, and in all with what was done late.
fn overdue(entries: &[&Obligation<'_>]) -> (u32, u32) {
    let days = entries.iter().map(|entry| entry.days_overdue);
    let with_late = entries.iter().map(|entry| entry.days_overdue + entry.days_late);
    (days.max().unwrap_or(0), with_late.sum())
}

proptest! {
    #![proptest_config(law_config(2_000))]

    #[test]
    fn what_was_missed_never_leaves_the_ledger(
        policy in 0..POLICIES.len(), deeds in vec(deed(), 0..12), on in 150..1300u64, more in 0..900u64,
    ) {
        let policy = &POLICIES[policy];
        let known = known(&deeds);
        let (earlier, later) = (policy.organisation_ledger(after(on), &known), policy.organisation_ledger(after(on + more), &known));
        let later = by_line(&later);
        for (line, entries) in by_line(&earlier) {
            let now = later.get(&line);
            for entry in entries.iter().filter(|entry| entry.missed_since.is_some()) {
                let stays = now.is_some_and(|now| now.iter().any(|other| {
                    (other.from, other.due, other.missed_since) == (entry.from, entry.due, entry.missed_since)
                        && (other.state == ObligationState::DoneLate || other.days_overdue >= entry.days_overdue)
                }));
                prop_assert!(stays, "{line:?} {entry:?}");
            }
            let undated = |entries: &[&Obligation<'_>]| entries.iter().any(|entry| entry.due.is_none());
            prop_assert!(!undated(&entries) || now.is_some_and(|now| undated(now)), "{line:?}");
        }
    }

    #[test]
    fn the_order_of_the_records_and_repeating_them_changes_nothing(
        policy in 0..POLICIES.len(), deeds in vec(deed(), 0..12), on in 150..1300u64, turn in 0..12usize,
    ) {
        let policy = &POLICIES[policy];
        let ledger = policy.organisation_ledger(after(on), &known(&deeds));
        let mut turned: Vec<DoneRecord> = deeds.iter().rev().cloned().collect();
        let middle = turn.min(turned.len());
        turned.rotate_left(middle);
        turned.extend(deeds.iter().take(turn).cloned());
        let again = policy.organisation_ledger(after(on), &known(&turned));
        prop_assert_eq!(ledger.obligations, again.obligations);
    }

    #[test]
    fn doing_something_never_makes_anything_more_overdue(
        policy in 0..POLICIES.len(), deeds in vec(deed(), 0..12), one_more in deed(), on in 150..1300u64,
    ) {
        let policy = &POLICIES[policy];
        let before = policy.organisation_ledger(after(on), &known(&deeds));
        let with: Vec<DoneRecord> = deeds.iter().cloned().chain([one_more]).collect();
        let with = policy.organisation_ledger(after(on), &known(&with));
        let before = by_line(&before);
        let with = by_line(&with);
        prop_assert!(before.keys().eq(with.keys()));
        for (line, entries) in &before {
            let (worst, sum) = overdue(entries);
            let (worst_now, sum_now) = overdue(&with[line]);
            prop_assert!(worst_now <= worst, "{line:?}: {worst} {worst_now}");
            prop_assert!(sum_now <= sum, "{line:?}: {sum} {sum_now}");
        }
    }

    #[test]
    fn every_line_adds_up(policy in 0..POLICIES.len(), deeds in vec(deed(), 0..12), on in 0..1300u64) {
        let as_of = after(on);
        let ledger = POLICIES[policy].organisation_ledger(as_of, &known(&deeds));
        for entry in &ledger.obligations {
            let overdue = entry.due.map_or(0, |due| (as_of - due).num_days().max(0));
            let expected = match entry.state {
                ObligationState::Missed => {
                    prop_assert!(entry.done_on.is_none() && overdue > 0, "{entry:?}");
                    overdue
                }
                ObligationState::Done | ObligationState::DoneLate => {
                    prop_assert!(entry.done_on.is_some() && entry.times_done == entry.times, "{entry:?}");
                    0
                }
                ObligationState::Due => {
                    prop_assert!(overdue == 0 && entry.from.is_none_or(|from| from <= as_of), "{entry:?}");
                    0
                }
                _ => 0,
            };
            prop_assert_eq!(i64::from(entry.days_overdue), expected);
            prop_assert_eq!(entry.days_late > 0, entry.state == ObligationState::DoneLate);
            prop_assert!(entry.next_due.is_none_or(|next| next >= as_of), "{:?}", entry);
        }
        let told = ledger.rejected.len() + ledger.doubtful.len();
        prop_assert!(told <= deeds.len());
    }
}
