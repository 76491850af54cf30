//! Whose each duty is, and what is listed. Everything is invented.

use crate::{POLICY, day, known, lines};
use hutong::organisations::{Known, ObligationState, OrganisationLedger};

// Whose it is.

#[test]
fn each_office_that_a_duty_names_has_it_for_itself() {
    let deeds =
        ["village-safety-event police 2024-09-01 @ 青榕镇", "village-safety-event education 2024-10-01"];
    let ledger = POLICY.organisation_ledger(day("2024-12-31"), &known(&deeds));
    let first = |by: &str| lines(&ledger, "village-safety-event", by).remove(0);
    assert_eq!(
        first("police"),
        "done 2024-06-21 → 2024-12-31 on 2024-09-01",
        "there is one; where it was is told only"
    );
    assert_eq!(first("education"), "done 2024-06-21 → 2024-12-31 on 2024-10-01");
    for by in ["civil-affairs", "youth-league", "womens-federation", "village-committee"] {
        assert_eq!(first(by), "due 2024-06-21 → 2024-12-31", "{by}");
    }
}

#[test]
fn one_township_never_meets_the_duty_of_another() {
    let deed = "forms-2024 township 2024-07-20 @ 青榕镇";
    let ledger = POLICY.organisation_ledger(day("2024-07-23"), &known(&[deed]));
    let forms = |ledger: &OrganisationLedger<'_>| {
        let forms = ledger.obligations.iter().filter(|entry| entry.duty == "forms-2024");
        forms.map(|entry| (entry.place.clone().unwrap_or_default(), entry.state)).collect::<Vec<_>>()
    };
    let qingrong = ("青榕镇".to_owned(), ObligationState::Done);
    assert_eq!(forms(&ledger), [(String::new(), ObligationState::Missed), qingrong.clone()]);
    let places =
        vec![("township".to_owned(), "青榕镇".to_owned()), ("township".to_owned(), "白沙镇".to_owned())];
    let ledger = POLICY.organisation_ledger(day("2024-07-23"), &Known { places, ..known(&[deed]) });
    assert_eq!(forms(&ledger), [("白沙镇".to_owned(), ObligationState::Missed), qingrong]);
}

#[test]
fn the_next_due_day_is_told_beside_what_was_missed() {
    let ledger = POLICY.organisation_ledger(day("2025-02-01"), &Known::default());
    let report =
        ledger.obligations.iter().find(|entry| entry.duty == "progress-report").expect("an obligation");
    assert_eq!((report.state, report.next_due), (ObligationState::Missed, Some(day("2025-11-03"))));
}

#[test]
fn more_is_listed_the_further_one_looks_ahead() {
    let lines_ahead = |ahead| {
        let ledger = POLICY.organisation_ledger(day("2024-07-01"), &Known { ahead, ..Known::default() });
        lines(&ledger, "good-practice", "civil-affairs")
    };
    assert_eq!(lines_ahead(0).len(), 2);
    assert_eq!(lines_ahead(600).pop().as_deref(), Some("upcoming 2026-01-01 → 2026-12-31"));
    assert_eq!(lines_ahead(u32::MAX).len(), 3, "nothing comes after the policy");
}

#[test]
fn every_duty_and_notice_of_the_policy_has_an_obligation_for_each_of_its_offices() {
    let source = POLICY.source();
    for as_of in ["2024-01-01", "2024-06-21", "2026-11-01", "2040-01-01"] {
        let ledger = POLICY.organisation_ledger(day(as_of), &Known::default());
        let duties = source.organisation_duties.iter().map(|duty| (&duty.id, &duty.by));
        for (id, by) in duties.chain(source.notices.iter().map(|notice| (&notice.id, &notice.from))) {
            for office in by {
                let found = ledger.obligations.iter().any(|entry| entry.duty == id && entry.by == office);
                assert!(found, "{id} of {office} as of {as_of}");
            }
        }
    }
}
