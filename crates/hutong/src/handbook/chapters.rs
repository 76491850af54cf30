//! The chapters of the handbook, in the order in which a lawyer would ask: what are the levels and what follows, what
//! became of each clause, who is covered, what puts a child in a level, who acts, what do the names mean, what was
//! decided where the document is silent, what was left out.

use super::book::Book;
use super::entry::EntryKind;
use super::page::{Block, Chapter, Page, Phrase, Row, Value, label, row};
use super::{Cases, cards, details, tables};
use crate::policy::source::Label;

/// The whole page.
pub(super) fn page(book: &Book<'_>, cases: &Cases) -> Page {
    let entries = |anchor, title, about, kinds: &[(EntryKind, &str)]| {
        chapter_of(book, cases, anchor, title, about, kinds)
    };
    let chapters = vec![
        levels(book),
        tables::clauses(book, cases),
        entries(
            "populations",
            label("人群与类别", "Populations and categories"),
            label("本政策覆盖哪些儿童。", "Which children the policy covers."),
            &[
                (EntryKind::Population, "Populations"),
                (EntryKind::Category, "Categories"),
                (EntryKind::Outside, "Who is outside"),
            ],
        ),
        triggers(book, cases),
        entries(
            "duties",
            label("对儿童的职责", "Duties towards a child"),
            label("等级或事实要求做的事。", "What a level, or a fact, asks somebody to do."),
            &[(EntryKind::Duty, "Duties"), (EntryKind::WayOut, "The way out of doubt")],
        ),
        entries(
            "referrals",
            label("转介报送与通报", "Referrals and notices"),
            label(
                "什么情况报给谁，只可报送哪些栏目。",
                "Who must be told of what, and which columns may be sent.",
            ),
            &[
                (EntryKind::Referral, "Referrals"),
                (EntryKind::Notice, "Notices"),
                (EntryKind::Confined, "Facts that stay with some offices"),
            ],
        ),
        entries(
            "department-lists",
            label("与部门名册比对", "Comparison with departments' lists"),
            label(
                "谁应当在部门的名册上，谁应当退出；对不上的退回核查，不能确知的待核实。",
                "Who ought to be on a department's list, and who ought to leave it. What does not match is sent back for checking; what is not known is to be verified.",
            ),
            &[(EntryKind::DepartmentList, "Departments' lists")],
        ),
        tables::organisation_duties(book, cases),
        tables::offices(book),
        tables::form(book, cases),
        entries(
            "definitions",
            label("定义", "Definitions"),
            label(
                "上面各条用到的名称，各有条件。标“解释”的是本政策对条文的理解，不是条文原意。",
                "The names used above, each with its condition. “Interpretation” marks the policy's own understanding where the clause does not say it.",
            ),
            &[(EntryKind::Definition, "Definitions")],
        ),
        entries(
            "readings",
            label("解读", "Readings"),
            label(
                "文件没有写明的问题，本政策怎样决定，为什么，还可以怎样决定。换一个选项，就是另一个政策。",
                "What the document leaves open, how this policy decides it, why, and what else could be chosen. Another choice makes another policy.",
            ),
            &[(EntryKind::Reading, "Readings")],
        ),
        entries(
            "own-facts",
            label("本政策的事实、名单和用语", "Facts, lists and wording of this policy"),
            label(
                "词汇表之外、只有本政策才有的内容。",
                "What only this policy has, beside the common vocabulary.",
            ),
            &[
                (EntryKind::Fact, "Facts of this policy"),
                (EntryKind::CoreDistricts, "Core districts"),
                (EntryKind::Wording, "Wording"),
            ],
        ),
        tables::not_encoded(book),
        // Last: it also tells whether the chapters above are complete.
        tables::warnings(book),
    ];
    let about = label(
        "本页由政策文件生成，供对照原文核查；条款内容是本项目自己的概括，不是原文。以原文为准。",
        "This page is made from the policy file, to be checked against the document. What clauses say is told in the project's own words; the document itself is what counts.",
    );
    let chapters = chapters.into_iter().filter(|chapter| !chapter.blocks.is_empty()).collect();
    let levels = book.source.levels.iter().map(|level| details::level(book, &level.id)).collect();
    Page { title: book.source.label.clone(), about, head: head(book), levels, chapters }
}

