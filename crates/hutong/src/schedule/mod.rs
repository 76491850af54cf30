//! The visit ledger: for each duty of each level in force, every window: met, missed, open, and when the next is due.
//! Here stand its types and JSON; `scheduler` finds the duties and their days, `windows` lays out the windows, and
//! `assessed` joins what an assessment of today says. Worklists and figures over many children are built on it.

mod assessed;
mod deeds;
mod figures;
mod responsible;
mod scheduler;
#[cfg(test)]
mod tests;
mod windows;

pub use figures::{Behind, Counts, Figure, Figures, FiguresBy, Keep, Outcome};
pub use responsible::Responsible;
pub use scheduler::Scheduler;

use crate::Truth;
use crate::assessment::PolicyName;
use crate::history::PauseReason;
use crate::policy::source::{DutyKind, Label, Pace};
use crate::vocabulary::Text;
use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::Serialize;

/// The name and version of the JSON form of a ledger.
pub const LEDGER_FORMAT: &str = "hutong-ledger-1";

/// Every duty to visit, contact or step in for one child, with its windows up to a day.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Ledger<'p> {
    /// The name and version of this form.
    format: &'static str,
    /// The child's key, if the history has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    key: Option<Text>,
    /// The policy.
    policy: PolicyName<'p>,
    /// The day up to which it goes.
    as_of: NaiveDate,
    /// What is doubtful about the levels.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    notes: Vec<LevelNote<'p>>,
    /// Each duty in each stretch of levels that has it, by its first day.
    duties: Vec<DutyLedger<'p>>,
}

impl<'p> Ledger<'p> {
    /// The child's key, if the history has one.
    #[must_use]
    pub fn key(&self) -> Option<&str> {
        self.key.as_ref().and_then(Text::as_str)
    }

    /// The day up to which it goes.
    #[must_use]
    pub fn as_of(&self) -> NaiveDate {
        self.as_of
    }

    /// What is doubtful about the levels.
    #[must_use]
    pub fn notes(&self) -> &[LevelNote<'p>] {
        &self.notes
    }

    /// Each duty in each stretch of levels that has it, by its first day.
    #[must_use]
    pub fn duties(&self) -> &[DutyLedger<'p>] {
        &self.duties
    }

    /// What is to be done next: the duty with the most urgent state, and of those the one that is due first.
    #[must_use]
    pub fn most_urgent(&self) -> Option<&DutyLedger<'p>> {
        let wanted = self.duties.iter().filter(|duty| duty.state < DutyState::Standing);
        wanted.min_by_key(|duty| (duty.state, duty.next_due))
    }

    /// The ledger as JSON.
    #[must_use]
    pub fn to_json(&self) -> String {
        // Nothing in a ledger can fail to serialise: no maps with odd keys, no floats.
        serde_json::to_string(self).unwrap_or_default()
    }
}

/// One duty during one stretch of levels that has it.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct DutyLedger<'p> {
    /// The duty's id.
    pub id: &'p str,
    /// What must be done.
    pub label: &'p Label,
    /// The place in the document.
    pub cite: &'p str,
    /// What kind of act it asks for.
    pub kind: DutyKind,
    /// How soon or how often.
    pub pace: &'p Pace,
    /// Whose duty it is, by office.
    pub by: &'p [String],
    /// The level that has it, the latest of the stretch.
    pub level: &'p str,
    /// Whether it is in force: undetermined where the level, or its condition, is only possible.
    pub answer: Truth,
    /// How its windows run: from the last visit, with the calendar, or at once.
    pub windows_run: WindowsRun,
    /// The first day of the stretch; nothing when it is not known, and then the duty is due now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<NaiveDate>,
    /// The last day of the stretch; nothing while it goes on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<NaiveDate>,
    /// Where it stands on the ledger's day.
    pub state: DutyState,
    /// The day on which it is due, or was first missed; nothing when it is due now without a date, or nothing is due.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_due: Option<NaiveDate>,
    /// Days since the last good day; 0 unless overdue.
    pub days_overdue: u32,
    /// The last day on which it was done, within the stretch or before it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_done: Option<NaiveDate>,
    /// What to know about it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<DutyNote>,
    /// Every window, by its first day.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub windows: Vec<Window>,
}

/// How the windows of a duty run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum WindowsRun {
    /// From the last time it was done, or from the first day.
    Rolling,
    /// With the calendar: months, pairs of months, quarters. The block in which the duty begins counts with the next.
    Calendar,
    /// At once; no period after that.
    AtOnce,
    /// No time is stated.
    NotStated,
}

