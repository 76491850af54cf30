//! Laws of histories, held against drawn ones (`PROPTEST_CASES` for another number). Every child is invented; days lie
//! close together, so that entries meet, overlap and contradict each other.

use chrono::{Days, NaiveDate};
use hutong::history::{Entry, EntryKind, EntryPlan, History};
use hutong::vocabulary::{Column, Kind, Part, columns};
use hutong::{Child, Policy, Renamed};
use hutong_tests::law_config;
use hutong_tests::records::{POLICY, as_of, numbers, whole};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;
use std::sync::LazyLock;

/// The policy as it stands, and with the reading under which duties start with the entry in the system.
static POLICIES: LazyLock<[Policy; 2]> = LazyLock::new(|| {
    let policy = Policy::builtin(POLICY).expect("the policy comes with the library");
    let by_entry = policy.with_reading("duty-starts", "entered-in-system").expect("an alternative");
    [policy, by_entry]
});

/// A day within ninety days, most of them before the as-of day.
fn day(number: u32) -> NaiveDate {
    as_of() - Days::new(80) + Days::new(u64::from(number % 90))
}

/// A cell for a column, blank more often than not where the number is even.
fn cell(column: &Column, number: u32) -> String {
    let pick = |texts: &[&str]| texts[number as usize / 3 % texts.len()].to_owned();
    match (column.kind, column.path.as_str()) {
        _ if number.is_multiple_of(3) => String::new(),
        (Kind::Date, _) if number % 7 == 1 => day(number / 21).format("%Y-%m").to_string(),
        (Kind::Date, _) => day(number / 21).to_string(),
        (Kind::Choice, _) => column.values[number as usize / 3 % column.values.len()].id.to_owned(),
        (Kind::County, _) => pick(&["441900", "440100", "abroad"]),
        (Kind::Returns, _) => pick(&["2026-10-01..2026-10-03 探亲", "2026-10-20.. 返乡"]),
        (_, "level") => pick(&["red", "yellow", "green", "not-graded", "purple"]),
        (_, "finding") => pick(&[
            "findings.missing",
            "失踪",
            "local.other-situation-red",
            "father.out_of_contact.state",
            "moon",
        ]),
        _ => pick(&["a", "b", "c"]),
    }
}

/// An entry of a kind by the numbers of its cells, as a row of a table gives it; nothing where the row lacks a field
/// that it cannot do without.
fn entry_of(kind: EntryKind, numbers: &[u32]) -> Option<Entry> {
    let paths = kind.columns().iter().map(|column| column.path.clone());
    let headers: Vec<String> = std::iter::once("key".to_owned()).chain(paths).collect();
    let plan = EntryPlan::new(kind, &headers, |_| Renamed::Unmentioned);
    let cells = kind.columns().iter().zip(numbers).map(|(column, number)| cell(column, *number));
    let row: Vec<String> = std::iter::once("made-up".to_owned()).chain(cells).collect();
    plan.read(&row).entry
}

fn entries() -> impl Strategy<Value = Vec<Entry>> {
    let kind = any::<Index>().prop_map(|index| *index.get(EntryKind::ALL));
    let one = (kind, vec(any::<u32>(), 8))
        .prop_filter_map("lacks a field", |(kind, numbers)| entry_of(kind, &numbers));
    vec(one, 0..14)
}

/// Levels alone, which lean on each other most.
fn levels() -> impl Strategy<Value = Vec<Entry>> {
    let one = vec(any::<u32>(), 8)
        .prop_filter_map("lacks a field", |numbers| entry_of(EntryKind::Levels, &numbers));
    vec(one, 0..8)
}

fn history(entries: &[Entry]) -> History {
    let mut history = History { birth_date: "2026-08".parse().expect("a month"), ..History::default() };
    for entry in entries {
        entry.clone().push_into(&mut history);
    }
    history
}

/// What a history says: its timeline, its ledger, and a record filled from it.
fn said(history: &History, policy: &Policy) -> (hutong::history::Timeline, String, Child) {
    let checked = history.check(policy, as_of());
    let ledger = policy.scheduler(as_of()).ledger(&checked.timeline).to_json();
    let mut child = Child::with_key("made-up");
    history.fill_record(policy, &mut child, as_of());
    (checked.timeline, ledger, child)
}

/// Every entry that was rejected, with its first reason, whatever its place.
fn reasons(history: &History, policy: &Policy) -> Vec<(&'static str, String)> {
    let rejected = history.check(policy, as_of()).rejected;
    let mut reasons: Vec<_> =
        rejected.iter().map(|entry| (entry.list, format!("{:?} {:?}", entry.fault, entry.more))).collect();
    reasons.sort();
    reasons
}

