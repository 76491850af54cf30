//! A policy's visit duties on a day: which duties a level has, and from them the ledger of a child. Which contacts count
//! for each is in `deeds`, how windows run over days in `windows`.

use super::deeds::{Counting, Deeds, meets};
use super::windows::Stretch;
use super::{DutyLedger, DutyNote, DutyState, LEDGER_FORMAT, Ledger, Window, WindowState, WindowsRun};
use crate::Truth;
use crate::assessment::PolicyName;
use crate::graph::Literal;
use crate::history::{LevelSpan, Timeline};
use crate::policy::Policy;
use crate::policy::readings::{ScheduleReadings, WindowsRun as WindowsReading};
use crate::policy::source::{Duty, DutyKind, Pace};
use crate::vocabulary::Part;
use chrono::NaiveDate;

/// A policy's duties to visit, contact and step in, up to a day. Make one and use it for every child.
#[derive(Clone, Debug)]
pub struct Scheduler<'p> {
    pub(super) policy: &'p Policy,
    pub(super) as_of: NaiveDate,
    pub(super) readings: ScheduleReadings,
    plans: Vec<Plan<'p>>,
}

/// One duty of a level.
#[derive(Clone, Copy, Debug)]
struct Plan<'p> {
    duty: &'p Duty,
    cite: &'p str,
    /// Whether it holds for every child of the level: undetermined where it has a condition of its own.
    answer: Truth,
    /// The levels that have it, bit *i* for the level at place *i*.
    levels: u32,
    /// Those of them below which a level has a duty that is due more often than any of theirs that would meet it.
    outdone: u32,
    counting: Counting,
}

impl Policy {
    /// The duties of this policy's levels, up to a day.
    #[must_use]
    pub fn scheduler(&self, as_of: NaiveDate) -> Scheduler<'_> {
        let source = self.source();
        let bit = |id: &String| {
            source.levels.iter().position(|level| level.id == *id).map_or(0, |place| 1 << place)
        };
        let duties = source.duties.iter().zip(&self.cites.duties).zip(&self.program.roots.duties);
        let readings = self.schedule_readings;
        let plans = duties.filter_map(|((duty, cite), condition)| {
            let answer = match *condition {
                Literal::TRUE => Truth::Yes,
                Literal::FALSE => return None,
                _ => Truth::Undetermined,
            };
            let levels = duty.levels.iter().map(bit).fold(0, |all, bit| all | bit);
            let counting = Counting::of(duty, readings);
            (levels != 0).then_some(Plan { duty, cite, answer, levels, outdone: 0, counting })
        });
        let mut plans: Vec<Plan<'_>> = plans.collect();
        let outdone: Vec<u32> = plans.iter().map(|plan| plan.outdone(&plans, readings)).collect();
        plans.iter_mut().zip(outdone).for_each(|(plan, outdone)| plan.outdone = outdone);
        Scheduler { policy: self, as_of, readings, plans }
    }
}

