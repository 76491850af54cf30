//! What the numbers of a village call for: a child director, further ones where there are many children.

use super::ledger::ObligationState;
use super::places::Village;
use super::remark::Remark;
use crate::policy::source::{OrganisationDuty, PolicySource};

/// Where a duty stands in a village; nothing where it does not arise there.
pub(super) fn state(
    source: &PolicySource,
    duty: &OrganisationDuty,
    village: &Village,
) -> Option<(ObligationState, Remark)> {
    match duty.more_children_than {
        Some(limit) => further_directors(source, limit, village),
        None => Some(director(duty.child_directors_at_least.unwrap_or(1), village)),
    }
}

fn director(least: u32, village: &Village) -> (ObligationState, Remark) {
    match village.directors {
        None => (ObligationState::Undetermined, Remark::VillageNotKnown),
        Some(directors) if directors < least => (ObligationState::Due, Remark::DirectorMissing),
        Some(_) => (ObligationState::Standing, Remark::DirectorsInPlace),
    }
}

/// More than `limit` children call for further directors. The text does not say how many, so that one more than every
/// village has is all that can be told.
fn further_directors(
    source: &PolicySource,
    limit: u32,
    village: &Village,
) -> Option<(ObligationState, Remark)> {
    let (Some(children), Some(possible)) = (village.children, village.possible) else {
        return Some((ObligationState::Undetermined, Remark::VillageNotKnown));
    };
    if possible <= limit {
        return None;
    }
    if children <= limit {
        return Some((ObligationState::Undetermined, Remark::ChildrenOpen));
    }
    let everywhere = source.organisation_duties.iter().filter_map(|duty| duty.child_directors_at_least);
    let everywhere = everywhere.max().unwrap_or(1);
    Some(match village.directors {
        Some(directors) if directors > everywhere => (ObligationState::Standing, Remark::EnoughNotStated),
        _ => (ObligationState::Due, Remark::FurtherDirectorsNeeded),
    })
}
