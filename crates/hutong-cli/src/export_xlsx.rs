//! XLSX out: a sheet with one row a child (or whatever the layout's rows are) and one with the rejected rows. Every cell is text, so nothing in it can
//! run as a formula and no key loses its zeros. Memory does not grow with the rows.

use std::io::{self, BufWriter, Write};

use chrono::NaiveDate;
use hutong::Policy;
use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError,
};

use crate::failure::Failure;
use crate::language::Language;
use crate::layout::Layout;
use crate::messages;
use crate::output::Output;
use crate::rejected::RejectedRow;
use crate::style::{channels, is_light};

/// The rows that one sheet holds, its header included.
const ROWS_OF_A_SHEET: u32 = 1_048_576;

/// A4, as the format numbers papers.
pub(crate) const A4: u8 = 9;

/// The characters that one cell holds.
const CHARACTERS_OF_A_CELL: usize = 32_767;

/// A workbook being written.
pub(crate) struct XlsxOut {
    workbook: Workbook,
    children: Sheet,
    /// Further rows, where the layout has any.
    more: Option<Sheet>,
    rejected: Sheet,
    /// The look of the level's cell, by the level's id.
    looks: Vec<(String, Format)>,
    language: Language,
    /// The place of the column that shows a level in words.
    level_column: Option<usize>,
    names_files: bool,
}

/// A kind of rows: the sheet that is being filled, and its header for the sheets after it.
pub(crate) struct Sheet {
    name: String,
    number: usize,
    header: Vec<String>,
    /// The place of the sheet in the workbook, and the next free row.
    place: usize,
    next: u32,
}

impl XlsxOut {
    /// Begins with the headers of both sheets.
    pub(crate) fn new(layout: &Layout<'_>, as_of: NaiveDate) -> Result<XlsxOut, Failure> {
        let language = layout.words.language;
        let rejected = [
            "文件 file",
            "行号 row",
            "编号 key",
            "列 column",
            "字段 field",
            "代码 code",
            "问题 problem",
            "危险 danger",
        ];
        let names_files = layout.names_files;
        let rejected = rejected.iter().skip(usize::from(!names_files));
        let mut workbook = Workbook::new();
        // The same input gives the same file, so its date is that of the assessment and not of the clock.
        if let Ok(day) = ExcelDateTime::parse_from_str(&as_of.to_string()) {
            workbook.set_properties(&DocProperties::new().set_creation_datetime(&day));
        }
        let children = Sheet::new(&mut workbook, &layout.sheet, layout.labels())?;
        let more = layout.more.as_ref();
        let more =
            more.map(|(name, headers)| Sheet::new(&mut workbook, name, headers.clone())).transpose()?;
        let rejected = Sheet::new(
            &mut workbook,
            &language.pick("退回", "rejected"),
            rejected.map(|header| one_of(header, language)).collect(),
        )?;
        let (looks, level_column) = (looks(layout.words.policy), layout.level_column);
        Ok(XlsxOut { workbook, children, more, rejected, looks, language, level_column, names_files })
    }

    /// Writes a child.
    pub(crate) fn child(&mut self, cells: &[String]) -> Result<(), Failure> {
        let id = self.level_column.and_then(|place| cells.get(place.checked_sub(1)?));
        let look = id.and_then(|id| self.looks.iter().find(|(level, _)| level == id)).map(|(_, look)| look);
        self.children.row(&mut self.workbook, cells, self.level_column.zip(look))
    }

    /// Writes a row of the further sheet, if there is one.
    pub(crate) fn more(&mut self, cells: &[String]) -> Result<(), Failure> {
        self.more.as_mut().map_or(Ok(()), |sheet| sheet.row(&mut self.workbook, cells, None))
    }

    /// Writes a rejected row: one line a fault.
    pub(crate) fn rejected(&mut self, row: &RejectedRow<'_>) -> Result<(), Failure> {
        for cells in rejected_cells(row, self.language, self.names_files) {
            self.rejected.row(&mut self.workbook, &cells, None)?;
        }
        Ok(())
    }

    /// Writes the workbook out.
    pub(crate) fn finish(mut self, output: &mut Output) -> Result<(), Failure> {
        save(&mut self.workbook, output)
    }
}

/// Writes a workbook out.
pub(crate) fn save(workbook: &mut Workbook, output: &mut Output) -> Result<(), Failure> {
    // A workbook is written with seeking, which a stream cannot do: it is put together in a file first.
    let mut file = tempfile::tempfile()?;
    written(|| workbook.save_to_writer(BufWriter::new(&mut file)))?;
    io::Seek::rewind(&mut file)?;
    io::copy(&mut file, output)?;
    Ok(output.flush()?)
}

/// The cells of a rejected row, one line a fault: the file where it is named, row, key, column, field, code, problem,
/// danger.
pub(crate) fn rejected_cells(
    row: &RejectedRow<'_>,
    language: Language,
    names_files: bool,
) -> Vec<Vec<String>> {
    let danger =
        row.danger.as_ref().map(|danger| format!("{}: {}", danger.level, danger.triggers.join("; ")));
    let line = |problem: &crate::rejected::Problem| {
        let mut cells = if names_files { vec![row.file.clone().unwrap_or_default()] } else { Vec::new() };
        cells.extend([
            row.row.to_string(),
            row.key.clone().unwrap_or_default(),
            problem.column.clone().unwrap_or_default(),
            problem.path.clone(),
            problem.code.to_owned(),
            language.pick(problem.zh.as_str(), problem.en.as_str()).into_owned(),
            danger.clone().unwrap_or_default(),
        ]);
        cells
    };
    row.rejected.iter().map(line).collect()
}

