//! Laws of the visit ledger, held against drawn histories under every reading that it has. Every child is invented; that
//! the order of entries and entries that stand twice change nothing is held in `histories`.

use chrono::{Days, NaiveDate};
use hutong::history::{Contact, ContactBy, ContactKind, History, LevelPeriod, Pause, PauseReason};
use hutong::policy::source::{DutyKind, Pace, ReadBy};
use hutong::schedule::{DutyLedger, DutyNote, DutyState, Ledger, Scheduler, WindowState};
use hutong::vocabulary::Date;
use hutong::{Policy, Truth};
use hutong_tests::law_config;
use hutong_tests::records::{POLICY, as_of};
use proptest::collection::vec;
use proptest::prelude::*;
use std::sync::LazyLock;

/// The policy as it stands, and with each alternative of each reading of the ledger; then with some of them together.
static POLICIES: LazyLock<Vec<Policy>> = LazyLock::new(|| {
    let policy = Policy::builtin(POLICY).expect("the policy comes with the library");
    let with = |policy: &Policy, reading: &str, alternative: &str| {
        policy.with_reading(reading, alternative).expect("an alternative")
    };
    let mut policies = vec![policy.clone()];
    for reading in policy.source().readings.iter().filter(|reading| reading.used_by == ReadBy::Schedule) {
        for other in reading.alternatives.iter().filter(|other| other.id != reading.chosen) {
            policies.push(with(&policy, &reading.id, &other.id));
        }
    }
    let together = [
        [("due-day-in-pause", "after-pause"), ("due-day-on-holiday", "next-working-day")],
        [("due-day-in-pause", "after-pause"), ("visit-windows", "calendar")],
        [("due-day", "too-late"), ("due-day-on-holiday", "next-working-day")],
        [("level-change", "new-level-only"), ("due-day-in-pause", "after-pause")],
    ];
    policies.extend(together.iter().map(|readings| {
        readings.iter().fold(policy.clone(), |policy, (reading, other)| with(&policy, reading, other))
    }));
    policies
});

fn policy() -> impl Strategy<Value = &'static Policy> {
    (0..POLICIES.len()).prop_map(|place| &POLICIES[place])
}

/// How long the drawn histories are, in days up to the as-of day.
const SPAN: u64 = 500;

/// The day so many days before the as-of day.
fn before(days: u64) -> NaiveDate {
    as_of() - Days::new(days)
}

/// One entry in seven is known to the month alone, one in fourteen not at all.
fn on() -> impl Strategy<Value = Date> {
    (0..SPAN, 0..14_u8).prop_map(|(days, known)| match known {
        0 => Date::default(),
        1 | 2 => before(days.max(31)).format("%Y-%m").to_string().parse().expect("a month"),
        _ => before(days).into(),
    })
}

fn contact() -> impl Strategy<Value = Contact> {
    let kind = prop::sample::select(vec![
        ContactKind::HomeVisit,
        ContactKind::HomeVisit,
        ContactKind::Contact,
        ContactKind::Intervention,
    ]);
    let by = prop::sample::select(vec![
        ContactBy::ChildDirector,
        ContactBy::ChildDirector,
        ContactBy::SocialWorker,
        ContactBy::Other,
        ContactBy::Unknown,
    ]);
    (on(), kind, by).prop_map(|(on, kind, by)| Contact { on, kind, by, ..Contact::default() })
}

