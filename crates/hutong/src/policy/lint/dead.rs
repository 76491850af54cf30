//! Rules that can never hold, and triggers that never decide because a higher level always has one too.
//! A search that is given up counts as “possible”: no rule is called dead that is not.

use super::rules::{Purpose, Rule};
use super::search::Search;
use super::uses::Uses;
use crate::levels::Goal;
use crate::policy::error::{PolicyCode, PolicyFault};
use crate::policy::program::Program;

/// The dead rules and the shadowed triggers.
pub(super) fn faults(
    program: &Program,
    rules: &[Rule<'_>],
    uses: &Uses<'_>,
    search: &mut Search<'_>,
) -> Vec<PolicyFault> {
    let mut possible = |goals: &[Goal]| search.child(goals) != Some(false);
    let mut faults = Vec::new();
    for rule in rules.iter().filter(|rule| rule.purpose != Purpose::Outside) {
        let rule_holds = Goal { literal: rule.literal, holds: true };
        let mut goals = Vec::new();
        let alive = rule.circumstances.iter().any(|circumstances| {
            goals.clear();
            goals.push(rule_holds);
            goals.extend(circumstances);
            possible(&goals)
        });
        if !alive {
            // A rule that speaks of a reading is meant to sleep while the reading is decided otherwise; and one for a
            // level that no child can have is not to blame.
            let asleep = rule.formula.is_some_and(|formula| uses.hangs_on_a_reading(formula));
            if !asleep && rule.circumstances.iter().any(|circumstances| possible(circumstances)) {
                faults.push(PolicyFault::new(PolicyCode::DeadRule, rule.path.as_str(), ""));
            }
            continue;
        }
        if let Purpose::Trigger(level @ 1..) = rule.purpose {
            let higher = program.roots.levels.iter().take(level);
            goals.extend(higher.map(|literal| Goal { literal: *literal, holds: false }));
            if !possible(&goals) {
                faults.push(PolicyFault::new(PolicyCode::ShadowedTrigger, rule.path.as_str(), ""));
            }
        }
    }
    faults
}
