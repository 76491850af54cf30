//! `hutong form fill`: from a file of children to the filled form.

use std::fmt::Write as _;

use chrono::Datelike;
use hutong::form::FormHead;

use crate::failure::Failure;
use crate::form::arguments::FillArguments;
use crate::form::counting::{Counted, Counting};
use crate::form::publication::publish;
use crate::form::write::{Behind, Filled, refuse_streamed, write};
use crate::language::Language;
use crate::messages::Done;
use crate::output::refuse_same;
use crate::policies::{as_of, choose};
use crate::rejected_report;
use crate::sink::RejectedList;
use crate::style::{alarm, bold};
use crate::words::Words;

/// Runs `hutong form fill`.
pub(crate) fn run(arguments: &FillArguments, language: Language) -> Result<Done, Failure> {
    let date = as_of(arguments.policy.as_of.as_deref())?;
    let policy = choose(&arguments.policy.choice)?;
    let (input, output) = (&arguments.input, arguments.to.output.as_deref());
    refuse_streamed(arguments.format, output)?;
    refuse_same(&[
        Some(&input.file),
        output,
        arguments.to.rejected.as_deref(),
        arguments.previous_release.as_deref(),
        input.reading.mapping.as_deref(),
    ])?;
    let year = arguments.head.year.unwrap_or(date.year());
    let counting = Counting {
        path: &input.file,
        reading: &input.reading,
        day: policy.form_day(date, year),
        unit: arguments.head.unit.as_deref(),
        with_keys: !arguments.no_children && !arguments.for_publication,
        shown: arguments.to.rows,
    };
    let counted = counting.run(&policy, RejectedList::open(arguments.to.rejected.as_deref(), language)?)?;
    let head = FormHead {
        year,
        unit: arguments.head.unit.clone(),
        filled_by: arguments.head.filled_by.clone(),
        date: Some(date),
        telephone: arguments.head.telephone.clone(),
    };
    let words = Words { policy: &policy, language };
    let published = arguments
        .for_publication
        .then(|| publish(&policy, &counted.table.numbers(), arguments.previous_release.as_deref()));
    let published = published.transpose()?;
    let without = arguments.no_children || published.is_some();
    let behind = if without { Behind::Nothing } else { Behind::Children(&counted.keys) };
    let published = published.as_ref();
    let filled = Filled { table: &counted.table, published, head: &head, behind, words };
    let told =
        |_: bool| language.report(|language| told(&counted, Words { language, ..words }, counting.unit));
    write(&filled, arguments.format, output, &told)?;
    Ok(Done::of(counted.rejected, counted.rejects.ends_at))
}

/// What must be told of a count besides the form: the file, whom it leaves out, the rejected rows, and the balance.
pub(super) fn told(counted: &Counted<'_>, words: Words<'_>, unit: Option<&str>) -> String {
    let language = words.language;
    let mut out = String::new();
    for notice in &counted.notices {
        let told = language.pick(notice.zh.as_str(), notice.en.as_str());
        let _ = writeln!(out, "{} {told}", bold("›"));
    }
    if counted.elsewhere > 0 {
        let (number, unit) = (counted.elsewhere, unit.unwrap_or_default());
        let told = language.pick(
            format!("另有 {number} 名儿童登记在其他乡镇（街道），未计入{unit}的表"),
            format!("{number} more children live in other townships and are not counted for {unit}"),
        );
        let _ = writeln!(out, "{} {told}", bold("›"));
    }
    if counted.nowhere > 0 {
        let number = counted.nowhere;
        let told = language.pick(
            format!("{number} 名儿童没有登记乡镇（街道），已计入本表，请核实"),
            format!("{number} children have no township on record and are counted here: verify"),
        );
        let _ = writeln!(out, "{} {told}", bold("›"));
    }
    out.push_str(&rejected_report::text(&counted.rejects, counted.rejected, words));
    let (rows, answered, rejected) = (counted.rows, counted.answered(), counted.rejected);
    let other = (counted.elsewhere > 0).then_some(counted.elsewhere);
    let other_zh = other.map(|number| format!(" ＋ 其他乡镇 {number}")).unwrap_or_default();
    let other_en = other.map(|number| format!(" + {number} elsewhere")).unwrap_or_default();
    let balance = language.pick(
        format!("共 {rows} 行 ＝ 已计入 {answered}{other_zh} ＋ 退回 {rejected}"),
        format!("{rows} rows in = {answered} counted{other_en} + {rejected} rejected"),
    );
    let _ = writeln!(out, "\n{}", bold(&balance));
    if let Some(row) = counted.rejects.ends_at {
        let told = language.pick(
            format!("未完成：第 {row} 行起无法读取，其后的行数不明。"),
            format!(
                "INCOMPLETE: nothing could be read from row {row} on; how many rows were lost is not known."
            ),
        );
        let _ = writeln!(out, "{}", alarm(&format!(" {told} ")));
    }
    out
}
