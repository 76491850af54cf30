//! Figures for supervisors: how many windows were met in time, by level, village, worker and month, and the windows
//! behind each figure. A window counts once its due day has come; no share is a float.

use super::{DutyState, Ledger, WindowState};
use crate::Truth;
use crate::vocabulary::Text;
use chrono::{Datelike, NaiveDate};
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeMap;

/// By what figures are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum FiguresBy {
    /// All together.
    All,
    /// By the level that has the duty, by its id.
    Level,
    /// By the duty, by its id.
    Duty,
    /// By township and village.
    Village,
    /// By the worker responsible.
    Worker,
    /// By the month in which the due day lies, such as `2026-09`.
    Month,
}

impl FiguresBy {
    /// Every way, in the order in which they are shown.
    pub const EVERY: [FiguresBy; 6] = [
        FiguresBy::All,
        FiguresBy::Level,
        FiguresBy::Duty,
        FiguresBy::Village,
        FiguresBy::Worker,
        FiguresBy::Month,
    ];
}

/// How many windows were met, and how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Counts {
    /// Done in time.
    pub met: u64,
    /// Not done in time, made good later.
    pub late: u64,
    /// Not done at all.
    pub missed: u64,
    /// Duties that are due now without a date: no window can be told, and none is counted above.
    pub due_now: u64,
}

impl Counts {
    /// The windows whose due day has come.
    #[must_use]
    pub const fn windows(self) -> u64 {
        self.met + self.late + self.missed
    }

    /// The share met in time, in thousandths, rounded down so that it is never told better than it is; nothing where
    /// no due day has come.
    ///
    /// ```
    /// # use hutong::schedule::Counts;
    /// let counts = Counts { met: 2, late: 1, ..Counts::default() };
    /// assert_eq!(counts.met_per_thousand(), Some(666));
    /// assert_eq!(Counts::default().met_per_thousand(), None);
    /// ```
    #[must_use]
    pub const fn met_per_thousand(self) -> Option<u64> {
        (self.met.saturating_mul(1000)).checked_div(self.windows())
    }

    fn count(&mut self, outcome: Outcome) {
        match outcome {
            Outcome::Met => self.met += 1,
            Outcome::Late => self.late += 1,
            Outcome::Missed => self.missed += 1,
            Outcome::DueNow => self.due_now += 1,
        }
    }

    fn add(&mut self, other: Counts) {
        self.met += other.met;
        self.late += other.late;
        self.missed += other.missed;
        self.due_now += other.due_now;
    }
}

/// What became of one window, for the figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// Not done at all.
    Missed,
    /// Due now, without a date.
    DueNow,
    /// Not done in time, made good later.
    Late,
    /// Done in time.
    Met,
}

/// One figure and its name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Figure {
    /// The level's or duty's id, the village, the worker or the month; empty where it is not known, or for all.
    pub name: String,
    /// How many windows.
    pub counts: Counts,
}

/// One window behind the figures.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Behind<'p> {
    /// The child's key.
    pub key: Text,
    /// Township and village.
    pub village: Text,
    /// The worker responsible.
    pub worker: Text,
    /// The level that has the duty.
    pub level: &'p str,
    /// The duty.
    pub duty: &'p str,
    /// The last good day; nothing where it is due now without a date.
    pub due: Option<NaiveDate>,
    /// The day on which it was done, in time or later.
    pub done_on: Option<NaiveDate>,
    /// What became of it.
    pub outcome: Outcome,
}

impl Behind<'_> {
    /// Under which name the window is counted.
    #[must_use]
    pub fn name(&self, by: FiguresBy) -> String {
        match by {
            FiguresBy::All => String::new(),
            FiguresBy::Level => self.level.to_owned(),
            FiguresBy::Duty => self.duty.to_owned(),
            FiguresBy::Village => self.village.as_str().unwrap_or_default().to_owned(),
            FiguresBy::Worker => self.worker.as_str().unwrap_or_default().to_owned(),
            FiguresBy::Month => month_name(self.due.map(month)),
        }
    }
}

/// Which windows to keep for the lists behind the figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keep {
    /// None: memory does not grow with the children.
    Nothing,
    /// Those that were not met in time.
    NotMet,
    /// All.
    All,
}

/// A month of a year.
type Month = (i32, u32);

fn month(day: NaiveDate) -> Month {
    (day.year(), day.month())
}

fn month_name(month: Option<Month>) -> String {
    month.map_or_else(String::new, |(year, month)| format!("{year:04}-{month:02}"))
}

