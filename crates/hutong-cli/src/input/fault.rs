//! What the reader says of a row it cannot read: a code, and a sentence in Chinese and English that ends with
//! what to do. As in `error`, none holds a cell or a header; columns are named by their letter.

use std::io;

use super::cell::CellFault;

/// A fault of some columns of a row.
type OfColumns = fn(u64, Vec<u32>) -> RowFault;

/// Why one row cannot be read. It stands for that row in every count.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("[{code}] {zh}\n{en}")]
pub(crate) struct RowFault {
    /// The row, as in [`super::Row::line`].
    pub(crate) line: u64,
    /// The columns at fault, counted from 1; empty where it is the row as a whole.
    pub(crate) columns: Vec<u32>,
    /// The kind of fault, in kebab case; stable.
    pub(crate) code: &'static str,
    /// What is wrong and what to do, in Chinese.
    pub(crate) zh: String,
    /// The same in English.
    pub(crate) en: String,
    /// Nothing after this row could be read: how many rows were lost is not known, so the run is incomplete.
    pub(crate) rest_unread: bool,
}

impl RowFault {
    fn new(line: u64, code: &'static str, zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self { line, columns: Vec::new(), code, zh: zh.into(), en: en.into(), rest_unread: false }
    }

    /// A fault after which nothing could be read.
    fn last(self) -> Self {
        Self { rest_unread: true, ..self }
    }

    fn of_columns(line: u64, columns: Vec<u32>, code: &'static str, zh: &str, en: &str) -> Self {
        let letters: Vec<String> = columns.iter().map(|column| column_letters(*column)).collect();
        let letters = letters.join(", ");
        let zh = format!("第 {line} 行 {letters} 列：{zh}");
        let en = format!("Row {line}, column {letters}: {en}");
        Self { columns, ..Self::new(line, code, zh, en) }
    }

    pub(crate) fn encoding(line: u64) -> Self {
        Self::new(
            line,
            "encoding",
            format!(
                "第 {line} 行含有不合编码的字节，未作猜测。请在原系统改正后重新导出；若多行如此，请指明编码（utf-8 或 gb18030）。"
            ),
            format!(
                "Row {line} holds bytes that do not fit the encoding; nothing was guessed. Correct it at its source and export again; if many rows are so, name the encoding (utf-8 or gb18030)."
            ),
        )
    }

    pub(crate) fn record_too_long(line: u64, limit: usize) -> Self {
        Self::new(
            line,
            "record-too-long",
            format!(
                "第 {line} 行超过 {limit} 字节的上限，已跳过。请检查该处是否缺少换行；如确需要，请提高上限。"
            ),
            format!(
                "Row {line} is longer than the limit of {limit} bytes and was passed over. Check for a missing line break there, or raise the limit."
            ),
        )
    }

    pub(crate) fn unclosed_quote(line: u64) -> Self {
        Self::new(
            line,
            "unclosed-quote",
            format!(
                "从第 {line} 行开始的引号没有结束。该行未读，从下一行继续读取；其后若有属于该行的续行，会被当作单独的行。请补上引号。"
            ),
            format!(
                "A quote that opens in row {line} never ends. That row was not read, and reading went on at the next line; lines that belong to it come out as rows of their own. Close the quote."
            ),
        )
    }

    pub(crate) fn stray_quote(line: u64) -> Self {
        Self::new(
            line,
            "stray-quote",
            format!(
                "从第 {line} 行开始的记录中引号位置不对，可能漏了一个引号。该行未读，从下一行继续读取。单元格内的引号应写两遍。"
            ),
            format!(
                "The record that begins in row {line} has a quote out of place; one may be missing. That row was not read, and reading went on at the next line. A quote inside a cell is written twice."
            ),
        )
    }

    pub(crate) fn too_many_cells(line: u64, columns: Vec<u32>) -> Self {
        let zh = "表头之外还有内容，各列可能错位，整行未读。请检查多余的分隔符，或补上表头。";
        let en = "there is content beyond the headers, so the cells may be shifted and the row was not read. Look for an extra delimiter, or add the header.";
        Self::of_columns(line, columns, "too-many-cells", zh, en)
    }

    pub(crate) fn number_stored_as_float(line: u64, columns: Vec<u32>) -> Self {
        let zh = "十六位以上的号码被存成了数值，末几位已被 Excel 改成零，无法复原。请把该列设为文本，从原始资料重新录入。";
        let en = "a number of sixteen or more digits is stored as a numeric value, so Excel has already lost its last digits. Set the column to text and enter it again from its source.";
        Self::of_columns(line, columns, "number-stored-as-float", zh, en)
    }

    pub(crate) fn error_cell(line: u64, columns: Vec<u32>) -> Self {
        let zh = "单元格是错误值（如 #N/A、#REF!）。请改正公式，或清空该单元格。";
        let en = "the cell holds an error (such as #N/A or #REF!). Correct its formula, or clear the cell.";
        Self::of_columns(line, columns, "error-cell", zh, en)
    }

