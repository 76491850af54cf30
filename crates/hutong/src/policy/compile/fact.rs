//! A test on one fact: which slot the fact's name stands for, and whether the values or the measure asked for are ones
//! that the fact can have. How tests are kept and joined is for `gates`.

use super::{Compiler, Parent};
use crate::graph::Literal;
use crate::policy::error::PolicyCode;
use crate::policy::formula::{Bound, Unit};
use crate::policy::program::Border;
use crate::policy::readings::Suspicion;
use crate::vocabulary::finding::code;
use crate::vocabulary::{Child, Column, Kind, Part, column_by_path, columns};

/// The most borders on one date or number.
const MOST_BORDERS: usize = 24;
/// The greatest number in a measure: a hundred years of months.
const MOST_MEASURE: u32 = 1_200;

/// What a fact's name stands for.
#[derive(Clone, Copy)]
struct Named {
    slot: usize,
    kind: Kind,
    /// Absent for a fact that the policy declares.
    column: Option<&'static Column>,
}

impl Compiler<'_> {
    /// Whether a fact has one of the values named in `is`.
    pub(super) fn fact(&mut self, fact: &str, is: &[String], parent: Parent) -> Literal {
        let Some(named) = self.named(fact, parent) else { return Literal::FALSE };
        if is.is_empty() {
            self.fault(PolicyCode::EmptyCondition, "");
        }
        let set = is.iter().fold(0, |set, value| set | self.value(named, value));
        self.gates.is_in(named.slot, set)
    }

    /// The set of values that a word stands for; empty, and told, where the fact has no such value.
    fn value(&mut self, named: Named, value: &str) -> u32 {
        match (named.kind, named.column) {
            (Kind::Finding, _) => match value {
                "no" => code::NO,
                "suspected-or-confirmed" => code::SUSPECTED | code::CONFIRMED,
                "confirmed" => self.confirmed(),
                _ => self.unknown_value("`no`, `confirmed`, `suspected-or-confirmed`"),
            },
            (Kind::Choice, Some(column)) => {
                if let Some(place) = column.values.iter().position(|known| known.id == value) {
                    return 1 << place;
                }
                let ids: Vec<_> = column.values.iter().map(|value| format!("`{}`", value.id)).collect();
                self.unknown_value(&ids.join(", "))
            }
            _ => {
                self.fault(PolicyCode::WrongTest, "dates take `years` or `months`, numbers take `number`");
                0
            }
        }
    }

    fn unknown_value(&mut self, allowed: &str) -> u32 {
        self.fault_at(".is", PolicyCode::UnknownValue, allowed);
        0
    }

    /// The values of a finding for which a rule holds that does not name suspicion.
    fn confirmed(&self) -> u32 {
        match self.suspicion {
            Suspicion::Undetermined => code::SUSPECTED_SO | code::CONFIRMED,
            Suspicion::AsNo => code::CONFIRMED,
            Suspicion::AsConfirmed => code::SUSPECTED | code::CONFIRMED,
        }
    }

    /// Whether so much time has passed since a day, or a number is so large; or whether it is not.
    pub(super) fn measure(&mut self, fact: &str, unit: Unit, bound: Bound, parent: Parent) -> Literal {
        let Some(Named { slot, kind, .. }) = self.named(fact, parent) else { return Literal::FALSE };
        let fits = match kind {
            Kind::Date => unit != Unit::Number,
            Kind::Count => unit == Unit::Number,
            _ => false,
        };
        if !fits {
            self.fault(
                PolicyCode::WrongTest,
                "`years` and `months` are for dates, `number` for numbers, `is` for all others",
            );
            return Literal::FALSE;
        }
        if *self.units.entry(slot).or_insert(unit) != unit {
            self.fault(
                PolicyCode::WrongTest,
                "one fact is measured either in years or in months, not in both",
            );
            return Literal::FALSE;
        }
        let (Bound::AtLeast(number) | Bound::Under(number)) = bound;
        if number == 0 || number > MOST_MEASURE {
            self.fault(PolicyCode::OutOfBounds, &format!("1–{MOST_MEASURE}"));
            return Literal::FALSE;
        }
        let reached = self.gates.reached(slot, Border::new(unit, number));
        if self.gates.borders_on(slot) > MOST_BORDERS {
            self.fault(PolicyCode::OutOfBounds, &format!("0–{MOST_BORDERS}"));
            return Literal::FALSE;
        }
        if matches!(bound, Bound::AtLeast(_)) { reached } else { reached.not() }
    }

    /// What a fact's name stands for; nothing, and told, where it stands for none.
    fn named(&mut self, fact: &str, parent: Parent) -> Option<Named> {
        let found = match fact.strip_prefix("local.") {
            Some(local) => self.declared(local),
            None => in_vocabulary(fact, parent),
        };
        found.map_err(|code| self.fault_at(".fact", code, fact)).ok()
    }

    /// A fact that the policy declares, by its id.
    fn declared(&self, local: &str) -> Result<Named, PolicyCode> {
        let place = self.source.facts.iter().position(|fact| fact.id == local);
        let place = place.ok_or(PolicyCode::UnknownFact)?;
        Ok(Named { slot: Child::SLOTS + place, kind: Kind::Finding, column: None })
    }
}

/// A fact of the vocabulary, by its path; `parent.…` is one of the parent meant.
fn in_vocabulary(fact: &str, parent: Parent) -> Result<Named, PolicyCode> {
    let path = match (fact.strip_prefix("parent."), parent) {
        (Some(rest), Some(parent)) => format!("{parent}.{rest}"),
        (Some(_), None) => return Err(PolicyCode::WhichParent),
        (None, _) => fact.to_owned(),
    };
    let column = column_by_path(&path).and_then(|index| columns().get(index));
    column
        .and_then(|column| column.slot.map(|slot| Named { slot, kind: column.kind, column: Some(column) }))
        .ok_or(PolicyCode::UnknownFact)
}