/// Levels that follow each other, the last of them with or without a last day.
fn levels() -> impl Strategy<Value = Vec<LevelPeriod>> {
    const NAMES: &[&str] = &["red", "yellow", "blue", "green", "not-graded"];
    let one = (20..200_u64, prop::sample::select(NAMES.to_vec()), any::<bool>());
    (vec(one, 1..5), 0..6_u8).prop_map(|(drawn, ends)| {
        let mut day = before(SPAN - 20);
        let mut levels = Vec::new();
        for (days, level, found) in drawn {
            if day > as_of() {
                break;
            }
            let found_on = if found { day.into() } else { Date::default() };
            levels.push(LevelPeriod {
                level: level.into(),
                from: day.into(),
                found_on,
                ..LevelPeriod::default()
            });
            day = day + Days::new(days);
        }
        if let Some(last) = levels.last_mut() {
            match ends {
                0 => last.until = (day - Days::new(1)).into(),
                1 if levels.len() == 1 => levels[0].from = Date::default(),
                _ => {}
            }
        }
        levels
    })
}

fn pauses() -> impl Strategy<Value = Vec<Pause>> {
    let one = (0..SPAN, 0..60_u64, any::<bool>()).prop_map(|(days, length, has_end)| Pause {
        from: before(days).into(),
        until: if has_end { (before(days) + Days::new(length)).into() } else { Date::default() },
        reason: PauseReason::InHospital,
    });
    vec(one, 0..3)
}

fn history() -> impl Strategy<Value = History> {
    (levels(), vec(contact(), 0..12), pauses()).prop_map(|(levels, contacts, pauses)| History {
        levels,
        contacts,
        pauses,
        ..History::default()
    })
}

fn ledger<'p>(scheduler: &Scheduler<'p>, history: &History) -> Ledger<'p> {
    scheduler.ledger(&history.check(scheduler.policy(), scheduler.as_of()).timeline)
}

/// How many windows were missed and not made good.
fn undone(duty: &DutyLedger<'_>) -> usize {
    let missed =
        |window: &&hutong::schedule::Window| window.state == WindowState::Missed && window.done_on.is_none();
    duty.windows.iter().filter(missed).count()
}

/// The day by which something must be done at the latest; nothing where nothing is asked for by a day.
fn wanted(duty: &DutyLedger<'_>) -> Option<NaiveDate> {
    match duty.state {
        DutyState::DueNow => Some(NaiveDate::MIN),
        DutyState::Overdue | DutyState::DueToday | DutyState::Open => duty.next_due,
        DutyState::Paused | DutyState::Standing | DutyState::Met | DutyState::Ended => None,
    }
}

fn json(history: &History) -> String {
    serde_json::to_string(history).expect("JSON")
}

