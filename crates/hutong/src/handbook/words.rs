//! A condition in words: what its readings decide is left out or marked, tests become phrases from the labels of
//! facts and values, short groups become one line and long ones a list.

use super::book::{Book, DEEPEST};
use super::entry::{EntryKind, name};
use super::page::{Phrase, Words};
use crate::policy::source::Reading;
use crate::policy::{Bound, Formula, Unit};
use crate::vocabulary::Kind;

/// The most parts that stand on one line, and the most Chinese characters.
const LINE_PARTS: usize = 3;
const LINE_LENGTH: usize = 44;

/// A condition in words.
pub(super) fn of(book: &Book<'_>, formula: &Formula) -> Words {
    match read(book, formula, 0) {
        Read::Always(readings) => Words::Line(explained(
            Phrase::text("一律符合，不看任何事实", "always holds, whatever the facts"),
            &readings,
        )),
        Read::Never(readings) => Words::Line(explained(
            Phrase::text("现按解读不适用", "not in force, as the reading decides"),
            &readings,
        )),
        Read::Open(said) => said.words(),
    }
}

/// A condition, once its readings are decided.
enum Read<'p> {
    /// The readings make it hold.
    Always(Vec<&'p Reading>),
    /// The readings keep it from holding.
    Never(Vec<&'p Reading>),
    /// Facts decide.
    Open(Said<'p>),
}

/// A condition that facts decide, while it is put into words.
struct Said<'p> {
    what: What<'p>,
    /// The readings that took something away from it, to be named behind it.
    readings: Vec<&'p Reading>,
}

enum What<'p> {
    /// One line; compound where it has an “and” or “or” of its own.
    Line { phrase: Phrase, compound: bool },
    /// A list: what stands before its joint, the joint, and the parts.
    List { before: Vec<Before>, joint: Joint, parts: Vec<Said<'p>> },
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Joint {
    All,
    Any,
    OneAndOther,
}

/// What can stand before a condition.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Before {
    Not,
    Suspected,
    BothParents,
    EitherParent,
    Father,
    Mother,
}

impl Before {
    const fn text(self) -> (&'static str, &'static str) {
        match self {
            Before::Not => ("并非", "not"),
            Before::Suspected => ("确认或疑似", "confirmed or suspected"),
            Before::BothParents => ("父母双方均", "each parent"),
            Before::EitherParent => ("父母至少一方", "at least one parent"),
            Before::Father => ("父亲", "the father"),
            Before::Mother => ("母亲", "the mother"),
        }
    }
}

impl Said<'_> {
    fn line(phrase: Phrase, compound: bool) -> Self {
        Said { what: What::Line { phrase, compound }, readings: Vec::new() }
    }

    fn words(self) -> Words {
        match self.what {
            What::Line { phrase, .. } => Words::Line(noted(phrase, &self.readings)),
            What::List { before, joint, parts } => Words::List {
                lead: noted(lead(&before, joint), &self.readings),
                parts: parts.into_iter().map(Said::words).collect(),
            },
        }
    }

    /// The phrase of a line without remarks and without joints of its own.
    fn simple(&self) -> Option<&Phrase> {
        match &self.what {
            What::Line { phrase, compound: false } if self.readings.is_empty() => Some(phrase),
            _ => None,
        }
    }

    /// Whether the reading is named in it already.
    fn names(&self, reading: &Reading) -> bool {
        self.readings.iter().any(|named| named.id == reading.id)
            || matches!(&self.what, What::List { parts, .. } if parts.iter().any(|part| part.names(reading)))
    }
}

