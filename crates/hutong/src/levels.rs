//! Which levels are possible: by Kleene's logic at once, and exactly by looking for missing facts that lead there.
//! A level's number is its place in the policy file, the highest first; one past the last is *not graded*.

use crate::Truth;
use crate::assessment::work::{Inputs, Work};
use crate::graph::Literal;
use crate::policy::program::Program;
use crate::steps::Values;
use std::collections::BTreeMap;

/// A set of levels. Level *i* is the *i*-th of the policy file, the highest first; one past the last is *not graded*.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LevelSet(pub(crate) u32);

impl LevelSet {
    /// Whether a level is in the set.
    #[must_use]
    pub const fn contains(self, level: usize) -> bool {
        level < 32 && self.0 >> level & 1 == 1
    }

    /// The levels, from the highest down.
    pub fn iter(self) -> impl Iterator<Item = usize> {
        (0..32).filter(move |level| self.contains(*level))
    }

    /// Whether the level is one of `wanted`, a bit each.
    pub(crate) const fn is_among(self, wanted: u32) -> Truth {
        match (self.0 & !wanted == 0, self.0 & wanted == 0) {
            (true, _) => Truth::Yes,
            (false, true) => Truth::No,
            (false, false) => Truth::Undetermined,
        }
    }

    /// How many levels are possible.
    #[must_use]
    pub const fn count(self) -> u32 {
        self.0.count_ones()
    }

    /// The highest level that is possible.
    #[must_use]
    pub fn ceiling(self) -> Option<usize> {
        self.iter().next()
    }

    /// The lowest level that is possible.
    #[must_use]
    pub fn floor(self) -> Option<usize> {
        self.iter().last()
    }

    /// The level, where only one is possible.
    #[must_use]
    pub fn certain(self) -> Option<usize> {
        if self.count() == 1 { self.ceiling() } else { None }
    }
}

/// The levels that Kleene's logic leaves possible: never too few, at times one too many.
pub(crate) fn possible_levels(program: &Program, values: &Values) -> LevelSet {
    let roots = &program.roots;
    let not_graded = 1 << roots.levels.len();
    if roots.outside.is_some_and(|outside| values.get(outside) == Truth::Yes) {
        return LevelSet(not_graded);
    }
    let mut set = 0;
    for (level, root) in roots.levels.iter().enumerate() {
        match values.get(*root) {
            Truth::Yes => return LevelSet(set | 1 << level),
            Truth::Undetermined => set |= 1 << level,
            Truth::No => {}
        }
    }
    LevelSet(set | not_graded)
}

/// The levels that some values of the missing facts really lead to.
pub(crate) fn reachable_levels(work: &mut Work<'_>) -> LevelSet {
    let bound = possible_levels(work.program(), work.values());
    if bound.count() == 1 {
        return bound;
    }
    let roots: &[Literal] = &work.program().roots.levels;
    let mut goals: Vec<Goal> = Vec::with_capacity(roots.len());
    let mut set = 0;
    for level in 0..=roots.len() {
        if bound.contains(level) {
            let wanted = roots.get(level).map(|root| Goal { literal: *root, holds: true });
            let depth = goals.len();
            goals.extend(wanted);
            if reach(work, &goals) {
                set |= 1 << level;
            }
            goals.truncate(depth);
        }
        goals.extend(roots.get(level).map(|root| Goal { literal: *root, holds: false }));
    }
    LevelSet(set)
}

/// A condition that is to hold, or not to hold.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Goal {
    pub(crate) literal: Literal,
    pub(crate) holds: bool,
}

/// How many steps a search may take. Real policies take dozens; past the limit the answer is “possible”,
/// which errs towards caution.
const MOST_STEPS: u32 = 20_000;

/// How many of them are taken before each looks ahead, which costs more than a step and saves thousands.
const MOST_STEPS_WITHOUT_LOOKING_AHEAD: u32 = 100;

/// Whether some values of the missing facts meet all goals. Leaves the work as it was.
pub(crate) fn reach(work: &mut Work<'_>, goals: &[Goal]) -> bool {
    let mark = work.mark();
    let mut steps = 0;
    let found = search(work, goals, &mut steps);
    work.undo(mark);
    found
}

