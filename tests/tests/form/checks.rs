//! Filled tables, right and wrong.

use super::{changed, policy, row, some, table};
use hutong::form::{Comparison, FilledNumbers, FormCell, FormLabels, Line};
use hutong::{Child, LevelSet, Policy};

/// The faults of a table, as cell and code.
fn faults(policy: &Policy, filled: &FilledNumbers, with: &Comparison<'_>) -> Vec<String> {
    let faults = policy.check_form(filled, with);
    faults.iter().map(|fault| format!("{} {}", fault.cell_id(), fault.code().id())).collect()
}

fn many() -> Vec<Child> {
    some().into_iter().cycle().take(60).collect()
}

#[test]
fn a_table_that_was_filled_from_children_has_no_fault() {
    for reading in ["one-row", "every-row"] {
        let policy = policy().with_reading("rows-of-a-child", reading).unwrap();
        let table = table(&policy, &many());
        let numbers = table.numbers();
        let with = Comparison { previous: Some(&numbers), children: Some(&table) };
        assert_eq!(faults(&policy, &numbers, &with), [""; 0]);
    }
}

#[test]
fn a_wrong_number_is_told_at_the_cell_where_it_shows_and_nowhere_else() {
    let policy = policy();
    let table = table(&policy, &many());
    let right = table.numbers();
    for cell in FilledNumbers::cells(&policy) {
        let mut wrong = right.clone();
        let expected = match cell {
            FormCell::Row(row) => {
                wrong.set(cell, right.get(cell).unwrap() + 1);
                format!("subtotal/{} subtotal-not-sum", policy.form_rows()[row].level)
            }
            FormCell::OfWhich(row) => {
                wrong.set(cell, right.get(FormCell::Row(row)).unwrap() + 1);
                format!("of-which/{} of-which-exceeds-row", policy.form_rows()[row].id)
            }
            FormCell::Subtotal(_) => {
                wrong.set(cell, right.get(cell).unwrap() + 1);
                format!("{} subtotal-not-sum", cell.id(&policy))
            }
            _ => {
                wrong.set(cell, right.get(cell).unwrap() + 1);
                "total total-not-sum".to_owned()
            }
        };
        assert_eq!(faults(&policy, &wrong, &Comparison::default()), vec![expected]);
        let told = faults(&policy, &wrong, &Comparison { children: Some(&table), ..Comparison::default() });
        let at = format!("{} ", cell.id(&policy));
        assert!(told.iter().any(|fault| fault.starts_with(&at)), "{at}{told:?}");
    }
}

#[test]
fn a_fault_says_what_stands_there_and_what_should_in_both_languages() {
    let policy = policy();
    let mut wrong = table(&policy, &some()).numbers();
    wrong.set(FormCell::Total, 99);
    let fault = &policy.check_form(&wrong, &Comparison::default())[0];
    assert_eq!((fault.found(), fault.expected()), (Some(99), Some((4, 4))));
    assert_eq!(fault.zh(), "人数合计：是 99，各等级小计相加是 4");
    assert_eq!(fault.to_string(), "Total is 99, and the subtotals add up to 4 [total-not-sum]");
    let json = serde_json::to_value(fault).unwrap();
    assert_eq!(
        (&json["cell"], &json["least"], &json["severity"]),
        (&"total".into(), &4.into(), &"error".into())
    );
}

#[test]
fn what_undetermined_children_leave_open_is_to_be_settled_and_more_than_that_is_wrong() {
    let policy = policy();
    let table = table(&policy, &some());
    let with = Comparison { children: Some(&table), ..Comparison::default() };
    let (row, of_which) = (row(&policy, "dropped-out"), |row| FormCell::OfWhich(row));
    let mut filled = table.numbers();
    filled.set(of_which(row), 1);
    assert_eq!(faults(&policy, &filled, &with), ["of-which/dropped-out within-undetermined"]);
    filled.set(of_which(row), 0);
    filled.set(FormCell::Total, 6);
    assert_eq!(faults(&policy, &filled, &with), ["total total-not-sum", "total differs-from-children"]);
    filled = table.numbers();
    filled.below.clear();
    assert_eq!(faults(&policy, &filled, &with), ["undetermined/red+not-graded undetermined-not-told"]);
}

