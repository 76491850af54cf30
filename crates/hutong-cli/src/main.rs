//! The command `hutong`: arguments, files, tables and progress. No rule of a policy stands here.

mod answer;
mod arguments;
mod ask;
mod assess;
mod beside;
mod calendar;
mod children;
mod compare;
mod diff;
mod diff_report;
mod diff_rows;
mod disclose;
mod duties;
mod envelope;
mod explain;
mod export_csv;
mod export_xlsx;
mod failure;
mod fields;
mod figures;
mod forecast;
mod forecast_report;
mod form;
mod found;
mod import;
mod input;
mod json;
mod language;
mod layout;
mod messages;
mod moves;
mod output;
mod part_file;
mod pipeline;
mod policies;
mod policy;
mod policy_faults;
mod progress;
mod rejected;
mod rejected_report;
mod report_sink;
mod schedule;
mod sink;
mod style;
mod summary;
mod tally;
mod timing;
mod today;
mod validate;
mod vocabulary;
mod wording;
mod words;

use std::panic;
use std::process::ExitCode;

use clap::Parser;

use arguments::{Arguments, Command};
use failure::Failure;
use messages::Done;

fn main() -> ExitCode {
    messages::keep_panics_neutral();
    let arguments = Arguments::parse();
    // The hook has told of a panic already; what is left is the status.
    let result = panic::catch_unwind(|| run(&arguments)).unwrap_or(Err(Failure::Printed));
    ExitCode::from(messages::status(result))
}

fn run(arguments: &Arguments) -> Result<Done, Failure> {
    let language = arguments.language;
    match &arguments.command {
        Command::Assess(arguments) => assess::run(arguments, language),
        Command::Validate(arguments) => validate::run(arguments, language),
        Command::Import(arguments) => import::run(arguments, language),
        Command::Ask(arguments) => ask::run(arguments, language),
        Command::Forecast(arguments) => forecast::run(arguments, language),
        Command::Diff(arguments) => diff::run(arguments, language),
        Command::Schedule(arguments) => schedule::run(arguments, language),
        Command::Figures(arguments) => figures::run(arguments, language),
        Command::Duties(arguments) => duties::run(arguments, language),
        Command::Disclose(arguments) => disclose::run(arguments, language),
        Command::Form(command) => form::run(command, language),
        Command::Compare(arguments) => compare::run(arguments, language),
        Command::Wording(command) => wording::run(command, language),
        Command::Explain(arguments) => explain::run(arguments, language),
        Command::Policy(command) => policy::run(command, language),
        Command::Schema { of } => vocabulary::schema(*of),
        Command::Columns { of, format } => vocabulary::list(*of, *format, language),
    }
}
