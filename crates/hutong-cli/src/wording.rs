//! `hutong wording check`: titles and banners, each a line, held against the words that the policy avoids in public.

use std::fmt::Write as _;
use std::fs;
use std::io::{self, Read};
use std::path::Path;

use clap::{Args, Subcommand};
use hutong::wording::WordingChecked;

use crate::arguments::{PolicyChoice, ReportFormat};
use crate::failure::Failure;
use crate::language::Language;
use crate::messages::Done;
use crate::policies::choose;
use crate::report_sink::ReportSink;
use crate::style::bold;

/// `hutong wording …`.
#[derive(Debug, Subcommand)]
pub(crate) enum WordingCommand {
    /// Check the names of activities, banners and publicity; exit status 1 where words are to be avoided (检查)
    Check(CheckArguments),
}

/// `hutong wording check`.
#[derive(Debug, Args)]
pub(crate) struct CheckArguments {
    /// The text, or a text file of one title a line, or `-` for standard input (文字或文件)
    #[arg(value_name = "TEXT|FILE|-")]
    text: String,
    #[command(flatten)]
    choice: PolicyChoice,
    /// The form of the output (输出格式)
    #[arg(long, value_enum, default_value_t = ReportFormat::Table)]
    format: ReportFormat,
}

/// The headers of the CSV.
const HEADERS: [&str; 7] = ["line", "from", "until", "word", "instead", "suggestion", "cite"];

/// Runs `hutong wording …`.
pub(crate) fn run(command: &WordingCommand, language: Language) -> Result<Done, Failure> {
    let WordingCommand::Check(arguments) = command;
    let policy = choose(&arguments.choice)?;
    let text = read(&arguments.text)?;
    let mut sink = ReportSink::open(arguments.format, None, &HEADERS)?;
    let (mut lines, mut with_words) = (0u64, 0u64);
    let mut report = String::new();
    for (number, line) in (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty()) {
        lines += 1;
        let checked = policy.check_wording(line);
        if checked.found.is_empty() {
            continue;
        }
        with_words += 1;
        sink.entry(
            || serde_json::json!({ "line": number, "text": line, "checked": checked }).to_string(),
            || rows(number, &checked),
        )?;
        report.push_str(&language.report(|language| told(number, line, &checked, language)));
    }
    let balance = language.report(|language| {
        let told = language.pick(
            format!("共 {lines} 行，其中 {with_words} 行有须避免的字眼"),
            format!("{lines} lines, {with_words} of them with words to avoid"),
        );
        format!("{}\n", bold(&told))
    });
    report.push_str(&balance);
    sink.finish(&report)?;
    Ok(if with_words == 0 { Done::Wholly } else { Done::WithFaults })
}

/// What is to be checked: the file of that name, if there is one, else the words themselves.
fn read(text: &str) -> Result<String, Failure> {
    let not_read =
        |error: &io::Error| Failure::cannot_read("文字文件", "file of titles", Path::new(text), error);
    if text == "-" {
        let mut read = String::new();
        io::stdin().read_to_string(&mut read).map_err(|error| not_read(&error))?;
        return Ok(read);
    }
    if !Path::new(text).is_file() {
        return Ok(text.to_owned());
    }
    let read = fs::read_to_string(text).map_err(|error| not_read(&error))?;
    Ok(read.trim_start_matches('\u{FEFF}').to_owned())
}

/// One line with words to avoid, in words.
fn told(number: u64, line: &str, checked: &WordingChecked<'_>, language: Language) -> String {
    let mut out = String::new();
    let _ = writeln!(
        out,
        "{}",
        bold(&language.pick(format!("第 {number} 行：{line}"), format!("line {number}: {line}")))
    );
    for word in &checked.found {
        let (place, label) = (word.from + 1, language.label(word.label));
        let told = language.pick(
            format!("第 {place} 字起“{}”：{label}（{}）", word.word, word.cite),
            format!("from character {place} “{}”: {label} ({})", word.word, word.cite),
        );
        let _ = writeln!(out, "  × {told}");
    }
    if let Some(suggestion) = &checked.suggestion {
        let told = language.pick(format!("可改为：{suggestion}"), format!("may read: {suggestion}"));
        let _ = writeln!(out, "  › {told}");
    }
    out
}

/// The same as rows of CSV, in the order of [`HEADERS`].
fn rows(number: u64, checked: &WordingChecked<'_>) -> Vec<[String; HEADERS.len()]> {
    let row = |word: &hutong::wording::WordFound<'_>| {
        [
            number.to_string(),
            (word.from + 1).to_string(),
            word.until.to_string(),
            word.word.to_owned(),
            word.instead.map(|label| label.zh.clone()).unwrap_or_default(),
            checked.suggestion.clone().unwrap_or_default(),
            word.cite.clone(),
        ]
    };
    checked.found.iter().map(row).collect()
}
