//! Duties of the organisations: what each office must do under a policy, whoever the children are; what is due, done
//! and missed on a day. Here stands what the caller tells and how the ledger is asked for; `periods` counts the days,
//! `places` the children of each village, `build` puts it together. A child's own duties are in `schedule`.

mod build;
mod check;
mod entries;
mod ledger;
mod periods;
mod places;
mod remark;
mod table;
mod villages;

pub use check::check_done;
pub use entries::{DoneRecord, VillageRecord};
pub use ledger::{ORGANISATION_LEDGER_FORMAT, Obligation, ObligationState, OrganisationLedger, RowFaults};
pub use places::{Village, Villages, place_name};
pub use remark::Remark;
pub use table::{EntryTable, read_entry_json};

use crate::policy::Policy;
use chrono::NaiveDate;

/// What the caller knows. All of it may be empty: then everything that is due is due.
#[derive(Clone, Debug, Default)]
pub struct Known {
    /// What was done, each with the row in which the caller finds it. The order never matters, nor does a record that
    /// stands twice.
    pub done: Vec<(u64, DoneRecord)>,
    /// The first days of school holidays. The text names none, so that others stay open in words.
    pub holidays: Vec<NaiveDate>,
    /// Townships and villages, with their children and child directors. They are taken for all there are.
    pub villages: Villages,
    /// Further places: the office, by id, and which one. They are taken for all there are of that office.
    pub places: Vec<(String, String)>,
    /// How many days ahead obligations are listed, besides the next one of each.
    pub ahead: u32,
}

impl Policy {
    /// What the organisations must do under this policy: what is due, done and missed on a day.
    ///
    /// Each office named by a duty has it for itself; where there are several of an office (townships, villages,
    /// schools), each that was told of has it, or else one line stands for all of them.
    ///
    /// ```
    /// # use hutong::Policy;
    /// # use hutong::organisations::{DoneRecord, ObligationState, Known};
    /// let policy = Policy::builtin("puning-2024")?;
    /// let (report, day) = ("progress-report", |text: &str| text.parse());
    /// let done = DoneRecord {
    ///     duty: report.into(),
    ///     by: "civil-affairs".into(),
    ///     done_on: day("2024-11-05")?,
    ///     ..DoneRecord::default()
    /// };
    /// let known = Known { done: vec![(2, done)], ..Known::default() };
    /// let ledger = policy.organisation_ledger("2025-11-04".parse()?, &known);
    /// let reports = ledger.obligations.iter().filter(|obligation| obligation.duty == report);
    /// let states: Vec<_> = reports.map(|report| (report.state, report.days_late, report.days_overdue)).collect();
    /// assert_eq!(states[..2], [(ObligationState::DoneLate, 2, 0), (ObligationState::Missed, 0, 1)]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn organisation_ledger(&self, as_of: NaiveDate, known: &Known) -> OrganisationLedger<'_> {
        build::build(self, as_of, known)
    }
}
