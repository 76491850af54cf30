//! What `hutong assess` shows: the summary, the list for today, what is missing. Every child is invented.

mod common;

use common::{AS_OF, Record, assess, csv, four, hutong};

#[test]
fn the_summary_counts_and_the_list_names_who_needs_help_today() {
    let run = assess(&csv(&four()), &["--language", "en"]);
    run.ends(0).shows(&[
        "high risk (red) 1 ▇",
        "low risk (green) 1 ▇",
        "not graded 1 ▇",
        "undetermined 1 ▇",
        "perhaps not graded, possibly up to high risk (red)",
        "1, to be acted on today",
        "red-1",
        "青榕镇 榕东村 row 2",
        "or suspicion of it [三.1]",
        "maltreatment = suspected",
        "1 could be high risk (red)",
        "open-1",
        "roaming",
        "4 rows in = 4 answered + 0 rejected",
    ]);
    let today = run.stdout.split("Today").nth(1).unwrap();
    assert!(!today.contains("green-1") && !today.contains("none-1"), "they need nothing today:\n{today}");
}

#[test]
fn what_to_do_and_whom_to_tell_stands_in_the_list() {
    let run = assess(&csv(&four()[..1]), &["--language", "en"]);
    run.ends(0).shows(&["step in at once", "mandatory report", "police"]);
}

#[test]
fn chinese_is_the_default() {
    assess(&csv(&four()), &[]).ends(0).shows(&[
        "今日清单",
        "1 人，今天就要处置",
        "（疑似）遭受性侵害",
        "〔三.1〕",
        "遭受虐待＝疑似",
        "共 4 行 ＝ 已评估 4 ＋ 退回 0",
    ]);
}

#[test]
fn both_languages_stand_one_below_the_other() {
    let run = assess(&csv(&four()), &["--language", "both"]);
    let (zh, en) = run.stdout.split_once("Puning: ").unwrap();
    assert!(zh.contains("共 4 行") && !zh.contains("high risk"), "{zh}");
    assert!(en.contains("4 rows in") && !en.contains("今日清单"), "{en}");
}

#[test]
fn a_column_that_the_file_lacks_is_told_once_and_not_child_by_child() {
    let mut records = four();
    for record in &mut records {
        *record = record.clone().with("findings.roaming", "no");
    }
    let text = csv(&records);
    let without = text.lines().map(|line| {
        let header: Vec<&str> = text.lines().next().unwrap().split(',').collect();
        let at = header.iter().position(|path| *path == "findings.missing").unwrap();
        let mut cells: Vec<&str> = line.split(',').collect();
        cells.remove(at);
        cells.join(",")
    });
    let text = without.collect::<Vec<_>>().join("\n");
    let run = assess(&text, &["--language", "en"]);
    run.ends(0).shows(&[
        "The file has no column for these, so nobody was asked:",
        "3 of the children are open for these columns alone",
        "missing findings.missing",
    ]);
    let possible = run.stdout.split("3 could be high risk (red)").nth(1).unwrap();
    assert!(!possible.contains("green-1"), "not listed one by one:\n{possible}");
}

#[test]
fn a_list_says_how_many_it_does_not_show() {
    let records: Vec<Record> = (0..7)
        .map(|number| Record::settled(&format!("red-{number}")).with("findings.missing", "confirmed"))
        .collect();
    let run = assess(&csv(&records), &["--language", "en", "--rows", "3"]);
    run.ends(0).shows(&["7, to be acted on today", "red-2", "… and 4 more", "--format csv"]);
    assert!(!run.stdout.contains("red-3"));
}

#[test]
fn what_is_said_of_every_child_holds_for_those_not_shown_too() {
    let harmed = |key: &str| Record::settled(key).with("findings.maltreatment", "suspected");
    let records = [harmed("shown"), Record::settled("not shown").with("findings.missing", "confirmed")];
    let run = assess(&csv(&records), &["--language", "en", "--rows", "1"]);
    let (shared, table) = run.stdout.split_once("situation [clause]").unwrap();
    assert!(shared.contains("mandatory report") && !shared.contains("court"), "{shared}");
    assert!(table.contains("court"), "only the first goes to court:\n{table}");
}

#[test]
fn of_those_who_could_be_red_the_nearest_to_it_stand_first() {
    let open = |key: &str| Record::settled(key).with("findings.missing", "");
    let records = [
        open("last").with("findings.roaming", ""),
        open("second"),
        open("first").with("findings.dropped_out", "confirmed"),
    ];
    let run = assess(&csv(&records), &["--language", "en", "--rows", "2"]);
    let list = run.stdout.split("could be high risk").last().unwrap();
    let place = |key: &str| list.find(key);
    assert!(place("first").unwrap() < place("second").unwrap(), "{list}");
    assert_eq!(place("last"), None, "{list}");
}

