//! From text to a checked policy: TOML or JSON, every fault with its line and column where the text is TOML.

use super::compile::compile;
use super::error::{PolicyCode, PolicyError, PolicyFault};
#[cfg(feature = "lint")]
use super::lint::lint;
use super::source::PolicySource;
use super::tree::{Misfit, Tree};
use super::{Policy, check};
use serde::Deserialize;
use sha2::{Digest, Sha256};
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// The largest policy file, in bytes.
pub(crate) const LARGEST: usize = 1 << 20;

/// Loads a policy from TOML.
pub(crate) fn from_toml(text: &str) -> Result<Policy, PolicyError> {
    size(text)?;
    let (root, broken) = DeTable::parse_recoverable(text);
    if !broken.is_empty() {
        let faults = broken.iter().map(|error| {
            PolicyFault::new(PolicyCode::NotReadable, "", error.message()).placed(text, error.span())
        });
        return Err(PolicyError { faults: faults.collect() });
    }
    let source = match PolicySource::deserialize(&Tree::of_toml(root.get_ref())) {
        Ok(source) => source,
        Err(first) => return Err(PolicyError { faults: shape_faults(text, &root, &first) }),
    };
    from_source(source).map_err(|error| locate(text, error))
}

/// Loads a policy from JSON with the same fields.
pub(crate) fn from_json(text: &str) -> Result<Policy, PolicyError> {
    size(text)?;
    let tree: Tree = serde_json::from_str(text).map_err(|error| {
        let mut fault = PolicyFault::new(PolicyCode::NotReadable, "", &error.to_string());
        fault.position = Some((error.line(), error.column()));
        PolicyError { faults: vec![fault] }
    })?;
    let source = PolicySource::deserialize(&tree).map_err(|Misfit { path, message, .. }| PolicyError {
        faults: vec![PolicyFault::new(PolicyCode::Shape, path, &message)],
    })?;
    from_source(source)
}

/// Checks and compiles a policy that was read or built.
pub(crate) fn from_source(source: PolicySource) -> Result<Policy, PolicyError> {
    let mut faults = check::check(&source);
    let readings = check::engine_readings(&source).map_err(|missing| faults.extend(missing)).ok();
    if let Some(readings) = readings {
        match compile(&source, readings) {
            Ok(program) if faults.is_empty() => {
                let hash = content_hash(&source);
                // Warnings are for those who write policies; whoever only asks one need not carry what finds them.
                #[cfg(feature = "lint")]
                let warnings = lint(&source, &program);
                #[cfg(not(feature = "lint"))]
                let warnings = Vec::new();
                return Ok(Policy::new(source, program, hash, warnings));
            }
            Ok(_) => {}
            Err(more) => faults.extend(more),
        }
    }
    Err(PolicyError { faults })
}

fn size(text: &str) -> Result<(), PolicyError> {
    if text.len() <= LARGEST {
        return Ok(());
    }
    Err(PolicyError { faults: vec![PolicyFault::new(PolicyCode::TooLarge, "", &LARGEST.to_string())] })
}

/// A hash of what the policy says: SHA-256 over its JSON, so that comments and layout do not count.
fn content_hash(source: &PolicySource) -> String {
    let json = serde_json::to_vec(source).unwrap_or_default();
    let digits =
        |byte: &u8| [byte >> 4, byte & 15].map(|digit| char::from_digit(digit.into(), 16).unwrap_or('0'));
    Sha256::digest(json).iter().flat_map(digits).collect()
}

