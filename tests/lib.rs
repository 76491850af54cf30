//! Shared by the tests: the case files and the records that they describe.
//! What a case file holds is told in `cases/README.md`. Evaluating a case is for `tests/cases/`.

pub mod records;

use chrono::NaiveDate;
use hutong::vocabulary::{Part, column_by_path};
use hutong::{Child, Finding, Policy};
use proptest::test_runner::{Config as ProptestConfig, RngSeed};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// How laws are held: against so many drawn cases, unless `PROPTEST_CASES` says otherwise (256, proptest's own number,
/// says nothing). The same cases each time, so that the test command says the same of the same code; others with
/// `PROPTEST_RNG_SEED`. A counterexample is told, and no file is written.
#[must_use]
pub fn law_config(usual: u32) -> ProptestConfig {
    let own = ProptestConfig::default();
    let cases = if own.cases == 256 { usual } else { own.cases };
    ProptestConfig {
        cases,
        failure_persistence: None,
        max_shrink_iters: 1_000,
        max_global_rejects: cases.saturating_mul(16),
        rng_seed: match own.rng_seed {
            RngSeed::Random => RngSeed::Fixed(20_240_621),
            given @ RngSeed::Fixed(_) => given,
        },
        ..own
    }
}

/// A policy as it stands, then with each of its readings decided otherwise, one at a time: laws hold for all of them.
///
/// # Panics
///
/// Where the policy does not come with the library.
#[must_use]
pub fn under_every_reading(policy: &str) -> Vec<Policy> {
    let policy = Policy::builtin(policy).expect("the policy comes with the library");
    let readings = policy.source().readings.clone();
    let mut policies = vec![policy];
    for reading in readings {
        for other in reading.alternatives.iter().filter(|other| other.id != reading.chosen) {
            policies.push(policies[0].with_reading(&reading.id, &other.id).expect("an alternative"));
        }
    }
    policies
}

/// For each rule, such as `trigger/unlawful-harm`, the names of the cases that expect an answer of it.
pub type Cases = BTreeMap<String, Vec<String>>;

/// A record as flat columns: the path of a column, and its value in any accepted spelling; blank for unknown.
pub type Record = BTreeMap<String, String>;

/// One case: a record on a day, and what the policy must say about it.
#[derive(Clone, Debug)]
pub struct Case {
    /// The file that it stands in, without its ending: the topic.
    pub topic: String,
    /// What it shows, as a sentence.
    pub name: String,
    /// The policy, by id.
    pub policy: String,
    /// The day.
    pub as_of: NaiveDate,
    /// The whole record: the base with the case's changes.
    pub record: Record,
    /// Readings that are decided otherwise than in the policy file: reading to alternative.
    pub readings: BTreeMap<String, String>,
    /// What the policy must say.
    pub expect: Expect,
}

/// What a case expects. What it does not name is not checked.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case", default)]
pub struct Expect {
    /// The level, certain: an id, or `not-graded`.
    pub level: Option<String>,
    /// The lowest level that is possible.
    pub floor: Option<String>,
    /// The highest level that is possible.
    pub ceiling: Option<String>,
    /// Exactly the levels that are possible, in any order.
    pub possible: Option<Vec<String>>,
    /// Whether the person is within the policy: `inside`, `presumed-inside`, `outside`.
    pub scope: Option<String>,
    /// Whether the child belongs to some population.
    pub member: Option<String>,
    /// The row of the form that counts the child; `none` where no row does. Only where it is certain.
    pub row: Option<String>,
    /// Whether the row's second number counts the child.
    pub of_which: Option<String>,
    /// The office that settles an open level; `none` where nothing is open.
    pub way_out: Option<String>,
    /// A recorded decision: `none` where none is shown, else whether the rules come to the same.
    pub decision: Option<String>,
    /// The first day on which an answer changes by itself; `none` where none does.
    pub next_change: Option<String>,
    /// The missing facts that decide between the levels: exactly these, in any order.
    pub missing: Option<Vec<String>>,
    /// For a rule, the facts behind its answer: exactly these, in any order.
    pub facts: BTreeMap<String, Vec<String>>,
    /// For a rule, such as `trigger/unlawful-harm`, its answer: `yes`, `no` or `undetermined`.
    #[serde(flatten)]
    pub rules: BTreeMap<String, String>,
}

