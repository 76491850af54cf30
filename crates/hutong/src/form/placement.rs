//! Where one child stands on the form: the figures that count the child. An uncertain level puts the child below
//! the form; an uncertain row or second number is told beside the number.

use super::cell::FormCell;
use crate::Truth;
use crate::assessment::decision_counts;
use crate::assessment::work::Work;
use crate::assessor::{Assessor, Scratch};
use crate::levels::{LevelSet, reachable_levels};
use crate::policy::Policy;
use crate::vocabulary::Child;

/// Where a child stands on the form: every figure that counts the child, each once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placement {
    levels: LevelSet,
    cells: Vec<FormCell>,
}

impl Placement {
    /// The levels that are possible.
    #[must_use]
    pub fn levels(&self) -> LevelSet {
        self.levels
    }

    /// The figures that count the child, in order.
    #[must_use]
    pub fn cells(&self) -> &[FormCell] {
        &self.cells
    }

    /// The rows that count the child, by their places in the form: one, or under the reading *every-row* perhaps more;
    /// none while the level is undetermined, and for a child who has none.
    pub fn rows(&self) -> impl Iterator<Item = usize> + '_ {
        self.cells.iter().filter_map(|cell| match cell {
            FormCell::Row(row) => Some(*row),
            _ => None,
        })
    }

    /// Whether the second number (其中) of a row counts the child; none where the row does not.
    #[must_use]
    pub fn of_which(&self, row: usize) -> Option<Truth> {
        self.cells.contains(&FormCell::Row(row)).then(|| {
            if self.cells.contains(&FormCell::OfWhich(row)) {
                Truth::Yes
            } else if self.cells.contains(&FormCell::OfWhichOpen(row)) {
                Truth::Undetermined
            } else {
                Truth::No
            }
        })
    }
}

impl Assessor<'_> {
    /// Where a child stands on the policy's form (附件1); none for a policy without a form.
    ///
    /// A child of a certain level stands in the first row of that level whose condition is certain; where an earlier row
    /// is possible, that is told. A level that is undetermined stands below the form, never in a lower row.
    #[must_use]
    pub fn place_on_form(&self, child: &Child, scratch: &mut Scratch) -> Option<Placement> {
        let policy = self.policy();
        policy.source().form.as_ref()?;
        let mut work = self.work(child, scratch);
        let levels = reachable_levels(&mut work);
        let mut placing = Placing { policy, work: &work, cells: Vec::new() };
        match levels.certain() {
            None => placing.below(levels),
            Some(level) if level < policy.source().levels.len() => {
                placing.in_rows(level);
                if self.decided_otherwise(child, level) {
                    placing.cells.push(FormCell::DecidedOtherwise);
                }
            }
            Some(_) => {
                let outside = policy.program.roots.outside.map_or(Truth::No, |root| work.truth(root));
                let cell = if outside == Truth::Yes { FormCell::Outside } else { FormCell::NotGraded };
                placing.cells.push(cell);
            }
        }
        let mut cells = placing.cells;
        cells.sort_unstable();
        cells.dedup();
        Some(Placement { levels, cells })
    }

    /// Whether a recorded decision names another level. The rules' level counts; how many differ is told.
    fn decided_otherwise(&self, child: &Child, level: usize) -> bool {
        let levels = &self.policy().source().levels;
        let decided = child.decision.level.as_str();
        let place = decided.and_then(|id| levels.iter().position(|level| level.id == id));
        place.is_some_and(|place| place != level) && decision_counts(self.policy(), child, self.as_of())
    }
}

/// A row while a child is being placed.
#[derive(Clone, Copy)]
struct Row {
    place: usize,
    level: usize,
    /// Whether its condition holds; none for a row that takes the rest of its level.
    holds: Option<Truth>,
}

struct Placing<'a> {
    policy: &'a Policy,
    work: &'a Work<'a>,
    cells: Vec<FormCell>,
}

