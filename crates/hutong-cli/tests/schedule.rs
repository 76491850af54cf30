//! `hutong schedule`: who is to be visited when, as lists, as data and as calendars. Every child, worker and visit is
//! invented. What is read, and what cannot be, is in `schedule_input`; figures are in `figures`.

mod common;

use std::collections::{BTreeMap, BTreeSet};

use common::histories::{FAULTY_CONTACTS, Files, LEVELS, children, told};
use common::{hutong, parse_csv};
use icalendar::{Calendar, Component};

#[test]
fn the_report_tells_what_is_overdue_then_what_is_due_then_what_comes() {
    let run = Files::usual().run("schedule", &[]);
    run.ends(0).shows(&["走访安排：2026-11-01（今天）至 2026-11-15", "儿童 8 人，其中 6 人有事要做"]);
    let lists = [
        "立即处置（1 项）",
        "发现或接报后即时介入处置〔三.1〕",
        "逾期（1 项）",
        "逾期 22 天",
        "现在到期（日期不详）（1 项）",
        "day-unknown",
        "今天到期（1 项）",
        "14 天内到期（1 项）",
        "2026-11-05",
        "可能有的职责，先核实（1 人）",
        "先问清：",
    ];
    let mut rest = run.stdout.split_once("按村居和责任人").unwrap().1;
    for list in lists {
        rest = rest.split_once(list).unwrap_or_else(|| panic!("no {list} in its place in\n{}", run.stdout)).1;
    }
    run.shows(&["2 应入户走访而从无走访记录", "1 其中已经到期或逾期"]);
    run.shows(&["最近一次走访或联系日期不详"]);
    run.shows(&["levels.csv 6 条记录 ＝ 已用 6 ＋ 退回 0", "contacts.csv 5 条记录 ＝ 已用 5 ＋ 退回 0"]);
    let english = Files::usual().run("schedule", &["--language", "en"]);
    english.shows(&["overdue (1)", "22 days late", "children.csv: 8 rows in = 8 used + 0 rejected"]);
}

#[test]
fn rows_and_ledgers_hold_the_same_duties() {
    let files = Files::usual();
    let rows = parse_csv(&files.run("schedule", &["--format", "csv"]).ends(0).stdout);
    let certain: Vec<_> = rows.iter().filter(|row| row["certain"] == "是").cloned().collect();
    assert_eq!(
        told(&certain),
        [
            ("soon", "yellow-visit", "open"),
            ("today", "yellow-visit", "due-today"),
            ("overdue", "yellow-visit", "overdue"),
            ("day-unknown", "yellow-visit", "due-now"),
            ("red", "red-intervention", "overdue"),
        ]
    );
    assert!(rows.iter().filter(|row| row["certain"] != "是").all(|row| row["key"] == "could-be-red"));
    let overdue = &certain[2];
    assert_eq!(
        (&*overdue["due"], &*overdue["days_overdue"], &*overdue["last_done"]),
        ("2026-10-10", "22", "2026-09-10")
    );
    assert_eq!(
        (&*overdue["village"], &*overdue["worker"], &*overdue["clause"]),
        ("榕东村", "W-1", "三.2、三")
    );
    let lines = files.run("schedule", &["--format", "jsonl"]).lines();
    assert_eq!(lines.len(), 8, "one line a child");
    for row in &certain {
        let line = lines.iter().find(|line| line["key"] == *row["key"]).unwrap();
        let duties = line["duties"].as_array().unwrap();
        let duty = duties.iter().find(|duty| duty["id"] == *row["duty"]).unwrap();
        assert_eq!(duty["state"], *row["state"]);
        assert_eq!(duty["next_due"].as_str().unwrap_or_default(), row["due"]);
    }
    let list = files.run("schedule", &["--format", "json"]);
    let list: serde_json::Value = serde_json::from_str(&list.stdout).unwrap();
    assert_eq!(list.as_array().unwrap(), &lines);
}