#[test]
fn a_change_by_more_than_half_is_to_be_looked_at_and_a_small_one_is_not() {
    let policy = policy();
    let of = |count: usize| {
        let child = changed(&[("household.relief", "minimum-living-allowance")]);
        table(&policy, &vec![child; count]).numbers()
    };
    let told = |before: usize, after: usize| {
        let before = of(before);
        faults(&policy, &of(after), &Comparison { previous: Some(&before), ..Comparison::default() })
    };
    assert_eq!(told(20, 12), [""; 0]);
    assert_eq!(told(0, 4), [""; 0]);
    assert!(told(20, 9).contains(&"row/minimum-living-allowance implausible-change".to_owned()));
    assert!(told(0, 5).contains(&"total implausible-change".to_owned()));
}

#[test]
fn a_missing_number_is_told_and_sums_with_it_are_not_guessed_at() {
    let policy = policy();
    let mut filled = table(&policy, &some()).numbers();
    filled.rows[3].count = None;
    assert_eq!(faults(&policy, &filled, &Comparison::default()), ["row/suicide-or-self-harm number-missing"]);
}

#[test]
fn under_every_row_sums_have_bounds() {
    let policy = policy().with_reading("rows-of-a-child", "every-row").unwrap();
    let child = changed(&[
        ("findings.roaming", "confirmed"),
        ("findings.maltreatment", "confirmed"),
        ("done.intervened", ""),
    ]);
    let mut filled = table(&policy, &[child]).numbers();
    filled.set(FormCell::Subtotal(0), 2);
    filled.set(FormCell::Total, 2);
    assert_eq!(faults(&policy, &filled, &Comparison::default()), [""; 0]);
    filled.set(FormCell::Subtotal(0), 3);
    assert_eq!(
        faults(&policy, &filled, &Comparison::default()),
        ["subtotal/red subtotal-out-of-bounds", "total total-out-of-bounds"]
    );
}

#[test]
fn labels_are_recognised_however_they_are_typed() {
    let policy = policy();
    let labels = FormLabels::new(&policy).unwrap();
    let at = |id| row(&policy, id);
    let line = |text: &str, level, above| labels.line(text, level, above);
    for text in [
        "4. （疑似）辍学的儿童数",
        "４、(疑似)辍学的儿童数",
        " 4 .（疑似） 辍学的\n儿童数 ",
        "dropped out of school, or suspicion of it",
    ] {
        assert_eq!(line(text, None, None), Some(Line::Row(at("dropped-out"))), "{text}");
    }
    assert_eq!(line("其他情况的儿童数", None, None), None, "of which level?");
    assert_eq!(line("5. 其他情况的儿童数", Some(0), None), Some(Line::Row(at("red-other"))));
    assert_eq!(line("其中已干预的儿童数", None, Some(0)), Some(Line::OfWhich { as_printed: true }));
    assert_eq!(line("其中：已干预儿童", None, Some(0)), Some(Line::OfWhich { as_printed: false }));
    assert_eq!(
        (line("人 数 小 计", None, None), line("人数合计", None, None)),
        (Some(Line::Subtotal), Some(Line::Total))
    );
    for text in [
        "2. 最低生活保障边缘家庭和刚性支出困难家庭中的儿童数",
        "最低生活保障边缘家庭和支出型困难家庭中的儿童数",
    ] {
        assert_eq!(
            line(text, None, None),
            Some(Line::Row(at("edge-or-expenditure"))),
            "whatever the reading: {text}"
        );
    }
    for (text, level) in [
        ("高风险等级\n（红色）", Some(0)),
        ("(黄色)", Some(1)),
        ("中低风险", Some(2)),
        ("低风险", None),
        ("风险", None),
        ("", None),
    ] {
        assert_eq!(labels.level(text), level, "{text}");
    }
    let undetermined = table(&policy, &some()).undetermined().next().unwrap().0;
    for language in [0, 1] {
        let label = FormCell::Undetermined(undetermined).label(&policy);
        let text = if language == 0 { label.zh } else { label.en };
        assert_eq!(
            line(&text, None, None),
            Some(Line::Below(FormCell::Undetermined(undetermined))),
            "{text}"
        );
    }
    assert_ne!(undetermined, LevelSet::default());
}
