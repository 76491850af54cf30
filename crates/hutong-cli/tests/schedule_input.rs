//! What `hutong schedule` reads, and what it makes of files that are not as they should be: every row is used or
//! rejected with its reason, and no danger is lost. Every child, worker and visit is invented.
#![allow(clippy::unwrap_used, reason = "helpers of tests")]

mod common;

use std::collections::BTreeMap;

use common::histories::{CONTACTS, FAULTY_CONTACTS, Files, LEVELS, children, told, yellow};
use common::{AS_OF, Record, csv, hutong, hutong_with, parse_csv};

const FAULTY_LEVELS: &str = "编号,等级,生效日期,截止日期\n\
    soon,黄色,2026-10-01,\n\
    today,橙色,2026-10-01,\n\
    overdue,黄色,2026-08-10,2026-09-30\n\
    overdue,蓝色,2026-09-01,2026-09-15\n";

#[test]
fn what_cannot_be_used_is_told_with_file_row_and_reason_and_the_rest_is_answered() {
    let files = Files::of(&children(), FAULTY_LEVELS, FAULTY_CONTACTS);
    let list = files.folder.name("rejected.csv");
    let run = files.run("schedule", &["--rejected", &list, "--rows", "50"]);
    run.ends(1).shows(&[
        "children.csv 8 行 ＝ 已用 8 ＋ 退回 0",
        "levels.csv 4 条记录 ＝ 已用 1 ＋ 退回 3",
        "contacts.csv 7 条记录 ＝ 已用 1 ＋ 退回 6",
        "contacts.csv 第 2 行 B 列 日期：日历上没有这一天",
    ]);
    let rows = parse_csv(&files.folder.read("rejected.csv"));
    let mut found: Vec<_> = rows
        .iter()
        .map(|row| (&*row["file"], &*row["row"], &*row["column"], &*row["path"], &*row["code"]))
        .collect();
    found.sort_unstable();
    assert_eq!(
        found,
        [
            ("contacts.csv", "2", "B", "contacts.on", "impossible-date"),
            ("contacts.csv", "3", "C", "contacts.kind", "unknown-code"),
            ("contacts.csv", "4", "A", "contacts.key", "unknown-child"),
            ("contacts.csv", "5", "B", "contacts.on", "date-in-future"),
            ("contacts.csv", "6", "B", "contacts.on", "before-birth"),
            ("contacts.csv", "7", "A", "contacts.key", "value-missing"),
            ("levels.csv", "3", "B", "levels.level", "unknown-level"),
            ("levels.csv", "4", "C", "levels.from", "levels-overlap"),
            ("levels.csv", "5", "C", "levels.from", "levels-overlap"),
        ]
    );
    let english = files.run("schedule", &["--language", "en", "--rows", "50"]);
    english.ends(1).shows(&["contacts.csv row 2, column B", "[impossible-date]", "in = 1 used + 6 rejected"]);
    // The visit that can be used is used, and nothing rejected has cleared anything.
    let rows = parse_csv(&files.run("schedule", &["--format", "csv"]).stdout);
    let soon = rows.iter().find(|row| row["key"] == "soon").unwrap();
    assert_eq!((&*soon["state"], &*soon["due"], &*soon["last_done"]), ("open", "2026-11-05", "2026-10-05"));
    let lines = files.run("schedule", &["--format", "jsonl"]).lines();
    let rejected = lines.iter().filter(|line| line.get("rejected").is_some());
    assert_eq!((lines.len(), rejected.count()), (8 + 9, 9));
    // No key and no cell on standard error.
    let errors = files.run("schedule", &["--format", "csv"]).stderr;
    assert!(!errors.contains("stranger") && !errors.contains("微波") && !errors.contains("橙色"), "{errors}");
}

