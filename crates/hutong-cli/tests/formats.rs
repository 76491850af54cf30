//! The forms of the output agree with each other, and files are written as a whole or not at all.
#![allow(clippy::unwrap_used, reason = "helpers of tests")]

mod common;

use std::collections::BTreeMap;

use calamine::{Data, Reader, Xlsx, open_workbook};
use common::{AS_OF, Folder, Record, assess, csv, four, hutong, hutong_with, parse_csv};

/// A red, a green, one not graded, one open, and one that is rejected though it shows danger.
fn five() -> String {
    let mut records = four();
    let broken = Record::settled("broken-1").with("birth_date", "2024-02-30");
    records.push(broken.with("findings.missing", "confirmed"));
    csv(&records)
}

/// Key to certain level, floor and ceiling.
type Levels = BTreeMap<String, (String, String, String)>;

fn levels_of_lines(lines: &[serde_json::Value]) -> Levels {
    let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    let answered = lines.iter().filter(|line| line.get("rejected").is_none());
    let level = |line: &serde_json::Value| {
        let risk = &line["risk"];
        (text(&line["key"]), (text(&risk["level"]), text(&risk["floor"]), text(&risk["ceiling"])))
    };
    answered.map(level).collect()
}

fn sheet(path: &str, name: &str) -> Vec<Vec<String>> {
    let mut workbook: Xlsx<_> = open_workbook(path).unwrap();
    let range = workbook.worksheet_range(name).unwrap();
    let cell = |cell: &Data| match cell {
        Data::String(text) => text.clone(),
        Data::Empty => String::new(),
        other => panic!("every cell is text, not {other:?}"),
    };
    range.rows().map(|row| row.iter().map(cell).collect()).collect()
}

#[test]
fn every_form_says_the_same_of_every_child() {
    let folder = Folder::new();
    let text = five();
    let lines = assess(&text, &["--format", "jsonl"]);
    lines.ends(1);
    let expected = levels_of_lines(&lines.lines());
    let of = |key: &str| expected.get(key).map(|levels| levels.0.as_str());
    assert_eq!(
        (of("red-1"), of("green-1"), of("none-1"), of("open-1")),
        (Some("red"), Some("green"), Some("not-graded"), Some(""))
    );

    let list: Vec<serde_json::Value> =
        serde_json::from_str(&assess(&text, &["--format", "json"]).stdout).unwrap();
    assert_eq!(list, lines.lines());

    let rows = parse_csv(&assess(&text, &["--format", "csv"]).stdout);
    let of_rows: Levels = rows
        .iter()
        .map(|row| (row["key"].clone(), (row["level"].clone(), row["floor"].clone(), row["ceiling"].clone())))
        .collect();
    assert_eq!(of_rows, expected);
    assert_eq!(rows[0]["triggers"], "unlawful-harm");
    assert_eq!(rows[0]["level_label"], "高风险（红色）");
    assert_eq!((rows[0]["row"].as_str(), rows[0]["village"].as_str()), ("2", "榕东村"));
    assert_eq!(rows[3]["missing"], "findings.roaming");
    assert_eq!(rows[3]["possible"], "red; not-graded");

    let workbook = folder.name("out.xlsx");
    assess(&text, &["--format", "xlsx", "--output", &workbook])
        .ends(1)
        .says(&["共 5 行 ＝ 已评估 4 ＋ 退回 1"]);
    let children = sheet(&workbook, "儿童");
    let header = &children[0];
    let at = |name: &str| header.iter().position(|label| label == name).unwrap();
    let of_sheet: Levels = children[1..]
        .iter()
        .map(|row| {
            let cell = |name: &str| row[at(name)].clone();
            (cell("编号"), (cell("等级代码"), cell("最低等级代码"), cell("最高等级代码")))
        })
        .collect();
    assert_eq!(of_sheet, expected);
    let rejected = sheet(&workbook, "退回");
    assert_eq!(
        (rejected.len(), rejected[1][0].as_str(), rejected[1][4].as_str()),
        (2, "6", "impossible-date")
    );
    assert!(rejected[1][6].contains("red"), "danger is marked there too");
}

#[test]
fn a_workbook_comes_in_as_it_went_out() {
    let folder = Folder::new();
    let out = folder.name("out.xlsx");
    assess(&five(), &["--format", "xlsx", "--output", &out]).ends(1);
    let run = hutong(&[&["assess", &out, "--sheet", "儿童", "--format", "jsonl"], &AS_OF[..]].concat());
    let keys: Vec<_> = run.lines().iter().map(|line| line["key"].clone()).collect();
    assert_eq!(keys, ["red-1", "green-1", "none-1", "open-1"]);
    let again = folder.name("again.xlsx");
    assess(&five(), &["--format", "xlsx", "--output", &again]).ends(1);
    let bytes = |path: &str| std::fs::read(path).unwrap();
    assert!(bytes(&out) == bytes(&again), "the same input gives the same file");
}

#[test]
fn chinese_headers_and_values_in_gb18030() {
    let text = "编号,出生日期,村居,辍学,父亲状况\n甲-1,2015年3月1日,榕东村,疑似,健在\n";
    let (bytes, _, _) = encoding_rs::GB18030.encode(text);
    let run = hutong_with(&[&["assess", "-", "--format", "csv"], &AS_OF[..]].concat(), &bytes);
    run.ends(0).says(&["GB18030"]);
    let rows = parse_csv(&run.stdout);
    assert_eq!((rows[0]["key"].as_str(), rows[0]["floor"].as_str()), ("甲-1", "yellow"));
    let marked = hutong_with(
        &[&["assess", "-", "--format", "csv"], &AS_OF[..]].concat(),
        format!("\u{FEFF}{text}").as_bytes(),
    );
    assert_eq!(marked.stdout, run.stdout, "UTF-8 with a byte order mark says the same");
}

