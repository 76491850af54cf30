//! `hutong figures`: how many of the visits and contacts that were due were made in time, by level, duty, village, worker
//! and month, for supervisors. What is read and how is that of `hutong schedule`; `data` has the figures as rows and
//! JSON, `told` as a report, `page` as a page to print.

mod data;
mod page;
mod told;

use std::io::Write as _;

use chrono::NaiveDate;
use hutong::schedule::{Figures, Keep};

use crate::answer::Rendered;
use crate::arguments::OutputFormat;
use crate::failure::Failure;
use crate::figures::data::{columns, window_headers};
use crate::json;
use crate::language::Language;
use crate::layout::Layout;
use crate::messages::{self, Done};
use crate::output::Output;
use crate::policies::{as_of, choose};
use crate::rejected::{RejectedRow, Rejects};
use crate::schedule::arguments::{FiguresArguments, FiguresFormat};
use crate::schedule::course::{self, Child, Course, Taker, Totals, refuse_twice};
use crate::schedule::work::{Only, Scheduling, Wanted, village_of};
use crate::sink::{RejectedList, Sink};
use crate::words::Words;

/// What is told, in whatever form.
pub(crate) struct Told<'a, 'p> {
    /// The policy and the language.
    pub(crate) words: Words<'p>,
    /// The day.
    pub(crate) as_of: NaiveDate,
    /// The figures.
    pub(crate) figures: &'a Figures<'p>,
    /// How many children they are about.
    pub(crate) children: u64,
    /// What was asked for.
    pub(crate) arguments: &'a FiguresArguments,
    /// What was read.
    pub(crate) totals: &'a Totals<'p>,
}

/// Runs `hutong figures`.
pub(crate) fn run(arguments: &FiguresArguments, language: Language) -> Result<Done, Failure> {
    let course = &arguments.course;
    let as_of = as_of(course.policy.as_of.as_deref())?;
    let policy = choose(&course.policy.choice)?;
    let words = Words { policy: &policy, language };
    refuse_twice(course, course.output.as_deref())?;
    let mut out = Out::open(arguments, words, as_of)?;
    let mut rejects = Rejects::new(course.rows);
    let Course { children, rows, store, files } = Course::open(course, &policy, &mut out, &mut rejects)?;
    let work = Scheduling {
        assessor: policy.at(as_of),
        scheduler: policy.scheduler(as_of),
        calendar: None,
        store: &store,
        files: &files,
        words,
        wanted: Wanted::Ledger,
        horizon: as_of,
        only: Only { worker: course.worker.clone(), village: course.village.clone() },
    };
    let totals = course::run(&children, rows, &work, false, &mut out, rejects)?;
    let done = Done::of(totals.rejected(), totals.ends_at.as_ref().map(|(_, row)| *row));
    out.finish(words, as_of, &totals)?;
    Ok(done)
}

/// Where figures go.
struct Out<'a, 'p> {
    arguments: &'a FiguresArguments,
    place: Place,
    rejected: RejectedList,
    figures: Figures<'p>,
    children: u64,
}

/// The form that was asked for.
enum Place {
    Sink(Sink),
    Page(Output),
    /// One object; the rejected rows as JSON.
    Object(Output, Vec<String>),
}

impl<'a, 'p> Out<'a, 'p> {
    fn open(
        arguments: &'a FiguresArguments,
        words: Words<'p>,
        as_of: NaiveDate,
    ) -> Result<Out<'a, 'p>, Failure> {
        let course = &arguments.course;
        let output = course.output.as_deref();
        let layout = Layout {
            more: Some((words.language.pick("期限明细", "windows"), window_headers(words.language))),
            names_files: true,
            ..Layout::new(words, ("履职统计", "figures"), columns(), "")
        };
        let sink = |format| Sink::of_rows(format, output, &layout, as_of).map(Place::Sink);
        let place = match arguments.format {
            FiguresFormat::Table => sink(OutputFormat::Table)?,
            FiguresFormat::Csv => sink(OutputFormat::Csv)?,
            FiguresFormat::Xlsx => sink(OutputFormat::Xlsx)?,
            FiguresFormat::Html => Place::Page(Output::open(output)?),
            FiguresFormat::Json => Place::Object(Output::open(output)?, Vec::new()),
        };
        // What was done in time is behind a figure too, but only a workbook has room for all of it.
        let keep = match arguments.format {
            FiguresFormat::Table | FiguresFormat::Csv => Keep::Nothing,
            FiguresFormat::Html | FiguresFormat::Json => Keep::NotMet,
            FiguresFormat::Xlsx => Keep::All,
        };
        let rejected = RejectedList::of_files(course.rejected.as_deref(), words.language)?;
        Ok(Out { arguments, place, rejected, figures: Figures::new(keep), children: 0 })
    }

    fn finish(self, words: Words<'p>, as_of: NaiveDate, totals: &Totals<'p>) -> Result<(), Failure> {
        let Out { arguments, place, rejected, figures, children } = self;
        let told = Told { words, as_of, figures: &figures, children, arguments, totals };
        let report =
            |lists: bool| words.language.report(|language| told.report(Words { language, ..words }, lists));
        match place {
            Place::Sink(mut sink) => {
                for cells in told.rows() {
                    sink.answered(&Rendered::Cells(cells))?;
                }
                for cells in told.windows() {
                    sink.more(&cells)?;
                }
                sink.finish(&report(arguments.format == FiguresFormat::Table))?;
            }
            Place::Page(mut output) => {
                output.write_all(told.page().as_bytes())?;
                output.finish()?;
                messages::report(&report(false));
            }
            Place::Object(mut output, rejected) => {
                writeln!(output, "{}", told.object(&rejected))?;
                output.finish()?;
                messages::report(&report(false));
            }
        }
        rejected.finish()
    }
}

impl<'p> Taker<'p> for Out<'_, 'p> {
    fn child(&mut self, child: Child<'p>) -> Result<(), Failure> {
        if let Some(row) = &child.rejected {
            self.rejected(row)?;
        }
        let made = child.made;
        self.children += u64::from(made.is_told);
        if let Some(ledger) = made.ledger {
            self.figures.add(&ledger, &village_of(&made.place), &made.place.worker);
        }
        Ok(())
    }

    fn rejected(&mut self, row: &RejectedRow<'_>) -> Result<(), Failure> {
        self.rejected.add(row)?;
        match &mut self.place {
            Place::Sink(sink) => sink.rejected(row),
            Place::Object(_, rejected) => {
                rejected.push(json::rejected(row));
                Ok(())
            }
            Place::Page(_) => Ok(()),
        }
    }
}
