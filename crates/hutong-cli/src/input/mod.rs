//! From a file or standard input to a stream of rows, whatever the office that wrote it used.
//! It knows nothing of children or policies: a row is cells under headers, or one JSON object as text.
//! What cannot be read is told row by row ([`RowFault`]) and the reading goes on; only a file that cannot
//! be read at all is an [`InputError`]. `mapping` turns another system's headers and codes into ours.

mod cell;
mod delimited;
mod error;
mod fault;
mod format;
mod json;
pub(crate) mod mapping;
pub(crate) mod sheet;
mod table;
#[cfg(test)]
mod tests;
mod text;
mod xlsx;

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{Read, Seek};
use std::path::PathBuf;

use hutong::import::{HeaderRows, Merged};

pub(crate) use error::{InputError, Notice};
pub(crate) use fault::{RowFault, column_letters};
pub(crate) use format::Format;
pub(crate) use text::Encoding;

use table::{Cells, Records, Table};
use text::{Text, WINDOW};

/// Where the rows come from.
pub(crate) enum Source {
    /// A file. A pipe or device under a path (`/dev/stdin`) is read once, front to back.
    Path(PathBuf),
    /// Standard input, or bytes in memory. A workbook (XLSX) from here is held in memory whole.
    Reader(Box<dyn Read>),
}

/// How to read, where the file itself does not say enough.
#[derive(Debug, Clone)]
pub(crate) struct Options {
    /// The format; `None` to tell it from the file's name and first bytes.
    pub(crate) format: Option<Format>,
    /// XLSX: the sheet, by exact name or else by position (`"1"` is the first);
    /// `None` for the first sheet with data, visible sheets before hidden ones.
    pub(crate) sheet: Option<String>,
    /// Text formats: the encoding; `None` to tell it from the first 256 KiB. A byte order mark wins over this.
    pub(crate) encoding: Option<Encoding>,
    /// CSV: the character between cells, in ASCII; `None` to choose comma, tab or semicolon from the first lines.
    pub(crate) delimiter: Option<u8>,
    /// CSV and XLSX: the rows of the headers, from 1; `None` to pass over title rows. Rows above are not read.
    pub(crate) header_rows: Option<HeaderRows>,
    /// XLSX: also find merged cells and hidden rows, which costs another pass over the sheet.
    pub(crate) laid_out: bool,
    /// CSV and JSON: the longest record in bytes of UTF-8, inclusive, in CSV with its line end.
    /// A longer one is a [`RowFault`].
    pub(crate) max_record_bytes: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            format: None,
            sheet: None,
            encoding: None,
            delimiter: None,
            header_rows: None,
            laid_out: false,
            max_record_bytes: 1 << 20,
        }
    }
}

/// One row as the user's file has it.
#[derive(Debug, Default)]
pub(crate) struct Row {
    /// Where the user finds it, from 1: the line (CSV, JSON Lines; the first one of a record over several
    /// lines), the row number in the sheet (XLSX), or the position in the list (JSON).
    pub(crate) line: u64,
    /// What stands in it.
    pub(crate) content: Content,
}

/// The content of a row.
#[derive(Debug)]
pub(crate) enum Content {
    /// As many trimmed cells as there are headers; a cell the row lacks is empty.
    Cells(Vec<String>),
    /// The text of one JSON object, keys in the order written.
    Json(String),
}

impl Default for Content {
    fn default() -> Self {
        Self::Cells(Vec::new())
    }
}

/// A stream of rows. Every row of the file comes out once, as a row or as a fault; only blank rows do not.
pub(crate) trait Rows {
    /// The headers as the file has them, trimmed, line breaks inside them taken out: some may be blank or
    /// stand twice, which is for the caller to judge. `None` for JSON.
    fn headers(&self) -> Option<&[String]>;

    /// Writes the next row into `row`, reusing its memory. After a fault `row` holds nothing of use.
    /// `None` at the end, and after a fault with [`RowFault::rest_unread`].
    fn next_row(&mut self, row: &mut Row) -> Option<Result<(), RowFault>>;

    /// What was assumed or left out in opening the file; the user should be told.
    fn notices(&self) -> &[Notice];

    /// Tells which columns are read, from 1: a cell that holds an error, or a number that lost its digits, makes a row a
    /// fault only there. Before it is told they all count.
    fn read_only(&mut self, _columns: BTreeSet<u32>) {}

    /// The first row below the headers; nothing for JSON, and where there is none.
    fn first(&self) -> Option<&[String]> {
        None
    }

    /// Bytes of the file read so far, for a progress display; never more than [`Rows::bytes_total`].
    fn bytes_read(&self) -> u64;

    /// The size of the file in bytes; `None` where it is not known, as for standard input.
    fn bytes_total(&self) -> Option<u64>;
}

