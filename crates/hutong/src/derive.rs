//! What follows from the record before any rule is asked: the present absence from the returns, another county from
//! two county codes, a term from its two ends. Only facts left unknown are filled; a recorded fact stands as recorded.
//! Acts of an office (a certificate, the end of a benefit, a judgement) are no facts to be guessed at: one that nobody
//! recorded has not happened, and the facts behind it decide.

use crate::policy::readings::{Closing, ContactLostFrom, EngineReadings, OtherCountyFrom, ReturnsFromWork};
use crate::vocabulary::{
    Child, Choice, County, FindingState, Moment, Parent, Part, ReturnReason, Slot, Slots, column_by_path,
    columns, slot::months_of_term,
};
use chrono::{Datelike, NaiveDate};
use std::sync::LazyLock;

const NO: u32 = 1 << 0;
const YES: u32 = 1 << 1;
const EITHER: u32 = NO | YES;
/// The first value of a disability's kind and grade.
const NONE: u32 = 1 << 0;

/// Settles a yes or no that is still open.
fn close(slots: &mut Slots<'_>, place: usize, value: u32) {
    if let Some(set) = slots.sets.get_mut(place).filter(|set| **set == EITHER) {
        *set = value;
    }
}

/// Where a parent's derived facts stand among the slots.
struct ParentSlots {
    since: usize,
    across_counties: usize,
    within_core: usize,
    from: usize,
    until: usize,
    term_months: usize,
    contact_lost_since: usize,
    contact_lost_reported_on: usize,
}

static PARENTS: LazyLock<[ParentSlots; 2]> = LazyLock::new(|| {
    ["father", "mother"].map(|parent| {
        let slot = |field: &str| {
            let column = column_by_path(&format!("{parent}.{field}")).and_then(|index| columns().get(index));
            // A path that the table lost would be past the end and so never be read or written.
            column.and_then(|column| column.slot).unwrap_or(usize::MAX)
        };
        ParentSlots {
            since: slot("away.since"),
            across_counties: slot("away.across_counties"),
            within_core: slot("away.within_core"),
            from: slot("custody.from"),
            until: slot("custody.until"),
            term_months: slot("custody.term_months"),
            contact_lost_since: slot("out_of_contact.since"),
            contact_lost_reported_on: slot("out_of_contact.reported_on"),
        }
    })
});

/// Facts of the child that follow from others, and acts of an office.
struct ChildSlots {
    certified_orphan: usize,
    certified_unattended: usize,
    benefit_ended: usize,
    disabilities: [(usize, usize); 3],
}

static CHILD: LazyLock<ChildSlots> = LazyLock::new(|| {
    let slot = |path: &str| {
        let column = column_by_path(path).and_then(|index| columns().get(index));
        column.and_then(|column| column.slot).unwrap_or(usize::MAX)
    };
    ChildSlots {
        certified_orphan: slot("support.certified_orphan"),
        certified_unattended: slot("support.certified_unattended"),
        benefit_ended: slot("support.benefit_ended"),
        disabilities: ["disability", "father.disability", "mother.disability"]
            .map(|path| (slot(&format!("{path}.kind")), slot(&format!("{path}.grade")))),
    }
});

/// What a policy says on facts that follow from others.
#[derive(Clone, Debug)]
pub(crate) struct Derivation {
    pub(crate) readings: EngineReadings,
    /// Core districts, one list a city.
    pub(crate) core_districts: Vec<Vec<County>>,
    /// For each fact that the policy declares: its id, and whether it is a judgement.
    pub(crate) local: Vec<(String, bool)>,
}

impl Derivation {
    /// Fills in `slots` what follows from the record.
    fn apply(&self, child: &Child, as_of: i32, slots: &mut Slots<'_>) {
        let home = match self.readings.other_county_from {
            OtherCountyFrom::Registration => child.household.county,
            OtherCountyFrom::Residence => child.residence.county,
        };
        for (parent, places) in [&child.father, &child.mother].into_iter().zip(&*PARENTS) {
            self.apply_to_parent(parent, home, places, as_of, slots);
        }
        for act in [CHILD.certified_orphan, CHILD.certified_unattended] {
            close(slots, act, NO);
        }
        close(slots, CHILD.benefit_ended, if child.support.benefit_ended_on.is_unknown() { NO } else { YES });
        for (kind, grade) in CHILD.disabilities {
            // “None” for the one is none for the other.
            for (from, to) in [(kind, grade), (grade, kind)] {
                let is_none = slots.sets.get(from).is_some_and(|set| *set == NONE);
                if is_none && let Some(set) = slots.sets.get_mut(to).filter(|set| !set.is_power_of_two()) {
                    *set = NONE;
                }
            }
        }
    }

    fn apply_to_parent(
        &self,
        parent: &Parent,
        home: County,
        places: &ParentSlots,
        as_of: i32,
        slots: &mut Slots<'_>,
    ) {
        let set = |slots: &mut Slots<'_>, place: usize, value: Slot| {
            if let Some(slot) = slots.spans.get_mut(place) {
                *slot = value;
            }
        };

