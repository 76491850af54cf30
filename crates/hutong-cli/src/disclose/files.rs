//! Lists as files: one file an office (for CSV one a list), so that what is forwarded is what that office may know, and
//! one for the sender of what is to be verified. Nothing of a child stands in the name of a file or sheet. Every file
//! is written and flushed before the first takes its place.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use hutong::disclose::ListDocument;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook};

use crate::disclose::List;
use crate::disclose::arguments::{DiscloseArguments, ListsFormat};
use crate::disclose::gather::ToVerify;
use crate::export_csv::CsvOut;
use crate::export_xlsx::{Sheet, save};
use crate::failure::Failure;
use crate::messages;
use crate::output::{Output, refuse_same};
use crate::words::Words;

/// The name of the file of what is to be verified, without its ending.
const TO_VERIFY: &str = "to-verify";

/// The longest name of a sheet, in characters.
const LONGEST_SHEET: usize = 31;

/// Where the lists go.
pub(super) struct Destination {
    format: ListsFormat,
    folder: Option<PathBuf>,
    standard: Option<Output>,
}

impl Destination {
    /// Settles where the lists go, before anything is read.
    pub(super) fn new(
        arguments: &DiscloseArguments,
        format: ListsFormat,
        lists: &[List<'_>],
    ) -> Result<Destination, Failure> {
        let folder = arguments.output.clone().filter(|folder| folder != Path::new("-"));
        let many = match format {
            ListsFormat::Table => false,
            ListsFormat::Xlsx => true,
            ListsFormat::Csv => lists.len() > 1,
            ListsFormat::Json | ListsFormat::Jsonl => lists
                .windows(2)
                .any(|pair| pair.first().map(|list| &list.to.id) != pair.last().map(|list| &list.to.id)),
        };
        if folder.is_none() && many {
            return Err(Failure::told(
                "lists-need-a-folder",
                "名单按接收机构分文件写出。请加 --output 文件夹；csv、json、jsonl 也可用 --to（csv 另加 --list）只要一份。",
                "Lists are written one file an office. Add --output FOLDER; for csv, json and jsonl --to (for csv with --list) asks for a single one.",
            ));
        }
        if folder.is_some() && format == ListsFormat::Table {
            return Err(Failure::told(
                "table-with-folder",
                "--format table 只显示人数，不写文件。请去掉 --output，或换用 xlsx、csv、json、jsonl。",
                "--format table only shows numbers and writes no file. Leave --output out, or use xlsx, csv, json or jsonl.",
            ));
        }
        let input = [
            Some(arguments.input.file.as_path()),
            arguments.rejected.as_deref(),
            arguments.input.reading.mapping.as_deref(),
        ];
        refuse_same(&input)?;
        let Some(folder) = folder else {
            return Ok(Destination { format, folder: None, standard: Some(Output::open(None)?) });
        };
        let made = if folder.is_dir() { Ok(()) } else { fs::create_dir(&folder) };
        made.map_err(|error| Failure::cannot_write(&folder, &error))?;
        let destination = Destination { format, folder: Some(folder), standard: None };
        for path in destination.planned(lists) {
            refuse_same(&[input[0], input[1], input[2], Some(path.as_path())])?;
        }
        Ok(destination)
    }

    /// Whether a person looks at what is written.
    pub(super) fn is_terminal(&self) -> bool {
        self.standard.as_ref().is_some_and(Output::is_terminal)
    }

    /// Where the list of what is to be verified goes, if it is written.
    pub(super) fn to_verify(&self) -> Option<PathBuf> {
        self.folder.as_ref().map(|folder| folder.join(format!("{TO_VERIFY}.{}", self.format.ending())))
    }

    /// The files, each once.
    fn planned(&self, lists: &[List<'_>]) -> Vec<PathBuf> {
        let Some(folder) = &self.folder else { return Vec::new() };
        let mut paths: Vec<PathBuf> =
            lists.iter().map(|list| folder.join(file_of(list, self.format))).collect();
        paths.extend(self.to_verify());
        paths.dedup();
        paths
    }

    /// Writes everything. `told` is the report: the output itself for a table, else a message.
    pub(super) fn write(
        self,
        lists: &[List<'_>],
        to_verify: &[ToVerify],
        words: Words<'_>,
        as_of: NaiveDate,
        told: &str,
    ) -> Result<(), Failure> {
        if self.format == ListsFormat::Table {
            let mut output = self.standard.map_or_else(|| Output::open(None), Ok)?;
            output.write_styled(told)?;
            return output.finish();
        }
        let format = self.format;
        let mut done = Vec::new();
        let offices: Vec<&[List<'_>]> = lists.chunk_by(|one, other| one.to.id == other.to.id).collect();
        match (self.standard, &self.folder) {
            (Some(output), _) => {
                // One office, as was settled before anything was read.
                if let Some(office) = offices.first() {
                    done.push(write_office(format, output, office, words, as_of)?);
                }
            }
            (None, Some(folder)) => {
                for office in offices {
                    let parts: Vec<&[List<'_>]> =
                        if format == ListsFormat::Csv { office.chunks(1).collect() } else { vec![office] };
                    for part in parts {
                        let Some(first) = part.first() else { continue };
                        let output = Output::open(Some(&folder.join(file_of(first, format))))?;
                        done.push(write_office(format, output, part, words, as_of)?);
                    }
                }
                let path = folder.join(format!("{TO_VERIFY}.{}", format.ending()));
                done.push(write_to_verify(format, Output::open(Some(&path))?, to_verify, words, as_of)?);
            }
            (None, None) => {}
        }
        // A full disk is known by now: only what is complete takes its place.
        for output in &mut done {
            output.flush()?;
        }
        for output in done {
            output.finish()?;
        }
        messages::report(told);
        Ok(())
    }
}

/// The name of the file on which a list stands.
pub(super) fn file_of(list: &List<'_>, format: ListsFormat) -> String {
    match format {
        ListsFormat::Csv => format!("{}.{}.csv", list.to.id, list.of.id),
        _ => format!("{}.{}", list.to.id, format.ending()),
    }
}

/// The headers of a list in words.
pub(super) fn headers(list: &List<'_>, words: Words<'_>) -> Vec<String> {
    let columns = list.of.labelled_columns(words.policy);
    columns.iter().map(|column| words.language.label(&column.label).into_owned()).collect()
}

/// What is told of a child in words.
pub(super) fn cells(list: &List<'_>, values: &[String], words: Words<'_>) -> Vec<String> {
    let level = |ids: &str| {
        let places =
            ids.split('+').map(|id| words.policy.source().levels.iter().position(|level| level.id == id));
        let labels: Vec<_> = places.map(|place| words.level(place)).collect();
        let joined = labels.join(words.language.comma());
        if labels.len() < 2 {
            return joined;
        }
        words.language.pick(format!("{joined}（待核实）"), format!("{joined} (to verify)")).into_owned()
    };
    let columns = list.of.columns.iter().zip(values);
    columns
        .map(|(path, value)| match path.as_str() {
            _ if value.is_empty() => String::new(),
            "level" => level(value),
            path => words.value(path, value),
        })
        .collect()
}

/// The name of the sheet of a list: what it is about, as far as a sheet's name takes it, unlike those before it.
pub(super) fn sheet_of(lists: &[List<'_>], place: usize, words: Words<'_>) -> String {
    let name = |list: &List<'_>, most: usize| -> String {
        let label = words.language.label(list.of.label);
        let plain = label.chars().map(|sign| if "[]:*?/\\'".contains(sign) { '·' } else { sign });
        plain.take(most).collect()
    };
    let Some(list) = lists.get(place) else { return String::new() };
    let own = name(list, LONGEST_SHEET);
    let before = lists.iter().take(place).filter(|other| other.to.id == list.to.id);
    let alike = before.filter(|other| name(other, LONGEST_SHEET) == own).count();
    if alike == 0 { own } else { format!("{} {}", name(list, LONGEST_SHEET - 4), alike + 1) }
}

/// The lists of one office; of CSV one list.
fn write_office(
    format: ListsFormat,
    mut output: Output,
    lists: &[List<'_>],
    words: Words<'_>,
    as_of: NaiveDate,
) -> Result<Output, Failure> {
    match format {
        ListsFormat::Table => {}
        ListsFormat::Json => {
            let Some(first) = lists.first() else { return Ok(output) };
            let all = lists.iter().map(|list| list.of.list(words.policy, &list.told)).collect();
            let document = ListDocument::new(words.policy, as_of, &first.to.id, all);
            writeln!(output, "{}", serde_json::to_string(&document).unwrap_or_default())?;
        }
        ListsFormat::Jsonl => {
            for list in lists {
                for child in list.of.list(words.policy, &list.told).children {
                    let line = serde_json::json!({ "to": list.to.id, "list": list.of.id, "child": child });
                    writeln!(output, "{line}")?;
                }
            }
        }
        ListsFormat::Csv => {
            let Some(list) = lists.first() else { return Ok(output) };
            let mut csv = CsvOut::new(output, &headers(list, words))?;
            list.told.iter().try_for_each(|values| csv.row(&cells(list, values, words)))?;
            return csv.into_output();
        }
        ListsFormat::Xlsx => {
            let mut workbook = new_workbook(as_of);
            for (place, list) in lists.iter().enumerate() {
                let name = sheet_of(lists, place, words);
                let mut sheet = Sheet::new(&mut workbook, &name, headers(list, words))?;
                sheet.print_on_a4(&mut workbook)?;
                for values in &list.told {
                    sheet.row(&mut workbook, &cells(list, values, words), None)?;
                }
            }
            save(&mut workbook, &mut output)?;
        }
    }
    Ok(output)
}

/// The columns of what is to be verified: id, Chinese and English header.
const COLUMNS: [(&str, &str, &str); 10] = [
    ("key", "编号", "key"),
    ("township", "乡镇街道", "township"),
    ("village", "村居", "village"),
    ("to", "报给谁", "to"),
    ("list", "名单代码", "list"),
    ("about", "事项", "about"),
    ("cite", "条款", "clause"),
    ("missing", "待核实的事实代码", "missing facts"),
    ("to_verify", "待核实", "to verify"),
    ("faults", "退回原因代码", "faults of the row"),
];

fn write_to_verify(
    format: ListsFormat,
    mut output: Output,
    entries: &[ToVerify],
    words: Words<'_>,
    as_of: NaiveDate,
) -> Result<Output, Failure> {
    let rows = entries.iter().map(|entry| to_verify_cells(entry, words));
    let titles = COLUMNS.iter().map(|(_, zh, en)| words.language.pick(*zh, *en).into_owned()).collect();
    match format {
        ListsFormat::Table => {}
        ListsFormat::Json | ListsFormat::Jsonl => {
            for cells in rows {
                let ids = COLUMNS.iter().map(|(id, ..)| (*id).to_owned());
                let line: serde_json::Map<String, serde_json::Value> =
                    ids.zip(cells.into_iter().map(Into::into)).collect();
                writeln!(output, "{}", serde_json::Value::Object(line))?;
            }
        }
        ListsFormat::Csv => {
            let titles: Vec<String> = titles;
            let mut csv = CsvOut::new(output, &titles)?;
            for cells in rows {
                csv.row(&cells)?;
            }
            return csv.into_output();
        }
        ListsFormat::Xlsx => {
            let mut workbook = new_workbook(as_of);
            let name = words.language.pick("待核实", "to verify");
            let mut sheet = Sheet::new(&mut workbook, &name, titles)?;
            sheet.print_on_a4(&mut workbook)?;
            for cells in rows {
                sheet.row(&mut workbook, &cells, None)?;
            }
            save(&mut workbook, &mut output)?;
        }
    }
    Ok(output)
}

fn to_verify_cells(entry: &ToVerify, words: Words<'_>) -> Vec<String> {
    let lists = words.policy.disclosures();
    let Some(list) = lists.get(entry.disclosure) else { return Vec::new() };
    let facts: Vec<_> = entry.missing.iter().map(|path| words.fact(path)).collect();
    let what = if entry.faults.is_empty() {
        facts.join(words.language.comma())
    } else {
        let told =
            ("可读的内容已符合，更正该行后报送", "what is readable calls for it: correct the row, then send");
        words.language.pick(told.0, told.1).into_owned()
    };
    vec![
        entry.key.clone(),
        entry.township.clone(),
        entry.village.clone(),
        words.offices(list.to),
        list.id.to_owned(),
        words.language.label(list.label).into_owned(),
        list.cite.to_owned(),
        entry.missing.join("; "),
        what,
        entry.faults.join("; "),
    ]
}

/// A workbook whose only property is the day for which it holds.
fn new_workbook(as_of: NaiveDate) -> Workbook {
    let mut workbook = Workbook::new();
    if let Ok(day) = ExcelDateTime::parse_from_str(&as_of.to_string()) {
        workbook.set_properties(&DocProperties::new().set_creation_datetime(&day));
    }
    workbook
}
