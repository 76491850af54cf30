//! Figures as rows and as one JSON object, and their names in words. Of the children behind them only the key is told.

use chrono::NaiveDate;
use hutong::schedule::{Behind, Counts, Figure, FiguresBy, Outcome};
use hutong::vocabulary::Text;
use serde_json::{Value, json};

use crate::figures::Told;
use crate::language::Language;
use crate::layout::Column;
use crate::schedule::id_of;
use crate::words::Words;

/// The name and version of the JSON form of figures.
const FORMAT: &str = "hutong-figures-1";

/// The columns of figures: id, Chinese and English header.
pub(super) fn columns() -> &'static [Column] {
    &[
        ("by", "分类", "by"),
        ("name", "代码", "name"),
        ("label", "名称", "name in words"),
        ("met_per_thousand", "按时履职千分比", "met in time per thousand"),
        ("windows", "应做次数", "windows"),
        ("met", "按时", "met in time"),
        ("late", "迟做", "made good late"),
        ("missed", "未做", "missed"),
        ("due_now", "现在到期（日期不详，不计入次数）", "due now without a date (not among the windows)"),
    ]
}

/// The columns of the windows behind figures.
const WINDOWS: &[(&str, &str)] = &[
    ("编号", "key"),
    ("村居", "village"),
    ("责任人", "worker"),
    ("等级", "level"),
    ("要做的事", "to do"),
    ("职责代码", "duty"),
    ("到期日", "due"),
    ("完成日", "done on"),
    ("结果", "outcome"),
];

/// The headers of the windows behind figures.
pub(super) fn window_headers(language: Language) -> Vec<String> {
    WINDOWS.iter().map(|(zh, en)| language.pick(*zh, *en).into_owned()).collect()
}

/// What figures are told apart by, in words.
pub(super) fn by_label(language: Language, by: FiguresBy) -> String {
    let (zh, en) = match by {
        FiguresBy::All => ("全部", "all"),
        FiguresBy::Level => ("等级", "level"),
        FiguresBy::Duty => ("职责", "duty"),
        FiguresBy::Village => ("村居", "village"),
        FiguresBy::Worker => ("责任人", "worker"),
        FiguresBy::Month => ("到期月份", "month due"),
    };
    language.pick(zh, en).into_owned()
}

/// What became of a window, in words.
pub(super) fn outcome_label(language: Language, outcome: Outcome) -> String {
    let (zh, en) = match outcome {
        Outcome::Missed => ("未做", "missed"),
        Outcome::DueNow => ("现在到期（日期不详）", "due now (no date known)"),
        Outcome::Late => ("迟做", "made good late"),
        Outcome::Met => ("按时", "met in time"),
    };
    language.pick(zh, en).into_owned()
}

/// The name of a figure, in words.
pub(super) fn name_label(words: Words<'_>, by: FiguresBy, name: &str) -> String {
    let (language, source) = (words.language, words.policy.source());
    let label = match by {
        FiguresBy::All => return language.pick("全部", "all").into_owned(),
        FiguresBy::Level => source.levels.iter().find(|level| level.id == name).map(|level| &level.label),
        FiguresBy::Duty => source.duties.iter().find(|duty| duty.id == name).map(|duty| &duty.label),
        FiguresBy::Village | FiguresBy::Worker | FiguresBy::Month => None,
    };
    match (label, by) {
        // Two levels may have a duty of the same words.
        (Some(label), FiguresBy::Duty) => {
            let levels = source.duties.iter().filter(|duty| duty.id == name).flat_map(|duty| &duty.levels);
            let place = |id: &String| source.levels.iter().position(|level| level.id == *id);
            let levels: Vec<_> = levels.map(|id| words.level(place(id))).collect();
            let (label, levels) = (language.label(label), levels.join(language.comma()));
            language.pick(format!("{levels}：{label}"), format!("{levels}: {label}")).into_owned()
        }
        (Some(label), _) => language.label(label).into_owned(),
        (None, FiguresBy::Month) if name.is_empty() => {
            language.pick("日期不详", "no date known").into_owned()
        }
        (None, _) if name.is_empty() => language.pick("未指定", "none named").into_owned(),
        (None, _) => name.to_owned(),
    }
}

