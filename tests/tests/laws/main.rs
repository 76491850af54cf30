//! Laws that hold for every record, held against 10,000 drawn records each (`PROPTEST_CASES` for another number).
//! A failing record is shrunk towards the quiet child of the base `settled`, and printed as JSON.

mod compare;
mod completions;
mod orders;
mod shortcuts;
mod texts;

use compare::{canonical, difference, without_facts_of_no, without_names};
use completions::{reached_levels, with_open_facts};
use hutong::assessment::{Assessment, Scope};
use hutong::vocabulary::{Part, columns};
use hutong::{Assessor, Child, Date, Detail, Policy, Scratch, Truth};
use hutong_tests::records::{Field, POLICY, as_of, field, fields, forget, numbers, whole};
use hutong_tests::{law_config, under_every_reading};
use orders::{SHUFFLED, Shuffle, in_another_order};
use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;
use texts::{SMALL_CHILD, SMALL_POLICY, return_entry, text};

/// The policy as it stands, then with each reading decided otherwise, one at a time.
static POLICIES: LazyLock<Vec<Policy>> = LazyLock::new(|| under_every_reading(POLICY));

fn usual() -> Assessor<'static> {
    POLICIES[0].at(as_of())
}

/// A drawn row of numbers for a record, or for what is forgotten of one.
#[derive(Clone)]
struct Drawn(Vec<u32>);

impl std::ops::Deref for Drawn {
    type Target = [u32];

    fn deref(&self) -> &[u32] {
        &self.0
    }
}

/// Only how many are not zero: the record itself is in the message.
impl std::fmt::Debug for Drawn {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} numbers", self.0.iter().filter(|number| **number != 0).count())
    }
}

fn drawn() -> impl Strategy<Value = Drawn> {
    vec(any::<u32>(), numbers()).prop_map(Drawn)
}

/// One of the policies, by its place; shrinks to the one as it stands.
fn policy() -> std::ops::Range<usize> {
    0..POLICIES.len()
}

fn assessor(place: usize) -> Assessor<'static> {
    POLICIES[place].at(as_of())
}

