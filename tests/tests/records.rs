//! Laws of reading: no text breaks the reader, none becomes a value that it does not spell, and none is lost without
//! a fault. Every record is made up.

use chrono::NaiveDate;
use hutong::vocabulary::{Kind, Part, UNKNOWN_SPELLINGS, columns};
use hutong::{Date, FaultCode, Policy, Reading, Renamed, TablePlan, check, read_json};
use proptest::prelude::*;
use std::sync::LazyLock;

static POLICY: LazyLock<Policy> =
    LazyLock::new(|| Policy::builtin("puning-2024").expect("a policy that comes with the library"));

/// Every column of the vocabulary in its order, then the age and the citizen number.
static PLAN: LazyLock<TablePlan> = LazyLock::new(|| {
    let paths = columns().iter().map(|column| column.path.clone());
    let headers: Vec<String> = paths.chain(["age".into(), "citizen_number".into()]).collect();
    TablePlan::new(&POLICY, &headers, |_| Renamed::Unmentioned)
});

fn as_of() -> NaiveDate {
    "2026-11-01".parse().expect("a day")
}

fn read_one(index: usize, text: &str) -> Reading {
    let mut cells = vec![String::new(); columns().len() + 2];
    text.clone_into(&mut cells[index]);
    PLAN.read(&cells, as_of())
}

/// Half-width, lower case, without white space.
fn plain(text: &str) -> String {
    let half = |c: char| match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        c => c,
    };
    text.chars().map(half).filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect()
}

/// Whether a text says no more than that nothing is known.
fn says_nothing(text: &str) -> bool {
    let text = plain(text);
    text.is_empty() || UNKNOWN_SPELLINGS.contains(&text.as_str())
}

/// Whether a text spells the value that was read from it, by another road than the reader's.
fn spells(index: usize, text: &str, value: &str) -> bool {
    let column = &columns()[index];
    let whole = plain(text);
    let text = match whole.strip_suffix(".0") {
        Some(digits) if digits.bytes().all(|b| b.is_ascii_digit()) => digits,
        _ => &whole,
    };
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    match column.kind {
        Kind::Choice | Kind::Finding => column.values.iter().any(|known| {
            known.id == value
                && ([known.id, known.zh, known.en].iter().chain(known.also)).any(|word| plain(word) == text)
        }),
        Kind::Date => {
            let known: Date = value.parse().expect("a date as the library writes it");
            let first = known.earliest().expect("a known date").format("%Y").to_string();
            digits.starts_with(&first)
                && text.chars().all(|c| c.is_ascii_digit() || "-/.年月日号t:z+".contains(c))
        }
        Kind::Count => value.parse::<u32>().ok() == digits.parse().ok(),
        Kind::County => value == "abroad" || digits.starts_with(value),
        Kind::Text => plain(value) == whole,
        Kind::Returns => text.chars().any(|c| c.is_ascii_digit()) || text.chars().all(|c| ";；".contains(c)),
    }
}

