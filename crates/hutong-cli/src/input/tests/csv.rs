//! CSV: encodings, quotes, delimiters, headers, and what each kind of damage costs.

use hutong::import::HeaderRows;

use super::super::Encoding;
use super::*;

fn gb18030(text: &str) -> Vec<u8> {
    let (bytes, _, unmappable) = encoding_rs::GB18030.encode(text);
    assert!(!unmappable);
    bytes.into_owned()
}

#[test]
fn cells_stand_under_headers_with_their_line() {
    let read = read("key,风险\r\n1,红\r\n\r\n2, 黄　\r\n");
    assert_eq!(read.headers, ["key", "风险"]);
    assert_eq!(read.rows, [(2, vec!["1".into(), "红".into()]), (4, vec!["2".into(), "黄".into()])]);
    assert!(read.faults.is_empty() && read.notices.is_empty());
}

#[test]
fn byte_order_marks_decide_the_encoding() {
    let text = "key,姓名\n1,𬭎㛃\n";
    let utf16 = |to: fn(u16) -> [u8; 2]| -> Vec<u8> {
        format!("\u{FEFF}{text}").encode_utf16().flat_map(to).collect()
    };
    for bytes in [
        [&b"\xEF\xBB\xBF"[..], text.as_bytes()].concat(),
        utf16(u16::to_le_bytes),
        utf16(u16::to_be_bytes),
        [&b"\x84\x31\x95\x33"[..], &gb18030(text)].concat(),
    ] {
        let read = read(bytes);
        assert_eq!(read.headers, ["key", "姓名"]);
        assert_eq!(read.cells(), [["1", "𬭎㛃"]]);
        assert!(read.notices.is_empty());
    }
}

#[test]
fn text_that_is_not_utf8_is_gb18030_with_its_rare_characters() {
    let read = read(gb18030("编号,名\n1,𬭎\n2,㛃\n3,女\n"));
    assert_eq!(read.headers, ["编号", "名"]);
    assert_eq!(read.cells(), [["1", "𬭎"], ["2", "㛃"], ["3", "女"]]);
    assert_eq!(read.notices, ["read-as-gb18030"]);
}

#[test]
fn a_bad_byte_costs_its_row_alone_and_is_never_replaced() {
    let utf8 = read(["编号,备注\n1,甲\n2,".as_bytes(), &b"\xB0\n"[..], "3,乙\n".as_bytes()].concat());
    assert_eq!(utf8.cells(), [["1", "甲"], ["3", "乙"]]);
    assert_eq!(utf8.codes(), [(3, "encoding")]);

    let gb = read([gb18030("编号,备注\n1,甲\n2,"), b"\x81\n".to_vec(), gb18030("3,乙\n")].concat());
    assert_eq!(gb.cells(), [["1", "甲"], ["3", "乙"]]);
    assert_eq!(gb.codes(), [(3, "encoding")]);

    let mut utf16: Vec<u8> = "\u{FEFF}k\n1\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    utf16.extend([0x00, 0xD8, 0x0A, 0x00, 0x32, 0x00, 0x0A, 0x00]);
    let utf16 = read(utf16);
    assert_eq!(utf16.lines(), [2, 4]);
    assert_eq!(utf16.codes(), [(3, "encoding")]);
}

#[test]
fn a_bad_byte_far_beyond_the_window_costs_its_row_alone() {
    let mut bytes = b"key,note\n".to_vec();
    for _ in 0..40_000 {
        bytes.extend("1,村里的孩子\n".as_bytes());
    }
    bytes.extend(gb18030("2,村\n"));
    bytes.extend(b"3,x\n");
    let read = read(bytes);
    assert_eq!(read.rows.len(), 40_001);
    assert_eq!(read.codes(), [(40_002, "encoding")]);
}

#[test]
fn a_character_at_the_edge_of_the_window_is_whole() {
    let edge = 256 * 1024;
    for shift in 0..4 {
        let mut bytes = b"k\n".to_vec();
        bytes.resize(edge - shift, b'x');
        bytes.extend("村\n1\n".as_bytes());
        let read = read(bytes);
        assert!(read.faults.is_empty() && read.notices.is_empty());
        assert!(read.rows[0].1[0].ends_with("x村"));
        assert_eq!(read.rows.len(), 2);
    }
}

#[test]
fn a_named_encoding_is_used_and_wrong_bytes_are_still_faults() {
    let options = Options { encoding: Some(Encoding::Utf8), ..Options::default() };
    let read = read_with([&b"k,n\n1,"[..], &gb18030("村"), b"\n2,x\n"].concat(), &options);
    assert_eq!(read.codes(), [(2, "encoding")]);
    assert_eq!(read.lines(), [3]);
}