proptest! {
    #![proptest_config(law_config(4_000))]

    #[test]
    fn the_order_of_entries_never_matters(entries in prop_oneof![entries(), levels()], order in any::<u64>(), policy in 0..2_usize) {
        let policy = &POLICIES[policy];
        let mut shuffled: Vec<(u64, &Entry)> = entries
            .iter()
            .enumerate()
            .map(|(place, entry)| ((order ^ place as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15), entry))
            .collect();
        shuffled.sort_by_key(|(number, _)| *number);
        let shuffled: Vec<Entry> = shuffled.into_iter().map(|(_, entry)| entry.clone()).collect();
        prop_assert_eq!(said(&history(&entries), policy), said(&history(&shuffled), policy));
        prop_assert_eq!(reasons(&history(&entries), policy), reasons(&history(&shuffled), policy));
    }

    #[test]
    fn an_entry_that_stands_twice_changes_nothing(
        entries in prop_oneof![entries(), levels()],
        again in vec(any::<Index>(), 0..6),
        policy in 0..2_usize,
    ) {
        let policy = &POLICIES[policy];
        let mut doubled = entries.clone();
        if !entries.is_empty() {
            doubled.extend(again.iter().map(|index| index.get(&entries).clone()));
        }
        prop_assert_eq!(said(&history(&entries), policy), said(&history(&doubled), policy));
    }

    #[test]
    fn every_entry_is_used_or_rejected_once(entries in entries()) {
        let history = history(&entries);
        let rejected = history.check(&POLICIES[0], as_of()).rejected;
        let mut places: Vec<_> = rejected.iter().map(|entry| (entry.list, entry.place)).collect();
        places.dedup();
        prop_assert_eq!(places.len(), rejected.len());
        let json = serde_json::to_value(&history).expect("JSON");
        for (list, place) in places {
            prop_assert!(json[list].as_array().is_some_and(|entries| place < entries.len()), "{list}[{place}]");
        }
    }

    #[test]
    fn what_was_rejected_can_be_left_out(entries in prop_oneof![entries(), levels()], policy in 0..2_usize) {
        let policy = &POLICIES[policy];
        let whole = history(&entries);
        let checked = whole.check(policy, as_of());
        let overlap = checked.rejected.iter().any(|entry| entry.list == "levels");
        let mut seen = std::collections::BTreeMap::<&str, usize>::new();
        let kept: Vec<Entry> = entries
            .iter()
            .filter(|entry| {
                let place = seen.entry(entry.kind().id()).or_default();
                *place += 1;
                !checked.rejected.iter().any(|known| known.list == entry.kind().id() && known.place + 1 == *place)
            })
            .cloned()
            .collect();
        let (again, _, child) = said(&history(&kept), policy);
        prop_assert_eq!(child, said(&whole, policy).2);
        // A level without a first day is told, and may be in force all the same.
        if !overlap {
            prop_assert_eq!(&again, &checked.timeline);
        }
    }

    #[test]
    fn a_history_never_changes_a_field_that_the_record_has(
        drawn in vec(any::<u32>(), numbers()),
        entries in entries(),
    ) {
        let before = whole(&drawn);
        let mut after = before.clone();
        history(&entries).fill_record(&POLICIES[0], &mut after, as_of());
        for (place, column) in columns().iter().enumerate() {
            let (was, is) = (before.text(place), after.text(place));
            prop_assert!(was.is_empty() || was == is, "{}: {was} became {is}", column.path);
        }
        for (id, finding) in &before.local {
            for column in 0..6 {
                let (was, is) = (finding.text(column), after.local[id].text(column));
                prop_assert!(was.is_empty() || was == is, "local.{id}: {was} became {is}");
            }
        }
        prop_assert_eq!(before.local.len(), after.local.len());
    }

    #[test]
    fn a_history_written_as_json_reads_back(entries in entries()) {
        let history = history(&entries);
        let reading = History::read_json(&serde_json::to_string(&history).expect("JSON"));
        prop_assert_eq!(reading.faults, vec![]);
        prop_assert_eq!(reading.history, history);
    }

    #[test]
    fn no_text_stops_the_reader(text in ".{0,80}", inner in "[\\[\\]{}\",:a-z0-9 ]{0,60}") {
        let _ = History::read_json(&text);
        let reading = History::read_json(&format!(r#"{{"contacts": [{inner}]}}"#));
        let _ = reading.check(&POLICIES[0], as_of());
    }
}
