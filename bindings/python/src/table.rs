//! Tables: anything with the Arrow C stream interface in, answers in columns out.

use crate::answers::{Answers, Source};
use crate::fault::{day, table_error};
use crate::policy::Policy;
use arrow_array::RecordBatch;
use hutong::{Renamed, TablePlan};
use hutong_arrow::{ColumnAssessor, ColumnsError, Layout, Options, assess_many};
use pyo3::prelude::*;
use pyo3_arrow::input::AnyRecordBatch;
use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::sync::Arc;

/// What a policy says of the rows of a table.
#[pyfunction]
#[pyo3(signature = (policy, table, as_of, flags, mapping, threads, progress))]
#[expect(clippy::too_many_arguments, clippy::needless_pass_by_value, reason = "what Python's keywords give")]
pub(crate) fn assess_table(
    py: Python<'_>,
    policy: &Policy,
    table: AnyRecordBatch,
    as_of: &Bound<'_, PyAny>,
    flags: bool,
    mapping: BTreeMap<String, Option<String>>,
    threads: Option<usize>,
    progress: Option<Py<PyAny>>,
) -> PyResult<Answers> {
    let as_of = day(as_of, "as_of")?;
    let layout = if flags { Layout::Flags } else { Layout::Lists };
    let options = Options { layout, mapping };
    let reader = table.into_reader()?;
    let policy = Arc::clone(&policy.inner);
    let threads = threads.unwrap_or_else(|| std::thread::available_parallelism().map_or(1, usize::from));
    let mut interrupted = None;
    let answered = py.detach(|| {
        let schema = reader.schema();
        let batches = reader.collect::<Result<Vec<_>, _>>()?;
        let assessor = policy.at(as_of);
        let mut columns = ColumnAssessor::new(&schema, &assessor, &options)?;
        let rows: usize = batches.iter().map(RecordBatch::num_rows).sum();
        let mut go_on = |done: usize| {
            let told = Python::attach(|py| {
                py.check_signals()?;
                progress.as_ref().map_or(Ok(()), |progress| progress.call1(py, (done, rows)).map(drop))
            });
            match told {
                Ok(()) => ControlFlow::Continue(()),
                Err(error) => {
                    interrupted = Some(error);
                    ControlFlow::Break(())
                }
            }
        };
        let mut assessed = assess_many(&columns, &batches, threads, &mut go_on)?;
        if assessed.is_empty() {
            assessed.push(columns.assess(&RecordBatch::new_empty(Arc::clone(&schema)))?);
        }
        let (missing, unused) = (columns.missing_columns().to_vec(), columns.unused_columns().to_vec());
        Ok::<_, ColumnsError>((assessed, Source::Table { schema, batches, options }, missing, unused))
    });
    if let Some(error) = interrupted {
        return Err(error);
    }
    let (assessed, source, missing, unused) = answered.map_err(|error| table_error(py, &error))?;
    Ok(Answers::new(policy, as_of, assessed, source, missing, unused))
}

/// Which of some headers are columns that are read, by their places.
#[pyfunction]
#[expect(clippy::needless_pass_by_value, reason = "a list of Python's strings is made anew")]
pub(crate) fn used_columns(policy: &Policy, headers: Vec<String>) -> Vec<usize> {
    let plan = TablePlan::new(&policy.inner, &headers, |_| Renamed::Unmentioned);
    plan.used().map(|(header, _)| header).collect()
}
