//! What is wrong with a filled table: which cell, what stands there, what should, and why, in Chinese and English.

use super::cell::FormCell;
use crate::fault::{Severity, fault_codes};
use crate::policy::Policy;
use serde::{Serialize, Serializer};
use std::fmt;

fault_codes! {
    /// The kinds of fault that a filled table can have.
    pub enum FormFaultCode;
    /// A printed cell without a number.
    NumberMissing = "number-missing", Error,
        "没有填数；没有儿童请填 0", "has no number; write 0 where there are no children";
    /// A subtotal that is not the sum of its rows.
    SubtotalNotSum = "subtotal-not-sum", Error,
        "是 {found}，本等级各行相加是 {expected}", "is {found}, and the rows of the level add up to {expected}";
    /// A total that is not the sum of the subtotals.
    TotalNotSum = "total-not-sum", Error,
        "是 {found}，各等级小计相加是 {expected}", "is {found}, and the subtotals add up to {expected}";
    /// Under *every-row*: a subtotal that no children could give.
    SubtotalOutOfBounds = "subtotal-out-of-bounds", Error,
        "是 {found}；一名儿童可列多行而小计按人去重，应在最大的一行和各行之和之间：{expected}",
        "is {found}; with children in several rows and counted once here, it lies between the largest row and the sum of the rows: {expected}";
    /// Under *every-row*: a total that no children could give.
    TotalOutOfBounds = "total-out-of-bounds", Error,
        "是 {found}；合计按人去重，应在最大的小计和各小计之和之间：{expected}",
        "is {found}; children count once here, so it lies between the largest subtotal and their sum: {expected}";
    /// A second number larger than its row.
    OfWhichExceedsRow = "of-which-exceeds-row", Error,
        "是 {found}，超过本行人数 {expected}", "is {found}, more than the {expected} of the row";
    /// Another number than the children give.
    DiffersFromChildren = "differs-from-children", Error,
        "是 {found}，按儿童名册应为 {expected}", "is {found}, and the children give {expected}";
    /// Another number than the children certainly give, within what undetermined children leave open.
    WithinUndetermined = "within-undetermined", Warning,
        "是 {found}；按儿童名册为 {expected}，取决于待定的儿童：请逐名核实",
        "is {found}; the children give {expected}, depending on those who are undetermined: settle each of them";
    /// Children whose level is undetermined, without a line.
    UndeterminedNotTold = "undetermined-not-told", Warning,
        "名册中有 {expected} 名，表上没有写明", "are {expected} of the children, and the table does not tell of them";
    /// A change that children seldom make by themselves.
    ImplausibleChange = "implausible-change", Warning,
        "是 {found}，上期是 {expected}：变化很大，请说明原因", "is {found} after {expected} in the previous period: a large change, say why";
}

/// One fault of a filled table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormFault {
    code: FormFaultCode,
    cell: FormCell,
    id: String,
    found: Option<u64>,
    expected: Option<(u64, u64)>,
    zh: String,
    en: String,
}

impl FormFault {
    /// A fault of a cell: what stands there, and the least and the most that should.
    pub(super) fn new(
        policy: &Policy,
        code: FormFaultCode,
        cell: FormCell,
        found: Option<u64>,
        expected: Option<(u64, u64)>,
    ) -> FormFault {
        let label = cell.label(policy);
        let number = |text: &str, number: Option<String>, name: &str| {
            text.replace(name, number.as_deref().unwrap_or("—"))
        };
        let span = |dash: &str| {
            expected.map(
                |(least, most)| {
                    if least == most { least.to_string() } else { format!("{least}{dash}{most}") }
                },
            )
        };
        let found_text = found.map(|found| found.to_string());
        let words = |text: &str, dash: &str| {
            number(&number(text, found_text.clone(), "{found}"), span(dash), "{expected}")
        };
        FormFault {
            code,
            cell,
            id: cell.id(policy),
            found,
            expected,
            zh: format!("{}：{}", label.zh, words(code.zh(), "至")),
            en: format!("{} {}", label.en, words(code.en(), " to ")),
        }
    }

    /// The kind of fault.
    #[must_use]
    pub fn code(&self) -> FormFaultCode {
        self.code
    }

    /// The cell.
    #[must_use]
    pub fn cell(&self) -> FormCell {
        self.cell
    }

    /// The cell by its id, such as `subtotal/red`.
    #[must_use]
    pub fn cell_id(&self) -> &str {
        &self.id
    }

    /// The number that stands there; none where nobody wrote one.
    #[must_use]
    pub fn found(&self) -> Option<u64> {
        self.found
    }

    /// The least and the most that should stand there; the same where it is one number.
    #[must_use]
    pub fn expected(&self) -> Option<(u64, u64)> {
        self.expected
    }

    /// The cell, what is wrong and what to do, in Chinese.
    #[must_use]
    pub fn zh(&self) -> &str {
        &self.zh
    }

    /// The same in English.
    #[must_use]
    pub fn en(&self) -> &str {
        &self.en
    }
}

impl fmt::Display for FormFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} [{}]", self.en, self.code.id())
    }
}

impl Serialize for FormFault {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        FormFaultDescription {
            code: self.code.id(),
            severity: self.code.severity(),
            cell: &self.id,
            found: self.found,
            least: self.expected.map(|(least, _)| least),
            most: self.expected.map(|(_, most)| most),
            zh: &self.zh,
            en: &self.en,
        }
        .serialize(serializer)
    }
}

/// The JSON form of a [`FormFault`].
#[derive(Serialize)]
struct FormFaultDescription<'a> {
    code: &'a str,
    severity: Severity,
    cell: &'a str,
    found: Option<u64>,
    least: Option<u64>,
    most: Option<u64>,
    zh: &'a str,
    en: &'a str,
}