/// Figures over many children's ledgers.
#[derive(Clone, Debug)]
pub struct Figures<'p> {
    keep: Keep,
    all: Counts,
    by_level: BTreeMap<&'p str, Counts>,
    by_duty: BTreeMap<&'p str, Counts>,
    by_village: BTreeMap<Text, Counts>,
    by_worker: BTreeMap<Text, Counts>,
    by_month: BTreeMap<Option<Month>, Counts>,
    behind: Vec<Behind<'p>>,
}

impl<'p> Figures<'p> {
    /// Figures of no children yet.
    #[must_use]
    pub fn new(keep: Keep) -> Figures<'p> {
        Figures {
            keep,
            all: Counts::default(),
            by_level: BTreeMap::new(),
            by_duty: BTreeMap::new(),
            by_village: BTreeMap::new(),
            by_worker: BTreeMap::new(),
            by_month: BTreeMap::new(),
            behind: Vec::new(),
        }
    }

    /// Adds a child's ledger. `village` is township and village, `worker` who is responsible; either may be unknown.
    ///
    /// Duties that are only possible, and windows whose due day has not come, do not count.
    pub fn add(&mut self, ledger: &Ledger<'p>, village: &Text, worker: &Text) {
        let mut of_child = Counts::default();
        for duty in ledger.duties().iter().filter(|duty| duty.answer == Truth::Yes) {
            let mut of_duty = Counts::default();
            let mut count = |due: Option<NaiveDate>, done_on, outcome| {
                of_duty.count(outcome);
                self.by_month.entry(due.map(month)).or_default().count(outcome);
                let is_kept = match self.keep {
                    Keep::Nothing => false,
                    Keep::NotMet => outcome != Outcome::Met,
                    Keep::All => true,
                };
                if is_kept {
                    self.behind.push(Behind {
                        key: ledger.key.clone().unwrap_or_default(),
                        village: village.clone(),
                        worker: worker.clone(),
                        level: duty.level,
                        duty: duty.id,
                        due,
                        done_on,
                        outcome,
                    });
                }
            };
            for window in &duty.windows {
                let outcome = match (window.state, window.done_on) {
                    (WindowState::Met, _) => Outcome::Met,
                    (WindowState::Missed, Some(_)) => Outcome::Late,
                    (WindowState::Missed, None) => Outcome::Missed,
                    (WindowState::Open | WindowState::Paused | WindowState::Lapsed, _) => continue,
                };
                if window.due.is_some_and(|due| due <= ledger.as_of) {
                    count(window.due, window.done_on, outcome);
                }
            }
            if duty.state == DutyState::DueNow {
                count(None, None, Outcome::DueNow);
            }
            if of_duty != Counts::default() {
                self.by_level.entry(duty.level).or_default().add(of_duty);
                self.by_duty.entry(duty.id).or_default().add(of_duty);
                of_child.add(of_duty);
            }
        }
        if of_child != Counts::default() {
            self.all.add(of_child);
            add_to(&mut self.by_village, village, of_child);
            add_to(&mut self.by_worker, worker, of_child);
        }
    }

    /// The figures told apart in one way, in the order of their names; levels and duties by their ids.
    #[must_use]
    pub fn by(&self, by: FiguresBy) -> Vec<Figure> {
        fn figures<N>(of: &BTreeMap<N, Counts>, name: impl Fn(&N) -> String) -> Vec<Figure> {
            of.iter().map(|(of, counts)| Figure { name: name(of), counts: *counts }).collect()
        }
        let text = |text: &Text| text.as_str().unwrap_or_default().to_owned();
        match by {
            FiguresBy::All if self.all == Counts::default() => Vec::new(),
            FiguresBy::All => vec![Figure { name: String::new(), counts: self.all }],
            FiguresBy::Level => figures(&self.by_level, |id| (*id).to_owned()),
            FiguresBy::Duty => figures(&self.by_duty, |id| (*id).to_owned()),
            FiguresBy::Village => figures(&self.by_village, text),
            FiguresBy::Worker => figures(&self.by_worker, text),
            FiguresBy::Month => figures(&self.by_month, |month| month_name(*month)),
        }
    }

    /// All windows together.
    #[must_use]
    pub const fn all(&self) -> Counts {
        self.all
    }

    /// The windows behind a figure, as far as they are kept, in the order of their children.
    pub fn behind(&self, by: FiguresBy, name: &str) -> impl Iterator<Item = &Behind<'p>> {
        self.behind.iter().filter(move |behind| behind.name(by) == name)
    }
}

/// Adds to a name's counts; the name is copied only when it is new.
fn add_to(counts: &mut BTreeMap<Text, Counts>, name: &Text, more: Counts) {
    match counts.get_mut(name) {
        Some(counts) => counts.add(more),
        None => {
            counts.insert(name.clone(), more);
        }
    }
}
