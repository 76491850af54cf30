//! Bad input: each fault is told with row, column, code and what to do, the other rows are answered, none is lost.
//! Every child is invented, and no message may show a cell.
#![allow(clippy::unwrap_used, reason = "helpers of tests")]

mod common;

use common::{AS_OF, Folder, Record, assess, csv, four, hutong, hutong_with};

/// A word that stands in cells and must never stand in a message.
const SECRET: &str = "SECRETCELL";

#[track_caller]
fn rejected(text: &str, row: u64, column: &str, code: &str, rows: usize) {
    let run = assess(text, &["--format", "jsonl", "--language", "both"]);
    run.ends(1).says(&[code]);
    assert!(!run.stderr.contains(SECRET), "a cell is shown:\n{}", run.stderr);
    let lines = run.lines();
    assert_eq!(lines.len(), rows, "rows in = answered + rejected");
    let rejected: Vec<_> = lines.iter().filter(|line| line.get("rejected").is_some()).collect();
    assert_eq!(rejected.len(), 1, "the other rows are answered");
    assert_eq!(rejected[0]["row"], row);
    let problem = &rejected[0]["rejected"][0];
    assert_eq!(problem["code"], code);
    assert!(!problem["zh"].as_str().unwrap().is_empty() && !problem["en"].as_str().unwrap().is_empty());
    if !column.is_empty() {
        assert_eq!(problem["column"], column);
        run.says(&[&format!("row {row}, column {column}")]);
    }
}

/// The usual four children, the second one changed.
fn with_second(path: &str, value: &str) -> String {
    let mut records = four();
    records[1] = records[1].clone().with(path, value);
    csv(&records)
}

fn column_of(text: &str, path: &str) -> String {
    let header = text.lines().next().unwrap();
    let mut number = header.split(',').position(|cell| cell == path).unwrap() + 1;
    let mut letters = String::new();
    while number > 0 {
        number -= 1;
        letters.insert(0, char::from(b'A' + u8::try_from(number % 26).unwrap()));
        number /= 26;
    }
    letters
}

#[test]
fn a_cell_that_cannot_be_read() {
    let cases = [
        ("birth_date", "2024-02-30", "impossible-date"),
        ("birth_date", SECRET, "not-a-date"),
        ("birth_date", "2031-01-01", "date-in-future"),
        ("findings.roaming", SECRET, "unknown-code"),
        ("household.county", SECRET, "not-a-county"),
        ("father.custody.term_months", SECRET, "not-a-number"),
        ("key", "red-1", "repeated-key"),
        ("father.away.since", "2027-01-01", "date-in-future"),
    ];
    for (path, value, code) in cases {
        let text = with_second(path, value);
        rejected(&text, 3, &column_of(&text, path), code, 4);
    }
}

#[test]
fn an_unreadable_row_that_shows_danger_is_marked() {
    let mut records = four();
    records[0] = records[0].clone().with("birth_date", "2024-02-30");
    let run = assess(&csv(&records), &["--language", "en"]);
    run.ends(1).shows(&[
        "1 of them already show high risk (red)",
        "act now",
        "row 2  unlawful harm",
        "4 rows in = 3 answered + 1 rejected",
    ]);
    let line = &assess(&csv(&records), &["--format", "jsonl"]).lines()[0];
    assert_eq!(line["danger"]["level"], "red");
    assert_eq!(line["danger"]["triggers"][0], "unlawful-harm");
    assert_eq!(line["key"], "red-1");
    let calm = assess(&with_second("birth_date", "2024-02-30"), &["--format", "jsonl"]).lines();
    assert!(calm[1].get("danger").is_none());
}

#[test]
fn a_repeated_key_rejects_the_second_row_and_keeps_the_first() {
    let records = [
        Record::settled("same"),
        Record::settled("other"),
        Record::settled("same").with("findings.missing", "confirmed"),
    ];
    let run = assess(&csv(&records), &["--language", "en"]);
    run.ends(1).shows(&[
        "repeats the key of row 2",
        "3 rows in = 2 answered + 1 rejected",
        "row 4  lives alone",
    ]);
}

