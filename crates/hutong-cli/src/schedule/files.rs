//! The files of a history: tables of entries and JSON, each read once into the store. Every row becomes an entry or a
//! rejected row with its faults; headers of another system are found by the mapping file of the run.

use std::path::Path;

use hutong::history::{EntryKind, EntryPlan, History, HistoryReading};
use hutong::{Fault, FaultCode, Renamed};

use crate::arguments::EncodingName;
use crate::beside::Beside;
use crate::failure::Failure;
use crate::input::mapping::{Mapping, Target};
use crate::input::{Content, Notice, Options, Row, Rows, column_letters, open};
use crate::progress::Progress;
use crate::rejected::{Problem, RejectedRow};
use crate::schedule::complaints::{in_file, lacks_columns, no_value, not_a_table, repeated, unknown_kind};
use crate::schedule::store::{Store, counts};

/// A file of a history, and what became of it.
#[derive(Clone, Debug, Default)]
pub(crate) struct EntryFile {
    /// Its name, without the folder.
    pub(crate) name: String,
    /// What its rows are, for a table.
    pub(crate) kind: Option<EntryKind>,
    /// How many entries it has.
    pub(crate) entries: u64,
    /// How many of them were rejected.
    pub(crate) rejected: u64,
    /// What the user should know of it, though nothing failed.
    pub(crate) notices: Vec<Notice>,
    /// For a table, the letters of each column that is read, by its path.
    letters: Vec<(String, String)>,
    /// Whether nothing could be read after some row.
    pub(crate) ends_at: Option<u64>,
}

impl EntryFile {
    /// A file by its path; `-` is standard input.
    pub(crate) fn of(path: &Path) -> EntryFile {
        let name = path.file_name().filter(|name| *name != "-");
        let name = name.map_or_else(|| "stdin".into(), |name| name.to_string_lossy().into_owned());
        EntryFile { name, ..EntryFile::default() }
    }

    /// A fault of a field of an entry; the path begins with the list, and in JSON with the place in it. Without a
    /// list the fault's own path does.
    pub(crate) fn problem(&self, fault: &Fault, entry: Option<(EntryKind, Option<usize>)>) -> Problem {
        let column = self.letters.iter().find(|(path, _)| path == fault.path());
        let mut path = match entry {
            Some((kind, Some(place))) => format!("{}[{place}].", kind.id()),
            Some((kind, None)) => format!("{}.", kind.id()),
            None => String::new(),
        };
        path.push_str(fault.path());
        if fault.path().is_empty() {
            path.truncate(path.len().saturating_sub(1));
        }
        if path.is_empty() {
            path.push_str("history");
        }
        Problem {
            code: fault.code().id(),
            severity: fault.severity(),
            column: column.map(|(_, letters)| letters.clone()),
            path,
            zh: fault.zh().to_owned(),
            en: fault.en().to_owned(),
        }
    }

    /// An entry of it that was rejected.
    pub(crate) fn rejected_row(
        &self,
        row: u64,
        key: Option<String>,
        rejected: Vec<Problem>,
    ) -> RejectedRow<'static> {
        RejectedRow { file: Some(self.name.clone()), row, key, rejected, danger: None }
    }
}

/// A file of a history that the user named, and what it should hold.
#[derive(Clone, Debug)]
pub(crate) struct Named {
    /// Where.
    pub(crate) file: Beside,
    /// What its rows are; nothing where its headers tell, or it is JSON.
    pub(crate) kind: Option<EntryKind>,
}

/// What becomes of every row that gives no entry.
pub(crate) type Reject<'r> = dyn FnMut(RejectedRow<'static>) -> Result<(), Failure> + 'r;

/// How the files of a history are read.
pub(crate) struct EntryReader<'a> {
    /// The mapping file of the run.
    pub(crate) mapping: &'a Mapping,
    /// The encoding of the text files of the run, where it was named.
    pub(crate) encoding: Option<EncodingName>,
    /// Values of columns that a table of contacts does not have.
    pub(crate) given: &'a [(&'static str, String)],
    /// Whether a display of progress would stand in the way.
    pub(crate) quiet: bool,
}

