//! `hutong forecast`: for each child of a file the days ahead on which an answer changes with no new fact, what changes
//! and because of which day in the record; and what has to be checked although nothing changes.

use std::borrow::Cow;
use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use hutong::assessment::{Outlook, Scope};
use hutong::vocabulary::Text;
use hutong::{Assessor, Reading, Scratch};

use crate::answer::Rendered;
use crate::arguments::{ForecastArguments, OutputFormat};
use crate::children::Children;
use crate::failure::Failure;
use crate::forecast_report::Ahead;
use crate::json;
use crate::language::Language;
use crate::layout::{Column, Layout};
use crate::messages::Done;
use crate::moves::{self, Move};
use crate::output::refuse_same;
use crate::pipeline::{self, Outcome, Run, Work};
use crate::policies::{as_of, choose, day};
use crate::rejected::{RejectedRow, Rejects};
use crate::rejected_report;
use crate::sink::{RejectedList, Sink};
use crate::timing::{Stage, Timing};
use crate::words::Words;

/// The columns: id, Chinese and English header. One row a child and day.
const COLUMNS: &[Column] = &[
    ("on", "日期", "on"),
    ("kind", "种类", "kind"),
    ("key", "编号", "key"),
    ("row", "行号", "row"),
    ("township", "乡镇街道", "township"),
    ("village", "村居", "village"),
    ("level_before", "之前等级代码", "level before"),
    ("level_before_label", "之前等级", "level before in words"),
    ("level", "等级代码", "level"),
    ("level_label", "等级", "level in words"),
    ("possible", "可能的等级", "possible levels"),
    ("scope", "范围", "scope"),
    ("changes", "变化代码", "changes"),
    ("what", "变化", "what changes"),
    ("because", "原因代码", "because of"),
    ("why", "原因", "why"),
];

/// What lies ahead for a row, and its part of the output.
#[derive(Debug)]
pub(crate) struct Looked<'p> {
    /// What lies ahead.
    pub(crate) outlook: Outlook<'p>,
    /// Town or street.
    pub(crate) township: Option<String>,
    /// Village or community.
    pub(crate) village: Option<String>,
    rendered: Vec<Rendered>,
}

/// Looking ahead for each child.
#[derive(Debug)]
struct Looking<'p> {
    assessor: Assessor<'p>,
    until: NaiveDate,
    format: OutputFormat,
    words: Words<'p>,
}

impl<'p> Work for Looking<'p> {
    type Made = Looked<'p>;
    type Room = Scratch;

    fn make(&self, row: u64, reading: &Reading, room: &mut Scratch, timing: &mut Timing) -> Looked<'p> {
        let child = &reading.child;
        let outlook =
            timing.measure(Stage::Assessing, || self.assessor.forecast_in(child, Some(self.until), room));
        let text = |text: &Text| text.as_str().map(str::to_owned);
        let (township, village) = (text(&child.residence.township), text(&child.residence.village));
        let mut looked = Looked { outlook, township, village, rendered: Vec::new() };
        if !reading.is_rejected() {
            looked.rendered = timing.measure(Stage::Writing, || self.render(row, reading, &looked));
        }
        looked
    }
}

impl Looking<'_> {
    fn render(&self, row: u64, reading: &Reading, looked: &Looked<'_>) -> Vec<Rendered> {
        match self.format {
            OutputFormat::Table => Vec::new(),
            OutputFormat::Json | OutputFormat::Jsonl => {
                vec![Rendered::Line(json::with_row(row, &reading.faults, &looked.outlook.to_json()))]
            }
            OutputFormat::Csv | OutputFormat::Xlsx => {
                days(self.words, row, looked).into_iter().map(Rendered::Cells).collect()
            }
        }
    }
}

/// The rules that move on a day.
pub(crate) fn moves_of<'p>(forecast: &hutong::assessment::Forecast<'p>) -> Vec<Move<'p>> {
    let each = forecast.changes.iter();
    each.map(|change| {
        let (kind, id, label, cite) = (change.kind, change.id, change.label, change.cite);
        Move { kind, id, label, cite, from: change.from, to: change.to }
    })
    .collect()
}

/// The days in the record from which time runs, in words.
pub(crate) fn why(words: Words<'_>, forecast: &hutong::assessment::Forecast<'_>) -> String {
    let language = words.language;
    let each = forecast.because.iter().map(|crossing| {
        let path = crossing.fact.path();
        let what = moves::reached(words, &path, &crossing.reaches);
        let fact = words.fact_and_value(&crossing.fact);
        if crossing.earliest == crossing.latest {
            return language.pick(format!("{fact}，{what}"), format!("{fact}: {what}")).into_owned();
        }
        let days = moves::span_of_days(language, crossing.earliest, crossing.latest);
        language.pick(format!("{fact}，{days}{what}"), format!("{fact}: {what} {days}")).into_owned()
    });
    each.collect::<Vec<_>>().join(language.semicolon())
}

/// What changes on a day, in words.
pub(crate) fn what(words: Words<'_>, forecast: &hutong::assessment::Forecast<'_>) -> Vec<String> {
    let mut lines = moves::lines(words, &moves_of(forecast));
    if forecast.scope != forecast.scope_before && forecast.scope == Scope::PresumedInside {
        lines.insert(
            0,
            words.language.pick("可能已成年，先按儿童评估", "may be of age; taken for a child").into_owned(),
        );
    }
    lines
}

