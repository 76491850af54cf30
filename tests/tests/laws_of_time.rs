//! Laws of forecast and difference, held against 10,000 drawn records each (`PROPTEST_CASES` for another number).
//! Every child is invented.

use chrono::{Days, NaiveDate};
use hutong::assessment::{Assessment, Cause, Comparison, Direction, RuleKind, Scope};
use hutong::vocabulary::{Part, Returns};
use hutong::{Child, Finding, Policy, Scratch, Truth};
use hutong_tests::records::{POLICY, as_of, fields, forget, numbers, whole};
use hutong_tests::{law_config, under_every_reading};
use proptest::collection::vec;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// The policy as it stands, then with each reading that can change an answer decided otherwise, one at a time.
static POLICIES: LazyLock<Vec<Policy>> = LazyLock::new(|| under_every_reading(POLICY));

fn policy() -> std::ops::Range<usize> {
    0..POLICIES.len()
}

fn drawn() -> impl Strategy<Value = Vec<u32>> {
    vec(any::<u32>(), numbers())
}

/// A day within a year and a half of the usual one, before or after.
fn days() -> impl Strategy<Value = NaiveDate> {
    (0_u64..1_100).prop_map(|days| as_of() - Days::new(550) + Days::new(days))
}

fn json(child: &Child) -> String {
    serde_json::to_string(child).expect("a child is JSON")
}

/// Everything that an assessment answers, by rule; what it leaves out is a no.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Told {
    scope: Scope,
    levels: BTreeSet<usize>,
    rules: BTreeMap<(&'static str, String), Truth>,
}

fn told(assessment: &Assessment<'_>) -> Told {
    let populations = assessment.populations().iter().map(|entry| ("population", entry.id, entry.answer));
    let categories = assessment.categories().iter().map(|entry| ("category", entry.id, entry.answer));
    let triggers =
        assessment.triggers().iter().map(|entry| ("trigger", entry.outcome.id, entry.outcome.answer));
    let duties = assessment.duties().iter().map(|entry| ("duty", entry.outcome.id, entry.outcome.answer));
    let referrals =
        assessment.referrals().iter().map(|entry| ("referral", entry.outcome.id, entry.outcome.answer));
    let notices = assessment.notices().iter().map(|entry| ("notice", entry.id, entry.answer));
    let all = populations.chain(categories).chain(triggers).chain(duties).chain(referrals).chain(notices);
    let rules = all.filter(|(.., answer)| *answer != Truth::No);
    Told {
        scope: assessment.scope(),
        levels: assessment.risk().possible().iter().collect(),
        rules: rules.map(|(kind, id, answer)| ((kind, id.to_owned()), answer)).collect(),
    }
}

/// What a quick look at a day tells; it differs wherever an answer of populations, categories, triggers or scope does.
fn glance(
    policy: &Policy,
    child: &Child,
    day: NaiveDate,
    scratch: &mut Scratch,
) -> (Truth, Vec<Option<Truth>>, Vec<usize>) {
    let assessor = policy.at(day);
    let verdict = assessor.verdict(child, scratch);
    let source = policy.source();
    let mut truths: Vec<Option<Truth>> = Vec::new();
    truths.extend((0..source.populations.len()).map(|place| verdict.population(place)));
    truths.extend((0..source.categories.len()).map(|place| verdict.category(place)));
    truths.extend((0..source.triggers.len()).map(|place| verdict.trigger(place)));
    (verdict.outside(), truths, verdict.levels().iter().collect())
}

/// Applies the changes of a forecast to what was told before.
fn applied(mut told: Told, forecast: &hutong::assessment::Forecast<'_>) -> Told {
    told.scope = forecast.scope;
    told.levels = forecast.levels.set().iter().collect();
    for change in &forecast.changes {
        let key = (change.kind.id(), change.id.to_owned());
        let before = told.rules.remove(&key).unwrap_or(Truth::No);
        assert_eq!(before, change.from, "{} {}", change.kind.id(), change.id);
        if change.to != Truth::No {
            told.rules.insert(key, change.to);
        }
    }
    told
}

/// How far ahead the laws look.
const AHEAD: u64 = 730;

