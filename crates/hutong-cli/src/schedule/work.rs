//! The work on one child: the history is put to the record, the child assessed, the ledger made, and what is to be done
//! within the days asked for taken out of it.

use std::borrow::Cow;
use std::fmt::Write as _;

use chrono::NaiveDate;
use hutong::assessment::FactUsed;
use hutong::history::{History, HistoryReading};
use hutong::policy::source::DutyKind;
use hutong::schedule::{DutyNote, DutyState, Ledger, LevelDoubt, Responsible, Scheduler};
use hutong::vocabulary::{Part, Text};
use hutong::{Assessor, Child, Detail, FaultCode, Reading, Scratch, Truth};

use crate::envelope;
use crate::input::{Content, Row};
use crate::json;
use crate::pipeline::Work;
use crate::rejected::{Danger, RejectedRow};
use crate::schedule::files::{EntryFile, rejected_entries};
use crate::schedule::item::{Item, OtherView};
use crate::schedule::store::{Gathered, Store};
use crate::timing::{Stage, Timing};
use crate::words::Words;

/// How many facts to settle are told with a duty that is only possible.
const MOST_FACTS: usize = 4;

/// Of which children is told. Whom it leaves out is read and counted all the same.
#[derive(Clone, Debug, Default)]
pub(crate) struct Only {
    /// Those of this worker.
    pub(crate) worker: Option<String>,
    /// Those of this village, or `township/village`.
    pub(crate) village: Option<String>,
}

impl Only {
    /// Whether a child whose duties fall there is told of.
    fn takes(&self, place: &Responsible) -> bool {
        let of_worker = |worker: &String| place.worker.as_str() == Some(worker);
        let of_village = |village: &String| {
            place.village.as_str() == Some(village) || village_of(place).as_str() == Some(village)
        };
        self.worker.as_ref().is_none_or(of_worker) && self.village.as_ref().is_none_or(of_village)
    }
}

/// Township and village in one, as figures are told apart by; unknown where neither is known.
pub(crate) fn village_of(place: &Responsible) -> Text {
    let parts: Vec<&str> = [&place.township, &place.village].into_iter().filter_map(Text::as_str).collect();
    Text::from(parts.join("/").as_str())
}

/// What a run needs of each child besides what is to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wanted {
    /// Nothing.
    Items,
    /// The ledger as a line of JSON.
    Line,
    /// The ledger itself.
    Ledger,
}

/// What a run does with each child.
#[derive(Debug)]
pub(crate) struct Scheduling<'p> {
    /// The policy on the day.
    pub(crate) assessor: Assessor<'p>,
    /// The duties up to the day.
    pub(crate) scheduler: Scheduler<'p>,
    /// The calendar view, where both were asked for.
    pub(crate) calendar: Option<Scheduler<'p>>,
    /// The histories from files of their own.
    pub(crate) store: &'p Store,
    /// The files of the history; the first is the file of children, for histories that stand with their child.
    pub(crate) files: &'p [EntryFile],
    /// The policy and the language.
    pub(crate) words: Words<'p>,
    /// What is needed besides.
    pub(crate) wanted: Wanted,
    /// The last day of the days ahead, included.
    pub(crate) horizon: NaiveDate,
    /// Of whom is told.
    pub(crate) only: Only,
}

/// What became of a child.
#[derive(Debug)]
pub(crate) struct Scheduled<'p> {
    /// The number of the key among those of the histories.
    pub(crate) history: Option<u32>,
    /// Whether the child is one of those that are told of.
    pub(crate) is_told: bool,
    /// Where its duties fall, and on whom.
    pub(crate) place: Responsible,
    /// What is to be done, in the order of the ledger.
    pub(crate) items: Vec<Item<'p>>,
    /// What is to be told besides single duties.
    pub(crate) told: Told,
    /// The facts that decide where a duty is only possible, by path.
    pub(crate) first_settle: Vec<String>,
    /// The ledger as a line of JSON, where it is wanted.
    pub(crate) line: Option<String>,
    /// The ledger, where it is wanted.
    pub(crate) ledger: Option<Box<Ledger<'p>>>,
    /// Entries that cannot be used, each with the number of its file.
    pub(crate) rejected: Vec<(u32, RejectedRow<'static>)>,
    /// How many entries stand with the child itself.
    pub(crate) own_entries: u64,
    /// What makes the row urgent though it be rejected.
    pub(crate) danger: Option<Danger<'p>>,
}

