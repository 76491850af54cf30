//! `cargo xtask prove`: the engine against the reference in `proof/reference`, which somebody else wrote from the document
//! alone. Drawn children, many facts of them blank, are answered by both; every answer must be the same.

use crate::root;
use crate::township::Random;
use hutong::{Policy, Scratch, Truth};
use hutong_tests::records::{POLICY, as_of, forget, numbers, whole};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::process::{Command, Stdio};

/// The names of the two for the same rule: the group of answers, the engine's id, the reference's.
const RULES: &[(&str, &[(&str, &str)])] = &[
    ("populations", &[("left-behind", "left-behind"), ("in-difficulty", "in-difficulty")]),
    (
        "categories",
        &[
            ("orphan", "orphan-category"),
            ("de-facto-unattended", "unattended"),
            ("poor-household", "poor-household"),
            ("severely-disabled", "severely-disabled"),
            ("state-guardianship", "state-guardianship"),
            ("other-type", "other-type"),
        ],
    ),
    (
        "triggers",
        &[
            ("unlawful-harm", "red-harm"),
            ("apart-from-guardian", "red-unsupervised"),
            ("suicide-or-self-harm", "red-self-harm"),
            ("other-situation-red", "red-other"),
            ("guardianship-severely-insufficient", "yellow-severely-short-guardianship"),
            ("both-parents-disabled", "yellow-both-severely-disabled"),
            ("both-parents-in-custody", "yellow-both-serving"),
            ("dropped-out", "yellow-dropped-out"),
            ("severe-mental-illness", "yellow-mentally-ill"),
            ("both-parents-with-habit", "yellow-both-with-habits"),
            ("other-situation-yellow", "yellow-other"),
            ("orphan", "blue-orphan"),
            ("de-facto-unattended", "blue-unattended"),
            ("guardianship-insufficient", "blue-short-guardianship"),
            ("severely-disabled", "blue-severely-disabled"),
            ("abnormal-psychology-or-behaviour", "blue-abnormal"),
            ("one-parent-with-habit", "blue-one-with-habits"),
            ("other-situation-blue", "blue-other"),
            ("other-situation-green", "green-other"),
        ],
    ),
    (
        "referrals",
        &[
            ("mandatory-report", "mandatory-report"),
            ("unlawful-harm", "to-police-and-courts"),
            ("suspected-member", "to-civil-affairs"),
            ("dropped-out", "to-education-dropped-out"),
            ("education-aid", "to-education-aid"),
            ("psychology-at-school", "to-education-mental"),
            ("medical-insurance", "to-medical-insurance"),
            ("disability", "to-disabled-federation"),
            ("severe-mental-illness", "to-health"),
            ("case-conference", "case-conference"),
        ],
    ),
];

/// How the two compare in one rule.
#[derive(Default)]
struct Tally {
    yes: u64,
    no: u64,
    undetermined: u64,
    differ: u64,
    /// The first child on which they differ: its line, the engine's answer, the reference's.
    first: Option<(usize, String, String)>,
}

impl Tally {
    fn count(&mut self, line: usize, engine: &str, reference: &str) {
        match engine {
            "yes" => self.yes += 1,
            "no" => self.no += 1,
            _ => self.undetermined += 1,
        }
        if engine != reference {
            self.differ += 1;
            self.first.get_or_insert_with(|| (line, engine.to_owned(), reference.to_owned()));
        }
    }
}

/// Draws so many children, asks both, and prints a table. Fails where the two differ.
pub(crate) fn against_the_reference(children: usize) -> Result<(), String> {
    println!("\n── the engine against the reference, on {children} drawn children");
    let folder = root().join("target/proof");
    std::fs::create_dir_all(&folder).map_err(|error| error.to_string())?;
    let file = folder.join("children.jsonl");
    let engine = write_children(&file, children).map_err(|error| format!("{}: {error}", file.display()))?;
    let mut tallies: BTreeMap<(usize, String), Tally> = BTreeMap::new();
    let mut count = 0;
    each_answer(&file, |line, answer| {
        let told = engine.get(line).ok_or("the reference answers more children than there are")?;
        count += 1;
        for (place, (group, rules)) in RULES.iter().enumerate() {
            for (ours, theirs) in *rules {
                let name = format!("{group}/{ours}");
                let ours = told.get(&name).map_or("no", String::as_str);
                let theirs =
                    answer[*group][*theirs].as_str().ok_or_else(|| format!("no {theirs} in {group}"))?;
                tallies.entry((place, name)).or_default().count(line + 1, ours, theirs);
            }
        }
        let possible = answer["risk"]["possible"].as_array().into_iter().flatten().filter_map(Value::as_str);
        let possible: Vec<&str> = possible.collect();
        let ours = told.get("levels").map_or("", String::as_str);
        let name = (RULES.len(), "possible levels".to_owned());
        tallies.entry(name).or_default().count(line + 1, ours, &possible.join(" "));
        Ok(())
    })?;
    if count != children {
        return Err(format!("the reference answered {count} of {children} children"));
    }
    report(&tallies)
}

