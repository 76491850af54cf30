//! What is due every year and every half-year, by each reading. Everything is invented.

use crate::{POLICY, day, known, lines, says};
use hutong::Policy;
use hutong::organisations::Known;

// Every year, as a calendar year.

#[track_caller]
fn family_education(as_of: &str, deeds: &[&str], expected: &[&str]) {
    says(&POLICY, "family-education", "womens-federation", as_of, deeds, expected);
}

#[test]
fn a_yearly_duty_is_due_in_the_rest_of_the_first_year_and_missed_on_the_day_after_it() {
    let due = "due 2024-06-21 → 2024-12-31";
    family_education("2024-06-21", &[], &[due, "upcoming 2025-01-01 → 2025-12-31"]);
    family_education("2024-12-31", &[], &[due, "upcoming 2025-01-01 → 2025-12-31"]);
    family_education(
        "2025-01-01",
        &[],
        &[
            "missed 2024-06-21 → 2024-12-31 missed since 2025-01-01 1 days overdue",
            "due 2025-01-01 → 2025-12-31",
            "upcoming 2026-01-01 → 2026-12-31",
        ],
    );
}

#[test]
fn a_yearly_duty_is_met_on_the_first_day_and_on_the_last() {
    for on in ["2025-01-01", "2025-12-31"] {
        family_education(
            "2025-12-31",
            &["2024-07-01", on],
            &[
                "done 2024-06-21 → 2024-12-31 on 2024-07-01",
                &format!("done 2025-01-01 → 2025-12-31 on {on}"),
                "upcoming 2026-01-01 → 2026-12-31",
            ],
        );
    }
}

#[test]
fn what_is_done_a_day_late_counts_for_the_new_year_and_the_old_one_stays_missed() {
    family_education(
        "2026-03-01",
        &["2024-09-01", "2026-01-01"],
        &[
            "done 2024-06-21 → 2024-12-31 on 2024-09-01",
            "missed 2025-01-01 → 2025-12-31 missed since 2026-01-01 60 days overdue",
            "done 2026-01-01 → 2026-12-31 on 2026-01-01",
        ],
    );
}

#[test]
fn twice_in_a_year_counts_once_and_entering_it_later_changes_nothing() {
    let expected = [
        "missed 2024-06-21 → 2024-12-31 missed since 2025-01-01 180 days overdue",
        "done 2025-01-01 → 2025-12-31 on 2025-02-03",
        "upcoming 2026-01-01 → 2026-12-31",
    ];
    family_education("2025-06-29", &["2025-02-03"], &expected);
    family_education("2025-06-29", &["2025-05-06", "2025-02-03", "2025-02-03"], &expected);
    family_education("2025-06-29", &["2025-02-03 ~ 2025-06-20"], &expected);
    let late = known(&["family-education womens-federation 2025-02-03 ~ 2025-06-20"]);
    let ledger = POLICY.organisation_ledger(day("2025-06-29"), &late);
    let entered = ledger.obligations.iter().find_map(|entry| entry.entered_on);
    assert_eq!(entered.map(|on| on.to_string()).as_deref(), Some("2025-06-20"));
}

#[test]
fn a_year_ends_with_the_policy_and_nothing_comes_after_it() {
    let all = ["2024-07-01", "2025-07-01"];
    family_education(
        "2027-01-02",
        &all,
        &[
            "done 2024-06-21 → 2024-12-31 on 2024-07-01",
            "done 2025-01-01 → 2025-12-31 on 2025-07-01",
            "missed 2026-01-01 → 2026-12-31 missed since 2027-01-01 2 days overdue",
        ],
    );
    let mut source = POLICY.source().clone();
    source.document.until = Some(day("2026-06-30"));
    let shorter = Policy::from_source(source).expect("a policy");
    says(
        &shorter,
        "family-education",
        "womens-federation",
        "2026-07-01",
        &all,
        &[
            "done 2024-06-21 → 2024-12-31 on 2024-07-01",
            "done 2025-01-01 → 2025-12-31 on 2025-07-01",
            "missed 2026-01-01 → 2026-06-30 missed since 2026-07-01 1 days overdue",
        ],
    );
}

