//! The readings that the engine itself carries out: those that change how facts are read rather than which rule
//! holds. Everything else that a policy may read differently stands in its conditions.

use crate::dates::{Attainment, CorrespondingDay};

macro_rules! engine_readings {
    ($($(#[doc = $doc:literal])+ $field:ident: $type:ident = $id:literal { $($alternative:ident = $name:literal,)+ };)+) => {
        /// What the policy decided on each reading that the engine carries out.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) struct EngineReadings { $($(#[doc = $doc])+ pub(crate) $field: $type,)+ }

        impl EngineReadings {
            /// The readings and alternatives that the engine knows, by id.
            pub(crate) const KNOWN: &'static [(&'static str, &'static [&'static str])] =
                &[$(($id, &[$($name),+]),)+];

            /// From a lookup of the chosen alternatives; an unknown id gives nothing for that reading.
            pub(crate) fn read(chosen: impl Fn(&str) -> Option<String>) -> Result<EngineReadings, Vec<&'static str>> {
                let mut missing = Vec::new();
                $(
                    let $field = match chosen($id).as_deref() {
                        $(Some($name) => Some($type::$alternative),)+
                        _ => { missing.push($id); None }
                    };
                )+
                match ($($field,)+) {
                    ($(Some($field),)+) => Ok(EngineReadings { $($field),+ }),
                    _ => Err(missing),
                }
            }
        }
    };
}

engine_readings! {
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

/// What a suspicion is where the clause does not name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
