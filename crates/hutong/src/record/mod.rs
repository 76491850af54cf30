//! From a row or a JSON object of another system to a [`Child`], with every fault at once. An error in one field
//! leaves that field unknown and the rest is read, so that a rejected record can still be looked at for danger.
//! No IO, and nothing across records but [`KeyRegister`]; encodings, sheets and mapping files are the caller's.

mod birth;
mod check;
mod citizen_number;
mod draft;
mod headers;
pub mod import;
mod json;
mod json_text;
mod key_register;
mod table;
mod target;

pub use check::check;
pub(crate) use check::{FIRST_DAY, shown_name};
pub(crate) use draft::{level_by_name, place_of_name, set_text};
pub(crate) use headers::Headers;
pub use json::read_json;
pub(crate) use json_text::{NO_NUMBER, not_json, without_odd_numbers};
pub use key_register::KeyRegister;
pub use table::{Renamed, TablePlan};
pub(crate) use target::{header_key, nearest_name};

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
