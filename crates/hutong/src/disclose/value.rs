//! One column of a list for one child: the recorded text, a finding as rules see it on the day, or the level.

use crate::assessment::FactUsed;
use crate::assessment::told::recorded_text;
use crate::levels::LevelSet;
use crate::policy::{LEVEL_FIELD, Policy};
use crate::vocabulary::{Child, Kind, Slot, column_by_path, columns, slot_count};

/// The value; empty for *unknown*.
pub(super) fn of(policy: &Policy, child: &Child, slots: &[Slot], levels: LevelSet, path: &str) -> String {
    if path == LEVEL_FIELD {
        return level_ids(policy, levels);
    }
    let recorded = recorded_text(child, path).unwrap_or_default();
    if recorded.is_empty() {
        return recorded;
    }
    // A finding that was closed is recorded as it was found; what holds on the day is told.
    match finding_slot(policy, path).and_then(|fact| Some((fact, slots.get(fact)?))) {
        Some((fact, slot)) => match FactUsed::new(policy, fact, *slot, None).value().to_string() {
            unknown if unknown == "unknown" => recorded,
            word => word,
        },
        None => recorded,
    }
}

/// Where rules find a finding; none for a column of another kind.
fn finding_slot(policy: &Policy, path: &str) -> Option<usize> {
    if let Some(id) = path.strip_prefix("local.") {
        let place = policy.source().facts.iter().position(|fact| fact.id == id)?;
        return Some(slot_count() + place);
    }
    let column = columns().get(column_by_path(path)?)?;
    column.slot.filter(|_| column.kind == Kind::Finding)
}

/// The ids of the levels that are possible, the highest first.
fn level_ids(policy: &Policy, levels: LevelSet) -> String {
    let id = |level: usize| policy.source().levels.get(level).map_or("not-graded", |level| &level.id);
    levels.iter().map(id).collect::<Vec<_>>().join("+")
}
