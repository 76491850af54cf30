//! `hutong form merge`: the tables of many units added up to one. Each is checked first; one that is wrong is left out
//! and said.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use chrono::{Datelike, NaiveDate};
use hutong::form::{FilledNumbers, FormCell, FormHead};
use hutong::{Policy, Severity};

use crate::failure::Failure;
use crate::form::arguments::MergeArguments;
use crate::form::check::own_faults;
use crate::form::no_form;
use crate::form::read::FilledTable;
use crate::form::table_fault::{TableFault, list};
use crate::form::write::{Behind, Filled, refuse_streamed, write};
use crate::language::Language;
use crate::messages::Done;
use crate::output::refuse_same;
use crate::policies::{as_of, choose};
use crate::style::{alarm, bold};
use crate::words::Words;

/// A table that is added, with the name of its unit.
struct Unit {
    name: String,
    table: FilledTable,
}

/// Runs `hutong form merge`.
pub(crate) fn run(arguments: &MergeArguments, language: Language) -> Result<Done, Failure> {
    let policy = choose(&arguments.choice)?;
    let output = arguments.output.as_deref();
    refuse_streamed(arguments.format, output)?;
    let mut places: Vec<Option<&Path>> = arguments.tables.iter().map(|path| Some(path.as_path())).collect();
    places.push(output);
    refuse_same(&places)?;
    let given = arguments.as_of.as_deref().map(|text| as_of(Some(text))).transpose()?;
    let Joined { units, mut faults, left_out: notes } = read(arguments, &policy)?;
    let date = match given.or_else(|| units.iter().filter_map(|unit| unit.table.date()).max()) {
        Some(date) => date,
        None if units.is_empty() => NaiveDate::from_ymd_opt(2000, 1, 1).unwrap_or_default(),
        None => return as_of(None).map(|_| Done::Wholly),
    };
    faults.extend(differences(&units, date));
    let year = arguments.head.year.or_else(|| units.iter().find_map(|unit| unit.table.year));
    let head = FormHead {
        year: year.unwrap_or(date.year()),
        unit: arguments.head.unit.clone(),
        filled_by: arguments.head.filled_by.clone(),
        date: Some(date),
        telephone: arguments.head.telephone.clone(),
    };
    let mut table = policy.form_table(date).ok_or_else(no_form)?;
    for unit in &units {
        table.add_filled(&unit.table.numbers);
    }
    let behind: Vec<(String, BTreeMap<FormCell, u64>)> =
        units.iter().map(|unit| (unit.name.clone(), figures(&unit.table.numbers, &policy))).collect();
    let left_out = arguments.tables.len() - units.len();
    if units.is_empty() {
        crate::messages::report(&language.report(|language| told(&faults, 0, left_out, language)));
        return Err(Failure::told(
            "no-table-to-add",
            "没有一份表格可以汇总，没有写出文件。请先改正上面列出的错误。",
            "No table can be added, and nothing was written. Correct the faults listed above first.",
        ));
    }
    let words = Words { policy: &policy, language };
    let filled = Filled {
        table: &table,
        published: None,
        head: &head,
        behind: Behind::Units(&behind, &faults, &notes),
        words,
    };
    let told = |_: bool| language.report(|language| told(&faults, units.len(), left_out, language));
    write(&filled, arguments.format, output, &told)?;
    let wrong = left_out + faults.iter().filter(|fault| fault.is_error()).count();
    Ok(Done::of(u64::try_from(wrong).unwrap_or(u64::MAX), None))
}

/// The tables of a run.
#[derive(Default)]
struct Joined {
    /// Those that can be added.
    units: Vec<Unit>,
    /// The faults of all.
    faults: Vec<TableFault>,
    /// Which are left out, in Chinese and English: it stands on the joint table itself, whose numbers are too low by
    /// theirs. Half of a wrong table is not added, for nobody could tell which half.
    left_out: Vec<(String, String)>,
}

fn read(arguments: &MergeArguments, policy: &Policy) -> Result<Joined, Failure> {
    let Joined { mut units, mut faults, mut left_out } = Joined::default();
    for (place, path) in arguments.tables.iter().enumerate() {
        let table = FilledTable::read(path, policy)?;
        let mut own = own_faults(&table, policy);
        let name = table.unit().map_or_else(|| format!("#{}", place + 1), str::to_owned);
        if let Some(first) = units.iter().position(|unit| unit.name == name) {
            let first = first + 1;
            own.push(TableFault::new(
                "unit-twice",
                Severity::Error,
                None,
                format!("填报单位与前面计入的第 {first} 个单位相同，没有重复计入"),
                format!("the reporting unit is that of unit {first} added before; it was not added twice"),
            ));
        }
        let broken = table.is_broken() || own.iter().any(TableFault::is_error);
        if broken {
            let errors = own.iter().filter(|fault| fault.is_error()).count();
            let number = place + 1;
            left_out.push((
                format!("第 {number} 份表格（{name}）有 {errors} 处错误，未计入本表：本表人数偏少，改正后须重新汇总"),
                format!("table {number} ({name}) has {errors} errors and is not counted here: the numbers are too low by its own until it is corrected and merged again"),
            ));
        }
        faults.extend(own.into_iter().map(|fault| TableFault { table: Some(place + 1), ..fault }));
        if !broken {
            units.push(Unit { name, table });
        }
    }
    Ok(Joined { units, faults, left_out })
}

/// Tables of different days or years, which add up to no single day's stock.
fn differences(units: &[Unit], date: NaiveDate) -> Vec<TableFault> {
    let mut faults = Vec::new();
    let others = units.iter().filter(|unit| unit.table.date().is_some_and(|day| day != date)).count();
    if others > 0 {
        faults.push(TableFault::new(
            "days-differ",
            Severity::Warning,
            None,
            format!("{others} 份表格的日期不是 {date}，汇总的不是同一天的人数"),
            format!("{others} tables are of other days than {date}: they do not count the same day"),
        ));
    }
    let mut years: Vec<i32> = units.iter().filter_map(|unit| unit.table.year).collect();
    years.sort_unstable();
    years.dedup();
    if years.len() > 1 {
        faults.push(TableFault::new(
            "years-differ",
            Severity::Warning,
            None,
            "表格标题中的年度不一致",
            "the titles of the tables name different years",
        ));
    }
    faults
}

fn figures(numbers: &FilledNumbers, policy: &Policy) -> BTreeMap<FormCell, u64> {
    let printed = FilledNumbers::cells(policy).into_iter();
    let cells = printed.chain(numbers.below.keys().copied());
    cells.filter_map(|cell| Some((cell, numbers.get(cell)?))).collect()
}

fn told(faults: &[TableFault], added: usize, left_out: usize, language: Language) -> String {
    let mut out = list(faults, language);
    if left_out > 0 {
        let told = language.pick(
            format!("{left_out} 份表格有错误，没有计入汇总：改正后重新汇总"),
            format!("{left_out} tables have errors and were left out: correct them and merge again"),
        );
        let _ = writeln!(out, "{}", alarm(&format!(" ! {told} ")));
    }
    let all = added + left_out;
    let balance = language.pick(
        format!("共 {all} 份表格 ＝ 已计入 {added} ＋ 未计入 {left_out}"),
        format!("{all} tables in = {added} added + {left_out} left out"),
    );
    let _ = writeln!(out, "{}", bold(&balance));
    out
}
