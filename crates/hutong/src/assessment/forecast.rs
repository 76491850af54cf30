//! The days on which an answer changes although no fact does: birthdays, three months away, six months out of contact,
//! the end of a transition. Each day on which a known day crosses a border is looked at by itself, as if it were the
//! as-of day, so that a forecast says what the assessment of that day will say.
//! What only has to be checked (the last day of a term, the policy's own end) stands apart: it changes no answer.

use super::answers::{Answers, Rule, RuleKind, rules, scope};
use super::causes::needed;
use super::crossing::{Crossing, crossings, day_after, is_open_day};
use super::reason::{FactUsed, facts_behind};
use super::whatif::LevelIds;
use super::work::{Work, fill_values};
use super::{PolicyName, Scope};
use crate::Truth;
use crate::assessor::{Assessor, Scratch};
use crate::fault::FaultCode;
use crate::graph::Literal;
use crate::policy::Policy;
use crate::policy::source::Label;
use crate::record::check;
use crate::vocabulary::{Child, Slot, Text, column_by_path, columns};
use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::Serialize;

/// The name and version of the JSON form of an outlook.
pub const FORECAST_FORMAT: &str = "hutong-forecast-1";

/// What lies ahead for a child with no new fact.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Outlook<'p> {
    /// The name and version of this form.
    format: &'static str,
    /// The child's key, if the record has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    key: Option<Text>,
    /// The policy.
    policy: PolicyName<'p>,
    /// The day from which it looks ahead; that day itself is not part of it.
    as_of: NaiveDate,
    /// The last day that it looks at; none where it looks as far as the calendar goes.
    #[serde(skip_serializing_if = "Option::is_none")]
    until: Option<NaiveDate>,
    /// Whether the person is within the policy on the as-of day.
    scope: Scope,
    /// The levels that are possible on the as-of day.
    levels: LevelIds<'p>,
    /// The days on which an answer changes, in the order of time.
    changes: Vec<Forecast<'p>>,
    /// The days on which something must be checked although no answer changes, in the order of time.
    checks: Vec<ToCheck<'p>>,
    /// Days that the record does not have and for which an answer waits: what hangs on them can change on any day, and
    /// no forecast tells when.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    undated: Vec<FactUsed<'p>>,
}

/// A day on which the answer changes by itself.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Forecast<'p> {
    /// The first day on which the new answer holds.
    pub on: NaiveDate,
    /// The days in the record from which time runs, and what is reached.
    pub because: Vec<Crossing<'p>>,
    /// Whether the person is within the policy the day before.
    pub scope_before: Scope,
    /// Whether the person is within the policy from then on.
    pub scope: Scope,
    /// The rules whose answer changes.
    pub changes: Vec<Change<'p>>,
    /// The levels that are possible the day before.
    pub levels_before: LevelIds<'p>,
    /// The levels that are possible from then on.
    pub levels: LevelIds<'p>,
}

/// A rule whose answer changes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Change<'p> {
    /// What kind of rule it is.
    pub kind: RuleKind,
    /// The rule's id.
    pub id: &'p str,
    /// What it is called.
    pub label: &'p Label,
    /// The place in the document.
    pub cite: &'p str,
    /// The answer before.
    pub from: Truth,
    /// The answer from that day on.
    pub to: Truth,
}

/// A day on which something must be checked although no answer changes by itself.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ToCheck<'p> {
    /// The first day on which it must be checked.
    pub on: NaiveDate,
    /// `term-over`: a term ends while custody, which no date ends, is still recorded. `policy-begins`, `policy-ends`:
    /// from that day on the policy is in force, or is no longer; answers go on, with a warning.
    pub code: &'static str,
    /// The day in the record that it comes from; none for the policy's own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub because: Option<FactUsed<'p>>,
    /// What is to be checked, in Chinese.
    pub zh: String,
    /// What is to be checked, in English.
    pub en: String,
}

