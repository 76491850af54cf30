//! Which column of an export is which of ours: by its header, checked against the cells below it. Each proposal says why
//! and how sure it is; one that is not certain is for a person to confirm, as soon as a rule reads the column.

use super::names::{
    BELOW, are_harmless, is_not_needed, is_plain_heading, is_running_number, without_head, without_hint,
    without_number, without_tail,
};
use super::values::{Fit, are_citizen_numbers, column_by_values};
use super::why::Why;
use crate::Policy;
use crate::record::target::{Found, Target, find, header_key, nearest};
use crate::vocabulary::{Kind, columns};
use std::collections::{BTreeMap, BTreeSet};

/// How sure a proposal is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// Something speaks against it.
    Doubtful,
    /// Nothing speaks against it, and a name was changed a little to find it.
    Likely,
    /// The header is a name of the column, and the cells fit.
    Certain,
}

impl Standing {
    /// `doubtful`, `likely`, `certain`.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Standing::Doubtful => "doubtful",
            Standing::Likely => "likely",
            Standing::Certain => "certain",
        }
    }
}

/// What is proposed for one header.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnProposal {
    /// The header, counted from 0.
    pub header: usize,
    /// The path of our column; nothing where none is proposed.
    pub path: Option<String>,
    /// How sure it is.
    pub standing: Standing,
    /// What speaks for it, or why there is none.
    pub why: Why,
    /// What speaks against it.
    pub against: Vec<Why>,
    /// How the cells fit the column.
    pub fit: Fit,
    read_by_rules: bool,
}

impl ColumnProposal {
    /// Whether the column is read without anybody's word: the proposal is certain, or likely where no rule reads the
    /// column, so that no answer can depend on it.
    #[must_use]
    pub fn is_used(&self) -> bool {
        self.path.is_some()
            && (self.standing == Standing::Certain
                || self.standing == Standing::Likely && !self.read_by_rules)
    }

    /// Whether a person has to say whether it is so.
    #[must_use]
    pub fn waits(&self) -> bool {
        self.path.is_some() && !self.is_used()
    }

    fn without(header: usize, why: Why) -> ColumnProposal {
        ColumnProposal {
            header,
            path: None,
            standing: Standing::Doubtful,
            why,
            against: Vec::new(),
            fit: Fit::default(),
            read_by_rules: false,
        }
    }

    fn doubt(&mut self, why: Why) {
        self.standing = Standing::Doubtful;
        self.against.push(why);
    }
}

/// A proposal for each header of a table, given the first rows below it (some hundreds are enough).
///
/// A header that names the column exactly and whose cells fit is certain. Of two headers for one column none is certain
/// unless the other is less so. Citizen numbers are never proposed as keys.
///
/// ```
/// # use hutong::{Policy, import::{propose, Standing}};
/// let policy = Policy::builtin("puning-2024")?;
/// let headers = ["儿童编号", "姓名", "父亲情况›状况", "刑期（年）"].map(String::from);
/// let found = propose(&policy, &headers, &[]);
/// assert_eq!(found[2].path.as_deref(), Some("father.state"));
/// assert_eq!((found[2].standing, found[1].path.as_deref()), (Standing::Certain, None));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn propose(policy: &Policy, headers: &[String], sample: &[Vec<String>]) -> Vec<ColumnProposal> {
    let cells = |header: usize| -> Vec<&str> {
        sample.iter().filter_map(|row| row.get(header)).map(|cell| cell.trim()).collect()
    };
    let of_header = |(header, name): (usize, &String)| proposal(policy, header, name, &cells(header));
    let mut proposals: Vec<ColumnProposal> = headers.iter().enumerate().map(of_header).collect();
    let repeats = |header: usize| {
        let mut seen = BTreeSet::new();
        cells(header).into_iter().any(|cell| !cell.is_empty() && !seen.insert(cell))
    };
    settle_running_numbers(headers, &mut proposals, repeats);
    settle_rivals(&mut proposals);
    proposals
}

