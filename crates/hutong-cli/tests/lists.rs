//! `hutong disclose`: who is told what, in files that hold nothing else.
#![allow(missing_docs, clippy::unwrap_used, reason = "tests")]

mod common;

use calamine::{Data, Reader, Xlsx, open_workbook};
use common::{AS_OF, Folder, Record, Run, command, csv, hutong, parse_csv};
use std::collections::BTreeSet;
use std::io::Read;
use std::process::Command;

/// What stands in every personal field of the records.
const SECRET: &str = "SECRET9f3a";

fn disclose(file: &str, more: &[&str]) -> Run {
    hutong(&[&["disclose", file], &AS_OF[..], more].concat())
}

/// One child for most lists, one for none, one of whom something is to be verified.
fn children() -> Vec<Record> {
    vec![
        Record::settled("harm-1").with("findings.maltreatment", "suspected"),
        Record::settled("school-1").with("findings.dropped_out", "suspected"),
        Record::settled("clinic-1").with("findings.severe_mental_illness", "confirmed"),
        Record::settled("insured-1").with("findings.medical_insurance_missing", "suspected"),
        Record::settled("quiet-1"),
        Record::settled("open-1").with("findings.severe_mental_illness", ""),
    ]
}

/// A folder with the children and their lists.
fn listed(records: &[Record], more: &[&str]) -> (Folder, Run) {
    let folder = Folder::new();
    let file = folder.write("children.csv", csv(records));
    let run = disclose(&file, &[&["-o", &folder.name("out")], more].concat());
    (folder, run)
}

fn keys(folder: &Folder, name: &str) -> Vec<String> {
    parse_csv(&folder.read(name)).iter().map(|row| row["编号"].clone()).collect()
}

#[test]
fn each_office_is_told_whom_its_clause_names_and_no_more() {
    let (folder, run) = listed(&children(), &["--format", "csv"]);
    run.ends(0).says(&["6 行 ＝ 在名单上 4 ＋ 只有待核实 1 ＋ 无关 1 ＋ 退回 0"]);
    assert_eq!(keys(&folder, "out/education.dropped-out.csv"), ["school-1"]);
    assert_eq!(keys(&folder, "out/court.unlawful-harm.csv"), ["harm-1"]);
    assert_eq!(keys(&folder, "out/health.severe-mental-illness.csv"), ["clinic-1"]);
    assert_eq!(keys(&folder, "out/medical-insurance.medical-insurance.csv"), ["insured-1"]);
    assert_eq!(keys(&folder, "out/youth-league.half-yearly-list.csv"), ["clinic-1", "harm-1", "school-1"]);
    let text = folder.read("out/youth-league.half-yearly-list.csv");
    assert_eq!(text.lines().next().unwrap().trim_start_matches('\u{FEFF}'), "编号,等级,乡镇街道,村居");
    assert!(!text.contains("虐待"), "the level, never why");
}

#[test]
fn what_is_only_possible_is_to_verify_and_on_no_list() {
    let (folder, _) = listed(&children(), &["--format", "csv"]);
    let open = parse_csv(&folder.read("out/to-verify.csv"));
    let of_health: Vec<_> = open.iter().filter(|row| row["名单代码"] == "severe-mental-illness").collect();
    assert_eq!(of_health.len(), 1);
    assert_eq!(of_health[0]["编号"], "open-1");
    assert_eq!(of_health[0]["待核实的事实代码"], "findings.severe_mental_illness");
    for name in std::fs::read_dir(folder.path("out")).unwrap() {
        let name = name.unwrap().file_name().into_string().unwrap();
        if name != "to-verify.csv" {
            assert!(!folder.read(&format!("out/{name}")).contains("open-1"), "{name}");
        }
    }
}

