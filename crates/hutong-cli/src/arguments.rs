//! What the user types: commands and flags. Only their form is settled here; what they mean is settled where they
//! are used. Help is in English with the Chinese term beside it.

use clap::{Args, Parser, Subcommand, ValueEnum};
use hutong::history::EntryKind;
use hutong::import::HeaderRows;
use std::path::PathBuf;

use crate::beside::Beside;
use crate::compare::CompareArguments;
use crate::disclose::arguments::DiscloseArguments;
use crate::form::arguments::FormCommand;
use crate::input::{Encoding, Format as InputFormat};
use crate::language::Language;
use crate::schedule::arguments::{FiguresArguments, ScheduleArguments};
use crate::wording::WordingCommand;

/// The whole command line.
#[derive(Debug, Parser)]
#[command(
    name = "hutong",
    version,
    about = "护童 hutong: from a file of children to what a child-protection policy says about each of them",
    after_help = "Exit status: 0 done; 1 some rows were rejected; 2 could not run, or not to the end.\n\
                  退出状态：0 完成；1 有行被退回；2 未能运行，或未能运行到底。"
)]
pub(crate) struct Arguments {
    /// The language of tables and reports (语言)
    #[arg(long, global = true, value_enum, default_value_t = Language::Zh)]
    pub(crate) language: Language,
    /// What to do.
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Assess each child of a file: level, reasons, what to do today (评估)
    Assess(AssessArguments),
    /// Check each row of a file: every fault of every field, at once (核对数据)
    Validate(ValidateArguments),
    /// Turn an export as it is into clean records: which column is what and why, what is not read, what is doubtful (导入)
    ///
    /// Titles, headings over several columns, merged cells, totals and notes are found; a column is read without your word
    /// only where its header names it exactly and its cells fit. Everything else is a proposal: --save-mapping writes it
    /// to a file, you confirm or correct it there, and --mapping reads it. Citizen numbers give birth dates and are gone.
    Import(ImportArguments),
    /// The facts to ask for next, the most telling first, and why (该问什么)
    Ask(AskArguments),
    /// The days ahead on which an answer changes with no new fact: 16, 18, three months away … (预测自动变化)
    Forecast(ForecastArguments),
    /// What moved between two files, two days or two policies, child by child, and because of what (对比)
    Diff(DiffArguments),
    /// Who is to be visited, contacted or helped: overdue, due today and in the days ahead; as lists or calendars (走访安排)
    ///
    /// FILE holds the children. What happened around them stands in files of its own (--levels, --contacts …), each row
    /// with the child's key, or with each child on a line of JSON, {"child":{…},"history":{…}}, which takes no memory.
    /// Flags under "Reading the file" are for FILE; a mapping file names columns of the others as `contacts.on`.
    /// A child whose row is rejected keeps the duties that are certain without it; a row of a history that cannot be
    /// used is told with file, row and column, and the rest is answered.
    Schedule(ScheduleArguments),
    /// The share of visits and contacts made in time, by level, duty, village, worker and month (履职统计)
    ///
    /// Reads what `hutong schedule` reads. Shares are rounded down, in thousandths. What is not due yet, and duties that
    /// are only possible, do not count; what is due now without a date stands by itself. Of the children behind a
    /// figure the key is told and nothing else.
    Figures(FiguresArguments),
    /// What the organisations must do, whoever the children are: overdue, due, done; as a list or a calendar (机构任务)
    Duties(DutiesArguments),
    /// The official count table: fill it from children, check a filled one, add many to one (统计表)
    #[command(subcommand)]
    Form(FormCommand),
    /// The lists that each office is sent: whom its clause names, with the columns that it needs and no others (报送名单)
    ///
    /// What is only possible is never sent as fact: it stands in a list of its own, for the sender to verify. Each office
    /// has a file of its own.
    Disclose(DiscloseArguments),
    /// Children against departments' lists, by key: entitled and not served, served and no longer entitled (与部门名册比对)
    Compare(CompareArguments),
    /// Words to avoid in the names of activities and on banners (七（四）) (用语检查)
    #[command(subcommand)]
    Wording(WordingCommand),
    /// A rule or clause in words; with a record, its answer and the facts behind it (解释规则)
    Explain(ExplainArguments),
    /// Check, show or list policies (政策)
    #[command(subcommand)]
    Policy(PolicyCommand),
    /// Print the JSON Schema of a record, a history, a policy or what comes out (数据格式)
    Schema {
        /// Of what
        #[arg(value_enum)]
        of: SchemaOf,
    },
    /// The vocabulary: every column that a file of children, or of entries of their histories, may have (可用的列)
    Columns {
        /// Of which table
        #[arg(value_enum, default_value_t = ColumnsOf::Child)]
        of: ColumnsOf,
        /// The form of the output (输出格式)
        #[arg(long, value_enum, default_value_t = ListFormat::Table)]
        format: ListFormat,
    },
}