fn read<'p>(book: &Book<'p>, formula: &Formula, depth: usize) -> Read<'p> {
    if depth > DEEPEST {
        return Read::Open(Said::line(Phrase::text("……（嵌套过深）", "… (nested too deeply)"), false));
    }
    match formula {
        Formula::Definition(id) => Read::Open(Said::line(definition(book, id), false)),
        Formula::Reading { reading, is } => match book.reading(reading) {
            Some(reading) if reading.chosen == *is => Read::Always(vec![reading]),
            Some(reading) => Read::Never(vec![reading]),
            None => Read::Open(Said::line(
                Phrase::text(format!("解读 {reading} 取 {is}"), format!("reading {reading} is {is}")),
                false,
            )),
        },
        Formula::Fact { fact, is } => Read::Open(Said::line(fact_in_words(book, fact, is), false)),
        Formula::Measure { fact, unit, bound } => {
            Read::Open(Said::line(measure_in_words(book, fact, *unit, *bound), false))
        }
        Formula::All(parts) => group(book, parts, Joint::All, depth),
        Formula::Any(parts) => group(book, parts, Joint::Any, depth),
        Formula::Not(part) => negated(book, part, depth),
        Formula::Suspected(part) => before(Before::Suspected, read(book, part, depth + 1)),
        Formula::BothParents(part) => before(Before::BothParents, read(book, part, depth + 1)),
        Formula::EitherParent(part) => before(Before::EitherParent, read(book, part, depth + 1)),
        Formula::Father(part) => before(Before::Father, read(book, part, depth + 1)),
        Formula::Mother(part) => before(Before::Mother, read(book, part, depth + 1)),
        Formula::OneParent { one, other } => {
            one_and_other(read(book, one, depth + 1), read(book, other, depth + 1))
        }
    }
}

fn group<'p>(book: &Book<'p>, parts: &[Formula], joint: Joint, depth: usize) -> Read<'p> {
    let mut open: Vec<Said<'p>> = Vec::new();
    let mut readings: Vec<&'p Reading> = Vec::new();
    for part in parts {
        match (read(book, part, depth + 1), joint) {
            (Read::Open(said), _) => open.push(said),
            // One part decides the whole.
            (Read::Never(by), Joint::All) => return Read::Never(by),
            (Read::Always(by), Joint::Any) => return Read::Always(by),
            // The part takes no part any more.
            (Read::Always(by) | Read::Never(by), _) => readings.extend(by),
        }
    }
    if open.is_empty() {
        return if joint == Joint::All { Read::Always(once(readings)) } else { Read::Never(once(readings)) };
    }
    let mut said = if open.len() == 1 { open.remove(0) } else { joined(open, joint) };
    for reading in readings {
        if !said.names(reading) {
            said.readings.push(reading);
        }
    }
    Read::Open(said)
}

fn once(mut readings: Vec<&Reading>) -> Vec<&Reading> {
    let mut seen: Vec<&str> = Vec::new();
    readings.retain(|reading| {
        let new = !seen.contains(&reading.id.as_str());
        seen.push(&reading.id);
        new
    });
    readings
}

