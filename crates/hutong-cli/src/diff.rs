//! `hutong diff`: what moved between two files of children, matched by key; or for one file between two days or two
//! policies, row by row. No child is dropped: one that stands in one file alone, or was rejected in one, is listed.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;

use chrono::NaiveDate;
use hutong::assessment::{Comparison, Difference};
use hutong::vocabulary::{Child, Text};
use hutong::{Assessor, Policy, Reading};

use crate::answer::Rendered;
use crate::arguments::{DiffArguments, OutputFormat, PolicyChoice};
use crate::children::Children;
use crate::diff_report::Report;
use crate::diff_rows::{Alone, COLUMNS, Rows, Status, Whereabouts};
use crate::failure::Failure;
use crate::input::Notice;
use crate::language::Language;
use crate::layout::Layout;
use crate::messages::Done;
use crate::output::refuse_same;
use crate::pipeline::{self, Outcome, Run, Work};
use crate::policies::{as_of, choose, day};
use crate::rejected::{RejectedRow, Rejects};
use crate::rejected_report;
use crate::sink::{RejectedList, Sink};
use crate::style::bold;
use crate::timing::{Stage, Timing};
use crate::words::Words;

/// A child of the file before.
struct Kept {
    row: u64,
    child: Child,
}

/// The file before: its children, and the rows of it that were rejected, by what they are matched by.
#[derive(Default)]
struct Before {
    children: BTreeMap<String, Kept>,
    rejected: BTreeMap<String, u64>,
    without_key: Vec<Kept>,
}

/// Keeping each child of the file before.
struct Keeping;

impl Work for Keeping {
    type Made = Child;
    type Room = ();

    fn make(&self, _row: u64, reading: &Reading, (): &mut (), _timing: &mut Timing) -> Child {
        reading.child.clone()
    }
}

/// What was made of a row of the file after.
enum Made<'p> {
    /// It was compared.
    Compared(Box<Difference<'p>>),
    /// It stands in this file alone.
    Alone(Alone),
}

struct Compared<'p> {
    whereabouts: Whereabouts,
    made: Made<'p>,
    rendered: Rendered,
}

/// Comparing each child of the file after with the file before.
struct Comparing<'a, 'p> {
    comparison: Comparison<'p>,
    after: Assessor<'p>,
    before: &'a Before,
    rows: Rows<'p>,
    /// Whether both sides are rows of one file, which are matched by row.
    one_file: bool,
    /// Whether both sides are one record, as it was read for the earlier day.
    one_record: bool,
}

impl<'p> Work for Comparing<'_, 'p> {
    type Made = Compared<'p>;
    type Room = ();

    fn make(&self, row: u64, reading: &Reading, (): &mut (), timing: &mut Timing) -> Compared<'p> {
        let child = &reading.child;
        let matched_by = matched_by(child, row, self.one_file);
        let kept = matched_by.as_ref().and_then(|key| self.before.children.get(key));
        let mut whereabouts = whereabouts(child);
        whereabouts.row_after = Some(row);
        whereabouts.row_before = kept.map(|kept| kept.row);
        if let Some(kept) = kept {
            let after = if self.one_record { &kept.child } else { child };
            let difference = timing.measure(Stage::Assessing, || self.comparison.of(&kept.child, after));
            let rendered = timing.measure(Stage::Writing, || self.rows.compared(&whereabouts, &difference));
            return Compared { whereabouts, made: Made::Compared(Box::new(difference)), rendered };
        }
        let rejected = matched_by.as_ref().and_then(|key| self.before.rejected.get(key));
        whereabouts.row_before = rejected.copied();
        let status = match (&matched_by, rejected) {
            (None, _) => Status::WithoutKey,
            (Some(_), Some(_)) => Status::RejectedBefore,
            (Some(_), None) => Status::OnlyAfter,
        };
        let alone = alone(&self.after, child, whereabouts.clone(), status);
        let rendered = self.rows.alone(&alone);
        Compared { whereabouts, made: Made::Alone(alone), rendered }
    }
}

/// By what a child is matched: its key, or within one file its row.
fn matched_by(child: &Child, row: u64, one_file: bool) -> Option<String> {
    if one_file { Some(row.to_string()) } else { child.key.as_str().map(str::to_owned) }
}

fn whereabouts(child: &Child) -> Whereabouts {
    let text = |text: &Text| text.as_str().map(str::to_owned);
    Whereabouts {
        key: text(&child.key),
        township: text(&child.residence.township),
        village: text(&child.residence.village),
        ..Whereabouts::default()
    }
}

fn alone(assessor: &Assessor<'_>, child: &Child, whereabouts: Whereabouts, status: Status) -> Alone {
    let assessment = assessor.assess(child);
    Alone { whereabouts, status, levels: assessment.risk().possible(), scope: assessment.scope() }
}

/// One side: its policy and day.
struct Side {
    policy: Policy,
    as_of: NaiveDate,
}

