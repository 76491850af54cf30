//! What a cell means, settled once for each distinct cell of a column: the facts that a record has which has that
//! cell alone. Cells of columns that only together say something are left to the single record.

use crate::Assessor;
use crate::assessment::work::{fill_slots, measure};
use crate::derive::facts_of;
use crate::policy::program::Program;
use crate::policy::readings::{ContactLostFrom, OtherCountyFrom};
use crate::record::{FIRST_DAY, TablePlan};
use crate::vocabulary::{Child, Date, Finding, Kind, Slot, Text, column_by_path, columns, slot_count};
use chrono::{Datelike, NaiveDate};
use std::collections::BTreeMap;

/// What a cell means, as a number that its column knows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Meaning(pub(super) u16);

impl Meaning {
    /// Nothing: the cell is blank.
    pub const BLANK: Meaning = Meaning(0);
    /// Only the whole record tells.
    pub const WHOLE: Meaning = Meaning(1);
    /// Something that no rule reads.
    pub(super) const UNREAD: Meaning = Meaning(2);
}

/// A fact and the set of values that it then may have.
pub(super) type Known = (usize, u32);

/// What a cell that stands alone makes known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Effect {
    /// Of the column's own fact.
    pub(super) own: Option<Known>,
    /// Of facts that follow, as long as no cell gives those.
    pub(super) follows: Vec<Known>,
}

/// What kind of column it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Class {
    /// A value of it is only understood with others: the whole record is read.
    Whole,
    /// Text that no rule reads.
    Text,
    /// Each distinct cell is looked up once.
    Words,
    /// A county: as words, and each distinct county has a number of its own, for another county follows from two.
    County,
    /// A day, which lies between two borders of the policy.
    Day,
}

/// One column of a table, and what its cells mean.
#[derive(Clone, Debug)]
pub(super) struct Column {
    header: usize,
    path: String,
    class: Class,
    /// The fact that it gives.
    pub(super) fact: Option<usize>,
    /// For days: the borders, and the first and last day that need no further look.
    borders: Vec<i32>,
    days: (i32, i32),
    /// For days: what a day in each stretch between borders means.
    stretches: Vec<u16>,
    /// By meaning.
    pub(super) effects: Vec<Effect>,
    known: BTreeMap<Box<str>, u16>,
    /// For counties: what each says by itself, by its number.
    alone: Vec<u16>,
    /// The last few cells looked up, since most cells of a column are alike.
    recent: Vec<(Box<str>, u16)>,
}

/// The most distinct cells of one column that are kept in mind.
const MOST_KNOWN: usize = 50_000;
const MOST_RECENT: usize = 6;

/// Reads records that have a few cells alone.
#[derive(Debug)]
pub(super) struct Probe<'a, 'p> {
    pub(super) assessor: &'a Assessor<'p>,
    pub(super) plan: &'a TablePlan,
    pub(super) blank: &'a [u32],
}

impl Probe<'_, '_> {
    /// The sets of a child's facts.
    pub(super) fn sets_of(assessor: &Assessor<'_>, child: &Child, sets: &mut Vec<u32>) {
        let program = &assessor.policy().program;
        let (mut spans, mut slots): (Vec<Slot>, Vec<Slot>) = (Vec::new(), Vec::new());
        facts_of(child, assessor.as_of(), &program.derivation, sets, &mut spans);
        fill_slots(program, &spans, sets, &mut slots);
        measure(program, assessor.borders(), &spans, sets);
    }

    /// What a record with these cells, by header, makes known besides what a blank one does; nothing when it is
    /// faulty. And whether it says anything at all.
    fn read(&self, cells: &[(usize, &str)]) -> Option<(Vec<Known>, bool)> {
        let width = cells.iter().map(|(header, _)| header + 1).max().unwrap_or(0);
        let mut row = vec![String::new(); width];
        for (header, text) in cells {
            if let Some(cell) = row.get_mut(*header) {
                (*text).clone_into(cell);
            }
        }
        let reading = self.plan.read(&row, self.assessor.as_of());
        if reading.is_rejected() {
            return None;
        }
        let mut sets = Vec::new();
        Probe::sets_of(self.assessor, &reading.child, &mut sets);
        let differing = sets.iter().zip(self.blank).enumerate().filter(|(_, (set, blank))| set != blank);
        let program = &self.assessor.policy().program;
        let read = |fact: &usize| program.facts.get(*fact).is_some_and(|fact| !fact.tests.is_empty());
        let known = differing.map(|(fact, (set, _))| (fact, *set)).filter(|(fact, _)| read(fact)).collect();
        Some((known, reading.child != Child::default()))
    }
}

