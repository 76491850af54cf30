//! The rules of a policy as one list: where each stands in the file and in the graph, and when it counts at all.

use crate::graph::Literal;
use crate::levels::Goal;
use crate::policy::formula::Formula;
use crate::policy::program::Program;
use crate::policy::source::PolicySource;

/// What a rule is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Purpose {
    /// Who is outside the policy.
    Outside,
    /// Who belongs to a population.
    Population,
    /// Which level a child has: the place of the level.
    Trigger(usize),
    /// Anything that follows: a category, a duty, a referral, a row of the form.
    Consequence,
}

/// A rule with its condition.
#[derive(Debug)]
pub(super) struct Rule<'a> {
    /// Where its condition stands, such as `trigger[3].when`.
    pub(super) path: String,
    /// The condition as it is written; nothing for who is outside, which is the id of a definition.
    pub(super) formula: Option<&'a Formula>,
    /// The condition in the graph; for a trigger together with what its level asks for.
    pub(super) literal: Literal,
    pub(super) purpose: Purpose,
    /// Circumstances of which at least one must hold for the rule to count; none where it counts by itself.
    pub(super) circumstances: Vec<Vec<Goal>>,
}

/// Every rule that has a condition, in the order in which the format lists them.
pub(super) fn rules<'a>(source: &'a PolicySource, program: &Program) -> Vec<Rule<'a>> {
    let roots = &program.roots;
    let inside: Vec<Goal> = roots.outside.into_iter().map(|literal| Goal { literal, holds: false }).collect();
    let place = |id: &str| source.levels.iter().position(|level| level.id == id);
    let mut rules = Vec::new();
    let mut push = |path: String, formula, literal, purpose, circumstances| {
        rules.push(Rule { path, formula, literal, purpose, circumstances });
    };

    if let Some(outside) = roots.outside {
        push("scope.outside".into(), None, outside, Purpose::Outside, Vec::new());
    }
    for ((index, entry), literal) in source.populations.iter().enumerate().zip(&roots.populations) {
        let path = format!("population[{index}].when");
        push(path, Some(&entry.when), *literal, Purpose::Population, vec![inside.clone()]);
    }
    for ((index, entry), literal) in source.categories.iter().enumerate().zip(&roots.categories) {
        let path = format!("category[{index}].when");
        push(path, Some(&entry.when), *literal, Purpose::Consequence, vec![inside.clone()]);
    }
    for ((index, entry), literal) in source.triggers.iter().enumerate().zip(&roots.triggers) {
        let purpose = place(&entry.level).map_or(Purpose::Consequence, Purpose::Trigger);
        push(format!("trigger[{index}].when"), Some(&entry.when), *literal, purpose, vec![inside.clone()]);
    }
    for ((index, entry), literal) in source.duties.iter().enumerate().zip(&roots.duties) {
        let Some(formula) = &entry.when else { continue };
        let inside = if entry.outside_too { &[][..] } else { &inside };
        let of_level = |level: usize| {
            let root = roots.levels.get(level).copied();
            inside.iter().copied().chain(root.map(|literal| Goal { literal, holds: true })).collect()
        };
        let circumstances = if entry.levels.is_empty() {
            vec![inside.to_vec()]
        } else {
            entry.levels.iter().filter_map(|id| place(id)).map(of_level).collect()
        };
        push(format!("duty[{index}].when"), Some(formula), *literal, Purpose::Consequence, circumstances);
    }
    for ((index, entry), literal) in source.referrals.iter().enumerate().zip(&roots.referrals) {
        let path = format!("referral[{index}].when");
        push(path, Some(&entry.when), *literal, Purpose::Consequence, vec![inside.clone()]);
    }
    for ((index, entry), list) in source.department_lists.iter().enumerate().zip(&roots.department_lists) {
        let conditions = [
            ("entitled", Some(&entry.entitled), Some(list.entitled)),
            ("leaves", entry.leaves.as_ref(), list.leaves),
            ("recorded", entry.recorded.as_ref(), list.recorded),
        ];
        for (field, formula, literal) in conditions {
            let Some((formula, literal)) = formula.zip(literal) else { continue };
            let path = format!("department-list[{index}].{field}");
            // A list may hold people who have left the policy, so nothing else is asked of them.
            push(path, Some(formula), literal, Purpose::Consequence, Vec::new());
        }
    }
    let rows = source.form.iter().flat_map(|form| &form.rows).enumerate();
    for (((index, row), literal), of_which) in rows.zip(&roots.rows).zip(&roots.rows_of_which) {
        let circumstances = place(&row.level).map(|level| at_level(program, &inside, level));
        let circumstances: Vec<Vec<Goal>> = circumstances.into_iter().collect();
        if let Some(formula) = &row.when {
            let path = format!("form.row[{index}].when");
            push(path, Some(formula), *literal, Purpose::Consequence, circumstances.clone());
        }
        let path = format!("form.row[{index}].of-which-when");
        push(path, Some(&row.of_which_when), *of_which, Purpose::Consequence, circumstances);
    }
    rules
}

/// The child has exactly this level: nothing of a higher level holds.
fn at_level(program: &Program, inside: &[Goal], level: usize) -> Vec<Goal> {
    let roots = program.roots.levels.iter().take(level + 1).enumerate();
    let levels = roots.map(|(place, literal)| Goal { literal: *literal, holds: place == level });
    inside.iter().copied().chain(levels).collect()
}
