//! What a run keeps of its children for a report: counts by village and worker, and of each list as many lines as are
//! shown. Memory grows with villages and workers, not with children.

use std::collections::BTreeMap;

use hutong::schedule::{LevelDoubt, Responsible};

use crate::schedule::course::Child;
use crate::schedule::item::{Group, Item};
use crate::schedule::work::NeverVisited;

/// A line of a list.
#[derive(Debug)]
pub(crate) struct Entry<'p> {
    /// The row of the file of children.
    pub(crate) row: u64,
    /// The child's key.
    pub(crate) key: Option<String>,
    /// Where its duties fall, and on whom.
    pub(crate) place: Responsible,
    /// What is to be done.
    pub(crate) item: Item<'p>,
    /// The facts that decide whether a possible duty holds, by path.
    pub(crate) first_settle: Vec<String>,
}

/// How many lines each group has, in the order of [`Group::ALL`].
pub(crate) type Lines = [u64; Group::ALL.len()];

/// The counts and lists of a run.
#[derive(Debug)]
pub(crate) struct Overview<'p> {
    most: usize,
    /// Children who are told of.
    pub(crate) children: u64,
    /// Children with a line in a list.
    pub(crate) with_work: u64,
    /// Lines of each group; of possible duties, children.
    pub(crate) lines: Lines,
    /// The same by village and worker.
    pub(crate) places: BTreeMap<Responsible, Lines>,
    /// Children who ought to be visited at home and never were, as far as is recorded.
    pub(crate) never_visited: u64,
    /// Those of them whose visit is due or overdue.
    pub(crate) never_visited_due: u64,
    /// Children whose last visit or contact was on a day that is not known.
    pub(crate) last_day_unknown: u64,
    /// Children with an entry that does not say who made it.
    pub(crate) visitor_not_recorded: u64,
    /// Children whose level is in doubt.
    pub(crate) doubts: BTreeMap<LevelDoubt, u64>,
    lists: BTreeMap<Group, Vec<Entry<'p>>>,
}

impl<'p> Overview<'p> {
    /// Nothing yet; each list keeps at most so many lines.
    pub(crate) fn new(most: usize) -> Overview<'p> {
        Overview {
            most,
            children: 0,
            with_work: 0,
            lines: Lines::default(),
            places: BTreeMap::new(),
            never_visited: 0,
            never_visited_due: 0,
            last_day_unknown: 0,
            visitor_not_recorded: 0,
            doubts: BTreeMap::new(),
            lists: BTreeMap::new(),
        }
    }

    /// Takes a child with its lines in their order.
    pub(crate) fn add(&mut self, child: Child<'p>) {
        let Child { row, key, made, .. } = child;
        if !made.is_told {
            return;
        }
        self.children += 1;
        let told = made.told;
        self.never_visited += u64::from(told.never_visited != NeverVisited::No);
        self.never_visited_due += u64::from(told.never_visited == NeverVisited::Due);
        self.last_day_unknown += u64::from(told.last_day_unknown);
        self.visitor_not_recorded += u64::from(told.visitor_not_recorded);
        if let Some(doubt) = told.doubt {
            *self.doubts.entry(doubt).or_default() += 1;
        }
        self.with_work += u64::from(!made.items.is_empty());
        let mut possible = false;
        for item in made.items {
            // A child of whom little is known could have many duties: the most urgent stands for all of them.
            let repeats = item.group == Group::Possible && std::mem::replace(&mut possible, true);
            if repeats {
                continue;
            }
            let of_place = self.places.entry(made.place.clone()).or_default();
            for lines in [&mut self.lines, of_place] {
                if let Some(count) = lines.get_mut(item.group as usize) {
                    *count += 1;
                }
            }
            let list = self.lists.entry(item.group).or_default();
            let rank = (item.rank(), row);
            let place = list.partition_point(|other| (other.item.rank(), other.row) <= rank);
            if place < self.most {
                let (key, first_settle) = (key.clone(), made.first_settle.clone());
                list.insert(place, Entry { row, key, place: made.place.clone(), item, first_settle });
                list.truncate(self.most);
            }
        }
    }

    /// The lines of a group that are shown, the most urgent first.
    pub(crate) fn list(&self, group: Group) -> &[Entry<'p>] {
        self.lists.get(&group).map_or(&[], Vec::as_slice)
    }

    /// How many lines a group has.
    pub(crate) fn count(&self, group: Group) -> u64 {
        self.lines.get(group as usize).copied().unwrap_or(0)
    }
}
