//! The chapters that are tables: what became of each clause, tasks of organisations, offices, the count table, what is
//! not encoded, the warnings.

use super::book::Book;
use super::entry::{EntryKind, PolicyEntry, kind_has_cases, name};
use super::matrix::{ClauseState, MatrixEntry, MatrixRow, rows as matrix_rows, unknown_rules};
use super::page::{Block, Chapter, Entry, Phrase, Row, TableRow, Value, label};
use super::{Cases, cards, details, paces, page, words};
use crate::policy::source::{Clause, FormRow, Label};

pub(super) fn organisation_duties(book: &Book<'_>, cases: &Cases) -> Chapter {
    let rows: Vec<TableRow> = book
        .entries
        .iter()
        .filter(|entry| entry.kind == EntryKind::OrganisationDuty)
        .filter_map(|entry| book.source.organisation_duties.get(entry.index).map(|duty| (entry, duty)))
        .map(|(entry, duty)| {
            let mut what = vec![Phrase::label(&duty.label)];
            let only_for = details::of(book, entry).into_iter().nth(2);
            if let Some(Row { name, value: Value::Line(words) }) = only_for {
                what.push(Phrase::text(format!("{}：", name.zh), format!("{}: ", name.en)).then(words));
            }
            let mut cells = vec![
                Value::Lines(what),
                Value::Line(book.offices(&duty.by)),
                Value::Line(Phrase::label(&paces::pace(&duty.pace, duty.times))),
                Value::Row(places(book, &duty.cite)),
            ];
            cells.extend(case_cell(entry, cases));
            TableRow { anchor: Some(entry.name()), cells }
        })
        .collect();
    let mut head = vec![
        label("任务", "What"),
        label("由谁", "By"),
        label("时限", "How soon or how often"),
        label("依据", "Clauses"),
    ];
    head.extend(case_head(EntryKind::OrganisationDuty, cases));
    Chapter {
        anchor: "organisation-duties",
        title: label("机构任务", "Duties of organisations"),
        about: label(
            "与具体儿童无关、机构本身要做的事。",
            "What organisations must do, whoever the children are.",
        ),
        blocks: if rows.is_empty() { Vec::new() } else { vec![Block::Table { head, rows }] },
    }
}

/// The head of the column of cases, where any entry of the kind has some.
fn case_head(kind: EntryKind, cases: &Cases) -> Option<Label> {
    kind_has_cases(kind, cases).then(|| label("案例", "Cases"))
}

fn case_cell(entry: &PolicyEntry<'_>, cases: &Cases) -> Option<Value> {
    kind_has_cases(entry.kind, cases).then(|| cards::cases_of(entry, cases))
}

fn places(book: &Book<'_>, ids: &[String]) -> Vec<Phrase> {
    let place =
        |clause: &Clause| Phrase::link(&clause.place, &clause.place, &name(EntryKind::Clause, &clause.id));
    ids.iter().filter_map(|id| book.clause(id)).map(place).collect()
}

pub(super) fn offices(book: &Book<'_>) -> Chapter {
    let rows: Vec<TableRow> = book
        .entries
        .iter()
        .filter(|entry| entry.kind == EntryKind::Office)
        .map(|entry| {
            let mut acts: Vec<Phrase> =
                book.users_of(entry).into_iter().map(|act| cards::link(book, act)).collect();
            if acts.is_empty() {
                acts.push(Phrase::text("没有", "none"));
            }
            let cells = vec![Value::Line(Phrase::label(&entry.label)), Value::Lines(acts)];
            TableRow { anchor: Some(entry.name()), cells }
        })
        .collect();
    let head = vec![label("机构或人员", "Office or person"), label("涉及的事", "Takes part in")];
    Chapter {
        anchor: "offices",
        title: label("机构与人员", "Offices and persons"),
        about: label(
            "谁出现在哪些职责、报送和任务里。",
            "Who takes part in which duties, referrals and tasks.",
        ),
        blocks: if rows.is_empty() { Vec::new() } else { vec![Block::Table { head, rows }] },
    }
}