impl EntryReader<'_> {
    /// Reads a file into the store; `reject` has every row that gives no entry.
    pub(crate) fn read(
        &self,
        named: &Named,
        number: u32,
        store: &mut Store,
        reject: &mut Reject<'_>,
    ) -> Result<EntryFile, Failure> {
        let mut file = EntryFile::of(&named.file.path);
        let base = Options { max_record_bytes: History::MOST_BYTES, ..Options::default() };
        let (source, options) = named.file.source(self.encoding, &base);
        let mut rows = open(source, &options).map_err(|error| in_file(&file.name, error.into()))?;
        file.notices = rows.notices().to_vec();
        let plan = rows.headers().map(|headers| self.plan(named, headers, &mut file)).transpose()?;
        file.kind = plan.as_ref().map(EntryPlan::kind);
        if plan.is_none() && named.kind.is_some() {
            return Err(not_a_table(&file.name));
        }
        store.begin(number);
        self.rows(&mut *rows, plan.as_ref(), &mut file, number, store, reject)?;
        Ok(file)
    }

    fn rows(
        &self,
        rows: &mut dyn Rows,
        plan: Option<&EntryPlan>,
        file: &mut EntryFile,
        number: u32,
        store: &mut Store,
        reject: &mut Reject<'_>,
    ) -> Result<(), Failure> {
        let progress = Progress::new(rows.bytes_total(), self.quiet);
        let mut row = Row::default();
        let mut count = 0_u64;
        while let Some(read) = rows.next_row(&mut row) {
            count += 1;
            if count.is_multiple_of(4096) {
                progress.at(rows.bytes_read());
            }
            let rejected = match (read, &row.content, plan) {
                (Err(fault), ..) => {
                    if fault.rest_unread {
                        file.ends_at = Some(fault.line);
                    }
                    file.entries += 1;
                    vec![file.rejected_row(fault.line, None, vec![Problem::of_row(&fault)])]
                }
                (Ok(()), Content::Cells(cells), Some(plan)) => {
                    file.entries += 1;
                    let read = plan.read(cells);
                    match read.entry {
                        Some(entry) => {
                            store.add(read.key, entry, number, row.line);
                            Vec::new()
                        }
                        None => {
                            let problems = read.faults.iter();
                            let problems =
                                problems.map(|fault| file.problem(fault, Some((plan.kind(), None))));
                            let key = (!read.key.is_empty()).then(|| read.key.to_owned());
                            vec![file.rejected_row(row.line, key, problems.collect())]
                        }
                    }
                }
                (Ok(()), Content::Json(text), _) => {
                    let reading = History::read_json(text);
                    let key = reading.history.key.as_str().map(str::to_owned);
                    // Without a key nobody knows whose entries they are.
                    let whose = if key.is_some() { Ok(()) } else { Err(FaultCode::ValueMissing) };
                    let (rejected, kept) = rejected_entries(&reading, file, row.line, whose);
                    file.entries += rejected.len() as u64 + kept;
                    if let Some(key) = key {
                        store.add_whole(&key, reading, number, row.line);
                    }
                    rejected
                }
                (Ok(()), Content::Cells(_), None) => Vec::new(),
            };
            for row in rejected {
                file.rejected += 1;
                reject(row)?;
            }
        }
        progress.end();
        Ok(())
    }

    fn plan(&self, named: &Named, headers: &[String], file: &mut EntryFile) -> Result<EntryPlan, Failure> {
        let kind = match named.kind {
            Some(kind) => kind,
            None => match EntryKind::guess(headers).as_slice() {
                [kind] => *kind,
                _ => return Err(unknown_kind(&file.name)),
            },
        };
        let mut plan = EntryPlan::new(kind, headers, |header| self.target(kind, header));
        if let Some(&(first, second)) = plan.repeated().first() {
            return Err(repeated(&file.name, first, second));
        }
        let used: Vec<(usize, String)> =
            plan.used().map(|(header, path)| (header, path.to_owned())).collect();
        for (column, codes) in &self.mapping.codes {
            let path = within(kind, column);
            if let Some((header, _)) = used.iter().find(|(_, used)| Some(used.as_str()) == path) {
                plan.set_codes(*header, codes.clone());
            }
        }
        if kind == EntryKind::Contacts {
            for (column, value) in self.given {
                plan.give(column, value).map_err(|fault| no_value(column, &fault))?;
            }
        }
        let missing = plan.missing();
        if !missing.is_empty() {
            return Err(lacks_columns(&file.name, kind, &missing));
        }
        let unused: Vec<String> = plan
            .unused()
            .iter()
            .filter(|header| named_header(headers, **header))
            .map(|header| letters(*header))
            .collect();
        if !unused.is_empty() {
            let which = unused.join(", ");
            file.notices.push(Notice {
                code: "columns-not-read",
                zh: format!("表头第 {which} 列不是已知的列，没有读取。"),
                en: format!("The headers of columns {which} are not known, and the columns were not read."),
            });
        }
        file.letters = used.into_iter().map(|(header, path)| (path, letters(header))).collect();
        Ok(plan)
    }

    /// What the mapping file says of a header of a table of entries: only what it says of this kind, and of the key.
    fn target<'a>(&'a self, kind: EntryKind, header: &str) -> Renamed<'a> {
        match self.mapping.target(header) {
            Target::PassedOver => Renamed::PassedOver,
            Target::Column("key") => Renamed::To("key"),
            Target::Column(column) => within(kind, column).map_or(Renamed::Unmentioned, Renamed::To),
            Target::Unmapped => Renamed::Unmentioned,
        }
    }
}

