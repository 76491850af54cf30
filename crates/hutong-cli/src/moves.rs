//! What moved, in words: levels, rules that begin or end, and why. A forecast and a difference speak of it alike.

use chrono::NaiveDate;
use hutong::Truth;
use hutong::assessment::{Cause, LevelIds, RuleKind, Scope};
use hutong::policy::source::Label;

use crate::language::Language;
use crate::words::Words;

/// What stands between several ids in one cell.
const SEPARATOR: &str = "; ";

/// A rule whose answer moved.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Move<'p> {
    /// What kind of rule it is.
    pub(crate) kind: RuleKind,
    /// Its id.
    pub(crate) id: &'p str,
    /// What it is called.
    pub(crate) label: &'p Label,
    /// The place in the document.
    pub(crate) cite: &'p str,
    /// The answer before.
    pub(crate) from: Truth,
    /// The answer after.
    pub(crate) to: Truth,
}

/// The ids of what moved, each with both answers, for a program.
pub(crate) fn ids(moves: &[Move<'_>]) -> String {
    let tell =
        |each: &Move<'_>| format!("{}/{} {}>{}", each.kind.id(), each.id, each.from.id(), each.to.id());
    moves.iter().map(tell).collect::<Vec<_>>().join(SEPARATOR)
}

/// The ids of levels, the highest first.
pub(crate) fn level_ids(levels: &LevelIds<'_>) -> String {
    levels.ids().collect::<Vec<_>>().join(SEPARATOR)
}

/// The level where it is certain, as an id; nothing while it is open.
pub(crate) fn level_id<'p>(levels: &LevelIds<'p>) -> &'p str {
    if levels.set().count() == 1 { levels.ids().next().unwrap_or_default() } else { "" }
}

/// Whether a person is within the policy, for a program.
pub(crate) const fn scope_id(scope: Scope) -> &'static str {
    match scope {
        Scope::Inside => "inside",
        Scope::PresumedInside => "presumed-inside",
        Scope::Outside => "outside",
    }
}

/// Where a person stands: outside, in the policy's own words, or with these levels.
pub(crate) fn standing(words: Words<'_>, scope: Scope, levels: &LevelIds<'_>) -> String {
    let source = words.policy.source();
    let outside = source.definitions.iter().find(|definition| definition.id == source.scope.outside);
    match (scope, outside) {
        (Scope::Outside, Some(definition)) => words.language.label(&definition.label).into_owned(),
        _ => words.levels(levels.set()),
    }
}

/// What moved, by the way in which it did: what begins, what is no longer certain either way, what is no longer so.
/// What the child is stands in one line, what has to be done for it in another.
pub(crate) fn lines(words: Words<'_>, moves: &[Move<'_>]) -> Vec<String> {
    const IS: &[RuleKind] = &[RuleKind::Population, RuleKind::Category, RuleKind::Trigger];
    const DUE: &[RuleKind] = &[RuleKind::Duty, RuleKind::Referral, RuleKind::Notice];
    let language = words.language;
    let ways = [
        (Truth::Yes, IS, "开始", "begins"),
        (Truth::Yes, DUE, "新的职责", "new duties"),
        (Truth::Undetermined, IS, "待定", "undetermined"),
        (Truth::Undetermined, DUE, "职责待定", "duties undetermined"),
        (Truth::No, IS, "不再", "no longer"),
        (Truth::No, DUE, "职责结束", "duties that end"),
    ];
    let line = |(to, kinds, zh, en): (Truth, &[RuleKind], &str, &str)| {
        let some = moves.iter().filter(|each| each.to == to && kinds.contains(&each.kind));
        let told: Vec<String> =
            some.map(|each| format!("{}{}", language.label(each.label), language.cite(each.cite))).collect();
        let name = language.pick(format!("{zh}："), format!("{en}: "));
        (!told.is_empty()).then(|| format!("{name}{}", told.join(language.semicolon())))
    };
    ways.into_iter().filter_map(line).collect()
}

