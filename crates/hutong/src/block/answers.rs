//! What a policy says about each child of a block.

use super::lanes::{BLOCK, Lanes, Planes};
use super::open::OpenLevel;
use crate::Truth;
use crate::fault::Fault;
use crate::graph::Literal;
use crate::levels::LevelSet;
use crate::policy::Policy;

/// The number of a list of missing facts, in [`Answers::missing_lists`]. Zero is the empty list.
pub type Missing = u32;

/// What a policy says about each child of a block. The answers for rejected rows are those of what could be read.
#[derive(Debug)]
pub struct Answers<'b, 'p> {
    policy: &'p Policy,
    values: &'b [Planes],
    here: Lanes,
    rejected: Lanes,
    faults: Vec<(usize, Fault)>,
    outside: Planes,
    levels: Box<[LevelSet; BLOCK]>,
    missing: Box<[Missing; BLOCK]>,
    missing_lists: &'b [Vec<String>],
}

impl<'b, 'p> Answers<'b, 'p> {
    pub(super) fn new(
        policy: &'p Policy,
        values: &'b [Planes],
        here: Lanes,
        rejected: Lanes,
        faults: Vec<(usize, Fault)>,
    ) -> Answers<'b, 'p> {
        let outside = policy.program.roots.outside;
        let mut answers = Answers {
            policy,
            values,
            here,
            rejected,
            faults,
            outside: Planes { yes: Lanes::NONE, no: Lanes::ALL },
            levels: Box::new([LevelSet::default(); BLOCK]),
            missing: Box::new([0; BLOCK]),
            missing_lists: &[],
        };
        if let Some(outside) = outside {
            answers.outside = answers.read(outside);
        }
        answers
    }

    fn read(&self, literal: Literal) -> Planes {
        let value = self.values.get(literal.node()).copied().unwrap_or_default();
        if literal.is_negated() { Planes { yes: value.no, no: value.yes } } else { value }
    }

    fn rule(&self, roots: &[Literal], place: usize) -> Option<Planes> {
        roots.get(place).map(|root| self.read(*root))
    }

    /// Settles the levels that Kleene's logic leaves no choice about; the children whose level it leaves open.
    pub(super) fn open_levels(&mut self) -> Lanes {
        let roots = &self.policy.program.roots.levels;
        // The children for whom no higher level is certain, and those for whom some higher one is possible.
        let (mut rest, mut possible) = (self.here & !self.outside.yes, Lanes::NONE);
        let not_graded = LevelSet(1 << roots.len());
        (self.here & self.outside.yes).iter().for_each(|lane| self.levels[lane] = not_graded);
        for (level, root) in roots.iter().enumerate() {
            let planes = self.read(*root);
            let certain = rest & planes.yes;
            (certain & !possible).iter().for_each(|lane| self.levels[lane] = LevelSet(1 << level));
            possible = possible | (rest & planes.open());
            rest = rest & !planes.yes;
        }
        (rest & !possible).iter().for_each(|lane| self.levels[lane] = not_graded);
        possible & self.here
    }

    pub(super) fn settle(&mut self, lane: usize, (levels, missing): OpenLevel) {
        self.levels[lane] = levels;
        self.missing[lane] = missing;
    }

    pub(super) fn with_missing(mut self, lists: &'b [Vec<String>]) -> Answers<'b, 'p> {
        self.missing_lists = lists;
        self
    }

    /// The policy.
    #[must_use]
    pub fn policy(&self) -> &'p Policy {
        self.policy
    }

    /// The children whose rows are rejected.
    #[must_use]
    pub fn rejected(&self) -> Lanes {
        self.rejected
    }

    /// Every fault of the rejected rows, by the child's place in the block.
    #[must_use]
    pub fn faults(&self) -> &[(usize, Fault)] {
        &self.faults
    }

    /// Whether the person is outside the policy altogether.
    #[must_use]
    pub fn outside(&self) -> Planes {
        self.outside
    }

    /// Whether the child belongs to some population.
    #[must_use]
    pub fn member(&self) -> Planes {
        let never = Planes { yes: Lanes::NONE, no: Lanes::ALL };
        self.policy.program.roots.member.map_or(never, |root| self.read(root))
    }

    /// Whether the child belongs to a population, by its place in the policy file.
    #[must_use]
    pub fn population(&self, place: usize) -> Option<Planes> {
        self.rule(&self.policy.program.roots.populations, place)
    }

    /// Whether the child belongs to a category, by its place in the policy file.
    #[must_use]
    pub fn category(&self, place: usize) -> Option<Planes> {
        self.rule(&self.policy.program.roots.categories, place)
    }

    /// Whether a trigger holds, by its place in the policy file. For a person outside the policy none does.
    #[must_use]
    pub fn trigger(&self, place: usize) -> Option<Planes> {
        self.rule(&self.policy.program.roots.triggers, place).map(|planes| planes.not_for(self.outside.yes))
    }

    /// Whether somebody must be told, by the referral's place in the policy file. For a person outside the policy
    /// nobody is.
    #[must_use]
    pub fn referral(&self, place: usize) -> Option<Planes> {
        self.rule(&self.policy.program.roots.referrals, place).map(|planes| planes.not_for(self.outside.yes))
    }

    /// The levels that are possible for a child, exactly.
    #[must_use]
    pub fn level(&self, lane: usize) -> LevelSet {
        self.levels.get(lane).copied().unwrap_or_default()
    }

    /// The missing facts that decide between them, as the number of a list.
    #[must_use]
    pub fn missing(&self, lane: usize) -> Missing {
        self.missing.get(lane).copied().unwrap_or_default()
    }

    /// Lists of missing facts, by their paths. A list keeps its number as long as the assessor lives.
    #[must_use]
    pub fn missing_lists(&self) -> &'b [Vec<String>] {
        self.missing_lists
    }

    /// The truth of one child's membership, for a look at one row.
    #[must_use]
    pub fn member_of(&self, lane: usize) -> Truth {
        self.member().get(lane)
    }
}
