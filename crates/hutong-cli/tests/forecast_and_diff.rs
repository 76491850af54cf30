//! What `hutong forecast` and `hutong diff` show. Every child is invented.

mod common;

use common::{AS_OF, Folder, Record, csv, hutong, hutong_with, parse_csv};

fn left_behind(key: &str) -> Record {
    let mut record =
        Record::settled(key).with("lives_with", "grandparents").with("carer.relation", "grandparent");
    for parent in ["father", "mother"] {
        for (field, value) in [("for_work", "yes"), ("since", "2025-03-01"), ("county", "441900")] {
            record = record.with(&format!("{parent}.away.{field}"), value);
        }
    }
    record
}

fn forecast(records: &[Record], more: &[&str]) -> common::Run {
    hutong_with(&[&["forecast", "-"], &AS_OF[..], more].concat(), csv(records).as_bytes())
}

#[test]
fn the_days_ahead_stand_in_order_with_level_clause_and_cause() {
    let records = [
        left_behind("sixteen").with("birth_date", "2010-12-09"),
        left_behind("three-months").with("father.away.since", "2026-08-20"),
        Record::settled("of-age").with("birth_date", "2009-01-04"),
    ];
    let run = forecast(&records, &["--language", "en"]);
    run.ends(0).shows(&[
        "is no longer in force from 2027-01-01",
        "3 children change (on 3 days in all)",
        "→ low risk (green)",
        "[二（一）]",
        "3 rows in = 3 looked at + 0 rejected",
    ]);
    let places: Vec<_> =
        ["2026-11-20", "2026-12-10", "2027-01-05"].map(|day| run.stdout.find(&format!(" {day}   "))).to_vec();
    assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{places:?}\n{}", run.stdout);
    forecast(&records, &[]).ends(0).shows(&[
        "3 人将有变化",
        "满16周岁",
        "已满十八周岁",
        "共 3 行 ＝ 已预测 3 ＋ 退回 0",
    ]);
}

#[test]
fn the_last_day_belongs_to_the_forecast() {
    let records = [left_behind("sixteen").with("birth_date", "2010-12-09")];
    for (until, changes) in [("2026-12-09", "0 children change"), ("2026-12-10", "1 children change")] {
        forecast(&records, &["--until", until, "--language", "en"]).ends(0).shows(&[changes]);
    }
    forecast(&records, &["--days", "39", "--language", "en"]).ends(0).shows(&["1 children change"]);
    forecast(&records, &["--until", "2026-11-01"]).ends(2).says(&["nothing-ahead"]);
    forecast(&records, &["--until", "soon"]).ends(2).says(&["--until"]);
}

#[test]
fn forecast_rows_for_a_program() {
    let sentence = Record::settled("term")
        .with("mother.custody.kind", "sentence")
        .with("mother.custody.until", "2026-12-09");
    let records = [left_behind("month").with("birth_date", "2010-12"), sentence];
    let rows = parse_csv(&forecast(&records, &["--format", "csv"]).ends(0).stdout);
    let told: Vec<[&str; 5]> = rows
        .iter()
        .map(|row| ["on", "kind", "key", "possible", "because"].map(|name| row[name].as_str()))
        .collect();
    assert_eq!(
        told,
        [
            ["2026-12-02", "change", "month", "green; not-graded", "birth_date=2010-12 at least 16 years"],
            ["2027-01-01", "change", "month", "not-graded", "birth_date=2010-12 at least 16 years"],
            ["2026-12-10", "check", "term", "", "mother.custody.until=2026-12-09"],
        ]
    );
    assert!(rows[0]["changes"].contains("population/left-behind yes>undetermined"));
    let lines = forecast(&records, &["--format", "jsonl"]).ends(0).lines();
    assert_eq!(
        (lines.len(), &lines[0]["row"], &lines[1]["checks"][0]["code"]),
        (2, &2.into(), &"term-over".into())
    );
}

#[test]
fn a_rejected_row_is_no_forecast_and_is_not_lost() {
    let records = [left_behind("good"), Record::settled("spoilt").with("birth_date", "2024-02-30")];
    let run = forecast(&records, &["--format", "jsonl", "--language", "en"]);
    run.ends(1).says(&["2 rows in = 1 looked at + 1 rejected"]);
    assert_eq!(run.lines()[1]["rejected"][0]["code"], "impossible-date");
}

#[test]
fn a_forecast_is_a_workbook_too() {
    let folder = Folder::new();
    forecast(&[left_behind("a")], &["--format", "xlsx", "--output", &folder.name("ahead.xlsx")]).ends(0);
    assert_eq!(folder.list(), ["ahead.xlsx"]);
}