/// What is to be told of a child besides single duties.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Told {
    /// Whether a home visit is asked for regularly, and none was ever recorded.
    pub(crate) never_visited: NeverVisited,
    /// A visit or contact was made on a day that is not known, and clears nothing.
    pub(crate) last_day_unknown: bool,
    /// Something recorded does not count, because nobody recorded who did it.
    pub(crate) visitor_not_recorded: bool,
    /// How the recorded level and the assessment disagree.
    pub(crate) doubt: Option<LevelDoubt>,
}

/// Whether a child ought to be visited at home and never was, as far as is recorded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum NeverVisited {
    /// No.
    #[default]
    No,
    /// Never, and the first visit is not due yet.
    NotDueYet,
    /// Never, and a visit is due or overdue.
    Due,
}

impl<'p> Work for Scheduling<'p> {
    type Made = Scheduled<'p>;
    type Room = Scratch;

    fn make(&self, row: u64, reading: &Reading, room: &mut Scratch, timing: &mut Timing) -> Scheduled<'p> {
        self.schedule(row, reading, None, room, timing)
    }

    fn make_of(
        &self,
        row: &Row,
        reading: &Reading,
        room: &mut Scratch,
        timing: &mut Timing,
    ) -> Scheduled<'p> {
        let own = match &row.content {
            Content::Json(text) => {
                timing.measure(Stage::Reading, || envelope::history(text).map(History::read_json))
            }
            Content::Cells(_) => None,
        };
        self.schedule(row.line, reading, own, room, timing)
    }
}

impl<'p> Scheduling<'p> {
    fn schedule(
        &self,
        row: u64,
        reading: &Reading,
        own: Option<HistoryReading>,
        room: &mut Scratch,
        timing: &mut Timing,
    ) -> Scheduled<'p> {
        let (policy, as_of) = (self.words.policy, self.scheduler.as_of());
        let mut child = reading.child.clone();
        let mut rejected = Vec::new();
        let number = child.key.as_str().and_then(|key| self.store.find(key));
        let mut gathered =
            timing.measure(Stage::Reading, || number.map(|key| self.store.gather(key)).unwrap_or_default());
        let mut own_entries = 0;
        if let (Some(own), Some(file)) = (own, self.files.first()) {
            // A history that stands with its child needs no key of its own; another child's is not taken for it.
            let same = own.history.key.is_unknown() || own.history.key == child.key;
            let whose = if same { Ok(()) } else { Err(FaultCode::UnknownChild) };
            let (faulty, kept) = rejected_entries(&own, file, row, whose);
            own_entries = faulty.len() as u64 + kept;
            rejected.extend(faulty.into_iter().map(|row| (0, row)));
            if same {
                gathered.merge(&own, 0, row);
            }
        }
        gathered.history.key = child.key.clone();
        gathered.history.birth_date = child.birth_date;
        let place = self.scheduler.responsible(&child, &gathered.history);
        let (assessment, ledger, other) = timing.measure(Stage::Assessing, || {
            if tells_of_the_record(&gathered.history) {
                gathered.history.fill_record(policy, &mut child, as_of);
            }
            let assessment = self.assessor.assess_in(&child, Detail::Reasons, room);
            let checked = gathered.history.check(policy, as_of);
            rejected.extend(checked.rejected.iter().filter_map(|entry| self.entry(&gathered, &child, entry)));
            let ledger = self.scheduler.ledger_with(&checked.timeline, &assessment);
            let other =
                self.calendar.as_ref().map(|calendar| calendar.ledger_with(&checked.timeline, &assessment));
            (assessment, ledger, other)
        });
        timing.measure(Stage::Writing, || {
            let is_told = self.only.takes(&place);
            let items = if is_told { self.items(reading, &ledger, other.as_ref()) } else { Vec::new() };
            let possible = items.iter().any(|item| !item.certain);
            let missing = assessment.risk().missing().iter().map(FactUsed::path).take(MOST_FACTS);
            let line = is_told && self.wanted == Wanted::Line;
            Scheduled {
                history: number,
                is_told,
                told: told(&ledger),
                items,
                first_settle: if possible { missing.map(Cow::into_owned).collect() } else { Vec::new() },
                line: line.then(|| line_of(row, reading, &place, &ledger, other.as_ref())),
                ledger: (is_told && self.wanted == Wanted::Ledger).then(|| Box::new(ledger)),
                place,
                rejected,
                own_entries,
                danger: Danger::of(&assessment),
            }
        })
    }

    /// An entry that cannot be used, as a row of its file.
    fn entry(
        &self,
        gathered: &Gathered,
        child: &Child,
        entry: &hutong::history::Rejected,
    ) -> Option<(u32, RejectedRow<'static>)> {
        let source = gathered.source(entry.list, entry.place)?;
        let file = self.files.get(source.file as usize)?;
        let faults = std::iter::once(&entry.fault).chain(&entry.more);
        let problems = faults.map(|fault| file.problem(fault, Some((source.kind, source.place)))).collect();
        let key = child.key.as_str().map(str::to_owned);
        Some((source.file, file.rejected_row(source.row, key, problems)))
    }

    /// What is to be done. Of a rejected row only what is certain counts: what was not readable is unknown, and what
    /// is certain without it stays so.
    fn items(&self, reading: &Reading, ledger: &Ledger<'p>, other: Option<&Ledger<'p>>) -> Vec<Item<'p>> {
        let row_rejected = reading.is_rejected();
        let wanted =
            ledger.duties().iter().enumerate().filter(|(_, duty)| !row_rejected || duty.answer == Truth::Yes);
        let items = wanted.filter_map(|(place, duty)| {
            let mut item = Item::of(self.words, duty, ledger.notes(), self.horizon)?;
            // The same levels and contacts give the same duties in the same order, whatever the view.
            let other = other.and_then(|other| other.duties().get(place)).filter(|other| other.id == duty.id);
            item.other = other.map(OtherView::of);
            item.row_rejected = row_rejected;
            Some(item)
        });
        items.collect()
    }
}

