//! The columns of an output of rows: headers for programs, headers for people, and which cell shows a level.

use std::borrow::Cow;

use crate::words::Words;

/// A column: id, Chinese and English header.
pub(crate) type Column = (&'static str, &'static str, &'static str);

/// The columns of an output of rows.
#[derive(Clone, Debug)]
pub(crate) struct Layout<'p> {
    /// The policy whose colours the levels have, and the language of the headers that people read.
    pub(crate) words: Words<'p>,
    /// What the rows are, as the name of a sheet.
    pub(crate) sheet: Cow<'static, str>,
    /// The columns: id, Chinese and English header.
    pub(crate) columns: Vec<[Cow<'p, str>; 3]>,
    /// The place of the column in which a level stands in words; its id stands in the column before. A workbook shows
    /// it in the level's colour.
    pub(crate) level_column: Option<usize>,
    /// Further rows in a sheet of their own: its name and its headers.
    pub(crate) more: Option<(Cow<'static, str>, Vec<String>)>,
    /// Whether rejected rows come from several files, so that each names its own.
    pub(crate) names_files: bool,
}

impl<'p> Layout<'p> {
    /// The layout of some columns; `level` is the id of the column with a level in words.
    pub(crate) fn new(
        words: Words<'p>,
        sheet: (&'static str, &'static str),
        columns: &[Column],
        level: &str,
    ) -> Layout<'p> {
        let level_column = columns.iter().position(|(id, ..)| *id == level);
        Layout {
            words,
            sheet: words.language.pick(sheet.0, sheet.1),
            columns: columns.iter().map(|(id, zh, en)| [*id, *zh, *en].map(Cow::Borrowed)).collect(),
            level_column,
            more: None,
            names_files: false,
        }
    }

    /// The ids of the columns: headers that a program can rely on.
    pub(crate) fn ids(&self) -> Vec<&str> {
        self.columns.iter().map(|[id, ..]| id.as_ref()).collect()
    }

    /// The labels of the columns: headers that people read.
    pub(crate) fn labels(&self) -> Vec<String> {
        let label = |[_, zh, en]: &[Cow<'p, str>; 3]| self.words.language.pick(&**zh, &**en).into_owned();
        self.columns.iter().map(label).collect()
    }
}
