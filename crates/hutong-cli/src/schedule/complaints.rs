//! Why a file of histories cannot be read at all, in both languages. None holds a cell or a header of the file.

use hutong::Fault;
use hutong::history::EntryKind;

use crate::failure::Failure;
use crate::schedule::files::letters;

/// A failure with the name of the file before it: several files are read, and one of them failed.
pub(super) fn in_file(name: &str, failure: Failure) -> Failure {
    match failure {
        Failure::Input(error) => {
            Failure::told(error.code, format!("{name}：{}", error.zh), format!("{name}: {}", error.en))
        }
        other => other,
    }
}

/// A flag for tables names a file that is JSON.
pub(super) fn not_a_table(name: &str) -> Failure {
    Failure::told(
        "not-a-table-of-entries",
        format!("{name} 是 JSON。整份历史的 JSON 请用 --history；这里要有表头的表（CSV、XLSX），一行一条。"),
        format!(
            "{name} is JSON. Whole histories in JSON belong to --history; this flag takes a table with headers (CSV, XLSX), one row an entry."
        ),
    )
}

/// The headers of a table do not tell what it holds.
pub(super) fn unknown_kind(name: &str) -> Failure {
    let zh: Vec<&str> = EntryKind::ALL.iter().map(|kind| kind.zh()).collect();
    Failure::told(
        "kind-of-entries-unknown",
        format!(
            "从表头看不出 {name} 是哪种记录（{}）。请改用 --contacts、--levels 等指明，或在映射文件中对应表头。",
            zh.join("、")
        ),
        format!(
            "The headers of {name} do not tell what kind of entries it holds. Name it with --contacts, --levels and so on, or map its headers."
        ),
    )
}

/// Two headers stand for one column.
pub(super) fn repeated(name: &str, first: usize, second: usize) -> Failure {
    let (first, second) = (letters(first), letters(second));
    Failure::told(
        "column-twice",
        format!(
            "{name}：第 {first} 列和第 {second} 列的表头指同一列，无法判断以哪一列为准。请删去或改名其中一列，或在映射文件中把其中一个写成空值。"
        ),
        format!(
            "{name}: the headers of columns {first} and {second} name the same column, and which one counts cannot be told. Remove or rename one, or set one to \"\" in a mapping file."
        ),
    )
}

/// A table lacks columns without which no row can be used.
pub(super) fn lacks_columns(name: &str, kind: EntryKind, missing: &[&str]) -> Failure {
    let label = |path: &&str| {
        let column = kind.columns().iter().find(|column| column.path == **path);
        column.map_or(("儿童编号", "the child's key"), |column| (column.zh.as_str(), column.en.as_str()))
    };
    let zh: Vec<&str> = missing.iter().map(|path| label(path).0).collect();
    let en: Vec<String> = missing.iter().map(|path| format!("{} (`{path}`)", label(path).1)).collect();
    let hint = missing.contains(&"kind") && kind == EntryKind::Contacts;
    let (hint_zh, hint_en) = if hint {
        (
            "整张表都是入户走访时，可加 --contact-kind 入户走访。",
            " Where all rows are home visits, add --contact-kind home-visit.",
        )
    } else {
        ("", "")
    };
    Failure::told(
        "columns-missing",
        format!(
            "{name}（{}）缺少必要的列：{}。请补上表头，或在映射文件中写“对方表头 = {}.列名”。{hint_zh}",
            kind.zh(),
            zh.join("、"),
            kind.id()
        ),
        format!(
            "{name} ({}) lacks columns that it needs: {}. Add the headers, or map them in a mapping file as `{}.column`.{hint_en}",
            kind.en(),
            en.join(", "),
            kind.id()
        ),
    )
}

/// A value that is given for all contacts is none.
pub(super) fn no_value(column: &str, fault: &Fault) -> Failure {
    Failure::told(
        "no-such-value",
        format!("--contact-{column} 的值不对：{}。", fault.zh()),
        format!("The value of --contact-{column} {}.", fault.en()),
    )
}