impl Column {
    pub(super) fn new(probe: &Probe<'_, '_>, header: usize, path: &str) -> Column {
        let (assessor, policy) = (probe.assessor, probe.assessor.policy());
        let program = &policy.program;
        let (class, fact) = classify(program, path, policy);
        let class = match class {
            Class::Day | Class::County | Class::Text if probe.plan.has_codes(header) => Class::Words,
            class => class,
        };
        let measured = fact.and_then(|fact| program.measured.iter().position(|other| *other == fact));
        let borders = measured.and_then(|place| assessor.borders().get(place)).cloned().unwrap_or_default();
        let mut column = Column {
            header,
            path: path.to_owned(),
            class,
            fact,
            borders,
            days: (FIRST_DAY.num_days_from_ce(), assessor.as_of().num_days_from_ce()),
            stretches: Vec::new(),
            effects: vec![Effect::default(); 3],
            known: BTreeMap::new(),
            alone: Vec::new(),
            recent: Vec::new(),
        };
        if class == Class::Day {
            // A day of each stretch speaks for all of them: its last, where that is not too late.
            for stretch in 0..=column.borders.len() {
                let last =
                    column.borders.get(stretch).map_or(column.days.1, |border| column.days.1.min(*border));
                let day = NaiveDate::from_num_days_from_ce_opt(last).filter(|_| last >= column.days.0);
                let code = day.map_or(Meaning::WHOLE.0, |day| column.look_up(&day.to_string(), probe));
                column.stretches.push(code);
            }
        }
        column
    }

    pub(super) fn header(&self) -> usize {
        self.header
    }

    pub(super) fn path(&self) -> &str {
        &self.path
    }

    pub(super) fn is_county(&self) -> bool {
        self.class == Class::County
    }

    /// What a day means, counted from the beginning of the calendar.
    #[inline]
    pub(super) fn day(&self, number: i32) -> Option<Meaning> {
        if self.class != Class::Day {
            return None;
        }
        if number < self.days.0 || number > self.days.1 {
            return Some(Meaning::WHOLE);
        }
        let past = self.borders.iter().filter(|border| number > **border).count();
        self.stretches.get(past).map(|code| Meaning(*code))
    }

    /// What a text means.
    pub(super) fn text(&mut self, text: &str, probe: &Probe<'_, '_>) -> Meaning {
        if text.is_empty() {
            return Meaning::BLANK;
        }
        if let Some((_, code)) = self.recent.iter().find(|(known, _)| **known == *text) {
            return Meaning(*code);
        }
        let trimmed = text.trim();
        match self.class {
            _ if trimmed.is_empty() => return Meaning::BLANK,
            Class::Whole => return Meaning::WHOLE,
            Class::Text => return if text.len() > Text::MOST { Meaning::WHOLE } else { Meaning::UNREAD },
            Class::Day => {
                let day = Date::parse(trimmed).ok().and_then(Date::exact);
                if let Some(meaning) = day.and_then(|day| self.day(day.num_days_from_ce())) {
                    return meaning;
                }
            }
            Class::Words | Class::County => {}
        }
        let code = match self.known.get(trimmed) {
            Some(code) => *code,
            None => {
                let code = self.look_up(trimmed, probe);
                if self.known.len() < MOST_KNOWN {
                    self.known.insert(trimmed.into(), code);
                }
                code
            }
        };
        if self.recent.len() < MOST_RECENT {
            self.recent.push((text.into(), code));
        }
        Meaning(code)
    }

    fn look_up(&mut self, text: &str, probe: &Probe<'_, '_>) -> u16 {
        let Some((known, says_something)) = probe.read(&[(self.header, text)]) else {
            return Meaning::WHOLE.0;
        };
        if !says_something {
            return Meaning::BLANK.0;
        }
        let own = self.fact.and_then(|fact| {
            let set = known.iter().find(|(other, _)| *other == fact).map(|(_, set)| *set);
            // A cell may say what a blank one says, as *not certified* does; it says so all the same.
            set.or_else(|| probe.blank.get(fact).copied()).map(|set| (fact, set))
        });
        let follows = known.into_iter().filter(|(fact, _)| Some(*fact) != self.fact).collect();
        let effect = intern(&mut self.effects, Effect { own, follows });
        if self.class != Class::County || effect == Meaning::WHOLE.0 || self.known.len() >= MOST_KNOWN {
            return if self.class == Class::County { Meaning::WHOLE.0 } else { effect };
        }
        // The next free number; the text behind it is found again in `county`.
        self.alone.push(effect);
        u16::try_from(self.alone.len() + usize::from(Meaning::UNREAD.0)).unwrap_or(Meaning::WHOLE.0)
    }