impl Policy {
    /// What changes for a child after a day with no new fact. For many children, use [`Policy::at`] and
    /// [`Assessor::forecast`].
    ///
    /// ```
    /// # use hutong::{Child, Policy};
    /// let policy = Policy::builtin("puning-2024")?;
    /// let mut child = Child::with_key("made-up 1");
    /// child.birth_date = "2009-03".parse()?;
    /// let outlook = policy.forecast(&child, "2026-11-01".parse()?);
    /// let days: Vec<_> = outlook.changes().iter().map(|change| change.on.to_string()).collect();
    /// assert_eq!(days, ["2027-03-02", "2027-04-01"], "of age on one of these days or between: 18 is attained the day after the birthday");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn forecast(&self, child: &Child, as_of: NaiveDate) -> Outlook<'_> {
        self.at(as_of).forecast(child)
    }
}

impl<'p> Assessor<'p> {
    /// What changes for a child after this day with no new fact, as far as the calendar goes.
    #[must_use]
    pub fn forecast(&self, child: &Child) -> Outlook<'p> {
        self.forecast_in(child, None, &mut Scratch::default())
    }

    /// As [`Assessor::forecast`], up to and including a last day, with room that is used again for the next child.
    #[must_use]
    pub fn forecast_in(&self, child: &Child, until: Option<NaiveDate>, scratch: &mut Scratch) -> Outlook<'p> {
        let policy = self.policy();
        let rules = rules(policy);
        let today = answers_on(self, child, &rules, scratch);
        let undated = undated(policy, scratch);
        let changes = changes_after(self, child, &rules, today.clone(), until, scratch);
        Outlook {
            format: FORECAST_FORMAT,
            key: child.key.as_str().map(|_| child.key.clone()),
            policy: PolicyName::of(policy),
            as_of: self.as_of(),
            until,
            scope: today.scope,
            levels: LevelIds::new(policy, today.levels),
            changes,
            checks: checks(self, child, until, scratch),
            undated,
        }
    }
}

