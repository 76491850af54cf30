//! Levels and contacts in order, checked: what the visit ledger reads. Entries that contradict themselves, the day or
//! each other are rejected here, each with its reasons, and the others are kept. How levels follow each other is in
//! `levels`; no duty and no due day is known here.

use super::kinds::{Complete, EntryKind};
use super::levels::{LevelEntry, LevelSpan, Row};
use super::{ContactBy, ContactKind, History, LevelPeriod, Pause, PauseReason};
use crate::fault::{Fault, FaultCode};
use crate::policy::Policy;
use crate::record::{FIRST_DAY, level_by_name};
use crate::vocabulary::{Date, Kind, Text, column_by_header, columns};
use chrono::NaiveDate;

/// What became of a history.
#[derive(Clone, Debug, Default)]
pub struct Checked {
    /// The entries that can be used, in order.
    pub timeline: Timeline,
    /// The entries that cannot, each with its reason; in the order of the history's lists.
    pub rejected: Vec<Rejected>,
}

/// An entry that cannot be used, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rejected {
    /// The list it stands in, such as `contacts`.
    pub list: &'static str,
    /// Its place in that list, counted from 0.
    pub place: usize,
    /// What is wrong; the path is a field of the entry.
    pub fault: Fault,
    /// What else is wrong with it.
    pub more: Vec<Fault>,
}

impl Rejected {
    /// Everything that is wrong with it, each with the field's path in the history, such as `contacts[3].on`.
    pub fn faults(&self) -> impl Iterator<Item = (String, &Fault)> {
        let path = |fault: &Fault| format!("{}[{}].{}", self.list, self.place, fault.path());
        std::iter::once(&self.fault).chain(&self.more).map(move |fault| (path(fault), fault))
    }
}

/// The levels and contacts of one child, checked and in the order of time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Timeline {
    pub(crate) key: Text,
    /// Levels that follow each other; no two overlap.
    pub(crate) levels: Vec<LevelSpan>,
    /// What was done, by day; nothing stands twice.
    pub(crate) contacts: Vec<Made>,
    /// What was done on a day that is not known exactly: the kind and who.
    pub(crate) undated: Vec<(ContactKind, ContactBy)>,
    pub(crate) pauses: Vec<(NaiveDate, Option<NaiveDate>, PauseReason)>,
    /// A level that an assessment gives beside or above those on record, as its place in the policy file.
    pub(crate) assessed: Option<usize>,
    /// Levels that are possible but not certain, as places in the policy file; ascending, each once.
    pub(crate) possible: Vec<usize>,
}

impl Timeline {
    /// The level on record on a day.
    pub(crate) fn in_force(&self, day: NaiveDate) -> Option<&LevelSpan> {
        let begun = self.levels.iter().rfind(|span| span.from.is_none_or(|from| from <= day));
        begun.filter(|span| span.end.is_none_or(|end| end > day))
    }
}

/// Something that was done on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Made {
    pub(crate) on: NaiveDate,
    pub(crate) kind: ContactKind,
    pub(crate) by: ContactBy,
}

impl History {
    /// Checks every entry, and puts levels and contacts in order.
    ///
    /// Rejected, each with its reasons, while the rest is kept: a day after `as_of`, before 1900 or before the
    /// child's birth; an unknown or missing level, kind, parent or finding; a last day before the first or before
    /// the discovery, or an entry in the system before the event; levels that overlap (both); and a level without a first
    /// day beside others, since nobody knows which came first. A level of these two kinds stays possible where it is
    /// higher than the level in force.
    ///
    /// Time: in the order of *n* log *n* of the number of entries, however they overlap.
    #[must_use]
    pub fn check(&self, policy: &Policy, as_of: NaiveDate) -> Checked {
        let mut checker =
            Checker { born: self.birth_date.earliest(), as_of, faults: Vec::new(), rejected: Vec::new() };
        // In the order of the lists, so that what is rejected is too.
        let levels = checker.levels(policy, &self.levels);
        let mut timeline = Timeline {
            key: self.key.clone(),
            levels: levels.spans,
            possible: levels.possible,
            contacts: Vec::with_capacity(self.contacts.len()),
            ..Timeline::default()
        };
        for (place, contact) in self.contacts.iter().enumerate() {
            checker.has_all(contact);
            checker.happened("on", contact.on);
            checker.happened("entered_on", contact.entered_on);
            let detail = ("日期和录入日期", "the day and the day of entry");
            checker.in_order(contact.on, ("entered_on", contact.entered_on), detail);
            if checker.keeps(EntryKind::Contacts, place) {
                match contact.on.exact() {
                    Some(on) => timeline.contacts.push(Made { on, kind: contact.kind, by: contact.by }),
                    None => timeline.undated.push((contact.kind, contact.by)),
                }
            }
        }
        timeline.contacts.sort_unstable();
        timeline.contacts.dedup();
        timeline.undated.sort_unstable();
        timeline.undated.dedup();
        checker.families_and_benefits(self);
        timeline.pauses = checker.pauses(&self.pauses);
        checker.papers(policy, self);
        Checked { timeline, rejected: checker.rejected }
    }
}