/// Parts on one line where they are few and short, else in a list.
fn joined(parts: Vec<Said<'_>>, joint: Joint) -> Said<'_> {
    let simple: Vec<&Phrase> = parts.iter().filter_map(Said::simple).collect();
    let length: usize = simple.iter().map(|phrase| phrase.plain().zh.chars().count()).sum();
    if simple.len() < parts.len() || parts.len() > LINE_PARTS || length > LINE_LENGTH {
        return Said { what: What::List { before: Vec::new(), joint, parts }, readings: Vec::new() };
    }
    let (zh, en) = if joint == Joint::All { ("，并且", ", and ") } else { ("，或者", ", or ") };
    let mut phrase = Phrase::default();
    for (index, part) in simple.into_iter().enumerate() {
        if index > 0 {
            phrase = phrase.and_text(zh, en);
        }
        phrase = phrase.then(part.clone());
    }
    Said::line(phrase, true)
}

fn before(word: Before, inner: Read<'_>) -> Read<'_> {
    let Read::Open(said) = inner else { return inner };
    let what = match said.what {
        What::Line { phrase, compound } => {
            let (zh, en) = word.text();
            let phrase = if compound {
                Phrase::text(format!("{zh}（"), format!("{en}: (")).then(phrase).and_text("）", ")")
            } else {
                Phrase::text(format!("{zh}："), format!("{en}: ")).then(phrase)
            };
            // Beside an “or” nobody could tell how far the word reaches: it never shares a line.
            What::Line { phrase, compound: true }
        }
        What::List { mut before, joint, parts } => {
            before.insert(0, word);
            What::List { before, joint, parts }
        }
    };
    Read::Open(Said { what, readings: said.readings })
}

fn one_and_other<'p>(one: Read<'p>, other: Read<'p>) -> Read<'p> {
    let anything = || Said::line(Phrase::text("不论情况", "whatever the facts"), false);
    let (one, other, readings) = match (one, other) {
        (Read::Never(by), _) | (_, Read::Never(by)) => return Read::Never(by),
        (Read::Always(by), Read::Always(more)) => return Read::Always(once([by, more].concat())),
        (Read::Always(by), Read::Open(said)) => (anything(), said, by),
        (Read::Open(said), Read::Always(by)) => (said, anything(), by),
        (Read::Open(one), Read::Open(other)) => (one, other, Vec::new()),
    };
    let what = match (one.simple(), other.simple()) {
        (Some(one), Some(other)) => {
            let phrase = Phrase::text("父母一方", "one parent: ")
                .then(one.clone())
                .and_text("，另一方", "; the other parent: ")
                .then(other.clone());
            What::Line { phrase, compound: true }
        }
        _ => What::List { before: Vec::new(), joint: Joint::OneAndOther, parts: vec![one, other] },
    };
    Read::Open(Said { what, readings })
}

/// A negation. The opposite of a plain test is a plain test too, which reads better than “not”.
fn negated<'p>(book: &Book<'p>, part: &Formula, depth: usize) -> Read<'p> {
    let opposite = match part {
        Formula::Not(inner) => return read(book, inner, depth + 1),
        Formula::Measure { fact, unit, bound } => {
            let bound = match *bound {
                Bound::AtLeast(number) => Bound::Under(number),
                Bound::Under(number) => Bound::AtLeast(number),
            };
            Some(measure_in_words(book, fact, *unit, bound))
        }
        Formula::Fact { fact, is } if book.kind_of_fact(fact) == Some(Kind::Choice) => {
            Some(match is.as_slice() {
                [only] if only == "yes" => fact_in_words(book, fact, &["no".to_owned()]),
                [only] if only == "no" => fact_in_words(book, fact, &["yes".to_owned()]),
                _ => choice_in_words(book, fact, is, ("不是", "is not")),
            })
        }
        _ => None,
    };
    if let Some(phrase) = opposite {
        return Read::Open(Said::line(phrase, false));
    }
    match read(book, part, depth + 1) {
        Read::Always(by) => Read::Never(by),
        Read::Never(by) => Read::Always(by),
        open @ Read::Open(_) => before(Before::Not, open),
    }
}

fn definition(book: &Book<'_>, id: &str) -> Phrase {
    let Some(definition) = book.definition(id) else { return Phrase::text(id, id) };
    let phrase = Phrase::link(&definition.label.zh, &definition.label.en, &name(EntryKind::Definition, id));
    match book.decided(&Formula::Definition(id.to_owned())) {
        Some(true) => phrase.and_text("（现按解读一律符合）", " (always so, as the readings decide)"),
        Some(false) => phrase.and_text("（现按解读一律不符合）", " (never so, as the readings decide)"),
        None => phrase,
    }
}

fn fact_in_words(book: &Book<'_>, fact: &str, is: &[String]) -> Phrase {
    match book.kind_of_fact(fact) {
        Some(Kind::Finding) => {
            let states: Vec<(&str, &str)> = is.iter().map(|state| state_in_words(state)).collect();
            let zh: Vec<&str> = states.iter().map(|state| state.0).collect();
            let en: Vec<&str> = states.iter().map(|state| state.1).collect();
            named(book, fact).and_text(
                format!("（{}）", listed(&zh, "、", "或")),
                format!(" ({})", listed(&en, ", ", " or ")),
            )
        }
        Some(Kind::Choice) if matches!(is, [only] if only == "yes" || only == "no") => {
            let values = Book::value_labels(fact, is);
            let value = values.into_iter().next().unwrap_or_default();
            named(book, fact).and_text(format!("：{}", value.zh), format!(": {}", value.en))
        }
        _ => choice_in_words(book, fact, is, ("为", "is")),
    }
}

/// Where a finding stands.
fn state_in_words(state: &str) -> (&str, &str) {
    match state {
        "suspected-or-confirmed" => ("疑似或确认", "suspected or confirmed"),
        "confirmed" => ("确认", "confirmed"),
        "no" => ("查明没有", "looked into: no"),
        other => (other, other),
    }
}

