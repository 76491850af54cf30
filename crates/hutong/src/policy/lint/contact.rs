//! Levels that are contacted more often than a higher level. A home visit counts as a contact.

use crate::graph::Literal;
use crate::policy::error::{PolicyCode, PolicyFault};
use crate::policy::program::Program;
use crate::policy::source::{DutyKind, Pace, PolicySource};

/// How the children of a level are met.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Met {
    /// Somebody must act at once; no interval compares with that.
    AtOnce,
    /// At least once in so many months.
    EveryMonths(u32),
    /// No duty says how often.
    NoDuty,
}

/// The lower levels that are contacted more often, each with every higher level that is contacted less.
pub(super) fn faults(source: &PolicySource, program: &Program, faults: &mut Vec<PolicyFault>) {
    let met: Vec<Met> = source.levels.iter().map(|level| met(source, program, &level.id)).collect();
    for (lower, often) in met.iter().enumerate() {
        let Met::EveryMonths(often) = *often else { continue };
        for (level, seldom) in source.levels.iter().zip(&met).take(lower) {
            let less = match *seldom {
                Met::AtOnce => false,
                Met::EveryMonths(months) => months > often,
                Met::NoDuty => true,
            };
            if less {
                let path = format!("level[{lower}].id");
                faults.push(PolicyFault::new(PolicyCode::ContactedMoreOften, path, &level.id));
            }
        }
    }
}

/// How every child of a level is met, whatever else is known of the child.
fn met(source: &PolicySource, program: &Program, level: &str) -> Met {
    let mut met = Met::NoDuty;
    for (duty, condition) in source.duties.iter().zip(&program.roots.duties) {
        // A duty with a condition of its own holds for some children of the level only, or for none.
        if *condition != Literal::TRUE || !duty.levels.iter().any(|id| id == level) {
            continue;
        }
        let meets = match duty.kind {
            DutyKind::HomeVisit | DutyKind::Contact | DutyKind::Intervention => true,
            DutyKind::Act => false,
        };
        met = match (&duty.pace, met) {
            (Pace::AtOnce, _) | (_, Met::AtOnce) if meets => Met::AtOnce,
            (Pace::EveryMonths(months), Met::EveryMonths(least)) if meets => {
                Met::EveryMonths(least.min(*months))
            }
            (Pace::EveryMonths(months), Met::NoDuty) if meets => Met::EveryMonths(*months),
            _ => met,
        };
    }
    met
}
