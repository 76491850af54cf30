//! The ledger as a type: every obligation of every office on a day, with its days and its state. How it comes about
//! is in `build`.

use super::places::Village;
use super::remark::Remark;
use crate::assessment::{PolicyName, Readings, Warning};
use crate::fault::Fault;
use crate::policy::source::{Label, Pace};
use crate::vocabulary::Date;
use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::Serialize;

/// The name and version of the JSON form of the ledger.
pub const ORGANISATION_LEDGER_FORMAT: &str = "hutong-organisation-ledger-1";

/// What the organisations must do under a policy: what is due, done and missed on a day.
///
/// Nothing ever leaves it by itself: a period that was missed stays, done late or not, and a duty without a day stays
/// in words.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct OrganisationLedger<'p> {
    /// The name and version of this form.
    pub format: &'static str,
    /// The policy.
    pub policy: PolicyName<'p>,
    /// The day for which it holds.
    pub as_of: NaiveDate,
    /// What is doubtful about the ledger as a whole.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub warnings: Vec<Warning>,
    /// Every obligation: by duty in the order of the policy (notices last), then office, place and days.
    pub obligations: Vec<Obligation<'p>>,
    /// The villages that were told of, with their numbers.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub villages: Vec<Village>,
    /// The records that cannot be used, each with its row and every reason.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub rejected: Vec<RowFaults>,
    /// The records that meet nothing although nothing is wrong with their form.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub doubtful: Vec<RowFaults>,
    /// The readings in force, by id: the alternative chosen.
    pub readings: Readings<'p>,
}

/// What is wrong with one row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct RowFaults {
    /// The row, as the caller numbers it.
    pub row: u64,
    /// What is wrong with it.
    #[schemars(with = "Vec<crate::FaultDescription<'static>>")]
    pub faults: Vec<Fault>,
}

/// One thing that one office must do in one period.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Obligation<'p> {
    /// The duty or notice, by its id in the policy.
    pub duty: &'p str,
    /// Whose it is: the office, by id.
    pub by: &'p str,
    /// Which of several offices; null for an office of which there is one, and for all those that nobody named.
    pub place: Option<String>,
    /// Where it stands on the day.
    pub state: ObligationState,
    /// The first day on which it can be met; null where none is stated.
    pub from: Option<NaiveDate>,
    /// The last good day; null where the text states none.
    pub due: Option<NaiveDate>,
    /// The day on which it was met, as far as it is known.
    pub done_on: Option<Date>,
    /// The day on which that was entered, where it is known.
    pub entered_on: Option<Date>,
    /// The first day on which it was overdue, if it ever was; it stays when it is done late.
    pub missed_since: Option<NaiveDate>,
    /// How many days it is overdue on the day of the ledger; 0 when it is not.
    pub days_overdue: u32,
    /// How many days too late it was done; 0 when it was not.
    pub days_late: u32,
    /// The next day on which this duty falls due for this office and place, today or later; null where none is known.
    pub next_due: Option<NaiveDate>,
    /// How often it was done in the period, at most as often as asked for.
    pub times_done: u32,
    /// How often it must be done in the period.
    pub times: u32,
    /// For a duty without a period: the last day on which something was done for it.
    pub last_done: Option<Date>,
    /// How soon or how often.
    pub pace: &'p Pace,
    /// What must be done.
    pub label: &'p Label,
    /// The place in the document.
    pub cite: String,
    /// What must be said of it besides.
    pub remarks: Vec<Remark>,
}

macro_rules! states {
    ($($(#[doc = $doc:literal])+ $name:ident = $id:literal, $zh:literal, $en:literal;)+) => {
        /// Where an obligation stands on a day. The order is that of urgency.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
        #[serde(rename_all = "kebab-case")]
        pub enum ObligationState { $($(#[doc = $doc])+ $name,)+ }

        impl ObligationState {
            /// Every state, the most urgent first.
            pub const ALL: &'static [ObligationState] = &[$(ObligationState::$name,)+];

            /// Its id, such as `done-late`.
            #[must_use]
            pub const fn id(self) -> &'static str { match self { $(ObligationState::$name => $id,)+ } }

            /// In Chinese.
            #[must_use]
            pub const fn zh(self) -> &'static str { match self { $(ObligationState::$name => $zh,)+ } }

            /// In English.
            #[must_use]
            pub const fn en(self) -> &'static str { match self { $(ObligationState::$name => $en,)+ } }
        }
    };
}

states! {
    /// Its last good day has passed, and it was not done.
    Missed = "missed", "逾期未完成", "missed";
    /// It is to be done now, by its day or, where none is stated, at once.
    Due = "due", "待完成", "due";
    /// Whether it arises or is met cannot be told from what is known.
    Undetermined = "undetermined", "待定", "undetermined";
    /// Its time has not begun.
    Upcoming = "upcoming", "尚未开始", "upcoming";
    /// Done, but after its last good day.
    DoneLate = "done-late", "逾期完成", "done late";
    /// Done in time.
    Done = "done", "按时完成", "done";
    /// It holds at all times; no day is stated.
    Standing = "standing", "长期任务", "standing";
    /// The policy ended before it fell due.
    Lapsed = "lapsed", "随政策终止", "lapsed";
}

impl Obligation<'_> {
    /// Whether something is still to be done for it.
    #[must_use]
    pub fn is_open(&self) -> bool {
        matches!(
            self.state,
            ObligationState::Missed
                | ObligationState::Due
                | ObligationState::Upcoming
                | ObligationState::Undetermined
        )
    }
}

impl OrganisationLedger<'_> {
    /// The ledger as JSON.
    #[must_use]
    pub fn to_json(&self) -> String {
        // Nothing in a ledger can fail to serialise: no maps with odd keys, no floats.
        serde_json::to_string(self).unwrap_or_default()
    }
}