/// Two files: one raised to red, one lowered, one filled in, one that stays, one gone, one new, one spoilt.
fn two(folder: &Folder) -> [String; 2] {
    let same = [Record::settled("same"), left_behind("same-green")];
    let before = [
        Record::settled("to-red"),
        Record::settled("lowered").with("findings.dropped_out", "confirmed"),
        Record::settled("filled").with("findings.roaming", ""),
        left_behind("gone"),
        left_behind("spoilt"),
    ];
    let after = [
        Record::settled("to-red").with("findings.missing", "confirmed"),
        Record::settled("lowered").with("findings.dropped_out", "no"),
        Record::settled("filled"),
        left_behind("new"),
        left_behind("spoilt").with("birth_date", "2024-02-30"),
    ];
    let write = |name: &str, some: &[Record]| folder.write(name, csv(&[&same[..], some].concat()));
    [write("before.csv", &before), write("after.csv", &after)]
}

#[test]
fn a_difference_shows_the_matrix_then_red_then_every_lowered_child_and_loses_nobody() {
    let folder = Folder::new();
    let [before, after] = two(&folder);
    let run = hutong(&[&["diff", &before, &after], &AS_OF[..], &["--language", "en"]].concat());
    run.ends(1).shows(&[
        "5 children compared: 3 moved, 2 did not",
        "Raised to high risk (red): 1, to be acted on now",
        "missing = no →",
        "Lowered: 1, every one listed",
        "dropped out =",
        "[三.2]",
        "only in the file before",
        "only in the file after",
        "rejected in the file after",
        "before: 7 rows in = 5 compared + 2 not comparable + 0 rejected",
        "after: 7 rows in = 5 compared + 1 not comparable + 1 rejected",
    ]);
    let place = |text: &str| run.stdout.find(text).unwrap_or_else(|| panic!("no {text}"));
    assert!(place("to-red") < place(" lowered ") && place(" lowered ") < place(" filled "));
    hutong(&[&["diff", &before, &after][..], &AS_OF[..]].concat()).ends(1).shows(&[
        "升为高风险（红色）：1 人",
        "降低：1 人，全部列出",
        "失踪＝否 → 确认",
    ]);
}

#[test]
fn difference_rows_for_a_program() {
    let folder = Folder::new();
    let [before, after] = two(&folder);
    let run = hutong(&[&["diff", &before, &after, "--format", "csv"], &AS_OF[..]].concat());
    let rows = parse_csv(&run.ends(1).stdout);
    let told: Vec<[&str; 6]> = rows
        .iter()
        .map(|row| {
            ["key", "status", "direction", "level_before", "level", "because"].map(|name| row[name].as_str())
        })
        .collect();
    assert_eq!(
        told,
        [
            ["same", "compared", "same", "not-graded", "not-graded", ""],
            ["same-green", "compared", "same", "green", "green", ""],
            ["to-red", "compared", "raised", "not-graded", "red", "findings.missing no>confirmed"],
            ["lowered", "compared", "lowered", "yellow", "not-graded", "findings.dropped_out confirmed>no"],
            ["filled", "compared", "narrowed", "", "not-graded", "findings.roaming unknown>no"],
            ["new", "only-after", "", "", "green", ""],
            ["gone", "only-before", "", "green", "", ""],
            ["spoilt", "rejected-after", "", "green", "", ""],
        ]
    );
    let lines =
        hutong(&[&["diff", &before, &after, "--format", "jsonl"], &AS_OF[..]].concat()).ends(1).lines();
    assert_eq!(
        lines.len(),
        9,
        "seven of the file after, the rejected one among them, and two of the file before"
    );
    assert_eq!(lines[2]["causes"][0]["fact"], "findings.missing");
}

#[test]
fn one_file_on_two_days_moves_by_time_alone() {
    let folder = Folder::new();
    let file = folder.write(
        "children.csv",
        csv(&[left_behind("sixteen").with("birth_date", "2010-12-09"), Record::settled("same")]),
    );
    let run = hutong(&[
        "diff",
        &file,
        "--as-of-before",
        "2026-11-01",
        "--as-of-after",
        "2027-01-01",
        "--language",
        "en",
    ]);
    run.ends(0).shows(&["2 children compared: 1 moved", "by time: birth date =", "2 rows in = 2 compared"]);
}

#[test]
fn one_file_under_two_readings_names_the_reading() {
    let folder = Folder::new();
    let file = folder.write("children.csv", csv(&[left_behind("birthday").with("birth_date", "2010-11-01")]));
    let arguments = [
        &["diff", &file, "--reading-after", "attainment-of-age=on-birthday", "--language", "en"],
        &AS_OF[..],
    ]
    .concat();
    hutong(&arguments).ends(0).shows(&["the policies differ"]);
}

#[test]
fn what_cannot_be_compared_is_refused() {
    let folder = Folder::new();
    let file = folder.write("children.csv", csv(&[Record::settled("a")]));
    hutong(&[&["diff", &file][..], &AS_OF[..]].concat()).ends(2).says(&["nothing-to-compare"]);
    hutong(&["diff", &file]).ends(2).says(&["--as-of"]);
    hutong(&[&["diff", "-", &file][..], &AS_OF[..]].concat()).ends(2).says(&["before-from-standard-input"]);
}