#[test]
fn a_rejected_row_that_calls_for_a_report_is_not_forgotten() {
    let mut records = children();
    records.push(
        Record::settled("bad-1")
            .with("findings.sexual_abuse", "confirmed")
            .with("household.county", "999999"),
    );
    let (folder, run) = listed(&records, &["--format", "csv"]);
    run.ends(1).says(&["7 行 ＝ 在名单上 4 ＋ 只有待核实 1 ＋ 无关 1 ＋ 退回 1"]);
    assert!(!folder.read("out/police.unlawful-harm.csv").contains("bad-1"), "it is not sent as it stands");
    let open = parse_csv(&folder.read("out/to-verify.csv"));
    let told: BTreeSet<&str> =
        open.iter().filter(|row| row["编号"] == "bad-1").map(|row| row["名单代码"].as_str()).collect();
    assert!(told.is_superset(&BTreeSet::from(["mandatory-report", "unlawful-harm"])), "{told:?}");
    assert!(open.iter().any(|row| row["编号"] == "bad-1" && row["退回原因代码"] == "not-a-county"));
}

#[test]
fn the_order_of_the_rows_changes_no_byte() {
    let mut records = children();
    for format in ["csv", "jsonl", "json"] {
        let (one, _) = listed(&records, &["--format", format]);
        records.reverse();
        let (other, _) = listed(&records, &["--format", format]);
        for entry in std::fs::read_dir(one.path("out")).unwrap() {
            let name = format!("out/{}", entry.unwrap().file_name().to_str().unwrap());
            assert_eq!(one.read(&name), other.read(&name), "{name}");
        }
    }
}

#[test]
fn a_field_outside_the_allow_list_changes_no_byte_of_a_file() {
    let (one, _) = listed(&children(), &["--format", "csv"]);
    let changed: Vec<Record> = children()
        .into_iter()
        .map(|record| record.with("carer.relation", "grandparent").with("residence.worker", "other"))
        .collect();
    let (other, _) = listed(&changed, &["--format", "csv"]);
    for name in [
        "education.dropped-out",
        "health.severe-mental-illness",
        "police.unlawful-harm",
        "womens-federation.half-yearly-list",
    ] {
        let name = format!("out/{name}.csv");
        assert_eq!(one.read(&name), other.read(&name), "{name}");
    }
}

#[test]
fn a_marked_secret_comes_out_nowhere() {
    let folder = Folder::new();
    let personal =
        "姓名,身份证号,联系电话,家庭住址,父亲姓名,母亲身份证号,备注,责任人,认定文书,认定人,受虐待发现人";
    let secrets = vec![SECRET; personal.split(',').count()].join(",");
    let mut lines = csv(&children()).lines().map(str::to_owned).collect::<Vec<_>>();
    lines[0] = format!("{},{personal}", lines[0]);
    for line in &mut lines[1..] {
        *line = format!("{line},{secrets}");
    }
    // A row that is rejected, with the secret in a cell that is wrong.
    lines.push(lines[1].replace("harm-1", "bad-1").replace("2016-03-15", SECRET));
    let file = folder.write("children.csv", lines.join("\n"));
    for format in ["table", "csv", "xlsx", "json", "jsonl"] {
        let out = folder.name(format);
        let rejected = folder.name("rejected.csv");
        let mut more = vec!["--format", format, "--rejected", &rejected];
        if format != "table" {
            more.extend(["-o", &out]);
        }
        let run = disclose(&file, &more);
        run.ends(1);
        for text in [&run.stdout, &run.stderr, &folder.read("rejected.csv")] {
            assert!(!text.contains(SECRET), "{format}: {text}");
        }
        if format == "table" {
            continue;
        }
        let mut looked_at = 0;
        for entry in std::fs::read_dir(&out).unwrap() {
            let path = entry.unwrap().path();
            assert!(!path.to_str().unwrap().contains(SECRET));
            for (part, text) in parts(&path) {
                assert!(!part.contains(SECRET) && !text.contains(SECRET), "{} {part}", path.display());
                looked_at += text.len();
            }
        }
        assert!(looked_at > 1000, "{format}: there was something to look at");
    }
}