/// A ledger as a line of JSON, with where the child's duties fall before it.
fn line_of(
    row: u64,
    reading: &Reading,
    place: &Responsible,
    ledger: &Ledger<'_>,
    other: Option<&Ledger<'_>>,
) -> String {
    let mut object = String::from("{");
    let texts = [("township", &place.township), ("village", &place.village), ("worker", &place.worker)];
    for (name, text) in texts {
        if let Some(text) = text.as_str() {
            let _ = write!(object, "\"{name}\":{},", serde_json::Value::from(text));
        }
    }
    if let Some(other) = other {
        let _ = write!(object, "\"by_calendar\":{},", other.to_json());
    }
    let ledger = ledger.to_json();
    object.push_str(ledger.strip_prefix('{').unwrap_or(&ledger));
    json::with_row(row, &reading.faults, &object)
}

/// Whether a history says anything of the record itself.
fn tells_of_the_record(history: &History) -> bool {
    !(history.absences.is_empty()
        && history.benefits.is_empty()
        && history.closings.is_empty()
        && history.file.is_empty()
        && history.care_agreements.is_empty())
}

fn told(ledger: &Ledger<'_>) -> Told {
    let mut told = Told { doubt: ledger.notes().first().map(|note| note.code), ..Told::default() };
    let certain = ledger.duties().iter().filter(|duty| duty.answer == Truth::Yes);
    for duty in certain.filter(|duty| duty.state != DutyState::Ended) {
        let never = duty.kind == DutyKind::HomeVisit && duty.notes.contains(&DutyNote::NeverDone);
        let due = if duty.state <= DutyState::DueToday { NeverVisited::Due } else { NeverVisited::NotDueYet };
        told.never_visited = told.never_visited.max(if never { due } else { NeverVisited::No });
        told.last_day_unknown |= duty.notes.contains(&DutyNote::LastDayUnknown);
        told.visitor_not_recorded |= duty.notes.contains(&DutyNote::VisitorNotRecorded);
    }
    told
}
