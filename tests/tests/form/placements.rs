//! One child at a time.

use super::{cells, changed, place, policy, row, table};
use hutong::form::FormCell;
use hutong::{Scratch, Truth};
use hutong_tests::{cases, child};
use std::collections::BTreeSet;

/// Whether the second number of a row counts a child, from the form itself (附件1): intervened, secured, followed up,
/// back at school.
fn counts(row: &str, [intervened, secured, followed_up, back]: [bool; 4]) -> bool {
    match row {
        "unlawful-harm"
        | "apart-from-guardian"
        | "guardianship-absent"
        | "suicide-or-self-harm"
        | "red-other" => intervened,
        "guardianship-severely-insufficient" | "both-parents-with-habit" | "yellow-other" => {
            intervened || followed_up
        }
        "both-parents-disabled" | "both-parents-in-custody" => intervened || secured,
        "dropped-out" => intervened || back,
        "guardianship-insufficient" => intervened || secured && followed_up,
        "severely-disabled" => intervened && secured && followed_up,
        "abnormal-psychology-or-behaviour" | "one-parent-with-habit" | "blue-other" => {
            intervened && followed_up
        }
        "orphan"
        | "de-facto-unattended"
        | "minimum-living-allowance"
        | "edge-or-expenditure"
        | "extreme-hardship"
        | "green-other" => secured && followed_up,
        other => panic!("{other}"),
    }
}

#[test]
fn every_case_of_the_policy_stands_in_the_row_that_it_expects_and_every_row_has_one() {
    let mut met = BTreeSet::new();
    for case in cases().unwrap().iter().filter(|case| case.expect.row.is_some()) {
        let mut policy = policy();
        for (reading, alternative) in &case.readings {
            policy = policy.with_reading(reading, alternative).unwrap();
        }
        let child = child(&case.record).unwrap();
        let placement = policy.at(case.as_of).place_on_form(&child, &mut Scratch::default()).unwrap();
        let rows: Vec<usize> = placement.rows().collect();
        let ids: Vec<&str> = rows.iter().map(|row| policy.form_rows()[*row].id.as_str()).collect();
        let expected = case.expect.row.as_deref().filter(|row| *row != "none");
        assert_eq!(ids, expected.into_iter().collect::<Vec<_>>(), "{}", case.name);
        if let (Some(expected), Some(row)) = (&case.expect.of_which, rows.first()) {
            assert_eq!(placement.of_which(*row).unwrap().id(), expected, "{}", case.name);
        }
        met.extend(expected.map(str::to_owned));
    }
    let all: BTreeSet<String> = policy().form_rows().iter().map(|row| row.id.clone()).collect();
    assert_eq!(met, all);
}

#[test]
fn the_second_number_of_each_row_follows_its_own_condition_yes_no_and_unknown() {
    let policy = policy();
    let acts = ["done.intervened", "done.secured", "done.followed_up", "done.back_at_school"];
    let mut seen = BTreeSet::new();
    for case in cases().unwrap().iter().filter(|case| case.readings.is_empty()) {
        let Some(id) = case.expect.row.as_deref().filter(|row| *row != "none") else { continue };
        if !seen.insert(id.to_owned()) {
            continue;
        }
        for number in 0..81usize {
            let known: Vec<Option<bool>> = (0..4)
                .map(|place| match number / 3usize.pow(place) % 3 {
                    0 => None,
                    digit => Some(digit == 2),
                })
                .collect();
            // Yes when it holds however the unknown acts turn out, no when it holds for none of them.
            let outcomes: BTreeSet<bool> = (0..16usize)
                .map(|guess| [0, 1, 2, 3].map(|place| known[place].unwrap_or(guess >> place & 1 == 1)))
                .map(|acts| counts(id, acts))
                .collect();
            let expected = match (outcomes.contains(&true), outcomes.contains(&false)) {
                (true, true) => Truth::Undetermined,
                (holds, _) => Truth::known(holds),
            };
            let mut record = case.record.clone();
            for (act, known) in acts.iter().zip(&known) {
                let value = known.map_or("", |done| if done { "yes" } else { "no" });
                record.insert((*act).to_owned(), value.to_owned());
            }
            let child = child(&record).unwrap();
            let placement = policy.at(case.as_of).place_on_form(&child, &mut Scratch::default()).unwrap();
            let at = row(&policy, id);
            assert_eq!(placement.of_which(at), Some(expected), "{id} {known:?}");
        }
    }
    assert_eq!(seen.len(), policy.form_rows().len());
}

#[test]
fn a_child_who_fits_several_rows_stands_in_the_first_and_the_others_are_told() {
    let policy = policy();
    let child = changed(&[
        ("findings.guardianship_absent", "confirmed"),
        ("findings.violent_injury", "suspected"),
        ("findings.dropped_out", "confirmed"),
        ("household.relief", "extreme-hardship"),
        ("done.intervened", "no"),
    ]);
    assert_eq!(
        cells(&policy, &child),
        [
            "row/unlawful-harm",
            "overlap/unlawful-harm/guardianship-absent",
            "overlap/unlawful-harm/dropped-out",
            "overlap/unlawful-harm/extreme-hardship",
            "subtotal/red",
            "total",
        ]
    );
    let note = &table(&policy, &[child]).row_notes(0)[0];
    assert_eq!(
        note.zh,
        "同时符合：高风险等级（红色）第3行1人、中高风险等级（黄色）第4行1人、低风险等级（绿色）第3行1人"
    );
}

