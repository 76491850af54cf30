//! Lists and referrals (四（二）、四（三）): which child stands on which list, and what the list may tell of it. The rule
//! decides who is listed, its allow-list (`fields`) what is told; `value` reads the columns, `document` is the JSON.
//! Nothing is decided here a second time: the answers are those of the assessment.

mod document;
mod value;

pub use document::{ColumnOfList, LIST_FORMAT, ListDocument, ListOfChildren};

use crate::assessment::{Detail, FactUsed, RuleKind};
use crate::policy::readings::{DiscloseReadings, Repeats};
use crate::policy::source::{Label, Pace};
use crate::{Assessor, Child, Policy, Scratch, Truth};

/// A referral or a notice of a policy, as something of which lists are drawn up: one for each of its recipients, all
/// alike.
#[derive(Clone, Copy, Debug)]
pub struct Disclosure<'p> {
    /// Whether it is a referral or a notice.
    pub kind: RuleKind,
    /// Its id.
    pub id: &'p str,
    /// What it is about.
    pub label: &'p Label,
    /// From whom, by id.
    pub from: &'p [String],
    /// To whom, by id.
    pub to: &'p [String],
    /// How soon, or how often.
    pub pace: &'p Pace,
    /// The place in the document.
    pub cite: &'p str,
    /// The columns, by path, and `level` for the child's level. A list has these and no others.
    pub columns: &'p [String],
}

/// What a list has to do with one child.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Disclosed {
    /// The referral or notice, by its place among [`Policy::disclosures`].
    pub disclosure: usize,
    /// What may be told. None while the rule is undetermined: then nothing is a fact that could be sent.
    pub told: Option<Vec<String>>,
    /// The missing facts, by path, that decide whether the child belongs on the list; none when it does.
    pub missing: Vec<String>,
}

impl Policy {
    /// Everything of which lists are drawn up: the referrals, then the notices, each in the order of the file.
    #[must_use]
    pub fn disclosures(&self) -> Vec<Disclosure<'_>> {
        let source = self.source();
        let referrals = source.referrals.iter().zip(&self.cites.referrals).map(|(entry, cite)| Disclosure {
            kind: RuleKind::Referral,
            id: &entry.id,
            label: &entry.label,
            from: &entry.from,
            to: &entry.to,
            pace: &entry.pace,
            cite,
            columns: &entry.fields,
        });
        let notices = source.notices.iter().zip(&self.cites.notices).map(|(entry, cite)| Disclosure {
            kind: RuleKind::Notice,
            id: &entry.id,
            label: &entry.label,
            from: &entry.from,
            to: &entry.to,
            pace: &entry.pace,
            cite,
            columns: &entry.fields,
        });
        referrals.chain(notices).collect()
    }

    /// Whether a child that stands unchanged on a list already sent is sent with every list again, rather than once
    /// for each new or changed finding (A-33). Notices are always whole.
    #[must_use]
    pub fn repeats_referrals(&self) -> bool {
        // Where the file is silent, the first alternative holds.
        DiscloseReadings::read(self.source()).0.repeats == Repeats::EveryList
    }
}

impl Assessor<'_> {
    /// The lists that a child is on, or may be on, in the order of [`Policy::disclosures`]; a list with which the child
    /// certainly has nothing to do is left out.
    ///
    /// A value is told as rules see it on the day: a finding that was closed by then is `no`. Values are ids, days and
    /// texts as [`Part::text`](crate::vocabulary::Part::text) gives them, empty for *unknown*; a level is its id, or,
    /// while several are possible, all of their ids with `+` between, the highest first.
    ///
    /// ```
    /// # use hutong::{Child, FindingState, Policy, Scratch};
    /// let policy = Policy::builtin("puning-2024")?;
    /// let lists = policy.disclosures();
    /// let mut child = Child::with_key("made-up 1");
    /// child.findings.medical_insurance_missing = FindingState::Suspected.into();
    /// let disclosed = policy.at("2026-11-01".parse()?).disclose(&child, &mut Scratch::default());
    /// let insurance = disclosed.iter().find(|entry| lists[entry.disclosure].id == "medical-insurance");
    /// let told = insurance.and_then(|entry| entry.told.as_ref()).ok_or("suspicion is enough")?;
    /// assert_eq!(told, &["made-up 1", "", "", "", "suspected"], "five columns and no more");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn disclose(&self, child: &Child, scratch: &mut Scratch) -> Vec<Disclosed> {
        let policy = self.policy();
        let assessment = self.assess_in(child, Detail::Reasons, scratch);
        let levels = assessment.risk().possible();
        let missing = |facts: &[FactUsed<'_>]| facts.iter().map(|used| used.path().into_owned()).collect();
        let referrals = assessment.referrals().iter().map(|referral| {
            let outcome = &referral.outcome;
            (RuleKind::Referral, outcome.id, outcome.answer, &outcome.facts[..])
        });
        let of_level = assessment.risk().missing();
        let notices =
            assessment.notices().iter().map(|notice| (RuleKind::Notice, notice.id, notice.answer, of_level));
        let answers: Vec<_> = referrals.chain(notices).collect();
        let lists = policy.disclosures();
        let mut disclosed = Vec::with_capacity(answers.len());
        for (place, list) in lists.iter().enumerate() {
            let answer = answers.iter().find(|(kind, id, ..)| (*kind, *id) == (list.kind, list.id));
            let Some((.., answer, facts)) = answer else { continue };
            let certain = *answer == Truth::Yes;
            disclosed.push(Disclosed {
                disclosure: place,
                told: certain.then(|| {
                    let columns = list.columns.iter();
                    columns.map(|path| value::of(policy, child, &scratch.slots, levels, path)).collect()
                }),
                missing: if certain { Vec::new() } else { missing(facts) },
            });
        }
        disclosed
    }
}
