//! Asking a policy every kind of rule, the rows of the form included.

use hutong::assessment::{Assessment, FactUsed, Outcome};
use hutong::policy::source::{Category, PolicySource};
use hutong::{Policy, Truth};
use std::collections::BTreeMap;

/// A policy to which each row of the form is added as a category: the public way to ask a row's condition of a child.
pub(crate) struct Probe {
    pub(crate) policy: Policy,
}

const ROW: &str = "row-of-the-form-";
const OF_WHICH: &str = "of-which-of-the-form-";

impl Probe {
    pub(crate) fn new(id: &str, readings: &BTreeMap<String, String>) -> Probe {
        let policy = Policy::builtin(id).unwrap_or_else(|error| panic!("{error}"));
        let mut source = policy.source().clone();
        for (reading, alternative) in readings {
            let entry = source.readings.iter_mut().find(|entry| entry.id == *reading);
            entry.unwrap_or_else(|| panic!("no reading {reading}")).chosen.clone_from(alternative);
        }
        let rows = source.form.iter().flat_map(|form| &form.rows);
        let conditions = rows.flat_map(|row| {
            let when = row.when.clone().map(|when| (format!("{ROW}{}", row.id), when, row));
            when.into_iter().chain([(format!("{OF_WHICH}{}", row.id), row.of_which_when.clone(), row)])
        });
        let categories: Vec<Category> = conditions
            .map(|(id, when, row)| Category {
                id,
                population: source.populations[0].id.clone(),
                label: row.label.clone(),
                cite: row.cite.clone(),
                when,
            })
            .collect();
        source.categories.extend(categories);
        Probe {
            policy: Policy::from_source(source).unwrap_or_else(|error| panic!("{readings:?}: {error:?}")),
        }
    }

    pub(crate) fn source(&self) -> &PolicySource {
        self.policy.source()
    }

    /// Whether the child has one of some levels.
    fn in_levels(assessment: &Assessment<'_>, ids: &[&str]) -> Truth {
        let possible = possible(assessment);
        match possible.iter().filter(|level| ids.contains(level)).count() {
            0 => Truth::No,
            count if count == possible.len() => Truth::Yes,
            _ => Truth::Undetermined,
        }
    }

    /// Whether a row counts the child: it stands in the row's level, and no earlier row of the level fits.
    pub(crate) fn in_row(&self, assessment: &Assessment<'_>, id: &str) -> Option<Truth> {
        let rows = &self.source().form.as_ref()?.rows;
        let row = rows.iter().find(|row| row.id == id)?;
        let condition = |row: &str| {
            let id = format!("{ROW}{row}");
            assessment
                .categories()
                .iter()
                .find(|entry| entry.id == id)
                .map_or(Truth::Yes, |entry| entry.answer)
        };
        let mut truth = Probe::in_levels(assessment, &[&row.level]).and(condition(&row.id));
        for earlier in rows.iter().filter(|other| other.level == row.level && other.number < row.number) {
            truth = truth.and(condition(&earlier.id).not());
        }
        Some(truth)
    }

    /// The answer of a rule, and the facts behind it; nothing for a rule that the policy does not have.
    pub(crate) fn answer<'a>(
        &self,
        assessment: &'a Assessment<'_>,
        rule: &str,
    ) -> Option<(Truth, Vec<&'a FactUsed<'a>>)> {
        let (kind, id) = rule.split_once('/')?;
        let source = self.source();
        let told = |outcome: Option<&'a Outcome<'a>>| {
            outcome
                .map_or((Truth::No, Vec::new()), |outcome| (outcome.answer, outcome.facts.iter().collect()))
        };
        let found = match kind {
            "population" => told(Some(assessment.populations().iter().find(|entry| entry.id == id)?)),
            "category" => told(Some(assessment.categories().iter().find(|entry| entry.id == id)?)),
            "trigger" if source.triggers.iter().any(|entry| entry.id == id) => {
                let fired = assessment.triggers().iter().map(|entry| &entry.outcome);
                told(fired.chain(assessment.why_not()).find(|outcome| outcome.id == id))
            }
            "duty" if source.duties.iter().any(|entry| entry.id == id) => {
                told(assessment.duties().iter().map(|entry| &entry.outcome).find(|outcome| outcome.id == id))
            }
            "referral" if source.referrals.iter().any(|entry| entry.id == id) => told(
                assessment.referrals().iter().map(|entry| &entry.outcome).find(|outcome| outcome.id == id),
            ),
            "notice" if source.notices.iter().any(|entry| entry.id == id) => {
                let notice = assessment.notices().iter().find(|entry| entry.id == id);
                (notice.map_or(Truth::No, |notice| notice.answer), Vec::new())
            }
            "level" => (Probe::in_levels(assessment, &[id]), Vec::new()),
            "row" => (self.in_row(assessment, id)?, Vec::new()),
            "of-which" => {
                let id = format!("{OF_WHICH}{id}");
                (assessment.categories().iter().find(|entry| entry.id == id)?.answer, Vec::new())
            }
            _ => return None,
        };
        Some(found)
    }

    /// The row that counts the child, where it is certain; `none` where no row does.
    pub(crate) fn row(&self, assessment: &Assessment<'_>) -> Option<String> {
        let rows = self.source().form.iter().flat_map(|form| &form.rows);
        let mut answers = rows.filter_map(|row| Some((row, self.in_row(assessment, &row.id)?)));
        match answers.find(|(_, answer)| *answer != Truth::No) {
            Some((row, Truth::Yes)) => Some(row.id.clone()),
            Some(_) => None,
            None => Some("none".to_owned()),
        }
    }
}

/// The ids of the possible levels, the highest first.
pub(crate) fn possible<'a>(assessment: &'a Assessment<'_>) -> Vec<&'a str> {
    let levels = &assessment.policy().source().levels;
    let id = |level: usize| levels.get(level).map_or("not-graded", |level| level.id.as_str());
    assessment.risk().possible().iter().map(id).collect()
}
