//! What an entry says beside its label, clauses and condition: who, whom, how soon, which columns. One function a kind.

use super::book::Book;
use super::entry::{EntryKind, PolicyEntry, name};
use super::page::{Phrase, Row, Value, row};
use super::{paces, words};
use crate::policy::Formula;
use crate::policy::source::{Label, LocalFact, Reading, Subject};

/// The rows of an entry that only its kind has.
pub(super) fn of(book: &Book<'_>, entry: &PolicyEntry<'_>) -> Vec<Row> {
    let source = book.source;
    let at = entry.index;
    match entry.kind {
        EntryKind::Trigger => source.triggers.get(at).map(|trigger| trigger_rows(book, &trigger.level)),
        EntryKind::Category => source.categories.get(at).map(|category| {
            let population = source.populations.iter().find(|population| population.id == category.population);
            let label = population.map_or_else(Label::default, |population| population.label.clone());
            vec![row("所属人群", "Population", Value::Line(link(&label, EntryKind::Population, &category.population)))]
        }),
        EntryKind::Population | EntryKind::Office => None,
        EntryKind::Outside => {
            let words = Phrase::text(
                "确知符合的人不在政策范围内，不定级；不能确知的，一律按儿童对待",
                "a person of whom this is certain is outside and has no level; while it is not certain, the person is taken for a child",
            );
            Some(vec![row("效果", "Effect", Value::Line(words))])
        }
        EntryKind::Level => Some(level_rows(book, at)),
        EntryKind::Duty => Some(duty_rows(book, at)),
        EntryKind::Referral => source.referrals.get(at).map(|referral| {
            vec![
                row("由谁", "From", Value::Line(book.offices(&referral.from))),
                row("报给谁", "To", Value::Line(book.offices(&referral.to))),
                row("时限", "How soon", Value::Line(Phrase::label(&paces::pace(&referral.pace, 1)))),
                fields(book, &referral.fields),
            ]
        }),
        EntryKind::Notice => source.notices.get(at).map(|notice| {
            vec![
                row("由谁", "From", Value::Line(book.offices(&notice.from))),
                row("报给谁", "To", Value::Line(book.offices(&notice.to))),
                row("名单上的等级", "Levels on the list", Value::Row(levels(book, &notice.levels))),
                row("频次", "How often", Value::Line(Phrase::label(&paces::pace(&notice.pace, 1)))),
                fields(book, &notice.fields),
            ]
        }),
        EntryKind::DepartmentList => source.department_lists.get(at).map(|list| {
            let mut rows = vec![row("谁的名册", "Kept by", Value::Line(book.offices(&list.by)))];
            if let Some(leaves) = &list.leaves {
                rows.push(condition(book, "应退出的", "Who ought not to be on it any more", leaves));
            }
            if let Some(recorded) = &list.recorded {
                rows.push(condition(book, "儿童记录中已享的", "Who is served by the child's record", recorded));
            }
            rows
        }),
        EntryKind::Confined => source.confined.get(at).map(|confined| {
            let facts = confined.facts.iter().map(|path| fact(book, path)).collect();
            vec![
                row("只可告知", "May be told to", Value::Line(book.offices(&confined.to))),
                row("事实", "Facts", Value::Row(facts)),
            ]
        }),
        EntryKind::Definition => source.definitions.get(at).map(|definition| {
            let of_parent = definition.subject == Subject::Parent;
            let words = Phrase::text("父母中的一方，各自判断", "one parent, each judged alone");
            of_parent.then(|| row("说的是", "Speaks of", Value::Line(words))).into_iter().collect()
        }),
        EntryKind::Reading => source.readings.get(at).map(reading_rows),
        EntryKind::OrganisationDuty => Some(organisation_rows(book, at)),
        EntryKind::Row => Some(form_row_rows(book, at)),
        EntryKind::Form => source.form.as_ref().map(|form| {
            let note = row("表下说明", "Note below the table", Value::Line(Phrase::label(&form.note)));
            let hidden = form.publication.as_ref().map(|publication| {
                let below = publication.hide_below;
                let words = Phrase::text(
                    format!("公开时，1至{}的数字不显示，并隐去足够的其他数字", below.saturating_sub(1)),
                    format!("numbers from 1 to {} are hidden when it is published, and enough others", below.saturating_sub(1)),
                );
                row("公开", "Published", Value::Line(words))
            });
            std::iter::once(note).chain(hidden).collect()
        }),
        EntryKind::Fact => source.facts.get(at).map(fact_rows),
        EntryKind::CoreDistricts => source.core_districts.get(at).map(|list| {
            let counties = list.counties.iter().map(|county| Phrase::code(&county.to_string())).collect();
            vec![row("县区代码", "County codes", Value::Row(counties))]
        }),
        EntryKind::Wording => source.wordings.get(at).map(|wording| {
            let words = wording.avoid.iter().map(|word| Phrase::text(word, word)).collect();
            let instead = wording.instead.as_ref();
            let instead =
                instead.map(|label| row("可改用", "Write instead", Value::Line(Phrase::label(label))));
            std::iter::once(row("避免使用", "Avoid", Value::Row(words))).chain(instead).collect()
        }),
        EntryKind::WayOut => {
            let by = book.offices(std::slice::from_ref(&source.scope.way_out.by));
            Some(vec![row("由谁", "By", Value::Line(by))])
        }
        EntryKind::Clause => source.clauses.get(at).map(|clause| {
            let reason = clause.not_encoded.as_ref().map(|reason| {
                row("没有编入规则的原因", "Why no rule encodes it", Value::Line(Phrase::label(reason)))
            });
            let place = row("位置", "Place", Value::Line(Phrase::text(&clause.place, &clause.place)));
            std::iter::once(place).chain(reason).collect()
        }),
    }
    .unwrap_or_default()
}

