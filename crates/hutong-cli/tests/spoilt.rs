//! Files as they arrive when something went wrong, given to `assess`, `import` and `form check` alike: each is told clearly,
//! no row is lost, and nothing is half read. Everybody in them is invented.
#![allow(missing_docs, clippy::unwrap_used, reason = "tests")]

mod common;

use common::{AS_OF, Folder, Run, csv, four, hutong, parse_csv};
use rust_xlsxwriter::{Formula, Workbook, Worksheet};

const COMMANDS: [&str; 2] = ["assess", "import"];

fn run(command: &str, file: &str, more: &[&str]) -> Run {
    hutong(&[&[command, file], &AS_OF[..], more].concat())
}

/// A workbook with one sheet.
fn book(folder: &Folder, name: &str, fill: impl FnOnce(&mut Worksheet)) -> String {
    let mut workbook = Workbook::new();
    fill(workbook.add_worksheet());
    let path = folder.name(name);
    workbook.save(&path).unwrap();
    path
}

fn write(sheet: &mut Worksheet, rows: &[&[&str]]) {
    for (row, cells) in (0..).zip(rows) {
        for (column, cell) in (0..).zip(*cells).filter(|(_, cell)| !cell.is_empty()) {
            sheet.write_string(row, column, *cell).unwrap();
        }
    }
}

const TABLE: [&[&str]; 4] = [
    &["编号", "姓名", "出生日期", "身份证号", "辍学"],
    &["a", "某", "2015-01-01", "", "否"],
    &["b", "某", "2015-01-02", "", "是"],
    &["c", "某", "2015-01-03", "", "否"],
];

