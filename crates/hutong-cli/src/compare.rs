//! `hutong compare`: children against the lists of departments, by key; what does not match, as a list to send back for
//! checking, with reasons. What a list stands for is the policy's, and what does not match the core's to say.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use clap::Args;
use hutong::department_lists::{Mismatch, MismatchKind};
use hutong::policy::source::DepartmentList;
use hutong::vocabulary::{column_by_header, columns};
use hutong::{Assessor, Policy, Reading, Scratch};

use crate::answer::Rendered;
use crate::arguments::{InputArguments, PolicyArguments, RowsArguments};
use crate::children::Children;
use crate::failure::Failure;
use crate::input::{Content, Options, Row, Source, open};
use crate::language::Language;
use crate::layout::{Column, Layout};
use crate::messages::Done;
use crate::output::refuse_same;
use crate::pipeline::{self, Run, Work};
use crate::policies::{as_of, choose, did_you_mean_en, did_you_mean_zh, nearest};
use crate::rejected::Rejects;
use crate::rejected_report;
use crate::sink::{RejectedList, Sink};
use crate::style::{bold, heading, light_table};
use crate::timing::Timing;
use crate::words::Words;

/// `hutong compare`.
#[derive(Debug, Args)]
pub(crate) struct CompareArguments {
    #[command(flatten)]
    input: InputArguments,
    #[command(flatten)]
    policy: PolicyArguments,
    /// A department's list: its id in the policy and its file, with a column of keys; may be repeated (部门名册)
    #[arg(long = "list", value_name = "ID=FILE", required = true)]
    lists: Vec<String>,
    #[command(flatten)]
    output: RowsArguments,
}

/// The columns: id, Chinese and English header.
const COLUMNS: &[Column] = &[
    ("key", "编号", "key"),
    ("township", "乡镇街道", "township"),
    ("village", "村居", "village"),
    ("list", "名册代码", "list"),
    ("list_label", "名册", "list in words"),
    ("kind", "问题代码", "kind"),
    ("kind_label", "问题", "what does not match"),
    ("facts", "事实代码", "facts"),
    ("reason", "理由", "reason"),
    ("cite", "条款", "clause"),
];

/// A key in a list that no child has.
const LIST_ONLY: (&str, &str, &str) =
    ("list-only", "名册有而儿童名册没有", "on the list, not among the children");

/// A department's list that was read.
struct Listed<'p> {
    place: usize,
    entry: &'p DepartmentList,
    keys: BTreeSet<String>,
    /// Rows without a key, with a key that stood before, or that could not be read.
    without_key: u64,
    repeated: u64,
    unreadable: u64,
}

/// What was found of one child.
struct Found {
    key: Option<String>,
    township: String,
    village: String,
    /// For each list that was given, what is not in order.
    mismatches: Vec<Vec<Mismatch>>,
}

/// Comparing each child.
struct Comparing<'a, 'p> {
    assessor: Assessor<'p>,
    lists: &'a [Listed<'p>],
}

impl Work for Comparing<'_, '_> {
    type Made = Found;
    type Room = Scratch;

    fn make(&self, _row: u64, reading: &Reading, room: &mut Scratch, _timing: &mut Timing) -> Found {
        let child = &reading.child;
        let text = |text: &hutong::vocabulary::Text| text.as_str().unwrap_or_default().to_owned();
        let key = child.key.as_str().map(str::to_owned);
        // Whether a child without a key stands on a list nobody can tell, so nothing is said of it.
        let lists = self.lists.iter().filter(|_| key.is_some() && !reading.is_rejected());
        let mismatches = lists.map(|list| {
            let on_list = key.as_ref().is_some_and(|key| list.keys.contains(key));
            self.assessor.compare(list.place, child, on_list, room)
        });
        Found {
            mismatches: mismatches.collect(),
            key,
            township: text(&child.residence.township),
            village: text(&child.residence.village),
        }
    }
}

