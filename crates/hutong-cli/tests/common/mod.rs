//! Runs the built command, and makes files of invented children for it.
#![allow(dead_code, reason = "each test file uses its own part of these helpers")]
#![allow(missing_docs, unreachable_pub, clippy::unwrap_used, reason = "helpers of tests")]

pub mod histories;

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Output, Stdio};
use std::thread::JoinHandle;

use tempfile::TempDir;

pub const AS_OF: [&str; 2] = ["--as-of", "2026-11-01"];

/// What a run of the command left behind.
#[derive(Debug)]
pub struct Run {
    pub status: i32,
    pub stdout: String,
    pub stderr: String,
}

impl Run {
    fn of(output: &Output) -> Run {
        Run {
            status: output.status.code().unwrap_or(-1),
            stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
            stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }

    /// Fails unless the output has all of these, however wide its blanks are.
    #[track_caller]
    pub fn shows(&self, parts: &[&str]) -> &Run {
        let squeezed = squeeze(&self.stdout);
        for part in parts {
            assert!(squeezed.contains(&squeeze(part)), "no {part:?} in\n{}\n{}", self.stdout, self.stderr);
        }
        self
    }

    /// Fails unless the messages have all of these.
    #[track_caller]
    pub fn says(&self, parts: &[&str]) -> &Run {
        for part in parts {
            assert!(self.stderr.contains(part), "no {part:?} in\n{}", self.stderr);
        }
        self
    }

    #[track_caller]
    pub fn ends(&self, status: i32) -> &Run {
        assert_eq!(self.status, status, "{}\n{}", self.stdout, self.stderr);
        self
    }

    /// Standard output as JSON, one value a line.
    #[track_caller]
    pub fn lines(&self) -> Vec<serde_json::Value> {
        self.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }
}

/// The text with one blank for every run of blanks and line ends.
fn squeeze(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

pub fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_hutong"));
    command.args(arguments);
    command
}

pub fn hutong(arguments: &[&str]) -> Run {
    Run::of(&command(arguments).stdin(Stdio::null()).output().unwrap())
}

/// A run of the command that is fed from another thread, so that neither waits for the other.
pub struct Running {
    child: Child,
    feeder: JoinHandle<()>,
}

impl Running {
    pub fn start(command: &mut Command, feed: impl FnOnce(&mut dyn Write) + Send + 'static) -> Running {
        let piped = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = piped.spawn().unwrap();
        let mut stdin = child.stdin.take().unwrap();
        Running { child, feeder: std::thread::spawn(move || feed(&mut stdin)) }
    }

    /// Its standard output, which is then for the caller to read or to close.
    pub fn stdout(&mut self) -> ChildStdout {
        self.child.stdout.take().unwrap()
    }

    pub fn end(self) -> Run {
        let output = self.child.wait_with_output().unwrap();
        self.feeder.join().unwrap();
        Run::of(&output)
    }
}

/// Runs the command with bytes on its standard input.
pub fn hutong_with(arguments: &[&str], input: &[u8]) -> Run {
    let input = input.to_vec();
    Running::start(&mut command(arguments), move |stdin| drop(stdin.write_all(&input))).end()
}

/// `hutong assess` on a text, as of the usual day.
pub fn assess(text: &str, more: &[&str]) -> Run {
    hutong_with(&[&["assess", "-"], &AS_OF[..], more].concat(), text.as_bytes())
}

/// A folder that is gone after the test, and files in it.
pub struct Folder(TempDir);

impl Folder {
    pub fn new() -> Folder {
        Folder(tempfile::tempdir().unwrap())
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub fn name(&self, name: &str) -> String {
        self.path(name).to_str().unwrap().to_owned()
    }

    pub fn write(&self, name: &str, content: impl AsRef<[u8]>) -> String {
        std::fs::write(self.path(name), content).unwrap();
        self.name(name)
    }

    pub fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).unwrap()
    }

