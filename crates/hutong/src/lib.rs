//! Hutong (护童) core.

pub mod assessment;
mod assessor;
pub mod dates;
mod derive;
mod fault;
mod graph;
mod levels;
pub mod policy;
mod truth;
pub mod vocabulary;

pub use assessment::{Assessment, Detail};
pub use assessor::{Assessor, Scratch, Verdict};
pub use fault::{Fault, FaultCode, FaultDescription, Severity};
pub use levels::LevelSet;
pub use policy::{Policy, PolicyCode, PolicyError, PolicyFault, UnknownPolicy};
pub use truth::Truth;
pub use vocabulary::{Child, Count, County, Date, Finding, FindingState, Slot};
