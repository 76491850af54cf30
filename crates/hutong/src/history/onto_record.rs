//! What a history says of the child's record: the present absence, benefits, closings, the file, the care agreement.
//! It fills blanks; what the record itself says stands, and nothing is put beside it that belongs to another event.

use super::kinds::EntryKind;
use super::timeline::{Rejected, finding_path};
use super::{Absence, BenefitPeriod, CareAgreement, Closing, FilePartName, History, WhichParent};
use crate::policy::Policy;
use crate::vocabulary::{Answer, Away, BenefitKind, Child, Date, Finding, Part, Support, column_by_path};
use chrono::NaiveDate;
use std::cmp::Reverse;
use std::collections::BTreeMap;

impl History {
    /// Fills blanks of the child's record with what this history says of the day `as_of`.
    ///
    /// A field that the record has is never changed. Entries after `as_of`, and those that [`History::check`] rejects,
    /// say nothing; nor does one of which it is not certain that it holds, or no longer holds, on that day. A parent
    /// is not away when every absence on record has ended. A closing closes only what was not found after it.
    pub fn fill_record(&self, policy: &Policy, child: &mut Child, as_of: NaiveDate) {
        let rejected = self.check(policy, as_of).rejected;
        let absences = kept(EntryKind::Absences, &self.absences, &rejected);
        for (which, away) in
            [(WhichParent::Father, &mut child.father.away), (WhichParent::Mother, &mut child.mother.away)]
        {
            let of_parent: Vec<&Absence> =
                absences.iter().copied().filter(|entry| entry.parent == which).collect();
            fill_absence(away, &of_parent, as_of);
        }
        fill_closings(policy, child, &kept(EntryKind::Closings, &self.closings, &rejected));
        fill_benefit(&mut child.support, &kept(EntryKind::Benefits, &self.benefits, &rejected), as_of);
        for entry in kept(EntryKind::File, &self.file, &rejected) {
            let file = &mut child.file;
            let part = match entry.part {
                FilePartName::BasicInformation => &mut file.basic_information,
                FilePartName::VisitRecords => &mut file.visit_records,
                FilePartName::WorkLog => &mut file.work_log,
                FilePartName::SupportRecords => &mut file.support_records,
                FilePartName::ProblemsAndSolutions => &mut file.problems_and_solutions,
                FilePartName::Unknown => continue,
            };
            fill(part, Answer::Yes);
        }
        let agreements = kept(EntryKind::CareAgreements, &self.care_agreements, &rejected);
        let in_force = |entry: &&CareAgreement| stands_on(as_of, entry.until, true) == Some(true);
        let carer = &mut child.carer;
        if let Some(entry) =
            agreements.into_iter().filter(in_force).max_by_key(|entry| later(entry.signed_on))
        {
            fill(&mut carer.agreement_signed, Answer::Yes);
            if carer.agreement_signed == Answer::Yes {
                fill(&mut carer.agreement_on, entry.signed_on);
            }
        }
    }
}

/// The entries of a list that were not rejected. Both run in the order of the list.
fn kept<'h, T>(kind: EntryKind, entries: &'h [T], rejected: &[Rejected]) -> Vec<&'h T> {
    let mut rejected = rejected.iter().filter(|entry| entry.list == kind.id()).peekable();
    let is_kept = |place: &usize| rejected.next_if(|entry| entry.place == *place).is_none();
    let mut places = (0..entries.len()).filter(is_kept).peekable();
    entries.iter().enumerate().filter_map(|(place, entry)| places.next_if_eq(&place).map(|_| entry)).collect()
}

fn fill<P: Part>(field: &mut P, value: P) {
    if field.is_unknown() {
        *field = value;
    }
}

/// Whether something with that last day still holds on a day; nothing where its last day is not known well enough.
/// Without a last day it does. `last_counts`: whether it holds on its last day itself.
fn stands_on(as_of: NaiveDate, until: Date, last_counts: bool) -> Option<bool> {
    let holds = |until: NaiveDate| if last_counts { until >= as_of } else { until > as_of };
    match (until.earliest().map(holds), until.latest().map(holds)) {
        (Some(true), _) | (None, None) => Some(true),
        (_, Some(false)) => Some(false),
        _ => None,
    }
}

/// A day to find the latest of entries by; of two that may be the same the one that is known better.
fn later(day: Date) -> (Option<NaiveDate>, Option<NaiveDate>) {
    (day.latest(), day.earliest())
}

/// The day that all agree on, or the span of their days; unknown where one of them is.
fn span_of(days: impl Iterator<Item = Date> + Clone) -> Date {
    let earliest = days.clone().map(Date::earliest).min().flatten();
    let latest = days.map(Date::latest).max().flatten();
    earliest.zip(latest).map_or_else(Date::default, |(earliest, latest)| Date::between(earliest, latest))
}

/// What all agree on; unknown where they differ.
fn agreed<P: Part + Clone>(mut values: impl Iterator<Item = P>) -> P {
    let first = values.next().unwrap_or_default();
    if values.all(|value| value == first) { first } else { P::default() }
}

