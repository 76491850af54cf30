//! What a name in another system's record stands for: a column of the vocabulary, a fact of the policy, or one of
//! the two extras that only lead to a birth date. Paths, labels in both languages and office headers all count.

use crate::Policy;
use crate::policy::source::LocalFact;
use crate::vocabulary::choices::normalise;
use crate::vocabulary::{Finding, Kind, column_by_header, columns};
use std::borrow::Cow;
use std::sync::LazyLock;

/// Where a value belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Target {
    /// A column of the vocabulary, by its place in [`columns`].
    Column(usize),
    /// A fact that the policy declares, by its place in the policy file, and the part of the finding: 0 for the
    /// state, then as [`Finding::LEAVES`].
    Local(usize, usize),
    /// An age in whole years.
    Age,
    /// A citizen number.
    CitizenNumber,
}

/// A target, and whether the name itself says *suspected* (疑似), so that a plain yes under it is a suspicion.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) target: Target,
    pub(super) suspected: bool,
}

/// The path of the age in years.
pub(super) const AGE: &str = "age";
/// The path of the citizen number.
pub(super) const CITIZEN_NUMBER: &str = "citizen_number";

const AGE_HEADERS: &[&str] = &["age", "年龄", "周岁", "周岁年龄", "年龄周岁", "实足年龄", "儿童年龄", "岁数"];
const CITIZEN_NUMBER_HEADERS: &[&str] = &[
    "citizennumber",
    "公民身份号码",
    "身份证号",
    "身份证号码",
    "证件号码",
    "身份证",
    "儿童身份证号",
    "儿童身份证号码",
    "儿童公民身份号码",
    "儿童身份证",
    "本人身份证号",
    "本人身份证号码",
];
const SUSPECTED_PREFIXES: &[&str] = &["疑似", "suspected"];

impl Target {
    /// The path that faults and lists show: a column path, `local.x`, `age` or `citizen_number`.
    pub(super) fn path(self, policy: &Policy) -> Cow<'static, str> {
        match self {
            Target::Column(index) => columns().get(index).map_or("", |column| &column.path).into(),
            Target::Local(fact, leaf) => {
                let id = policy.source().facts.get(fact).map_or("", |fact| &fact.id);
                match leaf.checked_sub(1).and_then(|leaf| Finding::LEAVES.get(leaf)) {
                    Some((name, _, _)) => format!("local.{id}.{name}").into(),
                    None => format!("local.{id}").into(),
                }
            }
            Target::Age => AGE.into(),
            Target::CitizenNumber => CITIZEN_NUMBER.into(),
        }
    }

    /// What kind of value stands there; nothing for the two extras.
    pub(super) fn kind(self) -> Option<Kind> {
        match self {
            Target::Column(index) => columns().get(index).map(|column| column.kind),
            Target::Local(_, 0) => Some(Kind::Finding),
            Target::Local(_, 1 | 3) => Some(Kind::Date),
            Target::Local(..) => Some(Kind::Text),
            Target::Age | Target::CitizenNumber => None,
        }
    }
}

/// What a name stands for; nothing when it is no name of a field.
pub(super) fn find(policy: &Policy, name: &str) -> Option<Found> {
    let plain = |target| Some(Found { target, suspected: false });
    if let Some(index) = column_by_header(name) {
        return plain(Target::Column(index));
    }
    let key = header_key(name);
    if AGE_HEADERS.contains(&key.as_str()) {
        return plain(Target::Age);
    }
    if CITIZEN_NUMBER_HEADERS.contains(&key.as_str()) {
        return plain(Target::CitizenNumber);
    }
    if let Some(target) = find_local(&policy.source().facts, &key) {
        return plain(target);
    }
    let rest = SUSPECTED_PREFIXES.iter().find_map(|prefix| key.strip_prefix(prefix))?;
    let target =
        column_by_header(rest).map(Target::Column).or_else(|| find_local(&policy.source().facts, rest))?;
    (target.kind() == Some(Kind::Finding)).then_some(Found { target, suspected: true })
}

