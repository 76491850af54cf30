//! `hutong ask`: for each child the facts to ask for next, the most telling first, and why; before that, over the
//! whole file, what to ask most often.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use hutong::assessment::Question;
use hutong::policy::source::Label;
use hutong::{Assessor, Detail, LevelSet, Policy, Reading, Scratch};

use crate::arguments::AskArguments;
use crate::children::Children;
use crate::failure::Failure;
use crate::language::Language;
use crate::messages::{self, Done};
use crate::output::refuse_same;
use crate::pipeline::{self, Run, Work};
use crate::policies::{as_of, choose};
use crate::rejected::Rejects;
use crate::rejected_report;
use crate::report_sink::ReportSink;
use crate::style::{bold, dim, heading, number, table};
use crate::timing::{Stage, Timing};
use crate::words::Words;

/// How many facts the overview names.
const MOST_FACTS: usize = 12;

/// The questions about one child.
#[derive(Debug)]
struct Asked<'p> {
    key: Option<String>,
    levels: LevelSet,
    questions: Vec<Question<'p>>,
}

/// Finding the questions about each child.
#[derive(Debug)]
struct Asking<'p> {
    assessor: Assessor<'p>,
}

impl<'p> Work for Asking<'p> {
    type Made = Asked<'p>;
    type Room = Scratch;

    fn make(&self, _row: u64, reading: &Reading, room: &mut Scratch, timing: &mut Timing) -> Asked<'p> {
        let child = &reading.child;
        let everything =
            timing.measure(Stage::Assessing, || self.assessor.assess_in(child, Detail::Everything, room));
        Asked {
            key: everything.key().map(str::to_owned),
            levels: everything.risk().possible(),
            questions: everything.ask().to_vec(),
        }
    }
}

/// What the report holds.
#[derive(Debug, Default)]
struct Found<'p> {
    answered: u64,
    rejected: u64,
    open: u64,
    /// How many children each fact is asked of.
    facts: BTreeMap<String, u64>,
    /// The children whose questions are the most urgent.
    listed: Vec<(u64, Asked<'p>)>,
}

/// Runs `hutong ask`.
pub(crate) fn run(arguments: &AskArguments, language: Language) -> Result<Done, Failure> {
    let as_of = as_of(arguments.policy.as_of.as_deref())?;
    let policy = choose(&arguments.policy.choice)?;
    let words = Words { policy: &policy, language };
    let reading = &arguments.input.reading;
    let output = arguments.output.as_deref();
    refuse_same(&[Some(&arguments.input.file), output, reading.mapping.as_deref()])?;
    let (children, rows) = Children::open(&arguments.input.file, reading, &policy)?;
    let plan = &children.plan;
    let mut sink = ReportSink::open(arguments.format, output, &HEADERS)?;
    let mut found = Found::default();
    let mut rejects = Rejects::new(arguments.rows);
    let work = Asking { assessor: policy.at(as_of) };
    let how = Run { plan, policy: &policy, as_of, quiet: sink.streams_to_terminal() };
    pipeline::run(rows, &how, &work, &mut Timing::default(), |outcome, _| {
        match rejects.sort(outcome, plan, |_| None) {
            Err(row) => {
                found.rejected += 1;
                rejects.add(row);
            }
            Ok((row, _, mut asked)) => {
                if arguments.key.is_some() && arguments.key != asked.key {
                    return Ok(());
                }
                found.count(&asked);
                asked.questions.truncate(arguments.questions);
                sink.entry(|| line(row, &asked), || rows_of(row, &asked, words))?;
                found.keep(row, asked, arguments.rows);
            }
        }
        Ok(())
    })?;
    if let Some(key) = &arguments.key
        && found.answered == 0
    {
        return Err(no_such_key(key, found.rejected));
    }
    let terminal = sink.is_terminal();
    let report = language.report(|language| found.report(Words { policy: &policy, language }, terminal));
    // Beside data it is not told: it lists children, which is no message.
    sink.finish(&report)?;
    messages::tell_of(&children.notices, language);
    messages::report(&language.report(|language| {
        rejected_report::text(&rejects, found.rejected, Words { policy: &policy, language })
    }));
    Ok(Done::of(found.rejected, rejects.ends_at))
}

