//! `hutong figures`: how much of what was due was done in time, the same in every form. Every child is invented.

mod common;

use std::collections::BTreeSet;

use common::histories::{CONTACTS, Files, yellow};
use common::{AS_OF, hutong, parse_csv};

#[test]
fn figures_are_the_same_in_every_form_and_each_leads_to_its_children() {
    let files = Files::usual();
    let run = files.run("figures", &["--format", "json"]);
    let whole: serde_json::Value = serde_json::from_str(&run.ends(0).stdout).unwrap();
    let all = &whole["figures"]["all"];
    // Met: soon on 5 October, overdue on 10 September. Missed: overdue on 10 October, red. Today is not over.
    assert_eq!((&all["met"], &all["missed"], &all["due_now"]), (&2.into(), &2.into(), &1.into()));
    assert_eq!((&all["windows"], &all["met_per_thousand"]), (&4.into(), &500.into()));
    assert_eq!(whole["children"], 8);
    let rows = parse_csv(&files.run("figures", &["--format", "csv"]).stdout);
    let page = files.run("figures", &["--format", "html"]).ends(0).stdout.clone();
    for by in ["level", "duty", "village", "worker", "month"] {
        let figures = whole["figures"][by].as_array().unwrap();
        let rows: Vec<_> = rows.iter().filter(|row| row["by"] == by).collect();
        assert_eq!(rows.len(), figures.len());
        let sum: u64 = figures.iter().map(|figure| figure["windows"].as_u64().unwrap()).sum();
        assert_eq!(sum, 4, "told apart by {by}, nothing is lost");
        let table =
            page.split_once(&format!("<h2 id=\"{by}\">")).unwrap().1.split_once("</table>").unwrap().0;
        for (row, figure) in rows.iter().zip(figures) {
            let name = figure["label"]["zh"].as_str().unwrap();
            assert_eq!(row["label"], name);
            let line = table
                .lines()
                .find(|line| line.starts_with("<tr><td") && line.contains(&format!(">{name}<")))
                .unwrap();
            let cells: Vec<&str> = line
                .split("<td class=\"number\">")
                .skip(1)
                .map(|cell| cell.split('<').next().unwrap())
                .collect();
            let numbers = ["windows", "met", "late", "missed", "due_now"];
            let in_json: Vec<String> = numbers.iter().map(|id| figure[id].to_string()).collect();
            assert_eq!(cells[1..], in_json.iter().map(String::as_str).collect::<Vec<_>>());
            let in_csv: Vec<&str> = numbers.iter().map(|id| &*row[*id]).collect();
            assert_eq!(in_csv, cells[1..]);
            let share = figure["met_per_thousand"].as_u64();
            assert_eq!(cells[0], share.map_or("—".into(), |share| format!("{}.{}%", share / 10, share % 10)));
        }
    }
    let ids: BTreeSet<&str> =
        page.split(" id=\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
    let links: Vec<&str> =
        page.split("href=\"#").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
    assert!(links.len() > 20 && links.iter().all(|link| ids.contains(link)), "{links:?}");
    assert_eq!(ids.len(), page.matches(" id=\"").count(), "no name stands twice");
    let not_met: BTreeSet<&str> =
        whole["not_met"].as_array().unwrap().iter().map(|window| window["key"].as_str().unwrap()).collect();
    assert_eq!(not_met, BTreeSet::from(["day-unknown", "overdue", "red"]));
    assert!(not_met.iter().all(|key| page.contains(&format!(">{key}</a>"))));
    assert!(!page.contains("<script") && !page.contains("http:") && !page.contains("https:"));
}

#[test]
fn a_page_shows_what_a_cell_holds_as_text() {
    let records = [yellow("<b>&\"'", "<script>alert(1)</script>")];
    let files = Files::of(&records, "编号,等级,生效日期\n\"<b>&\"\"'\",黄色,2026-08-10\n", CONTACTS);
    let page = files.run("figures", &["--format", "html"]).stdout;
    assert!(page.contains("&lt;b&gt;&amp;&quot;&#39;") && page.contains("&lt;script&gt;"), "{page}");
    assert!(!page.contains("<script") && !page.contains("<b>"));
}

#[test]
fn a_workbook_of_figures_has_the_windows_behind_them() {
    let files = Files::usual();
    let file = files.folder.name("figures.xlsx");
    files.run("figures", &["--format", "xlsx", "--output", &file]).ends(0);
    let mut workbook: calamine::Xlsx<_> = calamine::open_workbook(&file).unwrap();
    assert_eq!(calamine::Reader::sheet_names(&workbook), ["履职统计", "期限明细", "退回"]);
    let rows = parse_csv(&files.run("figures", &["--format", "csv"]).stdout);
    let range = calamine::Reader::worksheet_range(&mut workbook, "履职统计").unwrap();
    assert_eq!(range.rows().count(), rows.len() + 1);
    let windows = calamine::Reader::worksheet_range(&mut workbook, "期限明细").unwrap();
    assert_eq!(windows.rows().count(), 1 + 4 + 1, "four windows and what is due now");
    let met = windows.rows().filter(|row| row[8] == "按时").count();
    assert_eq!(met, 2);
}

#[test]
fn the_township_adds_up() {
    let data = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/data");
    let name = |file: &str| format!("{data}/{file}");
    let (children, levels, contacts) =
        (name("township.csv"), name("township-levels.csv"), name("township-contacts.csv"));
    let run = |command: &str, more: &[&str]| {
        hutong(
            &[&[command, &children, "--levels", &levels, "--contacts", &contacts], &AS_OF[..], more].concat(),
        )
    };
    let rows_of = |name: &str| common::text_of(name.as_ref()).lines().count() - 1;
    let lines = run("schedule", &["--format", "jsonl"]);
    let (rejected, answered): (Vec<_>, Vec<_>) =
        lines.ends(1).lines().into_iter().partition(|line| line.get("rejected").is_some());
    let of = |file: &str| rejected.iter().filter(|line| line["file"] == file).count();
    assert_eq!(answered.len() + of("township.csv"), 3_000);
    for (path, file) in [(&levels, "township-levels.csv"), (&contacts, "township-contacts.csv")] {
        let (all, rejected) = (rows_of(path), of(file));
        assert!(rejected > 0);
        let told = lines.stderr.lines().find(|line| line.starts_with(file) && line.contains('＝')).unwrap();
        let numbers: Vec<usize> =
            told.replace(',', "").split_whitespace().filter_map(|word| word.parse().ok()).collect();
        assert_eq!(numbers, [all, all - rejected, rejected]);
    }
    let figures = run("figures", &["--format", "json"]);
    let figures: serde_json::Value = serde_json::from_str(&figures.stdout).unwrap();
    let count = |state: &str| {
        let readable = rejected.iter().filter_map(|line| line.get("readable"));
        let duties = answered.iter().chain(readable).flat_map(|line| line["duties"].as_array().unwrap());
        duties.filter(|duty| duty["answer"] == "yes" && duty["state"] == state).count()
    };
    assert_eq!(figures["figures"]["all"]["due_now"].as_u64().unwrap(), count("due-now") as u64);
    let sheet = parse_csv(&run("schedule", &["--format", "csv"]).stdout);
    let overdue = sheet.iter().filter(|row| row["state"] == "overdue" && row["certain"] == "是");
    assert_eq!(overdue.count(), count("overdue"));
}
