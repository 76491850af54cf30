//! XLSX, through calamine. A thread of its own reads the sheet and sends rows in batches, so that the rows
//! of a large sheet are never all in memory (its shared strings are), and so that a workbook which brings
//! the reader down brings down that thread and is told as damaged.
//! How the value of a cell becomes text is in `cell`.

use std::io::{Read, Seek};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

use calamine::{DataRef, Reader, SheetType, SheetVisible, Xlsx, XlsxError};

use super::cell::{CellFault, text_of};
use hutong::import::Merged;

use super::sheet::hidden;
use super::table::{Cells, Records, trim};
use super::{InputError, LaidOut, Notice, Opened, Options, RowFault};

/// How many rows travel together, and how many batches may wait.
const BATCH: usize = 256;
const WAITING: usize = 8;
/// The columns of a sheet, by Excel's own limit.
const MOST_COLUMNS: u32 = 16_384;

/// What a workbook is read from.
pub(crate) trait ReadSeek: Read + Seek + Send {}
impl<T: Read + Seek + Send> ReadSeek for T {}

type Workbook = Xlsx<Counted>;
type Numbered = (u64, Result<SheetRow, RowFault>);
/// The cells of a row, and those that have no text, each with its column from 1.
type SheetRow = (Vec<String>, Vec<(u32, CellFault)>);

/// Opens a workbook, as far as the sheet wanted.
pub(super) fn open(
    source: Opened,
    window: Vec<u8>,
    total: Option<u64>,
    options: &Options,
) -> Result<(Sheet, Vec<Notice>), InputError> {
    let file = source.seekable(window).map_err(InputError::cannot_read)?;
    let bytes_read = Arc::new(AtomicU64::new(0));
    let file = Counted { file, bytes_read: Arc::clone(&bytes_read) };
    let (sender, receiver) = sync_channel(WAITING);
    let (wanted, laid_out) = (options.sheet.clone(), options.laid_out);
    std::thread::Builder::new()
        .name("workbook".into())
        .spawn(move || read_workbook(file, wanted.as_deref(), laid_out, &sender))
        .map_err(InputError::cannot_read)?;
    let (notices, laid_out) = match receiver.recv() {
        Ok(Message::Opened(notices, laid_out)) => (notices, laid_out),
        Ok(Message::Refused(error)) => return Err(error),
        Ok(Message::Rows(_) | Message::End) | Err(_) => return Err(InputError::damaged_workbook()),
    };
    let batch = Vec::new().into_iter();
    Ok((Sheet { receiver, batch, row: 0, ended: false, bytes_read, total, laid_out }, notices))
}

/// What the thread sends.
enum Message {
    Opened(Vec<Notice>, Option<LaidOut>),
    Refused(InputError),
    Rows(Vec<Numbered>),
    /// The sheet was read to its end. If this never comes, it was not.
    End,
}

/// The rows of a sheet, as the thread sends them.
pub(super) struct Sheet {
    receiver: Receiver<Message>,
    batch: std::vec::IntoIter<Numbered>,
    row: u64,
    ended: bool,
    bytes_read: Arc<AtomicU64>,
    total: Option<u64>,
    laid_out: Option<LaidOut>,
}

impl Records for Sheet {
    fn next_record(&mut self, cells: &mut Cells) -> Option<Result<u64, RowFault>> {
        loop {
            if let Some((row, read)) = self.batch.next() {
                self.row = row;
                return Some(read.map(|(values, damaged)| {
                    for value in &values {
                        cells.push(value);
                    }
                    cells.damaged = damaged;
                    row
                }));
            }
            if self.ended {
                return None;
            }
            match self.receiver.recv() {
                Ok(Message::Rows(rows)) => self.batch = rows.into_iter(),
                Ok(Message::End) => self.ended = true,
                Ok(Message::Opened(..) | Message::Refused(_)) | Err(_) => {
                    self.ended = true;
                    return Some(Err(RowFault::damaged_sheet(self.row + 1)));
                }
            }
        }
    }

    fn bytes_read(&self) -> u64 {
        let read = self.bytes_read.load(Ordering::Relaxed);
        self.total.map_or(read, |total| read.min(total))
    }

    fn bytes_total(&self) -> Option<u64> {
        self.total
    }

    fn laid_out(&self) -> Option<&LaidOut> {
        self.laid_out.as_ref()
    }
}

/// A file that counts what is read from it.
struct Counted {
    file: Box<dyn ReadSeek>,
    bytes_read: Arc<AtomicU64>,
}

