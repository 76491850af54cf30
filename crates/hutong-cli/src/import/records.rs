//! The clean records: the columns that the file gives, in the order of the vocabulary, each under its path or label, so that
//! every other command reads them without a mapping.

use std::borrow::Cow;
use std::collections::BTreeSet;

use hutong::vocabulary::{Child, Column, Finding, Part, columns};
use hutong::{Assessor, Policy, Reading};

use crate::answer::{Rendered, is_rejected};
use crate::arguments::OutputFormat;
use crate::children::Plan;
use crate::input::{Content, Row};
use crate::language::Language;
use crate::layout::Layout;
use crate::pipeline::Work;
use crate::rejected::Danger;
use crate::timing::Timing;
use crate::words::{LEAD_TO_BIRTH, Words};

/// The columns of the clean records.
#[derive(Debug)]
pub(super) struct Columns {
    /// Columns of the vocabulary, by their place in it.
    places: Vec<usize>,
    /// Facts of the policy, by their id.
    local: Vec<String>,
}

impl Columns {
    /// The columns that a table gives; a birth date too where only an age or a citizen number leads to one.
    pub(super) fn of(plan: &Plan, policy: &Policy) -> Columns {
        let used: BTreeSet<&str> = plan.used().map(|(_, path)| path).collect();
        let born = LEAD_TO_BIRTH.iter().any(|(path, ..)| used.contains(path));
        let is_given =
            |column: &Column| used.contains(column.path.as_str()) || born && column.path == "birth_date";
        let places = columns().iter().enumerate().filter(|(_, column)| is_given(column));
        let facts = policy.source().facts.iter().map(|fact| fact.id.clone());
        Columns {
            places: places.map(|(place, _)| place).collect(),
            local: facts.filter(|id| used.contains(format!("local.{id}").as_str())).collect(),
        }
    }

    /// Their headers. In two languages a header would be no name of a column, so the Chinese stands alone.
    pub(super) fn layout<'p>(&self, words: Words<'p>) -> Layout<'p> {
        let language = if words.language == Language::Both { Language::Zh } else { words.language };
        let words = Words { language, ..words };
        let mut layout = Layout::new(words, ("儿童", "children"), &[], "");
        let of_vocabulary = self.places.iter().filter_map(|place| columns().get(*place));
        layout.columns = of_vocabulary
            .map(|column| [&column.path, &column.zh, &column.en].map(|text| Cow::Borrowed(text.as_str())))
            .collect();
        for id in &self.local {
            let path = format!("local.{id}");
            let (zh, en) = words.fact_labels(&path);
            layout.columns.push([path.into(), zh.into(), en.into()]);
        }
        layout
    }

    fn cells(&self, child: &Child) -> Vec<String> {
        let mut cells: Vec<String> =
            self.places.iter().map(|place| child.text(*place).into_owned()).collect();
        let state = |id: &String| child.local.get(id).map(|finding: &Finding| finding.text(0).into_owned());
        cells.extend(self.local.iter().map(|id| state(id).unwrap_or_default()));
        cells
    }
}

/// What is made of a row.
#[derive(Debug)]
pub(super) struct Imported<'p> {
    /// The clean record.
    pub(super) rendered: Rendered,
    /// The cells as they were read, to compare with other rows.
    pub(super) cells: Vec<String>,
    /// For a row that is rejected, the danger that it shows all the same.
    pub(super) danger: Option<Danger<'p>>,
}

/// Making it.
pub(super) struct Importing<'a, 'p> {
    /// The form of the output.
    pub(super) format: OutputFormat,
    /// The columns.
    pub(super) columns: &'a Columns,
    /// The policy on the day.
    pub(super) assessor: Assessor<'p>,
}

impl<'p> Work for Importing<'_, 'p> {
    type Made = Imported<'p>;
    type Room = ();

    fn make(&self, _row: u64, reading: &Reading, (): &mut (), _timing: &mut Timing) -> Imported<'p> {
        let rejected = is_rejected(&reading.faults);
        let rendered = match self.format {
            _ if rejected => Rendered::Nothing,
            OutputFormat::Table => Rendered::Nothing,
            OutputFormat::Json | OutputFormat::Jsonl => {
                Rendered::Line(serde_json::to_string(&reading.child).unwrap_or_default())
            }
            OutputFormat::Csv | OutputFormat::Xlsx => Rendered::Cells(self.columns.cells(&reading.child)),
        };
        let danger = if rejected { Danger::of(&self.assessor.assess(&reading.child)) } else { None };
        Imported { rendered, cells: Vec::new(), danger }
    }

    fn make_of(&self, row: &Row, reading: &Reading, room: &mut (), timing: &mut Timing) -> Imported<'p> {
        let cells = match &row.content {
            Content::Cells(cells) => cells.clone(),
            Content::Json(_) => Vec::new(),
        };
        Imported { cells, ..self.make(row.line, reading, room, timing) }
    }
}
