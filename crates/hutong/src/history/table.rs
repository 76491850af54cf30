//! Tables of entries, one row an entry: which header is which column is settled once for a file, then every row is
//! read by it. Encodings, sheets and line numbers are the caller's; what several entries mean together is in `timeline`.

use super::kinds::{Complete, Entry, EntryKind};
use super::{Absence, BenefitPeriod, CareAgreement, Closing, Contact, FilePart, LevelPeriod, Pause};
use crate::fault::{Fault, FaultCode};
use crate::record::{Headers, Renamed, header_key, set_text};
use crate::vocabulary::{Column, Kind, Part, Text, column_by_path, columns};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// The path of the child's key.
const KEY: &str = "key";

/// The column of the child's key, as the record of the child has it, but not with every header: a running number
/// (序号) or `id` heads a table of children well, but in a table of entries it is the number of the entry, and would
/// give a visit to the wrong child. A mapping file may say otherwise.
static KEY_COLUMN: LazyLock<Column> = LazyLock::new(|| {
    let of_child = column_by_path(KEY).and_then(|place| columns().get(place));
    let (zh, en, cite) = of_child.map_or(("", "", ""), |column| (&*column.zh, &*column.en, column.cite));
    let headers = ["编号", "儿童编号", "儿童档案编号", "档案编号", "档案号", "唯一标识"].map(String::from);
    Column {
        path: KEY.into(),
        zh: zh.into(),
        en: en.into(),
        cite,
        kind: Kind::Text,
        values: &[],
        slot: None,
        headers: headers.into(),
    }
});

/// Where a header leads.
#[derive(Clone, Copy, Debug)]
enum Target {
    Key,
    /// To a column, by its place in [`EntryKind::columns`].
    Column(usize),
}

/// Which header of a table of entries is which column. Made once for a file, then used for every row.
///
/// A header is found by a column's path, its Chinese or English label or another name that offices use; the child's
/// key by `key`, 编号, 儿童编号 and the like. A header that is none of these, such as a name, is never read.
///
/// ```
/// # use hutong::Renamed;
/// # use hutong::history::{Entry, EntryKind, EntryPlan, History};
/// let headers = ["儿童编号", "姓名", "走访日期", "走访方式", "走访人身份"].map(String::from);
/// let plan = EntryPlan::new(EntryKind::Contacts, &headers, |_| Renamed::Unmentioned);
/// assert_eq!(plan.unused(), [1]);
/// assert!(plan.missing().is_empty());
///
/// let mut history = History::default();
/// let row = plan.read(&["made-up 1", "…", "2026/9/30", "入户走访", "儿童主任"]);
/// assert_eq!((row.key, row.faults.len()), ("made-up 1", 0));
/// row.entry.ok_or("an entry")?.push_into(&mut history);
/// assert_eq!(history.contacts.len(), 1);
///
/// let row = plan.read(&["made-up 1", "…", "2026-02-30", "微波", "儿童主任"]);
/// assert!(row.entry.is_none());
/// let told: Vec<_> = row.faults.iter().map(|fault| (fault.path(), fault.code().id())).collect();
/// assert_eq!(told, [("on", "impossible-date"), ("kind", "unknown-code")]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct EntryPlan {
    kind: EntryKind,
    headers: Headers<Target>,
    /// Values for columns that the table does not have, by the columns' places.
    given: Vec<(usize, String)>,
}

/// One row of a table of entries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntryRow<'r> {
    /// The child's key, trimmed; empty where it is blank, and then there is no entry.
    pub key: &'r str,
    /// The entry; nothing where a field has a fault.
    pub entry: Option<Entry>,
    /// Every fault, in the order of the headers; empty where there is an entry.
    pub faults: Vec<Fault>,
}

impl EntryPlan {
    /// Finds the column of each header; `renamed` says what a mapping file has for it.
    ///
    /// A header that the mapping file leads to no column is unused, as one without a column is. Of two headers for
    /// one column only the first is read: see [`EntryPlan::repeated`].
    pub fn new<'a>(
        kind: EntryKind,
        headers: &'a [String],
        renamed: impl Fn(&'a str) -> Renamed<'a>,
    ) -> EntryPlan {
        let headers = Headers::new(headers, renamed, |name| {
            if let Some(place) = kind.column_by_header(name) {
                return kind.columns().get(place).map(|column| (Target::Column(place), column.path.clone()));
            }
            let (key, column) = (header_key(name), EntryPlan::key_column());
            let mut names = column.headers.iter().chain([&column.path, &column.zh, &column.en]);
            names.any(|known| header_key(known) == key).then(|| (Target::Key, KEY.to_owned()))
        });
        EntryPlan { kind, headers, given: Vec::new() }
    }

