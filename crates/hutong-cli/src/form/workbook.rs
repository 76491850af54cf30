//! The filled form as a workbook that looks like the official one and prints on one page of A4. Numbers are numbers;
//! everything else is text, so that nothing in it can run as a formula. What stands behind the figures is in `list_sheet`.

use std::io::{self, BufWriter, Write as _};

use hutong::form::{FormCell, HeadField};
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Url, Workbook, Worksheet, XlsxError,
};

use crate::export_xlsx::{A4, broken};
use crate::failure::Failure;
use crate::form::list_sheet::{self, Places};
use crate::form::write::Filled;
use crate::output::Output;
use crate::style::width;

/// The columns: level, group, number, remarks; their widths in characters.
const LEVEL: u16 = 0;
const GROUP: u16 = 1;
const COUNT: u16 = 2;
const REMARK: u16 = 3;
const WIDTHS: [u16; 4] = [13, 62, 9, 26];

/// The height of a line of text, in points.
const LINE: u32 = 15;

/// Writes the workbook.
pub(super) fn write(filled: &Filled<'_, '_>, output: &mut Output) -> Result<(), Failure> {
    let mut workbook = Workbook::new();
    // The same input gives the same file, so its date is that of the form and not of the clock. Nobody's name stands in
    // the properties.
    let day = filled.head.date.unwrap_or(filled.table.as_of());
    if let Ok(day) = ExcelDateTime::parse_from_str(&day.to_string()) {
        workbook.set_properties(&DocProperties::new().set_creation_datetime(&day));
    }
    let lists = list_sheet::plan(filled);
    build(&mut workbook, filled, &lists).map_err(|error| broken(&error))?;
    // A workbook is written with seeking, which a stream cannot do: it is put together in a file first.
    let mut file = tempfile::tempfile()?;
    workbook.save_to_writer(BufWriter::new(&mut file)).map_err(|error| broken(&error))?;
    io::Seek::rewind(&mut file)?;
    io::copy(&mut file, output)?;
    Ok(output.flush()?)
}

fn build(workbook: &mut Workbook, filled: &Filled<'_, '_>, lists: &Places) -> Result<(), XlsxError> {
    let name = list_sheet::name_in(filled.words.language, "数据表", "Form");
    let sheet = workbook.add_worksheet();
    sheet.set_name(&name)?;
    FormSheet { sheet, filled, lists, looks: Looks::new(), next: 0 }.write()?;
    list_sheet::write(workbook, filled, lists)
}

/// How cells look.
struct Looks {
    title: Format,
    head: Format,
    header: Format,
    level: Format,
    group: Format,
    of_which: Format,
    count: Format,
    remark: Format,
    sum: Format,
    sum_count: Format,
    note: Format,
    small: Format,
}

impl Looks {
    fn new() -> Looks {
        let plain =
            || Format::new().set_font_name("宋体").set_font_size(10.5).set_align(FormatAlign::VerticalCenter);
        let framed = || plain().set_border(FormatBorder::Thin).set_text_wrap();
        let number = || framed().set_align(FormatAlign::Center).set_num_format("0");
        Looks {
            title: plain().set_font_size(16).set_bold().set_align(FormatAlign::Center).set_text_wrap(),
            head: plain().set_align(FormatAlign::Left),
            header: framed().set_bold().set_align(FormatAlign::Center),
            level: framed().set_bold().set_align(FormatAlign::Center),
            group: framed().set_align(FormatAlign::Left),
            of_which: framed().set_align(FormatAlign::Left).set_indent(2),
            count: number(),
            remark: framed().set_font_size(8).set_align(FormatAlign::Left),
            sum: framed().set_bold().set_align(FormatAlign::Center),
            sum_count: number().set_bold(),
            note: plain().set_align(FormatAlign::Left).set_text_wrap(),
            small: plain().set_font_size(8).set_align(FormatAlign::Left).set_text_wrap(),
        }
    }
}

struct FormSheet<'a, 'f, 'p> {
    sheet: &'a mut Worksheet,
    filled: &'a Filled<'f, 'p>,
    lists: &'a Places,
    looks: Looks,
    next: u32,
}