/// A name as a link to its entry.
pub(super) fn link(label: &Label, kind: EntryKind, id: &str) -> Phrase {
    Phrase::link(&label.zh, &label.en, &name(kind, id))
}

/// A level with its colour, as a link.
pub(super) fn level(book: &Book<'_>, id: &str) -> Phrase {
    match book.level(id) {
        Some(level) => Phrase::colour(&level.colour).then(link(&level.label, EntryKind::Level, id)),
        None => Phrase::code(id),
    }
}

fn levels(book: &Book<'_>, ids: &[String]) -> Vec<Phrase> {
    ids.iter().map(|id| level(book, id)).collect()
}

/// A condition as a row.
pub(super) fn condition(book: &Book<'_>, zh: &str, en: &str, formula: &Formula) -> Row {
    row(zh, en, Value::Condition(words::of(book, formula)))
}

/// The columns that may be sent, as a row.
fn fields(book: &Book<'_>, paths: &[String]) -> Row {
    let columns = paths.iter().map(|path| fact(book, path)).collect();
    row("只可报送的栏目", "Columns that may be sent, and no others", Value::Row(columns))
}

/// A fact with its path; the policy's own facts link to their entry.
pub(super) fn fact(book: &Book<'_>, path: &str) -> Phrase {
    let label = book.fact_label(path);
    let named = match book.local_fact(path) {
        Some(local) => link(&label, EntryKind::Fact, &local.id),
        None if path.starts_with("parent.") => {
            Phrase::text("父母：", "parents: ").then(Phrase::label(&label))
        }
        None => Phrase::label(&label),
    };
    named.and_text(" ", " ").then(Phrase::code(path))
}

fn trigger_rows(book: &Book<'_>, level_id: &str) -> Vec<Row> {
    let mut rows = vec![row("等级", "Level", Value::Line(level(book, level_id)))];
    let only_when = book.level(level_id).and_then(|level| level.only_when.as_ref());
    if let Some(only_when) = only_when.filter(|only_when| book.decided(only_when) != Some(true)) {
        rows.push(condition(book, "该等级的前提", "The level counts only when", only_when));
    }
    rows
}

fn level_rows(book: &Book<'_>, at: usize) -> Vec<Row> {
    let Some(level) = book.source.levels.get(at) else { return Vec::new() };
    let count = book.source.levels.len();
    let place = Phrase::text(
        format!("共{count}级，从高到低第{}级", at + 1),
        format!("{} of {count}, counted from the highest", at + 1),
    );
    let mut rows = vec![row("位次", "Place", Value::Line(place))];
    if level.every_member {
        let words = Phrase::text(
            "本政策各人群的每名成员至少属于本级",
            "every member of a population has at least this level",
        );
        rows.push(row("成员", "Members", Value::Line(words)));
    }
    if let Some(only_when) = &level.only_when {
        rows.push(condition(book, "前提", "Its triggers count only when", only_when));
    }
    rows
}

