//! Workbooks, made by rust_xlsxwriter.

use rust_xlsxwriter::{ExcelDateTime, Format as CellFormat, Formula, Workbook};

use super::*;

fn workbook(fill: impl FnOnce(&mut Workbook)) -> Vec<u8> {
    let mut workbook = Workbook::new();
    fill(&mut workbook);
    workbook.save_to_buffer().unwrap()
}

fn sheet(rows: &[&[&str]]) -> Vec<u8> {
    workbook(|workbook| {
        let sheet = workbook.add_worksheet();
        for (row, cells) in (0..).zip(rows) {
            for (column, cell) in (0..).zip(*cells) {
                sheet.write_string(row, column, *cell).unwrap();
            }
        }
    })
}

#[test]
fn cells_of_every_kind_become_text() {
    let bytes = workbook(|workbook| {
        let sheet = workbook.add_worksheet();
        let day = CellFormat::new().set_num_format("yyyy-mm-dd");
        let minute = CellFormat::new().set_num_format("yyyy-mm-dd hh:mm");
        let clock = CellFormat::new().set_num_format("hh:mm");
        (0..9).for_each(|column| _ = sheet.write_string(0, column, format!("c{column}")).unwrap());
        sheet.write_string(1, 0, " 村　").unwrap();
        sheet.write_number(1, 1, 42).unwrap();
        sheet.write_number(1, 2, 0.5).unwrap();
        sheet.write_boolean(1, 3, true).unwrap();
        sheet.write_datetime_with_format(1, 4, ExcelDateTime::from_ymd(2015, 3, 1).unwrap(), &day).unwrap();
        let moment = ExcelDateTime::from_ymd(2015, 3, 1).unwrap().and_hms(8, 30, 0).unwrap();
        sheet.write_datetime_with_format(1, 5, moment, &minute).unwrap();
        sheet.write_formula(1, 6, Formula::new("=1+1").set_result("2")).unwrap();
        sheet.write_string(1, 7, "000000201503010000").unwrap();
        sheet.write_number_with_format(1, 8, 0.25, &clock).unwrap();
    });
    let read = read(bytes);
    let row = [
        "村",
        "42",
        "0.5",
        "true",
        "2015-03-01",
        "2015-03-01T08:30:00",
        "2",
        "000000201503010000",
        "06:00:00",
    ];
    assert_eq!(read.cells(), [row]);
    assert_eq!(read.lines(), [2]);
    assert!(read.faults.is_empty() && read.notices.is_empty());
}

#[test]
fn the_system_of_1904_gives_its_own_days() {
    use calamine::{DataRef, ExcelDateTime, ExcelDateTimeType};
    let text = |serial, is_1904| {
        let moment = ExcelDateTime::new(serial, ExcelDateTimeType::DateTime, is_1904);
        super::super::cell::text_of(&DataRef::DateTime(moment)).ok()
    };
    assert_eq!(text(42_064.0, false).as_deref(), Some("2015-03-01"));
    assert_eq!(text(40_602.0, true).as_deref(), Some("2015-03-01"));
    assert_eq!(
        (text(0.0, false), text(-1.0, false), text(f64::NAN, false), text(3e6, false)),
        (None, None, None, None)
    );
}

#[test]
fn what_excel_damaged_is_a_fault_that_names_the_columns() {
    let bytes = workbook(|workbook| {
        let sheet = workbook.add_worksheet();
        let day = CellFormat::new().set_num_format("yyyy-mm-dd");
        ["k", "id", "x"]
            .iter()
            .zip(0..)
            .for_each(|(name, column)| _ = sheet.write_string(0, column, *name).unwrap());
        sheet.write_string(1, 0, "1").unwrap().write_number(1, 1, 201_503_010_000_123_456_f64).unwrap();
        sheet.write_string(2, 0, "2").unwrap();
        sheet.write_formula(2, 1, Formula::new("=NA()").set_result("#N/A")).unwrap();
        sheet.write_formula(2, 2, Formula::new("=1/0").set_result("#DIV/0!")).unwrap();
        sheet.write_string(3, 0, "3").unwrap().write_number_with_format(3, 2, -5, &day).unwrap();
        sheet.write_string(4, 0, "4").unwrap().write_number(4, 1, 999_999_999_999_999_f64).unwrap();
        sheet.write_string(5, 0, "5").unwrap().write_string(5, 4, "beyond").unwrap();
    });
    let read = read(bytes);
    assert_eq!(read.cells(), [["4", "999999999999999", ""]]);
    let codes =
        [(2, "number-stored-as-float"), (3, "error-cell"), (4, "date-out-of-range"), (6, "too-many-cells")];
    assert_eq!(read.codes(), codes);
    assert_eq!(read.faults[1].columns, [2, 3]);
    assert!(read.faults[0].en.contains("column B") && !read.faults[0].en.contains("2015"));
}

