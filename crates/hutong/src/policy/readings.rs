//! The readings that code carries out: those of the engine, which change how facts are read, those of the two
//! ledgers, of visits and of organisations, those of the official count table and of lists. Everything else that a policy may read differently stands in its conditions.

use super::source::{PolicySource, ReadBy};
use crate::dates::{Attainment, CorrespondingDay};

/// A reading that code carries out: its id, and the alternatives that are known.
pub(crate) type KnownReading = (&'static str, &'static [&'static str]);

/// The readings that some code knows; nothing where a reading is for the conditions of the file.
pub(crate) fn known_readings(used_by: ReadBy) -> Option<&'static [KnownReading]> {
    match used_by {
        ReadBy::Engine => Some(EngineReadings::KNOWN),
        ReadBy::Schedule => Some(ScheduleReadings::KNOWN),
        ReadBy::Organisations => Some(OrganisationReadings::KNOWN),
        ReadBy::Form => Some(FormReadings::KNOWN),
        ReadBy::Disclose => Some(DiscloseReadings::KNOWN),
        ReadBy::Rules => None,
    }
}

/// The code that carries a reading out, with its name in the file; nothing where the conditions of the file do.
pub(crate) fn carried_out_by(reading: &str) -> Option<(ReadBy, &'static str)> {
    let all = [
        (ReadBy::Engine, "engine"),
        (ReadBy::Schedule, "schedule"),
        (ReadBy::Organisations, "organisations"),
        (ReadBy::Form, "form"),
        (ReadBy::Disclose, "disclose"),
    ];
    all.into_iter()
        .find(|(by, _)| known_readings(*by).is_some_and(|known| known.iter().any(|(id, _)| *id == reading)))
}

macro_rules! readings {
    ($(#[doc = $struct_doc:literal])+ $name:ident: $(
        $(#[doc = $doc:literal])+
        $field:ident: $type:ident = $id:literal { $first:ident = $first_text:literal, $($alternative:ident = $text:literal,)* };
    )+) => {
        $(#[doc = $struct_doc])+
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) struct $name { $($(#[doc = $doc])+ pub(crate) $field: $type,)+ }

        impl $name {
            /// The readings and alternatives that are known, by id.
            const KNOWN: &'static [KnownReading] = &[$(($id, &[$first_text, $($text),*]),)+];

            /// What a policy decided, and the ids of the readings on which it is silent: those stand at their first
            /// alternative.
            pub(crate) fn read(source: &PolicySource) -> ($name, Vec<&'static str>) {
                let chosen = |id: &str| source.readings.iter().find(|reading| reading.id == id);
                let mut silent = Vec::new();
                let readings = $name { $(
                    $field: match chosen($id).map(|reading| reading.chosen.as_str()) {
                        Some($first_text) => $type::$first,
                        $(Some($text) => $type::$alternative,)*
                        _ => { silent.push($id); $type::$first }
                    },
                )+ };
                (readings, silent)
            }
        }
    };
}

readings! {
    /// What the policy decided on each reading that the engine carries out.
    EngineReadings:
    /// On which day an age is attained.
    attainment: Attainment = "attainment-of-age" { DayAfterBirthday = "day-after-birthday", OnBirthday = "on-birthday", };
    /// Whether a period of months has run on the corresponding day.
    corresponding: CorrespondingDay = "corresponding-day" { Included = "included", Excluded = "excluded", };
    /// What a suspicion is where the clause does not name it.
    suspicion: Suspicion = "suspicion-where-not-named" { Undetermined = "undetermined", AsNo = "as-no", AsConfirmed = "as-confirmed", };
    /// Which returns end an absence.
    returns_from_work: ReturnsFromWork = "returns-from-work" { ReasonDecides = "reason-decides", AnyReturnEnds = "any-return-ends", NoReturnEnds = "no-return-ends", };
    /// From which county another county is told.
    other_county_from: OtherCountyFrom = "other-county-from" { Registration = "registration", Residence = "residence", };
    /// From when loss of contact runs.
    contact_lost_from: ContactLostFrom = "contact-lost-from" { Lost = "lost", PoliceReport = "police-report", };
    /// What closes a finding.
    closing: Closing = "closing-of-findings" { DayAndPerson = "day-and-person", DaySuffices = "day-suffices", };
    /// Whose duties hold where several levels have a trigger.
    several_triggers: SeveralTriggers = "several-triggers" { Highest = "highest", DutiesOfEach = "duties-of-each", };
    /// What becomes of a recorded decision.
    decision: DecisionAgainstRule = "decision-against-rule" { BesideTheRule = "beside-the-rule", NotShown = "not-shown", };
}

readings! {
    /// What the policy decided on each reading that the visit ledger carries out; the first alternative where it
    /// is silent.
    ScheduleReadings:
    /// Whose the duty is where registration and residence differ.
    whose_duty: WhoseDuty = "whose-duty" { Residence = "residence", Registration = "registration", };
    /// Whether periods run from the last visit or with the calendar.
    windows: WindowsRun = "visit-windows" { Rolling = "rolling", Calendar = "calendar", };
    /// From which day a level's duties run.
    starts: DutyStarts = "duty-starts" { LevelTakesEffect = "level-takes-effect", EnteredInSystem = "entered-in-system", };
    /// Whether a due day on a day off moves.
    day_off: DueDayOff = "due-day-on-holiday" { Stays = "stays", NextWorkingDay = "next-working-day", };
    /// Whether a home visit is a contact.
    visit_as_contact: VisitAsContact = "visit-as-contact" { Counts = "counts", DoesNotCount = "does-not-count", };
    /// Whether the due day itself is in time.
    due_day: DueDay = "due-day" { InTime = "in-time", TooLate = "too-late", };
    /// What a change of level does to a period that is running.
    level_change: LevelChange = "level-change" { EarlierDateHolds = "earlier-date-holds", NewLevelOnly = "new-level-only", };
    /// Whether a due day in a pause moves.
    pause: PauseMoves = "due-day-in-pause" { Stays = "stays", AfterPause = "after-pause", };
    /// Whether a visit counts of which nobody recorded who made it.
    visitor: VisitorUnknown = "visitor-not-recorded" { DoesNotCount = "does-not-count", Counts = "counts", };
}

readings! {
    /// What the policy decided on each reading that the ledger of the organisations carries out; the first
    /// alternative where it is silent.
    OrganisationReadings:
    /// Whether a day by which something is to be done is itself in time.
    last_good_day: LastGoodDay = "last-good-day" { NamedDay = "named-day", DayBefore = "day-before", };
    /// Whether half-years run from the last time or with the calendar.
    half_yearly: HalfYearly = "half-yearly" { Rolling = "rolling", HalfYears = "half-years", };
    /// How often a child of two populations counts among the children of a village.
    thirty_children: VillageCount = "thirty-children" { DistinctChildren = "distinct-children", SumOfPopulations = "sum-of-populations", };
    /// Whether every year is a calendar year or twelve months from the last time.
    every_year: EveryYear = "every-year" { CalendarYear = "calendar-year", Rolling = "rolling", };
    /// What becomes of the year in which the document came into force.
    first_year: FirstYear = "first-year" { FromIssue = "from-issue", Whole = "whole-first-year", FromNextYear = "from-next-year", };
}

readings! {
    /// What the policy decided on each reading that the official count table carries out; the first alternative
    /// where it is silent.
    FormReadings:
    /// In how many rows a child is counted who fits several.
    rows_of_a_child: RowsOfAChild = "rows-of-a-child" { OneRow = "one-row", EveryRow = "every-row", };
    /// On which day the children are counted.
    moment: MomentOfCount = "moment-of-count" { OnFormDate = "on-form-date", EndOfPeriod = "end-of-period", };
}

readings! {
    /// What the policy decided on each reading that lists carry out; the first alternative where it is silent.
    DiscloseReadings:
    /// Whether a child that was sent before is sent again.
    repeats: Repeats = "repeated-referral" { OncePerFinding = "once-per-finding", EveryList = "every-list", };
}

/// Whether a child that was sent before is sent again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Repeats {
    /// Only where what is told of it is new or changed.
    OncePerFinding,
    /// With every list.
    EveryList,
}

/// What a suspicion is where the clause does not name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Suspicion {
    /// Undetermined: it raises the ceiling, not the floor.
    Undetermined,
    /// No.
    AsNo,
    /// The same as confirmed.
    AsConfirmed,
}

/// Which returns end an absence for work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ReturnsFromWork {
    /// A return to live ends it, a visit or leave does not.
    ReasonDecides,
    /// Every return ends it.
    AnyReturnEnds,
    /// None does.
    NoReturnEnds,
}

/// From which county another county is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum OtherCountyFrom {
    /// From the county of the child's registration.
    Registration,
    /// From the county where the child lives.
    Residence,
}

/// From when loss of contact runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ContactLostFrom {
    /// From the day since which there has been neither contact nor support.
    Lost,
    /// From the day on which the police took up the report.
    PoliceReport,
}

