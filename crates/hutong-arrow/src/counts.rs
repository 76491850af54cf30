//! How many children there are of each level and trigger, counted from the planes before any row is written.

use hutong::Policy;
use hutong::block::{Answers, Lanes};

/// How many children of a table there are of each kind.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// All rows.
    pub rows: usize,
    /// Rows that are rejected; they count nowhere else.
    pub rejected: usize,
    /// Children whose level is open.
    pub open: usize,
    /// Persons outside the policy.
    pub outside: usize,
    /// For each level of the policy, the highest first, and last for *not graded*: children who certainly have it.
    pub levels: Vec<usize>,
    /// For each of the same, children whose level is open and who may have it.
    pub possible_levels: Vec<usize>,
    /// For each trigger, children for whom it fired.
    pub triggers: Vec<usize>,
    /// For each trigger, children for whom it may.
    pub possible_triggers: Vec<usize>,
}

impl Counts {
    pub(crate) fn new(policy: &Policy) -> Counts {
        let source = policy.source();
        Counts {
            levels: vec![0; source.levels.len() + 1],
            possible_levels: vec![0; source.levels.len() + 1],
            triggers: vec![0; source.triggers.len()],
            possible_triggers: vec![0; source.triggers.len()],
            ..Counts::default()
        }
    }

    pub(crate) fn add_block(&mut self, answers: &Answers<'_, '_>, valid: Lanes, count: usize) {
        let number = |lanes: Lanes| (lanes & valid).count() as usize;
        self.rows += count;
        self.rejected += answers.rejected().count() as usize;
        self.outside += number(answers.outside().yes);
        for lane in valid.iter() {
            let levels = answers.level(lane);
            match levels.certain() {
                Some(level) => self.levels[level] += 1,
                None => {
                    self.open += 1;
                    levels.iter().for_each(|level| self.possible_levels[level] += 1);
                }
            }
        }
        for (place, (fired, possible)) in
            self.triggers.iter_mut().zip(&mut self.possible_triggers).enumerate()
        {
            let planes = answers.trigger(place).unwrap_or_default();
            *fired += number(planes.yes);
            *possible += number(planes.open());
        }
    }

    /// Adds the counts of another part of the same table.
    pub fn add(&mut self, other: &Counts) {
        let lists = [
            (&mut self.levels, &other.levels),
            (&mut self.possible_levels, &other.possible_levels),
            (&mut self.triggers, &other.triggers),
            (&mut self.possible_triggers, &other.possible_triggers),
        ];
        for (ours, theirs) in lists {
            ours.resize(ours.len().max(theirs.len()), 0);
            ours.iter_mut().zip(theirs).for_each(|(ours, theirs)| *ours += theirs);
        }
        self.rows += other.rows;
        self.rejected += other.rejected;
        self.open += other.open;
        self.outside += other.outside;
    }
}