    /// The column of the child's key, which every table of entries needs beside the columns of its kind.
    #[must_use]
    pub fn key_column() -> &'static Column {
        &KEY_COLUMN
    }

    /// What its rows are.
    #[must_use]
    pub fn kind(&self) -> EntryKind {
        self.kind
    }

    /// The headers, counted from 0, for which no column was found; those passed over on purpose are not among them.
    #[must_use]
    pub fn unused(&self) -> &[usize] {
        self.headers.unused()
    }

    /// Headers whose column an earlier header already has, as (earlier, later), counted from 0. A fault of the
    /// file: which of the two counts cannot be told, and the later one is not read.
    #[must_use]
    pub fn repeated(&self) -> &[(usize, usize)] {
        self.headers.repeated()
    }

    /// The headers that are read, counted from 0, each with the path of its column; `key` for the child's key.
    pub fn used(&self) -> impl Iterator<Item = (usize, &str)> {
        self.headers.used()
    }

    /// The paths of the columns without which no row can be used, and which neither a header nor [`EntryPlan::give`]
    /// gives: the child's key, and what the kind of entry needs. A fault of the file, unless it is empty.
    #[must_use]
    pub fn missing(&self) -> Vec<&'static str> {
        let is_given = |path: &str| {
            let given =
                |place: &usize| self.kind.columns().get(*place).is_some_and(|column| column.path == path);
            self.used().any(|(_, used)| used == path) || self.given.iter().any(|(place, _)| given(place))
        };
        let needs = std::iter::once(&KEY).chain(self.kind.needs());
        needs.copied().filter(|path| !is_given(path)).collect()
    }

    /// Gives the cells under a header, counted from 0, a meaning: from the other system's code to a spelling of
    /// ours; an empty spelling is a blank. From then on a cell with any other code is a fault. A header that is
    /// not read is left as it is.
    pub fn set_codes(&mut self, header: usize, codes: BTreeMap<String, String>) {
        self.headers.set_codes(header, codes);
    }

    /// Gives every row a value of a column that the table does not have, as a register of home visits alone has no
    /// column for the kind. Where the table has the column, a blank in it stays a blank.
    ///
    /// Errors: no such column ([`FaultCode::UnknownField`]), or no value of it.
    ///
    /// ```
    /// # use hutong::Renamed;
    /// # use hutong::history::{EntryKind, EntryPlan};
    /// let headers = ["儿童编号", "走访日期"].map(String::from);
    /// let mut plan = EntryPlan::new(EntryKind::Contacts, &headers, |_| Renamed::Unmentioned);
    /// assert_eq!(plan.missing(), ["kind"]);
    /// plan.give("kind", "入户走访")?;
    /// assert!(plan.missing().is_empty());
    /// assert!(plan.read(&["made-up 1", "2026-09-30"]).entry.is_some());
    /// # Ok::<(), hutong::Fault>(())
    /// ```
    pub fn give(&mut self, column: &str, value: &str) -> Result<(), Fault> {
        let place = self.kind.column_by_header(column);
        let Some((place, column)) = place.and_then(|place| Some((place, self.kind.columns().get(place)?)))
        else {
            return Err(unknown_column(self.kind, ""));
        };
        self.kind.blank().set_text(place, value).map_err(|fault| fault.at(&column.path))?;
        if !self.used().any(|(_, used)| used == column.path) {
            self.given.retain(|(given, _)| *given != place);
            self.given.push((place, value.to_owned()));
        }
        Ok(())
    }

    /// Reads one row. A cell that the row lacks is blank, a blank cell is unknown, and cells past the headers are
    /// the caller's.
    ///
    /// A row gives no entry, and its faults say why, where a field cannot be read, or where the child's key or a
    /// field is blank that the entry cannot do without ([`FaultCode::ValueMissing`]). Days are not compared with
    /// each other or with the as-of day: that is done by [`History::check`](super::History::check).
    #[must_use]
    pub fn read<'r, S: AsRef<str>>(&'r self, cells: &'r [S]) -> EntryRow<'r> {
        match self.kind {
            EntryKind::Levels => self.read_as::<LevelPeriod, S>(cells, Entry::Level),
            EntryKind::Contacts => self.read_as::<Contact, S>(cells, Entry::Contact),
            EntryKind::Absences => self.read_as::<Absence, S>(cells, Entry::Absence),
            EntryKind::Benefits => self.read_as::<BenefitPeriod, S>(cells, Entry::Benefit),
            EntryKind::Pauses => self.read_as::<Pause, S>(cells, Entry::Pause),
            EntryKind::Closings => self.read_as::<Closing, S>(cells, Entry::Closing),
            EntryKind::File => self.read_as::<FilePart, S>(cells, Entry::FilePart),
            EntryKind::CareAgreements => self.read_as::<CareAgreement, S>(cells, Entry::CareAgreement),
        }
    }

    fn read_as<'r, T: Part + Complete, S: AsRef<str>>(
        &'r self,
        cells: &'r [S],
        entry_of: fn(T) -> Entry,
    ) -> EntryRow<'r> {
        let mut key = "";
        let mut entry = T::default();
        let mut faults = Vec::new();
        for (field, text) in self.headers.cells(cells) {
            let result = match (field.target, text) {
                (_, Err(fault)) => Err(fault),
                (Target::Key, Ok(text)) => {
                    key = text;
                    not_too_long(text)
                }
                (Target::Column(place), Ok(text)) => set_text(&mut entry, place, text),
            };
            if let Err(fault) = result {
                faults.push(fault.at(&field.path));
            }
        }
        for (place, text) in &self.given {
            // It was read once before it was taken.
            let _ = set_text(&mut entry, *place, text);
        }
        if key.is_empty() && faults.iter().all(|fault| fault.path() != KEY) {
            faults.push(Fault::with(FaultCode::ValueMissing, KEY, "儿童编号", "the child's key"));
        }
        if let Err(fault) = entry.complete()
            && faults.iter().all(|known| known.path() != fault.path())
        {
            faults.push(fault);
        }
        EntryRow { key, entry: faults.is_empty().then(|| entry_of(entry)), faults }
    }
}

fn not_too_long(key: &str) -> Result<(), Fault> {
    let most = Text::MOST;
    if key.len() <= most || key.chars().count() <= most {
        return Ok(());
    }
    Err(Fault::with(FaultCode::TooLong, KEY, &most.to_string(), &most.to_string()))
}

/// A name that is no column of a kind of entries.
pub(super) fn unknown_column(kind: EntryKind, path: &str) -> Fault {
    let paths: Vec<&str> = kind.columns().iter().map(|column| column.path.as_str()).collect();
    let zh = format!("可用：{}", paths.join("、"));
    let en = format!("use one of `{}`", paths.join("`, `"));
    Fault::with(FaultCode::UnknownField, path, &zh, &en)
}
