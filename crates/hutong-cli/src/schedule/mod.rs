//! `hutong schedule`: who is to be visited, contacted or helped: what is overdue, due today and in the days ahead, by
//! village and worker, as lists, as data and as calendars. `course` reads, `work` finds, the rest writes. What is
//! common with `hutong figures` stands here too.

pub(crate) mod arguments;
mod cells;
mod complaints;
pub(crate) mod course;
mod events;
pub(crate) mod files;
mod item;
mod overview;
mod report;
mod store;
pub(crate) mod told_files;
pub(crate) mod work;

use chrono::NaiveDate;
use hutong::Policy;
use hutong::schedule::{Responsible, Scheduler};

use crate::answer::Rendered;
use crate::arguments::OutputFormat;
use crate::failure::Failure;
use crate::language::Language;
use crate::layout::Layout;
use crate::messages::Done;
use crate::policies::{as_of, choose};
use crate::rejected::{RejectedRow, Rejects};
use crate::schedule::arguments::{ScheduleArguments, ScheduleFormat};
pub(crate) use crate::schedule::cells::id_of;
use crate::schedule::cells::{Whose, cells, columns};
use crate::schedule::course::{Child, Course, Taker, horizon, refuse_twice};
use crate::schedule::events::Calendars;
use crate::schedule::item::{Group, Item, Rank};
use crate::schedule::overview::Overview;
use crate::schedule::report::Report;
use crate::schedule::work::{Only, Scheduling, Wanted};
use crate::sink::{RejectedList, Sink};
use crate::words::Words;

/// Runs `hutong schedule`.
pub(crate) fn run(arguments: &ScheduleArguments, language: Language) -> Result<Done, Failure> {
    let course = &arguments.course;
    let as_of = as_of(course.policy.as_of.as_deref())?;
    let policy = choose(&course.policy.choice)?;
    let words = Words { policy: &policy, language };
    let calendars = arguments.format == ScheduleFormat::Ics;
    // A folder of calendars is no file that could be something else too.
    let output = course.output.as_deref().filter(|_| !calendars || course.worker.is_some());
    refuse_twice(course, output)?;
    let mut out = Out::open(arguments, words, as_of)?;
    let mut rejects = Rejects::new(course.rows);
    let Course { children, rows, store, files } = Course::open(course, &policy, &mut out, &mut rejects)?;
    let (scheduler, calendar) = views(&policy, as_of, arguments.both_views);
    let lines = matches!(arguments.format, ScheduleFormat::Json | ScheduleFormat::Jsonl);
    let work = Scheduling {
        assessor: policy.at(as_of),
        scheduler,
        calendar,
        store: &store,
        files: &files,
        words,
        wanted: if lines { Wanted::Line } else { Wanted::Items },
        horizon: horizon(as_of, arguments.days),
        only: Only { worker: course.worker.clone(), village: course.village.clone() },
    };
    let quiet = out.streams_to_terminal();
    let totals = course::run(&children, rows, &work, quiet, &mut out, rejects)?;
    let done = Done::of(totals.rejected(), totals.ends_at.as_ref().map(|(_, row)| *row));
    let (lists, terminal) = (arguments.format == ScheduleFormat::Table, out.is_terminal());
    let report = Report { arguments, as_of, overview: &out.overview, totals: &totals };
    let told = language.report(|language| report.text(Words { language, policy: &policy }, lists, terminal));
    out.finish(&told)?;
    Ok(done)
}

/// The view that is told, and the other one where both are asked for: windows from the last visit, and by the calendar.
fn views(policy: &Policy, as_of: NaiveDate, both: bool) -> (Scheduler<'_>, Option<Scheduler<'_>>) {
    let scheduler = policy.scheduler(as_of);
    if both { (scheduler.clone().rolling(), Some(scheduler.by_calendar())) } else { (scheduler, None) }
}

/// Where worklists go.
struct Out<'a, 'p> {
    arguments: &'a ScheduleArguments,
    words: Words<'p>,
    place: Place,
    rejected: RejectedList,
    overview: Overview<'p>,
}

/// The form that was asked for.
enum Place {
    Sink(Sink),
    /// A workbook is put in order first: of each row the place it has and its cells.
    Sorted(Sink, Vec<(SortKey, Vec<String>)>),
    Calendars(Calendars),
}

/// Where a row of a workbook stands: by township, village and worker, then by urgency.
type SortKey = (Responsible, Rank);