/// The column of a kind that a mapping file means by `contacts.on`.
fn within(kind: EntryKind, column: &str) -> Option<&str> {
    column.strip_prefix(kind.id())?.strip_prefix('.')
}

/// Whether a mapping file means a column of some table of entries.
pub(crate) fn is_of_entries(column: &str) -> bool {
    let has =
        |kind: &EntryKind| within(*kind, column).is_some_and(|name| kind.column_by_header(name).is_some());
    EntryKind::ALL.iter().any(has)
}

/// The entries of a JSON history that could not be read, one for each entry at fault, and how many can be used: none
/// where `whose` says what is wrong with the key.
pub(crate) fn rejected_entries(
    reading: &HistoryReading,
    file: &EntryFile,
    row: u64,
    whose: Result<(), FaultCode>,
) -> (Vec<RejectedRow<'static>>, u64) {
    let key = reading.history.key.as_str().map(str::to_owned);
    let mut rejected: Vec<(&str, Vec<Problem>)> = Vec::new();
    for fault in &reading.faults {
        let entry = fault.path().split_inclusive(']').next().unwrap_or_default();
        let problem = file.problem(fault, None);
        match rejected.last_mut() {
            Some((last, problems)) if *last == entry && entry.ends_with(']') => problems.push(problem),
            _ => rejected.push((entry, vec![problem])),
        }
    }
    let rejected = rejected.into_iter().map(|(_, problems)| file.rejected_row(row, key.clone(), problems));
    let mut rejected: Vec<RejectedRow<'static>> = rejected.collect();
    let counts = counts(&reading.history);
    let Err(code) = whose else {
        return (rejected, counts.iter().map(|(_, count)| *count as u64).sum());
    };
    let fault = Fault::with(code, "key", "儿童编号", "the child's key");
    for (kind, count) in counts {
        for place in 0..count {
            let problem = file.problem(&fault, Some((kind, Some(reading.place_in_text(kind, place)))));
            rejected.push(file.rejected_row(row, key.clone(), vec![problem]));
        }
    }
    (rejected, 0)
}

/// The letters of a header, counted from 0.
pub(super) fn letters(header: usize) -> String {
    column_letters(u32::try_from(header).unwrap_or(u32::MAX).saturating_add(1))
}

fn named_header(headers: &[String], header: usize) -> bool {
    headers.get(header).is_some_and(|name| !name.is_empty())
}
