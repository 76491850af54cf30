//! A table for others than those to whom the form is sent: small numbers are hidden, and enough others that none of them
//! can be worked out from the sums, the second numbers (其中), or the table published before.
//!
//! The numbers make a tree: total, subtotals, rows, and below each row its second number and the rest of it, which
//! nobody prints. So what an outsider can know of a number is an interval, found exactly by going up and down the tree
//! once (`ranges`). Numbers are hidden until every number to be protected has an interval that is wide enough.

use super::cell::FormCell;
use super::numbers::FilledNumbers;
use crate::policy::Policy;
use std::collections::{BTreeMap, BTreeSet};

/// A number of which nothing bounds it from above.
const UNBOUNDED: u64 = u64::MAX;

/// What is shown of a table, and what is not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Published {
    /// The numbers that are shown.
    pub shown: BTreeMap<FormCell, u64>,
    /// The numbers that are hidden: the small ones, and those that would give them away.
    pub hidden: BTreeSet<FormCell>,
    /// Of those, the numbers that the table published before lets an outsider tell all the same, if nothing has changed
    /// since; hiding more of this table would not help.
    pub told_before: BTreeSet<FormCell>,
}

/// Why a table cannot be made ready for publication.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotPublishable {
    /// The policy has no form, or does not say what is small.
    #[error("the policy does not say which numbers are small: add [form.publication] to its form")]
    NoRule,
    /// A child may stand in several rows, so that the sums bound nothing exactly.
    #[error(
        "rows do not add up while a child stands in every row that fits: decide `rows-of-a-child` as `one-row`"
    )]
    EveryRow,
    /// A number is missing, or the numbers are no table: rows and sums disagree.
    #[error("the numbers do not add up: check the table before it is published")]
    DoesNotAddUp,
}

impl Policy {
    /// The table as it may be published: a number from 1 to one less than the policy's threshold is small, as the second
    /// number of a row is where the rest of the row is small. Every hidden number that is small keeps an interval of at
    /// least the threshold, for an outsider who knows how the form adds up, this table, and the one published before
    /// (`previous`, its hidden numbers left out), even one who takes what is hidden here or there for unchanged.
    ///
    /// Only the form's own numbers are published; lines below it, open numbers and remarks are not.
    ///
    /// Errors: [`NotPublishable`].
    pub fn published(
        &self,
        numbers: &FilledNumbers,
        previous: Option<&FilledNumbers>,
    ) -> Result<Published, NotPublishable> {
        let form = self.source().form.as_ref();
        let rule = form.and_then(|form| form.publication.as_ref()).ok_or(NotPublishable::NoRule)?;
        if self.form_counts_every_row() {
            return Err(NotPublishable::EveryRow);
        }
        let tree = Tree::of(self);
        let values = tree.values(numbers).ok_or(NotPublishable::DoesNotAddUp)?;
        let before: Option<Vec<Option<u64>>> = previous.map(|previous| {
            tree.nodes.iter().map(|node| node.cell.and_then(|cell| previous.get(cell))).collect()
        });
        let threshold = rule.hide_below;
        // Numbers that contradict one another tell an outsider nothing certain.
        let before = before.and_then(|before| Some((tree.ranges(&before)?, before)));
        let told = before.as_ref().map_or_else(BTreeSet::new, |(ranges, _)| {
            let narrow = ranges.iter().enumerate().filter(|(_, (low, high))| high - low < threshold);
            narrow.map(|(place, _)| place).collect()
        });
        let before = before.map(|(_, before)| before);
        let hidden = BTreeSet::new();
        let mut hiding = Hiding { tree: &tree, values: &values, before, told, threshold, hidden };
        hiding.hide_small();
        hiding.hide_until_safe();
        hiding.show_what_may_be();
        let mut published = Published::default();
        for (place, node) in tree.nodes.iter().enumerate() {
            let Some((cell, value)) = node.cell.zip(values.get(place)) else { continue };
            if hiding.hidden.contains(&place) {
                published.hidden.insert(cell);
                if hiding.told.contains(&place) {
                    published.told_before.insert(cell);
                }
            } else {
                published.shown.insert(cell, *value);
            }
        }
        Ok(published)
    }
}