fn report(tallies: &BTreeMap<(usize, String), Tally>) -> Result<(), String> {
    let mut differ = 0;
    println!("{:<52} {:>8} {:>8} {:>8} {:>8}", "rule", "yes", "no", "open", "differ");
    for ((_, name), tally) in tallies {
        differ += tally.differ;
        println!("{name:<52} {:>8} {:>8} {:>8} {:>8}", tally.yes, tally.no, tally.undetermined, tally.differ);
        if let Some((line, engine, reference)) = &tally.first {
            println!("    first on line {line}: engine {engine}, reference {reference}");
        }
    }
    if differ == 0 {
        return Ok(());
    }
    Err(format!(
        "{differ} answers differ between the engine and the reference; see target/proof/children.jsonl"
    ))
}

/// Writes drawn children, a line each, and gives the engine's answers: by the name of the rule, those that are not no.
fn write_children(file: &std::path::Path, children: usize) -> Result<Vec<BTreeMap<String, String>>, String> {
    let policy = Policy::builtin(POLICY).map_err(|error| error.to_string())?;
    let assessor = policy.at(as_of());
    let mut out = BufWriter::new(File::create(file).map_err(|error| error.to_string())?);
    let mut random = Random::new(20_240_621);
    let mut scratch = Scratch::default();
    let mut answers = Vec::with_capacity(children);
    for _ in 0..children {
        let mut draw = || (0..numbers()).map(|_| random.between(0, u32::MAX - 1)).collect::<Vec<u32>>();
        let child = forget(whole(&draw()), &draw());
        let mut record = serde_json::to_value(&child).map_err(|error| error.to_string())?;
        if let Some(local) = record.get_mut("local").and_then(Value::as_object_mut) {
            // The reference has names of its own for the judgements that the policy declares.
            let renamed = std::mem::take(local).into_iter();
            local.extend(renamed.map(|(id, value)| (id.replace("other-situation-", "other-"), value)));
        }
        writeln!(out, "{record}").map_err(|error| error.to_string())?;
        let mut told = BTreeMap::new();
        let mut tell = |group: &str, id: &str, truth: Truth| {
            if truth != Truth::No {
                told.insert(format!("{group}/{id}"), truth.id().to_owned());
            }
        };
        let assessment = assessor.assess(&child);
        for referral in assessment.referrals() {
            tell("referrals", referral.outcome.id, referral.outcome.answer);
        }
        let verdict = assessor.verdict(&child, &mut scratch);
        let source = policy.source();
        let outside = verdict.outside() == Truth::Yes;
        let read = |truth: Option<Truth>| if outside { Truth::No } else { truth.unwrap_or(Truth::No) };
        for (place, population) in source.populations.iter().enumerate() {
            tell("populations", &population.id, read(verdict.population(place)));
        }
        for (place, category) in source.categories.iter().enumerate() {
            tell("categories", &category.id, read(verdict.category(place)));
        }
        for (place, trigger) in source.triggers.iter().enumerate() {
            tell("triggers", &trigger.id, read(verdict.trigger(place)));
        }
        let id = |level: usize| source.levels.get(level).map_or("not-graded", |level| level.id.as_str());
        let levels: Vec<&str> = verdict.levels().iter().map(id).collect();
        told.insert("levels".into(), levels.join(" "));
        answers.push(told);
    }
    out.flush().map_err(|error| error.to_string())?;
    Ok(answers)
}

/// Asks the reference, and hands on each answer with its place, counted from 0.
fn each_answer(
    file: &std::path::Path,
    mut each: impl FnMut(usize, Value) -> Result<(), String>,
) -> Result<(), String> {
    let input = File::open(file).map_err(|error| error.to_string())?;
    let mut reference = Command::new("python3")
        .args(["-m", "proof.reference", "--as-of", &as_of().to_string()])
        .current_dir(root())
        .stdin(input)
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|error| format!("python3 cannot be run: {error}"))?;
    if let Some(output) = reference.stdout.take() {
        for (place, line) in BufReader::new(output).lines().enumerate() {
            let line = line.map_err(|error| error.to_string())?;
            let answer: Value = serde_json::from_str(&line).map_err(|error| error.to_string())?;
            if let Some(error) = answer.get("error") {
                return Err(format!("the reference refuses line {}: {error}", place + 1));
            }
            each(place, answer)?;
        }
    }
    let status = reference.wait().map_err(|error| error.to_string())?;
    if status.success() { Ok(()) } else { Err(format!("the reference ended with {status}")) }
}
