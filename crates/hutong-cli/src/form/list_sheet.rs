//! The sheets behind the form: the keys of the children behind each figure, or, for a joint table, each unit's numbers
//! and what was wrong with the tables. Everything but a number is text.

use std::collections::BTreeMap;

use hutong::form::{FilledNumbers, FormCell};
use rust_xlsxwriter::{Format, FormatAlign, Workbook, Worksheet, XlsxError};

use crate::export_xlsx::A4;
use crate::form::counting::Keys;
use crate::form::table_fault::{HEADERS, TableFault};
use crate::form::write::{Behind, Filled};
use crate::language::Language;

/// The lines that one sheet holds below its header.
const LINES_OF_A_SHEET: usize = 1_000_000;
/// How many keys stand on a line: a township prints on a few pages.
const KEYS_OF_A_LINE: usize = 7;

/// Where the list of each figure begins.
#[derive(Debug, Default)]
pub(super) struct Places {
    /// The figures that have a list, in the order of the form.
    order: Vec<FormCell>,
    /// For each figure, how many lines stand before its keys.
    starts: BTreeMap<FormCell, usize>,
    name: String,
}

impl Places {
    /// The link to the list of a figure.
    pub(super) fn link(&self, cell: FormCell) -> Option<String> {
        let start = self.starts.get(&cell)?;
        let sheet = sheet_name(&self.name, start / LINES_OF_A_SHEET);
        Some(format!("internal:'{sheet}'!A{}", start % LINES_OF_A_SHEET + 2))
    }
}

/// The order of figures in lists: as they stand on the form, what is told beside a number after it. Where rows add up, a
/// subtotal and the total have no list of their own: see [`list_of`].
pub(super) fn order(filled: &Filled<'_, '_>, keys: &Keys) -> Vec<FormCell> {
    let mut order = Vec::new();
    for cell in FilledNumbers::cells(filled.words.policy) {
        if list_of(filled, keys, cell) == Some(cell) {
            order.push(cell);
        }
        if let FormCell::OfWhich(row) = cell {
            order.extend([FormCell::OfWhichOpen(row), FormCell::Uncertain(row), FormCell::Possible(row)]);
            order.extend(
                keys.keys().filter(|cell| matches!(cell, FormCell::Overlap { row: of, .. } if *of == row)),
            );
        }
    }
    order.extend(keys.keys().filter(|cell| cell.is_below()));
    order.push(FormCell::DecidedOtherwise);
    order.retain(|cell| keys.contains_key(cell));
    order
}

/// The figure in whose list the children of a figure stand. Where rows add up, those of a subtotal or the total are those
/// of its rows, whose lists follow each other: the first of them. None where there are no children.
pub(super) fn list_of(filled: &Filled<'_, '_>, keys: &Keys, cell: FormCell) -> Option<FormCell> {
    let policy = filled.words.policy;
    let of_rows = |level: Option<usize>| {
        let rows = 0..policy.form_rows().len();
        let mut rows = rows.filter(|row| level.is_none() || policy.form_level_of(*row) == level);
        rows.find(|row| keys.contains_key(&FormCell::Row(*row))).map(FormCell::Row)
    };
    match cell {
        _ if !keys.contains_key(&cell) => None,
        _ if policy.form_counts_every_row() => Some(cell),
        FormCell::Subtotal(level) => of_rows(Some(level)),
        FormCell::Total => of_rows(None),
        _ => Some(cell),
    }
}

/// Where each list will stand, for the links of the form.
pub(super) fn plan(filled: &Filled<'_, '_>) -> Places {
    let name = name_in(filled.words.language, "每个数字的儿童", "Children");
    let Behind::Children(keys) = filled.behind else { return Places { name, ..Places::default() } };
    let order = order(filled, keys);
    let mut next = 0;
    let mut starts = BTreeMap::new();
    for cell in &order {
        starts.insert(*cell, next);
        next += keys.get(cell).map_or(0, Vec::len).div_ceil(KEYS_OF_A_LINE);
    }
    for cell in FilledNumbers::cells(filled.words.policy) {
        if let Some(start) = list_of(filled, keys, cell).and_then(|list| starts.get(&list)).copied() {
            starts.entry(cell).or_insert(start);
        }
    }
    Places { order, starts, name }
}

/// Writes the sheets.
pub(super) fn write(
    workbook: &mut Workbook,
    filled: &Filled<'_, '_>,
    places: &Places,
) -> Result<(), XlsxError> {
    match filled.behind {
        Behind::Nothing => Ok(()),
        Behind::Children(keys) => children(workbook, filled, keys, places),
        Behind::Units(units, faults, _) => {
            units_sheet(workbook, filled, units)?;
            faults_sheet(workbook, filled, faults)
        }
    }
}

