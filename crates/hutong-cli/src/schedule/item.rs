//! What is to be done for a child: a line of the worklist, how urgent it is, and its words.
//! Its cells in a table of rows are in `cells`.

use std::cmp::Reverse;

use chrono::NaiveDate;
use hutong::Truth;
use hutong::history::PauseReason;
use hutong::policy::source::{Label, Pace};
use hutong::schedule::{DutyLedger, DutyNote, DutyState, LevelDoubt, LevelNote, WindowsRun};
use hutong::vocabulary::Choice;

use crate::language::Language;
use crate::words::Words;

/// Where a line of the worklist stands, the first first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Group {
    /// To be done at once, whether or not its day is known or has passed.
    AtOnce,
    /// A due day has passed.
    Overdue,
    /// Due now, and no date is known: never fine.
    DueNow,
    /// Due today.
    DueToday,
    /// Due within the days ahead.
    Soon,
    /// Moved to the end of a pause.
    Paused,
    /// Possible only: the facts that decide are missing.
    Possible,
    /// Without a date.
    Standing,
}

impl Group {
    /// Every group, in order.
    pub(crate) const ALL: [Group; 8] = [
        Group::AtOnce,
        Group::Overdue,
        Group::DueNow,
        Group::DueToday,
        Group::Soon,
        Group::Paused,
        Group::Possible,
        Group::Standing,
    ];

    /// The group of a duty; nothing where nothing is to be done by the last of the days ahead.
    pub(crate) fn of(duty: &DutyLedger<'_>, horizon: NaiveDate) -> Option<Group> {
        let group = match duty.state {
            DutyState::Overdue => Group::Overdue,
            DutyState::DueNow => Group::DueNow,
            DutyState::DueToday => Group::DueToday,
            DutyState::Open if duty.next_due.is_none_or(|due| due <= horizon) => Group::Soon,
            DutyState::Paused => Group::Paused,
            DutyState::Standing => Group::Standing,
            DutyState::Open | DutyState::Met | DutyState::Ended => return None,
        };
        match duty.answer {
            Truth::No => None,
            Truth::Yes if *duty.pace == Pace::AtOnce && group <= Group::Soon => Some(Group::AtOnce),
            Truth::Undetermined if group < Group::Standing => Some(Group::Possible),
            Truth::Yes | Truth::Undetermined => Some(group),
        }
    }

    /// In a word or two, as the head of a column.
    pub(crate) fn short(self, language: Language, days: u32) -> String {
        let (zh, en) = match self {
            Group::DueNow => ("现在到期".into(), "due now".into()),
            Group::Soon => (format!("{days} 天内"), format!("in {days} days")),
            Group::Possible => ("待核实".into(), "possible".into()),
            _ => return self.label(language, days),
        };
        language.pick(zh, en).into_owned()
    }

    /// In words; `days` is how many days are looked ahead.
    pub(crate) fn label(self, language: Language, days: u32) -> String {
        let (zh, en) = match self {
            Group::AtOnce => ("立即处置".into(), "to be done at once".into()),
            Group::Overdue => ("逾期".into(), "overdue".into()),
            Group::DueNow => ("现在到期（日期不详）".into(), "due now (no date known)".into()),
            Group::DueToday => ("今天到期".into(), "due today".into()),
            Group::Soon => (format!("{days} 天内到期"), format!("due within {days} days")),
            Group::Paused => ("暂停".into(), "paused".into()),
            Group::Possible => {
                ("可能有的职责，先核实".into(), "possible duties, to be verified first".into())
            }
            Group::Standing => ("持续性职责".into(), "standing duties".into()),
        };
        language.pick(zh, en).into_owned()
    }
}

/// The place of a line in a worklist, the first the smallest.
pub(crate) type Rank = (Group, Option<NaiveDate>, usize, Reverse<u32>, Option<NaiveDate>, DutyState);

/// Where one duty stands in the other view of its windows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct OtherView {
    /// Where it stands.
    pub(crate) state: DutyState,
    /// The day on which it is due, or was first missed.
    pub(crate) due: Option<NaiveDate>,
    /// Days since the last good day.
    pub(crate) days_overdue: u32,
}

impl OtherView {
    /// Where a duty stands.
    pub(crate) fn of(duty: &DutyLedger<'_>) -> OtherView {
        OtherView { state: duty.state, due: duty.next_due, days_overdue: duty.days_overdue }
    }
}

/// One duty of one child that is to be done, or is worth a line.
#[derive(Clone, Debug)]
pub(crate) struct Item<'p> {
    /// Where it stands in the worklist.
    pub(crate) group: Group,
    /// Where the duty stands.
    pub(crate) state: DutyState,
    /// Whether the duty is certain.
    pub(crate) certain: bool,
    /// The duty's id.
    pub(crate) id: &'p str,
    /// What must be done.
    pub(crate) label: &'p Label,
    /// The clause.
    pub(crate) cite: &'p str,
    /// Whose duty it is.
    pub(crate) by: &'p [String],
    /// The place of the level in the policy.
    pub(crate) level: usize,
    /// The day on which it is due, or was first missed.
    pub(crate) due: Option<NaiveDate>,
    /// Days since the last good day.
    pub(crate) days_overdue: u32,
    /// The last day on which it was done.
    pub(crate) last_done: Option<NaiveDate>,
    /// The last day of the level, where a running period outlives it.
    pub(crate) level_ended: Option<NaiveDate>,
    /// What to know about it.
    pub(crate) notes: Vec<DutyNote>,
    /// Why the child could not be visited on the due day.
    pub(crate) pause: Option<PauseReason>,
    /// What is doubtful about the level.
    pub(crate) doubt: Option<LevelDoubt>,
    /// Whether the child's row was rejected: then it holds by what was readable and by the levels on record.
    pub(crate) row_rejected: bool,
    /// How its windows run.
    pub(crate) windows: WindowsRun,
    /// The other view of its windows, where both were asked for.
    pub(crate) other: Option<OtherView>,
}

