//! The levels of one child put in a row: which of them overlap, which follow each other, and what becomes of one
//! whose first day nobody knows. Names of levels and the days of an entry by itself are checked in `timeline`.

use crate::policy::readings::DutyStarts;
use chrono::NaiveDate;

/// A level and its days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct LevelSpan {
    /// Its place in the policy file; nothing for *not graded*.
    pub(crate) level: Option<usize>,
    /// The first day; nothing when it is not known.
    pub(crate) from: Option<NaiveDate>,
    /// The first day on which it no longer holds; nothing while it does.
    pub(crate) end: Option<NaiveDate>,
    /// The days of discovery or report; empty only where the first day is not known either.
    pub(crate) found: Vec<NaiveDate>,
}

/// An entry of a level, by itself without fault.
#[derive(Clone, Copy, Debug)]
pub(super) struct LevelEntry {
    /// Its place in the history's list.
    pub(super) place: usize,
    pub(super) level: Option<usize>,
    /// The day on which it takes effect.
    pub(super) from: Option<NaiveDate>,
    /// The first day on which it no longer holds.
    pub(super) end: Option<NaiveDate>,
    pub(super) found: Option<NaiveDate>,
    pub(super) entered: Option<NaiveDate>,
}

/// What becomes of the entries of levels.
#[derive(Clone, Debug, Default)]
pub(super) struct Row {
    /// Levels that follow each other, no two of which overlap.
    pub(super) spans: Vec<LevelSpan>,
    /// Levels that may be in force, higher than the one that is; ascending, each once.
    pub(super) possible: Vec<usize>,
    /// The places of entries that overlap another level.
    pub(super) overlapping: Vec<usize>,
    /// The places of entries without a first day, which cannot be put in order.
    pub(super) without_day: Vec<usize>,
}

impl Row {
    pub(super) fn of(entries: Vec<LevelEntry>, starts: DutyStarts, as_of: NaiveDate) -> Row {
        let (mut dated, undated): (Vec<_>, Vec<_>) =
            entries.into_iter().partition(|entry| entry.from.is_some());
        let first = dated.iter().filter_map(|entry| entry.from).min();
        dated.sort_by_key(|entry| (entry.from, entry.level, entry.end, entry.found, entry.entered));
        let mut row = Row::default();
        let overlaps = overlaps(&dated);
        let (overlapping, dated): (Vec<_>, Vec<_>) =
            dated.into_iter().zip(overlaps).partition(|(_, overlaps)| *overlaps);
        let overlapping: Vec<LevelEntry> = overlapping.into_iter().map(|(entry, _)| entry).collect();
        row.overlapping.extend(overlapping.iter().map(|entry| entry.place));
        let dated = dated.into_iter().map(|(entry, _)| entry);
        let one_level =
            undated.iter().all(|entry| undated.iter().take(1).all(|first| first.level == entry.level));
        // That they came first is known where they are alone, or where all of them end before another begins.
        let came_first = |entry: &LevelEntry| match first {
            Some(first) => entry.end.is_some_and(|end| end <= first),
            None => true,
        };
        if one_level && undated.iter().all(came_first) {
            let entries: Vec<LevelEntry> = undated.into_iter().chain(dated).collect();
            row.spans = in_a_row(&entries, starts);
        } else {
            let dated: Vec<LevelEntry> = dated.collect();
            row.spans = in_a_row(&dated, starts);
            row.without_day.extend(undated.iter().map(|entry| entry.place));
            row.keep_possible(&undated, as_of);
        }
        row.keep_possible(&overlapping, as_of);
        row
    }

    /// Levels that are refused: those without a first day beside others, since nobody knows which came first, and those
    /// that overlap. One that may be in force, and is higher than the level that certainly is, stays possible, so that
    /// its duties are not lost with the entry.
    fn keep_possible(&mut self, refused: &[LevelEntry], as_of: NaiveDate) {
        let holds = |end: Option<NaiveDate>| end.is_none_or(|end| end > as_of);
        let has_begun = |span: &&LevelSpan| span.from.is_none_or(|from| from <= as_of);
        let last = self.spans.iter().rfind(has_begun);
        let in_force = last.filter(|span| holds(span.end)).and_then(|span| span.level);
        // A level that has begun since ended the one before it.
        let followed =
            |entry: &LevelEntry| entry.from.is_some() && last.is_some_and(|last| entry.from < last.from);
        for entry in refused.iter().filter(|entry| holds(entry.end) && !followed(entry)) {
            let is_higher = |level: &usize| in_force.is_none_or(|in_force| *level < in_force);
            self.possible.extend(entry.level.filter(is_higher));
        }
        self.possible.sort_unstable();
        self.possible.dedup();
    }
}

