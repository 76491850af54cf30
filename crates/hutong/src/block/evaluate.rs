//! A policy on a day over a table, block by block: cells become facts, facts planes, planes answers.

use super::answers::Answers;
use super::facts::{BlockDomain, Facts};
use super::lanes::{BLOCK, Lanes, Planes};
use super::meaning::{Column, Meaning, Pair, Probe};
use super::open::OpenLevels;
use crate::fault::Fault;
use crate::record::{Reading, TablePlan};
use crate::{Assessor, Child};

/// A policy on a day over a table of children. It keeps what it has learnt of cells; make one for each thread.
///
/// ```
/// # use hutong::block::BlockAssessor;
/// # use hutong::{Policy, Renamed, TablePlan, Truth};
/// let policy = Policy::builtin("puning-2024")?;
/// let headers = ["编号", "疑似辍学"].map(String::from);
/// let plan = TablePlan::new(&policy, &headers, |_| Renamed::Unmentioned);
/// let mut block = BlockAssessor::new(policy.at("2026-11-01".parse()?), plan);
/// let rows = [["made-up 1", "是"], ["made-up 2", ""]];
/// for (lane, row) in rows.iter().enumerate() {
///     for (column, text) in row.iter().enumerate() {
///         let meaning = block.text(column, text);
///         block.put(column, lane, meaning);
///     }
/// }
/// let as_of = block.assessor().as_of();
/// let answers = block.assess(rows.len(), |plan, lane| plan.read(&rows[lane].map(String::from), as_of));
/// assert!(answers.level(0).contains(1), "dropping out is a matter for the second level");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct BlockAssessor<'p> {
    assessor: Assessor<'p>,
    plan: TablePlan,
    columns: Vec<Column>,
    pairs: Vec<Pair>,
    /// What a record without any cell makes known.
    blank: Vec<u32>,
    /// By column: the meanings of its cells in this block.
    codes: Vec<[u8; BLOCK]>,
    /// By column: whether its meanings stand among the codes; else they stand here.
    coded: Vec<bool>,
    marks: Vec<Vec<(u8, Lanes)>>,
    /// For columns of counties, the same with room for every county.
    counties: Vec<Option<Box<[u16; BLOCK]>>>,
    facts: Facts,
    wanted: Vec<bool>,
    values: Vec<Planes>,
    open: OpenLevels,
}

impl<'p> BlockAssessor<'p> {
    /// A policy on a day over the tables that a plan reads.
    #[must_use]
    pub fn new(assessor: Assessor<'p>, plan: TablePlan) -> BlockAssessor<'p> {
        let program = &assessor.policy().program;
        let mut blank = Vec::new();
        Probe::sets_of(&assessor, &Child::default(), &mut blank);
        let probe = Probe { assessor: &assessor, plan: &plan, blank: &blank };
        let columns: Vec<Column> =
            plan.used().map(|(header, path)| Column::new(&probe, header, path)).collect();
        let pairs = Pair::all(program, &columns);
        let wanted =
            program.graph.reachable(program.roots.of_verdict().chain(program.roots.referrals.clone()));
        let county = |column: &Column| column.is_county().then(|| Box::new([0; BLOCK]));
        BlockAssessor {
            codes: vec![[0; BLOCK]; columns.len()],
            coded: vec![false; columns.len()],
            marks: vec![Vec::new(); columns.len()],
            counties: columns.iter().map(county).collect(),
            facts: Facts::default(),
            values: Vec::new(),
            open: OpenLevels::new(program),
            assessor,
            plan,
            columns,
            pairs,
            blank,
            wanted,
        }
    }

    /// The policy on its day.
    #[must_use]
    pub fn assessor(&self) -> &Assessor<'p> {
        &self.assessor
    }

    /// Which header is which column.
    #[must_use]
    pub fn plan(&self) -> &TablePlan {
        &self.plan
    }

    /// The columns that are read, in order: the header of each, counted from 0, and its path.
    pub fn columns(&self) -> impl Iterator<Item = (usize, &str)> {
        self.columns.iter().map(|column| (column.header(), column.path()))
    }

