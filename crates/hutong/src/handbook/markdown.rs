//! The page as Markdown (GitHub's), Chinese first, then English. Every text is escaped: a label cannot become markup.

use super::html::target;
use super::page::{Block, Chapter, Entry, Page, Phrase, Piece, TableRow, Value, Words};
use crate::policy::source::Label;

/// The page.
pub(super) fn render(page: &Page) -> String {
    let levels: Vec<String> = page.levels.iter().map(phrase).collect();
    format!(
        "# {}\n\n> {}\n>\n> {}\n\n{}- **等级 / Levels** {}\n\n**目录 / Contents**\n\n{}{}",
        both(&page.title),
        escape(&page.about.zh),
        escape(&page.about.en),
        each(&page.head, |row| bullet(&row.name, &row.value)),
        levels.join(" → "),
        each(&page.chapters, |chapter| format!("- [{}](#{})\n", both(&chapter.title), chapter.anchor)),
        each(&page.chapters, |found| format!("\n{}", chapter(found))),
    )
}

/// Items written one after the other.
fn each<T>(items: &[T], write: impl Fn(&T) -> String) -> String {
    items.iter().map(write).collect::<Vec<_>>().concat()
}

/// One chapter.
pub(super) fn chapter(chapter: &Chapter) -> String {
    // Entries stand one step below a heading, where the chapter has headings.
    let has_headings = chapter.blocks.iter().any(|block| matches!(block, Block::Heading { .. }));
    let heading = if has_headings { "####" } else { "###" };
    let blocks = each(&chapter.blocks, |block| match block {
        Block::Heading { text, .. } => format!("\n### {}\n", both(text)),
        Block::Paragraph(words) => format!("\n{}\n", phrase(words)),
        Block::Entry(card) => format!("\n{}", entry(card, heading)),
        Block::Table { head, rows } => format!("\n{}", table(head, rows)),
    });
    format!(
        "{}\n\n## {}\n\n{}\n{}\n{blocks}",
        anchor(chapter.anchor),
        both(&chapter.title),
        escape(&chapter.about.zh),
        escape(&chapter.about.en),
    )
}

fn entry(entry: &Entry, heading: &str) -> String {
    format!(
        "{}\n\n{heading} {}\n\n`{}`{}\n\n{}",
        anchor(&entry.anchor),
        both(&entry.title),
        code(&entry.anchor),
        each(&entry.tags, |tag| format!(" · {}", both(tag))),
        each(&entry.rows, |row| bullet(&row.name, &row.value)),
    )
}

fn bullet(name: &Label, value: &Value) -> String {
    let name = format!("- **{}**", both(name));
    match value {
        Value::Line(words) | Value::Condition(Words::Line(words)) => format!("{name} {}\n", phrase(words)),
        Value::Row(words) => format!("{name} {}\n", words.iter().map(phrase).collect::<Vec<_>>().join("; ")),
        Value::Lines(words) => format!("{name}\n{}", each(words, |words| format!("  - {}\n", phrase(words)))),
        Value::Folded { summary, lines } => {
            let lines = each(lines, |words| format!("  - {}\n", phrase(words)));
            format!("{name} {}\n{lines}", phrase(summary))
        }
        Value::Condition(list) => {
            format!("{name}\n{}{}", condition(list, 1, false), condition(list, 1, true))
        }
    }
}

/// A condition as a nested list in one language.
fn condition(words: &Words, depth: usize, english: bool) -> String {
    let indent = "  ".repeat(depth);
    let text = |words: &Phrase| pieces(if english { &words.en } else { &words.zh });
    match words {
        Words::Line(words) => format!("{indent}- {}\n", text(words)),
        Words::List { lead, parts } => {
            let colon = if english { ":" } else { "：" };
            let parts = each(parts, |part| condition(part, depth + 1, english));
            format!("{indent}- {}{colon}\n{parts}", text(lead))
        }
    }
}

fn table(head: &[Label], rows: &[TableRow]) -> String {
    let heads: Vec<String> = head.iter().map(both).collect();
    let rows = each(rows, |row| {
        let cells: Vec<String> = row.cells.iter().map(cell).collect();
        let anchor = row.anchor.as_deref().map(anchor).unwrap_or_default();
        format!("| {anchor}{} |\n", cells.join(" | "))
    });
    format!("| {} |\n|{}\n{rows}", heads.join(" | "), " --- |".repeat(head.len()))
}

fn cell(value: &Value) -> String {
    match value {
        Value::Line(words) | Value::Condition(Words::Line(words)) => phrase(words),
        Value::Row(words) => words.iter().map(phrase).collect::<Vec<_>>().join("; "),
        Value::Lines(words) => words.iter().map(phrase).collect::<Vec<_>>().join("<br>"),
        Value::Folded { summary, lines } => {
            let lines: Vec<String> = lines.iter().map(phrase).collect();
            format!("<details><summary>{}</summary>{}</details>", phrase(summary), lines.join("<br>"))
        }
        Value::Condition(list) => {
            let text = list.text();
            format!("{}<br>{}", broken(&text.zh), broken(&text.en))
        }
    }
}

fn broken(text: &str) -> String {
    text.lines().map(escape).collect::<Vec<_>>().join("<br>")
}

/// Both languages on one line; once where they are the same.
fn both(label: &Label) -> String {
    joined(&escape(&label.zh), &escape(&label.en))
}

/// A phrase within a line: what both languages share at its ends stands once.
fn phrase(words: &Phrase) -> String {
    let [start, zh, en, end] = words.parts().map(pieces);
    // The space behind what is shared stands once too.
    let space = if zh.starts_with(' ') && en.starts_with(' ') { " " } else { "" };
    format!("{start}{space}{}{end}", joined(zh.trim_start(), en.trim_start()))
}

fn joined(zh: &str, en: &str) -> String {
    if zh == en { zh.to_owned() } else { format!("{zh} / {en}") }
}

fn pieces(pieces: &[Piece]) -> String {
    each(pieces, |piece| match piece {
        Piece::Text(text) => escape(text),
        Piece::Link { text, to } | Piece::Note { text, to } => {
            format!("[{}](#{})", escape(text), target(to))
        }
        Piece::Code(text) => format!("`{}`", code(text)),
        // Markdown has no colours; the words say the level.
        Piece::Colour(_) => String::new(),
    })
}

fn anchor(name: &str) -> String {
    format!("<a id=\"{}\"></a>", target(name))
}

/// Text between backquotes, which takes no escapes.
fn code(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).map(|c| if c == '`' || c == '|' { '\'' } else { c }).collect()
}

fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '#' | '~' | '$' => {
                out.push('\\');
                out.push(c);
            }
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}
