//! `hutong duties`: what the organisations must do, as a list, as data and as a calendar. All places and deeds are
//! invented.

mod common;

use common::{AS_OF, Folder, Record, Run, csv, hutong, hutong_with, parse_csv};

const DONE: &str = "任务,部门,单位,完成日期,录入日期\n\
    forms-2024,township,青榕镇,2024-07-25,\n\
    progress-report,市民政局,,2025-10-30,2025-11-08\n\
    half-yearly-list,civil-affairs,,2026-06-30,\n\
    family-education,妇联,,,2026-03-09\n\
    yearly-check,公安机关,,2025-01-01,\n\
    =1+1,市民政局,,2025-02-30,\n";

fn duties(done: &str, more: &[&str]) -> Run {
    hutong_with(&[&["duties", "--done", "-"], &AS_OF[..], more].concat(), done.as_bytes())
}

#[test]
fn the_report_tells_the_most_urgent_first_and_counts_every_row() {
    let run = duties(DONE, &["--rows", "100"]);
    run.ends(1).shows(&["逾期未完成", "30 天内到期（1 项）", "2026-11-03 市民政局（县级）", "还有 2 天"]);
    run.shows(&["乡镇政府（街道办事处） · 青榕镇", "迟 3 天", "完成记录 6 行 ＝ 已用 4 ＋ 退回 2"]);
    run.shows(&[
        "第 5 行：完成日期不明",
        "完成记录第 6 行 B 列：该机构没有这项任务",
        "其余寒假、暑假的放假日期没有提供",
    ]);
    let places = [
        "逾期未完成（",
        "现在应做（没有写明日期）（",
        "30 天内到期（",
        "以后到期（",
        "待定（",
        "已完成（",
        "长期任务（",
    ];
    let found: Vec<usize> = places.iter().map(|title| run.stdout.find(title).expect(title)).collect();
    assert!(found.is_sorted(), "{found:?}");
    let run = duties(DONE, &["--language", "en", "--rows", "100"]);
    run.ends(1).shows(&[
        "due within 30 days (1)",
        "in 2 days",
        "3 days late",
        "what was done: 6 rows in = 4 used + 2 rejected",
    ]);
}

#[test]
fn csv_and_json_hold_the_same_obligations_and_no_formula() {
    let rows = parse_csv(&duties(DONE, &["--format", "csv"]).stdout);
    let lines = duties(DONE, &["--format", "jsonl"]).lines();
    assert_eq!(lines.len(), rows.len() + 2, "two rows were rejected");
    let run = duties(DONE, &["--format", "json"]);
    let ledger: serde_json::Value = serde_json::from_str(&run.ends(1).stdout).unwrap();
    assert_eq!(ledger["format"], "hutong-organisation-ledger-1");
    assert_eq!(ledger["obligations"].as_array().unwrap().len(), rows.len());
    assert_eq!(ledger["rejected_rows"][0]["row"], 6);
    assert_eq!(ledger["doubtful"][0]["faults"][0]["code"], "done-day-unknown");
    let late = rows.iter().find(|row| row["place"] == "青榕镇" && row["duty"] == "forms-2024").unwrap();
    assert_eq!(
        (&*late["state"], &*late["days_late"], &*late["missed_since"]),
        ("done-late", "3", "2024-07-23")
    );
    let evil = "duty,by,place,done_on\nforms-2024,township,=1+1,2024-07-01\n";
    let rows = parse_csv(&duties(evil, &["--format", "csv"]).stdout);
    assert!(rows.iter().any(|row| row["place"] == "'=1+1") && rows.iter().all(|row| row["place"] != "=1+1"));
}

#[test]
fn a_workbook_holds_the_same_rows_as_text() {
    let folder = Folder::new();
    let file = folder.name("duties.xlsx");
    duties(DONE, &["--format", "xlsx"]).ends(2).says(&["xlsx-needs-a-file"]);
    duties(DONE, &["--format", "xlsx", "--output", &file]).ends(1);
    let mut workbook: calamine::Xlsx<_> = calamine::open_workbook(&file).unwrap();
    let sheets = calamine::Reader::sheet_names(&workbook);
    assert_eq!(sheets, ["机构任务", "退回"]);
    let rows = parse_csv(&duties(DONE, &["--format", "csv"]).stdout);
    let range = calamine::Reader::worksheet_range(&mut workbook, "机构任务").unwrap();
    assert_eq!(range.rows().count(), rows.len() + 1);
    let text = |cell: &calamine::Data| matches!(cell, calamine::Data::String(_) | calamine::Data::Empty);
    assert!(range.cells().all(|(_, _, cell)| text(cell)));
}

/// The values of a property in a calendar, its lines joined again.
fn values(calendar: &str, property: &str) -> Vec<String> {
    let whole = calendar.replace("\r\n ", "");
    let lines = whole.split("\r\n").filter_map(|line| line.split_once(':'));
    lines
        .filter(|(name, _)| name.split(';').next() == Some(property))
        .map(|(_, value)| value.to_owned())
        .collect()
}