/// The file of children and how to read it.
#[derive(Debug, Args)]
pub(crate) struct InputArguments {
    /// The file: CSV, XLSX, JSON or JSON Lines; `-` for standard input (文件)
    #[arg(value_name = "FILE|-")]
    pub(crate) file: PathBuf,
    #[command(flatten)]
    pub(crate) reading: ReadingArguments,
}

/// How to read a file, where it does not say enough itself.
#[derive(Debug, Args)]
pub(crate) struct ReadingArguments {
    /// A mapping file (TOML): columns and codes of another system (映射文件)
    #[arg(long, value_name = "FILE", help_heading = "Reading the file")]
    pub(crate) mapping: Option<PathBuf>,
    /// The format of the file, where its name and content mislead (输入格式)
    #[arg(long, value_enum, value_name = "FORMAT", help_heading = "Reading the file")]
    pub(crate) input_format: Option<InputFormatName>,
    /// XLSX: the sheet, by name or by position from 1 (工作表)
    #[arg(long, value_name = "NAME|N", help_heading = "Reading the file")]
    pub(crate) sheet: Option<String>,
    /// The encoding of a text file, where it cannot be told (编码)
    #[arg(long, value_enum, value_name = "ENCODING", help_heading = "Reading the file")]
    pub(crate) encoding: Option<EncodingName>,
    /// The row of the headers, from 1; `3-4` for headings above headers (表头所在行)
    #[arg(long, value_name = "N|N-M", value_parser = header_rows, help_heading = "Reading the file")]
    pub(crate) header_row: Option<HeaderRows>,
    /// The longest record in bytes; a longer one is rejected (单条上限)
    #[arg(long, value_name = "BYTES", default_value_t = 1 << 20, help_heading = "Reading the file")]
    pub(crate) max_record_bytes: usize,
}

/// Reads `3` or `3-4`.
pub(crate) fn header_rows(text: &str) -> Result<HeaderRows, String> {
    let number = |text: &str| text.trim().parse().ok().filter(|number| *number > 0);
    let (first, last) = text.split_once('-').unwrap_or((text, text));
    let rows = number(first).zip(number(last)).filter(|(first, last)| first <= last);
    rows.map(|(first, last)| HeaderRows { first, last })
        .ok_or_else(|| "a row such as 3, or rows such as 3-4".into())
}

/// The policy and the day.
#[derive(Debug, Args)]
pub(crate) struct PolicyArguments {
    /// The day to assess for, such as 2026-11-01; required, never taken from the clock (评估基准日)
    #[arg(long, value_name = "DATE")]
    pub(crate) as_of: Option<String>,
    #[command(flatten)]
    pub(crate) choice: PolicyChoice,
}

/// Which policy, read how.
#[derive(Debug, Args)]
pub(crate) struct PolicyChoice {
    /// The policy: an id from `hutong policy list`, or a file (政策)
    #[arg(long, value_name = "ID|FILE", default_value = "puning-2024")]
    pub(crate) policy: String,
    /// Decide one open question of the document otherwise; may be repeated (解读)
    #[arg(long = "reading", value_name = "ID=ALTERNATIVE")]
    pub(crate) readings: Vec<String>,
}

/// `hutong assess`.
#[derive(Debug, Args)]
pub(crate) struct AssessArguments {
    #[command(flatten)]
    pub(crate) input: InputArguments,
    #[command(flatten)]
    pub(crate) policy: PolicyArguments,
    /// The form of the output; the others than `table` have one record a child (输出格式)
    #[arg(long, value_enum, default_value_t = OutputFormat::Table)]
    pub(crate) format: OutputFormat,
    #[command(flatten)]
    pub(crate) to: OutputArguments,
    /// Also why not, what would change the level, what to ask next, and dates on which the answer changes (详尽)
    #[arg(long)]
    pub(crate) full: bool,
    /// Print how the time was spent; of itself from 100,000 rows on (用时)
    #[arg(long)]
    pub(crate) timing: bool,
}

