//! What is wrong with a table that somebody filled, whoever found it: with the cell of the sheet, the figure, what stands
//! there and what should. No name above the table is ever shown.

use std::fmt::Write as _;

use hutong::Severity;
use hutong::form::FormFault;
use serde::Serialize;

use crate::input::InputError;
use crate::language::Language;
use crate::style::{bold, dim};

/// One fault of a table.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct TableFault {
    /// Which of several tables, counted from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) table: Option<usize>,
    /// The kind of fault.
    pub(crate) code: &'static str,
    /// Whether the table is wrong, or only to be looked at.
    pub(crate) severity: Severity,
    /// The cell of the sheet, such as C7, or its row.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) place: Option<String>,
    /// The figure, such as `row/unlawful-harm`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) cell: Option<String>,
    /// The number that stands there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) found: Option<u64>,
    /// The least and the most that should stand there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) expected: Option<(u64, u64)>,
    /// What is wrong and what to do, in Chinese.
    pub(crate) zh: String,
    /// The same in English.
    pub(crate) en: String,
}

impl TableFault {
    /// A fault that the reader of the table found.
    pub(crate) fn new(
        code: &'static str,
        severity: Severity,
        place: Option<String>,
        zh: impl Into<String>,
        en: impl Into<String>,
    ) -> TableFault {
        let (zh, en) = (zh.into(), en.into());
        TableFault { table: None, code, severity, place, cell: None, found: None, expected: None, zh, en }
    }

    /// A fault of the numbers, and where in the sheet it shows.
    pub(crate) fn of_numbers(fault: &FormFault, place: Option<String>) -> TableFault {
        TableFault {
            cell: Some(fault.cell_id().to_owned()),
            found: fault.found(),
            expected: fault.expected(),
            ..TableFault::new(fault.code().id(), fault.code().severity(), place, fault.zh(), fault.en())
        }
    }

    /// A table that cannot be read at all.
    pub(crate) fn unreadable(error: &InputError) -> TableFault {
        TableFault::new(error.code, Severity::Error, None, error.zh.as_str(), error.en.as_str())
    }

    /// Whether the table is wrong for it.
    pub(crate) fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }

    /// As a line of JSON.
    pub(crate) fn line(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// As cells: table, severity, place, figure, found, expected, code, problem.
    pub(crate) fn cells(&self, language: Language) -> [String; 8] {
        let expected = self
            .expected
            .map(|(least, most)| if least == most { least.to_string() } else { format!("{least}..{most}") });
        [
            self.table.map(|table| table.to_string()).unwrap_or_default(),
            if self.is_error() { "error".into() } else { "warning".into() },
            self.place.clone().unwrap_or_default(),
            self.cell.clone().unwrap_or_default(),
            self.found.map(|found| found.to_string()).unwrap_or_default(),
            expected.unwrap_or_default(),
            self.code.into(),
            language.pick(self.zh.as_str(), self.en.as_str()).into_owned(),
        ]
    }

    /// As a line to read.
    pub(crate) fn text(&self, language: Language) -> String {
        let table = self
            .table
            .map(|table| language.pick(format!("第 {table} 份 "), format!("table {table} ")).into_owned());
        let place = self.place.as_ref().map(|place| bold(&format!("{place} "))).unwrap_or_default();
        let told = language.pick(self.zh.as_str(), self.en.as_str());
        format!("{}{place}{told} {}", table.unwrap_or_default(), dim(&format!("[{}]", self.code)))
    }
}

/// The headers of [`TableFault::cells`].
pub(crate) const HEADERS: [&str; 8] =
    ["table", "severity", "place", "cell", "found", "expected", "code", "problem"];

/// The faults one below the other: errors first, then what is to be looked at.
pub(crate) fn list(faults: &[TableFault], language: Language) -> String {
    let mut out = String::new();
    let kinds = [(true, "错误", "Errors"), (false, "请核对", "To look at")];
    for (errors, zh, en) in kinds {
        let these: Vec<&TableFault> = faults.iter().filter(|fault| fault.is_error() == errors).collect();
        if these.is_empty() {
            continue;
        }
        let title = format!("{} {}", language.pick(zh, en), these.len());
        let _ = writeln!(out, "{}", bold(&title));
        for fault in these {
            let _ = writeln!(out, "  {}", fault.text(language));
        }
    }
    out
}
