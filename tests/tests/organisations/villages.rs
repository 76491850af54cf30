//! Child directors: one in every village, further ones where more than thirty children live. All villages are invented.

use crate::{POLICY, day};
use hutong::organisations::{Known, ObligationState, Remark, VillageRecord, Villages};
use hutong::{Count, Policy, Truth};

const MEMBER: [Truth; 2] = [Truth::Yes, Truth::No];
const BOTH: [Truth; 2] = [Truth::Yes, Truth::Yes];
const OPEN: [Truth; 2] = [Truth::No, Truth::Undetermined];
const OUTSIDE: [Truth; 2] = [Truth::No, Truth::No];

fn village(children: &[(usize, [Truth; 2])]) -> Villages {
    let mut villages = Villages::default();
    for (number, populations) in children {
        for _ in 0..*number {
            villages.add_child(Some("青榕镇"), Some("榕东村"), populations);
        }
    }
    villages
}

fn counted(children: Option<u16>, directors: Option<u16>) -> VillageRecord {
    VillageRecord {
        township: "青榕镇".into(),
        village: "榕东村".into(),
        children: Count(children),
        directors: Count(directors),
    }
}

/// State and remark of a duty in the one village; nothing where it does not arise.
fn of(policy: &Policy, duty: &str, villages: &Villages) -> Option<(ObligationState, Remark)> {
    let known = Known { villages: villages.clone(), ..Known::default() };
    let ledger = policy.organisation_ledger(day("2026-11-01"), &known);
    let mut found = ledger.obligations.into_iter().filter(|entry| entry.duty == duty);
    let entry = found.next()?;
    assert_eq!(found.next(), None);
    Some((entry.state, entry.remarks[0]))
}

fn further(villages: &Villages) -> Option<(ObligationState, Remark)> {
    of(&POLICY, "further-child-directors", villages)
}

#[test]
fn thirty_children_call_for_nothing_and_thirty_one_for_further_directors() {
    assert_eq!(further(&village(&[(30, MEMBER), (5, OUTSIDE)])), None);
    assert_eq!(
        further(&village(&[(31, MEMBER)])),
        Some((ObligationState::Due, Remark::FurtherDirectorsNeeded)),
        "the text does not say how many"
    );
}

#[test]
fn thirty_children_and_one_whose_membership_is_open_are_undetermined() {
    let open = Some((ObligationState::Undetermined, Remark::ChildrenOpen));
    assert_eq!(further(&village(&[(30, MEMBER), (1, OPEN)])), open);
    assert_eq!(further(&village(&[(29, MEMBER), (1, OPEN)])), None);
    let mut somewhere = village(&[(30, MEMBER)]);
    somewhere.add_child(Some("青榕镇"), None, &MEMBER);
    assert_eq!(further(&somewhere), open, "the village of the last child is not known");
    let mut elsewhere = village(&[(30, MEMBER)]);
    elsewhere.add_child(Some("白沙镇"), None, &MEMBER);
    assert_eq!(further(&elsewhere), None);
    let mut unreadable = village(&[(30, MEMBER)]);
    unreadable.add_unreadable(None, None, 2);
    assert_eq!(further(&unreadable), open, "a row that cannot be read may be a child of any village");
}

#[test]
fn a_child_of_both_populations_counts_once_unless_the_policy_adds_them_up() {
    let sixteen = village(&[(16, BOTH)]);
    assert_eq!(further(&sixteen), None);
    let summed = POLICY.with_reading("thirty-children", "sum-of-populations").expect("an alternative");
    let needed = Some((ObligationState::Due, Remark::FurtherDirectorsNeeded));
    assert_eq!(of(&summed, "further-child-directors", &sixteen), needed);
}

#[test]
fn one_director_is_not_a_further_one_and_two_are_perhaps_enough() {
    let with = |directors| {
        let mut villages = village(&[(31, MEMBER)]);
        villages.add_counted(&counted(None, directors));
        further(&villages)
    };
    let needed = Some((ObligationState::Due, Remark::FurtherDirectorsNeeded));
    assert_eq!([with(None), with(Some(0)), with(Some(1))], [needed; 3]);
    assert_eq!(with(Some(2)), Some((ObligationState::Standing, Remark::EnoughNotStated)));
}

#[test]
fn a_village_without_a_director_is_told_and_one_of_which_nothing_is_known_is_open() {
    let director = |villages: &Villages| of(&POLICY, "child-director-in-place", villages);
    let with = |directors| {
        let mut villages = Villages::default();
        villages.add_counted(&counted(None, directors));
        director(&villages)
    };
    assert_eq!(with(Some(0)), Some((ObligationState::Due, Remark::DirectorMissing)));
    assert_eq!(with(Some(1)), Some((ObligationState::Standing, Remark::DirectorsInPlace)));
    assert_eq!(with(None), Some((ObligationState::Undetermined, Remark::VillageNotKnown)));
    assert_eq!(
        director(&village(&[(1, MEMBER)])),
        Some((ObligationState::Undetermined, Remark::VillageNotKnown))
    );
    assert_eq!(
        director(&Villages::default()),
        Some((ObligationState::Undetermined, Remark::VillagesNotKnown)),
        "no village was told of, and the duty is still there"
    );
}

#[test]
fn the_higher_of_two_numbers_of_children_and_the_lower_of_directors_holds() {
    let mut villages = village(&[(31, MEMBER)]);
    villages.add_counted(&counted(Some(12), Some(2)));
    villages.add_counted(&counted(Some(29), Some(1)));
    let known = Known { villages, ..Known::default() };
    let ledger = POLICY.organisation_ledger(day("2026-11-01"), &known);
    let village = &ledger.villages[0];
    assert_eq!((village.children, village.possible, village.directors), (Some(31), Some(31), Some(1)));
    assert_eq!(village.place, "青榕镇/榕东村");
    let events = ledger.obligations.iter().filter(|entry| entry.duty == "village-safety-event");
    let places: Vec<_> = events.filter_map(|entry| entry.place.as_deref()).collect();
    assert_eq!(places, ["青榕镇/榕东村"; 3], "each year, and only for the village that there is");
}

#[test]
fn a_number_that_somebody_counted_is_enough() {
    let mut villages = Villages::default();
    villages.add_counted(&counted(Some(31), Some(1)));
    assert_eq!(further(&villages), Some((ObligationState::Due, Remark::FurtherDirectorsNeeded)));
    let mut villages = Villages::default();
    villages.add_counted(&counted(Some(30), Some(1)));
    assert_eq!(further(&villages), None);
}

#[test]
fn a_village_told_of_without_its_township_may_be_any_of_that_name() {
    let mut villages = village(&[(30, MEMBER)]);
    villages.add_child(None, Some("榕东村"), &MEMBER);
    villages.add_child(Some("白沙镇"), Some("榕东村"), &OPEN);
    let ledger = POLICY.organisation_ledger(day("2026-11-01"), &Known { villages, ..Known::default() });
    let found = ledger.villages.iter().map(|village| (&*village.place, village.children, village.possible));
    let expected = [("榕东村", 1, 32), ("白沙镇/榕东村", 0, 2), ("青榕镇/榕东村", 30, 31)];
    assert_eq!(
        found.collect::<Vec<_>>(),
        expected.map(|(place, children, possible)| (place, Some(children), Some(possible)))
    );
}
