//! One row a child, for CSV and XLSX: the columns and their cells. Ids stand in columns of their own, so that a
//! program can rely on them; what people read stands beside them in words.

use hutong::Truth;
use hutong::assessment::{Assessment, FactUsed, Outcome, ReferralOutcome, Risk};
use hutong::vocabulary::{Child, Text};

use crate::language::Language;
use crate::layout::{Column, Layout};
use crate::words::Words;

/// The columns: id, Chinese and English header.
const COLUMNS: &[Column] = &[
    ("key", "编号", "key"),
    ("row", "行号", "row"),
    ("township", "乡镇街道", "township"),
    ("village", "村居", "village"),
    ("level", "等级代码", "level"),
    ("level_label", "等级", "level in words"),
    ("floor", "最低等级代码", "floor"),
    ("floor_label", "最低等级", "floor in words"),
    ("ceiling", "最高等级代码", "ceiling"),
    ("ceiling_label", "最高等级", "ceiling in words"),
    ("possible", "可能的等级", "possible levels"),
    ("scope", "范围", "scope"),
    ("populations", "人群", "populations"),
    ("populations_possible", "可能的人群", "possible populations"),
    ("categories", "困境类别", "categories"),
    ("categories_possible", "可能的困境类别", "possible categories"),
    ("triggers", "触发情形代码", "triggers"),
    ("triggers_possible", "可能的情形代码", "possible triggers"),
    ("reasons", "触发情形及条款", "reasons"),
    ("duties", "职责代码", "duties"),
    ("duties_possible", "可能的职责代码", "possible duties"),
    ("to_do", "要做的事", "to do"),
    ("referrals", "报送代码", "referrals"),
    ("referrals_possible", "可能的报送代码", "possible referrals"),
    ("to_tell", "要告知谁", "to tell"),
    ("missing", "缺少的事实代码", "missing facts"),
    ("missing_label", "缺少的事实", "missing facts in words"),
    ("decision", "已有认定", "decision"),
    ("decision_agrees", "认定与规则一致", "decision agrees"),
    ("record_warnings", "数据提示", "record warnings"),
];

/// The column that only full detail has.
const NEXT_CHANGE: Column = ("next_change", "下次自动变化日期", "next change");

/// What stands between several ids in one cell.
const SEPARATOR: &str = "; ";

/// How the row of a child is written.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Fields<'p> {
    /// The words for labels.
    pub(crate) words: Words<'p>,
    /// Whether full detail was asked for.
    pub(crate) full: bool,
}

