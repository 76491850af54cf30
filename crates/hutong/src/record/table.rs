//! Rows of a table: which header is which column is settled once for a file, then every row is read by it.

use super::Reading;
use super::check::Checks;
use super::draft::Draft;
use super::headers::Headers;
use super::target::{AGE, CITIZEN_NUMBER, Found, find};
use crate::Policy;
use crate::policy::readings::{ContactLostFrom, OtherCountyFrom};
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// What a mapping file says of a header.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Renamed<'a> {
    /// It is this column: a path such as `household.relief`, `local.x`, `age`, `citizen_number`, or a label.
    To(&'a str),
    /// It is passed over on purpose.
    PassedOver,
    /// The mapping file does not mention it, so the header speaks for itself.
    Unmentioned,
}

/// Which header of a table is which column. Made once for a file, then used for every row.
///
/// A header is found by a column's path, its Chinese or English label or another name that offices use; by `local.x`
/// or a label for a fact of the policy; or as `age` (年龄) or `citizen_number` (身份证号), which only lead to a birth
/// date where none is given. 疑似 before the name of a finding means that finding, and a plain yes under it a
/// suspicion. A header that is none of these, such as a name, is never read.
///
/// ```
/// # use hutong::{FindingState, Policy, Renamed, TablePlan};
/// let policy = Policy::builtin("puning-2024")?;
/// let headers = ["编号", "姓名", "疑似辍学"].map(String::from);
/// let plan = TablePlan::new(&policy, &headers, |_| Renamed::Unmentioned);
/// assert_eq!(plan.unused(), [1]);
/// let reading = plan.read(&["made-up 1".into(), "…".into(), "是".into()], "2026-11-01".parse()?);
/// assert_eq!(reading.child.findings.dropped_out.state, FindingState::Suspected);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct TablePlan {
    policy: Policy,
    headers: Headers<Found>,
}

impl TablePlan {
    /// Finds the column of each header; `renamed` says what a mapping file has for it.
    ///
    /// A header that the mapping file leads to no column is unused, as one without a column is. Of two headers for
    /// one column only the first is read: see [`TablePlan::repeated`].
    pub fn new<'a>(
        policy: &Policy,
        headers: &'a [String],
        renamed: impl Fn(&'a str) -> Renamed<'a>,
    ) -> TablePlan {
        let headers = Headers::new(headers, renamed, |name| {
            let found = find(policy, name)?;
            Some((found, found.target.path(policy).into_owned()))
        });
        TablePlan { policy: policy.clone(), headers }
    }

    /// The headers, counted from 0, for which no column was found; those passed over on purpose are not among them.
    #[must_use]
    pub fn unused(&self) -> &[usize] {
        self.headers.unused()
    }

    /// Headers whose column an earlier header already has, as (earlier, later), counted from 0. A fault of the
    /// file: which of the two counts cannot be told, and the later one is not read.
    #[must_use]
    pub fn repeated(&self) -> &[(usize, usize)] {
        self.headers.repeated()
    }

    /// The headers that are read, counted from 0, each with the path of its column.
    pub fn used(&self) -> impl Iterator<Item = (usize, &str)> {
        self.headers.used()
    }

    /// The paths of facts that some rule reads and that no header gives, nor any from which they follow: unknown
    /// for every row, or, for an act of an office, not on record.
    #[must_use]
    pub fn missing(&self, policy: &Policy) -> Vec<String> {
        let mut missing = policy.fact_paths();
        missing.retain(|path| !self.has(path) && !self.follows(policy, path));
        missing
    }

    fn has(&self, path: &str) -> bool {
        self.used().any(|(_, used)| used == path)
    }

    /// Whether the engine derives the fact from columns that the table has.
    fn follows(&self, policy: &Policy, path: &str) -> bool {
        let readings = policy.program.derivation.readings;
        let (parent, fact) = path.split_once('.').unwrap_or(("", path));
        let of_parent = |field: &str| self.has(&format!("{parent}.{field}"));
        match fact {
            "birth_date" => self.has(AGE) || self.has(CITIZEN_NUMBER),
            "away.across_counties" | "away.within_core" => {
                let home = match readings.other_county_from {
                    OtherCountyFrom::Registration => "household.county",
                    OtherCountyFrom::Residence => "residence.county",
                };
                of_parent("away.county") && self.has(home)
            }
            "custody.term_months" => of_parent("custody.from") && of_parent("custody.until"),
            "out_of_contact.since" => {
                readings.contact_lost_from == ContactLostFrom::PoliceReport
                    && of_parent("out_of_contact.reported_on")
            }
            "benefit_ended" => self.has("support.benefit_ended_on"),
            _ => false,
        }
    }

    /// Gives the cells under a header, counted from 0, a meaning: from the other system's code to a spelling of
    /// ours; an empty spelling is a blank. From then on a cell with any other code is a fault. A header that is
    /// not read is left as it is.
    pub fn set_codes(&mut self, header: usize, codes: BTreeMap<String, String>) {
        self.headers.set_codes(header, codes);
    }

    /// Whether the cells under a header are codes of another system.
    pub(crate) fn has_codes(&self, header: usize) -> bool {
        self.headers.has_codes(header)
    }

    /// Reads one row. A cell that the row lacks is blank, a blank cell is unknown, and cells past the headers are
    /// the caller's.
    #[must_use]
    pub fn read(&self, cells: &[String], as_of: NaiveDate) -> Reading {
        let mut draft = Draft::default();
        for (field, text) in self.headers.cells(cells) {
            match text {
                Ok(text) => draft.set(&self.policy, field.target, &field.path, text),
                Err(fault) => draft.faults.push(fault),
            }
        }
        draft.finish(&Checks::of(&self.policy), as_of)
    }
}
