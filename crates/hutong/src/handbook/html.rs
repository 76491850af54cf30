//! The page as HTML: one file without script, for screen, phone and paper. Every text is escaped; colours are written
//! only where they are colours. How it looks is in `style.css`.

use super::page::{Block, Chapter, Entry, Page, Phrase, Piece, Row, TableRow, Value, Words, label};
use crate::policy::source::Label;

const STYLE: &str = include_str!("style.css");

/// The page.
pub(super) fn render(page: &Page) -> String {
    let title = escape(&format!("{} · {}", page.title.zh, page.title.en));
    // Nothing is loaded from anywhere, and nothing can run, whatever a label holds.
    let policy = "default-src 'none'; style-src 'unsafe-inline'";
    let skip = both(&label("跳到正文", "Skip to the text"));
    let (header, contents) = (header(page), contents(page));
    let chapters = each(&page.chapters, chapter);
    format!(
        "<!DOCTYPE html>\n<html lang=\"zh-Hans\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<title>{title}</title>\n\
         <style>\n{STYLE}</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#main\">{skip}</a>\n\
         <div class=\"page\">\n{header}{contents}<main id=\"main\">\n{chapters}</main>\n</div>\n</body>\n</html>\n"
    )
}

/// Items written one after the other.
fn each<T>(items: &[T], write: impl Fn(&T) -> String) -> String {
    items.iter().map(write).collect::<Vec<_>>().concat()
}

fn header(page: &Page) -> String {
    format!(
        "<header>\n<h1>{}</h1>\n<ol class=\"levels\">{}</ol>\n<dl class=\"rows\">\n{}</dl>\n\
         <div class=\"about\">{}</div>\n</header>\n",
        both(&page.title),
        each(&page.levels, |level| format!("<li>{}</li>", inline(level))),
        each(&page.head, row),
        two(&Phrase::label(&page.about)),
    )
}

/// The table of contents, with the choice of languages: radio buttons that only the style sheet reads.
fn contents(page: &Page) -> String {
    let choices = [("both", "中英 Both", " checked"), ("zh", "中文", ""), ("en", "English", "")];
    let choices = each(&choices, |(id, name, checked)| {
        format!(
            "<label><input type=\"radio\" name=\"language\" id=\"language-{id}\"{checked}> {name}</label>\n"
        )
    });
    let chapters = each(&page.chapters, |chapter| {
        format!("<li><a href=\"#{}\">{}</a></li>\n", chapter.anchor, both(&chapter.title))
    });
    format!(
        "<nav aria-label=\"目录 Contents\">\n<div class=\"languages\">\n{choices}</div>\n\
         <ol class=\"contents\">\n{chapters}</ol>\n</nav>\n"
    )
}

fn chapter(chapter: &Chapter) -> String {
    // Entries stand one step below a heading, where the chapter has headings.
    let has_headings = chapter.blocks.iter().any(|block| matches!(block, Block::Heading { .. }));
    let heading = if has_headings { "h4" } else { "h3" };
    let blocks = each(&chapter.blocks, |block| match block {
        Block::Heading { text, colour } => {
            let swatch = colour.as_deref().map_or_else(String::new, swatch);
            format!("<h3 class=\"group\">{swatch}{}</h3>\n", both(text))
        }
        Block::Paragraph(words) => format!("<div class=\"about\">{}</div>\n", two(words)),
        Block::Entry(card) => entry(card, heading),
        Block::Table { head, rows } => table(head, rows),
    });
    format!(
        "<section id=\"{0}\" aria-labelledby=\"{0}-title\">\n<h2 id=\"{0}-title\">{1}</h2>\n\
         <div class=\"about\">{2}</div>\n{blocks}</section>\n",
        chapter.anchor,
        both(&chapter.title),
        two(&Phrase::label(&chapter.about)),
    )
}

fn entry(entry: &Entry, heading: &str) -> String {
    let colour = entry.colour.as_deref().filter(|colour| is_colour(colour));
    let style =
        colour.map(|colour| format!(" class=\"of-level\" style=\"--level:{colour}\"")).unwrap_or_default();
    let tags = each(&entry.tags, |tag| format!(" <span class=\"tag\">{}</span>", both(tag)));
    let to = target(&entry.anchor);
    format!(
        "<article id=\"{to}\"{style}>\n<{heading}>{}{tags}</{heading}>\n\
         <a class=\"name\" href=\"#{to}\"><code>{}</code></a>\n<dl class=\"rows\">\n{}</dl>\n</article>\n",
        both(&entry.title),
        escape(&entry.anchor),
        each(&entry.rows, row),
    )
}

fn row(row: &Row) -> String {
    format!("<div><dt>{}</dt><dd>{}</dd></div>\n", both(&row.name), value(&row.value))
}

