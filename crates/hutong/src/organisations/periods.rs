//! From a pace to its periods: from when to when something is to be done, and what was done in each. Days only; no
//! office, place or word stands here.

use crate::dates::months_after;
use crate::policy::parse_day_of_year;
use crate::policy::readings::{EveryYear, FirstYear, HalfYearly, LastGoodDay, OrganisationReadings};
use crate::policy::source::{Pace, PolicySource};
use crate::vocabulary::Date;
use chrono::{Datelike, Months, NaiveDate};

/// The months of a year.
const YEAR: u32 = 12;
/// The months of a half-year.
const HALF: u32 = 6;

/// The days between which a policy asks for anything, and how it is read.
#[derive(Clone, Debug)]
pub(crate) struct Terms<'a> {
    pub(crate) readings: OrganisationReadings,
    /// The first day in force.
    pub(crate) from: NaiveDate,
    /// The last day in force.
    pub(crate) until: Option<NaiveDate>,
    /// The first day of the earliest phase, where that lies before the document.
    pub(crate) plan_start: NaiveDate,
    /// The first days of school holidays, in order, each once.
    pub(crate) holidays: &'a [NaiveDate],
    /// Up to which day periods are wanted.
    pub(crate) reach: NaiveDate,
}

impl<'a> Terms<'a> {
    pub(crate) fn of(source: &PolicySource, holidays: &'a [NaiveDate], reach: NaiveDate) -> Terms<'a> {
        let phases = source.organisation_duties.iter().filter_map(|duty| match duty.pace {
            Pace::During { from, .. } => Some(from),
            _ => None,
        });
        let from = source.document.from;
        Terms {
            readings: OrganisationReadings::read(source).0,
            from,
            until: source.document.until,
            plan_start: phases.chain([from]).min().unwrap_or(from),
            holidays,
            reach,
        }
    }

    /// The day in force on which the first yearly period begins.
    fn first_day_of_years(&self) -> NaiveDate {
        match self.readings.first_year {
            FirstYear::FromIssue => self.from,
            FirstYear::Whole => first_of_year(self.from.year()),
            FirstYear::FromNextYear => first_of_year(self.from.year() + 1),
        }
    }

    fn last_good_day(&self, named: NaiveDate) -> NaiveDate {
        match self.readings.last_good_day {
            LastGoodDay::NamedDay => named,
            LastGoodDay::DayBefore => named.pred_opt().unwrap_or(named),
        }
    }

    fn in_force_until(&self, day: NaiveDate) -> NaiveDate {
        self.until.map_or(day, |until| day.min(until))
    }

    fn ended_before(&self, day: NaiveDate) -> bool {
        self.until.is_some_and(|until| until < day)
    }
}

/// A time in which something is to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Period {
    /// The first day on which it counts.
    pub(crate) from: NaiveDate,
    /// The last good day; none where the text states none.
    pub(crate) due: Option<NaiveDate>,
    /// The last day on which it can still be made good, late; none where it always can.
    pub(crate) late_until: Option<NaiveDate>,
}

/// How a duty runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Course {
    /// Periods whose days are known beforehand.
    Fixed(Vec<Period>),
    /// Each period runs so many months from the last time; the first from this day.
    Rolling { start: NaiveDate, months: u32 },
    /// At all times; no day is stated.
    Standing,
}

/// Something that was done, with the day as far as it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Deed {
    /// The first possible day.
    pub(crate) earliest: NaiveDate,
    /// The last possible day.
    pub(crate) latest: NaiveDate,
    /// The day of entry.
    pub(crate) entered_on: Date,
    /// The row in which it stands.
    pub(crate) row: u64,
}

impl Deed {
    fn exact(&self) -> Option<NaiveDate> {
        (self.earliest == self.latest).then_some(self.latest)
    }

    /// The day as far as it is known.
    pub(crate) fn on(&self) -> Date {
        Date::between(self.earliest, self.latest)
    }
}

/// A period and what was done in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Kept {
    pub(crate) period: Period,
    /// How many times it must be done in it.
    pub(crate) times: u32,
    /// How many times it was done, as far as that is certain; at most as often as it is asked for.
    pub(crate) times_done: u32,
    /// What made it complete.
    pub(crate) by: Option<Deed>,
}