#[test]
fn a_mapping_file_names_their_columns_and_codes() {
    let folder = Folder::new();
    let mapping = folder.write(
        "mapping.toml",
        "[columns]\nBH = \"key\"\nCX = \"辍学\"\nXM = \"\"\n[codes.\"findings.dropped_out\"]\n\"9\" = \"确认\"\n\"1\" = \"no\"\n\"0\" = \"\"\n",
    );
    let text = "BH,XM,CX\na,某某,9\nb,某某,1\nc,某某,0\nd,某某,5\n";
    let run = assess(text, &["--mapping", &mapping, "--format", "jsonl"]);
    run.ends(1);
    let lines = run.lines();
    assert_eq!(lines[0]["risk"]["floor"], "yellow", "their 9 is our confirmed");
    let ceiling_trigger = |line: &serde_json::Value| {
        line["triggers"].as_array().unwrap().iter().any(|trigger| trigger["id"] == "dropped-out")
    };
    assert!(!ceiling_trigger(&lines[1]), "their 1 is our no, not a yes");
    assert!(ceiling_trigger(&lines[2]), "their 0 says nothing");
    assert_eq!(lines[3]["rejected"][0]["code"], "unknown-code");
    assert!(!run.stderr.contains("表头第 B"), "passed over on purpose is not told");

    let wrong = folder.write("wrong.toml", "[columns]\nBH = \"key\"\nCX = \"no_such_column\"\n");
    assess(text, &["--mapping", &wrong]).ends(2).says(&["mapped-to-nothing"]);
    let broken = folder.write("broken.toml", "[columns]\nBH = 3\n");
    assess(text, &["--mapping", &broken]).ends(2).says(&["broken.toml:2:"]);
    assess(text, &["--mapping", "/no/such/mapping"]).ends(2).says(&["cannot-read"]);
}

#[test]
fn cells_that_a_spreadsheet_would_run_are_defused() {
    let records =
        [Record::settled("=HYPERLINK(1)").with("residence.village", "@x").with("residence.township", "-1")];
    let rows = parse_csv(&assess(&csv(&records), &["--format", "csv"]).stdout);
    assert_eq!(
        (rows[0]["key"].as_str(), rows[0]["village"].as_str(), rows[0]["township"].as_str()),
        ("'=HYPERLINK(1)", "'@x", "'-1")
    );
}

#[test]
fn a_file_has_a_byte_order_mark_and_a_stream_has_none() {
    let folder = Folder::new();
    let out = folder.name("out.csv");
    assess(&five(), &["--format", "csv", "--output", &out]).ends(1);
    assert!(folder.read("out.csv").starts_with('\u{FEFF}'));
    assert!(assess(&five(), &["--format", "csv"]).stdout.starts_with("key,"));
}

#[test]
fn the_old_file_stays_until_the_new_one_is_whole() {
    let folder = Folder::new();
    let out = folder.write("out.csv", "old");
    assess("nothing,known\n1,2\n", &["--format", "csv", "--output", &out]).ends(2);
    assert_eq!(folder.read("out.csv"), "old");
    assess(&five(), &["--format", "csv", "--output", &out]).ends(1);
    assert!(folder.read("out.csv").contains("red-1"));
    assert_eq!(folder.list(), ["out.csv"], "nothing is left beside it");
    assess(&five(), &["--output", &folder.name("no/such/folder.txt")]).ends(2).says(&["cannot-write"]);
}

#[test]
fn the_input_is_never_overwritten() {
    let folder = Folder::new();
    let text = five();
    let file = folder.write("in.csv", &text);
    let run = hutong(&[&["assess", &file, "--format", "csv", "--output", &file], &AS_OF[..]].concat());
    run.ends(2).says(&["same-file"]);
    assert_eq!(folder.read("in.csv"), text);
    let out = folder.name("out.csv");
    assess(&text, &["--output", &out, "--rejected", &out]).ends(2).says(&["same-file"]);
}

#[test]
fn rejected_rows_have_a_file_of_their_own() {
    let folder = Folder::new();
    let file = folder.name("rejected.csv");
    assess(&five(), &["--format", "csv", "--rejected", &file, "--language", "en"]).ends(1);
    let rows = parse_csv(&folder.read("rejected.csv"));
    assert_eq!(rows.len(), 1);
    let row = &rows[0];
    assert_eq!(
        (row["row"].as_str(), row["key"].as_str(), row["code"].as_str()),
        ("6", "broken-1", "impossible-date")
    );
    assert_eq!(row["danger"], "red: apart-from-guardian");
}

#[test]
fn a_report_can_go_to_a_file_and_a_workbook_must() {
    let folder = Folder::new();
    let out = folder.name("report.txt");
    let run = assess(&five(), &["--output", &out]);
    run.ends(1);
    assert!(run.stdout.is_empty());
    assert!(folder.read("report.txt").contains("今日清单"));
    assess(&five(), &["--format", "xlsx"]).ends(2).says(&["xlsx-needs-a-file"]);
}
