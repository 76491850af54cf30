//! `hutong form`: the official count table filled from children, checked, and added up over many units. `counting` counts,
//! `read` reads a table that somebody filled; `workbook`, `page` and `report` write one.

pub(crate) mod arguments;
mod check;
mod counting;
mod fill;
mod list_sheet;
mod merge;
mod page;
mod publication;
mod read;
mod report;
mod table_fault;
mod workbook;
mod write;

use crate::failure::Failure;
use crate::form::arguments::FormCommand;
use crate::language::Language;
use crate::messages::Done;

/// Runs `hutong form …`.
pub(crate) fn run(command: &FormCommand, language: Language) -> Result<Done, Failure> {
    match command {
        FormCommand::Fill(arguments) => fill::run(arguments, language),
        FormCommand::Check(arguments) => check::run(arguments, language),
        FormCommand::Merge(arguments) => merge::run(arguments, language),
    }
}

/// The policy has no count table.
fn no_form() -> Failure {
    Failure::told(
        "policy-without-form",
        "该政策没有统计表（[form]），无法填表或核表。请换用有统计表的政策。",
        "The policy has no count table ([form]), so none can be filled or checked. Choose one that has.",
    )
}