/// What closes a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Closing {
    /// A day and a person who answers for it.
    DayAndPerson,
    /// A day.
    DaySuffices,
}

/// Whose duties hold where several levels have a trigger.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SeveralTriggers {
    /// Those of the highest level.
    Highest,
    /// Those of every level that has a trigger.
    DutiesOfEach,
}

/// What becomes of a recorded decision against the rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DecisionAgainstRule {
    /// It stands beside the rule's own result.
    BesideTheRule,
    /// It is not shown.
    NotShown,
}

/// Whose the duty to visit is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum WhoseDuty {
    /// Of the place where the child lives.
    Residence,
    /// Of the place of registration.
    Registration,
}

/// How the periods of a regular duty run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum WindowsRun {
    /// From the last visit.
    Rolling,
    /// With the calendar.
    Calendar,
}

/// From which day a level's duties run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DutyStarts {
    /// From the day on which the level takes effect.
    LevelTakesEffect,
    /// From the day on which it was entered in the system.
    EnteredInSystem,
}

/// Whether a due day on a day off moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DueDayOff {
    /// It stays.
    Stays,
    /// It moves to the next day that is neither a Saturday nor a Sunday.
    NextWorkingDay,
}

/// Whether a home visit is a contact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum VisitAsContact {
    /// It is.
    Counts,
    /// A separate contact is needed.
    DoesNotCount,
}

