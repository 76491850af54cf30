//! From a file to readings of children: the file opened, its headers matched with the vocabulary, and each row read.
//! What is wrong with the file as a whole is told before the first row.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;

use chrono::NaiveDate;
use hutong::import::find_header;
use hutong::{Policy, Reading, Renamed, TablePlan, read_json};

use crate::arguments::ReadingArguments;
use crate::envelope;
use crate::failure::Failure;
use crate::input::mapping::{Mapping, Target};
use crate::input::{Content, Notice, Options, Rows, Source, column_letters, open};
use crate::schedule::files::is_of_entries;

/// What is known of a file of children before its first row.
#[derive(Debug)]
pub(crate) struct Children {
    /// How to read its rows.
    pub(crate) plan: Plan,
    /// What the user should know of it, though nothing failed.
    pub(crate) notices: Vec<Notice>,
}

/// How the rows of a file are read.
#[derive(Debug)]
pub(crate) struct Plan {
    /// For a table, which header is which column; none for JSON.
    table: Option<TablePlan>,
    /// For a table, the header of each column path, counted from 1.
    header_of: BTreeMap<String, u32>,
    /// For a table, the facts that rules read and no header gives.
    missing: Vec<String>,
}

impl Children {
    /// Opens a file, or standard input for `-`.
    pub(crate) fn open(
        path: &Path,
        arguments: &ReadingArguments,
        policy: &Policy,
    ) -> Result<(Children, Box<dyn Rows>), Failure> {
        let mapping = mapping(arguments)?;
        let (children, rows) = Children::open_with(path, arguments, &mapping, policy)?;
        if arguments.mapping.is_some() && rows.headers().is_none() {
            return Err(mapping_for_json());
        }
        Ok((children, rows))
    }

    /// The same with a mapping that is there for other files too.
    pub(crate) fn open_with(
        path: &Path,
        arguments: &ReadingArguments,
        mapping: &Mapping,
        policy: &Policy,
    ) -> Result<(Children, Box<dyn Rows>), Failure> {
        let source = if path == Path::new("-") {
            Source::Reader(Box::new(io::stdin()))
        } else {
            Source::Path(path.to_owned())
        };
        if !mapping.fill_down.is_empty() {
            return Err(fill_down_for_import());
        }
        let mut rows = open(source, &arguments.into())?;
        let mut notices = rows.notices().to_vec();
        let plan = match rows.headers() {
            Some(headers) => {
                if has_headings(headers, rows.first(), policy) {
                    return Err(headings_above());
                }
                Plan::of_table(headers, mapping, policy, &mut notices)?
            }
            None => Plan { table: None, header_of: BTreeMap::new(), missing: Vec::new() },
        };
        plan.tell(&mut *rows);
        Ok((Children { plan, notices }, rows))
    }
}

impl From<&ReadingArguments> for Options {
    fn from(arguments: &ReadingArguments) -> Options {
        Options {
            format: arguments.input_format.map(Into::into),
            sheet: arguments.sheet.clone(),
            encoding: arguments.encoding.map(Into::into),
            header_rows: arguments.header_row,
            max_record_bytes: arguments.max_record_bytes,
            ..Options::default()
        }
    }
}

/// Whether the row below the headers belongs to them, so that what was taken for headers are headings above headers.
fn has_headings(headers: &[String], first: Option<&[String]>, policy: &Policy) -> bool {
    let Some(first) = first else { return false };
    let rows = [(1, headers.to_vec()), (2, first.to_vec())];
    find_header(policy, &rows, &[], |_| false).is_some_and(|rows| rows.last == 2)
}