impl Expect {
    /// Every rule that the case expects an answer of, with the answer, in the words of a truth. An expected level says
    /// *yes* of that level and *no* of every other in `levels`; a set of possible levels says the same of each.
    #[must_use]
    pub fn answers(&self, levels: &[&str]) -> Vec<(String, String)> {
        let mut answers: Vec<(String, String)> =
            self.rules.iter().map(|(rule, answer)| (rule.clone(), answer.clone())).collect();
        let possible = self.possible.clone().or_else(|| self.level.clone().map(|level| vec![level]));
        for level in possible.iter().flat_map(|_| levels) {
            let possible = possible.as_deref().unwrap_or_default();
            let answer = match possible.iter().any(|id| id == level) {
                true if possible.len() == 1 => "yes",
                true => "undetermined",
                false => "no",
            };
            answers.push((format!("level/{level}"), answer.to_owned()));
        }
        if let Some(row) = self.row.as_ref().filter(|row| *row != "none") {
            answers.push((format!("row/{row}"), "yes".to_owned()));
            answers.extend(self.of_which.iter().map(|answer| (format!("of-which/{row}"), answer.clone())));
        }
        answers
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CaseFile {
    policy: String,
    as_of: NaiveDate,
    base: String,
    case: Vec<WrittenCase>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenCase {
    name: String,
    as_of: Option<NaiveDate>,
    base: Option<String>,
    #[serde(default)]
    change: Record,
    #[serde(default)]
    readings: BTreeMap<String, String>,
    expect: Expect,
}

/// A named record that cases start from, perhaps by changing another one.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Base {
    like: Option<String>,
    #[serde(default)]
    facts: Record,
}

/// Every case of every policy, in the order of the files' names and then of the file.
///
/// Errors: a sentence for whoever edits the case files, with the file and what is wrong in it.
pub fn cases() -> Result<Vec<Case>, String> {
    let mut cases = Vec::new();
    for folder in entries(&Path::new(env!("CARGO_MANIFEST_DIR")).join("cases"))? {
        if !folder.is_dir() {
            continue;
        }
        let bases: BTreeMap<String, Base> = read(&folder.join("bases.toml"))?;
        for path in entries(&folder)? {
            let topic = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            if path.extension().is_some_and(|ending| ending == "toml") && topic != "bases" {
                for case in cases_of(&path, &topic, &bases)? {
                    if cases.iter().any(|other: &Case| other.name == case.name) {
                        return Err(format!("{}: two cases are called “{}”", path.display(), case.name));
                    }
                    cases.push(case);
                }
            }
        }
    }
    Ok(cases)
}

fn cases_of(path: &Path, topic: &str, bases: &BTreeMap<String, Base>) -> Result<Vec<Case>, String> {
    let file: CaseFile = read(path)?;
    let written = file.case.into_iter().map(|case| {
        let wrong = |what: String| format!("{}: “{}”: {what}", path.display(), case.name);
        let mut record = base(bases, case.base.as_ref().unwrap_or(&file.base), 0).map_err(wrong)?;
        record.extend(case.change.clone());
        child(&record).map_err(wrong)?;
        Ok(Case {
            topic: topic.to_owned(),
            name: case.name,
            policy: file.policy.clone(),
            as_of: case.as_of.unwrap_or(file.as_of),
            record,
            readings: case.readings,
            expect: case.expect,
        })
    });
    written.collect()
}

/// For each rule of a policy with these levels, the cases that expect an answer of it. The conformance matrix and
/// the handbook print it.
#[must_use]
pub fn cases_by_rule(cases: &[Case], levels: &[&str]) -> Cases {
    let mut by_rule = Cases::new();
    for case in cases {
        for (rule, _) in case.expect.answers(levels) {
            let names = by_rule.entry(rule).or_default();
            if !names.contains(&case.name) {
                names.push(case.name.clone());
            }
        }
    }
    by_rule
}

/// The record of a named base, of the policy with this id.
///
/// Errors: as for [`cases`].
pub fn base_record(policy: &str, name: &str) -> Result<Record, String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases").join(policy);
    base(&read(&folder.join("bases.toml"))?, name, 0)
}

fn base(bases: &BTreeMap<String, Base>, name: &str, depth: usize) -> Result<Record, String> {
    let found = bases.get(name).filter(|_| depth < 8).ok_or_else(|| format!("there is no base `{name}`"))?;
    let mut record = match &found.like {
        Some(like) => base(bases, like, depth + 1)?,
        None => Record::new(),
    };
    record.extend(found.facts.clone());
    Ok(record)
}

/// A child from flat columns. Facts that a policy declares stand under `local.`.
///
/// Errors: the column that does not exist, or whose value cannot be read.
pub fn child(record: &Record) -> Result<Child, String> {
    let mut child = Child::default();
    for (path, text) in record {
        if let Some(id) = path.strip_prefix("local.") {
            let mut finding = Finding::default();
            finding.set_text(0, text).map_err(|fault| format!("{path}: {fault}"))?;
            child.local.insert(id.to_owned(), finding);
        } else {
            let column = column_by_path(path).ok_or_else(|| format!("there is no column `{path}`"))?;
            child.set_text(column, text).map_err(|fault| format!("{path}: {fault}"))?;
        }
    }
    Ok(child)
}

fn read<T: for<'de> Deserialize<'de>>(path: &Path) -> Result<T, String> {
    let text = std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    toml::from_str(&text).map_err(|error| format!("{}: {error}", path.display()))
}

fn entries(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let entries = std::fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut paths: Vec<PathBuf> = entries.filter_map(|entry| entry.ok().map(|entry| entry.path())).collect();
    paths.sort();
    Ok(paths)
}