fn table(head: &[Label], rows: &[TableRow]) -> String {
    let heads = each(head, |name| format!("<th scope=\"col\">{}</th>", both(name)));
    let rows = each(rows, |row| {
        let id = row.anchor.as_deref().map(|name| format!(" id=\"{}\"", target(name))).unwrap_or_default();
        // On a phone each cell stands on its own line, with the name of its column before it.
        let cells = row.cells.iter().zip(head).map(|(cell, name)| {
            let empty = matches!(cell, Value::Row(words) | Value::Lines(words) if words.is_empty());
            let class = if empty { " class=\"empty\"" } else { "" };
            let name = escape(&format!("{} {}", name.zh, name.en));
            format!("<td data-name=\"{name}\"{class}>{}</td>", self::cell(cell))
        });
        format!("<tr{id}>{}</tr>\n", cells.collect::<Vec<_>>().concat())
    });
    format!("<table>\n<thead><tr>{heads}</tr></thead>\n<tbody>\n{rows}</tbody>\n</table>\n")
}

fn value(value: &Value) -> String {
    match value {
        Value::Line(words) => two(words),
        Value::Condition(words) => blocks(&condition(words, false), &condition(words, true)),
        Value::Lines(lines) if lines.iter().all(|words| words.zh == words.en) => {
            list(lines, |words| &words.zh)
        }
        Value::Lines(lines) => blocks(&list(lines, |words| &words.zh), &list(lines, |words| &words.en)),
        Value::Folded { summary, lines } => format!(
            "<details><summary>{}</summary><ul>{}</ul></details>",
            inline(summary),
            each(lines, |words| format!("<li>{}</li>", inline(words)))
        ),
        Value::Row(items) => {
            format!("<ul class=\"row\">{}</ul>", each(items, |words| format!("<li>{}</li>", inline(words))))
        }
    }
}

/// A cell is too narrow for two columns: each line has both languages.
fn cell(cell: &Value) -> String {
    match cell {
        Value::Lines(lines) => {
            format!("<ul>{}</ul>", each(lines, |words| format!("<li>{}</li>", inline(words))))
        }
        other => value(other),
    }
}

fn list(lines: &[Phrase], language: fn(&Phrase) -> &[Piece]) -> String {
    format!("<ul>{}</ul>", each(lines, |words| format!("<li>{}</li>", pieces(language(words)))))
}

fn condition(words: &Words, english: bool) -> String {
    let text = |words: &Phrase| pieces(if english { &words.en } else { &words.zh });
    match words {
        Words::Line(words) => text(words),
        Words::List { lead, parts } => {
            let parts = each(parts, |part| format!("<li>{}</li>", condition(part, english)));
            let colon = if english { ":" } else { "：" };
            format!("<span class=\"lead\">{}{colon}</span><ol class=\"parts\">{parts}</ol>", text(lead))
        }
    }
}

/// A phrase in both languages, one beside or below the other; once where they are the same.
fn two(words: &Phrase) -> String {
    if words.zh == words.en { pieces(&words.zh) } else { blocks(&pieces(&words.zh), &pieces(&words.en)) }
}

fn blocks(zh: &str, en: &str) -> String {
    format!("<div class=\"two\"><div lang=\"zh-Hans\">{zh}</div><div lang=\"en\">{en}</div></div>")
}

/// A phrase within a line: what both languages share at its ends stands once.
fn inline(words: &Phrase) -> String {
    let [start, zh, en, end] = words.parts().map(pieces);
    if zh.is_empty() && en.is_empty() {
        return start + &end;
    }
    format!("{start}<span lang=\"zh-Hans\">{zh}</span> <span lang=\"en\">{en}</span>{end}")
}

/// A label in both languages within a line; once where they are the same.
fn both(label: &Label) -> String {
    if label.zh == label.en {
        return escape(&label.zh);
    }
    format!(
        "<span lang=\"zh-Hans\">{}</span> <span lang=\"en\">{}</span>",
        escape(&label.zh),
        escape(&label.en)
    )
}

fn pieces(pieces: &[Piece]) -> String {
    each(pieces, |piece| match piece {
        Piece::Text(text) => escape(text),
        Piece::Link { text, to } => format!("<a href=\"#{}\">{}</a>", target(to), escape(text)),
        Piece::Note { text, to } => {
            format!("<a class=\"note\" href=\"#{}\">{}</a>", target(to), escape(text))
        }
        Piece::Code(text) => format!("<code>{}</code>", escape(text)),
        Piece::Colour(colour) => swatch(colour),
    })
}

fn swatch(colour: &str) -> String {
    if is_colour(colour) {
        format!("<span class=\"swatch\" style=\"--level:{colour}\" aria-hidden=\"true\"></span>")
    } else {
        String::new()
    }
}

fn is_colour(text: &str) -> bool {
    text.len() == 7
        && text.strip_prefix('#').is_some_and(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()))
}

/// A name as an anchor and as the target of a link: what is no letter, digit or one of `-./_` is written as its number.
pub(super) fn target(name: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '/' | '_');
    let letters =
        name.chars().map(|c| if plain(c) { c.to_string() } else { format!("_{:x}_", u32::from(c)) });
    letters.collect::<Vec<_>>().concat()
}

/// Text that stays text in a page: what HTML would read as its own is written as an entity.
///
/// ```
/// # use hutong::handbook::escape;
/// assert_eq!(escape("<b>"), "&lt;b&gt;");
/// ```
#[must_use]
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            // A control character has no place in HTML.
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}