/// A number of the form, or the rest of a row.
struct Node {
    /// None for the rest of a row, which nobody prints.
    cell: Option<FormCell>,
    parent: Option<usize>,
    children: Vec<usize>,
}

/// The numbers of a form as they add up; every node stands after its parent.
struct Tree {
    nodes: Vec<Node>,
}

impl Tree {
    fn of(policy: &Policy) -> Tree {
        let mut tree = Tree { nodes: Vec::new() };
        let total = tree.add(Some(FormCell::Total), None);
        for level in 0..policy.source().levels.len() {
            let subtotal = tree.add(Some(FormCell::Subtotal(level)), Some(total));
            for row in (0..policy.form_rows().len()).filter(|row| policy.form_level_of(*row) == Some(level)) {
                let number = tree.add(Some(FormCell::Row(row)), Some(subtotal));
                tree.add(Some(FormCell::OfWhich(row)), Some(number));
                tree.add(None, Some(number));
            }
        }
        tree
    }

    fn add(&mut self, cell: Option<FormCell>, parent: Option<usize>) -> usize {
        let place = self.nodes.len();
        if let Some(parent) = parent.and_then(|parent| self.nodes.get_mut(parent)) {
            parent.children.push(place);
        }
        self.nodes.push(Node { cell, parent, children: Vec::new() });
        place
    }

    /// The value of every node; nothing where a number is missing or a sum is wrong.
    fn values(&self, numbers: &FilledNumbers) -> Option<Vec<u64>> {
        let printed = |place: usize| self.nodes.get(place)?.cell.and_then(|cell| numbers.get(cell));
        let mut values = Vec::with_capacity(self.nodes.len());
        for (place, node) in self.nodes.iter().enumerate() {
            values.push(match node.cell {
                Some(_) => printed(place)?,
                // The rest of a row is what its second number leaves; that stands just before it.
                None => printed(node.parent?)?.checked_sub(printed(place.checked_sub(1)?)?)?,
            });
        }
        let adds_up = |(place, node): (usize, &Node)| {
            let sum = node.children.iter().try_fold(0u64, |sum, child| sum.checked_add(*values.get(*child)?));
            node.children.is_empty() || sum == values.get(place).copied()
        };
        self.nodes.iter().enumerate().all(adds_up).then_some(values)
    }

    /// For each node the least and the most that it can be, exactly, where some are known; nothing where what is known
    /// contradicts itself.
    fn ranges(&self, known: &[Option<u64>]) -> Option<Vec<(u64, u64)>> {
        let at = |place: usize| known.get(place).copied().flatten();
        let mut ranges = vec![(0, UNBOUNDED); self.nodes.len()];
        // Up: what the children leave possible.
        for (place, node) in self.nodes.iter().enumerate().rev() {
            let of_children = node.children.iter().try_fold((0u64, 0u64), |(low, high), child| {
                let (least, most) = *ranges.get(*child)?;
                Some((low.saturating_add(least), high.saturating_add(most)))
            })?;
            let (low, high) = if node.children.is_empty() { (0, UNBOUNDED) } else { of_children };
            let range = match at(place) {
                Some(value) if value < low || value > high => return None,
                Some(value) => (value, value),
                None => (low, high),
            };
            *ranges.get_mut(place)? = range;
        }
        // Down: what the parent, with the least and the most of the others, leaves.
        for node in &self.nodes {
            let place = node.children.first().and_then(|child| self.nodes.get(*child)?.parent);
            let Some((low, high)) = place.and_then(|place| ranges.get(place).copied()) else { continue };
            let of_children: Vec<(u64, u64)> =
                node.children.iter().filter_map(|child| ranges.get(*child).copied()).collect();
            for (one, child) in node.children.iter().enumerate() {
                let others = of_children.iter().enumerate().filter(|(other, _)| *other != one);
                let (least, most) = others.fold((0u64, 0u64), |(least, most), (_, range)| {
                    (least.saturating_add(range.0), most.saturating_add(range.1))
                });
                let own = ranges.get_mut(*child)?;
                own.0 = own.0.max(low.saturating_sub(most));
                own.1 = own.1.min(if high == UNBOUNDED { UNBOUNDED } else { high.checked_sub(least)? });
                if own.0 > own.1 {
                    return None;
                }
            }
        }
        Some(ranges)
    }
}

