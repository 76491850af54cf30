//! Laws of lists, held against drawn children: a list tells what its allow-list has and nothing else, and what is not
//! certain is never told as fact.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs, reason = "tests")]

use hutong::assessment::RuleKind;
use hutong::disclose::{Disclosed, Disclosure};
use hutong::vocabulary::Part;
use hutong::{Child, Policy, Scratch, Truth};
use hutong_tests::law_config;
use hutong_tests::records::{POLICY, as_of, fields, forget, numbers, whole};
use proptest::collection::vec;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

static PUNING: LazyLock<Policy> = LazyLock::new(|| Policy::builtin(POLICY).unwrap());

/// For each referral, the facts that its condition reads.
static READ: LazyLock<BTreeMap<&'static str, BTreeSet<String>>> = LazyLock::new(|| {
    let read = |list: &Disclosure<'static>| {
        let page = hutong::handbook::rule(&PUNING, &format!("referral/{}", list.id))?;
        Some((list.id, page.facts.into_iter().map(|fact| fact.path).collect()))
    };
    PUNING.disclosures().iter().filter_map(read).collect()
});

fn disclosed(child: &Child) -> Vec<Disclosed> {
    PUNING.at(as_of()).disclose(child, &mut Scratch::default())
}

/// What each list has to do with a child, by the list's place.
fn by_list(child: &Child) -> BTreeMap<usize, Disclosed> {
    disclosed(child).into_iter().map(|entry| (entry.disclosure, entry)).collect()
}

/// A child of which some facts are not known.
fn children() -> impl Strategy<Value = Child> {
    (vec(any::<u32>(), numbers()), vec(any::<u32>(), numbers()))
        .prop_map(|(facts, forgotten)| forget(whole(&facts), &forgotten))
}

/// The cells of a list without the level, which follows from many facts and is told as such.
fn without_level(list: &Disclosure<'_>, told: &[String]) -> Vec<String> {
    let cells = list.columns.iter().zip(told).filter(|(path, _)| *path != "level");
    cells.map(|(_, cell)| cell.clone()).collect()
}

proptest! {
    #![proptest_config(law_config(2_000))]

    /// Changing a fact outside the allow-list changes nothing of what a list tells, as long as it tells of the child.
    #[test]
    fn what_is_not_allowed_changes_no_cell(child in children(), at in any::<prop::sample::Index>(), value in any::<prop::sample::Index>()) {
        let field = at.get(fields());
        let mut changed = child.clone();
        field.set(&mut changed, value.get::<String>(&field.values));
        let (before, after) = (by_list(&child), by_list(&changed));
        for (place, list) in PUNING.disclosures().iter().enumerate() {
            if list.columns.contains(&field.path) {
                continue;
            }
            let told = |side: &BTreeMap<usize, Disclosed>| side.get(&place).and_then(|entry| entry.told.clone());
            if let (Some(before), Some(after)) = (told(&before), told(&after)) {
                prop_assert_eq!(without_level(list, &before), without_level(list, &after), "{} {}", list.id, field.path);
            }
        }
    }

    /// A fact that is neither allowed nor named by the clause changes nothing at all: not even whether the child is on
    /// the list.
    #[test]
    fn what_no_clause_names_changes_no_byte(child in children(), at in any::<prop::sample::Index>(), value in any::<prop::sample::Index>()) {
        let field = at.get(fields());
        let mut changed = child.clone();
        field.set(&mut changed, value.get::<String>(&field.values));
        let (before, after) = (by_list(&child), by_list(&changed));
        for (place, list) in PUNING.disclosures().iter().enumerate() {
            let Some(read) = READ.get(list.id).filter(|_| list.kind == RuleKind::Referral) else { continue };
            // Who is outside the policy is settled by the age alone, which every list may tell.
            let concerns = |path: &str| path == field.path || field.path.starts_with(&format!("{path}."));
            let derived = read.iter().any(|path| path.rsplit_once('.').is_some_and(|(group, _)| field.path.starts_with(group)));
            if derived || read.iter().any(|path| concerns(path)) || list.columns.iter().any(|path| concerns(path)) {
                continue;
            }
            prop_assert_eq!(before.get(&place), after.get(&place), "{} {}", list.id, field.path);
        }
    }

    /// A list tells of a child exactly when the assessment says so; what is undetermined is there, without a cell.
    #[test]
    fn only_what_is_certain_is_told_and_nothing_is_dropped(child in children()) {
        let assessment = PUNING.assess(&child, as_of());
        let entries = by_list(&child);
        for (place, list) in PUNING.disclosures().iter().enumerate() {
            let answer = match list.kind {
                RuleKind::Referral => assessment.referrals().iter().find(|it| it.outcome.id == list.id).map(|it| it.outcome.answer),
                _ => assessment.notices().iter().find(|it| it.id == list.id).map(|it| it.answer),
            };
            let entry = entries.get(&place);
            match answer.unwrap_or(Truth::No) {
                Truth::Yes => prop_assert_eq!(entry.and_then(|it| it.told.as_ref()).map(Vec::len), Some(list.columns.len())),
                Truth::Undetermined => {
                    prop_assert!(entry.is_some_and(|it| it.told.is_none() && !it.missing.is_empty()), "{}", list.id);
                }
                Truth::No => prop_assert!(entry.is_none()),
            }
        }
    }

    /// Every cell is the child's own, and not the word *unknown*.
    #[test]
    fn every_cell_is_of_its_column(child in children()) {
        for entry in disclosed(&child) {
            let list = PUNING.disclosures()[entry.disclosure];
            for (path, cell) in list.columns.iter().zip(entry.told.iter().flatten()) {
                let column = hutong::vocabulary::column_by_path(path);
                let recorded = column.map(|column| child.text(column).into_owned());
                prop_assert!(path == "level" || recorded.as_ref() == Some(cell), "{path}: {cell}");
                prop_assert!(cell != "unknown");
            }
        }
    }
}