pub(super) fn form(book: &Book<'_>, cases: &Cases) -> Chapter {
    let mut blocks = Vec::new();
    for entry in book.entries.iter().filter(|entry| entry.kind == EntryKind::Form) {
        blocks.push(Block::Entry(cards::entry(book, entry, cases)));
    }
    let rows = book.source.form.as_ref().map_or(&[][..], |form| &form.rows);
    let rows: Vec<(&PolicyEntry<'_>, &FormRow)> =
        book.entries.iter().filter(|entry| entry.kind == EntryKind::Row).zip(rows).collect();
    for run in rows.chunk_by(|above, below| above.1.level == below.1.level) {
        if let Some(level) = run.first().and_then(|(_, row)| book.level(&row.level)) {
            blocks.push(Block::Heading { text: level.label.clone(), colour: Some(level.colour.clone()) });
        }
        let mut head = vec![
            label("行", "Row"),
            label("统计内容", "What it counts"),
            label("计入条件", "Counted when"),
            label("其中", "Of which"),
            label("其中的条件", "Of which, when"),
        ];
        head.extend(case_head(EntryKind::Row, cases));
        let rows = run.iter().map(|(entry, row)| form_row(book, entry, row, cases)).collect();
        blocks.push(Block::Table { head, rows });
    }
    Chapter {
        anchor: "form",
        title: label("统计表", "The count table"),
        about: label(
            "各行自上而下；一名儿童符合几行时怎么计，见“解读”。“其中”的条件各行不同。",
            "Rows from the top; how a child is counted who fits several stands among the readings. Each row's “of which” has a condition of its own.",
        ),
        blocks,
    }
}

fn form_row(book: &Book<'_>, entry: &PolicyEntry<'_>, row: &FormRow, cases: &Cases) -> TableRow {
    let number = row.number.to_string();
    let remark = row
        .remark
        .as_ref()
        .map(|remark| Phrase::text(format!("说明：{}", remark.zh), format!("Remark: {}", remark.en)));
    let mut cells = vec![
        Value::Line(Phrase::text(&number, &number)),
        Value::Lines(std::iter::once(Phrase::label(&row.label)).chain(remark).collect()),
        match &row.when {
            Some(when) => Value::Condition(words::of(book, when)),
            None => Value::Line(details::rest_of_level()),
        },
        Value::Line(Phrase::label(&row.of_which)),
        Value::Condition(words::of(book, &row.of_which_when)),
    ];
    cells.extend(case_cell(entry, cases));
    TableRow { anchor: Some(entry.name()), cells }
}

/// What became of each clause.
pub(super) fn clauses(book: &Book<'_>, cases: &Cases) -> Chapter {
    let rows: Vec<TableRow> = matrix_rows(book, cases).iter().map(|row| clause_row(row, cases)).collect();
    let head = vec![
        label("条款", "Clause"),
        label("内容（自己的概括）", "What it says, in our own words"),
        label("由哪些条目编入，几个案例检验", "Entries that encode it, and how many cases test each"),
    ];
    let mut blocks = if rows.is_empty() { Vec::new() } else { vec![Block::Table { head, rows }] };
    let unknown = unknown_rules(book, cases);
    if !unknown.is_empty() {
        let list = unknown.join(", ");
        let words = Phrase::text(
            format!("有案例而本政策没有的规则：{list}"),
            format!("Rules with cases that the policy does not have: {list}"),
        );
        blocks.push(Block::Paragraph(words));
    }
    Chapter {
        anchor: "clauses",
        title: label("条款对照", "Clause by clause"),
        about: label(
            "文件的每一条和所依法律：编入了哪些规则，由哪些案例检验；没有编入的，说明原因。",
            "Every clause of the document and of the law behind it: which rules encode it and which cases test them, or why none does.",
        ),
        blocks,
    }
}

fn clause_row(matrix: &MatrixRow, cases: &Cases) -> TableRow {
    let entry =
        |found: &MatrixEntry| {
            let (kind, label) = (found.kind, &found.label);
            let phrase = Phrase::text(format!("{} ", kind.zh()), format!("{} ", kind.en()))
                .then(Phrase::link(&label.zh, &label.en, &found.name));
            match found.cases.len() {
                0 if !kind_has_cases(kind, cases) => phrase,
                0 => phrase.and_text("（没有案例）", " (no case)"),
                1 => phrase.and_text("（1个案例）", " (1 case)"),
                count => phrase.and_text(format!("（{count}个案例）"), format!(" ({count} cases)")),
            }
        };
    let what = match (matrix.state, &matrix.not_encoded) {
        (ClauseState::Encoded, _) => Value::Lines(matrix.entries.iter().map(entry).collect()),
        (_, Some(reason)) => {
            Value::Line(Phrase::text(format!("未编入：{}", reason.zh), format!("Not encoded: {}", reason.en)))
        }
        (_, None) => Value::Line(Phrase::text(
            "没有规则引用，也没有说明原因",
            "cited by no rule, and no reason is given",
        )),
    };
    let place = Phrase::text(format!("{} ", matrix.place), format!("{} ", matrix.place));
    let cells = vec![
        Value::Line(place.then(Phrase::code(&matrix.clause))),
        Value::Line(Phrase::label(&matrix.words)),
        what,
    ];
    TableRow { anchor: Some(name(EntryKind::Clause, &matrix.clause)), cells }
}

/// The cases of every entry that cites a clause: the second half of the matrix.
pub(super) fn cases_of_entries(book: &Book<'_>, cases: &Cases) -> Chapter {
    let cited = |entry: &&PolicyEntry<'_>| entry.kind != EntryKind::Clause && !entry.cite.is_empty();
    let card = |entry: &PolicyEntry<'_>| {
        Block::Entry(Entry {
            anchor: entry.name(),
            title: entry.label.clone(),
            colour: None,
            tags: Vec::new(),
            rows: vec![page::row("案例", "Cases", cards::cases_of(entry, cases))],
        })
    };
    Chapter {
        anchor: "cases",
        title: label("各条目的案例", "The cases of each entry"),
        about: label(
            "上表引用的条目，各由哪些案例检验。",
            "Which cases test the entries that the table names.",
        ),
        blocks: book.entries.iter().filter(cited).map(card).collect(),
    }
}

