//! What moved between two assessments, and because of what, in sentences. Every child is invented. That nothing moves
//! without a cause and that undoing the causes brings the answer back are laws, in `laws_of_time`.

use chrono::NaiveDate;
use hutong::assessment::{Cause, Comparison, Difference, Direction, RuleChange, Scope};
use hutong::{Child, Policy, Truth};
use hutong_tests::{base_record, child};
use std::sync::LazyLock;

static POLICY: LazyLock<Policy> =
    LazyLock::new(|| Policy::builtin("puning-2024").expect("the policy comes with the library"));

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

fn record(base: &str, changes: &[(&str, &str)]) -> Child {
    let mut record = base_record("puning-2024", base).expect("a base");
    record.extend(changes.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())));
    child(&record).expect("values that the columns accept")
}

/// The difference of two records on one day.
fn of(before: &Child, after: &Child) -> Difference<'static> {
    let assessor = POLICY.at(day("2026-11-01"));
    assessor.difference(before, &assessor, after)
}

/// The difference by time alone.
fn by_time(child: &Child, before: &str, after: &str) -> Difference<'static> {
    Comparison::new(&POLICY.at(day(before)), &POLICY.at(day(after))).of(child, child)
}

/// Causes in a few words: `fact before→after`, `fact reaches day`, `rule before→after`.
fn causes(difference: &Difference<'_>) -> Vec<String> {
    let tell = |cause: &Cause<'_>| match cause {
        Cause::Fact(fact) => format!("{} {}→{}", fact.fact, fact.before, fact.after),
        Cause::Time(time) => {
            let passed: Vec<String> = time
                .passed
                .iter()
                .map(|passed| {
                    let day =
                        |day: Option<NaiveDate>| day.map_or_else(|| "?".to_owned(), |day| day.to_string());
                    format!("{} {}..{}", passed.reaches, day(passed.earliest), day(passed.latest))
                })
                .collect();
            format!("{} {}", time.fact, passed.join(", "))
        }
        Cause::Policy(rule) => {
            format!("{} {}→{}", rule.name(), rule.before.unwrap_or("-"), rule.after.unwrap_or("-"))
        }
    };
    difference.causes().iter().map(tell).collect()
}

#[track_caller]
fn moves(difference: &Difference<'_>, direction: Direction, expected: &[&str]) {
    assert_eq!(difference.direction(), direction, "{difference:#?}");
    assert_eq!(causes(difference), expected);
}

fn moved(difference: &Difference<'_>, id: &str) -> Option<(Truth, Truth, String)> {
    let change = difference.changes().iter().find(|change| change.id == id)?;
    Some((change.from, change.to, change.cite.to_owned()))
}

#[test]
fn a_confirmed_harm_raises_to_red_and_names_the_finding_and_the_clause() {
    let (before, after) =
        (record("low-income", &[]), record("low-income", &[("findings.violent_injury", "confirmed")]));
    let difference = of(&before, &after);
    moves(&difference, Direction::Raised, &["findings.violent_injury no→confirmed"]);
    assert_eq!(difference.because(), ["findings.violent_injury"]);
    assert_eq!(moved(&difference, "unlawful-harm"), Some((Truth::No, Truth::Yes, "三.1".into())));
    assert_eq!(
        moved(&difference, "green-visit").map(|(from, to, _)| (from, to)),
        Some((Truth::Yes, Truth::No))
    );
    assert_eq!(
        moved(&difference, "red-intervention").map(|(from, to, _)| (from, to)),
        Some((Truth::No, Truth::Yes))
    );
}

#[test]
fn a_closed_finding_lowers_the_level_and_names_the_closing_behind_it() {
    let open = [("findings.maltreatment", "confirmed")];
    let closed = [
        ("findings.maltreatment", "confirmed"),
        ("findings.maltreatment.closed_on", "2026-10-20"),
        ("findings.maltreatment.closed_by", "township 7"),
    ];
    let difference = of(&record("low-income", &open), &record("low-income", &closed));
    moves(&difference, Direction::Lowered, &["findings.maltreatment confirmed→no"]);
    let Cause::Fact(fact) = &difference.causes()[0] else { panic!("a fact") };
    assert_eq!(fact.follows_from, ["findings.maltreatment.closed_on", "findings.maltreatment.closed_by"]);
    let json = difference.to_json();
    assert!(!json.contains("township 7"), "who closed it stands in no assessment and in no difference");
}

#[test]
fn a_closing_that_nobody_answers_for_moves_nothing() {
    let closed = [("findings.maltreatment", "confirmed"), ("findings.maltreatment.closed_on", "2026-10-20")];
    assert!(
        of(&record("settled", &[("findings.maltreatment", "confirmed")]), &record("settled", &closed))
            .is_empty()
    );
}

