//! Every fault code, told at its path, without a value of the record.

use super::{Reading, json, row, told};
use crate::Policy;
use crate::fault::{Fault, FaultCode, Severity};
use crate::history::History;
use crate::record::KeyRegister;
use crate::record::check::findings;
use crate::vocabulary::{Child, Kind, Life, Part, columns};

/// The faults of a history's entries.
fn history(text: &str) -> Reading {
    let policy = Policy::builtin("puning-2024").expect("it comes with the library");
    let history: History = serde_json::from_str(text).expect("a history");
    let rejected = history.check(&policy, "2026-11-01".parse().expect("a day")).rejected;
    Reading { faults: rejected.into_iter().map(|entry| entry.fault).collect(), ..Reading::default() }
}

/// What only a reader of two files or rows can see, or is of what organisations did; tested there.
const ELSEWHERE: [FaultCode; 10] = [
    FaultCode::UnknownChild,
    FaultCode::UnknownDuty,
    FaultCode::UnknownOffice,
    FaultCode::NotItsDuty,
    FaultCode::DoneDayUnknown,
    FaultCode::OutsideEveryPeriod,
    FaultCode::PlaceMissing,
    FaultCode::VillageTwice,
    FaultCode::RepeatedCitizenNumber,
    FaultCode::RowRepeated,
];

