//! What a policy says about one child on one day, with the reasons: what `Assessor::assess` gives.
//! Here stand the types and how they are put together; walking the graph is in `reason`, trying out facts in `work`.

mod answers;
mod build;
mod causes;
mod comparison;
mod crossing;
mod difference;
mod forecast;
pub(crate) mod reason;
mod rule_changes;
pub(crate) mod told;
mod whatif;
pub(crate) mod work;
pub(crate) mod written;

pub use answers::RuleKind;
pub(crate) use build::{build, decision_counts, missing_facts, time_in_force};
pub use comparison::Comparison;
pub use crossing::Crossing;
pub use difference::{
    Cause, ChangedFact, DIFFERENCE_FORMAT, Difference, Direction, MovedRule, Passed, PassedTime, Standing,
};
pub use forecast::{Change, FORECAST_FORMAT, Forecast, Outlook, ToCheck};
pub use reason::{FactUsed, FactValue};
pub use rule_changes::{ChangedRule, RuleChange};
pub use whatif::{Answer, LevelIds, Question, Settles, WouldChange};

use crate::levels::LevelSet;
use crate::policy::Policy;
use crate::policy::source::{DutyKind, Label, Level, Pace, PolicySource};
use crate::vocabulary::Text;
use crate::{Date, Truth};
use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Serialize, Serializer};

/// The name and version of the JSON form of an assessment.
pub const ASSESSMENT_FORMAT: &str = "hutong-assessment-1";

/// How much an assessment tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Detail {
    /// Answers and their reasons.
    Reasons,
    /// Also what to ask next.
    Questions,
    /// Also why each trigger did not fire, what would change the level, what to ask next, and what changes by itself.
    Everything,
}

/// What a policy says about one child on one day.
///
/// It borrows the policy. As JSON it is the contract with every other language; see `hutong schema assessment`.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Assessment<'p> {
    /// The name and version of this form.
    format: &'static str,
    /// The child's key, if the record has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    key: Option<Text>,
    /// The policy.
    policy: PolicyName<'p>,
    /// The day for which it holds.
    as_of: NaiveDate,
    /// What is doubtful about the assessment as a whole.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    warnings: Vec<Warning>,
    /// Whether the person is within the policy at all.
    scope: Scope,
    /// Whether the child belongs to some population.
    member: Truth,
    /// Each population of the policy, in its order.
    populations: Vec<Outcome<'p>>,
    /// Each category of the policy, in its order.
    categories: Vec<Outcome<'p>>,
    /// The risk.
    risk: Risk<'p>,
    /// The triggers that fired, and those that could.
    triggers: Vec<TriggerOutcome<'p>>,
    /// What must be done, or must be if a missing fact turns out so.
    duties: Vec<DutyOutcome<'p>>,
    /// Who must be told, or must be if a missing fact turns out so.
    referrals: Vec<ReferralOutcome<'p>>,
    /// The lists on which the child stands, or may.
    notices: Vec<NoticeOutcome<'p>>,
    /// A recorded decision of the township or a case conference, beside the rules' result.
    #[serde(skip_serializing_if = "Option::is_none")]
    decision: Option<DecisionOutcome<'p>>,
    /// The readings in force, by id: the alternative chosen.
    readings: Readings<'p>,
    /// Why each other trigger did not fire. Only in full detail.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    why_not: Vec<Outcome<'p>>,
    /// The single facts whose change would move the level. Only in full detail.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    would_change: Vec<WouldChange<'p>>,
    /// The missing facts, the most telling first. Only with questions or in full detail.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    ask: Vec<Question<'p>>,
    /// The days on which the answer changes by itself. Only in full detail.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    forecast: Vec<Forecast<'p>>,
}

/// Which policy was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PolicyName<'p> {
    /// Its id.
    id: &'p str,
    /// The version of its file.
    version: &'p str,
    /// SHA-256 of what it says.
    hash: &'p str,
}

impl<'p> PolicyName<'p> {
    /// The name of a policy.
    pub(crate) fn of(policy: &'p Policy) -> PolicyName<'p> {
        PolicyName { id: &policy.source().id, version: &policy.source().version, hash: policy.hash() }
    }
}

/// Something doubtful about an assessment as a whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Warning {
    /// `outside-time-in-force`.
    pub code: &'static str,
    /// What is doubtful, in Chinese.
    pub zh: String,
    /// What is doubtful, in English.
    pub en: String,
}

/// Whether the person is within the policy at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Scope {
    /// A child.
    Inside,
    /// Taken for a child, because nothing shows that the person is not.
    PresumedInside,
    /// Certainly not a child: outside, and not graded.
    Outside,
}

