//! Puts an assessment together from the truths of one child.

use super::reason::{FactUsed, facts_behind};
use super::work::Work;
use super::{
    ASSESSMENT_FORMAT, Assessment, DecisionOutcome, Detail, DutyOutcome, NoticeOutcome, Outcome, PolicyName,
    Readings, ReferralOutcome, Risk, Scope, TriggerOutcome, Warning, forecast, whatif,
};
use crate::Truth;
use crate::assessor::Assessor;
use crate::graph::Literal;
use crate::levels::{LevelSet, reachable_levels};
use crate::policy::Policy;
use crate::policy::readings::{DecisionAgainstRule, SeveralTriggers};
use crate::policy::source::Label;
use crate::vocabulary::{Child, Part};
use chrono::NaiveDate;

/// The assessment of a child whose truths are in `work`.
pub(crate) fn build<'p>(
    assessor: &Assessor<'p>,
    child: &Child,
    work: &mut Work<'_>,
    detail: Detail,
) -> Assessment<'p> {
    let policy = assessor.policy();
    let roots = &policy.program.roots;
    let source = policy.source();
    let outside = roots.outside.map_or(Truth::No, |root| work.truth(root));
    let levels = reachable_levels(work);
    let outcome = |work: &mut Work<'_>, literal: Literal, id: &'p str, label: &'p Label, cite: &'p str| {
        let answer = work.truth(literal);
        Outcome { id, label, answer, cite, facts: facts_behind(policy, work, literal) }
    };

    let cites = &policy.cites;
    let populations = (source.populations.iter().zip(&roots.populations).zip(&cites.populations))
        .map(|((rule, root), cite)| outcome(work, *root, &rule.id, &rule.label, cite));
    let populations: Vec<_> = populations.collect();
    let categories = (source.categories.iter().zip(&roots.categories).zip(&cites.categories))
        .map(|((rule, root), cite)| outcome(work, *root, &rule.id, &rule.label, cite));
    let categories: Vec<_> = categories.collect();

    let mut triggers = Vec::new();
    let mut why_not = Vec::new();
    for ((trigger, root), cite) in source.triggers.iter().zip(&roots.triggers).zip(&cites.triggers) {
        let fires = outside != Truth::Yes && work.truth(*root) != Truth::No;
        if fires {
            let outcome = outcome(work, *root, &trigger.id, &trigger.label, cite);
            triggers.push(TriggerOutcome { level: &trigger.level, outcome });
        } else if detail == Detail::Everything && outside != Truth::Yes {
            why_not.push(outcome(work, *root, &trigger.id, &trigger.label, cite));
        }
    }

    let risk = Risk { policy, levels, missing: missing_facts(policy, work, levels) };
    let context = Consequences { policy, outside, levels, risk: &risk };
    let duties = context.duties(work);
    let referrals = context.referrals(work);
    let notices = context.notices();
    let scope = match outside {
        Truth::No => Scope::Inside,
        Truth::Undetermined => Scope::PresumedInside,
        Truth::Yes => Scope::Outside,
    };
    let decision = decision(policy, child, levels, &categories, assessor.as_of());
    let mut assessment = Assessment {
        format: ASSESSMENT_FORMAT,
        key: child.key.as_str().map(|_| child.key.clone()),
        policy: PolicyName { id: &source.id, version: &source.version, hash: policy.hash() },
        as_of: assessor.as_of(),
        warnings: time_in_force(policy, assessor.as_of()),
        scope,
        member: roots.member.map_or(Truth::No, |root| work.truth(root)),
        populations,
        categories,
        risk,
        triggers,
        duties,
        referrals,
        notices,
        decision,
        readings: Readings::of(policy),
        why_not,
        would_change: Vec::new(),
        ask: Vec::new(),
        forecast: Vec::new(),
    };
    if detail == Detail::Everything {
        // What outlasts childhood ends for a person outside, too.
        assessment.forecast = forecast::changes(assessor, child);
    }
    if detail >= Detail::Questions && scope != Scope::Outside {
        assessment.ask = whatif::questions(policy, work);
    }
    if detail == Detail::Everything && scope != Scope::Outside {
        assessment.would_change = whatif::would_change(policy, work);
    }
    assessment
}

/// The missing facts that decide between the possible levels.
pub(crate) fn missing_facts<'p>(
    policy: &'p Policy,
    work: &mut Work<'_>,
    levels: LevelSet,
) -> Vec<FactUsed<'p>> {
    if levels.count() < 2 {
        return Vec::new();
    }
    let mut missing: Vec<FactUsed<'p>> = Vec::new();
    for (level, root) in policy.program.roots.levels.iter().enumerate() {
        if work.truth(*root) == Truth::Undetermined && levels.contains(level) {
            missing.extend(facts_behind(policy, work, *root));
        }
    }
    missing.sort_by_key(FactUsed::fact);
    missing.dedup_by_key(|used| used.fact());
    missing
}

pub(crate) fn time_in_force(policy: &Policy, as_of: NaiveDate) -> Vec<Warning> {
    let document = &policy.source().document;
    let inside = as_of >= document.from && document.until.is_none_or(|until| as_of <= until);
    if inside {
        return Vec::new();
    }
    let until = document.until.map_or_else(|| "—".to_owned(), |until| until.to_string());
    vec![Warning {
        code: "outside-time-in-force",
        zh: format!("评估基准日不在{}的有效期内（{}至{until}）", document.number, document.from),
        en: format!(
            "the as-of date lies outside the time in force of {} ({} to {until})",
            document.number, document.from
        ),
    }]
}