/// No answered row has the key. The key was typed by the user and is not repeated, since logs keep messages.
fn no_such_key(_key: &str, rejected: u64) -> Failure {
    Failure::told(
        "no-such-key",
        format!(
            "没有可评估的行是这个编号（另有 {rejected} 行被退回）。请核对 --key；被退回的行见 hutong validate。"
        ),
        format!(
            "No row that can be answered has this key ({rejected} rows were rejected). Check --key; `hutong validate` lists rejected rows."
        ),
    )
}

/// Smaller stands earlier: a level that is open, the higher the ceiling, the higher the floor, the earlier the row.
fn rank(row: u64, asked: &Asked<'_>) -> (bool, usize, usize, u64) {
    let place = |level: Option<usize>| level.unwrap_or(usize::MAX);
    let settled = asked.levels.count() < 2;
    (settled, place(asked.levels.ceiling()), place(asked.levels.floor()), row)
}

impl<'p> Found<'p> {
    fn count(&mut self, asked: &Asked<'p>) {
        self.answered += 1;
        self.open += u64::from(!asked.questions.is_empty());
        for question in &asked.questions {
            let path = question.fact.path();
            match self.facts.get_mut(path.as_ref()) {
                Some(count) => *count += 1,
                None => {
                    self.facts.insert(path.into_owned(), 1);
                }
            }
        }
    }

    fn keep(&mut self, row: u64, asked: Asked<'p>, most: usize) {
        if asked.questions.is_empty() {
            return;
        }
        let place = self.listed.partition_point(|(row_of, other)| rank(*row_of, other) <= rank(row, &asked));
        if place < most {
            self.listed.insert(place, (row, asked));
            self.listed.truncate(most);
        }
    }

    fn report(&self, words: Words<'_>, terminal: bool) -> String {
        let language = words.language;
        let mut out = String::new();
        let told = language.pick(
            format!("已评估 {} 人，其中 {} 人还有要问的事实", self.answered, self.open),
            format!("{} children assessed; {} have facts to ask for", self.answered, self.open),
        );
        let _ = writeln!(out, "{}", bold(&told));
        if self.answered > 1 && !self.facts.is_empty() {
            heading(&mut out, &language.pick("最常缺的事实（人数）", "Most often missing (children)"));
            let mut facts: Vec<(&String, &u64)> = self.facts.iter().collect();
            facts.sort_by(|left, right| right.1.cmp(left.1).then(left.0.cmp(right.0)));
            for (path, count) in facts.iter().take(MOST_FACTS) {
                let _ = writeln!(out, "  {}  {} {}", number(**count, 9), words.fact(path), dim(path));
            }
        }
        if self.listed.is_empty() {
            return out;
        }
        heading(&mut out, &language.pick("每名儿童先问", "To ask first of each child"));
        let mut table = table(terminal);
        let titles = [
            ("儿童（行）", "child (row)"),
            ("等级", "level"),
            ("问题", "question"),
            ("哪些规则要用", "needed by"),
            ("各种回答之后", "after each answer"),
        ];
        table.set_header(titles.map(|(zh, en)| language.pick(zh, en).into_owned()));
        for (row, asked) in &self.listed {
            for (place, question) in asked.questions.iter().enumerate() {
                let first = place == 0;
                let child = format!(
                    "{}\n{}",
                    asked.key.as_deref().unwrap_or("—"),
                    language.pick(format!("第{row}行"), format!("row {row}"))
                );
                table.add_row([
                    if first { child } else { String::new() },
                    if first { span(words, asked.levels) } else { String::new() },
                    asking(words, question),
                    needed_by(words, question),
                    after(words, question),
                ]);
            }
        }
        let _ = writeln!(out, "{}", table.trim_fmt());
        let more = self.open.saturating_sub(self.listed.len() as u64);
        if more > 0 {
            let told = language.pick(
                format!("……还有 {more} 人没有显示：--rows 可多显示几人，全部用 --format csv 或 jsonl"),
                format!("… and {more} more: --rows shows more; --format csv or jsonl has them all"),
            );
            let _ = writeln!(out, "  {}", bold(&told));
        }
        out
    }
}

