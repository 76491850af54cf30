//! What one fact could change: the known facts whose change would move the level, and the missing facts to ask for,
//! the most telling first. Every value of every fact is tried, each evaluating only what depends on it. The levels
//! told here are a sound bound by Kleene's logic; the assessment's own set is exact.

use super::Risk;
use super::reason::{FactUsed, facts_behind};
use super::work::Work;
use crate::Truth;
use crate::graph::Literal;
use crate::levels::{LevelSet, possible_levels};
use crate::policy::Policy;
use crate::policy::program::{Border, Fact};
use crate::vocabulary::Slot;
use schemars::JsonSchema;
use serde::{Serialize, Serializer};
use std::cmp::Reverse;

/// A set of levels, written as their ids.
#[derive(Clone, Copy)]
pub struct LevelIds<'p>(&'p Policy, LevelSet);

impl<'p> LevelIds<'p> {
    pub(crate) fn new(policy: &'p Policy, levels: LevelSet) -> LevelIds<'p> {
        LevelIds(policy, levels)
    }

    /// The ids, the highest level first; `not-graded` for no level.
    pub fn ids(&self) -> impl Iterator<Item = &'p str> {
        let policy = self.0;
        self.1.iter().map(move |level| Risk::id_of(policy, Some(level)))
    }

    /// The set.
    #[must_use]
    pub fn set(&self) -> LevelSet {
        self.1
    }
}

impl std::fmt::Debug for LevelIds<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self.ids()).finish()
    }
}

impl Serialize for LevelIds<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.ids())
    }
}

impl JsonSchema for LevelIds<'_> {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "LevelIds".into()
    }
    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        <Vec<String>>::json_schema(generator)
    }
}

/// A known fact whose change would move the level.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct WouldChange<'p> {
    /// The fact as it is.
    #[serde(flatten)]
    pub fact: FactUsed<'p>,
    /// The value that would move the level.
    pub to: Answer<'p>,
    /// The levels that would then be possible.
    pub levels: LevelIds<'p>,
}

/// A missing fact worth asking for, and why.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Question<'p> {
    /// The fact; its definition is the innermost that needs it.
    #[serde(flatten)]
    pub fact: FactUsed<'p>,
    /// The rules that wait for it: populations, then triggers, by id.
    pub needed_by: Vec<&'p str>,
    /// Where those rules stand.
    pub cite: Vec<&'p str>,
    /// What each answer would leave possible.
    pub could_settle: Vec<Settles<'p>>,
}

/// What one answer to a question would leave possible.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Settles<'p> {
    /// The answer.
    pub answer: Answer<'p>,
    /// The levels that would then be possible.
    pub levels: LevelIds<'p>,
}

/// A value that somebody could answer: a word, or for days and numbers on which side of a border they lie.
#[derive(Clone, Copy)]
pub struct Answer<'p> {
    policy: &'p Policy,
    fact: usize,
    set: u32,
}

impl Answer<'_> {
    fn description(&self) -> String {
        let fact = &self.policy.program.facts[self.fact];
        if fact.borders.is_empty() {
            let slot = Slot::of_set(self.set);
            return FactUsed::new(self.policy, self.fact, slot, None).value().to_string();
        }
        let index = self.set.trailing_zeros() as usize;
        let after = index.checked_sub(1).and_then(|index| fact.borders.get(index));
        let before = fact.borders.get(index);
        // Past the border of a day lies less time; past that of a number lies more.
        let at_least = |border: &Border| match border {
            Border::Years(number) => format!("at least {number} years"),
            Border::Months(number) => format!("at least {number} months"),
            Border::Number(number) => format!("at least {number}"),
        };
        let under = |border: &Border| at_least(border).replace("at least", "under");
        let is_number = matches!(fact.borders.first(), Some(Border::Number(_)));
        let parts: Vec<String> = if is_number {
            after.map(at_least).into_iter().chain(before.map(under)).collect()
        } else {
            before.map(at_least).into_iter().chain(after.map(under)).collect()
        };
        parts.join(", ")
    }
}

impl std::fmt::Display for Answer<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.description())
    }
}

impl std::fmt::Debug for Answer<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.description())
    }
}

impl Serialize for Answer<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.description())
    }
}

impl JsonSchema for Answer<'_> {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Answer".into()
    }
    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        String::json_schema(generator)
    }
}

/// What is known of a fact, by its number.
fn used<'p>(policy: &'p Policy, work: &Work<'_>, number: usize) -> FactUsed<'p> {
    let slot = work.slots().get(number).copied().unwrap_or(Slot::ANY_NUMBER);
    FactUsed::new(policy, number, slot, None)
}

/// Tries every other value of every known fact: what would change the level.
pub(crate) fn would_change<'p>(policy: &'p Policy, work: &mut Work<'_>) -> Vec<WouldChange<'p>> {
    let before = possible_levels(work.program(), work.values());
    let mut would_change = Vec::new();
    for (number, fact) in policy.program.facts.iter().enumerate() {
        let set = work.set(number);
        if !is_known(fact, set) {
            continue;
        }
        let used = used(policy, work, number);
        for &answer in fact.answers.iter().filter(|answer| **answer & set == 0) {
            let levels = levels_with(work, number, answer);
            if levels != before {
                let to = Answer { policy, fact: number, set: answer };
                would_change.push(WouldChange { fact: used, to, levels: LevelIds(policy, levels) });
            }
        }
    }
    would_change
}

