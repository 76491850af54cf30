//! The files that `hutong duties` reads besides the policy: what was done, what somebody counted in the villages, and
//! the children. Every row becomes an entry or a rejected row with its faults.

use std::collections::BTreeMap;
use std::path::Path;

use chrono::NaiveDate;
use hutong::organisations::{DoneRecord, EntryTable, VillageRecord, Villages, check_done, read_entry_json};
use hutong::vocabulary::{Part, Text};
use hutong::{Assessor, Fault, FaultCode, Policy, Reading, Scratch, Severity, Truth};

use crate::arguments::{EncodingName, ReadingArguments};
use crate::beside::Beside;
use crate::children::Children;
use crate::failure::Failure;
use crate::input::{Content, Notice, Options, Row, RowFault, column_letters, open};
use crate::pipeline::{self, Outcome, Run, Work};
use crate::rejected::{Problem, RejectedRow};
use crate::timing::Timing;

/// One of the files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum File {
    /// What was done.
    Done,
    /// What somebody counted.
    Villages,
    /// The children.
    Children,
}

impl File {
    /// How its fields are told apart from those of the others.
    pub(crate) fn id(self) -> &'static str {
        match self {
            File::Done => "done",
            File::Villages => "villages",
            File::Children => "children",
        }
    }

    /// The file of a field of a rejected row.
    pub(crate) fn of(path: &str) -> Option<File> {
        let id = path.split('.').next()?;
        [File::Done, File::Villages, File::Children].into_iter().find(|file| file.id() == id)
    }

    /// The columns without which it says nothing.
    fn needs(self) -> &'static [&'static str] {
        match self {
            File::Done => &["duty", "by", "done_on"],
            File::Villages => &["village"],
            File::Children => &[],
        }
    }

    /// A row of it that was rejected.
    fn rejected(self, row: u64, mut problems: Vec<Problem>) -> RejectedRow<'static> {
        for problem in &mut problems {
            let dot = if problem.path.is_empty() { "" } else { "." };
            problem.path = format!("{}{dot}{}", self.id(), problem.path);
        }
        RejectedRow { file: None, row, key: None, rejected: problems, danger: None }
    }
}

/// What was read of all files together.
#[derive(Debug, Default)]
pub(crate) struct Read {
    /// What was done, with its rows.
    pub(crate) done: Vec<(u64, DoneRecord)>,
    /// Townships and villages with their numbers.
    pub(crate) villages: Villages,
    /// The rows that were rejected.
    pub(crate) rejected: Vec<RejectedRow<'static>>,
    /// How many rows there were, in the order of [`File`].
    pub(crate) rows: [u64; 3],
    /// The first row of some file from which on nothing could be read.
    pub(crate) ends_at: Option<u64>,
    /// What the user should know, though nothing failed.
    pub(crate) notices: Vec<Notice>,
}

impl Read {
    /// Reads what was done.
    pub(crate) fn done(
        &mut self,
        beside: &Beside,
        encoding: Option<EncodingName>,
        policy: &Policy,
        as_of: NaiveDate,
    ) -> Result<(), Failure> {
        let check = |record: &DoneRecord| check_done(policy, record, as_of);
        let done = self.entries(beside, encoding, File::Done, check)?;
        self.done = done;
        Ok(())
    }

    /// Reads what somebody counted. A village that stands twice is rejected the second time.
    pub(crate) fn villages(
        &mut self,
        beside: &Beside,
        encoding: Option<EncodingName>,
    ) -> Result<(), Failure> {
        let mut seen: BTreeMap<[Option<String>; 2], u64> = BTreeMap::new();
        let check = |record: &VillageRecord| {
            if record.village.is_unknown() {
                return vec![Fault::with(FaultCode::ValueMissing, "village", "村（社区）", "the village")];
            }
            Vec::new()
        };
        for (row, record) in self.entries(beside, encoding, File::Villages, check)? {
            let name = [&record.township, &record.village].map(|text| text.as_str().map(str::to_owned));
            if let Some(first) = seen.get(&name) {
                let first = first.to_string();
                let fault = Fault::with(FaultCode::VillageTwice, "village", &first, &first);
                let problem = problem(&fault, |_| None);
                self.rejected.push(File::Villages.rejected(row, vec![problem]));
                continue;
            }
            seen.insert(name, row);
            self.villages.add_counted(&record);
        }
        Ok(())
    }