#[test]
fn a_file_that_is_no_workbook_whatever_its_name_is_told_by_each_command() {
    let folder = Folder::new();
    let whole = std::fs::read(book(&folder, "whole.xlsx", |sheet| write(sheet, &TABLE))).unwrap();
    let old = [&b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"[..], &[0; 600]].concat();
    let locked: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let cases = [
        ("old.xlsx", old.clone(), "old-workbook"),
        ("locked.xlsx", [&old[..], &locked].concat(), "password-protected"),
        ("half.xlsx", whole[..whole.len() / 2].to_vec(), "workbook]"),
        ("page.xlsx", b"<html><table></table></html>".to_vec(), "not-a-table"),
        ("empty.xlsx", Vec::new(), "empty-file"),
    ];
    for (name, bytes, code) in cases {
        let file = folder.write(name, &bytes);
        for command in COMMANDS {
            let told = run(command, &file, &[]);
            told.ends(2).says(&[code]);
            assert!(!told.stderr.contains("panicked"), "{command} {name}");
        }
        let told = hutong(&["form", "check", &file]);
        told.ends(2).says(&[code]);
    }
}

#[test]
fn a_workbook_cut_off_anywhere_is_told_and_never_read_as_if_whole() {
    let folder = Folder::new();
    let whole = std::fs::read(book(&folder, "whole.xlsx", |sheet| write(sheet, &TABLE))).unwrap();
    for cut in (1..10).map(|tenth| whole.len() * tenth / 10) {
        let file = folder.write("cut.xlsx", &whole[..cut]);
        for command in COMMANDS {
            run(command, &file, &[]).ends(2);
        }
    }
}

#[test]
fn error_cells_and_lost_digits_cost_a_row_only_where_the_column_is_read() {
    let folder = Folder::new();
    let file = book(&folder, "errors.xlsx", |sheet| {
        write(sheet, &TABLE);
        // The name by a formula that fails in every row; an answer that fails in one; a number that lost its digits.
        for row in 1..4 {
            sheet.write_formula(row, 1, Formula::new("=VLOOKUP(1,Z:Z,1)").set_result("#N/A")).unwrap();
        }
        sheet.write_formula(2, 4, Formula::new("=#REF!").set_result("#REF!")).unwrap();
        sheet.write_number(3, 3, 445_281_201_501_030_012_f64).unwrap();
    });
    for command in COMMANDS {
        let told = run(command, &file, &["--rejected", &folder.name("rejected.csv")]);
        told.ends(1);
        let rows = parse_csv(&folder.read("rejected.csv"));
        let rows: Vec<_> = rows.iter().map(|row| (&*row["row"], &*row["column"], &*row["code"])).collect();
        assert_eq!(rows, [("3", "E", "error-cell"), ("4", "D", "number-stored-as-float")], "{command}");
    }
    run("assess", &file, &[]).shows(&["共 3 行 ＝ 已评估 1 ＋ 退回 2"]);
    run("import", &file, &[]).shows(&["共 3 行 ＝ 已导入 1（其中有提示 0）＋ 退回 2 ＋ 不是儿童 0"]);
}

#[test]
fn numbers_as_text_text_as_numbers_formulas_and_hidden_rows_are_read() {
    let folder = Folder::new();
    let file = book(&folder, "numbers.xlsx", |sheet| {
        write(
            sheet,
            &[
                &["编号", "年龄", "户籍县区划代码", "辍学"],
                &["a", "１１", "４４５２８１", "0"],
                &["", "", "", "1"],
            ],
        );
        sheet.write_number(2, 0, 7).unwrap();
        sheet.write_formula(2, 1, Formula::new("=2026-2015").set_result("11")).unwrap();
        sheet.write_number(2, 2, 445_281).unwrap();
        sheet.set_row_hidden(2).unwrap();
    });
    for command in COMMANDS {
        let told = run(command, &file, &["--format", "jsonl"]);
        told.ends(0);
        assert_eq!(told.lines().len(), 2, "{command}: hidden rows are children too");
    }
    let records = run("import", &file, &["--format", "jsonl"]).lines();
    assert_eq!((&records[1]["key"], &records[1]["household"]["county"]), (&"7".into(), &"445281".into()));
    assert_eq!(records[1]["birth_date"], records[0]["birth_date"]);
}

#[test]
fn headers_on_two_rows_are_refused_by_assess_and_found_by_import() {
    let folder = Folder::new();
    let rows: [&[&str]; 4] = [
        &["编号", "父亲", "", "母亲", "", "辍学"],
        &["", "状况", "重病", "状况", "重病", ""],
        &["a", "健在", "否", "死亡", "否", "是"],
        &["b", "健在", "否", "健在", "否", "否"],
    ];
    let text = rows.map(|row| row.join(",")).join("\n");
    for file in [folder.write("two.csv", text), book(&folder, "two.xlsx", |sheet| write(sheet, &rows))] {
        run("assess", &file, &[]).ends(2).says(&["header-on-several-rows", "hutong import", "--header-row"]);
        let named = run("assess", &file, &["--header-row", "1-2", "--format", "csv"]);
        assert_eq!(parse_csv(&named.ends(0).stdout).len(), 2);
        let records = run("import", &file, &["--format", "csv"]);
        let records = parse_csv(&records.ends(0).stdout);
        assert_eq!((&*records[0]["father.state"], &*records[0]["mother.state"]), ("alive", "dead"));
    }
}

#[test]
fn missing_headers_are_told() {
    let folder = Folder::new();
    let file = folder.write("none.csv", "a,2015-01-01,否\nb,2015-01-02,是\n");
    run("assess", &file, &[]).ends(2).says(&["no-known-column"]);
    run("import", &file, &[]).ends(2).says(&["no-header-found"]);
    let blank = folder.write("blank.csv", "编号,,辍学\na,x,否\nb,y,是\n");
    run("import", &blank, &[]).ends(0).shows(&["表头是空白，下面却有内容"]);
}

#[test]
fn gb18030_with_rare_characters_and_gbk_are_read_alike() {
    let folder = Folder::new();
    // 㙍 and 𠮷 are in GB18030 and not in GBK.
    let text = "编号,村居,出生日期,辍学\na,㙍𠮷村,2015-01-01,否\nb,榕东村,2015-01-02,是\n";
    let (rare, lost, _) = encoding_rs::GB18030.encode(text);
    assert!(rare.len() > text.chars().count() && lost == encoding_rs::GB18030);
    let gb18030 = folder.write("rare.csv", &rare);
    let (plain, _, _) =
        encoding_rs::GBK.encode("编号,村居,出生日期,辍学\na,榕西村,2015-01-01,否\nb,榕东村,2015-01-02,是\n");
    let gbk = folder.write("gbk.csv", &plain);
    for command in COMMANDS {
        for (file, village) in [(&gb18030, "㙍𠮷村"), (&gbk, "榕西村")] {
            let told = run(command, file, &["--format", "csv"]);
            told.ends(0);
            assert!(told.stdout.contains(village), "{command}: {}", told.stdout);
        }
    }
}

#[test]
fn rows_in_are_rows_out_whatever_is_wrong_with_them() {
    let mut lines: Vec<String> = csv(&four()).lines().map(str::to_owned).collect();
    let width = lines[0].split(',').count();
    lines.push(",".repeat(width + 3));
    lines.push(format!("x{}", ",y".repeat(width + 2)));
    lines.push("\"unclosed".into());
    let folder = Folder::new();
    let file = folder.write("wrong.csv", lines.join("\n"));
    run("assess", &file, &[]).ends(1).shows(&["共 6 行 ＝ 已评估 4 ＋ 退回 2"]);
    run("import", &file, &[]).ends(1).shows(&["共 6 行 ＝ 已导入 4", "＋ 退回 2"]);
}