#[test]
fn before_the_document_every_duty_lies_ahead_and_the_ledger_warns() {
    family_education("2024-06-20", &[], &["upcoming 2024-06-21 → 2024-12-31"]);
    let ledger = POLICY.organisation_ledger(day("2024-06-20"), &Known::default());
    assert_eq!(ledger.warnings[0].code, "outside-time-in-force");
    let phase = lines(&ledger, "phase-2-survey", "township");
    assert_eq!(phase, ["due 2024-04-01 → 2024-07-31"], "two phases began before the document");
}

// Every year, read otherwise.

#[test]
fn the_first_year_by_each_reading() {
    let policy = |chosen: &str| POLICY.with_reading("first-year", chosen).expect("an alternative");
    let of = |policy: &Policy, on: &str, expected: &[&str]| {
        says(policy, "yearly-check", "civil-affairs", "2024-12-31", &[on], expected);
    };
    let next = "upcoming 2025-01-01 → 2025-12-31";
    of(&POLICY, "2024-03-01", &["due 2024-06-21 → 2024-12-31", next]);
    of(&policy("whole-first-year"), "2024-03-01", &["done 2024-01-01 → 2024-12-31 on 2024-03-01", next]);
    of(&policy("from-next-year"), "2024-07-01", &[next]);
}

#[test]
fn every_year_as_twelve_months_from_the_last_time() {
    let rolling = POLICY.with_reading("every-year", "rolling").expect("an alternative");
    let of = |as_of: &str, deeds: &[&str], expected: &[&str]| {
        says(&rolling, "demonstration-training", "civil-affairs", as_of, deeds, expected);
    };
    of("2025-06-21", &[], &["due 2024-06-21 → 2025-06-21"]);
    of("2025-06-22", &[], &["missed 2024-06-21 → 2025-06-21 missed since 2025-06-22 1 days overdue"]);
    of(
        "2025-07-15",
        &["2025-07-01", "2024-06-21"],
        &[
            "done 2024-06-21 → 2025-06-21 on 2024-06-21",
            "done-late 2024-06-21 → 2025-06-21 on 2025-07-01 missed since 2025-06-22 10 days late",
            "due 2025-07-01 → 2026-07-01",
        ],
    );
}

// At least half-yearly, rolling from the last notice.

#[track_caller]
fn half_yearly(as_of: &str, deeds: &[&str], expected: &[&str]) {
    says(&POLICY, "half-yearly-list", "civil-affairs", as_of, deeds, expected);
}

#[test]
fn the_first_list_is_due_six_months_after_the_plan_began() {
    half_yearly("2024-12-21", &[], &["due 2024-06-21 → 2024-12-21"]);
    half_yearly(
        "2024-12-22",
        &[],
        &["missed 2024-06-21 → 2024-12-21 missed since 2024-12-22 1 days overdue"],
    );
}

#[test]
fn each_list_is_due_six_months_after_the_last_and_a_late_one_begins_anew() {
    half_yearly(
        "2025-09-01",
        &["2024-08-31", "2025-03-02"],
        &[
            "done 2024-06-21 → 2024-12-21 on 2024-08-31",
            "done-late 2024-08-31 → 2025-02-28 on 2025-03-02 missed since 2025-03-01 2 days late",
            "due 2025-03-02 → 2025-09-02",
        ],
    );
}

#[test]
fn a_list_on_the_due_day_is_in_time_and_two_lists_only_bring_the_next_one_nearer() {
    half_yearly(
        "2025-02-01",
        &["2024-12-21", "2025-01-05", "2025-01-05"],
        &[
            "done 2024-06-21 → 2024-12-21 on 2024-12-21",
            "done 2024-12-21 → 2025-06-21 on 2025-01-05",
            "due 2025-01-05 → 2025-07-05",
        ],
    );
}

