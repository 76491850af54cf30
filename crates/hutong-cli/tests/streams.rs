//! Long input, closed pipes, limited memory: what happens at the edges of a run.
#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "helpers of tests")]

mod common;

use std::io::{Read, Write};
use std::process::{Child, ChildStdin, Command, Stdio};

use common::{AS_OF, Folder, Record, Run, Running, command, csv};

/// A run under a limit of address space, fed by a closure.
fn with_little_memory(kilobytes: u32, more: &str, feed: impl FnOnce(&mut dyn Write) + Send + 'static) -> Run {
    let script = format!(
        "ulimit -v {kilobytes}; MALLOC_ARENA_MAX=2 exec {} assess - --as-of 2026-11-01 --language en {more}",
        env!("CARGO_BIN_EXE_hutong")
    );
    Running::start(Command::new("sh").args(["-c", &script]), feed).end()
}

#[test]
fn memory_does_not_grow_with_the_file() {
    // 160 MB through 200 MB of address space, most of which the program itself and its threads take.
    let run = with_little_memory(200_000, "", |out| {
        let _ = out.write_all("编号,出生日期,辍学,备注\n".as_bytes());
        let filler = "x".repeat(8000);
        for number in 0..20_000 {
            let _ = writeln!(out, "child-{number},2015-01-01,否,{filler}");
        }
    });
    run.ends(0).shows(&["20000 rows in = 20000 answered + 0 rejected"]);
}

#[test]
fn a_line_larger_than_memory_costs_that_line_alone() {
    let run = with_little_memory(200_000, "", |out| {
        let _ = out.write_all("编号,出生日期,辍学\na,2015-01-01,是\nb,2015-01-01,".as_bytes());
        let block = vec![b'x'; 1 << 20];
        for _ in 0..300 {
            let _ = out.write_all(&block);
        }
        let _ = out.write_all("\nc,2015-01-01,是\n".as_bytes());
    });
    run.ends(1).shows(&["record-too-long", "3 rows in = 2 answered + 1 rejected"]);
}

