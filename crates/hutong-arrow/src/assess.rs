//! A policy on a day over the batches of one table.

use crate::cells::{Cell, Cells};
use crate::counts::Counts;
use crate::error::ColumnsError;
use crate::input::{flat_columns, flat_names, flat_types};
use crate::output::{Options, Output, Shape, metadata};
use arrow_array::RecordBatch;
use arrow_schema::{Schema, SchemaRef};
use chrono::NaiveDate;
use hutong::block::{BLOCK, BlockAssessor};
use hutong::vocabulary::{Kind, column_by_path, columns};
use hutong::{Assessor, Fault, FaultCode, Reading, Renamed, TablePlan};
use std::sync::Arc;

/// A fault of a row that is rejected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowFault {
    /// The row, counted from 0.
    pub row: usize,
    /// What is wrong.
    pub fault: Fault,
}

/// The answers for a batch.
#[derive(Clone, Debug)]
pub struct Assessed {
    /// A row for each row of the batch, in its order. All answers of a rejected row are null.
    pub batch: RecordBatch,
    /// Every fault of the rejected rows.
    pub faults: Vec<RowFault>,
    /// How many children there are of each kind.
    pub counts: Counts,
}

/// A policy on a day over the batches of one table. What it learns of the cells it keeps for the next batch.
#[derive(Clone, Debug)]
pub struct ColumnAssessor<'p> {
    input: SchemaRef,
    block: BlockAssessor<'p>,
    shape: Shape,
    /// The place of the keys among the table's columns.
    key: Option<usize>,
    names: Vec<String>,
    unused: Vec<String>,
    missing: Vec<String>,
}

/// The answers for a batch: see [`ColumnAssessor`] for the columns, and for the faults of rejected rows.
///
/// Errors: a table that cannot be assessed as a whole; faults of single rows are no error.
pub fn assess(batch: &RecordBatch, assessor: &Assessor<'_>) -> Result<RecordBatch, ColumnsError> {
    let mut columns = ColumnAssessor::new(&batch.schema(), assessor, &Options::default())?;
    Ok(columns.assess(batch)?.batch)
}