#[test]
fn too_many_cells_and_a_missing_quote() {
    let mut text = csv(&four());
    let lines: Vec<String> = text
        .lines()
        .enumerate()
        .map(|(row, line)| if row == 2 { format!("{line},{SECRET},x") } else { line.to_owned() })
        .collect();
    text = lines.join("\n");
    rejected(&text, 3, "", "too-many-cells", 4);
    let broken = csv(&four()).replacen("none-1", "\"none-1", 1);
    let run = assess(&broken, &["--language", "en"]);
    run.ends(1).shows(&["rejected"]);
    assert!(run.stdout.contains("red-1"), "the rows before it are answered:\n{}", run.stdout);
}

#[test]
fn a_row_of_a_gigabyte_costs_that_row_alone() {
    // Two megabytes stand for it: the limit is one, and nothing is kept of what is beyond.
    let mut records = four();
    records[1] = records[1].clone().with("residence.village", &"长".repeat(700_000));
    rejected(&csv(&records), 3, "", "record-too-long", 4);
    let run = assess(&csv(&records), &["--max-record-bytes", "4000000", "--format", "jsonl"]);
    run.ends(1).says(&["too-long"]);
}

#[test]
fn a_missing_column_leaves_answers_open_and_is_told() {
    let run = assess("编号,出生日期\nmade-up 1,2015-01-01\n", &[]);
    run.ends(0).shows(&[
        "文件没有这些列，等于没有问过任何人",
        "遭受性侵害",
        "待定",
        "共 1 行 ＝ 已评估 1 ＋ 退回 0",
    ]);
    assert!(!run.stdout.contains("低风险（绿色） 1"), "no default is green");
}

#[test]
fn a_file_without_a_known_header_is_refused() {
    let run = assess(&format!("{SECRET},张三\n1,2\n"), &[]);
    run.ends(2).says(&["no-known-column", "--header-row", "hutong columns"]);
    assert!(
        !run.stderr.contains(SECRET) && !run.stderr.contains("张三"),
        "headers may be names:\n{}",
        run.stderr
    );
}

#[test]
fn two_headers_for_one_column_are_refused() {
    let run = assess("编号,出生日期,出生年月日\na,2015-01-01,2015-01-02\n", &[]);
    run.ends(2).says(&["column-twice", "B", "C"]);
}

#[test]
fn columns_that_are_not_known_are_named_by_letter_only() {
    let run = assess(&format!("编号,{SECRET},出生日期\na,x,2015-01-01\n"), &["--language", "en"]);
    run.ends(0).shows(&["columns B are not known"]);
    assert!(!run.stdout.contains(SECRET));
}

#[test]
fn the_wrong_encoding_is_told_row_by_row() {
    let mut bytes = csv(&four()).into_bytes();
    let at = bytes.windows(7).position(|window| window == b"green-1").unwrap();
    bytes[at] = 0xFF;
    let run = hutong_with(&[&["assess", "-", "--encoding", "utf-8"], &AS_OF[..]].concat(), &bytes);
    run.ends(1).shows(&["encoding", "第 3 行", "共 4 行 ＝ 已评估 3 ＋ 退回 1"]);
}

