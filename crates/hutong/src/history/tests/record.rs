//! What a history adds to the child's record.

use super::{POLICY, as_of, history};
use crate::vocabulary::{Answer, BenefitKind, Child, County, Part};

/// A record after the history has filled its blanks, given as pairs of path and text.
fn filled(record: &[(&str, &str)], json: &str) -> impl Fn(&str) -> String + use<> {
    let column = |path: &str| crate::vocabulary::column_by_path(path).expect("a column");
    let mut child = Child::default();
    for (path, text) in record {
        child.set_text(column(path), text).expect("a value");
    }
    history(json).fill_record(&POLICY, &mut child, as_of());
    move |path| child.text(column(path)).into_owned()
}

#[test]
fn an_absence_that_goes_on_is_the_present_one() {
    let json = r#"{"absences": [{"parent": "father", "from": "2026-02-20", "county": "441900",
            "returns": [{"from": "2026-05-01", "until": "2026-05-05", "reason": "visit-or-leave"}]},
        {"parent": "father", "from": "2024-01-01", "until": "2024-06-01", "county": "440100"},
        {"parent": "mother", "from": "2025-01-01", "until": "2026-10-31"}]}"#;
    let text = filled(&[], json);
    assert_eq!(
        (text("father.away.for_work"), text("father.away.since")),
        ("yes".into(), "2026-02-20".into())
    );
    assert_eq!(text("father.away.county"), "441900");
    assert!(text("father.away.returns").starts_with("2026-05-01"));
    assert_eq!((text("mother.away.for_work"), text("mother.away.since")), ("no".into(), String::new()));
    let text = filled(&[("father.away.since", "2026-03-01")], json);
    assert_eq!(text("father.away.county"), "", "the record tells of another absence");
    let text = filled(&[("father.away.for_work", "no")], json);
    assert_eq!(text("father.away.since"), "", "the record says that he is back");
}

#[test]
fn an_absence_of_unknown_beginning_that_goes_on_outweighs_one_that_ended() {
    let text = filled(
        &[],
        r#"{"absences": [{"parent": "father"}, {"parent": "father", "from": "2024-01-01", "until": "2024-06-01"}]}"#,
    );
    assert_eq!((text("father.away.for_work"), text("father.away.since")), ("yes".into(), String::new()));
}

