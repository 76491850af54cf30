//! Figures as a page: one file, nothing loaded and nothing run, for the screen and for A4. Bars are drawings, so that they
//! print whatever a browser does with backgrounds, in black, grey and white; each has its numbers beside it. Below the
//! figures stand the children behind each, by key alone, and below those what each child's windows were.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use anstream::adapter::strip_str;
use hutong::handbook::escape;
use hutong::schedule::{Behind, Counts, FiguresBy, Outcome};

use crate::figures::Told;
use crate::figures::data::{by_label, name_label, outcome_label, share};
use crate::language::Language;
use crate::schedule::{id_of, told_files};

const STYLE: &str = include_str!("page.css");

/// The length of a bar in the units of its drawing.
const BAR: u64 = 1000;

/// The windows of a child that were not met in time.
type Windows<'a, 'p> = Vec<&'a Behind<'p>>;

/// The children behind a figure: for each key how many windows.
type Children<'a> = BTreeMap<&'a str, u64>;

impl Told<'_, '_> {
    /// The page.
    pub(super) fn page(&self) -> String {
        let language = self.words.language;
        let mut of_child: BTreeMap<&str, Windows<'_, '_>> = BTreeMap::new();
        let mut of_figure: BTreeMap<(FiguresBy, String), Children<'_>> = BTreeMap::new();
        for window in self.behind() {
            let key = window.key.as_str().unwrap_or_default();
            of_child.entry(key).or_default().push(window);
            for by in FiguresBy::EVERY {
                *of_figure.entry((by, window.name(by))).or_default().entry(key).or_default() += 1;
            }
        }
        let anchors: BTreeMap<&str, usize> =
            of_child.keys().enumerate().map(|(number, key)| (*key, number + 1)).collect();
        let mut main = String::new();
        let mut lists = String::new();
        for by in FiguresBy::EVERY {
            self.figure_table(&mut main, by, &of_figure);
            self.children_lists(&mut lists, by, &of_figure, &anchors);
        }
        if !lists.is_empty() {
            let title = language
                .pick("未按时的儿童（编号后为次数）", "Children behind each figure (with how many times)");
            let _ = write!(main, "<h2 id=\"children\">{}</h2>\n{lists}", escape(&title));
            self.window_table(&mut main, &of_child, &anchors);
        }
        let title = escape(&language.pick(
            format!("履职统计，截至 {}", self.as_of),
            format!("Visits and contacts made in time, up to {}", self.as_of),
        ));
        let lang = if language == Language::En { "en" } else { "zh-Hans" };
        let (head, foot) = (self.head(&title), self.foot());
        format!(
            "<!DOCTYPE html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n\
             <style>\n{STYLE}</style>\n</head>\n<body>\n{head}<main>\n{main}</main>\n{foot}</body>\n</html>\n"
        )
    }

    fn head(&self, title: &str) -> String {
        let (words, language) = (self.words, self.words.language);
        let source = words.policy.source();
        let legend = [
            (Outcome::Met, Counts { met: 1, ..Counts::default() }),
            (Outcome::Late, Counts { late: 1, ..Counts::default() }),
            (Outcome::Missed, Counts { missed: 1, ..Counts::default() }),
        ];
        let legend: String = legend
            .map(|(outcome, counts)| {
                format!("<span>{} {}</span>", bar(counts, ""), escape(&outcome_label(language, outcome)))
            })
            .concat();
        let note = language.pick(
            "百分比只舍不入。尚未到期的不计；职责是否成立待核实的不计；日期不详、现在到期的另列。名单只有编号。",
            "Shares are rounded down. What is not due yet, and duties that are only possible, do not count; what is due now without a date stands by itself. Lists have keys only.",
        );
        let links = each(FiguresBy::EVERY, |by| {
            format!("<li><a href=\"#{}\">{}</a></li>", id_of(&by), escape(&by_label(language, by)))
        });
        format!(
            "<header>\n<h1>{title}</h1>\n<p>{} · {}</p>\n<p><strong>{}</strong></p>\n\
             <p class=\"legend\">{legend}</p>\n<p class=\"note\">{}</p>\n</header>\n<nav><ul>{links}</ul></nav>\n",
            escape(&language.label(&source.label)),
            escape(&source.document.number),
            escape(&self.sentence(words)),
            escape(&note),
        )
    }

    /// What was read, so that nobody takes the figures for those of more than that.
    fn foot(&self) -> String {
        let told = told_files::last_lines(self.totals, self.words.language);
        let told = strip_str(&told).to_string();
        let lines = each(told.lines(), |line| format!("{}<br>", escape(line)));
        format!("<footer class=\"note\">{lines}</footer>\n")
    }

