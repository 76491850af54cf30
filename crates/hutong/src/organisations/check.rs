//! A record of something done, held against the policy: whose duty it was, on which day. What it meets is in `build`.

use super::entries::DoneRecord;
use crate::fault::{Fault, FaultCode};
use crate::policy::Policy;
use crate::policy::source::{Label, Notice, Office, OrganisationDuty, Pace, PolicySource};
use crate::record::place_of_name;
use crate::vocabulary::{Date, Text};
use chrono::NaiveDate;

/// A duty of organisations or a notice: both are due in the same way.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Task<'p> {
    pub(crate) id: &'p str,
    pub(crate) by: &'p [String],
    pub(crate) label: &'p Label,
    pub(crate) pace: &'p Pace,
    pub(crate) times: u32,
    pub(crate) cite: &'p [String],
    /// None for a notice.
    pub(crate) duty: Option<&'p OrganisationDuty>,
}

impl<'p> Task<'p> {
    /// Every task of a policy: its duties of organisations, then its notices, each in the order of the file.
    pub(crate) fn all(source: &'p PolicySource) -> impl Iterator<Item = Task<'p>> + Clone {
        let duties = source.organisation_duties.iter().map(|duty| Task {
            id: &duty.id,
            by: &duty.by,
            label: &duty.label,
            pace: &duty.pace,
            times: duty.times,
            cite: &duty.cite,
            duty: Some(duty),
        });
        let of_notice = |notice: &'p Notice| Task {
            id: &notice.id,
            by: &notice.from,
            label: &notice.label,
            pace: &notice.pace,
            times: 1,
            cite: &notice.cite,
            duty: None,
        };
        duties.chain(source.notices.iter().map(of_notice))
    }
}

/// A record that can be used.
#[derive(Clone, Debug)]
pub(crate) struct Told {
    /// The place of the task among all tasks.
    pub(crate) task: usize,
    /// The place of the office in the policy file.
    pub(crate) office: usize,
    /// Which of several offices; none where there is one office.
    pub(crate) place: Option<String>,
    pub(crate) done_on: Date,
    pub(crate) entered_on: Date,
}

/// The faults of a record, all of them at once: an unknown duty or office, an office that does not have the duty, a
/// day after `as_of`, an entry before the deed, an entry or deed without its duty or office.
#[must_use]
pub fn check_done(policy: &Policy, record: &DoneRecord, as_of: NaiveDate) -> Vec<Fault> {
    resolve(policy, record, as_of).err().unwrap_or_default()
}

pub(crate) fn resolve(policy: &Policy, record: &DoneRecord, as_of: NaiveDate) -> Result<Told, Vec<Fault>> {
    let source = policy.source();
    let mut faults = Vec::new();
    let task = task(source, &record.duty).map_err(|fault| faults.push(fault)).ok();
    let office = office(source, &record.by).map_err(|fault| faults.push(fault)).ok();
    if let (Some((_, task)), Some((_, office))) = (task, office)
        && !task.by.contains(&office.id)
    {
        let its_own = source.offices.iter().filter(|office| task.by.contains(&office.id));
        let (zh, en) = listed(its_own.map(|office| (&*office.id, &office.label)));
        faults.push(Fault::with(FaultCode::NotItsDuty, "by", &zh, &en));
    }
    // What was entered after the day was done by then all the same; what was done after it was not.
    if record.done_on.earliest().is_some_and(|day| day > as_of) {
        faults.push(Fault::new(FaultCode::DateInFuture, "done_on"));
    }
    if let (Some(done), Some(entered)) = (record.done_on.earliest(), record.entered_on.latest())
        && entered < done
    {
        let (zh, en) = ("完成日期和录入日期", "the day it was done and the day of entry");
        faults.push(Fault::with(FaultCode::DatesOutOfOrder, "entered_on", zh, en));
    }
    match (task, office) {
        (Some((task, _)), Some((at, office))) if faults.is_empty() => Ok(Told {
            task,
            office: at,
            place: record.place_name().filter(|_| office.one_in_each.is_some()),
            done_on: record.done_on,
            entered_on: record.entered_on,
        }),
        _ => Err(faults),
    }
}

fn task<'p>(source: &'p PolicySource, name: &Text) -> Result<(usize, Task<'p>), Fault> {
    let tasks = Task::all(source).map(|task| (task.id, task.label));
    let Some(name) = name.as_str() else {
        return Err(Fault::with(FaultCode::ValueMissing, "duty", "任务", "the duty"));
    };
    let found = place_of_name(name, tasks.clone());
    found.and_then(|place| Some((place, Task::all(source).nth(place)?))).ok_or_else(|| {
        let ids: Vec<&str> = tasks.map(|(id, _)| id).collect();
        Fault::with(FaultCode::UnknownDuty, "duty", &ids.join("、"), &ids.join(", "))
    })
}

fn office<'p>(source: &'p PolicySource, name: &Text) -> Result<(usize, &'p Office), Fault> {
    let offices = source.offices.iter().map(|office| (&*office.id, &office.label));
    let Some(name) = name.as_str() else {
        return Err(Fault::with(FaultCode::ValueMissing, "by", "机构", "the office"));
    };
    let found = place_of_name(name, offices.clone());
    found.and_then(|place| Some((place, source.offices.get(place)?))).ok_or_else(|| {
        let acting =
            source.offices.iter().filter(|office| Task::all(source).any(|task| task.by.contains(&office.id)));
        let (zh, en) = listed(acting.map(|office| (&*office.id, &office.label)));
        Fault::with(FaultCode::UnknownOffice, "by", &zh, &en)
    })
}

fn listed<'p>(entries: impl Iterator<Item = (&'p str, &'p Label)>) -> (String, String) {
    let (zh, en): (Vec<String>, Vec<&str>) =
        entries.map(|(id, label)| (format!("{}（{id}）", label.zh), id)).unzip();
    (zh.join("、"), en.join(", "))
}