#[test]
fn two_absences_that_go_on_leave_open_when_the_present_one_began() {
    let first = r#"{"parent": "mother", "from": "2026-01-05", "county": "441900"}"#;
    let second = r#"{"parent": "mother", "from": "2026-04-01", "county": "440100"}"#;
    for both in [[first, second], [second, first]] {
        let text = filled(&[], &format!(r#"{{"absences": [{}]}}"#, both.join(", ")));
        assert_eq!(text("mother.away.since"), "2026-01-05/2026-04-01");
        assert_eq!(text("mother.away.county"), "");
    }
}

#[test]
fn an_absence_that_may_have_ended_says_nothing() {
    let text =
        filled(&[], r#"{"absences": [{"parent": "father", "from": "2026-01-01", "until": "2026-11"}]}"#);
    assert_eq!(text("father.away.for_work"), "yes", "the first of November is the earliest last day");
    let text = filled(&[], r#"{"absences": [{"parent": "father", "from": "2026-01-01", "until": "2026"}]}"#);
    assert_eq!(text("father.away.for_work"), "");
}

#[test]
fn the_last_closing_closes_a_finding_and_never_one_found_after_it() {
    let json = r#"{"closings": [
        {"finding": "失踪", "closed_on": "2026-03-01", "closed_by": "某办", "document": "一号"},
        {"finding": "findings.missing", "closed_on": "2026-08-01", "closed_by": "某镇"}]}"#;
    let closed = |text: &dyn Fn(&str) -> String| {
        (text("findings.missing.closed_on"), text("findings.missing.closed_by"))
    };
    let text = filled(&[("findings.missing", "confirmed")], json);
    assert_eq!(closed(&text), ("2026-08-01".into(), "某镇".into()));
    assert_eq!(text("findings.missing.closing_document"), "", "the document belongs to the earlier closing");
    let text =
        filled(&[("findings.missing", "confirmed"), ("findings.missing.found_on", "2026-08-01")], json);
    assert_eq!(closed(&text).0, "2026-08-01", "found and closed on one day");
    let text =
        filled(&[("findings.missing", "confirmed"), ("findings.missing.found_on", "2026-08-02")], json);
    assert_eq!(closed(&text), (String::new(), String::new()), "the child is missing again");
    let text = filled(&[("findings.missing", "confirmed"), ("findings.missing.found_on", "2026-08")], json);
    assert_eq!(closed(&text), (String::new(), String::new()), "perhaps found again later that month");
    let text =
        filled(&[("findings.missing", "confirmed"), ("findings.missing.closed_on", "2026-05-05")], json);
    assert_eq!(
        closed(&text),
        ("2026-05-05".into(), String::new()),
        "nobody is made to answer for another closing"
    );
}

#[test]
fn a_finding_of_the_policy_is_closed_too() {
    let mut child = Child::default();
    child.local.entry("other-situation-red".into()).or_default().set_text(0, "confirmed").expect("a finding");
    let json = r#"{"closings": [{"finding": "local.other-situation-red", "closed_on": "2026-03-01", "closed_by": "某办"}]}"#;
    history(json).fill_record(&POLICY, &mut child, as_of());
    assert_eq!(child.local["other-situation-red"].text(3), "2026-03-01");
}

#[test]
fn benefits_are_those_of_the_day() {
    let ended = r#"{"kind": "orphan", "from": "2020-01-01", "until": "2026-11-01", "why": "adopted"}"#;
    let text = filled(&[], &format!(r#"{{"benefits": [{ended}]}}"#));
    assert_eq!(text("support.benefit"), "none", "the day of the end is the first one without it");
    assert_eq!(
        (text("support.benefit_ended_on"), text("support.benefit_ended_why")),
        ("2026-11-01".into(), "adopted".into())
    );
    let now = r#"{"kind": "de-facto-unattended", "from": "2026-11-01"}"#;
    let text = filled(&[], &format!(r#"{{"benefits": [{now}, {ended}]}}"#));
    assert_eq!(
        (text("support.benefit"), text("support.benefit_ended_on")),
        ("de-facto-unattended".into(), String::new())
    );
    let text = filled(&[("support.benefit", "orphan")], &format!(r#"{{"benefits": [{ended}]}}"#));
    assert_eq!(text("support.benefit_ended_on"), "", "the record says that it is still paid");
    let perhaps = r#"{"kind": "orphan", "from": "2020-01-01", "until": "2026-11"}"#;
    let text = filled(&[], &format!(r#"{{"benefits": [{perhaps}]}}"#));
    assert_eq!((text("support.benefit"), text("support.benefit_ended_on")), (String::new(), String::new()));
}

#[test]
fn only_an_agreement_that_holds_on_the_day_counts() {
    let text = filled(
        &[],
        r#"{"care_agreements": [{"signed_on": "2025-01-01"}, {"signed_on": "2026-01-01", "until": "2026-10-31"}]}"#,
    );
    assert_eq!(
        (text("carer.agreement_signed"), text("carer.agreement_on")),
        ("yes".into(), "2025-01-01".into())
    );
    let text = filled(&[], r#"{"care_agreements": [{"signed_on": "2025-01-01", "until": "2026"}]}"#);
    assert_eq!(text("carer.agreement_signed"), "");
    let text =
        filled(&[("carer.agreement_signed", "no")], r#"{"care_agreements": [{"signed_on": "2025-01-01"}]}"#);
    assert_eq!(text("carer.agreement_on"), "", "the record says that there is none");
}

#[test]
fn rejected_entries_and_those_of_later_say_nothing() {
    let json = r#"{"absences": [{"parent": "father", "from": "2026-12-01"}, {"from": "2026-01-01"}],
        "file": [{"part": "work_log", "on": "2026-12-01"}, {"part": "visit_records"}],
        "benefits": [{"kind": "orphan", "from": "2027-01-01"}],
        "care_agreements": [{"signed_on": "2026-12-01"}, {}]}"#;
    let text = filled(&[], json);
    for path in ["father.away.for_work", "file.work_log", "support.benefit", "carer.agreement_signed"] {
        assert_eq!(text(path), "", "{path}");
    }
    assert_eq!(text("file.visit_records"), "yes");
}

#[test]
fn what_the_record_says_stands() {
    let mut child = Child::default();
    child.father.away.for_work = Answer::No;
    child.father.away.county = County::new(440_100).expect("a county");
    child.support.benefit = BenefitKind::Unattended;
    child.file.work_log = Answer::No;
    let before = child.clone();
    let json = r#"{"absences": [{"parent": "father", "from": "2026-01-01", "county": "441900"}],
        "benefits": [{"kind": "orphan", "from": "2026-01-01"}], "file": [{"part": "work_log"}]}"#;
    history(json).fill_record(&POLICY, &mut child, as_of());
    assert_eq!(child, before);
}