    /// What a text means in a column.
    pub fn text(&mut self, column: usize, text: &str) -> Meaning {
        let probe = Probe { assessor: &self.assessor, plan: &self.plan, blank: &self.blank };
        self.columns.get_mut(column).map_or(Meaning::BLANK, |column| column.text(text, &probe))
    }

    /// What a day, counted from the beginning of the calendar, means in a column; nothing where the column is not
    /// one of days and the day must be given as text.
    #[must_use]
    pub fn day(&self, column: usize, number: i32) -> Option<Meaning> {
        self.columns.get(column).and_then(|column| column.day(number))
    }

    /// Says what a cell means for several children at once. Nothing is said for columns of counties, whose cells must be
    /// put one by one: then the answer is false.
    pub fn mark(&mut self, column: usize, lanes: Lanes, meaning: Meaning) -> bool {
        match (self.counties.get(column), self.marks.get_mut(column)) {
            (Some(None), Some(marks)) => {
                if std::mem::take(&mut self.coded[column]) {
                    self.codes[column].fill(0);
                }
                marks.push((u8::try_from(meaning.0).unwrap_or(1), lanes));
                true
            }
            _ => false,
        }
    }

    /// Puts the meaning of a cell in its place, by column and by the child's place in the block.
    #[inline]
    pub fn put(&mut self, column: usize, lane: usize, meaning: Meaning) {
        let mut code = meaning.0;
        if let Some(coded) = self.coded.get_mut(column) {
            *coded = true;
        }
        if let Some(Some(counties)) = self.counties.get_mut(column)
            && let Some(place) = counties.get_mut(lane)
        {
            *place = meaning.0;
            code = self.columns.get(column).map_or(code, |column| column.of_county(meaning));
        }
        if let Some(place) = self.codes.get_mut(column).and_then(|codes| codes.get_mut(lane)) {
            *place = u8::try_from(code).unwrap_or(1);
        }
    }

    /// Puts the meanings of a column's cells in their places, from the first child of the block on.
    pub fn fill(&mut self, column: usize, meanings: impl Iterator<Item = Meaning>) {
        match (self.counties.get_mut(column), self.codes.get_mut(column)) {
            (Some(None), Some(codes)) => {
                self.coded[column] = true;
                for (place, meaning) in codes.iter_mut().zip(meanings) {
                    *place = u8::try_from(meaning.0).unwrap_or(1);
                }
            }
            _ => {
                for (lane, meaning) in meanings.take(BLOCK).enumerate() {
                    self.put(column, lane, meaning);
                }
            }
        }
    }

    /// The answers for the first `count` children of the block. `read` reads a child's row where it must be read as a
    /// whole.
    pub fn assess(
        &mut self,
        count: usize,
        mut read: impl FnMut(&TablePlan, usize) -> Reading,
    ) -> Answers<'_, 'p> {
        let here = Lanes::first(count);
        self.facts.clear(self.blank.len());
        let mut whole = Lanes::NONE;
        for (codes, _) in self.codes.iter().zip(&self.coded).filter(|(_, coded)| **coded) {
            whole = whole | Lanes::equal(codes, WHOLE);
        }
        for (_, lanes) in self.marks.iter().flatten().filter(|(code, _)| *code == WHOLE) {
            whole = whole | *lanes;
        }
        whole = whole & here;
        let pairs = self.pair_codes(here & !whole);
        for codes in &pairs {
            whole = whole | (Lanes::equal(codes, WHOLE) & here);
        }
        let alone = here & !whole;
        // What two counties say together holds before what each says alone.
        for (pair, codes) in self.pairs.iter().zip(&pairs) {
            gather(codes, &pair.effects, alone, &mut self.facts);
        }
        for (place, column) in self.columns.iter().enumerate() {
            if self.coded[place] {
                gather(&self.codes[place], &column.effects, alone, &mut self.facts);
            }
            for (code, lanes) in self.marks[place].drain(..) {
                if let Some(effect) = column.effects.get(usize::from(code)).filter(|_| code > WHOLE) {
                    self.facts.add(effect, lanes & alone);
                }
            }
        }
        let (rejected, faults) = self.read_rows(whole, &mut read);
        self.answer(here, whole, rejected, faults)
    }

