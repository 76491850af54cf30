//! The ways to write a record as JSON, and everything that can be wrong with it.

use super::{json, told};
use crate::vocabulary::{Answer, Child, FindingState, Grade, LivesWith, Part, ReturnReason};

#[test]
fn the_ways_to_write_json_mean_the_same() {
    let nested = r#"{"key": "a", "birth_date": "2015-03", "father": {"state": "dead", "disability": {"kind": "physical", "grade": 2},
        "serious_illness": {"state": "suspected", "found_on": "2026-01-02"}}, "findings": {"roaming": true}, "local": {"other-situation-red": "no"}}"#;
    let flat = r#"{"key": "a", "birth_date": "2015-03", "father.state": "dead", "father.disability.kind": "physical", "father.disability": {"grade": "2"},
        "father.serious_illness": "suspected", "father.serious_illness.found_on": "2026-01-02", "findings.roaming": "确认", "local.other-situation-red": "否"}"#;
    let labels = r#"{"编号": "a", "出生日期": "2015-03", "父亲状况": "死亡", "父亲": {"残疾": {"类别": "肢体", "等级": 2.0}, "重病": "疑似", "重病发现日期": "2026-01-02"},
        "流浪": "是", "经认定属其他高风险情形": false, "mother": null, "母亲状况": null}"#;
    let first = json(nested);
    assert_eq!(first.faults, []);
    assert_eq!(first.child.father.disability.grade, Grade::Two);
    for text in [flat, labels] {
        assert_eq!(json(text), first);
    }
    let only_types = nested.replace(r#", "local": {"other-situation-red": "no"}"#, "");
    let quick: Child = serde_json::from_str(&only_types).unwrap();
    assert_eq!(json(&only_types).child, quick);
}

