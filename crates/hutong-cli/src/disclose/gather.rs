//! From a file of children to what each list tells of them, and to whom something is to be verified first. What comes
//! out does not depend on the order of the rows.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use hutong::disclose::Disclosed;
use hutong::{Assessor, Policy, Reading, Scratch, Severity};

use crate::children::Children;
use crate::disclose::List;
use crate::disclose::arguments::DiscloseArguments;
use crate::failure::Failure;
use crate::input::Notice;
use crate::pipeline::{self, Run, Work};
use crate::rejected::{Danger, Rejects};
use crate::sink::RejectedList;
use crate::timing::Timing;

/// Something that is to be verified before a child can be sent on a list, or left off it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct ToVerify {
    /// Where the child lives: township and village.
    pub(crate) township: String,
    pub(crate) village: String,
    /// Its key; the row for a child without one.
    pub(crate) key: String,
    /// The referral or notice, by its place among the policy's.
    pub(crate) disclosure: usize,
    /// The facts that decide, by path; none where the row is to be corrected.
    pub(crate) missing: Vec<String>,
    /// The codes of the faults for which the row was rejected, although what is readable calls for the list.
    pub(crate) faults: Vec<&'static str>,
}

/// What was found.
pub(crate) struct Gathered<'p> {
    /// For each referral or notice, what is told of each child.
    pub(crate) told: BTreeMap<usize, Vec<Vec<String>>>,
    pub(crate) to_verify: Vec<ToVerify>,
    pub(crate) rows: u64,
    /// Children on at least one list.
    pub(crate) listed: u64,
    /// Children on no list who may belong on one.
    pub(crate) only_to_verify: u64,
    pub(crate) rejected: u64,
    /// Children on lists who have no key.
    pub(crate) without_key: u64,
    pub(crate) rejects: Rejects<'p>,
    pub(crate) notices: Vec<Notice>,
}

/// What one child has to do with the lists.
struct Found<'p> {
    disclosed: Vec<Disclosed>,
    key: Option<String>,
    township: String,
    village: String,
    danger: Option<Danger<'p>>,
}

/// Finding that for each child.
struct Disclosing<'p> {
    assessor: Assessor<'p>,
    /// The referrals and notices that were asked for, by their places.
    wanted: Vec<usize>,
}

impl<'p> Work for Disclosing<'p> {
    type Made = Found<'p>;
    type Room = Scratch;

    fn make(&self, _row: u64, reading: &Reading, room: &mut Scratch, _timing: &mut Timing) -> Found<'p> {
        let child = &reading.child;
        let mut disclosed = self.assessor.disclose(child, room);
        disclosed.retain(|entry| self.wanted.contains(&entry.disclosure));
        let text = |text: &hutong::vocabulary::Text| text.as_str().unwrap_or_default().to_owned();
        let danger = reading.is_rejected().then(|| Danger::of(&self.assessor.assess(child))).flatten();
        Found {
            disclosed,
            key: child.key.as_str().map(str::to_owned),
            township: text(&child.residence.township),
            village: text(&child.residence.village),
            danger,
        }
    }
}

/// Reads the file and puts every list in order.
pub(super) fn gather<'p>(
    arguments: &DiscloseArguments,
    policy: &'p Policy,
    as_of: NaiveDate,
    lists: &[List<'p>],
    mut rejected_list: RejectedList,
) -> Result<Gathered<'p>, Failure> {
    let (children, rows) = Children::open(&arguments.input.file, &arguments.input.reading, policy)?;
    let mut wanted: Vec<usize> = lists.iter().map(|list| list.place).collect();
    wanted.sort_unstable();
    wanted.dedup();
    let work = Disclosing { assessor: policy.at(as_of), wanted };
    let run = Run { plan: &children.plan, policy, as_of, quiet: false };
    let mut gathered = Gathered {
        told: BTreeMap::new(),
        to_verify: Vec::new(),
        rows: 0,
        listed: 0,
        only_to_verify: 0,
        rejected: 0,
        without_key: 0,
        rejects: Rejects::new(arguments.rows),
        notices: children.notices,
    };
    pipeline::run(rows, &run, &work, &mut Timing::default(), |outcome, _| {
        gathered.rows += 1;
        if let pipeline::Outcome::Read(item) = &outcome {
            // A rejected row is not sent as it stands, and not forgotten either.
            let errors = item.faults.iter().filter(|fault| fault.severity() == Severity::Error);
            let mut faults: Vec<&'static str> = errors.map(|fault| fault.code().id()).collect();
            faults.dedup();
            if !faults.is_empty() {
                gathered.verify(item.row, &item.made, &faults);
            }
        }
        match gathered.rejects.sort(outcome, &children.plan, |found| found.danger.clone()) {
            Ok((row, _, found)) => gathered.add(row, found),
            Err(row) => {
                gathered.rejected += 1;
                rejected_list.add(&row)?;
                gathered.rejects.add(row);
            }
        }
        Ok(())
    })?;
    rejected_list.finish()?;
    gathered.told.values_mut().for_each(|told| told.sort_unstable());
    gathered.to_verify.sort_unstable();
    Ok(gathered)
}

impl Gathered<'_> {
    fn add(&mut self, row: u64, found: Found<'_>) {
        let before = self.to_verify.len();
        self.verify(row, &found, &[]);
        let open = self.to_verify.len() > before;
        let mut listed = false;
        for entry in found.disclosed {
            if let Some(values) = entry.told {
                listed = true;
                self.told.entry(entry.disclosure).or_default().push(values);
            }
        }
        self.listed += u64::from(listed);
        self.only_to_verify += u64::from(open && !listed);
        self.without_key += u64::from(listed && found.key.is_none());
    }

    /// Notes what is to be verified: each list that is undetermined, and of a rejected row each that holds as well.
    fn verify(&mut self, row: u64, found: &Found<'_>, faults: &[&'static str]) {
        // Of a rejected row much is undetermined only because it could not be read: what holds all the same is told.
        let open = found.disclosed.iter().filter(|entry| entry.told.is_some() != faults.is_empty());
        self.to_verify.extend(open.map(|entry| ToVerify {
            township: found.township.clone(),
            village: found.village.clone(),
            key: name(found.key.as_deref(), row),
            disclosure: entry.disclosure,
            missing: entry.missing.clone(),
            faults: faults.to_vec(),
        }));
    }
}

/// The key of a child, or its row where it has none.
fn name(key: Option<&str>, row: u64) -> String {
    key.map_or_else(|| format!("#{row}"), str::to_owned)
}