/// A fault, two cells of one record that disagree, and the path at which it must be told.
type Disagreement = (FaultCode, [(&'static str, &'static str); 2], &'static str);

const DISAGREEMENTS: [Disagreement; 10] = [
    (FaultCode::AwayAndInCustody, [("父亲服刑类别", "服刑"), ("父亲外出务工", "是")], "father.away.for_work"),
    (FaultCode::LivesWithTheAbsent, [("共同生活人", "父母双方"), ("母亲外出务工", "是")], "lives_with"),
    (FaultCode::CarerAbsent, [("照护人与儿童关系", "母亲"), ("母亲外出务工", "是")], "carer.relation"),
    (
        FaultCode::CarerYounger,
        [("出生日期", "2015-03-01"), ("照护人出生日期", "2015-03-02")],
        "carer.birth_date",
    ),
    (
        FaultCode::AgreementDisagrees,
        [("照护人委托照护书", "否"), ("carer.agreement_on", "2026-01-01")],
        "carer.agreement_on",
    ),
    (FaultCode::BenefitWithoutCertificate, [("孤儿认定", "否"), ("基本生活保障", "孤儿")], "support.benefit"),
    (FaultCode::BenefitDisagrees, [("停发日期", "2026-01-01"), ("基本生活保障", "孤儿")], "support.benefit"),
    (
        FaultCode::CertifiedTwice,
        [("孤儿认定", "是"), ("事实无人抚养认定", "是")],
        "support.certified_unattended",
    ),
    (FaultCode::EnrolledAndDroppedOut, [("在读", "是"), ("辍学", "确认")], "school.enrolled"),
    (FaultCode::AloneWithSomebody, [("共同生活人", "爷爷奶奶"), ("脱离监护单独居住", "是")], "lives_with"),
];

/// A record with this fault, and the path at which it must be told.
fn example(code: FaultCode) -> (Reading, &'static str) {
    if let Some((_, cells, path)) = DISAGREEMENTS.iter().find(|(other, ..)| *other == code) {
        return (row(cells), path);
    }
    match code {
        FaultCode::UnknownCode => (row(&[("父亲状况", "某值")]), "father.state"),
        FaultCode::ImpossibleDate => (row(&[("出生日期", "2015-02-30")]), "birth_date"),
        FaultCode::NotADate => (row(&[("出生日期", "三月")]), "birth_date"),
        FaultCode::DateInFuture => (row(&[("出生日期", "2026-11-02")]), "birth_date"),
        FaultCode::DateTooEarly => (row(&[("出生日期", "0215-03-01")]), "birth_date"),
        FaultCode::DatesOutOfOrder => (
            row(&[("father.custody.from", "2025-01-01"), ("father.custody.until", "2024-01-01")]),
            "father.custody.until",
        ),
        FaultCode::NotANumber => (row(&[("年龄", "十二")]), "age"),
        FaultCode::NotACounty => (row(&[("household.county", "普宁")]), "household.county"),
        FaultCode::TooLong => (row(&[("编号", &"长".repeat(201))]), "key"),
        FaultCode::WrongType => (json(r#"{"birth_date": ["2015-03-01"]}"#), "birth_date"),
        FaultCode::UnknownField => (json(r#"{"birthdate_": "2015-03-01", "moon": 1}"#), "moon"),
        FaultCode::RepeatedField => {
            (json(r#"{"lives_with": "father", "lives_with": "alone"}"#), "lives_with")
        }
        FaultCode::NotJson => {
            (json(r#"{"lives_with": "father", "father": {"state": dead}}"#), "father.state")
        }
        FaultCode::TooDeep => (
            json(r#"{"father": {"away": {"returns": [{"from": {"day": 1}}]}}}"#),
            "father.away.returns[0].from",
        ),
        FaultCode::UndeclaredFact => (json(r#"{"local": {"on-the-moon": "no"}}"#), "local.on-the-moon"),
        FaultCode::ClosedByNobody => {
            (row(&[("辍学", "确认"), ("辍学结案日期", "2026-10-01")]), "findings.dropped_out.closed_by")
        }
        FaultCode::DecisionIncomplete => (row(&[("认定等级", "red"), ("认定单位", "某镇")]), "decision"),
        FaultCode::DecisionUnknown => (row(&[("认定等级", "紫色")]), "decision.level"),
        FaultCode::NotACitizenNumber => (row(&[("身份证号", "000000201503010010")]), "citizen_number"),
        FaultCode::CitizenNumberRounded => (row(&[("身份证号", "4.45281E+17")]), "citizen_number"),
        FaultCode::BirthDisagrees => (row(&[("出生日期", "2015-03-01"), ("年龄", "4")]), "age"),
        FaultCode::RepeatedKey => {
            let mut keys = KeyRegister::new();
            let faults = [2, 3].into_iter().filter_map(|number| keys.register("made-up", number)).collect();
            (Reading { faults, ..Reading::default() }, "key")
        }
        FaultCode::ParentGone => {
            (row(&[("父亲状况", "死亡"), ("父亲外出务工", "是")]), "father.away.for_work")
        }
        FaultCode::GradeWithoutKind => (row(&[("母亲残疾等级", "二级")]), "mother.disability"),
        FaultCode::AwayDisagrees => (row(&[("父亲外出务工开始日期", "2026-01-01")]), "father.away.since"),
        FaultCode::OrphanWithParent => {
            (row(&[("孤儿", "是"), ("母亲状况", "健在")]), "support.certified_orphan")
        }
        FaultCode::OfAge => (row(&[("出生日期", "2008-10-31")]), "birth_date"),
        FaultCode::TermOver => {
            (row(&[("父亲服刑类别", "服刑"), ("father.custody.until", "2026-10-31")]), "father.custody.until")
        }
        FaultCode::LivesWithTheGone => {
            (row(&[("共同生活人", "母亲"), ("母亲状况", "宣告失踪")]), "lives_with")
        }
        FaultCode::ValueMissing => (history(r#"{"contacts": [{"on": "2026-01-01"}]}"#), "kind"),
        FaultCode::BeforeBirth => (
            history(r#"{"birth_date": "2020-01-01", "contacts": [{"on": "2019-01-01", "kind": "contact"}]}"#),
            "on",
        ),
        FaultCode::LevelsOverlap => (
            history(
                r#"{"levels": [{"level": "red", "from": "2026-01-01"}, {"level": "blue", "from": "2026-01-01"}]}"#,
            ),
            "from",
        ),
        FaultCode::UnknownLevel => (history(r#"{"levels": [{"level": "purple"}]}"#), "level"),
        _ => {
            assert!(ELSEWHERE.contains(&code), "{} has no example", code.id());
            (Reading { faults: vec![Fault::with(code, "key", "…", "…")], ..Reading::default() }, "key")
        }
    }
}

#[test]
fn every_fault_has_a_record_that_shows_it_at_its_path() {
    for code in FaultCode::ALL {
        let (reading, path) = example(*code);
        let fault = reading.faults.iter().find(|fault| fault.code() == *code && fault.path() == path);
        let fault = fault.unwrap_or_else(|| panic!("{}: {:?}", code.id(), reading.faults));
        for text in [fault.zh(), fault.en()] {
            assert!(!text.is_empty() && !text.contains("{}"), "{text}");
        }
        assert!(reading.is_rejected() || code.severity() == Severity::Warning, "{}", code.id());
    }
}

#[test]
fn a_fault_leaves_its_field_unknown_and_keeps_the_rest() {
    let reading = row(&[("出生日期", "2015-02-30"), ("父亲状况", "死亡"), ("遭受虐待", "也许吧")]);
    assert_eq!(
        told(&reading),
        [("birth_date", "impossible-date"), ("findings.maltreatment", "unknown-code")]
    );
    assert!(reading.child.birth_date.is_unknown() && reading.child.findings.maltreatment.is_unknown());
    assert_eq!(reading.child.father.state, Life::Dead);
}

#[test]
fn the_checks_reach_every_finding_of_the_vocabulary() {
    let child = Child::default();
    let mut checked: Vec<String> = findings(&child)
        .map(|(group, name, _)| if group.is_empty() { name.into() } else { format!("{group}.{name}") })
        .collect();
    let mut all: Vec<String> = (columns().iter())
        .filter(|column| column.kind == Kind::Finding)
        .map(|column| column.path.clone())
        .collect();
    checked.sort();
    all.sort();
    assert_eq!(checked, all);
}

#[test]
fn every_day_but_the_end_of_a_term_must_have_come() {
    for column in columns().iter().filter(|column| column.kind == Kind::Date) {
        let future = row(&[(&column.path, "2026-11-02")]);
        let may_lie_ahead = column.path.ends_with("custody.until");
        assert_eq!(
            told(&future).contains(&(&column.path, "date-in-future")),
            !may_lie_ahead,
            "{}",
            column.path
        );
        let today = row(&[(&column.path, "2026-11")]);
        assert!(!told(&today).contains(&(&column.path, "date-in-future")), "a day of the month has come");
        let early = row(&[(&column.path, "1899-12-31")]);
        assert!(told(&early).contains(&(&column.path, "date-too-early")), "{}", column.path);
    }
}

#[test]
fn no_message_holds_a_value_of_the_record() {
    let secret = "秘密9731";
    for column in columns() {
        let text = if column.kind == Kind::Text { secret.repeat(60) } else { secret.into() };
        let reading = row(&[(&column.path, &text)]);
        assert!(reading.is_rejected(), "{}", column.path);
        for fault in &reading.faults {
            assert!(!format!("{fault:?}").contains("9731"), "{fault}");
        }
    }
    let reading = json(
        r#"{"000000201503010018": {"state": "no"}, "local": {"445281000000": "no"}, "lives_with": "张某某家"}"#,
    );
    assert_eq!(reading.faults.len(), 3);
    assert!(!format!("{:?}", reading.faults).contains("0000"), "{:?}", reading.faults);
    assert!(!format!("{:?}", reading.faults).contains("张某某"), "{:?}", reading.faults);
}

#[test]
fn a_key_is_repeated_whatever_number_its_row_has() {
    let mut keys = KeyRegister::new();
    assert_eq!(keys.register("made-up 1", 7), None);
    assert!(keys.register("made-up 1", 7).is_some(), "the same row of another sheet");
    assert_eq!(keys.register("made-up 2", 7), None);
}

#[test]
fn warnings_do_not_reject() {
    for code in FaultCode::ALL.iter().filter(|code| code.severity() == Severity::Warning) {
        let (reading, _) = example(*code);
        assert!(!reading.is_rejected(), "{}: {:?}", code.id(), reading.faults);
    }
}

#[test]
fn records_that_agree_with_themselves_have_no_fault() {
    for cells in [
        &[
            ("父亲状况", "死亡"),
            ("母亲状况", "健在"),
            ("共同生活人", "母亲"),
            ("父亲残疾类别", "无"),
            ("父亲残疾等级", "无"),
        ][..],
        &[
            ("父亲外出务工", "是"),
            ("father.away.since", "2026-01"),
            ("father.away.returns", "2026-10-20..2026-12-01 探亲"),
        ],
        &[
            ("father.away.for_work", "否"),
            ("father.away.since", "2026-01"),
            ("father.away.returns", "2026-09 返乡"),
        ],
        &[
            ("father.custody.kind", "服刑"),
            ("father.custody.from", "2024"),
            ("father.custody.until", "2031-01-01"),
        ],
        &[("father.custody.kind", "无"), ("father.custody.until", "2025-01-01")],
        &[
            ("辍学", "确认"),
            ("辍学发现日期", "2026-09"),
            ("辍学结案日期", "2026-09-30"),
            ("辍学结案人", "某办"),
        ],
        &[("孤儿", "是"), ("父亲状况", "死亡"), ("母亲状况", "宣告失踪"), ("共同生活人", "机构")],
    ] {
        assert_eq!(told(&row(cells)), [], "{cells:?}");
    }
}
