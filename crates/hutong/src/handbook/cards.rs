//! The card of one entry: its condition, the facts it reads, what follows, the readings and clauses behind it, who uses
//! it and which cases test it.

use super::book::Book;
use super::entry::{EntryKind, PolicyEntry, name};
use super::page::{Entry, Phrase, Row, Value, label, row};
use super::{Cases, details, follows, paces, rule};
use crate::policy::Formula;
use crate::policy::source::{Label, ReadBy, Reading};

/// An entry with everything that is said of it.
pub(super) fn entry<'p>(book: &Book<'p>, entry: &PolicyEntry<'p>, cases: &Cases) -> Entry {
    let mut rows = details::of(book, entry);
    if let Some(when) = entry.when
        && entry.kind != EntryKind::Row
    {
        let (opened, definition) = book.opened(when);
        rows.insert(0, details::condition(book, "条件", "Condition", opened));
        if let Some(definition) = definition {
            let link = details::link(&definition.label, EntryKind::Definition, &definition.id);
            rows.insert(1, row("即定义", "Which is the definition", Value::Line(link)));
        }
    }
    let formulas: Vec<_> = entry.formulas().collect();
    let facts = book.facts_of(&formulas);
    if !facts.is_empty() {
        let facts = pairs(&facts).iter().map(|path| details::fact(book, path)).collect();
        rows.push(row("读取的事实", "Facts it reads", Value::Row(facts)));
    }
    rows.extend(consequences(book, entry));
    rows.extend(readings(book, &formulas));
    if !entry.cite.is_empty() {
        rows.push(row("依据", "Clauses", Value::Lines(cited(book, entry.cite))));
    }
    let users = book.users_of(entry);
    if !users.is_empty() {
        rows.push(row(
            "用于",
            "Used by",
            Value::Row(users.into_iter().map(|user| link(book, user)).collect()),
        ));
    }
    if !entry.cases(cases).is_empty() {
        rows.push(row("案例", "Cases", cases_of(entry, cases)));
    }
    let colour = follows::of(book, entry).level.filter(|_| entry.kind == EntryKind::Trigger);
    Entry {
        anchor: entry.name(),
        title: entry.label.clone(),
        colour: colour.map(|level| level.colour.clone()),
        tags: tags(book, entry),
        rows,
    }
}

/// The readings behind conditions: in full those that decide what the conditions say, by number those by which the
/// engine reads every fact of that kind.
fn readings<'p>(book: &Book<'p>, formulas: &[&'p Formula]) -> Vec<Row> {
    let by_number = |reading: &Reading| {
        Phrase::link(&reading.number, &reading.number, &name(EntryKind::Reading, &reading.id))
    };
    let (engine, rules): (Vec<&Reading>, Vec<&Reading>) =
        book.readings_of(formulas).into_iter().partition(|reading| reading.used_by == ReadBy::Engine);
    let in_full = |reading: &&Reading| {
        let (question, chosen) = (&reading.question, Book::chosen(reading));
        by_number(reading)
            .and_text(format!(" {}——{}", question.zh, chosen.zh), format!(" {} — {}", question.en, chosen.en))
    };
    let mut rows = Vec::new();
    if !rules.is_empty() {
        rows.push(row("所依解读", "Readings it rests on", Value::Lines(rules.iter().map(in_full).collect())));
    }
    if !engine.is_empty() {
        let numbers = engine.into_iter().map(by_number).collect();
        rows.push(row("事实的读法", "How its facts are read", Value::Row(numbers)));
    }
    rows
}

/// Facts of which both parents' are read, told once as of a parent.
fn pairs(paths: &[String]) -> Vec<String> {
    let other = |path: &str, from: &str, to: &str| path.strip_prefix(from).map(|rest| format!("{to}{rest}"));
    let mut out: Vec<String> = Vec::new();
    for path in paths {
        let twin = other(path, "father.", "mother.").or_else(|| other(path, "mother.", "father."));
        match twin.filter(|twin| paths.contains(twin)) {
            Some(_) if path.starts_with("mother.") => {}
            Some(_) => out.extend(other(path, "father.", "parent.")),
            None => out.push(path.clone()),
        }
    }
    out
}

