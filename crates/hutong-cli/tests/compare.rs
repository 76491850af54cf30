//! `hutong compare`: children against the lists of departments.
#![allow(missing_docs, clippy::unwrap_used, reason = "tests")]

mod common;

use common::{AS_OF, Folder, Record, Run, csv, hutong, parse_csv};
use rust_xlsxwriter::Workbook;

fn compare(folder: &Folder, records: &[Record], lists: &[&str], more: &[&str]) -> Run {
    let file = folder.write("children.csv", csv(records));
    let lists: Vec<String> =
        lists.iter().flat_map(|list| ["--list".to_owned(), (*list).to_owned()]).collect();
    let lists: Vec<&str> = lists.iter().map(String::as_str).collect();
    hutong(&[&["compare", &file], &AS_OF[..], &lists, more].concat())
}

fn orphan(key: &str) -> Record {
    Record::settled(key)
        .with("father.state", "dead")
        .with("mother.state", "dead")
        .with("support.benefit", "orphan")
        .with("lives_with", "relatives")
}

fn told(run: &Run) -> Vec<(String, String)> {
    let rows = parse_csv(&run.stdout);
    rows.iter().map(|row| (row["key"].clone(), row["kind"].clone())).collect()
}

#[test]
fn who_is_entitled_and_not_served_and_the_other_way_round() {
    let folder = Folder::new();
    let list = folder.write("benefit.csv", "编号,金额\nok-1,1\nleave-1,1\nstranger-1,1\nok-1,1\n,1\n");
    let records = [
        orphan("ok-1"),
        orphan("lacks-1").with("support.benefit", "none"),
        Record::settled("leave-1").with("support.benefit", "orphan"),
        Record::settled("quiet-1"),
        orphan("open-1").with("mother.state", "").with("support.benefit", ""),
    ];
    let run = compare(&folder, &records, &[&format!("benefit={list}")], &["--format", "csv"]);
    let expected = [
        ("lacks-1", "not-served"),
        ("leave-1", "no-longer-entitled"),
        ("open-1", "to-verify"),
        ("stranger-1", "list-only"),
    ];
    assert_eq!(told(&run), expected.map(|(key, kind)| (key.to_owned(), kind.to_owned())));
    run.ends(1).says(&[
        "benefit：共 5 行 ＝ 对应 2 ＋ 儿童名册没有 1 ＋ 重复 1 ＋ 无编号 1 ＋ 读不出 0",
        "共 5 行 ＝ 相符 2 ＋ 退回核查 2 ＋ 只有待核实 1 ＋ 无编号 0 ＋ 退回 0",
    ]);
    let rows = parse_csv(&run.stdout);
    assert_eq!(rows[0]["reason"], "出生日期＝2016-03-15；父亲状况＝死亡；母亲状况＝死亡");
    assert!(rows[2]["facts"].split("; ").any(|path| path == "mother.state"), "{}", rows[2]["facts"]);
}

#[test]
fn a_record_that_says_otherwise_than_the_list_is_told() {
    let folder = Folder::new();
    let list = folder.write("roll.csv", "key\nschool-1\nout-1\n");
    let records = [
        Record::settled("school-1"),
        Record::settled("gone-1"),
        Record::settled("out-1").with("school.enrolled", "no").with("findings.dropped_out", "confirmed"),
    ];
    let run = compare(&folder, &records, &[&format!("school-roll={list}")], &["--format", "csv"]);
    let expected = [("gone-1", "not-served"), ("gone-1", "record-differs"), ("out-1", "record-differs")];
    assert_eq!(told(run.ends(0)), expected.map(|(key, kind)| (key.to_owned(), kind.to_owned())));
}

#[test]
fn the_transition_after_the_benefit_keeps_a_child_on_the_list_to_the_day() {
    let folder = Folder::new();
    let list = folder.write("benefit.csv", "key\nlast-1\npast-1\n");
    let ended = |key: &str, day: &str| {
        Record::settled(key).with("support.benefit_ended_on", day).with("support.benefit_ended_why", "other")
    };
    let records = [ended("last-1", "2026-05-02"), ended("past-1", "2026-05-01")];
    let run = compare(&folder, &records, &[&format!("benefit={list}")], &["--format", "csv"]);
    let leaves: Vec<(String, String)> =
        told(&run).into_iter().filter(|(_, kind)| kind == "no-longer-entitled").collect();
    assert_eq!(leaves, [("past-1".to_owned(), "no-longer-entitled".to_owned())]);
}

#[test]
fn an_infection_is_no_reason_that_leaves_civil_affairs() {
    let folder = Folder::new();
    let list = folder.write("benefit.csv", "key\nnobody\n");
    let records = [Record::settled("child-1").with("hiv_infection", "confirmed")];
    for format in ["csv", "jsonl"] {
        let run = compare(&folder, &records, &[&format!("benefit={list}")], &["--format", format]);
        assert!(run.stdout.contains("child-1") && run.stdout.contains("not-served"));
        assert!(!run.stdout.contains("hiv") && !run.stdout.contains("艾滋"), "{}", run.stdout);
    }
}

#[test]
fn a_list_of_a_spreadsheet_is_read_and_one_without_keys_is_refused() {
    let folder = Folder::new();
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    for (row, text) in (0..).zip(["儿童编号", "school-1"]) {
        sheet.write_string(row, 0, text).unwrap();
    }
    let path = folder.name("roll.xlsx");
    workbook.save(&path).unwrap();
    let records = [Record::settled("school-1")];
    let run = compare(&folder, &records, &[&format!("school-roll={path}")], &["--format", "csv"]);
    assert_eq!(told(run.ends(0)), []);
    let bad = folder.write("bad.csv", "姓名\n甲\n");
    compare(&folder, &records, &[&format!("school-roll={bad}")], &[]).ends(2).says(&["no-key-column"]);
    compare(&folder, &records, &[&format!("school-rol={bad}")], &[])
        .ends(2)
        .says(&["unknown-list", "school-roll"]);
}
