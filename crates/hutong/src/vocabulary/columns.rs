//! The vocabulary as a list: every column with its labels, and the ways to find one by path or by header.

use super::{Child, Column, Part, Place, choices::normalise};
use std::collections::BTreeMap;
use std::sync::LazyLock;

static COLUMNS: LazyLock<Vec<Column>> = LazyLock::new(|| {
    let mut columns = Vec::with_capacity(Child::COLUMNS);
    Child::describe(&Place::default(), &mut columns);
    let slots = columns.iter_mut().filter_map(|column| column.slot.as_mut());
    for (number, slot) in slots.enumerate() {
        *slot = number;
    }
    columns
});

static BY_HEADER: LazyLock<BTreeMap<String, Option<usize>>> = LazyLock::new(|| {
    let mut index: BTreeMap<String, Option<usize>> = BTreeMap::new();
    let columns = columns();
    // Paths and labels are unique; among the other headers, one that two columns claim names neither.
    for (number, column) in columns.iter().enumerate() {
        for header in &column.headers {
            index
                .entry(normalise_header(header))
                .and_modify(|found| {
                    if *found != Some(number) {
                        *found = None;
                    }
                })
                .or_insert(Some(number));
        }
    }
    for (number, column) in columns.iter().enumerate() {
        for header in [&column.zh, &column.en, &column.path] {
            index.insert(normalise_header(header), Some(number));
        }
    }
    index
});

/// Every column, in the order of the record.
#[must_use]
pub fn columns() -> &'static [Column] {
    &COLUMNS
}

/// The number of columns.
#[must_use]
pub const fn column_count() -> usize {
    Child::COLUMNS
}

/// The number of facts that rules read.
#[must_use]
pub const fn slot_count() -> usize {
    Child::SLOTS
}

/// The column behind each fact that rules read, by the fact's number.
pub fn slot_columns() -> impl Iterator<Item = &'static Column> {
    columns().iter().filter(|column| column.slot.is_some())
}

/// The column behind a slot; none behind the slots of facts that a policy declares.
pub(crate) fn column_at(slot: usize) -> Option<&'static Column> {
    static BY_SLOT: LazyLock<Vec<&'static Column>> = LazyLock::new(|| slot_columns().collect());
    BY_SLOT.get(slot).copied()
}

/// The place of a column in [`columns`] by its path, its Chinese or English label or another header that offices
/// use; spaces, brackets, punctuation and a leading 是否 do not matter. Nothing when none or more than one fits.
///
/// ```
/// # use hutong::vocabulary::{column_by_header, columns};
/// let column = column_by_header("是否疑似辍学");
/// assert!(column.is_none(), "疑似 is a value, not a part of the header");
/// let column = column_by_header("父亲残疾等级").map(|index| columns()[index].path.as_str());
/// assert_eq!(column, Some("father.disability.grade"));
/// ```
#[must_use]
pub fn column_by_header(header: &str) -> Option<usize> {
    let header = normalise_header(header);
    BY_HEADER.get(&header).copied().flatten()
}

/// The place of a column in [`columns`] by its exact path.
#[must_use]
pub fn column_by_path(path: &str) -> Option<usize> {
    column_by_header(path).filter(|index| columns().get(*index).is_some_and(|column| column.path == path))
}

fn normalise_header(header: &str) -> String {
    let text: String = normalise(header).chars().filter(|c| c.is_alphanumeric()).collect();
    text.strip_prefix("是否").map_or_else(|| text.clone(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vocabulary::{Kind, UNKNOWN_SPELLINGS, is_unknown_spelling};

    #[test]
    fn every_column_is_found_by_its_path_and_by_both_labels() {
        for (index, column) in columns().iter().enumerate() {
            for header in [&column.path, &column.zh, &column.en] {
                assert_eq!(column_by_header(header), Some(index), "{header}");
            }
        }
    }

    #[test]
    fn counts_agree_with_the_table() {
        assert_eq!(columns().len(), column_count());
        assert_eq!(slot_columns().count(), slot_count());
    }

    #[test]
    fn no_two_values_of_a_column_share_a_spelling() {
        for column in columns().iter().filter(|column| matches!(column.kind, Kind::Choice | Kind::Finding)) {
            let mut seen = BTreeMap::new();
            for value in column.values {
                for spelling in [value.id, value.zh, value.en].iter().chain(value.also) {
                    let other = seen.insert(normalise(spelling), value.id);
                    assert!(other.is_none_or(|id| id == value.id), "{} {spelling}", column.path);
                }
            }
        }
    }

    #[test]
    fn every_spelling_of_not_known_is_known_however_it_is_written() {
        for spelling in UNKNOWN_SPELLINGS {
            let spaced: String = spelling.chars().flat_map(|c| [c, ' ']).collect();
            for written in [*spelling, &spelling.to_uppercase(), &spaced] {
                assert!(is_unknown_spelling(written), "{written}");
            }
        }
        assert!(
            is_unknown_spelling("None given") && is_unknown_spelling("？") && !is_unknown_spelling("none")
        );
    }

    #[test]
    fn every_column_names_its_clause_and_both_labels() {
        for column in columns() {
            assert!(
                !column.cite.is_empty() && !column.zh.is_empty() && !column.en.is_empty(),
                "{}",
                column.path
            );
        }
    }
}
