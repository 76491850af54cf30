//! What is doubtful in a policy though it can be used.
use super::error::PolicyFault;
use super::program::Program;
use super::source::PolicySource;

pub(crate) fn lint(_source: &PolicySource, _program: &Program) -> Vec<PolicyFault> {
    Vec::new()
}
