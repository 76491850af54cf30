//! What a run counts: rows, levels, populations, the missing facts that decide.

use std::collections::BTreeMap;

use hutong::assessment::Scope;
use hutong::{Fault, Policy, Truth};

use crate::answer::Answered;

/// How many are certain and how many are possible.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Count {
    /// Certain.
    pub(crate) yes: u64,
    /// Undetermined.
    pub(crate) undetermined: u64,
}

impl Count {
    fn add(&mut self, truth: Truth) {
        match truth {
            Truth::Yes => self.yes += 1,
            Truth::Undetermined => self.undetermined += 1,
            Truth::No => {}
        }
    }
}

/// A doubt about rows that were answered.
#[derive(Clone, Debug, Default)]
pub(crate) struct Doubt {
    /// How many rows have it.
    pub(crate) rows: u64,
    /// Its wording in Chinese, as of the first row.
    pub(crate) zh: String,
    /// The same in English.
    pub(crate) en: String,
}

/// The counts of a run.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tally {
    /// Rows that were answered.
    pub(crate) answered: u64,
    /// Rows that were rejected.
    pub(crate) rejected: u64,
    /// Children of each level where it is certain; the last place is for those not graded.
    pub(crate) certain: Vec<u64>,
    /// Children whose level is open, by the highest and the lowest that is possible.
    pub(crate) open: BTreeMap<(usize, usize), u64>,
    /// Persons certainly of age; they are among those not graded.
    pub(crate) outside: u64,
    /// Persons taken for children because nothing shows that they are not.
    pub(crate) presumed: u64,
    /// For each population.
    pub(crate) populations: Vec<Count>,
    /// For each category.
    pub(crate) categories: Vec<Count>,
    /// For each fact that rules read, the children whose level hangs on it.
    pub(crate) deciding: Vec<u64>,
    /// Children whose recorded decision differs from the rules.
    pub(crate) decided_otherwise: u64,
    /// Doubts about rows that were answered, by code.
    pub(crate) doubts: BTreeMap<&'static str, Doubt>,
}

impl Tally {
    /// Nothing counted yet, for a policy whose rules read so many facts.
    pub(crate) fn new(policy: &Policy, facts: usize) -> Tally {
        let source = policy.source();
        Tally {
            certain: vec![0; source.levels.len() + 1],
            populations: vec![Count::default(); source.populations.len()],
            categories: vec![Count::default(); source.categories.len()],
            deciding: vec![0; facts],
            ..Tally::default()
        }
    }

    /// Every row: answered or rejected.
    pub(crate) fn rows(&self) -> u64 {
        self.answered + self.rejected
    }

    /// Children whose level is open.
    pub(crate) fn undetermined(&self) -> u64 {
        self.open.values().sum()
    }

    /// Counts a row that was answered.
    pub(crate) fn add(&mut self, answered: &Answered<'_>, doubts: &[Fault]) {
        self.answered += 1;
        let not_graded = self.certain.len().saturating_sub(1);
        let ceiling = answered.levels.ceiling().unwrap_or(not_graded);
        let floor = answered.levels.floor().unwrap_or(not_graded);
        if ceiling == floor {
            if let Some(count) = self.certain.get_mut(ceiling) {
                *count += 1;
            }
        } else {
            *self.open.entry((ceiling, floor)).or_default() += 1;
        }
        match answered.scope {
            Scope::Inside => {}
            Scope::PresumedInside => self.presumed += 1,
            Scope::Outside => self.outside += 1,
        }
        for (count, truth) in self.populations.iter_mut().zip(&answered.populations) {
            count.add(*truth);
        }
        for (count, truth) in self.categories.iter_mut().zip(&answered.categories) {
            count.add(*truth);
        }
        for fact in &answered.deciding {
            if let Some(count) = self.deciding.get_mut(usize::from(*fact)) {
                *count += 1;
            }
        }
        self.decided_otherwise += u64::from(answered.decided_otherwise);
        for (place, fault) in doubts.iter().enumerate() {
            let earlier = doubts.iter().take(place).any(|other| other.code() == fault.code());
            let doubt = self.doubts.entry(fault.code().id()).or_insert_with(|| Doubt {
                rows: 0,
                zh: fault.zh().to_owned(),
                en: fault.en().to_owned(),
            });
            doubt.rows += u64::from(!earlier);
        }
    }
}