fn tags(book: &Book<'_>, entry: &PolicyEntry<'_>) -> Vec<Label> {
    let mut tags = Vec::new();
    if rule::interpretation(book, entry) {
        tags.push(label("解释", "interpretation"));
    }
    if is_off(book, entry) {
        tags.push(label("现不适用", "not in force"));
    }
    tags
}

/// A link to an entry, with its kind before it, and a remark where the readings have switched it off.
pub(super) fn link(book: &Book<'_>, entry: &PolicyEntry<'_>) -> Phrase {
    let kind = entry.kind;
    let phrase = Phrase::text(format!("{} ", kind.zh()), format!("{} ", kind.en())).then(details::link(
        &entry.label,
        kind,
        &entry.id,
    ));
    if is_off(book, entry) { phrase.and_text("（现不适用）", " (not in force)") } else { phrase }
}

/// Whether the readings alone keep an entry from ever holding.
fn is_off(book: &Book<'_>, entry: &PolicyEntry<'_>) -> bool {
    entry.when.is_some_and(|when| book.decided(when) == Some(false))
}

fn consequences<'p>(book: &Book<'p>, entry: &PolicyEntry<'p>) -> Vec<Row> {
    let follows = follows::of(book, entry);
    let mut rows = Vec::new();
    let of = |kind: EntryKind, id: &str, label: &Label| details::link(label, kind, id);
    if let (Some(level), EntryKind::Population | EntryKind::Category) = (follows.level, entry.kind) {
        rows.push(row("等级至少为", "Level at least", Value::Line(details::level(book, &level.id))));
    }
    let triggers: Vec<Phrase> = follows
        .triggers
        .iter()
        .filter_map(|index| book.source.triggers.get(*index))
        .map(|trigger| {
            let colour = book
                .level(&trigger.level)
                .map_or_else(Phrase::default, |level| Phrase::colour(&level.colour));
            colour.then(of(EntryKind::Trigger, &trigger.id, &trigger.label))
        })
        .collect();
    if !triggers.is_empty() {
        rows.push(row("同时构成的情形", "Triggers that hold with it", Value::Lines(triggers)));
    }
    let duties: Vec<Phrase> = follows
        .duties
        .iter()
        .map(|duty| {
            let pace = paces::pace(&duty.pace, 1);
            of(EntryKind::Duty, &duty.id, &duty.label)
                .and_text(format!("——{}；", pace.zh), format!(" — {}; ", pace.en))
                .then(book.offices(&duty.by))
        })
        .collect();
    if !duties.is_empty() {
        rows.push(row("由此产生的职责", "Duties that follow", Value::Lines(duties)));
    }
    let referrals: Vec<Phrase> = follows
        .referrals
        .iter()
        .map(|referral| {
            let pace = paces::pace(&referral.pace, 1);
            of(EntryKind::Referral, &referral.id, &referral.label)
                .and_text(format!("——{}，报", pace.zh), format!(" — {}, to ", pace.en))
                .then(book.offices(&referral.to))
        })
        .collect();
    if !referrals.is_empty() {
        rows.push(row("应当报送", "Referrals that follow", Value::Lines(referrals)));
    }
    let notices: Vec<Phrase> =
        follows.notices.iter().map(|notice| of(EntryKind::Notice, &notice.id, &notice.label)).collect();
    if !notices.is_empty() {
        rows.push(row("列入名单", "Lists", Value::Lines(notices)));
    }
    rows
}

/// Clauses with their places and words, each a link.
fn cited(book: &Book<'_>, ids: &[String]) -> Vec<Phrase> {
    ids.iter()
        .map(|id| match book.clause(id) {
            Some(clause) => Phrase::link(&clause.place, &clause.place, &name(EntryKind::Clause, id))
                .and_text(format!(" {}", clause.label.zh), format!(" {}", clause.label.en)),
            None => Phrase::code(id),
        })
        .collect()
}

/// The cases of an entry, folded.
pub(super) fn cases_of(entry: &PolicyEntry<'_>, cases: &Cases) -> Value {
    let found = entry.cases(cases);
    if found.is_empty() {
        return Value::Line(Phrase::text("没有自己的案例", "no case of its own"));
    }
    let count = found.len();
    let summary = Phrase::text(
        format!("{count}个"),
        if count == 1 { "1 case".into() } else { format!("{count} cases") },
    );
    Value::Folded { summary, lines: found.into_iter().map(|case| Phrase::text(case, case)).collect() }
}
