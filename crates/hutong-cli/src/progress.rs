//! How far a long file is read: a line on standard error, only where a person looks at it.

use std::io::{self, IsTerminal};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// The display; none where nobody would see it, or where rows stream to the same terminal.
#[derive(Debug)]
pub(crate) struct Progress(Option<ProgressBar>);

impl Progress {
    /// A display for a file of so many bytes; for a stream whose end is not known, of the bytes so far.
    pub(crate) fn new(total: Option<u64>, streams_to_terminal: bool) -> Progress {
        if streams_to_terminal || !io::stderr().is_terminal() {
            return Progress(None);
        }
        let bar = ProgressBar::with_draw_target(total, ProgressDrawTarget::stderr_with_hz(10));
        let template = if total.is_some() {
            "{elapsed_precise} [{wide_bar}] {percent:>3}% {bytes}/{total_bytes} ~{eta}"
        } else {
            "{elapsed_precise}  {bytes}  {binary_bytes_per_sec}"
        };
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style.progress_chars("━╸ "));
        }
        Progress(Some(bar))
    }

    /// So many bytes are read.
    pub(crate) fn at(&self, bytes: u64) {
        if let Some(bar) = &self.0 {
            bar.set_position(bytes);
        }
    }

    /// The end: nothing of the display stays.
    pub(crate) fn end(&self) {
        if let Some(bar) = &self.0 {
            bar.finish_and_clear();
        }
    }
}
