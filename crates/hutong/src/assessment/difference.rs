//! What moved between two assessments of one child, and because of what: the facts that were recorded otherwise, the
//! days that passed, the rules that another policy decides otherwise. Named are as few causes as account for a change:
//! undone they bring back the answer before, and by themselves they bring about the answer after. So a level is never
//! lower without a cause, and the same two assessments exchanged have the same causes.

use super::answers::{Answers, RuleKind};
use super::comparison::{Asked, Comparison, Element, Mixtures};
use super::reason::FactValue;
use super::rule_changes::ChangedRule;
use super::told::Told;
use super::whatif::LevelIds;
use super::{PolicyName, Scope};
use crate::Truth;
use crate::assessor::Assessor;
use crate::levels::LevelSet;
use crate::policy::source::Label;
use crate::vocabulary::{Child, Text};
use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::Serialize;
use std::borrow::Cow;

/// The name and version of the JSON form of a difference.
pub const DIFFERENCE_FORMAT: &str = "hutong-difference-1";

/// What moved between two assessments of one child, and because of what.
///
/// It carries no more of a child's record than an assessment does: the key, and facts that rules read, where they matter.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Difference<'p> {
    /// The name and version of this form.
    format: &'static str,
    /// The child's key, if the record has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    key: Option<Text>,
    /// The one assessment.
    before: Standing<'p>,
    /// The other assessment.
    after: Standing<'p>,
    /// Which way the level moved.
    direction: Direction,
    /// The names of the causes for which the possible levels moved.
    because: Vec<String>,
    /// The names of the causes for which the person came within the policy, or no longer is.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    scope_because: Vec<String>,
    /// The rules whose answers moved, in the order of the policy.
    changes: Vec<MovedRule<'p>>,
    /// Every cause that is named above, each once: facts, then days, both in the order of the vocabulary, then rules.
    causes: Vec<Cause<'p>>,
}

/// Where a child stands in an assessment.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Standing<'p> {
    /// The policy.
    policy: PolicyName<'p>,
    /// The day.
    pub as_of: NaiveDate,
    /// Whether the person is within the policy.
    pub scope: Scope,
    /// The levels that are possible.
    pub levels: LevelIds<'p>,
}

/// Which way a level moved. Where more than one is possible, the highest and the lowest count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Direction {
    /// The highest or the lowest possible level is higher, and neither is lower.
    Raised,
    /// The highest or the lowest possible level is lower, and neither is higher.
    Lowered,
    /// More is possible, above and below: less is certain.
    Widened,
    /// Less is possible: more is certain. A level that was possible, perhaps the highest, no longer is.
    Narrowed,
    /// Between the same highest and lowest, other levels are possible.
    Shifted,
    /// The same levels are possible.
    Same,
}

impl Direction {
    /// `raised`, `lowered`, `widened`, `narrowed`, `shifted`, `same`.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Direction::Raised => "raised",
            Direction::Lowered => "lowered",
            Direction::Widened => "widened",
            Direction::Narrowed => "narrowed",
            Direction::Shifted => "shifted",
            Direction::Same => "same",
        }
    }

    /// From the levels before to the levels after. A level's number is the smaller, the higher it is.
    pub(super) fn of(before: LevelSet, after: LevelSet) -> Direction {
        let end = |place: Option<usize>| place.unwrap_or(usize::MAX);
        let (top, bottom) =
            (end(after.ceiling()).cmp(&end(before.ceiling())), end(after.floor()).cmp(&end(before.floor())));
        match (top, bottom) {
            _ if before == after => Direction::Same,
            _ if after.0 & !before.0 == 0 => Direction::Narrowed,
            _ if before.0 & !after.0 == 0 => Direction::Widened,
            (top, bottom) if top.is_eq() && bottom.is_eq() => Direction::Shifted,
            (top, bottom) if top.is_le() && bottom.is_le() => Direction::Raised,
            (top, bottom) if top.is_ge() && bottom.is_ge() => Direction::Lowered,
            (top, _) if top.is_lt() => Direction::Widened,
            _ => Direction::Narrowed,
        }
    }

    /// The direction of the same two exchanged.
    #[must_use]
    pub const fn mirrored(self) -> Direction {
        match self {
            Direction::Raised => Direction::Lowered,
            Direction::Lowered => Direction::Raised,
            Direction::Widened => Direction::Narrowed,
            Direction::Narrowed => Direction::Widened,
            same => same,
        }
    }
}

/// A rule whose answer moved.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct MovedRule<'p> {
    /// What kind of rule it is.
    pub kind: RuleKind,
    /// The rule's id.
    pub id: &'p str,
    /// What it is called.
    pub label: &'p Label,
    /// The place in the document.
    pub cite: &'p str,
    /// The answer before; no where that policy does not have the rule.
    pub from: Truth,
    /// The answer after; no where that policy does not have the rule.
    pub to: Truth,
    /// The names of the causes.
    pub because: Vec<String>,
}

/// Why an answer moved.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(tag = "by", rename_all = "kebab-case")]
pub enum Cause<'p> {
    /// A fact is recorded otherwise, learnt or no longer known.
    Fact(ChangedFact<'p>),
    /// Time passed from a day that both records have.
    Time(PassedTime<'p>),
    /// The policies decide something otherwise.
    Policy(ChangedRule<'p>),
}

/// A fact that is recorded otherwise.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ChangedFact<'p> {
    /// The column's path.
    pub fact: Cow<'p, str>,
    /// The value before, `unknown` where it was missing.
    #[schemars(with = "String")]
    pub before: FactValue,
    /// The value after, `unknown` where it is missing.
    #[schemars(with = "String")]
    pub after: FactValue,
    /// Where rules see the fact otherwise than its own column says, since it follows from others: those of them that were
    /// changed. For a finding that was closed, the columns of its closing.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub follows_from: Vec<String>,
}

/// A day in the record from which time passed a border.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct PassedTime<'p> {
    /// The column's path.
    pub fact: Cow<'p, str>,
    /// The day as it is recorded; for a closing, what the finding was before.
    #[schemars(with = "String")]
    pub value: FactValue,
    /// What was reached between the two days, and when.
    pub passed: Vec<Passed>,
}

