//! Records for the laws: whole and consistent ones drawn from a row of numbers, then made less known.
//! A row of zeroes gives the quiet child of the base `settled`, so that a counterexample shrinks to what matters.
//! Every child is invented.

use crate::base_record;
use chrono::NaiveDate;
use hutong::dates::months_between;
use hutong::vocabulary::{Answer, DisabilityKind, Grade, Kind, Part, columns};
use hutong::{Child, Count, Date, Finding};
use std::sync::LazyLock;

/// The policy that the records are for.
pub const POLICY: &str = "puning-2024";

/// The day on which the records are read.
#[must_use]
pub fn as_of() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 1).unwrap_or_default()
}

/// Where a field stands in a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// A column of the vocabulary, by its place in the table.
    Column(usize),
    /// A fact that the policy declares, by its id.
    Local(String),
}

/// A fact that rules read, with values that lie on every side of every border.
#[derive(Clone, Debug)]
pub struct Field {
    /// Its path.
    pub path: String,
    /// Where it stands.
    pub place: Place,
    /// What kind of value it holds.
    pub kind: Kind,
    /// Its values, the quiet one first.
    pub values: Vec<String>,
    /// An act of an office: while nobody recorded it, it has not happened. So a blank is a no, and to hear of the act
    /// is news rather than knowledge.
    pub is_act: bool,
}

impl Field {
    /// Writes a value. Every value of the table is one that its column accepts.
    pub fn set(&self, child: &mut Child, text: &str) {
        let done = match &self.place {
            Place::Column(column) => child.set_text(*column, text),
            Place::Local(id) => {
                let mut finding = Finding::default();
                let done = finding.set_text(0, text);
                child.local.insert(id.clone(), finding);
                done
            }
        };
        debug_assert!(done.is_ok(), "{}: {text}", self.path);
    }

    /// The value as text; empty when unknown.
    #[must_use]
    pub fn text(&self, child: &Child) -> String {
        match &self.place {
            Place::Column(column) => child.text(*column).into_owned(),
            Place::Local(id) => {
                child.local.get(id).map(|finding| finding.text(0).into_owned()).unwrap_or_default()
            }
        }
    }
}

/// Facts that the policy declares: id, and whether a judgement.
const LOCAL: [(&str, bool); 5] = [
    ("other-situation-red", true),
    ("other-situation-yellow", true),
    ("other-situation-blue", true),
    ("other-situation-green", true),
    ("registration-judged-rural", false),
];

const ACTS: [&str; 4] = [
    "support.certified_orphan",
    "support.certified_unattended",
    "support.benefit_ended",
    "support.benefit_ended_on",
];

/// The values of a date or number: the quiet one, then a day on each side of each border, seen from [`as_of`].
fn measures(path: &str) -> &'static [&'static str] {
    match path.rsplit_once('.').map_or(path, |(_, name)| name) {
        "birth_date" if path == "birth_date" => &[
            "2016-03-15",
            "2010-11-02",
            "2010-11-01",
            "2010-10-31",
            "2008-11-02",
            "2008-11-01",
            "2024-02-29",
        ],
        "birth_date" => &[
            "1988-06-01",
            "1966-10-31",
            "1966-11-01",
            "1950-02-01",
            "2008-11-01",
            "2008-10-31",
            "2012-01-01",
        ],
        "since" if path.contains("away") => {
            &["2025-03-01", "2026-08-01", "2026-08-02", "2026-07-31", "2026-10-31"]
        }
        "until" => &["2026-12-31", "2027-03-31", "2026-06-30", "2031-01-01"],
        "term_months" => &["0", "5", "6", "7", "36"],
        _ => &["2026-10-20", "2026-05-01", "2026-05-02", "2026-04-30", "2024-01-31"],
    }
}

const COUNTIES: [&str; 6] = ["445281", "445202", "445203", "441900", "445281", "abroad"];

/// Returns from an absence that began long before, each told in full.
const RETURNS: [&str; 3] = [
    "",
    "2026-10-01..2026-10-07 visit-or-leave",
    "2026-02-01..2026-02-20 visit-or-leave; 2026-08-10..2026-09-10 back-to-live",
];