/// For each of the entries, in the order of their first days, whether another level holds on one of its days.
///
/// An entry without a last day ends where the next begins, and overlaps only those with the same first day.
fn overlaps(entries: &[LevelEntry]) -> Vec<bool> {
    // How many entries, from the first on, begin no later than on the last day of this one.
    let reach = |entry: &LevelEntry| {
        let begun =
            |other: &LevelEntry| other.from <= entry.from || (entry.end.is_some() && other.from < entry.end);
        entries.partition_point(begun)
    };
    let reaches: Vec<usize> = entries.iter().map(reach).collect();
    // Those that a later one of another level lies in.
    let mut next: Option<(&LevelEntry, usize, usize)> = None;
    let mut overlaps: Vec<bool> = Vec::with_capacity(entries.len());
    for (place, (entry, reach)) in entries.iter().zip(&reaches).enumerate().rev() {
        let next_other = match next {
            Some((later, _, other)) if later.level == entry.level => other,
            Some((_, following, _)) => following,
            None => usize::MAX,
        };
        overlaps.push(next_other < *reach);
        next = Some((entry, place, next_other));
    }
    overlaps.reverse();
    // Those that lie in an earlier one of another level: of the earlier ones only the two that reach furthest matter,
    // of two levels.
    let mut furthest: Option<(Option<usize>, usize)> = None;
    let mut second: Option<(Option<usize>, usize)> = None;
    for (place, ((entry, reach), overlaps)) in entries.iter().zip(&reaches).zip(&mut overlaps).enumerate() {
        let lies_in = |earlier: Option<(Option<usize>, usize)>| {
            earlier.is_some_and(|(level, reach)| level != entry.level && place < reach)
        };
        *overlaps |= lies_in(furthest) || lies_in(second);
        let this = Some((entry.level, *reach));
        let further = |known: Option<(Option<usize>, usize)>| known.is_none_or(|(_, known)| *reach > known);
        if furthest.is_none_or(|(level, _)| level == entry.level) {
            if further(furthest) {
                furthest = this;
            }
        } else if further(furthest) {
            second = furthest;
            furthest = this;
        } else if further(second) {
            second = this;
        }
    }
    overlaps
}

/// Entries of one level that follow each other without a gap: one level, however often it was assessed anew.
struct Run {
    level: Option<usize>,
    from: Option<NaiveDate>,
    /// The first day after the last one that an entry names, or that the entry after it begins on.
    end: Option<NaiveDate>,
    /// Whether the latest entries name no last day, and the first day of those.
    is_open: bool,
    open_from: Option<NaiveDate>,
    /// The days of discovery that are on record.
    found: Vec<NaiveDate>,
    /// Whether an entry of the first day names the day of discovery.
    first_is_found: bool,
    /// The first day on which it stood in the system; the day on which it takes effect where none is on record.
    entered: Option<NaiveDate>,
}

impl Run {
    fn of(entry: &LevelEntry) -> Run {
        let mut run = Run {
            level: entry.level,
            from: entry.from,
            end: None,
            is_open: false,
            open_from: None,
            found: Vec::new(),
            first_is_found: false,
            entered: entry.entered.or(entry.from),
        };
        run.add(entry);
        run
    }

    /// Whether an entry, of those after it in the row, belongs to it.
    fn goes_on_with(&self, entry: &LevelEntry) -> bool {
        self.level == entry.level && (self.is_open || entry.from <= self.end)
    }

    fn add(&mut self, entry: &LevelEntry) {
        if self.is_open && self.open_from < entry.from {
            self.end = self.end.max(entry.from);
            self.is_open = false;
        }
        match entry.end {
            None => (self.is_open, self.open_from) = (true, entry.from),
            end => self.end = self.end.max(end),
        }
        self.found.extend(entry.found);
        self.first_is_found |= entry.found.is_some() && entry.from == self.from;
        self.entered = self.entered.min(entry.entered.or(entry.from));
    }

    /// The level from the day on which its duties start, by the reading.
    fn into_span(mut self, starts: DutyStarts) -> LevelSpan {
        // That the same level was assessed anew is no discovery; that it began is one, unless the day is on record.
        if !self.first_is_found {
            self.found.extend(self.from);
        }
        self.found.sort_unstable();
        self.found.dedup();
        let from = match starts {
            DutyStarts::LevelTakesEffect => self.from,
            DutyStarts::EnteredInSystem => self.entered.max(self.from),
        };
        let end = if self.is_open { None } else { self.end };
        LevelSpan { level: self.level, from, end, found: self.found }
    }
}

/// Levels one after another, from entries in the order of their first days that do not overlap: each without a last
/// day ends where the next begins.
fn in_a_row(entries: &[LevelEntry], starts: DutyStarts) -> Vec<LevelSpan> {
    let mut runs: Vec<Run> = Vec::new();
    for entry in entries {
        match runs.last_mut() {
            Some(run) if run.goes_on_with(entry) => run.add(entry),
            _ => runs.push(Run::of(entry)),
        }
    }
    let mut spans: Vec<LevelSpan> = Vec::with_capacity(runs.len());
    for span in runs.into_iter().map(|run| run.into_span(starts)) {
        if let Some(last) = spans.last_mut()
            && last.end.is_none()
        {
            last.end = span.from;
        }
        spans.push(span);
    }
    spans
}