impl Placing<'_> {
    fn rows(&self) -> Vec<Row> {
        let rows = self.policy.form_rows().iter().zip(&self.policy.program.roots.rows).enumerate();
        rows.filter_map(|(place, (row, root))| {
            let level = self.policy.form_level_of(place)?;
            Some(Row { place, level, holds: row.when.as_ref().map(|_| self.work.truth(*root)) })
        })
        .collect()
    }

    /// A child whose level is undetermined: in no row, and possibly in every row of those levels that may fit; where a
    /// child is counted in every row that fits, also of the levels below.
    fn below(&mut self, levels: LevelSet) {
        self.cells.push(FormCell::Undetermined(levels));
        let every_row = self.policy.form_counts_every_row();
        for of_level in self.rows().chunk_by(|one, other| one.level == other.level) {
            let counts = of_level.first().is_some_and(|row| {
                levels.contains(row.level) || every_row && levels.ceiling() <= Some(row.level)
            });
            for row in of_level.iter().filter(|row| counts && row.holds != Some(Truth::No)) {
                self.cells.push(FormCell::Possible(row.place));
                // Where a child is counted once, it stands in no row behind one that certainly fits.
                if !every_row && row.holds == Some(Truth::Yes) {
                    break;
                }
            }
        }
    }

    fn in_rows(&mut self, level: usize) {
        self.cells.push(FormCell::Total);
        let rows = self.rows();
        if self.policy.form_counts_every_row() {
            self.in_every(level, &rows);
        } else {
            self.in_one(level, &rows);
        }
    }

    /// The first row of the level that certainly fits; the last of a level takes the rest.
    fn in_one(&mut self, level: usize, rows: &[Row]) {
        let mut of_level = rows.iter().filter(|row| row.level == level);
        let mut earlier = Vec::new();
        let chosen = of_level.find(|row| match row.holds {
            Some(Truth::Undetermined) => {
                earlier.push(row.place);
                false
            }
            holds => holds != Some(Truth::No),
        });
        let Some(chosen) = chosen.map(|row| row.place) else { return };
        self.count(chosen, level);
        if !earlier.is_empty() {
            self.cells.push(FormCell::Uncertain(chosen));
            self.cells.extend(earlier.into_iter().map(FormCell::Possible));
        }
        let others = rows.iter().filter(|row| row.place != chosen && row.holds == Some(Truth::Yes));
        self.cells.extend(others.map(|row| FormCell::Overlap { row: chosen, also: row.place }));
    }

    /// Every row, from the child's level down, that certainly fits. A row that takes the rest of a level fits where no
    /// other of it does and the level is the child's own or has a situation of its own.
    fn in_every(&mut self, own: usize, rows: &[Row]) {
        for of_level in rows.chunk_by(|one, other| one.level == other.level) {
            let Some(level) = of_level.first().map(|row| row.level).filter(|level| *level >= own) else {
                continue;
            };
            let best = of_level.iter().filter_map(|row| row.holds).max().unwrap_or(Truth::No);
            for row in of_level {
                let holds = match row.holds {
                    Some(holds) => holds,
                    None if best == Truth::Yes => Truth::No,
                    None if level == own => Truth::Yes,
                    None => self.triggered(level),
                };
                match holds {
                    Truth::Yes => {
                        self.count(row.place, level);
                        if row.holds.is_none() && best == Truth::Undetermined {
                            self.cells.push(FormCell::Uncertain(row.place));
                        }
                    }
                    Truth::Undetermined => self.cells.push(FormCell::Possible(row.place)),
                    Truth::No => {}
                }
            }
        }
    }

    /// Whether some situation of a level holds.
    fn triggered(&self, level: usize) -> Truth {
        let Some(id) = self.policy.source().levels.get(level).map(|level| &level.id) else {
            return Truth::No;
        };
        let triggers = self.policy.source().triggers.iter().zip(&self.policy.program.roots.triggers);
        let of_level = triggers.filter(|(trigger, _)| trigger.level == *id);
        of_level.map(|(_, root)| self.work.truth(*root)).fold(Truth::No, Truth::or)
    }

    fn count(&mut self, row: usize, level: usize) {
        self.cells.extend([FormCell::Row(row), FormCell::Subtotal(level)]);
        let of_which = self.policy.program.roots.rows_of_which.get(row);
        match of_which.map_or(Truth::No, |root| self.work.truth(*root)) {
            Truth::Yes => self.cells.push(FormCell::OfWhich(row)),
            Truth::Undetermined => self.cells.push(FormCell::OfWhichOpen(row)),
            Truth::No => {}
        }
    }
}