impl<'p> ColumnAssessor<'p> {
    /// A policy on a day over the tables with a schema.
    ///
    /// Errors: two columns for the same fact, a mapping to no column. A type that a column cannot have is told with the
    /// first batch.
    pub fn new(
        input: &Schema,
        assessor: &Assessor<'p>,
        options: &Options,
    ) -> Result<ColumnAssessor<'p>, ColumnsError> {
        let policy = assessor.policy();
        let names = flat_names(input);
        let renamed = |name: &str| match options.mapping.get(name) {
            Some(Some(path)) => Renamed::To(path),
            Some(None) => Renamed::PassedOver,
            None => Renamed::Unmentioned,
        };
        let plan = TablePlan::new(policy, &names, renamed);
        let name = |place: usize| names.get(place).cloned().unwrap_or_default();
        for unused in plan.unused() {
            if let Some(Some(path)) = options.mapping.get(&name(*unused)) {
                return Err(ColumnsError::Mapping { name: name(*unused), path: path.clone() });
            }
        }
        if let Some((first, second)) = plan.repeated().first() {
            let path = plan.used().find(|(header, _)| header == first).map_or("", |(_, path)| path);
            return Err(ColumnsError::Repeated {
                first: name(*first),
                second: name(*second),
                path: path.to_owned(),
            });
        }
        let unused: Vec<String> = plan.unused().iter().map(|place| name(*place)).collect();
        let missing = plan.missing(policy);
        let metadata = metadata(assessor, &missing, &unused);
        let key = plan.used().find(|(_, path)| *path == "key").map(|(header, _)| header);
        let key_type = key.and_then(|header| flat_types(input).get(header).cloned());
        Ok(ColumnAssessor {
            input: Arc::new(input.clone()),
            shape: Shape::new(policy, options.layout, key_type, metadata),
            key,
            block: BlockAssessor::new(assessor.clone(), plan),
            names,
            unused,
            missing,
        })
    }

    /// The columns of the answer.
    #[must_use]
    pub fn schema(&self) -> SchemaRef {
        Arc::clone(&self.shape.schema)
    }

    /// The columns of the table that are not read.
    #[must_use]
    pub fn unused_columns(&self) -> &[String] {
        &self.unused
    }

    /// The paths of facts that some rule reads and that the table does not have: unknown for every child.
    #[must_use]
    pub fn missing_columns(&self) -> &[String] {
        &self.missing
    }

    /// The answers for a batch.
    ///
    /// Errors: a batch with another schema, or with a column of a type that it cannot have.
    pub fn assess(&mut self, batch: &RecordBatch) -> Result<Assessed, ColumnsError> {
        let cells = self.cells(batch)?;
        let (policy, as_of) = (self.block.assessor().policy(), self.block.assessor().as_of());
        let mut output = Output::new(&self.shape, policy);
        let mut learnt = vec![Vec::new(); cells.len()];
        let mut faults = Vec::new();
        for first in (0..batch.num_rows()).step_by(BLOCK) {
            let count = BLOCK.min(batch.num_rows() - first);
            for (column, ((_, _, cells), learnt)) in cells.iter().zip(&mut learnt).enumerate() {
                cells.fill(&mut self.block, column, first, count, learnt);
            }
            let width = self.names.len();
            let answers =
                self.block.assess(count, |plan, lane| read_row(plan, &cells, width, first + lane, as_of));
            let told = |(lane, fault): &(usize, Fault)| RowFault { row: first + lane, fault: fault.clone() };
            faults.extend(answers.faults().iter().map(told));
            output.push(&answers, count)?;
        }
        let key =
            self.key.and_then(|place| flat_columns(batch).into_iter().nth(place)).map(|(array, _)| array);
        let (batch, counts) = output.finish(key)?;
        Ok(Assessed { batch, faults, counts })
    }

    /// One row of a batch as a record, by the way of the single record: what `assess_fully` needs to say why.
    ///
    /// Errors: as for [`ColumnAssessor::assess`].
    pub fn read(&self, batch: &RecordBatch, place: usize) -> Result<Reading, ColumnsError> {
        let cells = self.cells(&batch.slice(place, 1))?;
        Ok(read_row(self.block.plan(), &cells, self.names.len(), 0, self.block.assessor().as_of()))
    }

    /// The cells of the columns that are read: header, path, cells.
    fn cells(&self, batch: &RecordBatch) -> Result<Vec<(usize, String, Cells)>, ColumnsError> {
        let given = batch.schema();
        if given.fields().len() != self.input.fields().len() || flat_names(&given) != self.names {
            return Err(ColumnsError::OtherSchema);
        }
        let flat = flat_columns(batch);
        let used = self.block.columns().filter_map(|(header, path)| Some((header, path, flat.get(header)?)));
        used.map(|(header, path, (array, nulls))| {
            let name = self.names.get(header).map_or("", String::as_str);
            let kind = column_by_path(path).and_then(|place| columns().get(place)).map(|column| column.kind);
            let cells = Cells::new(array, nulls.clone(), name, path, kind == Some(Kind::Text))?;
            Ok((header, path.to_owned(), cells))
        })
        .collect()
    }
}

/// Reads a row as a whole.
fn read_row(
    plan: &TablePlan,
    cells: &[(usize, String, Cells)],
    width: usize,
    place: usize,
    as_of: NaiveDate,
) -> Reading {
    let (mut row, mut faults) = (vec![String::new(); width], Vec::new());
    for (header, path, cells) in cells {
        match cells.cell(place) {
            Cell::Blank => {}
            Cell::Text(text) => {
                if let Some(cell) = row.get_mut(*header) {
                    *cell = text.into_owned();
                }
            }
            Cell::Unfit => {
                let (zh, en) = ("文字、日期或整数", "text, a date or a whole number");
                faults.push(Fault::with(FaultCode::WrongType, path, zh, en));
            }
        }
    }
    let mut reading = plan.read(&row, as_of);
    reading.faults.splice(0..0, faults);
    reading
}