#[test]
fn true_is_no_text() {
    for (path, text) in [
        ("key", r#"{"key": true}"#),
        ("residence.village", r#"{"key": "a", "residence": {"village": false}}"#),
        ("现住.村居", r#"{"现住": {"村居": true}, "key": "a"}"#),
        ("findings.missing.found_by", r#"{"findings": {"missing": {"state": true, "found_by": true}}}"#),
        (
            "local.other-situation-red.closed_by",
            r#"{"local": {"other-situation-red": {"state": "no", "closed_by": true}}}"#,
        ),
    ] {
        let reading = json(text);
        assert_eq!(told(&reading), [(path, "wrong-type")], "{text}");
        assert!(reading.faults[0].en().ends_with("here belongs text, a number or null"), "{text}");
        assert!(serde_json::from_str::<Child>(text).is_err(), "{text}");
    }
    assert_eq!(json(r#"{"key": 17}"#).child.key.as_str(), Some("17"));
}

#[test]
fn a_list_is_no_group_of_fields() {
    for text in [
        r#"{"household": ["rural", "village"]}"#,
        r#"{"father": {"away": ["yes", "2026-08-01"]}}"#,
        r#"{"father": {"away": {"returns": [["2026-08-01", "2026-08-03"]]}}}"#,
        r#"["made-up", "2014-05-01"]"#,
    ] {
        assert!(serde_json::from_str::<Child>(text).is_err(), "{text}");
        assert!(json(text).is_rejected(), "{text}");
    }
    let returns = r#"{"father": {"away": {"returns": [{"from": "2026-08-01"}]}}}"#;
    assert_eq!(serde_json::from_str::<Child>(returns).unwrap(), json(returns).child);
    assert!(serde_json::from_str::<Child>(r#"{"key": "a", "key": "b"}"#).is_err(), "a field given twice");
}

#[test]
fn every_error_of_a_json_record_is_told_at_once() {
    let text = r#"{
        "birth_date": NaN, "brith_date": "2015-03-01", "lives_with": "moon", "father": "dead", "name": "x",
        "mother": {"custody": {"term_months": 2.5, "from": "2024-02-30"}, "state": {"a": 1}},
        "findings": {"roaming": {"state": "no", "by": "x"}, "missing": "yes", "missing": "no"},
        "household": [1], "local": {"other-situation-rad": "no"}, "support": {"benefit": Infinity},
        "school": {"enrolled": "yes"}
    }"#;
    let reading = json(text);
    let mut expected = [
        ("birth_date", "wrong-type"),
        ("brith_date", "unknown-field"),
        ("father", "wrong-type"),
        ("name", "unknown-field"),
        ("mother.state", "wrong-type"),
        ("findings.roaming.by", "unknown-field"),
        ("household", "wrong-type"),
        ("support.benefit", "wrong-type"),
        ("lives_with", "unknown-code"),
        ("mother.custody.from", "impossible-date"),
        ("mother.custody.term_months", "not-a-number"),
        ("findings.missing", "repeated-field"),
        ("local.other-situation-rad", "undeclared-fact"),
    ];
    let mut found = told(&reading);
    found.sort_unstable();
    expected.sort_unstable();
    assert_eq!(found, expected);
    let message =
        |path: &str| reading.faults.iter().find(|fault| fault.path() == path).unwrap().en().to_owned();
    assert!(message("brith_date").contains("`birth_date`"), "{}", message("brith_date"));
    assert!(message("local.other-situation-rad").contains("`local.other-situation-red`"));
    assert_eq!(reading.child.school.enrolled, Answer::Yes, "the rest is read");
    assert_eq!(reading.child.findings.roaming.state, FindingState::No);
    assert!(reading.child.findings.missing.is_unknown(), "which of two is meant cannot be told");
}

#[test]
fn text_that_is_no_json_keeps_what_stood_before() {
    let cut = json(r#"{"lives_with": "alone", "father": {"state": "de"#);
    assert_eq!(told(&cut), [("father.state", "not-json")]);
    assert_eq!(cut.child.lives_with, LivesWith::Alone);
    for text in
        ["", "[]", "null", "3", "\"a\"", "{", "}", "nonsense", "[{\"key\": \"a\"}]", "NaN", "\u{feff}"]
    {
        let reading = json(text);
        assert!(reading.is_rejected() && reading.child.is_unknown(), "{text}");
        assert!(reading.faults.iter().all(|fault| fault.path().is_empty()), "{text}");
    }
    let after = json(r#"{"lives_with": "alone"} {"lives_with": "father"}"#);
    assert_eq!(told(&after), [("", "not-json")]);
    assert!(
        json("\u{feff}{\"key\": \"NaN Infinity \\\" NaN\", \"x\": 1}").child.key.as_str()
            == Some("NaN Infinity \" NaN")
    );
}

#[test]
fn deep_json_is_a_fault_and_no_overflow() {
    for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
        let deep = format!(
            "{{\"lives_with\": \"alone\", \"father\": {}1{}}}",
            open.repeat(100_000),
            close.repeat(100_000)
        );
        let reading = json(&deep);
        assert!(reading.is_rejected());
        assert_eq!(reading.child.lives_with, LivesWith::Alone);
        assert!(json(&open.repeat(100_000)).is_rejected());
    }
}

#[test]
fn a_list_of_returns_is_read_whole_or_not_at_all() {
    let with = |returns: &str| {
        json(&format!(
            r#"{{"key": "ä", "x": 1, "father": {{"away": {{"for_work": "yes", "returns": {returns}}}}}}}"#
        ))
    };
    let good =
        with(r#"[{"from": "2026-02-10", "until": "2026-02-20", "reason": "探亲"}, {"from": "2026-05"}]"#);
    assert_eq!(told(&good), [("x", "unknown-field")]);
    let returns = &good.child.father.away.returns.0;
    assert_eq!((returns.len(), returns[0].reason), (2, ReturnReason::VisitOrLeave));
    let as_text = with(r#""2026-02-10..2026-02-20 探亲; 2026-05..""#);
    assert_eq!(as_text.child.father.away.returns, good.child.father.away.returns);
    for (bad, path, code) in [
        (r#"[{"from": "2026-02-10", "untill": "2026-02-20"}]"#, "[0].untill", "unknown-field"),
        (r#"[{"from": "2026-02-10"}, {"until": "soon"}]"#, "[1].until", "not-a-date"),
        (r#"["2026-02-10"]"#, "[0]", "wrong-type"),
        (r#"[{"from": ["2026-02-10"]}]"#, "[0].from", "wrong-type"),
        (r#"[[{"from": "2026-02-10"}]]"#, "[0]", "wrong-type"),
        (r#"[{"until": "2026-02-10", "until": "2026-03-10"}]"#, "[0].until", "repeated-field"),
        (r#"{"from": "2026-02-10"}"#, "", "wrong-type"),
    ] {
        let reading = with(bad);
        let path = format!("father.away.returns{path}");
        assert!(told(&reading).contains(&(&path, code)), "{bad}: {:?}", told(&reading));
        assert!(reading.child.father.away.returns.is_unknown(), "{bad}");
        assert_eq!(reading.child.father.away.for_work, Answer::Yes, "{bad}");
    }
}

#[test]
fn numbers_of_json_are_their_digits() {
    let born = json(r#"{"身份证号": 110000201503010010}"#);
    assert_eq!(told(&born), [("citizen_number", "not-a-citizen-number")], "read as eighteen digits");
    let rounded = json(r#"{"身份证号": 1.1000020150301001e17}"#);
    assert_eq!(told(&rounded), [("citizen_number", "citizen-number-rounded")]);
    assert_eq!(told(&json(r#"{"年龄": -1, "father.disability.grade": 2.5}"#)).len(), 2);
}

#[test]
fn what_the_types_would_take_without_a_word_is_told() {
    for (text, path, code) in [
        (r#"{"father": ["dead"]}"#, "father", "wrong-type"),
        (
            r#"{"local": {"other-situation-red": "confirmed", "other-situation-red": "no"}}"#,
            "local.other-situation-red",
            "repeated-field",
        ),
        (r#"{"birth_date": "2015-03-01 至今"}"#, "birth_date", "not-a-date"),
        (r#"{"birth_date": "２０15-03-01 / 2016-03-01"}"#, "birth_date", "not-a-date"),
    ] {
        assert_eq!(told(&json(text)), [(path, code)], "{text}");
    }
}
