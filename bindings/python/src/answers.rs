//! The answers for many children: columns for other tools, counts, faults, and for each row the reasons.

use crate::fault::{table_error, told};
use crate::record::rejected;
use arrow_array::cast::AsArray;
use arrow_array::{Array, ArrayRef, RecordBatch};
use arrow_schema::{DataType, Schema, SchemaRef};
use chrono::NaiveDate;
use hutong::{Detail, Reading};
use hutong_arrow::{Assessed, ColumnAssessor, Counts, Options, RowFault, texts};
use pyo3::exceptions::PyIndexError;
use pyo3::prelude::*;
use pyo3::types::{PyCapsule, PyDict, PyList};
use pyo3_arrow::PyTable;
use serde_json::{Value, json};
use std::sync::Arc;

/// Where the rows came from.
#[derive(Debug)]
pub(crate) enum Source {
    Readings(Vec<Reading>),
    Table { schema: SchemaRef, batches: Vec<RecordBatch>, options: Options },
}

/// The answers for many children.
#[pyclass(frozen, module = "hutong._hutong")]
#[derive(Debug)]
pub(crate) struct Answers {
    pub(crate) policy: Arc<hutong::Policy>,
    pub(crate) as_of: NaiveDate,
    batches: Vec<RecordBatch>,
    faults: Vec<RowFault>,
    counts: Counts,
    source: Source,
    missing: Vec<String>,
    unused: Vec<String>,
}

impl Answers {
    pub(crate) fn new(
        policy: Arc<hutong::Policy>,
        as_of: NaiveDate,
        assessed: Vec<Assessed>,
        source: Source,
        missing: Vec<String>,
        unused: Vec<String>,
    ) -> Answers {
        let (mut batches, mut faults, mut counts) = (Vec::new(), Vec::new(), Counts::default());
        for part in assessed {
            counts.add(&part.counts);
            faults.extend(part.faults);
            batches.push(part.batch);
        }
        Answers { policy, as_of, batches, faults, counts, source, missing, unused }
    }

    /// The record of a row.
    pub(crate) fn reading(&self, py: Python<'_>, row: usize) -> PyResult<Reading> {
        let none =
            || PyIndexError::new_err(format!("there are {} rows; there is no row {row}", self.counts.rows));
        match &self.source {
            Source::Readings(readings) => readings.get(row).cloned().ok_or_else(none),
            Source::Table { schema, batches, options } => {
                let mut before = 0;
                for batch in batches {
                    if let Some(place) = row.checked_sub(before).filter(|place| *place < batch.num_rows()) {
                        let columns = ColumnAssessor::new(schema, &self.policy.at(self.as_of), options);
                        let reading = columns.and_then(|columns| columns.read(batch, place));
                        return reading.map_err(|error| table_error(py, &error));
                    }
                    before += batch.num_rows();
                }
                Err(none())
            }
        }
    }
}

#[pymethods]
impl Answers {
    fn __len__(&self) -> usize {
        self.counts.rows
    }