fn proposal(policy: &Policy, header: usize, name: &str, cells: &[&str]) -> ColumnProposal {
    if name.is_empty() {
        return ColumnProposal::without(header, Why::NoHeader);
    }
    let named = by_name(policy, name);
    if named.is_none() && is_not_needed(name) {
        return ColumnProposal::without(header, Why::NotNeeded);
    }
    let by_values = || {
        let target = column_by_values(policy, cells)?;
        let found = Found { target, suspected: false };
        Some(Named { found, standing: Standing::Doubtful, why: Why::Values })
    };
    let Some(named) = named.or_else(|| near(policy, name)).or_else(by_values) else {
        return ColumnProposal::without(header, Why::NotKnown);
    };
    let target = named.found.target;
    let path = target.path(policy).into_owned();
    let read_by_rules = match target {
        Target::Column(index) => columns().get(index).is_some_and(|column| column.kind != Kind::Text),
        Target::Local(..) | Target::Age | Target::CitizenNumber => true,
    };
    let fit = Fit::of(policy, named.found, cells.iter().copied());
    let mut proposal = ColumnProposal {
        path: Some(path),
        standing: named.standing,
        fit,
        read_by_rules,
        ..ColumnProposal::without(header, named.why)
    };
    if proposal.fit.is_poor() {
        proposal.doubt(Why::ValuesDoNotFit);
    }
    if proposal.path.as_deref() == Some("key") && are_citizen_numbers(policy, cells) {
        proposal.doubt(Why::CitizenNumbers);
    }
    proposal
}

/// Whom headers of the care that parents arranged often leave unnamed.
const CARER: &str = "照护人";

/// A column found by a name.
#[derive(Clone, Copy, Debug)]
pub(super) struct Named {
    pub(super) found: Found,
    standing: Standing,
    why: Why,
}

/// The column that a header names: as it stands, without a hint, below its heading, without a word that says nothing.
pub(super) fn by_name(policy: &Policy, header: &str) -> Option<Named> {
    let whole = without_number(header);
    let named = |text: &str, standing, why| find(policy, text).map(|found| Named { found, standing, why });
    if let Some(named) = named(whole, Standing::Certain, Why::KnownName) {
        let why = if whole.contains(BELOW) { Why::UnderHeading } else { Why::KnownName };
        return Some(Named { why, ..named });
    }
    let (headings, last) = whole.rsplit_once(BELOW).unwrap_or(("", whole));
    let (bare, hints) = without_hint(without_number(last));
    // As the vocabulary passes over it before a whole header.
    let bare = bare.strip_prefix("是否").map_or_else(|| bare.clone(), str::to_owned);
    let headings: Vec<&str> = headings.split(BELOW).filter(|part| !part.is_empty()).collect();
    let telling = headings.iter().filter(|heading| !is_plain_heading(heading));
    let telling: String = telling.map(|heading| without_hint(heading).0).collect();
    let shorter = without_tail(&telling).unwrap_or(&telling);
    let why = if headings.is_empty() { Why::WithoutHint } else { Why::UnderHeading };
    let short = without_head(&bare).unwrap_or(&bare);
    let short = without_tail(short).unwrap_or(short);
    let found = named(&format!("{telling}{bare}"), Standing::Certain, why)
        .or_else(|| named(&format!("{shorter}{bare}"), Standing::Certain, why))
        .or_else(|| named(&format!("{shorter}{short}"), Standing::Likely, Why::WithoutAffix))
        .or_else(|| below_unknown_heading(policy, &telling, &bare))
        .or_else(|| {
            named(&format!("{CARER}{bare}"), Standing::Doubtful, Why::WithHeading)
                .filter(|_| telling.is_empty())
        })?;
    if are_harmless(&hints, found.found.target.kind()) {
        return Some(found);
    }
    Some(Named { standing: Standing::Doubtful, why: Why::UnknownHint, ..found })
}