/// A fact of the policy by its id or label, with or without `local` before it and a part of the finding after it.
fn find_local(facts: &[LocalFact], key: &str) -> Option<Target> {
    let key = key.strip_prefix("local").unwrap_or(key);
    facts.iter().enumerate().find_map(|(index, fact)| {
        [&fact.id, &fact.label.zh, &fact.label.en].into_iter().find_map(|name| {
            let rest = key.strip_prefix(header_key(name).as_str())?;
            if rest.is_empty() || rest == "state" || rest == "状态" {
                return Some(Target::Local(index, 0));
            }
            let leaf = Finding::LEAVES
                .iter()
                .position(|(name, zh, en)| [name, zh, en].iter().any(|leaf| header_key(leaf) == rest))?;
            Some(Target::Local(index, leaf + 1))
        })
    })
}

/// A header as it is compared, by the same rule as [`column_by_header`]: letters and digits only, half-width,
/// lower case, without a leading 是否.
pub(crate) fn header_key(header: &str) -> String {
    let text: String = normalise(header).chars().filter(|c| c.is_alphanumeric()).collect();
    text.strip_prefix("是否").map_or_else(|| text.clone(), str::to_owned)
}

/// The names of the vocabulary as they are compared, each with its path.
static NAMES: LazyLock<Vec<(Vec<char>, &'static str)>> = LazyLock::new(|| {
    let names = columns().iter().flat_map(|column| {
        [&column.path, &column.zh, &column.en].map(|name| (letters(name), column.path.as_str()))
    });
    let extras = AGE_HEADERS.iter().map(|name| (letters(name), AGE));
    let more = CITIZEN_NUMBER_HEADERS.iter().map(|name| (letters(name), CITIZEN_NUMBER));
    names.chain(extras).chain(more).collect()
});

fn letters(name: &str) -> Vec<char> {
    header_key(name).chars().collect()
}

/// The path of the field whose name is nearest to a mistyped one; nothing when none is near.
pub(super) fn nearest(policy: &Policy, name: &str) -> Option<String> {
    let facts = policy.source().facts.iter().flat_map(|fact| {
        let path = format!("local.{}", fact.id);
        [&path, &fact.id, &fact.label.zh, &fact.label.en].map(|name| (letters(name), path.clone()))
    });
    let facts: Vec<_> = facts.collect();
    let facts = facts.iter().map(|(name, path)| (name.as_slice(), path.as_str()));
    let fields = NAMES.iter().map(|(name, path)| (name.as_slice(), *path));
    nearest_among(name, fields.chain(facts)).map(str::to_owned)
}

/// The path of which a name is nearest to a mistyped one; nothing when none is near. The candidates are names, each
/// with its path.
pub(crate) fn nearest_name<'c>(
    name: &str,
    candidates: impl Iterator<Item = (&'c str, &'c str)>,
) -> Option<&'c str> {
    let candidates: Vec<_> = candidates.map(|(name, path)| (letters(name), path)).collect();
    nearest_among(name, candidates.iter().map(|(name, path)| (name.as_slice(), *path)))
}

fn nearest_among<'n, 'p>(
    name: &str,
    candidates: impl Iterator<Item = (&'n [char], &'p str)>,
) -> Option<&'p str> {
    let wanted = letters(name);
    let mut allowed = (wanted.len() / 3).clamp(1, 3);
    let mut best = None;
    for (candidate, path) in candidates {
        if let Some(distance) = edits(&wanted, candidate, allowed)
            && (distance < allowed || best.is_none())
        {
            allowed = distance;
            best = Some(path);
        }
    }
    best
}

/// How many single letters must be put in, taken out or replaced to make one word the other; nothing when more than
/// `most` must.
fn edits(left: &[char], right: &[char], most: usize) -> Option<usize> {
    if left.len().abs_diff(right.len()) > most {
        return None;
    }
    // One row of the usual table, for the letters of `left` so far against each beginning of `right`.
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (above, a) in left.iter().enumerate() {
        let (mut diagonal, mut beside) = (above, above + 1);
        let mut least = beside;
        for (cell, b) in row.iter_mut().skip(1).zip(right) {
            let replaced = diagonal + usize::from(a != b);
            diagonal = *cell;
            beside = replaced.min(diagonal + 1).min(beside + 1);
            least = least.min(beside);
            *cell = beside;
        }
        if least > most {
            return None;
        }
    }
    row.last().copied().filter(|distance| *distance <= most)
}