/// Entries one after another.
struct Checker {
    born: Option<NaiveDate>,
    as_of: NaiveDate,
    /// What is wrong with the entry at hand.
    faults: Vec<Fault>,
    rejected: Vec<Rejected>,
}

impl Checker {
    /// Whether the entry at hand is without fault; it is rejected otherwise, and the next one can be looked at.
    fn keeps(&mut self, kind: EntryKind, place: usize) -> bool {
        let mut faults = self.faults.drain(..);
        let Some(fault) = faults.next() else { return true };
        let more = faults.collect();
        self.rejected.push(Rejected { list: kind.id(), place, fault, more });
        false
    }

    fn fault(&mut self, result: Result<(), Fault>) {
        self.faults.extend(result.err());
    }

    fn has_all(&mut self, entry: &impl Complete) {
        self.fault(entry.complete());
    }

    /// A day on which something happened: neither after the as-of day nor before the child's birth.
    fn happened(&mut self, field: &str, day: Date) {
        let exact = day.exact();
        let (Some(first), Some(last)) = (exact.or_else(|| day.earliest()), exact.or_else(|| day.latest()))
        else {
            return;
        };
        let code = if first > self.as_of {
            FaultCode::DateInFuture
        } else if first < FIRST_DAY {
            FaultCode::DateTooEarly
        } else if self.born.is_some_and(|born| last < born) {
            FaultCode::BeforeBirth
        } else {
            return;
        };
        self.faults.push(Fault::new(code, field));
    }

    /// A day that is not before another, whatever days of the two spans they are.
    fn in_order(&mut self, first: Date, (field, last): (&str, Date), (zh, en): (&str, &str)) {
        if let Some(last) = last.latest()
            && first.earliest().is_some_and(|first| last < first)
        {
            self.faults.push(Fault::with(FaultCode::DatesOutOfOrder, field, zh, en));
        }
    }

    /// A first day that has come, and a last day that is not before it and may lie ahead.
    fn span(&mut self, (first_field, first): (&str, Date), (last_field, last): (&str, Date)) {
        self.happened(first_field, first);
        let before = self.faults.len();
        self.in_order(first, (last_field, last), ("起止日期", "the first and the last day"));
        if self.faults.len() == before && last.earliest().is_some_and(|day| day <= self.as_of) {
            self.happened(last_field, last);
        }
    }

    fn levels(&mut self, policy: &Policy, entries: &[LevelPeriod]) -> Row {
        let mut usable = Vec::with_capacity(entries.len());
        for (place, entry) in entries.iter().enumerate() {
            self.span(("from", entry.from), ("until", entry.until));
            self.happened("found_on", entry.found_on);
            let detail = ("发现日期和截止日期", "the day of discovery and the last day");
            self.in_order(entry.found_on, ("until", entry.until), detail);
            self.happened("entered_on", entry.entered_on);
            let level = level_of(policy, entry.level.as_str().unwrap_or_default());
            let level = level.map_err(|fault| self.faults.push(fault));
            if let (true, Ok(level)) = (self.keeps(EntryKind::Levels, place), level) {
                let found = entry.found_on.earliest();
                usable.push(LevelEntry {
                    place,
                    level,
                    // A level of which only the day of discovery is known has held since then at the latest.
                    from: entry.from.earliest().or(found),
                    end: entry.until.latest().and_then(|last| last.succ_opt()),
                    found,
                    entered: entry.entered_on.earliest(),
                });
            }
        }
        let row = Row::of(usable, policy.schedule_readings.starts, self.as_of);
        let overlapping = row.overlapping.iter().map(|place| (*place, FaultCode::LevelsOverlap, ("", "")));
        let detail = (
            "生效日期（另有其他等级，分不清先后）",
            "its first day; beside another level nobody knows which came first",
        );
        let without_day = row.without_day.iter().map(|place| (*place, FaultCode::ValueMissing, detail));
        for (place, code, (zh, en)) in overlapping.chain(without_day) {
            let fault = Fault::with(code, "from", zh, en);
            self.rejected.push(Rejected { list: EntryKind::Levels.id(), place, fault, more: Vec::new() });
        }
        self.rejected.sort_by_key(|entry| entry.place);
        row
    }

