//! Exports as offices write them: headers, headings, values, rows that are no children. All of it is made up.

use super::*;
use crate::fault::FaultCode;
use crate::vocabulary::{Kind, columns};
use crate::{Date, Policy};
use std::sync::LazyLock;

static POLICY: LazyLock<Policy> = LazyLock::new(|| Policy::builtin("puning-2024").unwrap());

fn cells(cells: &[&str]) -> Vec<String> {
    cells.iter().map(|cell| (*cell).to_owned()).collect()
}

fn rows(rows: &[&[&str]]) -> Vec<(u64, Vec<String>)> {
    (1..).zip(rows).map(|(number, row)| (number, cells(row))).collect()
}

/// The proposal for one header among others, with these cells below it.
fn one(header: &str, below: &[&str]) -> ColumnProposal {
    let sample: Vec<Vec<String>> = below.iter().map(|cell| cells(&[cell])).collect();
    propose(&POLICY, &cells(&[header]), &sample).remove(0)
}

#[track_caller]
fn is(header: &str, path: Option<&str>, standing: Standing, why: Why) {
    let found = one(header, &[]);
    assert_eq!((found.path.as_deref(), found.why), (path, why), "{header}");
    if path.is_some() {
        assert_eq!(found.standing, standing, "{header}");
    }
}

#[test]
fn a_header_is_found_below_titles_and_on_one_row() {
    let top = rows(&[
        &["某镇儿童登记表"],
        &["填报单位：某镇", "", "日期：2026年10月"],
        &["序号", "姓名", "出生日期", "父亲状况"],
        &["1", "某", "2015-03-01", "健在"],
    ]);
    assert_eq!(find_header(&POLICY, &top, &[], |_| false), Some(HeaderRows { first: 3, last: 3 }));
    assert_eq!(find_header(&POLICY, &top[..2], &[], |_| false), None);
}

#[test]
fn a_header_that_only_the_mapping_file_knows_is_found() {
    let top = rows(&[&["某镇", "导出"], &["ETBH", "CSRQ", "X"], &["a", "2015-03-01", "1"]]);
    assert_eq!(find_header(&POLICY, &top, &[], |_| false), None);
    let named = |header: &str| ["ETBH", "CSRQ"].contains(&header);
    assert_eq!(find_header(&POLICY, &top, &[], named), Some(HeaderRows { first: 2, last: 2 }));
}

#[test]
fn headings_above_headers_belong_to_the_header_with_or_without_merged_cells() {
    let header: [&[&str]; 3] = [
        &["编号", "父亲", "", "母亲", "", "备注"],
        &["", "状况", "外出务工", "状况", "外出务工", ""],
        &["a", "健在", "是", "死亡", "", ""],
    ];
    let expected =
        ["编号", "父亲›状况", "父亲›外出务工", "母亲›状况", "母亲›外出务工", "备注"].map(String::from);
    assert_eq!(find_header(&POLICY, &rows(&header), &[], |_| false), Some(HeaderRows { first: 1, last: 2 }));
    assert_eq!(headers_of(&rows(&header)[..2], &[]), expected);
    let merged = [((1, 2), (0, 0)), ((1, 1), (1, 2)), ((1, 1), (3, 4)), ((1, 2), (5, 5))];
    let merged = merged.map(|(rows, columns)| Merged { rows, columns });
    assert_eq!(
        find_header(&POLICY, &rows(&header), &merged, |_| false),
        Some(HeaderRows { first: 1, last: 2 })
    );
    assert_eq!(headers_of(&rows(&header)[..2], &merged), expected);
}

#[test]
fn a_heading_reaches_only_over_the_cells_that_are_merged_with_it() {
    let header = rows(&[&["编号", "父亲", "", ""], &["", "状况", "重病", "辍学"]]);
    let merged = [Merged { rows: (1, 1), columns: (1, 2) }, Merged { rows: (1, 2), columns: (0, 0) }];
    assert_eq!(headers_of(&header, &merged), ["编号", "父亲›状况", "父亲›重病", "辍学"]);
}