impl<'a, 'p> Out<'a, 'p> {
    fn open(
        arguments: &'a ScheduleArguments,
        words: Words<'p>,
        as_of: NaiveDate,
    ) -> Result<Out<'a, 'p>, Failure> {
        let course = &arguments.course;
        let output = course.output.as_deref();
        let layout =
            Layout::new(words, ("走访安排", "schedule"), &columns(arguments.both_views), "level_label");
        let layout = Layout { names_files: true, ..layout };
        let sink = |format| Sink::of_rows(format, output, &layout, as_of);
        let place = match arguments.format {
            ScheduleFormat::Table => Place::Sink(sink(OutputFormat::Table)?),
            ScheduleFormat::Csv => Place::Sink(sink(OutputFormat::Csv)?),
            ScheduleFormat::Json => Place::Sink(sink(OutputFormat::Json)?),
            ScheduleFormat::Jsonl => Place::Sink(sink(OutputFormat::Jsonl)?),
            ScheduleFormat::Xlsx => Place::Sorted(sink(OutputFormat::Xlsx)?, Vec::new()),
            ScheduleFormat::Ics => Place::Calendars(Calendars::new(output, course.worker.clone(), as_of)?),
        };
        let rejected = RejectedList::of_files(course.rejected.as_deref(), words.language)?;
        Ok(Out { arguments, words, place, rejected, overview: Overview::new(course.rows) })
    }

    fn is_terminal(&self) -> bool {
        matches!(&self.place, Place::Sink(sink) if sink.is_terminal())
    }

    fn streams_to_terminal(&self) -> bool {
        matches!(&self.place, Place::Sink(sink) if sink.streams_to_terminal())
    }

    fn finish(self, report: &str) -> Result<(), Failure> {
        match self.place {
            Place::Sink(sink) => sink.finish(report)?,
            Place::Sorted(mut sink, mut rows) => {
                rows.sort_by(|(one, _), (other, _)| one.cmp(other));
                for (_, cells) in rows {
                    sink.answered(&Rendered::Cells(cells))?;
                }
                sink.finish(report)?;
            }
            Place::Calendars(calendars) => calendars.finish(self.words, report)?,
        }
        self.rejected.finish()
    }
}

impl<'p> Taker<'p> for Out<'_, 'p> {
    fn child(&mut self, mut child: Child<'p>) -> Result<(), Failure> {
        if !self.arguments.standing {
            child.made.items.retain(|item| item.group != Group::Standing);
        }
        child.made.items.sort_by_key(Item::rank);
        let made = &child.made;
        if let Some(row) = &child.rejected {
            self.rejected.add(row)?;
        }
        match &mut self.place {
            Place::Sink(sink) => {
                match (&child.rejected, &made.line) {
                    (Some(row), line) => sink.rejected_with(row, line.as_deref())?,
                    (None, Some(line)) => sink.answered(&Rendered::Line(line.clone()))?,
                    (None, None) => {}
                }
                if self.arguments.format == ScheduleFormat::Csv && made.is_told {
                    for cells in rows(self.words, &child, self.arguments.both_views) {
                        sink.answered(&Rendered::Cells(cells))?;
                    }
                }
            }
            Place::Sorted(sink, sorted) => {
                if let Some(row) = &child.rejected {
                    sink.rejected(row)?;
                }
                let cells = rows(self.words, &child, self.arguments.both_views);
                let keys = made.items.iter().map(|item| (made.place.clone(), item.rank()));
                sorted.extend(keys.zip(cells));
            }
            Place::Calendars(calendars) => calendars.add(self.words, &child),
        }
        self.overview.add(child);
        Ok(())
    }

    fn rejected(&mut self, row: &RejectedRow<'_>) -> Result<(), Failure> {
        self.rejected.add(row)?;
        match &mut self.place {
            Place::Sink(sink) | Place::Sorted(sink, _) => sink.rejected(row),
            Place::Calendars(_) => Ok(()),
        }
    }
}

/// The cells of each line of a child.
fn rows(words: Words<'_>, child: &Child<'_>, both_views: bool) -> Vec<Vec<String>> {
    let made = &child.made;
    let whose = Whose {
        place: &made.place,
        key: child.key.as_deref(),
        row: child.row,
        first_settle: &made.first_settle,
    };
    made.items.iter().map(|item| cells(words, item, &whose, both_views)).collect()
}