fn side(
    arguments: &DiffArguments,
    own_policy: Option<&String>,
    own_readings: &[String],
    own_day: Option<&String>,
    flag: &str,
) -> Result<Side, Failure> {
    let choice = &arguments.policy.choice;
    let readings = choice.readings.iter().chain(own_readings).cloned().collect();
    let choice = PolicyChoice { policy: own_policy.unwrap_or(&choice.policy).clone(), readings };
    let as_of = match own_day {
        Some(text) => day(text, flag)?,
        None => as_of(arguments.policy.as_of.as_deref())?,
    };
    Ok(Side { policy: choose(&choice)?, as_of })
}

/// Runs `hutong diff`.
pub(crate) fn run(arguments: &DiffArguments, language: Language) -> Result<Done, Failure> {
    let DiffArguments { policy_before, policy_after, readings_before, readings_after, .. } = arguments;
    let days = [&arguments.as_of_before, &arguments.as_of_after].map(Option::as_ref);
    let before = side(arguments, policy_before.as_ref(), readings_before, days[0], "--as-of-before")?;
    let after = side(arguments, policy_after.as_ref(), readings_after, days[1], "--as-of-after")?;
    let same_policy = before.policy.hash() == after.policy.hash();
    let one_file = arguments.after.is_none();
    let file_after = arguments.after.as_deref().unwrap_or(&arguments.before);
    check_files(arguments, one_file, same_policy && before.as_of == after.as_of)?;

    // One record on two days is read for the earlier day: an age in years was written down by then. Whether it can be
    // answered is settled for the later one.
    let (first, last) = (before.as_of.min(after.as_of), before.as_of.max(after.as_of));
    let read_on = if one_file { [first, last] } else { [before.as_of, after.as_of] };
    let out = &arguments.output;
    let (output, rejected) = (out.to.output.as_deref(), out.to.rejected.as_deref());
    let mut rejected_list = RejectedList::open(rejected, language)?;
    let [before_rejects, mut rejects] = [(); 2].map(|()| Rejects::new(out.to.rows));
    let mut file_before = FileBefore { rejects: before_rejects, rejected: 0, notices: Vec::new() };
    let kept =
        file_before.read_before(arguments, &before.policy, read_on[0], one_file, &mut rejected_list)?;

    let assessors = [before.policy.at(before.as_of), after.policy.at(after.as_of)];
    let comparison = Comparison::new(&assessors[0], &assessors[1]);
    let words = [&before.policy, &after.policy].map(|policy| Words { policy, language });
    let rows = Rows { before: words[0], after: words[1], format: out.format };
    let layout = Layout::new(words[1], ("对比", "difference"), COLUMNS, "level_label");
    let mut sink = Sink::of_rows(out.format, output, &layout, after.as_of)?;
    let mut report = Report::new(words[0], words[1], [before.as_of, after.as_of], out.to.rows);
    let (children, source) = Children::open(file_after, &arguments.reading, &after.policy)?;
    let one_record = one_file && same_policy;
    let work =
        Comparing { comparison, after: assessors[1].clone(), before: &kept, rows, one_file, one_record };
    let how = Run {
        plan: &children.plan,
        policy: &after.policy,
        as_of: read_on[1],
        quiet: sink.streams_to_terminal(),
    };
    let (mut seen, mut rejected_after) = (BTreeSet::new(), BTreeMap::new());
    pipeline::run(source, &how, &work, &mut Timing::default(), |outcome, _| {
        if let Outcome::Unreadable(fault) = &outcome
            && fault.rest_unread
        {
            rejects.ends_at = Some(fault.line);
        }
        match RejectedRow::sort(outcome, &children.plan, |_| None) {
            Err(row) => {
                report.rejected_after += 1;
                let key = if one_file { Some(row.row.to_string()) } else { row.key.clone() };
                rejected_after.extend(key.map(|key| (key, row.row)));
                sink.rejected(&row)?;
                rejected_list.add(&row)?;
                rejects.add(row);
            }
            Ok((row, _, compared)) => {
                let key = if one_file { Some(row.to_string()) } else { compared.whereabouts.key.clone() };
                seen.extend(key);
                sink.answered(&compared.rendered)?;
                match compared.made {
                    Made::Compared(difference) => report.add(compared.whereabouts, *difference),
                    Made::Alone(alone) => report.add_alone(alone),
                }
            }
        }
        Ok(())
    })?;
    // Within one file a row is told of once: a rejected row is rejected, and nothing more.
    if !one_file {
        for alone in unmet(&kept, &seen, &rejected_after, &assessors[0]) {
            sink.answered(&rows.alone(&alone))?;
            report.add_alone(alone);
        }
    }
    report.rejected_before = file_before.rejected;
    let (table, terminal) = (out.format == OutputFormat::Table, sink.is_terminal());
    // Both files have the same form as a rule: what is to be known of both is told once.
    let mut notices: Vec<&Notice> = children.notices.iter().collect();
    notices.extend(
        file_before.notices.iter().filter(|one| children.notices.iter().all(|other| other.zh != one.zh)),
    );
    let text = language.report(|language| {
        let words = words.map(|words| Words { language, ..words });
        let mut text = report.text(words, &notices, table, terminal);
        let sides = [
            (&file_before.rejects, file_before.rejected, language.pick("之前的文件", "The file before")),
            (&rejects, report.rejected_after, language.pick("之后的文件", "The file after")),
        ];
        for ((rejects, rejected, name), words) in
            sides.into_iter().zip(words).filter(|((_, count, _), _)| *count > 0)
        {
            if !one_file {
                let _ = write!(text, "\n{}", bold(&name));
            }
            text.push_str(&rejected_report::text(rejects, rejected, words));
        }
        text.push_str(&report.last_lines(language, one_file, [file_before.rejects.ends_at, rejects.ends_at]));
        text
    });
    sink.finish(&text)?;
    rejected_list.finish()?;
    let ends_at = file_before.rejects.ends_at.or(rejects.ends_at);
    Ok(Done::of(file_before.rejected + report.rejected_after, ends_at))
}