    /// The columns as an Arrow C stream.
    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyCapsule>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let schema = self.batches.first().map_or_else(|| Arc::new(Schema::empty()), RecordBatch::schema);
        let table = PyTable::try_new(self.batches.clone(), schema)?;
        table.into_pyobject(py)?.call_method1("__arrow_c_stream__", (requested_schema,))
    }

    /// The columns as lists of Python's own values.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let columns = PyDict::new(py);
        for batch in &self.batches {
            for (field, array) in batch.schema().fields().iter().zip(batch.columns()) {
                let values = match columns.get_item(field.name())? {
                    Some(values) => values.cast_into::<PyList>()?,
                    None => {
                        let values = PyList::empty(py);
                        columns.set_item(field.name(), &values)?;
                        values
                    }
                };
                append(py, array, field.name(), &values)?;
            }
        }
        Ok(columns)
    }

    /// What the policy says of a row, with every reason, as JSON.
    fn why(&self, py: Python<'_>, row: usize) -> PyResult<String> {
        let reading = self.reading(py, row)?;
        if reading.is_rejected() {
            return Err(rejected(py, &self.policy, &reading, self.as_of, Detail::Everything));
        }
        Ok(py.detach(|| self.policy.at(self.as_of).assess_fully(&reading.child).to_json()))
    }

    /// Every fault of the rejected rows, as JSON.
    fn faults_json(&self) -> String {
        let faults = self.faults.iter().map(|RowFault { row, fault }| {
            let mut told = told(fault);
            told["row"] = (*row).into();
            told
        });
        faults.collect::<Value>().to_string()
    }

    /// How many children there are of each level and trigger, as JSON.
    fn summary_json(&self) -> String {
        let (source, counts) = (self.policy.source(), &self.counts);
        let count = |list: &[usize], place: usize| list.get(place).copied().unwrap_or(0);
        let mut levels: Vec<Value> = Vec::new();
        for (place, level) in source.levels.iter().enumerate() {
            let (certain, possible) = (count(&counts.levels, place), count(&counts.possible_levels, place));
            levels.push(json!({
                "id": level.id, "zh": level.label.zh, "en": level.label.en, "colour": level.colour,
                "certain": certain, "possible": possible,
            }));
        }
        let last = source.levels.len();
        levels.push(json!({
            "id": "not-graded", "zh": "不予分级", "en": "not graded", "colour": "",
            "certain": count(&counts.levels, last), "possible": count(&counts.possible_levels, last),
        }));
        let triggers = source.triggers.iter().enumerate().map(|(place, trigger)| {
            json!({
                "id": trigger.id, "level": trigger.level, "zh": trigger.label.zh, "en": trigger.label.en,
                "clause": self.policy.places(&trigger.cite),
                "fired": count(&counts.triggers, place), "possible": count(&counts.possible_triggers, place),
            })
        });
        json!({
            "policy": source.id, "version": source.version, "hash": self.policy.hash(),
            "as_of": self.as_of.to_string(), "rows": counts.rows, "rejected": counts.rejected,
            "open": counts.open, "outside": counts.outside, "levels": levels,
            "triggers": triggers.collect::<Value>(),
        })
        .to_string()
    }

    /// Where each row stands: its level, `lowest..highest` where that is open, `outside`, or `rejected`.
    fn standings(&self, py: Python<'_>) -> PyResult<Vec<String>> {
        let mut standings = Vec::with_capacity(self.counts.rows);
        for batch in &self.batches {
            let column = |name: &str| match batch.column_by_name(name) {
                Some(array) => texts(array, name).map_err(|error| table_error(py, &error)),
                None => Ok(Vec::new()),
            };
            let (scopes, levels) = (column("scope")?, column("level")?);
            let (floors, ceilings) = (column("floor")?, column("ceiling")?);
            for row in 0..batch.num_rows() {
                let word = |column: &[Option<String>]| column.get(row).and_then(Clone::clone);
                standings.push(match (word(&scopes), word(&levels), word(&floors), word(&ceilings)) {
                    (None, ..) => "rejected".to_owned(),
                    (Some(scope), ..) if scope == "outside" => scope,
                    (_, Some(level), ..) => level,
                    (_, None, floor, ceiling) => {
                        format!("{}..{}", floor.unwrap_or_default(), ceiling.unwrap_or_default())
                    }
                });
            }
        }
        Ok(standings)
    }

    /// The key of each row, where the rows have keys.
    fn keys(&self, py: Python<'_>) -> PyResult<Vec<Option<String>>> {
        let mut keys = Vec::with_capacity(self.counts.rows);
        for batch in &self.batches {
            match batch.column_by_name("key") {
                Some(array) => keys.extend(texts(array, "key").map_err(|error| table_error(py, &error))?),
                None => keys.resize(keys.len() + batch.num_rows(), None),
            }
        }
        Ok(keys)
    }

    /// How many rows are rejected.
    #[getter]
    fn rejected(&self) -> usize {
        self.counts.rejected
    }

    /// Facts that some rule reads and that the table does not have: unknown for every child.
    #[getter]
    fn missing_columns(&self) -> Vec<String> {
        self.missing.clone()
    }

    /// Columns of the table that are not read.
    #[getter]
    fn unused_columns(&self) -> Vec<String> {
        self.unused.clone()
    }
}

/// Adds the values of an array to a list.
fn append(py: Python<'_>, array: &ArrayRef, name: &str, values: &Bound<'_, PyList>) -> PyResult<()> {
    match array.data_type() {
        DataType::Boolean => {
            for value in array.as_boolean() {
                values.append(value)?;
            }
        }
        DataType::List(_) => {
            let lists = array.as_list::<i32>();
            let words = texts(lists.values(), name).map_err(|error| table_error(py, &error))?;
            for (row, ends) in lists.offsets().windows(2).enumerate() {
                if lists.is_null(row) {
                    values.append(py.None())?;
                    continue;
                }
                let range = usize::try_from(ends[0]).unwrap_or(0)..usize::try_from(ends[1]).unwrap_or(0);
                values.append(words.get(range).unwrap_or_default())?;
            }
        }
        _ => {
            for text in texts(array, name).map_err(|error| table_error(py, &error))? {
                values.append(text)?;
            }
        }
    }
    Ok(())
}