proptest! {
    #![proptest_config(law_config(10_000))]

    /// Day by day over two years, what is told changes on the days of the forecast and on no other, and changes to what
    /// the forecast says. Every day is looked at quickly; the whole assessment on each day of the forecast, the day
    /// before it, and on a few days drawn; for one record in forty on every day.
    #[test]
    fn answers_change_on_the_forecast_days_and_on_no_other(record in drawn(), some in drawn(), policy in policy(), from in days(), probes in vec(0_u64..AHEAD, 4)) {
        let policy = &POLICIES[policy];
        let child = forget(whole(&record), &some);
        let until = from + Days::new(AHEAD);
        let mut scratch = Scratch::default();
        let outlook = policy.at(from).forecast_in(&child, Some(until), &mut scratch);
        let assess = |day: NaiveDate| told(&policy.assess(&child, day));
        let every_day = record[0] % 40 == 0;
        let days_told: BTreeSet<NaiveDate> = outlook.changes().iter().map(|change| change.on).collect();
        prop_assert_eq!(days_told.len(), outlook.changes().len());
        let probes: BTreeSet<NaiveDate> = probes.iter().map(|days| from + Days::new(*days)).collect();
        let mut forecasts = outlook.changes().iter().peekable();
        let mut expected = assess(from);
        let mut seen = glance(policy, &child, from, &mut scratch);
        for day in from.iter_days().skip(1).take_while(|day| *day <= until) {
            let now = glance(policy, &child, day, &mut scratch);
            let changes = forecasts.peek().is_some_and(|next| next.on == day);
            prop_assert!(changes || now == seen, "{day} is not forecast\n{}", json(&child));
            seen = now;
            let tomorrow_changes = day.succ_opt().is_some_and(|next| days_told.contains(&next));
            if let Some(forecast) = forecasts.next_if(|next| next.on == day) {
                let before = expected.clone();
                expected = applied(expected, forecast);
                prop_assert!(expected != before, "nothing changes on {day}\n{}", json(&child));
                prop_assert!(!forecast.because.is_empty(), "no cause on {day}\n{}", json(&child));
                prop_assert_eq!(&assess(day), &expected, "{}\n{}", day, json(&child));
            } else if every_day || tomorrow_changes || probes.contains(&day) {
                prop_assert_eq!(&assess(day), &expected, "{}\n{}", day, json(&child));
            }
        }
        prop_assert_eq!(&assess(until), &expected);
    }

    /// What an earlier forecast tells of later days, a later forecast tells too: time passes, nothing is forgotten.
    #[test]
    fn a_later_forecast_is_the_rest_of_an_earlier_one(record in drawn(), some in drawn(), from in days(), later in 1_u64..400) {
        let policy = &POLICIES[0];
        let child = forget(whole(&record), &some);
        let day = from + Days::new(later);
        let text = |outlook: &hutong::assessment::Outlook<'_>| {
            let changes = outlook.changes().iter().filter(|change| change.on > day);
            // A closed finding is not the same fact before and after its closing, so causes are told by name.
            changes.map(|change| {
                let because: Vec<String> = change.because.iter().map(|cause| format!("{} {}", cause.fact.path(), cause.reaches)).collect();
                format!("{} {because:?} {:?} {:?}", change.on, change.levels, change.changes)
            }).collect::<Vec<_>>()
        };
        prop_assert_eq!(text(&policy.forecast(&child, from)), text(&policy.forecast(&child, day)));
    }

    /// The difference of an assessment with itself is empty.
    #[test]
    fn nothing_differs_from_itself(record in drawn(), some in drawn(), policy in policy(), day in days()) {
        let child = forget(whole(&record), &some);
        let assessor = POLICIES[policy].at(day);
        let difference = assessor.difference(&child, &assessor, &child);
        prop_assert!(difference.is_empty());
        prop_assert_eq!(difference.direction(), Direction::Same);
        prop_assert!(difference.causes().is_empty() && difference.because().is_empty());
    }

    /// A difference tells of exactly what two assessments answer otherwise, each with a cause; a level that is lower, or
    /// whose floor or ceiling is, has one. Facts, day and policy may all differ at once.
    #[test]
    fn a_difference_is_what_two_assessments_answer_otherwise_and_nothing_moves_without_a_cause(pair in two(), policies in (policy(), policy()), days in (days(), days())) {
        let [one, two] = &pair;
        let (before, after) = (POLICIES[policies.0].at(days.0), POLICIES[policies.1].at(days.1));
        let difference = Comparison::new(&before, &after).of(one, two);
        let (told_before, told_after) = (told(&before.assess(one)), told(&after.assess(two)));
        let read = |told: &Told, kind: RuleKind, id: &str| told.rules.get(&(kind.id(), id.to_owned())).copied().unwrap_or(Truth::No);
        let mut names: BTreeSet<(&str, String)> = BTreeSet::new();
        for change in difference.changes() {
            prop_assert_eq!((read(&told_before, change.kind, change.id), read(&told_after, change.kind, change.id)), (change.from, change.to));
            prop_assert!(change.from != change.to && !change.because.is_empty(), "{change:?}");
            names.insert((change.kind.id(), change.id.to_owned()));
        }
        let differing = told_before.rules.keys().chain(told_after.rules.keys()).filter(|key| told_before.rules.get(*key) != told_after.rules.get(*key));
        prop_assert_eq!(names, differing.cloned().collect::<BTreeSet<_>>());
        prop_assert_eq!(difference.direction() == Direction::Same, told_before.levels == told_after.levels);
        prop_assert_eq!(difference.because().is_empty(), difference.direction() == Direction::Same);
        prop_assert_eq!(difference.scope_because().is_empty(), told_before.scope == told_after.scope);
        let lower = told_after.levels.first() > told_before.levels.first() || told_after.levels.last() > told_before.levels.last();
        prop_assert!(!lower || matches!(difference.direction(), Direction::Lowered | Direction::Narrowed | Direction::Widened));
        // Every name that is given stands among the causes.
        let causes: BTreeSet<String> = difference.causes().iter().map(Cause::name).collect();
        let given = difference.changes().iter().flat_map(|change| &change.because).chain(difference.because()).chain(difference.scope_because());
        let given: BTreeSet<String> = given.cloned().collect();
        prop_assert_eq!(causes, given);
    }

    /// The same two exchanged: the same moves and the same causes, the other way round.
    #[test]
    fn a_difference_mirrors_the_difference_of_the_same_two_exchanged(pair in two(), policies in (policy(), policy()), days in (days(), days())) {
        let [one, two] = &pair;
        let (before, after) = (POLICIES[policies.0].at(days.0), POLICIES[policies.1].at(days.1));
        let (forth, back) = (before.difference(one, &after, two), after.difference(two, &before, one));
        prop_assert_eq!(back.direction(), forth.direction().mirrored());
        prop_assert_eq!((back.because(), back.scope_because()), (forth.because(), forth.scope_because()));
        let moves = |difference: &hutong::assessment::Difference<'_>, mirrored: bool| {
            let each = difference.changes().iter().map(|change| {
                let (from, to) = if mirrored { (change.to, change.from) } else { (change.from, change.to) };
                (change.kind, change.id.to_owned(), from.id(), to.id(), change.because.clone())
            });
            each.collect::<Vec<_>>()
        };
        prop_assert_eq!(moves(&back, true), moves(&forth, false));
    }

    /// Undoing exactly the named facts brings back the levels, and they alone bring about the new ones. Done here with
    /// the records themselves, column by column, and asked of the policy anew.
    #[test]
    fn undoing_exactly_the_named_facts_restores_the_levels(record in drawn(), others in drawn(), which in vec(0_u32..8, numbers()), policy in policy()) {
        // Some facts of another record: from a few to all. What follows from others is recorded in both.
        let (mut one, other) = (whole(&record), whole(&others));
        let mut two = one.clone();
        for child in [&mut one, &mut two] {
            child.father.away.returns = Returns::default();
            child.mother.away.returns = Returns::default();
        }
        let most = others[1] % 8;
        for (field, number) in fields().iter().zip(&which).filter(|(_, number)| **number <= most) {
            // A blank now and then: a fact may also be forgotten.
            field.set(&mut two, &if *number == most && !field.is_act { String::new() } else { field.text(&other) });
        }
        for child in [&mut one, &mut two] {
            // What follows from the days of a term is recorded, so that each fact can be undone by itself.
            for parent in ["father", "mother"] {
                for end in ["from", "until"] {
                    let field = hutong_tests::records::field(&format!("{parent}.custody.{end}")).expect("a fact");
                    if field.text(child).is_empty() { field.set(child, "2026-05-01"); }
                }
            }
        }
        let assessor = POLICIES[policy].at(as_of());
        let difference = assessor.difference(&one, &assessor, &two);
        prop_assert!(difference.causes().iter().all(|cause| matches!(cause, Cause::Fact(_))));
        let copied = |from: &Child, onto: &Child| {
            let mut child = onto.clone();
            // What follows from another column is undone there.
            let sources = difference.causes().iter().filter_map(|cause| match cause {
                Cause::Fact(fact) if difference.because().contains(&cause.name()) => Some(&fact.follows_from),
                _ => None,
            });
            for path in difference.because().iter().chain(sources.flatten()) {
                let field = hutong_tests::records::field(path).expect("a fact that rules read");
                field.set(&mut child, &field.text(from));
            }
            child
        };
        let derived = |path: &str| path.contains("county") || path.contains("counties") || path.ends_with("within_core") || path.contains("disability") || path.contains("benefit_ended") || path.contains("reported_on") || path.contains("since") || path.contains("term_months");
        // Where the record leaves one of two to follow from the other, undoing the one undoes the other.
        // Kind, grade and the flag of a disability follow from each other.
        let with_siblings = |path: &String| match path.split_once("disability.") {
            Some((whose, _)) => ["kind", "grade", "mental_or_intellectual"].map(|leaf| format!("{whose}disability.{leaf}")).to_vec(),
            None => vec![path.clone()],
        };
        let is_recorded = |path: &String| [&one, &two].iter().all(|child| !hutong_tests::records::field(path).expect("a fact").text(child).is_empty());
        prop_assume!(difference.because().iter().filter(|path| derived(path)).flat_map(with_siblings).all(|path| is_recorded(&path)));
        let levels = |child: &Child| assessor.assess(child).risk().possible();
        prop_assert_eq!(levels(&copied(&one, &two)), levels(&one), "undone: {:?}\n{}\n{}", difference.because(), json(&one), json(&two));
        prop_assert_eq!(levels(&copied(&two, &one)), levels(&two), "alone: {:?}\n{}\n{}", difference.because(), json(&one), json(&two));
    }

    /// By time alone: the only causes are days that the record has, each with what was reached between the two days.
    #[test]
    fn by_time_alone_the_causes_are_days_that_crossed_a_border(record in drawn(), some in drawn(), days in (days(), days())) {
        let child = forget(whole(&record), &some);
        let policy = &POLICIES[0];
        let (before, after) = (policy.at(days.0), policy.at(days.1));
        let difference = before.difference(&child, &after, &child);
        let (first, last) = (days.0.min(days.1), days.0.max(days.1));
        for cause in difference.causes() {
            let Cause::Time(time) = cause else { panic!("{cause:?}\n{}", json(&child)) };
            prop_assert!(!time.passed.is_empty(), "{time:?}");
            let within = |day: Option<NaiveDate>| day.is_some_and(|day| first < day && day <= last);
            prop_assert!(time.passed.iter().all(|passed| within(passed.earliest) || within(passed.latest)), "{time:?}");
        }
        // The forecast of the earlier day says the same: it has a day between the two, or nothing moved.
        let forecast = policy.at(first).forecast_in(&child, Some(last), &mut Scratch::default());
        prop_assert!(difference.is_empty() || !forecast.changes().is_empty());
    }
}

/// Two records of one child: apart in a few facts, in many or in all, each partly blank.
fn two() -> impl Strategy<Value = [Child; 2]> {
    (drawn(), drawn(), drawn(), vec(0_u32..8, numbers())).prop_map(|(record, others, some, which)| {
        let (one, other) = (whole(&record), whole(&others));
        let mut two = one.clone();
        let most = others[1] % 8;
        for (field, _) in fields().iter().zip(&which).filter(|(_, number)| **number <= most) {
            field.set(&mut two, &field.text(&other));
        }
        // Returns, closings and facts of the policy are recorded too.
        if most > 3 {
            two.father.away.returns = other.father.away.returns.clone();
            let mut closed = Finding::default();
            for (column, text) in ["confirmed", "", "", "2026-10-15", "township"].iter().enumerate() {
                closed.set_text(column, text).expect("a closing");
            }
            two.findings.maltreatment = closed;
        }
        [one, two].map(|child| forget(child, &some))
    })
}
