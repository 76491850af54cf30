//! What was told wrongly: refused with its row and every reason, while the rest is answered; and what is told too
//! vaguely to count. Everything is invented.

use crate::{POLICY, day, done, known, lines};
use hutong::organisations::{
    DoneRecord, EntryTable, Known, OrganisationLedger, Remark, Village, VillageRecord, check_done,
    read_entry_json,
};
use hutong::{Fault, FaultCode, Policy};

/// The rows and codes of some faults.
fn codes(rows: &[hutong::organisations::RowFaults]) -> Vec<(u64, &'static str)> {
    rows.iter().flat_map(|row| row.faults.iter().map(|fault| (row.row, fault.code().id()))).collect()
}

#[test]
fn records_that_cannot_be_used_are_refused_with_row_and_reason_and_the_rest_is_answered() {
    let deeds = [
        "no-such-duty civil-affairs 2025-01-01",
        "yearly-check nobody 2025-01-01",
        "yearly-check police 2025-01-01",
        "yearly-check civil-affairs 2025-06-02",
        "yearly-check civil-affairs 2025-05-30 ~ 2025-05-29",
        "no-such-duty nobody 2030-01-01",
        "yearly-check civil-affairs 2025-06-01",
    ];
    let ledger = POLICY.organisation_ledger(day("2025-06-01"), &known(&deeds));
    assert_eq!(
        codes(&ledger.rejected),
        [
            (2, "unknown-duty"),
            (3, "unknown-office"),
            (4, "not-its-duty"),
            (5, "date-in-future"),
            (6, "dates-out-of-order"),
            (7, "unknown-duty"),
            (7, "unknown-office"),
            (7, "date-in-future"),
        ]
    );
    assert_eq!(
        lines(&ledger, "yearly-check", "civil-affairs")[1],
        "done 2025-01-01 → 2025-12-31 on 2025-06-01"
    );
    let told = check_done(&POLICY, &done("yearly-check police 2025-01-01"), day("2025-06-01"));
    assert!(told[0].zh().contains("市民政局（县级）（civil-affairs）"), "{}", told[0].zh());
    let empty = check_done(&POLICY, &DoneRecord::default(), day("2025-06-01"));
    let empty: Vec<_> = empty.iter().map(|fault| (fault.path(), fault.code())).collect();
    assert_eq!(empty, [("duty", FaultCode::ValueMissing), ("by", FaultCode::ValueMissing)]);
}

#[test]
fn a_deed_on_an_unknown_day_meets_nothing_and_is_told() {
    let ledger =
        POLICY.organisation_ledger(day("2025-06-01"), &known(&["hotline-centre youth-league unknown"]));
    assert_eq!(lines(&ledger, "hotline-centre", "youth-league"), ["due 2024-04-01"]);
    let centre =
        ledger.obligations.iter().find(|entry| entry.duty == "hotline-centre").expect("an obligation");
    assert!(centre.remarks.contains(&Remark::DayNotKnown));
    assert_eq!(codes(&ledger.doubtful), [(2, "done-day-unknown")]);
}

#[test]
fn a_month_counts_where_all_of_it_lies_in_the_period() {
    let first = |deed: &str, as_of: &str| {
        let ledger = POLICY.organisation_ledger(day(as_of), &known(&[deed]));
        (lines(&ledger, "progress-report", "civil-affairs").remove(0), codes(&ledger.doubtful))
    };
    let (report, _) = first("progress-report civil-affairs 2024-10", "2025-06-01");
    assert_eq!(report, "done 2024-06-21 → 2024-11-03 on 2024-10");
    let (report, _) = first("progress-report civil-affairs 2024-11", "2025-06-01");
    assert_eq!(
        report, "done-late 2024-06-21 → 2024-11-03 on 2024-11 missed since 2024-11-04 27 days late",
        "perhaps in time, and not certainly"
    );
    let (report, doubtful) = first("progress-report civil-affairs 2024-06", "2024-10-01");
    assert_eq!(report, "due 2024-06-21 → 2024-11-03");
    assert_eq!(doubtful, [(2, "done-day-unknown")]);
    let (report, doubtful) = first("progress-report civil-affairs 2024-10", "2024-10-15");
    assert_eq!(report, "due 2024-06-21 → 2024-11-03", "the month is not over: perhaps it is yet to be done");
    assert_eq!(doubtful, [(2, "done-day-unknown")]);
    let notice = known(&["half-yearly-list civil-affairs 2024-10"]);
    let ledger = POLICY.organisation_ledger(day("2024-12-01"), &notice);
    assert_eq!(
        lines(&ledger, "half-yearly-list", "civil-affairs"),
        ["due 2024-06-21 → 2024-12-21"],
        "the next list is counted from a day"
    );
    assert_eq!(codes(&ledger.doubtful), [(2, "done-day-unknown")]);
}

