//! What is said on standard error, and with which status the command ends. Nothing here holds a cell of a file.

use std::cell::Cell;
use std::io::Write;
use std::panic;
use std::thread;

use crate::failure::Failure;
use crate::input::Notice;
use crate::language::Language;
use crate::style::{alarm, dim};

/// How the command ended, where it could run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Done {
    /// Everything was done.
    Wholly,
    /// Some rows were rejected, or a policy or file has faults.
    WithFaults,
    /// The file could not be read to its end.
    Incompletely,
}

impl Done {
    /// How a run over rows ended.
    pub(crate) fn of(rejected: u64, ends_at: Option<u64>) -> Done {
        match (ends_at, rejected) {
            (Some(_), _) => Done::Incompletely,
            (None, 0) => Done::Wholly,
            (None, _) => Done::WithFaults,
        }
    }
}

/// The exit status: 0 done, 1 some rows were rejected, 2 could not run or not to the end.
pub(crate) fn status(result: Result<Done, Failure>) -> u8 {
    match result {
        Ok(Done::Wholly) | Err(Failure::PipeClosed) => 0,
        Ok(Done::WithFaults) => 1,
        Ok(Done::Incompletely) | Err(Failure::Printed) => 2,
        Err(failure) => {
            let text = failure.to_string();
            report(&format!("{} {text}\n", alarm(" × ")));
            2
        }
    }
}

/// Says something on standard error; colour only where a terminal shows it. Nobody may be listening.
pub(crate) fn report(text: &str) {
    let _ = anstream::stderr().lock().write_all(text.as_bytes());
}

/// Says something by the way.
pub(crate) fn note(text: &str) {
    report(&format!("{}\n", dim(text)));
}

/// Tells what was assumed or left out in opening a file.
pub(crate) fn tell_of(notices: &[Notice], language: Language) {
    for notice in notices {
        note(&language.pick(notice.zh.as_str(), notice.en.as_str()));
    }
}

thread_local! {
    /// Whether a panic of this thread is caught and told otherwise.
    static CAUGHT: Cell<bool> = const { Cell::new(false) };
}

/// Does what may panic for want of room on the disk, as the writer of large workbooks does; nothing where it did.
pub(crate) fn caught<T>(work: impl FnOnce() -> T) -> Option<T> {
    CAUGHT.set(true);
    let done = panic::catch_unwind(panic::AssertUnwindSafe(work));
    CAUGHT.set(false);
    done.ok()
}

/// Replaces the message of a panic: the usual one may quote what was being read.
pub(crate) fn keep_panics_neutral() {
    panic::set_hook(Box::new(|about| {
        // The workbook reader's panics come out as a fault of the file.
        if CAUGHT.get() || thread::current().name() == Some("workbook") {
            return;
        }
        let place =
            about.location().map(|place| format!("{}:{}", place.file(), place.line())).unwrap_or_default();
        report(&format!(
            "{} [internal] 程序内部错误（{place}），没有显示任何数据。请报告给维护者。\nInternal error ({place}); no data is shown. Please report it.\n",
            alarm(" × ")
        ));
    }));
}