/// A file as text; of a workbook every part of it.
fn parts(path: &std::path::Path) -> Vec<(String, String)> {
    if path.extension().is_none_or(|ending| ending != "xlsx") {
        return vec![(String::new(), common::text_of(path))];
    }
    let mut archive = zip::ZipArchive::new(std::fs::File::open(path).unwrap()).unwrap();
    (0..archive.len())
        .map(|place| {
            let mut part = archive.by_index(place).unwrap();
            let mut text = String::new();
            part.read_to_string(&mut text).unwrap();
            (part.name().unwrap().into_owned(), text)
        })
        .collect()
}

#[test]
fn a_workbook_names_no_child_in_its_sheets_and_properties_and_holds_text_alone() {
    let hostile = Record::settled("=1+1")
        .with("findings.dropped_out", "suspected")
        .with("residence.village", "@SUM(A1)");
    let (folder, run) = listed(&[hostile], &[]);
    run.ends(0);
    let path = folder.path("out/education.xlsx");
    let mut workbook: Xlsx<_> = open_workbook(&path).unwrap();
    let sheets = workbook.sheet_names();
    assert_eq!(sheets, ["强制报告", "疑似辍学", "疑似应享教育资助", "学校在读疑似有心理障碍"]);
    let range = workbook.worksheet_range("疑似辍学").unwrap();
    assert!(range.used_cells().all(|(_, _, cell)| matches!(cell, Data::String(_))), "no number, no formula");
    assert_eq!(range.get_value((1, 0)), Some(&Data::String("=1+1".into())));
    for (part, text) in parts(&path) {
        assert!(!text.contains("<f>"), "a formula in {part}");
        if part.starts_with("docProps") || part == "xl/workbook.xml" {
            assert!(!text.contains("1+1") && !text.contains("SUM"), "{part}");
        }
    }
    let (folder, _) =
        listed(&[Record::settled("=1+1").with("findings.dropped_out", "suspected")], &["--format", "csv"]);
    assert!(folder.read("out/education.dropped-out.csv").contains("\r\n'=1+1,"));
}

#[test]
fn a_child_is_sent_again_only_when_something_is_new() {
    for format in ["csv", "xlsx"] {
        let (folder, _) = listed(&children(), &["--format", format]);
        let sent = folder.name("out");
        let mut records = children();
        records.push(Record::settled("school-2").with("findings.dropped_out", "confirmed"));
        // What is told of this child has changed, so it is sent again.
        records[0] = Record::settled("harm-1").with("findings.maltreatment", "confirmed");
        let file = folder.write("later.csv", csv(&records));
        let later = folder.name("later");
        disclose(&file, &["--format", format, "-o", &later, "--sent", &sent]).ends(0);
        let listed = |office: &str, list: &str, sheet: &str| -> Vec<String> {
            if format == "csv" {
                return keys(&folder, &format!("later/{office}.{list}.csv"));
            }
            let mut workbook: Xlsx<_> = open_workbook(folder.path(&format!("later/{office}.xlsx"))).unwrap();
            let range = workbook.worksheet_range(sheet).unwrap();
            range.rows().skip(1).map(|row| row[0].to_string()).collect()
        };
        assert_eq!(listed("education", "dropped-out", "疑似辍学"), ["school-2"], "{format}");
        assert_eq!(listed("court", "unlawful-harm", "遭受或疑似遭受不法侵害"), ["harm-1"], "{format}");
        assert!(listed("health", "severe-mental-illness", "疑似患有严重心理疾病需诊疗").is_empty());
        let again = disclose(
            &file,
            &["--format", format, "-o", &later, "--sent", &sent, "--reading", "repeated-referral=every-list"],
        );
        again.ends(0);
        assert_eq!(listed("education", "dropped-out", "疑似辍学"), ["school-1", "school-2"], "{format}");
        // A list in another language has other columns, and is not taken for this one.
        disclose(&file, &["--format", format, "-o", &later, "--sent", &sent, "--language", "en"])
            .ends(2)
            .says(&["sent-other-columns"]);
    }
}

