//! What was sent before: the lists of an earlier run, read back. A child of whom a list tells exactly what it told
//! then is not sent again; what is new or changed is.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::disclose::List;
use crate::disclose::arguments::ListsFormat;
use crate::disclose::files::{cells, file_of, headers, sheet_of};
use crate::export_csv::defused;
use crate::failure::Failure;
use crate::input::{Content, Options, Row, Source, open};
use crate::words::Words;
use hutong::assessment::RuleKind;
use hutong::import::HeaderRows;

/// Takes the children off the lists who were sent before, unless the policy sends them again with every list.
pub(super) fn leave_out_sent(
    folders: &[PathBuf],
    format: ListsFormat,
    lists: &mut [List<'_>],
    words: Words<'_>,
) -> Result<(), Failure> {
    if folders.is_empty() || words.policy.repeats_referrals() {
        return Ok(());
    }
    if !matches!(format, ListsFormat::Csv | ListsFormat::Xlsx) {
        return Err(Failure::told(
            "sent-needs-files",
            "--sent 只用于 csv 和 xlsx 名单。请加 --format csv 或 xlsx。",
            "--sent is for lists as csv and xlsx. Add --format csv or xlsx.",
        ));
    }
    if let Some(folder) = folders.iter().find(|folder| !folder.is_dir()) {
        return Err(Failure::told(
            "sent-is-no-folder",
            format!("--sent {} 不是文件夹。请指明以前报送的名单所在的文件夹。", folder.display()),
            format!("--sent {} is no folder. Name the folder of the lists that were sent.", folder.display()),
        ));
    }
    for place in 0..lists.len() {
        let Some(list) = lists.get(place).filter(|list| list.of.kind == RuleKind::Referral) else { continue };
        let sheet = sheet_of(lists, place, words);
        let mut known = BTreeSet::new();
        for folder in folders {
            let path = folder.join(file_of(list, format));
            if path.is_file() {
                known.extend(read(&path, &sheet, &headers(list, words))?);
            }
        }
        let Some(list) = lists.get_mut(place) else { continue };
        let before = list.told.len();
        let mut told = std::mem::take(&mut list.told);
        // Without a key two children may look alike: then nobody is taken for one who was sent.
        let key = list.of.columns.iter().position(|path| path == "key");
        let has_key =
            |values: &Vec<String>| key.and_then(|key| values.get(key)).is_some_and(|key| !key.is_empty());
        told.retain(|values| !(has_key(values) && known.contains(&as_read(&cells(list, values, words)))));
        list.sent_before = u64::try_from(before - told.len()).unwrap_or(u64::MAX);
        list.told = told;
    }
    Ok(())
}

/// The rows of a list that was sent.
fn read(path: &Path, sheet: &str, expected: &[String]) -> Result<Vec<Vec<String>>, Failure> {
    let options = Options {
        sheet: path.extension().is_some_and(|ending| ending == "xlsx").then(|| sheet.to_owned()),
        header_rows: Some(HeaderRows { first: 1, last: 1 }),
        ..Options::default()
    };
    let mut rows = open(Source::Path(path.to_owned()), &options).map_err(|_| not_the_same_columns(path))?;
    let same = rows.headers().is_some_and(|headers| {
        let trimmed = expected.iter().map(|header| header.trim());
        headers.iter().map(String::as_str).eq(trimmed)
    });
    if !same {
        return Err(not_the_same_columns(path));
    }
    let mut found = Vec::new();
    let mut row = Row::default();
    while let Some(read) = rows.next_row(&mut row) {
        if read.is_err() {
            return Err(not_the_same_columns(path));
        }
        if let Content::Cells(cells) = &row.content {
            found.push(as_read(cells));
        }
    }
    Ok(found)
}

/// Cells as they stand in a file: trimmed, and defused in either form.
fn as_read(cells: &[String]) -> Vec<String> {
    cells.iter().map(|cell| defused(cell.trim()).into_owned()).collect()
}

fn not_the_same_columns(path: &Path) -> Failure {
    let path = path.display();
    Failure::told(
        "sent-other-columns",
        format!("{path} 不是这份名单：栏目不同，或有读不出的行。请用当时的政策和语言，或去掉 --sent。"),
        format!(
            "{path} is not this list: other columns, or rows that cannot be read. Use the policy and language of that time, or leave --sent out."
        ),
    )
}
