//! `hutong explain`: a rule or a clause in words, and with a record what it says of that child and why.

use std::fmt::Write as _;
use std::path::Path;

use hutong::assessment::{Assessment, Outcome};
use hutong::handbook::{self, EntryKind, EntryNamed, RulePage};
use hutong::policy::source::Label;
use hutong::vocabulary::{Part, column_by_path};
use hutong::{Child, Policy, Severity, Truth};

use crate::arguments::ExplainArguments;
use crate::children::Children;
use crate::failure::Failure;
use crate::input::Row;
use crate::language::Language;
use crate::messages::{self, Done};
use crate::output::Output;
use crate::policies::{as_of, choose, did_you_mean_en, did_you_mean_zh, nearest};
use crate::style::{badge, bold, dim, heading};
use crate::words::Words;

/// Runs `hutong explain`.
pub(crate) fn run(arguments: &ExplainArguments, language: Language) -> Result<Done, Failure> {
    let policy = choose(&arguments.policy.choice)?;
    let words = Words { policy: &policy, language };
    let pages = handbook::rules(&policy, &arguments.what);
    if pages.is_empty() {
        return Err(unknown(&policy, &arguments.what));
    }
    let child = match &arguments.record {
        Some(file) => Some(read_record(file, arguments, words)?),
        None => None,
    };
    let assessment = match &child {
        Some(child) => Some(policy.at(as_of(arguments.policy.as_of.as_deref())?).assess_fully(child)),
        None => None,
    };
    let report = language.report(|language| {
        let words = Words { policy: &policy, language };
        let mut out = String::new();
        for page in &pages {
            title(&mut out, page, words);
            match (&child, &assessment) {
                (Some(child), Some(assessment)) => answer(&mut out, page, child, assessment, words),
                _ => facts(&mut out, page, words),
            }
            describe(&mut out, page, words);
        }
        out
    });
    let mut output = Output::open(None)?;
    output.write_styled(report.trim_start_matches('\n'))?;
    output.finish()?;
    Ok(Done::Wholly)
}

fn unknown(policy: &Policy, typed: &str) -> Failure {
    let names = handbook::names(policy);
    let ids = names
        .iter()
        .flat_map(|entry| [entry.name.as_str(), entry.name.split('/').nth(1).unwrap_or_default()]);
    let near = nearest(typed, ids);
    Failure::told(
        "unknown-rule",
        format!("政策里没有规则或条款“{typed}”。{}全部规则见 hutong policy show。", did_you_mean_zh(near)),
        format!(
            "The policy has no rule or clause `{typed}`. {}`hutong policy show` lists them all.",
            did_you_mean_en(near)
        ),
    )
}

/// The record to explain by: the one with the key, or the only one.
fn read_record(file: &Path, arguments: &ExplainArguments, words: Words<'_>) -> Result<Child, Failure> {
    let Words { policy, language } = words;
    let as_of = as_of(arguments.policy.as_of.as_deref())?;
    let (children, mut rows) = Children::open(file, &arguments.reading, policy)?;
    messages::tell_of(&children.notices, language);
    let mut row = Row::default();
    let mut found = None;
    while let Some(read) = rows.next_row(&mut row) {
        if let Err(fault) = read {
            if arguments.key.is_some() && !fault.rest_unread {
                continue;
            }
            return Err(Failure::told(fault.code, fault.zh, fault.en));
        }
        let reading = children.plan.read(&row.content, policy, as_of);
        if arguments.key.is_some() && reading.child.key.as_str() != arguments.key.as_deref() {
            continue;
        }
        if let Some(fault) = reading.faults.iter().find(|fault| fault.severity() == Severity::Error) {
            return Err(Failure::told(
                fault.code().id(),
                format!("第 {} 行 {}：{}", row.line, fault.path(), fault.zh()),
                format!("Row {}, {}: {}", row.line, fault.path(), fault.en()),
            ));
        }
        if found.replace(reading.child).is_some() {
            return Err(Failure::told(
                "which-record",
                "文件中不止一条记录。请用 --key 指明编号（编号不得重复）。",
                "The file holds more than one such record. Name its key with --key; keys must not repeat.",
            ));
        }
    }
    found.ok_or_else(|| {
        Failure::told(
            "no-record",
            "没有找到这条记录。请核对文件和 --key。",
            "The record was not found. Check the file and --key.",
        )
    })
}