#[test]
fn a_deed_outside_every_period_or_of_nobody_in_particular_is_told() {
    let ledger =
        POLICY.organisation_ledger(day("2025-06-01"), &known(&["yearly-check civil-affairs 2024-02-01"]));
    assert_eq!(codes(&ledger.doubtful), [(2, "outside-every-period")]);
    let places = vec![("township".to_owned(), "青榕镇".to_owned())];
    let of_some_township = Known { places, ..known(&["forms-2024 township 2024-07-01"]) };
    let ledger = POLICY.organisation_ledger(day("2024-07-23"), &of_some_township);
    assert_eq!(codes(&ledger.doubtful), [(2, "place-missing")]);
    assert_eq!(
        lines(&ledger, "forms-2024", "township"),
        ["missed 2024-04-01 → 2024-07-22 missed since 2024-07-23 1 days overdue"]
    );
}

#[test]
fn names_of_duties_and_offices_are_read_as_officials_write_them() {
    let deed = |duty: &str, by: &str| DoneRecord {
        duty: duty.into(),
        by: by.into(),
        done_on: "2025-03-08".parse().expect("a date"),
        ..DoneRecord::default()
    };
    for (duty, by) in [
        ("family-education", "妇联"),
        ("yearly-check", "市民政局"),
        ("向揭阳市民政局报告进展", "civil affairs of the city (county level)"),
        ("phase-3-main", "街道办事处"),
    ] {
        assert_eq!(check_done(&POLICY, &deed(duty, by), day("2025-06-01")), [], "{duty} {by}");
    }
}

#[test]
fn tables_and_json_give_the_same_record_and_every_fault_at_once() {
    let headers =
        ["任务", "部门", "乡镇（街道）", "村（社区）", "完成日期", "录入日期", "姓名"].map(String::from);
    let table = EntryTable::<DoneRecord>::new(&headers);
    assert_eq!((table.unused(), table.header_of("done_on")), (&[6][..], Some(4)));
    let cells = ["village-safety-event", "村（居）民委员会", "青榕镇", "榕东村", "2025年3月8日", "", "x"];
    let (record, faults) = table.read(&cells.map(String::from));
    assert_eq!(faults, []);
    assert_eq!(record.place_name().as_deref(), Some("青榕镇/榕东村"));
    let json = r#"{"duty": "village-safety-event", "by": "村（居）民委员会", "township": "青榕镇", "村": "榕东村",
        "done_on": "2025-03-08", "entered_on": null}"#;
    assert_eq!(read_entry_json::<DoneRecord>(json), (record, vec![]));

    let told =
        |faults: &[Fault]| faults.iter().map(|f| (f.path().to_owned(), f.code().id())).collect::<Vec<_>>();
    let json = r#"{"done_on": "2025-02-30", "entered_on": "soon", "name": "x", "by": ["y"], "duty": "a", "任务": "b"}"#;
    let (_, faults) = read_entry_json::<DoneRecord>(json);
    let expected = [
        ("done_on", "impossible-date"),
        ("entered_on", "not-a-date"),
        ("", "unknown-field"),
        ("by", "wrong-type"),
        ("duty", "repeated-field"),
    ];
    assert_eq!(told(&faults), expected.map(|(path, code)| (path.to_owned(), code)));
    for (text, code) in [("[1]", "wrong-type"), ("{\"duty\": ", "not-json")] {
        assert_eq!(told(&read_entry_json::<VillageRecord>(text).1), [(String::new(), code)], "{text}");
    }
    let twice = EntryTable::<VillageRecord>::new(&["村", "village", "儿童主任"].map(String::from));
    assert_eq!(twice.repeated(), [(0, 1)]);
}