fn any_word() -> impl Strategy<Value = String> {
    let words = || {
        let of_column = |column: &hutong::vocabulary::Column| -> Vec<String> {
            let spellings = column.values.iter().flat_map(|value| [value.id, value.zh, value.en]);
            spellings.map(str::to_owned).collect()
        };
        let words: Vec<String> = columns().iter().flat_map(of_column).collect();
        prop::sample::select(words)
    };
    prop_oneof![
        any::<String>(),
        words(),
        (words(), any::<char>()).prop_map(|(word, more)| format!("{word}{more}")),
        words().prop_map(|word| word.chars().skip(1).collect()),
        prop::sample::select(UNKNOWN_SPELLINGS).prop_map(str::to_owned),
        "[0-9]{4}[-/.年]?[0-9]{1,2}[-/.月]?[0-9]{0,2}[日号T .0-9:]{0,6}",
        "[12][09][0-9]{2}-[01][0-9]-[0-3][0-9](/[12][09][0-9]{2}-[01][0-9]-[0-3][0-9])?",
        "[0-9]{1,18}[.xX0]{0,2}",
        "[0-9]\\.[0-9]{1,8}[eE][+-]?[0-9]{1,3}",
        "20[0-9]{2}-[01][0-9]-[0-3][0-9]\\.\\.(20[0-9]{2}-[01][0-9]-[0-3][0-9])? (探亲|返乡|某事)?[;；]?",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn no_text_becomes_a_value_that_it_does_not_spell(index in 0..columns().len() + 2, text in any_word()) {
        let reading = read_one(index, &text);
        for fault in &reading.faults {
            let has_hole = [fault.en(), fault.zh()].iter().any(|message| message.contains("{}"));
            prop_assert!(!has_hole, "{fault:?}");
        }
        let Some(column) = columns().get(index) else {
            let born = reading.child.birth_date;
            prop_assert_eq!(born.is_unknown(), says_nothing(&text) || reading.is_rejected());
            return Ok(());
        };
        let value = reading.child.text(index).into_owned();
        let unreadable = reading.faults.iter().any(|fault| matches!(
            fault.code(),
            FaultCode::UnknownCode | FaultCode::NotADate | FaultCode::ImpossibleDate | FaultCode::NotANumber
                | FaultCode::NotACounty | FaultCode::TooLong
        ));
        if unreadable {
            prop_assert!(value.is_empty() && reading.is_rejected(), "{} {:?}", column.path, text);
        } else if value.is_empty() && column.kind == Kind::Returns {
            let blank = says_nothing(&text) || text.chars().all(|c| c.is_whitespace() || ";；".contains(c));
            prop_assert!(blank || reading.is_rejected());
        } else if value.is_empty() {
            prop_assert!(says_nothing(&text) || reading.is_rejected(), "lost: {} {:?}", column.path, text);
        } else {
            prop_assert!(spells(index, &text, &value), "{}: {:?} became {:?}", column.path, text, value);
            let again = read_one(index, &value);
            prop_assert_eq!(again.child, reading.child, "{}: {:?}", column.path, value);
        }
    }

    #[test]
    fn a_record_is_the_same_as_a_row_and_as_json(words in prop::collection::vec((0..columns().len(), any_word()), 0..12)) {
        let mut cells = vec![String::new(); columns().len() + 2];
        for (index, word) in &words {
            if columns()[*index].kind != Kind::Text || !word.trim().is_empty() {
                cells[*index].clone_from(word);
            }
        }
        let child = PLAN.read(&cells, as_of()).child;
        let expected = check(&POLICY, &child, as_of());
        let nested = serde_json::to_string(&child).expect("a child is JSON");
        let flat: serde_json::Map<_, _> = columns().iter().enumerate()
            .map(|(index, column)| (column.path.clone(), child.text(index).into_owned().into()))
            .collect();
        let flat = serde_json::to_string(&flat).expect("a map is JSON");
        let labels: serde_json::Map<_, _> = columns().iter().enumerate()
            .filter(|(index, _)| !child.text(*index).is_empty())
            .map(|(index, column)| (column.zh.clone(), child.text(index).into_owned().into()))
            .collect();
        let labels = serde_json::to_string(&labels).expect("a map is JSON");
        let row: Vec<String> = (0..columns().len()).map(|index| child.text(index).into_owned()).collect();
        for again in [
            read_json(&POLICY, &nested, as_of()),
            read_json(&POLICY, &flat, as_of()),
            read_json(&POLICY, &labels, as_of()),
            PLAN.read(&row, as_of()),
        ] {
            prop_assert_eq!(&again.child, &child);
            prop_assert_eq!(&again.faults, &expected);
        }
    }

    #[test]
    fn no_json_breaks_the_reader_and_no_member_is_lost(members in prop::collection::vec((any_name(), any_value()), 0..6)) {
        let text = members.iter().map(|(name, value)| {
            format!("{}:{value}", serde_json::Value::from(name.as_str()))
        }).collect::<Vec<_>>().join(",");
        let whole = format!("{{{text}}}");
        let reading = read_json(&POLICY, &whole, as_of());
        if !reading.is_rejected() {
            let again = serde_json::to_string(&reading.child).expect("a child is JSON");
            prop_assert_eq!(read_json(&POLICY, &again, as_of()), reading);
        }
        // Cut anywhere, it is a fault, never a whole record.
        let cut: String = whole.chars().take(whole.chars().count() - 1).collect();
        prop_assert!(read_json(&POLICY, &cut, as_of()).is_rejected());
    }

    #[test]
    fn text_that_is_no_object_is_rejected(text in any::<String>()) {
        let is_object = text.trim_start().starts_with('{');
        prop_assert!(is_object || read_json(&POLICY, &text, as_of()).is_rejected());
    }
}

fn any_name() -> impl Strategy<Value = String> {
    let names: Vec<String> =
        columns().iter().flat_map(|column| [&column.path, &column.zh]).map(String::clone).collect();
    let groups =
        ["father", "mother", "away", "returns", "local", "findings", "support", "state", "from", "age"];
    prop_oneof![
        prop::sample::select(names),
        prop::sample::select(groups.map(str::to_owned).to_vec()),
        any::<String>(),
    ]
}

fn any_value() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        any_word().prop_map(|word| serde_json::Value::from(word).to_string()),
        Just("null".to_owned()),
        any::<bool>().prop_map(|value| value.to_string()),
        any::<i64>().prop_map(|value| value.to_string()),
        any::<f64>().prop_map(|value| value.to_string()),
        Just("NaN".to_owned()),
        Just("-Infinity".to_owned()),
    ];
    leaf.prop_recursive(6, 24, 4, |inner| {
        let object = prop::collection::vec((any_name(), inner.clone()), 0..4).prop_map(|members| {
            let member =
                |(name, value): (String, String)| format!("{}:{value}", serde_json::Value::from(name));
            format!("{{{}}}", members.into_iter().map(member).collect::<Vec<_>>().join(","))
        });
        let list = prop::collection::vec(inner, 0..4).prop_map(|items| format!("[{}]", items.join(",")));
        prop_oneof![object, list]
    })
}
