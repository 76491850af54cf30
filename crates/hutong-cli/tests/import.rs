//! `hutong import`: exports as offices have them, by the built command. Everybody in them is invented.
#![allow(missing_docs, clippy::unwrap_used, reason = "tests")]

mod common;

use common::{AS_OF, Folder, Record, Run, csv, four, hutong, hutong_with, parse_csv};
use rust_xlsxwriter::{Format, Formula, Workbook};

/// A name that stands in cells nobody needs and must appear nowhere.
const NAME: &str = "张SECRET三";

fn import(file: &str, more: &[&str]) -> Run {
    hutong(&[&["import", file], &AS_OF[..], more].concat())
}

fn import_text(text: &str, more: &[&str]) -> Run {
    hutong_with(&[&["import", "-"], &AS_OF[..], more].concat(), text.as_bytes())
}

/// A made-up citizen number of a region that does not exist.
fn number(body: &str) -> String {
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 =
        body.chars().zip(weights).map(|(digit, weight)| digit.to_digit(10).unwrap() * weight).sum();
    format!("{body}{}", "10X98765432".chars().nth((sum % 11) as usize).unwrap())
}

/// A township's ledger: titles, headings merged over headers, merged villages, a hidden row, a heading, totals, notes.
fn ledger(folder: &Folder) -> String {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    let plain = Format::new();
    sheet.merge_range(0, 0, 0, 9, "青榕镇农村留守儿童和困境儿童登记表", &plain).unwrap();
    sheet.write_string(1, 0, "填报单位：青榕镇").unwrap();
    sheet.write_string(1, 5, "日期：2026年10月31日").unwrap();
    for (column, header) in [(0, "序号"), (1, "村（社区）"), (9, "备注")] {
        sheet.merge_range(2, column, 3, column, header, &plain).unwrap();
    }
    sheet.merge_range(2, 2, 2, 4, "儿童基本信息", &plain).unwrap();
    sheet.merge_range(2, 5, 2, 7, "父亲情况", &plain).unwrap();
    sheet.write_string(2, 8, "风险情形").unwrap();
    let second = [
        "姓名",
        "身份证号码",
        "出生日期（年月日）",
        "状况",
        "外出务工（是/否）",
        "外出务工开始时间",
        "是否辍学",
    ];
    for (column, header) in (2..).zip(second) {
        sheet.write_string(3, column, header).unwrap();
    }
    let born = number("00000020150301001");
    let rows: [[&str; 10]; 4] = [
        ["1", "榕东村", NAME, &born, "", "健在", "√", "2026年3月", "×", ""],
        ["2", "", NAME, "", "2015.3.2", "已故", "", "", "", "见档案"],
        ["3", "", NAME, "", "２０１６／３／２", "健在", "否", "", "有", ""],
        ["4", "榕西村", NAME, "", "20170302", "健在", "是", "20260801", "无", ""],
    ];
    for (row, cells) in (4..).zip(rows) {
        for (column, cell) in (0..).zip(cells).filter(|(_, cell)| !cell.is_empty()) {
            sheet.write_string(row, column, cell).unwrap();
        }
    }
    // A number for the day, and a formula for the answer.
    sheet.write_number(7, 4, 42796).unwrap();
    sheet.write_formula(7, 6, Formula::new("=IF(1,\"是\",\"否\")").set_result("是")).unwrap();
    sheet.merge_range(4, 1, 6, 1, "榕东村", &plain).unwrap();
    sheet.merge_range(8, 0, 8, 9, "二、外来儿童", &plain).unwrap();
    sheet.write_number(9, 0, 5).unwrap();
    sheet.write_string(10, 0, "合计").unwrap();
    sheet.write_number(10, 2, 4).unwrap();
    sheet.merge_range(11, 0, 11, 9, "注：1. 由儿童主任填写。", &plain).unwrap();
    sheet.write_string(12, 0, "2. 不漏一人。").unwrap();
    sheet.write_string(13, 0, "填报人：某").unwrap();
    sheet.write_string(13, 5, "审核人：某").unwrap();
    sheet.set_row_hidden(5).unwrap();
    let path = folder.name("ledger.xlsx");
    workbook.save(&path).unwrap();
    path
}

