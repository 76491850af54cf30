//! A policy: a file of rules, checked and compiled. The engine knows no number, colour or clause;
//! everything that a place decides for itself is in the file.

mod check;
pub(crate) mod compile;
mod error;
mod facts;
mod formula;
#[cfg(feature = "lint")]
mod lint;
mod load;
pub(crate) mod program;
pub(crate) mod readings;
pub mod source;
mod tree;

pub(crate) use check::{LEVEL_FIELD, confined_from, parse_day_of_year};
pub use error::{PolicyCode, PolicyError, PolicyFault};
pub use formula::{Bound, Formula, Unit};

use crate::assessment::written::Phrases;
use program::Program;
use readings::ScheduleReadings;
use source::PolicySource;

/// The policies that come with the library: id and text.
const BUILT_IN: &[(&str, &str)] = &[("puning-2024", include_str!("../../policies/puning-2024.toml"))];

/// A policy, checked and compiled. Cheap to share: nothing in it changes.
///
/// ```
/// # use hutong::Policy;
/// let policy = Policy::builtin("puning-2024")?;
/// assert_eq!(policy.source().document.number, "普民〔2024〕35号");
/// # Ok::<(), hutong::UnknownPolicy>(())
/// ```
#[derive(Clone, Debug)]
pub struct Policy {
    source: PolicySource,
    pub(crate) program: Program,
    pub(crate) cites: Cites,
    phrases: Phrases,
    pub(crate) schedule_readings: ScheduleReadings,
    hash: String,
    warnings: Vec<PolicyFault>,
}

/// No policy with this id comes with the library.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no policy `{id}` comes with the library; use one of {known}, or give a file")]
pub struct UnknownPolicy {
    id: String,
    known: String,
}

impl Policy {
    pub(crate) fn new(
        source: PolicySource,
        program: Program,
        hash: String,
        warnings: Vec<PolicyFault>,
    ) -> Policy {
        let cites = Cites::of(&source);
        // Where the file is silent, the first alternative holds.
        let (schedule_readings, _) = ScheduleReadings::read(&source);
        let phrases = Phrases::of(&source, &cites, &hash, program.facts.len());
        Policy { source, program, cites, phrases, schedule_readings, hash, warnings }
    }

    /// The ids of the policies that come with the library.
    pub fn builtin_ids() -> impl Iterator<Item = &'static str> {
        BUILT_IN.iter().map(|(id, _)| *id)
    }

    /// The text of a policy that comes with the library.
    #[must_use]
    pub fn builtin_text(id: &str) -> Option<&'static str> {
        BUILT_IN.iter().find(|(known, _)| *known == id).map(|(_, text)| *text)
    }

    /// A policy that comes with the library. It is loaded anew at each call: keep it.
    ///
    /// Errors: [`UnknownPolicy`]. The tests load every policy that comes with the library.
    pub fn builtin(id: &str) -> Result<Policy, UnknownPolicy> {
        let known = || Policy::builtin_ids().map(|id| format!("`{id}`")).collect::<Vec<_>>().join(", ");
        Policy::builtin_text(id)
            .and_then(|text| Policy::from_toml(text).ok())
            .ok_or_else(|| UnknownPolicy { id: id.to_owned(), known: known() })
    }

    /// A policy from TOML.
    ///
    /// Errors: every fault of the file, each with line and column.
    pub fn from_toml(text: &str) -> Result<Policy, PolicyError> {
        let mut policy = load::from_toml(text)?;
        if !policy.warnings.is_empty() {
            policy.warnings = load::locate_all(text, policy.warnings);
        }
        Ok(policy)
    }

    /// A policy from JSON with the same fields as the TOML.
    ///
    /// Errors: the first fault of shape, or every fault of content.
    pub fn from_json(text: &str) -> Result<Policy, PolicyError> {
        load::from_json(text)
    }

    /// A policy from its entries, for a change made in a program.
    ///
    /// Errors: every fault of content.
    pub fn from_source(source: PolicySource) -> Result<Policy, PolicyError> {
        load::from_source(source)
    }

    /// The same policy with one reading decided otherwise.
    ///
    /// Errors: an unknown reading or alternative.
    pub fn with_reading(&self, reading: &str, chosen: &str) -> Result<Policy, PolicyError> {
        let mut source = self.source.clone();
        match source.readings.iter_mut().find(|entry| entry.id == reading) {
            Some(entry) => chosen.clone_into(&mut entry.chosen),
            None => {
                let fault = PolicyFault::new(PolicyCode::UnknownReading, "reading", reading);
                return Err(PolicyError { faults: vec![fault] });
            }
        }
        Policy::from_source(source)
    }

    /// What every assessment says in the same words.
    pub(crate) fn phrases(&self) -> &Phrases {
        &self.phrases
    }

    /// The entries of the file.
    #[must_use]
    pub fn source(&self) -> &PolicySource {
        &self.source
    }

    /// SHA-256 of what the policy says, in hexadecimal; comments and layout do not count.
    #[must_use]
    pub fn hash(&self) -> &str {
        &self.hash
    }

    /// What is doubtful in the policy, though it can be used.
    #[must_use]
    pub fn warnings(&self) -> &[PolicyFault] {
        &self.warnings
    }

    /// The places of some clauses, such as 二（一）, each once, in order, with 、 between.
    #[must_use]
    pub fn places(&self, clauses: &[String]) -> String {
        places(&self.source, clauses)
    }
}

/// The places of each entry's clauses, written out once.
#[derive(Clone, Debug)]
pub(crate) struct Cites {
    pub(crate) populations: Vec<String>,
    pub(crate) categories: Vec<String>,
    pub(crate) triggers: Vec<String>,
    pub(crate) duties: Vec<String>,
    pub(crate) referrals: Vec<String>,
    pub(crate) notices: Vec<String>,
    pub(crate) way_out: String,
}

impl Cites {
    fn of(source: &PolicySource) -> Cites {
        let places = |clauses: &Vec<String>| places(source, clauses);
        Cites {
            populations: source.populations.iter().map(|entry| places(&entry.cite)).collect(),
            categories: source.categories.iter().map(|entry| places(&entry.cite)).collect(),
            triggers: source.triggers.iter().map(|entry| places(&entry.cite)).collect(),
            duties: source.duties.iter().map(|entry| places(&entry.cite)).collect(),
            referrals: source.referrals.iter().map(|entry| places(&entry.cite)).collect(),
            notices: source.notices.iter().map(|entry| places(&entry.cite)).collect(),
            way_out: places(&source.scope.way_out.cite),
        }
    }
}

fn places(source: &PolicySource, clauses: &[String]) -> String {
    let mut places: Vec<&str> = Vec::new();
    for id in clauses {
        if let Some(clause) = source.clauses.iter().find(|clause| clause.id == *id)
            && !places.contains(&clause.place.as_str())
        {
            places.push(&clause.place);
        }
    }
    places.join("、")
}
