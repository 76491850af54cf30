//! Rows through the work in their order: one thread reads and hands on, the others do the work, in batches, so that
//! memory does not grow with the file. A row that cannot be worked on is a fault of that row and costs no other.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Mutex;
use std::sync::mpsc::{Receiver, Sender, channel, sync_channel};
use std::thread;

use chrono::NaiveDate;
use hutong::{Fault, KeyRegister, Policy, Reading};

use crate::children::Plan;
use crate::failure::Failure;
use crate::input::{Row, RowFault, Rows};
use crate::progress::Progress;
use crate::timing::{Stage, Timing};

/// How many rows one batch has.
const BATCH: usize = 256;

/// The work on one row, done in any thread.
pub(crate) trait Work: Sync {
    /// What it makes of a row.
    type Made: Send;

    /// Room for it, made once a thread.
    type Room: Default;

    /// Works on one reading, whether or not it has errors.
    fn make(&self, row: u64, reading: &Reading, room: &mut Self::Room, timing: &mut Timing) -> Self::Made;

    /// The same for work that needs more of the row than its record.
    fn make_of(
        &self,
        row: &Row,
        reading: &Reading,
        room: &mut Self::Room,
        timing: &mut Timing,
    ) -> Self::Made {
        self.make(row.line, reading, room, timing)
    }
}

/// A row that was read, and what was made of it.
pub(crate) struct Item<M> {
    /// The row, as the user finds it.
    pub(crate) row: u64,
    /// The record's key.
    pub(crate) key: Option<String>,
    /// What is wrong with it.
    pub(crate) faults: Vec<Fault>,
    /// What was made of it.
    pub(crate) made: M,
}

/// A row, in the order of the file.
pub(crate) enum Outcome<M> {
    /// It was read.
    Read(Item<M>),
    /// It could not be read, or the work on it failed.
    Unreadable(RowFault),
}

impl<M> Outcome<M> {
    /// The row from which on nothing of the file could be read, where this is the last that could be told of it.
    pub(crate) fn ends_at(&self) -> Option<u64> {
        match self {
            Outcome::Unreadable(fault) if fault.rest_unread => Some(fault.line),
            _ => None,
        }
    }
}

/// How the rows of a run are read.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Run<'a> {
    /// How a row becomes a record.
    pub(crate) plan: &'a Plan,
    /// The policy.
    pub(crate) policy: &'a Policy,
    /// The day.
    pub(crate) as_of: NaiveDate,
    /// Whether the display of progress would stand in the way of the output.
    pub(crate) quiet: bool,
}

/// Runs every row of a file through the work; `take` has the outcomes in the order of the file.
pub(crate) fn run<W: Work>(
    mut source: Box<dyn Rows>,
    run: &Run<'_>,
    work: &W,
    timing: &mut Timing,
    mut take: impl FnMut(Outcome<W::Made>, &mut Timing) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let workers = thread::available_parallelism().map_or(1, usize::from).saturating_sub(1).clamp(1, 8);
    let most_in_flight = workers * 3;
    let (to_workers, batches) = sync_channel::<Batch>(most_in_flight);
    let batches = Mutex::new(batches);
    let (to_here, results) = channel::<Results<W::Made>>();
    let progress = Progress::new(source.bytes_total(), run.quiet);
    thread::scope(|scope| {
        // Owned here, so that the workers end when this closure does, however it does.
        let (to_workers, results) = (to_workers, results);
        for _ in 0..workers {
            let (batches, to_here) = (&batches, to_here.clone());
            scope.spawn(move || work_on(batches, &to_here, run, work));
        }
        drop(to_here);
        let mut keys = KeyRegister::default();
        let mut waiting: BTreeMap<u64, Vec<Outcome<W::Made>>> = BTreeMap::new();
        let mut room: Vec<Vec<Result<Row, RowFault>>> = Vec::new();
        let (mut sent, mut taken) = (0, 0);
        let mut ended = false;
        loop {
            while !ended && sent - taken < most_in_flight as u64 {
                let mut rows = room.pop().unwrap_or_default();
                timing.measure(Stage::Reading, || ended = fill(&mut *source, &mut rows));
                progress.at(source.bytes_read());
                if !rows.is_empty() {
                    // The workers live until this end is dropped, so somebody is there to receive.
                    let _ = to_workers.send(Batch { number: sent, rows });
                    sent += 1;
                }
            }
            if taken == sent {
                break;
            }
            let Ok(done) = results.recv() else { return Err(workers_gone()) };
            timing.add(&done.timing);
            room.push(done.rows);
            waiting.insert(done.number, done.outcomes);
            while let Some(outcomes) = waiting.remove(&taken) {
                taken += 1;
                for outcome in outcomes {
                    let outcome = with_key(outcome, &mut keys);
                    take(outcome, timing)?;
                }
            }
        }
        Ok(())
    })
    .inspect(|()| progress.end())
}