#[test]
fn a_row_of_a_child_is_never_taken_into_the_header() {
    let top = rows(&[&["编号", "辍学", "父亲状况"], &["a", "", ""], &["b", "是", "健在"]]);
    assert_eq!(find_header(&POLICY, &top, &[], |_| false), Some(HeaderRows { first: 1, last: 1 }));
}

#[test]
fn every_name_of_the_vocabulary_is_certain_alone_and_below_a_plain_heading() {
    for column in columns() {
        for name in [&column.zh, &column.path] {
            is(name, Some(&column.path), Standing::Certain, Why::KnownName);
            is(&format!("基本情况›{name}"), Some(&column.path), Standing::Certain, Why::UnderHeading);
        }
    }
}

#[test]
fn names_with_something_around_them() {
    let certain = |header, path, why| is(header, Some(path), Standing::Certain, why);
    certain("3. 出生日期", "birth_date", Why::KnownName);
    certain("*是否辍学", "findings.dropped_out", Why::KnownName);
    certain("父亲信息›是否外出务工", "father.away.for_work", Why::UnderHeading);
    certain("出生日期（年/月/日）", "birth_date", Why::WithoutHint);
    certain("年龄（实岁）", "age", Why::WithoutHint);
    certain("父亲情况›外出务工（是/否）", "father.away.for_work", Why::UnderHeading);
    certain("母亲基本信息›残疾等级", "mother.disability.grade", Why::UnderHeading);
    is("儿童辍学情况", Some("findings.dropped_out"), Standing::Likely, Why::WithoutAffix);
}

#[test]
fn what_may_change_the_meaning_is_doubtful_and_waits() {
    for (header, path, why) in [
        ("父亲限制人身自由期限（年）", "father.custody.term_months", Why::UnknownHint),
        ("父亲外出务工（县外）", "father.away.for_work", Why::UnknownHint),
        ("上学期›辍学", "findings.dropped_out", Why::UnknownHeading),
        ("遭受性侵犯", "findings.sexual_abuse", Why::NearName),
        ("委托照护书", "carer.agreement_signed", Why::WithHeading),
    ] {
        is(header, Some(path), Standing::Doubtful, why);
        assert!(one(header, &[]).waits() && !one(header, &[]).is_used(), "{header}");
    }
    assert!(one("儿童辍学情况", &[]).waits(), "a rule reads it");
    assert!(one("儿童村居", &[]).is_used(), "no rule reads it");
}

#[test]
fn what_is_said_of_another_person_is_never_the_childs() {
    for header in ["监护人身份证号", "父亲›身份证号", "父亲›姓名", "祖父年龄", "父亲›年龄", "父亲›出生日期"]
    {
        assert_eq!(one(header, &[]).path, None, "{header}");
    }
    let father = one("父亲长期吸毐", &[]);
    assert!(
        father.path.is_none_or(|path| path.starts_with("father.")),
        "a slip never makes a father a mother"
    );
}

#[test]
fn names_telephone_numbers_and_addresses_are_not_needed() {
    for header in ["姓名", "联系电话（必填）", "家庭住址", "备注", "儿童基本信息›民族"]
    {
        is(header, None, Standing::Doubtful, Why::NotNeeded);
    }
    is("家庭年收入", None, Standing::Doubtful, Why::NotKnown);
    is("", None, Standing::Doubtful, Why::NoHeader);
}

#[test]
fn cells_that_do_not_fit_make_a_name_doubtful() {
    let few = one("父亲状况", &["健在", "死亡", "打工", "打工"]);
    assert_eq!((few.standing, few.fit.unreadable, few.fit.filled), (Standing::Certain, 2, 4));
    assert_eq!(few.fit.strange, ["打工"]);
    let most = one("父亲状况", &["健在", "打工", "打工", "在外"]);
    assert_eq!((most.standing, most.against), (Standing::Doubtful, vec![Why::ValuesDoNotFit]));
    let masked = one("身份证号", &["445281********1234"; 4]);
    assert!(masked.waits(), "masked numbers");
}

