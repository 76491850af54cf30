//! Many batches on several threads. The answers are those of one thread, in the order of the rows.

use crate::assess::{Assessed, ColumnAssessor};
use crate::error::ColumnsError;
use arrow_array::RecordBatch;
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc;

/// Rows that one thread takes at a time.
const PART: usize = 65_536;

/// Told after each part how many rows are done; says whether to go on.
pub type Progress<'a> = &'a mut dyn FnMut(usize) -> ControlFlow<()>;

/// The answers for batches of one table, one for each part of at most 65,536 rows, in order. The rows of faults are
/// counted over all batches.
///
/// `threads` are used beside the calling one, which waits and tells of progress.
///
/// Errors: as for [`ColumnAssessor::assess`]; [`ColumnsError::Stopped`] where `progress` says to stop.
pub fn assess_many(
    assessor: &ColumnAssessor<'_>,
    batches: &[RecordBatch],
    threads: usize,
    progress: Progress<'_>,
) -> Result<Vec<Assessed>, ColumnsError> {
    let mut parts = Vec::new();
    let mut rows = 0;
    for batch in batches {
        for first in (0..batch.num_rows()).step_by(PART) {
            let part = batch.slice(first, PART.min(batch.num_rows() - first));
            let before = rows;
            rows += part.num_rows();
            parts.push((before, part));
        }
    }
    let (next, stop) = (AtomicUsize::new(0), AtomicBool::new(false));
    let mut done: Vec<Option<Assessed>> = Vec::new();
    done.resize_with(parts.len(), || None);
    let mut failed = None;
    std::thread::scope(|scope| {
        let (sender, receiver) = mpsc::channel();
        for _ in 0..threads.clamp(1, parts.len().max(1)) {
            let (sender, next, stop, parts) = (sender.clone(), &next, &stop, &parts);
            let mut own = assessor.clone();
            scope.spawn(move || {
                while !stop.load(Ordering::Relaxed) {
                    let place = next.fetch_add(1, Ordering::Relaxed);
                    let Some((_, part)) = parts.get(place) else { break };
                    if sender.send((place, own.assess(part))).is_err() {
                        break;
                    }
                }
            });
        }
        drop(sender);
        let mut rows_done = 0;
        for (place, result) in receiver {
            match result {
                Ok(mut assessed) => {
                    rows_done += assessed.batch.num_rows();
                    let before = parts.get(place).map_or(0, |(before, _)| *before);
                    assessed.faults.iter_mut().for_each(|fault| fault.row += before);
                    if let Some(slot) = done.get_mut(place) {
                        *slot = Some(assessed);
                    }
                    if progress(rows_done).is_break() {
                        failed = failed.take().or(Some(ColumnsError::Stopped));
                    }
                }
                Err(error) => failed = failed.take().or(Some(error)),
            }
            if failed.is_some() {
                stop.store(true, Ordering::Relaxed);
            }
        }
    });
    match failed {
        Some(error) => Err(error),
        None => Ok(done.into_iter().flatten().collect()),
    }
}
