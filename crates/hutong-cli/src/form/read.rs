//! A table that somebody filled, read by its labels: wherever its lines and columns stand. What cannot be read of it is
//! told cell by cell; whether the numbers are right is the core's to say.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use chrono::NaiveDate;
use hutong::form::{FilledNumbers, FormCell, FormLabels, HeadField, Line};
use hutong::{Date, Policy, Severity};

use crate::failure::Failure;
use crate::form::no_form;
use crate::form::table_fault::TableFault;
use crate::input::column_letters;
use crate::input::sheet::{CellValue, SheetCell, SheetCells, open_sheets};

/// More children than any unit has: a number beyond it is another kind of number.
const MOST_CHILDREN: u64 = 99_999_999;

/// The code of a number that a published table hides.
pub(crate) const HIDDEN_NUMBER: &str = "hidden-number";

/// A table as it was read.
#[derive(Debug, Default)]
pub(crate) struct FilledTable {
    /// Its numbers.
    pub(crate) numbers: FilledNumbers,
    /// Where in the sheet each figure stands.
    pub(crate) places: BTreeMap<FormCell, String>,
    /// Figures of which something is told already, so that a missing number is no further fault.
    pub(crate) told: BTreeSet<FormCell>,
    /// What stands above it.
    pub(crate) head: BTreeMap<HeadField, String>,
    /// The year in its title.
    pub(crate) year: Option<i32>,
    /// Figures that a published table hides.
    pub(crate) hidden: BTreeSet<FormCell>,
    /// What is wrong with it.
    pub(crate) faults: Vec<TableFault>,
}

impl FilledTable {
    /// Reads a workbook. What makes it unreadable as a whole is its only fault.
    pub(crate) fn read(path: &Path, policy: &Policy) -> Result<FilledTable, Failure> {
        let labels = FormLabels::new(policy).ok_or_else(no_form)?;
        let sheets = match open_sheets(path) {
            Ok(sheets) => sheets,
            Err(error) => {
                return Ok(FilledTable { faults: vec![TableFault::unreadable(&error)], ..Self::default() });
            }
        };
        let found = sheets.iter().find_map(|sheet| Some((sheet, Columns::find(sheet, &labels)?)));
        let Some((sheet, columns)) = found else {
            let fault = TableFault::new(
                "no-form-in-workbook",
                Severity::Error,
                None,
                "没有找到表头：没有一行同时写着服务对象和人数的列名。请用原表格式，不要改列名。",
                "No header was found: no row names both the groups and the numbers. Use the form as it is, with its column names.",
            );
            return Ok(FilledTable { faults: vec![fault], ..Self::default() });
        };
        let table = FilledTable { numbers: FilledNumbers::empty(policy), ..Self::default() };
        let mut reading = Reading { policy, labels, columns, table, level: None, row: None, below: false };
        reading.head(sheet);
        reading.lines(sheet);
        reading.missing();
        Ok(reading.table)
    }

    /// The day above the table.
    pub(crate) fn date(&self) -> Option<NaiveDate> {
        // In both languages the day stands twice.
        let text = self.head.get(&HeadField::Date)?.split(" / ").next()?;
        text.parse::<Date>().ok().and_then(Date::exact)
    }

    /// Its reporting unit.
    pub(crate) fn unit(&self) -> Option<&str> {
        self.head.get(&HeadField::Unit).map(String::as_str).filter(|unit| !unit.is_empty())
    }

    /// Whether it cannot be relied on.
    pub(crate) fn is_broken(&self) -> bool {
        self.faults.iter().any(TableFault::is_error)
    }
}

/// Where the columns of the table stand, and its header.
#[derive(Clone, Copy, Debug)]
struct Columns {
    header: u32,
    group: u32,
    count: u32,
}

impl Columns {
    fn find(sheet: &SheetCells, labels: &FormLabels<'_>) -> Option<Columns> {
        let text = |cell: &SheetCell, is: &dyn Fn(&str) -> bool| matches!(&cell.value, CellValue::Text(text) if is(text));
        let counts = sheet.cells.iter().filter(|cell| text(cell, &|text| labels.is_count_header(text)));
        counts.into_iter().find_map(|count| {
            let mut same_row = sheet.cells.iter().filter(|cell| cell.row == count.row);
            let group = same_row.find(|cell| text(cell, &|text| labels.is_group_header(text)))?;
            Some(Columns { header: count.row, group: group.column, count: count.column })
        })
    }
}