#[test]
fn the_day_is_never_taken_from_the_clock() {
    for command in ["assess", "validate", "ask"] {
        let run = hutong(&[command, "-"]);
        run.ends(2).says(&["as-of-missing", "--as-of 2026-11-01"]);
        assert!(run.stdout.is_empty());
        hutong(&[command, "-", "--as-of", "2024-02-30"]).ends(2).says(&["as-of-not-a-day"]);
    }
}

#[test]
fn a_day_outside_the_time_in_force_is_told() {
    let text = csv(&four());
    let run =
        common::hutong_with(&["assess", "-", "--as-of", "2030-01-01", "--language", "en"], text.as_bytes());
    run.ends(0).shows(&["lies outside the time in force (2024-06-21 to 2026-12-31)"]);
    assert!(!assess(&text, &["--language", "en"]).stdout.contains("outside the time"));
}

#[test]
fn a_reading_can_be_decided_otherwise_and_the_report_says_so() {
    // Sixteen on the as-of day itself: attained on the next day, or on the birthday.
    let child =
        Record::settled("birthday").with("birth_date", "2010-11-01").with("lives_with", "grandparents");
    let mut child = child.with("carer.relation", "grandparent").with("carer.birth_date", "1970-02-10");
    for parent in ["father", "mother"] {
        child = child
            .with(&format!("{parent}.away.for_work"), "yes")
            .with(&format!("{parent}.away.since"), "2025-03-01")
            .with(&format!("{parent}.away.county"), "441900");
    }
    let text = csv(&[child]);
    let usual = assess(&text, &["--format", "jsonl"]).lines();
    assert_eq!(usual[0]["populations"][0]["answer"], "yes");
    let reading = ["--reading", "attainment-of-age=on-birthday"];
    let other = assess(&text, &[&["--format", "jsonl"], &reading[..]].concat()).lines();
    assert_eq!(other[0]["populations"][0]["answer"], "no");
    assess(&text, &reading).ends(0).shows(&["attainment-of-age=on-birthday"]);
    assess(&text, &["--reading", "attainment-of-age=x"]).ends(2).says(&["on-birthday"]);
    assess(&text, &["--reading", "atainment-of-age=x"]).ends(2).says(&["Did you mean `attainment-of-age`?"]);
    assess(&text, &["--reading", "attainment-of-age"]).ends(2).says(&["ID=ALTERNATIVE"]);
}

#[test]
fn a_policy_comes_by_id_or_from_a_file() {
    let folder = common::Folder::new();
    let text = hutong::Policy::builtin_text("puning-2024").unwrap();
    let file = folder.write("mine.toml", text.replace("id = \"puning-2024\"", "id = \"mine\""));
    let records = csv(&four());
    assess(&records, &["--policy", &file]).ends(0).shows(&["mine 1."]);
    assess(&records, &["--policy", "nowhere"]).ends(2).says(&["unknown-policy", "puning-2024"]);
    let broken = folder.write("broken.toml", text.replace("level = \"red\"", "level = \"rot\""));
    let run = assess(&records, &["--policy", &broken]);
    run.ends(2).says(&["unknown-level", "broken.toml:"]);
    assert!(run.stdout.is_empty(), "nothing is assessed under a policy with faults");
}

#[test]
fn full_detail_has_why_not_what_would_change_it_what_to_ask_and_when() {
    let text = csv(&four());
    let short = assess(&text, &["--format", "jsonl"]).lines();
    let full = assess(&text, &["--format", "jsonl", "--full"]).lines();
    for field in ["why_not", "would_change"] {
        assert!(short[2].get(field).is_none() && full[2].get(field).is_some(), "{field}");
    }
    assert!(full[3].get("ask").is_some());
    let with = assess(&text, &["--format", "csv", "--full"]).stdout;
    let without = assess(&text, &["--format", "csv"]).stdout;
    assert!(with.lines().next().unwrap().ends_with("next_change"));
    assert!(!without.contains("next_change"), "a blank there would say that nothing changes");
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let records: Vec<Record> = (0..3000)
        .map(|number| {
            let value = ["no", "", "suspected", "confirmed", "nonsense"][number % 5];
            Record::settled(&format!("child-{number}")).with("findings.roaming", value)
        })
        .collect();
    let text = csv(&records);
    for format in ["table", "jsonl", "csv"] {
        let run = || assess(&text, &["--format", format]);
        let (first, second) = (run(), run());
        assert!(first.stdout == second.stdout && first.stderr == second.stderr, "{format}");
        first.ends(1);
    }
    let rows: Vec<u64> = assess(&text, &["--format", "jsonl"])
        .lines()
        .iter()
        .map(|row| row["row"].as_u64().unwrap())
        .collect();
    assert_eq!(rows, (2..3002).collect::<Vec<u64>>(), "every row once, in the order of the file");
}

#[test]
fn colour_only_where_it_belongs() {
    let run = hutong(&[&["assess", "/dev/null"], &AS_OF[..]].concat());
    assert!(!run.stderr.contains('\u{1b}'));
    assert!(!assess(&csv(&four()), &[]).stdout.contains('\u{1b}'));
}
