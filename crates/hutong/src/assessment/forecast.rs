//! The days on which an answer changes although no fact does: birthdays, three months away, six months out of contact,
//! the end of a transition. Found by letting time pass over the known days, one after another.

use super::reason::FactUsed;
use super::whatif::LevelIds;
use super::work::Work;
use crate::Truth;
use crate::assessor::Assessor;
use crate::dates::{attained_on, elapsed_on};
use crate::graph::Literal;
use crate::levels::{LevelSet, reachable_levels};
use crate::policy::program::Border;
use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::Serialize;

/// A day on which the answer changes by itself.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Forecast<'p> {
    /// The first day on which the new answer holds.
    pub on: NaiveDate,
    /// The days in the record from which time runs.
    pub because: Vec<FactUsed<'p>>,
    /// What changes.
    pub changes: Vec<Change<'p>>,
    /// The levels that are possible from then on.
    pub levels: LevelIds<'p>,
}

/// A rule whose answer changes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Change<'p> {
    /// `population`, `category`, `trigger`, `duty` or `referral`.
    pub kind: &'static str,
    /// The rule's id.
    pub id: &'p str,
    /// The answer before.
    pub from: Truth,
    /// The answer from that day on.
    pub to: Truth,
}

/// What changes by itself after the assessor's day, in the order of time.
pub(crate) fn forecast<'p>(
    assessor: &Assessor<'p>,
    work: &mut Work<'_>,
    levels: LevelSet,
) -> Vec<Forecast<'p>> {
    let policy = assessor.policy();
    let mut days = crossings(assessor, work);
    days.sort_unstable();
    let rules = rules(assessor);
    let mark = work.mark();
    let mut forecasts = Vec::new();
    let mut levels = levels;
    for crossings in days.chunk_by(|left, right| left.0 == right.0) {
        let before: Vec<Truth> = rules.iter().map(|(.., root)| work.truth(*root)).collect();
        let mut because = Vec::new();
        for (_, fact) in crossings {
            // One border further: the value before the present one.
            let set = work.set(*fact) >> 1;
            work.assign(*fact, set);
            because.extend(work.slots().get(*fact).map(|slot| FactUsed::new(policy, *fact, *slot, None)));
        }
        let changes: Vec<Change<'p>> = (rules.iter().zip(&before))
            .map(|((kind, id, root), from)| Change { kind, id, from: *from, to: work.truth(*root) })
            .filter(|change| change.from != change.to)
            .collect();
        let after = reachable_levels(work);
        if !changes.is_empty() || after != levels {
            let on = crossings[0].0;
            forecasts.push(Forecast { on, because, changes, levels: LevelIds::new(policy, after) });
        }
        levels = after;
    }
    work.undo(mark);
    forecasts
}

/// Each day after the assessor's on which a known day crosses a border, with the fact.
fn crossings(assessor: &Assessor<'_>, work: &Work<'_>) -> Vec<(NaiveDate, usize)> {
    let program = &assessor.policy().program;
    let readings = program.derivation.readings;
    let mut days = Vec::new();
    for (number, fact) in program.facts.iter().enumerate() {
        let Some(start) = work.slots().get(number).and_then(|slot| slot.exact_day()) else { continue };
        for border in &fact.borders {
            let day = match *border {
                Border::Years(years) => attained_on(start, years, readings.attainment),
                Border::Months(months) => elapsed_on(start, months, readings.corresponding),
                Border::Number(_) => continue,
            };
            if day > assessor.as_of() {
                days.push((day, number));
            }
        }
    }
    days
}

type RuleRoot<'p> = (&'static str, &'p str, Literal);

fn rules<'p>(assessor: &Assessor<'p>) -> Vec<RuleRoot<'p>> {
    let policy = assessor.policy();
    let (source, roots) = (policy.source(), &policy.program.roots);
    let populations =
        source.populations.iter().map(|rule| ("population", rule.id.as_str())).zip(&roots.populations);
    let categories =
        source.categories.iter().map(|rule| ("category", rule.id.as_str())).zip(&roots.categories);
    let triggers = source.triggers.iter().map(|rule| ("trigger", rule.id.as_str())).zip(&roots.triggers);
    let duties = source.duties.iter().map(|rule| ("duty", rule.id.as_str())).zip(&roots.duties);
    let referrals = source.referrals.iter().map(|rule| ("referral", rule.id.as_str())).zip(&roots.referrals);
    let all = populations.chain(categories).chain(triggers).chain(duties).chain(referrals);
    all.map(|((kind, id), root)| (kind, id, *root)).collect()
}
