//! The page before it has a form: chapters, entries, rows and phrases in both languages. Markdown and HTML are
//! written from the same page, so neither can hold what the other lacks.

use crate::policy::source::Label;

/// A piece of a phrase in one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    /// Plain text.
    Text(String),
    /// A name with its own entry on the page, by anchor.
    Link { text: String, to: String },
    /// What a reading has decided: a remark behind the words, by anchor.
    Note { text: String, to: String },
    /// The path of a fact, an id or the name of a case, as it is written in files.
    Code(String),
    /// The colour of a level, beside its words.
    Colour(String),
}

/// A phrase in both languages. The two are written separately, since their order of words differs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Phrase {
    pub(super) zh: Vec<Piece>,
    pub(super) en: Vec<Piece>,
}

impl Phrase {
    pub(super) fn text(zh: impl Into<String>, en: impl Into<String>) -> Phrase {
        Phrase { zh: vec![Piece::Text(zh.into())], en: vec![Piece::Text(en.into())] }
    }

    pub(super) fn label(label: &Label) -> Phrase {
        Phrase::text(&label.zh, &label.en)
    }

    pub(super) fn link(zh: impl Into<String>, en: impl Into<String>, to: &str) -> Phrase {
        Phrase {
            zh: vec![Piece::Link { text: zh.into(), to: to.to_owned() }],
            en: vec![Piece::Link { text: en.into(), to: to.to_owned() }],
        }
    }

    pub(super) fn note(zh: String, en: String, to: &str) -> Phrase {
        Phrase {
            zh: vec![Piece::Note { text: zh, to: to.to_owned() }],
            en: vec![Piece::Note { text: en, to: to.to_owned() }],
        }
    }

    pub(super) fn code(code: &str) -> Phrase {
        Phrase { zh: vec![Piece::Code(code.to_owned())], en: vec![Piece::Code(code.to_owned())] }
    }

    pub(super) fn colour(colour: &str) -> Phrase {
        Phrase { zh: vec![Piece::Colour(colour.to_owned())], en: vec![Piece::Colour(colour.to_owned())] }
    }

    /// This phrase and another behind it.
    pub(super) fn then(mut self, other: Phrase) -> Phrase {
        self.zh.extend(other.zh);
        self.en.extend(other.en);
        self
    }

    /// This phrase and plain text behind it.
    pub(super) fn and_text(self, zh: impl Into<String>, en: impl Into<String>) -> Phrase {
        self.then(Phrase::text(zh, en))
    }

    /// The phrase in parts: what both languages share at the start, what is Chinese, what is English, what both share
    /// at the end, such as a colour, a path or an id.
    pub(super) fn parts(&self) -> [&[Piece]; 4] {
        let (zh, en) = (&self.zh[..], &self.en[..]);
        let start = zh.iter().zip(en).take_while(|(a, b)| a == b).count();
        let ((start, zh), en) = (zh.split_at(start), en.get(start..).unwrap_or(&[]));
        let end = zh.iter().rev().zip(en.iter().rev()).take_while(|(a, b)| a == b).count();
        let (zh, end) = zh.split_at(zh.len() - end);
        [start, zh, en.get(..en.len() - end.len()).unwrap_or(&[]), end]
    }

    /// As plain text; names of definitions stand in quotes, since nothing else sets them off.
    pub(super) fn plain(&self) -> Label {
        Label { zh: plain(&self.zh, "「", "」"), en: plain(&self.en, "“", "”") }
    }

    /// As plain text without quotes.
    pub(super) fn bare(&self) -> Label {
        Label { zh: plain(&self.zh, "", ""), en: plain(&self.en, "", "") }
    }
}

fn plain(pieces: &[Piece], open: &str, close: &str) -> String {
    let mut out = String::new();
    for piece in pieces {
        match piece {
            Piece::Text(text) | Piece::Note { text, .. } | Piece::Code(text) => out.push_str(text),
            Piece::Link { text, .. } => {
                out.push_str(open);
                out.push_str(text);
                out.push_str(close);
            }
            Piece::Colour(_) => {}
        }
    }
    out
}

