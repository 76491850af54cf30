//! What the user types for `hutong schedule` and `hutong figures`: the files of histories, which both share, and the
//! flags of each. What they mean is settled where they are used.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use hutong::history::EntryKind;

use crate::arguments::{InputArguments, PolicyArguments};
use crate::beside::Beside;
use crate::schedule::files::Named;

/// The files of what happened around the children. Each flag may be repeated.
#[derive(Debug, Args)]
#[command(
    next_help_heading = "The history of the children (CSV, XLSX, JSON, JSON Lines; each may be repeated)"
)]
pub(crate) struct HistoryArguments {
    /// Visits, contacts and interventions, one row each (走访联系记录)
    #[arg(long, value_name = "FILE[#SHEET][!ROW]|-")]
    pub(crate) contacts: Vec<Beside>,
    /// Levels, each with the day it takes effect (定级记录)
    #[arg(long, value_name = "FILE[#SHEET][!ROW]|-")]
    pub(crate) levels: Vec<Beside>,
    /// Absences of the parents for work (父母外出记录)
    #[arg(long, value_name = "FILE[#SHEET][!ROW]|-")]
    pub(crate) absences: Vec<Beside>,
    /// Times of basic living support (基本生活保障记录)
    #[arg(long, value_name = "FILE[#SHEET][!ROW]|-")]
    pub(crate) benefits: Vec<Beside>,
    /// Times in which a child cannot be visited (暂停走访记录)
    #[arg(long, value_name = "FILE[#SHEET][!ROW]|-")]
    pub(crate) pauses: Vec<Beside>,
    /// Records that close findings (结案记录)
    #[arg(long, value_name = "FILE[#SHEET][!ROW]|-")]
    pub(crate) closings: Vec<Beside>,
    /// Parts of the children's files that are there (一人一档)
    #[arg(long, value_name = "FILE[#SHEET][!ROW]|-")]
    pub(crate) file_parts: Vec<Beside>,
    /// Care agreements (委托照护书)
    #[arg(long, value_name = "FILE[#SHEET][!ROW]|-")]
    pub(crate) care_agreements: Vec<Beside>,
    /// Whole histories (JSON, JSON Lines), or a table whose headers tell what it holds (各类记录)
    #[arg(long, value_name = "FILE[#SHEET][!ROW]|-")]
    pub(crate) history: Vec<Beside>,
    /// The kind of every contact, where the tables have no column for it, such as 入户走访 (联系方式)
    #[arg(long, value_name = "KIND")]
    pub(crate) contact_kind: Option<String>,
    /// Who made every contact, where the tables have no column for it, such as 儿童主任 (走访人类别)
    #[arg(long, value_name = "WHO")]
    pub(crate) contact_by: Option<String>,
}

impl HistoryArguments {
    /// Every file that was named, in the order in which they are read.
    pub(crate) fn files(&self) -> Vec<Named> {
        let of_kind = [
            (&self.levels, Some(EntryKind::Levels)),
            (&self.contacts, Some(EntryKind::Contacts)),
            (&self.absences, Some(EntryKind::Absences)),
            (&self.benefits, Some(EntryKind::Benefits)),
            (&self.pauses, Some(EntryKind::Pauses)),
            (&self.closings, Some(EntryKind::Closings)),
            (&self.file_parts, Some(EntryKind::File)),
            (&self.care_agreements, Some(EntryKind::CareAgreements)),
            (&self.history, None),
        ];
        let each = of_kind
            .into_iter()
            .flat_map(|(files, kind)| files.iter().map(move |file| Named { file: file.clone(), kind }));
        each.collect()
    }

    /// The values of columns that the tables of contacts do not have.
    pub(crate) fn given(&self) -> Vec<(&'static str, String)> {
        let each = [("kind", &self.contact_kind), ("by", &self.contact_by)];
        each.into_iter().filter_map(|(column, value)| Some((column, value.clone()?))).collect()
    }
}

/// What both commands read, and which part of it they tell of.
#[derive(Debug, Args)]
pub(crate) struct CourseArguments {
    /// The children and how to read their file. A line of JSON may hold a child with its history:
    /// `{"child":{…},"history":{…}}`.
    #[command(flatten)]
    pub(crate) input: InputArguments,
    /// The policy and the day.
    #[command(flatten)]
    pub(crate) policy: PolicyArguments,
    /// The histories.
    #[command(flatten)]
    pub(crate) histories: HistoryArguments,
    /// Only the children of this worker, by code (责任人)
    #[arg(long, value_name = "WORKER", help_heading = "Options")]
    pub(crate) worker: Option<String>,
    /// Only this village, or `township/village` (村居)
    #[arg(long, value_name = "VILLAGE", help_heading = "Options")]
    pub(crate) village: Option<String>,
    /// Write to this file, which stays as it was until the run is complete (输出文件)
    #[arg(long, short, value_name = "FILE|FOLDER", help_heading = "Options")]
    pub(crate) output: Option<PathBuf>,
    /// Write the rejected rows of every file with their faults to this file, as CSV (退回行清单)
    #[arg(long, value_name = "FILE", help_heading = "Options")]
    pub(crate) rejected: Option<PathBuf>,
    /// How many rows each list of the table shows at most (每个清单的行数)
    #[arg(long, value_name = "N", default_value_t = 20, help_heading = "Options")]
    pub(crate) rows: usize,
}

/// `hutong schedule`.
#[derive(Debug, Args)]
pub(crate) struct ScheduleArguments {
    /// What is read and of whom is told.
    #[command(flatten)]
    pub(crate) course: CourseArguments,
    /// How many days ahead (天数)
    #[arg(long, value_name = "N", default_value_t = 14, value_parser = clap::value_parser!(u32).range(..=36_600), help_heading = "Options")]
    pub(crate) days: u32,
    /// Both ways to count “at least once a month”: from the last visit, and by calendar periods (两种计期方式并列)
    #[arg(long, help_heading = "Options")]
    pub(crate) both_views: bool,
    /// List duties without a date too: report promptly, keep the record up to date (持续性职责)
    #[arg(long, help_heading = "Options")]
    pub(crate) standing: bool,
    /// The form of the output (输出格式)
    #[arg(long, value_enum, default_value_t = ScheduleFormat::Table, help_heading = "Options")]
    pub(crate) format: ScheduleFormat,
}

/// `hutong figures`.
#[derive(Debug, Args)]
pub(crate) struct FiguresArguments {
    /// What is read and of whom is told.
    #[command(flatten)]
    pub(crate) course: CourseArguments,
    /// The form of the output (输出格式)
    #[arg(long, value_enum, default_value_t = FiguresFormat::Table, help_heading = "Options")]
    pub(crate) format: FiguresFormat,
}

/// The form of worklists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ScheduleFormat {
    /// A report: counts, then lists, the most urgent first
    Table,
    /// One row a duty to be done, children in the order of their file
    Csv,
    /// A workbook, by village and worker, the most urgent first; needs --output
    Xlsx,
    /// One list of ledgers
    Json,
    /// One ledger a line: each duty of a child with its windows
    Jsonl,
    /// iCalendar, all-day events: with --worker one calendar, else a file a worker in the folder --output. What
    /// is overdue or has no date stands on the as-of day; what is only possible is left out. Titles name no child; the
    /// text of an event has the key
    Ics,
}

/// The form of compliance figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum FiguresFormat {
    /// A report
    Table,
    /// A page to print, with the children behind each figure (by key alone)
    Html,
    /// One object: the figures, and each window that was not met in time
    Json,
    /// One row a figure
    Csv,
    /// A workbook: a sheet of figures and one of the windows behind them; needs --output
    Xlsx,
}
