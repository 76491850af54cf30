//! Records that are already read, such as JSON objects, in columns like those of a table.

use crate::assess::{Assessed, RowFault};
use crate::error::ColumnsError;
use crate::output::{Layout, Output, Shape, metadata};
use arrow_array::{ArrayRef, StringArray};
use arrow_schema::DataType;
use hutong::block::{BLOCK, BlockAssessor};
use hutong::{Assessor, Fault, Reading, Renamed, TablePlan};
use std::sync::Arc;

/// The answers for records that are already read, in columns like those of a table.
///
/// Errors: more list items than one batch can hold.
pub fn assess_readings(
    readings: &[Reading],
    assessor: &Assessor<'_>,
    layout: Layout,
) -> Result<Assessed, ColumnsError> {
    let policy = assessor.policy();
    let plan = TablePlan::new(policy, &[], |_| Renamed::Unmentioned);
    let shape = Shape::new(policy, layout, Some(DataType::Utf8), metadata(assessor, &[], &[]));
    let mut block = BlockAssessor::new(assessor.clone(), plan);
    let mut output = Output::new(&shape, policy);
    let mut faults = Vec::new();
    for (number, some) in readings.chunks(BLOCK).enumerate() {
        let answers = block.assess_children(some.len(), |lane| some.get(lane).cloned().unwrap_or_default());
        let told =
            |(lane, fault): &(usize, Fault)| RowFault { row: number * BLOCK + lane, fault: fault.clone() };
        faults.extend(answers.faults().iter().map(told));
        output.push(&answers, some.len())?;
    }
    let keys: StringArray = readings.iter().map(|reading| reading.child.key.as_str()).collect();
    let keys: ArrayRef = Arc::new(keys);
    let (batch, counts) = output.finish(Some(keys))?;
    Ok(Assessed { batch, faults, counts })
}
