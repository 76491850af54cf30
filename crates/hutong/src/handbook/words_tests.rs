//! What conditions are in words.

use super::*;
use crate::policy::{Bound, Unit};

fn puning() -> Policy {
    Policy::builtin("puning-2024").unwrap()
}

fn fact(path: &str, is: &str) -> Formula {
    Formula::Fact { fact: path.into(), is: vec![is.into()] }
}

fn words(formula: &Formula) -> (String, String) {
    let words = formula_words(&puning(), formula);
    (words.zh, words.en)
}

#[test]
fn a_choice_is_told_by_the_labels_of_its_values() {
    let both = Formula::Any(vec![fact("household.registration", "rural"), fact("household.area", "village")]);
    let (zh, en) = words(&both);
    assert_eq!(zh, "户籍类别为农村户籍，或者户籍地城乡类别为乡村");
    assert_eq!(en, "household registration is rural, or area of registration is village");
}

#[test]
fn suspicion_is_told_apart_from_confirmation() {
    let told = |is| words(&fact("findings.maltreatment", is)).1;
    assert_eq!(told("suspected-or-confirmed"), "maltreatment (suspected or confirmed)");
    assert_eq!(told("confirmed"), "maltreatment (confirmed)");
    assert_eq!(told("no"), "maltreatment (looked into: no)");
}

#[test]
fn the_opposite_of_a_test_is_a_plain_test() {
    let not = |formula| words(&Formula::Not(Box::new(formula)));
    let months = Formula::Measure {
        fact: "support.benefit_ended_on".into(),
        unit: Unit::Months,
        bound: Bound::Under(6),
    };
    assert_eq!(not(months).1, "basic living support ended on: 6 months ago or more");
    let adult = Formula::Measure { fact: "birth_date".into(), unit: Unit::Years, bound: Bound::AtLeast(18) };
    assert_eq!(not(adult), ("按出生日期未满18周岁".into(), "birth date: under 18 years old".into()));
    assert_eq!(not(fact("school.enrolled", "yes")), words(&fact("school.enrolled", "no")));
    assert_eq!(
        not(Formula::Not(Box::new(fact("school.enrolled", "yes")))),
        words(&fact("school.enrolled", "yes"))
    );
    assert_eq!(not(fact("lives_with", "alone")).0, "共同生活人不是独自居住");
    assert_eq!(not(fact("findings.roaming", "confirmed")).1, "not: roaming (confirmed)");
}

#[test]
fn a_long_condition_is_a_numbered_list_and_a_parent_stands_before_it() {
    let any = Formula::Any(vec![
        fact("parent.long_term_drugs", "confirmed"),
        fact("parent.long_term_alcohol", "confirmed"),
        Formula::All(vec![
            fact("parent.long_term_gambling", "confirmed"),
            Formula::Any(vec![
                fact("parent.state", "alive"),
                fact("parent.state", "dead"),
                fact("parent.away.for_work", "no"),
                fact("parent.serious_illness", "no"),
            ]),
        ]),
    ]);
    let (zh, en) = words(&Formula::BothParents(Box::new(any.clone())));
    assert!(zh.starts_with("父母双方均符合下列任一项：\n1. 长期吸毒（确认）\n2. "), "{zh}");
    assert!(en.contains("\n   3.2. any of these:\n      3.2.1. state is alive\n"), "{en}");
    let (zh, en) = words(&Formula::Not(Box::new(Formula::EitherParent(Box::new(any.clone())))));
    assert!(zh.starts_with("并非父母至少一方符合下列任一项："), "{zh}");
    assert!(en.starts_with("not: at least one parent: any of these:"), "{en}");
    assert!(
        words(&Formula::Father(Box::new(Formula::Not(Box::new(any)))))
            .1
            .starts_with("the father: none of these:")
    );
}

#[test]
fn how_far_a_not_reaches_is_never_in_doubt() {
    let not = Formula::Not(Box::new(fact("findings.roaming", "confirmed")));
    let or = Formula::Any(vec![not.clone(), fact("findings.missing", "confirmed")]);
    assert_eq!(words(&or).1, "any of these:\n1. not: roaming (confirmed)\n2. missing (confirmed)");
    let both =
        Formula::Any(vec![fact("findings.roaming", "confirmed"), fact("findings.missing", "confirmed")]);
    assert_eq!(words(&Formula::Not(Box::new(both))).1, "not: (roaming (confirmed), or missing (confirmed))");
}

#[test]
fn readings_decide_what_the_words_say() {
    let policy = puning();
    let when = |policy: &Policy, id: &str| {
        let definition = policy.source().definitions.iter().find(|definition| definition.id == id);
        formula_words(policy, &definition.unwrap().when).en
    };
    assert_eq!(when(&policy, "within-age-of-difficulty"), "“under 18” [A-35]");
    let other = policy.with_reading("age-limit-of-difficulty", "under-16").unwrap();
    assert_eq!(when(&other, "within-age-of-difficulty"), "“under 16” [A-35]");
    assert!(when(&policy, "not-all-in-core").starts_with("always holds"));
    assert!(
        !when(&policy.with_reading("core-districts", "both-parents").unwrap(), "not-all-in-core")
            .contains("always")
    );
    let visit = |policy: &Policy| rule(policy, "duty/red-visit").unwrap().condition.unwrap().en;
    assert!(visit(&policy).starts_with("not in force"));
    assert!(visit(&policy.with_reading("red-visits", "as-next-level").unwrap()).starts_with("always holds"));
}

#[test]
fn a_condition_from_elsewhere_never_panics() {
    let policy = puning();
    let mut deep = Formula::Definition("no-such-definition".into());
    for _ in 0..500 {
        deep = Formula::Not(Box::new(Formula::All(vec![deep])));
    }
    let strange = Formula::Any(vec![
        deep,
        Formula::All(Vec::new()),
        fact("no.such.fact", "x"),
        fact("parent.", ""),
        Formula::Fact { fact: "lives_with".into(), is: Vec::new() },
        Formula::Reading { reading: "no-such-reading".into(), is: "x".into() },
        Formula::Measure { fact: "lives_with".into(), unit: Unit::Years, bound: Bound::AtLeast(0) },
        Formula::BothParents(Box::new(Formula::BothParents(Box::new(fact("parent.state", "dead"))))),
    ]);
    assert!(!formula_words(&policy, &strange).zh.is_empty());
}
