//! Obligations as rows and as events: how urgent each is, its cells, and what a calendar shows of it.

use chrono::NaiveDate;
use hutong::organisations::{Obligation, ObligationState, Remark};

use crate::calendar::Event;
use crate::language::Language;
use crate::layout::Column;
use crate::words::Words;

/// The columns: id, Chinese and English header. One row an obligation.
pub(crate) const COLUMNS: &[Column] = &[
    ("group", "类别代码", "group"),
    ("state", "状态代码", "state"),
    ("state_label", "状态", "state in words"),
    ("due", "到期日", "due"),
    ("days_overdue", "逾期天数", "days overdue"),
    ("by", "机构代码", "by"),
    ("by_label", "机构", "by whom"),
    ("place", "单位", "place"),
    ("duty", "任务代码", "duty"),
    ("duty_label", "任务", "duty in words"),
    ("clause", "条款", "clause"),
    ("pace", "时限", "pace"),
    ("from", "起始日", "from"),
    ("done_on", "完成日期", "done on"),
    ("entered_on", "录入日期", "entered on"),
    ("missed_since", "自何日起逾期", "missed since"),
    ("days_late", "迟延天数", "days late"),
    ("next_due", "下次到期日", "next due"),
    ("times_done", "已做次数", "times done"),
    ("times", "应做次数", "times asked for"),
    ("last_done", "上次完成", "last done"),
    ("remarks", "说明代码", "remarks"),
    ("why", "说明", "remarks in words"),
];

/// What stands between several ids in one cell.
const SEPARATOR: &str = "; ";

/// Where an obligation stands in the list, the first first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Group {
    /// Its last good day has passed.
    Overdue,
    /// It is to be done, and no day is stated.
    Now,
    /// It is due within the days looked ahead.
    Soon,
    /// It is due later.
    Later,
    /// Whether it arises or is met is not known.
    Open,
    /// It was done, in time or late.
    Done,
    /// It holds at all times.
    Standing,
    /// It ended with the policy.
    Lapsed,
}

impl Group {
    /// Every group, in order.
    pub(crate) const ALL: [Group; 8] = [
        Group::Overdue,
        Group::Now,
        Group::Soon,
        Group::Later,
        Group::Open,
        Group::Done,
        Group::Standing,
        Group::Lapsed,
    ];

    /// The group of an obligation; `horizon` is the last day looked ahead.
    pub(crate) fn of(obligation: &Obligation<'_>, horizon: NaiveDate) -> Group {
        match (obligation.state, obligation.due) {
            (ObligationState::Missed, _) => Group::Overdue,
            (ObligationState::Undetermined, _) => Group::Open,
            (ObligationState::Done | ObligationState::DoneLate, _) => Group::Done,
            (ObligationState::Standing, _) => Group::Standing,
            (ObligationState::Lapsed, _) => Group::Lapsed,
            (ObligationState::Due | ObligationState::Upcoming, None) => Group::Now,
            (ObligationState::Due | ObligationState::Upcoming, Some(due)) if due <= horizon => Group::Soon,
            (ObligationState::Due | ObligationState::Upcoming, Some(_)) => Group::Later,
        }
    }

    fn id(self) -> &'static str {
        match self {
            Group::Overdue => "overdue",
            Group::Now => "now",
            Group::Soon => "soon",
            Group::Later => "later",
            Group::Open => "undetermined",
            Group::Done => "done",
            Group::Standing => "standing",
            Group::Lapsed => "lapsed",
        }
    }
}