    /// Reads the children: where each lives, and whether it belongs to each population. A row that is rejected may be
    /// a child of any.
    pub(crate) fn children(
        &mut self,
        path: &Path,
        arguments: &ReadingArguments,
        policy: &Policy,
        as_of: NaiveDate,
        quiet: bool,
    ) -> Result<(), Failure> {
        let (children, rows) = Children::open(path, arguments, policy)?;
        self.notices.extend(children.notices);
        let plan = &children.plan;
        let populations = policy.source().populations.len();
        let work = Living { assessor: policy.at(as_of), populations };
        let run = Run { plan, policy, as_of, quiet };
        pipeline::run(rows, &run, &work, &mut Timing::default(), |outcome, _| {
            self.count(File::Children);
            match &outcome {
                Outcome::Unreadable(fault) => {
                    self.ends(fault);
                    self.villages.add_unreadable(None, None, populations);
                }
                Outcome::Read(item) => {
                    let lives = &item.made;
                    let (township, village) = (lives.township.as_str(), lives.village.as_str());
                    if item.faults.iter().any(|fault| fault.severity() == Severity::Error) {
                        self.villages.add_unreadable(township, village, populations);
                    } else {
                        self.villages.add_child(township, village, &lives.populations);
                    }
                }
            }
            if let Err(row) = RejectedRow::sort(outcome, plan, |_| None) {
                self.rejected.push(File::Children.rejected(row.row, row.rejected));
            }
            Ok(())
        })
    }

    fn count(&mut self, file: File) {
        if let Some(rows) = self.rows.get_mut(file as usize) {
            *rows += 1;
        }
    }

    fn ends(&mut self, fault: &RowFault) {
        if fault.rest_unread {
            self.ends_at = self.ends_at.or(Some(fault.line));
        }
    }

    /// Reads the rows of a file that have no fault.
    fn entries<T: Part>(
        &mut self,
        beside: &Beside,
        encoding: Option<EncodingName>,
        file: File,
        check: impl Fn(&T) -> Vec<Fault>,
    ) -> Result<Vec<(u64, T)>, Failure> {
        let (source, options) = beside.source(encoding, &Options::default());
        let mut rows = open(source, &options)?;
        self.notices.extend(rows.notices().iter().cloned());
        let table = rows.headers().map(EntryTable::<T>::new);
        if let Some(table) = &table {
            settled(table, file)?;
            self.notices.extend(unused(table, rows.headers().unwrap_or_default()));
        }
        let mut entries = Vec::new();
        let mut row = Row::default();
        while let Some(read) = rows.next_row(&mut row) {
            self.count(file);
            if let Err(fault) = read {
                self.ends(&fault);
                self.rejected.push(file.rejected(fault.line, vec![Problem::of_row(&fault)]));
                continue;
            }
            let (entry, mut faults): (T, Vec<Fault>) = match (&row.content, &table) {
                (Content::Cells(cells), Some(table)) => table.read(cells),
                (Content::Cells(_), None) => (T::default(), Vec::new()),
                (Content::Json(text), _) => read_entry_json(text),
            };
            // A field that could not be read is blank; that it is blank is no fault besides.
            let unread: Vec<String> = faults.iter().map(|fault| fault.path().to_owned()).collect();
            let more = check(&entry).into_iter();
            faults.extend(more.filter(|fault| {
                fault.code() != FaultCode::ValueMissing || !unread.iter().any(|path| path == fault.path())
            }));
            if faults.is_empty() {
                entries.push((row.line, entry));
            } else {
                let letters =
                    |path: &str| table.as_ref().and_then(|table| table.header_of(path)).map(letters_of);
                let problems = faults.iter().map(|fault| problem(fault, letters)).collect();
                self.rejected.push(file.rejected(row.line, problems));
            }
        }
        Ok(entries)
    }
}