/// The document, its time in force, and which policy this is.
fn head(book: &Book<'_>) -> Vec<Row> {
    let source = book.source;
    let document = &source.document;
    let code = |text: &str| Value::Line(Phrase::code(text));
    let from = document.from;
    let in_force = match document.until {
        Some(until) => Phrase::text(
            format!("{from} 至 {until}（含首尾两日）"),
            format!("{from} to {until}, both included"),
        ),
        None => {
            Phrase::text(format!("自 {from} 起，没有终止日期"), format!("from {from} on, without an end"))
        }
    };
    let issued_on = document.issued_on;
    vec![
        row(
            "文件",
            "Document",
            Value::Line(
                Phrase::label(&document.title)
                    .and_text(format!("，{}", document.number), format!(", {}", document.number)),
            ),
        ),
        row(
            "发文",
            "Issued",
            Value::Line(Phrase::text(
                format!("{}，{issued_on}", document.issued_by.zh),
                format!("{}, {issued_on}", document.issued_by.en),
            )),
        ),
        row("有效期", "In force", Value::Line(in_force)),
        row("政策", "Policy", Value::Row(vec![Phrase::code(&source.id), Phrase::code(&source.version)])),
        row("内容校验值", "Hash of the content", code(book.policy.hash())),
    ]
}

fn chapter_of(
    book: &Book<'_>,
    cases: &Cases,
    anchor: &'static str,
    title: Label,
    about: Label,
    kinds: &[(EntryKind, &str)],
) -> Chapter {
    let mut blocks = Vec::new();
    for (kind, heading) in kinds {
        let entries: Vec<_> = book.entries.iter().filter(|entry| entry.kind == *kind).collect();
        if kinds.len() > 1 && !entries.is_empty() {
            blocks.push(Block::Heading { text: label(kind.zh(), *heading), colour: None });
        }
        blocks.extend(entries.into_iter().map(|entry| Block::Entry(cards::entry(book, entry, cases))));
    }
    Chapter { anchor, title, about, blocks }
}

fn levels(book: &Book<'_>) -> Chapter {
    let mut blocks = Vec::new();
    for entry in book.entries.iter().filter(|entry| entry.kind == EntryKind::Level) {
        let Some(level) = book.source.levels.get(entry.index) else { continue };
        let mut shown = cards::entry(book, entry, &Cases::new());
        shown.colour = Some(level.colour.clone());
        let triggers = book.source.triggers.iter().filter(|trigger| trigger.level == level.id);
        let triggers: Vec<Phrase> =
            triggers.map(|trigger| details::link(&trigger.label, EntryKind::Trigger, &trigger.id)).collect();
        if !triggers.is_empty() {
            shown.rows.insert(1, row("情形", "Triggers", Value::Lines(triggers)));
        }
        let off = book.source.duties.iter().filter(|duty| {
            duty.levels.contains(&level.id)
                && duty.when.as_ref().is_some_and(|when| book.decided(when) == Some(false))
        });
        let off: Vec<Phrase> =
            off.map(|duty| details::link(&duty.label, EntryKind::Duty, &duty.id)).collect();
        if !off.is_empty() {
            shown.rows.push(row("解读未采用的职责", "Duties that the readings leave out", Value::Lines(off)));
        }
        blocks.push(Block::Entry(shown));
    }
    Chapter {
        anchor: "levels",
        title: label("等级一览", "The levels at a glance"),
        about: label(
            "从高到低：什么情形列入，由谁在什么时候做什么。",
            "From the highest down: what puts a child there, and who does what by when.",
        ),
        blocks,
    }
}

fn triggers(book: &Book<'_>, cases: &Cases) -> Chapter {
    let mut blocks = Vec::new();
    for level in &book.source.levels {
        let of_level = book.entries.iter().filter(|entry| {
            entry.kind == EntryKind::Trigger
                && book.source.triggers.get(entry.index).is_some_and(|trigger| trigger.level == level.id)
        });
        let entries: Vec<Block> =
            of_level.map(|entry| Block::Entry(cards::entry(book, entry, cases))).collect();
        if !entries.is_empty() {
            blocks.push(Block::Heading { text: level.label.clone(), colour: Some(level.colour.clone()) });
            blocks.extend(entries);
        }
    }
    Chapter {
        anchor: "triggers",
        title: label("各级情形", "What puts a child in a level"),
        about: label(
            "任何一项符合，即列入该级；几级都有的，以最高级为准。",
            "Any one of them is enough; where several levels have one, the highest holds.",
        ),
        blocks,
    }
}