/// `hutong validate`.
#[derive(Debug, Args)]
pub(crate) struct ValidateArguments {
    #[command(flatten)]
    pub(crate) input: InputArguments,
    #[command(flatten)]
    pub(crate) policy: PolicyArguments,
    /// The form of the output (输出格式)
    #[arg(long, value_enum, default_value_t = ReportFormat::Table)]
    pub(crate) format: ReportFormat,
    /// Write to this file, which stays as it was until the run is complete (输出文件)
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

/// `hutong import`.
#[derive(Debug, Args)]
pub(crate) struct ImportArguments {
    #[command(flatten)]
    pub(crate) input: InputArguments,
    #[command(flatten)]
    pub(crate) policy: PolicyArguments,
    #[command(flatten)]
    pub(crate) output: RowsArguments,
    /// Write the mapping to this file: what is read, and proposals to confirm (保存映射文件)
    #[arg(long, value_name = "FILE")]
    pub(crate) save_mapping: Option<PathBuf>,
}

/// `hutong ask`.
#[derive(Debug, Args)]
pub(crate) struct AskArguments {
    #[command(flatten)]
    pub(crate) input: InputArguments,
    #[command(flatten)]
    pub(crate) policy: PolicyArguments,
    /// Only the child with this key (编号)
    #[arg(long, value_name = "KEY")]
    pub(crate) key: Option<String>,
    /// How many questions a child at most (每名儿童的问题数)
    #[arg(long, value_name = "N", default_value_t = 3)]
    pub(crate) questions: usize,
    /// How many children the table shows at most (行数)
    #[arg(long, value_name = "N", default_value_t = 20)]
    pub(crate) rows: usize,
    /// The form of the output (输出格式)
    #[arg(long, value_enum, default_value_t = ReportFormat::Table)]
    pub(crate) format: ReportFormat,
    /// Write to this file, which stays as it was until the run is complete (输出文件)
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

/// The form and place of an output of rows, and of the rows that were rejected.
#[derive(Debug, Args)]
pub(crate) struct RowsArguments {
    /// The form of the output (输出格式)
    #[arg(long, value_enum, default_value_t = OutputFormat::Table)]
    pub(crate) format: OutputFormat,
    #[command(flatten)]
    pub(crate) to: OutputArguments,
}

/// The place of an output, and of the rows that were rejected.
#[derive(Debug, Args)]
pub(crate) struct OutputArguments {
    /// Write to this file, which stays as it was until the run is complete (输出文件)
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// Write the rejected rows with their faults to this file, as CSV (退回行清单)
    #[arg(long, value_name = "FILE")]
    pub(crate) rejected: Option<PathBuf>,
    /// How many rows each list of the table shows at most (每个清单的行数)
    #[arg(long, value_name = "N", default_value_t = 20)]
    pub(crate) rows: usize,
}

/// `hutong forecast`.
#[derive(Debug, Args)]
pub(crate) struct ForecastArguments {
    #[command(flatten)]
    pub(crate) input: InputArguments,
    #[command(flatten)]
    pub(crate) policy: PolicyArguments,
    /// How many days ahead (天数)
    #[arg(long, value_name = "N", default_value_t = 365)]
    pub(crate) days: u32,
    /// The last day to look at, in place of --days (截止日期)
    #[arg(long, value_name = "DATE", conflicts_with = "days")]
    pub(crate) until: Option<String>,
    #[command(flatten)]
    pub(crate) output: RowsArguments,
}

/// `hutong diff`.
#[derive(Debug, Args)]
pub(crate) struct DiffArguments {
    /// The file before; its children are held in memory (之前的文件)
    #[arg(value_name = "BEFORE")]
    pub(crate) before: PathBuf,
    /// The file after, matched by key; without it, BEFORE on two days or under two policies (之后的文件)
    #[arg(value_name = "AFTER|-")]
    pub(crate) after: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) policy: PolicyArguments,
    /// The day of the side before, where it is another (之前的基准日)
    #[arg(long, value_name = "DATE")]
    pub(crate) as_of_before: Option<String>,
    /// The day of the side after, where it is another (之后的基准日)
    #[arg(long, value_name = "DATE")]
    pub(crate) as_of_after: Option<String>,
    /// The policy of the side before, where it is another (之前的政策)
    #[arg(long, value_name = "ID|FILE")]
    pub(crate) policy_before: Option<String>,
    /// The policy of the side after, where it is another (之后的政策)
    #[arg(long, value_name = "ID|FILE")]
    pub(crate) policy_after: Option<String>,
    /// A reading of the side before alone; may be repeated (之前的解读)
    #[arg(long = "reading-before", value_name = "ID=ALTERNATIVE")]
    pub(crate) readings_before: Vec<String>,
    /// A reading of the side after alone; may be repeated (之后的解读)
    #[arg(long = "reading-after", value_name = "ID=ALTERNATIVE")]
    pub(crate) readings_after: Vec<String>,
    #[command(flatten)]
    pub(crate) reading: ReadingArguments,
    #[command(flatten)]
    pub(crate) output: RowsArguments,
}

/// `hutong duties`.
#[derive(Debug, Args)]
pub(crate) struct DutiesArguments {
    #[command(flatten)]
    pub(crate) policy: PolicyArguments,
    /// What was done: CSV, XLSX, JSON or JSON Lines with duty, by, place, done_on, entered_on (完成记录)
    #[arg(long, value_name = "FILE[#SHEET][!ROW]|-")]
    pub(crate) done: Option<Beside>,
    /// The file of children: how many live in each village, and which townships and villages there are (儿童名册)
    #[arg(long, value_name = "FILE|-")]
    pub(crate) children: Option<PathBuf>,
    /// Villages with township, village, children, directors (村（社区）的儿童数和儿童主任数)
    #[arg(long, value_name = "FILE[#SHEET][!ROW]|-")]
    pub(crate) villages: Option<Beside>,
    /// The first day of a winter or summer holiday; may be repeated (寒暑假放假日期)
    #[arg(long = "holiday", value_name = "DATE")]
    pub(crate) holidays: Vec<String>,
    /// Only this office, by its id or name (机构)
    #[arg(long, value_name = "ID|NAME")]
    pub(crate) office: Option<String>,
    /// Only this township, `township/village` or other unit; may be repeated (单位)
    #[arg(long = "place", value_name = "NAME")]
    pub(crate) places: Vec<String>,
    /// How many days ahead count as soon (提前天数)
    #[arg(long, value_name = "N", default_value_t = 30)]
    pub(crate) days: u32,
    /// How many rows each list of the table shows at most (每个清单的行数)
    #[arg(long, value_name = "N", default_value_t = 20)]
    pub(crate) rows: usize,
    /// The form of the output (输出格式)
    #[arg(long, value_enum, default_value_t = DutiesFormat::Table)]
    pub(crate) format: DutiesFormat,
    /// Write to this file, which stays as it was until the run is complete (输出文件)
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) reading: ReadingArguments,
}

