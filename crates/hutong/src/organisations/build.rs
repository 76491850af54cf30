//! Puts the ledger together: whose obligations there are, what was done for each, and where each stands.

use super::check::{Task, resolve};
use super::ledger::{ORGANISATION_LEDGER_FORMAT, Obligation, ObligationState, OrganisationLedger, RowFaults};
use super::periods::{Course, Deed, Fit, Kept, Terms, course, fit, keep};
use super::places::Village;
use super::remark::Remark;
use super::{Known, villages};
use crate::assessment::{PolicyName, Readings, time_in_force};
use crate::fault::{Fault, FaultCode};
use crate::policy::Policy;
use crate::policy::source::{Office, OneInEach, Pace};
use chrono::{Datelike, Days, NaiveDate};
use std::collections::{BTreeMap, BTreeSet};

/// What was done for one task by one office in one place.
#[derive(Debug, Default)]
struct Done {
    /// With a day, exact or not.
    deeds: Vec<Deed>,
    /// Whether something else was done on a day that nobody knows.
    day_unknown: bool,
}

/// For the place of a task, the place of an office and the name of a unit: what was done.
type AllDone = BTreeMap<(usize, usize, Option<String>), Done>;

struct Builder<'p, 'k> {
    policy: &'p Policy,
    as_of: NaiveDate,
    terms: Terms<'k>,
    villages: BTreeMap<String, Village>,
    done: AllDone,
    obligations: Vec<Obligation<'p>>,
    rejected: Vec<RowFaults>,
    doubtful: Vec<RowFaults>,
}

/// Where one line of obligations stands: whose, and where.
#[derive(Clone, Copy)]
struct Line<'p, 'k> {
    task: Task<'p>,
    office: &'p Office,
    place: Option<&'k str>,
}

/// The ledger of a policy on a day.
pub(super) fn build<'p>(policy: &'p Policy, as_of: NaiveDate, known: &Known) -> OrganisationLedger<'p> {
    let source = policy.source();
    let reach = as_of.checked_add_days(Days::new(known.ahead.into())).unwrap_or(NaiveDate::MAX);
    let mut holidays = known.holidays.clone();
    holidays.sort_unstable();
    holidays.dedup();
    let terms = Terms::of(source, &holidays, reach);
    let mut builder = Builder {
        policy,
        as_of,
        villages: named(known.villages.list(terms.readings.thirty_children)),
        terms,
        done: AllDone::new(),
        obligations: Vec::new(),
        rejected: Vec::new(),
        doubtful: Vec::new(),
    };
    builder.take(known);
    let done = std::mem::take(&mut builder.done);
    for (number, task) in Task::all(source).enumerate() {
        for id in task.by {
            let Some(at) = source.offices.iter().position(|office| office.id == *id) else { continue };
            let Some(office) = source.offices.get(at) else { continue };
            for place in places(office, at, known, &done) {
                let done = done.get(&(number, at, place.clone()));
                builder
                    .line(Line { task, office, place: place.as_deref() }, done.unwrap_or(&Done::default()));
            }
        }
    }
    OrganisationLedger {
        format: ORGANISATION_LEDGER_FORMAT,
        policy: PolicyName::of(policy),
        as_of,
        warnings: time_in_force(policy, as_of),
        obligations: builder.obligations,
        villages: builder.villages.into_values().collect(),
        rejected: by_row(builder.rejected),
        doubtful: by_row(builder.doubtful),
        readings: Readings::of(policy),
    }
}