impl<'p> Scheduler<'p> {
    /// The policy.
    #[must_use]
    pub fn policy(&self) -> &'p Policy {
        self.policy
    }

    /// The day.
    #[must_use]
    pub fn as_of(&self) -> NaiveDate {
        self.as_of
    }

    /// The same with windows that run with the calendar, whatever the policy's reading.
    #[must_use]
    pub fn by_calendar(mut self) -> Scheduler<'p> {
        self.readings.windows = WindowsReading::Calendar;
        self
    }

    /// The same with windows that run from the last visit, whatever the policy's reading.
    #[must_use]
    pub fn rolling(mut self) -> Scheduler<'p> {
        self.readings.windows = WindowsReading::Rolling;
        self
    }

    /// Every duty of the levels on record, with its windows. Entries after the scheduler's day do not count.
    #[must_use]
    pub fn ledger(&self, timeline: &Timeline) -> Ledger<'p> {
        let mut duties = Vec::with_capacity(self.plans.len());
        for plan in &self.plans {
            let deeds = plan.counting.deeds(timeline, self.as_of);
            let mut levels = timeline.levels.iter().enumerate().peekable();
            while let Some((first, span)) = levels.next() {
                if !plan.has(span) || span.from.is_some_and(|from| from > self.as_of) {
                    continue;
                }
                // A stretch of levels that all have the duty is one: the duty does not begin anew.
                let mut last = first;
                while let Some((place, next)) = levels.peek() {
                    let before = timeline.levels.get(last).and_then(|span| span.end);
                    if !plan.has(next)
                        || before != next.from
                        || next.from.is_some_and(|from| from > self.as_of)
                    {
                        break;
                    }
                    last = *place;
                    levels.next();
                }
                let spans = timeline.levels.get(first..=last).unwrap_or_default();
                let following = timeline.levels.get(last + 1);
                duties.push(self.duty(plan, timeline, &deeds, spans, following, Truth::Yes));
            }
            // What is on record goes on; where the level in force has the duty already, another adds nothing to it.
            if timeline.in_force(self.as_of).is_some_and(|span| plan.has(span)) {
                continue;
            }
            let assessed = timeline.assessed.iter().map(|level| (*level, Truth::Yes));
            let possible = timeline.possible.iter().map(|level| (*level, Truth::Undetermined));
            for (level, truth) in assessed.chain(possible).filter(|(level, _)| plan.levels >> level & 1 == 1)
            {
                let span = LevelSpan { level: Some(level), from: None, end: None, found: Vec::new() };
                duties.push(self.duty(plan, timeline, &deeds, &[span], None, truth));
            }
        }
        duties.sort_by_key(|duty| duty.from);
        Ledger {
            format: LEDGER_FORMAT,
            key: (!timeline.key.is_unknown()).then(|| timeline.key.clone()),
            policy: PolicyName::of(self.policy),
            as_of: self.as_of,
            notes: Vec::new(),
            duties,
        }
    }

    /// One duty over levels that follow each other; `level` says whether they are certain.
    fn duty(
        &self,
        plan: &Plan<'p>,
        timeline: &Timeline,
        deeds: &Deeds,
        spans: &[LevelSpan],
        following: Option<&LevelSpan>,
        level: Truth,
    ) -> DutyLedger<'p> {
        let (from, end) = (spans.first().and_then(|span| span.from), spans.last().and_then(|span| span.end));
        let end = end.filter(|end| *end <= self.as_of);
        let followed = following.is_some_and(|next| next.level.is_some() && next.from == end);
        let mut found: Vec<NaiveDate> = spans.iter().flat_map(|span| span.found.iter().copied()).collect();
        found.retain(|day| *day <= self.as_of);
        found.sort_unstable();
        found.dedup();
        // A step at once counts from the discovery, even where the level was settled later.
        let counts_from = match plan.duty.pace {
            Pace::AtOnce => found.first().copied().min(from).or(from),
            _ => from,
        };
        let mut notes: Vec<DutyNote> = deeds.notes(from).collect();
        let before = deeds.days.partition_point(|day| counts_from.is_some_and(|from| *day < from));
        let done = deeds.days.get(before..).unwrap_or_default();
        let stretch = |from, done| Stretch {
            from,
            end,
            followed,
            done,
            pauses: &timeline.pauses,
            as_of: self.as_of,
            readings: self.readings,
        };
        let regular = |stretch: Stretch<'_>, months| match self.readings.windows {
            WindowsReading::Rolling => stretch.rolling(months),
            WindowsReading::Calendar => stretch.calendar(months),
        };
        let windows = match (&plan.duty.pace, from) {
            (Pace::EveryMonths(months), Some(from)) => regular(stretch(from, done), *months),
            // Since when the level holds is not known, but a visit was made: the next is due no later than this.
            // What was missed before or after it cannot be told: only a window that is still running counts.
            (Pace::EveryMonths(months), None) => done.last().map_or_else(Vec::new, |last| {
                let mut windows = regular(stretch(*last, &[]), *months);
                windows.truncate(1);
                windows.retain(|window| window.state != WindowState::Missed);
                windows
            }),
            (Pace::AtOnce, Some(from)) => stretch(from, done).at_once(&found),
            _ => Vec::new(),
        };
        // A level that ends ends its duties; where another follows, what was missed or is running is still due.
        let over = end.is_some_and(|end| match from {
            Some(_) => !followed || windows.is_empty(),
            None => !followed || done.last().is_some_and(|last| *last >= end),
        });
        let (state, next_due) = self.stands(plan, &windows, over, end.is_some());
        if from.is_none() && state == DutyState::DueNow {
            notes.push(DutyNote::StartUnknown);
        }
        let is_wanted = state < DutyState::Standing;
        if is_wanted && deeds.days.is_empty() && !notes.contains(&DutyNote::LastDayUnknown) {
            notes.push(DutyNote::NeverDone);
        }
        if state == DutyState::Met && plan.duty.pace == Pace::AtOnce {
            notes.push(DutyNote::NoPeriodAfter);
        }
        let last_level = spans.last().and_then(|span| span.level);
        if last_level.is_some_and(|level| plan.outdone >> level & 1 == 1) && end.is_none() {
            notes.push(DutyNote::LowerLevelAsksMore);
        }
        if is_wanted && windows.iter().any(|window| window.pause.is_some() && window.due == next_due) {
            notes.push(DutyNote::InPause);
        }
        notes.sort_unstable();
        notes.dedup();
        let days = |due: NaiveDate| u32::try_from((self.as_of - due).num_days()).unwrap_or(0);
        DutyLedger {
            id: &plan.duty.id,
            label: &plan.duty.label,
            cite: plan.cite,
            kind: plan.duty.kind,
            pace: &plan.duty.pace,
            by: &plan.duty.by,
            level: self.level_id(spans.last()),
            answer: plan.answer.and(level),
            windows_run: self.windows_run(plan.duty),
            from,
            until: end.and_then(|end| end.pred_opt()),
            state,
            next_due,
            days_overdue: if state == DutyState::Overdue { next_due.map_or(0, days) } else { 0 },
            last_done: deeds.days.last().copied(),
            notes,
            windows,
        }
    }

    /// Where a duty stands, and the day that matters next.
    fn stands(
        &self,
        plan: &Plan<'_>,
        windows: &[Window],
        over: bool,
        ended: bool,
    ) -> (DutyState, Option<NaiveDate>) {
        let has_windows = matches!(plan.duty.pace, Pace::EveryMonths(_) | Pace::AtOnce);
        let missed =
            windows.iter().find(|window| window.state == WindowState::Missed && window.done_on.is_none());
        match (missed, windows.last()) {
            _ if over => (DutyState::Ended, None),
            _ if !has_windows => (if ended { DutyState::Ended } else { DutyState::Standing }, None),
            (Some(missed), _) => (DutyState::Overdue, missed.due),
            (None, Some(Window { state: WindowState::Open, due, .. })) => {
                (if *due == Some(self.as_of) { DutyState::DueToday } else { DutyState::Open }, *due)
            }
            (None, Some(Window { state: WindowState::Paused, .. })) => (DutyState::Paused, None),
            (None, Some(_)) => (if ended { DutyState::Ended } else { DutyState::Met }, None),
            (None, None) => (DutyState::DueNow, None),
        }
    }

    fn windows_run(&self, duty: &Duty) -> WindowsRun {
        match (&duty.pace, self.readings.windows) {
            (Pace::AtOnce, _) => WindowsRun::AtOnce,
            (Pace::EveryMonths(_), WindowsReading::Rolling) => WindowsRun::Rolling,
            (Pace::EveryMonths(_), WindowsReading::Calendar) => WindowsRun::Calendar,
            _ => WindowsRun::NotStated,
        }
    }

    fn level_id(&self, span: Option<&LevelSpan>) -> &'p str {
        let level = span.and_then(|span| span.level);
        level.and_then(|level| self.policy.source().levels.get(level)).map_or("not-graded", |level| &level.id)
    }
}

