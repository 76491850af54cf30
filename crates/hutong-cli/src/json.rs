//! The JSON of a run: an assessment with its row, or a rejected row with its faults.

use hutong::assessment::Assessment;
use hutong::{Fault, Severity};

use crate::rejected::RejectedRow;

/// A row that was answered, as one line: the assessment as the schema has it, with `row` before its first field and,
/// where the record is doubtful, `record_warnings`.
pub(crate) fn answered(row: u64, faults: &[Fault], assessment: &Assessment<'_>) -> String {
    with_row(row, faults, &assessment.to_json())
}

/// Any object that was made of a row, as one line in the same way.
pub(crate) fn with_row(row: u64, faults: &[Fault], object: &str) -> String {
    let warnings: Vec<&Fault> = faults.iter().filter(|fault| fault.severity() == Severity::Warning).collect();
    let mut line = format!("{{\"row\":{row}");
    if !warnings.is_empty() {
        let warnings = serde_json::to_string(&warnings).unwrap_or_else(|_| "[]".into());
        line.push_str(",\"record_warnings\":");
        line.push_str(&warnings);
    }
    line.push(',');
    line.push_str(object.strip_prefix('{').unwrap_or(object));
    line
}

/// A row that was rejected, as one line.
pub(crate) fn rejected(row: &RejectedRow<'_>) -> String {
    // Only strings and numbers stand in it, so nothing can fail; should it, the row is still named.
    serde_json::to_string(row).unwrap_or_else(|_| format!("{{\"row\":{},\"rejected\":[]}}", row.row))
}
