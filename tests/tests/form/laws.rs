//! Laws of the count table, held against drawn children.

use super::{place, policy, table};
use hutong::form::{Comparison, FormCell, FormFaultCode, FormTable};
use hutong::{Child, Policy};
use hutong_tests::law_config;
use hutong_tests::records::{forget, numbers, whole};
use proptest::collection::vec;
use proptest::prelude::*;
use std::sync::LazyLock;

/// The policy in both readings of how many rows a child has.
static POLICIES: LazyLock<[Policy; 2]> = LazyLock::new(|| {
    let policy = policy();
    let every_row = policy.with_reading("rows-of-a-child", "every-row").unwrap();
    [policy, every_row]
});

/// A few children, some of their facts forgotten; and the same children with nothing forgotten.
fn children() -> impl Strategy<Value = Vec<(Child, Child)>> {
    let drawn = (vec(any::<u32>(), numbers()), vec(any::<u32>(), numbers()));
    let child = drawn.prop_map(|(facts, forgotten)| {
        let known = whole(&facts);
        (forget(known.clone(), &forgotten), known)
    });
    vec(child, 1..9)
}

fn less(children: &[(Child, Child)]) -> Vec<Child> {
    children.iter().map(|(less, _)| less.clone()).collect()
}

fn figures(table: &FormTable<'_>) -> Vec<(FormCell, u64)> {
    table.figures().collect()
}

proptest! {
    #![proptest_config(law_config(2_000))]

    /// Every child counts exactly once among the rows and below them; rows add up to subtotals, those to the total.
    #[test]
    fn rows_add_up_and_nobody_is_lost(children in children()) {
        let policy = &POLICIES[0];
        let table = table(policy, &less(&children));
        prop_assert_eq!(table.children(), children.len() as u64);
        let levels = policy.source().levels.len();
        let mut total = 0;
        for level in 0..levels {
            let rows = (0..policy.form_rows().len()).filter(|row| policy.form_level_of(*row) == Some(level));
            let sum: u64 = rows.map(|row| table.row(row)).sum();
            prop_assert_eq!(sum, table.subtotal(level));
            total += sum;
        }
        prop_assert_eq!(total, table.total());
        for row in 0..policy.form_rows().len() {
            let open = table.figure(FormCell::OfWhichOpen(row));
            prop_assert!(table.of_which(row) + open <= table.row(row));
        }
    }

    /// Splitting the children and adding the tables gives the same table; so does any order.
    #[test]
    fn tables_add_up_whatever_the_order(children in children(), at in any::<prop::sample::Index>(), every in 0..2usize) {
        let policy = &POLICIES[every];
        let children = less(&children);
        let whole = table(policy, &children);
        let (one, two) = children.split_at(at.index(children.len() + 1));
        let mut joined = table(policy, two);
        joined.merge(&table(policy, one)).unwrap();
        prop_assert_eq!(figures(&joined), figures(&whole));
        let backwards: Vec<Child> = children.iter().rev().cloned().collect();
        prop_assert_eq!(figures(&table(policy, &backwards)), figures(&whole));
    }

    /// A table that children give has no fault, by itself or against them.
    #[test]
    fn a_filled_table_is_right(children in children(), every in 0..2usize) {
        let policy = &POLICIES[every];
        let table = table(policy, &less(&children));
        let numbers = table.numbers();
        let with = Comparison { previous: Some(&numbers), children: Some(&table) };
        let faults = policy.check_form(&numbers, &with);
        prop_assert!(faults.is_empty(), "{:?}", faults);
    }

    /// What was missing, once it is known, changes no number beyond the bounds that the table told of.
    #[test]
    fn learning_facts_stays_within_what_was_told_as_open(children in children(), every in 0..2usize) {
        let policy = &POLICIES[every];
        let before = table(policy, &less(&children));
        let known: Vec<Child> = children.iter().map(|(_, known)| known.clone()).collect();
        // To learn that a person is of age ends the matter.
        prop_assume!(known.iter().all(|child| !place(policy, child).cells().contains(&FormCell::Outside)));
        let mut after = table(policy, &known).numbers();
        after.below.clear();
        let faults = policy.check_form(&after, &Comparison { previous: None, children: Some(&before) });
        let wrong: Vec<_> = faults.iter().filter(|fault| fault.code() == FormFaultCode::DiffersFromChildren).collect();
        prop_assert!(wrong.is_empty(), "{:?}\n{:?}", wrong, figures(&before));
    }
}

#[test]
fn tables_of_different_days_or_readings_are_not_added() {
    let day = "2026-11-01".parse().unwrap();
    let mut table = POLICIES[0].form_table(day).unwrap();
    assert!(table.merge(&POLICIES[1].form_table(day).unwrap()).is_err());
    assert!(table.merge(&POLICIES[0].form_table("2026-11-02".parse().unwrap()).unwrap()).is_err());
}
