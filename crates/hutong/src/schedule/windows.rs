//! The windows of one duty over one stretch of days: rolling from the last visit, with the calendar, or at once.
//! Only days are known here: which contacts count and what the duty is called is the scheduler's.

use super::{Window, WindowState};
use crate::dates::{month_end, months_after};
use crate::history::PauseReason;
use crate::policy::readings::{DueDay, DueDayOff, LevelChange, PauseMoves, ScheduleReadings};
use chrono::{Datelike, NaiveDate, Weekday};

/// The last day on which a window is met in time.
#[derive(Clone, Copy, Debug)]
struct Due {
    /// Counted from the anchor, before anything moves it.
    counted: NaiveDate,
    /// The last good day; nothing while a pause without an end moves it.
    last: Option<NaiveDate>,
}

/// A stretch of days on which a duty is in force, and what is known around it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stretch<'a> {
    /// The first day.
    pub(super) from: NaiveDate,
    /// The first day on which it is no longer in force; nothing while it is.
    pub(super) end: Option<NaiveDate>,
    /// Whether another level follows at once: then a window that is running may run on.
    pub(super) followed: bool,
    /// The days on which it was done, ascending, each once, none before the first day and none after `as_of`.
    pub(super) done: &'a [NaiveDate],
    pub(super) pauses: &'a [(NaiveDate, Option<NaiveDate>, PauseReason)],
    pub(super) as_of: NaiveDate,
    pub(super) readings: ScheduleReadings,
}