#[test]
fn a_list_that_would_fall_due_after_the_policy_lapses_with_it() {
    let done = ["2024-12-01", "2025-06-01", "2025-12-01", "2026-06-01", "2026-09-01"];
    let last = |as_of: &str| {
        let deeds: Vec<String> =
            done.iter().map(|on| format!("half-yearly-list civil-affairs {on}")).collect();
        let deeds: Vec<&str> = deeds.iter().map(String::as_str).collect();
        let ledger = POLICY.organisation_ledger(day(as_of), &known(&deeds));
        lines(&ledger, "half-yearly-list", "civil-affairs").pop()
    };
    assert_eq!(last("2026-12-31").as_deref(), Some("due 2026-09-01 → 2027-03-01"));
    assert_eq!(last("2027-03-02").as_deref(), Some("lapsed 2026-09-01 → 2027-03-01"));
}

#[test]
fn half_years_by_the_calendar_where_the_policy_says_so() {
    let calendar = POLICY.with_reading("half-yearly", "half-years").expect("an alternative");
    says(
        &calendar,
        "half-yearly-list",
        "civil-affairs",
        "2025-01-31",
        &["2024-06-30", "2025-01-31"],
        &[
            "done 2024-06-21 → 2024-06-30 on 2024-06-30",
            "missed 2024-07-01 → 2024-12-31 missed since 2025-01-01 31 days overdue",
            "done 2025-01-01 → 2025-06-30 on 2025-01-31",
            "upcoming 2025-07-01 → 2025-12-31",
        ],
    );
}

// Each year by 3 November.

#[track_caller]
fn report(policy: &Policy, as_of: &str, deeds: &[&str], expected: &[&str]) {
    says(policy, "progress-report", "civil-affairs", as_of, deeds, expected);
}

#[test]
fn the_third_of_november_is_the_last_good_day_or_the_day_before_it() {
    let before = POLICY.with_reading("last-good-day", "day-before").expect("an alternative");
    let next = "upcoming 2025-01-01 → 2025-11-03";
    report(&POLICY, "2024-11-03", &[], &["due 2024-06-21 → 2024-11-03", next]);
    report(&POLICY, "2024-11-03", &["2024-11-03"], &["done 2024-06-21 → 2024-11-03 on 2024-11-03", next]);
    report(
        &POLICY,
        "2024-11-04",
        &[],
        &["missed 2024-06-21 → 2024-11-03 missed since 2024-11-04 1 days overdue", next],
    );
    let next = "upcoming 2025-01-01 → 2025-11-02";
    report(
        &before,
        "2024-11-03",
        &["2024-11-03"],
        &["done-late 2024-06-21 → 2024-11-02 on 2024-11-03 missed since 2024-11-03 1 days late", next],
    );
    report(&before, "2024-11-03", &["2024-11-02"], &["done 2024-06-21 → 2024-11-02 on 2024-11-02", next]);
}

#[test]
fn a_late_report_is_late_for_its_own_year_and_does_not_serve_the_next() {
    report(
        &POLICY,
        "2025-11-10",
        &["2024-11-05"],
        &[
            "done-late 2024-06-21 → 2024-11-03 on 2024-11-05 missed since 2024-11-04 2 days late",
            "missed 2025-01-01 → 2025-11-03 missed since 2025-11-04 7 days overdue",
            "upcoming 2026-01-01 → 2026-11-03",
        ],
    );
}

#[test]
fn the_report_of_a_year_that_began_before_the_policy_ends_with_its_last_november() {
    report(
        &POLICY,
        "2030-01-01",
        &["2024-10-01", "2025-10-01", "2026-11-03"],
        &[
            "done 2024-06-21 → 2024-11-03 on 2024-10-01",
            "done 2025-01-01 → 2025-11-03 on 2025-10-01",
            "done 2026-01-01 → 2026-11-03 on 2026-11-03",
        ],
    );
}