/// Below a heading that nobody knows, only what the header says of the child whoever the heading names.
fn below_unknown_heading(policy: &Policy, heading: &str, header: &str) -> Option<Named> {
    const OF_THE_CHILD: &[&str] =
        &["findings.", "support.", "done.", "school.", "file.", "household.", "residence."];
    let found = find(policy, header).filter(|_| !heading.is_empty())?;
    let path = found.target.path(policy);
    let of_child = OF_THE_CHILD.iter().any(|group| path.starts_with(group));
    of_child.then_some(Named { found, standing: Standing::Doubtful, why: Why::UnknownHeading })
}

/// The column whose name a header misses by one character: a long name, and not one that tells father from mother.
fn near(policy: &Policy, header: &str) -> Option<Named> {
    let key = header_key(header);
    let path = nearest(policy, &key).filter(|_| key.chars().count() >= 5)?;
    let found = find(policy, &path)?;
    let names: Vec<String> = match found.target {
        Target::Column(index) => {
            let column = columns().get(index)?;
            column
                .headers
                .iter()
                .chain([&column.zh, &column.en, &column.path])
                .map(|name| header_key(name))
                .collect()
        }
        Target::Local(..) | Target::Age | Target::CitizenNumber => return None,
    };
    let parent = |text: &str| (text.contains('父'), text.contains('母'));
    let one_off = |name: &String| differ_by_one(name, &key) && parent(name) == parent(&key);
    names.iter().any(one_off).then_some(Named { found, standing: Standing::Doubtful, why: Why::NearName })
}

/// Whether one character more, less or other makes one text the other.
fn differ_by_one(left: &str, right: &str) -> bool {
    let (left, right): (Vec<char>, Vec<char>) = (left.chars().collect(), right.chars().collect());
    let same = left.iter().zip(&right).take_while(|(a, b)| a == b).count();
    let rest = |text: &[char], skipped: usize| text.get(same + skipped..).map(<[char]>::to_vec);
    let (l0, r0, l1, r1) = (rest(&left, 0), rest(&right, 0), rest(&left, 1), rest(&right, 1));
    (l1.is_some() && (l1 == r1 || l1 == r0)) || (r1.is_some() && r1 == l0)
}

/// A running number is the key only where there is no other, and it does not begin anew.
fn settle_running_numbers(
    headers: &[String],
    proposals: &mut [ColumnProposal],
    repeats: impl Fn(usize) -> bool,
) {
    let is_running =
        |proposal: &ColumnProposal| headers.get(proposal.header).is_some_and(|name| is_running_number(name));
    let is_key = |proposal: &ColumnProposal| proposal.path.as_deref() == Some("key");
    let another = proposals.iter().any(|proposal| is_key(proposal) && !is_running(proposal));
    for proposal in proposals.iter_mut().filter(|proposal| is_running(proposal)) {
        if another {
            *proposal = ColumnProposal::without(proposal.header, Why::RunningNumber);
        } else if is_key(proposal) {
            proposal.standing = if repeats(proposal.header) { Standing::Doubtful } else { Standing::Likely };
            proposal.against.push(Why::RunningNumber);
        }
    }
}

/// Of several headers for one column the surest stands, if it is alone; the others, or all of them, are doubtful.
fn settle_rivals(proposals: &mut [ColumnProposal]) {
    let mut by_path: BTreeMap<String, Vec<(Standing, usize)>> = BTreeMap::new();
    for (place, proposal) in proposals.iter().enumerate() {
        if let Some(path) = &proposal.path {
            by_path.entry(path.clone()).or_default().push((proposal.standing, place));
        }
    }
    for rivals in by_path.values().filter(|rivals| rivals.len() > 1) {
        let surest = rivals.iter().map(|(standing, _)| *standing).max();
        let mut first = rivals.iter().filter(|(standing, _)| Some(*standing) == surest);
        let alone = first.next().filter(|_| first.next().is_none()).map(|(_, place)| *place);
        for (_, place) in rivals.iter().filter(|(_, place)| Some(*place) != alone) {
            if let Some(proposal) = proposals.get_mut(*place) {
                proposal.doubt(Why::NamedTwice);
            }
        }
    }
}
