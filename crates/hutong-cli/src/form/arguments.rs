//! What the user types after `hutong form`: only its form is settled here.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use crate::arguments::{
    InputArguments, OutputArguments, PolicyArguments, PolicyChoice, ReadingArguments, ReportFormat,
};

/// `hutong form …`.
#[derive(Debug, Subcommand)]
pub(crate) enum FormCommand {
    /// Fill the official count table from a file of children (填表)
    Fill(FillArguments),
    /// Check a table that somebody filled: sums, second numbers, the previous period, the children (核表)
    Check(CheckArguments),
    /// Add the tables of many units to one; each is checked first (汇总)
    Merge(MergeArguments),
}

/// What stands above the form.
#[derive(Debug, Args)]
pub(crate) struct HeadArguments {
    /// The reporting unit; where children of that township are in the file, only they are counted (填报单位)
    #[arg(long, value_name = "NAME", help_heading = "Above the form")]
    pub(crate) unit: Option<String>,
    /// Who fills it (填报人)
    #[arg(long, value_name = "NAME", help_heading = "Above the form")]
    pub(crate) filled_by: Option<String>,
    /// The telephone number (联系电话)
    #[arg(long, value_name = "NUMBER", help_heading = "Above the form")]
    pub(crate) telephone: Option<String>,
    /// The year in the title; that of the day where it is left out (年度)
    #[arg(long, value_name = "YEAR", value_parser = clap::value_parser!(i32).range(1900..=2999), help_heading = "Above the form")]
    pub(crate) year: Option<i32>,
}

/// `hutong form fill`.
#[derive(Debug, Args)]
pub(crate) struct FillArguments {
    #[command(flatten)]
    pub(crate) input: InputArguments,
    #[command(flatten)]
    pub(crate) policy: PolicyArguments,
    #[command(flatten)]
    pub(crate) head: HeadArguments,
    /// For others than those to whom the form is sent: small numbers hidden, and enough others that none can be worked
    /// out; no list of children, no remarks (公开版)
    #[arg(long)]
    pub(crate) for_publication: bool,
    /// The table published before (XLSX), which must not give away what this one hides (上次公开的表)
    #[arg(long, value_name = "TABLE.xlsx", requires = "for_publication")]
    pub(crate) previous_release: Option<PathBuf>,
    /// The numbers alone, without the keys of the children behind them (不附名单)
    #[arg(long)]
    pub(crate) no_children: bool,
    /// The form of the output (输出格式)
    #[arg(long, value_enum, default_value_t = FormFormat::Table)]
    pub(crate) format: FormFormat,
    #[command(flatten)]
    pub(crate) to: OutputArguments,
}

/// `hutong form check`.
#[derive(Debug, Args)]
pub(crate) struct CheckArguments {
    /// The filled table (XLSX)
    #[arg(value_name = "TABLE.xlsx")]
    pub(crate) table: PathBuf,
    /// The table of the previous period (上期表格)
    #[arg(long, value_name = "TABLE.xlsx")]
    pub(crate) previous: Option<PathBuf>,
    /// The file of the children that it counts; needs --as-of (儿童名册)
    #[arg(long, value_name = "FILE|-")]
    pub(crate) children: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) policy: PolicyArguments,
    #[command(flatten)]
    pub(crate) reading: ReadingArguments,
    /// The form of the output (输出格式)
    #[arg(long, value_enum, default_value_t = ReportFormat::Table)]
    pub(crate) format: ReportFormat,
    /// Write to this file, which stays as it was until the run is complete (输出文件)
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// How many rejected rows of the children are shown at most (行数)
    #[arg(long, value_name = "N", default_value_t = 20)]
    pub(crate) rows: usize,
}

/// `hutong form merge`.
#[derive(Debug, Args)]
pub(crate) struct MergeArguments {
    /// The filled tables (XLSX)
    #[arg(value_name = "TABLE.xlsx", required = true)]
    pub(crate) tables: Vec<PathBuf>,
    /// The day of the joint table; that of the tables where it is left out (日期)
    #[arg(long, value_name = "DATE")]
    pub(crate) as_of: Option<String>,
    #[command(flatten)]
    pub(crate) choice: PolicyChoice,
    #[command(flatten)]
    pub(crate) head: HeadArguments,
    /// The form of the output (输出格式)
    #[arg(long, value_enum, default_value_t = FormFormat::Xlsx)]
    pub(crate) format: FormFormat,
    /// Write to this file, which stays as it was until the run is complete (输出文件)
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

/// The form of a filled table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum FormFormat {
    /// A table to read
    Table,
    /// One object (`hutong schema form`)
    Json,
    /// One row a figure
    Csv,
    /// A workbook that looks like the official form; needs --output
    Xlsx,
    /// A page for A4, each figure a link to its children
    Html,
}
