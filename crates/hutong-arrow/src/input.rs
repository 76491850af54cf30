//! The columns of a batch by dotted name, structs taken apart.

use arrow_array::cast::AsArray;
use arrow_array::{Array, ArrayRef, RecordBatch};
use arrow_buffer::NullBuffer;
use arrow_schema::{DataType, Fields, Schema};

/// The names of a table's columns, those within structs behind a dot: `father.state`.
#[must_use]
pub fn flat_names(schema: &Schema) -> Vec<String> {
    let mut names = Vec::new();
    walk("", schema.fields(), &mut |name, _| names.push(name));
    names
}

/// Their types, in the same order.
pub(crate) fn flat_types(schema: &Schema) -> Vec<DataType> {
    let mut types = Vec::new();
    walk("", schema.fields(), &mut |_, found| types.push(found.clone()));
    types
}

fn walk(group: &str, fields: &Fields, told: &mut impl FnMut(String, &DataType)) {
    for field in fields {
        let name = if group.is_empty() { field.name().clone() } else { format!("{group}.{}", field.name()) };
        match field.data_type() {
            DataType::Struct(inner) => walk(&name, inner, told),
            found => told(name, found),
        }
    }
}

/// The columns of a batch in the order of [`flat_names`], each with the children for whom a struct around it is
/// missing.
pub(crate) fn flat_columns(batch: &RecordBatch) -> Vec<(ArrayRef, Option<NullBuffer>)> {
    let mut columns = Vec::new();
    for column in batch.columns() {
        take_apart(column, None, &mut columns);
    }
    columns
}

fn take_apart(
    column: &ArrayRef,
    around: Option<&NullBuffer>,
    columns: &mut Vec<(ArrayRef, Option<NullBuffer>)>,
) {
    let nulls = NullBuffer::union(around, column.logical_nulls().as_ref());
    match column.as_struct_opt() {
        Some(group) => {
            for inner in group.columns() {
                take_apart(inner, nulls.as_ref(), columns);
            }
        }
        None => columns.push((ArrayRef::clone(column), nulls)),
    }
}