#[test]
fn a_period_that_outlives_its_level_says_so() {
    let levels = "编号,等级,生效日期,截止日期\ngreen,黄色,2026-08-01,2026-10-19\ngreen,绿色,2026-10-20,\n";
    let contacts = "编号,日期,方式,走访人类别\ngreen,2026-10-10,入户走访,儿童主任\n";
    let files = Files::of(&children()[5..6], levels, contacts);
    let rows = parse_csv(&files.run("schedule", &["--format", "csv"]).ends(0).stdout);
    let yellow = rows.iter().find(|row| row["duty"] == "yellow-visit").unwrap();
    assert_eq!(
        (&*yellow["state"], &*yellow["due"], &*yellow["notes"]),
        ("open", "2026-11-10", "level-ended")
    );
    assert!(yellow["why"].contains("该等级至 2026-10-19 止，原期限照旧"));
}

#[test]
fn a_worker_or_a_village_has_its_own_list_and_every_row_is_still_counted() {
    let files = Files::usual();
    let of = |more: &[&str]| {
        let run = files.run("schedule", &[&["--format", "csv"], more].concat());
        run.ends(0).says(&["children.csv 8 行 ＝ 已用 8 ＋ 退回 0"]);
        let rows = parse_csv(&run.stdout);
        rows.iter().map(|row| row["key"].clone()).collect::<BTreeSet<_>>().into_iter().collect::<Vec<_>>()
    };
    assert_eq!(of(&["--worker", "W-2"]), ["day-unknown", "today"]);
    assert_eq!(of(&["--village", "榕西村"]), ["day-unknown"]);
    assert_eq!(of(&["--village", "青榕镇/榕西村", "--worker", "W-1"]), [""; 0]);
    files.run("schedule", &["--worker", "W-9"]).ends(0).shows(&["没有一名儿童属于所选的责任人或村居"]);
    // A record that names no worker has the one of the latest contact.
    assert_eq!(of(&["--worker", "W-3", "--days", "40"]), ["green"]);
}

#[test]
fn standing_duties_and_days_ahead_are_listed_when_asked_for() {
    let files = Files::usual();
    let duties = |more: &[&str]| {
        let run = files.run("schedule", &[&["--format", "csv", "--village", "榕东村"], more].concat());
        parse_csv(&run.stdout).iter().map(|row| row["duty"].clone()).collect::<Vec<_>>()
    };
    assert!(!duties(&[]).contains(&"yellow-report".to_owned()));
    assert!(duties(&["--standing"]).contains(&"yellow-report".to_owned()));
    assert!(!duties(&["--days", "3"]).is_empty() && !duties(&[]).contains(&"green-contact".to_owned()));
    assert!(duties(&["--days", "24"]).contains(&"green-contact".to_owned()));
}

#[test]
fn both_views_of_at_least_once_a_month_stand_side_by_side() {
    let files = Files::usual();
    let rows = parse_csv(&files.run("schedule", &["--both-views", "--format", "csv"]).stdout);
    let soon = rows.iter().find(|row| row["key"] == "soon").unwrap();
    assert_eq!((&*soon["due"], &*soon["calendar_due"]), ("2026-11-05", "2026-12-31"));
    assert_eq!((&*soon["windows"], &*soon["calendar_state"]), ("rolling", "open"));
    let overdue = rows.iter().find(|row| row["key"] == "overdue").unwrap();
    assert_eq!((&*overdue["due"], &*overdue["calendar_due"]), ("2026-10-10", "2026-10-31"));
    files.run("schedule", &["--both-views"]).shows(&["日历期：逾期 1 天"]);
    let lines = files.run("schedule", &["--both-views", "--format", "jsonl"]).lines();
    assert_eq!(lines[0]["by_calendar"]["duties"][0]["windows_run"], "calendar");
    let one_view = parse_csv(&files.run("schedule", &["--format", "csv"]).stdout);
    assert!(!one_view[0].contains_key("calendar_due"));
}