#[test]
fn titles_blank_rows_and_row_numbers_are_as_excel_shows_them() {
    let read = read(sheet(&[&["花名册"], &[], &["编号", "监护人\n电话"], &["1", "无"], &["", " "], &["2"]]));
    assert_eq!(read.headers, ["编号", "监护人电话"]);
    assert_eq!(read.rows, [(4, vec!["1".into(), "无".into()]), (6, vec!["2".into(), String::new()])]);
    assert_eq!(read.notices, ["title-rows"]);
}

#[test]
fn the_sheet_is_the_named_one_or_the_first_with_data() {
    let bytes = workbook(|workbook| {
        workbook.add_worksheet().set_name("empty").unwrap();
        workbook
            .add_worksheet()
            .set_name("hidden")
            .unwrap()
            .set_hidden(true)
            .write_string(0, 0, "h")
            .unwrap();
        workbook.add_worksheet().set_name("甲村").unwrap().write_string(0, 0, "a").unwrap();
        workbook.add_worksheet().set_name("乙村").unwrap().write_string(0, 0, "b").unwrap();
    });
    let named = |name: &str| Options { sheet: Some(name.into()), ..Options::default() };
    let first = read(bytes.clone());
    assert_eq!((first.headers, first.notices), (vec!["a".to_owned()], vec!["other-sheets"]));
    assert_eq!(read_with(bytes.clone(), &named("乙村")).headers, ["b"]);
    assert_eq!(read_with(bytes.clone(), &named("4")).headers, ["b"]);
    assert_eq!(refused(bytes.clone(), &named("丙村")).code, "sheet-missing");
    assert_eq!(refused(bytes, &named("empty")).code, "no-header");
    assert_eq!(
        refused(workbook(|workbook| _ = workbook.add_worksheet()), &Options::default()).code,
        "no-header"
    );
}

#[test]
fn a_damaged_workbook_is_an_error_wherever_it_is_cut() {
    let bytes = sheet(&[&["k", "n"], &["1", "a"], &["2", "b"]]);
    for length in (4..bytes.len() - 30).step_by(97) {
        assert_eq!(refused(&bytes[..length], &Options::default()).code, "damaged-workbook", "{length}");
    }
}

#[test]
fn flipped_bytes_never_lose_rows_in_silence() {
    let rows: Vec<Vec<String>> = (0..50).map(|row| vec![format!("k{row}"), format!("n{row}")]).collect();
    let rows: Vec<Vec<&str>> = rows.iter().map(|row| row.iter().map(String::as_str).collect()).collect();
    let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
    let bytes = sheet(&rows);
    for at in (0..bytes.len()).step_by(53) {
        let mut bytes = bytes.clone();
        bytes[at] ^= 0x55;
        if let Ok(rows) = open(Source::Reader(Box::new(Cursor::new(bytes))), &Options::default()) {
            let read = drain(rows);
            let told = read.faults.iter().any(|fault| fault.rest_unread);
            assert!(told || read.rows.len() + read.faults.len() == 49, "byte {at}: {}", read.rows.len());
        }
    }
}

#[test]
fn many_rows_travel_in_batches() {
    let rows: Vec<Vec<String>> = (0..5000).map(|row| vec![row.to_string(), "x".into()]).collect();
    let rows: Vec<Vec<&str>> = rows.iter().map(|row| row.iter().map(String::as_str).collect()).collect();
    let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
    let read = read(sheet(&rows));
    assert_eq!(read.lines(), (2..=5000).collect::<Vec<_>>());
}

#[test]
fn a_cell_that_cannot_be_read_costs_every_row_it_may_stand_in() {
    let bytes = workbook(|workbook| {
        let sheet = workbook.add_worksheet();
        for row in (0..14).chain(16..18) {
            sheet.write_string(row, 0, "k").unwrap().write_string(row, 1, "n").unwrap();
        }
        // An error that calamine does not know, as it does not know #SPILL!: first in its row, last in its row,
        // and alone.
        let error = || Formula::new("=X").set_result("#GETTING_DATA");
        sheet.write_formula(4, 0, error()).unwrap();
        sheet.write_formula(10, 1, error()).unwrap();
        sheet.write_formula(14, 0, error()).unwrap().write_blank(14, 1, &CellFormat::new()).unwrap();
    });
    let read = read(bytes);
    assert_eq!(read.lines(), [2, 3, 6, 7, 8, 9, 10, 13, 18]);
    assert_eq!(read.codes(), [4, 5, 11, 12, 14, 15, 16, 17].map(|line| (line, "unreadable-cell")));
}