        if !parent.away.returns.is_unknown() {
            set(slots, places.since, present_absence(parent, self.readings.returns_from_work, as_of));
        }
        if let Some(differs) = parent.away.county.differs(home) {
            close(slots, places.across_counties, if differs { YES } else { NO });
        }
        if let Some(within) = self.within_core(parent.away.county, home) {
            close(slots, places.within_core, if within { YES } else { NO });
        }
        if parent.custody.term_months.is_unknown()
            && !parent.custody.from.is_unknown()
            && let (Some(&from), Some(&until)) = (slots.spans.get(places.from), slots.spans.get(places.until))
        {
            set(slots, places.term_months, months_of_term(from, until));
        }
        if self.readings.contact_lost_from == ContactLostFrom::PoliceReport
            && let Some(&reported) = slots.spans.get(places.contact_lost_reported_on)
        {
            set(slots, places.contact_lost_since, reported);
        }
    }

    /// Whether two counties are both core districts of one city; nothing while a code is missing, or as coarse as a
    /// prefecture's, and could decide.
    fn within_core(&self, work: County, home: County) -> Option<bool> {
        // Whether a place is one of the districts; nothing while it may be.
        let is_in = |place: County, list: &[County]| {
            let mut answer = Some(false);
            for district in list {
                match place.differs(*district) {
                    Some(false) => return Some(true),
                    Some(true) => {}
                    None => answer = None,
                }
            }
            answer
        };
        let mut answer = Some(false);
        for list in &self.core_districts {
            match is_in(work, list) {
                Some(false) => {}
                at_work => match (at_work, is_in(home, list)) {
                    (Some(true), Some(true)) => return Some(true),
                    (_, Some(false)) => {}
                    _ => answer = None,
                },
            }
        }
        answer
    }
}

/// The first day of the present absence after the returns that end one, as of a day, counted from the calendar's first.
///
/// A return whose reason is not known, or that may not have come yet, may have ended the absence: the first day is then
/// known only as a span. So it is after a return to live whose end nobody recorded: whoever is not said to be away no
/// longer may have left again on any day since. A return still to come is none yet.
pub(crate) fn present_absence(parent: &Parent, reading: ReturnsFromWork, as_of: i32) -> Slot {
    let started = parent.away.since.slot();
    let mut earliest = started.low;
    // The last day on which the parent may have left again, after returns that ended the absence and that may have.
    let (mut after_ended, mut after_perhaps) = (None, i32::MIN);
    for entry in &parent.away.returns.0 {
        let ends = match (reading, entry.reason) {
            (ReturnsFromWork::NoReturnEnds, _)
            | (ReturnsFromWork::ReasonDecides, ReturnReason::VisitOrLeave) => Some(false),
            (ReturnsFromWork::AnyReturnEnds, _)
            | (ReturnsFromWork::ReasonDecides, ReturnReason::BackToLive) => Some(true),
            (ReturnsFromWork::ReasonDecides, ReturnReason::Unknown) => None,
        };
        let (from, until) = (entry.from.slot(), entry.until.slot());
        if from.low > as_of {
            continue;
        }
        match ends {
            Some(false) => {}
            Some(true) if from.high.min(until.high) <= as_of => {
                earliest = earliest.max(until.low).max(from.low);
                after_ended = after_ended.max(Some(until.high));
            }
            _ => after_perhaps = after_perhaps.max(until.high),
        }
    }
    // A first day that nobody recorded lies before a return that ended the absence.
    let latest = match after_ended {
        Some(ended) if parent.away.since.is_unknown() => ended,
        Some(ended) => ended.max(started.high),
        None => started.high,
    };
    Slot::between(earliest, latest.max(after_perhaps))
}

/// The facts of a record as rules see them on a day: the vocabulary's slots, then those that the policy declares, which
/// are findings. Of a day, number or code the set is left as it was.
pub(crate) fn facts_of(
    child: &Child,
    as_of: NaiveDate,
    derivation: &Derivation,
    sets: &mut Vec<u32>,
    spans: &mut Vec<Slot>,
) {
    // Whatever is read is written below, so that what the last child left need not be cleared.
    sets.resize(Child::SLOTS + derivation.local.len(), 0);
    spans.resize(Child::SLOTS, Slot::ANY_NUMBER);
    let moment = Moment { as_of, closing_needs_person: derivation.readings.closing == Closing::DayAndPerson };
    if let (Some(sets), Some(spans)) = (sets.first_chunk_mut(), spans.first_chunk_mut()) {
        let mut slots = Slots { sets, spans };
        child.write_slots(&moment, &mut slots, 0);
        derivation.apply(child, as_of.num_days_from_ce(), &mut slots);
    }
    for ((id, judgement), set) in derivation.local.iter().zip(sets.iter_mut().skip(Child::SLOTS)) {
        let finding = if child.local.is_empty() { None } else { child.local.get(id) };
        let recorded = finding.map_or(FindingState::Unknown, |finding| finding.state_at(&moment));
        let state = if *judgement && recorded == FindingState::Unknown { FindingState::No } else { recorded };
        *set = state.set();
    }
}

const _: () = assert!(<crate::vocabulary::Answer as Choice>::VALUES.len() == 2, "no and yes, in this order");
