//! Birth dates from ages and citizen numbers, and who is of age.

use super::{POLICY, as_of, day, row, told};
use crate::dates::{Attainment, attained_on};
use crate::record::birth::{OLDEST, births_of_age};
use crate::record::check;
use crate::vocabulary::{Child, Date, Part, column_by_header};
use chrono::NaiveDate;

#[test]
fn an_age_gives_exactly_the_births_that_have_it() {
    let days =
        ["2026-11-01", "2026-02-28", "2026-03-01", "2024-02-28", "2024-02-29", "2024-03-01", "2026-12-31"];
    for attainment in [Attainment::DayAfterBirthday, Attainment::OnBirthday] {
        for as_of in days.map(day) {
            let has = |years: u32, birth: NaiveDate| {
                attained_on(birth, years, attainment) <= as_of
                    && attained_on(birth, years + 1, attainment) > as_of
            };
            for years in 0..=120 {
                let births = births_of_age(years, as_of, attainment);
                let (first, last) = (births.earliest().unwrap(), births.latest().unwrap());
                for birth in first.iter_days().take_while(|birth| *birth <= last) {
                    assert!(has(years, birth), "{years} {birth} {as_of}");
                }
                assert!(!has(years, first.pred_opt().unwrap()), "{years} before {first} {as_of}");
                assert!(
                    birth_after(last) > as_of || !has(years, birth_after(last)),
                    "{years} after {last} {as_of}"
                );
            }
            assert!(!births_of_age(OLDEST, as_of, attainment).is_unknown());
        }
    }
}

fn birth_after(day: NaiveDate) -> NaiveDate {
    day.succ_opt().unwrap()
}

#[test]
fn an_age_counts_only_where_nothing_better_is_known() {
    for text in ["12", "12岁", "12周岁", "１２ 岁", "12.0"] {
        let reading = row(&[("年龄", text)]);
        assert_eq!(reading.child.birth_date, "2013-11-01/2014-10-31".parse().unwrap(), "{text}");
        assert!(reading.faults.is_empty(), "{text}");
    }
    for text in ["-1", "151", "12.5", "十二", "1e1", "0x10", "+3"] {
        assert_eq!(told(&row(&[("年龄", text)])), [("age", "not-a-number")], "{text}");
    }
    assert!(row(&[("年龄", "不详")]).child.birth_date.is_unknown());
    let both = row(&[("年龄", "12"), ("出生日期", "2014-03")]);
    assert_eq!(both.child.birth_date, "2014-03".parse().unwrap());
    let number = row(&[("年龄", "4"), ("身份证号", "000000201503010018")]);
    assert_eq!(number.child.birth_date, "2015-03-01".parse().unwrap());
    assert_eq!(told(&number), [("age", "birth-disagrees")]);
}

#[test]
fn a_citizen_number_gives_the_birth_date_and_is_forgotten() {
    // The check digits are worked out for these made-up numbers.
    for text in ["000000201503010018", "'000000201503010018", "０００００0201503010018"] {
        let reading = row(&[("公民身份号码", text)]);
        assert_eq!(reading.child.birth_date, "2015-03-01".parse().unwrap(), "{text}");
        assert!(reading.faults.is_empty());
        assert!(!format!("{:?}", reading.child).contains("0301001"));
    }
    for text in [
        "00000020150301001x",
        "0000002015030100",
        "000000201502300011",
        "000000150301001",
        "a",
        "4.4E",
        "E17",
    ] {
        assert_eq!(told(&row(&[("身份证", text)])), [("citizen_number", "not-a-citizen-number")], "{text}");
    }
    for text in ["4.45281E+17", "4.45281201503011e17"] {
        assert_eq!(told(&row(&[("身份证", text)])), [("citizen_number", "citizen-number-rounded")], "{text}");
    }
}

/// The number without its check character, with it.
fn with_check(digits: &str) -> String {
    // GB 11643 by its other definition: the weighted sum with the check is 1 modulo 11; weights are powers of two.
    let sum: u32 =
        digits.bytes().rev().zip(1..).map(|(digit, place)| u32::from(digit - b'0') * (1 << place)).sum();
    let check = (12 - sum % 11) % 11;
    if check == 10 { format!("{digits}X") } else { format!("{digits}{check}") }
}

#[test]
fn every_check_character_is_right_and_every_other_wrong() {
    for serial in 0..200 {
        let right = with_check(&format!("00000020150301{serial:03}"));
        for check in "0123456789Xx".chars() {
            let number = format!("{}{check}", &right[..17]);
            let ok = row(&[("身份证号", &number)]).faults.is_empty();
            assert_eq!(ok, number.eq_ignore_ascii_case(&right), "{number}");
        }
    }
}

#[test]
fn the_birth_date_wins_and_a_number_that_agrees_makes_it_exact() {
    let agrees = row(&[("出生日期", "2015-03"), ("身份证号", "000000201503010018")]);
    assert_eq!(agrees.child.birth_date, "2015-03-01".parse().unwrap());
    assert!(agrees.faults.is_empty());
    let differs = row(&[("出生日期", "2015-03-02"), ("身份证号", "000000201503010018")]);
    assert_eq!(differs.child.birth_date, "2015-03-02".parse().unwrap());
    assert_eq!(told(&differs), [("citizen_number", "birth-disagrees")]);
    assert!(!differs.is_rejected());
}

#[test]
fn a_person_is_of_age_by_the_policys_reading_only_when_it_is_certain() {
    assert_eq!(told(&row(&[("出生日期", "2008-11-01")])), [], "on the birthday still a child");
    assert_eq!(told(&row(&[("出生日期", "2008")])), []);
    assert_eq!(told(&row(&[("年龄", "18")])), [("birth_date", "of-age")]);
    let on_birthday = POLICY.with_reading("attainment-of-age", "on-birthday").unwrap();
    let child = Child { birth_date: "2008-11-01".parse::<Date>().unwrap(), ..Child::default() };
    assert_eq!(check(&on_birthday, &child, as_of()).len(), 1);
}

#[test]
fn no_header_for_a_birth_date_belongs_to_a_column() {
    for header in
        ["", "age", "年龄", "周岁", "citizen_number", "身份证号", "身份证", "证件号码", "姓名", "name"]
    {
        assert_eq!(column_by_header(header), None, "{header}");
    }
}

#[test]
fn a_day_with_more_behind_it_than_a_time_is_not_that_day() {
    for text in
        ["2015-03-01 08:30:00", "2015/3/1 上午 8:30", "2015年3月1日 星期日", "2015-03-01T08:30:00.000+08:00"]
    {
        assert_eq!(row(&[("出生日期", text)]).child.birth_date, "2015-03-01".parse().unwrap(), "{text}");
    }
    for text in [
        "2015-03-01 至今",
        "2015-03-01 / 2016-03-01",
        "2015/3/1 2016/3/1",
        "2015-03-01 20160301",
        "2015-03-01 or so",
    ] {
        assert_eq!(told(&row(&[("出生日期", text)])), [("birth_date", "not-a-date")], "{text}");
    }
}
