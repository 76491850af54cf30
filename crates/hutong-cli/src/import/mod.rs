//! `hutong import`: an export as an office has it, made into clean records that every other command reads. What is read as
//! what is proposed by the core and confirmed in a mapping file; `opened` finds the table, `clean` its children's rows,
//! `records` writes them, `mapping_file` and `report` tell.

mod clean;
mod mapping_file;
mod opened;
mod records;
mod report;

use hutong::import::Twice;

use crate::arguments::{ImportArguments, OutputFormat};
use crate::failure::Failure;
use crate::found::Found;
use crate::import::clean::Cleaning;
use crate::import::opened::Export;
use crate::import::records::{Columns, Importing};
use crate::import::report::Report;
use crate::language::Language;
use crate::messages::Done;
use crate::output::refuse_same;
use crate::pipeline::{self, Outcome, Run};
use crate::policies::{as_of, choose};
use crate::rejected::Rejects;
use crate::sink::{RejectedList, Sink};
use crate::timing::Timing;
use crate::words::Words;

/// Runs `hutong import`.
pub(crate) fn run(arguments: &ImportArguments, language: Language) -> Result<Done, Failure> {
    let as_of = as_of(arguments.policy.as_of.as_deref())?;
    let policy = choose(&arguments.policy.choice)?;
    let words = Words { policy: &policy, language };
    let (input, to) = (&arguments.input, &arguments.output.to);
    let (output, rejected, saved) =
        (to.output.as_deref(), to.rejected.as_deref(), arguments.save_mapping.as_deref());
    refuse_same(&[Some(&input.file), output, rejected, saved, input.reading.mapping.as_deref()])?;
    let Export { rows, table } = Export::open(input, &policy)?;
    let plan = &table.plan;
    let columns = Columns::of(plan, &policy);
    let layout = columns.layout(words);
    let mut sink = Sink::of_rows(arguments.output.format, output, &layout, as_of)?;
    let mut rejected_list = RejectedList::open(rejected, language)?;
    let cleaning = Cleaning::new(&table);
    let rows = cleaning.rows(rows);
    let work = Importing { format: arguments.output.format, columns: &columns, assessor: policy.at(as_of) };
    let (mut found, mut rejects) = (Found::default(), Rejects::new(to.rows));
    let mut twice = Twice::new(plan.used());
    let how = Run { plan, policy: &policy, as_of, quiet: sink.streams_to_terminal() };
    pipeline::run(rows, &how, &work, &mut Timing::default(), |mut outcome, _| {
        if let Outcome::Read(item) = &mut outcome {
            item.faults.extend(twice.look(&item.made.cells, item.row));
        }
        for (row, problem) in found.take(&outcome, plan) {
            found.keep(row, problem);
        }
        match rejects.sort(outcome, plan, |made| made.danger.clone()) {
            Ok((_, _, made)) => sink.answered(&made.rendered),
            Err(row) => {
                if arguments.output.format == OutputFormat::Xlsx {
                    sink.rejected(&row)?;
                }
                rejected_list.add(&row)?;
                rejects.add(row);
                Ok(())
            }
        }
    })?;
    let cleaned = cleaning.counts();
    let terminal = sink.is_terminal();
    let report = language.report(|language| {
        let words = Words { policy: &policy, language };
        let saved = saved.is_some();
        Report { table: &table, cleaned: &cleaned, found: &found, rejects: &rejects, words, saved }
            .text(terminal)
    });
    if let Some(path) = saved {
        mapping_file::write(&table, path)?;
    }
    sink.finish(&report)?;
    rejected_list.finish()?;
    Ok(Done::of(found.rejected, found.ends_at))
}