struct Reading<'p> {
    policy: &'p Policy,
    labels: FormLabels<'p>,
    columns: Columns,
    table: FilledTable,
    /// The level under which lines stand now.
    level: Option<usize>,
    /// The row last found, until another kind of line comes.
    row: Option<usize>,
    /// Whether the total has passed: below it stand lines of other kinds.
    below: bool,
}

impl Reading<'_> {
    fn fault(&mut self, code: &'static str, severity: Severity, place: String, zh: &str, en: &str) {
        self.table.faults.push(TableFault::new(code, severity, Some(place), zh, en));
    }

    /// What stands above the header: the title's year and the filler's fields.
    fn head(&mut self, sheet: &SheetCells) {
        let above: Vec<&SheetCell> =
            sheet.cells.iter().filter(|cell| cell.row < self.columns.header).collect();
        for cell in &above {
            let CellValue::Text(text) = &cell.value else { continue };
            self.table.year = self.table.year.or_else(|| year_in(self.policy, text));
            let Some((field, value)) = self.labels.head(text) else { continue };
            let beside = above.iter().find(|other| other.row == cell.row && other.column > cell.column);
            let value = match beside.map(|other| &other.value) {
                Some(CellValue::Text(text)) if value.is_empty() && self.labels.head(text).is_none() => text,
                Some(CellValue::Other(text)) if value.is_empty() => text,
                _ => value,
            };
            self.table.head.entry(field).or_insert_with(|| value.to_owned());
        }
    }

    fn lines(&mut self, sheet: &SheetCells) {
        for cells in sheet.cells.chunk_by(|one, other| one.row == other.row) {
            let Some(number) = cells.first().map(|cell| cell.row) else { continue };
            if number > self.columns.header {
                self.line(number, cells, sheet.hidden_rows.contains(&number));
            }
        }
        if let Some(column) = sheet.hidden_columns.iter().find(|column| **column <= self.columns.count) {
            let place = column_letters(*column);
            self.fault(
                "hidden-column",
                Severity::Warning,
                place,
                "列被隐藏，已照常读取",
                "the column is hidden; it was read all the same",
            );
        }
        if sheet.unreadable {
            self.table.faults.push(TableFault::new(
                "unreadable-cell",
                Severity::Error,
                None,
                "工作表中有读不出来的单元格，无法确定是哪一个。请用 Excel 或 WPS 打开，另存为 xlsx。",
                "Some cell of the sheet cannot be read, and which one cannot be told. Open it in Excel or WPS and save it as xlsx.",
            ));
        }
    }

    fn line(&mut self, number: u32, cells: &[SheetCell], hidden: bool) {
        let mut texts = cells.iter().filter(|cell| cell.column < self.columns.count).filter_map(|cell| {
            match &cell.value {
                CellValue::Text(text) => Some((cell.column, text.as_str())),
                CellValue::Other(_) | CellValue::TooLong | CellValue::Broken => None,
            }
        });
        // The level's cell stands to the left of the rows; merged or not, it holds from here on.
        let (mut label, mut found) = (None, None);
        for (column, text) in texts.by_ref() {
            if column < self.columns.group
                && let Some(level) = self.labels.level(text)
            {
                self.level = Some(level);
                self.row = None;
                continue;
            }
            label = label.or(Some(text));
            found = found.or_else(|| self.labels.line(text, self.level, self.row));
        }
        let value = cells.iter().find(|cell| cell.column == self.columns.count);
        if found.is_none() {
            let texts = cells.iter().filter(|cell| cell.column < self.columns.count);
            let mut both = texts.filter_map(|cell| match &cell.value {
                CellValue::Text(text) => self.both(text),
                CellValue::Other(_) | CellValue::TooLong | CellValue::Broken => None,
            });
            if let Some((row, as_printed)) = both.next_back() {
                return self.both_numbers(number, row, as_printed, value.map(|cell| &cell.value));
            }
        }
        let place = format!("{}{number}", column_letters(self.columns.count));
        let Some(line) = found else {
            if value.is_some() && !self.below {
                self.fault(
                    "unknown-line",
                    Severity::Error,
                    place,
                    "有数字的一行不是表中的行（或不知属于哪个等级）。请照原表的名称填写。",
                    "a line with a number is no row of the form, or its level cannot be told; use the names of the form",
                );
            }
            return;
        };
        let cell = match line {
            Line::Row(row) => {
                self.row = Some(row);
                self.level = self.policy.form_level_of(row);
                Some(FormCell::Row(row))
            }
            Line::OfWhich { as_printed } => {
                if !as_printed && self.row.is_some() {
                    self.of_which_differs(number);
                }
                self.row.map(FormCell::OfWhich)
            }
            Line::Subtotal => {
                self.row = None;
                self.level.map(FormCell::Subtotal)
            }
            Line::Total => {
                self.below = true;
                (self.row, self.level) = (None, None);
                Some(FormCell::Total)
            }
            Line::Below(cell) => Some(cell),
        };
        let Some(cell) = cell else {
            self.fault(
                "line-without-row",
                Severity::Error,
                place,
                "这一行前面没有对应的行或等级，不知属于哪里",
                "the line follows no row or level that it could belong to",
            );
            return;
        };
        if hidden {
            self.fault(
                "hidden-row",
                Severity::Warning,
                place.clone(),
                "行被隐藏，已照常读取",
                "the row is hidden; it was read all the same",
            );
        }
        if self.table.places.contains_key(&cell) {
            let first = self.table.places.get(&cell).cloned().unwrap_or_default();
            self.fault(
                "line-twice",
                Severity::Error,
                place,
                &format!("与 {first} 是同一行，只能填一次；以先出现的为准"),
                &format!("is the same line as {first}; it stands once, and the first counts"),
            );
            return;
        }
        self.table.places.insert(cell, place.clone());
        self.number(cell, place, value.map(|cell| &cell.value));
    }

    /// The row whose label stands in a cell with that of its second number, and whether the latter is as printed.
    fn both(&self, text: &str) -> Option<(usize, bool)> {
        let (label, second) = self.labels.both_of(text)?;
        let Some(Line::Row(row)) = self.labels.line(label, self.level, self.row) else { return None };
        match self.labels.line(second, self.level, Some(row)) {
            Some(Line::OfWhich { as_printed }) => Some((row, as_printed)),
            _ => None,
        }
    }

    /// A row and its second number on one line: both numbers in one cell, in that order.
    fn both_numbers(&mut self, number: u32, row: usize, as_printed: bool, value: Option<&CellValue>) {
        let place = format!("{}{number}", column_letters(self.columns.count));
        self.row = Some(row);
        self.level = self.policy.form_level_of(row);
        let cells = [FormCell::Row(row), FormCell::OfWhich(row)];
        if cells.iter().any(|cell| self.table.places.contains_key(cell)) {
            return self.fault(
                "line-twice",
                Severity::Error,
                place,
                "这一行前面已有，只能填一次；以先出现的为准",
                "the line stands above already; it stands once, and the first counts",
            );
        }
        for cell in cells {
            self.table.places.insert(cell, place.clone());
        }
        if !as_printed {
            self.of_which_differs(number);
        }
        self.fault(
            "two-lines-in-one",
            Severity::Warning,
            place.clone(),
            "本行和“其中”写在同一个单元格里，已分别读取；请按原表分两行填写",
            "the row and its second number stand in one cell and were read apart; give each its line as the form has it",
        );
        let text = match value {
            None => return,
            Some(CellValue::Text(text) | CellValue::Other(text)) => text.as_str(),
            Some(CellValue::Broken | CellValue::TooLong) => return self.number(cells[0], place, value),
        };
        let numbers: Vec<&str> = text
            .split(|sign: char| !sign.is_ascii_digit() && !('０'..='９').contains(&sign))
            .filter(|part| !part.is_empty())
            .collect();
        let plain = !text.contains(['-', '−', '－', '.', '．']);
        match numbers.as_slice() {
            [count, of_which] if plain => {
                for (cell, text) in cells.into_iter().zip([count, of_which]) {
                    self.number(cell, place.clone(), Some(&CellValue::Other((*text).to_owned())));
                }
            }
            _ => {
                self.table.told.extend(cells);
                self.fault(
                    "two-numbers-wanted",
                    Severity::Error,
                    place,
                    "这里应有两个数：本行人数和“其中”人数，如“12，其中 10”；请按原表分两行填写",
                    "two numbers belong here, that of the row and the second number, as in “12, of which 10”; give each its line as the form has it",
                );
            }
        }
    }

    fn of_which_differs(&mut self, number: u32) {
        self.fault(
            "of-which-differs",
            Severity::Warning,
            format!("{}{number}", column_letters(self.columns.group)),
            "“其中”一行的文字与原表不同，各行条件不一样，请核对",
            "the words of this second number are not those of the form, whose conditions differ by row: compare them",
        );
    }

    fn number(&mut self, cell: FormCell, place: String, value: Option<&CellValue>) {
        let (text, is_text) = match value {
            None => return,
            Some(CellValue::Broken) => {
                self.table.told.insert(cell);
                return self.fault(
                    "error-cell",
                    Severity::Error,
                    place,
                    "单元格是错误值（如 #REF!），请填数字",
                    "holds an error such as #REF!; write the number",
                );
            }
            Some(CellValue::TooLong) => return self.too_large(cell, place),
            Some(CellValue::Text(text)) => (text.trim(), true),
            Some(CellValue::Other(text)) => (text.as_str(), false),
        };
        let plain: String = text
            .chars()
            .map(|sign| match sign {
                '０'..='９' => char::from_u32(u32::from(sign) - 0xFEE0).unwrap_or(sign),
                other => other,
            })
            .collect();
        let plain = plain.trim_end_matches('人').trim();
        if let Ok(number) = plain.parse::<u64>() {
            if number > MOST_CHILDREN {
                return self.too_large(cell, place);
            }
            self.table.numbers.set(cell, number);
            if is_text {
                self.fault(
                    "number-as-text",
                    Severity::Warning,
                    place,
                    "数字以文本存储，已按数字读取；在 Excel 中不会参加求和",
                    "the number is stored as text and was read as a number; Excel leaves it out of sums",
                );
            }
            return;
        }
        self.table.told.insert(cell);
        let publication = self.policy.source().form.as_ref().and_then(|form| form.publication.as_ref());
        if publication.is_some_and(|publication| publication.mark == text) {
            self.table.hidden.insert(cell);
            return self.fault(
                HIDDEN_NUMBER,
                Severity::Error,
                place,
                "是公开版隐去的数字，不是填报的数字",
                "is a number that a published table hides, not one that was filled in",
            );
        }
        let negative = plain
            .strip_prefix(['-', '−', '－'])
            .is_some_and(|rest| rest.bytes().next().is_some_and(|byte| byte.is_ascii_digit()));
        let decimal = !plain.is_empty() && plain.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
        let (code, zh, en) = if negative {
            ("negative-number", "人数不能是负数", "a number of children cannot be negative")
        } else if decimal {
            ("not-an-integer", "人数必须是整数", "a number of children is a whole number")
        } else {
            ("not-a-number", "不是数字；没有儿童请填 0", "is no number; write 0 where there are no children")
        };
        self.fault(code, Severity::Error, place, zh, en);
    }

    fn too_large(&mut self, cell: FormCell, place: String) {
        self.table.told.insert(cell);
        self.fault(
            "number-too-large",
            Severity::Error,
            place,
            "数字太大，不可能是人数，请核对（是否填错了单元格）",
            "is too large for a number of children; see whether it belongs into another cell",
        );
    }

    /// Lines of the form that the table does not have.
    fn missing(&mut self) {
        for cell in FilledNumbers::cells(self.policy) {
            if self.table.places.contains_key(&cell) {
                continue;
            }
            let label = cell.label(self.policy);
            let mut fault = TableFault::new(
                "line-missing",
                Severity::Error,
                None,
                format!("{}：表中没有这一行", label.zh),
                format!("{}: the table does not have this line", label.en),
            );
            fault.cell = Some(cell.id(self.policy));
            self.table.told.insert(cell);
            self.table.faults.push(fault);
        }
    }
}

/// The year in a title, where it is that of the form.
fn year_in(policy: &Policy, text: &str) -> Option<i32> {
    let title = &policy.source().form.as_ref()?.title;
    [&title.zh, &title.en].into_iter().find_map(|title| {
        let (before, after) = title.split_once("{year}")?;
        let from = if before.is_empty() { 0 } else { text.find(before)? + before.len() };
        let rest = text.get(from..)?.trim_start();
        let year = rest.get(..4)?;
        let behind = rest.get(4..)?.trim_start();
        let fits = after.is_empty() || behind.starts_with(after.trim_start().chars().next()?);
        fits.then(|| year.parse().ok()).flatten()
    })
}