#[test]
fn a_rejected_row_keeps_its_certain_duties_and_danger_is_told_first() {
    let mut records = children();
    records[4] = records[4].clone().with("birth_date", "2024-02-30");
    records[2] = records[2].clone().with("household.registration", "蓝印户口");
    let files = Files::of(&records, LEVELS, CONTACTS);
    let run = files.run("schedule", &["--rows", "50"]);
    run.ends(1).shows(&["其中 1 行虽被退回", "children.csv 8 行 ＝ 已用 6 ＋ 退回 2"]);
    run.shows(&["contacts.csv 5 条记录 ＝ 已用 5 ＋ 退回 0"]);
    let rows = parse_csv(&files.run("schedule", &["--format", "csv"]).stdout);
    for (key, duty) in [("red", "red-intervention"), ("overdue", "yellow-visit")] {
        let row = rows.iter().find(|row| row["key"] == key && row["duty"] == duty).unwrap();
        assert_eq!(&*row["state"], "overdue", "{key}");
        assert!(row["notes"].starts_with("row-rejected") && row["why"].starts_with("该行资料被退回"));
    }
    let lines = files.run("schedule", &["--format", "jsonl"]).lines();
    let red = lines.iter().find(|line| line["key"] == "red").unwrap();
    assert_eq!((&red["danger"]["level"], &red["readable"]["key"]), (&"red".into(), &"red".into()));
    // Without a key there is no history, but the danger is there.
    let nameless = Record::settled("").with("findings.maltreatment", "suspected");
    let rows =
        parse_csv(&Files::of(&[nameless], LEVELS, CONTACTS).run("schedule", &["--format", "csv"]).stdout);
    assert_eq!(told(&rows), [("", "red-intervention", "due-now")]);
}

#[test]
fn a_child_who_stands_twice_is_told_once() {
    let mut records = children();
    records.push(yellow("overdue", "W-2"));
    let files = Files::of(&records, LEVELS, CONTACTS);
    let run = files.run("schedule", &["--format", "csv"]);
    run.ends(1).says(&["children.csv 9 行 ＝ 已用 8 ＋ 退回 1", "levels.csv 6 条记录 ＝ 已用 6 ＋ 退回 0"]);
    let rows = parse_csv(&run.stdout);
    assert_eq!(rows.iter().filter(|row| row["key"] == "overdue").count(), 1);
}