/// A condition in words: a phrase, or a list with a line that says how its parts belong together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Words {
    /// One line.
    Line(Phrase),
    /// A line that leads, and the parts.
    List { lead: Phrase, parts: Vec<Words> },
}

impl Words {
    /// As plain text, with a line for each part of a list.
    pub(super) fn text(&self) -> Label {
        let mut label = Label::default();
        self.write(&mut label, &[]);
        label
    }

    fn write(&self, out: &mut Label, number: &[usize]) {
        if !number.is_empty() {
            let numbers: Vec<String> = number.iter().map(ToString::to_string).collect();
            let start = format!("\n{}{}. ", "   ".repeat(number.len() - 1), numbers.join("."));
            out.zh.push_str(&start);
            out.en.push_str(&start);
        }
        match self {
            Words::Line(phrase) => {
                let text = phrase.plain();
                out.zh.push_str(&text.zh);
                out.en.push_str(&text.en);
            }
            Words::List { lead, parts } => {
                let text = lead.plain();
                out.zh.push_str(&text.zh);
                out.zh.push('：');
                out.en.push_str(&text.en);
                out.en.push(':');
                for (index, part) in parts.iter().enumerate() {
                    part.write(out, &[number, &[index + 1]].concat());
                }
            }
        }
    }
}

/// What stands in a row of an entry or a cell of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Value {
    /// One phrase.
    Line(Phrase),
    /// A condition.
    Condition(Words),
    /// Several phrases, one below the other.
    Lines(Vec<Phrase>),
    /// Several phrases in a row: facts, rules.
    Row(Vec<Phrase>),
    /// Many lines that few will read, behind a phrase that says what they are.
    Folded { summary: Phrase, lines: Vec<Phrase> },
}

/// A row of an entry: what it says, and that.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Row {
    pub(super) name: Label,
    pub(super) value: Value,
}

/// A rule, definition, reading or the like with its own place on the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    /// Its anchor, which is also its full name, such as `trigger/unlawful-harm`.
    pub(super) anchor: String,
    pub(super) title: Label,
    /// The colour of the level that it belongs to.
    pub(super) colour: Option<String>,
    /// Short remarks behind the title.
    pub(super) tags: Vec<Label>,
    pub(super) rows: Vec<Row>,
}

/// A row of a table, which may be the target of links.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct TableRow {
    pub(super) anchor: Option<String>,
    pub(super) cells: Vec<Value>,
}

/// Part of a chapter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Block {
    /// A heading within the chapter, with the colour of a level where it is one.
    Heading { text: Label, colour: Option<String> },
    /// A paragraph.
    Paragraph(Phrase),
    /// An entry.
    Entry(Entry),
    /// A table.
    Table { head: Vec<Label>, rows: Vec<TableRow> },
}

/// A chapter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Chapter {
    pub(super) anchor: &'static str,
    pub(super) title: Label,
    /// What the chapter holds.
    pub(super) about: Label,
    pub(super) blocks: Vec<Block>,
}

/// The page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Page {
    pub(super) title: Label,
    /// What the page is and is not.
    pub(super) about: Label,
    /// The document, its time in force, the policy's version.
    pub(super) head: Vec<Row>,
    /// The levels, the highest first: colour and words.
    pub(super) levels: Vec<Phrase>,
    pub(super) chapters: Vec<Chapter>,
}

/// A label from two texts.
pub(super) fn label(zh: impl Into<String>, en: impl Into<String>) -> Label {
    Label { zh: zh.into(), en: en.into() }
}

/// A row from its name and what it says.
pub(super) fn row(zh: &str, en: &str, value: Value) -> Row {
    Row { name: label(zh, en), value }
}
