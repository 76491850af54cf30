//! What changes by itself, in sentences: for each kind of day just before it, on it and after it, and for days that are
//! known only to the month. Every child is invented. That a forecast names every such day and no other is a law, in
//! `laws_of_time`.

use chrono::NaiveDate;
use hutong::assessment::{Forecast, Outlook, Scope};
use hutong::{Child, Policy};
use hutong_tests::{base_record, child};
use std::sync::LazyLock;

static POLICY: LazyLock<Policy> =
    LazyLock::new(|| Policy::builtin("puning-2024").expect("the policy comes with the library"));

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

/// The child of a base with some facts otherwise.
fn record(base: &str, changes: &[(&str, &str)]) -> Child {
    let mut record = base_record("puning-2024", base).expect("a base");
    record.extend(changes.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())));
    child(&record).expect("values that the columns accept")
}

fn outlook(child: &Child, as_of: &str) -> Outlook<'static> {
    POLICY.forecast(child, day(as_of))
}

/// What changes on a day: `kind/id from → to`, and the levels.
fn told(forecast: &Forecast<'_>) -> Vec<String> {
    let rules = forecast.changes.iter();
    let rules = rules
        .map(|change| format!("{}/{} {}→{}", change.kind.id(), change.id, change.from.id(), change.to.id()));
    let levels = |levels: &hutong::assessment::LevelIds<'_>| levels.ids().collect::<Vec<_>>().join("|");
    let levels = format!("level {}→{}", levels(&forecast.levels_before), levels(&forecast.levels));
    rules.chain([levels]).collect()
}