fn problem(fault: &Fault, letters: impl Fn(&str) -> Option<String>) -> Problem {
    Problem {
        code: fault.code().id(),
        severity: fault.severity(),
        column: letters(fault.path()),
        path: fault.path().to_owned(),
        zh: fault.zh().to_owned(),
        en: fault.en().to_owned(),
    }
}

fn letters_of(header: usize) -> String {
    column_letters(u32::try_from(header).unwrap_or(u32::MAX).saturating_add(1))
}

/// Fails where a column is missing or given twice.
fn settled<T: Part>(table: &EntryTable<T>, file: File) -> Result<(), Failure> {
    if let Some(&(first, second)) = table.repeated().first() {
        let (first, second) = (letters_of(first), letters_of(second));
        return Err(Failure::told(
            "column-twice",
            format!("--{} 文件的第 {first} 列和第 {second} 列指同一列。请删去或改名其中一列。", file.id()),
            format!(
                "Columns {first} and {second} of the --{} file are the same column. Remove or rename one.",
                file.id()
            ),
        ));
    }
    let missing: Vec<&str> =
        file.needs().iter().filter(|path| table.header_of(path).is_none()).copied().collect();
    if missing.is_empty() {
        return Ok(());
    }
    let (zh, en) = (missing.join("、"), missing.join(", "));
    Err(Failure::told(
        "column-missing",
        format!(
            "--{} 文件缺少列：{zh}。可用的列名：完成记录用 任务、机构、单位、完成日期、录入日期（或 duty、by、place、done_on、entered_on），村（社区）用 乡镇、村、儿童数、儿童主任数（或 township、village、children、directors）。",
            file.id()
        ),
        format!(
            "The --{} file lacks the column(s) {en}. Names that are read: duty, by, place, done_on, entered_on for what was done; township, village, children, directors for villages; or the Chinese ones.",
            file.id()
        ),
    ))
}

fn unused<T: Part>(table: &EntryTable<T>, headers: &[String]) -> Option<Notice> {
    let named = |header: &&usize| headers.get(**header).is_some_and(|name| !name.is_empty());
    let letters: Vec<String> =
        table.unused().iter().filter(named).map(|header| letters_of(*header)).collect();
    let which = letters.join(", ");
    (!letters.is_empty()).then(|| Notice {
        code: "columns-not-read",
        zh: format!("第 {which} 列的表头不是已知的列，没有读取。"),
        en: format!("The headers of columns {which} are not known, and the columns were not read."),
    })
}

/// Where a child lives, and whether it belongs to each population.
#[derive(Debug)]
struct Lives {
    township: Text,
    village: Text,
    populations: Vec<Truth>,
}

/// Finding that for each child.
#[derive(Debug)]
struct Living<'p> {
    assessor: Assessor<'p>,
    populations: usize,
}

impl Work for Living<'_> {
    type Made = Lives;
    type Room = Scratch;

    fn make(&self, _row: u64, reading: &Reading, room: &mut Scratch, _timing: &mut Timing) -> Lives {
        let child = &reading.child;
        let verdict = self.assessor.verdict(child, room);
        let outside = verdict.outside() == Truth::Yes;
        let population = |index| {
            if outside { Truth::No } else { verdict.population(index).unwrap_or(Truth::Undetermined) }
        };
        Lives {
            township: child.residence.township.clone(),
            village: child.residence.village.clone(),
            populations: (0..self.populations).map(population).collect(),
        }
    }
}