impl Plan {
    pub(crate) fn of_table(
        headers: &[String],
        mapping: &Mapping,
        policy: &Policy,
        notices: &mut Vec<Notice>,
    ) -> Result<Plan, Failure> {
        let mut table = TablePlan::new(policy, headers, |header| match mapping.target(header) {
            Target::Column(path) => Renamed::To(path),
            Target::PassedOver => Renamed::PassedOver,
            Target::Unmapped => Renamed::Unmentioned,
        });
        if let Some(&(first, second)) = table.repeated().first() {
            return Err(repeated_column(first, second));
        }
        let used: Vec<(usize, String)> =
            table.used().map(|(header, path)| (header, path.to_owned())).collect();
        if used.is_empty() {
            return Err(no_column());
        }
        let mut strange = 0;
        for (column, codes) in &mapping.codes {
            match path_of(policy, column) {
                Some(path) => {
                    if let Some((header, _)) = used.iter().find(|(_, used)| *used == path) {
                        table.set_codes(*header, codes.clone());
                    }
                }
                None if is_of_entries(column) => {}
                None => strange += 1,
            }
        }
        let targets = mapping.columns.values().filter(|column| !column.is_empty() && !is_of_entries(column));
        strange += targets.filter(|column| path_of(policy, column).is_none()).count();
        if strange > 0 {
            return Err(mapped_to_nothing(strange));
        }
        notices.extend(unused(&table, headers, mapping));
        let header_of = used.into_iter().map(|(header, path)| (path, letter_number(header))).collect();
        let missing = table.missing(policy);
        Ok(Plan { table: Some(table), header_of, missing })
    }

    /// Tells the reader of the file which columns are read.
    pub(crate) fn tell(&self, rows: &mut dyn Rows) {
        if self.table.is_some() {
            rows.read_only(self.used().map(|(header, _)| letter_number(header)).collect());
        }
    }

    /// Reads one row.
    pub(crate) fn read(&self, content: &Content, policy: &Policy, as_of: NaiveDate) -> Reading {
        match (content, &self.table) {
            (Content::Cells(cells), Some(table)) => table.read(cells, as_of),
            (Content::Cells(_), None) => read_json(policy, "", as_of),
            (Content::Json(text), _) => read_json(policy, envelope::child(text), as_of),
        }
    }

    /// The letters of the column that gives a fact, or of those that give a group of facts; none for JSON and where
    /// no header gives it.
    pub(crate) fn letters_of(&self, path: &str) -> Option<String> {
        let within =
            |known: &str| known == path || known.strip_prefix(path).is_some_and(|rest| rest.starts_with('.'));
        let mut headers: Vec<u32> =
            self.header_of.iter().filter(|(known, _)| within(known)).map(|(_, header)| *header).collect();
        headers.sort_unstable();
        let letters: Vec<String> = headers.into_iter().map(column_letters).collect();
        (!path.is_empty() && !letters.is_empty()).then(|| letters.join(", "))
    }

    /// For a table, the headers that are read, counted from 0, each with the path of its column.
    pub(crate) fn used(&self) -> impl Iterator<Item = (usize, &str)> {
        self.table.iter().flat_map(TablePlan::used)
    }

    /// For a table, the facts that rules read and no header gives.
    pub(crate) fn missing(&self) -> &[String] {
        &self.missing
    }

    /// For a table, the paths of the columns that it has, each with its letters, in the order of the file.
    pub(crate) fn columns(&self) -> Vec<(String, &str)> {
        let mut columns: Vec<(u32, &str)> =
            self.header_of.iter().map(|(path, number)| (*number, path.as_str())).collect();
        columns.sort_unstable();
        columns.into_iter().map(|(number, path)| (column_letters(number), path)).collect()
    }
}

/// A header's number as a spreadsheet counts columns, from 1.
pub(crate) fn letter_number(header: usize) -> u32 {
    u32::try_from(header).unwrap_or(u32::MAX).saturating_add(1)
}

/// The letters of headers, counted from 0.
pub(crate) fn letters(headers: impl Iterator<Item = usize>) -> String {
    headers.map(|header| column_letters(letter_number(header))).collect::<Vec<_>>().join(", ")
}

/// The path of the column that a mapping file means by a path or a label.
pub(crate) fn path_of(policy: &Policy, column: &str) -> Option<String> {
    let header = [column.to_owned()];
    let plan = TablePlan::new(policy, &header, |_| Renamed::To(column));
    plan.used().next().map(|(_, path)| path.to_owned())
}

/// The mapping file of a run, or an empty mapping.
pub(crate) fn mapping(arguments: &ReadingArguments) -> Result<Mapping, Failure> {
    arguments.mapping.as_deref().map_or_else(|| Ok(Mapping::default()), read_mapping)
}