fn choice_in_words(book: &Book<'_>, fact: &str, is: &[String], verb: (&str, &str)) -> Phrase {
    let values = Book::value_labels(fact, is);
    let zh: Vec<&str> = values.iter().map(|value| value.zh.as_str()).collect();
    let en: Vec<&str> = values.iter().map(|value| value.en.as_str()).collect();
    named(book, fact).and_text(
        format!("{}{}", verb.0, listed(&zh, "、", "或")),
        format!(" {} {}", verb.1, listed(&en, ", ", if en.len() > 2 { ", or " } else { " or " })),
    )
}

/// A list in words: a, b or c.
fn listed(words: &[&str], comma: &str, or: &str) -> String {
    match words.split_last() {
        None => String::new(),
        Some((last, [])) => (*last).to_owned(),
        Some((last, first)) => format!("{}{or}{last}", first.join(comma)),
    }
}

fn measure_in_words(book: &Book<'_>, fact: &str, unit: Unit, bound: Bound) -> Phrase {
    let (number, at_least) = match bound {
        Bound::AtLeast(number) => (number, true),
        Bound::Under(number) => (number, false),
    };
    let words = match (unit, at_least) {
        (Unit::Years, true) => ("按", format!("已满{number}周岁"), format!(": {number} years old or older")),
        (Unit::Years, false) => ("按", format!("未满{number}周岁"), format!(": under {number} years old")),
        (Unit::Months, true) => {
            ("自", format!("起已满{number}个月"), format!(": {number} months ago or more"))
        }
        (Unit::Months, false) => {
            ("自", format!("起不满{number}个月"), format!(": less than {number} months ago"))
        }
        (Unit::Number, true) => ("", format!("不少于{number}"), format!(": {number} or more")),
        (Unit::Number, false) => ("", format!("少于{number}"), format!(": less than {number}")),
    };
    Phrase::text(words.0, "").then(named(book, fact)).and_text(words.1, words.2)
}

/// A fact by name; the policy's own facts have an entry to link to.
fn named(book: &Book<'_>, fact: &str) -> Phrase {
    match book.local_fact(fact) {
        Some(local) => Phrase::link(&local.label.zh, &local.label.en, &name(EntryKind::Fact, &local.id)),
        None => Phrase::label(&book.fact_label(fact)),
    }
}

fn lead(before: &[Before], joint: Joint) -> Phrase {
    let (mut zh, mut en) = (String::new(), String::new());
    let negated = before.last() == Some(&Before::Not) && joint == Joint::Any;
    let words = if negated { before.get(..before.len() - 1).unwrap_or(&[]) } else { before };
    for word in words {
        zh.push_str(word.text().0);
        en.push_str(word.text().1);
        en.push_str(": ");
    }
    let (joint_zh, joint_en) = match (joint, negated) {
        (_, true) => ("下列各项均不符合", "none of these"),
        (Joint::All, false) => ("同时符合下列各项", "all of these"),
        (Joint::Any, false) => ("符合下列任一项", "any of these"),
        (Joint::OneAndOther, false) => {
            ("父母一方符合第1项，另一方符合第2项", "one parent the first, the other parent the second")
        }
    };
    Phrase::text(zh + joint_zh, en + joint_en)
}

/// A phrase with the readings that decided something in it behind it, by number.
fn noted(mut phrase: Phrase, readings: &[&Reading]) -> Phrase {
    for reading in readings {
        let (zh, en) = (format!("〔{}〕", reading.number), format!("[{}]", reading.number));
        phrase = phrase.and_text("", " ").then(Phrase::note(zh, en, &name(EntryKind::Reading, &reading.id)));
    }
    phrase
}

/// A phrase that readings alone decide, with what each of them chose.
fn explained(mut phrase: Phrase, readings: &[&Reading]) -> Phrase {
    for reading in readings {
        let chosen = Book::chosen(reading);
        phrase = phrase.and_text("", " ").then(Phrase::note(
            format!("〔{}：{}〕", reading.number, chosen.zh),
            format!("[{}: {}]", reading.number, chosen.en),
            &name(EntryKind::Reading, &reading.id),
        ));
    }
    phrase
}