/// How a pace runs.
pub(crate) fn course(pace: &Pace, terms: &Terms<'_>) -> Course {
    match pace {
        Pace::AtOnce | Pace::Promptly | Pace::WhileItLasts | Pace::FromTimeToTime => Course::Standing,
        Pace::EveryMonths(months) => every(*months, terms),
        Pace::YearlyBy(day) => Course::Fixed(yearly_by(day, terms)),
        Pace::By(days) => Course::Fixed(by_days(days, terms)),
        Pace::BeforeSchoolHolidays => Course::Fixed(before_holidays(terms)),
        Pace::Once => Course::Fixed(vec![Period { from: terms.plan_start, due: None, late_until: None }]),
        Pace::During { from, until } => {
            Course::Fixed(vec![Period { from: *from, due: Some(*until), late_until: None }])
        }
    }
}

fn every(months: u32, terms: &Terms<'_>) -> Course {
    let readings = &terms.readings;
    if months > 0 && months.is_multiple_of(YEAR) {
        let start = terms.first_day_of_years();
        return match readings.every_year {
            EveryYear::CalendarYear => Course::Fixed(blocks(start, months, terms)),
            EveryYear::Rolling => Course::Rolling { start, months },
        };
    }
    if months == HALF && readings.half_yearly == HalfYearly::HalfYears {
        return Course::Fixed(blocks(terms.from, months, terms));
    }
    Course::Rolling { start: terms.from, months }
}

/// Calendar periods of so many months, counted from January of the first year. The first begins on `start`, and the
/// last ends with the policy, however short that leaves them.
fn blocks(start: NaiveDate, months: u32, terms: &Terms<'_>) -> Vec<Period> {
    let mut periods = Vec::new();
    let mut block = first_of_year(start.year());
    loop {
        let next = months_after(block, months);
        let end = terms.in_force_until(next.pred_opt().unwrap_or(next));
        let from = block.max(start);
        if from <= end {
            periods.push(Period { from, due: Some(end), late_until: Some(end) });
        }
        if from > terms.reach || terms.ended_before(next) || next <= block {
            return periods;
        }
        block = next;
    }
}

fn yearly_by(day: &str, terms: &Terms<'_>) -> Vec<Period> {
    let Some((month, day)) = parse_day_of_year(day) else { return Vec::new() };
    let start = terms.first_day_of_years();
    let mut periods: Vec<Period> = Vec::new();
    let mut year = start.year();
    loop {
        let first = first_of_year(year);
        if periods.last().is_some_and(|last| last.from > terms.reach) || terms.ended_before(first) {
            return periods;
        }
        // 29 February in a common year is the 28th (民法典 202).
        let named = NaiveDate::from_ymd_opt(year, month, day)
            .or_else(|| NaiveDate::from_ymd_opt(year, month, day.saturating_sub(1)));
        let (Some(named), Some(next)) = (named, first.checked_add_months(Months::new(YEAR))) else {
            return periods;
        };
        if named >= start.max(terms.from) && !terms.ended_before(named) {
            let late_until = Some(next.pred_opt().unwrap_or(next));
            periods.push(Period {
                from: first.max(start),
                due: Some(terms.last_good_day(named)),
                late_until,
            });
        }
        year += 1;
    }
}

/// One period a day. What comes too late for one day but in time for the next counts for the next; after the last
/// day it can always be made good.
fn by_days(days: &[NaiveDate], terms: &Terms<'_>) -> Vec<Period> {
    let mut days = days.to_vec();
    days.sort_unstable();
    days.dedup();
    let mut periods: Vec<Period> = Vec::new();
    let mut from = terms.plan_start;
    for named in days {
        let due = terms.last_good_day(named);
        periods.push(Period { from: from.min(due), due: Some(due), late_until: Some(due) });
        from = due.succ_opt().unwrap_or(due);
    }
    if let Some(last) = periods.last_mut() {
        last.late_until = None;
    }
    periods
}

/// One period for each holiday whose first day is given, up to the day before. Winter and summer make two holidays a
/// year, so that none reaches back further than half a year, even where the holiday before it is not given.
fn before_holidays(terms: &Terms<'_>) -> Vec<Period> {
    let mut periods = Vec::new();
    let mut after: Option<NaiveDate> = None;
    for first in terms.holidays {
        let half_a_year = first.checked_sub_months(Months::new(HALF)).unwrap_or(*first);
        let from = after.map_or(half_a_year, |after| after.max(half_a_year)).max(terms.from);
        let due = first.pred_opt().unwrap_or(*first);
        if from <= due && !terms.ended_before(due) {
            periods.push(Period { from, due: Some(due), late_until: Some(due) });
        }
        after = Some(*first);
    }
    periods
}