/// Why a child is red stands on no list of those whom no clause names.
#[test]
fn why_a_child_is_red_is_told_only_to_those_the_clause_names() {
    let mut child = whole(&vec![0; numbers()]);
    child.findings.sexual_abuse = hutong::FindingState::Confirmed.into();
    child.findings.suicide_or_self_harm = hutong::FindingState::Confirmed.into();
    child.hiv_infection = hutong::FindingState::Confirmed.into();
    let lists = PUNING.disclosures();
    let mut told_of_harm = BTreeSet::new();
    for entry in disclosed(&child) {
        let list = lists[entry.disclosure];
        let told = entry.told.expect("everything is known of the child");
        if told.iter().any(|cell| cell == "confirmed") {
            told_of_harm.extend(list.to.iter().map(String::as_str));
        }
        if list.kind == RuleKind::Notice {
            assert_eq!(without_level(&list, &told).len(), 3, "key, township and village");
        }
        assert!(!list.columns.iter().any(|path| path.starts_with("hiv_infection")), "no clause names it");
    }
    let named = BTreeSet::from(["civil-affairs", "court", "education", "police", "procuratorate"]);
    assert_eq!(told_of_harm, named);
}

/// A finding that was closed is told as it stands on the day, not as it was found.
#[test]
fn a_closed_finding_is_not_told_as_a_fact() {
    let mut child = whole(&vec![0; numbers()]);
    child.findings.maltreatment = hutong::FindingState::Suspected.into();
    let mut closed = hutong::Finding::from(hutong::FindingState::Confirmed);
    for (leaf, text) in [(3, "2026-10-01"), (4, "office 1")] {
        closed.set_text(leaf, text).unwrap();
    }
    child.findings.violent_injury = closed;
    let lists = PUNING.disclosures();
    let harm =
        disclosed(&child).into_iter().find(|entry| lists[entry.disclosure].id == "unlawful-harm").unwrap();
    let list = lists[harm.disclosure];
    let cell = |path: &str| {
        let place = list.columns.iter().position(|column| column == path).unwrap();
        harm.told.as_ref().unwrap()[place].clone()
    };
    assert_eq!(cell("findings.maltreatment"), "suspected");
    assert_eq!(cell("findings.violent_injury"), "no");
}

/// The repeated sending of a child is a reading of the policy.
#[test]
fn whether_a_child_is_sent_again_is_for_the_policy() {
    assert!(!PUNING.repeats_referrals());
    assert!(PUNING.with_reading("repeated-referral", "every-list").unwrap().repeats_referrals());
}