/// What kind of entry it is, its level and its name.
fn title(out: &mut String, page: &RulePage, words: Words<'_>) {
    let language = words.language;
    let kind = language.pick(page.kind.zh(), page.kind.en());
    let level = page
        .level
        .as_ref()
        .and_then(|named| words.policy.source().levels.iter().find(|level| level.id == named.id));
    let level_badge = level
        .map(|level| format!("  {}", badge(&format!(" {} ", language.label(&level.label)), Some(level))))
        .unwrap_or_default();
    let _ = writeln!(out, "\n{} {}{level_badge}", dim(&kind), bold(&language.label(&page.label)));
    let _ = writeln!(out, "{}", dim(&page.name));
    if page.interpretation {
        let _ = writeln!(
            out,
            "{}",
            language.pick(
                "（本政策的解释，非条文原意）",
                "(our interpretation rather than the letter of the clause)"
            )
        );
    }
}

/// The facts that the entry reads.
fn facts(out: &mut String, page: &RulePage, words: Words<'_>) {
    let language = words.language;
    if !page.facts.is_empty() {
        heading(out, &language.pick("读取的事实", "Facts it reads"));
        for fact in &page.facts {
            let _ = writeln!(out, "  {} {}", language.label(&fact.label), dim(&fact.path));
        }
    }
}

/// The entry in words: clauses, condition, readings, what follows from it.
fn describe(out: &mut String, page: &RulePage, words: Words<'_>) {
    let language = words.language;
    if page.kind != EntryKind::Clause && !page.cites.is_empty() {
        heading(out, &language.pick("依据", "Clauses"));
        for clause in &page.cites {
            let _ = writeln!(
                out,
                "  {}{} {}",
                language.label(&clause.words),
                language.cite(&clause.place),
                dim(&clause.id)
            );
        }
    }
    if let Some(condition) = &page.condition {
        heading(out, &language.pick("条件", "Condition"));
        indented(out, &language.label(condition));
    }
    // A rule that is nothing but a definition has that definition's condition as its own.
    let others = || page.definitions.iter().filter(|named| page.condition.as_ref() != Some(&named.condition));
    if others().next().is_some() {
        heading(out, &language.pick("其中", "Where"));
        for definition in others() {
            let (open, close) = if language == Language::En { ("“", "”") } else { ("「", "」") };
            let name = language.label(&definition.label);
            indented(
                out,
                &format!(
                    "{open}{name}{close}{} {}",
                    if language == Language::En { ":" } else { "：" },
                    language.label(&definition.condition)
                ),
            );
        }
    }
    for detail in &page.details {
        let _ = writeln!(out, "\n{}  {}", bold(&language.label(&detail.name)), language.label(&detail.text));
    }
    if !page.readings.is_empty() {
        heading(out, &language.pick("解读", "Readings"));
        for reading in &page.readings {
            let _ = writeln!(out, "  {} {}", language.label(&reading.question), dim(&reading.id));
            let _ = writeln!(out, "    {} {}", language.label(&reading.label), dim(&reading.chosen));
        }
    }
    let lists: [(&str, &str, &[EntryNamed]); 5] = [
        ("触发", "Triggers", &page.triggers),
        ("随之而来的职责", "Duties that follow", &page.duties),
        ("随之而来的报送", "Referrals that follow", &page.referrals),
        ("列入的名单", "Lists", &page.notices),
        ("用到它的", "Used by", &page.used_by),
    ];
    for (zh, en, entries) in lists.into_iter().filter(|(.., entries)| !entries.is_empty()) {
        heading(out, &language.pick(zh, en));
        for entry in entries {
            let _ = writeln!(out, "  {} {}", language.label(&entry.label), dim(&entry.name));
        }
    }
}

fn indented(out: &mut String, text: &str) {
    for line in text.lines() {
        let _ = writeln!(out, "  {line}");
    }
}

