//! A policy on a day: borders turned into days once, then one comparison a fact for every child.
//! From here come the verdict (truths only, fast) and the assessment (with its reasons).

use crate::assessment::reason::Found;
use crate::assessment::work::{Work, fill_slots, fill_values, measure};
use crate::assessment::{Assessment, Detail};
use crate::dates::{latest_birth, latest_start};
use crate::derive::facts_of;
use crate::graph::Literal;
use crate::levels::{LevelSet, possible_levels};
use crate::policy::Policy;
use crate::policy::program::{Border, Program};
use crate::steps::Values;
use crate::vocabulary::{Child, Slot};
use crate::{Truth, assessment};
use chrono::{Datelike, NaiveDate};

/// A policy on a day. Make one and use it for every child.
///
/// ```
/// # use hutong::{Child, FindingState, Policy, Truth};
/// let policy = Policy::builtin("puning-2024")?;
/// let assessor = policy.at("2026-11-01".parse()?);
/// let mut child = Child::with_key("made-up 1");
/// child.findings.suicide_or_self_harm = FindingState::Suspected.into();
/// let assessment = assessor.assess(&child);
/// assert_eq!(assessment.risk().level_id(), Some("red"), "whatever else is unknown");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Assessor<'p> {
    policy: &'p Policy,
    as_of: NaiveDate,
    /// For each measured fact of the program, its borders as numbers: for days the last day *not* past the border.
    borders: Vec<Vec<i32>>,
}

/// Room for one evaluation, to be used again and again: nothing is allocated after the first child.
#[derive(Clone, Debug, Default)]
pub struct Scratch {
    /// What is known of each fact; not filled for a verdict.
    pub(crate) slots: Vec<Slot>,
    /// For each fact, the set of values that it may have; for a verdict, of those that it depends on.
    pub(crate) sets: Vec<u32>,
    /// Of each day, number and code, what is known.
    spans: Vec<Slot>,
    pub(crate) values: Values,
    pub(crate) found: Found,
}

impl Scratch {
    /// A record of which nothing is known, evaluated.
    pub(crate) fn blank(program: &Program) -> Scratch {
        let mut scratch =
            Scratch { sets: program.facts.iter().map(|fact| fact.any).collect(), ..Scratch::default() };
        fill_values(program, &scratch.sets, false, &mut scratch.values);
        scratch
    }
}

/// What a policy says about one child, without the reasons.
#[derive(Clone, Copy, Debug)]
pub struct Verdict<'s> {
    policy: &'s Policy,
    values: &'s Values,
    levels: LevelSet,
}

impl Policy {
    /// This policy on a day.
    #[must_use]
    pub fn at(&self, as_of: NaiveDate) -> Assessor<'_> {
        let readings = self.program.derivation.readings;
        let day = |date: Option<NaiveDate>| date.map_or(i32::MIN + 1, |date| date.num_days_from_ce());
        let border = |border: &Border| match *border {
            Border::Years(years) => day(latest_birth(as_of, years, readings.attainment)),
            Border::Months(months) => day(latest_start(as_of, months, readings.corresponding)),
            // Value i of a number lies at or past border i: past the number before it.
            Border::Number(number) => i32::try_from(number).map_or(i32::MAX, |number| number - 1),
        };
        let measured = self.program.measured.iter().filter_map(|fact| self.program.facts.get(*fact));
        let borders = measured.map(|fact| fact.borders.iter().map(border).collect()).collect();
        Assessor { policy: self, as_of, borders }
    }

    /// What this policy says about a child on a day, with reasons. For many children, use [`Policy::at`].
    #[must_use]
    pub fn assess(&self, child: &Child, as_of: NaiveDate) -> Assessment<'_> {
        self.at(as_of).assess(child)
    }
}

