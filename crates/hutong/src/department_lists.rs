//! A child held against a list that a department keeps of those whom it serves (四（一）、四（二）): entitled and not
//! served, served and no longer entitled, the child's record and the list at odds, or to be verified. Which condition a
//! list stands for is the policy's (`[[department-list]]`); matching by key, and reading lists, is the caller's.

use crate::assessment::reason::facts_behind;
use crate::assessment::work::Work;
use crate::graph::Literal;
use crate::policy::confined_from;
use crate::policy::source::DepartmentList;
use crate::{Assessor, Child, Policy, Scratch, Truth};
use schemars::JsonSchema;
use serde::Serialize;

/// What is not in order between a child and a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum MismatchKind {
    /// Entitled and not on the list (应保未保).
    NotServed,
    /// On the list and no longer entitled (应退未退).
    NoLongerEntitled,
    /// The record says that the child is served and the list does not, or the other way round.
    RecordDiffers,
    /// Whether the child belongs on the list is undetermined, and it is not there; or must leave it, and it is (待核实).
    ToVerify,
}

impl MismatchKind {
    /// Every kind, the most pressing first.
    pub const ALL: [MismatchKind; 4] = [
        MismatchKind::NotServed,
        MismatchKind::NoLongerEntitled,
        MismatchKind::RecordDiffers,
        MismatchKind::ToVerify,
    ];

    /// `not-served`, `no-longer-entitled`, `record-differs`, `to-verify`.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            MismatchKind::NotServed => "not-served",
            MismatchKind::NoLongerEntitled => "no-longer-entitled",
            MismatchKind::RecordDiffers => "record-differs",
            MismatchKind::ToVerify => "to-verify",
        }
    }

    /// What it is called, in Chinese and in English.
    #[must_use]
    pub const fn label(self) -> (&'static str, &'static str) {
        match self {
            MismatchKind::NotServed => ("应保未保", "entitled and not served"),
            MismatchKind::NoLongerEntitled => ("应退未退", "served and no longer entitled"),
            MismatchKind::RecordDiffers => ("记录与名册不一致", "record and list differ"),
            MismatchKind::ToVerify => ("待核实", "to verify"),
        }
    }
}

/// Something that is not in order, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Mismatch {
    /// What it is.
    pub kind: MismatchKind,
    /// The facts behind it: path and value; to be verified, those that are missing. Facts that neither the list's keeper
    /// nor whoever settles doubts may be told of are left out.
    pub facts: Vec<(String, String)>,
    /// Whether some fact was left out.
    pub withheld: bool,
}

impl Policy {
    /// The lists of departments with which children can be compared, in the order of the file.
    #[must_use]
    pub fn department_lists(&self) -> &[DepartmentList] {
        &self.source().department_lists
    }
}

impl Assessor<'_> {
    /// What is not in order between a child and a list, by the list's place among [`Policy::department_lists`]: nothing
    /// where all is well, and for a list that the policy does not have. Unknown is never a no: what a missing fact
    /// decides is to be verified.
    ///
    /// ```
    /// # use hutong::{Child, Policy, Scratch};
    /// # use hutong::department_lists::MismatchKind;
    /// let policy = Policy::builtin("puning-2024")?;
    /// let roll = policy.department_lists().iter().position(|list| list.id == "school-roll").ok_or("a list")?;
    /// let mut child = Child::with_key("made-up 1");
    /// child.birth_date = "2016-03-15".parse()?;
    /// child.school.enrolled = hutong::vocabulary::Answer::Yes;
    /// let found = policy.at("2026-11-01".parse()?).compare(roll, &child, false, &mut Scratch::default());
    /// assert_eq!(found[0].kind, MismatchKind::NotServed);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn compare(&self, list: usize, child: &Child, on_list: bool, scratch: &mut Scratch) -> Vec<Mismatch> {
        let policy = self.policy();
        let roots = policy.program.roots.department_lists.get(list).copied();
        let Some((roots, entry)) = roots.zip(policy.department_lists().get(list)) else { return Vec::new() };
        let mut work = self.work(child, scratch);
        let mut found = Vec::new();
        let truth = |work: &Work<'_>, literal: Option<Literal>| {
            literal.map_or(Truth::No, |literal| work.truth(literal))
        };
        let asked = if on_list { roots.leaves } else { Some(roots.entitled) };
        let certain = if on_list { MismatchKind::NoLongerEntitled } else { MismatchKind::NotServed };
        let main = match truth(&work, asked) {
            Truth::Yes => Some(certain),
            Truth::Undetermined => Some(MismatchKind::ToVerify),
            Truth::No => None,
        };
        if let Some((kind, literal)) = main.zip(asked) {
            found.push(mismatch(policy, entry, &mut work, kind, literal));
        }
        if let Some(recorded) = roots.recorded {
            let served = if on_list { Truth::Yes } else { Truth::No };
            let answer = work.truth(recorded);
            if answer != Truth::Undetermined && answer != served {
                found.push(mismatch(policy, entry, &mut work, MismatchKind::RecordDiffers, recorded));
            }
        }
        found
    }
}

fn mismatch(
    policy: &Policy,
    list: &DepartmentList,
    work: &mut Work<'_>,
    kind: MismatchKind,
    literal: Literal,
) -> Mismatch {
    let source = policy.source();
    let mut readers = list.by.clone();
    readers.push(source.scope.way_out.by.clone());
    let all = facts_behind(policy, work, literal);
    let count = all.len();
    let facts: Vec<(String, String)> = (all.iter())
        .map(|used| (used.path().into_owned(), used.value().to_string()))
        .filter(|(path, _)| confined_from(source, path, &readers).is_none())
        .collect();
    Mismatch { kind, withheld: facts.len() < count, facts }
}