impl Stretch<'_> {
    /// Windows of so many months, each counted from the day on which it was last done.
    ///
    /// A window is met by every day within it; the next is counted from the last of them. While it is missed, the
    /// k-th due day is counted from the same anchor; the first day after that makes all of them good. Several due days
    /// that a pause moves to one day are one window.
    pub(super) fn rolling(&self, months: u32) -> Vec<Window> {
        let mut windows = Vec::new();
        let mut done = self.done;
        let mut anchor = self.from;
        loop {
            let mut number = 1;
            let mut from = anchor;
            anchor = loop {
                if self.is_over(from) {
                    return windows;
                }
                let due = self.due(months_after(anchor, months.saturating_mul(number)));
                let (in_time, later) =
                    done.split_at(done.partition_point(|day| due.last.is_none_or(|last| *day <= last)));
                if let (Some(first), Some(last)) = (in_time.first(), in_time.last()) {
                    windows.push(self.window(from, due, WindowState::Met, Some(*first)));
                    done = later;
                    break *last;
                }
                if !self.not_met(&mut windows, from, due, done.first().copied()) {
                    return windows;
                }
                from = due.last.and_then(|last| last.succ_opt()).unwrap_or(NaiveDate::MAX);
                let next = loop {
                    number += 1;
                    let next = self.due(months_after(anchor, months.saturating_mul(number)));
                    if next.last.is_none_or(|last| last >= from) {
                        break next;
                    }
                };
                if let Some((first, rest)) = done.split_first()
                    && next.last.is_none_or(|last| *first <= last)
                {
                    done = rest;
                    break *first;
                }
            };
        }
    }

    /// Windows of whole blocks of so many months of the calendar. The block in which the duty begins counts with the
    /// next, so that whoever keeps to the rolling windows keeps to these.
    pub(super) fn calendar(&self, months: u32) -> Vec<Window> {
        let mut windows = Vec::new();
        let mut from = self.from;
        let mut last = block_end(block_end(from, months).succ_opt().unwrap_or(NaiveDate::MAX), months);
        while !self.is_over(from) {
            let due = Due { counted: last, last: self.moved(last) };
            let begun = self.done.partition_point(|day| *day < from);
            let done = self.done.get(begun..).unwrap_or_default();
            match done.first() {
                Some(first) if due.last.is_none_or(|last| *first <= last) => {
                    windows.push(self.window(from, due, WindowState::Met, Some(*first)));
                }
                later => {
                    if !self.not_met(&mut windows, from, due, later.copied()) {
                        break;
                    }
                }
            }
            let Some(next) = last.succ_opt() else { break };
            if next > self.as_of {
                // Met before its end: the next block is the one that is open.
                if !self.is_over(next) {
                    let last = block_end(next, months);
                    let due = Due { counted: last, last: self.moved(last) };
                    self.not_met(&mut windows, next, due, None);
                }
                break;
            }
            from = next;
            last = block_end(next, months);
        }
        windows
    }

    /// Windows of one day each, one for each day of discovery: due at once, until done.
    pub(super) fn at_once(&self, found: &[NaiveDate]) -> Vec<Window> {
        let mut windows = Vec::new();
        for day in found {
            let due = Due { counted: *day, last: Some(*day) };
            let begun = self.done.partition_point(|done| done < day);
            match self.done.get(begun).copied() {
                Some(done) if done == *day => {
                    windows.push(self.window(*day, due, WindowState::Met, Some(done)));
                }
                later => {
                    let state = if later.is_none() && *day == self.as_of {
                        WindowState::Open
                    } else {
                        WindowState::Missed
                    };
                    windows.push(self.window(*day, due, state, later));
                }
            }
        }
        windows
    }

    /// Adds a window that was not met in time. Whether further windows may follow it.
    fn not_met(
        &self,
        windows: &mut Vec<Window>,
        from: NaiveDate,
        due: Due,
        made_good: Option<NaiveDate>,
    ) -> bool {
        let passed = due.last.is_some_and(|last| last < self.as_of);
        let ended = self.end.filter(|end| *end <= self.as_of && due.last.is_none_or(|last| *end <= last));
        let lapses = !self.followed || self.readings.level_change == LevelChange::NewLevelOnly;
        let state = match due.last {
            _ if ended.is_some() && lapses => WindowState::Lapsed,
            None => WindowState::Paused,
            Some(_) if passed => WindowState::Missed,
            Some(_) => WindowState::Open,
        };
        let made_good = made_good.filter(|_| state == WindowState::Missed);
        windows.push(self.window(from, due, state, made_good));
        state == WindowState::Missed
    }

    fn window(&self, from: NaiveDate, due: Due, state: WindowState, done_on: Option<NaiveDate>) -> Window {
        let day = due.counted;
        let in_pause = self
            .pauses
            .iter()
            .find(|(from, until, _)| *from <= day && until.is_none_or(|until| day <= until));
        Window { from, due: due.last, state, done_on, pause: in_pause.map(|(.., reason)| *reason) }
    }

    /// Whether no window begins on a day, because the duty is no longer in force.
    fn is_over(&self, day: NaiveDate) -> bool {
        self.end.is_some_and(|end| day >= end)
    }

    /// Where a period ends on a corresponding day.
    fn due(&self, corresponding: NaiveDate) -> Due {
        let counted = match self.readings.due_day {
            DueDay::InTime => corresponding,
            DueDay::TooLate => corresponding.pred_opt().unwrap_or(corresponding),
        };
        Due { counted, last: self.moved(counted) }
    }

    /// A due day, moved as the readings say; nothing while a pause without an end moves it.
    fn moved(&self, due: NaiveDate) -> Option<NaiveDate> {
        let mut due = due;
        if self.readings.pause == PauseMoves::AfterPause {
            // In the order of their first days, so that one pause after another is one.
            for (from, until, _) in self.pauses {
                if *from <= due && until.is_none_or(|until| due <= until) {
                    due = (*until)?.succ_opt().unwrap_or(NaiveDate::MAX);
                }
            }
        }
        if self.readings.day_off == DueDayOff::NextWorkingDay {
            while matches!(due.weekday(), Weekday::Sat | Weekday::Sun) {
                due = due.succ_opt()?;
            }
        }
        Some(due)
    }
}

/// The last day of the block of so many months that a day lies in; blocks are counted from January of the year 0.
fn block_end(day: NaiveDate, months: u32) -> NaiveDate {
    let months = i32::try_from(months).unwrap_or(i32::MAX).max(1);
    let month = day.year() * 12 + day.month0().cast_signed();
    let behind = months - 1 - month.rem_euclid(months);
    let first = day.with_day(1).unwrap_or(day);
    month_end(months_after(first, behind.cast_unsigned()))
}