/// Whether the due day itself is in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DueDay {
    /// It is the last good day.
    InTime,
    /// The day before is the last good day.
    TooLate,
}

/// What a change of level does to a period that is running.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LevelChange {
    /// It runs on to its due day, beside the new level's; nothing is wiped.
    EarlierDateHolds,
    /// It lapses; only what was missed by then stays.
    NewLevelOnly,
}

/// Whether a due day in a pause moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PauseMoves {
    /// It stays, and the pause is told beside it.
    Stays,
    /// It moves to the day after the pause.
    AfterPause,
}

/// Whether a visit counts of which nobody recorded who made it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum VisitorUnknown {
    /// It does not: a blank clears no duty.
    DoesNotCount,
    /// It does.
    Counts,
}

/// Whether a day by which something is to be done is itself in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LastGoodDay {
    /// It is the last good day.
    NamedDay,
    /// The day before is the last good day.
    DayBefore,
}

/// How half-years run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum HalfYearly {
    /// Six months from the last time.
    Rolling,
    /// From January to June, from July to December.
    HalfYears,
}

/// How often a child of two populations counts among the children of a village.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum VillageCount {
    /// Once.
    DistinctChildren,
    /// Once for each population.
    SumOfPopulations,
}

/// How years run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum EveryYear {
    /// From January to December.
    CalendarYear,
    /// Twelve months from the last time.
    Rolling,
}

/// What becomes of the year in which the document came into force.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FirstYear {
    /// The rest of it is the first period.
    FromIssue,
    /// All of it is, with what was done before the document.
    Whole,
    /// The first period is the year after it.
    FromNextYear,
}

/// In how many rows of the form a child is counted who fits several.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RowsOfAChild {
    /// In the first that fits within the highest level: rows add up.
    OneRow,
    /// In every row that fits; subtotals and total count distinct children.
    EveryRow,
}

/// On which day the children of the form are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum MomentOfCount {
    /// On the day that stands on the form.
    OnFormDate,
    /// On the last day of the form's year.
    EndOfPeriod,
}
