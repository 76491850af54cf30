//! Windows and states told in sentences stand in `tests/cases`; here only what is easiest seen on a bare ledger.

use super::{DutyState, Figures, FiguresBy, Keep, WindowState};
use crate::Policy;
use crate::history::History;

#[test]
fn a_run_of_missed_windows_is_counted_from_one_anchor_and_made_good_by_one_visit() {
    let policy = Policy::builtin("puning-2024").expect("it comes with the library");
    let history: History = serde_json::from_str(
        r#"{"levels":[{"level":"yellow","from":"2025-01-31"}],
            "contacts":[{"on":"2025-05-10","kind":"home-visit","by":"social-worker"}]}"#,
    )
    .expect("a history");
    let as_of = "2025-06-10".parse().expect("a day");
    let checked = history.check(&policy, as_of);
    let ledger = policy.scheduler(as_of).ledger(&checked.timeline);
    let visit = ledger.duties().iter().find(|duty| duty.id == "yellow-visit").expect("yellow has it");
    let due: Vec<String> =
        visit.windows.iter().filter_map(|window| window.due).map(|due| due.to_string()).collect();
    assert_eq!(due, ["2025-02-28", "2025-03-31", "2025-04-30", "2025-06-10"]);
    assert!(visit.windows[..3].iter().all(|window| window.state == WindowState::Missed));
    assert!(visit.windows[..3].iter().all(|window| window.done_on == "2025-05-10".parse().ok()));
    assert_eq!((visit.state, visit.days_overdue), (DutyState::DueToday, 0));
}

#[test]
fn figures_count_each_window_once_its_due_day_has_come() {
    let policy = Policy::builtin("puning-2024").expect("it comes with the library");
    let as_of = "2025-06-10".parse().expect("a day");
    let scheduler = policy.scheduler(as_of);
    let mut figures = Figures::new(Keep::NotMet);
    let histories = [
        // Missed until May, made good; the window that follows ends today and is open.
        r#"{"key":"made-up 1","levels":[{"level":"yellow","from":"2025-01-31"}],
            "contacts":[{"on":"2025-05-10","kind":"home-visit","by":"social-worker"}]}"#,
        // Met in time on the last day, then never again.
        r#"{"key":"made-up 2","levels":[{"level":"yellow","from":"2025-03-01"}],
            "contacts":[{"on":"2025-04-01","kind":"home-visit","by":"child-director"}]}"#,
        // Due now, without a date.
        r#"{"key":"made-up 3","levels":[{"level":"yellow"}]}"#,
    ];
    for text in histories {
        let history: History = serde_json::from_str(text).expect("a history");
        let ledger = scheduler.ledger(&history.check(&policy, as_of).timeline);
        figures.add(&ledger, &"a village".into(), &"".into());
    }
    let counts = figures.all();
    assert_eq!((counts.met, counts.late, counts.missed, counts.due_now), (1, 3, 2, 1));
    assert_eq!(counts.met_per_thousand(), Some(166), "rounded down");
    let may: Vec<_> = figures.behind(FiguresBy::Month, "2025-05").map(|window| window.key.clone()).collect();
    assert_eq!(may, ["made-up 2".into()]);
    assert_eq!(figures.by(FiguresBy::Level).len(), 1);
}
