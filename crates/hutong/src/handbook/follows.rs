//! What follows from a rule: the level, the duties, the referrals and the lists. A duty or referral follows where its
//! condition holds whenever the rule's does, which is told from how the two are written.

use super::book::{Book, DEEPEST};
use super::entry::{EntryKind, PolicyEntry};
use crate::policy::source::{Duty, Level, Notice, Referral};
use crate::policy::{Bound, Formula};
use crate::vocabulary::Kind;
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

/// The most steps spent on all questions about one policy. Where they run out nothing more is claimed to follow, and
/// the page says so.
const STEPS: usize = 2_000_000;

/// What has been found out about which definition implies which, and what it took.
#[derive(Default)]
pub(super) struct Known {
    /// By their places in the file.
    implied: RefCell<BTreeMap<(usize, usize), bool>>,
    steps: Cell<usize>,
}

impl Known {
    /// Whether the steps have run out, so that some consequence may not be told.
    pub(super) fn is_incomplete(&self) -> bool {
        self.steps.get() >= STEPS
    }
}

/// What follows from a rule, each list in the order of the file.
#[derive(Default)]
pub(super) struct Follows<'p> {
    /// The level that it puts a child in, or that every member has at least.
    pub(super) level: Option<&'p Level>,
    pub(super) triggers: Vec<usize>,
    pub(super) duties: Vec<&'p Duty>,
    pub(super) referrals: Vec<&'p Referral>,
    pub(super) notices: Vec<&'p Notice>,
}

/// What follows from an entry; nothing for one that is no rule about a child.
pub(super) fn of<'p>(book: &Book<'p>, entry: &PolicyEntry<'p>) -> Follows<'p> {
    let source = book.source;
    let mut follows = Follows::default();
    match entry.kind {
        EntryKind::Trigger => {
            follows.level = source.triggers.get(entry.index).and_then(|trigger| book.level(&trigger.level));
        }
        EntryKind::Level => follows.level = source.levels.get(entry.index),
        EntryKind::Population => follows.level = source.levels.iter().find(|level| level.every_member),
        EntryKind::Category => {
            let category = source.categories.get(entry.index);
            let population = source
                .populations
                .iter()
                .find(|population| category.is_some_and(|category| category.population == population.id));
            if let (Some(category), Some(population)) = (category, population)
                && implies(book, &category.when, &population.when)
            {
                follows.level = source.levels.iter().find(|level| level.every_member);
            }
        }
        _ => return follows,
    }
    let certain = |to: &Formula| match (book.decided(to), entry.when) {
        (Some(decided), _) => decided,
        (None, Some(from)) => implies(book, from, to),
        (None, None) => false,
    };
    // From being a member at least the lowest level follows, and from another situation a higher one: only a trigger
    // or a level itself settles whose duties hold.
    let level = follows.level.filter(|_| matches!(entry.kind, EntryKind::Trigger | EntryKind::Level));
    let of_level = |levels: &[String]| level.is_some_and(|level| levels.contains(&level.id));
    if matches!(entry.kind, EntryKind::Population | EntryKind::Category) {
        let triggers = source.triggers.iter().enumerate();
        follows.triggers =
            triggers.filter(|(_, trigger)| certain(&trigger.when)).map(|(index, _)| index).collect();
    }
    follows.duties = source
        .duties
        .iter()
        .filter(|duty| match &duty.when {
            Some(when) if duty.levels.is_empty() => certain(when),
            Some(when) => of_level(&duty.levels) && certain(when),
            None => of_level(&duty.levels),
        })
        .collect();
    follows.referrals = source.referrals.iter().filter(|referral| certain(&referral.when)).collect();
    follows.notices = source.notices.iter().filter(|notice| of_level(&notice.levels)).collect();
    follows
}