fn span(words: Words<'_>, levels: LevelSet) -> String {
    let (floor, ceiling) = (words.level(levels.floor()), words.level(levels.ceiling()));
    if floor == ceiling {
        floor.into_owned()
    } else {
        words.language.pick(format!("{floor}至{ceiling}"), format!("{floor} to {ceiling}")).into_owned()
    }
}

fn asking(words: Words<'_>, question: &Question<'_>) -> String {
    let path = question.fact.path();
    words.language.pick(format!("{}？", words.fact(&path)), format!("{}?", words.fact(&path))).into_owned()
}

/// The rules that wait for the answer, by their labels, with the clause of each.
fn needed_by(words: Words<'_>, question: &Question<'_>) -> String {
    let labels: Vec<_> = question
        .needed_by
        .iter()
        .filter_map(|id| label_of(words.policy, id))
        .map(|label| words.language.label(label))
        .collect();
    let most = 3;
    let mut told =
        labels.iter().take(most).map(AsRef::as_ref).collect::<Vec<_>>().join(words.language.semicolon());
    if labels.len() > most {
        told.push_str(
            &words
                .language
                .pick(format!("等 {} 条", labels.len()), format!(" and {} more", labels.len() - most)),
        );
    }
    let mut places: Vec<&str> = Vec::new();
    for place in question.cite.iter().flat_map(|places| places.split('、')) {
        if !places.contains(&place) {
            places.push(place);
        }
    }
    let more = if places.len() > most { "…" } else { "" };
    places.truncate(most);
    format!("{told}{}", words.language.cite(&format!("{}{more}", places.join("、"))))
}

fn label_of<'p>(policy: &'p Policy, id: &str) -> Option<&'p Label> {
    let source = policy.source();
    let triggers = source.triggers.iter().map(|rule| (&rule.id, &rule.label));
    let populations = source.populations.iter().map(|rule| (&rule.id, &rule.label));
    let categories = source.categories.iter().map(|rule| (&rule.id, &rule.label));
    let referrals = source.referrals.iter().map(|rule| (&rule.id, &rule.label));
    let duties = source.duties.iter().map(|rule| (&rule.id, &rule.label));
    let mut all = triggers.chain(populations).chain(categories).chain(referrals).chain(duties);
    all.find(|(known, _)| *known == id).map(|(_, label)| label)
}

/// What the answers leave possible: answers with the same outcome together.
fn after(words: Words<'_>, question: &Question<'_>) -> String {
    let path = question.fact.path();
    let mut outcomes: Vec<(LevelSet, Vec<String>)> = Vec::new();
    for settles in &question.could_settle {
        let answer = words.answer(&path, &settles.answer.to_string());
        let levels = settles.levels.set();
        match outcomes.iter_mut().find(|(other, _)| *other == levels) {
            Some((_, answers)) => answers.push(answer),
            None => outcomes.push((levels, vec![answer])),
        }
    }
    if outcomes.len() < 2 {
        return words.language.pick("等级不变", "the level stays").into_owned();
    }
    let lines = outcomes.iter().map(|(levels, answers)| {
        format!("{} → {}", answers.join(words.language.comma()), span(words, *levels))
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// The headers of the CSV.
const HEADERS: [&str; 8] = ["row", "key", "order", "fact", "question", "needed_by", "cite", "could_settle"];

/// The questions about a child as one line of JSON.
fn line(row: u64, asked: &Asked<'_>) -> String {
    serde_json::json!({ "row": row, "key": asked.key, "ask": asked.questions }).to_string()
}

/// The questions about a child as rows of CSV, in the order of [`HEADERS`].
fn rows_of(row: u64, asked: &Asked<'_>, words: Words<'_>) -> Vec<[String; HEADERS.len()]> {
    let questions = asked.questions.iter().enumerate();
    questions
        .map(|(place, question)| {
            let settles = question.could_settle.iter();
            let settles = settles.map(|settles| {
                format!("{}: {}", settles.answer, settles.levels.ids().collect::<Vec<_>>().join("/"))
            });
            [
                row.to_string(),
                asked.key.clone().unwrap_or_default(),
                (place + 1).to_string(),
                question.fact.path().into_owned(),
                words.fact(&question.fact.path()).into_owned(),
                question.needed_by.join("; "),
                question.cite.join("; "),
                settles.collect::<Vec<_>>().join("; "),
            ]
        })
        .collect()
}
