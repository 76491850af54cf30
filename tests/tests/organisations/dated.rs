//! What is due by a day, in a phase, before a holiday, several times, and without a day. Everything is invented.

use crate::{POLICY, day, known, lines, says};
use hutong::Policy;
use hutong::organisations::{Known, ObligationState};

// By a day.

#[test]
fn the_forms_by_22_july_2024_and_by_16_october_2026() {
    let forms = |duty: &str, as_of: &str, deeds: &[&str], expected: &str| {
        says(&POLICY, duty, "township", as_of, deeds, &[expected]);
    };
    forms("forms-2024", "2024-07-22", &[], "due 2024-04-01 → 2024-07-22");
    forms(
        "forms-2024",
        "2024-07-23",
        &[],
        "missed 2024-04-01 → 2024-07-22 missed since 2024-07-23 1 days overdue",
    );
    forms("forms-2024", "2024-08-01", &["2024-07-22"], "done 2024-04-01 → 2024-07-22 on 2024-07-22");
    forms(
        "forms-2024",
        "2026-11-01",
        &["2024-07-25"],
        "done-late 2024-04-01 → 2024-07-22 on 2024-07-25 missed since 2024-07-23 3 days late",
    );
    forms("forms-2024", "2024-08-01", &["2024-04-01"], "done 2024-04-01 → 2024-07-22 on 2024-04-01");
    forms("forms-2026", "2026-10-16", &["2026-10-16"], "done 2024-04-01 → 2026-10-16 on 2026-10-16");
    forms(
        "forms-2026",
        "2026-10-17",
        &["2026-10-17"],
        "done-late 2024-04-01 → 2026-10-16 on 2026-10-17 missed since 2026-10-17 1 days late",
    );
}

#[test]
fn one_deed_never_serves_two_days() {
    let mut source = POLICY.source().clone();
    for duty in source.organisation_duties.iter_mut().filter(|duty| duty.id == "forms-2024") {
        let days = ["2024-07-22", "2026-10-16"].map(day).to_vec();
        duty.pace = hutong::policy::source::Pace::By(days);
    }
    let policy = Policy::from_source(source).expect("a policy");
    says(
        &policy,
        "forms-2024",
        "township",
        "2026-11-01",
        &["2024-08-01"],
        &[
            "missed 2024-04-01 → 2024-07-22 missed since 2024-07-23 832 days overdue",
            "done 2024-07-23 → 2026-10-16 on 2024-08-01",
        ],
    );
}

// During a phase.

#[test]
fn a_phase_is_open_on_its_days_and_can_be_made_good_late() {
    let phase = |duty: &str, as_of: &str, deeds: &[&str], expected: &str| {
        says(&POLICY, duty, "township", as_of, deeds, &[expected]);
    };
    phase("phase-2-survey", "2024-07-31", &[], "due 2024-04-01 → 2024-07-31");
    phase("phase-2-survey", "2024-07-31", &["2024-05-10"], "done 2024-04-01 → 2024-07-31 on 2024-05-10");
    phase(
        "phase-2-survey",
        "2024-08-01",
        &["2024-03-31"],
        "missed 2024-04-01 → 2024-07-31 missed since 2024-08-01 1 days overdue",
    );
    phase(
        "phase-2-survey",
        "2025-01-01",
        &["2024-08-10"],
        "done-late 2024-04-01 → 2024-07-31 on 2024-08-10 missed since 2024-08-01 10 days late",
    );
    phase("phase-4-consolidation", "2025-12-31", &[], "upcoming 2026-01-01 → 2026-10-31");
    phase(
        "phase-4-consolidation",
        "2026-10-31",
        &["2026-10-31"],
        "done 2026-01-01 → 2026-10-31 on 2026-10-31",
    );
}

// Before school holidays.