    /// What a county by its number says by itself.
    #[inline]
    pub(super) fn of_county(&self, meaning: Meaning) -> u16 {
        let place = usize::from(meaning.0).checked_sub(usize::from(Meaning::UNREAD.0) + 1);
        place.and_then(|place| self.alone.get(place)).copied().unwrap_or(meaning.0)
    }

    /// The text of a county's number.
    fn county(&self, code: u16) -> Option<&str> {
        self.known.iter().find(|(_, other)| **other == code).map(|(text, _)| &**text)
    }
}

/// The number of an effect, which is new or known; [`Meaning::WHOLE`] when there are too many.
fn intern(effects: &mut Vec<Effect>, effect: Effect) -> u16 {
    if effect == Effect::default() {
        return Meaning::UNREAD.0;
    }
    let place = effects.iter().skip(3).position(|other| *other == effect).map_or(effects.len(), |at| at + 3);
    if place > usize::from(u8::MAX) {
        return Meaning::WHOLE.0;
    }
    if place == effects.len() {
        effects.push(effect);
    }
    u16::try_from(place).unwrap_or(Meaning::WHOLE.0)
}

fn classify(program: &Program, path: &str, policy: &crate::Policy) -> (Class, Option<usize>) {
    let is_read = |fact: usize| program.facts.get(fact).is_some_and(|fact| !fact.tests.is_empty());
    if let Some(id) = path.strip_prefix("local.") {
        // The parts of a finding stand behind a further dot, and belong together.
        let place = policy.source().facts.iter().position(|fact| fact.id == id);
        let fact = place.map(|place| slot_count() + place);
        return if fact.is_some() {
            (Class::Words, fact.filter(|fact| is_read(*fact)))
        } else {
            (Class::Whole, None)
        };
    }
    if path == "age" {
        return (Class::Words, None);
    }
    let Some(column) = column_by_path(path).and_then(|index| columns().get(index)) else {
        return (Class::Whole, None);
    };
    let last = path.rsplit('.').next().unwrap_or(path);
    let readings = program.derivation.readings;
    let by_report = readings.contact_lost_from == ContactLostFrom::PoliceReport;
    let together = match last {
        "returns" | "until" => true,
        "since" | "reported_on" => path.contains("out_of_contact") && by_report,
        _ => path.starts_with("decision."),
    };
    let is_part_of_a_finding =
        column.slot.is_none() && Finding::LEAVES.iter().any(|(name, _, _)| *name == last);
    let class = match column.kind {
        _ if together || is_part_of_a_finding => Class::Whole,
        Kind::Text => Class::Text,
        Kind::Date => Class::Day,
        Kind::County => Class::County,
        Kind::Choice | Kind::Finding | Kind::Count => Class::Words,
        Kind::Returns => Class::Whole,
    };
    (class, column.slot.filter(|fact| is_read(*fact)))
}

/// Two columns of counties from which other facts follow.
#[derive(Clone, Debug)]
pub(super) struct Pair {
    /// The places of the two among the columns.
    pub(super) columns: (usize, usize),
    pub(super) effects: Vec<Effect>,
    known: BTreeMap<(u16, u16), u16>,
}

impl Pair {
    /// The pairs among some columns: the place of work of each parent, with the child's home.
    pub(super) fn all(program: &Program, columns: &[Column]) -> Vec<Pair> {
        let home = match program.derivation.readings.other_county_from {
            OtherCountyFrom::Registration => "household.county",
            OtherCountyFrom::Residence => "residence.county",
        };
        let place = |path: &str| columns.iter().position(|column| column.is_county() && column.path == path);
        let of_parent = |path| Some((place(path)?, place(home)?));
        let pairs = ["father.away.county", "mother.away.county"].into_iter().filter_map(of_parent);
        let effects = || vec![Effect::default(); 3];
        pairs.map(|columns| Pair { columns, effects: effects(), known: BTreeMap::new() }).collect()
    }

    /// What two counties together mean.
    pub(super) fn meaning(&mut self, codes: (u16, u16), columns: &[Column], probe: &Probe<'_, '_>) -> u16 {
        if let Some(code) = self.known.get(&codes) {
            return *code;
        }
        let code = self.look_up(codes, columns, probe).unwrap_or(Meaning::WHOLE.0);
        self.known.insert(codes, code);
        code
    }

    fn look_up(&mut self, codes: (u16, u16), columns: &[Column], probe: &Probe<'_, '_>) -> Option<u16> {
        let (work, home) = (columns.get(self.columns.0)?, columns.get(self.columns.1)?);
        let cells = [(work.header, work.county(codes.0)?), (home.header, home.county(codes.1)?)];
        let (known, _) = probe.read(&cells)?;
        Some(intern(&mut self.effects, Effect { own: None, follows: known }))
    }
}