/// The change on a day, which must hold each of the parts; `because` is the fact and what it reaches.
#[track_caller]
fn on(outlook: &Outlook<'static>, on: &str, because: &str, parts: &[&str]) -> Forecast<'static> {
    let days: Vec<String> = outlook.changes().iter().map(|change| change.on.to_string()).collect();
    let forecast = outlook.changes().iter().find(|change| change.on == day(on));
    let forecast = forecast.unwrap_or_else(|| panic!("nothing on {on}, only on {days:?}"));
    let causes = forecast.because.iter().map(|cause| format!("{} {}", cause.fact.path(), cause.reaches));
    assert_eq!(causes.collect::<Vec<_>>().join(", "), because);
    let told = told(forecast);
    for part in parts {
        assert!(told.iter().any(|line| line == part), "no {part} in {told:#?}");
    }
    forecast.clone()
}

#[track_caller]
fn days(outlook: &Outlook<'_>, expected: &[&str]) {
    let days: Vec<String> = outlook.changes().iter().map(|change| change.on.to_string()).collect();
    assert_eq!(days, expected);
}

// Sixteen.

#[test]
fn a_left_behind_child_is_one_until_sixteen_which_is_attained_the_day_after_the_birthday() {
    let child = record("both-away", &[("birth_date", "2010-11-10")]);
    let ahead = outlook(&child, "2026-11-01");
    on(
        &ahead,
        "2026-11-11",
        "birth_date at least 16 years",
        &["population/left-behind yes→no", "level green→not-graded", "duty/green-contact yes→no"],
    );
    // Just before, and on the birthday itself, it still lies ahead; on the day it has happened.
    for as_of in ["2026-11-09", "2026-11-10"] {
        assert_eq!(outlook(&child, as_of).changes()[0].on, day("2026-11-11"), "{as_of}");
    }
    days(&outlook(&child, "2026-11-11"), &["2028-11-11"]);
}

#[test]
fn where_the_birthday_itself_counts_sixteen_comes_a_day_earlier() {
    let policy = POLICY.with_reading("attainment-of-age", "on-birthday").expect("a reading");
    let child = record("both-away", &[("birth_date", "2010-11-10")]);
    assert_eq!(policy.forecast(&child, day("2026-11-01")).changes()[0].on, day("2026-11-10"));
}

#[test]
fn born_on_29_february_the_birthday_of_a_common_year_is_the_28th() {
    let child = record("both-away", &[("birth_date", "2012-02-29")]);
    days(&outlook(&child, "2027-01-01"), &["2028-03-01", "2030-03-01"]);
}

// Eighteen.

#[test]
fn at_eighteen_a_child_is_outside_and_everything_but_the_transition_ends() {
    let changes = [
        ("birth_date", "2008-11-19"),
        ("findings.maltreatment", "confirmed"),
        ("household.relief", "minimum-living-allowance"),
    ];
    let child = record("settled", &changes);
    let ahead = outlook(&child, "2026-11-01");
    days(&ahead, &["2026-11-20"]);
    let of_age = on(
        &ahead,
        "2026-11-20",
        "birth_date at least 18 years",
        &[
            "population/in-difficulty yes→no",
            "trigger/unlawful-harm yes→no",
            "referral/mandatory-report yes→no",
            "level red→not-graded",
        ],
    );
    assert_eq!((of_age.scope_before, of_age.scope), (Scope::Inside, Scope::Outside));
    let child_at = |as_of: &str| POLICY.at(day(as_of)).assess(&child);
    let due: Vec<&str> = child_at("2026-11-19").duties().iter().map(|duty| duty.outcome.id).collect();
    let ended: Vec<&str> =
        of_age.changes.iter().filter(|change| change.kind.id() == "duty").map(|change| change.id).collect();
    assert_eq!(due, ended, "every duty of the last day as a child ends");
    assert!(child_at("2026-11-20").duties().is_empty());
    days(&outlook(&child, "2026-11-20"), &[]);
}

#[test]
fn for_a_child_of_whom_no_rule_says_anything_coming_of_age_is_still_told() {
    let child = record("settled", &[("birth_date", "2008-11-19")]);
    let of_age = on(
        &outlook(&child, "2026-11-01"),
        "2026-11-20",
        "birth_date at least 18 years",
        &["level not-graded→not-graded"],
    );
    assert_eq!(of_age.scope, Scope::Outside);
}

// Three months away.

#[test]
fn left_behind_begins_when_both_parents_have_been_away_for_three_months() {
    let child = record("both-away", &[("mother.away.since", "2026-08-20")]);
    for as_of in ["2026-11-01", "2026-11-19"] {
        on(
            &outlook(&child, as_of),
            "2026-11-20",
            "mother.away.since at least 3 months",
            &["population/left-behind no→yes", "level not-graded→green", "duty/green-visit no→yes"],
        );
    }
    assert!(outlook(&child, "2026-11-20").changes().iter().all(|change| change.on > day("2027-01-01")));
}

#[test]
fn both_parents_reach_three_months_on_one_day_and_both_are_named() {
    let child =
        record("both-away", &[("father.away.since", "2026-08-20"), ("mother.away.since", "2026-08-20")]);
    on(
        &outlook(&child, "2026-11-01"),
        "2026-11-20",
        "father.away.since at least 3 months, mother.away.since at least 3 months",
        &["population/left-behind no→yes"],
    );
}

#[test]
fn what_else_passes_on_the_same_day_is_not_named() {
    let carer = ("carer.birth_date", "1966-11-19");
    let child = record("both-away", &[("mother.away.since", "2026-08-20"), carer]);
    on(
        &outlook(&child, "2026-11-01"),
        "2026-11-20",
        "mother.away.since at least 3 months",
        &["population/left-behind no→yes"],
    );
}

#[test]
fn an_absence_from_the_last_day_of_november_has_run_on_the_last_of_february() {
    let child = record("both-away", &[("mother.away.since", "2026-11-30")]);
    assert_eq!(outlook(&child, "2026-12-01").changes()[0].on, day("2027-02-28"));
}

#[test]
fn an_absence_begun_anew_after_a_return_to_live_counts_from_then() {
    let returns = ("mother.away.returns", "2026-08-01..2026-09-10 back-to-live");
    let child = record("both-away", &[returns]);
    on(
        &outlook(&child, "2026-11-01"),
        "2026-12-10",
        "mother.away.since at least 3 months",
        &["population/left-behind no→yes"],
    );
}

// Out of contact, and custody.

#[test]
fn out_of_contact_without_support_for_six_months_makes_unattended() {
    let lost = [
        ("mother.out_of_contact.state", "confirmed"),
        ("mother.out_of_contact.without_support", "yes"),
        ("mother.out_of_contact.since", "2026-05-20"),
    ];
    let child = record("father-dead", &lost);
    for as_of in ["2026-11-01", "2026-11-19"] {
        on(
            &outlook(&child, as_of),
            "2026-11-20",
            "mother.out_of_contact.since at least 6 months",
            &["category/de-facto-unattended no→yes", "level not-graded→blue"],
        );
    }
    assert!(outlook(&child, "2026-11-20").changes().iter().all(|change| change.on > day("2027-01-01")));
}

#[test]
fn custody_without_a_fixed_term_counts_when_six_months_have_passed() {
    let detained = [("mother.custody.kind", "detention"), ("mother.custody.from", "2026-05-20")];
    let ahead = outlook(&record("father-dead", &detained), "2026-11-01");
    on(
        &ahead,
        "2026-11-20",
        "mother.custody.from at least 6 months",
        &["category/de-facto-unattended no→yes", "level not-graded→blue"],
    );
    assert!(ahead.checks().iter().all(|check| check.code != "term-over"), "no term, nothing to check");
}

#[test]
fn a_sentence_counts_from_its_first_day_so_six_months_later_nothing_changes() {
    let sentence = [
        ("mother.custody.kind", "sentence"),
        ("mother.custody.from", "2026-10-20"),
        ("mother.custody.until", "2027-10-19"),
    ];
    let ahead = outlook(&record("father-dead", &sentence), "2026-11-01");
    assert!(
        ahead.changes().iter().all(|change| change.scope == Scope::Outside),
        "only coming of age: {:?}",
        ahead.changes()
    );
}

#[test]
fn the_end_of_a_term_is_a_day_to_check_and_changes_no_answer() {
    let sentence = [
        ("mother.custody.kind", "sentence"),
        ("mother.custody.from", "2026-01-10"),
        ("mother.custody.until", "2026-12-09"),
    ];
    let child = record("father-dead", &sentence);
    let ahead = outlook(&child, "2026-11-01");
    let term = &ahead.checks()[0];
    assert_eq!((term.on, term.code), (day("2026-12-10"), "term-over"));
    let because = term.because.map(|fact| (fact.path().into_owned(), fact.value().to_string()));
    assert_eq!(because, Some(("mother.custody.until".into(), "2026-12-09".into())));
    assert!(term.zh.contains("核实") && term.en.contains("check"));
    assert!(ahead.changes().iter().all(|change| change.on != term.on));
    // The warning that the record then carries is the record's own.
    let codes = |on: &str| {
        let faults = hutong::check(&POLICY, &child, day(on));
        faults
            .iter()
            .map(|fault| fault.code().id())
            .filter(|code| code.starts_with("term"))
            .collect::<Vec<_>>()
    };
    assert_eq!((codes("2026-12-09"), codes("2026-12-10")), (vec![], vec!["term-over"]));
    assert!(
        outlook(&child, "2026-12-10").checks().iter().all(|check| check.code != "term-over"),
        "on the day it is a warning of the record"
    );
}

#[test]
fn a_term_known_to_the_month_is_over_when_the_month_is() {
    let sentence = [("father.custody.kind", "sentence"), ("father.custody.until", "2026-11")];
    let ahead = outlook(&record("settled", &sentence), "2026-11-01");
    assert_eq!(ahead.checks()[0].on, day("2026-12-01"));
}

#[test]
fn a_term_of_a_parent_who_is_free_again_is_nothing_to_check() {
    let free = [("mother.custody.kind", "none"), ("mother.custody.until", "2026-12-09")];
    assert!(
        outlook(&record("settled", &free), "2026-11-01")
            .checks()
            .iter()
            .all(|check| check.code != "term-over")
    );
}

// The transition.

#[test]
fn the_transition_ends_six_months_after_the_support_did() {
    let ended =
        [("support.benefit_ended_on", "2026-05-20"), ("support.benefit_ended_why", "parent-recovered")];
    let child = record("settled", &ended);
    for as_of in ["2026-11-01", "2026-11-19"] {
        on(
            &outlook(&child, as_of),
            "2026-11-20",
            "support.benefit_ended_on at least 6 months",
            &["duty/transition yes→no"],
        );
    }
    assert!(outlook(&child, "2026-11-20").changes().iter().all(|change| change.scope == Scope::Outside));
}

#[test]
fn the_transition_of_a_person_who_is_of_age_ends_too() {
    let ended = [
        ("birth_date", "2008-06-09"),
        ("support.benefit_ended_on", "2026-06-10"),
        ("support.benefit_ended_why", "came-of-age"),
    ];
    let child = record("settled", &ended);
    let ahead = outlook(&child, "2026-11-01");
    assert_eq!(ahead.scope(), Scope::Outside);
    days(&ahead, &["2026-12-10"]);
    on(&ahead, "2026-12-10", "support.benefit_ended_on at least 6 months", &["duty/transition yes→no"]);
    let everything = POLICY.at(day("2026-11-01")).assess_fully(&child);
    assert_eq!(everything.forecast().len(), 1, "a full assessment tells the same");
}

// The carer.

#[test]
fn a_sibling_who_cares_comes_of_age() {
    let sibling = [
        ("lives_with", ""),
        ("carer.relation", "elder-sibling"),
        ("carer.birth_date", "2008-11-19"),
        ("carer.capacity", ""),
    ];
    let ahead = outlook(&record("both-away", &sibling), "2026-11-01");
    let change = ahead.changes().iter().find(|change| change.on == day("2026-11-20")).expect("18 attained");
    assert_eq!(change.because[0].fact.path(), "carer.birth_date");
    assert!(
        told(change).contains(&"trigger/guardianship-severely-insufficient yes→undetermined".to_owned()),
        "{:?}",
        told(change)
    );
}

#[test]
fn a_half_disabled_carer_turns_sixty() {
    let elder = [("carer.birth_date", "1966-11-19"), ("carer.self_care", "half-disabled")];
    let ahead = outlook(&record("both-away", &elder), "2026-11-01");
    on(
        &ahead,
        "2026-11-20",
        "carer.birth_date at least 60 years",
        &["trigger/guardianship-severely-insufficient no→yes", "level green→yellow"],
    );
}

// Days that are not known exactly.

#[test]
fn a_birth_known_to_the_month_is_forecast_as_the_first_and_the_last_day_it_can_be() {
    let child = record("both-away", &[("birth_date", "2010-11")]);
    let ahead = outlook(&child, "2026-11-01");
    let first = on(
        &ahead,
        "2026-11-02",
        "birth_date at least 16 years",
        &["population/left-behind yes→undetermined", "level green→green|not-graded"],
    );
    let last = on(
        &ahead,
        "2026-12-01",
        "birth_date at least 16 years",
        &["population/left-behind undetermined→no", "level green|not-graded→not-graded"],
    );
    for change in [first, last] {
        assert_eq!(change.because[0].fact.value().to_string(), "2010-11");
        assert_eq!(
            (change.because[0].earliest, change.because[0].latest),
            (Some(day("2026-11-02")), Some(day("2026-12-01")))
        );
    }
    // In the midst of it the last day is still ahead, and the first still told.
    let midst = outlook(&child, "2026-11-15");
    assert_eq!(midst.changes()[0].on, day("2026-12-01"));
    assert_eq!(midst.changes()[0].because[0].earliest, Some(day("2026-11-02")));
}

#[test]
fn a_birth_known_to_the_year_is_of_age_at_the_latest_when_the_year_is_over() {
    let ahead = outlook(&record("settled", &[("birth_date", "2009")]), "2026-11-01");
    days(&ahead, &["2027-01-02", "2028-01-01"]);
    let scopes: Vec<Scope> = ahead.changes().iter().map(|change| change.scope).collect();
    assert_eq!(scopes, [Scope::PresumedInside, Scope::Outside]);
}

#[test]
fn an_absence_since_some_day_in_september_may_or_must_have_run() {
    let ahead = outlook(&record("both-away", &[("father.away.since", "2026-09")]), "2026-11-01");
    on(
        &ahead,
        "2026-12-01",
        "father.away.since at least 3 months",
        &["population/left-behind no→undetermined"],
    );
    on(
        &ahead,
        "2026-12-30",
        "father.away.since at least 3 months",
        &["population/left-behind undetermined→yes"],
    );
}

#[test]
fn a_day_that_nobody_recorded_is_named_as_such() {
    let ahead = outlook(&record("both-away", &[("birth_date", ""), ("mother.away.since", "")]), "2026-11-01");
    let undated: Vec<String> = ahead.undated().iter().map(|fact| fact.path().into_owned()).collect();
    assert_eq!(undated, ["birth_date", "mother.away.since"]);
    let known = outlook(&record("both-away", &[]), "2026-11-01");
    assert!(known.undated().is_empty());
}

#[test]
fn a_day_on_which_nothing_hangs_is_not_asked_for() {
    let ahead =
        outlook(&record("settled", &[("mother.away.since", ""), ("mother.custody.from", "")]), "2026-11-01");
    assert!(ahead.undated().is_empty(), "{:?}", ahead.undated());
}

#[test]
fn of_a_child_of_whom_nothing_is_known_nothing_is_forecast_and_the_birth_is_asked_for() {
    let ahead = outlook(&Child::default(), "2026-11-01");
    days(&ahead, &[]);
    assert!(ahead.undated().iter().any(|fact| fact.path() == "birth_date"));
}

// Closings, the policy, the horizon.

#[test]
fn a_closing_known_to_the_month_closes_at_its_end() {
    let closed = [
        ("findings.maltreatment", "confirmed"),
        ("findings.maltreatment.closed_on", "2026-11"),
        ("findings.maltreatment.closed_by", "township"),
    ];
    let ahead = outlook(&record("settled", &closed), "2026-11-01");
    on(
        &ahead,
        "2026-11-30",
        "findings.maltreatment closed",
        &["trigger/unlawful-harm yes→no", "level red→not-graded"],
    );
    let by_nobody = outlook(&record("settled", &closed[..2]), "2026-11-01");
    assert!(by_nobody.changes().iter().all(|change| change.on > day("2027-01-01")));
}

#[test]
fn the_policy_ends_with_its_document_and_answers_go_on_with_a_warning() {
    let child = record("both-away", &[]);
    let ahead = outlook(&child, "2026-11-01");
    let end = ahead.checks().last().expect("the document has an end");
    assert_eq!((end.on, end.code, end.because.is_none()), (day("2027-01-01"), "policy-ends", true));
    let warned = |as_of: &str| {
        POLICY.at(day(as_of)).assess(&child).warnings().iter().map(|warning| warning.code).collect::<Vec<_>>()
    };
    assert_eq!((warned("2026-12-31"), warned("2027-01-01")), (vec![], vec!["outside-time-in-force"]));
    assert!(outlook(&child, "2027-01-01").checks().is_empty());
    assert_eq!(outlook(&child, "2024-01-01").checks()[0].code, "policy-begins");
}

#[test]
fn a_forecast_ends_with_its_last_day_which_belongs_to_it() {
    let child = record("both-away", &[("birth_date", "2010-11-10")]);
    let until = |until: &str| {
        let assessor = POLICY.at(day("2026-11-01"));
        assessor.forecast_in(&child, Some(day(until)), &mut hutong::Scratch::default()).changes().len()
    };
    assert_eq!((until("2026-11-10"), until("2026-11-11")), (0, 1));
}

#[test]
fn a_forecast_is_json_without_more_of_the_record_than_the_days_that_count() {
    let child = record(
        "both-away",
        &[("key", "made-up 7"), ("birth_date", "2010-11-10"), ("residence.village", "某村")],
    );
    let json = outlook(&child, "2026-11-01").to_json();
    let value: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(value["format"], "hutong-forecast-1");
    assert_eq!(value["changes"][0]["because"][0]["fact"], "birth_date");
    assert_eq!(value["changes"][0]["because"][0]["reaches"], "at least 16 years");
    assert!(!json.contains("某村"));
}
