//! What an assessment of the day adds to the levels on record: a level where none is recorded, a higher one where the
//! record lags behind, levels that are possible; and the duties that come from a condition rather than from a level.

use super::{DutyLedger, DutyState, Ledger, LevelDoubt, LevelNote, Scheduler, WindowsRun};
use crate::assessment::Assessment;
use crate::history::Timeline;
use crate::policy::source::Pace;

impl<'p> Scheduler<'p> {
    /// The ledger of the levels on record, joined with an assessment of the scheduler's day.
    ///
    /// Where no level is on record the assessed one counts, and so does a higher one beside the level on record; its
    /// duties are due now, or a period after the last visit, since nobody knows for how long it has held. A lower one
    /// changes nothing. Levels that are only possible add their duties as undetermined.
    #[must_use]
    pub fn ledger_with(&self, timeline: &Timeline, assessment: &Assessment<'p>) -> Ledger<'p> {
        let mut timeline = timeline.clone();
        let note = self.join(&mut timeline, assessment);
        let mut ledger = self.ledger(&timeline);
        ledger.notes.extend(note);
        // A duty of the level whose own condition the assessment has settled.
        let outcome = |id: &str| assessment.duties().iter().find(|duty| duty.outcome.id == id);
        ledger.duties.retain_mut(|duty| {
            let source = self.policy.source().duties.iter().find(|source| source.id == duty.id);
            if source.is_none_or(|source| source.when.is_none()) || duty.state == DutyState::Ended {
                return true;
            }
            match outcome(duty.id) {
                Some(settled) => {
                    duty.answer = settled.outcome.answer;
                    true
                }
                None => duty.level != assessment.risk().level_id().unwrap_or_default(),
            }
        });
        let from_level = |id: &str| {
            let source = self.policy.source().duties.iter().find(|source| source.id == id);
            source.is_some_and(|source| !source.levels.is_empty())
        };
        for duty in assessment.duties().iter().filter(|duty| !from_level(duty.outcome.id)) {
            ledger.duties.push(DutyLedger {
                id: duty.outcome.id,
                label: duty.outcome.label,
                cite: duty.outcome.cite,
                kind: duty.kind,
                pace: duty.pace,
                by: duty.by,
                level: assessment.risk().ceiling_id(),
                answer: duty.outcome.answer,
                windows_run: WindowsRun::NotStated,
                from: None,
                until: None,
                // At once without a known first day is now.
                state: if *duty.pace == Pace::AtOnce { DutyState::DueNow } else { DutyState::Standing },
                next_due: None,
                days_overdue: 0,
                last_done: None,
                notes: Vec::new(),
                windows: Vec::new(),
            });
        }
        ledger
    }

    /// Adds the levels that the assessment gives or leaves possible, where they are higher than the one on record.
    ///
    /// Since when they hold nobody knows: to count from the scheduler's day would make every later question find the
    /// duty fresh. What the level on record asks for stays beside them.
    fn join(&self, timeline: &mut Timeline, assessment: &Assessment<'p>) -> Option<LevelNote<'p>> {
        let levels = &self.policy.source().levels;
        let id = |level: usize| levels.get(level).map_or("not-graded", |level| &level.id);
        // Places ascend from the highest level down; past the last stands *not graded*.
        let not_graded = levels.len();
        let recorded = timeline.in_force(self.as_of).and_then(|span| span.level).unwrap_or(not_graded);
        let assessed = assessment.risk().possible();
        let ceiling = assessed.ceiling()?;
        let higher: Vec<usize> = assessed.iter().filter(|level| *level < recorded).collect();
        let all_higher = assessed.iter().all(|level| level < recorded);
        let code = match (higher.is_empty(), recorded == not_graded) {
            (true, _) if assessed.iter().any(|level| level == recorded) => return None,
            (true, _) => LevelDoubt::AssessedLower,
            (false, true) => LevelDoubt::NoneRecorded,
            (false, false) if all_higher => LevelDoubt::AssessedHigher,
            (false, false) => LevelDoubt::HigherPossible,
        };
        match assessed.certain() {
            Some(_) => timeline.assessed = higher.first().copied(),
            None => {
                // Beside those that an entry without a first day leaves possible.
                timeline.possible.extend(higher);
                timeline.possible.sort_unstable();
                timeline.possible.dedup();
            }
        }
        let recorded = (recorded != not_graded).then(|| id(recorded));
        Some(LevelNote { code, assessed: id(ceiling), recorded })
    }
}
