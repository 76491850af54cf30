//! `hutong assess`: every row of a file to its answer, in the form that was asked for. Rows in = answered + rejected.

use hutong::{Child, Detail};

use crate::answer::{Answered, Assessing, Facts};
use crate::arguments::{AssessArguments, OutputFormat};
use crate::children::Children;
use crate::failure::Failure;
use crate::fields::Fields;
use crate::language::Language;
use crate::messages::{self, Done};
use crate::output::refuse_same;
use crate::pipeline::{self, Run};
use crate::policies::{as_of, choose};
use crate::rejected::{Danger, Rejects};
use crate::rejected_report;
use crate::sink::{RejectedList, Sink};
use crate::summary::Summary;
use crate::tally::Tally;
use crate::timing::{Stage, Stopwatch, Timing};
use crate::today::Today;
use crate::words::Words;

/// From how many rows on the time is told without being asked for.
const LONG: u64 = 100_000;

/// Runs `hutong assess`.
pub(crate) fn run(arguments: &AssessArguments, language: Language) -> Result<Done, Failure> {
    let stopwatch = Stopwatch::start();
    let as_of = as_of(arguments.policy.as_of.as_deref())?;
    let policy = choose(&arguments.policy.choice)?;
    let words = Words { policy: &policy, language };
    let input = arguments.input.file.as_path();
    let reading = &arguments.input.reading;
    let (output, rejected) = (arguments.to.output.as_deref(), arguments.to.rejected.as_deref());
    refuse_same(&[Some(input), output, rejected, reading.mapping.as_deref()])?;
    let detail = if arguments.full { Detail::Everything } else { Detail::Reasons };
    let fields = Fields { words, full: arguments.full };
    let (children, rows) = Children::open(input, reading, &policy)?;
    let plan = &children.plan;
    let mut sink = Sink::open(arguments.format, output, fields, as_of)?;
    let mut rejected_list = RejectedList::open(rejected, language)?;

    let facts = Facts::of(&policy);
    let assessor = policy.at(as_of);
    let mut today = Today::new(words, arguments.to.rows, &facts, plan, &assessor.assess(&Child::default()));
    let work = Assessing { assessor, detail, format: arguments.format, words, facts: &facts };
    let mut tally = Tally::new(&policy, facts.count());
    let mut rejects = Rejects::new(arguments.to.rows);
    let mut timing = Timing::default();
    let how = Run { plan, policy: &policy, as_of, quiet: sink.streams_to_terminal() };
    pipeline::run(rows, &how, &work, &mut timing, |outcome, timing| {
        let sorted = rejects.sort(outcome, plan, |answered: &Answered<'_>| {
            answered.urgent.as_ref().and_then(|urgent| Danger::of(&urgent.assessment))
        });
        timing.measure(Stage::Writing, || match sorted {
            Ok((row, faults, answered)) => {
                tally.add(&answered, &faults);
                sink.answered(&answered.rendered)?;
                if arguments.format == OutputFormat::Table {
                    today.add(row, answered);
                }
                Ok(())
            }
            Err(row) => {
                tally.rejected += 1;
                sink.rejected(&row)?;
                rejected_list.add(&row)?;
                rejects.add(row);
                Ok(())
            }
        })
    })?;

    let terminal = sink.is_terminal();
    let report = language.report(|language| {
        let words = Words { policy: &policy, language };
        let summary =
            Summary { words, as_of, plan, notices: &children.notices, facts: &facts, tally: &tally };
        let mut report = summary.text();
        if arguments.format == OutputFormat::Table {
            report.push_str(&today.text(language, terminal));
        }
        report.push_str(&rejected_report::text(&rejects, tally.rejected, words));
        report.push('\n');
        report.push_str(&summary.last_line(&rejects));
        report
    });
    timing.measure(Stage::Writing, || sink.finish(&report))?;
    rejected_list.finish()?;
    if arguments.timing || tally.rows() >= LONG {
        messages::note(&timing.report(tally.rows(), &stopwatch, language));
    }
    Ok(Done::of(tally.rejected, rejects.ends_at))
}
