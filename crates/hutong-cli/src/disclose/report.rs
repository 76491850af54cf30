//! How many children stand on each list, how many are to be verified, and the balance of the rows. No child is named.

use std::fmt::Write as _;

use crate::disclose::List;
use crate::disclose::files::Destination;
use crate::disclose::gather::Gathered;
use crate::rejected_report;
use crate::style::{alarm, bold, heading, light_table};
use crate::words::Words;

/// What is told of a run.
pub(super) struct Report<'a, 'p> {
    pub(super) lists: &'a [List<'p>],
    pub(super) gathered: &'a Gathered<'p>,
    pub(super) destination: &'a Destination,
}

impl Report<'_, '_> {
    pub(super) fn text(&self, words: Words<'_>, terminal: bool) -> String {
        let (language, gathered) = (words.language, self.gathered);
        let mut out = String::new();
        for notice in &gathered.notices {
            let told = language.pick(notice.zh.as_str(), notice.en.as_str());
            let _ = writeln!(out, "{} {told}", bold("›"));
        }
        heading(&mut out, &language.pick("报送名单", "Lists"));
        let titles = [
            ("报给谁", "to"),
            ("事项", "about"),
            ("条款", "clause"),
            ("时限", "how soon"),
            ("列入", "listed"),
            ("已报送", "sent before"),
            ("待核实", "to verify"),
        ];
        let mut table = light_table(terminal);
        table.set_header(titles.map(|(zh, en)| language.pick(zh, en).into_owned()));
        let mut last = "";
        for list in self.lists {
            let to =
                if last == list.to.id { String::new() } else { language.label(&list.to.label).into_owned() };
            last = &list.to.id;
            let open = gathered.to_verify.iter().filter(|entry| entry.disclosure == list.place).count();
            table.add_row([
                to,
                language.label(list.of.label).into_owned(),
                list.of.cite.to_owned(),
                words.pace(list.of.pace),
                list.told.len().to_string(),
                list.sent_before.to_string(),
                open.to_string(),
            ]);
        }
        let _ = writeln!(out, "{}", table.trim_fmt());
        self.to_verify(&mut out, words);
        if gathered.without_key > 0 {
            let number = gathered.without_key;
            let told = language.pick(
                format!("名单上有 {number} 名儿童没有编号，接收机构无法对应，请补编号"),
                format!(
                    "{number} children on lists have no key, so that nobody can tell who they are: add one"
                ),
            );
            let _ = writeln!(out, "{} {told}", bold("!"));
        }
        out.push_str(&rejected_report::text(&gathered.rejects, gathered.rejected, words));
        let (rows, listed, open) = (gathered.rows, gathered.listed, gathered.only_to_verify);
        let rejected = gathered.rejected;
        let not_concerned = rows.saturating_sub(listed).saturating_sub(open).saturating_sub(rejected);
        let balance = language.pick(
            format!("共 {rows} 行 ＝ 在名单上 {listed} ＋ 只有待核实 {open} ＋ 无关 {not_concerned} ＋ 退回 {rejected}"),
            format!(
                "{rows} rows in = {listed} listed + {open} only to verify + {not_concerned} not concerned + {rejected} rejected"
            ),
        );
        let _ = writeln!(out, "\n{}", bold(&balance));
        if let Some(row) = gathered.rejects.ends_at {
            let told = language.pick(
                format!("未完成：第 {row} 行起无法读取，其后的行数不明。"),
                format!("INCOMPLETE: nothing could be read from row {row} on; how many rows were lost is not known."),
            );
            let _ = writeln!(out, "{}", alarm(&format!(" {told} ")));
        }
        out
    }

    /// That what is only possible was not sent, and where it stands.
    fn to_verify(&self, out: &mut String, words: Words<'_>) {
        let language = words.language;
        if self.gathered.to_verify.is_empty() {
            return;
        }
        let place = self.destination.to_verify().map(|path| path.display().to_string());
        let told = match place {
            Some(place) => language.pick(
                format!("待核实的没有报送，列在 {place}，由报送单位核实；不要转发该文件"),
                format!("What is to be verified was not sent; it is in {place}, for the sender alone: do not forward it"),
            ),
            None => language.pick(
                "待核实的没有报送；--output 文件夹 写出待核实清单",
                "What is to be verified was not sent; --output FOLDER writes the list of it",
            ).into_owned().into(),
        };
        let _ = writeln!(out, "{} {told}", bold("›"));
    }
}
