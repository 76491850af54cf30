//! The labels of the form, recognised in a table that somebody else typed: brackets, blanks, full-width letters and
//! numbering do not count, nor does the language.

use super::cell::{FormCell, NOT_GRADED, OUTSIDE, UNDETERMINED};
use crate::levels::LevelSet;
use crate::policy::Policy;
use crate::policy::source::{FormWords, Label};

/// What a line of a table is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Line {
    /// A row of the form, by its place.
    Row(usize),
    /// The second number (其中) of the row above; whether it reads as the form has it.
    OfWhich {
        /// Whether its words are those of the form for that row.
        as_printed: bool,
    },
    /// The number of the level.
    Subtotal,
    /// The number of all levels.
    Total,
    /// A line below the form.
    Below(FormCell),
}

/// A field above the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum HeadField {
    /// The reporting unit.
    Unit,
    /// Who filled it.
    FilledBy,
    /// The day.
    Date,
    /// The telephone number.
    Telephone,
}

impl HeadField {
    /// Every field, in the order of the form.
    pub const ALL: [HeadField; 4] =
        [HeadField::Unit, HeadField::FilledBy, HeadField::Date, HeadField::Telephone];

    /// Its printed word.
    #[must_use]
    pub fn label(self, words: &FormWords) -> &Label {
        match self {
            HeadField::Unit => &words.unit,
            HeadField::FilledBy => &words.filled_by,
            HeadField::Date => &words.date,
            HeadField::Telephone => &words.telephone,
        }
    }
}

/// The labels of a policy's form, made ready to be recognised.
#[derive(Clone, Debug)]
pub struct FormLabels<'p> {
    policy: &'p Policy,
    words: &'p FormWords,
    /// For each row, its names, and those of its second number.
    rows: Vec<(Vec<String>, Vec<String>)>,
    levels: Vec<Vec<String>>,
}

