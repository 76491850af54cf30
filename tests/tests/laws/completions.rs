//! Every completion of a record with a few open facts, each evaluated by itself: the independent answer to which
//! levels are possible.

use crate::{POLICIES, json};
use hutong::vocabulary::{Kind, Part};
use hutong::{Child, Scratch, Truth};
use hutong_tests::records::{Field, as_of, field, fields};
use proptest::sample::Index;
use std::collections::BTreeSet;

/// The most completions that are tried for one record.
const MOST_COMPLETIONS: usize = 400;

/// Somebody who is of age.
const OF_AGE: &str = "1990-01-01";

type Open = Vec<(&'static Field, Vec<&'static str>)>;

/// The record with up to six facts open, each with what it may turn out to be. A suspicion stays a suspicion and may
/// turn out either way; every other open fact is blank.
pub(crate) fn with_open_facts(mut child: Child, places: &[Index]) -> (Child, Open) {
    let of_rules: Vec<&Field> =
        fields().iter().filter(|field| !field.is_act && field.kind != Kind::County).collect();
    let mut open: Open = Vec::new();
    let mut completions = 1;
    for place in places {
        let field = of_rules[place.index(of_rules.len())];
        let mut options: Vec<&str> = field.values.iter().map(String::as_str).collect();
        if field.path == "birth_date" {
            options.push(OF_AGE);
        }
        let suspected = field.text(&child) == "suspected";
        if suspected {
            options.retain(|option| *option != "no");
        }
        if completions * options.len() > MOST_COMPLETIONS
            || open.iter().any(|(other, _)| other.path == field.path)
        {
            continue;
        }
        completions *= options.len();
        if !suspected {
            field.set(&mut child, "");
            forget_what_tells(&mut child, &field.path);
        }
        open.push((field, options));
    }
    // A suspicion that is not open is confirmed: what remains is certain.
    for field in fields() {
        if field.text(&child) == "suspected" && !open.iter().any(|(other, _)| other.path == field.path) {
            field.set(&mut child, "confirmed");
        }
    }
    (child, open)
}

/// Blanks the facts from which an open one would follow.
fn forget_what_tells(child: &mut Child, path: &str) {
    let blank = |child: &mut Child, path: &str| {
        if let Some(field) = field(path) {
            field.set(child, "");
        }
    };
    if path.ends_with("away.across_counties") || path.ends_with("away.within_core") {
        for county in ["household.county", "father.away.county", "mother.away.county"] {
            blank(child, county);
        }
    }
    if let Some(parent) = path.strip_suffix("custody.term_months") {
        blank(child, &format!("{parent}custody.until"));
    }
}

/// The levels that the completions of a record reach, each evaluated by itself with nothing open.
pub(crate) fn reached_levels(partial: &Child, open: &Open) -> BTreeSet<usize> {
    // Where suspicion counts as no, a suspicion is one that turns out not to be so; a confirmed finding is the other way.
    let settled = (POLICIES.iter()).find(|policy| {
        policy
            .source()
            .readings
            .iter()
            .any(|reading| reading.id == "suspicion-where-not-named" && reading.chosen == "as-no")
    });
    let settled = settled.expect("a reading of the policy").at(as_of());
    let source = settled.policy().source();
    let not_graded = source.levels.len();
    let mut scratch = Scratch::default();
    let mut reached = BTreeSet::new();
    let mut child = partial.clone();
    let mut counter = vec![0; open.len()];
    loop {
        for ((field, options), place) in open.iter().zip(&counter) {
            field.set(&mut child, options[*place]);
        }
        if agrees_with_itself(&child) {
            // Nobody is taken for of age before it is certain: an unknown age keeps no trigger from counting.
            let of_age = child.birth_date.text(0) == OF_AGE;
            if of_age {
                child.birth_date.set_text(0, "2008-11-02").expect("a date");
            }
            let verdict = settled.verdict(&child, &mut scratch);
            let fires =
                (0..source.triggers.len()).any(|trigger| verdict.trigger(trigger) == Some(Truth::Yes));
            let level = verdict.levels().certain();
            assert!(level.is_some(), "a whole record has one level: {}", json(&child));
            reached.extend(if of_age && !fires { Some(not_graded) } else { level });
        }
        let Some(place) =
            counter.iter().zip(open).position(|(place, (_, options))| place + 1 < options.len())
        else {
            return reached;
        };
        counter[place] += 1;
        counter[..place].fill(0);
    }
}

/// Whether a disability has both a kind and a grade, or neither.
fn agrees_with_itself(child: &Child) -> bool {
    let disabilities = [&child.disability, &child.father.disability, &child.mother.disability];
    disabilities
        .iter()
        .all(|disability| (disability.kind.text(0) == "none") == (disability.grade.text(0) == "none"))
}