impl Read for Counted {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let read = self.file.read(into)?;
        self.bytes_read.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}

impl Seek for Counted {
    fn seek(&mut self, to: std::io::SeekFrom) -> std::io::Result<u64> {
        self.file.seek(to)
    }
}

/// The whole work of the thread. A send that fails means that nobody listens any more.
fn read_workbook(mut file: Counted, wanted: Option<&str>, laid_out: bool, sender: &SyncSender<Message>) {
    let hidden = if laid_out { hidden(&mut file) } else { Vec::new() };
    let (mut workbook, sheet, notices) = match choose_sheet(file, wanted) {
        Ok(chosen) => chosen,
        Err(error) => return drop(sender.send(Message::Refused(error))),
    };
    let laid_out = laid_out.then(|| {
        let place = workbook.sheets_metadata().iter().position(|other| other.name == sheet);
        let (rows, columns) = place.and_then(|place| hidden.get(place)).cloned().unwrap_or_default();
        let hidden_rows = rows.into_iter().map(u64::from).collect();
        LaidOut { merged: merged(&mut workbook, &sheet), hidden_rows, hidden_columns: columns }
    });
    if sender.send(Message::Opened(notices, laid_out)).is_err() {
        return;
    }
    let mut out = Batches { sender, rows: Vec::with_capacity(BATCH), listening: true };
    if read_sheet(&mut workbook, &sheet, &mut out).is_ok() {
        out.flush();
        drop(sender.send(Message::End));
    } else {
        // Without an end the listener reports the rest as unread.
        out.flush();
    }
}

/// The merged cells of a sheet; none where that cannot be told, so that their lower cells are blank.
fn merged(workbook: &mut Workbook, sheet: &str) -> Vec<Merged> {
    let areas = workbook.merge_cells_by_sheet_name(sheet).unwrap_or_default();
    let area = |area: &calamine::Dimensions| Merged {
        rows: (u64::from(area.start.0) + 1, u64::from(area.end.0) + 1),
        columns: (area.start.1 as usize, area.end.1 as usize),
    };
    areas.iter().map(area).collect()
}

/// The workbook, the name of the sheet to read, and what to tell of the others.
fn choose_sheet(file: Counted, wanted: Option<&str>) -> Result<(Workbook, String, Vec<Notice>), InputError> {
    let mut workbook = Xlsx::new(file).map_err(|error| match error {
        XlsxError::Password => InputError::password_protected(),
        XlsxError::FileNotFound(_) | XlsxError::RelationshipNotFound => InputError::not_a_workbook(),
        XlsxError::Io(error) => InputError::cannot_read(error),
        _ => InputError::damaged_workbook(),
    })?;
    let sheets = workbook.sheets_metadata().to_vec();
    let position = |name: &str| sheets.iter().position(|sheet| sheet.name == name);
    if let Some(wanted) = wanted {
        let numbered = || wanted.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
        let index = position(wanted).or_else(numbered);
        let sheet = index.and_then(|index| sheets.get(index));
        let name = sheet.ok_or_else(|| InputError::sheet_missing(sheets.len()))?.name.clone();
        return Ok((workbook, name, Vec::new()));
    }
    let mut tables: Vec<_> = sheets.iter().filter(|sheet| sheet.typ == SheetType::WorkSheet).collect();
    tables.sort_by_key(|sheet| sheet.visible != SheetVisible::Visible);
    tables.retain(|sheet| has_data(&mut workbook, &sheet.name));
    let Some((chosen, others)) = tables.split_first() else {
        return Err(InputError::no_rows());
    };
    let mut unread: Vec<usize> =
        others.iter().filter_map(|sheet| position(&sheet.name)).map(|at| at + 1).collect();
    unread.sort_unstable();
    let mut notices = Vec::new();
    if !unread.is_empty() {
        let visible = others.iter().any(|sheet| sheet.visible == SheetVisible::Visible);
        notices.push(Notice::other_sheets(position(&chosen.name).map_or(0, |at| at + 1), &unread, visible));
    }
    Ok((workbook, chosen.name.clone(), notices))
}

/// Whether a sheet has a cell with something in it. One that cannot be read may have.
fn has_data(workbook: &mut Workbook, sheet: &str) -> bool {
    let Ok(mut cells) = workbook.worksheet_cells_reader(sheet) else {
        return true;
    };
    loop {
        match cells.next_cell() {
            Ok(None) => return false,
            Ok(Some(cell)) if is_blank(cell.get_value()) => {}
            Ok(Some(_)) | Err(_) => return true,
        }
    }
}