impl<'p> Assessor<'p> {
    /// The policy.
    #[must_use]
    pub fn policy(&self) -> &'p Policy {
        self.policy
    }

    /// The day.
    #[must_use]
    pub fn as_of(&self) -> NaiveDate {
        self.as_of
    }

    /// The borders of each measured fact, as [`fill_sets`] wants them.
    pub(crate) fn borders(&self) -> &[Vec<i32>] {
        &self.borders
    }

    /// The truths and levels, without reasons.
    pub fn verdict<'s>(&'s self, child: &Child, scratch: &'s mut Scratch) -> Verdict<'s> {
        self.evaluate(child, true, scratch);
        let levels = possible_levels(&self.policy.program, &scratch.values);
        Verdict { policy: self.policy, values: &scratch.values, levels }
    }

    /// What the policy says, with the reasons for each answer, duties and referrals.
    #[must_use]
    pub fn assess(&self, child: &Child) -> Assessment<'p> {
        self.assess_in(child, Detail::Reasons, &mut Scratch::default())
    }

    /// The same, and why each trigger did not fire, what would change the level, what to ask next, and the dates on
    /// which the answer changes by itself.
    #[must_use]
    pub fn assess_fully(&self, child: &Child) -> Assessment<'p> {
        self.assess_in(child, Detail::Everything, &mut Scratch::default())
    }

    /// As [`Assessor::assess`] or [`Assessor::assess_fully`], with room that is used again for the next child.
    #[must_use]
    pub fn assess_in(&self, child: &Child, detail: Detail, scratch: &mut Scratch) -> Assessment<'p> {
        self.look(child, scratch);
        let mut work = Work::new(&self.policy.program, scratch);
        assessment::build(self, child, &mut work, detail)
    }

    /// Fills in the facts of a child and every truth that follows.
    pub(crate) fn look(&self, child: &Child, scratch: &mut Scratch) {
        self.evaluate(child, false, scratch);
    }

    /// The truths of one child as working material.
    pub(crate) fn work<'w>(&'w self, child: &Child, scratch: &'w mut Scratch) -> Work<'w> {
        self.evaluate(child, false, scratch);
        Work::new(&self.policy.program, scratch)
    }

    /// Fills sets and truths: those that the verdict reads; or all, and the slots.
    fn evaluate(&self, child: &Child, verdict_only: bool, scratch: &mut Scratch) {
        let program = &self.policy.program;
        let Scratch { slots, sets, spans, values, .. } = scratch;
        facts_of(child, self.as_of, &program.derivation, sets, spans);
        if !verdict_only {
            fill_slots(program, spans, sets, slots);
        }
        measure(program, &self.borders, spans, sets);
        fill_values(program, sets, verdict_only, values);
    }
}

impl Verdict<'_> {
    fn read(&self, literals: &[Literal], index: usize) -> Option<Truth> {
        literals.get(index).map(|literal| self.values.get(*literal))
    }

    /// Whether the person is outside the policy altogether.
    #[must_use]
    pub fn outside(&self) -> Truth {
        self.policy.program.roots.outside.map_or(Truth::No, |root| self.values.get(root))
    }

    /// Whether the child belongs to some population.
    #[must_use]
    pub fn member(&self) -> Truth {
        self.policy.program.roots.member.map_or(Truth::No, |root| self.values.get(root))
    }

    /// Whether the child belongs to a population, by its place in the policy file.
    #[must_use]
    pub fn population(&self, index: usize) -> Option<Truth> {
        self.read(&self.policy.program.roots.populations, index)
    }

    /// Whether the child belongs to a category, by its place in the policy file.
    #[must_use]
    pub fn category(&self, index: usize) -> Option<Truth> {
        self.read(&self.policy.program.roots.categories, index)
    }

    /// Whether a trigger holds, by its place in the policy file. For a person outside the policy none does.
    #[must_use]
    pub fn trigger(&self, index: usize) -> Option<Truth> {
        let held = self.read(&self.policy.program.roots.triggers, index);
        if self.outside() == Truth::Yes { held.map(|_| Truth::No) } else { held }
    }

    /// The levels that are possible: a sound bound by Kleene's logic. The assessment's set is exact.
    #[must_use]
    pub fn levels(&self) -> LevelSet {
        self.levels
    }
}
