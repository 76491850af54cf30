//! Whether the cells below a header are values of a column: counted over the first rows of a table. Nothing of a cell is
//! kept but the words of closed lists, for a person to say what they mean.

use crate::Policy;
use crate::record::draft::Draft;
use crate::record::shown_name;
use crate::record::target::{Found, Target};
use crate::vocabulary::{Kind, columns, is_unknown_spelling};
use std::collections::BTreeMap;

/// How often a word stands in a column before it counts as a code of the office's rather than somebody's remark.
const LEAST_OF_A_CODE: usize = 2;
/// The longest word that may be a code, in characters.
const LONGEST_CODE: usize = 12;
/// How many codes of a column are told.
const MOST_CODES: usize = 20;
/// From how many filled cells on values alone are a hint.
const LEAST_FILLED: usize = 5;

/// How the cells below a header fit a column.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fit {
    /// How many were looked at and say something.
    pub filled: usize,
    /// How many of them cannot be read.
    pub unreadable: usize,
    /// For a closed list, the words that stand in it more than once and are none of its values, in order; at most twenty.
    pub strange: Vec<String>,
}

impl Fit {
    /// Counts how the cells fit a column.
    pub(super) fn of<'a>(policy: &Policy, found: Found, cells: impl Iterator<Item = &'a str>) -> Fit {
        let mut fit = Fit::default();
        let mut strange: BTreeMap<&str, usize> = BTreeMap::new();
        for cell in cells.filter(|cell| !is_unknown_spelling(cell)) {
            fit.filled += 1;
            let mut draft = Draft::default();
            draft.set(policy, found, "", cell);
            if !draft.faults.is_empty() {
                fit.unreadable += 1;
                *strange.entry(cell).or_default() += 1;
            }
        }
        if matches!(found.target.kind(), Some(Kind::Choice | Kind::Finding)) {
            let is_code = |word: &str| word.chars().count() <= LONGEST_CODE && shown_name(word) == word;
            strange.retain(|word, count| *count >= LEAST_OF_A_CODE && is_code(word));
            fit.strange = strange.into_keys().take(MOST_CODES).map(str::to_owned).collect();
        }
        fit
    }

    /// Whether most of the cells, and more than a few, cannot be read.
    pub(super) fn is_poor(&self) -> bool {
        self.unreadable >= 3 && self.unreadable * 2 > self.filled
    }
}

/// Whether enough cells stand in a column, and every one of them is a citizen number.
pub(super) fn are_citizen_numbers(policy: &Policy, cells: &[&str]) -> bool {
    let found = Found { target: Target::CitizenNumber, suspected: false };
    let fit = Fit::of(policy, found, cells.iter().copied());
    fit.filled > 0 && fit.unreadable == 0
}

/// The one column whose values the cells are, where their words are those of no other: enough of them, at least two
/// different, and none that every list has, such as 是 and 无.
pub(super) fn column_by_values(policy: &Policy, cells: &[&str]) -> Option<Target> {
    let filled: Vec<&str> = cells.iter().copied().filter(|cell| !is_unknown_spelling(cell)).collect();
    if filled.len() < LEAST_FILLED {
        return None;
    }
    if are_citizen_numbers(policy, &filled) {
        return Some(Target::CitizenNumber);
    }
    let distinct: std::collections::BTreeSet<&str> = filled.iter().copied().collect();
    if distinct.len() < 2 {
        return None;
    }
    let lists = columns().iter().enumerate().filter(|(_, column)| column.kind == Kind::Choice);
    let mut fitting = lists.filter(|(index, _)| {
        let found = Found { target: Target::Column(*index), suspected: false };
        Fit::of(policy, found, distinct.iter().copied()).unreadable == 0
    });
    let (index, _) = fitting.next()?;
    fitting.next().is_none().then_some(Target::Column(index))
}
