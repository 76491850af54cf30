//! What the reader says when it cannot read: an [`InputError`] for the whole file, a [`RowFault`] for one
//! row (in `fault`), a [`Notice`] for what the user should know though nothing failed. Each has a code and a sentence in
//! Chinese and in English that ends with what to do. None holds a cell, a header or the name of a sheet,
//! for any of these may name a child; columns are named by their letter, as a spreadsheet shows them.
//! Each constructor is named after what went wrong; its text says the rest.

use std::io;

use super::RowFault;

/// Why a file cannot be read at all.
#[derive(Debug, thiserror::Error)]
#[error("[{code}] {zh}\n{en}")]
pub(crate) struct InputError {
    /// The kind of error, in kebab case; stable.
    pub(crate) code: &'static str,
    /// What is wrong and what to do, in Chinese.
    pub(crate) zh: String,
    /// The same in English.
    pub(crate) en: String,
    /// What the operating system said, if it did.
    #[source]
    pub(crate) source: Option<io::Error>,
}

impl InputError {
    fn new(code: &'static str, zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self { code, zh: zh.into(), en: en.into(), source: None }
    }

    pub(crate) fn cannot_open(source: io::Error) -> Self {
        let zh = format!("文件打不开（{source}）。请检查路径、权限，以及文件是否正被其他程序独占。");
        let en = format!(
            "The file cannot be opened ({source}). Check the path, the permissions, and that no other program holds it."
        );
        Self { source: Some(source), ..Self::new("cannot-open", zh, en) }
    }

    pub(crate) fn cannot_read(source: io::Error) -> Self {
        let zh = format!("文件读取失败（{source}）。请把文件复制到本机磁盘后重试。");
        let en = format!("Reading the file failed ({source}). Copy it to a local disk and try again.");
        Self { source: Some(source), ..Self::new("cannot-read", zh, en) }
    }

    pub(crate) fn directory() -> Self {
        Self::new(
            "directory",
            "给出的是文件夹。请给出其中的一个文件。",
            "This is a folder. Name one file in it.",
        )
    }

    pub(crate) fn empty_file() -> Self {
        Self::new(
            "empty-file",
            "文件是空的，没有任何内容。请检查导出是否成功。",
            "The file is empty. Check that the export succeeded.",
        )
    }

    pub(crate) fn no_rows() -> Self {
        Self::new(
            "no-header",
            "没有找到表头：所有行都是空白。请检查文件或工作表是否选对。",
            "No header row was found: every row is blank. Check that this is the right file or sheet.",
        )
    }

    pub(crate) fn not_text() -> Self {
        Self::new(
            "not-text",
            "文件含有零字节，不是可识别的文本。请另存为 xlsx 或 UTF-8 的 CSV；如确为 UTF-16 文本，请指明编码。",
            "The file holds zero bytes and is no text that can be told. Save it as xlsx or as CSV in UTF-8; if it is UTF-16 text, name the encoding.",
        )
    }

    pub(crate) fn old_workbook() -> Self {
        Self::new(
            "old-workbook",
            "这是旧版 Excel 97-2003（xls）或加了密码的工作簿，改扩展名没有用。请用 Excel 或 WPS 打开，去掉密码，另存为 xlsx。",
            "This is an Excel 97-2003 workbook (xls) or one with a password, whatever its name ends in. Open it in Excel or WPS, remove any password, and save it as xlsx.",
        )
    }

    pub(crate) fn password_protected() -> Self {
        Self::new(
            "password-protected",
            "工作簿加了密码。请打开后去掉密码，另存为 xlsx。",
            "The workbook is protected by a password. Open it, remove the password, and save it as xlsx.",
        )
    }

    pub(crate) fn columnar_file() -> Self {
        Self::new(
            "columnar-file",
            "这是 Parquet 或 Arrow 文件，命令行尚不能读取。请先转为 CSV 或 JSON Lines，或使用 Python 包。",
            "This is a Parquet or Arrow file, which the command cannot read yet. Convert it to CSV or JSON Lines, or use the Python package.",
        )
    }

    pub(crate) fn not_a_table(what: &str) -> Self {
        Self::new(
            "not-a-table",
            format!(
                "这是 {what} 文件，不是表格文件。不少系统导出的“xls”其实是网页：请用 Excel 或 WPS 打开，另存为 xlsx。"
            ),
            format!(
                "This is a {what} file, not a table. Many systems export a web page named xls: open it in Excel or WPS and save it as xlsx."
            ),
        )
    }