#[test]
fn a_ledger_with_headings_merged_cells_totals_and_notes_becomes_clean_records() {
    let folder = Folder::new();
    let file = ledger(&folder);
    let run = import(&file, &["--format", "csv"]);
    run.ends(0).says(&[
        "表头取第 3-4 行",
        "有 1 行被隐藏（第 6 行）",
        "不是儿童的行：合计行 1 行（第 11 行）",
        "不是儿童的行：说明、签字行 3 行（第 12, 13, 14 行）",
        "不是儿童的行：跨列的小标题 1 行（第 9 行）",
        "不是儿童的行：只有序号的空行 1 行（第 10 行）",
        "E 列有 1 个日期被存成了数字",
        "合并单元格已按其覆盖的每一行补全 2 处",
        "共 10 行 ＝ 已导入 4（其中有提示 0）＋ 退回 0 ＋ 不是儿童 6",
    ]);
    let rows = parse_csv(&run.stdout);
    let told = |path: &str| rows.iter().map(|row| row[path].clone()).collect::<Vec<_>>();
    assert_eq!(told("residence.village"), ["榕东村", "榕东村", "榕东村", "榕西村"]);
    assert_eq!(told("birth_date"), ["2015-03-01", "2015-03-02", "2016-03-02", "2017-03-02"]);
    assert_eq!(told("father.state"), ["alive", "dead", "alive", "alive"]);
    assert_eq!(told("father.away.for_work"), ["yes", "", "no", "yes"]);
    assert_eq!(told("father.away.since"), ["2026-03", "", "", "2026-08-01"]);
    assert_eq!(told("findings.dropped_out"), ["no", "", "confirmed", "no"]);
}

#[test]
fn clean_records_in_every_form_are_read_by_every_other_command_and_answered_alike() {
    let folder = Folder::new();
    let file = ledger(&folder);
    let levels = |clean: &str| {
        let run = hutong(&[&["assess", clean, "--format", "csv"], &AS_OF[..]].concat());
        run.ends(0);
        let rows = parse_csv(&run.stdout);
        rows.iter().map(|row| (row["key"].clone(), row["possible"].clone())).collect::<Vec<_>>()
    };
    let mut answers = Vec::new();
    for (format, name) in
        [("csv", "clean.csv"), ("jsonl", "clean.jsonl"), ("json", "clean.json"), ("xlsx", "clean.xlsx")]
    {
        let clean = folder.name(name);
        import(&file, &["--format", format, "--output", &clean]).ends(0);
        answers.push(levels(&clean));
    }
    let both = folder.name("both.xlsx");
    import(&file, &["--format", "xlsx", "--output", &both, "--language", "both"]).ends(0);
    answers.push(levels(&both));
    assert_eq!(answers[0].len(), 4);
    assert!(answers.iter().all(|answer| *answer == answers[0]), "{answers:?}");
}

#[test]
fn a_saved_mapping_gives_the_same_records_again() {
    let folder = Folder::new();
    let (file, saved) = (ledger(&folder), folder.name("mapping.toml"));
    let first = import(&file, &["--format", "jsonl", "--save-mapping", &saved]);
    first.ends(0);
    let text = folder.read("mapping.toml");
    assert!(text.contains("\"父亲情况›外出务工（是/否）\" = \"father.away.for_work\"  # certain"), "{text}");
    assert!(text.contains("\"儿童基本信息›姓名\" = \"\"  # not-needed"), "{text}");
    assert!(!text.contains(NAME) && !text.contains("榕东村"), "no cell stands in it:\n{text}");
    let again = import(&file, &["--format", "jsonl", "--mapping", &saved]);
    assert_eq!(again.ends(0).stdout, first.stdout);
    import(&file, &["--mapping", &saved, "--save-mapping", &saved]).ends(2).says(&["same-file"]);
}

