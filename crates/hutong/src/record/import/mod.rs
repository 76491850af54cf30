//! An export as an office has it: where its header stands, which of its columns is which of ours and why, and which of
//! its rows are no children. Proposals only: a person confirms what is doubtful. Files, sheets and what the person said
//! are the caller's; what a cell means is [`TablePlan`](super::TablePlan)'s.

mod dates;
mod guess;
mod layout;
mod names;
mod rows;
mod twice;
mod values;
mod why;

pub use dates::Dates;
pub use guess::{ColumnProposal, Standing, propose};
pub use layout::{HeaderRows, Merged, find_header, headers_of};
pub use rows::{NoChild, RowKinds};
pub use twice::Twice;
pub use values::Fit;
pub use why::Why;

#[cfg(test)]
mod tests;