fn fill_absence(away: &mut Away, absences: &[&Absence], as_of: NaiveDate) {
    let stands = |entry: &Absence| stands_on(as_of, entry.until, true);
    let now: Vec<&Absence> = absences.iter().copied().filter(|entry| stands(entry) == Some(true)).collect();
    if now.is_empty() {
        if !absences.is_empty() && absences.iter().all(|entry| stands(entry) == Some(false)) {
            fill(&mut away.for_work, Answer::No);
        }
        return;
    }
    fill(&mut away.for_work, Answer::Yes);
    // Two that go on cannot both be the present absence: its first day lies between theirs.
    let since = span_of(now.iter().map(|entry| entry.from));
    // The days, the place and the returns belong together: they are of no use beside another first day.
    if away.for_work == Answer::Yes && (away.since.is_unknown() || away.since == since) {
        fill(&mut away.since, since);
        fill(&mut away.county, agreed(now.iter().map(|entry| entry.county)));
        fill(&mut away.returns, agreed(now.iter().map(|entry| entry.returns.clone())));
    }
}

/// The last closing of each finding, unless the finding may be a new one, or was closed by another.
fn fill_closings(policy: &Policy, child: &mut Child, closings: &[&Closing]) {
    let mut last: BTreeMap<String, &Closing> = BTreeMap::new();
    for closing in closings {
        let Some(Ok(path)) = closing.finding.as_str().map(|name| finding_path(policy, name)) else {
            continue;
        };
        let order = |closing: &Closing| {
            (later(closing.closed_on), Reverse(closing.closed_by.clone()), Reverse(closing.document.clone()))
        };
        last.entry(path)
            .and_modify(|known| {
                if order(closing) > order(known) {
                    *known = closing;
                }
            })
            .or_insert(closing);
    }
    for (path, closing) in last {
        let day = |leaf| finding_text(child, &path, leaf).parse::<Date>().unwrap_or_default();
        let (found_on, closed_on) = (day("found_on"), day("closed_on"));
        let is_newer = match (found_on.latest(), closing.closed_on.earliest()) {
            (Some(found), Some(closed)) => found > closed,
            (Some(_), None) => true,
            (None, _) => false,
        };
        if is_newer || !(closed_on.is_unknown() || closed_on == closing.closed_on) {
            continue;
        }
        for (leaf, text) in [
            ("closed_on", closing.closed_on.text(0)),
            ("closed_by", closing.closed_by.text(0)),
            ("closing_document", closing.document.text(0)),
        ] {
            fill_finding(child, &path, leaf, &text);
        }
    }
}

/// Where a part of a finding stands: in a finding of the policy, or in a column of the record.
fn local_column(leaf: &str) -> Option<usize> {
    Finding::LEAVES.iter().position(|(name, _, _)| *name == leaf).map(|place| place + 1)
}

fn finding_text(child: &Child, path: &str, leaf: &str) -> String {
    let text = match path.strip_prefix("local.") {
        Some(id) => child.local.get(id).zip(local_column(leaf)).map(|(finding, column)| finding.text(column)),
        None => column_by_path(&format!("{path}.{leaf}")).map(|column| child.text(column)),
    };
    text.unwrap_or_default().into_owned()
}

fn fill_finding(child: &mut Child, path: &str, leaf: &str, text: &str) {
    if !finding_text(child, path, leaf).is_empty() {
        return;
    }
    // The text comes from a field of the same kind, so it reads back.
    if let Some(id) = path.strip_prefix("local.") {
        if let Some((finding, column)) = child.local.get_mut(id).zip(local_column(leaf)) {
            let _ = finding.set_text(column, text);
        }
    } else if let Some(column) = column_by_path(&format!("{path}.{leaf}")) {
        let _ = child.set_text(column, text);
    }
}

fn fill_benefit(support: &mut Support, benefits: &[&BenefitPeriod], as_of: NaiveDate) {
    // The day of the end is the first one without it.
    let stands = |entry: &BenefitPeriod| stands_on(as_of, entry.until, false);
    if benefits.iter().any(|entry| stands(entry).is_none()) {
        return;
    }
    let now = || benefits.iter().filter(|entry| stands(entry) == Some(true));
    if now().next().is_some() {
        if support.benefit_ended_on.is_unknown() && support.benefit_ended != Answer::Yes {
            fill(&mut support.benefit, agreed(now().map(|entry| entry.kind)));
        }
        return;
    }
    // Of those that ended on the last day, the reason on which they agree.
    let Some(last) = benefits.iter().map(|entry| later(entry.until)).max() else { return };
    let ended = || benefits.iter().filter(|entry| later(entry.until) == last);
    let Some(ended_on) = ended().next().map(|entry| entry.until) else { return };
    fill(&mut support.benefit, BenefitKind::None);
    let goes_together = support.benefit_ended_on.is_unknown() || support.benefit_ended_on == ended_on;
    if support.benefit == BenefitKind::None && support.benefit_ended != Answer::No && goes_together {
        fill(&mut support.benefit_ended_on, ended_on);
        fill(&mut support.benefit_ended_why, agreed(ended().map(|entry| entry.why)));
    }
}