/// The Chinese or the English half of a header written as 行号 row.
fn one_of(header: &str, language: Language) -> String {
    let (zh, en) = header.split_once(' ').unwrap_or((header, header));
    language.pick(zh, en).into_owned()
}

impl Sheet {
    /// Begins a sheet with its header.
    pub(crate) fn new(workbook: &mut Workbook, name: &str, header: Vec<String>) -> Result<Sheet, Failure> {
        let mut sheet = Sheet { name: name.to_owned(), number: 0, header, place: 0, next: 0 };
        sheet.begin(workbook)?;
        Ok(sheet)
    }

    /// Prints it across A4, as many pages long as it takes, the header on each.
    pub(crate) fn print_on_a4(&self, workbook: &mut Workbook) -> Result<(), Failure> {
        let sheet = workbook.worksheet_from_index(self.place).map_err(|error| broken(&error))?;
        sheet.set_landscape().set_paper_size(A4).set_print_fit_to_pages(1, 0);
        sheet.set_repeat_rows(0, 0).map(drop).map_err(|error| broken(&error))
    }

    /// Begins a new sheet with the header.
    fn begin(&mut self, workbook: &mut Workbook) -> Result<(), Failure> {
        self.place = workbook.worksheets().len();
        self.number += 1;
        self.next = 1;
        // Of two languages both stand in the name, and a sheet's name cannot have a slash.
        let plain = self.name.replace('/', "·");
        let name = if self.number == 1 { plain } else { format!("{plain} {}", self.number) };
        let sheet = workbook.add_worksheet_with_constant_memory().map_err(|error| broken(&error))?;
        self.fill_header(sheet, &name).map_err(|error| broken(&error))
    }

    fn fill_header(&self, sheet: &mut Worksheet, name: &str) -> Result<(), XlsxError> {
        let look = Format::new().set_bold().set_text_wrap().set_align(FormatAlign::Top);
        sheet.set_name(name)?.set_freeze_panes(1, 1)?;
        for (place, header) in self.header.iter().enumerate() {
            let column = column(place);
            sheet.set_column_width(column, if header.chars().count() > 6 { 18 } else { 14 })?;
            sheet.write_string_with_format(0, column, header, &look)?;
        }
        let last = column(self.header.len().saturating_sub(1));
        sheet.autofilter(0, 0, 0, last)?;
        Ok(())
    }

    /// Writes a row, as text; one cell may have a look of its own.
    pub(crate) fn row(
        &mut self,
        workbook: &mut Workbook,
        cells: &[String],
        look: Option<(usize, &Format)>,
    ) -> Result<(), Failure> {
        if self.next >= ROWS_OF_A_SHEET {
            self.begin(workbook)?;
        }
        let row = self.next;
        self.next += 1;
        let sheet = workbook.worksheet_from_index(self.place).map_err(|error| broken(&error))?;
        let filled = cells.iter().enumerate().filter(|(_, cell)| !cell.is_empty());
        let mut write = |(place, cell): (usize, &String)| -> Result<(), XlsxError> {
            let cell = fitting(cell);
            match look.filter(|(at, _)| *at == place) {
                Some((_, look)) => sheet.write_string_with_format(row, column(place), cell, look)?,
                None => sheet.write_string(row, column(place), cell)?,
            };
            Ok(())
        };
        written(|| filled.into_iter().try_for_each(&mut write))
    }
}

/// What the writer of the workbook did; it panics where rows that wait in a temporary file find no room on the disk.
fn written(work: impl FnOnce() -> Result<(), XlsxError>) -> Result<(), Failure> {
    let no_room = || io::Error::from(io::ErrorKind::StorageFull);
    messages::caught(work).ok_or_else(no_room)?.map_err(|error| broken(&error))
}

/// As much of a text as a cell holds; what is cut is in every other format.
fn fitting(cell: &str) -> &str {
    match cell.char_indices().nth(CHARACTERS_OF_A_CELL) {
        Some((end, _)) => cell.get(..end).unwrap_or(cell),
        None => cell,
    }
}

fn column(place: usize) -> u16 {
    u16::try_from(place).unwrap_or(u16::MAX)
}

fn looks(policy: &Policy) -> Vec<(String, Format)> {
    let look = |colour: &str| {
        let [red, green, blue] = channels(colour)?;
        let ink = if is_light([red, green, blue]) { 0x0000_0000 } else { 0x00FF_FFFF };
        let ground = u32::from(red) << 16 | u32::from(green) << 8 | u32::from(blue);
        Some(Format::new().set_background_color(Color::RGB(ground)).set_font_color(Color::RGB(ink)))
    };
    let levels = policy.source().levels.iter();
    levels.filter_map(|level| Some((level.id.clone(), look(&level.colour)?))).collect()
}

/// A workbook that cannot be written.
pub(crate) fn broken(error: &XlsxError) -> Failure {
    match error {
        XlsxError::IoError(error) => io::Error::new(error.kind(), error.to_string()).into(),
        // Packing fails only where its bytes find no room.
        XlsxError::ZipError(error) => io::Error::other(error.to_string()).into(),
        other => Failure::told(
            "workbook",
            format!("工作簿写不出来（{other}）。请改用 --format csv。"),
            format!("The workbook cannot be written ({other}). Use --format csv instead."),
        ),
    }
}
