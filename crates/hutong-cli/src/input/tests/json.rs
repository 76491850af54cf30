//! JSON lists and JSON Lines.

use super::super::Format;
use super::*;

fn texts(outcome: &Outcome) -> Vec<&str> {
    outcome.texts.iter().map(|(_, text)| text.as_str()).collect()
}

fn lines_of(text: impl Into<Vec<u8>>, max_record_bytes: usize) -> Outcome {
    read_with(text, &Options { format: Some(Format::JsonLines), ..limit(max_record_bytes) })
}

#[test]
fn a_list_gives_its_objects_as_they_are_written() {
    let read = read(" [ {\"b\": 1, \"a\": \"]},{\\\"\"} ,\n{\"c\":[{}]}\n]\n");
    assert_eq!(texts(&read), ["{\"b\": 1, \"a\": \"]},{\\\"\"}", "{\"c\":[{}]}"]);
    assert_eq!(read.lines(), [1, 2]);
    assert!(read.headers.is_empty() && read.faults.is_empty());
}

#[test]
fn one_object_or_several_without_a_list_are_records() {
    assert_eq!(texts(&read("\u{FEFF}{\n \"a\": 1\n}\n")), ["{\n \"a\": 1\n}"]);
    assert_eq!(texts(&read("{\n\"a\":1}\n{\"b\":2} {\"c\":3}")), ["{\n\"a\":1}", "{\"b\":2}", "{\"c\":3}"]);
    assert_eq!(read("[]").texts.len(), 0);
}

#[test]
fn an_element_that_is_no_object_costs_itself() {
    let read = read("[1, {\"a\":1}, \"x,]\", null, [{\"b\":2}], {\"c\":3}]");
    assert_eq!(texts(&read), ["{\"a\":1}", "{\"c\":3}"]);
    assert_eq!(read.lines(), [2, 6]);
    assert_eq!(read.codes(), [1, 3, 4, 5].map(|line| (line, "not-an-object")));
}

#[test]
fn broken_syntax_ends_the_list_after_the_rows_before_it() {
    for text in [
        "[{\"a\":1},\n{\"b\":2,,},{\"c\":3}]",
        "[{\"a\":1},\n{\"b\":2",
        "[{\"a\":1},\n]",
        "[{\"a\":1}\n{\"b\":2}]",
        "[{\"a\":1}\n",
        "[{\"a\":1}]\n[{\"b\":2}]",
        "[{\"a\":1},\n{\"b\":\"x\"y\"},{\"c\":\"z\"}]",
    ] {
        let read = read(text);
        assert_eq!(texts(&read), ["{\"a\":1}"], "{text}");
        assert_eq!(read.codes(), [(2, "broken-json")], "{text}");
        assert!(
            read.faults[0].rest_unread && read.faults[0].en.contains("line 2"),
            "{text}: {}",
            read.faults[0].en
        );
    }
}

#[test]
fn a_long_or_badly_encoded_element_costs_itself() {
    let long = format!("[{{\"a\":1}},{{\"b\":\"{}\"}},{{\"c\":3}}]", "x".repeat(3 << 20));
    let long = read_with(long, &limit(1000));
    assert_eq!((texts(&long), long.codes()), (vec!["{\"a\":1}", "{\"c\":3}"], vec![(2, "record-too-long")]));
    let bad = read(b"[{\"n\":\"\xE6\x9D\x91\xE6\x9D\x91\"},{\"n\":\"\xFF\"},{\"c\":3}]".to_vec());
    assert_eq!((bad.lines(), bad.codes()), (vec![1, 3], vec![(2, "encoding")]));
}

#[test]
fn in_json_lines_a_broken_line_costs_itself() {
    let read =
        lines_of("{\"a\":1}\n\n{\"b\":\n[2]\r\n  {\"c\":3}\r\n{\"d\":4} {\"e\":5}\n{\"f\":6}", 1 << 20);
    assert_eq!(texts(&read), ["{\"a\":1}", "{\"c\":3}", "{\"f\":6}"]);
    assert_eq!(read.lines(), [1, 5, 7]);
    assert_eq!(read.codes(), [(3, "broken-json"), (4, "not-an-object"), (6, "broken-json")]);
    assert!(read.faults.iter().all(|fault| !fault.rest_unread));
}

#[test]
fn in_json_lines_a_long_or_badly_encoded_line_costs_itself() {
    let mut bytes =
        format!("{{\"a\":\"村村\"}}\n{{\"b\":\"{}\"}}\n{{\"c\":3}}\n", "x".repeat(3 << 20)).into_bytes();
    bytes.extend(b"{\"d\":\"\xFF\"}\n{\"e\":5}");
    let read = lines_of(bytes, 1000);
    assert_eq!(read.lines(), [1, 3, 5]);
    assert_eq!(read.codes(), [(2, "record-too-long"), (4, "encoding")]);
}

#[test]
fn deep_nesting_is_only_text() {
    let deep = format!("[{{\"a\":{}{}}}]", "[".repeat(100_000), "]".repeat(100_000));
    assert_eq!(read(deep).texts.len(), 1);
}