#[test]
fn a_broken_workbook_is_refused_with_what_to_do() {
    let folder = Folder::new();
    let half = folder.write("half.xlsx", b"PK\x03\x04 and then the transfer broke off");
    let run = hutong(&[&["assess", &half], &AS_OF[..]].concat());
    run.ends(2).says(&["工作簿", "workbook"]);
    assert!(!run.stderr.contains("panicked"));
    let old = folder.write("old.xls", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 old");
    hutong(&[&["assess", &old], &AS_OF[..]].concat()).ends(2).says(&["old-workbook"]);
}

#[test]
fn json_lines_with_a_broken_line_and_a_strange_field() {
    let good = Record::settled("a").json();
    let text =
        format!("{good}\n{{\"key\": \"b\", {SECRET}\n{{\"key\":\"c\",\"findngs\":{{\"roaming\":\"no\"}}}}\n");
    let run = assess(&text, &["--format", "jsonl"]);
    run.ends(1);
    let lines = run.lines();
    assert_eq!(lines.len(), 3);
    assert_eq!(lines[1]["rejected"][0]["code"], "broken-json");
    assert_eq!(lines[2]["rejected"][0]["code"], "unknown-field");
    assert!(lines[2]["rejected"][0]["en"].as_str().unwrap().contains("findings"), "did you mean");
    assert!(!run.stderr.contains(SECRET));
}

#[test]
fn a_list_that_breaks_off_is_answered_so_far_and_called_incomplete() {
    let good = Record::settled("a").with("findings.missing", "confirmed").json();
    let text = format!("[{good}, {{\"key\": ");
    let run = assess(&text, &["--input-format", "json", "--language", "en"]);
    run.ends(2).shows(&["1, to be acted on today", "INCOMPLETE", "2 rows in = 1 answered + 1 rejected"]);
}

#[test]
fn nothing_at_all() {
    assess("", &[]).ends(2).says(&["empty-file"]);
    hutong(&[&["assess", "/no/such/file.csv"], &AS_OF[..]].concat()).ends(2).says(&["cannot-open"]);
    hutong(&[&["assess", "/"], &AS_OF[..]].concat()).ends(2).says(&["directory"]);
    assess("编号,出生日期\n", &[]).ends(0).shows(&["共 0 行 ＝ 已评估 0 ＋ 退回 0"]);
}

#[test]
fn messages_never_show_a_cell() {
    let secret = |path: &str| Record::settled("k").with(path, SECRET);
    let paths = ["birth_date", "lives_with", "findings.roaming", "father.away.county", "father.away.returns"];
    let mut records: Vec<Record> = paths.iter().map(|path| secret(path)).collect();
    records.push(
        Record::settled(SECRET).with("residence.village", SECRET).with("findings.missing", "confirmed"),
    );
    records.push(Record::settled(SECRET));
    let text = csv(&records);
    for more in [&["--format", "csv"][..], &["--format", "jsonl"], &["--format", "json", "--full"]] {
        let run = assess(&text, more);
        run.ends(1);
        assert!(!run.stderr.contains(SECRET), "{more:?}:\n{}", run.stderr);
    }
    let run = hutong_with(&[&["validate", "-"], &AS_OF[..]].concat(), text.as_bytes());
    run.ends(1);
    assert!(!run.stdout.contains(SECRET) && !run.stderr.contains(SECRET), "{}", run.stdout);
}

#[test]
fn a_citizen_number_gives_a_birth_date_and_is_never_shown() {
    // An invented number of a region that does not exist, with its check digit.
    let body = "00000020150314001";
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 =
        body.chars().zip(weights).map(|(digit, weight)| digit.to_digit(10).unwrap() * weight).sum();
    let number = format!("{body}{}", "10X98765432".chars().nth((sum % 11) as usize).unwrap());
    let wrong = format!("{body}{}", if number.ends_with('0') { '1' } else { '0' });
    let text = format!("编号,身份证号,辍学\na,{number},是\nb,{wrong},是\n");
    let run = assess(&text, &["--format", "jsonl"]);
    run.ends(1);
    assert!(!run.stdout.contains(&number[6..]) && !run.stdout.contains(body) && !run.stderr.contains(body));
    let lines = run.lines();
    assert_eq!(lines[0]["scope"], "inside", "the birth date is known");
    assert_eq!(lines[1]["rejected"][0]["code"], "not-a-citizen-number");
}