/// Where a duty stands. The order is that of urgency.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum DutyState {
    /// A window was missed and nothing has been done since.
    Overdue,
    /// It is due, and no day can be told: the first day, or the day of the last visit, is not known.
    DueNow,
    /// The ledger's day is the last good day.
    DueToday,
    /// A window is open.
    Open,
    /// The child cannot be visited, and the reading moves the due day to the end of the pause.
    Paused,
    /// It holds as long as the level does, or promptly; no day is stated.
    Standing,
    /// It was done, and nothing further is stated.
    Met,
    /// The level has ended. Missed windows stay in the list.
    Ended,
}

/// One window of a duty.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Window {
    /// The first day.
    pub from: NaiveDate,
    /// The last day on which it is in time; nothing while a pause without an end moves it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due: Option<NaiveDate>,
    /// What became of it.
    pub state: WindowState,
    /// The day on which it was met, or after which a missed one was made good.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub done_on: Option<NaiveDate>,
    /// Why the child could not be visited on the due day, as far as is recorded.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pause: Option<PauseReason>,
}

/// What became of a window.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum WindowState {
    /// Done in time.
    Met,
    /// Not done in time; `done_on` is the day on which it was made good, if it was.
    Missed,
    /// Still open.
    Open,
    /// Moved to the end of a pause that has none yet.
    Paused,
    /// The level ended before the due day.
    Lapsed,
}

macro_rules! notes {
    ($(#[doc = $doc:literal])+ $name:ident { $($(#[doc = $vdoc:literal])+ $variant:ident = $zh:literal, $en:literal;)+ }) => {
        $(#[doc = $doc])+
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
        #[serde(rename_all = "kebab-case")]
        pub enum $name { $($(#[doc = $vdoc])+ $variant,)+ }

        impl $name {
            /// In Chinese.
            #[must_use]
            pub const fn zh(self) -> &'static str { match self { $($name::$variant => $zh,)+ } }

            /// In English.
            #[must_use]
            pub const fn en(self) -> &'static str { match self { $($name::$variant => $en,)+ } }
        }
    };
}

notes! {
    /// What to know about a duty.
    DutyNote {
        /// It has never been done, as far as is recorded.
        NeverDone = "没有记录过", "never done, as far as is recorded";
        /// It was done on a day that is not known exactly: such an entry clears nothing.
        LastDayUnknown = "做过，但日期不详，视为现在到期", "done, on a day that is not known: due now";
        /// The first day of the level is not known.
        StartUnknown = "等级生效日期不详，视为现在到期", "the first day of the level is not known: due now";
        /// Something was recorded without who did it, and does not count.
        VisitorNotRecorded = "有记录未写明由谁走访，不计入", "an entry does not say who did it, and does not count";
        /// Something was recorded that was done by somebody who does not have the duty.
        ByAnother = "有记录由其他人员所为，不计入", "an entry was made by somebody else, and does not count";
        /// Once done, the document states no further period.
        NoPeriodAfter = "处置之后，文件没有规定再次走访的期限", "after this the document states no further period";
        /// The document asks more often of a lower level, and the ledger follows it: of this level it does not ask.
        LowerLevelAsksMore = "文件对较低等级另有更频繁的要求，对本等级没有规定", "the document asks more often of a lower level, and not of this one";
        /// The due day lies in a pause.
        InPause = "到期日在暂停期间", "the due day lies in a pause";
    }
}

notes! {
    /// How the recorded level and an assessment of the day disagree.
    LevelDoubt {
        /// No level is on record.
        NoneRecorded = "没有定级记录，按当日评估计", "no level is on record; the assessment of the day is used";
        /// The assessment gives a higher level than the record.
        AssessedHigher = "评估等级高于记录，按评估计，请重新定级", "the assessment gives a higher level than the record, and is used; settle the level anew";
        /// The assessment gives a lower level than the record.
        AssessedLower = "评估等级低于记录，仍按记录计", "the assessment gives a lower level than the record, which stands";
        /// The assessment leaves a higher level possible.
        HigherPossible = "资料不全，可能为更高等级，请核实", "a higher level is possible while facts are missing; verify";
    }
}

/// A doubt about the level, with the level that the assessment gives or leaves possible.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct LevelNote<'p> {
    /// What is doubtful.
    pub code: LevelDoubt,
    /// The highest level by the assessment.
    pub assessed: &'p str,
    /// The level on record on that day, if there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recorded: Option<&'p str>,
}