    /// The answers for the first `count` children, each already read.
    pub fn assess_children(
        &mut self,
        count: usize,
        mut child: impl FnMut(usize) -> Reading,
    ) -> Answers<'_, 'p> {
        let here = Lanes::first(count);
        self.facts.clear(self.blank.len());
        let (rejected, faults) = self.read_rows(here, &mut |_, lane| child(lane));
        self.answer(here, here, rejected, faults)
    }

    /// The answers from the facts. `whole` are the children who were read by themselves.
    fn answer(
        &mut self,
        here: Lanes,
        whole: Lanes,
        rejected: Lanes,
        faults: Vec<(usize, Fault)>,
    ) -> Answers<'_, 'p> {
        self.facts.settle(&self.blank, whole);
        let policy = self.assessor.policy();
        let program = &policy.program;
        let domain = BlockDomain { program, facts: &self.facts };
        program.graph.evaluate_in(&domain, &self.wanted, &mut self.values);
        let mut answers = Answers::new(policy, &self.values, here, rejected, faults);
        let open = answers.open_levels();
        if !open.is_empty() {
            self.open
                .find(policy, &self.facts, &self.values, open, |lane, answer| answers.settle(lane, answer));
        }
        answers.with_missing(self.open.missing())
    }

    /// Forgets the cells of the block.
    pub fn clear(&mut self) {
        self.codes.iter_mut().for_each(|codes| codes.fill(0));
        self.marks.iter_mut().for_each(Vec::clear);
        self.counties.iter_mut().flatten().for_each(|codes| codes.fill(0));
    }

    /// For each pair of columns of counties, what the two together mean for each child.
    fn pair_codes(&mut self, alone: Lanes) -> Vec<[u8; BLOCK]> {
        let probe = Probe { assessor: &self.assessor, plan: &self.plan, blank: &self.blank };
        let mut all = Vec::with_capacity(self.pairs.len());
        for pair in &mut self.pairs {
            let mut codes = [0; BLOCK];
            let of = |column: usize| self.counties.get(column).and_then(Option::as_deref);
            if let (Some(left), Some(right)) = (of(pair.columns.0), of(pair.columns.1)) {
                let mut last = ((0, 0), 0);
                for ((lane, code), both) in codes.iter_mut().enumerate().zip(left.iter().zip(right)) {
                    let both = (*both.0, *both.1);
                    if both.0 > Meaning::UNREAD.0 && both.1 > Meaning::UNREAD.0 && alone.has(lane) {
                        if both != last.0 {
                            last = (both, pair.meaning(both, &self.columns, &probe));
                        }
                        *code = u8::try_from(last.1).unwrap_or(1);
                    }
                }
            }
            all.push(codes);
        }
        all
    }

    /// Reads some children's rows as a whole, and adds what they say to the facts; those rejected, and every fault.
    fn read_rows(
        &mut self,
        whole: Lanes,
        read: &mut impl FnMut(&TablePlan, usize) -> Reading,
    ) -> (Lanes, Vec<(usize, Fault)>) {
        let (mut rejected, mut faults) = (Lanes::NONE, Vec::new());
        let mut sets = Vec::new();
        for lane in whole.iter() {
            let reading = read(&self.plan, lane);
            if reading.is_rejected() {
                rejected.insert(lane);
                faults.extend(reading.faults.into_iter().map(|fault| (lane, fault)));
            }
            Probe::sets_of(&self.assessor, &reading.child, &mut sets);
            self.facts.add_child(&sets, lane);
        }
        (rejected, faults)
    }
}

/// The code of a cell for which the whole row is read.
const WHOLE: u8 = 1;
const _: () = assert!(Meaning::WHOLE.0 == WHOLE as u16, "one number for one thing");

/// Adds the effects of a column's cells, each with the children who have it.
fn gather(codes: &[u8; BLOCK], effects: &[super::meaning::Effect], alone: Lanes, facts: &mut Facts) {
    let mut seen = [false; 256];
    for code in codes {
        seen[usize::from(*code)] = true;
    }
    for (code, effect) in effects.iter().enumerate().skip(3) {
        if seen.get(code) == Some(&true)
            && let Ok(code) = u8::try_from(code)
        {
            let lanes = Lanes::equal(codes, code) & alone;
            if !lanes.is_empty() {
                facts.add(effect, lanes);
            }
        }
    }
}
