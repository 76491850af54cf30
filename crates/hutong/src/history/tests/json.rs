//! The ways to write a history as JSON, and everything that can be wrong with it.

use super::{POLICY, as_of, told};
use crate::fault::Fault;
use crate::history::{ContactKind, History, HistoryReading};

const WHOLE: &str = r#"{
    "key": "made-up 1", "birth_date": "2015-03",
    "levels": [{"level": "yellow", "from": "2026-01-01", "until": "2026-03-31", "found_on": "2026-01-01",
        "entered_on": "2026-01-05", "source": "assessed", "by": "某镇", "document": "虚拟文号"}],
    "contacts": [{"on": "2026-01-20", "kind": "home-visit", "by": "child-director", "worker": "w1", "entered_on": "2026-01-21"}],
    "absences": [{"parent": "father", "from": "2025-02", "until": "2026-01-01", "county": "441900",
        "returns": [{"from": "2025-05-01", "until": "2025-05-05", "reason": "visit-or-leave"}]}],
    "benefits": [{"kind": "orphan", "from": "2024-01-01", "until": "2025-01-01", "why": "adopted"}],
    "pauses": [{"from": "2026-02-01", "until": "2026-02-10", "reason": "in-hospital"}],
    "closings": [{"finding": "findings.missing", "closed_on": "2026-02-01", "closed_by": "某办", "document": "虚拟文号"}],
    "file": [{"part": "work_log", "on": "2026-01-31"}],
    "care_agreements": [{"signed_on": "2026-01-10", "until": "2027-01-10"}]
}"#;

fn read(text: &str) -> HistoryReading {
    History::read_json(text)
}

#[test]
fn a_history_without_fault_reads_as_its_types_do_and_back() {
    let reading = read(WHOLE);
    assert_eq!(reading.faults, []);
    let by_types: History = serde_json::from_str(WHOLE).expect("a history");
    assert_eq!(reading.history, by_types);
    assert!(by_types.check(&POLICY, as_of()).rejected.is_empty());
    let written = serde_json::to_string(&by_types).expect("JSON");
    assert_eq!(read(&written).history, by_types);
}

#[test]
fn names_and_values_may_be_those_of_a_table() {
    let reading = read(
        r#"{"编号": 17, "出生日期": "2015年3月", "走访记录": [
            {"走访日期": "2026/9/30", "走访方式": "家访", "走访人身份": "村儿童主任", "录入日期": null}], "等级": null}"#,
    );
    assert_eq!(reading.faults, []);
    assert_eq!(reading.history.key.as_str(), Some("17"));
    assert_eq!(reading.history.contacts[0].kind, ContactKind::HomeVisit);
}

#[test]
fn every_fault_is_told_at_once_with_its_place_and_the_rest_is_kept() {
    let reading = read(
        r#"{"key": {"a": 1}, "birth_date": "2015-02-30", "contatcs": [], "moon": 1,
            "levels": {"level": "red"}, "pauses": [7, {"from": "2026-01-01"}], "file": [{"part": "work_log"}, {"part": "work_log", "part": "visit_records"}],
            "contacts": [
                {"on": "2026-01-01", "kind": "home-visit"},
                {"on": "2026-02-30", "kind": "smoke", "knid": "x"},
                {},
                {"on": "2026-01-02", "kind": "home-visit", "worker": ["a"]}],
            "absences": [{"parent": "mother", "returns": [{"from": "2026-01-01"}, {"from": "soon", "why": 1}, 3]}],
            "file": []}"#,
    );
    let expected = [
        ("key", "wrong-type"),
        ("birth_date", "impossible-date"),
        ("contatcs", "unknown-field"),
        ("moon", "unknown-field"),
        ("levels", "wrong-type"),
        ("pauses[0]", "wrong-type"),
        ("file[1].part", "repeated-field"),
        ("contacts[1].on", "impossible-date"),
        ("contacts[1].kind", "unknown-code"),
        ("contacts[1].knid", "unknown-field"),
        ("contacts[2].kind", "value-missing"),
        ("contacts[3].worker", "wrong-type"),
        ("absences[0].returns[1].from", "not-a-date"),
        ("absences[0].returns[1].why", "unknown-field"),
        ("absences[0].returns[2]", "wrong-type"),
        ("file", "repeated-field"),
    ];
    assert_eq!(told(&reading.faults), expected);
    let message = |path: &str| reading.faults.iter().find(|fault| fault.path() == path).map(Fault::en);
    assert!(message("contatcs").is_some_and(|text| text.contains("`contacts`")));
    assert!(message("contacts[1].knid").is_some_and(|text| text.contains("`kind`")));
    let history = &reading.history;
    assert_eq!((history.contacts.len(), history.pauses.len(), history.file.len()), (1, 1, 1));
    assert!(history.absences.is_empty() && history.levels.is_empty());
}

