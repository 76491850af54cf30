//! The facts of a block of children: for each fact the sets of values that occur, and which children have each.

use super::lanes::{Lanes, Planes};
use super::meaning::Effect;
use crate::graph::Domain;
use crate::policy::program::{Atom, Program};

/// For each fact, the sets of values that occur, with the children who have each.
#[derive(Clone, Debug, Default)]
pub(super) struct Facts {
    sets: Vec<Vec<(u32, Lanes)>>,
    /// For each fact, the children of whom a cell gives it.
    given: Vec<Lanes>,
    /// What follows from other facts, held back until it is known what is given.
    following: Vec<(usize, u32, Lanes)>,
}

impl Facts {
    pub(super) fn clear(&mut self, count: usize) {
        self.sets.resize_with(count, Vec::new);
        self.sets.iter_mut().for_each(Vec::clear);
        self.given.clear();
        self.given.resize(count, Lanes::NONE);
        self.following.clear();
    }

    fn push(&mut self, fact: usize, set: u32, lanes: Lanes) {
        let Some(sets) = self.sets.get_mut(fact) else { return };
        match sets.iter_mut().find(|(other, _)| *other == set) {
            Some((_, there)) => *there = *there | lanes,
            None => sets.push((set, lanes)),
        }
    }

    /// Some children have a cell with this effect.
    pub(super) fn add(&mut self, effect: &Effect, lanes: Lanes) {
        if let Some((fact, set)) = effect.own {
            self.push(fact, set, lanes);
            if let Some(given) = self.given.get_mut(fact) {
                *given = *given | lanes;
            }
        }
        self.following.extend(effect.follows.iter().map(|(fact, set)| (*fact, *set, lanes)));
    }

    /// One child was read by itself.
    pub(super) fn add_child(&mut self, sets: &[u32], lane: usize) {
        let mut lanes = Lanes::NONE;
        lanes.insert(lane);
        for (fact, set) in sets.iter().enumerate() {
            self.push(fact, *set, lanes);
        }
    }

    /// Adds what follows, and for all other children but `whole`, who are read by themselves, what a blank means.
    pub(super) fn settle(&mut self, blank: &[u32], whole: Lanes) {
        for (fact, set, lanes) in std::mem::take(&mut self.following) {
            let Some(given) = self.given.get(fact).copied() else { continue };
            let lanes = lanes & !given;
            self.push(fact, set, lanes);
            if let Some(given) = self.given.get_mut(fact) {
                *given = *given | lanes;
            }
        }
        for (fact, set) in blank.iter().enumerate() {
            let rest = !(self.given.get(fact).copied().unwrap_or_default() | whole);
            if !rest.is_empty() {
                self.push(fact, *set, rest);
            }
        }
    }

    /// The sets of values of a fact that occur, with the children who have each.
    pub(super) fn of(&self, fact: usize) -> &[(u32, Lanes)] {
        self.sets.get(fact).map_or(&[], Vec::as_slice)
    }
}

/// The truths of a block of children.
pub(super) struct BlockDomain<'a> {
    pub(super) program: &'a Program,
    pub(super) facts: &'a Facts,
}

impl Domain for BlockDomain<'_> {
    type Value = Planes;

    fn always(&self) -> Planes {
        Planes::ALWAYS
    }

    fn atom(&self, atom: usize) -> Planes {
        let mut planes = Planes::default();
        let Some(Atom { fact, holds }) = self.program.atoms.get(atom) else { return planes };
        for (set, lanes) in self.facts.of(*fact) {
            if set & !holds == 0 {
                planes.yes = planes.yes | *lanes;
            } else if set & holds == 0 {
                planes.no = planes.no | *lanes;
            }
        }
        planes
    }

    fn not(&self, value: &Planes) -> Planes {
        Planes { yes: value.no, no: value.yes }
    }

    fn and(&self, left: Planes, right: Planes) -> Planes {
        Planes { yes: left.yes & right.yes, no: left.no | right.no }
    }

    fn or(&self, left: Planes, right: Planes) -> Planes {
        Planes { yes: left.yes | right.yes, no: left.no & right.no }
    }
}