fn duty_rows(book: &Book<'_>, at: usize) -> Vec<Row> {
    let Some(duty) = book.source.duties.get(at) else { return Vec::new() };
    let mut rows = Vec::new();
    if !duty.levels.is_empty() {
        rows.push(row("等级", "Levels", Value::Row(levels(book, &duty.levels))));
    }
    rows.push(row("由谁", "By", Value::Line(book.offices(&duty.by))));
    rows.push(row("时限", "How soon or how often", Value::Line(Phrase::label(&paces::pace(&duty.pace, 1)))));
    rows.push(row("类型", "Kind of act", Value::Line(Phrase::label(&paces::kind_of_duty(duty.kind)))));
    if duty.outside_too {
        let words = Phrase::text(
            "对已不在政策范围内的人（如已成年）也适用",
            "also for a person who is outside the policy by now, such as one who came of age",
        );
        rows.push(row("范围外", "Outside", Value::Line(words)));
    }
    rows
}

fn reading_rows(reading: &Reading) -> Vec<Row> {
    let others: Vec<Phrase> = reading
        .alternatives
        .iter()
        .filter(|alternative| alternative.id != reading.chosen)
        .map(|alternative| {
            Phrase::label(&alternative.label).and_text(" ", " ").then(Phrase::code(&alternative.id))
        })
        .collect();
    let chosen = Phrase::label(&Book::chosen(reading)).and_text(" ", " ").then(Phrase::code(&reading.chosen));
    vec![
        row("采用", "Chosen", Value::Line(chosen)),
        row("理由", "Why", Value::Line(Phrase::label(&reading.because))),
        row("其他选项", "The others", Value::Lines(others)),
        row("由谁执行", "Carried out by", Value::Line(Phrase::label(&paces::read_by(reading.used_by)))),
    ]
}

fn organisation_rows(book: &Book<'_>, at: usize) -> Vec<Row> {
    let Some(duty) = book.source.organisation_duties.get(at) else { return Vec::new() };
    let pace = paces::pace(&duty.pace, duty.times);
    let mut rows = vec![
        row("由谁", "By", Value::Line(book.offices(&duty.by))),
        row("时限", "How soon or how often", Value::Line(Phrase::label(&pace))),
    ];
    if let Some(number) = duty.more_children_than {
        let words = Phrase::text(
            format!("本政策的儿童超过{number}人的村（社区）"),
            format!("a village with more than {number} children of the policy"),
        );
        rows.push(row("适用于", "Only for", Value::Line(words)));
    }
    if let Some(number) = duty.child_directors_at_least {
        let words = Phrase::text(
            format!("该村（社区）至少有{number}名儿童主任"),
            format!("the village has at least {number} child director(s)"),
        );
        rows.push(row("做到的标准", "Met when", Value::Line(words)));
    }
    rows
}

fn form_row_rows(book: &Book<'_>, at: usize) -> Vec<Row> {
    let Some(form_row) = book.source.form.as_ref().and_then(|form| form.rows.get(at)) else {
        return Vec::new();
    };
    let number = form_row.number.to_string();
    let mut rows = vec![
        row("等级", "Level", Value::Line(level(book, &form_row.level))),
        row("行号", "Row", Value::Line(Phrase::text(&number, &number))),
    ];
    rows.push(match &form_row.when {
        Some(when) => condition(book, "计入", "Counts", when),
        None => row("计入", "Counts", Value::Line(rest_of_level())),
    });
    rows.push(row("其中", "Of which", Value::Line(Phrase::label(&form_row.of_which))));
    rows.push(condition(book, "其中的条件", "Of which, when", &form_row.of_which_when));
    for name in &form_row.renamed {
        let under = format!("{} = {}", name.reading, name.is);
        let (zh, en) = (&name.label.zh, &name.label.en);
        let phrase = Phrase::text(format!("{zh}（解读 {under}）"), format!("{en} (reading {under})"));
        rows.push(row("另一名称", "Also called", Value::Line(phrase)));
    }
    if let Some(remark) = &form_row.remark {
        rows.push(row("说明", "Remark", Value::Line(Phrase::label(remark))));
    }
    rows
}

/// What the last row of a level counts.
pub(super) fn rest_of_level() -> Phrase {
    Phrase::text("本等级中不符合前面各行的儿童", "the children of the level whom no row above counts")
}

fn fact_rows(fact: &LocalFact) -> Vec<Row> {
    let blank = if fact.judgement {
        Phrase::text(
            "机构的认定：没有记录即没有作出",
            "an act of an office: while nobody recorded it, it has not happened",
        )
    } else {
        Phrase::text("空白即未知，不等于没有", "a blank is unknown, which is not a no")
    };
    vec![
        row("记录在", "Stands in a record as", Value::Line(Phrase::code(&format!("local.{}", fact.id)))),
        row("没有记录时", "While nothing is recorded", Value::Line(blank)),
    ]
}
