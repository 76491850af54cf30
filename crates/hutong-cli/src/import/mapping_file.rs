//! The mapping of an import as a file to read, correct and use again: what is read stands as it is, a proposal that waits
//! for somebody's word stands behind a `#`, with the reason. It holds headers and codes of the file, and no other cell.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;

use hutong::import::{ColumnProposal, Why};

use crate::failure::Failure;
use crate::import::opened::Table;
use crate::output::Output;

const BEGINNING: &str = "\
# 映射文件：左边是原表的表头，右边是本程序的列（hutong columns 列出全部）；\"\" 表示有意不读。
# 行首有 # 的是建议，没有采用：正确的请去掉行首的 #，不对的改右边，用不着的写成 \"\"。
# Mapping file: their header = our column (`hutong columns` lists all); \"\" is passed over on purpose.
# A line behind # is a proposal and not used: take the # away where it is right, else correct it or set it to \"\".

";

/// Writes the file.
pub(super) fn write(table: &Table, path: &Path) -> Result<(), Failure> {
    let mut output = Output::open(Some(path))?;
    output.write_all(text(table).as_bytes())?;
    output.finish()
}

fn text(table: &Table) -> String {
    let mut out = BEGINNING.to_owned();
    let names = |headers: &[usize]| {
        let names: Vec<String> =
            headers.iter().filter_map(|at| table.headers.get(*at)).map(|name| quoted(name)).collect();
        names.join(", ")
    };
    if !table.fill_down.is_empty() {
        let _ = writeln!(out, "fill-down = [{}]\n", names(&table.fill_down));
    }
    if !table.gaps.is_empty() {
        let _ = writeln!(
            out,
            "# 空白表示与上一行相同的列（原为合并单元格） / columns in which a blank means the same as above\n# fill-down = [{}]\n",
            names(&table.gaps)
        );
    }
    out.push_str("[columns]\n");
    for proposal in &table.proposals {
        let Some(header) = table.headers.get(proposal.header).filter(|header| !header.is_empty()) else {
            continue;
        };
        let waits = proposal.waits() || proposal.why == Why::NotKnown;
        let mark = if waits { "# " } else { "" };
        let path = proposal.path.as_deref().unwrap_or_default();
        let _ = writeln!(out, "{mark}{} = {}  # {}", quoted(header), quoted(path), reasons(proposal));
    }
    codes(&mut out, table);
    out
}

/// Why, and what speaks against it.
fn reasons(proposal: &ColumnProposal) -> String {
    let mut words = vec![format!("{} {}", proposal.why.id(), proposal.why.zh())];
    words.extend(proposal.against.iter().map(|why| format!("{} {}", why.id(), why.zh())));
    if proposal.path.is_some() {
        words.insert(0, proposal.standing.id().to_owned());
    }
    words.join("；")
}

/// Words of closed lists that are none of their values, for somebody to say what they mean.
fn codes(out: &mut String, table: &Table) {
    let strange =
        table.proposals.iter().filter(|proposal| proposal.is_used() && !proposal.fit.strange.is_empty());
    for proposal in strange {
        let path = proposal.path.as_deref().unwrap_or_default();
        let _ = writeln!(
            out,
            "\n# 下列写法不是该列可用的值；启用本节后，该列出现的每一种写法都要列出，\"\" 表示空白\n# These are no values of the column; a section must list every code of its column, \"\" for a blank\n# [codes.{}]",
            quoted(path)
        );
        for word in &proposal.fit.strange {
            let _ = writeln!(out, "# {} = \"\"", quoted(word));
        }
    }
}

/// A text as TOML writes it on one line.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for sign in text.chars() {
        match sign {
            '"' | '\\' => out.extend(['\\', sign]),
            sign if sign.is_control() => {
                let _ = write!(out, "\\u{:04X}", u32::from(sign));
            }
            sign => out.push(sign),
        }
    }
    out.push('"');
    out
}