fn is_blank(value: &DataRef<'_>) -> bool {
    match value {
        DataRef::Empty => true,
        DataRef::String(text) => trim(text).is_empty(),
        DataRef::SharedString(text) => trim(text).is_empty(),
        _ => false,
    }
}

/// Rows on their way to the listener.
struct Batches<'a> {
    sender: &'a SyncSender<Message>,
    rows: Vec<Numbered>,
    listening: bool,
}

impl Batches<'_> {
    fn push(&mut self, row: u64, read: Result<SheetRow, RowFault>) {
        self.rows.push((row, read));
        if self.rows.len() >= BATCH {
            self.flush();
        }
    }

    fn flush(&mut self) {
        let rows = std::mem::replace(&mut self.rows, Vec::with_capacity(BATCH));
        self.listening &= rows.is_empty() || self.sender.send(Message::Rows(rows)).is_ok();
    }
}

/// The sheet cannot be read on.
struct Damaged;

/// Sends every row of the sheet.
///
/// Where calamine cannot read a cell it does not say which: it is in the row of the cell before it, in the
/// row of the cell after it, or between. All of these rows are faults, so that none is read without a cell.
fn read_sheet(workbook: &mut Workbook, sheet: &str, out: &mut Batches<'_>) -> Result<(), Damaged> {
    let mut cells = workbook.worksheet_cells_reader(sheet).map_err(|_| Damaged)?;
    let mut row = RowInProgress::new(0);
    let mut unreadable = false;
    while out.listening {
        let cell = match cells.next_cell() {
            Ok(Some(cell)) => cell,
            Ok(None) => break,
            Err(error) if concerns_one_cell(&error) => {
                unreadable = true;
                continue;
            }
            Err(_) => {
                row.send(true, out);
                return Err(Damaged);
            }
        };
        let (index, column) = cell.get_position();
        let number = u64::from(index) + 1;
        if number < row.number {
            // Rows out of order: no workbook of Excel's, and a row could come twice.
            row.send(true, out);
            return Err(Damaged);
        }
        if number > row.number {
            let before = std::mem::replace(&mut row, RowInProgress::new(number));
            let gap = if unreadable { before.number + 1..number } else { 0..0 };
            before.send(unreadable, out);
            for between in gap {
                out.push(between, Err(RowFault::unreadable_cell(between)));
            }
        }
        row.unreadable |= unreadable;
        unreadable = false;
        row.put(column, cell.get_value());
    }
    if row.number == 0 && unreadable {
        row = RowInProgress::new(1);
    }
    row.send(unreadable, out);
    Ok(())
}

/// Whether reading can go on at the next cell.
fn concerns_one_cell(error: &XlsxError) -> bool {
    matches!(
        error,
        XlsxError::CellError(_)
            | XlsxError::CellTAttribute(_)
            | XlsxError::ParseFloat(_)
            | XlsxError::Unexpected(_)
            | XlsxError::Unrecognized { .. }
    )
}

/// A row whose cells are still coming.
struct RowInProgress {
    number: u64,
    values: Vec<String>,
    unreadable: bool,
    damaged: Vec<(u32, CellFault)>,
}

impl RowInProgress {
    fn new(number: u64) -> Self {
        Self { number, values: Vec::new(), unreadable: false, damaged: Vec::new() }
    }

    fn put(&mut self, column: u32, value: &DataRef<'_>) {
        if column >= MOST_COLUMNS {
            self.unreadable = true;
            return;
        }
        let text = match text_of(value) {
            Ok(text) => text,
            Err(fault) => return self.damaged.push((column + 1, fault)),
        };
        let index = column as usize;
        if !text.is_empty() {
            if self.values.len() <= index {
                self.values.resize(index + 1, String::new());
            }
            if let Some(slot) = self.values.get_mut(index) {
                *slot = text;
            }
        }
    }

    /// Row 0, before the first, is not sent.
    fn send(self, unreadable: bool, out: &mut Batches<'_>) {
        let line = self.number;
        if line == 0 {
            return;
        }
        if self.unreadable || unreadable {
            let mut faults = vec![RowFault::unreadable_cell(line)];
            faults.extend(RowFault::of_cells(line, &self.damaged));
            return RowFault::join(faults).map_or((), |fault| out.push(line, Err(fault)));
        }
        out.push(line, Ok((self.values, self.damaged)));
    }
}