static FIELDS: LazyLock<Vec<Field>> = LazyLock::new(|| {
    let settled = base_record(POLICY, "settled").unwrap_or_default();
    let local = LOCAL.iter().map(|(id, judgement)| Field {
        path: format!("local.{id}"),
        place: Place::Local((*id).to_owned()),
        kind: Kind::Finding,
        values: ["no", "suspected", "confirmed"].map(str::to_owned).to_vec(),
        is_act: *judgement,
    });
    let of_rules = columns().iter().enumerate().filter(|(_, column)| column.slot.is_some());
    let of_table = of_rules.map(|(number, column)| {
        let mut values: Vec<String> = match column.kind {
            Kind::County => COUNTIES.map(str::to_owned).to_vec(),
            Kind::Choice | Kind::Finding => column.values.iter().map(|value| value.id.to_owned()).collect(),
            _ => measures(&column.path).iter().map(|value| (*value).to_owned()).collect(),
        };
        if let Some(place) =
            settled.get(&column.path).and_then(|quiet| values.iter().position(|value| value == quiet))
        {
            values.swap(0, place);
        }
        Field {
            path: column.path.clone(),
            place: Place::Column(number),
            kind: column.kind,
            values,
            is_act: ACTS.contains(&column.path.as_str()),
        }
    });
    of_table.chain(local).collect()
});

/// Every fact that rules read.
#[must_use]
pub fn fields() -> &'static [Field] {
    &FIELDS
}

/// The field with a path.
#[must_use]
pub fn field(path: &str) -> Option<&'static Field> {
    FIELDS.iter().find(|field| field.path == path)
}

/// How many numbers a whole record is drawn from.
#[must_use]
pub fn numbers() -> usize {
    FIELDS.len() + 3
}

/// The number at a place; zero past the end.
fn at(numbers: &[u32], place: usize) -> usize {
    numbers.get(place).copied().unwrap_or(0) as usize
}

/// A whole record of a child: every fact known, and those that follow from others as they follow.
///
/// The first number says how eventful the record is: from one fact in forty to every one.
#[must_use]
pub fn whole(numbers: &[u32]) -> Child {
    let mut child = Child::default();
    let calm = [8, 2, 40, 1][at(numbers, 0) % 4];
    for (place, field) in FIELDS.iter().enumerate() {
        let drawn = at(numbers, place + 3) % (field.values.len() * calm);
        let value = field.values.get(drawn).or(field.values.first());
        field.set(&mut child, value.map_or("", String::as_str));
    }
    for (parent, number) in [(&mut child.father, at(numbers, 1)), (&mut child.mother, at(numbers, 2))] {
        if parent.away.since.text(0) == "2025-03-01" {
            let returns = RETURNS.get(number % (RETURNS.len() * calm)).unwrap_or(&RETURNS[0]);
            let done = parent.away.returns.set_text(0, returns);
            debug_assert!(done.is_ok(), "{returns}");
        }
    }
    settle(&mut child);
    child
}

/// Makes the facts that follow from others follow from them, as they do in a record without contradictions.
fn settle(child: &mut Child) {
    const CORE: [Option<u32>; 2] = [Some(445_202), Some(445_203)];
    let home = child.household.county;
    let answer = |holds: bool| if holds { Answer::Yes } else { Answer::No };
    for parent in [&mut child.father, &mut child.mother] {
        let work = parent.away.county;
        parent.away.across_counties = answer(work.differs(home) == Some(true));
        parent.away.within_core = answer(CORE.contains(&work.code()) && CORE.contains(&home.code()));
        if let (Some(from), Some(until)) = (parent.custody.from.exact(), parent.custody.until.exact()) {
            parent.custody.term_months = Count(u16::try_from(months_between(from, until)).ok());
        }
    }
    for disability in [&mut child.disability, &mut child.father.disability, &mut child.mother.disability] {
        if disability.kind == DisabilityKind::None {
            disability.grade = Grade::None;
        } else if disability.grade == Grade::None {
            disability.grade = Grade::Three;
        }
    }
    if child.support.benefit_ended == Answer::No {
        child.support.benefit_ended_on = Date::default();
    }
}

/// The record with less known: some facts blank, some days known to the month or the year, some counties to the
/// prefecture. Acts of an office stay as they are.
///
/// The first number says how much is forgotten: nothing, or one fact in two to fifteen in sixteen. Zeroes forget nothing.
#[must_use]
pub fn forget(mut child: Child, numbers: &[u32]) -> Child {
    let one_in = [1, 2, 16, 4][at(numbers, 0) % 4];
    for (place, field) in FIELDS.iter().enumerate().filter(|(_, field)| !field.is_act) {
        let drawn = at(numbers, place + 1);
        if !drawn.is_multiple_of(one_in) {
            let less = less_known(field, &field.text(&child), drawn / 16);
            field.set(&mut child, &less);
        }
    }
    child
}

/// A value as somebody would give it who knows less.
fn less_known(field: &Field, text: &str, drawn: usize) -> String {
    let shorter = match (field.kind, text.len()) {
        (Kind::Date, 10) => text.get(..[0, 4, 7, 7][drawn % 4]),
        (Kind::Date, 7) => text.get(..[0, 4][drawn % 2]),
        (Kind::County, 6) if drawn % 2 == 1 && text.starts_with("4452") => return "445200".to_owned(),
        _ => None,
    };
    shorter.unwrap_or_default().to_owned()
}