/// The rows of a child, one a day, in the order of time.
fn days(words: Words<'_>, row: u64, looked: &Looked<'_>) -> Vec<Vec<String>> {
    let outlook = &looked.outlook;
    let child = |on: NaiveDate, kind: &str| {
        vec![
            on.to_string(),
            kind.to_owned(),
            outlook.key().unwrap_or_default().to_owned(),
            row.to_string(),
            looked.township.clone().unwrap_or_default(),
            looked.village.clone().unwrap_or_default(),
        ]
    };
    let changes = outlook.changes().iter().map(|forecast| {
        let because = forecast.because.iter().map(|crossing| {
            format!("{}={} {}", crossing.fact.path(), crossing.fact.value(), crossing.reaches)
        });
        let mut cells = child(forecast.on, "change");
        cells.extend([
            moves::level_id(&forecast.levels_before).to_owned(),
            moves::standing(words, forecast.scope_before, &forecast.levels_before),
            moves::level_id(&forecast.levels).to_owned(),
            moves::standing(words, forecast.scope, &forecast.levels),
            moves::level_ids(&forecast.levels),
            moves::scope_id(forecast.scope).to_owned(),
            moves::ids(&moves_of(forecast)),
            what(words, forecast).join(words.language.semicolon()),
            because.collect::<Vec<_>>().join("; "),
            why(words, forecast),
        ]);
        (forecast.on, cells)
    });
    // The policy's own days are the same for everybody and are told once, in the report.
    let checks = outlook.checks().iter().filter(|check| check.because.is_some()).map(|check| {
        let mut cells = child(check.on, "check");
        cells.extend(["", "", "", "", "", "", check.code].map(str::to_owned));
        let told = words.language.pick(check.zh.as_str(), check.en.as_str());
        let fact = check.because.as_ref();
        cells.push(told.into_owned());
        cells.push(fact.map(|fact| format!("{}={}", fact.path(), fact.value())).unwrap_or_default());
        cells.push(fact.map(|fact| words.fact_and_value(fact)).unwrap_or_default());
        (check.on, cells)
    });
    let mut rows: Vec<(NaiveDate, Vec<String>)> = changes.chain(checks).collect();
    rows.sort_by_key(|(on, _)| *on);
    rows.into_iter().map(|(_, cells)| cells).collect()
}

/// The last day to look at.
fn last_day(arguments: &ForecastArguments, as_of: NaiveDate) -> Result<NaiveDate, Failure> {
    let until = match &arguments.until {
        Some(text) => day(text, "--until")?,
        None => as_of.checked_add_days(Days::new(arguments.days.into())).unwrap_or(NaiveDate::MAX),
    };
    if until <= as_of {
        return Err(Failure::told(
            "nothing-ahead",
            "预测的最后一天须在评估基准日之后。请核对 --as-of、--until 和 --days。",
            "The last day to look at must lie after the as-of day. Check --as-of, --until and --days.",
        ));
    }
    Ok(until)
}

/// Runs `hutong forecast`.
pub(crate) fn run(arguments: &ForecastArguments, language: Language) -> Result<Done, Failure> {
    let as_of = as_of(arguments.policy.as_of.as_deref())?;
    let until = last_day(arguments, as_of)?;
    let policy = choose(&arguments.policy.choice)?;
    let words = Words { policy: &policy, language };
    let reading = &arguments.input.reading;
    let rows_out = &arguments.output;
    let (output, rejected) = (rows_out.to.output.as_deref(), rows_out.to.rejected.as_deref());
    refuse_same(&[Some(&arguments.input.file), output, rejected, reading.mapping.as_deref()])?;
    let (children, rows) = Children::open(&arguments.input.file, reading, &policy)?;
    let plan = &children.plan;
    let layout = Layout::new(words, ("自动变化", "forecast"), COLUMNS, "level_label");
    let mut sink = Sink::of_rows(rows_out.format, output, &layout, as_of)?;
    let mut rejected_list = RejectedList::open(rejected, language)?;
    let work = Looking { assessor: policy.at(as_of), until, format: rows_out.format, words };
    // The policy's own days, from the outlook of a child of whom nothing is known.
    let nobody = work.assessor.forecast_in(&hutong::Child::default(), Some(until), &mut Scratch::default());
    let mut ahead = Ahead::new(&nobody, until, rows_out.to.rows);
    let mut rejects = Rejects::new(rows_out.to.rows);
    let how = Run { plan, policy: &policy, as_of, quiet: sink.streams_to_terminal() };
    pipeline::run(rows, &how, &work, &mut Timing::default(), |outcome, _| {
        if let Outcome::Unreadable(fault) = &outcome
            && fault.rest_unread
        {
            rejects.ends_at = Some(fault.line);
        }
        match RejectedRow::sort(outcome, plan, |_| None) {
            Err(row) => {
                ahead.rejected += 1;
                sink.rejected(&row)?;
                rejected_list.add(&row)?;
                rejects.add(row);
            }
            Ok((row, _, looked)) => {
                looked.rendered.iter().try_for_each(|rendered| sink.answered(rendered))?;
                ahead.add(row, &looked);
            }
        }
        Ok(())
    })?;
    let (table, terminal) = (rows_out.format == OutputFormat::Table, sink.is_terminal());
    let report = language.report(|language| {
        let words = Words { policy: &policy, language };
        let notices: Vec<Cow<'_, str>> = children
            .notices
            .iter()
            .map(|notice| language.pick(notice.zh.as_str(), notice.en.as_str()))
            .collect();
        let mut report = ahead.text(words, &notices, table, terminal);
        report.push_str(&rejected_report::text(&rejects, ahead.rejected, words));
        report.push_str(&ahead.last_line(language, rejects.ends_at));
        report
    });
    sink.finish(&report)?;
    rejected_list.finish()?;
    Ok(Done::of(ahead.rejected, rejects.ends_at))
}

/// How often each thing is reached, by fact and what is reached.
pub(crate) type Reached = BTreeMap<(String, String), u64>;