/// Whether one condition holds whenever another does, as far as their wording shows. Never wrongly yes.
fn implies(book: &Book<'_>, from: &Formula, to: &Formula) -> bool {
    let place = |formula: &Formula| match formula {
        Formula::Definition(id) => book.place_of(id),
        _ => None,
    };
    if let (Some(from_place), Some(to_place)) = (place(from), place(to)) {
        let pair = (from_place, to_place);
        let known = book.known.implied.borrow().get(&pair).copied();
        return known.unwrap_or_else(|| {
            let implied = search(book, from, to);
            book.known.implied.borrow_mut().insert(pair, implied);
            implied
        });
    }
    search(book, from, to)
}

fn search(book: &Book<'_>, from: &Formula, to: &Formula) -> bool {
    if book.known.is_incomplete() || book.decided(from) == Some(false) {
        return false;
    }
    book.known.steps.set(book.known.steps.get() + 1);
    if from == to || book.decided(to) == Some(true) {
        return true;
    }
    match (from, to) {
        // Suspicion makes a condition wider, unless it asks that there be none.
        (_, Formula::Suspected(part)) => {
            return rises_with_suspicion(book, part, false, 0) && implies(book, from, part);
        }
        (_, Formula::All(parts)) => return parts.iter().all(|part| implies(book, from, part)),
        (Formula::Any(parts), _) => {
            let mut open = parts.iter().filter(|part| book.decided(part) != Some(false));
            return open.all(|part| implies(book, part, to));
        }
        _ => {}
    }
    one_step(book, from, to)
        || matches!(to, Formula::Any(parts) if parts.iter().any(|part| implies(book, from, part)))
        || opened(book, to).is_some_and(|to| implies(book, from, to))
        || matches!(from, Formula::All(parts) if parts.iter().any(|part| implies(book, part, to)))
        || opened(book, from).is_some_and(|from| implies(book, from, to))
}

/// Whether a condition implies another of the same make.
fn one_step(book: &Book<'_>, from: &Formula, to: &Formula) -> bool {
    match (from, to) {
        (Formula::BothParents(one), Formula::BothParents(other) | Formula::EitherParent(other))
        | (Formula::EitherParent(one), Formula::EitherParent(other))
        | (Formula::Father(one), Formula::Father(other) | Formula::EitherParent(other))
        | (Formula::Mother(one), Formula::Mother(other) | Formula::EitherParent(other)) => {
            implies(book, one, other)
        }
        (Formula::OneParent { one, other }, Formula::OneParent { one: to_one, other: to_other }) => {
            implies(book, one, to_one) && implies(book, other, to_other)
        }
        (Formula::OneParent { one, other }, Formula::EitherParent(to)) => {
            implies(book, one, to) || implies(book, other, to)
        }
        _ => tests_imply(from, to),
    }
}

/// Whether no finding stands under a negation.
fn rises_with_suspicion(book: &Book<'_>, formula: &Formula, negated: bool, depth: usize) -> bool {
    let part =
        |part: &Formula, negated| depth < DEEPEST && rises_with_suspicion(book, part, negated, depth + 1);
    match formula {
        Formula::Fact { fact, .. } => !negated || book.kind_of_fact(fact) != Some(Kind::Finding),
        Formula::Measure { .. } | Formula::Reading { .. } => true,
        Formula::Definition(_) => opened(book, formula).is_none_or(|opened| part(opened, negated)),
        Formula::All(parts) | Formula::Any(parts) => parts.iter().all(|inner| part(inner, negated)),
        Formula::Not(inner) => part(inner, !negated),
        Formula::OneParent { one, other } => part(one, negated) && part(other, negated),
        Formula::Suspected(inner)
        | Formula::BothParents(inner)
        | Formula::EitherParent(inner)
        | Formula::Father(inner)
        | Formula::Mother(inner) => part(inner, negated),
    }
}

/// The condition behind a definition's name.
fn opened<'p>(book: &Book<'p>, formula: &Formula) -> Option<&'p Formula> {
    let Formula::Definition(id) = formula else { return None };
    book.definition(id).map(|definition| &definition.when)
}

