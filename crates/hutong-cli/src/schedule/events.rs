//! Worklists as calendars: an all-day event for each duty to be done, one file a worker. A calendar shows the title of an
//! event to whoever stands beside the screen, so it names the duty and no child; key and clause stand in the text.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use hutong::schedule::DutyState;
use sha2::{Digest, Sha256};

use crate::calendar::{Event, calendar};
use crate::failure::Failure;
use crate::messages;
use crate::output::Output;
use crate::schedule::course::Child;
use crate::schedule::item::{Group, Item, state_label};
use crate::words::Words;

/// The calendars of a run.
pub(crate) struct Calendars {
    as_of: NaiveDate,
    place: Place,
    /// The events of each worker; also of those who have none, so that an older file does not stay.
    of_workers: BTreeMap<String, Vec<Event>>,
}

enum Place {
    /// One calendar of one worker.
    One(String, Output),
    /// A file for each worker in a folder.
    Folder(PathBuf),
}

impl Calendars {
    /// With one worker a calendar, else a folder of them, which is made where there is none.
    pub(crate) fn new(
        output: Option<&Path>,
        worker: Option<String>,
        as_of: NaiveDate,
    ) -> Result<Calendars, Failure> {
        let place = match (worker, output) {
            (Some(worker), output) => Place::One(worker, Output::open(output)?),
            (None, Some(folder)) if folder != Path::new("-") => Place::Folder(folder.to_owned()),
            (None, _) => {
                return Err(Failure::told(
                    "ics-needs-a-folder",
                    "日历每名责任人一个文件。请加 --output 文件夹，或用 --worker 只要一名责任人的日历。",
                    "Calendars are one file a worker. Add --output FOLDER, or --worker for the calendar of one.",
                ));
            }
        };
        if let Place::Folder(folder) = &place {
            let made = if folder.is_dir() { Ok(()) } else { fs::create_dir(folder) };
            made.map_err(|error| Failure::cannot_write(folder, &error))?;
        }
        Ok(Calendars { as_of, place, of_workers: BTreeMap::new() })
    }

    /// Adds what is to be done for a child, except what is only possible, paused or without a date.
    pub(crate) fn add(&mut self, words: Words<'_>, child: &Child<'_>) {
        let made = &child.made;
        if !made.is_told {
            return;
        }
        let worker = made.place.worker.as_str().unwrap_or_default();
        let events = self.of_workers.entry(worker.to_owned()).or_default();
        let dated = made.items.iter().filter(|item| item.group <= Group::Soon);
        events.extend(dated.map(|item| event(words, item, child.key.as_deref(), child.row, self.as_of)));
    }

    /// Writes the calendars, and the report to standard error.
    pub(crate) fn finish(self, words: Words<'_>, report: &str) -> Result<(), Failure> {
        let language = words.language;
        let title = |worker: &str| match worker {
            "" => language.pick("走访安排（未指定责任人）", "Schedule (no worker named)").into_owned(),
            worker => language.pick(format!("走访安排 {worker}"), format!("Schedule {worker}")).into_owned(),
        };
        match self.place {
            Place::One(worker, mut output) => {
                let events = self.of_workers.get(&worker).map_or(&[][..], Vec::as_slice);
                output.write_all(calendar(&title(&worker), self.as_of, events).as_bytes())?;
                output.finish()?;
            }
            Place::Folder(folder) => {
                let mut events = 0;
                for (worker, of_worker) in &self.of_workers {
                    let mut output = Output::open(Some(&folder.join(file_name(worker))))?;
                    output.write_all(calendar(&title(worker), self.as_of, of_worker).as_bytes())?;
                    output.finish()?;
                    events += of_worker.len();
                }
                let files = self.of_workers.len();
                messages::note(&language.pick(
                    format!("写出 {files} 个日历，共 {events} 项。"),
                    format!("{files} calendars with {events} events in all."),
                ));
            }
        }
        messages::report(report);
        Ok(())
    }
}

/// The name of a worker's file. Nothing that a file system could take for more than a name stays in it; where
/// something was replaced, digits of a hash keep two workers apart.
fn file_name(worker: &str) -> String {
    if worker.is_empty() {
        return "no-worker.ics".into();
    }
    let is_plain = |sign: char| sign.is_alphanumeric() || matches!(sign, '-' | '_');
    let name: String = worker.chars().take(60).map(|sign| if is_plain(sign) { sign } else { '_' }).collect();
    if name == worker && name != "no-worker" {
        return format!("{name}.ics");
    }
    let hash = Sha256::digest(worker.as_bytes())
        .iter()
        .take(4)
        .fold(0_u32, |hash, byte| hash << 8 | u32::from(*byte));
    format!("{name}-{hash:08x}.ics")
}

/// The event of a duty. The same policy, duty, child and due day are the same event, whatever has become of it since;
/// what is overdue or has no date stands on the as-of day.
fn event(words: Words<'_>, item: &Item<'_>, key: Option<&str>, row: u64, as_of: NaiveDate) -> Event {
    let language = words.language;
    let task = language.label(item.label);
    let state = match item.state {
        DutyState::Overdue => {
            let days = item.days_overdue;
            Some(language.pick(format!("逾期 {days} 天"), format!("{days} days late")).into_owned())
        }
        DutyState::DueNow => Some(language.pick("现在到期", "due now").into_owned()),
        _ => None,
    };
    let summary = state.map_or_else(|| task.clone().into_owned(), |state| format!("[{state}] {task}"));
    let row_told = language.pick(format!("第 {row} 行（没有编号）"), format!("row {row} (without a key)"));
    let who = key.map_or(row_told, Into::into);
    let number = &words.policy.source().document.number;
    let mut lines = vec![
        language.pick(format!("儿童编号：{who}"), format!("Child: {who}")).into_owned(),
        language
            .pick(format!("依据：{number} {}", item.cite), format!("Clause: {number} {}", item.cite))
            .into_owned(),
    ];
    if let Some(due) = item.due {
        lines.push(language.pick(format!("到期日：{due}"), format!("Due: {due}")).into_owned());
    }
    if let Some(last) = item.last_done {
        lines.push(language.pick(format!("上次完成：{last}"), format!("Last done: {last}")).into_owned());
    }
    let state = state_label(language, item.state);
    lines.push(
        language
            .pick(format!("状态：{state}（截至 {as_of}）"), format!("State: {state} (as of {as_of})"))
            .into_owned(),
    );
    lines.push(item.why(words));
    lines.retain(|line| !line.is_empty());
    let due = item.due.map_or_else(|| "no date".to_owned(), |due| due.to_string());
    let child = key.map_or_else(|| format!("row {row}"), str::to_owned);
    let uid = vec![words.policy.source().id.clone(), item.id.to_owned(), child, due];
    let day = item.due.filter(|due| *due >= as_of).unwrap_or(as_of);
    Event { uid, day, summary, description: lines.join("\n"), remind: day > as_of }
}

#[cfg(test)]
mod tests {
    use super::file_name;

    #[test]
    fn a_file_has_a_plain_name_and_no_two_workers_share_one() {
        assert_eq!(file_name("W-1"), "W-1.ics");
        assert_eq!(file_name("榕东02"), "榕东02.ics");
        for odd in ["../x", "a/b", "a_b ", "con:", "no-worker", "…"] {
            let name = file_name(odd);
            assert!(!name.contains(['/', '\\', ':', ' ']) && name.len() > "-01234567.ics".len(), "{name}");
        }
        assert_ne!(file_name("a/b"), file_name("a:b"));
        assert_ne!(file_name("no-worker"), file_name(""));
    }
}