#[test]
fn no_cell_is_kept_that_could_be_a_persons() {
    let below =
        ["张三丰与其祖母同住在老屋里", "张三丰与其祖母同住在老屋里", "13800000000", "13800000000", "某"];
    assert!(one("父亲状况", &below).fit.strange.is_empty());
}

#[test]
fn values_alone_are_a_hint_where_only_one_column_has_them() {
    let relief = ["低保", "低保边缘", "低保", "特困", "无"];
    let found = one("类型一", &relief);
    assert_eq!((found.path.as_deref(), found.why), (Some("household.relief"), Why::Values));
    assert!(found.waits());
    let mixed = ["健在", "死亡", "健在", "死亡", "健在"];
    assert_eq!(one("类型一", &mixed).path, None, "the father's or the mother's");
    assert_eq!(one("类型一", &["是", "否", "是", "否", "是"]).path, None);
    assert_eq!(one("类型一", &relief[..4]).path, None, "too few");
}

#[test]
fn of_two_headers_for_one_column_neither_is_read_unless_one_is_surer() {
    let both = propose(&POLICY, &cells(&["出生日期", "出生年月日"]), &[]);
    assert!(both.iter().all(|found| found.waits() && found.against == [Why::NamedTwice]));
    let surer = propose(&POLICY, &cells(&["辍学", "儿童辍学情况"]), &[]);
    assert_eq!((surer[0].is_used(), surer[1].is_used()), (true, false));
}

#[test]
fn a_running_number_is_the_key_only_without_another_and_while_it_is_unique() {
    let found = propose(&POLICY, &cells(&["序号", "儿童编号"]), &[]);
    assert_eq!((found[0].path.as_deref(), found[1].path.as_deref()), (None, Some("key")));
    assert!(one("序号", &["1", "2"]).is_used());
    assert!(one("序号", &["1", "2", "1"]).waits());
}

/// A made-up number of a region that does not exist.
fn number(body: &str) -> String {
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 =
        body.chars().zip(weights).map(|(digit, weight)| digit.to_digit(10).unwrap() * weight).sum();
    format!("{body}{}", "10X98765432".chars().nth((sum % 11) as usize).unwrap())
}

#[test]
fn citizen_numbers_are_never_keys_and_other_peoples_need_a_word() {
    let numbers: Vec<String> = (1..6).map(|day| number(&format!("0000002015030{day}001"))).collect();
    let below: Vec<&str> = numbers.iter().map(String::as_str).collect();
    let key = one("编号", &below);
    assert_eq!((key.is_used(), key.against), (false, vec![Why::CitizenNumbers]));
    let strange = one("ZJ", &below);
    assert_eq!((strange.path.as_deref(), strange.is_used()), (Some("citizen_number"), false));
}

/// What rows are, below 序号, 姓名, 出生日期, 辍学.
fn kinds(table: &[&[&str]]) -> Vec<Option<NoChild>> {
    let headers = cells(&["序号", "姓名", "出生日期", "辍学"]);
    let used = [(0, "key"), (2, "birth_date"), (3, "findings.dropped_out")];
    let mut kinds = RowKinds::new(&headers, used.into_iter());
    table.iter().map(|row| kinds.next(&cells(row), false)).collect()
}

#[test]
fn totals_notes_and_headers_are_no_children() {
    let found = kinds(&[
        &["1", "2", "3", "4"],
        &["1", "某", "2015-03-01", "否"],
        &["序号", "姓名", "出生日期", "辍学"],
        &["2", "", "", ""],
        &["合计", "2", "", "1"],
        &["", "小计：", "", "1"],
        &["注：本表一式两份", "", "", ""],
        &["2. 不漏一人", "", "", ""],
        &["填报人：某", "", "审核人：某", ""],
    ]);
    let expected = [
        Some(NoChild::ColumnNumbers),
        None,
        Some(NoChild::HeaderAgain),
        Some(NoChild::NumberOnly),
        Some(NoChild::Total),
        Some(NoChild::Total),
        Some(NoChild::Note),
        Some(NoChild::Note),
        Some(NoChild::Note),
    ];
    assert_eq!(found, expected);
}