#[test]
fn a_doubtful_column_is_not_read_until_somebody_confirms_it() {
    let folder = Folder::new();
    let text = "编号,出生日期,父亲外出务工（县外）,父亲限制人身自由期限（年）,家庭年收入\na,2015-01-01,是,3,9000\nb,2015-01-02,否,,\n";
    let (file, saved) = (folder.write("export.csv", text), folder.name("mapping.toml"));
    let run = import(&file, &["--save-mapping", &saved]);
    run.ends(0).shows(&[
        "待确认的 2 列：没有读取",
        "括号里的说明可能改变含义",
        "不认识的表头",
        "请在映射文件中确认",
    ]);
    let records = import(&file, &["--format", "csv"]).stdout.clone();
    assert!(!records.contains("father"), "{records}");
    let mapping = folder.read("mapping.toml");
    let proposal = "# \"父亲外出务工（县外）\" = \"father.away.for_work\"";
    assert!(mapping.contains(proposal), "{mapping}");
    folder.write("mapping.toml", mapping.replace(proposal, &proposal[2..]));
    let confirmed = import(&file, &["--format", "csv", "--mapping", &saved]);
    let rows = parse_csv(&confirmed.ends(0).stdout);
    assert_eq!([&*rows[0]["father.away.for_work"], &*rows[1]["father.away.for_work"]], ["yes", "no"]);
    assert!(!confirmed.stdout.contains("term_months"), "the other still waits");
}

#[test]
fn a_file_whose_headers_only_the_mapping_knows_is_imported() {
    let folder = Folder::new();
    let mapping = "[columns]\nETBH = \"key\"\nFQZK = \"father.state\"\nXM = \"\"\n\n[codes.\"father.state\"]\n1 = \"alive\"\n2 = \"dead\"\n";
    let file = folder.write("export.csv", format!("ETBH,XM,FQZK,QT\na,{NAME},1,x\nb,{NAME},2,y\n"));
    let mapping = folder.write("mapping.toml", mapping);
    import(&file, &[]).ends(2).says(&["no-header-found"]);
    let records = parse_csv(&import(&file, &["--mapping", &mapping, "--format", "csv"]).ends(0).stdout);
    assert_eq!([&*records[0]["father.state"], &*records[1]["father.state"]], ["alive", "dead"]);
}

#[test]
fn codes_of_the_office_are_rejected_and_put_into_the_mapping_to_be_explained() {
    let folder = Folder::new();
    let text = "编号,父亲状况,备注\na,打工,\nb,打工,\nc,健在,\nd,死亡,\ne,健在,\n";
    let (file, saved) = (folder.write("export.csv", text), folder.name("mapping.toml"));
    import(&file, &["--save-mapping", &saved])
        .ends(1)
        .shows(&["unknown-code 2", "已导入 3（其中有提示 0）＋ 退回 2"]);
    let mapping = folder.read("mapping.toml");
    assert!(mapping.contains("# [codes.\"father.state\"]\n# \"打工\" = \"\""), "{mapping}");
    let codes = "[codes.\"father.state\"]\n\"打工\" = \"alive\"\n\"健在\" = \"alive\"\n\"死亡\" = \"dead\"\n";
    folder.write("mapping.toml", format!("{mapping}\n{codes}"));
    import(&file, &["--mapping", &saved]).ends(0).shows(&["已导入 5"]);
}

#[test]
fn the_report_tells_what_an_experienced_officer_would_look_at() {
    let born = number("00000020150301001");
    let text = format!(
        "编号,姓名,身份证号,年龄,父亲状况,父亲外出务工,母亲状况,孤儿,残疾等级,共同生活人,辍学,村居\n\
         a,{NAME},{born},11,健在,否,健在,是,,父母,否,甲\n\
         b,{NAME},,11,死亡,是,健在,否,二级,父亲,否,甲\n\
         c,{NAME},{born},11,健在,否,健在,否,,父母,否,乙\n\
         d,{NAME},,4,健在,否,健在,否,,父母,否,乙\n\
         e,{NAME},000000201503010010,4,健在,否,健在,否,,父母,否,乙\n"
    );
    let run = import_text(&text, &["--language", "both"]);
    run.ends(1).shows(&[
        "orphan-with-parent",
        "parent-gone",
        "lives-with-the-gone",
        "grade-without-kind",
        "repeated-citizen-number",
        "not-a-citizen-number",
        "5 rows in = 3 imported (2 with warnings) + 2 rejected + 0 no children",
    ]);
    for secret in [NAME, &born, "00000020150301"] {
        assert!(!run.stdout.contains(secret) && !run.stderr.contains(secret), "{secret}");
    }
    let records = import_text(&text, &["--format", "jsonl"]);
    assert!(!records.stdout.contains(NAME) && !records.stdout.contains(&born));
    assert_eq!(records.lines()[0]["birth_date"], "2015-03-01", "from the number");
    assert_eq!(records.lines()[2]["birth_date"], "2021-11-01/2022-10-31", "from the age");
}

