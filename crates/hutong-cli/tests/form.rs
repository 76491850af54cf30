//! `hutong form`: filling the official count table, checking one, adding many.
#![allow(missing_docs, clippy::unwrap_used, reason = "tests")]

mod common;

use calamine::{Data, Reader, Xlsx, open_workbook};
use common::{AS_OF, Folder, Record, Run, csv, four, hutong, parse_csv};
use rust_xlsxwriter::{Formula, Workbook};
use std::collections::BTreeMap;
use std::fs;

/// What stands in each cell of the form's sheet, by row and column from 0.
type Cells = BTreeMap<(u32, u32), Data>;

fn fill(file: &str, more: &[&str]) -> Run {
    hutong(&[&["form", "fill", file], &AS_OF[..], more].concat())
}

/// Children of every row: 30 records made from the usual four and some with a yellow and a blue situation.
fn children() -> Vec<Record> {
    let mut records = four();
    for number in 0..8 {
        let dropped = Record::settled(&format!("yellow-{number}")).with("findings.dropped_out", "suspected");
        records.push(
            dropped
                .with("done.back_at_school", if number < 3 { "yes" } else { "no" })
                .with("done.intervened", "no"),
        );
        records.push(
            Record::settled(&format!("blue-{number}"))
                .with("findings.guardianship_insufficient", "confirmed"),
        );
    }
    records
}

/// A folder with the children and the form filled from them.
fn filled() -> (Folder, String, String) {
    let folder = Folder::new();
    let children = folder.write("children.csv", csv(&children()));
    let table = folder.name("table.xlsx");
    let head = ["--unit", "青榕镇", "--filled-by", "经办人甲", "--telephone", "0663-0000000"];
    fill(&children, &[&["--format", "xlsx", "--output", &table], &head[..]].concat()).ends(0);
    (folder, children, table)
}

fn cells_of(table: &str) -> Cells {
    let mut workbook: Xlsx<_> = open_workbook(table).unwrap();
    let range = workbook.worksheet_range_at(0).unwrap().unwrap();
    let (top, left) = range.start().unwrap();
    let cells = range.used_cells().map(|(row, column, cell)| {
        let place = |start: u32, at: usize| start + u32::try_from(at).unwrap();
        ((place(top, row), place(left, column)), cell.clone())
    });
    cells.collect()
}

/// The row of the line with this label.
fn row_of(cells: &Cells, label: &str) -> u32 {
    let found = cells.iter().find(|(_, cell)| matches!(cell, Data::String(text) if text.contains(label)));
    found.unwrap_or_else(|| panic!("no {label}")).0.0
}