#[test]
fn a_blank_that_is_filled_narrows_the_level() {
    let difference = of(&record("low-income", &[("findings.roaming", "")]), &record("low-income", &[]));
    moves(&difference, Direction::Narrowed, &["findings.roaming unknown→no"]);
    let levels: Vec<Vec<&str>> =
        [difference.before(), difference.after()].map(|side| side.levels.ids().collect()).to_vec();
    assert_eq!(levels, [vec!["red", "green"], vec!["green"]]);
}

#[test]
fn a_fact_that_is_no_longer_known_widens_the_level_and_lowers_nothing() {
    let difference = of(&record("low-income", &[]), &record("low-income", &[("findings.roaming", "")]));
    moves(&difference, Direction::Widened, &["findings.roaming no→unknown"]);
}

#[test]
fn of_many_changed_facts_only_those_that_count_are_named() {
    let changes = [
        ("findings.dropped_out", "confirmed"),
        ("residence.village", "另一个村"),
        ("carer.birth_date", "1991-01-01"),
        ("file.work_log", "no"),
        ("school.enrolled", "no"),
    ];
    let difference = of(&record("low-income", &[]), &record("low-income", &changes));
    assert_eq!(difference.because(), ["findings.dropped_out"]);
    let file = difference
        .changes()
        .iter()
        .find(|change| change.id == "file-to-complete")
        .expect("a part of the file is gone");
    assert_eq!(file.because, ["file.work_log"]);
    assert!(
        !causes(&difference).iter().any(|cause| cause.starts_with("carer") || cause.starts_with("residence"))
    );
}

#[test]
fn a_level_that_needs_two_things_undone_names_both() {
    let away = record("both-away", &[]);
    let back = record("both-away", &[("father.away.for_work", "no"), ("birth_date", "2010-01-01")]);
    let difference = of(&away, &back);
    moves(
        &difference,
        Direction::Lowered,
        &["birth_date 2016-03-15→2010-01-01", "father.away.for_work yes→no"],
    );
}

#[test]
fn another_county_of_work_is_named_by_the_fact_that_counts_and_the_column_it_follows_from() {
    let dongguan = [("mother.away.county", "441900"), ("mother.away.across_counties", "")];
    let puning = [("mother.away.county", "445281"), ("mother.away.across_counties", "")];
    let difference = of(&record("both-away", &dongguan), &record("both-away", &puning));
    moves(&difference, Direction::Lowered, &["mother.away.across_counties yes→no"]);
    let Cause::Fact(fact) = &difference.causes()[0] else { panic!("a fact") };
    assert_eq!(fact.follows_from, ["mother.away.county"]);
}

#[test]
fn by_time_alone_the_day_that_crossed_a_border_is_named() {
    let difference =
        by_time(&record("both-away", &[("birth_date", "2010-11-10")]), "2026-11-01", "2026-12-01");
    moves(&difference, Direction::Lowered, &["birth_date at least 16 years 2026-11-11..2026-11-11"]);
    assert_eq!(
        moved(&difference, "left-behind").map(|(from, to, _)| (from, to)),
        Some((Truth::Yes, Truth::No))
    );
    assert!(
        by_time(&record("both-away", &[("birth_date", "2010-11-10")]), "2026-11-01", "2026-11-10").is_empty()
    );
}

#[test]
fn a_birth_known_to_the_month_names_its_first_and_last_day() {
    let child = record("both-away", &[("birth_date", "2010-11")]);
    let difference = by_time(&child, "2026-11-01", "2026-11-15");
    moves(&difference, Direction::Widened, &["birth_date at least 16 years 2026-11-02..2026-12-01"]);
}

#[test]
fn time_can_raise_a_level_too() {
    let child = record("both-away", &[("mother.away.since", "2026-08-20")]);
    moves(
        &by_time(&child, "2026-11-01", "2026-12-01"),
        Direction::Raised,
        &["mother.away.since at least 3 months 2026-11-20..2026-11-20"],
    );
}

#[test]
fn coming_of_age_is_told_as_such_even_where_no_level_moves() {
    let difference = by_time(&record("settled", &[("birth_date", "2008-11-10")]), "2026-11-01", "2026-12-01");
    assert_eq!((difference.before().scope, difference.after().scope), (Scope::Inside, Scope::Outside));
    assert_eq!(difference.scope_because(), ["birth_date"]);
    assert!(!difference.is_empty());
}