/// What the rule says of the child, and the facts behind it; for an entry without an answer of its own, what the
/// rules that use it say.
fn answer(out: &mut String, page: &RulePage, child: &Child, assessment: &Assessment<'_>, words: Words<'_>) {
    let language = words.language;
    let day = assessment.as_of();
    heading(
        out,
        &language.pick(format!("对这名儿童（基准日 {day}）"), format!("For this child (as of {day})")),
    );
    if let Some(told) = told_of(page.kind, &page.id, assessment) {
        told.write(out, None, words);
    } else {
        for entry in page.used_by.iter().chain(&page.triggers) {
            if let Some((kind, id)) = split(&entry.name)
                && let Some(told) = told_of(kind, id, assessment)
            {
                told.write(out, Some(&entry.label), words);
            }
        }
    }
    if !page.facts.is_empty() {
        heading(out, &language.pick("记录中的事实", "The facts in the record"));
    }
    for fact in &page.facts {
        let value = recorded(child, &fact.path);
        let value = words.value(&fact.path, if value.is_empty() { "unknown" } else { &value });
        let _ = writeln!(out, "  {}＝{} {}", language.label(&fact.label), bold(&value), dim(&fact.path));
    }
}

/// What the assessment says of an entry.
enum Told<'a, 'p> {
    Outcome(&'a Outcome<'p>),
    /// It lists only what holds or could, and this is not among it.
    No,
    Level(&'a Assessment<'p>),
}

impl Told<'_, '_> {
    fn write(&self, out: &mut String, label: Option<&Label>, words: Words<'_>) {
        let language = words.language;
        let before = label.map(|label| format!("{}：", language.label(label))).unwrap_or_default();
        match self {
            Told::No => {
                let _ = writeln!(out, "  {before}{}", bold(&words.truth(Truth::No)));
            }
            Told::Level(assessment) => {
                let levels = assessment.risk().possible();
                let names: Vec<_> = levels
                    .iter()
                    .map(|level| {
                        words.level(Some(level).filter(|level| *level < words.policy.source().levels.len()))
                    })
                    .collect();
                let _ = writeln!(out, "  {before}{}", bold(&names.join(language.comma())));
            }
            Told::Outcome(outcome) => {
                let _ = writeln!(out, "  {before}{}", bold(&words.truth(outcome.answer)));
                let why = match outcome.answer {
                    Truth::Yes => language.pick("凭这些事实", "by these facts"),
                    Truth::No => language.pick("不成立，因为", "fails because of"),
                    Truth::Undetermined => language.pick("缺这些事实", "these facts are missing"),
                };
                if !outcome.facts.is_empty() {
                    let _ = writeln!(out, "    {why}");
                }
                for fact in &outcome.facts {
                    let _ = writeln!(out, "      {} {}", words.fact_and_value(fact), dim(&fact.path()));
                }
            }
        }
    }
}

fn split(name: &str) -> Option<(EntryKind, &str)> {
    let (kind, id) = name.split_once('/')?;
    Some((*EntryKind::ALL.iter().find(|known| known.id() == kind)?, id))
}

fn told_of<'a, 'p>(kind: EntryKind, id: &str, assessment: &'a Assessment<'p>) -> Option<Told<'a, 'p>> {
    let outcomes: Vec<&'a Outcome<'p>> = match kind {
        EntryKind::Trigger => {
            assessment.triggers().iter().map(|trigger| &trigger.outcome).chain(assessment.why_not()).collect()
        }
        EntryKind::Population => assessment.populations().iter().collect(),
        EntryKind::Category => assessment.categories().iter().collect(),
        EntryKind::Duty => assessment.duties().iter().map(|duty| &duty.outcome).collect(),
        EntryKind::Referral => assessment.referrals().iter().map(|referral| &referral.outcome).collect(),
        EntryKind::Level => return Some(Told::Level(assessment)),
        _ => return None,
    };
    Some(outcomes.into_iter().find(|outcome| outcome.id == id).map_or(Told::No, Told::Outcome))
}

/// A fact as the record has it, by its path.
fn recorded(child: &Child, path: &str) -> String {
    match path.strip_prefix("local.") {
        Some(id) => child.local.get(id).map(|finding| finding.text(0).into_owned()).unwrap_or_default(),
        None => column_by_path(path).map(|column| child.text(column).into_owned()).unwrap_or_default(),
    }
}
