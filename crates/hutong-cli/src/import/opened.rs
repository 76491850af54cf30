//! The table of an export: which rows are its header, which of its columns is which of ours, by the mapping file first and
//! then by what the core proposes.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{self, Cursor, Read};
use std::path::{Path, PathBuf};

use hutong::Policy;
use hutong::import::{ColumnProposal, HeaderRows, RowKinds, Standing, Why, find_header, propose};

use crate::arguments::InputArguments;
use crate::children::{Plan, mapping, mapping_for_json, path_of};
use crate::failure::Failure;
use crate::input::mapping::{Mapping, Target};
use crate::input::{InputError, LaidOut, Notice, Options, Rows, Source, Top, open, top};

/// How many rows from the top are looked at before anything is read.
const LOOKED_AT: usize = 400;

/// An export, opened as far as its first row.
pub(super) struct Export {
    /// Its rows.
    pub(super) rows: Box<dyn Rows>,
    /// What is known of them.
    pub(super) table: Table,
}

/// What is known of the table of an export.
pub(super) struct Table {
    /// Its headers, each with a name of its own.
    pub(super) headers: Vec<String>,
    /// The rows of its header.
    pub(super) header_rows: HeaderRows,
    /// What each header is taken for.
    pub(super) proposals: Vec<ColumnProposal>,
    /// How its rows are read.
    pub(super) plan: Plan,
    /// How its sheet is laid out.
    pub(super) laid_out: LaidOut,
    /// The headers, counted from 0, below which a blank means the same as above.
    pub(super) fill_down: Vec<usize>,
    /// The headers below which it perhaps does.
    pub(super) gaps: Vec<usize>,
    /// What the user should know of the file.
    pub(super) notices: Vec<Notice>,
}

impl Export {
    /// Opens a file, or standard input for `-`.
    pub(super) fn open(input: &InputArguments, policy: &Policy) -> Result<Export, Failure> {
        let given = mapping(&input.reading)?;
        let file = Again::of(&input.file)?;
        let options = Options { laid_out: true, ..Options::from(&input.reading) };
        let Some(seen) = top(file.source(), &options, LOOKED_AT)? else {
            return Err(if input.reading.mapping.is_some() { mapping_for_json() } else { not_a_table() });
        };
        if input.reading.sheet.is_none() && seen.notices.iter().any(|notice| notice.code == "other-sheets") {
            return Err(several_sheets());
        }
        let header_rows = match input.reading.header_row {
            Some(rows) => rows,
            None => {
                let named = |header: &str| given.columns.contains_key(header);
                find_header(policy, &seen.rows, &seen.laid_out.merged, named).ok_or_else(no_header)?
            }
        };
        let mut rows = open(file.source(), &Options { header_rows: Some(header_rows), ..options })?;
        let table = Table::of(rows.headers().unwrap_or_default(), header_rows, seen, &given, policy)?;
        table.plan.tell(&mut *rows);
        Ok(Export { rows, table })
    }
}

impl Table {
    fn of(
        names: &[String],
        header_rows: HeaderRows,
        seen: Top,
        given: &Mapping,
        policy: &Policy,
    ) -> Result<Table, Failure> {
        let sample = seen.rows.into_iter().filter(|(row, _)| *row > header_rows.last);
        let sample: Vec<Vec<String>> = sample.map(|(_, cells)| cells).collect();
        let headers = told_apart(names);
        let sample = children_of(&headers, sample, &propose(policy, names, &[]));
        let mut proposals = propose(policy, names, &sample);
        blank_headers(&mut proposals, &sample);
        confirm(&headers, &mut proposals, given, policy);
        let mut notices = seen.notices;
        let effective = effective(&headers, &proposals, given);
        let plan = Plan::of_table(&headers, &effective, policy, &mut notices)?;
        let at = |name: &String| headers.iter().position(|header| header == name);
        let merges = seen.laid_out.merged.iter().any(|area| area.rows.0 > header_rows.last);
        let gaps = if merges { Vec::new() } else { gaps(&plan, &sample, given, &headers) };
        Ok(Table {
            header_rows,
            proposals,
            laid_out: seen.laid_out,
            fill_down: given.fill_down.iter().filter_map(at).collect(),
            gaps,
            notices,
            headers,
            plan,
        })
    }
}

/// The rows of children among those looked at.
fn children_of(
    headers: &[String],
    sample: Vec<Vec<String>>,
    proposals: &[ColumnProposal],
) -> Vec<Vec<String>> {
    let used = proposals.iter().filter_map(|proposal| Some((proposal.header, proposal.path.as_deref()?)));
    let mut kinds = RowKinds::new(headers, used);
    sample.into_iter().filter(|cells| kinds.next(cells, false).is_none()).collect()
}

/// The headers, each with a name of its own: the second of the same name has `(2)` behind it.
fn told_apart(names: &[String]) -> Vec<String> {
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    let apart = names.iter().map(|name| {
        let times = seen.entry(name).or_default();
        *times += 1;
        if *times > 1 && !name.is_empty() { format!("{name} ({times})") } else { name.clone() }
    });
    apart.collect()
}

/// A blank header without anything below it is nothing to tell of.
fn blank_headers(proposals: &mut Vec<ColumnProposal>, sample: &[Vec<String>]) {
    let filled =
        |header: usize| sample.iter().any(|row| row.get(header).is_some_and(|cell| !cell.is_empty()));
    proposals.retain(|proposal| proposal.why != Why::NoHeader || filled(proposal.header));
}