    pub(crate) fn ditto(line: u64, columns: Vec<u32>) -> Self {
        let zh = "写的是“同上”之类，排序后就不知指哪一行。请写出内容；如确与上一行相同，可在映射文件的 fill-down 中列出该表头。";
        let en = "the cell says “the same as above”, which nobody can tell after sorting. Write it out; where it is so, name the header under fill-down in the mapping file.";
        Self::of_columns(line, columns, "ditto", zh, en)
    }

    pub(crate) fn fragment(line: u64) -> Self {
        Self::new(
            line,
            "fragment",
            format!(
                "第 {line} 行只有一个单元格有内容，不知是标题、说明，还是缺了内容的儿童。请删去该行，或补全。"
            ),
            format!(
                "Row {line} has one filled cell only: a heading, a note, or a child whose facts are lost. Delete the row or complete it."
            ),
        )
    }

    pub(crate) fn date_out_of_range(line: u64, columns: Vec<u32>) -> Self {
        let zh = "日期单元格的数值不是任何日期（零、负数，或在 9999 年之后）。请重新录入，如 2024-03-01。";
        let en = "the date cell holds a number that is no date (zero, negative, or after the year 9999). Enter it again, as 2024-03-01.";
        Self::of_columns(line, columns, "date-out-of-range", zh, en)
    }

    /// The cells of a row that have no text, each with its column from 1: a fault for each kind, joined.
    pub(super) fn of_cells(line: u64, damaged: &[(u32, CellFault)]) -> Option<Self> {
        let kinds: [(CellFault, OfColumns); 3] = [
            (CellFault::Error, Self::error_cell),
            (CellFault::NumberStoredAsFloat, Self::number_stored_as_float),
            (CellFault::DateOutOfRange, Self::date_out_of_range),
        ];
        let of_kind = |(kind, fault): (CellFault, OfColumns)| {
            let columns: Vec<u32> =
                damaged.iter().filter(|(_, other)| *other == kind).map(|(column, _)| *column).collect();
            (!columns.is_empty()).then(|| fault(line, columns))
        };
        Self::join(kinds.into_iter().filter_map(of_kind).collect())
    }

    /// A row with faults of several kinds: all of them, under the code of the first.
    pub(crate) fn join(mut faults: Vec<Self>) -> Option<Self> {
        let rest = faults.split_off(faults.len().min(1));
        let mut first = faults.pop()?;
        for fault in rest {
            first.columns.extend(fault.columns);
            first.zh = format!("{} {}", first.zh, fault.zh);
            first.en = format!("{} {}", first.en, fault.en);
        }
        Some(first)
    }

    pub(crate) fn unreadable_cell(line: u64) -> Self {
        Self::new(
            line,
            "unreadable-cell",
            format!(
                "第 {line} 行或其相邻行有无法识别的单元格（如 #SPILL! 之类的新错误值），为免漏读，整行未读。请检查并改正。"
            ),
            format!(
                "Row {line}, or one beside it, has a cell that cannot be read (such as the error #SPILL!); so that nothing is missed, the row was not read. Look for it and correct it."
            ),
        )
    }

    pub(crate) fn not_an_object(line: u64) -> Self {
        Self::new(
            line,
            "not-an-object",
            format!("第 {line} 条不是对象。每条记录应写成 {{\"…\": …}}。"),
            format!("Record {line} is not an object. Write each record as {{\"…\": …}}."),
        )
    }

    pub(crate) fn broken_json_line(line: u64, column: usize) -> Self {
        Self::new(
            line,
            "broken-json",
            format!("第 {line} 行不是完整的 JSON（约第 {column} 字节处）。请改正该行；其他行照常读取。"),
            format!(
                "Line {line} is not valid JSON (near byte {column}). Correct it; the other lines are read."
            ),
        )
    }

    pub(crate) fn broken_json(position: u64, line: u64) -> Self {
        Self::new(
            position,
            "broken-json",
            format!("第 {position} 条记录（约在文件第 {line} 行）的 JSON 有误，从这一条起都未能读取。请改正后重新运行。"),
            format!("The JSON of record {position} (near line {line} of the file) is broken; nothing from this record on was read. Correct it and run again."),
        )
        .last()
    }

    pub(crate) fn reading_failed(line: u64, error: &io::Error) -> Self {
        Self::new(
            line,
            "cannot-read",
            format!("读到第 {line} 行时读取失败（{error}），其后都未能读取。请把文件复制到本机磁盘后重新运行。"),
            format!("Reading failed at row {line} ({error}); nothing after it was read. Copy the file to a local disk and run again."),
        )
        .last()
    }

    pub(crate) fn damaged_sheet(line: u64) -> Self {
        Self::new(
            line,
            "damaged-workbook",
            format!("工作表在第 {line} 行附近损坏，其后都未能读取。请用 Excel 打开并另存一份后重新运行。"),
            format!("The sheet is damaged near row {line}; nothing after it was read. Open it in Excel, save a fresh copy and run again."),
        )
        .last()
    }
}

/// The letters a spreadsheet shows for a column counted from 1: 1 is A, 27 is AA.
pub(crate) fn column_letters(column: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = column;
    while rest > 0 {
        rest -= 1;
        letters.push(char::from(b'A' + u8::try_from(rest % 26).unwrap_or_default()));
        rest /= 26;
    }
    letters.iter().rev().collect()
}