#[test]
fn whoever_has_a_birth_date_or_anything_of_a_child_is_a_child() {
    for row in [
        &["合计", "某", "2015-03-01", ""],
        &["注", "某", "", "是"],
        &["1", "", "", "是"],
        &["", "", "", "是"],
        &["", "", "2015", ""],
        &["1", "2", "3", ""],
        &["1", "某", "", ""],
    ] {
        assert_eq!(kinds(&[row]), [None], "{row:?}");
    }
    let after = kinds(&[&["1", "某", "2015-03-01", "否"], &["1", "2", "3", "4"]]);
    assert_eq!(after, [None, None], "numbers of columns stand below the header only");
}

#[test]
fn a_text_over_several_columns_is_a_heading() {
    let mut kinds = RowKinds::new(&cells(&["编号", "辍学"]), std::iter::empty());
    assert_eq!(kinds.next(&cells(&["榕东村", ""]), true), Some(NoChild::Heading));
    assert_eq!(kinds.next(&cells(&["榕东村", ""]), false), None, "it may be a key");
}

#[test]
fn numbers_for_days_become_days() {
    let dates = Dates::new([(0, "birth_date"), (1, "key"), (2, "father.away.since")].into_iter());
    let changed = |text: &str| {
        let mut row = cells(&[text, text, ""]);
        let headers = dates.put_right(&mut row);
        assert_eq!(row[1], text, "only in columns of days");
        (!headers.is_empty()).then(|| row.remove(0))
    };
    assert_eq!(changed("42005").as_deref(), Some("2015-01-01"));
    assert_eq!(changed("42005.75").as_deref(), Some("2015-01-01"));
    assert_eq!(changed("10000").as_deref(), Some("1927-05-18"));
    assert_eq!(changed("73050").as_deref(), Some("2099-12-31"));
    for other in ["9999", "73051", "2015", "201503", "20150301", "2015.3", "2015-03-01", "42005年"] {
        assert_eq!(changed(other), None, "{other}");
    }
}

#[test]
fn a_month_that_may_have_lost_its_zero_is_any_from_january_to_october() {
    let read = |text: &str| text.parse::<Date>().unwrap().to_string();
    assert_eq!(read("2015.1"), "2015-01-01/2015-10-31");
    assert_eq!(
        ["2015.01", "2015.10", "2015.2", "2015-1", "2015年1月"].map(read),
        ["2015-01", "2015-10", "2015-02", "2015-01", "2015-01"]
    );
}

#[test]
fn one_child_in_two_rows_is_told() {
    let used = [(0, "key"), (1, "citizen_number"), (2, "birth_date")];
    let facts = (3..8).map(|at| (at, "findings.roaming"));
    let mut twice = Twice::new(used.into_iter().chain(facts));
    let born = number("00000020150301001");
    let row = |key: &str, number: &str, roaming: &str| {
        let mut row = cells(&[key, number, "2015-03-01"]);
        row.extend(vec![roaming.to_owned(); 5]);
        row
    };
    let mut look =
        |row: Vec<String>, at| twice.look(&row, at).map(|fault| (fault.code(), fault.zh().to_owned()));
    assert_eq!(look(row("a", &born, "否"), 2), None);
    let (code, told) = look(row("b", &born, "是"), 3).unwrap();
    assert_eq!(code, FaultCode::RepeatedCitizenNumber);
    assert!(told.contains("第 2 行") && !told.contains(&born));
    assert_eq!(look(row("c", "", "否"), 4).map(|(code, _)| code), Some(FaultCode::RowRepeated));
    assert_eq!(look(row("d", "", ""), 5), None, "too little is known to compare");
    assert_eq!(look(row("e", "", ""), 6), None);
}

#[test]
fn every_reason_is_told_in_both_languages() {
    for why in Why::ALL {
        assert!(
            !why.id().is_empty() && !why.zh().is_empty() && why.en().is_ascii() || why.en().contains("儿童"),
            "{why:?}"
        );
    }
    assert!(NoChild::ALL.iter().all(|kind| !kind.words().0.is_empty() && !kind.words().1.is_empty()));
    assert!(columns().iter().any(|column| column.kind == Kind::Text));
}