    fn families_and_benefits(&mut self, history: &History) {
        for (place, entry) in history.absences.iter().enumerate() {
            self.has_all(entry);
            self.span(("from", entry.from), ("until", entry.until));
            self.keeps(EntryKind::Absences, place);
        }
        for (place, entry) in history.benefits.iter().enumerate() {
            self.has_all(entry);
            self.span(("from", entry.from), ("until", entry.until));
            self.keeps(EntryKind::Benefits, place);
        }
    }

    /// The days on which the child certainly cannot be visited: a pause may move a due day, and what is not known
    /// of it moves nothing.
    fn pauses(&mut self, entries: &[Pause]) -> Vec<(NaiveDate, Option<NaiveDate>, PauseReason)> {
        let mut pauses = Vec::with_capacity(entries.len());
        for (place, entry) in entries.iter().enumerate() {
            self.has_all(entry);
            self.span(("from", entry.from), ("until", entry.until));
            let (from, until) = (entry.from.latest(), entry.until.earliest());
            if let (true, Some(from)) = (self.keeps(EntryKind::Pauses, place), from)
                && until.is_none_or(|until| from <= until)
            {
                pauses.push((from, until, entry.reason));
            }
        }
        pauses.sort_unstable();
        pauses.dedup();
        pauses
    }

    /// Closings, the file, care agreements: the ledger reads nothing of them, but the record does.
    fn papers(&mut self, policy: &Policy, history: &History) {
        for (place, entry) in history.closings.iter().enumerate() {
            self.has_all(entry);
            if let Some(name) = entry.finding.as_str() {
                self.fault(finding_path(policy, name).map(|_| ()));
            }
            self.happened("closed_on", entry.closed_on);
            self.keeps(EntryKind::Closings, place);
        }
        for (place, entry) in history.file.iter().enumerate() {
            self.has_all(entry);
            self.happened("on", entry.on);
            self.keeps(EntryKind::File, place);
        }
        for (place, entry) in history.care_agreements.iter().enumerate() {
            self.has_all(entry);
            self.span(("signed_on", entry.signed_on), ("until", entry.until));
            self.keeps(EntryKind::CareAgreements, place);
        }
    }
}

/// The level of that name; nothing for *not graded*.
fn level_of(policy: &Policy, name: &str) -> Result<Option<usize>, Fault> {
    const NOT_GRADED: &[&str] = &["not-graded", "不定级", "不予分级", "不分级", "未分级", "结案"];
    if NOT_GRADED.contains(&name) {
        return Ok(None);
    }
    if let Some(level) = level_by_name(policy, name) {
        return Ok(Some(level));
    }
    let levels = &policy.source().levels;
    let zh = levels.iter().map(|level| level.label.zh.as_str()).collect::<Vec<_>>().join("、");
    let en = levels.iter().map(|level| format!("`{}`", level.id)).collect::<Vec<_>>().join(", ");
    let (zh, en) = (format!("{zh}、不定级"), format!("{en}, `not-graded`"));
    Err(if name.is_empty() {
        Fault::with(FaultCode::ValueMissing, "level", &format!("{zh}之一"), &format!("one of {en}"))
    } else {
        Fault::with(FaultCode::UnknownLevel, "level", &zh, &en)
    })
}

/// The path of a finding of the record or of the policy, by its path or label.
pub(super) fn finding_path(policy: &Policy, name: &str) -> Result<String, Fault> {
    let column = column_by_header(name).and_then(|index| columns().get(index));
    if let Some(column) = column.filter(|column| column.kind == Kind::Finding) {
        return Ok(column.path.clone());
    }
    let local = name.strip_prefix("local.").unwrap_or(name);
    let mut facts = policy.source().facts.iter();
    if let Some(fact) =
        facts.find(|fact| [&fact.id, &fact.label.zh, &fact.label.en].into_iter().any(|name| name == local))
    {
        return Ok(format!("local.{}", fact.id));
    }
    let (zh, en) = ("请填写情形的名称或路径", "give a finding by its name or path");
    Err(Fault::with(FaultCode::UnknownField, "finding", zh, en))
}