fn read_mapping(path: &Path) -> Result<Mapping, Failure> {
    let text = fs::read_to_string(path)
        .map_err(|error| Failure::cannot_read("映射文件", "mapping file", path, &error))?;
    Mapping::read(&text).map_err(|errors| {
        let place = path.display();
        let say = |pick: fn(&crate::input::mapping::MappingError) -> &str| {
            let lines = errors.iter().map(|error| {
                format!("  {place}:{}:{} [{}] {}", error.line, error.column, error.code, pick(error))
            });
            lines.collect::<Vec<_>>().join("\n")
        };
        Failure::told(
            "mapping",
            format!("映射文件有 {} 处错误：\n{}", errors.len(), say(|error| &error.zh)),
            format!("The mapping file has {} error(s):\n{}", errors.len(), say(|error| &error.en)),
        )
    })
}

fn unused(table: &TablePlan, headers: &[String], mapping: &Mapping) -> Option<Notice> {
    let passed_over = |header: &usize| {
        headers.get(*header).is_none_or(|name| name.is_empty() || mapping.target(name) == Target::PassedOver)
    };
    let unused: Vec<usize> = table.unused().iter().copied().filter(|header| !passed_over(header)).collect();
    if unused.is_empty() {
        return None;
    }
    let which = letters(unused.iter().copied());
    Some(Notice {
        code: "columns-not-read",
        zh: format!(
            "表头第 {which} 列不是已知的列，没有读取。如其中有需要的事实，请用 --mapping 指明；可用的列见 hutong columns。"
        ),
        en: format!(
            "The headers of columns {which} are not known, and the columns were not read. If they hold facts that matter, name them with --mapping; `hutong columns` lists the known ones."
        ),
    })
}

fn repeated_column(first: usize, second: usize) -> Failure {
    let (first, second) = (column_letters(letter_number(first)), column_letters(letter_number(second)));
    Failure::told(
        "column-twice",
        format!(
            "第 {first} 列和第 {second} 列的表头指同一列，无法判断以哪一列为准。请删去或改名其中一列，或在映射文件中把其中一个写成空值。"
        ),
        format!(
            "The headers of columns {first} and {second} name the same column, and which one counts cannot be told. Remove or rename one, or set one to \"\" in a mapping file."
        ),
    )
}

fn no_column() -> Failure {
    Failure::told(
        "no-known-column",
        "没有一个表头是已知的列，无法评估。请检查表头所在行（--header-row）和工作表（--sheet）；其他系统的表头请用 --mapping 对应。可用的列见 hutong columns。",
        "Not one header is a known column, so nothing can be assessed. Check the row of the headers (--header-row) and the sheet (--sheet); for headers of another system use --mapping. `hutong columns` lists the known ones.",
    )
}

fn mapped_to_nothing(count: usize) -> Failure {
    Failure::told(
        "mapped-to-nothing",
        format!(
            "映射文件中有 {count} 处指向不存在的列。请核对 [columns] 等号右边和 [codes.…] 的名称；可用的列见 hutong columns。"
        ),
        format!(
            "The mapping file names {count} column(s) that do not exist. Check the right sides in [columns] and the names of [codes.…]; `hutong columns` lists the known ones."
        ),
    )
}

fn headings_above() -> Failure {
    Failure::told(
        "header-on-several-rows",
        "表头不止一行（上一级表头下面还有一行表头），照一行读取会把第二行表头当成儿童。请用 hutong import 整理后再读，或用 --header-row 指明各行，如 --header-row 3-4。",
        "The headers stand on more than one row (headings above headers); read as one, the second would pass for a child. Turn the file into clean records with `hutong import`, or name the rows, as in --header-row 3-4.",
    )
}

fn fill_down_for_import() -> Failure {
    Failure::told(
        "fill-down",
        "映射文件的 fill-down（同上则沿用上一行）只用于 hutong import。请先导入，再用整理好的文件。",
        "`fill-down` in a mapping file (blank means as above) is for `hutong import` alone. Import the file first, and use the clean records.",
    )
}

pub(crate) fn mapping_for_json() -> Failure {
    Failure::told(
        "mapping-for-json",
        "映射文件只用于有表头的文件（CSV、XLSX），不用于 JSON。请去掉 --mapping，或先转成表格。",
        "A mapping file is for files with headers (CSV, XLSX), not for JSON. Leave --mapping out, or convert the file to a table.",
    )
}
