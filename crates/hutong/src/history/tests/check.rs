//! What is rejected, with its reason, while the rest is kept.

use super::{POLICY, as_of, check, history, rejected};
use crate::history::PauseReason;

#[test]
fn a_visit_before_birth_is_rejected_and_the_others_count() {
    let checked = check(
        r#"{"birth_date": "2020-05", "contacts": [
            {"on": "2020-04-30", "kind": "home-visit"}, {"on": "2020-05-01", "kind": "home-visit"},
            {"on": "2026-09-30", "kind": "home-visit"}]}"#,
    );
    assert_eq!(
        rejected(&checked),
        ["contacts[0] on before-birth"],
        "born some day in May, perhaps on the first"
    );
    assert_eq!(checked.timeline.contacts.len(), 2);
}

#[test]
fn a_visit_of_an_unknown_or_blank_kind_is_rejected() {
    let checked = check(
        r#"{"contacts": [{"on": "2026-09-30"}, {"on": "2026-09-30", "kind": "未采集"}, {"on": "2026-09-30", "kind": "contact"}]}"#,
    );
    assert_eq!(rejected(&checked), ["contacts[0] kind value-missing", "contacts[1] kind value-missing"]);
    assert!(checked.rejected[0].fault.en().contains("`home-visit`"), "{}", checked.rejected[0].fault);
    assert_eq!(checked.timeline.contacts.len(), 1);
}

#[test]
fn a_visit_after_the_as_of_day_is_rejected_and_one_on_it_is_not() {
    let checked = check(
        r#"{"contacts": [{"on": "2026-11-02", "kind": "contact"}, {"on": "2026-11-01", "kind": "contact"},
            {"on": "2026-11", "kind": "contact"}]}"#,
    );
    assert_eq!(rejected(&checked), ["contacts[0] on date-in-future"]);
    assert_eq!((checked.timeline.contacts.len(), checked.timeline.undated.len()), (1, 1));
}

#[test]
fn a_visit_entered_before_it_happened_is_rejected_and_one_entered_months_later_is_not() {
    let checked = check(
        r#"{"contacts": [{"on": "2026-03-05", "kind": "contact", "entered_on": "2026-03-04"},
            {"on": "2026-03-05", "kind": "contact", "entered_on": "2026-09-01"},
            {"on": "2026-03", "kind": "contact", "entered_on": "2026-03-04"}]}"#,
    );
    assert_eq!(rejected(&checked), ["contacts[0] entered_on dates-out-of-order"]);
}

#[test]
fn a_year_with_a_slip_of_the_pen_is_rejected() {
    let checked = check(
        r#"{"contacts": [{"on": "0202-09-30", "kind": "contact"}], "levels": [{"level": "yellow", "from": "0206-01-01"}]}"#,
    );
    assert_eq!(rejected(&checked), ["levels[0] from date-too-early", "contacts[0] on date-too-early"]);
}

#[test]
fn overlapping_levels_are_both_rejected_and_the_third_holds() {
    let checked = check(
        r#"{"levels": [{"level": "yellow", "from": "2026-01-01", "until": "2026-03-31"},
            {"level": "blue", "from": "2026-03-31", "until": "2026-04-30"}, {"level": "green", "from": "2026-05-01"}]}"#,
    );
    assert_eq!(rejected(&checked), ["levels[0] from levels-overlap", "levels[1] from levels-overlap"]);
    assert_eq!(checked.timeline.levels.len(), 1);
}

#[test]
fn a_level_that_the_policy_does_not_have_or_that_is_blank_is_rejected() {
    let checked = check(
        r#"{"levels": [{"level": "purple", "from": "2026-01-01"}, {"from": "2026-01-01"},
            {"level": "黄色", "from": "2026-01-01"}, {"level": "不定级", "from": "2026-02-01"}]}"#,
    );
    assert_eq!(rejected(&checked), ["levels[0] level unknown-level", "levels[1] level value-missing"]);
    assert!(checked.rejected.iter().all(|entry| entry.fault.en().contains("`red`")));
    assert_eq!(checked.timeline.levels.len(), 2);
}