#[test]
fn what_is_rejected_later_has_its_place_in_the_text() {
    let reading = read(
        r#"{"contacts": [{"on": "soon", "kind": "contact"}, {"on": "2026-01-01", "kind": "contact"},
            {"on": "2027-01-01", "kind": "contact"}]}"#,
    );
    assert_eq!(told(&reading.faults), [("contacts[0].on", "not-a-date")]);
    let checked = reading.check(&POLICY, as_of());
    assert_eq!(checked.rejected.iter().map(|entry| entry.place).collect::<Vec<_>>(), [2]);
}

#[test]
fn text_that_stops_being_json_keeps_what_stood_before() {
    let cut = read(r#"{"contacts": [{"on": "2026-01-01", "kind": "contact"}, {"on": "2026-01-02", "ki"#);
    assert_eq!((told(&cut.faults), cut.history.contacts.len()), (vec![("contacts[1]", "not-json")], 1));
    for text in
        ["", "[]", "null", "3", "\"a\"", "{", "}", "nonsense", "[{\"key\": \"a\"}]", "NaN", "\u{feff}"]
    {
        let reading = read(text);
        assert_eq!((reading.faults.len(), reading.history), (1, History::default()), "{text}");
    }
    assert_eq!(told(&read("{} {}").faults), [("", "not-json")]);
    let odd =
        read(r#"{"contacts": [{"on": NaN, "kind": "contact"}, {"on": "2026-01-02", "kind": "contact"}]}"#);
    assert_eq!((told(&odd.faults), odd.history.contacts.len()), (vec![("contacts[0].on", "wrong-type")], 1));
}

#[test]
fn a_list_is_no_entry_though_its_values_stand_in_order() {
    let reading = read(r#"{"contacts": [["2026-01-01", "home-visit"]]}"#);
    assert_eq!(told(&reading.faults), [("contacts[0]", "wrong-type")]);
    assert!(reading.history.contacts.is_empty());
}

#[test]
fn deep_and_long_json_is_a_fault_and_no_overflow() {
    for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
        let deep = format!(r#"{{"contacts": [{}1{}]}}"#, open.repeat(100_000), close.repeat(100_000));
        assert!(!read(&deep).faults.is_empty());
    }
    let long = format!(r#"{{"key": "{}"}}"#, "a".repeat(History::MOST_BYTES));
    assert_eq!(told(&read(&long).faults), [("", "too-long")]);
    let many = format!(r#"{{"contacts": [{}{{}}]}}"#, r#"{"oon":1},"#.repeat(200_000));
    assert_eq!(read(&many).faults.len(), 200_001);
}

#[test]
fn no_message_holds_what_the_text_says() {
    let secret = "秘密9731";
    let reading = read(&format!(
        r#"{{"110101201503010019": 1, "birth_date": "{secret}", "contacts": [{{"on": "{secret}", "kind": "{secret}",
            "110101201503010019": "{secret}"}}, "{secret}"], "levels": "{secret}",
            "absences": [{{"parent": "{secret}", "county": "{secret}", "returns": "{secret}"}}]}}"#
    ));
    assert_eq!(reading.faults.len(), 10, "{:?}", told(&reading.faults));
    let told = format!("{:?}", reading.faults);
    assert!(!told.contains("9731") && !told.contains("110101"), "{told}");
}
