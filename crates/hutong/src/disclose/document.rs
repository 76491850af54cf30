//! All lists for one office as JSON: the contract with every other language.

use super::Disclosure;
use crate::assessment::{PolicyName, RuleKind};
use crate::policy::source::{Label, Pace};
use crate::policy::{LEVEL_FIELD, Policy};
use crate::vocabulary::{column_by_path, columns};
use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeMap;

/// The name and version of the JSON form of lists.
pub const LIST_FORMAT: &str = "hutong-list-1";

/// Every list that one office is sent.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ListDocument<'p> {
    /// The name and version of this form.
    pub format: &'static str,
    /// The policy.
    pub policy: PolicyName<'p>,
    /// The day for which the lists hold.
    pub as_of: NaiveDate,
    /// To whom, by id.
    pub to: &'p str,
    /// The lists, in the order of the policy.
    pub lists: Vec<ListOfChildren<'p>>,
}

/// One list.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ListOfChildren<'p> {
    /// `referral` or `notice`.
    pub kind: RuleKind,
    /// The id of the referral or notice.
    pub id: &'p str,
    /// What it is about.
    pub label: &'p Label,
    /// From whom, by id.
    pub from: &'p [String],
    /// How soon, or how often.
    pub pace: &'p Pace,
    /// The place in the document.
    pub cite: &'p str,
    /// The columns, and no others.
    pub columns: Vec<ColumnOfList>,
    /// The children: of each column its value, empty for *unknown*; in the order of their values.
    pub children: Vec<BTreeMap<String, String>>,
}

/// A column of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ColumnOfList {
    /// The path of the fact, or `level`.
    pub path: String,
    /// Its label.
    pub label: Label,
}

impl<'p> Disclosure<'p> {
    /// The columns with their labels.
    #[must_use]
    pub fn labelled_columns(&self, policy: &Policy) -> Vec<ColumnOfList> {
        let label = |path: &str| {
            let text = |zh: &str, en: &str| Label { zh: zh.into(), en: en.into() };
            if path == LEVEL_FIELD {
                return text("等级", "level");
            }
            if let Some(column) = column_by_path(path).and_then(|place| columns().get(place)) {
                return text(&column.zh, &column.en);
            }
            let id = path.strip_prefix("local.").unwrap_or(path);
            let fact = policy.source().facts.iter().find(|fact| fact.id == id);
            fact.map_or_else(|| text(path, path), |fact| fact.label.clone())
        };
        self.columns.iter().map(|path| ColumnOfList { path: path.clone(), label: label(path) }).collect()
    }

    /// The list with its children, each given by what [`Assessor::disclose`](crate::Assessor::disclose) told of it.
    #[must_use]
    pub fn list(&self, policy: &Policy, told: &[Vec<String>]) -> ListOfChildren<'p> {
        let child = |values: &Vec<String>| self.columns.iter().cloned().zip(values.iter().cloned()).collect();
        ListOfChildren {
            kind: self.kind,
            id: self.id,
            label: self.label,
            from: self.from,
            pace: self.pace,
            cite: self.cite,
            columns: self.labelled_columns(policy),
            children: told.iter().map(child).collect(),
        }
    }
}

impl<'p> ListDocument<'p> {
    /// The lists of one office.
    #[must_use]
    pub fn new(
        policy: &'p Policy,
        as_of: NaiveDate,
        to: &'p str,
        lists: Vec<ListOfChildren<'p>>,
    ) -> ListDocument<'p> {
        ListDocument { format: LIST_FORMAT, policy: PolicyName::of(policy), as_of, to, lists }
    }
}
