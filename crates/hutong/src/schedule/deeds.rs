//! Which contacts count for a duty, settled once for the policy; and the days on which a child's contacts met it. What
//! windows those days meet is not known here.

use super::DutyNote;
use crate::history::{ContactBy, ContactKind, Made, Timeline};
use crate::policy::readings::{ScheduleReadings, VisitAsContact, VisitorUnknown};
use crate::policy::source::{Duty, DutyKind};
use crate::vocabulary::Choice;
use chrono::NaiveDate;

/// Whether a contact counts for a duty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Counts {
    Yes,
    /// It is of another kind.
    OfAnotherKind,
    NobodyKnowsWho,
    ByAnother,
}

/// Whether an act of one kind meets a duty of another.
pub(super) fn meets(made: DutyKind, asked: DutyKind, readings: ScheduleReadings) -> bool {
    made == asked
        || (made == DutyKind::HomeVisit
            && asked == DutyKind::Contact
            && readings.visit_as_contact == VisitAsContact::Counts)
}

const KINDS: usize = 4;
const PERSONS: usize = 4;

/// For each kind of contact, and each kind of person, whether it counts for a duty. Unknown stands first.
#[derive(Clone, Copy, Debug)]
pub(super) struct Counting([[Counts; PERSONS]; KINDS]);

impl Counting {
    /// What counts for a duty.
    pub(super) fn of(duty: &Duty, readings: ScheduleReadings) -> Counting {
        const { assert!(ContactKind::VALUES.len() < KINDS && ContactBy::VALUES.len() < PERSONS) };
        let mut counting = Counting([[Counts::OfAnotherKind; PERSONS]; KINDS]);
        for (kind, row) in counting.0.iter_mut().enumerate() {
            let kind = kind.checked_sub(1).map_or_else(ContactKind::default, ContactKind::from_index);
            for (by, counts) in row.iter_mut().enumerate() {
                let by = by.checked_sub(1).map_or_else(ContactBy::default, ContactBy::from_index);
                *counts = counts_for(duty, kind, by, readings);
            }
        }
        counting
    }

    fn counts(&self, kind: ContactKind, by: ContactBy) -> Counts {
        let place = |index: Option<usize>| index.map_or(0, |index| index + 1);
        let row = self.0.get(place(kind.index()));
        row.and_then(|row| row.get(place(by.index()))).copied().unwrap_or(Counts::OfAnotherKind)
    }

    /// Whether any contact counts for the duty.
    fn is_of_contacts(&self) -> bool {
        self.0.as_flattened().contains(&Counts::Yes)
    }

    /// The days up to the as-of day on which the duty was done.
    pub(super) fn deeds(&self, timeline: &Timeline, as_of: NaiveDate) -> Deeds {
        let mut deeds = Deeds::default();
        if !self.is_of_contacts() {
            return deeds;
        }
        deeds.days.reserve(timeline.contacts.len());
        for Made { on, kind, by } in timeline.contacts.iter().take_while(|made| made.on <= as_of) {
            match self.counts(*kind, *by) {
                Counts::Yes if deeds.days.last() != Some(on) => deeds.days.push(*on),
                Counts::NobodyKnowsWho => deeds.nobody_knows_who = Some(*on),
                Counts::ByAnother => deeds.by_another = Some(*on),
                Counts::Yes | Counts::OfAnotherKind => {}
            }
        }
        deeds.on_unknown_day =
            timeline.undated.iter().any(|(kind, by)| self.counts(*kind, *by) == Counts::Yes);
        deeds
    }
}

fn counts_for(duty: &Duty, kind: ContactKind, by: ContactBy, readings: ScheduleReadings) -> Counts {
    let made = match kind {
        ContactKind::HomeVisit => DutyKind::HomeVisit,
        ContactKind::Contact => DutyKind::Contact,
        ContactKind::Intervention => DutyKind::Intervention,
        ContactKind::Unknown => return Counts::OfAnotherKind,
    };
    if !meets(made, duty.kind, readings) {
        Counts::OfAnotherKind
    } else if duty.by_anyone || duty.by.iter().any(|office| office == by.id()) {
        Counts::Yes
    } else if by == ContactBy::Unknown {
        match readings.visitor {
            VisitorUnknown::Counts => Counts::Yes,
            VisitorUnknown::DoesNotCount => Counts::NobodyKnowsWho,
        }
    } else {
        Counts::ByAnother
    }
}

/// When a duty was done for one child, and what is on record that does not count.
#[derive(Clone, Debug, Default)]
pub(super) struct Deeds {
    /// The days on which it was done, ascending, each once.
    pub(super) days: Vec<NaiveDate>,
    /// The last day of an entry that does not count because it does not say who did it.
    nobody_knows_who: Option<NaiveDate>,
    /// The last day of an entry that was made by somebody who does not have the duty.
    by_another: Option<NaiveDate>,
    /// Whether it was done on a day that is not known exactly.
    on_unknown_day: bool,
}

impl Deeds {
    /// What to note of entries that clear nothing, for a duty since a day, or since an unknown one.
    pub(super) fn notes(&self, from: Option<NaiveDate>) -> impl Iterator<Item = DutyNote> {
        let since = |day: Option<NaiveDate>| day.is_some() && day >= from;
        let done_since = self.days.last().is_some_and(|last| from.is_some_and(|from| *last >= from));
        [
            (self.on_unknown_day && !done_since, DutyNote::LastDayUnknown),
            (since(self.nobody_knows_who), DutyNote::VisitorNotRecorded),
            (since(self.by_another), DutyNote::ByAnother),
        ]
        .into_iter()
        .filter_map(|(holds, note)| holds.then_some(note))
    }
}
