//! Tables of entries: headers, codes, rows that are short, long or wrong.

use super::told;
use crate::history::{ContactBy, ContactKind, Entry, EntryKind, EntryPlan, History};
use crate::record::{Renamed, header_key};
use crate::vocabulary::Kind;
use std::collections::{BTreeMap, BTreeSet};

fn plan(kind: EntryKind, headers: &[&str]) -> EntryPlan {
    let headers: Vec<String> = headers.iter().map(|header| (*header).to_owned()).collect();
    EntryPlan::new(kind, &headers, |_| Renamed::Unmentioned)
}

fn guess(headers: &[&str]) -> Vec<EntryKind> {
    EntryKind::guess(&headers.iter().map(|header| (*header).to_owned()).collect::<Vec<_>>())
}

#[test]
fn a_register_of_visits_is_read_as_offices_write_it() {
    let plan = plan(
        EntryKind::Contacts,
        &["序号", "儿童编号", "儿童姓名", "走访时间", "走访方式", "走访人身份", "走访人编号"],
    );
    assert_eq!((plan.unused(), plan.repeated().len(), plan.missing().len()), (&[0, 2][..], 0, 0));
    let row = plan.read(&["1", " made-up 7 ", "…", "2026年9月30日 上午", "上门走访", "双百社工", "w 3"]);
    assert_eq!((row.key, told(&row.faults)), ("made-up 7", vec![]));
    let Some(Entry::Contact(contact)) = row.entry else { panic!("a contact") };
    assert_eq!(contact.on.to_string(), "2026-09-30");
    assert_eq!((contact.kind, contact.by), (ContactKind::HomeVisit, ContactBy::SocialWorker));
    assert_eq!(contact.worker.as_str(), Some("w 3"));
}

#[test]
fn a_row_with_a_fault_gives_no_entry_and_tells_every_fault() {
    let plan = plan(EntryKind::Contacts, &["key", "on", "kind", "by"]);
    let row = plan.read(&["", "2024-02-30", "smoke signal", "somebody"]);
    assert!(row.entry.is_none());
    let expected = [
        ("on", "impossible-date"),
        ("kind", "unknown-code"),
        ("by", "unknown-code"),
        ("key", "value-missing"),
    ];
    assert_eq!(told(&row.faults), expected);
    assert!(row.faults[1].en().contains("`home-visit`") && row.faults[1].zh().contains("入户走访"));
    assert!(!format!("{:?}", row.faults).contains("smoke"));
    let blank_kind = plan.read(&["a", "2024-02-29", "未采集", ""]);
    assert_eq!((blank_kind.key, told(&blank_kind.faults)), ("a", vec![("kind", "value-missing")]));
    let long = "长".repeat(201);
    assert_eq!(told(&plan.read(&[&long, "2024-02-29", "contact", ""]).faults), [("key", "too-long")]);
}

#[test]
fn rows_may_be_shorter_or_longer_than_the_headers() {
    let plan = plan(EntryKind::Contacts, &["key", "kind", "on"]);
    assert!(plan.read(&["a", "contact"]).entry.is_some(), "a contact on a day that nobody knows");
    assert!(plan.read(&["a", "contact", "", "x", "y"]).entry.is_some());
    assert_eq!(told(&plan.read::<&str>(&[]).faults), [("key", "value-missing"), ("kind", "value-missing")]);
}

#[test]
fn mapping_files_rename_pass_over_and_give_codes() {
    let headers = ["ETBH", "ZFRQ", "ZFFS", "BZ", "走访日期"].map(String::from);
    let mut plan = EntryPlan::new(EntryKind::Contacts, &headers, |header| match header {
        "ETBH" => Renamed::To("key"),
        "ZFRQ" => Renamed::To("走访日期"),
        "ZFFS" => Renamed::To("kind"),
        "BZ" => Renamed::PassedOver,
        _ => Renamed::Unmentioned,
    });
    assert_eq!((plan.unused(), plan.repeated()), (&[][..], &[(1, 4)][..]));
    assert_eq!(plan.used().collect::<Vec<_>>(), [(0, "key"), (1, "on"), (2, "kind")]);
    let codes = [("1", "home-visit"), ("9", "")].map(|(theirs, ours)| (theirs.to_owned(), ours.to_owned()));
    plan.set_codes(2, BTreeMap::from(codes));
    let kind = |code: &str| plan.read(&["a", "2026-01-01", code]).entry;
    assert!(matches!(kind(" 1 "), Some(Entry::Contact(contact)) if contact.kind == ContactKind::HomeVisit));
    assert_eq!(told(&plan.read(&["a", "2026-01-01", "9"]).faults), [("kind", "value-missing")]);
    let other = plan.read(&["a", "2026-01-01", "home-visit"]);
    assert_eq!(told(&other.faults), [("kind", "unknown-code")], "a word where codes are agreed on");
    assert!(other.faults[0].en().contains("`1`, `9`"));
}

#[test]
fn a_running_number_is_not_taken_for_a_childs_key() {
    for header in ["序号", "id", "ID"] {
        let plan = plan(EntryKind::Contacts, &[header, "走访日期", "走访方式"]);
        assert_eq!((plan.unused(), plan.missing()), (&[0][..], vec!["key"]), "{header}");
    }
}

