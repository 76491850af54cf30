//! What the user types after `hutong disclose`: only its form is settled here.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::arguments::{InputArguments, PolicyArguments};

/// `hutong disclose`.
#[derive(Debug, Args)]
pub(crate) struct DiscloseArguments {
    #[command(flatten)]
    pub(crate) input: InputArguments,
    #[command(flatten)]
    pub(crate) policy: PolicyArguments,
    /// Only the lists for this office, by its id or name; may be repeated (接收机构)
    #[arg(long, value_name = "ID|NAME")]
    pub(crate) to: Vec<String>,
    /// Only this referral or notice, by its id; may be repeated (名单)
    #[arg(long, value_name = "ID")]
    pub(crate) list: Vec<String>,
    /// The form of the lists; of itself xlsx with --output, else a table of how many children stand on each (输出格式)
    #[arg(long, value_enum)]
    pub(crate) format: Option<ListsFormat>,
    /// Write the lists into this folder, each office its own file, and what is to be verified in a file for the sender (输出文件夹)
    #[arg(long, short, value_name = "FOLDER")]
    pub(crate) output: Option<PathBuf>,
    /// A folder of lists sent before; a child that stands there unchanged is not sent again; may be repeated (已报送的名单)
    #[arg(long, value_name = "FOLDER")]
    pub(crate) sent: Vec<PathBuf>,
    /// Write the rejected rows with their faults to this file, as CSV (退回行清单)
    #[arg(long, value_name = "FILE")]
    pub(crate) rejected: Option<PathBuf>,
    /// How many rejected rows are shown at most (行数)
    #[arg(long, value_name = "N", default_value_t = 20)]
    pub(crate) rows: usize,
}

/// The form of lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ListsFormat {
    /// How many children stand on each list
    Table,
    /// One object an office (`hutong schema list`)
    Json,
    /// One object a child of a list
    Jsonl,
    /// A file a list
    Csv,
    /// A workbook an office, a sheet a list
    Xlsx,
}

impl ListsFormat {
    /// What its files end with.
    pub(crate) fn ending(self) -> &'static str {
        match self {
            ListsFormat::Table => "txt",
            ListsFormat::Json => "json",
            ListsFormat::Jsonl => "jsonl",
            ListsFormat::Csv => "csv",
            ListsFormat::Xlsx => "xlsx",
        }
    }
}