#[test]
fn quotes_hold_delimiters_line_breaks_and_quotes() {
    let read = read("k,n\n1,\"a,\r\n\"\"b\"\"\"\n\"2\" , \"c\"\n3,he said \"no\"\n4,\"\"");
    assert_eq!(read.cells(), [["1", "a,\r\n\"b\""], ["2", "c"], ["3", "he said \"no\""], ["4", ""]]);
    assert_eq!(read.lines(), [2, 4, 5, 6]);
}

#[test]
fn an_unclosed_quote_costs_one_line_and_never_joins_two_children() {
    // To the end of the file.
    let end = read("k,n\n1,\"open\n2,b\n3,c\n");
    assert_eq!(end.lines(), [3, 4]);
    assert_eq!(end.codes(), [(2, "unclosed-quote")]);
    // Up to the next quote, which would close it.
    let next = read("k,n,m\n1,\"open,x\n2,\"b\",y\n3,c,z\n");
    assert_eq!(next.cells(), [["2", "b", "y"], ["3", "c", "z"]]);
    assert_eq!(next.codes(), [(2, "stray-quote")]);
    // Closed by chance before a comma, betrayed by the loose quote after it.
    let chance = read("k,n,m\n1,\"open,x\n2,\",b\",y\n3,c,z\n");
    assert_eq!(chance.codes(), [(2, "stray-quote")]);
    assert_eq!(chance.rows.len() + chance.faults.len(), 3);
    // Beyond the limit, long before the end.
    let far = read_with(format!("k,n\n1,\"open\n{}", "2,b\n".repeat(1000)), &limit(100));
    assert_eq!(far.rows.len(), 1000);
    assert_eq!(far.codes(), [(2, "unclosed-quote")]);
}

#[test]
fn a_long_line_is_passed_over_within_its_memory() {
    for end in ["\n", "\r\n", "\r"] {
        let long = "x".repeat(3 << 20);
        let read = read_with(format!("k,n{end}1,a{end}2,{long}{end}3,c{end}"), &limit(1000));
        assert_eq!(read.lines(), [2, 4]);
        assert_eq!(read.codes(), [(3, "record-too-long")]);
    }
    let quoted = read_with(format!("k,n\n2,\"{}\"\n3,c\n", "x".repeat(3 << 20)), &limit(1000));
    assert_eq!((quoted.lines(), quoted.codes()), (vec![3], vec![(2, "record-too-long")]));
}

#[test]
fn the_limit_is_inclusive_and_the_same_wherever_the_bytes_break() {
    let at_limit = read_with(format!("k\n{}\n", "x".repeat(99)), &limit(100));
    assert!(at_limit.faults.is_empty());
    let over = read_with(format!("k\n{}\n", "x".repeat(100)), &limit(100));
    assert_eq!(over.codes(), [(2, "record-too-long")]);
}

#[test]
fn carriage_returns_alone_end_lines() {
    assert_eq!(read("k,n\r1,a\r2,b\r").lines(), [2, 3]);
}

#[test]
fn the_delimiter_is_told_from_the_header() {
    for (text, headers) in [
        ("a;b;c\n1;2;3\n", vec!["a", "b", "c"]),
        ("a\tb\n1\t2\n", vec!["a", "b"]),
        ("\"a;b;c\",d\n1,2\n", vec!["a;b;c", "d"]),
        ("k;note\n1;a, b, c\n2;d\n", vec!["k", "note"]),
        ("Report, 2024\na;b;c\n1;2;3\n", vec!["a", "b", "c"]),
        ("sep=;\na;b,c\n1;2\n", vec!["a", "b,c"]),
        ("only\n1\n", vec!["only"]),
    ] {
        assert_eq!(read(text).headers, headers, "{text}");
    }
    let options = Options { delimiter: Some(b'|'), ..Options::default() };
    assert_eq!(read_with("a|b,c\n1|2\n", &options).headers, ["a", "b,c"]);
}

#[test]
fn title_rows_are_passed_over_and_told() {
    let titled = read("农村留守儿童花名册,,\n\n2024年6月,,\n编号,姓名,村\n1,甲,乙\n");
    assert_eq!(titled.headers, ["编号", "姓名", "村"]);
    assert_eq!(titled.lines(), [5]);
    assert_eq!(titled.notices, ["title-rows"]);
}

#[test]
fn one_column_is_a_table_and_none_of_its_rows_is_a_title() {
    let short = read("k\n1\n2\n");
    assert_eq!((short.headers, short.rows.len()), (vec!["k".to_owned()], 2));
    let long = read(format!("k\n{}", "1\n".repeat(50)));
    assert_eq!((long.rows.len(), long.faults.len()), (50, 0));
}