pub(super) fn not_encoded(book: &Book<'_>) -> Chapter {
    let reasons =
        book.source.clauses.iter().filter_map(|clause| Some((clause, clause.not_encoded.as_ref()?)));
    let rows: Vec<TableRow> = reasons
        .map(|(clause, reason)| TableRow {
            anchor: None,
            cells: vec![
                Value::Line(Phrase::link(&clause.place, &clause.place, &name(EntryKind::Clause, &clause.id))),
                Value::Line(Phrase::label(&clause.label)),
                Value::Line(Phrase::label(reason)),
            ],
        })
        .collect();
    let head = vec![
        label("条款", "Clause"),
        label("内容（自己的概括）", "What it says, in our own words"),
        label("没有编入规则的原因", "Why no rule encodes it"),
    ];
    Chapter {
        anchor: "not-encoded",
        title: label("没有编入的条款", "What is not encoded, and why"),
        about: label("没有规则的条款，不等于不必履行。", "A clause without a rule is still to be followed."),
        blocks: if rows.is_empty() { Vec::new() } else { vec![Block::Table { head, rows }] },
    }
}

/// The entry in which a fault stands, as a link, and its path in the file.
fn where_in(book: &Book<'_>, path: &str) -> Vec<Phrase> {
    let place = path.split_once('[').and_then(|(list, rest)| {
        let index: usize = rest.split_once(']')?.0.parse().ok()?;
        let kind = list.rsplit('.').next()?;
        book.entries.iter().find(|entry| entry.kind.id() == kind && entry.index == index)
    });
    place.map(|entry| cards::link(book, entry)).into_iter().chain([Phrase::code(path)]).collect()
}

pub(super) fn warnings(book: &Book<'_>) -> Chapter {
    let rows: Vec<TableRow> = book
        .policy
        .warnings()
        .iter()
        .map(|fault| TableRow {
            anchor: None,
            cells: vec![
                Value::Line(Phrase::code(fault.code.id())),
                Value::Lines(where_in(book, &fault.path)),
                Value::Line(Phrase::text(&fault.zh, &fault.en)),
            ],
        })
        .collect();
    let head = vec![label("代码", "Code"), label("位置", "Where"), label("存疑之处", "What is doubtful")];
    let mut blocks = if rows.is_empty() { Vec::new() } else { vec![Block::Table { head, rows }] };
    if book.known.is_incomplete() {
        blocks.push(Block::Paragraph(Phrase::text(
            "条件过于繁复，本页没有列全各条由此产生的职责和报送。",
            "The conditions are too entangled: the duties and referrals that follow from rules are not all told here.",
        )));
    }
    Chapter {
        anchor: "warnings",
        title: label("检查提示", "Warnings of the check"),
        about: label(
            "政策可以使用，但这些地方存疑。",
            "The policy can be used, but these places are doubtful.",
        ),
        blocks,
    }
}
