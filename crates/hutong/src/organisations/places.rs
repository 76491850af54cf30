//! Townships and villages, and how many children of the policy live in each: from a file of assessed children, or
//! from numbers that somebody counted. Which number calls for a child director is the policy's.

use super::entries::VillageRecord;
use crate::Truth;
use crate::policy::readings::VillageCount;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// The place of a village committee or township office as the ledger writes it: `township/village`, or the one part
/// that is known.
#[must_use]
pub fn place_name(township: Option<&str>, village: Option<&str>) -> Option<String> {
    match (township, village) {
        (Some(township), Some(village)) => Some(format!("{township}/{village}")),
        (Some(one), None) | (None, Some(one)) => Some(one.to_owned()),
        (None, None) => None,
    }
}

/// Townships and villages with their numbers. The order in which they are told never matters.
///
/// ```
/// # use hutong::Truth;
/// # use hutong::organisations::Villages;
/// let mut villages = Villages::default();
/// villages.add_child(Some("青榕镇"), Some("榕东村"), &[Truth::Yes, Truth::No]);
/// villages.add_child(Some("青榕镇"), None, &[Truth::Yes, Truth::No]);
/// assert_eq!(villages.townships().collect::<Vec<_>>(), ["青榕镇"]);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Villages {
    /// Children, by the township and village in which they live, as far as that is known.
    children: BTreeMap<Where, Tally>,
    /// What somebody counted.
    counted: BTreeMap<Where, Counted>,
}

/// A township and a village, each as far as it is known.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Where {
    township: Option<String>,
    village: Option<String>,
}

impl Where {
    fn of(township: Option<&str>, village: Option<&str>) -> Where {
        Where { township: township.map(str::to_owned), village: village.map(str::to_owned) }
    }

    /// Whether both may be the same village, as far as they are known.
    fn may_be(&self, other: &Where) -> bool {
        let agree =
            |one: &Option<String>, other: &Option<String>| one.is_none() || other.is_none() || one == other;
        agree(&self.township, &other.township) && agree(&self.village, &other.village)
    }
}

/// How many children, read one way and the other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Tally {
    distinct: Span,
    summed: Span,
}

/// A number that is certain, and how many may be added to it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Span {
    certain: u32,
    more: u32,
}

impl Span {
    fn add(&mut self, certain: u32, more: u32) {
        self.certain = self.certain.saturating_add(certain);
        self.more = self.more.saturating_add(more);
    }

    fn all(self) -> u32 {
        self.certain.saturating_add(self.more)
    }
}

/// What somebody counted in a village.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Counted {
    children: Option<u32>,
    directors: Option<u32>,
}

impl Villages {
    /// Adds a child by where it lives and whether it belongs to each population of the policy. One that belongs to
    /// none is added too, for its village.
    pub fn add_child(&mut self, township: Option<&str>, village: Option<&str>, populations: &[Truth]) {
        let count = |truth: Truth| {
            let number = populations.iter().filter(|answer| **answer == truth).count();
            u32::try_from(number).unwrap_or(u32::MAX)
        };
        let (yes, open) = (count(Truth::Yes), count(Truth::Undetermined));
        let tally = self.children.entry(Where::of(township, village)).or_default();
        tally.summed.add(yes, open);
        match (yes, open) {
            (0, 0) => {}
            (0, _) => tally.distinct.add(0, 1),
            _ => tally.distinct.add(1, 0),
        }
    }

    /// Adds a row that could not be read: it may be a child of any population.
    pub fn add_unreadable(&mut self, township: Option<&str>, village: Option<&str>, populations: usize) {
        self.add_child(township, village, &vec![Truth::Undetermined; populations]);
    }

    /// Adds what somebody counted. Of two numbers for one village the higher number of children holds, and the lower
    /// of child directors.
    pub fn add_counted(&mut self, record: &VillageRecord) {
        let number = |count: crate::Count| count.0.map(u32::from);
        let at = Where::of(record.township.as_str(), record.village.as_str());
        let counted = self.counted.entry(at).or_default();
        counted.children = counted.children.max(number(record.children));
        let directors = number(record.directors);
        counted.directors = match (counted.directors, directors) {
            (Some(one), Some(other)) => Some(one.min(other)),
            (one, other) => one.or(other),
        };
    }

    /// Whether nothing was told.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.children.is_empty() && self.counted.is_empty()
    }

    fn all(&self) -> BTreeSet<&Where> {
        self.children.keys().chain(self.counted.keys()).collect()
    }

    /// The townships, each once, in order.
    pub fn townships(&self) -> impl Iterator<Item = &str> {
        let names: BTreeSet<&str> = self.all().into_iter().filter_map(|at| at.township.as_deref()).collect();
        names.into_iter()
    }

    /// The names of the villages, as obligations have them.
    pub(crate) fn names(&self) -> impl Iterator<Item = String> {
        let villages = self.all().into_iter().filter(|at| at.village.is_some());
        villages.filter_map(|at| place_name(at.township.as_deref(), at.village.as_deref()))
    }

    /// The villages, each with its numbers as a reading counts them, in order.
    pub(crate) fn list(&self, reading: VillageCount) -> Vec<Village> {
        let villages = self.all().into_iter().filter(|at| at.village.is_some());
        let vague: Vec<(&Where, &Tally)> =
            self.children.iter().filter(|(at, _)| at.township.is_none() || at.village.is_none()).collect();
        villages.map(|at| self.village(at, &vague, reading)).collect()
    }

    /// A village; `vague` are the children of whom the township or the village is not known.
    fn village(&self, at: &Where, vague: &[(&Where, &Tally)], reading: VillageCount) -> Village {
        let read = |tally: &Tally| match reading {
            VillageCount::DistinctChildren => tally.distinct,
            VillageCount::SumOfPopulations => tally.summed,
        };
        let here = self.children.get(at).map(read).unwrap_or_default();
        // A child of whom only the township is known may live in each of its villages; and where no township is known
        // of the village itself, each village of that name may be the same.
        let (vague, all) =
            if at.township.is_some() { (Some(vague), None) } else { (None, Some(&self.children)) };
        let vague = vague.into_iter().flatten().copied();
        let others =
            vague.chain(all.into_iter().flatten()).filter(|(other, _)| *other != at && other.may_be(at));
        let may_live_here = others.fold(0u32, |sum, (_, tally)| sum.saturating_add(read(tally).all()));
        let counted = self.counted.get(at).copied().unwrap_or_default();
        let known = !self.children.is_empty() || counted.children.is_some();
        let children = here.certain.max(counted.children.unwrap_or(0));
        let possible = here.all().saturating_add(may_live_here).max(children);
        Village {
            place: place_name(at.township.as_deref(), at.village.as_deref()).unwrap_or_default(),
            township: at.township.clone(),
            village: at.village.clone(),
            children: known.then_some(children),
            possible: known.then_some(possible),
            directors: counted.directors,
        }
    }
}

/// A village or community, and the children of the policy who live there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Village {
    /// Township and village in one, as obligations name it.
    pub place: String,
    /// The township, if known.
    pub township: Option<String>,
    /// The village or community.
    pub village: Option<String>,
    /// How many children certainly; null where nobody counted.
    pub children: Option<u32>,
    /// How many at most, with those whose membership or village is not known; null where nobody counted.
    pub possible: Option<u32>,
    /// How many child directors; null where it is not known.
    pub directors: Option<u32>,
}
