//! What a condition names itself, without following its definitions: definitions, readings, facts.

use super::book::DEEPEST;
use crate::policy::{Formula, Unit};

/// Joins truths: all of them where `all`, else any of them.
pub(super) fn join(parts: impl Iterator<Item = Option<bool>>, all: bool) -> Option<bool> {
    let mut open = false;
    for part in parts {
        match part {
            Some(holds) if holds != all => return Some(holds),
            Some(_) => {}
            None => open = true,
        }
    }
    if open { None } else { Some(all) }
}

/// Visits a condition and its parts, the outermost first.
fn walk<'f>(formula: &'f Formula, depth: usize, visit: &mut dyn FnMut(&'f Formula)) {
    if depth > DEEPEST {
        return;
    }
    visit(formula);
    match formula {
        Formula::Definition(_) | Formula::Reading { .. } | Formula::Fact { .. } | Formula::Measure { .. } => {
        }
        Formula::All(parts) | Formula::Any(parts) => {
            for part in parts {
                walk(part, depth + 1, visit);
            }
        }
        Formula::OneParent { one, other } => {
            walk(one, depth + 1, visit);
            walk(other, depth + 1, visit);
        }
        Formula::Not(part)
        | Formula::Suspected(part)
        | Formula::BothParents(part)
        | Formula::EitherParent(part)
        | Formula::Father(part)
        | Formula::Mother(part) => walk(part, depth + 1, visit),
    }
}

/// The definitions that a condition names itself.
pub(super) fn definitions_of(formula: &Formula) -> Vec<&str> {
    let mut ids = Vec::new();
    walk(formula, 0, &mut |part| {
        if let Formula::Definition(id) = part {
            ids.push(id.as_str());
        }
    });
    ids
}

fn readings_named(formula: &Formula) -> Vec<&str> {
    let mut ids = Vec::new();
    walk(formula, 0, &mut |part| {
        if let Formula::Reading { reading, .. } = part {
            ids.push(reading.as_str());
        }
    });
    ids
}

/// The readings that a condition names itself, or by which the engine reads what it tests itself.
pub(super) fn own_readings(formula: &Formula) -> Vec<&str> {
    let mut ids = readings_named(formula);
    walk(formula, 0, &mut |part| ids.extend(engine_readings(part)));
    ids
}

/// The policy's own facts that a condition tests itself, by id.
pub(super) fn local_facts_of(formula: &Formula) -> Vec<&str> {
    let mut ids = Vec::new();
    walk(formula, 0, &mut |part| {
        if let Formula::Fact { fact, .. } | Formula::Measure { fact, .. } = part {
            ids.extend(fact.strip_prefix("local."));
        }
    });
    ids
}

/// The readings by which the engine reads what one test asks for.
pub(super) fn engine_readings(test: &Formula) -> Vec<&'static str> {
    let mut ids = Vec::new();
    let fact = match test {
        Formula::Fact { fact, is } => {
            if is.iter().any(|value| value == "confirmed") {
                ids.push("suspicion-where-not-named");
            }
            if is.iter().any(|value| value.contains("confirmed")) {
                ids.push("closing-of-findings");
            }
            fact
        }
        Formula::Measure { fact, unit, .. } => {
            match unit {
                Unit::Years => ids.push("attainment-of-age"),
                Unit::Months => ids.push("corresponding-day"),
                Unit::Number => {}
            }
            fact
        }
        _ => return ids,
    };
    match fact.split_once('.').map_or("", |(_, rest)| rest) {
        "away.for_work" | "away.since" => ids.push("returns-from-work"),
        "away.across_counties" | "away.within_core" => ids.push("other-county-from"),
        "out_of_contact.since" => ids.push("contact-lost-from"),
        _ => {}
    }
    ids
}