/// What the mapping file says goes before what is proposed; a column that it names is no other header's.
fn confirm(headers: &[String], proposals: &mut [ColumnProposal], given: &Mapping, policy: &Policy) {
    let mut claimed: BTreeSet<String> = BTreeSet::new();
    let said = |proposal: &ColumnProposal| headers.get(proposal.header).map(|header| given.target(header));
    for proposal in proposals.iter_mut() {
        match said(proposal) {
            Some(Target::Column(column)) => {
                proposal.path = path_of(policy, column).or_else(|| Some(column.to_owned()));
                (proposal.standing, proposal.why) = (Standing::Certain, Why::Confirmed);
                proposal.against.clear();
                claimed.extend(proposal.path.clone());
            }
            Some(Target::PassedOver) => (proposal.path, proposal.why) = (None, Why::Confirmed),
            Some(Target::Unmapped) | None => {}
        }
    }
    for proposal in proposals.iter_mut().filter(|proposal| proposal.why != Why::Confirmed) {
        if proposal.path.as_ref().is_some_and(|path| claimed.contains(path)) {
            proposal.standing = Standing::Doubtful;
            proposal.against.push(Why::NamedTwice);
        }
    }
}

/// The mapping by which the rows are read: what is used, and nothing else.
fn effective(headers: &[String], proposals: &[ColumnProposal], given: &Mapping) -> Mapping {
    let mut columns: BTreeMap<String, String> = headers
        .iter()
        .filter(|header| !header.is_empty())
        .map(|header| (header.clone(), String::new()))
        .collect();
    for proposal in proposals.iter().filter(|proposal| proposal.is_used()) {
        if let Some((header, path)) = headers.get(proposal.header).zip(proposal.path.clone()) {
            columns.insert(header.clone(), path);
        }
    }
    // Headers that this file does not have are checked all the same.
    for (header, column) in &given.columns {
        columns.entry(header.clone()).or_insert_with(|| column.clone());
    }
    Mapping { columns, codes: given.codes.clone(), fill_down: BTreeSet::new() }
}

/// Columns of places that are blank below each of their values, as merged cells are once a sheet is saved as text.
fn gaps(plan: &Plan, sample: &[Vec<String>], given: &Mapping, headers: &[String]) -> Vec<usize> {
    let places = plan.used().filter(|(_, path)| path.starts_with("residence."));
    let has_gaps = |header: &usize| {
        let cells = sample.iter().filter(|row| row.iter().any(|cell| !cell.is_empty()));
        let filled: Vec<bool> =
            cells.map(|row| row.get(*header).is_some_and(|cell| !cell.is_empty())).collect();
        let values = filled.iter().filter(|filled| **filled).count();
        filled.first() == Some(&true) && filled.len() >= 4 && values * 2 <= filled.len()
    };
    let known = |header: &usize| headers.get(*header).is_some_and(|name| given.fill_down.contains(name));
    places.map(|(header, _)| header).filter(|header| has_gaps(header) && !known(header)).collect()
}

/// A file that is read more than once: standard input and pipes are held in memory for that.
enum Again {
    File(PathBuf),
    Bytes(Vec<u8>),
}

impl Again {
    fn of(path: &Path) -> Result<Again, Failure> {
        let mut bytes = Vec::new();
        if path == Path::new("-") {
            io::stdin().read_to_end(&mut bytes).map_err(InputError::cannot_read)?;
        } else if fs::metadata(path).is_ok_and(|about| !about.is_file() && !about.is_dir()) {
            let mut pipe = fs::File::open(path).map_err(InputError::cannot_open)?;
            pipe.read_to_end(&mut bytes).map_err(InputError::cannot_read)?;
        } else {
            return Ok(Again::File(path.to_owned()));
        }
        Ok(Again::Bytes(bytes))
    }

    fn source(&self) -> Source {
        match self {
            Again::File(path) => Source::Path(path.clone()),
            Again::Bytes(bytes) => Source::Reader(Box::new(Cursor::new(bytes.clone()))),
        }
    }
}

fn not_a_table() -> Failure {
    Failure::told(
        "not-for-json",
        "import 用于有表头的表格（CSV、XLSX）。JSON 记录已经使用本程序的列名，请直接用 validate 核对。",
        "import is for tables with headers (CSV, XLSX). Records in JSON have our names already: check them with validate.",
    )
}

fn several_sheets() -> Failure {
    Failure::told(
        "several-sheets",
        "工作簿有多个工作表都有内容，不知导入哪一个，也不应漏掉任何一个。请用 --sheet 名称或序号逐个导入。",
        "More than one sheet of the workbook has content: which to import cannot be told, and none should be missed. Import them one by one with --sheet NAME or its number.",
    )
}

fn no_header() -> Failure {
    Failure::told(
        "no-header-found",
        "前 30 行里没有找到表头：没有一行（或相邻的二三行）有已知的列名。请用 --header-row 指明表头所在行，必要时用 --mapping 对应；可用的列见 hutong columns。",
        "No header was found in the first 30 rows: no row, nor two or three together, has known names. Name the row with --header-row and, where needed, the columns with --mapping; `hutong columns` lists them.",
    )
}
