//! A filled form on its way out: what every output of it shares, and the choice between them.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::Path;

use hutong::form::{FormCell, FormHead, FormTable, HeadField, Published};

use crate::export_csv::CsvOut;
use crate::failure::Failure;
use crate::form::arguments::FormFormat;
use crate::form::counting::Keys;
use crate::form::table_fault::TableFault;
use crate::form::{page, publication, report, workbook};
use crate::messages;
use crate::output::Output;
use crate::words::Words;

/// A filled form, with what stands around its numbers.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Filled<'a, 'p> {
    /// The numbers.
    pub(crate) table: &'a FormTable<'p>,
    /// Which of them are shown, where the form is for publication.
    pub(crate) published: Option<&'a Published>,
    /// What stands above them.
    pub(crate) head: &'a FormHead,
    /// The children behind them, or the units that were added up.
    pub(crate) behind: Behind<'a>,
    /// The language of its words.
    pub(crate) words: Words<'p>,
}

/// What stands behind the figures.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Behind<'a> {
    /// Nothing is told.
    Nothing,
    /// The keys of the children.
    Children(&'a Keys),
    /// The units, each with its number of every figure, what is wrong with their tables, and, in Chinese and English,
    /// which tables are left out.
    Units(&'a [(String, BTreeMap<FormCell, u64>)], &'a [TableFault], &'a [(String, String)]),
}

impl Filled<'_, '_> {
    /// A number; none where it is hidden.
    pub(crate) fn figure(&self, cell: FormCell) -> Option<u64> {
        match self.published {
            Some(published) => published.shown.get(&cell).copied(),
            None => Some(self.table.figure(cell)),
        }
    }

    /// A number as it is printed, or the mark of a hidden one.
    pub(crate) fn printed(&self, cell: FormCell) -> String {
        self.figure(cell).map_or_else(|| self.mark().to_owned(), |number| number.to_string())
    }

    /// What stands in the place of a hidden number.
    pub(crate) fn mark(&self) -> &str {
        let form = self.words.policy.source().form.as_ref();
        form.and_then(|form| form.publication.as_ref()).map_or("", |publication| publication.mark.as_str())
    }

    /// A printed word with what the filler gave for it, such as 填报单位：青榕镇.
    pub(crate) fn head_text(&self, field: HeadField) -> String {
        let language = self.words.language;
        let label = self.words.policy.source().form.as_ref().map(|form| field.label(&form.words));
        let label = label.map(|label| language.label(label)).unwrap_or_default();
        let given = match field {
            HeadField::Unit => self.head.unit.clone(),
            HeadField::FilledBy => self.head.filled_by.clone(),
            HeadField::Telephone => self.head.telephone.clone(),
            HeadField::Date => self.head.date.map(|day| {
                language.pick(day.format("%Y年%-m月%-d日").to_string(), day.to_string()).into_owned()
            }),
        };
        let colon = language.pick("：", ": ");
        let colon = if language == crate::language::Language::Both { "：" } else { &colon };
        format!("{label}{colon}{}", given.unwrap_or_default())
    }

    /// The title.
    pub(crate) fn title(&self) -> String {
        let title = self.words.policy.form_title(self.head.year).unwrap_or_default();
        self.words.language.label(&title).into_owned()
    }

    /// A figure's label.
    pub(crate) fn label(&self, cell: FormCell) -> String {
        self.words.language.label(&cell.label(self.words.policy)).into_owned()
    }

    /// The label of a row with its number, such as 1. 孤儿数.
    pub(crate) fn row_label(&self, row: usize) -> String {
        let number = self.words.policy.form_rows().get(row).map_or(0, |row| row.number);
        let label = self.words.policy.form_row_label(row).map(|label| self.words.language.label(label));
        format!("{number}. {}", label.unwrap_or_default())
    }

    /// The label of a row's second number.
    pub(crate) fn of_which_label(&self, row: usize) -> String {
        let row = self.words.policy.form_rows().get(row);
        row.map(|row| self.words.language.label(&row.of_which).into_owned()).unwrap_or_default()
    }

    /// The label in the cell of a level.
    pub(crate) fn level_label(&self, level: usize) -> String {
        let label = self.words.policy.form_level_label(level);
        label.map(|label| self.words.language.label(label).into_owned()).unwrap_or_default()
    }

    /// What stands in the remarks of a row.
    pub(crate) fn remark(&self, row: usize) -> String {
        if self.published.is_some() {
            return String::new();
        }
        let language = self.words.language;
        let notes = self.table.row_notes(row);
        let notes: Vec<_> =
            notes.iter().map(|note| language.pick(note.zh.as_str(), note.en.as_str())).collect();
        notes.join(language.semicolon())
    }

    /// What must be said below the table.
    pub(crate) fn notes(&self) -> Vec<String> {
        let language = self.words.language;
        if self.published.is_some() {
            let form = self.words.policy.source().form.as_ref();
            let note = form.and_then(|form| form.publication.as_ref()).map(|publication| &publication.note);
            return note.map(|note| language.label(note).into_owned()).into_iter().collect();
        }
        let left_out = if let Behind::Units(_, _, left_out) = self.behind { left_out } else { &[] };
        let left_out = left_out.iter().map(|(zh, en)| language.pick(zh.as_str(), en.as_str()).into_owned());
        let notes = self.table.notes();
        let notes = notes.iter().map(|note| language.pick(note.zh.as_str(), note.en.as_str()).into_owned());
        left_out.chain(notes).collect()
    }

    /// The lines below the form: children who stand in none of its rows, those first who may have the highest level.
    pub(crate) fn below(&self) -> Vec<(FormCell, u64)> {
        if self.published.is_some() {
            return Vec::new();
        }
        let mut below: Vec<(FormCell, u64)> =
            self.table.figures().filter(|(cell, _)| cell.is_below()).collect();
        below.sort_by_key(|(cell, _)| match cell {
            FormCell::Undetermined(levels) => (levels.ceiling(), levels.floor(), *cell),
            other => (Some(usize::MAX), None, *other),
        });
        below
    }

    /// The levels of the form, each with its rows, from the top.
    pub(crate) fn levels(&self) -> Vec<(usize, Vec<usize>)> {
        let policy = self.words.policy;
        let mut levels: Vec<(usize, Vec<usize>)> = Vec::new();
        for row in 0..policy.form_rows().len() {
            let Some(level) = policy.form_level_of(row) else { continue };
            match levels.last_mut().filter(|(last, _)| *last == level) {
                Some((_, rows)) => rows.push(row),
                None => levels.push((level, vec![row])),
            }
        }
        levels
    }
}

/// Refuses a workbook on standard output before anything is read.
pub(crate) fn refuse_streamed(format: FormFormat, output: Option<&Path>) -> Result<(), Failure> {
    if format == FormFormat::Xlsx && output.is_none_or(|path| path == Path::new("-")) {
        return Err(Failure::told(
            "xlsx-needs-a-file",
            "xlsx 须写入文件。请加 --output 文件名.xlsx。",
            "xlsx is written to a file. Add --output NAME.xlsx.",
        ));
    }
    Ok(())
}

/// Writes the form. `told` is the report of the run: below the table, or on standard error beside data.
pub(crate) fn write(
    filled: &Filled<'_, '_>,
    format: FormFormat,
    output: Option<&Path>,
    told: &dyn Fn(bool) -> String,
) -> Result<(), Failure> {
    let mut out = Output::open(output)?;
    match format {
        FormFormat::Table => {
            let terminal = out.is_terminal();
            let table = report::table(filled, terminal);
            // What is told of the run holds numbers of its own: it is for whoever publishes.
            if filled.published.is_some() {
                out.write_styled(&table)?;
                out.finish()?;
                messages::report(&told(false));
                return Ok(());
            }
            out.write_styled(&format!("{table}{}", told(true)))?;
            return out.finish();
        }
        FormFormat::Json => {
            let none = Keys::new();
            let keys = if let Behind::Children(keys) = filled.behind { keys } else { &none };
            match filled.published {
                Some(published) => writeln!(out, "{}", publication::json(filled, published))?,
                None => writeln!(out, "{}", filled.table.document(filled.head.clone(), keys).to_json())?,
            }
            out.finish()?;
        }
        FormFormat::Csv => {
            let mut csv = CsvOut::new(out, &report::COLUMNS)?;
            report::rows(filled).iter().try_for_each(|row| csv.row(row))?;
            csv.finish()?;
        }
        FormFormat::Xlsx => {
            workbook::write(filled, &mut out)?;
            out.finish()?;
        }
        FormFormat::Html => {
            out.write_all(page::page(filled).as_bytes())?;
            out.finish()?;
        }
    }
    messages::report(&told(false));
    Ok(())
}