#[test]
fn a_child_listed_twice_under_two_keys_is_told() {
    let mut twin = Record::settled("other");
    twin = twin.with("residence.village", "榕东村");
    let text = csv(&[Record::settled("one"), twin]);
    import_text(&text, &[]).ends(0).shows(&["row-repeated", "（提示）除编号外", "其中有提示 1"]);
}

#[test]
fn a_blank_below_a_merged_cell_of_text_is_filled_only_where_the_mapping_says_so() {
    let folder = Folder::new();
    let text = "编号,村居,出生日期\na,榕东村,2015-01-01\nb,,2015-01-02\nc,,2015-01-03\nd,榕西村,2015-01-04\ne,同上,2015-01-05\nf,,2015-01-06\n";
    let file = folder.write("export.csv", text);
    let run = import(&file, &[]);
    run.ends(1).shows(&["B 列大多空白", "没有补", "[ditto]", "已导入 5（其中有提示 0）＋ 退回 1"]);
    let mapping = folder.write("mapping.toml", "fill-down = [\"村居\"]\n");
    let run = import(&file, &["--format", "csv", "--mapping", &mapping]);
    run.ends(0).says(&["沿用上一行 4 处"]);
    let villages: Vec<String> =
        parse_csv(&run.stdout).iter().map(|row| row["residence.village"].clone()).collect();
    assert_eq!(villages, ["榕东村", "榕东村", "榕东村", "榕西村", "榕西村", "榕西村"]);
    let assessed = hutong(&[&["assess", &file, "--mapping", &mapping], &AS_OF[..]].concat());
    assessed.ends(2).says(&["fill-down"]);
}

#[test]
fn a_clean_file_is_imported_as_it_is() {
    let text = csv(&four());
    let (imported, direct) = (import_text(&text, &["--format", "csv"]), parse_csv(&text));
    imported.ends(0);
    let rows = parse_csv(&imported.stdout);
    assert_eq!(rows.len(), 4);
    for (row, before) in rows.iter().zip(&direct) {
        for (path, value) in before {
            let same = row[path] == *value || value == "yes" && row[path] == "confirmed";
            assert!(same || value.is_empty(), "{path}: {value} became {}", row[path]);
        }
    }
}

#[test]
fn several_sheets_are_never_half_read() {
    let folder = Folder::new();
    let mut workbook = Workbook::new();
    for (name, key) in [("榕东", "a"), ("榕西", "b")] {
        let sheet = workbook.add_worksheet();
        sheet.set_name(name).unwrap();
        for (row, cells) in (0..).zip([["编号", "出生日期", "辍学"], [key, "2015-01-01", "否"]]) {
            for (column, cell) in (0..).zip(cells) {
                sheet.write_string(row, column, cell).unwrap();
            }
        }
    }
    let path = folder.name("sheets.xlsx");
    workbook.save(&path).unwrap();
    import(&path, &[]).ends(2).says(&["several-sheets", "--sheet"]);
    assert_eq!(import(&path, &["--sheet", "榕西", "--format", "jsonl"]).lines()[0]["key"], "b");
}

#[test]
fn what_cannot_be_imported_is_told() {
    import_text("甲,乙\n1,2\n", &[]).ends(2).says(&["no-header-found", "--header-row"]);
    import_text("{\"key\":\"a\"}\n{\"key\":\"b\"}\n", &[]).ends(2).says(&["not-for-json", "validate"]);
    import_text("", &[]).ends(2).says(&["empty-file"]);
    import("/no/such/file.xlsx", &[]).ends(2).says(&["cannot-open"]);
    import_text("编号,出生日期\na,2015-01-01\n", &["--format", "xlsx"]).ends(2).says(&["xlsx-needs-a-file"]);
    import_text("编号,出生日期,辍学,村居\na,2015-01-01,否,甲\n,,,榕东村\n", &[])
        .ends(1)
        .shows(&["[fragment]", "第 3 行"]);
}
