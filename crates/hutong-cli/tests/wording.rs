//! `hutong wording check`: titles and banners.
#![allow(missing_docs, clippy::unwrap_used, reason = "tests")]

mod common;

use common::{Folder, hutong, hutong_with, parse_csv};

#[test]
fn a_title_with_labelling_words_is_told_with_a_suggestion() {
    let run = hutong(&["wording", "check", "青榕镇关爱农村留守儿童夏令营"]);
    run.ends(1).shows(&["第 6 字起“农村留守儿童”", "七（四）", "可改为：青榕镇关爱儿童夏令营"]);
    hutong(&["wording", "check", "青榕镇儿童夏令营"]).ends(0).shows(&["共 1 行，其中 0 行"]);
}

#[test]
fn a_file_is_checked_line_by_line() {
    let folder = Folder::new();
    let titles = "\u{FEFF}儿童节游园\n\n关爱困境儿童\r\n暑期安全讲堂\n留守 孩子 书屋\n";
    let file = folder.write("titles.txt", titles);
    let run = hutong(&["wording", "check", &file, "--format", "csv"]);
    let rows = parse_csv(&run.ends(1).stdout);
    let told: Vec<(&str, &str, &str)> =
        rows.iter().map(|row| (&*row["line"], &*row["word"], &*row["suggestion"])).collect();
    assert_eq!(told, [("3", "困境儿童", "关爱儿童"), ("5", "留守孩子", "儿童 书屋")]);
    let lines =
        hutong_with(&["wording", "check", "-", "--format", "jsonl"], titles.as_bytes()).ends(1).lines();
    assert_eq!(lines[0]["checked"]["found"][0]["from"], 2);
}

#[test]
fn another_policy_has_other_words() {
    let folder = Folder::new();
    let text = include_str!("../../hutong/tests/refusals/small.toml");
    let policy = folder.write("small.toml", text);
    hutong(&["wording", "check", "孤儿之家", "--policy", &policy]).ends(1).shows(&["可改为：孩子之家"]);
    hutong(&["wording", "check", "留守儿童之家", "--policy", &policy]).ends(0);
}