/// How the comparison went.
#[derive(Default)]
struct Tally {
    rows: u64,
    in_order: u64,
    not_in_order: u64,
    only_to_verify: u64,
    without_key: u64,
    rejected: u64,
    /// By list and kind.
    of_kind: BTreeMap<(usize, &'static str), u64>,
}

/// Runs `hutong compare`.
pub(crate) fn run(arguments: &CompareArguments, language: Language) -> Result<Done, Failure> {
    let as_of = as_of(arguments.policy.as_of.as_deref())?;
    let policy = choose(&arguments.policy.choice)?;
    let words = Words { policy: &policy, language };
    let (input, out) = (&arguments.input, &arguments.output);
    let named = named(arguments, &policy)?;
    let mut places = vec![
        Some(input.file.as_path()),
        out.to.output.as_deref(),
        out.to.rejected.as_deref(),
        input.reading.mapping.as_deref(),
    ];
    places.extend(named.iter().map(|(_, path)| Some(path.as_path())));
    refuse_same(&places)?;
    let lists: Result<Vec<Listed<'_>>, Failure> =
        named.iter().map(|(place, path)| read(&policy, *place, path)).collect();
    let lists = lists?;
    let (children, rows) = Children::open(&input.file, &input.reading, &policy)?;
    let layout = Layout::new(words, ("退回核查", "to check"), COLUMNS, "");
    let mut sink = Sink::of_rows(out.format, out.to.output.as_deref(), &layout, as_of)?;
    let mut rejected_list = RejectedList::open(out.to.rejected.as_deref(), language)?;
    let mut rejects = Rejects::new(out.to.rows);
    let mut tally = Tally::default();
    let mut seen: BTreeSet<String> = BTreeSet::new();
    let work = Comparing { assessor: policy.at(as_of), lists: &lists };
    let how = Run { plan: &children.plan, policy: &policy, as_of, quiet: sink.streams_to_terminal() };
    pipeline::run(rows, &how, &work, &mut Timing::default(), |outcome, _| {
        tally.rows += 1;
        if let pipeline::Outcome::Read(item) = &outcome {
            seen.extend(item.key.clone());
        }
        match rejects.sort(outcome, &children.plan, |_| None) {
            Ok((_, _, found)) => {
                tally.add(&found);
                for (list, mismatches) in lists.iter().zip(&found.mismatches) {
                    for mismatch in mismatches {
                        *tally.of_kind.entry((list.place, mismatch.kind.id())).or_default() += 1;
                        sink.answered(&Rendered::Line(line(&found, list, mismatch)))?;
                        sink.answered(&Rendered::Cells(cells(&found, list, mismatch, words)))?;
                    }
                }
            }
            Err(row) => {
                tally.rejected += 1;
                sink.rejected(&row)?;
                rejected_list.add(&row)?;
                rejects.add(row);
            }
        }
        Ok(())
    })?;
    for list in &lists {
        for key in list.keys.difference(&seen) {
            *tally.of_kind.entry((list.place, LIST_ONLY.0)).or_default() += 1;
            let object = serde_json::json!({ "key": key, "list": list.entry.id, "kind": LIST_ONLY.0 });
            sink.answered(&Rendered::Line(object.to_string()))?;
            sink.answered(&Rendered::Cells(list_only(key, list, words)))?;
        }
    }
    rejected_list.finish()?;
    let terminal = sink.is_terminal();
    let told = language.report(|language| {
        let words = Words { language, ..words };
        let mut report = report(&tally, &lists, &seen, words, terminal);
        report.push_str(&rejected_report::text(&rejects, tally.rejected, words));
        report
    });
    sink.finish(&told)?;
    let unusable = lists.iter().map(|list| list.unreadable + list.without_key).sum::<u64>();
    Ok(Done::of(tally.rejected + unusable, rejects.ends_at))
}

/// The lists that the user named: the place of each in the policy, and its file.
fn named(arguments: &CompareArguments, policy: &Policy) -> Result<Vec<(usize, PathBuf)>, Failure> {
    let known = policy.department_lists();
    let ids = || known.iter().map(|list| list.id.as_str());
    let one = |text: &String| {
        let (id, path) = text.split_once('=').unwrap_or((text, ""));
        let place = known.iter().position(|list| list.id == id).filter(|_| !path.is_empty());
        place.map(|place| (place, PathBuf::from(path))).ok_or_else(|| {
            let (near, all) = (nearest(id, ids()), ids().collect::<Vec<_>>().join(", "));
            Failure::told(
                "unknown-list",
                format!("--list 应写成 名册=文件。{}政策的名册：{all}。", did_you_mean_zh(near)),
                format!("--list is ID=FILE. {}The policy's lists are {all}.", did_you_mean_en(near)),
            )
        })
    };
    arguments.lists.iter().map(one).collect()
}

/// Reads the keys of a list.
fn read<'p>(policy: &'p Policy, place: usize, path: &Path) -> Result<Listed<'p>, Failure> {
    let missing = || no_key_column(path);
    let entry = policy.department_lists().get(place).ok_or_else(missing)?;
    let mut rows = open(Source::Path(path.to_owned()), &Options::default())?;
    let is_key = |header: &String| {
        column_by_header(header)
            .and_then(|place| columns().get(place))
            .is_some_and(|column| column.path == "key")
    };
    let column = match rows.headers() {
        Some(headers) => Some(headers.iter().position(is_key).ok_or_else(missing)?),
        None => None,
    };
    let mut list = Listed { place, entry, keys: BTreeSet::new(), without_key: 0, repeated: 0, unreadable: 0 };
    let mut row = Row::default();
    while let Some(read) = rows.next_row(&mut row) {
        if read.is_err() {
            list.unreadable += 1;
            continue;
        }
        let key = match (&row.content, column) {
            (Content::Cells(cells), Some(column)) => cells.get(column).cloned().unwrap_or_default(),
            (Content::Json(text), _) => key_of(text),
            (Content::Cells(_), None) => String::new(),
        };
        if key.is_empty() {
            list.without_key += 1;
        } else if !list.keys.insert(key) {
            list.repeated += 1;
        }
    }
    Ok(list)
}

