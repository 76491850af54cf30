//! `hutong policy check`, `show` and `list`.

use std::fs;
use std::io::Write as _;
use std::path::Path;

use hutong::handbook::{self, Cases};
use hutong::{Policy, PolicyFault};

use crate::arguments::{CheckFormat, ListFormat, PageFormat, PolicyCommand};
use crate::export_csv::CsvOut;
use crate::failure::Failure;
use crate::language::Language;
use crate::messages::Done;
use crate::output::Output;
use crate::policies::{load, parse, read_text};
use crate::policy_faults;
use crate::style::{bold, light_table};

/// Runs `hutong policy …`.
pub(crate) fn run(command: &PolicyCommand, language: Language) -> Result<Done, Failure> {
    match command {
        PolicyCommand::Check { file, format } => check(file, *format, language),
        PolicyCommand::Show { policy, format, matrix, cases, output } => {
            show(policy, *format, *matrix, cases.as_deref(), output.as_deref())
        }
        PolicyCommand::List { format } => list(*format, language),
    }
}

fn check(file: &Path, format: CheckFormat, language: Language) -> Result<Done, Failure> {
    let text = read_text(file)?;
    let (faults, policy) = match parse(file, &text) {
        Ok(policy) => (policy.warnings().to_vec(), Some(policy)),
        Err(error) => (error.faults, None),
    };
    let mut output = Output::open(None)?;
    match format {
        CheckFormat::Json => {
            let json = serde_json::to_string_pretty(&faults).unwrap_or_else(|_| "[]".into());
            writeln!(output, "{json}")?;
        }
        CheckFormat::Text => {
            let mut out = policy_faults::render(file, &text, &faults);
            out.push_str(&verdict(&faults, policy.as_ref(), language));
            output.write_styled(&out)?;
        }
    }
    output.finish()?;
    Ok(if policy.is_some() { Done::Wholly } else { Done::WithFaults })
}

/// The last line of a check.
fn verdict(faults: &[PolicyFault], policy: Option<&Policy>, language: Language) -> String {
    let errors = faults.iter().filter(|fault| fault.code.is_error()).count();
    let warnings = faults.len() - errors;
    let told = match policy {
        Some(policy) => {
            let source = policy.source();
            let (rules, clauses) = (source.triggers.len(), source.clauses.len());
            let hash = policy.hash().get(..12).unwrap_or_default();
            language.pick(
                format!("{} {} 可以使用：{} 级、{rules} 种情形、{clauses} 条条款；{warnings} 处提示；内容摘要 {hash}", source.id, source.version, source.levels.len()),
                format!("{} {} can be used: {} levels, {rules} triggers, {clauses} clauses; {warnings} warning(s); hash {hash}", source.id, source.version, source.levels.len()),
            )
        }
        None => language.pick(
            format!("不能使用：{errors} 处错误、{warnings} 处提示"),
            format!("cannot be used: {errors} error(s), {warnings} warning(s)"),
        ),
    };
    format!("{}\n", bold(&told))
}

fn show(
    id_or_file: &str,
    format: PageFormat,
    matrix: bool,
    cases: Option<&Path>,
    output: Option<&Path>,
) -> Result<Done, Failure> {
    let policy = load(id_or_file)?;
    let cases = match cases {
        Some(path) => read_cases(path)?,
        None => Cases::new(),
    };
    let page = match (matrix, format) {
        (false, PageFormat::Md) => handbook::markdown(&policy, &cases),
        (false, PageFormat::Html) => handbook::html(&policy, &cases),
        (true, PageFormat::Md) => handbook::matrix_markdown(&policy, &cases),
        (true, PageFormat::Html) => {
            return Err(Failure::told(
                "matrix-is-markdown",
                "条款对照表只有 Markdown 格式。请去掉 --format html；完整的 HTML 页中已包含对照表。",
                "The matrix alone comes as Markdown. Leave --format html out; the whole HTML page holds the matrix too.",
            ));
        }
    };
    let mut output = Output::open(output)?;
    output.write_all(page.as_bytes())?;
    output.finish()?;
    Ok(Done::Wholly)
}

fn read_cases(path: &Path) -> Result<Cases, Failure> {
    let text = fs::read_to_string(path)
        .map_err(|error| Failure::cannot_read("案例文件", "file of cases", path, &error))?;
    serde_json::from_str(&text).map_err(|error| {
        Failure::told(
            "cases",
            format!("案例文件写法不对（{error}）。应为 {{\"trigger/unlawful-harm\": [\"案例名\"]}}。"),
            format!("The file of cases is not written right ({error}). Write {{\"trigger/unlawful-harm\": [\"name of a case\"]}}."),
        )
    })
}

fn list(format: ListFormat, language: Language) -> Result<Done, Failure> {
    let policies: Vec<Policy> = Policy::builtin_ids().map(load).collect::<Result<_, _>>()?;
    let mut output = Output::open(None)?;
    let row = |policy: &Policy| {
        let source = policy.source();
        let document = &source.document;
        let until = document.until.map(|until| until.to_string()).unwrap_or_default();
        [
            source.id.clone(),
            source.version.clone(),
            language.label(&source.label).into_owned(),
            document.number.clone(),
            document.from.to_string(),
            until,
            policy.hash().get(..12).unwrap_or_default().to_owned(),
        ]
    };
    match format {
        ListFormat::Table => {
            let mut table = light_table(output.is_terminal());
            let titles = [
                ("标识", "id"),
                ("版本", "version"),
                ("名称", "label"),
                ("文号", "document"),
                ("自", "from"),
                ("至", "until"),
                ("内容摘要", "hash"),
            ];
            table.set_header(titles.map(|(zh, en)| language.pick(zh, en).into_owned()));
            table.add_rows(policies.iter().map(row));
            output.write_styled(&format!("{}\n", table.trim_fmt()))?;
        }
        ListFormat::Json => {
            let json: Vec<_> = policies
                .iter()
                .map(|policy| {
                    let source = policy.source();
                    serde_json::json!({
                        "id": source.id, "version": source.version, "label": source.label,
                        "document": source.document, "hash": policy.hash(),
                    })
                })
                .collect();
            writeln!(output, "{}", serde_json::to_string_pretty(&json).unwrap_or_else(|_| "[]".into()))?;
        }
        ListFormat::Csv => {
            let mut out =
                CsvOut::new(output, &["id", "version", "label", "document", "from", "until", "hash"])?;
            policies.iter().try_for_each(|policy| out.row(&row(policy)))?;
            out.finish()?;
            return Ok(Done::Wholly);
        }
    }
    output.finish()?;
    Ok(Done::Wholly)
}