/// Tries every value of every missing fact that a rule waits for: what to ask, the most telling first.
pub(crate) fn questions<'p>(policy: &'p Policy, work: &mut Work<'_>) -> Vec<Question<'p>> {
    let waiting = Waiting::find(policy, work);
    let mut questions: Vec<(Rank, Question<'p>)> = Vec::new();
    for (number, fact) in policy.program.facts.iter().enumerate() {
        if let Some(rules) = waiting.for_fact(number).filter(|_| !is_known(fact, work.set(number))) {
            let used = used(policy, work, number);
            questions.push(question(policy, work, number, used, rules));
        }
    }
    questions.sort_by_key(|left| left.0);
    questions.into_iter().map(|(_, question)| question).collect()
}

/// A rule that waits for missing facts.
#[derive(Clone, Copy)]
struct WaitingRule<'p> {
    id: &'p str,
    cite: &'p str,
    /// How urgent it is to know: the number of the level, then past the levels what depends on no level.
    urgency: usize,
}

/// Which rules wait for which missing facts.
struct Waiting<'p> {
    by_fact: Vec<Vec<WaitingRule<'p>>>,
}

impl<'p> Waiting<'p> {
    fn find(policy: &'p Policy, work: &mut Work<'_>) -> Waiting<'p> {
        let source = policy.source();
        let roots = &policy.program.roots;
        let cites = &policy.cites;
        let lowest = source.levels.len().saturating_sub(1);
        let level_of = |id: &str| source.levels.iter().position(|level| level.id == id).unwrap_or(lowest);
        let mut waiting = Waiting { by_fact: vec![Vec::new(); policy.program.facts.len()] };
        let mut add = |root: Literal, id: &'p str, cite: &'p str, urgency: usize| {
            if work.truth(root) == Truth::Undetermined {
                for used in facts_behind(policy, work, root) {
                    waiting.by_fact[used.fact()].push(WaitingRule { id, cite, urgency });
                }
            }
        };
        for ((rule, root), cite) in source.triggers.iter().zip(&roots.triggers).zip(&cites.triggers) {
            add(*root, &rule.id, cite, level_of(&rule.level));
        }
        for ((rule, root), cite) in source.populations.iter().zip(&roots.populations).zip(&cites.populations)
        {
            add(*root, &rule.id, cite, lowest);
        }
        for ((rule, root), cite) in source.categories.iter().zip(&roots.categories).zip(&cites.categories) {
            add(*root, &rule.id, cite, lowest);
        }
        for ((rule, root), cite) in source.referrals.iter().zip(&roots.referrals).zip(&cites.referrals) {
            add(*root, &rule.id, cite, lowest + 1);
        }
        for ((rule, root), cite) in source.duties.iter().zip(&roots.duties).zip(&cites.duties) {
            add(*root, &rule.id, cite, lowest + 1);
        }
        waiting
    }

    fn for_fact(&self, fact: usize) -> Option<&[WaitingRule<'p>]> {
        self.by_fact.get(fact).filter(|rules| !rules.is_empty()).map(Vec::as_slice)
    }
}

/// A fact is known when what it may be is one answer; a suspicion is known, though it may turn out either way.
fn is_known(fact: &Fact, set: u32) -> bool {
    fact.answers.iter().any(|answer| set & !answer == 0)
}

fn levels_with(work: &mut Work<'_>, fact: usize, set: u32) -> LevelSet {
    let mark = work.mark();
    work.assign(fact, set);
    let levels = possible_levels(work.program(), work.values());
    work.undo(mark);
    levels
}

/// Smaller is asked earlier: how urgent the rules are that wait for it, then how many levels remain at worst, then how
/// many rules wait for it, then the order of the vocabulary.
type Rank = (usize, u32, Reverse<usize>, usize);

fn question<'p>(
    policy: &'p Policy,
    work: &mut Work<'_>,
    number: usize,
    used: FactUsed<'p>,
    rules: &[WaitingRule<'p>],
) -> (Rank, Question<'p>) {
    let set = work.set(number);
    let answers = policy.program.facts[number].answers.iter().copied().filter(|answer| answer & set != 0);
    let could_settle: Vec<Settles<'p>> = answers
        .map(|answer| Settles {
            answer: Answer { policy, fact: number, set: answer },
            levels: LevelIds(policy, levels_with(work, number, answer & set)),
        })
        .collect();
    let worst = could_settle.iter().map(|settles| settles.levels.1.count()).max().unwrap_or(0);
    let urgency = rules.iter().map(|rule| rule.urgency).min().unwrap_or(usize::MAX);
    let rank = (urgency, worst, Reverse(rules.len()), number);
    let mut needed_by: Vec<&str> = rules.iter().map(|rule| rule.id).collect();
    let mut cite: Vec<&str> = rules.iter().map(|rule| rule.cite).collect();
    // The same word may name a population and a category; here one mention is enough.
    for list in [&mut needed_by, &mut cite] {
        let mut seen = Vec::new();
        list.retain(|word| {
            !seen.contains(word) && {
                seen.push(*word);
                true
            }
        });
    }
    (rank, Question { fact: used, needed_by, cite, could_settle })
}