fn search(work: &mut Work<'_>, goals: &[Goal], steps: &mut u32) -> bool {
    *steps += 1;
    if *steps > MOST_STEPS {
        return true;
    }
    let open = match force(work, goals) {
        Forced::Impossible => return false,
        Forced::Met => return true,
        Forced::Open(open) => open,
    };
    if *steps > MOST_STEPS_WITHOUT_LOOKING_AHEAD && open.iter().any(|goal| !has_a_way(work, goals, *goal)) {
        return false;
    }
    let Some(open) = open.first() else { return true };
    let Some((fact, wanted)) = work.open_atom(open.literal, open.holds) else { return true };
    // First the values that help, then the others.
    let set = work.set(fact);
    for part in [set & wanted, set & !wanted] {
        if part == 0 {
            continue;
        }
        let mark = work.mark();
        work.assign(fact, part);
        let found = search(work, goals, steps);
        work.undo(mark);
        if found {
            return true;
        }
    }
    false
}

/// Whether some way to meet an open goal is not ruled out at once by what all goals force. Where a contradiction lies
/// between two goals far from the facts, trying values finds it again and again, and this finds it once.
fn has_a_way(work: &mut Work<'_>, goals: &[Goal], open: Goal) -> bool {
    let Inputs::Gate { inputs, .. } = work.inputs(open.literal) else { return true };
    let holds = open.holds != open.literal.is_negated();
    let ways: Vec<Literal> =
        inputs.iter().copied().filter(|input| work.truth(*input) == Truth::Undetermined).collect();
    let mut with_way = goals.to_vec();
    ways.into_iter().any(|literal| {
        with_way.push(Goal { literal, holds });
        let mark = work.mark();
        let is_possible = !matches!(force(work, &with_way), Forced::Impossible);
        work.undo(mark);
        with_way.pop();
        is_possible
    })
}

/// What goals force.
enum Forced {
    /// They cannot all be met.
    Impossible,
    /// They are all met.
    Met,
    /// These can each be met in more than one way.
    Open(Vec<Goal>),
}

/// Follows what the goals leave no choice about: all inputs of an *all* that is to hold, the last open input of an
/// *any* that is to hold, and so on down to the facts, whose values it settles. Two goals that want opposite truths of
/// one condition are found here, before anything is tried.
fn force(work: &mut Work<'_>, goals: &[Goal]) -> Forced {
    loop {
        let mut wanted: BTreeMap<usize, bool> = BTreeMap::new();
        let mut waiting: Vec<Goal> = goals.iter().rev().copied().collect();
        let mut open = Vec::new();
        let mut settled_some = false;
        while let Some(goal) = waiting.pop() {
            match (work.truth(goal.literal), goal.holds) {
                (Truth::Undetermined, _) => {}
                (Truth::Yes, true) | (Truth::No, false) => continue,
                _ => return Forced::Impossible,
            }
            let holds = goal.holds != goal.literal.is_negated();
            match wanted.insert(goal.literal.node(), holds) {
                Some(before) if before != holds => return Forced::Impossible,
                Some(_) => continue,
                None => {}
            }
            match work.inputs(goal.literal) {
                Inputs::Of { fact, values } => {
                    let set = work.set(fact) & if holds { values } else { !values };
                    if set == 0 {
                        return Forced::Impossible;
                    }
                    work.assign(fact, set);
                    settled_some = true;
                }
                Inputs::Gate { is_all, inputs } => {
                    let undetermined = |input: &Literal| work.truth(*input) == Truth::Undetermined;
                    let mut undecided = inputs.iter().copied().filter(undetermined);
                    let first = undecided.next();
                    if is_all == holds || undecided.next().is_none() {
                        let undecided = inputs.iter().copied().filter(undetermined);
                        waiting.extend(undecided.map(|literal| Goal { literal, holds }));
                    } else if first.is_some() {
                        open.push(goal);
                    }
                }
            }
        }
        if !settled_some {
            return if open.is_empty() { Forced::Met } else { Forced::Open(open) };
        }
    }
}
