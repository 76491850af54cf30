//! Every entry of a policy file that asks for something, and where its condition stands in the graph.
//! What of a level and its triggers belongs together is joined here; the conditions themselves are for `condition`.

use super::{Compiler, FATHER, MOTHER};
use crate::graph::Literal;
use crate::policy::formula::Formula;
use crate::policy::program::{ListRoots, Roots};
use crate::policy::source::Subject;

impl Compiler<'_> {
    /// Compiles every rule, in the order of the file's kinds of entry.
    pub(super) fn rules(&mut self) -> Roots {
        let source = self.source;
        let mut roots = Roots::default();
        for (index, entry) in source.definitions.iter().enumerate() {
            let literal = match entry.subject {
                Subject::Child => self.definition(index, None),
                // Compiled for both parents even where nothing uses it, so that its faults are told.
                Subject::Parent => {
                    for parent in [FATHER, MOTHER] {
                        self.definition(index, parent);
                    }
                    Literal::FALSE
                }
            };
            roots.definitions.push(literal);
        }
        roots.outside =
            Some(self.rule("scope.outside".into(), &Formula::Definition(source.scope.outside.clone())));
        for (index, entry) in source.populations.iter().enumerate() {
            roots.populations.push(self.rule(format!("population[{index}].when"), &entry.when));
        }
        let member = self.gates.builder.any(roots.populations.iter().copied());
        roots.member = Some(member);
        for (index, entry) in source.categories.iter().enumerate() {
            roots.categories.push(self.rule(format!("category[{index}].when"), &entry.when));
        }
        self.levels(member, &mut roots);
        let levels = |ids: &[String]| {
            let places = source.levels.iter().zip(0..).filter(|(level, _)| ids.contains(&level.id));
            places.fold(0, |set, (_, place)| set | 1u32.checked_shl(place).unwrap_or(0))
        };
        roots.duty_levels = source.duties.iter().map(|duty| levels(&duty.levels)).collect();
        roots.notice_levels = source.notices.iter().map(|notice| levels(&notice.levels)).collect();
        for (index, entry) in source.duties.iter().enumerate() {
            roots.duties.push(self.rule_or_always(format!("duty[{index}].when"), entry.when.as_ref()));
        }
        for (index, entry) in source.referrals.iter().enumerate() {
            roots.referrals.push(self.rule(format!("referral[{index}].when"), &entry.when));
        }
        for (index, list) in source.department_lists.iter().enumerate() {
            let path = |field: &str| format!("department-list[{index}].{field}");
            let entitled = self.rule(path("entitled"), &list.entitled);
            let leaves = list.leaves.as_ref().map(|formula| self.rule(path("leaves"), formula));
            let recorded = list.recorded.as_ref().map(|formula| self.rule(path("recorded"), formula));
            roots.department_lists.push(ListRoots { entitled, leaves, recorded });
        }
        for (index, row) in source.form.iter().flat_map(|form| &form.rows).enumerate() {
            roots.rows.push(self.rule_or_always(format!("form.row[{index}].when"), row.when.as_ref()));
            roots
                .rows_of_which
                .push(self.rule(format!("form.row[{index}].of-which-when"), &row.of_which_when));
        }
        roots
    }

    /// The triggers, each with the condition of its level, and the levels, each with its triggers.
    fn levels(&mut self, member: Literal, roots: &mut Roots) {
        let source = self.source;
        let only_when: Vec<Literal> = (source.levels.iter().enumerate())
            .map(|(index, level)| {
                self.rule_or_always(format!("level[{index}].only-when"), level.only_when.as_ref())
            })
            .collect();
        let mut in_level: Vec<Vec<Literal>> = vec![Vec::new(); source.levels.len()];
        for (index, entry) in source.triggers.iter().enumerate() {
            let mut literal = self.rule(format!("trigger[{index}].when"), &entry.when);
            if let Some(level) = source.levels.iter().position(|level| level.id == entry.level) {
                literal = self.gates.builder.all([literal, only_when[level]]);
                in_level[level].push(literal);
            }
            roots.triggers.push(literal);
        }
        for (level, triggers) in source.levels.iter().zip(in_level) {
            let every_member = if level.every_member { member } else { Literal::FALSE };
            roots.levels.push(self.gates.builder.any(triggers.into_iter().chain([every_member])));
        }
    }

    fn rule(&mut self, path: String, formula: &Formula) -> Literal {
        self.path = vec![path];
        self.formula(formula, None, 0)
    }

    /// A rule that holds always where the file gives it no condition.
    fn rule_or_always(&mut self, path: String, formula: Option<&Formula>) -> Literal {
        formula.map_or(Literal::TRUE, |formula| self.rule(path, formula))
    }
}