/// Whether a deed can count for a course at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fit {
    /// It can.
    Fits,
    /// It might, were its day known exactly.
    DayNotKnown,
    /// It lies in no period.
    Outside,
}

/// Whether a deed can count for a course at all.
pub(crate) fn fit(course: &Course, deed: &Deed) -> Fit {
    match course {
        Course::Standing => Fit::Fits,
        Course::Rolling { start, .. } if deed.latest < *start => Fit::Outside,
        Course::Rolling { start, .. } => match deed.exact() {
            Some(day) if day >= *start => Fit::Fits,
            _ => Fit::DayNotKnown,
        },
        Course::Fixed(periods) => {
            let ends = |period: &Period| period.late_until.unwrap_or(NaiveDate::MAX);
            let touches = |period: &Period| deed.latest >= period.from && deed.earliest <= ends(period);
            let holds = |period: &Period| deed.earliest >= period.from && deed.latest <= ends(period);
            if periods.iter().any(holds) {
                Fit::Fits
            } else if periods.iter().any(touches) {
                Fit::DayNotKnown
            } else {
                Fit::Outside
            }
        }
    }
}

fn first_of_year(year: i32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, 1, 1).unwrap_or(NaiveDate::MAX)
}

/// What was done in each period of a course, `times` times being asked for. The periods of a standing duty are none.
///
/// A day known only as a span counts for a period only where the whole span lies in it, and not at all for rolling
/// periods: a blank clears no duty. Two spans that overlap may be one deed, and count once.
pub(crate) fn keep(course: &Course, times: u32, deeds: &[Deed]) -> Vec<Kept> {
    match course {
        Course::Fixed(periods) => periods.iter().map(|period| keep_fixed(*period, times, deeds)).collect(),
        Course::Rolling { start, months } => keep_rolling(*start, *months, times, deeds),
        Course::Standing => Vec::new(),
    }
}

fn keep_fixed(period: Period, times: u32, deeds: &[Deed]) -> Kept {
    let within =
        |deed: &&Deed| deed.earliest >= period.from && period.late_until.is_none_or(|end| deed.latest <= end);
    let mut inside: Vec<&Deed> = deeds.iter().filter(within).collect();
    inside.sort_by_key(|deed| (deed.latest, deed.earliest, deed.row));
    // Taking the span that ends first leaves the most that cannot be the same deed.
    let mut taken: Vec<Deed> = Vec::new();
    for deed in inside {
        if taken.last().is_none_or(|last| last.latest < deed.earliest) {
            taken.push(*deed);
        }
    }
    complete(period, times, &taken)
}

fn complete(period: Period, times: u32, taken: &[Deed]) -> Kept {
    let wanted = usize::try_from(times.max(1)).unwrap_or(usize::MAX);
    let by = taken.get(wanted - 1).copied();
    let times_done = u32::try_from(taken.len().min(wanted)).unwrap_or(times);
    Kept { period, times: times.max(1), times_done, by }
}

/// Of any so many months, `times` deeds lie in them: each deed is due so many months after the one that lies `times`
/// deeds before it, the first ones after the start. Each deed has a period of its own, and so has each that is due.
fn keep_rolling(start: NaiveDate, months: u32, times: u32, deeds: &[Deed]) -> Vec<Kept> {
    let exact = |deed: &&Deed| deed.exact().is_some_and(|day| day >= start);
    let mut days: Vec<&Deed> = deeds.iter().filter(exact).collect();
    days.sort_by_key(|deed| (deed.latest, deed.row));
    days.dedup_by_key(|deed| deed.latest);
    let before = usize::try_from(times.max(1)).unwrap_or(usize::MAX);
    let anchor = |place: usize| {
        place.checked_sub(before).and_then(|place| days.get(place)).map_or(start, |d| d.latest)
    };
    (0..days.len() + before)
        .map(|place| {
            let from = anchor(place);
            let period = Period { from, due: Some(months_after(from, months)), late_until: None };
            let by = days.get(place).map(|deed| **deed);
            Kept { period, times: 1, times_done: u32::from(by.is_some()), by }
        })
        .collect()
}
