//! The other commands: validate, ask, explain, policy, schema, columns.

mod common;

use common::{AS_OF, Folder, Record, csv, four, hutong, hutong_with, parse_csv};

fn on(command: &[&str], text: &str) -> common::Run {
    hutong_with(&[command, &AS_OF[..]].concat(), text.as_bytes())
}

#[test]
fn validate_tells_every_fault_of_every_field_at_once() {
    let mut records = four();
    records[0] =
        records[0].clone().with("birth_date", "2024-02-30").with("lives_with", "xx").with("key", "none-1");
    records[1] = records[1].clone().with("father.state", "dead").with("father.away.for_work", "yes");
    let text = csv(&records);
    let run = on(&["validate", "-", "--language", "en"], &text);
    run.ends(1).shows(&["impossible-date", "unknown-code", "parent-gone", "(warning)", "row 2, column"]);
    run.shows(&["4 rows in = 1 sound + 1 with warnings + 2 to be rejected", "repeats the key of row 2"]);
    let rows = parse_csv(&on(&["validate", "-", "--format", "csv"], &text).stdout);
    let found: Vec<(&str, &str)> =
        rows.iter().map(|row| (row["row"].as_str(), row["code"].as_str())).collect();
    for fault in
        [("2", "impossible-date"), ("2", "unknown-code"), ("3", "parent-gone"), ("4", "repeated-key")]
    {
        assert!(found.contains(&fault), "{found:?}");
    }
    assert!(
        rows.iter().any(|row| row["severity"] == "warning")
            && rows.iter().any(|row| row["severity"] == "error")
    );
    let lines = on(&["validate", "-", "--format", "jsonl"], &text).lines();
    assert_eq!(lines.len(), rows.len());
}

#[test]
fn validate_of_a_sound_file_ends_well_and_shows_what_is_read() {
    let run = on(&["validate", "-", "--language", "en"], &csv(&four()));
    run.ends(0).shows(&["roaming findings.roaming", "4 rows in = 4 sound"]);
    on(&["validate", "-"], "编号,出生日期\na,2015-01-01\n").ends(0).shows(&["等于没有问过任何人", "流浪"]);
}

#[test]
fn ask_puts_the_most_telling_question_first_and_says_why() {
    let run = on(&["ask", "-", "--language", "en", "--key", "open-1"], &csv(&four()));
    run.ends(0).shows(&["roaming?", "三.1", "high risk (red)"]);
    let lines = on(&["ask", "-", "--format", "jsonl", "--key", "open-1"], &csv(&four())).lines();
    assert_eq!(lines.len(), 1);
    assert_eq!(lines[0]["ask"][0]["fact"], "findings.roaming");
    let rows = parse_csv(&on(&["ask", "-", "--format", "csv", "--questions", "1"], &csv(&four())).stdout);
    let open = rows.iter().find(|row| row["key"] == "open-1").unwrap();
    assert_eq!((open["fact"].as_str(), open["order"].as_str()), ("findings.roaming", "1"));
    assert!(open["could_settle"].contains("confirmed: red"), "{open:?}");
    on(&["ask", "-", "--key", "nobody"], &csv(&four())).ends(2).says(&["no-such-key"]);
}

#[test]
fn explain_a_rule_and_a_clause_in_words() {
    let run = hutong(&["explain", "trigger/dropped-out", "--language", "en"]);
    run.ends(0).shows(&["trigger/dropped-out", "三.2", "medium-high risk (yellow)", "findings.dropped_out"]);
    hutong(&["explain", "3.2d"]).ends(0).shows(&["clause/3.2d", "trigger/dropped-out"]);
    hutong(&["explain", "三.2"]).ends(0).shows(&["clause/3.2d", "clause/3.2a"]);
    hutong(&["explain", "droped-out"]).ends(2).says(&["unknown-rule", "Did you mean `dropped-out`?"]);
}

#[test]
fn explain_with_a_record_gives_the_answer_and_its_facts() {
    let folder = Folder::new();
    let file = folder.write("four.csv", csv(&four()));
    let explain = |key: &str, what: &str| {
        hutong(
            &[&["explain", what, "--record", &file, "--key", key, "--language", "en"], &AS_OF[..]].concat(),
        )
    };
    explain("red-1", "trigger/unlawful-harm").ends(0).shows(&["yes", "maltreatment = suspected"]);
    explain("none-1", "trigger/unlawful-harm").ends(0).shows(&["no", "fails because of"]);
    explain("open-1", "trigger/apart-from-guardian").ends(0).shows(&[
        "undetermined",
        "these facts are missing",
        "findings.roaming",
    ]);
    explain("green-1", "green").ends(0).shows(&["low risk (green)"]);
    explain("red-1", "3.1a").ends(0).shows(&["yes"]);
    explain("nobody", "3.1a").ends(2).says(&["no-record"]);
    let json = Record::settled("j").with("findings.missing", "confirmed").json();
    on(&["explain", "trigger/apart-from-guardian", "--record", "-"], &json).ends(0).shows(&["失踪＝确认"]);
    hutong(&["explain", "3.1a", "--record", &file]).ends(2).says(&["as-of-missing"]);
    hutong(&[&["explain", "3.1a", "--record", &file], &AS_OF[..]].concat()).ends(2).says(&["which-record"]);
}