impl Plan<'_> {
    fn has(&self, span: &LevelSpan) -> bool {
        span.level.is_some_and(|level| self.levels >> level & 1 == 1)
    }

    /// The levels of this visit duty below which some level has a regular duty that no duty of theirs meets as often.
    fn outdone(&self, plans: &[Plan<'_>], readings: ScheduleReadings) -> u32 {
        if self.duty.kind != DutyKind::HomeVisit || self.months().is_none() {
            return 0;
        }
        let is_outdone = |level: &u32| {
            // Places ascend from the highest level down.
            let below = |plan: &&Plan<'_>| plan.answer == Truth::Yes && plan.levels >> level >> 1 != 0;
            plans.iter().filter(below).any(|lower| {
                let as_often = |own: &Plan<'_>| {
                    own.levels >> level & 1 == 1
                        && own.months().is_some_and(|own| lower.months().is_some_and(|lower| own <= lower))
                        && meets(own.duty.kind, lower.duty.kind, readings)
                };
                lower.months().is_some() && !plans.iter().any(as_often)
            })
        };
        let levels = (0..u32::BITS).filter(|level| self.levels >> level & 1 == 1);
        levels.filter(is_outdone).fold(0, |all, level| all | 1 << level)
    }

    fn months(&self) -> Option<u32> {
        match self.duty.pace {
            Pace::EveryMonths(months) => Some(months),
            _ => None,
        }
    }
}