/// Whoever stands in the file before and was not met in the file after.
fn unmet<'a>(
    kept: &'a Before,
    seen: &'a BTreeSet<String>,
    rejected_after: &'a BTreeMap<String, u64>,
    before: &'a Assessor<'_>,
) -> impl Iterator<Item = Alone> + 'a {
    let unmet = kept.children.iter().filter(|(key, _)| !seen.contains(*key)).map(|(key, kept)| {
        let status =
            if rejected_after.contains_key(key) { Status::RejectedAfter } else { Status::OnlyBefore };
        (kept, status)
    });
    let nameless = kept.without_key.iter().map(|kept| (kept, Status::WithoutKey));
    unmet.chain(nameless).map(|(kept, status)| {
        let mut place = whereabouts(&kept.child);
        place.row_before = Some(kept.row);
        alone(before, &kept.child, place, status)
    })
}

/// What is told of the file before.
struct FileBefore<'p> {
    rejects: Rejects<'p>,
    rejected: u64,
    notices: Vec<Notice>,
}

impl FileBefore<'_> {
    /// The children of the file before. Of one file that stands for both, its faults are told of the other side.
    fn read_before(
        &mut self,
        arguments: &DiffArguments,
        policy: &Policy,
        as_of: NaiveDate,
        one_file: bool,
        list: &mut RejectedList,
    ) -> Result<Before, Failure> {
        let (children, rows) = Children::open(&arguments.before, &arguments.reading, policy)?;
        self.notices.clone_from(&children.notices);
        let mut before = Before::default();
        let how = Run { plan: &children.plan, policy, as_of, quiet: true };
        pipeline::run(rows, &how, &Keeping, &mut Timing::default(), |outcome, _| {
            if one_file {
                if let Outcome::Read(item) = outcome {
                    before.children.insert(item.row.to_string(), Kept { row: item.row, child: item.made });
                }
                return Ok(());
            }
            if let Outcome::Unreadable(fault) = &outcome
                && fault.rest_unread
            {
                self.rejects.ends_at = Some(fault.line);
            }
            match RejectedRow::sort(outcome, &children.plan, |_| None) {
                Err(row) => {
                    self.rejected += 1;
                    before.rejected.extend(row.key.clone().map(|key| (key, row.row)));
                    list.add(&row)?;
                    self.rejects.add(row);
                }
                Ok((row, _, child)) => match matched_by(&child, row, false) {
                    Some(key) => {
                        before.children.insert(key, Kept { row, child });
                    }
                    None => before.without_key.push(Kept { row, child }),
                },
            }
            Ok(())
        })?;
        Ok(before)
    }
}

/// Refuses what cannot be compared.
fn check_files(arguments: &DiffArguments, one_file: bool, alike: bool) -> Result<(), Failure> {
    let out = &arguments.output;
    let files = [
        Some(arguments.before.as_path()),
        arguments.after.as_deref(),
        out.to.output.as_deref(),
        out.to.rejected.as_deref(),
        arguments.reading.mapping.as_deref(),
    ];
    refuse_same(&files)?;
    if one_file && alike {
        return Err(Failure::told(
            "nothing-to-compare",
            "只有一个文件、一个基准日、一个政策，没有可对比的。请再给一个文件，或用 --as-of-before/--as-of-after、--policy-before/--policy-after、--reading-before/--reading-after 给出另一天或另一个政策。",
            "One file on one day under one policy leaves nothing to compare. Give a second file, or another day or policy with --as-of-before/--as-of-after, --policy-before/--policy-after, --reading-before/--reading-after.",
        ));
    }
    let standard = Path::new("-");
    if arguments.before == standard {
        return Err(Failure::told(
            "before-from-standard-input",
            "之前的文件不能来自标准输入。请写文件名；只有之后的文件可以用 -。",
            "The file before cannot come from standard input. Name a file; only the file after may be `-`.",
        ));
    }
    Ok(())
}