/// Numbers being hidden.
struct Hiding<'a> {
    tree: &'a Tree,
    values: &'a [u64],
    /// What the table published before shows.
    before: Option<Vec<Option<u64>>>,
    /// The numbers that that table tells by itself.
    told: BTreeSet<usize>,
    threshold: u64,
    hidden: BTreeSet<usize>,
}

impl Hiding<'_> {
    fn value(&self, place: usize) -> u64 {
        self.values.get(place).copied().unwrap_or_default()
    }

    fn is_small(&self, place: usize) -> bool {
        (1..self.threshold).contains(&self.value(place))
    }

    fn is_printed(&self, place: usize) -> bool {
        self.tree.nodes.get(place).is_some_and(|node| node.cell.is_some())
    }

    /// Hides the small numbers; of a small rest of a row, the second number that would give it away.
    fn hide_small(&mut self) {
        for place in 0..self.tree.nodes.len() {
            if self.is_small(place) {
                self.hidden.insert(if self.is_printed(place) { place } else { place.saturating_sub(1) });
            }
        }
    }

    /// What an outsider knows from this table; then, with the one before, what is known if nothing changed: this table
    /// filled up from that one, and that one filled up from this. Where they contradict each other something did
    /// change, and nothing follows. What the table before told by itself is no question of the latter two.
    fn views(&self) -> Vec<Vec<(u64, u64)>> {
        let now: Vec<Option<u64>> = (0..self.tree.nodes.len())
            .map(|place| (self.is_printed(place) && !self.hidden.contains(&place)).then(|| self.value(place)))
            .collect();
        let mut known = vec![now.clone()];
        if let Some(before) = &self.before {
            let filled = |one: &[Option<u64>], other: &[Option<u64>]| -> Vec<Option<u64>> {
                one.iter().zip(other).map(|(one, other)| one.or(*other)).collect()
            };
            known.push(filled(&now, before));
            known.push(filled(before, &now));
        }
        let views =
            known.iter().enumerate().filter_map(|(place, known)| Some((place, self.tree.ranges(known)?)));
        let mut views: Vec<_> = views.collect();
        for (_, ranges) in views.iter_mut().filter(|(place, _)| *place > 0) {
            for told in &self.told {
                if let Some(range) = ranges.get_mut(*told) {
                    *range = (0, UNBOUNDED);
                }
            }
        }
        views.into_iter().map(|(_, ranges)| ranges).collect()
    }

    /// The numbers to be protected: the small ones, and every hidden one.
    fn protected(&self) -> Vec<usize> {
        (0..self.tree.nodes.len())
            .filter(|place| self.is_small(*place) || self.hidden.contains(place))
            .collect()
    }

    /// How wide the narrowest interval is that any view leaves a number.
    fn width(place: usize, views: &[Vec<(u64, u64)>]) -> u64 {
        let widths = views.iter().filter_map(|ranges| ranges.get(place)).map(|(low, high)| high - low);
        widths.min().unwrap_or(UNBOUNDED)
    }

    /// The protected numbers whose interval is too narrow.
    fn unsafe_nodes(&self) -> Vec<usize> {
        let views = self.views();
        let narrow = |place: &usize| Self::width(*place, &views) < self.threshold;
        self.protected().into_iter().filter(narrow).collect()
    }

    /// Hides one number more, until every protected one is safe or everything is hidden.
    fn hide_until_safe(&mut self) {
        loop {
            let shown: Vec<usize> = (0..self.tree.nodes.len())
                .filter(|place| self.is_printed(*place) && !self.hidden.contains(place))
                .collect();
            let narrow = self.unsafe_nodes();
            let Some(first) = narrow.first().copied().filter(|_| !shown.is_empty()) else { return };
            // The one that helps most, of these the smallest number, so that little is lost.
            let helps = |candidate: usize, hiding: &mut Self| {
                hiding.hidden.insert(candidate);
                let views = hiding.views();
                hiding.hidden.remove(&candidate);
                Self::width(first, &views).min(hiding.threshold)
            };
            let mut best: Option<(u64, u64, usize)> = None;
            for candidate in shown {
                let rank = (self.threshold - helps(candidate, self), self.value(candidate), candidate);
                best = Some(best.map_or(rank, |best| best.min(rank)));
            }
            self.hidden.extend(best.map(|(.., candidate)| candidate));
        }
    }

    /// Shows again what was hidden on the way and is not needed, the largest number first.
    fn show_what_may_be(&mut self) {
        let mut needless: Vec<usize> =
            self.hidden.iter().copied().filter(|place| !self.is_small(*place)).collect();
        needless.sort_by_key(|place| std::cmp::Reverse((self.value(*place), *place)));
        for place in needless {
            self.hidden.remove(&place);
            if !self.unsafe_nodes().is_empty() {
                self.hidden.insert(place);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Three levels of one, two and one rows; below 3 is small.
    fn small() -> Policy {
        Policy::from_toml(include_str!("../../tests/refusals/small.toml")).unwrap()
    }

    fn numbers(policy: &Policy, rows: &[(u64, u64)]) -> FilledNumbers {
        let mut numbers = FilledNumbers::empty(policy);
        let (mut total, mut subtotals) = (0, BTreeMap::<usize, u64>::new());
        for (row, (count, of_which)) in rows.iter().enumerate() {
            numbers.set(FormCell::Row(row), *count);
            numbers.set(FormCell::OfWhich(row), *of_which);
            *subtotals.entry(policy.form_level_of(row).unwrap()).or_default() += count;
            total += count;
        }
        for (level, number) in subtotals {
            numbers.set(FormCell::Subtotal(level), number);
        }
        numbers.set(FormCell::Total, total);
        numbers
    }

    /// Every value that a node can have, found by trying all tables with leaves up to a bound.
    fn tried(tree: &Tree, known: &[Option<u64>], most: u64) -> Vec<BTreeSet<u64>> {
        let leaves: Vec<usize> =
            (0..tree.nodes.len()).filter(|place| tree.nodes[*place].children.is_empty()).collect();
        let mut found = vec![BTreeSet::new(); tree.nodes.len()];
        let mut leaf = vec![0u64; leaves.len()];
        'tables: loop {
            let mut values = vec![0u64; tree.nodes.len()];
            for (place, value) in leaves.iter().zip(&leaf) {
                values[*place] = *value;
            }
            for place in (0..tree.nodes.len()).rev() {
                if !tree.nodes[place].children.is_empty() {
                    values[place] = tree.nodes[place].children.iter().map(|child| values[*child]).sum();
                }
            }
            if values.iter().zip(known).all(|(value, known)| known.is_none_or(|known| known == *value)) {
                for (found, value) in found.iter_mut().zip(&values) {
                    found.insert(*value);
                }
            }
            for value in &mut leaf {
                *value += 1;
                if *value <= most {
                    continue 'tables;
                }
                *value = 0;
            }
            return found;
        }
    }

    #[test]
    fn ranges_are_exactly_what_trying_every_table_gives() {
        let policy = small();
        let tree = Tree::of(&policy);
        let values = tree.values(&numbers(&policy, &[(1, 1), (1, 0), (0, 0), (2, 1)])).unwrap();
        // The total is always shown, so that no leaf exceeds it, and trying up to it is trying everything.
        for mask in 0..1u32 << 11 {
            let printed =
                tree.nodes.iter().enumerate().filter(|(_, node)| node.cell.is_some()).map(|(place, _)| place);
            let mut known = vec![None; tree.nodes.len()];
            for (bit, place) in printed.enumerate() {
                if bit == 0 || mask >> (bit - 1) & 1 == 1 {
                    known[place] = Some(values[place]);
                }
            }
            if mask % 97 != 0 {
                continue;
            }
            let ranges = tree.ranges(&known).unwrap();
            for (range, found) in ranges.iter().zip(tried(&tree, &known, 4)) {
                let all: BTreeSet<u64> = (range.0..=range.1).collect();
                assert_eq!(found, all, "{known:?}");
            }
        }
    }

    #[test]
    fn what_contradicts_itself_has_no_ranges() {
        let policy = small();
        let tree = Tree::of(&policy);
        let mut known = vec![None; tree.nodes.len()];
        (known[0], known[1]) = (Some(3), Some(4));
        assert_eq!(tree.ranges(&known), None, "a subtotal above the total");
    }

    #[test]
    fn a_small_number_takes_another_with_it_and_zero_and_large_ones_stay() {
        let policy = small();
        let table = numbers(&policy, &[(0, 0), (2, 0), (40, 20), (60, 30)]);
        let published = policy.published(&table, None).unwrap();
        assert!(published.hidden.contains(&FormCell::Row(1)), "2 is below 3");
        assert!(published.hidden.len() > 1, "the subtotal would give it away");
        assert_eq!(published.shown.get(&FormCell::Row(0)), Some(&0));
        assert_eq!(published.shown.get(&FormCell::Row(3)), Some(&60));
        assert_eq!(published.shown.get(&FormCell::Total), Some(&102));
    }

    #[test]
    fn a_number_at_the_threshold_is_shown_and_one_below_is_not() {
        let policy = small();
        for (count, is_shown) in [(2, false), (3, true), (4, true)] {
            let table = numbers(&policy, &[(50, 10), (count, 0), (70, 10), (60, 30)]);
            let published = policy.published(&table, None).unwrap();
            assert_eq!(published.shown.contains_key(&FormCell::Row(1)), is_shown, "{count}");
            assert_eq!(published.hidden.is_empty(), is_shown, "{count}");
        }
    }

    #[test]
    fn a_second_number_that_leaves_few_is_hidden() {
        let policy = small();
        let table = numbers(&policy, &[(50, 49), (40, 10), (70, 10), (60, 30)]);
        let published = policy.published(&table, None).unwrap();
        assert_eq!(published.hidden, BTreeSet::from([FormCell::OfWhich(0)]), "one child is not searched for");
    }

    #[test]
    fn the_table_before_does_not_give_away_what_is_hidden_now() {
        let policy = small();
        let table = numbers(&policy, &[(50, 10), (2, 0), (70, 10), (60, 30)]);
        let first = policy.published(&table, None).unwrap();
        let mut before = FilledNumbers::empty(&policy);
        for (cell, number) in &first.shown {
            before.set(*cell, *number);
        }
        // The same numbers again: the same must be hidden, or the two tables together tell it.
        let again = policy.published(&table, Some(&before)).unwrap();
        assert_eq!((again.hidden.clone(), again.told_before.len()), (first.hidden, 0));
        // A table before that showed everything: what it told cannot be hidden any more, and that is said.
        let whole = policy.published(&table, Some(&table)).unwrap();
        assert!(whole.told_before.contains(&FormCell::Row(1)));
    }

    #[test]
    fn a_table_that_does_not_add_up_is_refused() {
        let policy = small();
        let mut table = numbers(&policy, &[(5, 1), (2, 0), (7, 1), (6, 3)]);
        table.set(FormCell::Total, 21);
        assert_eq!(policy.published(&table, None), Err(NotPublishable::DoesNotAddUp));
        assert_eq!(policy.published(&FilledNumbers::empty(&policy), None), Err(NotPublishable::DoesNotAddUp));
    }
}
