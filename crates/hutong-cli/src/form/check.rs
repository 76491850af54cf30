//! `hutong form check`: a table that somebody filled, against itself, the previous period and the children.

use std::fmt::Write as _;
use std::path::Path;

use chrono::{Datelike, NaiveDate};
use hutong::Policy;
use hutong::form::Comparison;

use crate::arguments::ReportFormat;
use crate::failure::Failure;
use crate::form::arguments::CheckArguments;
use crate::form::counting::{Counted, Counting};
use crate::form::fill::told;
use crate::form::read::FilledTable;
use crate::form::table_fault::{HEADERS, TableFault, list};
use crate::language::Language;
use crate::messages::{self, Done};
use crate::output::refuse_same;
use crate::policies::{as_of, choose};
use crate::report_sink::ReportSink;
use crate::sink::RejectedList;
use crate::style::{bold, dim};
use crate::words::Words;

/// Runs `hutong form check`.
pub(crate) fn run(arguments: &CheckArguments, language: Language) -> Result<Done, Failure> {
    let policy = choose(&arguments.policy.choice)?;
    let output = arguments.output.as_deref();
    let (previous, children) = (arguments.previous.as_deref(), arguments.children.as_deref());
    refuse_same(&[Some(&arguments.table), previous, children, output, arguments.reading.mapping.as_deref()])?;
    let day = children.map(|_| as_of(arguments.policy.as_of.as_deref())).transpose()?;
    let table = readable(&arguments.table, &policy, ["", ""])?;
    let earlier = previous.map(|path| readable(path, &policy, ["--previous 上期表格：", "--previous: "]));
    let earlier = earlier.transpose()?;
    let counted = match (children, day) {
        (Some(path), Some(date)) => {
            let year = table.year.unwrap_or(date.year());
            Some(count(path, arguments, &policy, policy.form_day(date, year), table.unit())?)
        }
        _ => None,
    };
    let mut faults = table.faults.clone();
    faults.extend(earlier.iter().filter_map(earlier_faults));
    if let Some(date) = day.filter(|_| counted.is_some()) {
        faults.extend(another_day(&table, date));
    }
    let with = Comparison {
        previous: earlier.as_ref().map(|earlier| &earlier.numbers),
        children: counted.as_ref().map(|counted| &counted.table),
    };
    faults.extend(of_numbers(&table, &policy, &with));
    write(arguments, &faults, language, &|language| {
        let words = Words { policy: &policy, language };
        let mut text = report(&arguments.table, &faults, words);
        if let Some(counted) = &counted {
            text.push_str(&told(counted, words, table.unit()));
        }
        text
    })?;
    let errors = faults.iter().filter(|fault| fault.is_error()).count();
    let rejected = counted.as_ref().map_or(0, |counted| counted.rejected);
    let ends_at = counted.as_ref().and_then(|counted| counted.rejects.ends_at);
    Ok(Done::of(rejected.saturating_add(u64::try_from(errors).unwrap_or(u64::MAX)), ends_at))
}

/// The faults of the numbers of a table, without those that its reading told already.
pub(super) fn of_numbers(table: &FilledTable, policy: &Policy, with: &Comparison<'_>) -> Vec<TableFault> {
    // A table that is unreadable as a whole has no numbers to judge.
    if table.numbers.rows.is_empty() {
        return Vec::new();
    }
    let faults = policy.check_form(&table.numbers, with).into_iter();
    faults
        .filter(|fault| fault.found().is_some() || !table.told.contains(&fault.cell()))
        .map(|fault| TableFault::of_numbers(&fault, table.places.get(&fault.cell()).cloned()))
        .collect()
}

/// A table whose lines can be read, whatever is wrong with them. `names` says which it is, in Chinese and English.
fn readable(path: &Path, policy: &Policy, [zh, en]: [&str; 2]) -> Result<FilledTable, Failure> {
    let table = FilledTable::read(path, policy)?;
    match table.faults.first().filter(|_| table.numbers.rows.is_empty()) {
        Some(fault) => {
            Err(Failure::told(fault.code, format!("{zh}{}", fault.zh), format!("{en}{}", fault.en)))
        }
        None => Ok(table),
    }
}

/// What is wrong with the table of the previous period limits the comparison; the table itself is not wrong for it.
fn earlier_faults(earlier: &FilledTable) -> Option<TableFault> {
    let errors = earlier.faults.iter().filter(|fault| fault.is_error()).count();
    (errors > 0).then(|| {
        TableFault::new(
            "previous-has-faults",
            hutong::Severity::Warning,
            None,
            format!("上期表格有 {errors} 处读不出来，这些数没有比较"),
            format!("{errors} numbers of the previous table cannot be read and were not compared"),
        )
    })
}

/// The children are assessed for one day, and the table is of another.
fn another_day(table: &FilledTable, date: NaiveDate) -> Option<TableFault> {
    let on_table = table.date().filter(|on_table| *on_table != date)?;
    Some(TableFault::new(
        "another-day",
        hutong::Severity::Warning,
        None,
        format!("表上的日期是 {on_table}，核对的基准日是 {date}：差异可能由此而来"),
        format!(
            "the table is of {on_table} and the children are assessed for {date}: numbers may differ for that"
        ),
    ))
}

fn count<'p>(
    path: &Path,
    arguments: &CheckArguments,
    policy: &'p Policy,
    day: NaiveDate,
    unit: Option<&str>,
) -> Result<Counted<'p>, Failure> {
    let counting =
        Counting { path, reading: &arguments.reading, day, unit, with_keys: false, shown: arguments.rows };
    counting.run(policy, RejectedList::open(None, Language::Zh)?)
}

fn write(
    arguments: &CheckArguments,
    faults: &[TableFault],
    language: Language,
    report: &dyn Fn(Language) -> String,
) -> Result<(), Failure> {
    let format: ReportFormat = arguments.format;
    let mut sink = ReportSink::open(format, arguments.output.as_deref(), &HEADERS)?;
    for fault in faults {
        sink.entry(|| fault.line(), || vec![fault.cells(language)])?;
    }
    let text = language.report(report);
    if !sink.finish(&text)? {
        messages::report(&text);
    }
    Ok(())
}

fn report(path: &Path, faults: &[TableFault], words: Words<'_>) -> String {
    let language = words.language;
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let title = language.pick(format!("核表 {name}"), format!("Check of {name}"));
    let mut out = format!("{}  {}\n", bold(&title), dim(&words.policy.source().document.number));
    out.push_str(&list(faults, language));
    let errors = faults.iter().filter(|fault| fault.is_error()).count();
    let others = faults.len() - errors;
    let verdict = if faults.is_empty() {
        language.pick("没有发现问题".to_owned(), "nothing is wrong".to_owned())
    } else {
        language.pick(
            format!("共 {errors} 处错误，{others} 处请核对"),
            format!("{errors} errors, {others} to look at"),
        )
    };
    let _ = writeln!(out, "{}", bold(&verdict));
    out
}

/// Every fault of a table by itself.
pub(super) fn own_faults(table: &FilledTable, policy: &Policy) -> Vec<TableFault> {
    let mut faults = table.faults.clone();
    faults.extend(of_numbers(table, policy, &Comparison::default()));
    faults
}