/// What was reached by time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Passed {
    /// `at least 16 years`, `at least 3 months`; `closed` for a finding.
    pub reaches: String,
    /// The first day on which it could be reached.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub earliest: Option<NaiveDate>,
    /// The day by which it is certainly reached; the same where the record has the day itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub latest: Option<NaiveDate>,
}

impl Cause<'_> {
    /// The name under which changes refer to it: the path of the fact, or the kind and id of the rule.
    #[must_use]
    pub fn name(&self) -> String {
        match self {
            Cause::Fact(fact) => fact.fact.to_string(),
            Cause::Time(time) => time.fact.to_string(),
            Cause::Policy(rule) => rule.name(),
        }
    }
}

macro_rules! getters {
    ($($(#[doc = $doc:literal])+ $name:ident: $type:ty;)+) => {
        impl<'p> Difference<'p> { $($(#[doc = $doc])+ #[must_use] pub fn $name(&self) -> &$type { &self.$name })+ }
    };
}

getters! {
    /// The one assessment.
    before: Standing<'p>;
    /// The other assessment.
    after: Standing<'p>;
    /// The names of the causes for which the possible levels moved.
    because: [String];
    /// The names of the causes for which the person came within the policy, or no longer is.
    scope_because: [String];
    /// The rules whose answers moved, in the order of the policy.
    changes: [MovedRule<'p>];
    /// Every cause that is named, each once: facts, then days, both in the order of the vocabulary, then rules.
    causes: [Cause<'p>];
}

impl Difference<'_> {
    /// The child's key, if the record has one.
    #[must_use]
    pub fn key(&self) -> Option<&str> {
        self.key.as_ref().and_then(Text::as_str)
    }

    /// Which way the level moved.
    #[must_use]
    pub const fn direction(&self) -> Direction {
        self.direction
    }

    /// Whether nothing moved: every answer is the same, whatever facts were changed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.direction == Direction::Same && self.before.scope == self.after.scope && self.changes.is_empty()
    }

    /// The difference as JSON.
    #[must_use]
    pub fn to_json(&self) -> String {
        // Nothing in it can fail to serialise: no maps with odd keys, no floats.
        serde_json::to_string(self).unwrap_or_default()
    }
}

impl<'p> Assessor<'p> {
    /// What moved between this assessor's assessment of a record and another's of a later one. For many children, use
    /// [`Comparison`].
    #[must_use]
    pub fn difference(&self, before: &Child, after: &Assessor<'p>, child: &Child) -> Difference<'p> {
        Comparison::new(self, after).of(before, child)
    }
}

impl<'p> Comparison<'p> {
    /// What moved between the two records of one child, and because of what.
    #[must_use]
    pub fn of(&self, before: &Child, after: &Child) -> Difference<'p> {
        let mut mixtures = Mixtures::new(self, [before, after]);
        let answers = [mixtures.answers(0), mixtures.answers(1)];
        let direction = self.direction(answers[0].levels, answers[1].levels);
        let mut moved: Vec<(usize, Vec<Element>)> = Vec::new();
        let mut changes = Vec::new();
        for (pair, places) in self.pairs.iter().enumerate() {
            let truth = |side: usize| places[side].and_then(|place| answers[side].truths.get(place));
            let truth = |side: usize| truth(side).copied().unwrap_or(Truth::No);
            let (from, to) = (truth(0), truth(1));
            let Some(rule) = self.rule(pair).filter(|_| from != to) else { continue };
            moved.push((pair, mixtures.account_for(Asked::Rule(pair))));
            let (kind, id, label, cite) = (rule.kind, rule.id, rule.label, rule.cite);
            changes.push(MovedRule { kind, id, label, cite, from, to, because: Vec::new() });
        }
        let of_levels =
            if direction == Direction::Same { Vec::new() } else { mixtures.account_for(Asked::Levels) };
        let of_scope = if answers[0].scope == answers[1].scope {
            Vec::new()
        } else {
            mixtures.account_for(Asked::Scope)
        };

        let told = Told { comparison: self, children: [before, after], mixtures: &mixtures, moved: &moved };
        for (change, (pair, elements)) in changes.iter_mut().zip(&moved) {
            change.because = told.names(elements, Some(*pair));
        }
        let (because, scope_because) = (told.names(&of_levels, None), told.names(&of_scope, None));
        let causes = told.causes(&of_levels, &of_scope);
        let standing = |side: usize, answers: &Answers| {
            let assessor = &self.sides[side];
            let policy = assessor.policy();
            Standing {
                policy: PolicyName::of(policy),
                as_of: assessor.as_of(),
                scope: answers.scope,
                levels: LevelIds::new(policy, answers.levels),
            }
        };
        let key = [after, before].into_iter().find(|child| child.key.as_str().is_some());
        Difference {
            format: DIFFERENCE_FORMAT,
            key: key.map(|child| child.key.clone()),
            before: standing(0, &answers[0]),
            after: standing(1, &answers[1]),
            direction,
            because,
            scope_because,
            changes,
            causes,
        }
    }
}