/// The key of an object; empty where it has none.
fn key_of(text: &str) -> String {
    let object = serde_json::from_str::<serde_json::Value>(text).unwrap_or_default();
    match object.get("key").or_else(|| object.get("编号")) {
        Some(serde_json::Value::String(key)) => key.trim().to_owned(),
        Some(serde_json::Value::Number(key)) => key.to_string(),
        _ => String::new(),
    }
}

fn no_key_column(path: &Path) -> Failure {
    let path = path.display();
    Failure::told(
        "no-key-column",
        format!("{path} 没有编号列，无法与儿童对应。请加一列“编号”，与儿童名册的编号相同。"),
        format!(
            "{path} has no column of keys, so that it cannot be matched. Add a column `key` with the children's keys."
        ),
    )
}

impl Tally {
    fn add(&mut self, found: &Found) {
        let mut kinds = found.mismatches.iter().flatten().map(|mismatch| mismatch.kind).peekable();
        if found.key.is_none() {
            self.without_key += 1;
        } else if kinds.peek().is_none() {
            self.in_order += 1;
        } else if kinds.all(|kind| kind == MismatchKind::ToVerify) {
            self.only_to_verify += 1;
        } else {
            self.not_in_order += 1;
        }
    }
}

fn line(found: &Found, list: &Listed<'_>, mismatch: &Mismatch) -> String {
    let facts: serde_json::Map<String, serde_json::Value> =
        mismatch.facts.iter().map(|(path, value)| (path.clone(), value.clone().into())).collect();
    serde_json::json!({
        "key": found.key,
        "residence.township": found.township,
        "residence.village": found.village,
        "list": list.entry.id,
        "kind": mismatch.kind.id(),
        "facts": facts,
        "withheld": mismatch.withheld,
    })
    .to_string()
}