/// Puts obligations in the order of the list: by group; the longest overdue first, what was done last first.
pub(crate) fn sort(obligations: &mut [&Obligation<'_>], horizon: NaiveDate) {
    obligations.sort_by_key(|obligation| {
        let group = Group::of(obligation, horizon);
        let done = obligation.done_on.and_then(hutong::Date::latest).filter(|_| group == Group::Done);
        (group, std::cmp::Reverse(done), obligation.due)
    });
}

/// Whose an obligation is: the office, and which one of several.
pub(crate) fn whose(words: Words<'_>, obligation: &Obligation<'_>) -> String {
    let office = words.offices(&[obligation.by.to_owned()]);
    match &obligation.place {
        Some(place) => format!("{office} · {place}"),
        None => office,
    }
}

/// A state in words.
pub(crate) fn state(language: Language, state: ObligationState) -> String {
    language.pick(state.zh(), state.en()).into_owned()
}

/// The remarks in words.
pub(crate) fn remarks(language: Language, obligation: &Obligation<'_>) -> String {
    let each = obligation.remarks.iter().map(|remark: &Remark| language.pick(remark.zh(), remark.en()));
    each.collect::<Vec<_>>().join(language.semicolon())
}

/// The cells of an obligation, as many as there are columns.
pub(crate) fn cells(words: Words<'_>, obligation: &Obligation<'_>, horizon: NaiveDate) -> Vec<String> {
    let language = words.language;
    let day = |day: Option<NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
    let date = |date: Option<hutong::Date>| date.map(|date| date.to_string()).unwrap_or_default();
    let days = |days: u32| if days > 0 { days.to_string() } else { String::new() };
    let ids: Vec<&str> = obligation.remarks.iter().map(|remark| remark.id()).collect();
    let times = |number: u32| if obligation.from.is_some() { number.to_string() } else { String::new() };
    vec![
        Group::of(obligation, horizon).id().to_owned(),
        obligation.state.id().to_owned(),
        state(language, obligation.state),
        day(obligation.due),
        days(obligation.days_overdue),
        obligation.by.to_owned(),
        words.offices(&[obligation.by.to_owned()]),
        obligation.place.clone().unwrap_or_default(),
        obligation.duty.to_owned(),
        language.label(obligation.label).into_owned(),
        obligation.cite.clone(),
        words.pace(obligation.pace),
        day(obligation.from),
        date(obligation.done_on),
        date(obligation.entered_on),
        day(obligation.missed_since),
        days(obligation.days_late),
        day(obligation.next_due),
        times(obligation.times_done),
        times(obligation.times),
        date(obligation.last_done),
        ids.join(SEPARATOR),
        remarks(language, obligation),
    ]
}

/// What a calendar shows of an obligation; nothing where it has no day. The same duty, office, place and due day are
/// the same event, whatever has become of it since.
pub(crate) fn event(words: Words<'_>, obligation: &Obligation<'_>, as_of: NaiveDate) -> Option<Event> {
    let language = words.language;
    let due = obligation.due?;
    let source = words.policy.source();
    let task = language.label(obligation.label);
    let who = whose(words, obligation);
    let before = match obligation.state {
        ObligationState::Due | ObligationState::Upcoming => String::new(),
        other => format!("[{}] ", state(language, other)),
    };
    let summary =
        language.pick(format!("{before}{task}：{who}"), format!("{before}{task}: {who}")).into_owned();
    let mut lines = vec![
        language.pick(
            format!("依据：{} {}", source.document.number, obligation.cite),
            format!("Clause: {} {}", source.document.number, obligation.cite),
        ),
        language.pick(
            format!("状态：{}（截至 {as_of}）", obligation.state.zh()),
            format!("State: {} (as of {as_of})", obligation.state.en()),
        ),
    ];
    if let Some(from) = obligation.from {
        lines.push(language.pick(format!("期间：{from} 至 {due}"), format!("Period: {from} to {due}")));
    }
    if let Some(done_on) = obligation.done_on {
        lines.push(language.pick(format!("完成日期：{done_on}"), format!("Done on: {done_on}")));
    }
    if !obligation.remarks.is_empty() {
        lines.push(remarks(language, obligation).into());
    }
    let uid = [&source.id, obligation.duty, obligation.by, obligation.place.as_deref().unwrap_or_default()];
    let mut uid: Vec<String> = uid.into_iter().map(str::to_owned).collect();
    uid.push(due.to_string());
    let remind = matches!(obligation.state, ObligationState::Due | ObligationState::Upcoming);
    Some(Event { uid, day: due, summary, description: lines.join("\n"), remind })
}

#[cfg(test)]
mod tests {
    use super::{COLUMNS, Group, cells, event, remarks, state};
    use crate::language::Language;
    use crate::words::Words;
    use hutong::Policy;
    use hutong::organisations::{Known, ObligationState, Remark};
    use std::collections::BTreeSet;

    #[test]
    fn every_state_and_remark_has_words_of_its_own_in_both_languages() {
        let words: BTreeSet<String> = ObligationState::ALL
            .iter()
            .flat_map(|each| [Language::Zh, Language::En].map(|of| state(of, *each)))
            .collect();
        assert_eq!(words.len(), 2 * ObligationState::ALL.len());
        let words: BTreeSet<&str> = Remark::ALL.iter().flat_map(|each| [each.zh(), each.en()]).collect();
        assert_eq!(words.len(), 2 * Remark::ALL.len());
    }

    #[test]
    fn every_obligation_has_a_cell_a_column_and_an_event_where_it_has_a_day() {
        let policy = Policy::builtin("puning-2024").unwrap();
        let as_of = "2026-11-01".parse().unwrap();
        let ledger = policy.organisation_ledger(as_of, &Known::default());
        for language in [Language::Zh, Language::En, Language::Both] {
            let words = Words { policy: &policy, language };
            for entry in &ledger.obligations {
                assert_eq!(cells(words, entry, as_of).len(), COLUMNS.len());
                assert_eq!(event(words, entry, as_of).is_some(), entry.due.is_some());
                let says_why = !matches!(Group::of(entry, as_of), Group::Now | Group::Standing | Group::Open);
                assert!(
                    says_why || !remarks(language, entry).is_empty(),
                    "{}: no day, and no word why",
                    entry.duty
                );
            }
        }
    }
}