/// How a sheet is laid out, besides its cells.
#[derive(Debug, Default, Clone)]
pub(crate) struct LaidOut {
    /// Its merged cells.
    pub(crate) merged: Vec<Merged>,
    /// The rows that are hidden, from 1.
    pub(crate) hidden_rows: Vec<u64>,
    /// The columns that are hidden, from 1.
    pub(crate) hidden_columns: Vec<u32>,
}

/// The first rows of a table, before anything is known of its header.
#[derive(Debug, Default)]
pub(crate) struct Top {
    /// The rows, each with its number; a row that cannot be read is not among them.
    pub(crate) rows: Vec<(u64, Vec<String>)>,
    /// How the sheet is laid out.
    pub(crate) laid_out: LaidOut,
    /// As [`Rows::notices`].
    pub(crate) notices: Vec<Notice>,
}

/// Opens a source and reads as far as the headers. Waits for the first 256 KiB or the end of the input.
pub(crate) fn open(source: Source, options: &Options) -> Result<Box<dyn Rows>, InputError> {
    Ok(match open_records(source, options)? {
        Reader::Table(records, notices) => Box::new(Table::new(records, notices, options)?),
        Reader::Json(rows) => rows,
    })
}

/// The first rows of a table, at most so many; nothing for JSON.
pub(crate) fn top(source: Source, options: &Options, most: usize) -> Result<Option<Top>, InputError> {
    let Reader::Table(mut records, notices) = open_records(source, options)? else { return Ok(None) };
    let mut top =
        Top { notices, laid_out: records.laid_out().cloned().unwrap_or_default(), rows: Vec::new() };
    let mut cells = Cells::default();
    while top.rows.len() < most {
        cells.clear();
        match records.next_record(&mut cells) {
            None => break,
            Some(Ok(line)) if !cells.is_blank() => top.rows.push((line, cells.headers())),
            Some(_) => {}
        }
    }
    Ok(Some(top))
}

/// What reads a source.
enum Reader {
    Table(Box<dyn Records>, Vec<Notice>),
    Json(Box<dyn Rows>),
}

fn open_records(source: Source, options: &Options) -> Result<Reader, InputError> {
    let (mut reader, path, total): (Opened, Option<PathBuf>, Option<u64>) = match source {
        Source::Reader(reader) => (Opened::Stream(reader), None, None),
        Source::Path(path) => {
            let file = File::open(&path).map_err(InputError::cannot_open)?;
            let about = file.metadata().map_err(InputError::cannot_open)?;
            if about.is_dir() {
                return Err(InputError::directory());
            }
            if about.is_file() {
                (Opened::File(file), Some(path), Some(about.len()))
            } else {
                (Opened::Stream(Box::new(file)), Some(path), None)
            }
        }
    };
    let mut window = Vec::new();
    reader.as_read().take(WINDOW).read_to_end(&mut window).map_err(InputError::cannot_read)?;
    format::refuse_unreadable(&window)?;
    let format = match options.format {
        Some(format) => format.agree(&window)?,
        None => Format::guess(path.as_deref(), &window)?,
    };
    if format == Format::Xlsx {
        let (sheet, notices) = xlsx::open(reader, window, total, options)?;
        return Ok(Reader::Table(Box::new(sheet), notices));
    }
    let source: Box<dyn Read> = match reader {
        Opened::File(file) => Box::new(file),
        Opened::Stream(stream) => stream,
    };
    let (text, notices) = Text::new(source, &window, total, options)?;
    Ok(match format {
        Format::Csv => Reader::Table(Box::new(delimited::open(text, options)), notices),
        Format::Json => Reader::Json(Box::new(json::List::new(text, notices, options.max_record_bytes))),
        Format::JsonLines => {
            Reader::Json(Box::new(json::Lines::new(text, notices, options.max_record_bytes)))
        }
        Format::Xlsx => return Err(InputError::not_a_workbook()),
    })
}

/// A source once opened: only a file can be read again from its start, which a workbook needs.
enum Opened {
    File(File),
    Stream(Box<dyn Read>),
}

impl Opened {
    fn as_read(&mut self) -> &mut dyn Read {
        match self {
            Self::File(file) => file,
            Self::Stream(stream) => stream,
        }
    }

    /// Something to seek in: the file from its start, or the whole stream in memory.
    fn seekable(self, mut window: Vec<u8>) -> std::io::Result<Box<dyn xlsx::ReadSeek>> {
        match self {
            Self::File(mut file) => {
                file.rewind()?;
                Ok(Box::new(std::io::BufReader::new(file)))
            }
            Self::Stream(mut stream) => {
                stream.read_to_end(&mut window)?;
                Ok(Box::new(std::io::Cursor::new(window)))
            }
        }
    }
}