impl FormSheet<'_, '_, '_> {
    fn write(&mut self) -> Result<(), XlsxError> {
        for (column, width) in (0..).zip(WIDTHS) {
            self.sheet.set_column_width(column, width)?;
        }
        self.head()?;
        for (level, rows) in self.filled.levels() {
            self.level(level, &rows)?;
        }
        self.total()?;
        self.below()?;
        self.page()
    }

    fn take(&mut self, height: u32) -> Result<u32, XlsxError> {
        let row = self.next;
        self.sheet.set_row_height(row, height)?;
        self.next += 1;
        Ok(row)
    }

    /// A line over the whole width.
    fn whole(&mut self, text: &str, height: u32, look: fn(&Looks) -> &Format) -> Result<(), XlsxError> {
        let row = self.take(height)?;
        self.sheet.merge_range(row, LEVEL, row, REMARK, text, look(&self.looks))?;
        Ok(())
    }

    fn head(&mut self) -> Result<(), XlsxError> {
        let title = self.filled.title();
        self.whole(&title, 34, |looks| &looks.title)?;
        for [left, right] in [[HeadField::Unit, HeadField::FilledBy], [HeadField::Date, HeadField::Telephone]]
        {
            let row = self.take(19)?;
            let (left, right) = (self.filled.head_text(left), self.filled.head_text(right));
            self.sheet.merge_range(row, LEVEL, row, GROUP, &left, &self.looks.head)?;
            self.sheet.merge_range(row, COUNT, row, REMARK, &right, &self.looks.head)?;
        }
        let row = self.take(20)?;
        let words = self.filled.words;
        let Some(form) = &words.policy.source().form else { return Ok(()) };
        let form = &form.words;
        for (column, label) in (0..).zip([&form.level, &form.group, &form.count, &form.remark]) {
            self.sheet.write_string_with_format(
                row,
                column,
                words.language.label(label),
                &self.looks.header,
            )?;
        }
        Ok(())
    }

    fn level(&mut self, level: usize, rows: &[usize]) -> Result<(), XlsxError> {
        let first = self.next;
        for row in rows {
            let (label, of_which) = (self.filled.row_label(*row), self.filled.of_which_label(*row));
            let remark = self.filled.remark(*row);
            // The remarks stand beside both lines and need their room.
            let lines = [lines_of(&label, WIDTHS[1], 1), lines_of(&of_which, WIDTHS[1] - 4, 1)];
            let room = lines[0] + lines[1];
            let missing = (lines_of(&remark, WIDTHS[3], 2) * 11).saturating_sub(room * LINE);
            let (one, two) = (
                self.take(lines[0] * LINE + missing.div_ceil(2))?,
                self.take(lines[1] * LINE + missing / 2)?,
            );
            self.sheet.write_string_with_format(one, GROUP, &label, &self.looks.group)?;
            self.sheet.write_string_with_format(two, GROUP, &of_which, &self.looks.of_which)?;
            self.number(one, FormCell::Row(*row), false)?;
            self.number(two, FormCell::OfWhich(*row), false)?;
            self.sheet.merge_range(one, REMARK, two, REMARK, &remark, &self.looks.remark)?;
        }
        let last = self.take(LINE + 2)?;
        let words = self.filled.words;
        let subtotal =
            words.policy.source().form.as_ref().map(|form| words.language.label(&form.words.subtotal));
        self.sheet.write_string_with_format(last, GROUP, subtotal.unwrap_or_default(), &self.looks.sum)?;
        self.number(last, FormCell::Subtotal(level), true)?;
        self.sheet.write_blank(last, REMARK, &self.looks.remark)?;
        // The colour in brackets stands on a line of its own.
        let label = self.filled.level_label(level).replace('（', "\n（");
        self.sheet.merge_range(first, LEVEL, last, LEVEL, &label, &self.looks.level)?;
        Ok(())
    }

    fn total(&mut self) -> Result<(), XlsxError> {
        let row = self.take(LINE + 4)?;
        let words = self.filled.words;
        let Some(form) = &words.policy.source().form else { return Ok(()) };
        let label = words.language.label(&form.words.total);
        self.sheet.merge_range(row, LEVEL, row, GROUP, &label, &self.looks.sum)?;
        self.number(row, FormCell::Total, true)?;
        self.sheet.write_blank(row, REMARK, &self.looks.remark)?;
        let colon = if words.language == crate::language::Language::En { ": " } else { "：" };
        let note =
            format!("{}{colon}{}", words.language.label(&form.words.note), words.language.label(&form.note));
        let lines = lines_of(&note, WIDTHS.iter().sum(), 1);
        self.whole(&note, lines * LINE + 3, |looks| &looks.note)
    }

    /// Below the form: children who stand in none of its rows, and what must be said.
    fn below(&mut self) -> Result<(), XlsxError> {
        let language = self.filled.words.language;
        let below = self.filled.below();
        if !below.is_empty() {
            let title = language.pick("未计入上表的儿童", "Children who are not in the table");
            self.whole(&title, 18, |looks| &looks.head)?;
        }
        for (cell, _) in below {
            let label = self.filled.label(cell);
            let row = self.take(lines_of(&label, WIDTHS[0] + WIDTHS[1], 1) * LINE)?;
            self.sheet.merge_range(row, LEVEL, row, GROUP, &label, &self.looks.group)?;
            self.number(row, cell, false)?;
            self.sheet.write_blank(row, REMARK, &self.looks.remark)?;
        }
        for (number, note) in (1..).zip(self.filled.notes()) {
            let note = format!("{number}. {note}");
            let lines = lines_of(&note, WIDTHS.iter().sum::<u16>() * 5 / 4, 1);
            self.whole(&note, lines * 11 + 1, |looks| &looks.small)?;
        }
        Ok(())
    }

    /// A number, with a link to what stands behind it.
    fn number(&mut self, row: u32, cell: FormCell, sum: bool) -> Result<(), XlsxError> {
        let look = if sum { &self.looks.sum_count } else { &self.looks.count };
        let Some(number) = self.filled.figure(cell) else {
            self.sheet.write_string_with_format(row, COUNT, self.filled.mark(), look)?;
            return Ok(());
        };
        if let Some(link) = self.lists.link(cell) {
            self.sheet.write_url_with_format(row, COUNT, Url::new(link), look)?;
        }
        // No unit has so many children; a filled table with such a number is wrong and not added.
        let number = u32::try_from(number).unwrap_or(u32::MAX);
        self.sheet.write_number_with_format(row, COUNT, number, look)?;
        Ok(())
    }

    /// One upright page of A4.
    fn page(&mut self) -> Result<(), XlsxError> {
        self.sheet.set_paper_size(A4).set_portrait().set_print_fit_to_pages(1, 1);
        self.sheet.set_margins(0.6, 0.6, 0.6, 0.5, 0.3, 0.3).set_print_center_horizontally(true);
        self.sheet.set_print_area(0, LEVEL, self.next.saturating_sub(1), REMARK)?;
        self.sheet.set_screen_gridlines(false);
        Ok(())
    }
}

/// How many lines a text takes in a column, and at least so many where there is none.
fn lines_of(text: &str, column: u16, inset: u16) -> u32 {
    let room = usize::from(column.saturating_sub(inset).max(1));
    u32::try_from(width(text).div_ceil(room)).unwrap_or(1).max(1)
}
