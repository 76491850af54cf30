//! `cargo xtask prove`: the engine against the reference in `proof/reference`, which somebody else wrote from the document
//! alone. Drawn children, many facts of them blank, are answered by both; every answer must be the same.

mod draw;
mod engine;
mod names;

use crate::root;
use engine::{Answers, Engine};
use hutong::Policy;
use hutong_tests::records::{POLICY, as_of};
use names::RULES;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};

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
            _ if engine.starts_with("yes") => self.yes += 1,
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
    draw::write(&file, children).map_err(|error| format!("{}: {error}", file.display()))?;
    let policy = Policy::builtin(POLICY).map_err(|error| error.to_string())?;
    let mut engine = Engine::new(&policy);
    let mut drawn = draw::children();
    let mut comparison = Comparison::new(&folder.join("differences.txt"))?;
    let mut count = 0;
    each_answer(&file, |answer| {
        count += 1;
        let child = drawn.next().ok_or("no further child")?;
        comparison.compare(count, &engine.answers(&child), &answer)
    })?;
    if count != children {
        return Err(format!("the reference answered {count} of {children} children"));
    }
    report(&comparison.tallies)
}

/// The reference's own tests, and a number of children.
pub(crate) fn quick(children: usize) -> Result<(), String> {
    let tests = ["-m", "unittest", "discover", "--quiet", "-s", "proof/reference", "-t", "."];
    let mut tests = Command::new("python3")
        .args(tests)
        .current_dir(root())
        .spawn()
        .map_err(|error| format!("python3 cannot be run: {error}"))?;
    let compared = against_the_reference(children);
    let status = tests.wait().map_err(|error| error.to_string())?;
    if !status.success() {
        return Err(format!("the tests of the reference ended with {status}"));
    }
    compared
}

/// What differs so far, counted and written down.
struct Comparison {
    tallies: BTreeMap<(usize, String), Tally>,
    differences: File,
}

impl Comparison {
    fn new(file: &Path) -> Result<Comparison, String> {
        let differences = File::create(file).map_err(|error| format!("{}: {error}", file.display()))?;
        Ok(Comparison { tallies: BTreeMap::new(), differences })
    }

    /// One answer of both about the child on a line, under a group and a name of the table.
    fn count(
        &mut self,
        line: usize,
        group: usize,
        name: &str,
        ours: &str,
        theirs: &str,
    ) -> Result<(), String> {
        if ours != theirs {
            writeln!(self.differences, "{line}\t{name}\t{ours}\t{theirs}")
                .map_err(|error| error.to_string())?;
        }
        self.tallies.entry((group, name.to_owned())).or_default().count(line, ours, theirs);
        Ok(())
    }

    /// All answers about one child.
    fn compare(&mut self, line: usize, told: &Answers, answer: &Value) -> Result<(), String> {
        for (group, (name, rules)) in RULES.iter().enumerate() {
            for (ours, theirs) in *rules {
                let rule = format!("{name}/{ours}");
                let ours = told.get(&rule).map_or("no", String::as_str);
                let theirs = answer[*name][*theirs].as_str();
                self.count(line, group, &rule, ours, theirs.ok_or_else(|| format!("no {rule}"))?)?;
            }
        }
        for (name, ours) in told.iter().filter(|(name, _)| name.starts_with("rows/")) {
            let row = &answer["form"][name.trim_start_matches("rows/")];
            let word = |key: &str| row[key].as_str().unwrap_or("no");
            let (ours, theirs) = in_row(ours, word("here"), word("counted"));
            self.count(line, RULES.len(), name, &ours, &theirs)?;
        }
        for (name, key) in [("levels/possible", "possible"), ("levels/bound", "bound")] {
            let theirs = answer["risk"][key].as_array().into_iter().flatten().filter_map(Value::as_str);
            let ours = told.get(name).map_or("", String::as_str);
            self.count(line, RULES.len() + 1, name, ours, &theirs.collect::<Vec<_>>().join(" "))?;
        }
        Ok(())
    }
}

/// What both say of a row, so far as it can be compared. A row that takes the rest of its level is possible to the
/// engine whenever the level is, while the reference knows what leads there; and whether the second number counts a
/// child is asked where the child stands.
fn in_row(ours: &str, here: &str, counted: &str) -> (String, String) {
    if ours.starts_with("rest") && here != "yes" {
        return (here.into(), here.into());
    }
    let theirs = if ours.contains(' ') { format!("{here} {counted}") } else { here.into() };
    (ours.into(), theirs)
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

/// Asks the reference, and hands on each answer in order.
fn each_answer(file: &Path, mut each: impl FnMut(Value) -> Result<(), String>) -> Result<(), String> {
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
            each(answer)?;
        }
    }
    let status = reference.wait().map_err(|error| error.to_string())?;
    if status.success() { Ok(()) } else { Err(format!("the reference ended with {status}")) }
}
