//! How the time of a run was spent: reading, assessing, writing. Nothing of an answer depends on it.

use std::time::{Duration, Instant};

use crate::language::Language;

/// A part of the work on a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stage {
    /// From bytes to a record.
    Reading,
    /// From a record to an answer: the engine.
    Assessing,
    /// From an answer to text, and the text to its place.
    Writing,
}

/// The time spent in each stage, over all threads.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Timing([Duration; 3]);

/// The only clock in the house, for this display alone.
#[expect(clippy::disallowed_methods, reason = "only the display of a run's own time looks at a clock")]
fn now() -> Instant {
    Instant::now()
}

impl Timing {
    /// Does something and counts its time to a stage.
    pub(crate) fn measure<T>(&mut self, stage: Stage, work: impl FnOnce() -> T) -> T {
        let start = now();
        let done = work();
        let slot = match stage {
            Stage::Reading => &mut self.0[0],
            Stage::Assessing => &mut self.0[1],
            Stage::Writing => &mut self.0[2],
        };
        *slot += start.elapsed();
        done
    }

    /// Adds what another thread spent.
    pub(crate) fn add(&mut self, other: &Timing) {
        for (mine, theirs) in self.0.iter_mut().zip(other.0) {
            *mine += theirs;
        }
    }

    /// The shares in words, for a run of so many rows.
    pub(crate) fn report(&self, rows: u64, run: &Stopwatch, language: Language) -> String {
        let elapsed = run.0.elapsed();
        let total: u128 = self.0.iter().map(Duration::as_micros).sum::<u128>().max(1);
        let [reading, assessing, writing] = self.0.map(|spent| spent.as_micros() * 100 / total);
        let seconds = format!("{}.{}", elapsed.as_secs(), elapsed.subsec_millis() / 100);
        let pace = u128::from(rows) * 1_000_000 / elapsed.as_micros().max(1);
        let zh = format!(
            "用时 {seconds} 秒（每秒 {pace} 行）：读取 {reading}%，评估 {assessing}%，写出 {writing}%（各线程合计的占比）"
        );
        let en = format!(
            "{seconds} s ({pace} rows a second): reading {reading}%, assessing {assessing}%, writing {writing}% (shares of the work of all threads)"
        );
        language.pick(zh, en).into_owned()
    }
}

/// When a run began.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Stopwatch(Instant);

impl Stopwatch {
    /// Begins now.
    pub(crate) fn start() -> Stopwatch {
        Stopwatch(now())
    }
}