macro_rules! getters {
    ($($(#[doc = $doc:literal])+ $name:ident: $type:ty;)+) => {
        impl<'p> Outlook<'p> { $($(#[doc = $doc])+ #[must_use] pub fn $name(&self) -> &$type { &self.$name })+ }
    };
}

getters! {
    /// The levels that are possible on the as-of day.
    levels: LevelIds<'p>;
    /// The days on which an answer changes, in the order of time.
    changes: [Forecast<'p>];
    /// The days on which something must be checked although no answer changes, in the order of time.
    checks: [ToCheck<'p>];
    /// Days that the record does not have and for which an answer waits.
    undated: [FactUsed<'p>];
}

impl Outlook<'_> {
    /// The child's key, if the record has one.
    #[must_use]
    pub fn key(&self) -> Option<&str> {
        self.key.as_ref().and_then(Text::as_str)
    }

    /// The day from which it looks ahead; that day itself is not part of it.
    #[must_use]
    pub const fn as_of(&self) -> NaiveDate {
        self.as_of
    }

    /// The last day that it looks at; none where it looks as far as the calendar goes.
    #[must_use]
    pub const fn until(&self) -> Option<NaiveDate> {
        self.until
    }

    /// Whether the person is within the policy on the as-of day.
    #[must_use]
    pub const fn scope(&self) -> Scope {
        self.scope
    }

    /// The outlook as JSON.
    #[must_use]
    pub fn to_json(&self) -> String {
        // Nothing in it can fail to serialise: no maps with odd keys, no floats.
        serde_json::to_string(self).unwrap_or_default()
    }
}

/// What changes by itself after the assessor's day, as far as the calendar goes, in the order of time.
pub(crate) fn changes<'p>(assessor: &Assessor<'p>, child: &Child) -> Vec<Forecast<'p>> {
    let (rules, mut scratch) = (rules(assessor.policy()), Scratch::default());
    let today = answers_on(assessor, child, &rules, &mut scratch);
    changes_after(assessor, child, &rules, today, None, &mut scratch)
}

/// Every answer on the assessor's day. The scratch then holds the record of that day.
fn answers_on(assessor: &Assessor<'_>, child: &Child, rules: &[Rule<'_>], scratch: &mut Scratch) -> Answers {
    assessor.look(child, scratch);
    Answers::of(assessor.policy(), rules, &mut Work::new(&assessor.policy().program, scratch))
}

/// As [`changes`], from the answers of the assessor's day, whose record the scratch holds.
fn changes_after<'p>(
    assessor: &Assessor<'p>,
    child: &Child,
    rules: &[Rule<'p>],
    today: Answers,
    until: Option<NaiveDate>,
    scratch: &mut Scratch,
) -> Vec<Forecast<'p>> {
    let policy = assessor.policy();
    let crossings = crossings(assessor, child, &scratch.slots);
    let ahead = |day: &NaiveDate| *day > assessor.as_of() && until.is_none_or(|until| *day <= until);
    let mut days: Vec<NaiveDate> =
        crossings.iter().flat_map(|(_, crossing)| crossing.days()).filter(ahead).collect();
    days.sort_unstable();
    days.dedup();
    let mut forecasts = Vec::new();
    let (mut sets, mut before) = (scratch.sets.clone(), today);
    for on in days {
        let after = answers_on(&policy.at(on), child, rules, scratch);
        if after != before {
            let moved: Vec<usize> =
                (0..sets.len()).filter(|fact| sets.get(*fact) != scratch.sets.get(*fact)).collect();
            let because = because(
                policy,
                rules,
                &Day { before: &before, after: &after, sets: &sets, moved: &moved },
                scratch,
            );
            let crossed = crossings
                .iter()
                .filter(|(fact, crossing)| because.contains(fact) && crossing.days().any(|day| day == on));
            forecasts.push(Forecast {
                on,
                because: crossed.map(|(_, crossing)| crossing.clone()).collect(),
                scope_before: before.scope,
                scope: after.scope,
                changes: changed(rules, &before, &after),
                levels_before: LevelIds::new(policy, before.levels),
                levels: LevelIds::new(policy, after.levels),
            });
        }
        sets.clone_from(&scratch.sets);
        before = after;
    }
    forecasts
}

/// A day on which answers changed: the answers and sets before it, the answers on it, and the facts that moved.
struct Day<'a> {
    before: &'a Answers,
    after: &'a Answers,
    sets: &'a [u32],
    moved: &'a [usize],
}

/// Of the facts that moved on a day, those without which the answers would not have changed as they did. The scratch
/// holds the record of the day, and does so afterwards.
fn because(policy: &Policy, rules: &[Rule<'_>], day: &Day<'_>, scratch: &mut Scratch) -> Vec<usize> {
    if day.moved.len() < 2 {
        return day.moved.to_vec();
    }
    let program = &policy.program;
    let after: Vec<u32> = scratch.sets.clone();
    let mut answers = |sets: &[u32]| {
        sets.clone_into(&mut scratch.sets);
        fill_values(program, sets, false, &mut scratch.values);
        Answers::of(policy, rules, &mut Work::new(program, scratch))
    };
    let needed = needed(day.moved.len(), |kept| {
        let (mut undone, mut alone) = (after.clone(), day.sets.to_vec());
        for (fact, kept) in day.moved.iter().zip(kept) {
            if let (true, Some(before), Some(now)) = (*kept, day.sets.get(*fact), after.get(*fact)) {
                (undone[*fact], alone[*fact]) = (*before, *now);
            }
        }
        answers(&undone) == *day.before && answers(&alone) == *day.after
    });
    answers(&after);
    day.moved.iter().zip(needed).filter(|(_, needed)| *needed).map(|(fact, _)| *fact).collect()
}

/// The rules whose answers differ.
fn changed<'p>(rules: &[Rule<'p>], before: &Answers, after: &Answers) -> Vec<Change<'p>> {
    let each = rules.iter().zip(before.truths.iter().zip(&after.truths)).filter(|(_, (from, to))| from != to);
    each.map(|(rule, (from, to))| {
        let Rule { kind, id, label, cite, .. } = *rule;
        Change { kind, id, label, cite, from: *from, to: *to }
    })
    .collect()
}

