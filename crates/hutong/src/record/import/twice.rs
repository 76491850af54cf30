//! One child in two rows under two keys: the same citizen number, or the same facts throughout. What is remembered of a
//! row is a hash.

use crate::fault::{Fault, FaultCode};
use crate::record::KeyRegister;
use crate::record::citizen_number;
use crate::record::target::{AGE, CITIZEN_NUMBER};
use crate::vocabulary::choices::normalise;

/// From how many filled cells on two rows that are alike are worth a look.
const LEAST_FILLED: usize = 6;

/// The rows of a table so far.
#[derive(Clone, Debug)]
pub struct Twice {
    number: Option<usize>,
    birth: Option<usize>,
    facts: Vec<usize>,
    numbers: KeyRegister,
    rows: KeyRegister,
}

impl Twice {
    /// For a table whose headers are read as these columns.
    #[must_use]
    pub fn new<'u>(used: impl Iterator<Item = (usize, &'u str)>) -> Twice {
        let used: Vec<(usize, &str)> = used.collect();
        let of = |path: &str| used.iter().find(|(_, other)| *other == path).map(|(header, _)| *header);
        let facts = used.iter().filter(|(_, path)| !["key", CITIZEN_NUMBER, AGE].contains(path));
        Twice {
            number: of(CITIZEN_NUMBER),
            birth: of("birth_date").or(of(CITIZEN_NUMBER)),
            facts: facts.map(|(header, _)| *header).collect(),
            numbers: KeyRegister::new(),
            rows: KeyRegister::new(),
        }
    }

    /// What an earlier row has in common with this one: the citizen number, which is an error, or all that is read of it
    /// but the key, which is to be looked at (it may be twins).
    pub fn look(&mut self, cells: &[String], row: u64) -> Option<Fault> {
        let cell =
            |header: usize| cells.get(header).map(|cell| normalise(cell)).filter(|cell| !cell.is_empty());
        let told = |code, path: &str, first: u64| {
            let first = first.to_string();
            Fault::with(code, path, &first, &first)
        };
        let number = self.number.and_then(cell);
        let number = number.filter(|number| matches!(citizen_number::birth_date(number), Ok(Some(_))));
        if let Some(first) = number.and_then(|number| self.numbers.first(&number, row)) {
            return Some(told(FaultCode::RepeatedCitizenNumber, CITIZEN_NUMBER, first));
        }
        self.birth.and_then(cell)?;
        let facts: Vec<String> = self.facts.iter().map(|header| cell(*header).unwrap_or_default()).collect();
        if facts.iter().filter(|fact| !fact.is_empty()).count() < LEAST_FILLED {
            return None;
        }
        let first = self.rows.first(&facts.join("\u{1f}"), row)?;
        Some(told(FaultCode::RowRepeated, "", first))
    }
}