/// The form of the ledger of the organisations.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum DutiesFormat {
    /// A report: counts, then lists, the most urgent first
    Table,
    /// The ledger as one object
    Json,
    /// One object an obligation
    Jsonl,
    /// One row an obligation
    Csv,
    /// A workbook; needs --output
    Xlsx,
    /// iCalendar: an all-day event for each obligation with a day
    Ics,
}

/// `hutong explain`.
#[derive(Debug, Args)]
pub(crate) struct ExplainArguments {
    /// A rule (`dropped-out`, `trigger/dropped-out`) or a clause (`3.2d`, 三.2)
    #[arg(value_name = "RULE|CLAUSE")]
    pub(crate) what: String,
    /// A file with the record to explain it by; `-` for standard input (儿童记录)
    #[arg(long, value_name = "FILE|-")]
    pub(crate) record: Option<PathBuf>,
    /// The key of the child in that file, where it holds more than one (编号)
    #[arg(long, value_name = "KEY", requires = "record")]
    pub(crate) key: Option<String>,
    #[command(flatten)]
    pub(crate) policy: PolicyArguments,
    #[command(flatten)]
    pub(crate) reading: ReadingArguments,
}

/// `hutong policy …`.
#[derive(Debug, Subcommand)]
pub(crate) enum PolicyCommand {
    /// Check a policy file: every error and every doubt, with its place (检查政策文件)
    Check {
        /// The file, TOML or JSON; `-` for standard input
        #[arg(value_name = "FILE|-")]
        file: PathBuf,
        /// The form of the output (输出格式)
        #[arg(long, value_enum, default_value_t = CheckFormat::Text)]
        format: CheckFormat,
    },
    /// A whole policy as a page to read: clauses, rules in words, facts, consequences (政策全文)
    Show {
        /// The policy: an id from `hutong policy list`, or a file
        #[arg(value_name = "ID|FILE", default_value = "puning-2024")]
        policy: String,
        /// The form of the page (格式)
        #[arg(long, value_enum, default_value_t = PageFormat::Md)]
        format: PageFormat,
        /// Only the matrix from clause to rule to cases (条款对照表)
        #[arg(long)]
        matrix: bool,
        /// A JSON file that names the cases of each rule, for the matrix (测试案例)
        #[arg(long, value_name = "FILE")]
        cases: Option<PathBuf>,
        /// Write to this file (输出文件)
        #[arg(long, short, value_name = "FILE")]
        output: Option<PathBuf>,
    },
    /// The policies that come with the command (内置政策)
    List {
        /// The form of the output (输出格式)
        #[arg(long, value_enum, default_value_t = ListFormat::Table)]
        format: ListFormat,
    },
}