/// Whether a test on a fact makes another test on the same fact hold.
fn tests_imply(from: &Formula, to: &Formula) -> bool {
    match (from, to) {
        (Formula::Fact { fact, is }, Formula::Fact { fact: same, is: wider }) => {
            let wider = answers(wider);
            fact == same && answers(is).iter().all(|answer| wider.contains(answer))
        }
        (Formula::Fact { fact, is }, Formula::Not(part)) => {
            let Formula::Fact { fact: same, is: others } = &**part else { return false };
            let others = answers(others);
            // What is only suspected may turn out either way.
            let settled = answers(is);
            fact == same
                && !settled.contains(&"suspected")
                && settled.iter().all(|answer| !others.contains(answer))
        }
        (
            Formula::Measure { fact, unit, bound },
            Formula::Measure { fact: same, unit: same_unit, bound: wider },
        ) => {
            let covered = match (bound, wider) {
                (Bound::AtLeast(number), Bound::AtLeast(less)) => number >= less,
                (Bound::Under(number), Bound::Under(more)) => number <= more,
                _ => false,
            };
            fact == same && unit == same_unit && covered
        }
        _ => false,
    }
}

/// The single answers that a test accepts.
fn answers(is: &[String]) -> Vec<&str> {
    let each = |value: &'_ String| match value.as_str() {
        "suspected-or-confirmed" => vec!["suspected", "confirmed"],
        _ => Vec::new(),
    };
    is.iter()
        .flat_map(|value| if each(value).is_empty() { vec![value.as_str()] } else { each(value) })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Policy;
    use crate::policy::Unit;

    fn fact(path: &str, is: &str) -> Formula {
        Formula::Fact { fact: path.into(), is: vec![is.into()] }
    }

    fn months(bound: Bound) -> Formula {
        Formula::Measure { fact: "father.away.since".into(), unit: Unit::Months, bound }
    }

    fn not(formula: Formula) -> Formula {
        Formula::Not(Box::new(formula))
    }

    fn both(formula: Formula) -> Formula {
        Formula::BothParents(Box::new(formula))
    }

    fn either(formula: Formula) -> Formula {
        Formula::EitherParent(Box::new(formula))
    }

    #[test]
    fn what_is_narrower_implies_what_is_wider_and_never_the_other_way_round() {
        let policy = Policy::builtin("puning-2024").unwrap();
        let book = Book::of(&policy);
        let (roaming, missing) = ("findings.roaming", "findings.missing");
        let drugs = || fact("parent.long_term_drugs", "confirmed");
        let one_way = [
            (fact(roaming, "confirmed"), fact(roaming, "suspected-or-confirmed")),
            (
                fact(roaming, "confirmed"),
                Formula::Any(vec![fact(roaming, "confirmed"), fact(missing, "confirmed")]),
            ),
            (Formula::All(vec![fact(roaming, "confirmed"), fact(missing, "no")]), fact(roaming, "confirmed")),
            (months(Bound::AtLeast(6)), months(Bound::AtLeast(3))),
            (months(Bound::Under(3)), months(Bound::Under(6))),
            (fact("carer.relation", "nobody"), not(fact("carer.relation", "institution"))),
            (both(drugs()), either(drugs())),
            (Formula::Father(Box::new(drugs())), either(drugs())),
            (Formula::Definition("left-behind".into()), Formula::Definition("member".into())),
            (Formula::Definition("left-behind".into()), Formula::Definition("under-16".into())),
        ];
        for (from, to) in one_way {
            assert!(implies(&book, &from, &to), "{from:?} implies {to:?}");
            assert!(!implies(&book, &to, &from), "{to:?} does not imply {from:?}");
        }
        let neither = [
            (fact(roaming, "confirmed"), fact(missing, "confirmed")),
            // What is suspected may be so.
            (fact(roaming, "suspected-or-confirmed"), not(fact(roaming, "no-such-state"))),
            (months(Bound::AtLeast(3)), months(Bound::Under(6))),
            (either(drugs()), both(drugs())),
        ];
        for (from, to) in neither {
            assert!(!implies(&book, &from, &to), "{from:?} does not imply {to:?}");
        }
    }
}