proptest! {
    #![proptest_config(law_config(10_000))]

    /// One contact more, of any kind and on any day: no duty is more urgent, later by more days, or has more left undone.
    #[test]
    fn a_visit_never_makes_anything_more_overdue(policy in policy(), before in history(), more in contact()) {
        let mut after = before.clone();
        after.contacts.push(more);
        let scheduler = policy.scheduler(as_of());
        let (one, two) = (ledger(&scheduler, &before), ledger(&scheduler, &after));
        prop_assert_eq!(one.duties().len(), two.duties().len());
        for (one, two) in one.duties().iter().zip(two.duties()) {
            prop_assert_eq!((one.id, one.from, one.until), (two.id, two.from, two.until));
            let told = || format!("{one:#?}\n{two:#?}\n{}", json(&after));
            prop_assert!(one.state <= two.state, "{}", told());
            prop_assert!(one.days_overdue >= two.days_overdue, "{}", told());
            // A pause may join several windows into one, and after another anchor other ones.
            let is_in_pause = one.windows.iter().chain(&two.windows).any(|window| window.pause.is_some());
            prop_assert!(is_in_pause || undone(one) >= undone(two), "{}", told());
            prop_assert!(wanted(two).is_none_or(|two| wanted(one).is_some_and(|one| one <= two)), "{}", told());
            prop_assert!(one.last_done <= two.last_done, "{}", told());
        }
    }

    /// The same history on a later day: what was overdue is so by as many days more, and what was due now still is;
    /// unless the level has ended since, and no other followed it.
    #[test]
    fn moving_the_day_on_never_makes_an_overdue_duty_disappear(policy in policy(), history in history(), days in 1..400_u64) {
        let later = as_of() + Days::new(days);
        let (one, two) = (ledger(&policy.scheduler(as_of()), &history), ledger(&policy.scheduler(later), &history));
        for before in one.duties().iter().filter(|duty| duty.state <= DutyState::DueToday) {
            let same = |duty: &&DutyLedger<'_>| (duty.id, duty.from, duty.answer) == (before.id, before.from, before.answer);
            let after = two.duties().iter().find(same);
            let after = after.unwrap_or_else(|| panic!("{before:#?}\n{}", json(&history)));
            let ended = before.until.is_none() && after.until.is_some_and(|until| until >= as_of());
            if after.state == DutyState::Ended {
                prop_assert!(ended, "{before:#?}\n{after:#?}\n{}", json(&history));
                prop_assert!(undone(after) >= undone(before), "an ended case keeps its missed windows");
            } else {
                let due_today = before.state == DutyState::DueToday && before.from.is_none();
                let expected = match before.state {
                    DutyState::DueNow => DutyState::DueNow,
                    _ if due_today => DutyState::DueNow,
                    _ => DutyState::Overdue,
                };
                prop_assert_eq!(after.state, expected, "{:#?}\n{}", after, json(&history));
                if expected == DutyState::Overdue {
                    let more = u32::try_from(days).unwrap_or(u32::MAX);
                    prop_assert_eq!((after.next_due, after.days_overdue), (before.next_due, before.days_overdue + more));
                }
            }
        }
    }

    /// The same history under each level: the higher level's home visit is due no later. Red asks for a step at once; once
    /// that is done the document states no period, and the ledger says so.
    #[test]
    fn a_higher_levels_next_home_visit_is_never_later(policy in policy(), contacts in vec(contact(), 0..12), pauses in pauses(), from in prop_oneof![(0..SPAN).prop_map(|days| Date::from(before(days))), Just(Date::default())]) {
        let scheduler = policy.scheduler(as_of());
        let of_level = |level: &str| {
            let level = LevelPeriod { level: level.into(), from, ..LevelPeriod::default() };
            let history = History { levels: vec![level], contacts: contacts.clone(), pauses: pauses.clone(), ..History::default() };
            ledger(&scheduler, &history)
        };
        let ledgers = ["green", "blue", "yellow"].map(of_level);
        let due = |ledger: &Ledger<'_>| {
            let visit = ledger.duties().iter().find(|duty| duty.kind == DutyKind::HomeVisit).expect("a visit");
            (visit.state, wanted(visit))
        };
        for pair in ledgers.windows(2) {
            let [(lower_state, lower), (higher_state, higher)] = [&pair[0], &pair[1]].map(due);
            let earlier = match (lower, higher) {
                (_, None) => lower.is_none(),
                (None, Some(_)) => true,
                (Some(lower), Some(higher)) => higher <= lower,
            };
            prop_assert!(earlier && (higher_state <= lower_state || higher < lower), "{pair:#?}");
        }
        let red = of_level("red");
        let intervention = red.duties().iter().find(|duty| duty.pace == &Pace::AtOnce).expect("an intervention");
        prop_assert!(
            intervention.state <= DutyState::DueToday
                || (intervention.state == DutyState::Met && intervention.notes.contains(&DutyNote::NoPeriodAfter)),
            "{intervention:#?}"
        );
    }

    /// whoever keeps to the rolling windows keeps to those of the calendar, wherever its blocks begin.
    #[test]
    fn meeting_every_rolling_window_meets_every_calendar_window(policy in policy(), history in diligent()) {
        let scheduler = policy.scheduler(as_of());
        let rolling = ledger(&scheduler.clone().rolling(), &history);
        let calendar = ledger(&scheduler.by_calendar(), &history);
        let is_missed = |duty: &DutyLedger<'_>| duty.windows.iter().any(|window| window.state == WindowState::Missed);
        for (rolling, calendar) in rolling.duties().iter().zip(calendar.duties()) {
            prop_assert_eq!((rolling.id, rolling.from), (calendar.id, calendar.from));
            prop_assert!(is_missed(rolling) || !is_missed(calendar), "{rolling:#?}\n{calendar:#?}\n{}", json(&history));
        }
    }

    /// A level since an unknown day, and nothing done on a known day: each of its duties with a period is due now,
    /// whatever else is recorded.
    #[test]
    fn a_duty_without_any_date_is_shown_as_due(policy in policy(), mut contacts in vec(contact(), 0..6), pauses in pauses(), level in 0..4_usize) {
        for contact in &mut contacts {
            contact.on = Date::default();
        }
        let level = policy.source().levels[level].id.as_str().into();
        let levels = vec![LevelPeriod { level, ..LevelPeriod::default() }];
        let ledger = ledger(&policy.scheduler(as_of()), &History { levels, contacts, pauses, ..History::default() });
        let mut periodic = ledger.duties().iter().filter(|duty| matches!(duty.pace, Pace::EveryMonths(_) | Pace::AtOnce)).peekable();
        prop_assert!(periodic.peek().is_some());
        for duty in periodic {
            prop_assert_eq!(duty.state, DutyState::DueNow);
            prop_assert_eq!(duty.answer, Truth::Yes);
            prop_assert!(duty.notes.contains(&DutyNote::StartUnknown));
        }
    }

    /// What is told of a duty agrees with its windows: they do not go back in time, and only the last can be running.
    #[test]
    fn windows_follow_each_other_and_the_state_is_that_of_the_windows(policy in policy(), history in history()) {
        for duty in ledger(&policy.scheduler(as_of()), &history).duties() {
            let told = || format!("{duty:#?}\n{}", json(&history));
            for pair in duty.windows.windows(2) {
                prop_assert!(pair[0].from <= pair[1].from, "{}", told());
                prop_assert!(pair[0].due <= pair[1].due || pair[1].due.is_none(), "{}", told());
                prop_assert!(matches!(pair[0].state, WindowState::Met | WindowState::Missed), "{}", told());
            }
            for window in &duty.windows {
                let in_time = window.done_on.is_some_and(|done| window.due.is_none_or(|due| done <= due));
                let passed = window.due.is_some_and(|due| due < as_of());
                match window.state {
                    WindowState::Met => prop_assert!(in_time, "{}", told()),
                    WindowState::Missed => prop_assert!(passed && !in_time, "{}", told()),
                    WindowState::Open => prop_assert!(!passed && window.done_on.is_none() && window.due.is_some(), "{}", told()),
                    WindowState::Paused => prop_assert!(window.due.is_none(), "{}", told()),
                    WindowState::Lapsed => prop_assert!(duty.until.is_some(), "{}", told()),
                }
            }
            prop_assert_eq!(duty.state == DutyState::Overdue, duty.days_overdue > 0, "{}", told());
            prop_assert!(duty.state != DutyState::Overdue || undone(duty) > 0, "{}", told());
        }
    }
}

/// Histories of somebody who keeps near to the rolling windows: each contact about a period after the last.
fn diligent() -> impl Strategy<Value = History> {
    (levels(), vec(1..34_u64, 1..24), pauses(), 0..4_u8).prop_map(|(levels, gaps, pauses, paused)| {
        let mut day = before(SPAN - 20);
        let mut contacts = Vec::new();
        for gap in gaps {
            day = day + Days::new(gap);
            if day > as_of() {
                break;
            }
            let (on, by) = (day.into(), ContactBy::ChildDirector);
            contacts.push(Contact { on, kind: ContactKind::HomeVisit, by, ..Contact::default() });
        }
        let pauses = if paused == 0 { pauses } else { Vec::new() };
        History { levels, contacts, pauses, ..History::default() }
    })
}