/// The form of an assessment's output.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum OutputFormat {
    /// A report: the summary, then what to do today
    Table,
    /// One list of objects
    Json,
    /// One object a line
    Jsonl,
    /// One row a child
    Csv,
    /// A workbook; needs --output
    Xlsx,
}

/// The form of a report on rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ReportFormat {
    /// Tables to read
    Table,
    /// One object a line
    Jsonl,
    /// One row a finding
    Csv,
}

/// The form of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ListFormat {
    /// A table to read
    Table,
    /// A list of objects
    Json,
    /// One row an entry
    Csv,
}

/// The form of what `policy check` prints.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum CheckFormat {
    /// As a compiler would
    Text,
    /// A list of objects
    Json,
}

/// The form of a policy's page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum PageFormat {
    /// Markdown
    Md,
    /// One HTML page
    Html,
}

/// What has a schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum SchemaOf {
    /// The record of a child
    Child,
    /// What comes out
    Assessment,
    /// A policy file
    Policy,
    /// What lies ahead of a child
    Forecast,
    /// What moved between two assessments
    Difference,
    /// What happened around a child: levels, contacts and the rest
    History,
    /// A child's visit ledger: each duty with its windows
    Ledger,
    /// The ledger of the organisations: each obligation with its days
    OrganisationLedger,
    /// The official count table, filled
    Form,
    /// The lists that an office is sent
    List,
}

/// What has columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ColumnsOf {
    /// The record of a child, one row a child (儿童)
    Child,
    /// Levels and their days, one row a level (定级)
    Levels,
    /// Visits, contacts and interventions, one row each (走访、联系、介入)
    Contacts,
    /// Absences of the parents for work (父母外出)
    Absences,
    /// Times of basic living support (基本生活保障)
    Benefits,
    /// Times in which the child cannot be visited (暂停走访)
    Pauses,
    /// Records that close findings (结案)
    Closings,
    /// Parts of the child's file (一人一档)
    File,
    /// Care agreements (委托照护书)
    CareAgreements,
}

impl ColumnsOf {
    /// The kind of entry of a history; none for the record of a child.
    pub(crate) fn entry(self) -> Option<EntryKind> {
        Some(match self {
            ColumnsOf::Child => return None,
            ColumnsOf::Levels => EntryKind::Levels,
            ColumnsOf::Contacts => EntryKind::Contacts,
            ColumnsOf::Absences => EntryKind::Absences,
            ColumnsOf::Benefits => EntryKind::Benefits,
            ColumnsOf::Pauses => EntryKind::Pauses,
            ColumnsOf::Closings => EntryKind::Closings,
            ColumnsOf::File => EntryKind::File,
            ColumnsOf::CareAgreements => EntryKind::CareAgreements,
        })
    }
}

/// A format that can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum InputFormatName {
    /// Text with a header line
    Csv,
    /// A workbook of Excel 2007 or later
    Xlsx,
    /// A list of objects
    Json,
    /// One object a line
    Jsonl,
}

impl From<InputFormatName> for InputFormat {
    fn from(name: InputFormatName) -> InputFormat {
        match name {
            InputFormatName::Csv => InputFormat::Csv,
            InputFormatName::Xlsx => InputFormat::Xlsx,
            InputFormatName::Json => InputFormat::Json,
            InputFormatName::Jsonl => InputFormat::JsonLines,
        }
    }
}

/// An encoding that can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum EncodingName {
    /// UTF-8
    #[value(name = "utf-8", alias = "utf8")]
    Utf8,
    /// GB18030, which includes GBK and GB2312
    #[value(name = "gb18030", aliases = ["gbk", "gb2312"])]
    Gb18030,
    /// UTF-16, the lower byte first
    #[value(name = "utf-16le")]
    Utf16Le,
    /// UTF-16, the higher byte first
    #[value(name = "utf-16be")]
    Utf16Be,
}

impl From<EncodingName> for Encoding {
    fn from(name: EncodingName) -> Encoding {
        match name {
            EncodingName::Utf8 => Encoding::Utf8,
            EncodingName::Gb18030 => Encoding::Gb18030,
            EncodingName::Utf16Le => Encoding::Utf16Le,
            EncodingName::Utf16Be => Encoding::Utf16Be,
        }
    }
}
