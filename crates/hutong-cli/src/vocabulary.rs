//! `hutong columns` and `hutong schema`: what a file may hold and what comes out.

use std::io::Write as _;

use hutong::history::EntryPlan;
use hutong::schema;
use hutong::vocabulary::{Column, columns};

use crate::arguments::{ColumnsOf, ListFormat, SchemaOf};
use crate::export_csv::CsvOut;
use crate::failure::Failure;
use crate::language::Language;
use crate::messages::Done;
use crate::output::Output;
use crate::style::light_table;

/// Runs `hutong columns`.
pub(crate) fn list(of: ColumnsOf, format: ListFormat, language: Language) -> Result<Done, Failure> {
    let mut output = Output::open(None)?;
    let columns: Vec<&Column> = match of.entry() {
        None => columns().iter().collect(),
        Some(kind) => std::iter::once(EntryPlan::key_column()).chain(kind.columns()).collect(),
    };
    let kind = |column: &Column| {
        serde_json::to_value(column.kind)
            .ok()
            .and_then(|kind| kind.as_str().map(str::to_owned))
            .unwrap_or_default()
    };
    match format {
        ListFormat::Table => {
            let mut table = light_table(output.is_terminal());
            let titles = [
                ("列", "column"),
                ("名称", "label"),
                ("类型", "kind"),
                ("可用的值", "values"),
                ("条款", "clause"),
            ];
            table.set_header(titles.map(|(zh, en)| language.pick(zh, en).into_owned()));
            for column in &columns {
                let values: Vec<_> =
                    column.values.iter().map(|value| language.pick(value.zh, value.en)).collect();
                table.add_row([
                    column.path.clone(),
                    language.pick(column.zh.as_str(), column.en.as_str()).into_owned(),
                    kind(column),
                    values.join(language.comma()),
                    column.cite.to_owned(),
                ]);
            }
            output.write_styled(&format!("{}\n", table.trim_fmt()))?;
        }
        ListFormat::Json => {
            let entries: Vec<_> = columns.iter().map(|column| column.as_json()).collect();
            writeln!(output, "{}", serde_json::to_string_pretty(&entries).unwrap_or_else(|_| "[]".into()))?;
        }
        ListFormat::Csv => {
            let mut out = CsvOut::new(output, &["path", "zh", "en", "kind", "values", "values_zh", "cite"])?;
            for column in &columns {
                let join = |pick: fn(&hutong::vocabulary::Value) -> &'static str| {
                    column.values.iter().map(pick).collect::<Vec<_>>().join("; ")
                };
                out.row(&[
                    &column.path,
                    &column.zh,
                    &column.en,
                    &kind(column),
                    &join(|value| value.id),
                    &join(|value| value.zh),
                    column.cite,
                ])?;
            }
            out.finish()?;
            return Ok(Done::Wholly);
        }
    }
    output.finish()?;
    Ok(Done::Wholly)
}

/// Runs `hutong schema`: the published schema, as it stands in `schemas/`.
pub(crate) fn schema(of: SchemaOf) -> Result<Done, Failure> {
    let schema = match of {
        SchemaOf::Child => schema::child(),
        SchemaOf::Assessment => schema::assessment(),
        SchemaOf::Policy => schema::policy(),
        SchemaOf::Forecast => schema::forecast(),
        SchemaOf::Difference => schema::difference(),
        SchemaOf::History => schema::history(),
        SchemaOf::Ledger => schema::ledger(),
        SchemaOf::OrganisationLedger => schema::organisation_ledger(),
        SchemaOf::Form => schema::form(),
        SchemaOf::List => schema::list(),
    };
    let mut output = Output::open(None)?;
    writeln!(output, "{}", serde_json::to_string_pretty(&schema).unwrap_or_else(|_| "{}".into()))?;
    output.finish()?;
    Ok(Done::Wholly)
}