/// The children as lines of JSON, each with its history.
fn envelopes() -> String {
    let histories = [
        (
            "soon",
            r#"{"levels":[{"level":"yellow","from":"2026-10-01"}],"contacts":[{"on":"2026-10-05","kind":"home-visit","by":"child-director","worker":"W-1"}]}"#,
        ),
        ("today", r#"{"levels":[{"level":"yellow","from":"2026-10-01"}]}"#),
        (
            "overdue",
            r#"{"levels":[{"level":"yellow","from":"2026-08-10"}],"contacts":[{"on":"2026-09-10","kind":"home-visit","by":"social-worker"},{"on":"2026-09-25","kind":"contact","by":"social-worker"}]}"#,
        ),
        (
            "day-unknown",
            r#"{"levels":[{"level":"yellow"}],"contacts":[{"on":"2026-09","kind":"home-visit","by":"child-director"}]}"#,
        ),
        ("red", r#"{"levels":[{"level":"red","from":"2026-10-30"}]}"#),
        (
            "green",
            r#"{"levels":[{"level":"green","from":"2026-10-20"}],"contacts":[{"on":"2026-10-25","kind":"contact","by":"child-director","worker":"W-3"}]}"#,
        ),
    ];
    let line = |record: &Record| {
        let text = record.json();
        let key =
            serde_json::from_str::<serde_json::Value>(&text).unwrap()["key"].as_str().unwrap().to_owned();
        let child = nested(&text);
        match histories.iter().find(|(known, _)| *known == key) {
            Some((_, history)) => format!("{{\"child\":{child},\"history\":{history}}}\n"),
            None => format!("{child}\n"),
        }
    };
    children().iter().map(line).collect()
}

/// A record of paths as an object within objects.
fn nested(flat: &str) -> serde_json::Value {
    let flat: BTreeMap<String, String> = serde_json::from_str(flat).unwrap();
    let mut whole = serde_json::Value::Object(serde_json::Map::default());
    for (path, value) in flat.iter().filter(|(_, value)| !value.is_empty()) {
        let at = path.split('.').fold(&mut whole, |at, name| &mut at[name]);
        *at = value.as_str().into();
    }
    whole
}

#[test]
fn a_history_that_stands_with_its_child_says_the_same_as_files_of_their_own() {
    let files = Files::usual();
    let apart = parse_csv(&files.run("schedule", &["--format", "csv"]).stdout);
    let run =
        hutong_with(&[&["schedule", "-"], &AS_OF[..], &["--format", "csv"]].concat(), envelopes().as_bytes());
    run.ends(0).says(&["stdin 8 行 ＝ 已用 8 ＋ 退回 0", "stdin 11 条记录 ＝ 已用 11 ＋ 退回 0"]);
    assert_eq!(told(&parse_csv(&run.stdout)), told(&apart));
    let faulty = envelopes().replace("2026-10-05", "2026-10-35");
    let run =
        hutong_with(&[&["schedule", "-"], &AS_OF[..], &["--format", "jsonl"]].concat(), faulty.as_bytes());
    run.ends(1).says(&["stdin 11 条记录 ＝ 已用 10 ＋ 退回 1"]);
    let lines = run.lines();
    let rejected = lines.iter().find(|line| line.get("rejected").is_some()).unwrap();
    assert_eq!(rejected["rejected"][0]["path"], "contacts[0].on");
    assert_eq!(rejected["row"], 1);
}

#[test]
fn a_history_without_its_childs_key_is_given_to_nobody() {
    let visit = r#"{"on":"2026-10-31","kind":"home-visit","by":"child-director"}"#;
    let lines = format!(
        "{{\"child\":{{\"key\":\"a\"}},\"history\":{{\"key\":\"b\",\"contacts\":[{visit},{visit}]}}}}\n\
         {{\"child\":{{\"key\":\"c\"}},\"history\":7}}\n"
    );
    let run =
        hutong_with(&[&["schedule", "-"], &AS_OF[..], &["--format", "jsonl"]].concat(), lines.as_bytes());
    run.ends(1).says(&["stdin 2 行 ＝ 已用 2 ＋ 退回 0", "stdin 3 条记录 ＝ 已用 0 ＋ 退回 3"]);
    let problems: Vec<(String, String)> = run
        .lines()
        .iter()
        .filter_map(|line| line.get("rejected").map(|problems| problems[0].clone()))
        .map(|problem| (problem["path"].to_string(), problem["code"].to_string()))
        .collect();
    let told = |path: &str, code: &str| (format!("\"{path}\""), format!("\"{code}\""));
    let expected = [
        told("contacts[0].key", "unknown-child"),
        told("contacts[1].key", "unknown-child"),
        told("history", "wrong-type"),
    ];
    assert_eq!(problems, expected);
    let files = Files::usual();
    let nameless = files.folder.write("nameless.jsonl", format!("{{\"contacts\":[{visit},{visit}]}}\n"));
    let run = files.run("schedule", &["--history", &nameless, "--rows", "9"]);
    run.ends(1).shows(&["nameless.jsonl 2 条记录 ＝ 已用 0 ＋ 退回 2", "nameless.jsonl 第 1 行 编号："]);
}

#[test]
fn whole_histories_and_tables_that_tell_what_they_are_are_read_too() {
    let files = Files::usual();
    let apart = files.run("schedule", &["--format", "csv"]).stdout;
    let guessed = hutong(
        &[
            &["schedule", &files.children],
            &AS_OF[..],
            &["--format", "csv"],
            &["--history", &files.levels],
            &["--history", &files.contacts],
        ]
        .concat(),
    );
    assert_eq!(guessed.stdout, apart);
    let whole = files.folder.write(
        "history.jsonl",
        "{\"key\":\"today\",\"contacts\":[{\"on\":\"2026-10-30\",\"kind\":\"入户走访\",\"by\":\"儿童主任\"}]}\n{\"key\":\"stranger\",\"contacts\":[{\"on\":\"2026-10-30\",\"kind\":\"入户走访\"}]}\n",
    );
    let run = files.run("schedule", &["--history", &whole, "--format", "csv"]);
    run.ends(1).says(&["history.jsonl 2 条记录 ＝ 已用 1 ＋ 退回 1"]);
    assert!(parse_csv(&run.stdout).iter().all(|row| row["key"] != "today"), "the visit was made in time");
    // A register of home visits alone, from old software, with a blank column and a name that nobody needs.
    let register = "儿童编号,姓名,走访日期,\nsoon,甲,2026-10-31,\n";
    let (register, ..) = encoding_rs::GB18030.encode(register);
    let register = files.folder.write("register.csv", register);
    let alone = |more: &[&str]| {
        hutong(
            &[
                &["schedule", &files.children, "--levels", &files.levels, "--contacts", &register],
                &AS_OF[..],
                more,
            ]
            .concat(),
        )
    };
    alone(&[]).ends(2).says(&["columns-missing", "--contact-kind"]);
    let run =
        alone(&["--contact-kind", "入户走访", "--contact-by", "儿童主任", "--days", "30", "--format", "csv"]);
    let rows = parse_csv(&run.ends(0).stdout);
    let soon = rows.iter().find(|row| row["key"] == "soon").unwrap();
    assert_eq!((&*soon["last_done"], &*soon["due"]), ("2026-10-31", "2026-11-30"));
    assert!(!run.stderr.contains('甲'));
}

#[test]
fn a_mapping_file_names_the_columns_of_every_table() {
    let files = Files::usual();
    let odd = CONTACTS.replace("走访日期", "RQ").replace("走访方式", "FS").replace("入户走访", "1");
    let odd =
        files.folder.write("odd.csv", odd.replace("家访", "1").replace("入户", "1").replace("电话", "2"));
    let mapping = files.folder.write(
        "mapping.toml",
        "[columns]\nRQ = \"contacts.on\"\nFS = \"contacts.kind\"\n[codes.\"contacts.kind\"]\n1 = \"home-visit\"\n2 = \"contact\"\n",
    );
    let run = hutong(
        &[
            &[
                "schedule",
                &files.children,
                "--levels",
                &files.levels,
                "--contacts",
                &odd,
                "--mapping",
                &mapping,
            ],
            &AS_OF[..],
            &["--format", "csv"],
        ]
        .concat(),
    );
    assert_eq!(run.ends(0).stdout, files.run("schedule", &["--format", "csv"]).stdout);
}
#[test]
fn what_was_typed_wrongly_is_told_and_nothing_is_written() {
    let files = Files::usual();
    let out = files.folder.name("out.csv");
    hutong(&["schedule", &files.children]).ends(2).says(&["as-of-missing"]);
    let run = |more: &[&str]| {
        hutong(&[&["schedule", &files.children], &AS_OF[..], &["--format", "csv", "-o", &out], more].concat())
    };
    let other = files.folder.write("other.csv", csv(&children()));
    run(&["--contacts", &other]).ends(2).says(&["columns-missing", "other.csv"]);
    run(&["--history", &other]).ends(2).says(&["kind-of-entries-unknown"]);
    run(&["--contacts", "-", "--levels", "-"]).ends(2).says(&["standard-input-twice"]);
    run(&["--contacts", &other, "--levels", &other]).ends(2).says(&["same-file"]);
    run(&["--contacts", &files.contacts, "--contact-kind", "微波"]).ends(2).says(&["no-such-value"]);
    let twice = files.folder.write("twice.csv", "编号,日期,走访日期,方式\nsoon,,,\n");
    run(&["--contacts", &twice]).ends(2).says(&["column-twice", "twice.csv"]);
    let json = files.folder.write("x.json", "[{\"key\":\"soon\"}]");
    run(&["--contacts", &json]).ends(2).says(&["not-a-table-of-entries"]);
    run(&["--contacts", &files.folder.name("nowhere.csv")]).ends(2).says(&["cannot-open", "nowhere.csv"]);
    assert!(!files.folder.list().contains(&"out.csv".to_owned()));
}

#[test]
fn one_workbook_may_hold_the_records_of_each_kind_on_a_sheet_of_its_own() {
    use rust_xlsxwriter::Workbook;
    let files = Files::of(&children(), LEVELS, CONTACTS);
    let mut workbook = Workbook::new();
    for (name, text, above) in [("定级", LEVELS, 0), ("走访", CONTACTS, 2)] {
        let sheet = workbook.add_worksheet();
        sheet.set_name(name).unwrap();
        // Two rows of two cells each above the headers, which no title has.
        for row in 0..above {
            sheet.write_string(row, 0, "填报单位").unwrap().write_string(row, 1, "某镇").unwrap();
        }
        for (row, line) in (above..).zip(text.lines()) {
            for (column, cell) in (0..).zip(line.split(',')) {
                sheet.write_string(row, column, cell).unwrap();
            }
        }
    }
    let book = files.folder.name("book.xlsx");
    workbook.save(&book).unwrap();
    let children = files.folder.name("children.csv");
    let (levels, contacts) = (format!("{book}#定级"), format!("{book}#走访!3"));
    let of_book = hutong(
        &[
            &["schedule", &children, "--levels", &levels, "--contacts", &contacts, "--format", "csv"],
            &AS_OF[..],
        ]
        .concat(),
    );
    let of_files = files.run("schedule", &["--format", "csv"]);
    assert_eq!((of_book.status, &of_book.stdout), (of_files.status, &of_files.stdout), "{}", of_book.stderr);
}