/// What a spoilt cell holds.
enum Spoilt {
    Number(f64),
    Text(&'static str),
    Formula(&'static str, &'static str),
    Gone,
}

/// The same cells typed anew, without merged cells, some of them otherwise.
fn retyped(
    folder: &Folder,
    name: &str,
    cells: &Cells,
    spoilt: &[((u32, u32), Spoilt)],
    hidden: &[u32],
) -> String {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    for ((row, column), cell) in cells {
        let column = u16::try_from(*column).unwrap();
        match cell {
            Data::String(text) => {
                sheet.write_string(*row, column, text).unwrap();
            }
            Data::Float(number) => {
                sheet.write_number(*row, column, *number).unwrap();
            }
            Data::Int(number) => {
                sheet.write_number(*row, column, i32::try_from(*number).unwrap()).unwrap();
            }
            _ => {}
        }
    }
    for ((row, column), what) in spoilt {
        let column = u16::try_from(*column).unwrap();
        match what {
            Spoilt::Number(number) => {
                sheet.write_number(*row, column, *number).unwrap();
            }
            Spoilt::Text(text) => {
                sheet.write_string(*row, column, *text).unwrap();
            }
            Spoilt::Formula(formula, value) => {
                sheet.write_formula(*row, column, Formula::new(*formula).set_result(*value)).unwrap();
            }
            Spoilt::Gone => {
                sheet.clear_cell(*row, column);
            }
        }
    }
    for row in hidden {
        sheet.set_row_hidden(*row).unwrap();
    }
    let path = folder.name(name);
    workbook.save(&path).unwrap();
    path
}

/// The faults of a table: place and code.
fn faults(table: &str, more: &[&str]) -> (i32, Vec<(String, String)>) {
    let run = hutong(&[&["form", "check", table, "--format", "csv"], more].concat());
    let rows = parse_csv(&run.stdout);
    (run.status, rows.iter().map(|row| (row["place"].clone(), row["code"].clone())).collect())
}

#[test]
fn a_file_of_children_becomes_a_filled_table() {
    let folder = Folder::new();
    let file = folder.write("children.csv", csv(&four()));
    let run = fill(&file, &["--unit", "青榕镇"]);
    run.ends(0).shows(&[
        "2026年普宁市农村留守儿童和困境儿童摸排情况数据表",
        "填报单位：青榕镇 填报人： 日期：2026年11月1日",
        "人数合计 2",
        "1 等级待定：高风险等级（红色）、不定级",
        "1 不定级",
        "共 4 行 ＝ 已计入 4 ＋ 退回 0",
    ]);
    let rows = parse_csv(&fill(&file, &["--format", "csv"]).stdout);
    let count = |cell: &str| rows.iter().find(|row| row["cell"] == cell).unwrap()["count"].clone();
    assert_eq!(
        ["row/unlawful-harm", "of-which/unlawful-harm", "subtotal/green", "total"].map(count),
        ["1", "0", "1", "2"]
    );
    let english = fill(&file, &["--language", "en"]);
    english.shows(&["Reporting unit:", "Subtotal", "level undetermined: High risk (red), not graded"]);
}

#[test]
fn the_workbook_is_the_form_numbers_as_numbers_and_all_else_text() {
    let folder = Folder::new();
    let mut records = children();
    records.push(Record::settled("=HYPERLINK(\"x\")").with("findings.roaming", "confirmed"));
    let file = folder.write("children.csv", csv(&records));
    let (one, two) = (folder.name("one.xlsx"), folder.name("two.xlsx"));
    for table in [&one, &two] {
        fill(&file, &["--unit", "=1+1", "--filled-by", "经办人甲", "--format", "xlsx", "--output", table])
            .ends(0);
    }
    assert!(fs::read(&one).unwrap() == fs::read(&two).unwrap(), "the same input gives the same bytes");
    let mut workbook: Xlsx<_> = open_workbook(&one).unwrap();
    assert_eq!(workbook.sheet_names(), ["数据表", "每个数字的儿童"]);
    assert!(workbook.worksheet_formula("数据表").unwrap().is_empty());
    let merged = workbook.merge_cells_by_sheet_name("数据表").unwrap();
    assert!(merged.iter().any(|area| area.start == (0, 0) && area.end == (0, 3)), "the title");
    assert!(merged.iter().filter(|area| area.start.1 == 0 && area.end.1 == 0).count() == 4, "four levels");
    let cells = cells_of(&one);
    let is_number = |cell: &Data| matches!(cell, Data::Float(_) | Data::Int(_));
    assert!(
        cells.iter().all(|((row, column), cell)| is_number(cell) == (*column == 2 && *row > 3)),
        "{cells:?}"
    );
    let list = workbook.worksheet_range("每个数字的儿童").unwrap();
    assert!(list.used_cells().all(|(_, _, cell)| matches!(cell, Data::String(_))));
    let behind: Vec<String> = list
        .rows()
        .filter(|row| row[1] == *"row/apart-from-guardian")
        .map(|row| row[2].to_string())
        .collect();
    assert_eq!(behind, ["=HYPERLINK(\"x\")"]);
    let bytes = fs::read(&one).unwrap();
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    for part in ["docProps/core.xml", "docProps/app.xml", "xl/workbook.xml"] {
        let mut text = String::new();
        std::io::Read::read_to_string(&mut archive.by_name(part).unwrap(), &mut text).unwrap();
        for personal in ["经办人甲", "yellow-1", "=1+1"] {
            assert!(!text.contains(personal), "{part}");
        }
    }
    let mut page = String::new();
    std::io::Read::read_to_string(&mut archive.by_name("xl/worksheets/sheet1.xml").unwrap(), &mut page)
        .unwrap();
    let settings =
        ["paperSize=\"9\"", "fitToPage=\"1\"", "orientation=\"portrait\"", "location=\"'每个数字的儿童'!A"];
    for set in settings {
        assert!(page.contains(set), "{set}");
    }
}

#[test]
fn a_table_filled_from_children_is_right_by_itself_and_against_them() {
    let (folder, children, table) = filled();
    assert_eq!(faults(&table, &[]), (0, vec![]));
    let previous = folder.name("previous.xlsx");
    fs::copy(&table, &previous).unwrap();
    let against = ["--children", &children, "--as-of", "2026-11-01", "--previous", &previous];
    assert_eq!(faults(&table, &against), (0, vec![]));
    hutong(&["form", "check", &table]).ends(0).shows(&["没有发现问题"]);
    for language in ["en", "both"] {
        let other = format!("{table}.{language}.xlsx");
        fill(&children, &["--language", language, "--format", "xlsx", "--output", &other]).ends(0);
        assert_eq!(faults(&other, &against), (0, vec![]), "{language}");
    }
}

#[test]
fn one_altered_cell_is_one_fault_with_its_address() {
    let (folder, children, table) = filled();
    let cells = cells_of(&table);
    let total = row_of(&cells, "人数合计");
    let wrong = retyped(&folder, "total.xlsx", &cells, &[((total, 2), Spoilt::Number(99.0))], &[]);
    let place = format!("C{}", total + 1);
    assert_eq!(faults(&wrong, &[]), (1, vec![(place.clone(), "total-not-sum".into())]));
    let run = hutong(&["form", "check", &wrong]);
    run.ends(1).shows(&[
        &format!("{place} 人数合计：是 99，各等级小计相加是 18 [total-not-sum]"),
        "共 1 处错误，0 处请核对",
    ]);
    let dropped = row_of(&cells, "辍学的儿童数");
    let wrong = retyped(&folder, "which.xlsx", &cells, &[((dropped + 1, 2), Spoilt::Number(9.0))], &[]);
    assert_eq!(faults(&wrong, &[]), (1, vec![(format!("C{}", dropped + 2), "of-which-exceeds-row".into())]));
    let wrong = retyped(&folder, "children.xlsx", &cells, &[((dropped + 1, 2), Spoilt::Number(2.0))], &[]);
    assert_eq!(faults(&wrong, &[]).0, 0, "nothing is wrong by itself");
    let (status, told) = faults(&wrong, &["--children", &children, "--as-of", "2026-11-01"]);
    assert_eq!((status, told), (1, vec![(format!("C{}", dropped + 2), "differs-from-children".into())]));
    let before = retyped(&folder, "before.xlsx", &cells, &[((dropped, 2), Spoilt::Number(1.0))], &[]);
    let (status, told) = faults(&table, &["--previous", &before]);
    assert_eq!((status, told), (0, vec![(format!("C{}", dropped + 1), "implausible-change".into())]));
}

#[test]
fn a_table_as_offices_have_it_is_read_or_told_cell_by_cell() {
    let (folder, _, table) = filled();
    let cells = cells_of(&table);
    let row = |label: &str| row_of(&cells, label);
    let (dropped, roaming, orphan) = (row("辍学的儿童数"), row("流浪或失踪"), row("孤儿数"));
    let at = |row: u32| format!("C{}", row + 1);
    let told = |spoilt: &[((u32, u32), Spoilt)], hidden: &[u32]| {
        faults(&retyped(&folder, "spoilt.xlsx", &cells, spoilt, hidden), &[])
    };
    let fault = |row: u32, code: &str| (at(row), code.to_owned());
    assert_eq!(told(&[], &[]), (0, vec![]), "without merged cells");
    assert_eq!(
        told(&[((dropped, 2), Spoilt::Formula("=5+3", "8"))], &[]),
        (0, vec![]),
        "the value of a formula"
    );
    assert_eq!(
        told(&[((dropped, 2), Spoilt::Text("８ 人"))], &[]),
        (0, vec![fault(dropped, "number-as-text")])
    );
    assert_eq!(told(&[], &[dropped]), (0, vec![fault(dropped, "hidden-row")]));
    assert_eq!(
        told(&[((dropped, 2), Spoilt::Formula("=A1/0", "#DIV/0!"))], &[]),
        (1, vec![fault(dropped, "error-cell")])
    );
    assert_eq!(
        told(&[((dropped, 2), Spoilt::Number(-8.0))], &[]),
        (1, vec![fault(dropped, "negative-number")])
    );
    assert_eq!(
        told(&[((dropped, 2), Spoilt::Number(7.5))], &[]),
        (1, vec![fault(dropped, "not-an-integer")])
    );
    assert_eq!(told(&[((dropped, 2), Spoilt::Text("八"))], &[]), (1, vec![fault(dropped, "not-a-number")]));
    for large in [Spoilt::Number(445_281_201_603_150_000.0), Spoilt::Text("445281201603150012")] {
        assert_eq!(told(&[((dropped, 2), large)], &[]), (1, vec![fault(dropped, "number-too-large")]));
    }
    assert_eq!(told(&[((dropped, 2), Spoilt::Gone)], &[]), (1, vec![fault(dropped, "number-missing")]));
    let other_words = told(&[((dropped + 1, 1), Spoilt::Text("其中已干预的儿童数"))], &[]);
    assert_eq!(other_words, (0, vec![(format!("B{}", dropped + 2), "of-which-differs".into())]));
    let typed = Spoilt::Text("４、(疑似) 辍学 的儿童数");
    assert_eq!(told(&[((dropped, 1), typed)], &[]), (0, vec![]), "brackets, blanks and full-width digits");
    let (status, codes) = told(&[((roaming, 1), Spoilt::Text("1. 孤儿数（含艾滋病病毒感染儿童）"))], &[]);
    assert_eq!(status, 1);
    let codes: Vec<&str> = codes.iter().map(|(_, code)| code.as_str()).collect();
    assert!(codes.contains(&"line-missing") && codes.contains(&"line-twice"), "{codes:?}");
    let (_, codes) = told(&[((orphan, 1), Spoilt::Text("孤儿和其他"))], &[]);
    assert!(codes.contains(&fault(orphan, "unknown-line")), "{codes:?}");
}

#[test]
fn what_is_no_table_is_told_and_not_read() {
    let (folder, _, table) = filled();
    let bytes = fs::read(&table).unwrap();
    let told = |name: &str, content: &[u8]| {
        let path = folder.write(name, content);
        hutong(&["form", "check", &path]).ends(2).stderr.clone()
    };
    let ole = [&b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"[..], &[0; 600]].concat();
    assert!(told("old.xlsx", &ole).contains("[old-workbook]"));
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert!(told("locked.xlsx", &[&ole[..], &name].concat()).contains("[password-protected]"));
    assert!(told("half.xlsx", &bytes[..bytes.len() / 2]).contains("workbook]"));
    assert!(told("text.xlsx", b"a,b\n1,2\n").contains("[not-a-workbook]"));
    assert!(told("empty.xlsx", b"").contains("[empty-file]"));
    let mut other = Workbook::new();
    other.add_worksheet().write_string(0, 0, "编号").unwrap();
    let path = folder.name("other.xlsx");
    other.save(&path).unwrap();
    hutong(&["form", "check", &path]).ends(2).says(&["[no-form-in-workbook]", "No header was found"]);
    hutong(&["form", "check", &folder.name("nowhere.xlsx")]).ends(2).says(&["[cannot-open]"]);
}

#[test]
fn tables_of_many_units_become_one_and_a_wrong_one_is_left_out_and_said() {
    let (folder, _, one) = filled();
    let records = [four(), vec![Record::settled("red-9").with("findings.roaming", "confirmed")]].concat();
    let file = folder.write("two.csv", csv(&records));
    let two = folder.name("two.xlsx");
    fill(&file, &["--unit", "红榕镇", "--format", "xlsx", "--output", &two, "--no-children"]).ends(0);
    let county = folder.name("county.xlsx");
    let run = hutong(&["form", "merge", &one, &two, "--unit", "测试县", "--output", &county]);
    run.ends(0).says(&["共 2 份表格 ＝ 已计入 2 ＋ 未计入 0"]);
    assert_eq!(faults(&county, &[]), (0, vec![]), "the joint table is right");
    let rows = parse_csv(&hutong(&["form", "merge", &one, &two, "--format", "csv"]).stdout);
    let count = |cell: &str| rows.iter().find(|row| row["cell"] == cell).unwrap()["count"].clone();
    assert_eq!(["subtotal/red", "total", "undetermined/red+not-graded"].map(count), ["3", "21", "2"]);
    let mut workbook: Xlsx<_> = open_workbook(&county).unwrap();
    assert_eq!(workbook.sheet_names(), ["数据表", "各单位"]);
    let units = workbook.worksheet_range("各单位").unwrap();
    let header: Vec<String> = units.rows().next().unwrap().iter().map(ToString::to_string).collect();
    assert_eq!(header, ["数字", "汇总", "青榕镇", "红榕镇"]);

    let cells = cells_of(&one);
    let wrong =
        [((row_of(&cells, "人数合计"), 2), Spoilt::Number(99.0)), ((1, 0), Spoilt::Text("填报单位：蓝榕镇"))];
    let wrong = retyped(&folder, "wrong.xlsx", &cells, &wrong, &[]);
    let broken = folder.write("broken.xlsx", "no workbook");
    let run = hutong(&[
        "form",
        "merge",
        &one,
        &wrong,
        &broken,
        &one.replace("table", "./table"),
        "--output",
        &county,
    ]);
    run.ends(2).says(&["same-file"]);
    let again = folder.name("again.xlsx");
    fs::copy(&one, &again).unwrap();
    let run = hutong(&["form", "merge", &one, &wrong, &broken, &again, &two, "--output", &county]);
    run.ends(1).says(&[
        "第 2 份",
        "[total-not-sum]",
        "第 3 份",
        "[not-a-workbook]",
        "第 4 份",
        "[unit-twice]",
        "3 份表格有错误，没有计入汇总",
        "共 5 份表格 ＝ 已计入 2 ＋ 未计入 3",
    ]);
    let names = open_workbook::<Xlsx<_>, _>(&county).unwrap().sheet_names();
    assert_eq!(names, ["数据表", "各单位", "问题"]);
    let before = fs::read(&county).unwrap();
    hutong(&["form", "merge", &wrong, &broken, "--output", &county]).ends(2).says(&["no-table-to-add"]);
    assert!(fs::read(&county).unwrap() == before, "the old file stays");
}

#[test]
fn on_the_page_each_figure_is_a_link_to_its_children() {
    let folder = Folder::new();
    let records = vec![Record::settled("<b>&\"x").with("findings.roaming", "confirmed")];
    let file = folder.write("children.csv", csv(&[children(), records].concat()));
    let page = fill(&file, &["--unit", "<script>", "--format", "html"]).ends(0).stdout.clone();
    assert!(page.contains("&lt;b&gt;&amp;&quot;x") && !page.contains("<script") && !page.contains("<b>"));
    assert!(
        !page.contains("http:") && !page.contains("https:") && !page.contains("src="),
        "it loads nothing"
    );
    let targets: Vec<&str> =
        page.split("href=\"#").skip(1).filter_map(|part| part.split('"').next()).collect();
    assert!(targets.len() > 10);
    for target in targets {
        assert_eq!(page.matches(&format!("id=\"{target}\"")).count(), 1, "{target}");
    }
    let bare = fill(&file, &["--format", "html", "--no-children"]).stdout.clone();
    assert!(!bare.contains("yellow-1") && !bare.contains("href"));
}

#[test]
fn only_the_children_of_the_unit_are_counted_where_the_file_has_several() {
    let folder = Folder::new();
    let mut records = four();
    records.push(
        Record::settled("far").with("residence.township", "红榕镇").with("findings.roaming", "confirmed"),
    );
    records
        .push(Record::settled("lost").with("residence.township", "").with("findings.roaming", "confirmed"));
    let file = folder.write("children.csv", csv(&records));
    let red = |more: &[&str]| {
        let rows = parse_csv(&fill(&file, &[&["--format", "csv"], more].concat()).stdout);
        rows.iter().find(|row| row["cell"] == "subtotal/red").unwrap()["count"].clone()
    };
    assert_eq!(
        (&*red(&[]), &*red(&["--unit", "青榕镇"]), &*red(&["--unit", "测试县民政局"])),
        ("3", "2", "3")
    );
    fill(&file, &["--unit", "青榕镇"]).shows(&[
        "另有 1 名儿童登记在其他乡镇（街道），未计入青榕镇的表",
        "1 名儿童没有登记乡镇（街道），已计入本表",
        "共 6 行 ＝ 已计入 5 ＋ 其他乡镇 1 ＋ 退回 0",
    ]);
}

#[test]
fn rejected_rows_are_counted_and_no_key_is_told_of() {
    let folder = Folder::new();
    let mut records = four();
    records.push(Record::settled("secret-5").with("birth_date", "2016-02-31"));
    let (file, list) = (folder.write("children.csv", csv(&records)), folder.name("rejected.csv"));
    let run = fill(&file, &["--format", "json", "--no-children", "--rejected", &list]);
    run.ends(1).says(&["退回 1 行", "共 5 行 ＝ 已计入 4 ＋ 退回 1"]);
    let dangerous =
        Record::settled("x").with("birth_date", "2016-02-31").with("findings.roaming", "confirmed");
    let dangerous = folder.write("dangerous.csv", csv(&[dangerous]));
    fill(&dangerous, &[]).ends(1).shows(&["可读的内容已经足以定为高风险（红色）"]);
    assert!(!run.stderr.contains("secret") && !run.stdout.contains("red-1"));
    assert!(folder.read("rejected.csv").contains("secret-5"));
    let document: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!((&document["format"], &document["total"]), (&"hutong-form-1".into(), &2.into()));
    let with_keys: serde_json::Value =
        serde_json::from_str(&fill(&file, &["--format", "json"]).stdout).unwrap();
    let total =
        with_keys["children"].as_array().unwrap().iter().find(|entry| entry["cell"] == "total").unwrap();
    assert_eq!(total["keys"], serde_json::json!(["green-1", "red-1"]));
}

#[test]
fn other_readings_and_years_change_the_form() {
    let folder = Folder::new();
    let both =
        Record::settled("a").with("findings.roaming", "confirmed").with("findings.dropped_out", "confirmed");
    let file = folder.write("children.csv", csv(&[both]));
    let run = fill(&file, &["--reading", "rows-of-a-child=every-row", "--year", "2025", "--format", "json"]);
    let document: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!((&document["total"], &document["levels"][1]["subtotal"]), (&1.into(), &1.into()));
    assert!(document["title"]["zh"].as_str().unwrap().starts_with("2025年"));
    let run = fill(&file, &["--reading", "moment-of-count=end-of-period", "--format", "json"]);
    let document: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!((&document["as_of"], &document["head"]["date"]), (&"2026-12-31".into(), &"2026-11-01".into()));
    let named = fill(&file, &["--reading", "names-of-hardship=as-since-2025", "--format", "csv"]);
    assert!(named.stdout.contains("刚性支出困难家庭") && !named.stdout.contains("支出型"));
}

#[test]
fn what_was_typed_wrongly_is_told() {
    let (folder, children, table) = filled();
    hutong(&["form", "fill", &children]).ends(2).says(&["as-of-missing"]);
    fill(&children, &["--format", "xlsx"]).ends(2).says(&["xlsx-needs-a-file"]);
    fill(&children, &["--output", &children]).ends(2).says(&["same-file"]);
    hutong(&["form", "check", &table, "--children", &children]).ends(2).says(&["as-of-missing"]);
    hutong(&["form", "check", &table, "--previous", &folder.name("no.xlsx")]).ends(2).says(&["--previous"]);
    hutong(&["form", "merge", &table]).ends(2).says(&["xlsx-needs-a-file"]);
}

#[test]
fn a_township_split_in_pieces_and_added_gives_the_same_table() {
    let folder = Folder::new();
    let records = children();
    let count = |file: &str| {
        let rows = parse_csv(&hutong(&["form", "merge", file, "--format", "csv"]).ends(0).stdout);
        rows.iter().map(|row| (row["cell"].clone(), row["count"].clone())).collect::<BTreeMap<_, _>>()
    };
    let filled = |name: &str, records: &[Record], unit: &str| {
        let (file, table) =
            (folder.write(&format!("{name}.csv"), csv(records)), folder.name(&format!("{name}.xlsx")));
        fill(&file, &["--unit", unit, "--format", "xlsx", "--output", &table]).ends(0);
        table
    };
    let whole = count(&filled("whole", &records, "某县"));
    for pieces in [1, 7, 19] {
        let parts = records.chunks(pieces).enumerate();
        let tables: Vec<String> =
            parts.map(|(at, part)| filled(&format!("part-{at}"), part, &format!("某{at}镇"))).collect();
        let joint = folder.name("joint.xlsx");
        let mut arguments = vec!["form", "merge"];
        arguments.extend(tables.iter().rev().map(String::as_str));
        hutong(&[&arguments[..], &["--unit", "某县", "--output", &joint]].concat()).ends(0);
        assert_eq!(count(&joint), whole, "pieces of {pieces}");
    }
}

#[test]
fn a_row_and_its_second_number_in_one_cell_are_read_apart_or_told() {
    let (folder, _, table) = filled();
    let cells = cells_of(&table);
    let dropped = row_of(&cells, "辍学的儿童数");
    let both = "4. （疑似）辍学的儿童数，其中已干预或已复学复读的儿童数";
    let printed = |row: u32| match &cells[&(row, 1)] {
        Data::String(text) => text.clone(),
        other => panic!("{other:?}"),
    };
    let both =
        if printed(dropped + 1).starts_with("其中") { both } else { panic!("{}", printed(dropped + 1)) };
    let typed = |numbers: &'static str| {
        let spoilt = [
            ((dropped, 1), Spoilt::Text(both)),
            ((dropped, 2), Spoilt::Text(numbers)),
            ((dropped + 1, 1), Spoilt::Gone),
            ((dropped + 1, 2), Spoilt::Gone),
        ];
        let (status, told) = faults(&retyped(&folder, "both.xlsx", &cells, &spoilt, &[]), &[]);
        let here = format!("C{}", dropped + 1);
        (
            status,
            told.into_iter().filter(|(place, _)| *place == here).map(|(_, code)| code).collect::<Vec<_>>(),
        )
    };
    assert_eq!(typed("8，其中3"), (0, vec!["two-lines-in-one".to_owned()]));
    assert_eq!(typed("８人（其中 ３ 人）"), (0, vec!["two-lines-in-one".to_owned()]));
    assert_eq!(typed("3，其中8").0, 1, "more than the row");
    assert_eq!(typed("8"), (1, vec!["two-lines-in-one".to_owned(), "two-numbers-wanted".to_owned()]));
    assert_eq!(typed("8.5，其中3").0, 1);
}

#[test]
fn a_table_left_out_is_told_on_the_joint_table_itself() {
    let (folder, _, table) = filled();
    let cells = cells_of(&table);
    let total = row_of(&cells, "人数合计");
    let unit = row_of(&cells, "填报单位");
    let spoilt = [((total, 2), Spoilt::Number(99.0)), ((unit, 0), Spoilt::Text("填报单位：红榕镇"))];
    let wrong = retyped(&folder, "wrong.xlsx", &cells, &spoilt, &[]);
    let joint = folder.name("joint.xlsx");
    hutong(&["form", "merge", &table, &wrong, "--output", &joint]).ends(1);
    let told = "第 2 份表格（红榕镇）有 1 处错误，未计入本表";
    row_of(&cells_of(&joint), told);
    let page = hutong(&["form", "merge", &table, &wrong, "--format", "html"]).stdout.clone();
    assert!(page.contains(told));
}

#[test]
fn lists_of_keys_stand_once_and_are_not_printed_with_the_page() {
    let (_folder, children, table) = filled();
    let mut workbook: Xlsx<_> = open_workbook(&table).unwrap();
    let list = workbook.worksheet_range("每个数字的儿童").unwrap();
    let figures: Vec<String> = list.rows().skip(1).map(|row| row[1].to_string()).collect();
    assert!(
        !figures.iter().any(|figure| figure == "total" || figure.starts_with("subtotal/")),
        "{figures:?}"
    );
    assert!(list.rows().any(|row| row[1] == *"row/dropped-out" && row[3] == *"yellow-1"), "seven on a line");
    let page = fill(&children, &["--format", "html"]).stdout.clone();
    assert!(page.contains(".lists { display: none }"));
    let every =
        fill(&children, &["--format", "html", "--reading", "rows-of-a-child=every-row"]).stdout.clone();
    assert!(every.contains("id=\"total\""), "where rows do not add up the total has a list of its own");
}

#[test]
fn a_published_table_hides_small_numbers_names_nobody_and_is_remembered() {
    let (folder, children, whole) = filled();
    let public = folder.name("public.xlsx");
    let publish = ["--for-publication", "--unit", "青榕镇"];
    fill(&children, &[&publish[..], &["--format", "xlsx", "--output", &public]].concat()).ends(0);
    let workbook: Xlsx<_> = open_workbook(&public).unwrap();
    assert_eq!(workbook.sheet_names().len(), 1, "no list of children");
    let cells = cells_of(&public);
    let number = |label: &str| cells[&(row_of(&cells, label), 2)].clone();
    assert_eq!(number("（疑似）辍学的儿童数"), Data::Float(8.0), "8 is not small");
    assert_eq!(number("最低生活保障家庭中的儿童数"), Data::String("*".into()), "1 is");
    assert!(!cells.values().any(|cell| cell.to_string().contains("等级待定")), "nothing below the form");
    // The same table again, beside the release: the same is hidden. A whole table before is told of.
    let json = |previous: &str| {
        fill(&children, &[&publish[..], &["--format", "json", "--previous-release", previous]].concat())
    };
    let again = json(&public);
    let figures = again.ends(0).lines()[0]["figures"].clone();
    assert_eq!(figures["row/minimum-living-allowance"], serde_json::Value::Null);
    assert_eq!(figures["row/dropped-out"], 8);
    assert!(!again.stderr.contains("published before"));
    json(&whole).ends(0).says(&["can be told from the table published before"]);
    // It is no filled form, and cannot be merged as one.
    hutong(&["form", "check", &public]).ends(1).shows(&["公开版隐去的数字"]);
    let every_row = [&publish[..], &["--reading", "rows-of-a-child=every-row"]].concat();
    fill(&children, &every_row).ends(2).says(&["rows-do-not-add-up"]);
    fill(&children, &["--previous-release", &public]).ends(2);
}
