//! How levels follow each other.

use super::{POLICY, as_of, check, day, history, rejected};
use crate::history::Checked;

/// Levels as `yellow 2026-01-01..2026-03-01`, the second day the first without the level.
fn row(checked: &Checked) -> Vec<String> {
    let levels = &POLICY.source().levels;
    let id = |level: Option<usize>| level.map_or("not-graded", |level| &levels[level].id);
    let text = |day: Option<chrono::NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
    let spans = checked.timeline.levels.iter();
    spans.map(|span| format!("{} {}..{}", id(span.level), text(span.from), text(span.end))).collect()
}

fn levels(json: &str) -> Checked {
    check(&format!(r#"{{"levels": {json}}}"#))
}

fn found(checked: &Checked) -> Vec<String> {
    checked.timeline.levels.iter().flat_map(|span| span.found.iter().map(ToString::to_string)).collect()
}

fn possible(checked: &Checked) -> Vec<&'static str> {
    let levels = &POLICY.source().levels;
    checked.timeline.possible.iter().map(|level| levels[*level].id.as_str()).collect()
}

#[test]
fn a_level_without_a_last_day_ends_where_the_next_begins() {
    let checked =
        levels(r#"[{"level": "blue", "from": "2026-06-01"}, {"level": "yellow", "from": "2026-01-01"}]"#);
    assert_eq!(row(&checked), ["yellow 2026-01-01..2026-06-01", "blue 2026-06-01.."]);
    assert_eq!(rejected(&checked), [""; 0]);
}

#[test]
fn a_level_that_goes_on_is_one_level_however_often_it_was_assessed_anew() {
    let checked = levels(
        r#"[{"level": "yellow", "from": "2026-01-01"}, {"level": "yellow", "from": "2026-04-01"},
            {"level": "yellow", "from": "2026-07-01", "until": "2026-09-30"}]"#,
    );
    assert_eq!(row(&checked), ["yellow 2026-01-01..2026-10-01"]);
    let with_gap = levels(
        r#"[{"level": "yellow", "from": "2026-01-01", "until": "2026-02-28"}, {"level": "yellow", "from": "2026-03-02"}]"#,
    );
    assert_eq!(row(&with_gap), ["yellow 2026-01-01..2026-03-01", "yellow 2026-03-02.."]);
}

#[test]
fn the_last_day_of_one_assessment_does_not_end_a_longer_one() {
    let longer = r#"{"level": "yellow", "from": "2026-01-01", "until": "2026-10-31"}"#;
    let anew = r#"{"level": "yellow", "from": "2026-02-01"}"#;
    let shorter = r#"{"level": "yellow", "from": "2026-03-01", "until": "2026-03-31"}"#;
    assert_eq!(row(&levels(&format!("[{longer}, {anew}, {shorter}]"))), ["yellow 2026-01-01..2026-11-01"]);
    assert_eq!(row(&levels(&format!("[{longer}, {anew}]"))), ["yellow 2026-01-01.."]);
}

#[test]
fn an_earlier_entry_of_the_same_level_does_not_change_when_it_ends() {
    // Both entries of 1 March tell of one assessment; one of them does not know of an end.
    let march = r#"{"level": "red", "from": "2026-03-01", "found_on": "2026-02-27"},
                   {"level": "red", "from": "2026-03-01", "until": "2026-06-30"}"#;
    assert_eq!(row(&levels(&format!("[{march}]"))), ["red 2026-03-01.."]);
    let earlier = r#"{"level": "red", "from": "2026-01-01"}"#;
    assert_eq!(row(&levels(&format!("[{earlier}, {march}]"))), ["red 2026-01-01.."]);
}

#[test]
fn a_day_of_discovery_is_one_also_where_it_is_the_first_day_of_a_new_assessment() {
    let first = r#"{"level": "red", "from": "2026-01-01"}"#;
    let anew = r#"{"level": "red", "from": "2026-04-01"}"#;
    let found_anew = r#"{"level": "red", "from": "2026-04-01", "found_on": "2026-04-01"}"#;
    assert_eq!(
        found(&levels(&format!("[{first}, {anew}]"))),
        ["2026-01-01"],
        "an assessment is no discovery"
    );
    assert_eq!(found(&levels(&format!("[{first}, {found_anew}]"))), ["2026-01-01", "2026-04-01"]);
    assert_eq!(found(&levels(&format!("[{first}, {anew}, {found_anew}]"))), ["2026-01-01", "2026-04-01"]);
}

#[test]
fn the_recorded_day_of_discovery_takes_the_place_of_the_first_day() {
    let plain = r#"{"level": "red", "from": "2026-01-05"}"#;
    let found_before = r#"{"level": "red", "from": "2026-01-05", "found_on": "2026-01-02"}"#;
    assert_eq!(found(&levels(&format!("[{found_before}]"))), ["2026-01-02"]);
    assert_eq!(found(&levels(&format!("[{plain}, {found_before}]"))), ["2026-01-02"]);
}

#[test]
fn a_level_of_which_only_the_discovery_is_known_holds_from_there() {
    let checked =
        levels(r#"[{"level": "red", "found_on": "2026-03-05"}, {"level": "blue", "from": "2026-01-01"}]"#);
    assert_eq!(row(&checked), ["blue 2026-01-01..2026-03-05", "red 2026-03-05.."]);
    assert_eq!(rejected(&checked), [""; 0]);
}

#[test]
fn a_single_level_without_a_first_day_holds() {
    for json in [r#"[{"level": "red"}]"#, r#"[{"level": "red"}, {"level": "red"}]"#] {
        let checked = levels(json);
        assert_eq!((row(&checked), rejected(&checked)), (vec!["red ..".to_owned()], vec![]), "{json}");
    }
    assert_eq!(row(&levels(r#"[{"level": "blue", "until": "2026-02-28"}]"#)), ["blue ..2026-03-01"]);
}

#[test]
fn a_higher_level_without_a_first_day_stays_possible_beside_a_lower_one() {
    let checked = levels(r#"[{"level": "red"}, {"level": "yellow", "from": "2026-03-01"}]"#);
    assert_eq!(row(&checked), ["yellow 2026-03-01.."], "nobody knows that the red came first");
    assert_eq!(possible(&checked), ["red"]);
    assert_eq!(rejected(&checked), ["levels[0] from value-missing"], "and it is told");
    let ledger = POLICY.scheduler(as_of()).ledger(&checked.timeline);
    assert!(
        ledger
            .duties()
            .iter()
            .any(|duty| duty.level == "red" && duty.state < crate::schedule::DutyState::Standing)
    );
}

#[test]
fn a_lower_level_without_a_first_day_clears_nothing() {
    for level in ["green", "not-graded"] {
        let json = format!(r#"[{{"level": "yellow", "from": "2026-03-01"}}, {{"level": "{level}"}}]"#);
        let checked = levels(&json);
        assert_eq!((row(&checked), possible(&checked)), (vec!["yellow 2026-03-01..".to_owned()], vec![]));
        assert_eq!(rejected(&checked), ["levels[1] from value-missing"]);
    }
}

#[test]
fn of_several_levels_without_a_first_day_each_is_possible_unless_it_is_over() {
    let checked =
        levels(r#"[{"level": "green"}, {"level": "red", "until": "2026-10-31"}, {"level": "blue"}]"#);
    assert_eq!((row(&checked).len(), possible(&checked)), (0, vec!["blue", "green"]));
    assert_eq!(rejected(&checked).len(), 3);
}

#[test]
fn levels_entered_on_one_day_do_not_overlap_where_the_day_of_entry_counts() {
    let policy = POLICY.with_reading("duty-starts", "entered-in-system").expect("a reading");
    let both = history(
        r#"{"levels": [{"level": "yellow", "from": "2026-01-01", "until": "2026-03-31", "entered_on": "2026-05-01"},
            {"level": "blue", "from": "2026-04-01", "entered_on": "2026-05-01"}]}"#,
    );
    let checked = both.check(&policy, as_of());
    assert_eq!(rejected(&checked), [""; 0]);
    assert_eq!(row(&checked).last().map(String::as_str), Some("blue 2026-05-01.."));
    assert_eq!(found(&checked), ["2026-01-01", "2026-04-01"], "discovery is no affair of the system");
}

#[test]
fn overlapping_levels_are_found_however_they_lie() {
    // Each with whether it overlaps: a long one over two short ones, and one that stands apart.
    let checked = levels(
        r#"[{"level": "yellow", "from": "2026-01-01", "until": "2026-06-30"},
            {"level": "blue", "from": "2026-02-01", "until": "2026-02-28"},
            {"level": "yellow", "from": "2026-03-01", "until": "2026-03-31"},
            {"level": "blue", "from": "2026-06-30", "until": "2026-07-31"},
            {"level": "green", "from": "2026-08-01"}, {"level": "red", "from": "2026-08-01"},
            {"level": "blue", "from": "2026-09-01"}]"#,
    );
    let overlap = |place: usize| format!("levels[{place}] from levels-overlap");
    assert_eq!(rejected(&checked), [0, 1, 3, 4, 5].map(overlap));
    assert_eq!(row(&checked), ["yellow 2026-03-01..2026-04-01", "blue 2026-09-01.."]);
}

/// The plain way: every pair.
fn overlaps_by_pairs(levels: &[(usize, u64, Option<u64>)]) -> Vec<bool> {
    let touch = |a: &(usize, u64, Option<u64>), b: &(usize, u64, Option<u64>)| {
        a.0 != b.0 && (a.1 == b.1 || (a.1 < b.1 && a.2.is_some_and(|last| b.1 <= last)))
    };
    levels.iter().map(|a| levels.iter().any(|b| touch(a, b) || touch(b, a))).collect()
}

#[test]
fn overlaps_are_those_of_every_pair() {
    let (ids, first) = (["red", "yellow", "blue", "green"], day("2026-01-01"));
    let mut state = 1_u64;
    let mut draw = |most: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % most
    };
    for round in 0..3_000 {
        let number = draw(7) + 1;
        let levels: Vec<(usize, u64, Option<u64>)> = (0..number)
            .map(|_| {
                let (level, from) = (usize::try_from(draw(4)).unwrap_or_default(), draw(30));
                (level, from, (draw(3) > 0).then(|| from + draw(8)))
            })
            .collect();
        let date = |days: u64| (first + chrono::Days::new(days)).to_string();
        let entries: Vec<String> = levels
            .iter()
            .map(|(level, from, last)| {
                let last = last.map(|last| format!(r#", "until": "{}""#, date(last))).unwrap_or_default();
                format!(r#"{{"level": "{}", "from": "{}"{last}}}"#, ids[*level], date(*from))
            })
            .collect();
        let checked = check(&format!(r#"{{"levels": [{}]}}"#, entries.join(", ")));
        let mut found = vec![false; levels.len()];
        checked.rejected.iter().for_each(|entry| found[entry.place] = true);
        assert_eq!(found, overlaps_by_pairs(&levels), "round {round}: {entries:?}");
    }
}

#[test]
fn a_hundred_thousand_overlapping_levels_are_told_in_no_time() {
    let entry = |number: usize| {
        let level = ["yellow", "blue"][number % 2];
        crate::history::LevelPeriod {
            level: level.into(),
            from: day("2026-01-01").into(),
            until: as_of().into(),
            ..Default::default()
        }
    };
    let history = crate::history::History { levels: (0..100_000).map(entry).collect(), ..Default::default() };
    let checked = history.check(&POLICY, as_of());
    assert_eq!((checked.rejected.len(), checked.timeline.levels.len()), (100_000, 0));
}
