//! The days on which a known day of the record crosses a border of the policy: sixteen years, three months away, six
//! months out of contact, the closing of a finding. A day known only as a span crosses on a span of days.

use super::reason::FactUsed;
use crate::assessor::Assessor;
use crate::dates::{attained_on, elapsed_on};
use crate::derive::present_absence;
use crate::policy::Policy;
use crate::policy::program::Border;
use crate::vocabulary::{Child, Date, Kind, Part, Slot, column_by_path, columns, slot_count};
use chrono::{Datelike, NaiveDate};
use schemars::JsonSchema;
use serde::Serialize;
use std::sync::LazyLock;

/// A day in the record from which time has run far enough.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Crossing<'p> {
    /// The fact: the day as it is recorded, or the finding that is closed.
    #[serde(flatten)]
    pub fact: FactUsed<'p>,
    /// What is reached: `at least 16 years`, `at least 3 months`; `closed` for a finding, `returned` for a return from work.
    pub reaches: String,
    /// The first day on which it can be reached; none where the record sets no earliest day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub earliest: Option<NaiveDate>,
    /// The day by which it is certainly reached: the same as the first where the record has the day itself; none where
    /// the record sets no latest day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub latest: Option<NaiveDate>,
}

impl Crossing<'_> {
    /// The days on which something can change: the first and the last on which it can be reached.
    pub(crate) fn days(&self) -> impl Iterator<Item = NaiveDate> {
        let latest = self.latest.filter(|latest| Some(*latest) != self.earliest);
        self.earliest.into_iter().chain(latest)
    }
}

/// Every crossing of a record, past and to come, in the order of the vocabulary. `slots` are the record's as rules see
/// them. The number beside each is the fact's.
pub(crate) fn crossings<'p>(
    assessor: &Assessor<'p>,
    child: &Child,
    slots: &[Slot],
) -> Vec<(usize, Crossing<'p>)> {
    let policy = assessor.policy();
    let program = &policy.program;
    let mut found = Vec::new();
    for &number in &program.measured {
        let (Some(fact), Some(&slot)) = (program.facts.get(number), slots.get(number)) else { continue };
        for border in &fact.borders {
            if let Some(crossing) = crossing(policy, number, slot, *border) {
                found.push((number, crossing));
            }
        }
    }
    closings(policy, child, slots, &mut found);
    returns(policy, child, slots, &mut found);
    found
}

fn crossing(policy: &Policy, number: usize, slot: Slot, border: Border) -> Option<Crossing<'_>> {
    let readings = policy.program.derivation.readings;
    let (day_of, reaches): (Box<dyn Fn(NaiveDate) -> NaiveDate>, String) = match border {
        Border::Years(years) => (
            Box::new(move |birth| attained_on(birth, years, readings.attainment)),
            format!("at least {years} years"),
        ),
        Border::Months(months) => (
            Box::new(move |start| elapsed_on(start, months, readings.corresponding)),
            format!("at least {months} months"),
        ),
        Border::Number(_) => return None,
    };
    let on = |day: i32| {
        let day = Some(day).filter(|day| *day != i32::MIN && *day != i32::MAX);
        // Past the calendar's end nothing is reached.
        NaiveDate::from_num_days_from_ce_opt(day?).map(&day_of).filter(|day| *day != NaiveDate::MAX)
    };
    let (earliest, latest) = (on(slot.low), on(slot.high));
    let fact = FactUsed::new(policy, number, slot, None);
    (earliest.is_some() || latest.is_some()).then_some(Crossing { fact, reaches, earliest, latest })
}

/// The columns that say when a finding was closed, each with the number of the finding's fact.
static CLOSED_ON: LazyLock<Vec<(usize, usize)>> = LazyLock::new(|| {
    let ends = columns().iter().enumerate().filter_map(|(place, column)| {
        let finding = columns().get(column_by_path(column.path.strip_suffix(".closed_on")?)?)?;
        finding.slot.map(|number| (place, number))
    });
    ends.collect()
});

fn closings<'p>(policy: &'p Policy, child: &Child, slots: &[Slot], found: &mut Vec<(usize, Crossing<'p>)>) {
    let mut add = |number: usize, closed_on: Date| {
        let (Some(latest), Some(&slot)) = (closed_on.latest(), slots.get(number)) else { return };
        let fact = FactUsed::new(policy, number, slot, None);
        // A closing known only to the month closes at the month's end: until then the finding holds.
        found.push((
            number,
            Crossing { fact, reaches: "closed".into(), earliest: Some(latest), latest: Some(latest) },
        ));
    };
    for &(column, number) in &*CLOSED_ON {
        let text = child.text(column);
        if let Some(day) = Some(text).filter(|text| !text.is_empty()).and_then(|text| text.parse().ok()) {
            add(number, day);
        }
    }
    for (place, fact) in policy.source().facts.iter().enumerate() {
        if let Some(record) = child.local.get(&fact.id).and_then(|finding| finding.record.as_ref()) {
            add(slot_count() + place, record.closed_on);
        }
    }
}

/// For each parent the number of the fact from which an absence for work is counted.
static AWAY_SINCE: LazyLock<[Option<usize>; 2]> = LazyLock::new(|| {
    ["father.away.since", "mother.away.since"]
        .map(|path| columns().get(column_by_path(path)?).and_then(|column| column.slot))
});

/// The returns from work: with each that has come the absence is counted from another day, and has borders of its own.
fn returns<'p>(policy: &'p Policy, child: &Child, slots: &[Slot], found: &mut Vec<(usize, Crossing<'p>)>) {
    let reading = policy.program.derivation.readings.returns_from_work;
    for (parent, number) in [&child.father, &child.mother].into_iter().zip(*AWAY_SINCE) {
        let Some((number, &slot)) = number.and_then(|number| Some((number, slots.get(number)?))) else {
            continue;
        };
        let Some(fact) = policy.program.facts.get(number).filter(|fact| !fact.borders.is_empty()) else {
            continue;
        };
        for entry in &parent.away.returns.0 {
            let (from, until) = (entry.from.slot(), entry.until.slot());
            let days = [from.low, from.high.min(until.high)];
            let [earliest, latest] = days.map(|day| {
                NaiveDate::from_num_days_from_ce_opt(day).filter(|_| day != i32::MIN && day != i32::MAX)
            });
            if earliest.is_some() || latest.is_some() {
                let fact = FactUsed::new(policy, number, slot, None);
                found.push((number, Crossing { fact, reaches: "returned".into(), earliest, latest }));
            }
            for since in days.map(|day| present_absence(parent, reading, day)) {
                let crossings =
                    fact.borders.iter().filter_map(|border| crossing(policy, number, since, *border));
                for crossing in crossings {
                    let is_told = |other: &Crossing<'_>| {
                        other.reaches == crossing.reaches && other.days().eq(crossing.days())
                    };
                    if !found.iter().any(|(of, other)| *of == number && is_told(other)) {
                        found.push((number, crossing));
                    }
                }
            }
        }
    }
}

/// Whether a fact is a day of which the record sets no first or no last possible day, though time runs from it.
pub(crate) fn is_open_day(policy: &Policy, number: usize, slot: Slot) -> bool {
    let fact = policy.program.facts.get(number);
    let is_day = fact.is_some_and(|fact| fact.kind == Kind::Date && !fact.borders.is_empty());
    is_day && (slot.low == i32::MIN || slot.high == i32::MAX)
}

/// The day after, where the calendar has one.
pub(crate) fn day_after(day: NaiveDate) -> Option<NaiveDate> {
    day.succ_opt().filter(|next| next.year() <= 9999)
}
