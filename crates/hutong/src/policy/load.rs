//! From text to a checked policy: TOML or JSON, every fault with its line and column where the text is TOML.

use super::compile::compile;
use super::error::{PolicyCode, PolicyError, PolicyFault};
use super::lint::lint;
use super::source::PolicySource;
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
    let source = match PolicySource::deserialize(toml::Deserializer::from(root)) {
        Ok(source) => source,
        Err(first) => return Err(PolicyError { faults: shape_faults(text, &first) }),
    };
    from_source(source).map_err(|error| locate(text, error))
}

/// Loads a policy from JSON with the same fields.
pub(crate) fn from_json(text: &str) -> Result<Policy, PolicyError> {
    size(text)?;
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let source = serde_path_to_error::deserialize(&mut deserializer).map_err(|error| {
        let path = error.path().to_string();
        let inner = error.into_inner();
        let code = if inner.is_data() { PolicyCode::Shape } else { PolicyCode::NotReadable };
        let mut fault = PolicyFault::new(code, if path == "." { "" } else { &path }, &inner.to_string());
        fault.position = Some((inner.line(), inner.column()));
        PolicyError { faults: vec![fault] }
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
                let warnings = lint(&source, &program);
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
fn shape_faults(text: &str, first: &toml::de::Error) -> Vec<PolicyFault> {
    use super::source as entry;
    fn read<T: for<'de> Deserialize<'de>>(value: Spanned<DeValue<'_>>) -> Option<toml::de::Error> {
        T::deserialize(toml::de::ValueDeserializer::from(value)).err()
    }
    type Read = fn(Spanned<DeValue<'_>>) -> Option<toml::de::Error>;
    let readers: &[(&str, Read)] = &[
        ("fact", read::<entry::LocalFact>),
        ("reading", read::<entry::Reading>),
        ("core-districts", read::<entry::CoreDistricts>),
        ("clause", read::<entry::Clause>),
        ("office", read::<entry::Office>),
        ("definition", read::<entry::Definition>),
        ("population", read::<entry::Rule>),
        ("category", read::<entry::Category>),
        ("level", read::<entry::Level>),
        ("trigger", read::<entry::Trigger>),
        ("duty", read::<entry::Duty>),
        ("referral", read::<entry::Referral>),
        ("notice", read::<entry::Notice>),
        ("confined", read::<entry::ConfinedFacts>),
        ("department-list", read::<entry::DepartmentList>),
        ("organisation-duty", read::<entry::OrganisationDuty>),
        ("wording", read::<entry::Wording>),
    ];
    let fault = |path: String, error: &toml::de::Error| {
        PolicyFault::new(PolicyCode::Shape, path, error.message()).placed(text, error.span())
    };
    let mut faults = Vec::new();
    if let Ok(root) = DeTable::parse(text) {
        for (key, read) in readers {
            let entries = root.get_ref().get(*key).and_then(|value| value.get_ref().as_array());
            for (index, value) in entries.into_iter().flatten().enumerate() {
                if let Some(error) = read(value.clone()) {
                    faults.push(fault(format!("{key}[{index}]"), &error));
                }
            }
        }
    }
    let told = faults.iter().any(|fault| fault.span == first.span());
    if !told {
        faults.insert(0, fault(String::new(), first));
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
    let mut steps =
        path.split(['.', '[']).map(|step| step.trim_end_matches(']')).filter(|step| !step.is_empty());
    let mut value = root.get_ref().get(steps.next()?)?;
    let mut span = value.span();
    for step in steps {
        let next = match (value.get_ref(), step.parse::<usize>()) {
            (DeValue::Array(items), Ok(index)) => items.get(index),
            (DeValue::Table(table), _) => table.get(step),
            _ => None,
        };
        let Some(next) = next else { break };
        value = next;
        span = value.span();
    }
    Some(span)
}