#[test]
fn a_closed_pipe_ends_quietly() {
    let records: Vec<Record> = (0..2000).map(|number| Record::settled(&number.to_string())).collect();
    let input = csv(&records).into_bytes();
    for format in ["jsonl", "csv", "json", "table"] {
        let mut command = command(&[&["assess", "-", "--format", format], &AS_OF[..]].concat());
        let bytes = input.clone();
        let mut running = Running::start(&mut command, move |stdin| drop(stdin.write_all(&bytes)));
        let mut stdout = running.stdout();
        let mut first = [0; 16];
        stdout.read_exact(&mut first).unwrap();
        drop(stdout);
        let run = running.end();
        let messages = &run.stderr;
        assert!(!messages.contains("panic") && !messages.contains("cannot-write"), "{format}: {messages}");
        assert_eq!(run.status, 0, "{format}: {messages}");
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

/// A run that may write files of so many kilobytes only, as on a disk that fills up.
fn with_little_disk(kilobytes: u32, arguments: &[&str]) -> Run {
    let limited = format!("trap '' XFSZ; ulimit -f {kilobytes}; exec \"$0\" \"$@\"");
    let mut shell = Command::new("bash");
    shell.args(["-c", &limited, env!("CARGO_BIN_EXE_hutong")]).args(arguments);
    Running::start(&mut shell, |_| ()).end()
}

#[test]
fn a_disk_that_fills_up_leaves_the_old_file_and_nothing_else() {
    let folder = Folder::new();
    let records: Vec<Record> =
        (0..3000).map(|number| Record::settled(&format!("child-{number:06}"))).collect();
    let children = folder.write("children.csv", csv(&records));
    let runs: [(&str, &[&str]); 5] = [
        ("out.csv", &["assess", &children, "--format", "csv"]),
        ("out.xlsx", &["assess", &children, "--format", "xlsx"]),
        ("clean.csv", &["import", &children, "--format", "csv"]),
        ("clean.xlsx", &["import", &children, "--format", "xlsx"]),
        ("form.xlsx", &["form", "fill", &children, "--format", "xlsx"]),
    ];
    for (name, arguments) in runs {
        let out = folder.write(name, "old");
        let before = folder.list();
        let run = with_little_disk(4, &[arguments, &AS_OF[..], &["--output", &out]].concat());
        run.ends(2).says(&["cannot-write"]);
        assert_eq!((folder.read(name).as_str(), folder.list()), ("old", before), "{name}");
        common::hutong(&[arguments, &AS_OF[..], &["--output", &out]].concat()).ends(0);
        assert!(std::fs::metadata(&out).unwrap().len() > 4096, "{name}: it needs more room than there was");
    }
}

/// A run that has begun to write beside `out` and waits for more rows.
fn half_way(folder: &Folder, out: &str) -> (Child, ChildStdin) {
    let mut child = command(&[&["assess", "-", "--format", "csv", "--output", out], &AS_OF[..]].concat())
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    // More than the reader waits for before it begins.
    let row = format!("child,2015-01-01,{}\n", "x".repeat(1000));
    stdin.write_all("编号,出生日期,备注\n".as_bytes()).unwrap();
    let before = folder.list().len();
    while folder.list().len() == before {
        stdin.write_all(row.as_bytes()).unwrap();
    }
    (child, stdin)
}

#[test]
fn an_interrupted_run_leaves_the_old_file_and_nothing_else() {
    for signal in ["INT", "TERM", "HUP"] {
        let folder = Folder::new();
        let out = folder.write("out.csv", "old");
        let (child, stdin) = half_way(&folder, &out);
        assert_eq!(folder.list().len(), 2, "it is under way");
        let sent = Command::new("kill").args(["-s", signal, &child.id().to_string()]).status().unwrap();
        assert!(sent.success());
        let output = child.wait_with_output().unwrap();
        drop(stdin);
        assert_eq!(folder.list(), ["out.csv"], "{signal}");
        assert_eq!(folder.read("out.csv"), "old");
        assert_eq!(output.status.code(), Some(130), "{signal}");
        assert!(String::from_utf8_lossy(&output.stderr).contains("Interrupted"), "{signal}");
    }
}

#[test]
fn what_a_killed_run_left_is_removed_by_the_next_to_the_same_output() {
    let folder = Folder::new();
    let out = folder.write("out.csv", "old");
    let (mut killed, _stdin) = half_way(&folder, &out);
    killed.kill().unwrap();
    killed.wait().unwrap();
    assert_eq!(folder.list().len(), 2, "nobody could remove it");
    assert_eq!(folder.read("out.csv"), "old");
    common::assess(&csv(&common::four()), &["--output", &folder.name("other.csv"), "--format", "csv"])
        .ends(0);
    assert_eq!(folder.list().len(), 3, "another output's is left alone");
    common::assess(&csv(&common::four()), &["--output", &out, "--format", "csv"]).ends(0);
    assert_eq!(folder.list(), ["other.csv", "out.csv"]);
}

#[test]
fn what_another_run_is_writing_or_somebody_else_wrote_is_left_alone() {
    let folder = Folder::new();
    let out = folder.write("out.csv", "old");
    for name in
        [".hutong-out.csv-notes.part", ".hutong-out.csv-abc123.part.bak", "hutong-out.csv-abc123.part"]
    {
        folder.write(name, "mine");
    }
    let (mut running, stdin) = half_way(&folder, &out);
    let while_running = folder.list();
    common::assess(&csv(&common::four()), &["--output", &out, "--format", "csv"]).ends(0);
    assert_eq!(folder.list(), while_running, "the other run's file and strangers' files are there");
    drop(stdin);
    assert_eq!(running.wait().unwrap().code(), Some(1), "it ends as if alone: its rows repeat one key");
    assert_eq!(folder.list().len(), 4);
}