#[test]
fn a_faulty_row_is_never_passed_over_in_the_search_for_the_header() {
    let one = read(b"k\n1\n\xFF\n3\n".to_vec());
    assert_eq!((one.lines(), one.codes()), (vec![2, 4], vec![(3, "encoding")]));
    let titled = b"Title\nk,\xFF\n1,a\n2,b\n".to_vec();
    assert_eq!(refused(titled, &Options::default()).code, "header-unreadable");
    assert_eq!(refused("k,\"n\n1,a\n", &Options::default()).code, "header-unreadable");
}

#[test]
fn a_named_header_row_is_taken_as_it_is() {
    let named =
        |row| Options { header_rows: Some(HeaderRows { first: row, last: row }), ..Options::default() };
    let second = read_with("Unit:,Town\nk,n\n1,a\n", &named(2));
    assert_eq!((second.headers.join("|"), second.lines()), ("k|n".into(), vec![3]));
    assert_eq!(refused("k\n1\n", &named(9)).code, "header-row-missing");
    assert_eq!(refused("k\n\n1\n", &named(2)).code, "header-row-missing");
}

#[test]
fn headers_are_cleaned_but_not_judged() {
    let read = read("\u{FEFF}　key ,\"监护人\n电话\",\"birth\ndate\",,key\n1,2,3,4,5\n");
    assert_eq!(read.headers, ["key", "监护人电话", "birth date", "", "key"]);
    assert_eq!(read.lines(), [4]);
}

#[test]
fn missing_cells_are_empty_and_content_beyond_the_headers_is_a_fault() {
    let read = read("a,b\n1\n1,2,,\n1,2,3\n,\n4,5\n");
    assert_eq!(read.cells(), [["1", ""], ["1", "2"], ["4", "5"]]);
    assert_eq!(read.codes(), [(4, "too-many-cells")]);
    assert_eq!(read.faults[0].columns, [3]);
    assert!(read.faults[0].en.contains("column C"));
}

#[test]
fn a_row_leaves_nothing_behind_in_the_next() {
    let read = read("a,b,c\n1,2,3\n4\n\"x\ny\",5,6,7\n8,9\n");
    assert_eq!(read.cells(), [["1", "2", "3"], ["4", "", ""], ["8", "9", ""]]);
}

#[test]
fn header_only_is_a_table_without_rows_and_blank_is_none() {
    assert_eq!(read("a,b\n").rows.len(), 0);
    assert_eq!(read("a,b").headers, ["a", "b"]);
    assert_eq!(refused(",,\n,,\n", &Options::default()).code, "no-header");
}

#[test]
fn a_read_error_ends_the_rows_with_a_fault() {
    let source = Breaks(Cursor::new([b"k\n".to_vec(), b"1\n".repeat(200_000)].concat()));
    let read = drain(open(Source::Reader(Box::new(source)), &Options::default()).unwrap());
    assert_eq!(read.rows.len(), 200_000);
    assert!(read.faults.len() == 1 && read.faults[0].rest_unread);
    // In the middle of a line that is passed over.
    let source = Breaks(Cursor::new([b"k\n1\n".to_vec(), vec![b'x'; 2 << 20]].concat()));
    let read = drain(open(Source::Reader(Box::new(source)), &limit(1000)).unwrap());
    assert_eq!(read.codes(), [(3, "record-too-long"), (4, "cannot-read")]);
}

#[test]
fn well_formed_tables_read_as_the_csv_crate_reads_them() {
    let parts = ["a", "", "\"", ",", "\n", "\r\n", ";", "村", "\"\"", "b c", "\t"];
    let mut seed = 7_u64;
    let mut next = |below: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        usize::try_from(seed >> 33).unwrap() % below
    };
    for _ in 0..300 {
        let table: Vec<Vec<String>> = (0..5)
            .map(|_| (0..3).map(|_| (0..next(4)).map(|_| parts[next(parts.len())]).collect()).collect())
            .collect();
        let mut writer = ::csv::Writer::from_writer(Vec::new());
        writer.write_record(["k", "l", "m"]).unwrap();
        for row in &table {
            writer.write_record(row).unwrap();
        }
        let bytes = writer.into_inner().unwrap();
        let expected: Vec<Vec<String>> = ::csv::Reader::from_reader(bytes.as_slice())
            .records()
            .map(|row| row.unwrap().iter().map(|cell| cell.trim().to_owned()).collect::<Vec<_>>())
            .filter(|row| row.iter().any(|cell| !cell.is_empty()))
            .collect();
        let options = Options {
            delimiter: Some(b','),
            header_rows: Some(HeaderRows { first: 1, last: 1 }),
            ..Options::default()
        };
        let read = read_with(bytes, &options);
        assert!(read.faults.is_empty());
        assert_eq!(read.rows.into_iter().map(|(_, cells)| cells).collect::<Vec<_>>(), expected);
    }
}
