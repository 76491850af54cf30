//! Telling formats apart, refusing what is no table, and input made of noise.

use std::path::Path;

use super::super::Format;
use super::*;

fn guess(name: &str, bytes: &[u8]) -> Result<Format, &'static str> {
    Format::guess(Some(Path::new(name)), bytes).map_err(|error| error.code)
}

#[test]
fn the_name_and_the_content_tell_the_format() {
    assert_eq!(guess("a.CSV", b"k,n\n"), Ok(Format::Csv));
    assert_eq!(guess("a.tsv", b"k\tn\n"), Ok(Format::Csv));
    assert_eq!(guess("a.xlsx", b"PK\x03\x04"), Ok(Format::Xlsx));
    assert_eq!(guess("a.json", b" [{}]"), Ok(Format::Json));
    assert_eq!(guess("a.json", b"{\"a\":1}\n{\"a\":2}\n"), Ok(Format::JsonLines));
    assert_eq!(guess("a.jsonl", b"{\"a\":1}\n"), Ok(Format::JsonLines));
    assert_eq!(guess("a", b"\xEF\xBB\xBF\n{\"a\":\n1}"), Ok(Format::Json));
    assert_eq!(guess("a.dat", b"k,n\n"), Ok(Format::Csv));
    assert_eq!(Format::guess(None, b"\xFF\xFE[\0").ok(), Some(Format::Json));
}

#[test]
fn a_name_that_the_content_denies_is_an_error() {
    for (name, bytes) in [
        ("a.xlsx", &b"k,n\n"[..]),
        ("a.csv", b"PK\x03\x04"),
        ("a.csv", b"[{}]"),
        ("a.json", b"PK\x03\x04"),
        ("a.jsonl", b"[{}]"),
        ("a.xls", b"k\tn\n"),
        ("a.xls", b"PK\x03\x04"),
    ] {
        assert_eq!(guess(name, bytes), Err("name-and-content-differ"), "{name}");
    }
    let xlsx = Options { format: Some(Format::Xlsx), ..Options::default() };
    assert_eq!(refused("k,n\n", &xlsx).code, "format-and-content-differ");
    let csv = Options { format: Some(Format::Csv), ..Options::default() };
    assert_eq!(refused(b"PK\x03\x04xxxx".to_vec(), &csv).code, "format-and-content-differ");
}

#[test]
fn what_is_no_table_is_named_and_told_what_to_do() {
    let ole = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec();
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    for (bytes, code) in [
        (Vec::new(), "empty-file"),
        (b"\xEF\xBB\xBF \r\n".to_vec(), "empty-file"),
        (ole.clone(), "old-workbook"),
        ([ole, name].concat(), "password-protected"),
        (b"PAR1\0\0".to_vec(), "columnar-file"),
        (b"ARROW1\0\0".to_vec(), "columnar-file"),
        (b"%PDF-1.7".to_vec(), "not-a-table"),
        (b"\r\n<html><table>".to_vec(), "not-a-table"),
        (b"k,n\n1,\0\n".to_vec(), "not-text"),
        (b"PK\x03\x04truncated".to_vec(), "damaged-workbook"),
    ] {
        let error = refused(bytes, &Options::default());
        assert_eq!(error.code, code);
        assert!(!error.zh.is_empty() && !error.en.is_empty());
    }
}

#[test]
fn a_file_is_opened_by_its_path() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("children.csv");
    std::fs::write(&path, "k\n1\n").unwrap();
    let mut rows = open(Source::Path(path), &Options::default()).unwrap();
    assert_eq!(rows.bytes_total(), Some(4));
    assert_eq!(rows.next_row(&mut Row::default()), Some(Ok(())));
    assert_eq!(rows.bytes_read(), 4);
    let code =
        |path: &Path| open(Source::Path(path.into()), &Options::default()).err().map(|error| error.code);
    assert_eq!(code(folder.path()), Some("directory"));
    assert_eq!(code(&folder.path().join("none.csv")), Some("cannot-open"));
}

#[test]
fn no_message_repeats_what_stands_in_the_file() {
    let bytes = "secret1,secret2\n\"secret3\"x,\nsecret4,secret5,secret6\n\"secret7,\n";
    let read = read(bytes);
    assert_eq!(read.faults.len(), 3);
    assert!(!format!("{:?}", read.faults).contains("secret"));
}

#[test]
fn noise_is_read_to_its_end_and_the_same_in_any_pieces() {
    let parts: [&[u8]; 20] = [
        b"\"",
        b"\"\"",
        b",",
        b";",
        b"\n",
        b"\r",
        b"\r\n",
        b"a",
        b" ",
        b"{",
        b"}",
        b"[",
        b"]",
        b":",
        b"\\",
        b"\xFF",
        b"\xC5\xAE",
        "村".as_bytes(),
        b"{\"a\":1}",
        b"xxxxxxxxxxxxxxxx",
    ];
    let mut seed = 11_u64;
    let mut next = |below: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        usize::try_from(seed >> 33).unwrap() % below
    };
    for round in 0..4000 {
        let start: &[u8] = [&b"k,n\n"[..], b"[", b"{\"a\":1}\n"][round % 3];
        let format = [Format::Csv, Format::Json, Format::JsonLines][round % 3];
        let mut bytes = start.to_vec();
        (0..next(60)).for_each(|_| bytes.extend(parts[next(parts.len())]));
        let options = Options { format: Some(format), ..limit(20) };
        let read = |source: Box<dyn Read>| match open(Source::Reader(source), &options) {
            Ok(rows) => format!("{:?}", drain(rows)),
            Err(error) => error.code.to_owned(),
        };
        // A quarter of a mebibyte in front makes the window end inside the noise.
        let edge = b"\n".repeat(256 * 1024 - 3 * start.len());
        let late = if format == Format::Csv && round % 20 == 0 {
            [start, &edge, &bytes[start.len()..]].concat()
        } else {
            bytes.clone()
        };
        let whole = read(Box::new(Cursor::new(late.clone())));
        assert_eq!(whole, read(Box::new(Drops(Cursor::new(late.clone())))));
        if round % 20 > 0 {
            assert_eq!(whole, read(Box::new(Single(Cursor::new(late)))));
        }
    }
}

/// A pipe that gives one byte at a time.
struct Single(Cursor<Vec<u8>>);

impl Read for Single {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let one = into.len().min(1);
        self.0.read(&mut into[..one])
    }
}
