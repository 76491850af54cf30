//! From a row or a JSON object of another system to a [`Child`], with every fault at once. An error in one field
//! leaves that field unknown and the rest is read, so that a rejected record can still be looked at for danger.
//! No IO, and nothing across records but [`KeyRegister`]; encodings, sheets and mapping files are the caller's.

mod birth;
mod check;
mod citizen_number;
mod draft;
mod json;
mod json_text;
mod key_register;
mod table;
mod target;

pub use check::check;
pub use json::read_json;
pub use key_register::KeyRegister;
pub use table::{Renamed, TablePlan};

use crate::fault::{Fault, Severity};
use crate::vocabulary::Child;

/// What became of a record.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// The child with every readable field; a field that could not be read is unknown.
    pub child: Child,
    /// Every fault, in the order of the fields; those that need more than one field stand last.
    pub faults: Vec<Fault>,
}

impl Reading {
    /// Whether some fault is an error, so that the record must not be answered as if it were whole.
    #[must_use]
    pub fn is_rejected(&self) -> bool {
        self.faults.iter().any(|fault| fault.severity() == Severity::Error)
    }
}

#[cfg(test)]
mod tests;
