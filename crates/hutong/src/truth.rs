//! Kleene's three truths: what a rule says when some facts may be unknown.
//! Recorded facts are not truths; see [`crate::vocabulary`].

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What a rule says: no, undetermined (a fact is missing), or yes.
///
/// The order is *no < undetermined < yes*, so that *and* is the smaller and *or* the larger of two.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
// As numbers two bits: it may hold, it holds. The smaller of two truths is then their *and*, the larger their *or*.
#[repr(u8)]
pub enum Truth {
    /// The condition does not hold, whatever the missing facts are.
    No = 0,
    /// The condition holds for some values of the missing facts and not for others.
    Undetermined = 1,
    /// The condition holds, whatever the missing facts are.
    Yes = 3,
}

impl Truth {
    /// Yes or no from a condition that is known.
    #[must_use]
    pub const fn known(holds: bool) -> Truth {
        if holds { Truth::Yes } else { Truth::No }
    }

    /// Yes exactly when both are yes; no as soon as one is no.
    #[must_use]
    pub fn and(self, other: Truth) -> Truth {
        self.min(other)
    }

    /// No exactly when both are no; yes as soon as one is yes.
    #[must_use]
    pub fn or(self, other: Truth) -> Truth {
        self.max(other)
    }

    /// Swaps yes and no; undetermined stays.
    #[must_use]
    pub const fn not(self) -> Truth {
        match self {
            Truth::No => Truth::Yes,
            Truth::Undetermined => Truth::Undetermined,
            Truth::Yes => Truth::No,
        }
    }

    /// The word used in JSON and in tables: `no`, `undetermined`, `yes`.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Truth::No => "no",
            Truth::Undetermined => "undetermined",
            Truth::Yes => "yes",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Truth::{No, Undetermined, Yes};

    #[test]
    fn kleene_tables() {
        let table = [
            (No, No, No, No),
            (No, Undetermined, No, Undetermined),
            (No, Yes, No, Yes),
            (Undetermined, Undetermined, Undetermined, Undetermined),
            (Undetermined, Yes, Undetermined, Yes),
            (Yes, Yes, Yes, Yes),
        ];
        for (a, b, and, or) in table {
            assert_eq!((a.and(b), b.and(a)), (and, and));
            assert_eq!((a.or(b), b.or(a)), (or, or));
            assert_eq!(a.and(b).not(), a.not().or(b.not()), "De Morgan");
        }
    }
}