fn children(
    workbook: &mut Workbook,
    filled: &Filled<'_, '_>,
    keys: &Keys,
    places: &Places,
) -> Result<(), XlsxError> {
    let language = filled.words.language;
    let header =
        [("数字", "Figure"), ("代码", "Cell"), ("儿童编号", "Key")].map(|(zh, en)| language.pick(zh, en));
    let mut header: Vec<&str> = header.iter().map(AsRef::as_ref).collect();
    header.resize(KEYS_OF_A_LINE + 2, "");
    let lines = places.order.iter().flat_map(|cell| {
        let start = [filled.label(*cell), cell.id(filled.words.policy)];
        let keys = keys.get(cell).map_or(&[][..], Vec::as_slice);
        keys.chunks(KEYS_OF_A_LINE)
            .map(move |keys| start.iter().chain(keys).cloned().collect::<Vec<String>>())
    });
    let mut widths = vec![60, 46];
    widths.resize(header.len(), 16);
    let mut place = 0;
    let mut sheet = begin(workbook, &sheet_name(&places.name, 0), &header, &widths)?;
    let mut row = 0;
    for (number, line) in lines.enumerate() {
        if number / LINES_OF_A_SHEET > place {
            place = number / LINES_OF_A_SHEET;
            sheet = begin(workbook, &sheet_name(&places.name, place), &header, &widths)?;
            row = 0;
        }
        row += 1;
        for (column, text) in (0..).zip(&line) {
            sheet.write_string(row, column, text)?;
        }
    }
    Ok(())
}

/// One line a figure, one column a unit.
fn units_sheet(
    workbook: &mut Workbook,
    filled: &Filled<'_, '_>,
    units: &[(String, BTreeMap<FormCell, u64>)],
) -> Result<(), XlsxError> {
    let language = filled.words.language;
    let (figure, all) = (language.pick("数字", "Figure"), language.pick("汇总", "All"));
    let mut header: Vec<&str> = vec![&figure, &all];
    header.extend(units.iter().map(|(name, _)| name.as_str()));
    let mut widths = vec![46, 10];
    widths.resize(header.len(), 14);
    let sheet = begin(workbook, &name_in(language, "各单位", "Units"), &header, &widths)?;
    let printed = FilledNumbers::cells(filled.words.policy).into_iter();
    let cells = printed.chain(filled.below().into_iter().map(|(cell, _)| cell));
    for (row, cell) in (1..).zip(cells) {
        sheet.write_string(row, 0, filled.label(cell))?;
        sheet.write_number(row, 1, number(filled.table.figure(cell)))?;
        for (column, (_, figures)) in (2..).zip(units) {
            if let Some(figure) = figures.get(&cell) {
                sheet.write_number(row, column, number(*figure))?;
            }
        }
    }
    Ok(())
}

fn faults_sheet(
    workbook: &mut Workbook,
    filled: &Filled<'_, '_>,
    faults: &[TableFault],
) -> Result<(), XlsxError> {
    if faults.is_empty() {
        return Ok(());
    }
    let language = filled.words.language;
    let name = name_in(language, "问题", "Faults");
    let sheet = begin(workbook, &name, &HEADERS, &[8, 10, 10, 34, 10, 10, 24, 70])?;
    for (row, fault) in (1..).zip(faults) {
        for (column, text) in (0..).zip(fault.cells(language)) {
            sheet.write_string(row, column, text)?;
        }
    }
    Ok(())
}

fn begin<'w>(
    workbook: &'w mut Workbook,
    name: &str,
    header: &[&str],
    widths: &[u16],
) -> Result<&'w mut Worksheet, XlsxError> {
    let look = Format::new().set_bold().set_text_wrap().set_align(FormatAlign::Top);
    let sheet = workbook.add_worksheet();
    sheet.set_name(name)?.set_freeze_panes(1, 1)?;
    for (column, (text, width)) in (0..).zip(header.iter().zip(widths)) {
        sheet.set_column_width(column, *width)?;
        sheet.write_string_with_format(0, column, *text, &look)?;
    }
    let last = u16::try_from(header.len().saturating_sub(1)).unwrap_or(u16::MAX);
    sheet.autofilter(0, 0, 0, last)?;
    sheet.set_paper_size(A4).set_landscape().set_print_fit_to_pages(1, 0).set_repeat_rows(0, 0)?;
    Ok(sheet)
}

/// The name of a sheet, which has no stroke between two languages.
pub(super) fn name_in(language: Language, zh: &str, en: &str) -> String {
    language.pick(zh, en).replace(" / ", " ")
}

fn sheet_name(name: &str, place: usize) -> String {
    if place == 0 { name.to_owned() } else { format!("{name} {}", place + 1) }
}

/// A number of children as the workbook holds it.
fn number(number: u64) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
