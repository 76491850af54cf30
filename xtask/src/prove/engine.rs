//! The engine's answers about drawn children, by the names of its rules.

use hutong::form::{FormCell, Placement};
use hutong::policy::source::FormRow;
use hutong::{Assessor, Child, LevelSet, Policy, Scratch, Truth};
use hutong_tests::records::as_of;
use std::collections::BTreeMap;

/// By the name of a rule its answer, where that is not no.
pub(super) type Answers = BTreeMap<String, String>;

/// A policy that answers.
pub(super) struct Engine<'p> {
    policy: &'p Policy,
    assessor: Assessor<'p>,
    scratch: Scratch,
}

impl<'p> Engine<'p> {
    pub(super) fn new(policy: &'p Policy) -> Engine<'p> {
        Engine { policy, assessor: policy.at(as_of()), scratch: Scratch::default() }
    }

    /// Everything that the policy answers of a child.
    pub(super) fn answers(&mut self, child: &Child) -> Answers {
        let mut told = Answers::new();
        let mut tell = |group: &str, id: &str, truth: Truth| {
            if truth != Truth::No {
                told.insert(format!("{group}/{id}"), truth.id().to_owned());
            }
        };
        let assessment = self.assessor.assess(child);
        for referral in assessment.referrals() {
            tell("referrals", referral.outcome.id, referral.outcome.answer);
        }
        for duty in assessment.duties() {
            tell("duties", duty.outcome.id, duty.outcome.answer);
        }
        for notice in assessment.notices() {
            tell("notices", notice.id, notice.answer);
        }
        let verdict = self.assessor.verdict(child, &mut self.scratch);
        let source = self.policy.source();
        let outside = verdict.outside() == Truth::Yes;
        let read = |truth: Option<Truth>| if outside { Truth::No } else { truth.unwrap_or(Truth::No) };
        for (place, population) in source.populations.iter().enumerate() {
            tell("populations", &population.id, read(verdict.population(place)));
        }
        for (place, category) in source.categories.iter().enumerate() {
            tell("categories", &category.id, read(verdict.category(place)));
        }
        for (place, trigger) in source.triggers.iter().enumerate() {
            tell("triggers", &trigger.id, read(verdict.trigger(place)));
        }
        let levels = assessment.risk().possible();
        tell("duties", "way-out", Truth::known(levels.count() > 1));
        for (place, level) in source.levels.iter().enumerate() {
            tell("levels", &level.id, possible(levels, place));
        }
        tell("levels", "not-graded", possible(levels, source.levels.len()));
        let id = |level: usize| source.levels.get(level).map_or("not-graded", |level| level.id.as_str());
        for (name, levels) in [("levels/possible", levels), ("levels/bound", verdict.levels())] {
            told.insert(name.into(), levels.iter().map(id).collect::<Vec<_>>().join(" "));
        }
        if let Some(placement) = self.assessor.place_on_form(child, &mut self.scratch) {
            for (place, row) in self.policy.form_rows().iter().enumerate() {
                told.insert(format!("rows/{}-{}", row.level, row.number), in_row(&placement, place, row));
            }
        }
        told
    }
}

/// Whether a child stands in a row, or `rest` where it may because the row takes the rest of its level; and, where it
/// stands there, whether the second number counts it.
fn in_row(placement: &Placement, place: usize, row: &FormRow) -> String {
    let has = |cell| placement.cells().contains(&cell);
    let open = if row.when.is_none() { "rest" } else { "undetermined" };
    match placement.of_which(place) {
        Some(counted) if has(FormCell::Uncertain(place)) => format!("{open} {}", counted.id()),
        Some(counted) => format!("yes {}", counted.id()),
        None if has(FormCell::Possible(place)) => open.to_owned(),
        None => "no".to_owned(),
    }
}

/// Whether the level at a place is the child's: certain, possible or not.
fn possible(levels: LevelSet, place: usize) -> Truth {
    match (levels.contains(place), levels.count()) {
        (true, 1) => Truth::Yes,
        (true, _) => Truth::Undetermined,
        (false, _) => Truth::No,
    }
}