impl<'p> Fields<'p> {
    /// The columns.
    pub(crate) fn layout(self) -> Layout<'p> {
        let columns: Vec<Column> = COLUMNS.iter().chain(self.full.then_some(&NEXT_CHANGE)).copied().collect();
        Layout::new(self.words, ("儿童", "children"), &columns, "level_label")
    }

    /// The cells of a child, as many as there are headers.
    pub(crate) fn row(
        self,
        row: u64,
        child: &Child,
        faults: &[hutong::Fault],
        assessment: &Assessment<'p>,
    ) -> Vec<String> {
        let text = |text: &Text| text.as_str().unwrap_or_default().to_owned();
        let risk = assessment.risk();
        let (populations, categories) = (assessment.populations(), assessment.categories());
        let triggers: Vec<&Outcome<'_>> =
            assessment.triggers().iter().map(|trigger| &trigger.outcome).collect();
        let duties: Vec<&Outcome<'_>> = assessment.duties().iter().map(|duty| &duty.outcome).collect();
        let referrals: Vec<&Outcome<'_>> =
            assessment.referrals().iter().map(|referral| &referral.outcome).collect();
        let missing: Vec<_> = risk.missing().iter().map(FactUsed::path).collect();
        let mut doubts: Vec<&str> = faults.iter().map(|fault| fault.code().id()).collect();
        doubts.dedup();
        let decision = assessment.decision().as_ref();
        let mut cells = vec![
            text(&child.key),
            row.to_string(),
            text(&child.residence.township),
            text(&child.residence.village),
            risk.level_id().unwrap_or_default().to_owned(),
            self.level(risk),
            risk.floor_id().to_owned(),
            self.words.level(risk.possible().floor()).into_owned(),
            risk.ceiling_id().to_owned(),
            self.words.level(risk.possible().ceiling()).into_owned(),
            self.possible(risk),
            scope(assessment).to_owned(),
            ids(populations.iter(), Truth::Yes),
            ids(populations.iter(), Truth::Undetermined),
            ids(categories.iter(), Truth::Yes),
            ids(categories.iter(), Truth::Undetermined),
            ids(triggers.iter().copied(), Truth::Yes),
            ids(triggers.iter().copied(), Truth::Undetermined),
            self.labels(&triggers),
            ids(duties.iter().copied(), Truth::Yes),
            ids(duties.iter().copied(), Truth::Undetermined),
            self.labels(&duties),
            ids(referrals.iter().copied(), Truth::Yes),
            ids(referrals.iter().copied(), Truth::Undetermined),
            self.to_tell(assessment),
            missing.join(SEPARATOR),
            missing
                .iter()
                .map(|path| self.words.fact(path))
                .collect::<Vec<_>>()
                .join(self.words.language.comma()),
            decision.and_then(|made| made.level.or(made.category)).unwrap_or_default().to_owned(),
            decision.map(|made| made.agrees.id()).unwrap_or_default().to_owned(),
            doubts.join(SEPARATOR),
        ];
        if self.full {
            cells.push(assessment.forecast().first().map(|next| next.on.to_string()).unwrap_or_default());
        }
        cells
    }

    fn level(self, risk: &Risk<'_>) -> String {
        if risk.level_id().is_none() {
            return self.words.language.pick("待定", "undetermined").into_owned();
        }
        self.words.level(risk.possible().certain()).into_owned()
    }

    fn possible(self, risk: &Risk<'_>) -> String {
        let levels = &self.words.policy.source().levels;
        let id = |level: usize| levels.get(level).map_or("not-graded", |level| level.id.as_str());
        risk.possible().iter().map(id).collect::<Vec<_>>().join(SEPARATOR)
    }

    /// What is certain, in words and with its clause.
    fn labels(self, outcomes: &[&Outcome<'p>]) -> String {
        self.in_each(|language| {
            let sure = outcomes.iter().filter(|outcome| outcome.answer == Truth::Yes);
            let part = |outcome: &&Outcome<'_>| {
                format!("{}{}", language.label(outcome.label), language.cite(outcome.cite))
            };
            sure.map(part).collect::<Vec<_>>().join(language.semicolon())
        })
    }

    fn to_tell(self, assessment: &Assessment<'p>) -> String {
        self.in_each(|language| {
            let words = Words { language, ..self.words };
            let sure = assessment.referrals().iter().filter(|referral| referral.outcome.answer == Truth::Yes);
            let part = |referral: &ReferralOutcome<'_>| {
                let (to, about) = (words.offices(referral.to), language.label(referral.outcome.label));
                language.pick(format!("{to}（{about}）"), format!("{to} ({about})")).into_owned()
            };
            sure.map(part).collect::<Vec<_>>().join(language.semicolon())
        })
    }

    /// A cell in the chosen language, or in both with a stroke between them.
    fn in_each(self, tell: impl Fn(Language) -> String) -> String {
        let cells: Vec<String> = self.words.language.each().iter().map(|language| tell(*language)).collect();
        if cells.iter().all(String::is_empty) { String::new() } else { cells.join(" / ") }
    }
}

fn scope(assessment: &Assessment<'_>) -> &'static str {
    match assessment.scope() {
        hutong::assessment::Scope::Inside => "inside",
        hutong::assessment::Scope::PresumedInside => "presumed-inside",
        hutong::assessment::Scope::Outside => "outside",
    }
}

fn ids<'o, 'p: 'o>(outcomes: impl Iterator<Item = &'o Outcome<'p>>, answer: Truth) -> String {
    outcomes
        .filter(|outcome| outcome.answer == answer)
        .map(|outcome| outcome.id)
        .collect::<Vec<_>>()
        .join(SEPARATOR)
}