/// An assessment, in full detail for one record in sixteen: what-if and questions take a hundred times as long.
fn assess(policy: &Assessor<'static>, child: &Child, drawn: &Drawn) -> Assessment<'static> {
    let detail =
        if drawn.last().is_none_or(|number| number % 16 == 0) { Detail::Everything } else { Detail::Reasons };
    policy.assess_in(child, detail, &mut Scratch::default())
}

fn json(child: &Child) -> String {
    serde_json::to_string(child).expect("a child is JSON")
}

/// Every answer that an assessment gives, in the order of the policy.
fn answers(assessment: &Assessment<'_>) -> BTreeMap<(&'static str, String), Truth> {
    let source = assessment.policy().source();
    let mut answers = BTreeMap::new();
    // What an assessment leaves out is a no.
    let silent = [
        ("trigger", source.triggers.iter().map(|entry| &entry.id).collect::<Vec<_>>()),
        ("duty", source.duties.iter().map(|entry| &entry.id).collect()),
        ("referral", source.referrals.iter().map(|entry| &entry.id).collect()),
        ("notice", source.notices.iter().map(|entry| &entry.id).collect()),
    ];
    for (kind, ids) in silent {
        answers.extend(ids.into_iter().map(|id| ((kind, id.clone()), Truth::No)));
    }
    let populations = assessment.populations().iter().map(|entry| ("population", entry.id, entry.answer));
    let categories = assessment.categories().iter().map(|entry| ("category", entry.id, entry.answer));
    let triggers =
        assessment.triggers().iter().map(|entry| ("trigger", entry.outcome.id, entry.outcome.answer));
    let duties = assessment.duties().iter().map(|entry| ("duty", entry.outcome.id, entry.outcome.answer));
    let referrals =
        assessment.referrals().iter().map(|entry| ("referral", entry.outcome.id, entry.outcome.answer));
    let notices = assessment.notices().iter().map(|entry| ("notice", entry.id, entry.answer));
    let told = populations.chain(categories).chain(triggers).chain(duties).chain(referrals).chain(notices);
    answers.extend(told.map(|(kind, id, answer)| ((kind, id.to_owned()), answer)));
    answers.insert(("member", String::new()), assessment.member());
    answers
}

fn levels(assessment: &Assessment<'_>) -> BTreeSet<usize> {
    assessment.risk().possible().iter().collect()
}

proptest! {
    #![proptest_config(law_config(10_000))]

    /// Learning a fact narrows an answer and never flips it. The drawn child is a child throughout: to learn that a person
    /// is of age ends the matter, and has a law of its own.
    #[test]
    fn learning_a_fact_never_flips_an_answer(record in drawn(), some in drawn(), more in drawn(), policy in policy()) {
        let policy = assessor(policy);
        let known = forget(whole(&record), &some);
        let less = forget(known.clone(), &more);
        let (after, before) = (policy.assess(&known), policy.assess(&less));
        // Where the birthday itself completes a year, some of the drawn children are of age.
        prop_assume!(after.scope() != Scope::Outside);
        prop_assert!(levels(&after).is_subset(&levels(&before)), "{:?} → {:?}\n{}\n{}", levels(&before), levels(&after), json(&less), json(&known));
        for ((rule, before), (_, after)) in answers(&before).iter().zip(answers(&after)) {
            prop_assert!(*before == Truth::Undetermined || *before == after, "{rule:?}: {before:?} → {after:?}\n{}\n{}", json(&less), json(&known));
        }
    }

    /// Kleene's bound on the levels holds the exact set, and the two agree where nothing is missing.
    #[test]
    fn the_quick_bound_on_the_levels_holds_the_exact_set(record in drawn(), some in drawn(), policy in policy()) {
        let policy = assessor(policy);
        let child = forget(whole(&record), &some);
        let exact = levels(&policy.assess(&child));
        let mut scratch = Scratch::default();
        let quick: BTreeSet<usize> = policy.verdict(&child, &mut scratch).levels().iter().collect();
        prop_assert!(exact.is_subset(&quick), "{exact:?} {quick:?}\n{}", json(&child));
        prop_assert_eq!(exact.is_empty(), false);
    }

    /// The exact set of possible levels is what the completions of the record reach: no level more, no level less.
    #[test]
    fn exactly_the_levels_that_some_completion_reaches_are_possible(record in drawn(), places in vec(any::<prop::sample::Index>(), 6)) {
        let (partial, open) = with_open_facts(whole(&record), &places);
        let claimed: BTreeSet<usize> = levels(&usual().assess(&partial));
        let reached = reached_levels(&partial, &open);
        let names: Vec<&String> = open.iter().map(|(field, _)| &field.path).collect();
        prop_assert_eq!(claimed, reached, "open: {:?}\n{}", names, json(&partial));
    }

    /// An adverse fact lowers neither floor nor ceiling: a finding that goes from no to suspected to confirmed.
    #[test]
    fn an_adverse_finding_lowers_nothing(record in drawn(), some in drawn(), which in any::<prop::sample::Index>(), policy in policy()) {
        let policy = assessor(policy);
        let findings: Vec<&Field> = fields().iter().filter(|field| field.values == ["no", "suspected", "confirmed"]).collect();
        let finding = findings[which.index(findings.len())];
        let mut child = forget(whole(&record), &some);
        let mut bounds = Vec::new();
        for state in ["no", "suspected", "confirmed"] {
            finding.set(&mut child, state);
            let possible = policy.assess(&child).risk().possible();
            bounds.push((possible.floor(), possible.ceiling()));
        }
        for pair in bounds.windows(2) {
            // A level's number is the smaller, the higher it is.
            prop_assert!(pair[1].0 <= pair[0].0 && pair[1].1 <= pair[0].1, "{}: {bounds:?}\n{}", finding.path, json(&child));
        }
    }

    /// Red and the duty to report wait for no membership, household, address, family or age.
    #[test]
    fn red_and_the_mandatory_report_wait_for_nothing_else(record in drawn(), other in drawn(), some in drawn(), policy in policy()) {
        let policy = assessor(policy);
        let child = whole(&record);
        let assessment = policy.assess(&child);
        let report = |assessment: &Assessment<'_>| answers(assessment)[&("referral", "mandatory-report".to_owned())];
        let needs_age = policy.policy().source().readings.iter().any(|reading| reading.id == "lives-alone-age" && reading.chosen == "under-16");
        let red = assessment.risk().level_id() == Some("red");
        let reported = report(&assessment) == Truth::Yes;
        prop_assume!(red || reported);
        // The danger itself stays; everything else is another child's, and partly blank.
        let about_danger = |field: &Field| {
            field.path.starts_with("findings.") || field.path.starts_with("support.") || field.path == "local.other-situation-red"
                || (needs_age && field.path == "birth_date")
        };
        let mut changed = forget(whole(&other), &some);
        for field in fields().iter().filter(|field| about_danger(field)) {
            let text = field.text(&child);
            field.set(&mut changed, &text);
        }
        if !needs_age {
            changed.birth_date = Date::default();
        }
        let after = policy.assess(&changed);
        prop_assert!(!red || after.risk().level_id() == Some("red"), "{}\n{}", json(&child), json(&changed));
        prop_assert!(!reported || report(&after) == Truth::Yes, "{}\n{}", json(&child), json(&changed));
    }

    /// A person certainly of age is outside: not graded, never green, and nobody is told; only what outlasts childhood
    /// is still due.
    #[test]
    fn a_person_of_age_is_outside_and_not_graded(record in drawn(), some in drawn(), policy in policy()) {
        let policy = assessor(policy);
        let mut child = forget(whole(&record), &some);
        child.birth_date = Date::from(chrono::NaiveDate::from_ymd_opt(2008, 10, 31).expect("a date"));
        let assessment = assess(&policy, &child, &record);
        prop_assert_eq!(assessment.scope(), Scope::Outside);
        prop_assert_eq!(assessment.risk().level_id(), Some("not-graded"));
        prop_assert_eq!(assessment.member(), Truth::No);
        prop_assert!(assessment.triggers().is_empty() && assessment.referrals().is_empty() && assessment.notices().is_empty());
        let after_childhood = &assessment.policy().source().duties;
        for duty in assessment.duties() {
            prop_assert!(after_childhood.iter().any(|entry| entry.id == duty.outcome.id && entry.outside_too));
        }
    }

    /// Father and mother exchanged: the same answers with the words exchanged. (A no names one failed condition, the first
    /// in the vocabulary; where both parents' fail it is the father's, so the facts of a no are left out.)
    #[test]
    fn father_and_mother_are_alike(record in drawn(), some in drawn(), policy in policy()) {
        let policy = assessor(policy);
        let child = forget(whole(&record), &some);
        let mut before = canonical(&assess(&policy, &child, &record), true);
        let mut after = canonical(&assess(&policy, &child.clone().with_parents_swapped(), &record), false);
        without_facts_of_no(&mut before);
        without_facts_of_no(&mut after);
        prop_assert_eq!(difference(&before, &after), None, "{}", json(&child));
    }

    /// No answer depends on the key.
    #[test]
    fn no_answer_depends_on_the_key(record in drawn(), some in drawn(), key in "\\PC{0,30}") {
        let mut child = forget(whole(&record), &some);
        let mut before: Value = serde_json::from_str(&assess(&usual(), &child, &record).to_json()).expect("JSON");
        child.key = key.as_str().into();
        let mut after: Value = serde_json::from_str(&assess(&usual(), &child, &record).to_json()).expect("JSON");
        for value in [&mut before, &mut after] {
            value.as_object_mut().map(|fields| fields.remove("key"));
        }
        prop_assert_eq!(difference(&before, &after), None);
    }

    /// A child written as JSON and read again is the same child.
    #[test]
    fn a_child_survives_json(record in drawn(), some in drawn()) {
        let child = forget(whole(&record), &some);
        let again: Child = serde_json::from_str(&json(&child)).expect("what was written can be read");
        prop_assert_eq!(child, again);
    }

    /// The order of the fields in JSON changes nothing.
    #[test]
    fn the_order_of_json_fields_changes_nothing(record in drawn(), some in drawn(), order in any::<u64>()) {
        let child = forget(whole(&record), &some);
        let value: Value = serde_json::to_value(&child).expect("a child is JSON");
        let again: Child = serde_json::from_str(&in_another_order(&value, &mut Shuffle(order))).expect("still JSON");
        prop_assert_eq!(child, again);
    }

    /// The order of a table's columns changes nothing.
    #[test]
    fn the_order_of_columns_changes_nothing(record in drawn(), some in drawn(), order in any::<u64>()) {
        let mut child = forget(whole(&record), &some);
        child.local.clear();
        let mut order = Shuffle(order);
        let mut places: Vec<usize> = (0..columns().len()).collect();
        order.shuffle(&mut places);
        let mut again = Child::default();
        for place in places {
            again.set_text(place, &child.text(place)).expect("what was written can be read");
        }
        prop_assert_eq!(child, again);
    }

    /// The order of the policy's entries changes nothing but their order in lists. (Where several named conditions use a
    /// fact, an assessment names one of them, the first of the file: that name is left out of the comparison.)
    #[test]
    fn the_order_of_a_policys_entries_changes_nothing(record in drawn(), some in drawn(), which in 0..SHUFFLED.len()) {
        let child = forget(whole(&record), &some);
        let mut before = canonical(&assess(&usual(), &child, &record), false);
        let mut after = canonical(&assess(&SHUFFLED[which].at(as_of()), &child, &record), false);
        without_names(&mut before);
        without_names(&mut after);
        prop_assert_eq!(difference(&before, &after), None, "{}", json(&child));
    }

    /// The order in which returns from an absence are written changes nothing.
    #[test]
    fn the_order_of_returns_changes_nothing(entries in vec(return_entry(), 1..4), order in any::<u64>(), record in drawn()) {
        let mut shuffled = entries.clone();
        Shuffle(order).shuffle(&mut shuffled);
        let mut results = Vec::new();
        for entries in [entries, shuffled] {
            let mut child = whole(&record);
            child.father.away.returns.set_text(0, &entries.join("; ")).expect("returns");
            results.push(canonical(&assess(&usual(), &child, &record), false));
        }
        prop_assert_eq!(difference(&results[0], &results[1]), None);
    }

    /// The facts cited for the fired triggers alone, all others blank, give the same floor; without them it falls. It
    /// may stand only where the other facts carry it whatever the blank ones are, though no trigger is certain: then
    /// the quick bound, which looks at one trigger at a time, falls.
    #[test]
    fn the_cited_facts_alone_carry_the_floor(record in drawn(), some in drawn()) {
        let child = forget(whole(&record), &some);
        let assessment = usual().assess(&child);
        let source = assessment.policy().source();
        let place = |id: &str| source.levels.iter().position(|level| level.id == id);
        let fired: Vec<_> = assessment.triggers().iter().filter(|trigger| trigger.outcome.answer == Truth::Yes).collect();
        // A floor that several open facts carry between them, or membership, rests on no trigger alone.
        let highest = fired.iter().filter_map(|trigger| place(trigger.level)).min();
        let floor = assessment.risk().possible().floor();
        let green = place("green");
        prop_assume!(highest.is_some() && highest == floor && highest != green);
        let cited: Vec<_> = fired.iter().flat_map(|trigger| &trigger.outcome.facts).collect();
        let mut alone = Child::default();
        let mut without = child.clone();
        for fact in cited {
            let path = fact.path();
            let cited = field(&path).expect("a fact that rules read");
            // A number known as a span counts by its lower end, which is what makes “at least” certain.
            let value = fact.value().to_string();
            cited.set(&mut alone, value.split_once("..").map_or(value.as_str(), |(low, _)| low));
            cited.set(&mut without, "");
            // A term also follows from its two days.
            if let Some(parent) = path.strip_suffix("custody.term_months") {
                for end in ["custody.from", "custody.until"] {
                    field(&format!("{parent}{end}")).expect("a fact that rules read").set(&mut without, "");
                }
            }
        }
        prop_assert_eq!(usual().assess(&alone).risk().possible().floor(), floor, "{}\n{}", json(&child), json(&alone));
        let mut scratch = Scratch::default();
        let usual = usual();
        let after = usual.verdict(&without, &mut scratch);
        prop_assert!(after.levels().floor() > floor, "{:?}\n{}\n{}", after.levels(), json(&child), json(&without));
        prop_assert!((0..source.triggers.len()).all(|trigger| source.triggers[trigger].level == "green" || after.trigger(trigger) != Some(Truth::Yes)));
    }

    /// No text panics: in no column, as no child, as no policy.
    #[test]
    fn no_text_panics(column in 0..columns().len(), text in text(), at in any::<prop::sample::Index>(), cut in 0_usize..12) {
        let mut child = Child::default();
        let _ = child.set_text(column, &text);
        let assessment = usual().assess(&child);
        prop_assert!(!assessment.to_json().is_empty());
        for whole in [SMALL_CHILD, SMALL_POLICY] {
            let mut broken: Vec<char> = whole.chars().collect();
            let from = at.index(broken.len());
            broken.splice(from..(from + cut).min(whole.chars().count()), text.chars());
            let broken: String = broken.into_iter().collect();
            if let Ok(child) = serde_json::from_str::<Child>(&broken) {
                let _ = usual().assess(&child).to_json();
            }
            if let Ok(policy) = Policy::from_toml(&broken) {
                let _ = policy.at(as_of()).assess(&Child::default()).to_json();
            }
            let _ = Policy::from_json(&broken);
        }
    }
}