/// Every entry that is not written as it must be: each entry is read by itself, so that one fault hides no other.
fn shape_faults(text: &str, root: &Spanned<DeTable<'_>>, first: &Misfit) -> Vec<PolicyFault> {
    use super::source as entry;
    fn misfit<T: for<'de> Deserialize<'de>>(value: &Tree) -> Option<Misfit> {
        T::deserialize(value).err()
    }
    type Read = fn(&Tree) -> Option<Misfit>;
    let readers: &[(&str, Read)] = &[
        ("fact", misfit::<entry::LocalFact>),
        ("reading", misfit::<entry::Reading>),
        ("core-districts", misfit::<entry::CoreDistricts>),
        ("clause", misfit::<entry::Clause>),
        ("office", misfit::<entry::Office>),
        ("definition", misfit::<entry::Definition>),
        ("population", misfit::<entry::Rule>),
        ("category", misfit::<entry::Category>),
        ("level", misfit::<entry::Level>),
        ("trigger", misfit::<entry::Trigger>),
        ("duty", misfit::<entry::Duty>),
        ("referral", misfit::<entry::Referral>),
        ("notice", misfit::<entry::Notice>),
        ("confined", misfit::<entry::ConfinedFacts>),
        ("department-list", misfit::<entry::DepartmentList>),
        ("organisation-duty", misfit::<entry::OrganisationDuty>),
        ("wording", misfit::<entry::Wording>),
    ];
    let fault = |entry: String, misfit: &Misfit| {
        let dot = if misfit.path.is_empty() || entry.is_empty() { "" } else { "." };
        let path = format!("{entry}{dot}{}", misfit.path);
        let span = if misfit.is_name { span_of_name(root, &path) } else { span_of(root, &path) };
        PolicyFault::new(PolicyCode::Shape, entry, &misfit.message).placed(text, span)
    };
    let mut faults = Vec::new();
    for (key, read) in readers {
        let entries = root.get_ref().get(*key).and_then(|value| value.get_ref().as_array());
        for (index, value) in entries.into_iter().flatten().enumerate() {
            if let Some(misfit) = read(&Tree::of_toml_value(value.get_ref())) {
                faults.push(fault(format!("{key}[{index}]"), &misfit));
            }
        }
    }
    let whole = fault(String::new(), first);
    if !faults.iter().any(|fault| fault.span == whole.span) {
        faults.insert(0, whole);
    }
    faults.sort_by_key(|fault| fault.position);
    faults
}

/// Finds the place of each fault in the text by its path.
pub(crate) fn locate(text: &str, error: PolicyError) -> PolicyError {
    PolicyError { faults: locate_all(text, error.faults) }
}

/// Finds the place of each fault in the text by its path, and puts the faults in the order of the text.
pub(crate) fn locate_all(text: &str, faults: Vec<PolicyFault>) -> Vec<PolicyFault> {
    let Ok(root) = DeTable::parse(text) else { return faults };
    let mut placed: Vec<PolicyFault> = faults
        .into_iter()
        .map(|fault| {
            let span = span_of(&root, &fault.path);
            fault.placed(text, span)
        })
        .collect();
    placed.sort_by_key(|fault| (fault.position.is_none(), fault.position));
    placed.dedup();
    placed
}

/// The span of a path such as `trigger[3].when.all[1].fact`, or of as much of it as the text has.
fn span_of(root: &Spanned<DeTable<'_>>, path: &str) -> Option<Range<usize>> {
    follow(root, path).map(|(_, span)| span)
}

/// The span of the last name of a path.
fn span_of_name(root: &Spanned<DeTable<'_>>, path: &str) -> Option<Range<usize>> {
    let Some((table, name)) = path.rsplit_once('.') else {
        return root.get_ref().get_key_value(path).map(|(key, _)| key.span());
    };
    let (value, span) = follow(root, table)?;
    let key = value.as_table().and_then(|table| table.get_key_value(name));
    Some(key.map_or(span, |(key, _)| key.span()))
}

/// The value at a path and its span, or those of as much of the path as the text has.
fn follow<'t, 'i>(root: &'t Spanned<DeTable<'i>>, path: &str) -> Option<(&'t DeValue<'i>, Range<usize>)> {
    let mut steps =
        path.split(['.', '[']).map(|step| step.trim_end_matches(']')).filter(|step| !step.is_empty());
    let mut value = root.get_ref().get(steps.next()?)?;
    for step in steps {
        let next = match (value.get_ref(), step.parse::<usize>()) {
            (DeValue::Array(items), Ok(index)) => items.get(index),
            (DeValue::Table(table), _) => table.get(step),
            _ => None,
        };
        let Some(next) = next else { break };
        value = next;
    }
    Some((value.get_ref(), value.span()))
}