/// Rows on their way to a worker.
struct Batch {
    number: u64,
    rows: Vec<Result<Row, RowFault>>,
}

/// What a worker made of a batch.
struct Results<M> {
    number: u64,
    outcomes: Vec<Outcome<M>>,
    /// The rows, for their memory to be used again.
    rows: Vec<Result<Row, RowFault>>,
    timing: Timing,
}

/// Reads the next rows into the memory of earlier ones. True at the end of the file.
fn fill(source: &mut dyn Rows, rows: &mut Vec<Result<Row, RowFault>>) -> bool {
    for place in 0..BATCH {
        let mut row = match rows.get_mut(place) {
            Some(old) => std::mem::replace(old, Ok(Row::default())).unwrap_or_default(),
            None => Row::default(),
        };
        let Some(read) = source.next_row(&mut row) else {
            rows.truncate(place);
            return true;
        };
        let read = read.map(|()| row);
        match rows.get_mut(place) {
            Some(old) => *old = read,
            None => rows.push(read),
        }
    }
    rows.truncate(BATCH);
    false
}

fn work_on<W: Work>(
    batches: &Mutex<Receiver<Batch>>,
    results: &Sender<Results<W::Made>>,
    run: &Run<'_>,
    work: &W,
) {
    let mut room = W::Room::default();
    loop {
        let next = match batches.lock() {
            Ok(batches) => batches.recv(),
            Err(poisoned) => poisoned.into_inner().recv(),
        };
        let Ok(Batch { number, rows }) = next else { return };
        let mut timing = Timing::default();
        let outcomes = rows.iter().map(|read| match read {
            Err(fault) => Outcome::Unreadable(fault.clone()),
            Ok(row) => {
                let worked = catch_unwind(AssertUnwindSafe(|| {
                    let reading =
                        timing.measure(Stage::Reading, || run.plan.read(&row.content, run.policy, run.as_of));
                    let made = work.make_of(row, &reading, &mut room, &mut timing);
                    let key = reading.child.key.as_str().map(str::to_owned);
                    Item { row: row.line, key, faults: reading.faults, made }
                }));
                worked.map_or_else(
                    |_| {
                        room = W::Room::default();
                        Outcome::Unreadable(internal(row.line))
                    },
                    Outcome::Read,
                )
            }
        });
        let outcomes = outcomes.collect();
        if results.send(Results { number, outcomes, rows, timing }).is_err() {
            return;
        }
    }
}

/// The fault of a row on which the work itself failed: it costs that row alone, and the row is not lost.
fn internal(row: u64) -> RowFault {
    RowFault {
        line: row,
        columns: Vec::new(),
        code: "internal",
        zh: format!(
            "第 {row} 行评估时程序出错，没有结果。请把这一行的情形（不要附儿童信息）报告给维护者；该行请先人工评估。"
        ),
        en: format!(
            "The program failed on row {row}, which has no answer. Report it to the maintainers (without any child's data), and assess this row by hand."
        ),
        rest_unread: false,
    }
}

/// No worker is left though work is: rows would be lost, so nothing may look complete.
fn workers_gone() -> Failure {
    Failure::told(
        "internal",
        "程序内部错误，评估中断，结果不完整。请报告给维护者。",
        "An internal error broke the run off; nothing was completed. Please report it.",
    )
}

/// The outcome with a fault more, where an earlier row had the same key.
fn with_key<M>(outcome: Outcome<M>, keys: &mut KeyRegister) -> Outcome<M> {
    match outcome {
        Outcome::Read(mut item) => {
            if let Some(key) = &item.key {
                item.faults.extend(keys.register(key, item.row));
            }
            Outcome::Read(item)
        }
        unreadable @ Outcome::Unreadable(_) => unreadable,
    }
}
