//! Rows and JSON objects to entries: which header is which column, every fault of a row at once. Encodings, sheets and
//! line numbers are the caller's.

use crate::fault::{Fault, FaultCode};
use crate::record::header_key;
use crate::vocabulary::{Column, Part, Place};
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::Value;
use std::fmt;
use std::marker::PhantomData;

/// Which header of a table is which column of an entry. Made once for a file, then used for every row.
///
/// ```
/// # use hutong::organisations::{DoneRecord, EntryTable};
/// let headers = ["任务", "部门", "完成日期", "备注"].map(String::from);
/// let table = EntryTable::<DoneRecord>::new(&headers);
/// assert_eq!(table.unused(), [3]);
/// let (record, faults) = table.read(&["family-education", "妇联", "2025年3月8日", ""].map(String::from));
/// assert!(faults.is_empty());
/// assert_eq!(record.done_on.to_string(), "2025-03-08");
/// ```
#[derive(Clone, Debug)]
pub struct EntryTable<T> {
    /// For each column of the entry, the header that gives it.
    headers: Vec<Option<usize>>,
    columns: Vec<Column>,
    unused: Vec<usize>,
    repeated: Vec<(usize, usize)>,
    entry: PhantomData<T>,
}

impl<T: Part> EntryTable<T> {
    /// Finds the column of each header by its name, its Chinese or English label or another name that offices use.
    #[must_use]
    pub fn new(headers: &[String]) -> EntryTable<T> {
        let columns = columns::<T>();
        let mut table = EntryTable {
            headers: vec![None; columns.len()],
            columns,
            unused: Vec::new(),
            repeated: Vec::new(),
            entry: PhantomData,
        };
        for (header, name) in headers.iter().enumerate() {
            match find(&table.columns, name).and_then(|column| table.headers.get_mut(column)) {
                Some(Some(first)) => table.repeated.push((*first, header)),
                Some(slot) => *slot = Some(header),
                None => table.unused.push(header),
            }
        }
        table
    }

    /// The headers, counted from 0, that name no column and are not read.
    #[must_use]
    pub fn unused(&self) -> &[usize] {
        &self.unused
    }

    /// Headers whose column an earlier header already has, as (earlier, later), counted from 0.
    #[must_use]
    pub fn repeated(&self) -> &[(usize, usize)] {
        &self.repeated
    }

    /// The header, counted from 0, that gives a column, by the column's path.
    #[must_use]
    pub fn header_of(&self, path: &str) -> Option<usize> {
        let column = self.columns.iter().position(|column| column.path == path)?;
        self.headers.get(column).copied().flatten()
    }

    /// Reads one row. A cell that the row lacks is blank, and a blank cell is unknown; so is one with a fault.
    #[must_use]
    pub fn read(&self, cells: &[String]) -> (T, Vec<Fault>) {
        let mut entry = T::default();
        let mut faults = Vec::new();
        for (column, header) in self.headers.iter().enumerate() {
            let text = header.and_then(|header| cells.get(header)).map_or("", |cell| cell.trim());
            set(&mut entry, &self.columns, column, text, &mut faults);
        }
        (entry, faults)
    }
}

/// Reads one JSON object. Names are those of a table's headers; null, or a field left out, is unknown.
#[must_use]
pub fn read_entry_json<T: Part>(text: &str) -> (T, Vec<Fault>) {
    let mut entry = T::default();
    let mut faults = Vec::new();
    let columns = columns::<T>();
    let fields = match serde_json::from_str::<Members>(text.trim_start_matches('\u{feff}')) {
        Ok(Members(fields)) => fields,
        Err(error) if error.is_data() => {
            faults.push(Fault::with(FaultCode::WrongType, "", "一个JSON对象", "a JSON object"));
            return (entry, faults);
        }
        Err(error) => {
            let (line, column) = (error.line(), error.column());
            let (zh, en) = (format!("第{line}行第{column}字节"), format!("line {line}, byte {column}"));
            faults.push(Fault::with(FaultCode::NotJson, "", &zh, &en));
            return (entry, faults);
        }
    };
    let mut given = vec![false; columns.len()];
    for (name, value) in &fields {
        let Some(column) = find(&columns, name) else {
            let known: Vec<&str> = columns.iter().map(|column| column.path.as_str()).collect();
            let (zh, en) = (known.join("、"), known.join(", "));
            let (zh, en) = (format!("可用：{zh}"), format!("use one of {en}"));
            // The name is the sender's and may hold anything; it is not repeated.
            faults.push(Fault::with(FaultCode::UnknownField, "", &zh, &en));
            continue;
        };
        let path = columns.get(column).map_or("", |column| &column.path);
        if let Some(given) = given.get_mut(column)
            && std::mem::replace(given, true)
        {
            faults.push(Fault::new(FaultCode::RepeatedField, path));
            continue;
        }
        match value {
            Value::Null => {}
            Value::String(text) => set(&mut entry, &columns, column, text.trim(), &mut faults),
            Value::Number(number) => set(&mut entry, &columns, column, &number.to_string(), &mut faults),
            Value::Bool(_) | Value::Array(_) | Value::Object(_) => {
                faults.push(Fault::with(FaultCode::WrongType, path, "文字或数字", "text or a number"));
            }
        }
    }
    (entry, faults)
}

/// The members of a JSON object as they are written, one that stands twice twice.
struct Members(Vec<(String, Value)>);

impl<'de> Deserialize<'de> for Members {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Members, D::Error> {
        struct Each;
        impl<'de> Visitor<'de> for Each {
            type Value = Members;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Members, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(Members(members))
            }
        }
        deserializer.deserialize_map(Each)
    }
}

fn columns<T: Part>() -> Vec<Column> {
    let mut columns = Vec::new();
    T::describe(&Place::default(), &mut columns);
    columns
}

fn find(columns: &[Column], name: &str) -> Option<usize> {
    let key = header_key(name);
    let own = columns.iter().position(|column| {
        [&column.path, &column.zh, &column.en].iter().any(|label| header_key(label) == key)
    });
    own.or_else(|| {
        columns.iter().position(|column| column.headers.iter().any(|header| header_key(header) == key))
    })
}

fn set<T: Part>(entry: &mut T, columns: &[Column], column: usize, text: &str, faults: &mut Vec<Fault>) {
    if let Err(fault) = entry.set_text(column, text) {
        let path = columns.get(column).map_or("", |column| &column.path);
        faults.push(fault.at(path));
    }
}
