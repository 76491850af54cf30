//! Looks for a child of whom some conditions hold and others do not, or for two children who differ in one fact alone.
//! All searches of one policy share a budget, so that a hostile file cannot make the loader dawdle.

use crate::Truth;
use crate::assessment::work::Work;
use crate::assessor::Scratch;
use crate::levels::Goal;
use crate::policy::program::Program;

/// How many steps one search may take. Real policies take dozens.
const MOST_STEPS: u32 = 5_000;
/// How many steps all searches together may take; each takes at least one.
const MOST_STEPS_TOGETHER: u32 = 50_000;

/// Two children of whom nothing is known yet, and the steps that are left.
pub(super) struct Search<'a> {
    works: [Work<'a>; 2],
    left: u32,
}

impl<'a> Search<'a> {
    /// From two records of which nothing is known, not even what a blank would settle: an act of an office that nobody
    /// recorded has not happened, but it can be recorded.
    pub(super) fn new(program: &'a Program, [first, second]: &'a mut [Scratch; 2]) -> Search<'a> {
        Search { works: [Work::new(program, first), Work::new(program, second)], left: MOST_STEPS_TOGETHER }
    }

    /// Whether some child meets all goals; nothing when the search was given up.
    pub(super) fn child(&mut self, goals: &[Goal]) -> Option<bool> {
        let Search { works: [work, _], left } = self;
        bounded(std::slice::from_mut(work), &[goals], left)
    }

    /// Whether there are two children who are alike but for `fact`, which has the one value in the first and the other
    /// in the second, and who each meet their goals; nothing when the search was given up.
    pub(super) fn pair(&mut self, fact: usize, values: [u32; 2], goals: [&[Goal]; 2]) -> Option<bool> {
        let marks = self.works.each_ref().map(Work::mark);
        for (work, value) in self.works.iter_mut().zip(values) {
            work.assign(fact, value);
        }
        let found = bounded(&mut self.works, &goals, &mut self.left);
        for (work, mark) in self.works.iter_mut().zip(marks) {
            work.undo(mark);
        }
        found
    }
}

fn bounded(works: &mut [Work<'_>], goals: &[&[Goal]], left: &mut u32) -> Option<bool> {
    let allowed = MOST_STEPS.min(*left);
    let mut steps = allowed;
    let found = search(works, goals, &mut steps);
    *left -= allowed - steps;
    found
}

fn search(works: &mut [Work<'_>], goals: &[&[Goal]], steps: &mut u32) -> Option<bool> {
    *steps = steps.checked_sub(1)?;
    let mut open = None;
    for (work, goals) in works.iter().zip(goals) {
        for goal in *goals {
            match (work.truth(goal.literal), goal.holds) {
                (Truth::Undetermined, _) => {
                    open = open.or_else(|| {
                        let (fact, wanted) = work.open_atom(goal.literal, goal.holds)?;
                        Some((fact, work.set(fact), wanted))
                    });
                }
                (Truth::Yes, true) | (Truth::No, false) => {}
                _ => return Some(false),
            }
        }
    }
    let Some((fact, set, wanted)) = open else { return Some(true) };
    // First the values that help, then the others.
    for part in [set & wanted, set & !wanted].into_iter().filter(|part| *part != 0) {
        let marks: Vec<_> = works.iter().map(Work::mark).collect();
        for work in works.iter_mut() {
            work.assign(fact, part);
        }
        let found = search(works, goals, steps);
        for (work, mark) in works.iter_mut().zip(marks) {
            work.undo(mark);
        }
        if found != Some(false) {
            return found;
        }
    }
    Some(false)
}
