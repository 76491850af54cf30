//! A child's history: levels, contacts, absences, benefits, pauses, closings, the file, care agreements, each with its
//! days. Here stands the data; `entries` has its tables, `timeline` puts levels and contacts in order, `onto_record`
//! tells what a history adds to the child's record. What is due when is in `schedule`.

mod entries;
mod json;
mod kinds;
mod levels;
mod onto_record;
mod table;
#[cfg(test)]
mod tests;
mod timeline;

pub use entries::{
    Absence, BenefitPeriod, CareAgreement, Closing, Contact, ContactBy, ContactKind, FilePart, FilePartName,
    LevelPeriod, LevelSource, Pause, PauseReason, WhichParent,
};
pub use json::HistoryReading;
pub use kinds::{Entry, EntryKind};
pub(crate) use levels::LevelSpan;
pub use table::{EntryPlan, EntryRow};
pub(crate) use timeline::Made;
pub use timeline::{Checked, Rejected, Timeline};

use crate::vocabulary::{Date, Part, Text};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What happened around one child. The order of entries never matters, nor does an entry that stands twice.
///
/// ```
/// # use hutong::history::{Contact, History, LevelPeriod};
/// # use hutong::Policy;
/// let policy = Policy::builtin("puning-2024")?;
/// let history: History = serde_json::from_str(r#"{
///     "key": "made-up 1",
///     "levels": [{ "level": "yellow", "from": "2026-08-31" }],
///     "contacts": [{ "on": "2026-09-30", "kind": "home-visit", "by": "child-director" }]
/// }"#)?;
/// let as_of = "2026-11-01".parse()?;
/// let checked = history.check(&policy, as_of);
/// assert!(checked.rejected.is_empty());
/// let ledger = policy.scheduler(as_of).ledger(&checked.timeline);
/// assert_eq!(ledger.duties()[0].next_due, Some("2026-10-30".parse()?), "a month from the last visit");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct History {
    /// The child's key, the same as in the record.
    #[serde(skip_serializing_if = "Part::is_unknown")]
    pub key: Text,
    /// The child's birth date, only to find entries before it.
    #[serde(skip_serializing_if = "Part::is_unknown")]
    pub birth_date: Date,
    /// Levels, each with its days.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub levels: Vec<LevelPeriod>,
    /// Visits, contacts and interventions.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub contacts: Vec<Contact>,
    /// Absences of the parents for work.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub absences: Vec<Absence>,
    /// Times of basic living support.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub benefits: Vec<BenefitPeriod>,
    /// Times in which the child cannot be visited.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub pauses: Vec<Pause>,
    /// Records that close findings.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub closings: Vec<Closing>,
    /// Parts of the child's file that are there.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub file: Vec<FilePart>,
    /// Care agreements.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub care_agreements: Vec<CareAgreement>,
}