#[test]
fn policy_check_prints_every_fault_with_its_place() {
    let folder = Folder::new();
    let text = hutong::Policy::builtin_text("puning-2024").unwrap();
    let good = folder.write("good.toml", text);
    hutong(&["policy", "check", &good]).ends(0).shows(&["可以使用", "4 级"]);
    // A Chinese label before the fault: the mark stands under the fault all the same.
    let broken = text
        .replacen("id = \"dropped-out\"\nlevel = \"yellow\"", "id = \"dropped-out\"\nlevel = \"gelb\"", 1)
        .replacen("cite = [\"3.2e\"]", "cite = [\"9.9z\"]", 1);
    let file = folder.write("broken.toml", &broken);
    let run = hutong(&["policy", "check", &file]);
    run.ends(1).shows(&[
        "error[unknown-level]",
        "error[unknown-clause]",
        "broken.toml:",
        "level = \"gelb\"",
        "2 处错误",
    ]);
    let json: Vec<serde_json::Value> =
        serde_json::from_str(&hutong(&["policy", "check", &file, "--format", "json"]).stdout).unwrap();
    let line = broken.lines().position(|line| line.contains("gelb")).unwrap() + 1;
    let fault = json.iter().find(|fault| fault["code"] == "unknown-level").unwrap();
    assert_eq!(fault["line"], line);
    assert_eq!(hutong_with(&["policy", "check", "-"], broken.as_bytes()).status, 1);
    hutong(&["policy", "check", "/no/such/file"]).ends(2).says(&["cannot-read"]);
}

#[test]
fn policy_list_and_show() {
    hutong(&["policy", "list"]).ends(0).shows(&["puning-2024", "普民〔2024〕35号", "2026-12-31"]);
    let json: Vec<serde_json::Value> =
        serde_json::from_str(&hutong(&["policy", "list", "--format", "json"]).stdout).unwrap();
    assert_eq!(json[0]["id"], "puning-2024");
    hutong(&["policy", "show"]).ends(0).shows(&["dropped-out", "三.2"]);
    hutong(&["policy", "show", "puning-2024", "--format", "html"]).ends(0).shows(&["<html", "dropped-out"]);
    let folder = Folder::new();
    let cases = folder.write("cases.json", r#"{"trigger/dropped-out": ["a case of my own"]}"#);
    hutong(&["policy", "show", "--matrix", "--cases", &cases]).ends(0).shows(&["a case of my own"]);
    let page = folder.name("page.md");
    hutong(&["policy", "show", "--output", &page]).ends(0);
    assert!(folder.read("page.md").contains("dropped-out"));
    hutong(&["policy", "show", "nowhere"]).ends(2).says(&["unknown-policy"]);
}

#[test]
fn schemas_and_columns() {
    for of in ["child", "assessment", "policy", "forecast", "difference", "history", "ledger"] {
        let schema: serde_json::Value = serde_json::from_str(&hutong(&["schema", of]).stdout).unwrap();
        assert!(schema["$schema"].is_string() && schema["properties"].is_object(), "{of}");
    }
    let rows = parse_csv(&hutong(&["columns", "--format", "csv"]).stdout);
    assert_eq!(rows.len(), hutong::vocabulary::column_count());
    let found = rows.iter().find(|row| row["path"] == "findings.dropped_out").unwrap();
    assert_eq!(
        (found["values"].as_str(), found["values_zh"].as_str()),
        ("no; suspected; confirmed", "否; 疑似; 确认")
    );
    hutong(&["columns"]).ends(0).shows(&["father.custody.kind"]);
    let json: Vec<serde_json::Value> =
        serde_json::from_str(&hutong(&["columns", "--format", "json"]).stdout).unwrap();
    assert_eq!(json.len(), rows.len());
}

#[test]
fn every_table_of_entries_has_the_childs_key_and_its_own_columns() {
    for kind in hutong::history::EntryKind::ALL {
        let name = kind.id().replace('_', "-");
        let rows = parse_csv(&hutong(&["columns", &name, "--format", "csv"]).stdout);
        let paths: Vec<&str> = rows.iter().map(|row| row["path"].as_str()).collect();
        let expected = kind.columns().iter().map(|column| column.path.as_str());
        assert_eq!(paths, std::iter::once("key").chain(expected).collect::<Vec<_>>());
    }
    hutong(&["columns", "contacts"]).ends(0).shows(&["走访人类别", "入户走访", "儿童主任"]);
}

#[test]
fn a_wrong_flag_ends_with_two_and_help_with_nothing() {
    hutong(&["assess", "--no-such-flag"]).ends(2);
    hutong(&["--help"]).ends(0).shows(&["assess", "Exit status"]);
    hutong(&["--version"]).ends(0).shows(&["hutong"]);
}