#[test]
fn an_earlier_row_that_is_only_possible_leaves_the_child_in_the_certain_row_and_is_told() {
    let policy = policy();
    let child = changed(&[
        ("findings.dropped_out", "confirmed"),
        ("findings.guardianship_severely_insufficient", ""),
        ("done.back_at_school", "yes"),
    ]);
    assert_eq!(
        cells(&policy, &child),
        [
            "row/dropped-out",
            "of-which/dropped-out",
            "uncertain/dropped-out",
            "possible/guardianship-severely-insufficient",
            "subtotal/yellow",
            "total",
        ]
    );
}

#[test]
fn a_level_that_is_undetermined_stands_below_the_form_and_never_in_green() {
    let policy = policy();
    let child = changed(&[("findings.roaming", ""), ("household.relief", "minimum-living-allowance")]);
    let cells = cells(&policy, &child);
    assert!(cells.contains(&"undetermined/red+green".to_owned()), "{cells:?}");
    assert!(
        cells
            .iter()
            .all(|cell| !cell.starts_with("row/") && cell != "total" && !cell.starts_with("subtotal"))
    );
    assert_eq!(
        cells.iter().filter(|cell| cell.starts_with("possible/")).collect::<Vec<_>>(),
        ["possible/apart-from-guardian", "possible/red-other", "possible/minimum-living-allowance",]
    );
    let told = table(&policy, &[child]).notes();
    assert!(told.iter().any(|note| note.code == "level-undetermined" && note.zh.starts_with("1名儿童")));
}

#[test]
fn children_without_a_level_and_persons_of_age_are_counted_apart() {
    let policy = policy();
    assert_eq!(cells(&policy, &changed(&[])), ["not-graded"]);
    assert_eq!(cells(&policy, &changed(&[("birth_date", "2000-01-01")])), ["outside"]);
}

#[test]
fn a_left_behind_child_without_another_situation_goes_to_other_and_a_note_says_so() {
    let policy = policy();
    let none = table(&policy, &[]);
    let told = none.notes().iter().filter(|note| note.code == "no-row-of-its-own").count();
    let remarks = policy.form_rows().iter().filter(|row| row.remark.is_some()).count();
    assert_eq!((told, remarks), (3, 3));
}

#[test]
fn a_decision_against_the_rules_changes_no_row_and_is_counted() {
    let policy = policy();
    let decided = changed(&[
        ("findings.dropped_out", "confirmed"),
        ("done.intervened", "no"),
        ("done.back_at_school", "no"),
        ("decision.level", "blue"),
        ("decision.document", "made-up 1"),
        ("decision.by", "township"),
        ("decision.on", "2026-10-01"),
    ]);
    let told = ["row/dropped-out", "subtotal/yellow", "total", "decided-otherwise"];
    assert_eq!(cells(&policy, &decided), told);
    let silent = policy.with_reading("decision-against-rule", "not-shown").unwrap();
    assert_eq!(cells(&silent, &decided), told[..3]);
}

#[test]
fn under_every_row_a_child_stands_in_each_row_and_counts_once_in_sums() {
    let policy = policy().with_reading("rows-of-a-child", "every-row").unwrap();
    let child = changed(&[
        ("findings.guardianship_absent", "confirmed"),
        ("findings.violent_injury", "suspected"),
        ("findings.severe_mental_illness", "confirmed"),
        ("household.relief", "extreme-hardship"),
        ("done.intervened", "yes"),
        ("done.secured", "no"),
    ]);
    let placement = place(&policy, &child);
    let rows: Vec<&str> = placement.rows().map(|row| policy.form_rows()[row].id.as_str()).collect();
    assert_eq!(rows, ["unlawful-harm", "guardianship-absent", "yellow-other", "extreme-hardship"]);
    let sums =
        placement.cells().iter().filter(|cell| matches!(cell, FormCell::Subtotal(_) | FormCell::Total));
    assert_eq!(sums.count(), 4, "red, yellow, green and all");
    assert!(table(&policy, &[child]).notes().iter().any(|note| note.code == "every-row"));
}

#[test]
fn the_readings_choose_the_day_and_the_names() {
    let usual = policy();
    let (day, last) = ("2026-10-16".parse().unwrap(), "2026-12-31".parse().unwrap());
    assert_eq!(usual.form_day(day, 2026), day);
    assert_eq!(usual.with_reading("moment-of-count", "end-of-period").unwrap().form_day(day, 2026), last);
    let at = row(&usual, "edge-or-expenditure");
    let renamed = usual.with_reading("names-of-hardship", "as-since-2025").unwrap();
    assert!(usual.form_row_label(at).unwrap().zh.contains("支出型困难"));
    assert!(renamed.form_row_label(at).unwrap().zh.contains("刚性支出困难"));
}
