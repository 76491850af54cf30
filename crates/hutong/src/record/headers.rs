//! The headers of a table and the columns they lead to: found once for a file, then every row is taken apart by them.
//! What the columns mean, and what becomes of a cell, is the affair of each kind of table.

use super::table::Renamed;
use crate::fault::{Fault, FaultCode};
use std::collections::BTreeMap;

/// One header that is read.
#[derive(Clone, Debug)]
pub(crate) struct Field<T> {
    header: usize,
    pub(crate) target: T,
    /// The path of its column.
    pub(crate) path: String,
    /// From their code to our spelling.
    codes: Option<BTreeMap<String, String>>,
}

/// The headers of a table, each with its column.
#[derive(Clone, Debug)]
pub(crate) struct Headers<T> {
    fields: Vec<Field<T>>,
    unused: Vec<usize>,
    repeated: Vec<(usize, usize)>,
}

impl<T> Headers<T> {
    /// Finds the column of each header, and its path; `renamed` says what a mapping file has for it.
    ///
    /// A header that the mapping file leads to no column is unused, as one without a column is. Of two headers for one
    /// path only the first is read.
    pub(crate) fn new<'a>(
        headers: &'a [String],
        renamed: impl Fn(&'a str) -> Renamed<'a>,
        find: impl Fn(&str) -> Option<(T, String)>,
    ) -> Headers<T> {
        let mut plan = Headers { fields: Vec::new(), unused: Vec::new(), repeated: Vec::new() };
        for (header, name) in headers.iter().enumerate() {
            let found = match renamed(name) {
                Renamed::To(column) => find(column),
                Renamed::PassedOver => continue,
                Renamed::Unmentioned => find(name),
            };
            let Some((target, path)) = found else {
                plan.unused.push(header);
                continue;
            };
            if let Some(first) = plan.fields.iter().find(|field| field.path == path) {
                plan.repeated.push((first.header, header));
            } else {
                plan.fields.push(Field { header, target, path, codes: None });
            }
        }
        plan
    }

    /// The headers, counted from 0, for which no column was found; those passed over on purpose are not among them.
    pub(crate) fn unused(&self) -> &[usize] {
        &self.unused
    }

    /// Headers whose column an earlier header already has, as (earlier, later), counted from 0.
    pub(crate) fn repeated(&self) -> &[(usize, usize)] {
        &self.repeated
    }

    /// The headers that are read, counted from 0, each with the path of its column.
    pub(crate) fn used(&self) -> impl Iterator<Item = (usize, &str)> {
        self.fields.iter().map(|field| (field.header, field.path.as_str()))
    }

    /// Gives the cells under a header, counted from 0, a meaning: from the other system's code to a spelling of ours.
    pub(crate) fn set_codes(&mut self, header: usize, codes: BTreeMap<String, String>) {
        if let Some(field) = self.fields.iter_mut().find(|field| field.header == header) {
            field.codes = Some(codes);
        }
    }

    /// Whether the cells under a header, counted from 0, have codes.
    pub(crate) fn has_codes(&self, header: usize) -> bool {
        self.fields.iter().any(|field| field.header == header && field.codes.is_some())
    }

    /// The cells of a row that are not blank, each with its field: trimmed, and in our spelling where the field has
    /// codes. Cells that the row lacks are blank; cells past the headers are the caller's.
    pub(crate) fn cells<'r, S: AsRef<str>>(
        &'r self,
        cells: &'r [S],
    ) -> impl Iterator<Item = (&'r Field<T>, Result<&'r str, Fault>)> {
        self.fields.iter().filter_map(|field| {
            let text = cells.get(field.header).map_or("", |cell| cell.as_ref().trim());
            if text.is_empty() {
                return None;
            }
            let ours = match &field.codes {
                None => Ok(text),
                Some(codes) => match codes.get(text) {
                    Some(ours) if ours.trim().is_empty() => return None,
                    Some(ours) => Ok(ours.trim()),
                    None => Err(unknown_code(codes, &field.path)),
                },
            };
            Some((field, ours))
        })
    }
}

/// A code that the mapping file does not have. What the file has is no child's data and may be named.
fn unknown_code(codes: &BTreeMap<String, String>, path: &str) -> Fault {
    let known: Vec<&str> = codes.keys().map(String::as_str).collect();
    Fault::with(FaultCode::UnknownCode, path, &known.join("、"), &format!("`{}`", known.join("`, `")))
}
