//! The work on one row of `hutong assess`: the assessment, what the summary counts of it, and its form in the output.

use hutong::assessment::{Assessment, Scope};
use hutong::vocabulary::Child;
use hutong::{Assessor, Detail, LevelSet, Reading, Scratch, Severity, Truth};

use crate::arguments::OutputFormat;
use crate::fields::Fields;
use crate::json;
use crate::pipeline::Work;
use crate::timing::{Stage, Timing};
use crate::words::Words;

/// The facts that the rules of a policy read, by number: counting by number is quick.
#[derive(Debug)]
pub(crate) struct Facts(Vec<String>);

impl Facts {
    /// The facts of a policy.
    pub(crate) fn of(policy: &hutong::Policy) -> Facts {
        let mut paths = policy.fact_paths();
        paths.sort_unstable();
        Facts(paths)
    }

    /// How many there are.
    pub(crate) fn count(&self) -> usize {
        self.0.len()
    }

    /// The number of a fact.
    pub(crate) fn number(&self, path: &str) -> Option<u16> {
        let place = self.0.binary_search_by(|known| known.as_str().cmp(path)).ok()?;
        u16::try_from(place).ok()
    }

    /// The path of a fact.
    pub(crate) fn path(&self, number: usize) -> &str {
        self.0.get(number).map_or("", String::as_str)
    }

    /// The missing facts on which the highest level hangs, by number, each once, in the order of the rules.
    pub(crate) fn deciding_highest(&self, assessment: &Assessment<'_>) -> Vec<u16> {
        let highest = assessment.policy().source().levels.first().map(|level| level.id.as_str());
        let open = assessment.triggers().iter().filter(|trigger| {
            Some(trigger.level) == highest && trigger.outcome.answer == Truth::Undetermined
        });
        let mut numbers: Vec<u16> = Vec::new();
        for fact in open.flat_map(|trigger| &trigger.outcome.facts) {
            numbers.extend(self.number(&fact.path()).filter(|number| !numbers.contains(number)));
        }
        numbers
    }
}

/// What the run needs of one row.
#[derive(Debug)]
pub(crate) struct Answered<'p> {
    /// The levels that are possible.
    pub(crate) levels: LevelSet,
    /// Whether the person is within the policy.
    pub(crate) scope: Scope,
    /// For each population.
    pub(crate) populations: Vec<Truth>,
    /// For each category.
    pub(crate) categories: Vec<Truth>,
    /// The missing facts that decide between the levels, by number.
    pub(crate) deciding: Vec<u16>,
    /// Whether a recorded decision differs from the rules.
    pub(crate) decided_otherwise: bool,
    /// The child, where the highest level is possible.
    pub(crate) urgent: Option<Box<Urgent<'p>>>,
    /// The row's part of the output.
    pub(crate) rendered: Rendered,
}

/// A child who has the highest level, or could.
#[derive(Debug)]
pub(crate) struct Urgent<'p> {
    /// What the policy says.
    pub(crate) assessment: Assessment<'p>,
    /// Town or street.
    pub(crate) township: Option<String>,
    /// Village or community.
    pub(crate) village: Option<String>,
    /// The missing facts on which the highest level hangs, by number, each once, in the order of the rules.
    pub(crate) deciding: Vec<u16>,
}

/// A row's part of the output.
#[derive(Debug)]
pub(crate) enum Rendered {
    /// None: only counts and lists are shown.
    Nothing,
    /// A line of JSON, without its line end.
    Line(String),
    /// The cells of a row.
    Cells(Vec<String>),
}

/// What `hutong assess` does with each row.
#[derive(Debug)]
pub(crate) struct Assessing<'p> {
    /// The policy on the day.
    pub(crate) assessor: Assessor<'p>,
    /// How much is told.
    pub(crate) detail: Detail,
    /// The form of the output.
    pub(crate) format: OutputFormat,
    /// The words for labels.
    pub(crate) words: Words<'p>,
    /// The facts, by number.
    pub(crate) facts: &'p Facts,
}

impl<'p> Work for Assessing<'p> {
    type Made = Answered<'p>;
    type Room = Scratch;

    fn make(&self, row: u64, reading: &Reading, room: &mut Scratch, timing: &mut Timing) -> Answered<'p> {
        let child = &reading.child;
        let assessment =
            timing.measure(Stage::Assessing, || self.assessor.assess_in(child, self.detail, room));
        let rendered = timing.measure(Stage::Writing, || self.render(row, reading, &assessment));
        self.answered(child, assessment, rendered)
    }
}

impl<'p> Assessing<'p> {
    fn render(&self, row: u64, reading: &Reading, assessment: &Assessment<'p>) -> Rendered {
        match self.format {
            _ if reading.is_rejected() => Rendered::Nothing,
            OutputFormat::Table => Rendered::Nothing,
            OutputFormat::Json | OutputFormat::Jsonl => {
                Rendered::Line(json::answered(row, &reading.faults, assessment))
            }
            OutputFormat::Csv | OutputFormat::Xlsx => {
                let fields = Fields { words: self.words, full: self.detail == Detail::Everything };
                Rendered::Cells(fields.row(row, &reading.child, &reading.faults, assessment))
            }
        }
    }

    fn answered(&self, child: &Child, assessment: Assessment<'p>, rendered: Rendered) -> Answered<'p> {
        let levels = assessment.risk().possible();
        let missing = assessment.risk().missing().iter();
        let text = |text: &hutong::vocabulary::Text| text.as_str().map(str::to_owned);
        Answered {
            levels,
            scope: assessment.scope(),
            populations: assessment.populations().iter().map(|outcome| outcome.answer).collect(),
            categories: assessment.categories().iter().map(|outcome| outcome.answer).collect(),
            deciding: missing.filter_map(|fact| self.facts.number(&fact.path())).collect(),
            decided_otherwise: assessment.decision().as_ref().is_some_and(|made| made.agrees == Truth::No),
            urgent: levels.contains(0).then(|| {
                let deciding = self.facts.deciding_highest(&assessment);
                let (township, village) = (text(&child.residence.township), text(&child.residence.village));
                Box::new(Urgent { assessment, township, village, deciding })
            }),
            rendered,
        }
    }
}

/// Whether some fault makes a row unanswerable.
pub(crate) fn is_rejected(faults: &[hutong::Fault]) -> bool {
    faults.iter().any(|fault| fault.severity() == Severity::Error)
}