/// What one rule says of the child, and why.
///
/// The facts are: for *yes* those that alone make it so; for *no* those of one condition that failed, enough to prevent
/// it; for *undetermined* those that are missing.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Outcome<'p> {
    /// The rule's id.
    pub id: &'p str,
    /// What it is called.
    pub label: &'p Label,
    /// The answer.
    pub answer: Truth,
    /// The place in the document.
    pub cite: &'p str,
    /// The facts behind the answer.
    pub facts: Vec<FactUsed<'p>>,
}

/// A trigger that fired or could.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct TriggerOutcome<'p> {
    /// The level that it puts the child in.
    pub level: &'p str,
    /// What it says, and why.
    #[serde(flatten)]
    pub outcome: Outcome<'p>,
}

/// A duty in force, or one that could be.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct DutyOutcome<'p> {
    /// What kind of act it asks for.
    pub kind: DutyKind,
    /// How soon or how often.
    pub pace: &'p Pace,
    /// Whose duty it is.
    pub by: &'p [String],
    /// What must be done, and why.
    #[serde(flatten)]
    pub outcome: Outcome<'p>,
}

/// A referral that is due, or that could be: one that could be is to be verified first.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ReferralOutcome<'p> {
    /// From whom.
    pub from: &'p [String],
    /// To whom.
    pub to: &'p [String],
    /// How soon.
    pub pace: &'p Pace,
    /// What about, and why.
    #[serde(flatten)]
    pub outcome: Outcome<'p>,
}

/// A list on which the child stands, or may.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct NoticeOutcome<'p> {
    /// The list's id.
    pub id: &'p str,
    /// Whether the child stands on it.
    pub answer: Truth,
    /// To whom it goes.
    pub to: &'p [String],
    /// How often.
    pub pace: &'p Pace,
    /// The place in the document.
    pub cite: &'p str,
}

/// A recorded decision, beside the rules' result.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct DecisionOutcome<'p> {
    /// The level that it assigns.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level: Option<&'p str>,
    /// The category that it assigns.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub category: Option<&'p str>,
    /// The document.
    pub document: Text,
    /// The office that decided.
    pub by: Text,
    /// The day.
    pub on: Date,
    /// Whether the rules come to the same; undetermined while they leave more than that open.
    pub agrees: Truth,
}

/// The risk: which levels are possible.
#[derive(Clone, Debug)]
pub struct Risk<'p> {
    policy: &'p Policy,
    levels: LevelSet,
    /// The missing facts that decide between the levels.
    missing: Vec<FactUsed<'p>>,
}

impl<'p> Risk<'p> {
    /// The id of a level; `not-graded` for no level.
    pub(crate) fn id_of(policy: &'p Policy, level: Option<usize>) -> &'p str {
        level.and_then(|level| policy.source().levels.get(level)).map_or("not-graded", |level| &level.id)
    }

    /// The id of the level where it is certain, `not-graded` where certainly none applies; nothing while it is open.
    #[must_use]
    pub fn level_id(&self) -> Option<&'p str> {
        self.levels.certain().map(|level| Risk::id_of(self.policy, Some(level)))
    }

    /// The level where it is certain and there is one.
    #[must_use]
    pub fn level(&self) -> Option<&'p Level> {
        self.levels.certain().and_then(|level| self.policy.source().levels.get(level))
    }

    /// The levels that are possible, exactly: each is reached by some values of the missing facts.
    #[must_use]
    pub fn possible(&self) -> LevelSet {
        self.levels
    }

    /// The id of the lowest level that is possible.
    #[must_use]
    pub fn floor_id(&self) -> &'p str {
        Risk::id_of(self.policy, self.levels.floor())
    }

    /// The id of the highest level that is possible.
    #[must_use]
    pub fn ceiling_id(&self) -> &'p str {
        Risk::id_of(self.policy, self.levels.ceiling())
    }

    /// The missing facts that decide between the possible levels, in the order of the vocabulary.
    #[must_use]
    pub fn missing(&self) -> &[FactUsed<'p>] {
        &self.missing
    }
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Risk")]
struct RiskDescription<'a> {
    /// The level where it is certain, `not-graded` where certainly none applies, null while it is open.
    level: Option<&'a str>,
    /// The lowest level that is possible.
    floor: &'a str,
    /// The highest level that is possible.
    ceiling: &'a str,
    /// Every level that is possible, the highest first.
    possible: PossibleLevels<'a>,
    /// The missing facts that decide.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    missing: &'a [FactUsed<'a>],
    /// The policy's own way out, while the level is open.
    #[serde(skip_serializing_if = "Option::is_none")]
    way_out: Option<WayOutDescription<'a>>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "WayOut")]