#[test]
fn a_lecture_is_due_before_each_holiday_that_is_given_and_the_others_stay_in_words() {
    let with = |holidays: &[&str], deeds: &[&str], as_of: &str| {
        let holidays = holidays.iter().map(|first| day(first)).collect();
        let ledger = POLICY.organisation_ledger(day(as_of), &Known { holidays, ..known(deeds) });
        lines(&ledger, "school-safety-lecture", "schools")
    };
    assert_eq!(with(&[], &[], "2025-01-01"), ["standing"], "no day is known, and it is still told");
    let lecture = "school-safety-lecture schools";
    let holidays = ["2025-07-12", "2025-01-18", "2025-01-18"];
    assert_eq!(
        with(&holidays, &[&format!("{lecture} 2025-01-17")], "2025-07-12"),
        [
            "done 2024-07-18 → 2025-01-17 on 2025-01-17",
            "missed 2025-01-18 → 2025-07-11 missed since 2025-07-12 1 days overdue",
            "standing",
        ]
    );
    assert_eq!(
        with(&["2025-01-18"], &[&format!("{lecture} 2025-01-18")], "2025-01-18"),
        ["missed 2024-07-18 → 2025-01-17 missed since 2025-01-18 1 days overdue", "standing"],
        "on the first day of the holiday it is too late"
    );
}

// Without a day.

#[test]
fn what_is_asked_for_once_without_a_day_is_due_until_it_is_done() {
    let centre = |as_of: &str, deeds: &[&str], expected: &str| {
        says(&POLICY, "hotline-centre", "youth-league", as_of, deeds, &[expected]);
    };
    centre("2024-06-21", &[], "due 2024-04-01");
    centre("2031-06-21", &[], "due 2024-04-01");
    centre("2025-02-02", &["2025-02-02"], "done 2024-04-01 on 2025-02-02");
}

#[test]
fn duties_that_always_hold_say_so_in_words_and_tell_what_was_last_done() {
    says(
        &POLICY,
        "clinic-list",
        "health",
        "2025-06-01",
        &["2024-08-01", "2025-03-01"],
        &["standing last 2025-03-01"],
    );
    let ledger = POLICY.organisation_ledger(day("2025-06-01"), &Known::default());
    let words = |duty: &str| {
        let entry = ledger.obligations.iter().find(|entry| entry.duty == duty).expect("an obligation");
        assert_eq!(entry.state, ObligationState::Standing);
        entry.remarks.iter().map(|remark| remark.id()).collect::<Vec<_>>()
    };
    assert_eq!(words("data-cleaning"), ["no-interval-stated"]);
    assert_eq!(words("child-director-register"), ["no-number-of-days"]);
    assert_eq!(words("training-files"), ["at-all-times"]);
}

// Several times in a period.

#[test]
fn twice_a_year_needs_two_days_and_the_second_makes_it_complete() {
    let mut source = POLICY.source().clone();
    for duty in source.organisation_duties.iter_mut().filter(|duty| duty.id == "yearly-check") {
        duty.times = 2;
    }
    let policy = Policy::from_source(source).expect("a policy");
    let check = |policy: &Policy, deeds: &[&str], expected: &[&str]| {
        says(policy, "yearly-check", "civil-affairs", "2024-12-31", deeds, expected);
    };
    let next = "upcoming 2025-01-01 → 2025-12-31";
    let due = "due 2024-06-21 → 2024-12-31";
    check(&policy, &["2024-07-01", "2024-07-01"], &[due, next]);
    check(&policy, &["2024-09-30", "2024-07-01"], &["done 2024-06-21 → 2024-12-31 on 2024-09-30", next]);
    check(&policy, &["2024-08", "2024-08-05"], &[due, next]);
    let rolling = policy.with_reading("every-year", "rolling").expect("an alternative");
    check(
        &rolling,
        &["2024-07-01", "2024-09-30"],
        &[
            "done 2024-06-21 → 2025-06-21 on 2024-07-01",
            "done 2024-06-21 → 2025-06-21 on 2024-09-30",
            "due 2024-07-01 → 2025-07-01",
            "due 2024-09-30 → 2025-09-30",
        ],
    );
}
