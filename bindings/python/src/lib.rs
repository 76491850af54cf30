//! The Python package `hutong`. It translates between Python and the core and decides nothing.
//! What Python programmers see stands in `python/hutong`; here is what it calls.

mod answers;
mod differences;
mod fault;
mod policy;
mod record;
mod table;

/// What the package `hutong` calls.
#[pyo3::pymodule]
mod _hutong {
    #[pymodule_export]
    use crate::answers::Answers;
    #[pymodule_export]
    use crate::differences::{difference, differences, schedule};
    #[pymodule_export]
    use crate::policy::{Policy, columns_json};
    #[pymodule_export]
    use crate::record::{ask, assess_record, assess_records, forecast, rules, validate};
    #[pymodule_export]
    use crate::table::{assess_table, used_columns};
}