    fn figure_table(
        &self,
        out: &mut String,
        by: FiguresBy,
        of_figure: &BTreeMap<(FiguresBy, String), Children<'_>>,
    ) {
        let (words, language) = (self.words, self.words.language);
        let figures = self.by(by);
        let label = escape(&by_label(language, by));
        let titles = [
            ("按时率", "share in time"),
            ("应做", "due"),
            ("按时", "met"),
            ("迟做", "late"),
            ("未做", "missed"),
            ("日期不详", "no date"),
        ];
        let titles = each(titles, |(zh, en)| {
            format!("<th scope=\"col\" class=\"number\">{}</th>", language.pick(zh, en))
        });
        let id = id_of(&by);
        let _ = write!(
            out,
            "<h2 id=\"{id}\">{label}</h2>\n<table>\n<thead><tr><th scope=\"col\">{label}</th><th scope=\"col\"></th>{titles}</tr></thead>\n<tbody>\n"
        );
        for (number, figure) in figures.iter().enumerate() {
            let counts = figure.counts;
            let name = escape(&name_label(words, by, &figure.name));
            let linked = of_figure.contains_key(&(by, figure.name.clone()));
            let told = if linked { format!("<a href=\"#{id}-{number}\">{name}</a>") } else { name.clone() };
            let numbers = [counts.windows(), counts.met, counts.late, counts.missed, counts.due_now];
            let numbers = std::iter::once(share(counts)).chain(numbers.map(|count| count.to_string()));
            let numbers = each(numbers, |cell| format!("<td class=\"number\">{cell}</td>"));
            let _ = writeln!(
                out,
                "<tr><td class=\"name\">{told}</td><td>{}</td>{numbers}</tr>",
                bar(counts, &format!("{name} {}", share(counts)))
            );
        }
        out.push_str("</tbody>\n</table>\n");
    }

    fn children_lists(
        &self,
        out: &mut String,
        by: FiguresBy,
        of_figure: &BTreeMap<(FiguresBy, String), Children<'_>>,
        anchors: &BTreeMap<&str, usize>,
    ) {
        let (words, language) = (self.words, self.words.language);
        let id = id_of(&by);
        for (number, figure) in self.by(by).iter().enumerate() {
            let Some(children) = of_figure.get(&(by, figure.name.clone())) else { continue };
            let name = format!("{} · {}", by_label(language, by), name_label(words, by, &figure.name));
            let count = children.len();
            let count = language.pick(format!("（{count} 人）"), format!(" ({count})"));
            let _ = write!(
                out,
                "<h3 id=\"{id}-{number}\"><a href=\"#{id}\">{}</a>{count}</h3>\n<p>",
                escape(&name)
            );
            for (key, times) in children {
                let anchor = anchors.get(key).copied().unwrap_or(0);
                let key = shown(language, key);
                let _ = write!(out, "<span class=\"key\"><a href=\"#c{anchor}\">{key}</a> {times}</span> ");
            }
            out.push_str("</p>\n");
        }
    }

    fn window_table(
        &self,
        out: &mut String,
        of_child: &BTreeMap<&str, Windows<'_, '_>>,
        anchors: &BTreeMap<&str, usize>,
    ) {
        let (words, language) = (self.words, self.words.language);
        let title = language.pick("逐次明细（未按时）", "Each time that was not in time");
        let titles = [
            ("编号", "key"),
            ("职责", "duty"),
            ("到期", "due"),
            ("补做", "made good on"),
            ("结果", "outcome"),
            ("村居", "village"),
            ("责任人", "worker"),
        ];
        let titles = each(titles, |(zh, en)| format!("<th scope=\"col\">{}</th>", language.pick(zh, en)));
        let _ = write!(
            out,
            "<h2 id=\"windows\">{}</h2>\n<table>\n<thead><tr>{titles}</tr></thead>\n<tbody>\n",
            escape(&title)
        );
        for (key, windows) in of_child {
            let anchor = anchors.get(key).copied().unwrap_or(0);
            for (place, window) in windows.iter().enumerate() {
                let id = if place == 0 { format!(" id=\"c{anchor}\"") } else { String::new() };
                let day =
                    |day: Option<chrono::NaiveDate>| day.map_or_else(String::new, |day| day.to_string());
                let cells = [
                    shown(language, key),
                    escape(&name_label(words, FiguresBy::Duty, window.duty)),
                    day(window.due),
                    day(window.done_on),
                    escape(&outcome_label(language, window.outcome)),
                    escape(window.village.as_str().unwrap_or_default()),
                    escape(window.worker.as_str().unwrap_or_default()),
                ];
                let cells = cells.map(|cell| format!("<td>{cell}</td>")).concat();
                let _ = writeln!(out, "<tr{id}>{cells}</tr>");
            }
        }
        out.push_str("</tbody>\n</table>\n");
    }
}

/// A key as text of the page.
fn shown(language: Language, key: &str) -> String {
    if key.is_empty() { language.pick("（没有编号）", "(no key)").into_owned() } else { escape(key) }
}

/// A bar of what was met in time, late and not at all; empty where no due day has come.
fn bar(counts: Counts, label: &str) -> String {
    let Some(all) = Some(counts.windows()).filter(|all| *all > 0) else { return String::new() };
    let (met, late) = (counts.met * BAR / all, counts.late * BAR / all);
    let rect = |from: u64, length: u64, fill: &str| {
        format!("<rect x=\"{from}\" y=\"2\" width=\"{length}\" height=\"76\" fill=\"{fill}\"/>")
    };
    let missed = BAR.saturating_sub(met + late);
    format!(
        "<svg viewBox=\"0 0 {BAR} 80\" preserveAspectRatio=\"none\" role=\"img\" aria-label=\"{label}\">{}{}{}<rect x=\"2\" y=\"2\" width=\"{}\" height=\"76\" fill=\"none\" stroke=\"#111\" stroke-width=\"4\"/></svg>",
        rect(0, met, "#222"),
        rect(met, late, "#aaa"),
        rect(met + late, missed, "#fff"),
        BAR - 4,
    )
}

/// Items written one after the other.
fn each<T>(items: impl IntoIterator<Item = T>, write: impl Fn(T) -> String) -> String {
    items.into_iter().map(write).collect::<Vec<_>>().concat()
}