/// What is reached by time, in words: 满16周岁, at least 3 months, closed.
pub(crate) fn reached(words: Words<'_>, path: &str, reaches: &str) -> String {
    match reaches {
        "closed" => return words.language.pick("结案", "closed").into_owned(),
        "returned" => return words.language.pick("返乡", "returned").into_owned(),
        _ => {}
    }
    words.answer(path, reaches)
}

/// The day on which something is reached, or the first and the last where the record does not have the day.
pub(crate) fn span_of_days(
    language: Language,
    earliest: Option<NaiveDate>,
    latest: Option<NaiveDate>,
) -> String {
    match (earliest, latest) {
        (Some(first), Some(last)) if first == last => {
            language.pick(first.to_string(), format!("on {first}")).into_owned()
        }
        (Some(first), Some(last)) => {
            language.pick(format!("{first}至{last}间"), format!("between {first} and {last}")).into_owned()
        }
        (Some(first), None) => language.pick(format!("{first}起"), format!("from {first} on")).into_owned(),
        (None, Some(last)) => language.pick(format!("至迟{last}"), format!("by {last}")).into_owned(),
        (None, None) => String::new(),
    }
}

/// A cause in words.
pub(crate) fn cause(words: Words<'_>, cause: &Cause<'_>) -> String {
    let language = words.language;
    let equals = language.pick("＝", " = ");
    match cause {
        Cause::Fact(fact) => {
            let (before, after) = (fact.before.to_string(), fact.after.to_string());
            let (before, after) = (words.value(&fact.fact, &before), words.value(&fact.fact, &after));
            let sources: Vec<String> =
                fact.follows_from.iter().map(|path| words.fact(path).into_owned()).collect();
            let from = if sources.is_empty() {
                String::new()
            } else {
                let sources = sources.join(language.comma());
                language.pick(format!("（改了{sources}）"), format!(" (changed: {sources})")).into_owned()
            };
            format!("{}{equals}{before} → {after}{from}", words.fact(&fact.fact))
        }
        Cause::Time(time) => {
            let value = words.value(&time.fact, &time.value.to_string());
            let passed = time.passed.iter().map(|passed| {
                let days = span_of_days(language, passed.earliest, passed.latest);
                let what = reached(words, &time.fact, &passed.reaches);
                language.pick(format!("{days}{what}"), format!("{what} {days}")).into_owned()
            });
            let passed = passed.collect::<Vec<_>>().join(language.comma());
            let fact = format!("{}{equals}{value}", words.fact(&time.fact));
            language
                .pick(format!("随时间：{fact}，{passed}"), format!("by time: {fact}, {passed}"))
                .into_owned()
        }
        Cause::Policy(rule) => {
            let name = rule.name();
            let told = language
                .pick(format!("政策不同：{name}"), format!("the policies differ in {name}"))
                .into_owned();
            let reading = words.policy.source().readings.iter().find(|reading| reading.id == rule.id);
            let Some(reading) = reading.filter(|_| rule.kind == "reading") else { return told };
            let alternative = |id: Option<&str>| {
                let known =
                    reading.alternatives.iter().find(|alternative| Some(alternative.id.as_str()) == id);
                known.map_or_else(|| "—".into(), |alternative| language.label(&alternative.label))
            };
            let (before, after) = (alternative(rule.before), alternative(rule.after));
            format!("{told}{}{before} → {after}", language.pick("，", ": "))
        }
    }
}

/// A cause for a program: `fact before>after`, `fact reaches day`, `rule before>after`.
pub(crate) fn cause_id(cause: &Cause<'_>) -> String {
    match cause {
        Cause::Fact(fact) => format!("{} {}>{}", fact.fact, fact.before, fact.after),
        Cause::Time(time) => {
            let days = |passed: &hutong::assessment::Passed| {
                let day = |day: Option<NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
                format!("{} {}..{}", passed.reaches, day(passed.earliest), day(passed.latest))
            };
            format!("{} {}", time.fact, time.passed.iter().map(days).collect::<Vec<_>>().join(", "))
        }
        Cause::Policy(rule) => {
            format!("{} {}>{}", rule.name(), rule.before.unwrap_or_default(), rule.after.unwrap_or_default())
        }
    }
}