fn cells(found: &Found, list: &Listed<'_>, mismatch: &Mismatch, words: Words<'_>) -> Vec<String> {
    let language = words.language;
    let (zh, en) = mismatch.kind.label();
    let mut reason: Vec<String> = (mismatch.facts.iter())
        .map(|(path, value)| {
            let equals = if language == Language::Zh { "＝" } else { " = " };
            format!("{}{equals}{}", words.fact(path), words.value(path, value))
        })
        .collect();
    if mismatch.withheld {
        reason.push(
            language.pick("另有不外传的事实，见系统", "further facts that stay in the system").into_owned(),
        );
    }
    let paths: Vec<&str> = mismatch.facts.iter().map(|(path, _)| path.as_str()).collect();
    vec![
        found.key.clone().unwrap_or_default(),
        found.township.clone(),
        found.village.clone(),
        list.entry.id.clone(),
        language.label(&list.entry.label).into_owned(),
        mismatch.kind.id().to_owned(),
        language.pick(zh, en).into_owned(),
        paths.join("; "),
        reason.join(language.semicolon()),
        words.policy.places(&list.entry.cite),
    ]
}

fn list_only(key: &str, list: &Listed<'_>, words: Words<'_>) -> Vec<String> {
    let language = words.language;
    let told = language.pick(LIST_ONLY.1, LIST_ONLY.2).into_owned();
    let mut cells = vec![key.to_owned(), String::new(), String::new(), list.entry.id.clone()];
    cells.extend([
        language.label(&list.entry.label).into_owned(),
        LIST_ONLY.0.to_owned(),
        told,
        String::new(),
        String::new(),
        words.policy.places(&list.entry.cite),
    ]);
    cells
}

/// How many of each kind, and the balance of the children and of each list. No child is named.
fn report(
    tally: &Tally,
    lists: &[Listed<'_>],
    seen: &BTreeSet<String>,
    words: Words<'_>,
    terminal: bool,
) -> String {
    let language = words.language;
    let mut out = String::new();
    heading(&mut out, &language.pick("与部门名册比对", "Comparison with departments' lists"));
    let kinds = MismatchKind::ALL.map(|kind| (kind.id(), kind.label().0, kind.label().1));
    let kinds: Vec<(&str, &str, &str)> = kinds.into_iter().chain([LIST_ONLY]).collect();
    let mut table = light_table(terminal);
    let mut header = vec![language.pick("名册", "list").into_owned()];
    header.extend(kinds.iter().map(|(_, zh, en)| language.pick(*zh, *en).into_owned()));
    table.set_header(header);
    for list in lists {
        let mut cells = vec![language.label(&list.entry.label).into_owned()];
        let count = |kind: &str| {
            let found =
                tally.of_kind.iter().find(|((place, known), _)| *place == list.place && *known == kind);
            found.map_or(0, |(_, count)| *count).to_string()
        };
        cells.extend(kinds.iter().map(|(id, ..)| count(id)));
        table.add_row(cells);
    }
    let _ = writeln!(out, "{}", table.trim_fmt());
    for list in lists {
        let matched = list.keys.intersection(seen).count();
        let only = list.keys.len() - matched;
        let (none, twice, bad) = (list.without_key, list.repeated, list.unreadable);
        let rows = list.keys.len() as u64 + none + twice + bad;
        let told = language.pick(
            format!(
                "{}：共 {rows} 行 ＝ 对应 {matched} ＋ 儿童名册没有 {only} ＋ 重复 {twice} ＋ 无编号 {none} ＋ 读不出 {bad}",
                list.entry.id
            ),
            format!(
                "{}: {rows} rows in = {matched} matched + {only} not among the children + {twice} repeated + {none} without a key + {bad} unreadable",
                list.entry.id
            ),
        );
        let _ = writeln!(out, "{} {told}", bold("›"));
    }
    let Tally { rows, in_order, not_in_order, only_to_verify, without_key, rejected, .. } = tally;
    let balance = language.pick(
        format!(
            "共 {rows} 行 ＝ 相符 {in_order} ＋ 退回核查 {not_in_order} ＋ 只有待核实 {only_to_verify} ＋ 无编号 {without_key} ＋ 退回 {rejected}"
        ),
        format!(
            "{rows} rows in = {in_order} in order + {not_in_order} to check + {only_to_verify} only to verify + {without_key} without a key + {rejected} rejected"
        ),
    );
    let _ = writeln!(out, "\n{}", bold(&balance));
    out
}
