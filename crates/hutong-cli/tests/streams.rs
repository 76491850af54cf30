//! Long input, closed pipes, limited memory: what happens at the edges of a run.
#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "helpers of tests")]

mod common;

use std::io::{Read, Write};
use std::process::{Command, Stdio};

use common::{AS_OF, Record, command, csv};

/// A run under a limit of address space, fed by a closure.
fn with_little_memory(
    kilobytes: u32,
    more: &str,
    feed: impl FnOnce(&mut dyn Write) + Send + 'static,
) -> (i32, String) {
    let script = format!(
        "ulimit -v {kilobytes}; MALLOC_ARENA_MAX=2 exec {} assess - --as-of 2026-11-01 --language en {more}",
        env!("CARGO_BIN_EXE_hutong")
    );
    let mut child = Command::new("sh")
        .args(["-c", &script])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let feeder = std::thread::spawn(move || feed(&mut stdin));
    let output = child.wait_with_output().unwrap();
    feeder.join().unwrap();
    let text =
        String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    (output.status.code().unwrap_or(-1), text)
}

#[test]
fn memory_does_not_grow_with_the_file() {
    // 160 MB through 200 MB of address space, most of which the program itself and its threads take.
    let (status, text) = with_little_memory(200_000, "", |out| {
        let _ = out.write_all("编号,出生日期,辍学,备注\n".as_bytes());
        let filler = "x".repeat(8000);
        for number in 0..20_000 {
            let _ = writeln!(out, "child-{number},2015-01-01,否,{filler}");
        }
    });
    assert_eq!(status, 0, "{text}");
    assert!(text.contains("20000 rows in = 20000 answered + 0 rejected"), "{text}");
}

#[test]
fn a_line_larger_than_memory_costs_that_line_alone() {
    let (status, text) = with_little_memory(200_000, "", |out| {
        let _ = out.write_all("编号,出生日期,辍学\na,2015-01-01,是\nb,2015-01-01,".as_bytes());
        let block = vec![b'x'; 1 << 20];
        for _ in 0..300 {
            let _ = out.write_all(&block);
        }
        let _ = out.write_all("\nc,2015-01-01,是\n".as_bytes());
    });
    assert_eq!(status, 1, "{text}");
    assert!(
        text.contains("record-too-long") && text.contains("3 rows in = 2 answered + 1 rejected"),
        "{text}"
    );
}

#[test]
fn a_closed_pipe_ends_quietly() {
    let records: Vec<Record> = (0..2000).map(|number| Record::settled(&number.to_string())).collect();
    let input = csv(&records).into_bytes();
    for format in ["jsonl", "csv", "json", "table"] {
        let mut child = command(&[&["assess", "-", "--format", format], &AS_OF[..]].concat())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut stdin = child.stdin.take().unwrap();
        let bytes = input.clone();
        let feeder = std::thread::spawn(move || drop(stdin.write_all(&bytes)));
        let mut stdout = child.stdout.take().unwrap();
        let mut first = [0; 16];
        stdout.read_exact(&mut first).unwrap();
        drop(stdout);
        let output = child.wait_with_output().unwrap();
        feeder.join().unwrap();
        let messages = String::from_utf8_lossy(&output.stderr);
        assert!(!messages.contains("panic") && !messages.contains("cannot-write"), "{format}: {messages}");
        assert_eq!(output.status.code(), Some(0), "{format}: {messages}");
    }
}

#[test]
fn a_full_disk_is_told() {
    if !std::path::Path::new("/dev/full").exists() {
        return;
    }
    let run = common::assess(&csv(&common::four()), &["--output", "/dev/full"]);
    run.ends(2).says(&["cannot-write"]);
}

#[test]
fn an_interrupted_run_leaves_the_old_file() {
    let folder = common::Folder::new();
    let out = folder.write("out.csv", "old");
    let mut child = command(&[&["assess", "-", "--format", "csv", "--output", &out], &AS_OF[..]].concat())
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    // More than the reader waits for before it begins.
    let row = format!("child,2015-01-01,{}\n", "x".repeat(1000));
    stdin.write_all("编号,出生日期,备注\n".as_bytes()).unwrap();
    while folder.list().len() < 2 {
        stdin.write_all(row.as_bytes()).unwrap();
    }
    child.kill().unwrap();
    child.wait().unwrap();
    assert_eq!(folder.read("out.csv"), "old");
}
