//! Which facts the rules of a policy read: what a form must ask and a table should have.

use super::Policy;
use crate::vocabulary::{column_at, slot_count};

impl Policy {
    /// The paths of the facts that some rule of this policy reads, in the order of the vocabulary; those that the
    /// policy itself declares stand last, as `local.x`.
    ///
    /// ```
    /// # use hutong::Policy;
    /// let policy = Policy::builtin("puning-2024")?;
    /// assert!(policy.fact_paths().iter().any(|path| path == "birth_date"));
    /// # Ok::<(), hutong::UnknownPolicy>(())
    /// ```
    #[must_use]
    pub fn fact_paths(&self) -> Vec<String> {
        let declared = |slot: usize| self.source().facts.get(slot.checked_sub(slot_count())?);
        let path = |slot: usize| {
            let column = column_at(slot).map(|column| column.path.clone());
            column.or_else(|| declared(slot).map(|fact| format!("local.{}", fact.id)))
        };
        let read = self.program.facts.iter().enumerate().filter(|(_, fact)| !fact.tests.is_empty());
        read.filter_map(|(slot, _)| path(slot)).collect()
    }
}