    pub(crate) fn not_a_workbook() -> Self {
        Self::new(
            "not-a-workbook",
            "这不是 xlsx 工作簿（可能是 ods、xlsb、docx 或普通压缩包）。请用 Excel 或 WPS 打开表格，另存为 xlsx。",
            "This is no xlsx workbook (perhaps ods, xlsb, docx or a plain archive). Open the table in Excel or WPS and save it as xlsx.",
        )
    }

    pub(crate) fn damaged_workbook() -> Self {
        Self::new(
            "damaged-workbook",
            "工作簿已损坏或不完整（常见于传输中断）。请重新下载或复制；若能用 Excel 打开，请另存一份再试。",
            "The workbook is damaged or incomplete, as after a broken transfer. Fetch it again; if Excel can open it, save a fresh copy.",
        )
    }

    pub(crate) fn sheet_missing(count: usize) -> Self {
        Self::new(
            "sheet-missing",
            format!("没有这个工作表。工作簿共有 {count} 个工作表：请给出准确的名称，或序号 1 至 {count}。"),
            format!(
                "There is no such sheet. The workbook has {count}: give the exact name, or a number from 1 to {count}."
            ),
        )
    }

    pub(crate) fn name_and_content_differ(extension: &str, found: &str) -> Self {
        Self::new(
            "name-and-content-differ",
            format!("扩展名是 .{extension}，内容却像 {found}。请改正扩展名，或指明格式 {found}。"),
            format!(
                "The name ends in .{extension} but the content looks like {found}. Correct the name, or name the format {found}."
            ),
        )
    }

    pub(crate) fn format_and_content_differ(named: &str) -> Self {
        Self::new(
            "format-and-content-differ",
            format!("指明的格式是 {named}，文件内容却不是。请指明正确的格式，或不指明、由程序判断。"),
            format!(
                "The format named is {named}, but the file is not of it. Name the right one, or none and let it be told."
            ),
        )
    }

    pub(crate) fn header_unreadable(fault: &RowFault) -> Self {
        let line = fault.line;
        Self::new(
            "header-unreadable",
            format!("表头还没有找到，第 {line} 行就无法读取：{} 也可指明表头所在的行号。", fault.zh),
            format!(
                "Row {line} cannot be read, and the header was not found before it: {} Or name the row of the header.",
                fault.en
            ),
        )
    }

    pub(crate) fn header_row_missing(row: u64) -> Self {
        Self::new(
            "header-row-missing",
            format!("指明的表头第 {row} 行不存在、是空白，或在一个跨行记录之中。请核对行号（从 1 数起）。"),
            format!(
                "Row {row}, named as the header, does not exist, is blank, or lies inside a record over several lines. Check the number (counted from 1)."
            ),
        )
    }
}

/// Something assumed or left out in opening a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Notice {
    /// The kind of notice, in kebab case; stable.
    pub(crate) code: &'static str,
    /// What was assumed, in Chinese.
    pub(crate) zh: String,
    /// The same in English.
    pub(crate) en: String,
}

impl Notice {
    pub(crate) fn read_as_gb18030() -> Self {
        Self {
            code: "read-as-gb18030",
            zh: "文件不是 UTF-8，已按 GB18030（含 GBK）读取。".into(),
            en: "The file is not UTF-8 and was read as GB18030, which includes GBK.".into(),
        }
    }

    pub(crate) fn title_rows(lines: &[u64], header: u64) -> Self {
        let lines: Vec<String> = lines.iter().map(u64::to_string).collect();
        let lines = lines.join(", ");
        Self {
            code: "title-rows",
            zh: format!(
                "第 {lines} 行只有一个单元格，当作标题跳过；表头取第 {header} 行。若不对，请指明表头行号。"
            ),
            en: format!(
                "Row {lines} has one filled cell and was passed over as a title; row {header} is the header. If not, name the row of the header."
            ),
        }
    }

    /// `read` and `unread` are positions of sheets, from 1.
    /// Those with content that are not read, and whether some of them can be seen.
    pub(crate) fn other_sheets(read: usize, unread: &[usize], visible: bool) -> Self {
        let others: Vec<String> = unread.iter().map(usize::to_string).collect();
        let others = others.join(", ");
        Self {
            code: if visible { "other-sheets" } else { "hidden-sheets" },
            zh: format!("只读取了第 {read} 个工作表；第 {others} 个工作表也有内容，没有读取。"),
            en: format!("Only sheet {read} is read; sheet {others} has content too and is not read."),
        }
    }
}
