//! A run over the children and their histories: files opened and read, each child worked on, each entry counted once
//! as used or rejected. What is made of the children is the command's.

use std::path::Path;

use chrono::NaiveDate;
use hutong::{Fault, FaultCode, Policy};

use crate::answer::is_rejected;
use crate::children::{Children, Plan, mapping};
use crate::failure::Failure;
use crate::input::mapping::Mapping;
use crate::input::{Notice, Rows};
use crate::output::refuse_same;
use crate::pipeline::{self, Item, Outcome, Run};
use crate::rejected::{RejectedRow, Rejects};
use crate::schedule::arguments::CourseArguments;
use crate::schedule::files::{EntryFile, EntryReader, Reject};
use crate::schedule::store::Store;
use crate::schedule::work::{Scheduled, Scheduling};
use crate::timing::Timing;

/// The files of a run: that of the children opened, those of the histories read to their ends.
pub(crate) struct Course {
    /// The children.
    pub(crate) children: Children,
    /// Their rows.
    pub(crate) rows: Box<dyn Rows>,
    /// The histories from files of their own.
    pub(crate) store: Store,
    /// The file of children, then those of the histories.
    pub(crate) files: Vec<EntryFile>,
}

/// A child, and what was made of it.
pub(crate) struct Child<'p> {
    /// The row of the file of children.
    pub(crate) row: u64,
    /// Its key.
    pub(crate) key: Option<String>,
    /// What was made of it.
    pub(crate) made: Scheduled<'p>,
    /// The row as rejected, where it was.
    pub(crate) rejected: Option<RejectedRow<'p>>,
}

/// What a command does with the children and with rows that were rejected.
pub(crate) trait Taker<'p> {
    /// Takes a child, in the order of the file.
    fn child(&mut self, child: Child<'p>) -> Result<(), Failure>;

    /// Takes a rejected row that gives no child: an entry of a history, or a row that could not be read.
    fn rejected(&mut self, row: &RejectedRow<'_>) -> Result<(), Failure>;
}

/// Rows or entries of a file: all, and those that were rejected.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Count {
    /// The file's name.
    pub(crate) file: String,
    /// How many there were.
    pub(crate) all: u64,
    /// How many of them were rejected.
    pub(crate) rejected: u64,
}

/// What was read.
pub(crate) struct Totals<'p> {
    /// The rows of children.
    pub(crate) children: Count,
    /// The entries that stand with the children; none in a table.
    pub(crate) with_children: Count,
    /// The entries of each file of histories.
    pub(crate) histories: Vec<Count>,
    /// The rejected rows of all files.
    pub(crate) rejects: Rejects<'p>,
    /// The first file that could not be read to its end, and its row.
    pub(crate) ends_at: Option<(String, u64)>,
    /// What the user should know of the files, though nothing failed.
    pub(crate) notices: Vec<(String, Notice)>,
}

impl<'p> Totals<'p> {
    /// What is known once the histories are read.
    fn new(files: &[EntryFile], notices: Vec<Notice>, rejects: Rejects<'p>) -> Totals<'p> {
        let of_children = files.first().map(|file| file.name.clone()).unwrap_or_default();
        let count =
            |file: &EntryFile| Count { file: file.name.clone(), all: file.entries, rejected: file.rejected };
        let mut told: Vec<(String, Notice)> =
            notices.into_iter().map(|notice| (of_children.clone(), notice)).collect();
        for file in files {
            told.extend(file.notices.iter().map(|notice| (file.name.clone(), notice.clone())));
        }
        Totals {
            children: Count { file: of_children.clone(), ..Count::default() },
            with_children: Count { file: of_children, ..Count::default() },
            histories: files.iter().skip(1).map(count).collect(),
            rejects,
            ends_at: files.iter().find_map(|file| Some((file.name.clone(), file.ends_at?))),
            notices: told,
        }
    }

    /// The rejected rows and entries of all files.
    pub(crate) fn rejected(&self) -> u64 {
        let histories = self.histories.iter().chain([&self.with_children]);
        self.children.rejected + histories.map(|count| count.rejected).sum::<u64>()
    }
}

impl Course {
    /// Opens the file of children and reads the histories. `taker` has what was rejected, and `rejects` counts it.
    pub(crate) fn open<'p>(
        arguments: &CourseArguments,
        policy: &Policy,
        taker: &mut impl Taker<'p>,
        rejects: &mut Rejects<'p>,
    ) -> Result<Course, Failure> {
        let mapping = mapping(&arguments.input.reading)?;
        let path = &arguments.input.file;
        let (children, rows) = Children::open_with(path, &arguments.input.reading, &mapping, policy)?;
        let mut course = Course { children, rows, store: Store::default(), files: vec![EntryFile::of(path)] };
        course.read(arguments, &mapping, &mut |row| {
            taker.rejected(&row)?;
            rejects.add(row);
            Ok(())
        })?;
        Ok(course)
    }

    fn read(
        &mut self,
        arguments: &CourseArguments,
        mapping: &Mapping,
        reject: &mut Reject<'_>,
    ) -> Result<(), Failure> {
        let given = arguments.histories.given();
        let reader =
            EntryReader { mapping, encoding: arguments.input.reading.encoding, given: &given, quiet: false };
        for named in arguments.histories.files() {
            let number = u32::try_from(self.files.len()).unwrap_or(u32::MAX);
            self.files.push(reader.read(&named, number, &mut self.store, reject)?);
        }
        self.store.settle();
        Ok(())
    }
}