#[test]
fn time_and_facts_together_are_told_apart() {
    let before = record("both-away", &[("birth_date", "2010-11-10"), ("findings.dropped_out", "confirmed")]);
    let after = record("both-away", &[("birth_date", "2010-11-10")]);
    let difference = POLICY.at(day("2026-11-01")).difference(&before, &POLICY.at(day("2026-12-01")), &after);
    moves(
        &difference,
        Direction::Lowered,
        &["findings.dropped_out confirmed→no", "birth_date at least 16 years 2026-11-11..2026-11-11"],
    );
    let left_behind =
        difference.changes().iter().find(|change| change.id == "left-behind").expect("no longer");
    assert_eq!(left_behind.because, ["birth_date"]);
}

#[test]
fn another_reading_is_named_where_it_decides() {
    let other = POLICY.with_reading("attainment-of-age", "on-birthday").expect("a reading");
    let child = record("both-away", &[("birth_date", "2010-11-01")]);
    let (ours, theirs) = (POLICY.at(day("2026-11-01")), other.at(day("2026-11-01")));
    moves(
        &Comparison::new(&ours, &theirs).of(&child, &child),
        Direction::Lowered,
        &["reading/attainment-of-age day-after-birthday→on-birthday"],
    );
    let elsewhere = record("both-away", &[]);
    assert!(
        Comparison::new(&ours, &theirs).of(&elsewhere, &elsewhere).is_empty(),
        "where it decides nothing it is not named"
    );
}

#[test]
fn a_rule_that_only_one_policy_has_moves_from_no_and_is_named() {
    let mut source = POLICY.source().clone();
    source.triggers.retain(|trigger| trigger.id != "dropped-out");
    // The form and the handbook name situations by condition, not by trigger, so the rest of the policy stands.
    let without = Policy::from_source(source).expect("still a policy");
    let child = record("low-income", &[("findings.dropped_out", "confirmed")]);
    let day = day("2026-11-01");
    let difference = Comparison::new(&without.at(day), &POLICY.at(day)).of(&child, &child);
    assert_eq!(difference.direction(), Direction::Raised);
    assert_eq!(difference.because(), ["trigger/dropped-out"]);
    let Cause::Policy(rule) = &difference.causes()[0] else { panic!("the policy") };
    assert_eq!(rule.change, RuleChange::Added);
    let back = Comparison::new(&POLICY.at(day), &without.at(day)).of(&child, &child);
    assert_eq!(
        (back.direction(), back.because()),
        (Direction::Lowered, &["trigger/dropped-out".to_owned()][..])
    );
}

#[test]
fn a_changed_definition_is_named_and_its_rule_with_the_answer() {
    let mut source = POLICY.source().clone();
    let under = source.definitions.iter_mut().find(|entry| entry.id == "under-16").expect("a definition");
    under.when = serde_json::from_str(r#"{"fact":"birth_date","years":{"under":14}}"#).expect("a condition");
    let stricter = Policy::from_source(source).expect("still a policy");
    let child = record("both-away", &[("birth_date", "2012-03-01")]);
    let day = day("2026-11-01");
    let difference = Comparison::new(&POLICY.at(day), &stricter.at(day)).of(&child, &child);
    assert_eq!(difference.direction(), Direction::Lowered);
    assert_eq!(difference.because(), ["definition/under-16"]);
}

#[test]
fn wording_that_differs_is_no_difference() {
    let mut source = POLICY.source().clone();
    source.triggers[0].label.en = "another wording".into();
    let other = Policy::from_source(source).expect("still a policy");
    assert_ne!(other.hash(), POLICY.hash());
    let child = record("both-away", &[]);
    let day = day("2026-11-01");
    assert!(Comparison::new(&POLICY.at(day), &other.at(day)).of(&child, &child).is_empty());
}

#[test]
fn a_difference_is_json_with_both_sides_and_the_causes() {
    let difference = of(
        &record("low-income", &[("key", "made-up 3")]),
        &record("low-income", &[("key", "made-up 3"), ("findings.missing", "suspected")]),
    );
    let value: serde_json::Value = serde_json::from_str(&difference.to_json()).expect("JSON");
    assert_eq!(value["format"], "hutong-difference-1");
    assert_eq!((&value["key"], &value["direction"]), (&"made-up 3".into(), &"widened".into()));
    assert_eq!(
        value["causes"][0],
        serde_json::json!({ "by": "fact", "fact": "findings.missing", "before": "no", "after": "suspected" })
    );
    assert_eq!(value["before"]["levels"], serde_json::json!(["green"]));
    assert_eq!(value["after"]["levels"], serde_json::json!(["red", "green"]));
}