#[test]
fn calendars_keep_their_events_and_name_no_child_in_a_title() {
    let files = Files::usual();
    let folder = files.folder.name("calendars");
    files
        .run("schedule", &["--format", "ics", "--output", &folder])
        .ends(0)
        .says(&["写出 4 个日历，共 5 项"]);
    let names = |folder: &str| {
        let mut names: Vec<String> = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    };
    // W-3 has nothing to do: an empty calendar takes the place of an older one.
    assert_eq!(names(&folder), ["W-1.ics", "W-2.ics", "W-3.ics", "no-worker.ics"]);
    let text = std::fs::read_to_string(format!("{folder}/W-1.ics")).unwrap();
    assert!(text.split("\r\n").all(|line| line.len() <= 75));
    let events = |text: &str| -> BTreeMap<String, (String, String, String)> {
        let calendar: Calendar = text.parse().unwrap();
        let event = |event: &icalendar::Event| {
            let told = |value: Option<&str>| value.unwrap().to_owned();
            let day = told(event.property_value("DTSTART"));
            (told(event.get_uid()), (day, told(event.get_summary()), told(event.get_description())))
        };
        calendar.events().map(event).collect()
    };
    let first = events(&text);
    let mut told: Vec<(&str, &str)> = first.values().map(|(day, title, _)| (&**day, &**title)).collect();
    told.sort_unstable();
    assert_eq!(
        told,
        [
            ("20261101", "[逾期 2 天] 发现或接报后即时介入处置"),
            ("20261101", "[逾期 22 天] 至少每月入户走访一次"),
            ("20261105", "至少每月入户走访一次"),
        ]
    );
    for record in children() {
        let key = serde_json::from_str::<serde_json::Value>(&record.json()).unwrap()["key"].clone();
        assert!(told.iter().all(|(_, title)| !title.contains(key.as_str().unwrap())));
    }
    assert!(first.values().any(|(.., text)| text.contains("儿童编号：overdue") && text.contains("三.2、三")));
    // A day later the same events, on the new day where they are overdue, byte for byte the same in between.
    let one = |as_of: &str| {
        let run = hutong(&[
            "schedule",
            &files.children,
            "--levels",
            &files.levels,
            "--contacts",
            &files.contacts,
            "--as-of",
            as_of,
            "--worker",
            "W-1",
            "--format",
            "ics",
        ]);
        run.ends(0).stdout.clone()
    };
    assert_eq!(one("2026-11-01"), text);
    let second = events(&one("2026-11-02"));
    assert_eq!(first.keys().collect::<Vec<_>>(), second.keys().collect::<Vec<_>>());
    assert!(second.values().any(|(day, title, _)| day == "20261102" && title.starts_with("[逾期 23 天]")));
    files.run("schedule", &["--format", "ics"]).ends(2).says(&["ics-needs-a-folder"]);
}

#[test]
fn a_workbook_stands_by_village_and_worker_with_the_most_urgent_first() {
    let files = Files::of(&children(), LEVELS, FAULTY_CONTACTS);
    let file = files.folder.name("schedule.xlsx");
    files.run("schedule", &["--format", "xlsx"]).ends(2).says(&["xlsx-needs-a-file"]);
    files.run("schedule", &["--format", "xlsx", "--output", &file]).ends(1);
    let mut workbook: calamine::Xlsx<_> = calamine::open_workbook(&file).unwrap();
    assert_eq!(calamine::Reader::sheet_names(&workbook), ["走访安排", "退回"]);
    let range = calamine::Reader::worksheet_range(&mut workbook, "走访安排").unwrap();
    let rows: Vec<[String; 4]> =
        range.rows().skip(1).map(|row| [1, 2, 3, 7].map(|cell| row[cell].to_string())).collect();
    let places: Vec<&[String]> = rows.iter().map(|row| &row[..2]).collect();
    assert!(places.is_sorted(), "{rows:?}");
    let of_w1: Vec<(&str, &str)> =
        rows.iter().filter(|row| row[1] == "W-1").map(|row| (&*row[2], &*row[3])).collect();
    assert_eq!(of_w1, [("overdue", "red"), ("overdue", "overdue"), ("open", "soon")]);
    let rejected = calamine::Reader::worksheet_range(&mut workbook, "退回").unwrap();
    assert_eq!(rejected.get((1, 0)).unwrap().to_string(), "contacts.csv");
    assert_eq!(rejected.rows().count(), 1 + 6);
}