#[test]
fn the_ledger_as_json_says_what_it_is_and_holds_no_row_of_a_child() {
    let ledger = POLICY.organisation_ledger(day("2026-11-01"), &known(&["x y 2024-01-01"]));
    let json: serde_json::Value = serde_json::from_str(&ledger.to_json()).expect("JSON");
    assert_eq!(json["format"], "hutong-organisation-ledger-1");
    assert_eq!(json["readings"]["every-year"], "calendar-year");
    assert_eq!(json["rejected"][0]["faults"][0]["code"], "unknown-duty");
    assert_eq!(json["obligations"][0]["remarks"][0]["code"], "no-interval-stated");
    let _: &OrganisationLedger<'_> = &ledger;
    let _: &[Village] = &ledger.villages;
}

/// The codes and paths of the faults of the policy with a part of its text put otherwise.
fn refused(from: &str, to: &str) -> Vec<String> {
    let text = Policy::builtin_text("puning-2024").expect("it comes with the library");
    assert!(text.contains(from), "{from}");
    let error = Policy::from_toml(&text.replacen(from, to, 1)).expect_err("a fault");
    let told = |path: &str| {
        path.split('[').next().unwrap_or_default().to_owned() + path.rsplit(']').next().unwrap_or_default()
    };
    error.faults.iter().map(|fault| format!("{} {}", told(&fault.path), fault.code.id())).collect()
}

#[test]
fn a_policy_cannot_decide_a_reading_of_the_ledger_in_a_way_that_the_ledger_does_not_know() {
    let lunar = "{ id = \"calendar-year\", label = { zh = \"自然年";
    assert_eq!(
        refused(lunar, &lunar.replace("calendar-year", "lunar-year")),
        ["reading.chosen unknown-alternative", "reading.id unknown-alternative"]
    );
    let by_rules = |id: &str| {
        let text = Policy::builtin_text("puning-2024").expect("it comes with the library");
        let from = text.find(&format!("id = \"{id}\"")).expect("the reading");
        let until = text[from..].find("used-by = \"organisations\"").expect("who reads it") + from;
        let entry = &text[from..until + "used-by = \"organisations\"".len()];
        refused(entry, &entry.replace("used-by = \"organisations\"", "used-by = \"rules\""))
    };
    for id in ["last-good-day", "half-yearly", "thirty-children", "every-year", "first-year"] {
        assert_eq!(by_rules(id), ["reading.used-by shape"], "{id}");
    }
    assert_eq!(refused("id = \"every-year\"", "id = \"each-year\""), ["reading.used-by unknown-reading"]);
}

#[test]
fn a_policy_that_is_silent_on_a_reading_has_the_cautious_one() {
    let mut source = POLICY.source().clone();
    source.readings.retain(|reading| reading.id != "every-year" && reading.id != "first-year");
    let silent = Policy::from_source(source).expect("a policy");
    let of = |policy: &Policy| {
        lines(
            &policy.organisation_ledger(day("2025-01-01"), &Known::default()),
            "yearly-check",
            "civil-affairs",
        )
    };
    assert_eq!(of(&silent), of(&POLICY));
}

#[test]
fn a_policy_names_each_duty_and_notice_once_and_asks_a_possible_number_of_times() {
    assert_eq!(refused("id = \"half-yearly-list\"", "id = \"yearly-check\""), ["notice.id repeated-id"]);
    let check = "id = \"yearly-check\"\n";
    for times in [0, 367] {
        let asked = format!("{check}times = {times}\n");
        assert_eq!(refused(check, &asked), ["organisation-duty.times out-of-bounds"], "{times}");
    }
}
