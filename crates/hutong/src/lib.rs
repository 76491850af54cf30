#![doc = include_str!("../README.md")]

pub mod assessment;
mod assessor;
pub mod block;
pub mod dates;
pub mod department_lists;
mod derive;
pub mod disclose;
mod fault;
pub mod form;
mod graph;
pub mod handbook;
pub mod history;
mod levels;
pub mod organisations;
pub mod policy;
mod record;
pub mod schedule;
pub mod schema;
mod steps;
mod truth;
pub mod vocabulary;
pub mod wording;

pub use assessment::{Assessment, Detail};
pub use assessor::{Assessor, Scratch, Verdict};
pub use fault::{Fault, FaultCode, FaultDescription, Severity};
pub use levels::LevelSet;
pub use policy::{Policy, PolicyCode, PolicyError, PolicyFault, UnknownPolicy};
pub use record::import;
pub use record::{KeyRegister, Reading, Renamed, TablePlan, check, read_json};
pub use truth::Truth;
pub use vocabulary::{Child, Count, County, Date, Finding, FindingState, Slot};
