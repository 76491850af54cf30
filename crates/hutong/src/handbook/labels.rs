//! What facts and their values are called in a sentence, from the labels of the vocabulary and of the policy.

use super::book::Book;
use super::page::label;
use crate::policy::LEVEL_FIELD;
use crate::policy::source::Label;
use crate::vocabulary::{Column, Kind, column_by_path, columns};
use std::collections::BTreeMap;

impl Book<'_> {
    /// What a fact is called: the label of its column or of the policy's own fact, else its path as it is written.
    pub(super) fn fact_label(&self, path: &str) -> Label {
        if let Some(fact) = self.local_fact(path) {
            return fact.label.clone();
        }
        let (full, of_parent) = match path.strip_prefix("parent.") {
            Some(rest) => (format!("father.{rest}"), true),
            None => (path.to_owned(), false),
        };
        match column_by_path(&full).and_then(|index| columns().get(index)) {
            Some(column) => self.column_label(column, of_parent),
            None if path == LEVEL_FIELD => label("等级", "level"),
            None => label(path, path),
        }
    }

    /// A column's label as it stands in a sentence, such as “custody kind”; without the parent where which is open.
    fn column_label(&self, column: &'static Column, of_parent: bool) -> Label {
        let (mut zh, mut told) = (column.zh.as_str(), "");
        let mut parts: Vec<&str> = Vec::new();
        for (at, _) in column.path.match_indices('.') {
            let path = column.path.get(..at).unwrap_or("");
            let Some(group) = self.groups.get(path) else { continue };
            let name = group.en.strip_prefix(told).unwrap_or(&group.en).trim();
            told = &group.en;
            if of_parent && !path.contains('.') {
                zh = zh.strip_prefix(group.zh.as_str()).unwrap_or(zh);
            } else if !name.is_empty() {
                parts.push(name);
            }
        }
        let rest = column.en.strip_prefix(told).unwrap_or(&column.en).trim();
        // “Absence for work for work” says it twice.
        if !rest.is_empty() && !parts.last().is_some_and(|last| last.ends_with(rest)) {
            parts.push(rest);
        }
        label(zh, parts.join(" "))
    }

    /// The values of a fact in words, by their ids.
    pub(super) fn value_labels(path: &str, ids: &[String]) -> Vec<Label> {
        let full =
            path.strip_prefix("parent.").map_or_else(|| path.to_owned(), |rest| format!("father.{rest}"));
        let values = column_by_path(&full)
            .and_then(|index| columns().get(index))
            .map_or(&[][..], |column| column.values);
        let find = |id: &String| values.iter().find(|value| value.id == id);
        ids.iter()
            .map(|id| find(id).map_or_else(|| label(id, id), |value| label(value.zh, value.en)))
            .collect()
    }

    /// What kind of fact stands at a path; nothing for one that neither the vocabulary nor the policy has.
    pub(super) fn kind_of_fact(&self, path: &str) -> Option<Kind> {
        if self.local_fact(path).is_some() {
            return Some(Kind::Finding);
        }
        let full =
            path.strip_prefix("parent.").map_or_else(|| path.to_owned(), |rest| format!("father.{rest}"));
        column_by_path(&full).and_then(|index| columns().get(index)).map(|column| column.kind)
    }
}

/// What the labels of each group of two or more columns begin with: the group's own name.
pub(super) fn groups() -> BTreeMap<&'static str, Label> {
    let mut members: BTreeMap<&'static str, Vec<&'static Column>> = BTreeMap::new();
    for column in columns() {
        for (at, _) in column.path.match_indices('.') {
            if let Some(group) = column.path.get(..at) {
                members.entry(group).or_default().push(column);
            }
        }
    }
    members
        .into_iter()
        .filter(|(_, columns)| columns.len() > 1)
        .map(|(group, columns)| {
            let zh = common_start(columns.iter().map(|column| column.zh.as_str()));
            let en = common_start(columns.iter().map(|column| column.en.as_str()));
            // Whole words only: a word that merely begins alike is no name of the group.
            let cut = columns.iter().any(|column| {
                column.en.get(en.len()..).is_some_and(|rest| !rest.is_empty() && !rest.starts_with(' '))
            });
            let en = if cut { en.rsplit_once(' ').map_or("", |(words, _)| words) } else { en };
            (group, label(zh, en.trim_end()))
        })
        .collect()
}

fn common_start<'t>(mut texts: impl Iterator<Item = &'t str>) -> &'t str {
    let mut start = texts.next().unwrap_or("");
    for text in texts {
        let shared: usize =
            start.chars().zip(text.chars()).take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum();
        start = start.get(..shared).unwrap_or("");
    }
    start
}