#[test]
fn one_list_goes_to_standard_output_and_many_need_a_folder() {
    let folder = Folder::new();
    let file = folder.write("children.csv", csv(&children()));
    let one =
        disclose(&file, &["--to", "卫生健康部门", "--list", "severe-mental-illness", "--format", "csv"]);
    assert_eq!(parse_csv(&one.ends(0).stdout).len(), 1);
    let lines = disclose(&file, &["--to", "court", "--format", "jsonl"]).ends(0).lines();
    assert_eq!(lines[0]["child"]["key"], "harm-1");
    assert_eq!(lines[0]["child"]["findings.maltreatment"], "suspected");
    let document = disclose(&file, &["--to", "court", "--format", "json"]).ends(0).lines();
    assert_eq!(document[0]["format"], "hutong-list-1");
    assert_eq!(document[0]["lists"][0]["children"][0]["key"], "harm-1");
    for more in [&["--format", "csv"][..], &["--format", "jsonl"], &["--format", "xlsx", "--to", "court"]] {
        disclose(&file, more).ends(2).says(&["lists-need-a-folder"]);
    }
    disclose(&file, &["--to", "nobody"]).ends(2).says(&["unknown-office"]);
    disclose(&file, &["--list", "dropped-ou"]).ends(2).says(&["unknown-list", "dropped-out"]);
    disclose(&file, &["--to", "village-committee"]).ends(2).says(&["no-list"]);
}

/// A full disk is played by a limit on the size of files, which writing runs into.
#[cfg(unix)]
#[test]
fn a_full_disk_leaves_every_old_file_as_it_was() {
    let folder = Folder::new();
    let many: Vec<Record> = (0..3000)
        .map(|number| Record::settled(&format!("child-{number}")).with("findings.dropped_out", "suspected"))
        .collect();
    let file = folder.write("children.csv", csv(&many));
    let out = folder.name("out");
    for format in ["csv", "xlsx"] {
        disclose(&file, &["--format", format, "-o", &out, "--to", "court", "--to", "education"]).ends(0);
    }
    let before = snapshot(&folder);
    assert!(before.len() > 6);
    let more: Vec<Record> =
        many.into_iter().map(|record| record.with("findings.maltreatment", "suspected")).collect();
    let file = folder.write("children.csv", csv(&more));
    for format in ["csv", "xlsx"] {
        // 16 blocks hold the small lists and not the large ones.
        let script = format!(
            "trap '' XFSZ; ulimit -f 16; exec {} disclose {file} --as-of 2026-11-01 --format {format} -o {out} --to court --to education",
            env!("CARGO_BIN_EXE_hutong")
        );
        let run = Command::new("sh").args(["-c", &script]).output().unwrap();
        let told = String::from_utf8_lossy(&run.stderr).into_owned();
        assert_eq!(run.status.code(), Some(2), "{format}: {told}");
        // Where the temporary file of a workbook finds no room, its writer gives up with an internal error.
        assert!(told.contains("cannot-write") || format == "xlsx" && told.contains("[internal]"), "{told}");
        assert_eq!(
            snapshot(&folder),
            before,
            "{format}: every file is the old one, and nothing is left beside them"
        );
    }
}

/// Every file of the lists with its content.
fn snapshot(folder: &Folder) -> Vec<(String, Vec<u8>)> {
    let entries = std::fs::read_dir(folder.path("out")).unwrap().map(|entry| entry.unwrap());
    let mut files: Vec<_> = entries
        .map(|entry| (entry.file_name().into_string().unwrap(), std::fs::read(entry.path()).unwrap()))
        .collect();
    files.sort();
    files
}

#[test]
fn a_run_that_is_interrupted_leaves_the_old_lists() {
    let (folder, _) = listed(&children(), &["--format", "csv"]);
    let before = snapshot(&folder);
    let mut child =
        command(&[&["disclose", "-", "--format", "csv", "-o", &folder.name("out")], &AS_OF[..]].concat())
            .stdin(std::process::Stdio::piped())
            .stderr(std::process::Stdio::null())
            .spawn()
            .unwrap();
    let stdin = child.stdin.take().unwrap();
    child.kill().unwrap();
    child.wait().unwrap();
    drop(stdin);
    assert_eq!(snapshot(&folder), before);
}