impl<'p> Builder<'p, '_> {
    /// Sorts the records by task, office and place.
    fn take(&mut self, known: &Known) {
        for (row, record) in &known.done {
            let told = match resolve(self.policy, record, self.as_of) {
                Ok(told) => told,
                Err(faults) => {
                    self.rejected.push(RowFaults { row: *row, faults });
                    continue;
                }
            };
            let office = self.policy.source().offices.get(told.office);
            if let Some(office) = office.filter(|office| office.one_in_each.is_some())
                && told.place.is_none()
                && !declared(office, known).is_empty()
            {
                self.doubt(*row, FaultCode::PlaceMissing, "place");
            }
            let done = self.done.entry((told.task, told.office, told.place)).or_default();
            match (told.done_on.earliest(), told.done_on.latest()) {
                // A span that reaches past the day may lie behind it as a whole: not certainly done by then.
                (Some(earliest), Some(latest)) if latest <= self.as_of => {
                    done.deeds.push(Deed { earliest, latest, entered_on: told.entered_on, row: *row });
                }
                _ => {
                    done.day_unknown = true;
                    self.doubt(*row, FaultCode::DoneDayUnknown, "done_on");
                }
            }
        }
    }

    fn doubt(&mut self, row: u64, code: FaultCode, path: &str) {
        self.doubtful.push(RowFaults { row, faults: vec![Fault::new(code, path)] });
    }

    /// Every obligation of one office in one place for one task.
    fn line(&mut self, line: Line<'p, '_>, done: &Done) {
        let depends_on_village = line
            .task
            .duty
            .is_some_and(|duty| duty.more_children_than.or(duty.child_directors_at_least).is_some());
        if depends_on_village {
            return self.in_village(line, done);
        }
        let course = course(line.task.pace, &self.terms);
        let mut unclear = done.day_unknown;
        for deed in &done.deeds {
            match fit(&course, deed) {
                Fit::Fits => {}
                Fit::DayNotKnown => {
                    unclear = true;
                    self.doubt(deed.row, FaultCode::DoneDayUnknown, "done_on");
                }
                Fit::Outside => self.doubt(deed.row, FaultCode::OutsideEveryPeriod, "done_on"),
            }
        }
        let kept = keep(&course, line.task.times, &done.deeds);
        let mut obligations: Vec<Obligation<'p>> =
            kept.iter().map(|kept| self.of_period(line, kept, &course, unclear)).collect();
        let next_due = obligations
            .iter()
            .filter(|obligation| obligation.is_open() && obligation.state != ObligationState::Missed)
            .filter_map(|obligation| obligation.due)
            .min();
        for obligation in &mut obligations {
            obligation.next_due = next_due;
        }
        self.obligations.extend(obligations);
        let remark = match line.task.pace {
            Pace::BeforeSchoolHolidays => Some(Remark::HolidaysNotKnown),
            Pace::AtOnce => Some(Remark::AtOnce),
            Pace::Promptly => Some(Remark::NoNumberOfDays),
            Pace::WhileItLasts => Some(Remark::AtAllTimes),
            Pace::FromTimeToTime => Some(Remark::NoIntervalStated),
            Pace::EveryMonths(_) | Pace::YearlyBy(_) | Pace::By(_) | Pace::Once | Pace::During { .. } => None,
        };
        if let Some(remark) = remark {
            let deeds = if course == Course::Standing { &done.deeds[..] } else { &[] };
            let standing = self.without_period(line, ObligationState::Standing, remark, deeds, unclear);
            self.obligations.push(Obligation { next_due, ..standing });
        }
    }

    /// A duty that turns on the numbers of a village.
    fn in_village(&mut self, line: Line<'p, '_>, done: &Done) {
        let Some(duty) = line.task.duty else { return };
        let village = line.place.and_then(|place| self.villages.get(place));
        let found = match village {
            Some(village) => villages::state(self.policy.source(), duty, village),
            None if self.villages.is_empty() => {
                Some((ObligationState::Undetermined, Remark::VillagesNotKnown))
            }
            None => Some((ObligationState::Undetermined, Remark::VillageNotKnown)),
        };
        if let Some((state, remark)) = found {
            let obligation = self.without_period(line, state, remark, &done.deeds, done.day_unknown);
            self.obligations.push(obligation);
        }
    }

    /// An obligation without days.
    fn without_period(
        &self,
        line: Line<'p, '_>,
        state: ObligationState,
        remark: Remark,
        deeds: &[Deed],
        unclear: bool,
    ) -> Obligation<'p> {
        let last = deeds.iter().max_by_key(|deed| (deed.latest, deed.earliest));
        let mut remarks = vec![remark];
        remarks.extend(self.remarks(line, state, unclear));
        Obligation {
            duty: line.task.id,
            by: &line.office.id,
            place: line.place.map(str::to_owned),
            state,
            from: None,
            due: None,
            done_on: None,
            entered_on: None,
            missed_since: None,
            days_overdue: 0,
            days_late: 0,
            next_due: None,
            times_done: 0,
            times: line.task.times,
            last_done: last.map(Deed::on),
            pace: line.task.pace,
            label: line.task.label,
            cite: self.policy.places(line.task.cite),
            remarks,
        }
    }

    /// What must be said whatever the days are.
    fn remarks(&self, line: Line<'p, '_>, state: ObligationState, unclear: bool) -> Vec<Remark> {
        let open = !matches!(state, ObligationState::Done | ObligationState::DoneLate);
        let ended = self.terms.until.is_some_and(|until| until < self.as_of);
        let ended = ended
            && matches!(
                state,
                ObligationState::Due | ObligationState::Standing | ObligationState::Undetermined
            );
        let others = line.office.one_in_each.is_some() && line.place.is_none();
        [
            (others, Remark::OthersNotNamed),
            (open && unclear, Remark::DayNotKnown),
            (ended, Remark::PolicyEnded),
        ]
        .into_iter()
        .filter_map(|(holds, remark)| holds.then_some(remark))
        .collect()
    }

    fn of_period(&self, line: Line<'p, '_>, kept: &Kept, course: &Course, unclear: bool) -> Obligation<'p> {
        let (as_of, terms) = (self.as_of, &self.terms);
        let (from, due) = (kept.period.from, kept.period.due);
        let after_policy = due.zip(terms.until).is_some_and(|(due, until)| until < due);
        let late = |day: NaiveDate| due.filter(|due| *due < day);
        let state = match kept.by {
            Some(deed) if late(deed.latest).is_some() => ObligationState::DoneLate,
            Some(_) => ObligationState::Done,
            None if after_policy && terms.until.is_some_and(|until| until < as_of) => ObligationState::Lapsed,
            None if late(as_of).is_some() => ObligationState::Missed,
            None if from > as_of => ObligationState::Upcoming,
            None => ObligationState::Due,
        };
        let overdue_by = |day: NaiveDate| {
            late(day).map_or(0, |due| u32::try_from((day - due).num_days()).unwrap_or(u32::MAX))
        };
        let was_missed = matches!(state, ObligationState::Missed | ObligationState::DoneLate);
        let yearly = matches!(line.task.pace, Pace::EveryMonths(_) | Pace::YearlyBy(_));
        let rest_of_year =
            yearly && matches!(course, Course::Fixed(_)) && from == terms.from && from.ordinal() != 1;
        let open = kept.by.is_none();
        let mut remarks: Vec<Remark> = [
            (open && due.is_none(), Remark::NoDayStated),
            (matches!(line.task.pace, Pace::During { .. }) && from < terms.from, Remark::BeganBeforeDocument),
            (rest_of_year, Remark::RestOfFirstYear),
            (open && after_policy, Remark::DueAfterPolicy),
        ]
        .into_iter()
        .filter_map(|(holds, remark)| holds.then_some(remark))
        .collect();
        remarks.extend(self.remarks(line, state, unclear));
        let entered_on = kept.by.map(|deed| deed.entered_on).filter(|day| day.earliest().is_some());
        Obligation {
            duty: line.task.id,
            by: &line.office.id,
            place: line.place.map(str::to_owned),
            state,
            from: Some(from),
            due,
            done_on: kept.by.map(|deed| deed.on()),
            entered_on,
            missed_since: due.filter(|_| was_missed).and_then(|due| due.succ_opt()),
            days_overdue: if state == ObligationState::Missed { overdue_by(as_of) } else { 0 },
            days_late: kept.by.map_or(0, |deed| overdue_by(deed.latest)),
            next_due: None,
            times_done: kept.times_done,
            times: kept.times,
            last_done: None,
            pace: line.task.pace,
            label: line.task.label,
            cite: self.policy.places(line.task.cite),
            remarks,
        }
    }
}