impl<'p> Item<'p> {
    /// The line of a duty; nothing where nothing is to be done by the last of the days ahead.
    pub(crate) fn of(
        words: Words<'p>,
        duty: &DutyLedger<'p>,
        doubts: &[LevelNote<'p>],
        horizon: NaiveDate,
    ) -> Option<Item<'p>> {
        let levels = &words.policy.source().levels;
        Some(Item {
            group: Group::of(duty, horizon)?,
            state: duty.state,
            certain: duty.answer == Truth::Yes,
            id: duty.id,
            label: duty.label,
            cite: duty.cite,
            by: duty.by,
            level: levels.iter().position(|level| level.id == duty.level).unwrap_or(levels.len()),
            due: duty.next_due,
            days_overdue: duty.days_overdue,
            last_done: duty.last_done,
            level_ended: duty.until,
            notes: duty.notes.clone(),
            pause: duty.windows.last().and_then(|window| window.pause),
            doubt: doubts.first().map(|note| note.code),
            row_rejected: false,
            windows: duty.windows_run,
            other: None,
        })
    }

    /// What comes earlier in a worklist is smaller: the group; the higher level; the longest overdue or soonest due.
    pub(crate) fn rank(&self) -> Rank {
        // What is to come is told day by day; what has come is told by risk.
        let day = if self.group == Group::Soon { self.due } else { None };
        (self.group, day, self.level, Reverse(self.days_overdue), self.due, self.state)
    }

    /// The day and how late it is, in few words.
    pub(crate) fn when(&self, language: Language) -> String {
        let mut told = told_when(language, self.state, self.due, self.days_overdue);
        if let Some(other) = self.other {
            let calendar = told_when(language, other.state, other.due, other.days_overdue).replace('\n', " ");
            told.push_str(&language.pick(format!("\n日历期：{calendar}"), format!("\ncalendar: {calendar}")));
        }
        told
    }

    /// Why it is due so, in words.
    pub(crate) fn why(&self, words: Words<'p>) -> String {
        let language = words.language;
        let mut told: Vec<String> = Vec::new();
        let mut tell = |zh: &str, en: &str| told.push(language.pick(zh, en).into_owned());
        if self.row_rejected {
            tell(
                "该行资料被退回，按可读内容和定级记录计，请先改正",
                "the child's row was rejected; told by what was readable and the levels on record: correct it",
            );
        }
        if let Some(ended) = self.level_ended {
            tell(
                &format!("该等级至 {ended} 止，原期限照旧"),
                &format!("the level ended on {ended}; the period that was running stands"),
            );
        }
        if !self.certain && self.doubt.is_none() {
            tell("资料不全，是否有此职责待核实", "whether this duty holds is to be verified");
        }
        // Why the day is not known is told once: by the level that nobody recorded, or by what is missing.
        let told_already = !self.certain || self.doubt == Some(LevelDoubt::NoneRecorded);
        let notes = self.notes.iter().filter(|note| !(told_already && **note == DutyNote::StartUnknown));
        for note in notes.filter(|note| self.certain || **note != DutyNote::NeverDone) {
            tell(note.zh(), note.en());
        }
        let reason =
            self.pause.and_then(|pause| PauseReason::VALUES.iter().find(|value| value.id == pause.id()));
        if let Some(reason) = reason {
            tell(&format!("暂停原因：{}", reason.zh), &format!("paused: {}", reason.en));
        }
        if let Some(doubt) = self.doubt {
            tell(doubt.zh(), doubt.en());
        }
        told.join(language.semicolon())
    }
}

/// A state in words.
pub(crate) fn state_label(language: Language, state: DutyState) -> String {
    let (zh, en) = match state {
        DutyState::Overdue => ("逾期", "overdue"),
        DutyState::DueNow => ("现在到期（日期不详）", "due now (no date known)"),
        DutyState::DueToday => ("今天到期", "due today"),
        DutyState::Open => ("未到期", "not due yet"),
        DutyState::Paused => ("暂停", "paused"),
        DutyState::Standing => ("持续性职责", "standing, without a date"),
        DutyState::Met => ("已完成", "done"),
        DutyState::Ended => ("等级已结束", "level ended"),
    };
    language.pick(zh, en).into_owned()
}

/// The day on which something is due and how late it is, in few words.
fn told_when(language: Language, state: DutyState, due: Option<NaiveDate>, days_overdue: u32) -> String {
    let day = due.map_or_else(String::new, |due| due.to_string());
    let told = match state {
        DutyState::Overdue => {
            let unit = if days_overdue == 1 { "day" } else { "days" };
            language
                .pick(format!("逾期 {days_overdue} 天\n{day}"), format!("{days_overdue} {unit} late\n{day}"))
        }
        DutyState::DueNow => language.pick("现在", "now"),
        DutyState::DueToday => language.pick("今天", "today"),
        DutyState::Open => day.into(),
        DutyState::Paused => language.pick("暂停中", "paused"),
        DutyState::Standing => language.pick("持续", "standing"),
        DutyState::Met => language.pick("已完成", "done"),
        DutyState::Ended => language.pick("已结束", "ended"),
    };
    told.trim_end().to_owned()
}
