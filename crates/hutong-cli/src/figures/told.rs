//! The report of `hutong figures`: all together, then told apart in each way, with a bar for each share.

use std::fmt::Write as _;

use hutong::schedule::{Counts, FiguresBy};

use crate::figures::Told;
use crate::figures::data::{by_label, name_label, share};
use crate::schedule::told_files;
use crate::style::{alarm, bold, dim, heading, light_table, number};
use crate::words::Words;

/// The longest bar, in characters.
const BAR: u64 = 20;

impl<'p> Told<'_, 'p> {
    /// The report; with the figures told apart, or, beside another output, all together only.
    pub(super) fn report(&self, words: Words<'p>, lists: bool) -> String {
        let (language, source) = (words.language, words.policy.source());
        let mut out = String::new();
        let title = language.pick(
            format!("履职统计，截至 {}", self.as_of),
            format!("Visits and contacts made in time, up to {}", self.as_of),
        );
        let _ = writeln!(out, "{}  {}", bold(&title), dim(&source.document.number));
        told_files::notices(&mut out, self.totals, language);
        let course = &self.arguments.course;
        if self.children == 0 && (course.worker.is_some() || course.village.is_some()) {
            let told = language.pick(
                "没有一名儿童属于所选的责任人或村居：请核对写法",
                "no child belongs to the worker or village chosen: check how it is written",
            );
            let _ = writeln!(out, "{}", alarm(&format!(" ! {told} ")));
        }
        let _ = writeln!(out, "{}", self.sentence(words));
        if lists {
            let told = language.pick(
                "百分比只舍不入；尚未到期的不计；职责是否成立待核实的不计。",
                "Shares are rounded down. What is not due yet, and duties that are only possible, do not count.",
            );
            let _ = writeln!(out, "{}", dim(&told));
            for by in FiguresBy::EVERY.into_iter().filter(|by| *by != FiguresBy::All) {
                self.table(&mut out, words, by);
            }
        }
        told_files::rejected(&mut out, self.totals, words);
        out.push_str(&told_files::last_lines(self.totals, language));
        out
    }

    /// All together, in one sentence.
    pub(super) fn sentence(&self, words: Words<'_>) -> String {
        let counts = self.figures.all();
        let [windows, met, late, missed, due_now, children] =
            [counts.windows(), counts.met, counts.late, counts.missed, counts.due_now, self.children]
                .map(|count| number(count, 0));
        let share = share(counts);
        words
            .language
            .pick(
                format!(
                    "儿童 {children} 人，到期的走访、联系和处置 {windows} 次：按时 {met} 次（{share}），迟做 {late} 次，未做 {missed} 次；另有 {due_now} 项现在到期、日期不详"
                ),
                format!(
                    "{children} children; of {windows} visits, contacts and interventions that were due, {met} were made in time ({share}), {late} late, {missed} not at all; {due_now} more are due now without a date"
                ),
            )
            .into_owned()
    }

    fn table(&self, out: &mut String, words: Words<'_>, by: FiguresBy) {
        let language = words.language;
        let figures = self.by(by);
        if figures.is_empty() {
            return;
        }
        let label = by_label(language, by);
        heading(out, &language.pick(format!("按{label}"), format!("By {label}")));
        let mut table = light_table(false);
        let titles = [
            ("按时率", "share in time"),
            ("", ""),
            ("应做", "due"),
            ("按时", "met"),
            ("迟做", "late"),
            ("未做", "missed"),
            ("日期不详", "no date"),
        ];
        let titles = titles.map(|(zh, en)| language.pick(zh, en).into_owned());
        table.set_header(std::iter::once(label).chain(titles));
        let most = self.arguments.course.rows;
        for figure in figures.iter().take(most) {
            let counts = figure.counts;
            let numbers = [counts.windows(), counts.met, counts.late, counts.missed, counts.due_now];
            let name = name_label(words, by, &figure.name);
            let cells = [name, share(counts), bar(counts)];
            table.add_row(cells.into_iter().chain(numbers.map(|count| number(count, 0))));
        }
        let _ = writeln!(out, "{}", table.trim_fmt());
        let more = figures.len().saturating_sub(most);
        if more > 0 {
            let told = language.pick(
                format!("……还有 {more} 行没有显示：--rows 可多显示几行，全部用 --format csv、xlsx 或 html"),
                format!("… and {more} more: --rows shows more; --format csv, xlsx or html has them all"),
            );
            let _ = writeln!(out, "  {}", bold(&told));
        }
    }
}

/// A bar as long as the share.
fn bar(counts: Counts) -> String {
    let length = counts.met_per_thousand().unwrap_or(0) * BAR / 1000;
    "▇".repeat(usize::try_from(length).unwrap_or(0))
}
