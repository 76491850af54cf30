//! Headers, codes of other systems, and rows that are shorter, longer or written in other ways.

use super::{POLICY, Renamed, TablePlan, as_of, row, told};
use crate::vocabulary::{Choice, FindingState, Grade, Life, Part};
use std::collections::BTreeMap;

#[test]
fn headers_lead_to_their_columns() {
    let headers = [
        "编号",
        "姓名",
        "是否疑似辍学",
        "（疑似）遭受性侵害",
        "local.other-situation-red",
        "经核实统一居民户口属农村",
        "年龄（周岁）",
        "",
        "JTLX",
        "XM",
        "YY",
    ];
    let headers = headers.map(String::from);
    let plan = TablePlan::new(&POLICY, &headers, |header| match header {
        "JTLX" => Renamed::To("household.relief"),
        "XM" => Renamed::PassedOver,
        "YY" => Renamed::To("no.such.column"),
        _ => Renamed::Unmentioned,
    });
    assert_eq!(plan.unused(), [1, 7, 10]);
    let used: Vec<_> = plan.used().collect();
    let expected = [
        (0, "key"),
        (2, "findings.dropped_out"),
        (3, "findings.sexual_abuse"),
        (4, "local.other-situation-red"),
        (5, "local.registration-judged-rural"),
        (6, "age"),
        (8, "household.relief"),
    ];
    assert_eq!(used, expected);
    let cells = ["a", "", "是", "属实", "确认", "否", "3", "x", "低保", "x", "x"].map(String::from);
    let reading = plan.read(&cells, as_of());
    assert!(reading.faults.is_empty(), "{:?}", reading.faults);
    let child = &reading.child;
    assert_eq!(
        child.findings.dropped_out.state,
        FindingState::Suspected,
        "yes to a suspicion is a suspicion"
    );
    assert_eq!(child.findings.sexual_abuse.state, FindingState::Confirmed, "said in so many words");
    assert_eq!(child.local["other-situation-red"].state, FindingState::Confirmed);
    assert_eq!(child.local["registration-judged-rural"].state, FindingState::No);
    assert!(!child.birth_date.is_unknown());
}

#[test]
fn a_second_header_for_a_column_is_told_and_not_read() {
    let headers = ["父亲状况", "辍学", "父亲情况"].map(String::from);
    let plan = TablePlan::new(&POLICY, &headers, |_| Renamed::Unmentioned);
    assert_eq!(plan.repeated(), [(0, 2)]);
    let reading = plan.read(&["健在", "", "死亡"].map(String::from), as_of());
    assert_eq!(reading.child.father.state, Life::Alive);
}

#[test]
fn codes_of_another_system_are_all_or_nothing() {
    let headers = ["家庭", "辍学"].map(String::from);
    let mut plan = TablePlan::new(&POLICY, &headers, |header| match header {
        "家庭" => Renamed::To("household.relief"),
        _ => Renamed::Unmentioned,
    });
    let codes = [("01", "minimum-living-allowance"), ("09", "")].map(|(a, b)| (a.to_owned(), b.to_owned()));
    plan.set_codes(0, BTreeMap::from(codes));
    let read = |cell: &str| plan.read(&[cell.to_owned(), String::new()], as_of());
    assert_eq!(read(" 01 ").child.household.relief.id(), "minimum-living-allowance");
    assert!(read("09").faults.is_empty() && read("09").child.household.relief.is_unknown());
    assert!(read("").faults.is_empty());
    assert_eq!(
        told(&read("低保")),
        [("household.relief", "unknown-code")],
        "a word where codes are agreed on"
    );
    let fault = read("02").faults.remove(0);
    assert!(fault.en().contains("`01`, `09`") && !fault.en().contains("02"));
}

#[test]
fn rows_may_be_shorter_or_longer_than_the_headers() {
    let headers = ["编号", "父亲状况"].map(String::from);
    let plan = TablePlan::new(&POLICY, &headers, |_| Renamed::Unmentioned);
    assert!(plan.read(&[], as_of()).child.is_unknown());
    let long = plan.read(&["a", "死亡", "x", "y"].map(String::from), as_of());
    assert_eq!(long.child.father.state, Life::Dead);
}

#[test]
fn missing_names_what_no_header_gives() {
    let all = POLICY.fact_paths();
    assert!(
        all.contains(&"local.other-situation-red".to_owned()) && all.contains(&"father.state".to_owned())
    );
    let missing = |headers: &[&str]| {
        let headers: Vec<String> = headers.iter().map(|header| (*header).to_owned()).collect();
        TablePlan::new(&POLICY, &headers, |_| Renamed::Unmentioned).missing(&POLICY)
    };
    assert_eq!(missing(&[]), all);
    assert!(missing(&all.iter().map(String::as_str).collect::<Vec<_>>()).is_empty());
    let has = |headers: &[&str], path: &str| !missing(headers).contains(&path.to_owned());
    assert!(has(&["年龄"], "birth_date") && has(&["身份证号"], "birth_date"));
    assert!(has(&["father.away.county", "household.county"], "father.away.across_counties"));
    assert!(!has(&["father.away.county"], "father.away.across_counties"));
    assert!(!has(&["father.away.county", "household.county"], "mother.away.across_counties"));
    assert!(has(&["mother.custody.from", "mother.custody.until"], "mother.custody.term_months"));
}

#[test]
fn a_level_may_be_named_as_offices_write_it() {
    for text in ["red", "红色", "红", "高风险", "高风险（红色）", "RED", "high risk"] {
        let reading = row(&[
            ("认定等级", text),
            ("认定文件", "虚拟文号"),
            ("认定单位", "某镇"),
            ("认定日期", "2026-10-01"),
        ]);
        assert_eq!((reading.child.decision.level.as_str(), reading.faults.len()), (Some("red"), 0), "{text}");
    }
    assert!(
        row(&[("认定等级", "中高风险")]).child.decision.level.as_str() == Some("yellow"),
        "not the high one"
    );
}

#[test]
fn numbers_exported_with_a_fraction_are_whole_and_others_are_not() {
    assert_eq!(
        row(&[("父亲残疾等级", "3.0"), ("父亲残疾类别", "肢体")]).child.father.disability.grade,
        Grade::Three
    );
    assert!(row(&[("父亲残疾等级", "3.5")]).is_rejected());
    assert!(row(&[("父亲残疾等级", ".0")]).is_rejected());
}