#[test]
fn the_calendar_keeps_its_events_from_one_day_to_the_next() {
    let of = |as_of: &str, done: &str| {
        let run = hutong_with(
            &["duties", "--done", "-", "--as-of", as_of, "--office", "civil-affairs", "--format", "ics"],
            done.as_bytes(),
        );
        assert!(run.ends(0).stdout.split("\r\n").all(|line| line.len() <= 75));
        run.stdout
    };
    let head = "duty,by,done_on\n";
    let (open, done) = (
        of("2026-11-01", head),
        of("2026-11-02", &format!("{head}progress-report,civil-affairs,2026-11-02\n")),
    );
    let event = |calendar: &str| {
        let at = values(calendar, "DTSTART").iter().position(|day| day == "20261103").unwrap();
        (values(calendar, "UID").remove(at), values(calendar, "SUMMARY").remove(at))
    };
    let (before, after) = (event(&open), event(&done));
    assert_eq!(before.0, after.0, "the same duty, office and day");
    assert_eq!(before.1, "向揭阳市民政局报告进展：市民政局（县级）");
    assert_eq!(after.1, "[按时完成] 向揭阳市民政局报告进展：市民政局（县级）");
    assert_eq!(of("2026-11-01", head), open, "byte for byte");
    assert_eq!(values(&open, "DTSTAMP")[0], "20261101T000000Z");
    let alarms = values(&open, "TRIGGER");
    assert!(!alarms.is_empty() && alarms.iter().all(|trigger| trigger == "-PT15H"));
    assert_eq!(values(&done, "TRIGGER").len() + 1, alarms.len(), "nobody is reminded of what is done");
}

#[test]
fn children_and_villages_give_the_places_and_no_child_is_shown() {
    let folder = Folder::new();
    let member = |n: usize| {
        Record::settled(&format!("secret-{n}")).with("household.relief", "minimum-living-allowance")
    };
    let mut records: Vec<Record> = (0..30).map(member).collect();
    records.push(member(30).with("household.relief", ""));
    let children = folder.write("children.csv", csv(&records));
    let villages =
        folder.write("villages.csv", "township,village,directors\n青榕镇,榕东村,1\n青榕镇,榕西村,0\n");
    let all = ["--children", &children, "--villages", &villages, "--rows", "50"];
    let run = hutong(&[&["duties"], &AS_OF[..], &all].concat());
    run.ends(0).shows(&["儿童 30–31 人，儿童主任 1 名", "儿童主任缺额", "儿童 31 行 ＝ 已用 31 ＋ 退回 0"]);
    for format in ["table", "json", "jsonl", "csv", "ics"] {
        let run = hutong(&[&["duties", "--format", format], &AS_OF[..], &all].concat());
        assert!(!run.stdout.contains("secret") && !run.stderr.contains("secret"), "{format}");
    }
    let only = ["--place", "青榕镇/榕西村", "--format", "csv"];
    let rows = parse_csv(&hutong(&[&["duties"], &AS_OF[..], &all, &only].concat()).stdout);
    assert!(!rows.is_empty() && rows.iter().all(|row| row["place"] == "青榕镇/榕西村"));
}

#[test]
fn what_was_typed_wrongly_is_told_and_nothing_is_written() {
    let run = |more: &[&str]| hutong(&[&["duties"], &AS_OF[..], more].concat());
    run(&["--office", "helth"]).ends(2).says(&["unknown-office", "Did you mean `health`?"]);
    run(&["--office", "health", "--place", "x"]).ends(2).says(&["office-has-no-places"]);
    run(&["--holiday", "2025-02-30"]).ends(2).says(&["--holiday is not a day"]);
    run(&["--done", "-", "--children", "-"]).ends(2).says(&["standard-input-twice"]);
    hutong(&["duties"]).ends(2).says(&["as-of-missing"]);
    duties("duty,by\nx,y\n", &[]).ends(2).says(&["column-missing", "done_on"]);
    duties("duty,任务,by,done_on\nx,x,y,\n", &[]).ends(2).says(&["column-twice"]);
    let json = "{\"duty\": \"clinic-list\", \"by\": \"health\", \"done_on\": \"2025-03-01\"}\n{\"duty\": 1, \"x\": 2}\n";
    let run = duties(json, &["--office", "health", "--language", "en"]);
    run.ends(1).shows(&["2025-03-01 health", "[unknown-field]", "[unknown-duty]", "[value-missing]"]);
    run.shows(&["2 rows in = 1 used + 1 rejected"]);
}

#[test]
fn another_reading_gives_another_day() {
    let report = |more: &[&str]| {
        let run = hutong(
            &[&["duties", "--as-of", "2024-11-03", "--office", "civil-affairs", "--format", "csv"], more]
                .concat(),
        );
        let rows = parse_csv(&run.stdout);
        let row = rows.iter().find(|row| row["duty"] == "progress-report").unwrap();
        (row["state"].clone(), row["due"].clone())
    };
    assert_eq!(report(&[]), ("due".into(), "2024-11-03".into()));
    assert_eq!(report(&["--reading", "last-good-day=day-before"]), ("missed".into(), "2024-11-02".into()));
}