struct WayOutDescription<'a> {
    by: &'a str,
    label: &'a Label,
    cite: &'a str,
}

struct PossibleLevels<'a>(&'a Policy, LevelSet);

impl Serialize for PossibleLevels<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.1.iter().map(|level| Risk::id_of(self.0, Some(level))))
    }
}

impl JsonSchema for PossibleLevels<'_> {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "PossibleLevels".into()
    }
    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        <Vec<String>>::json_schema(generator)
    }
}

impl Serialize for Risk<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let way_out = &self.policy.source().scope.way_out;
        RiskDescription {
            level: self.level_id(),
            floor: self.floor_id(),
            ceiling: self.ceiling_id(),
            possible: PossibleLevels(self.policy, self.levels),
            missing: &self.missing,
            way_out: (self.levels.count() > 1).then(|| WayOutDescription {
                by: &way_out.by,
                label: &way_out.label,
                cite: &self.policy.cites.way_out,
            }),
        }
        .serialize(serializer)
    }
}

impl JsonSchema for Risk<'_> {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        RiskDescription::schema_name()
    }
    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        RiskDescription::json_schema(generator)
    }
}

/// The readings in force, by id: the alternative chosen.
#[derive(Clone, Copy, Debug)]
pub struct Readings<'p>(&'p PolicySource);

impl<'p> Readings<'p> {
    /// The readings of a policy.
    pub(crate) fn of(policy: &'p Policy) -> Readings<'p> {
        Readings(policy.source())
    }
}

impl Serialize for Readings<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.readings.iter().map(|reading| (&reading.id, &reading.chosen)))
    }
}

impl JsonSchema for Readings<'_> {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Readings".into()
    }
    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        <std::collections::BTreeMap<String, String>>::json_schema(generator)
    }
}

macro_rules! getters {
    ($($(#[doc = $doc:literal])+ $name:ident: $type:ty;)+) => {
        impl<'p> Assessment<'p> { $($(#[doc = $doc])+ #[must_use] pub fn $name(&self) -> &$type { &self.$name })+ }
    };
}

getters! {
    /// The day for which it holds.
    as_of: NaiveDate;
    /// What is doubtful about the assessment as a whole.
    warnings: [Warning];
    /// Each population of the policy, in its order.
    populations: [Outcome<'p>];
    /// Each category of the policy, in its order.
    categories: [Outcome<'p>];
    /// The risk.
    risk: Risk<'p>;
    /// The triggers that fired, and those that could.
    triggers: [TriggerOutcome<'p>];
    /// What must be done, or must be if a missing fact turns out so.
    duties: [DutyOutcome<'p>];
    /// Who must be told, or must be if a missing fact turns out so.
    referrals: [ReferralOutcome<'p>];
    /// The lists on which the child stands, or may.
    notices: [NoticeOutcome<'p>];
    /// A recorded decision, beside the rules' result.
    decision: Option<DecisionOutcome<'p>>;
    /// Why each other trigger did not fire. Empty unless full detail was asked for.
    why_not: [Outcome<'p>];
    /// The single facts whose change would move the level. Empty unless full detail was asked for.
    would_change: [WouldChange<'p>];
    /// The missing facts, the most telling first. Empty unless full detail was asked for.
    ask: [Question<'p>];
    /// The days on which the answer changes by itself. Empty unless full detail was asked for.
    forecast: [Forecast<'p>];
}

impl<'p> Assessment<'p> {
    /// The policy that was asked.
    #[must_use]
    pub fn policy(&self) -> &'p Policy {
        self.risk.policy
    }

    /// The child's key, if the record has one.
    #[must_use]
    pub fn key(&self) -> Option<&str> {
        self.key.as_ref().and_then(Text::as_str)
    }

    /// Whether the person is within the policy at all.
    #[must_use]
    pub fn scope(&self) -> Scope {
        self.scope
    }

    /// Whether the child belongs to some population.
    #[must_use]
    pub fn member(&self) -> Truth {
        self.member
    }

    /// Whether what is known makes the highest level certain: whatever else is wrong with a record, act on it, and let
    /// nothing keep it from being saved.
    #[must_use]
    pub fn reports_danger(&self) -> bool {
        self.risk.possible().certain() == Some(0)
    }

    /// The assessment as JSON.
    #[must_use]
    pub fn to_json(&self) -> String {
        written::write(self)
    }
}