/// Villages by their places. `a/b` may be one village of the township `a` and one named so: the one with more children
/// stands for both.
fn named(villages: Vec<Village>) -> BTreeMap<String, Village> {
    let mut named: BTreeMap<String, Village> = BTreeMap::new();
    for village in villages {
        let more = named.get(&village.place).is_none_or(|other| other.possible < village.possible);
        if more {
            named.insert(village.place.clone(), village);
        }
    }
    named
}

/// In the order of the rows, each once with all its faults.
fn by_row(mut told: Vec<RowFaults>) -> Vec<RowFaults> {
    told.sort_by_key(|row| row.row);
    told.dedup_by(|later, earlier| {
        let same = later.row == earlier.row;
        if same {
            earlier.faults.append(&mut later.faults);
        }
        same
    });
    told
}

/// Which of an office there are: those that were told of, and, where none was declared, all others as one.
fn places(office: &Office, at: usize, known: &Known, done: &AllDone) -> BTreeSet<Option<String>> {
    if office.one_in_each.is_none() {
        return BTreeSet::from([None]);
    }
    let mut places: BTreeSet<Option<String>> = declared(office, known).into_iter().map(Some).collect();
    if places.is_empty() {
        places.insert(None);
    }
    let of_office = done.keys().filter(|(_, office, place)| *office == at && place.is_some());
    places.extend(of_office.map(|(_, _, place)| place.clone()));
    places
}

/// The places of an office of which the caller told, whatever was done there.
fn declared(office: &Office, known: &Known) -> BTreeSet<String> {
    let named = known.places.iter().filter(|(id, _)| *id == office.id).map(|(_, place)| place.clone());
    let mut places: BTreeSet<String> = named.collect();
    match office.one_in_each {
        Some(OneInEach::Township) => places.extend(known.villages.townships().map(str::to_owned)),
        Some(OneInEach::Village) => places.extend(known.villages.names()),
        Some(OneInEach::Unit) | None => {}
    }
    places
}