/// Whether a recorded decision is shown at all: with document and author, taken by the day, and the policy shows it.
pub(crate) fn decision_counts(policy: &Policy, child: &Child, as_of: NaiveDate) -> bool {
    let recorded = &child.decision;
    let shown = policy.program.derivation.readings.decision == DecisionAgainstRule::BesideTheRule;
    let complete = !recorded.document.is_unknown() && !recorded.by.is_unknown();
    shown && complete && recorded.on.earliest().is_some_and(|day| day <= as_of)
}

fn decision<'p>(
    policy: &'p Policy,
    child: &Child,
    levels: LevelSet,
    categories: &[Outcome<'p>],
    as_of: NaiveDate,
) -> Option<DecisionOutcome<'p>> {
    if !decision_counts(policy, child, as_of) {
        return None;
    }
    let (recorded, source) = (&child.decision, policy.source());
    let place = recorded.level.as_str().and_then(|id| source.levels.iter().position(|level| level.id == id));
    let level = place.map(|place| source.levels[place].id.as_str());
    let category = categories.iter().find(|category| recorded.category.as_str() == Some(category.id));
    let level_agrees = place.map(|place| match levels.certain() {
        Some(certain) if certain == place => Truth::Yes,
        _ if levels.contains(place) => Truth::Undetermined,
        _ => Truth::No,
    });
    let agrees =
        level_agrees.into_iter().chain(category.map(|category| category.answer)).reduce(Truth::and)?;
    Some(DecisionOutcome {
        level,
        category: category.map(|category| category.id),
        document: recorded.document.clone(),
        by: recorded.by.clone(),
        on: recorded.on,
        agrees,
    })
}

/// What follows from levels and conditions.
struct Consequences<'a, 'p> {
    policy: &'p Policy,
    outside: Truth,
    levels: LevelSet,
    risk: &'a Risk<'p>,
}

impl<'p> Consequences<'_, 'p> {
    /// Whether a trigger of one of some levels holds.
    fn triggered(&self, work: &Work<'_>, ids: &[String]) -> Truth {
        let triggers = self.policy.source().triggers.iter().zip(&self.policy.program.roots.triggers);
        let held =
            triggers.filter(|(trigger, _)| ids.contains(&trigger.level)).map(|(_, root)| work.truth(*root));
        held.fold(Truth::No, Truth::or)
    }

    fn duties(&self, work: &mut Work<'_>) -> Vec<DutyOutcome<'p>> {
        let policy = self.policy;
        let of_each = policy.program.derivation.readings.several_triggers == SeveralTriggers::DutiesOfEach;
        let mut duties = Vec::new();
        let roots = &policy.program.roots;
        let entries = policy.source().duties.iter().zip(&roots.duties).zip(&roots.duty_levels);
        for (((duty, root), levels), cite) in entries.zip(&policy.cites.duties) {
            if self.outside == Truth::Yes && !duty.outside_too {
                continue;
            }
            let by_condition = work.truth(*root);
            let by_level = if duty.levels.is_empty() {
                Truth::Yes
            } else if of_each && self.outside != Truth::Yes {
                self.levels.is_among(*levels).or(self.triggered(work, &duty.levels))
            } else {
                self.levels.is_among(*levels)
            };
            let answer = by_level.and(by_condition);
            if answer == Truth::No {
                continue;
            }
            let mut facts = facts_behind(policy, work, *root);
            if by_level == Truth::Undetermined {
                facts.extend(self.risk.missing.iter().copied());
                facts.sort_by_key(FactUsed::fact);
                facts.dedup_by_key(|used| used.fact());
            }
            let outcome = Outcome { id: &duty.id, label: &duty.label, answer, cite, facts };
            duties.push(DutyOutcome { kind: duty.kind, pace: &duty.pace, by: &duty.by, outcome });
        }
        duties
    }

    fn referrals(&self, work: &mut Work<'_>) -> Vec<ReferralOutcome<'p>> {
        if self.outside == Truth::Yes {
            return Vec::new();
        }
        let policy = self.policy;
        let entries = policy
            .source()
            .referrals
            .iter()
            .zip(&policy.program.roots.referrals)
            .zip(&policy.cites.referrals);
        let mut referrals = Vec::new();
        for ((referral, root), cite) in entries {
            let answer = work.truth(*root);
            if answer == Truth::No {
                continue;
            }
            let facts = facts_behind(policy, work, *root);
            let outcome = Outcome { id: &referral.id, label: &referral.label, answer, cite, facts };
            let (from, to) = (&referral.from, &referral.to);
            referrals.push(ReferralOutcome { from, to, pace: &referral.pace, outcome });
        }
        referrals
    }

    fn notices(&self) -> Vec<NoticeOutcome<'p>> {
        let policy = self.policy;
        let entries = policy.source().notices.iter().zip(&policy.program.roots.notice_levels);
        entries
            .zip(&policy.cites.notices)
            .map(|((notice, levels), cite)| NoticeOutcome {
                id: &notice.id,
                answer: self.levels.is_among(*levels),
                to: &notice.to,
                pace: &notice.pace,
                cite,
            })
            .filter(|notice| notice.answer != Truth::No)
            .collect()
    }
}