impl<'p> FormLabels<'p> {
    /// The labels of a policy's form; none for a policy without one.
    #[must_use]
    pub fn new(policy: &'p Policy) -> Option<FormLabels<'p>> {
        let words = &policy.source().form.as_ref()?.words;
        let rows = policy.form_rows().iter().map(|row| {
            let renamed = row.renamed.iter().map(|name| &name.label);
            let names = std::iter::once(&row.label).chain(renamed).flat_map(spellings).collect();
            (names, spellings(&row.of_which))
        });
        let levels = policy.source().levels.iter().enumerate().map(|(place, level)| {
            let cell = policy.form_level_label(place).map(spellings).unwrap_or_default();
            cell.into_iter().chain(spellings(&level.label)).collect()
        });
        Some(FormLabels { policy, words, rows: rows.collect(), levels: levels.collect() })
    }

    /// What a line is by the text of its label. `level` is the level under which it stands, where that is known;
    /// `above` the row last found.
    #[must_use]
    pub fn line(&self, text: &str, level: Option<usize>, above: Option<usize>) -> Option<Line> {
        let plain = normalised(text);
        if plain.is_empty() {
            return None;
        }
        let is = |label: &Label| spellings(label).contains(&plain);
        if is(&self.words.subtotal) {
            return Some(Line::Subtotal);
        }
        if is(&self.words.total) {
            return Some(Line::Total);
        }
        if spellings(&self.words.of_which).iter().any(|word| plain.starts_with(word.as_str())) {
            let printed = above.and_then(|row| self.rows.get(row));
            let as_printed = printed.is_some_and(|(_, of_which)| of_which.contains(&plain));
            return Some(Line::OfWhich { as_printed });
        }
        if let Some(below) = self.below(text, &plain) {
            return Some(Line::Below(below));
        }
        let named: Vec<usize> = (self.rows.iter().enumerate())
            .filter(|(_, (names, _))| names.contains(&plain))
            .map(|(row, _)| row)
            .collect();
        let here = named.iter().find(|row| level.is_some() && self.policy.form_level_of(**row) == level);
        match named.as_slice() {
            [only] => Some(Line::Row(*only)),
            _ => here.map(|row| Line::Row(*row)),
        }
    }

    fn below(&self, text: &str, plain: &str) -> Option<FormCell> {
        let is = |(zh, en): (&str, &str)| {
            let (zh, en) = (normalised(zh), normalised(en));
            plain == zh || plain == en || plain == format!("{zh}{en}")
        };
        if is(NOT_GRADED) {
            return Some(FormCell::NotGraded);
        }
        if is(OUTSIDE) {
            return Some(FormCell::Outside);
        }
        // In both languages the Chinese levels come first, and say all.
        let (start, rest) = text.split(" / ").next()?.split_once(['：', ':'])?;
        let (zh, en) = (normalised(UNDETERMINED.0), normalised(UNDETERMINED.1));
        if ![zh, en].contains(&normalised(start)) {
            return None;
        }
        let levels = rest.split(['、', ',', '，']).map(|part| {
            let plain = normalised(part);
            let none = [normalised(NOT_GRADED.0), normalised(NOT_GRADED.1)].contains(&plain);
            if none { Some(self.levels.len()) } else { self.level(part) }
        });
        let set = levels.collect::<Option<Vec<usize>>>()?.into_iter().fold(0, |set, level| set | 1 << level);
        Some(FormCell::Undetermined(LevelSet(set)))
    }

    /// The level that the text of a cell names: one of its labels, or words that only one level's label has.
    #[must_use]
    pub fn level(&self, text: &str) -> Option<usize> {
        let plain = normalised(text);
        if plain.is_empty() {
            return None;
        }
        let exact = self.levels.iter().position(|labels| labels.contains(&plain));
        exact.or_else(|| {
            let has = |labels: &Vec<String>| labels.iter().any(|label| label.contains(&plain));
            let mut within = self.levels.iter().enumerate().filter(|(_, labels)| has(labels));
            within.next().filter(|_| within.next().is_none()).map(|(level, _)| level)
        })
    }

    /// The label of a row and that of its second number, where somebody typed both into one cell.
    #[must_use]
    pub fn both_of<'t>(&self, text: &'t str) -> Option<(&'t str, &'t str)> {
        let word = [&self.words.of_which.zh, &self.words.of_which.en].into_iter();
        let at = word.filter_map(|word| text.find(word.as_str())).filter(|at| *at > 0).min()?;
        text.split_at_checked(at)
    }

    /// Whether a cell is the header of the numbers.
    #[must_use]
    pub fn is_count_header(&self, text: &str) -> bool {
        spellings(&self.words.count).contains(&normalised(text))
    }

    /// Whether a cell is the header of the rows.
    #[must_use]
    pub fn is_group_header(&self, text: &str) -> bool {
        spellings(&self.words.group).contains(&normalised(text))
    }

    /// A field above the table, and what stands behind its colon.
    #[must_use]
    pub fn head<'t>(&self, text: &'t str) -> Option<(HeadField, &'t str)> {
        let (name, value) = text.split_once(['：', ':'])?;
        let plain = normalised(name);
        let field =
            HeadField::ALL.into_iter().find(|field| spellings(field.label(self.words)).contains(&plain));
        field.map(|field| (field, value.trim()))
    }
}

/// A label as it may be typed: in Chinese, in English, in both.
fn spellings(label: &Label) -> Vec<String> {
    let (zh, en) = (normalised(&label.zh), normalised(&label.en));
    let both = format!("{zh}{en}");
    vec![zh, en, both]
}

/// Letters and digits alone, full-width ones as others, without a number in front.
fn normalised(text: &str) -> String {
    let plain = text.chars().map(|sign| match sign {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(sign) - 0xFEE0).unwrap_or(sign),
        other => other,
    });
    let plain: String = plain.filter(|sign| sign.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    plain.trim_start_matches(|sign: char| sign.is_ascii_digit()).to_owned()
}