/// Works on every child; then tells of the entries of children who are not in the file.
pub(crate) fn run<'p, T: Taker<'p>>(
    children: &Children,
    rows: Box<dyn Rows>,
    work: &Scheduling<'p>,
    quiet: bool,
    taker: &mut T,
    rejects: Rejects<'p>,
) -> Result<Totals<'p>, Failure> {
    let plan = &children.plan;
    let how = Run { plan, policy: work.words.policy, as_of: work.scheduler.as_of(), quiet };
    let totals = Totals::new(work.files, children.notices.clone(), rejects);
    let mut running = Running { work, plan, taker, totals, seen: vec![false; work.store.keys()] };
    pipeline::run(rows, &how, work, &mut Timing::default(), |outcome, _| match outcome {
        Outcome::Read(item) => running.child(item),
        unreadable @ Outcome::Unreadable(_) => running.unreadable(unreadable),
    })?;
    running.strangers()?;
    Ok(running.totals)
}

/// A run under way.
struct Running<'r, 'p, T> {
    work: &'r Scheduling<'p>,
    plan: &'r Plan,
    taker: &'r mut T,
    totals: Totals<'p>,
    /// Of each key of the histories, whether a child has it.
    seen: Vec<bool>,
}

impl<'p, T: Taker<'p>> Running<'_, 'p, T> {
    fn child(&mut self, item: Item<Scheduled<'p>>) -> Result<(), Failure> {
        let Item { row, key, faults, mut made } = item;
        let totals = &mut self.totals;
        totals.children.all += 1;
        totals.with_children.all += made.own_entries;
        if faults.iter().any(|fault| fault.code() == FaultCode::RepeatedKey) {
            // What belongs to a child whom an earlier row has, that row tells of.
            totals.with_children.rejected += made.own_entries;
            made.rejected.clear();
            made.items.clear();
            (made.is_told, made.danger, made.line, made.ledger) = (false, None, None, None);
        }
        if let Some(seen) = made.history.and_then(|number| self.seen.get_mut(number as usize)) {
            *seen = true;
        }
        for (file, row) in std::mem::take(&mut made.rejected) {
            self.entry(file, row)?;
        }
        let danger = made.danger.take();
        let rejected = is_rejected(&faults).then(|| {
            let item = Outcome::Read(Item { row, key: key.clone(), faults, made: () });
            RejectedRow::sort(item, self.plan, |()| danger).err()
        });
        let rejected = rejected.flatten().map(|row| self.of_children(row));
        self.taker.child(Child { row, key, made, rejected })
    }

    fn unreadable(&mut self, unreadable: Outcome<Scheduled<'p>>) -> Result<(), Failure> {
        self.totals.children.all += 1;
        if let Some(row) = unreadable.ends_at() {
            self.totals.ends_at.get_or_insert((self.totals.children.file.clone(), row));
        }
        let Err(row) = RejectedRow::sort(unreadable, self.plan, |_| None) else { return Ok(()) };
        let row = self.of_children(row);
        self.taker.rejected(&row)
    }

    /// Counts a rejected row of the file of children.
    fn of_children(&mut self, row: RejectedRow<'p>) -> RejectedRow<'p> {
        let row = RejectedRow { file: Some(self.totals.children.file.clone()), ..row };
        self.totals.children.rejected += 1;
        self.totals.rejects.add(row.clone());
        row
    }

    /// Counts and tells an entry that was rejected, by the number of its file.
    fn entry(&mut self, file: u32, row: RejectedRow<'static>) -> Result<(), Failure> {
        let count = match (file as usize).checked_sub(1) {
            None => Some(&mut self.totals.with_children),
            Some(place) => self.totals.histories.get_mut(place),
        };
        if let Some(count) = count {
            count.rejected += 1;
        }
        self.taker.rejected(&row)?;
        self.totals.rejects.add(row);
        Ok(())
    }

    /// The entries of keys that no child has.
    fn strangers(&mut self) -> Result<(), Failure> {
        let work = self.work;
        for (key, number) in work.store.each_key() {
            if self.seen.get(number as usize) == Some(&true) {
                continue;
            }
            for source in work.store.sources(number) {
                let Some(file) = work.files.get(source.file as usize) else { continue };
                let fault = Fault::new(FaultCode::UnknownChild, "key");
                let problem = file.problem(&fault, Some((source.kind, source.place)));
                self.entry(source.file, file.rejected_row(source.row, Some(key.to_owned()), vec![problem]))?;
            }
        }
        Ok(())
    }
}

/// Refuses files that stand for two things, and standard input for two files.
pub(crate) fn refuse_twice(arguments: &CourseArguments, output: Option<&Path>) -> Result<(), Failure> {
    let histories = arguments.histories.files();
    // One workbook may hold several of them, each on a sheet of its own.
    let mut sheets: Vec<(&Path, Option<&str>)> =
        histories.iter().map(|named| (named.file.path.as_path(), named.file.sheet.as_deref())).collect();
    let mut places: Vec<Option<&Path>> = Vec::new();
    while let Some((path, sheet)) = sheets.pop() {
        let another = |(other, of): &(&Path, Option<&str>)| *other == path && sheet.is_some() && *of != sheet;
        if !sheets.iter().any(another) {
            places.push(Some(path));
        }
    }
    places.push(Some(&arguments.input.file));
    if places.iter().flatten().filter(|path| **path == Path::new("-")).count() > 1 {
        return Err(Failure::told(
            "standard-input-twice",
            "标准输入（-）只能用作一个文件。请为其余文件写明文件名。",
            "Standard input (-) can be one file only. Name the others.",
        ));
    }
    places.extend([output, arguments.rejected.as_deref(), arguments.input.reading.mapping.as_deref()]);
    refuse_same(&places)
}

/// The last of so many days ahead.
pub(crate) fn horizon(as_of: NaiveDate, days: u32) -> NaiveDate {
    as_of.checked_add_days(chrono::Days::new(days.into())).unwrap_or(NaiveDate::MAX)
}