    /// The names of all files in it.
    pub fn list(&self) -> Vec<String> {
        let mut names: Vec<String> = std::fs::read_dir(self.0.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().to_str().unwrap().to_owned())
            .collect();
        names.sort();
        names
    }
}

pub fn text_of(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap()
}

/// An invented child, by column path. Everything that applies is known and nothing is found, so that the level is
/// certain: not graded, or green for a household on the minimum living allowance.
#[derive(Clone, Debug)]
pub struct Record(BTreeMap<String, String>);

const SETTLED: &str = "birth_date=2016-03-15 household.registration=rural household.area=village \
    household.collective_member=yes household.county=445281 household.single_parent=no household.relief=none \
    residence.township=青榕镇 residence.village=榕东村 lives_with=both-parents hiv_infection=no \
    disability.kind=none disability.grade=none carer.relation=mother carer.birth_date=1988-06-01 \
    carer.self_care=able carer.capacity=full carer.agreement_signed=no carer.lacks_ability_or_neglects=no \
    support.state_guardianship=none support.guardianship_in_place=no support.certified_orphan=no \
    support.certified_unattended=no support.other_type=no support.benefit=none school.enrolled=yes";
const PARENT: &str = "state=alive away.for_work=no custody.kind=none disability.kind=none disability.grade=none \
    serious_illness=no out_of_contact.state=no removed_from_country=no guardianship_revoked=no judged_unable=no \
    long_term_drugs=no long_term_alcohol=no long_term_gambling=no long_term_other=no";
const FINDINGS: &str = "sexual_abuse maltreatment trafficking violent_injury abandonment other_unlawful_harm \
    lives_alone roaming missing guardianship_absent suicide_or_self_harm guardianship_severely_insufficient \
    dropped_out severe_mental_illness guardianship_insufficient abnormal_psychology_or_behaviour \
    disabled_without_certificate rehabilitation_missing education_aid_missing medical_insurance_missing \
    needs_case_conference";

impl Record {
    pub fn settled(key: &str) -> Record {
        let mut record = Record(BTreeMap::new()).with("key", key);
        for pair in SETTLED.split_whitespace() {
            let (path, value) = pair.split_once('=').unwrap();
            record = record.with(path, value);
        }
        for parent in ["father", "mother"] {
            for pair in PARENT.split_whitespace() {
                let (path, value) = pair.split_once('=').unwrap();
                record = record.with(&format!("{parent}.{path}"), value);
            }
        }
        for finding in FINDINGS.split_whitespace() {
            record = record.with(&format!("findings.{finding}"), "no");
        }
        record
    }

    #[must_use]
    pub fn with(mut self, path: &str, value: &str) -> Record {
        self.0.insert(path.to_owned(), value.to_owned());
        self
    }

    #[must_use]
    pub fn json(&self) -> String {
        serde_json::to_string(&self.0).unwrap()
    }
}

/// A CSV file of records, with a column for every path that some record has.
pub fn csv(records: &[Record]) -> String {
    let mut paths: Vec<&String> = records.iter().flat_map(|record| record.0.keys()).collect();
    paths.sort();
    paths.dedup();
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(paths.iter().map(|path| path.as_str())).unwrap();
    for record in records {
        writer.write_record(paths.iter().map(|path| record.0.get(*path).map_or("", String::as_str))).unwrap();
    }
    String::from_utf8(writer.into_inner().unwrap()).unwrap()
}

/// A CSV file as rows by header.
pub fn parse_csv(text: &str) -> Vec<BTreeMap<String, String>> {
    let text = text.trim_start_matches('\u{FEFF}');
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    reader.deserialize().map(|row| row.unwrap()).collect()
}

/// A red, a green, one not graded, one that could be red, in this order.
pub fn four() -> Vec<Record> {
    vec![
        Record::settled("red-1").with("findings.maltreatment", "suspected"),
        Record::settled("green-1").with("household.relief", "minimum-living-allowance"),
        Record::settled("none-1"),
        Record::settled("open-1").with("findings.roaming", ""),
    ]
}