/// Days that the record does not have and for which some answer waits. The scratch holds the record.
fn undated<'p>(policy: &'p Policy, scratch: &mut Scratch) -> Vec<FactUsed<'p>> {
    let program = &policy.program;
    let open: Vec<usize> = (program.measured.iter().copied())
        .filter(|number| scratch.slots.get(*number).is_some_and(|slot| is_open_day(policy, *number, *slot)))
        .collect();
    if open.is_empty() {
        return Vec::new();
    }
    let mut work = Work::new(program, scratch);
    let roots = &program.roots;
    let lists = [&roots.populations, &roots.categories, &roots.triggers, &roots.duties, &roots.referrals];
    // For a person outside the policy only what outlasts childhood still waits.
    let waiting: Vec<Literal> = if scope(policy, &work) == Scope::Outside {
        let duties = policy.source().duties.iter().zip(&roots.duties);
        duties.filter(|(duty, _)| duty.outside_too).map(|(_, root)| *root).collect()
    } else {
        lists.into_iter().flatten().copied().chain(roots.outside).collect()
    };
    let mut found: Vec<FactUsed<'p>> = Vec::new();
    for root in waiting {
        if work.truth(root) == Truth::Undetermined {
            let behind = facts_behind(policy, &mut work, root).into_iter();
            found.extend(behind.filter(|used| open.contains(&used.fact())));
        }
    }
    found.sort_by_key(FactUsed::fact);
    found.dedup_by_key(|used| used.fact());
    found
}

/// What must be checked on a day ahead: a term that ends, the policy that begins or ends.
fn checks<'p>(
    assessor: &Assessor<'p>,
    child: &Child,
    until: Option<NaiveDate>,
    scratch: &Scratch,
) -> Vec<ToCheck<'p>> {
    let policy = assessor.policy();
    let ahead = |day: &NaiveDate| *day > assessor.as_of() && until.is_none_or(|until| *day <= until);
    let mut checks = Vec::new();
    for (parent, path) in [(&child.father, "father.custody.until"), (&child.mother, "mother.custody.until")] {
        let Some(on) = parent.custody.until.latest().and_then(day_after).filter(ahead) else { continue };
        // Whether there is anything to check is for the record's own checks to say.
        let warned = check(policy, child, on).into_iter();
        let Some(fault) =
            warned.into_iter().find(|fault| fault.code() == FaultCode::TermOver && fault.path() == path)
        else {
            continue;
        };
        let (zh, en) = (fault.zh().to_owned(), fault.en().to_owned());
        checks.push(ToCheck {
            on,
            code: FaultCode::TermOver.id(),
            because: fact_at(policy, path, &scratch.slots),
            zh,
            en,
        });
    }
    let document = &policy.source().document;
    let number = &document.number;
    if let Some(on) = Some(document.from).filter(ahead) {
        let zh = format!("{number}自{on}起施行；在此之前的结果仅供参考");
        let en = format!("{number} is in force from {on}; answers before that day carry a warning");
        checks.push(ToCheck { on, code: "policy-begins", because: None, zh, en });
    }
    if let Some(on) = document.until.and_then(day_after).filter(ahead) {
        let zh = format!("{number}自{on}起不再有效；评估照常进行，但结果会带有提示，请核对是否已有新文件");
        let en = format!(
            "{number} is no longer in force from {on}; answers go on, with a warning: check for a document that follows it"
        );
        checks.push(ToCheck { on, code: "policy-ends", because: None, zh, en });
    }
    checks.sort_by_key(|check| check.on);
    checks
}

fn fact_at<'p>(policy: &'p Policy, path: &str, slots: &[Slot]) -> Option<FactUsed<'p>> {
    let number = columns().get(column_by_path(path)?)?.slot?;
    Some(FactUsed::new(policy, number, *slots.get(number)?, None))
}