#[test]
fn a_value_for_the_whole_table_fills_no_blank_of_a_column_that_it_has() {
    let mut with_kind = plan(EntryKind::Contacts, &["key", "on", "kind"]);
    with_kind.give("kind", "home-visit").expect("a kind");
    assert_eq!(told(&with_kind.read(&["a", "2026-01-01", ""]).faults), [("kind", "value-missing")]);
    let mut without = plan(EntryKind::Contacts, &["key", "on"]);
    assert_eq!(without.missing(), ["kind"]);
    assert_eq!(without.give("kind", "smoke").map_err(|fault| fault.code().id()), Err("unknown-code"));
    assert_eq!(without.give("moon", "full").map_err(|fault| fault.code().id()), Err("unknown-field"));
    without.give("方式", "入户走访").expect("a kind");
    assert!(without.missing().is_empty());
    assert!(without.read(&["a", "2026-01-01"]).entry.is_some());
}

#[test]
fn every_kind_of_table_is_told_by_its_paths_and_by_its_labels() {
    for kind in EntryKind::ALL {
        let paths: Vec<&str> = kind.columns().iter().map(|column| column.path.as_str()).collect();
        let labels: Vec<&str> = kind.columns().iter().map(|column| column.zh.as_str()).collect();
        assert_eq!(guess(&[&["key"], &paths[..]].concat()), [*kind]);
        assert_eq!(guess(&[&["编号"], &labels[..]].concat()), [*kind]);
        assert!(plan(*kind, kind.needs()).missing() == ["key"], "{}", kind.id());
    }
}

#[test]
fn short_tables_are_told_where_they_can_be() {
    assert_eq!(guess(&["key", "on", "kind"]), [EntryKind::Contacts]);
    assert_eq!(guess(&["编号", "等级", "评估日期"]), [EntryKind::Levels]);
    assert_eq!(guess(&["编号", "暂停开始日期"]), [EntryKind::Pauses]);
    for unclear in [&["编号", "日期"][..], &["编号", "开始日期", "结束日期"], &["编号", "姓名"], &[]]
    {
        assert_eq!(guess(unclear), [], "{unclear:?}");
    }
    assert_eq!(guess(&["key", "on", "kind", "from"]), [EntryKind::Contacts, EntryKind::Benefits]);
}

#[test]
fn the_columns_of_each_kind_are_unambiguous() {
    let key = plan(EntryKind::Contacts, &["编号"]);
    assert_eq!(key.used().count(), 1);
    for kind in EntryKind::ALL {
        let mut owner: BTreeMap<String, &str> = BTreeMap::new();
        for column in kind.columns() {
            assert!(
                !column.cite.is_empty() && !column.zh.is_empty() && !column.en.is_empty(),
                "{}",
                column.path
            );
            for header in column.headers.iter().chain([&column.path, &column.zh, &column.en]) {
                let other = owner.insert(header_key(header), &column.path);
                assert!(other.is_none_or(|other| other == column.path), "{}: {header}", kind.id());
                let place = kind.column_by_header(header);
                assert_eq!(
                    place.map(|place| kind.columns()[place].path.as_str()),
                    Some(column.path.as_str())
                );
                assert!(plan(*kind, &["编号", header]).repeated().is_empty(), "{header} is no key");
            }
        }
    }
}

#[test]
fn every_spelling_of_a_value_means_one_thing() {
    for column in EntryKind::ALL.iter().flat_map(|kind| kind.columns()) {
        assert_eq!(column.values.is_empty(), column.kind != Kind::Choice, "{}", column.path);
        let mut owner: BTreeMap<String, &str> = BTreeMap::new();
        for value in column.values {
            for spelling in [value.id, value.zh, value.en].iter().chain(value.also) {
                let other = owner.insert(crate::vocabulary::choices::normalise(spelling), value.id);
                assert!(other.is_none_or(|other| other == value.id), "{}: {spelling}", column.path);
                assert!(!crate::vocabulary::is_unknown_spelling(spelling), "{}: {spelling}", column.path);
            }
        }
    }
}

#[test]
fn the_names_of_the_kinds_are_unambiguous() {
    let mut seen = BTreeSet::new();
    for kind in EntryKind::ALL {
        let names: BTreeSet<String> = kind.names().map(header_key).collect();
        for name in names {
            assert_eq!(EntryKind::by_name(&name), Some(*kind));
            assert!(seen.insert(name), "{}", kind.id());
        }
    }
    assert!(["key", "birth_date", "编号", "出生日期"].iter().all(|name| EntryKind::by_name(name).is_none()));
}

#[test]
fn an_entry_goes_to_its_own_list() {
    let mut history = History::default();
    for kind in EntryKind::ALL {
        let entry = kind.blank();
        assert_eq!(entry.kind(), *kind);
        entry.push_into(&mut history);
    }
    let json = serde_json::to_value(&history).expect("JSON");
    for kind in EntryKind::ALL {
        assert_eq!(json[kind.id()].as_array().map(Vec::len), Some(1), "{}", kind.id());
    }
}