#[test]
fn a_last_day_before_the_first_is_rejected_in_every_list() {
    let days = r#""from": "2026-03-02", "until": "2026-03-01""#;
    let checked = check(&format!(
        r#"{{"levels": [{{"level": "red", {days}}}], "absences": [{{"parent": "father", {days}}}],
            "benefits": [{{"kind": "orphan", {days}}}], "pauses": [{{{days}}}],
            "care_agreements": [{{"signed_on": "2026-03-02", "until": "2026-03-01"}}]}}"#
    ));
    let lists = ["levels", "absences", "benefits", "pauses", "care_agreements"];
    assert_eq!(rejected(&checked), lists.map(|list| format!("{list}[0] until dates-out-of-order")));
}

#[test]
fn a_level_that_ended_before_it_was_discovered_is_rejected() {
    let checked = check(
        r#"{"levels": [{"level": "red", "until": "2026-03-01", "found_on": "2026-03-02"},
            {"level": "blue", "from": "2026-05-01", "until": "2026-05-31", "found_on": "2026-05-31"}]}"#,
    );
    assert_eq!(rejected(&checked), ["levels[0] until dates-out-of-order"]);
}

#[test]
fn entries_that_say_nothing_are_rejected_in_every_list() {
    let checked = check(
        r#"{"levels": [{}], "contacts": [{}], "absences": [{}], "benefits": [{}], "pauses": [{}], "closings": [{}],
            "file": [{}], "care_agreements": [{}]}"#,
    );
    let fields = [
        "levels[0] level",
        "contacts[0] kind",
        "absences[0] parent",
        "benefits[0] kind",
        "pauses[0] from",
        "closings[0] finding",
        "file[0] part",
        "care_agreements[0] signed_on",
    ];
    assert_eq!(
        rejected(&checked),
        fields.map(|field| format!("{field} value-missing")),
        "in the order of the lists"
    );
}

#[test]
fn everything_that_is_wrong_with_an_entry_is_told_at_once() {
    let checked = check(
        r#"{"birth_date": "2020-01-01", "contacts": [{"on": "2019-01-01", "entered_on": "2026-12-01"}]}"#,
    );
    let [entry] = checked.rejected.as_slice() else { panic!("one entry, not {}", checked.rejected.len()) };
    let told: Vec<_> = entry.faults().map(|(path, fault)| (path, fault.code().id())).collect();
    let expected = [("kind", "value-missing"), ("on", "before-birth"), ("entered_on", "date-in-future")];
    assert_eq!(told, expected.map(|(field, code)| (format!("contacts[0].{field}"), code)));
}

#[test]
fn a_closing_of_nothing_known_is_rejected() {
    let checked = check(
        r#"{"closings": [{"finding": "月亮"}, {"finding": "父亲状况"}, {"finding": "失踪"}, {"finding": "findings.missing"},
            {"finding": "local.other-situation-red"}]}"#,
    );
    assert_eq!(
        rejected(&checked),
        ["closings[0] finding unknown-field", "closings[1] finding unknown-field"]
    );
}

#[test]
fn a_pause_moves_only_the_days_on_which_it_certainly_holds() {
    let checked = check(
        r#"{"pauses": [{"from": "2026-03", "until": "2026-05", "reason": "住院"}, {"from": "2026-06", "until": "2026-06"}]}"#,
    );
    let pauses = &checked.timeline.pauses;
    assert_eq!(rejected(&checked), [""; 0]);
    assert_eq!(
        *pauses,
        [("2026-03-31".parse().unwrap(), "2026-05-01".parse().ok(), PauseReason::InHospital)]
    );
}

#[test]
fn no_reason_holds_what_an_entry_says() {
    let secret = "秘密9731";
    let json = format!(
        r#"{{"key": "{secret}", "levels": [{{"level": "{secret}", "by": "{secret}"}}],
            "contacts": [{{"worker": "{secret}"}}], "closings": [{{"finding": "{secret}"}}]}}"#
    );
    let checked = history(&json).check(&POLICY, as_of());
    assert_eq!(checked.rejected.len(), 3);
    assert!(!format!("{:?}", checked.rejected).contains("9731"));
}