/// A share in thousandths as a percentage; a line where no due day has come.
pub(super) fn share(counts: Counts) -> String {
    counts.met_per_thousand().map_or_else(|| "—".into(), |share| format!("{}.{}%", share / 10, share % 10))
}

impl<'p> Told<'_, 'p> {
    /// The figures told apart in one way: levels and duties in the order of the policy, the rest by name, and what has
    /// none last.
    pub(super) fn by(&self, by: FiguresBy) -> Vec<Figure> {
        let source = self.words.policy.source();
        let mut figures = self.figures.by(by);
        figures.sort_by_key(|figure| {
            let place = match by {
                FiguresBy::Level => source.levels.iter().position(|level| level.id == figure.name),
                FiguresBy::Duty => source.duties.iter().position(|duty| duty.id == figure.name),
                _ => None,
            };
            (figure.name.is_empty(), place)
        });
        figures
    }

    /// Every window that is kept, in the order of the children.
    pub(super) fn behind(&self) -> impl Iterator<Item = &Behind<'p>> {
        self.figures.behind(FiguresBy::All, "")
    }

    /// The cells of each figure, as many as there are columns.
    pub(super) fn rows(&self) -> Vec<Vec<String>> {
        let of = |by: FiguresBy| {
            let cells = move |figure: Figure| {
                let counts = figure.counts;
                let share = counts.met_per_thousand().map_or_else(String::new, |share| share.to_string());
                let numbers = [counts.windows(), counts.met, counts.late, counts.missed, counts.due_now];
                let words =
                    [id_of(&by), figure.name.clone(), name_label(self.words, by, &figure.name), share];
                words.into_iter().chain(numbers.map(|number| number.to_string())).collect()
            };
            self.by(by).into_iter().map(cells).collect::<Vec<Vec<String>>>()
        };
        FiguresBy::EVERY.into_iter().flat_map(of).collect()
    }

    /// The cells of each window that is kept.
    pub(super) fn windows(&self) -> impl Iterator<Item = Vec<String>> {
        let text = |text: &Text| text.as_str().unwrap_or_default().to_owned();
        let day = |day: Option<NaiveDate>| day.map_or_else(String::new, |day| day.to_string());
        let (words, language) = (self.words, self.words.language);
        self.behind().map(move |window| {
            vec![
                text(&window.key),
                text(&window.village),
                text(&window.worker),
                name_label(words, FiguresBy::Level, window.level),
                name_label(words, FiguresBy::Duty, window.duty),
                window.duty.to_owned(),
                day(window.due),
                day(window.done_on),
                outcome_label(language, window.outcome),
            ]
        })
    }

    /// The figures as one JSON object, with each window that was not met in time and the rejected rows.
    pub(super) fn object(&self, rejected: &[String]) -> String {
        let labels = |by: FiguresBy, name: &str| {
            let of = |language| name_label(Words { language, ..self.words }, by, name);
            json!({ "zh": of(Language::Zh), "en": of(Language::En) })
        };
        let counts = |counts: Counts| {
            json!({
                "met_per_thousand": counts.met_per_thousand(),
                "windows": counts.windows(),
                "met": counts.met,
                "late": counts.late,
                "missed": counts.missed,
                "due_now": counts.due_now,
            })
        };
        let mut figures = serde_json::Map::new();
        figures.insert("all".into(), counts(self.figures.all()));
        for by in FiguresBy::EVERY.into_iter().filter(|by| *by != FiguresBy::All) {
            let each = self.by(by).into_iter().map(|figure| {
                let mut object = json!({ "name": figure.name, "label": labels(by, &figure.name) });
                if let (Value::Object(object), Value::Object(counts)) = (&mut object, counts(figure.counts)) {
                    object.extend(counts);
                }
                object
            });
            figures.insert(id_of(&by), each.collect());
        }
        let source = self.words.policy.source();
        let not_met: Vec<&Behind<'_>> = self.behind().collect();
        let object = json!({
            "format": FORMAT,
            "policy": { "id": source.id, "version": source.version },
            "as_of": self.as_of,
            "rounding": "met_per_thousand is rounded down; windows due after as_of, and duties that are only possible, do not count",
            "children": self.children,
            "figures": figures,
            "not_met": not_met,
        });
        let mut object = object.to_string();
        object.pop();
        object.push_str(",\"rejected_rows\":[");
        object.push_str(&rejected.join(","));
        object.push_str("]}");
        object
    }
}
