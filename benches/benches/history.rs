//! Histories: a table of contacts row by row, the JSON of one history, and the check that puts it in order. Beside each
//! figure stands the least any host must do anyway: splitting the text into cells, parsing the JSON.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use csv::StringRecord;
use hutong::history::{Entry, EntryKind, EntryPlan, History};
use hutong::schedule::{Figures, Keep};
use hutong::{Child, Detail, Policy, Renamed, Scratch};
use std::fmt::Write as _;
use std::hint::black_box;

const ROWS: usize = 10_000;
const HEADERS: [&str; 5] = ["儿童编号", "走访日期", "走访方式", "走访人身份", "走访人编号"];

/// Made-up contacts as CSV: `plain` in our own spellings, else as offices write them.
fn contacts(plain: bool, with_worker: bool) -> String {
    let mut text = String::new();
    for row in 0..ROWS {
        let (month, day) = (row % 9 + 1, row % 28 + 1);
        let worker = if with_worker { "w-1203" } else { "" };
        let (kind, by) = match (plain, row % 3) {
            (true, 0) => ("contact", "social-worker"),
            (true, _) => ("home-visit", "child-director"),
            (false, 0) => ("电话联系", "社工"),
            (false, _) => ("上门走访", "儿童主任"),
        };
        let _ = if plain {
            writeln!(text, "c{row:08},2026-{month:02}-{day:02},{kind},{by},{worker}")
        } else {
            writeln!(text, "c{row:08},2026/{month}/{day},{kind},{by},{worker}")
        };
    }
    text
}

/// Splits the text and hands on the cells of each row; how many rows there were.
fn split(text: &str, mut each: impl FnMut(&[&str; HEADERS.len()]) -> bool) -> usize {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    let (mut record, mut rows) = (StringRecord::new(), 0);
    while reader.read_record(&mut record).unwrap_or_default() {
        let cells = std::array::from_fn(|cell| record.get(cell).unwrap_or_default());
        rows += usize::from(each(&cells));
    }
    rows
}

fn rows(criterion: &mut Criterion) {
    let headers = HEADERS.map(String::from);
    let plan = EntryPlan::new(EntryKind::Contacts, &headers, |_| Renamed::Unmentioned);
    for (name, text) in [
        ("contacts in our spellings", contacts(true, false)),
        ("contacts with a worker", contacts(true, true)),
        ("contacts as offices write them", contacts(false, true)),
    ] {
        let read = |cells: &[&str; HEADERS.len()]| plan.read(black_box(cells)).entry.is_some();
        assert_eq!(split(&text, read), ROWS, "every row is an entry");
        let mut group = criterion.benchmark_group(name);
        group.throughput(Throughput::Elements(ROWS as u64));
        group.bench_function("CSV split and read", |bencher| bencher.iter(|| split(black_box(&text), read)));
        group.bench_function("CSV split alone", |bencher| {
            bencher.iter(|| split(black_box(&text), |cells| !black_box(cells).is_empty()));
        });
        group.finish();
    }
}

/// Ten years of one child: a level a year, a visit and a contact a month.
fn ten_years() -> History {
    let mut history = History::default();
    let level = |year: usize| ["yellow", "green"][year % 2];
    for year in 0..10 {
        let plan = EntryPlan::new(EntryKind::Levels, &["key", "level", "from"].map(String::from), |_| {
            Renamed::Unmentioned
        });
        let first = format!("{}-01-01", 2016 + year);
        if let Some(entry) = plan.read(&["made-up", level(year), &first]).entry {
            entry.push_into(&mut history);
        }
    }
    let plan = EntryPlan::new(EntryKind::Contacts, &["key", "on", "kind", "by"].map(String::from), |_| {
        Renamed::Unmentioned
    });
    for month in 0..120 {
        let (year, month) = (2016 + month / 12, month % 12 + 1);
        for (day, kind) in [(10, "home-visit"), (20, "contact")] {
            let on = format!("{year}-{month:02}-{day}");
            let row = plan.read(&["made-up", &on, kind, "social-worker"]).entry;
            if let Some(entry @ Entry::Contact(_)) = row {
                entry.push_into(&mut history);
            }
        }
    }
    history
}

fn one_history(criterion: &mut Criterion) {
    let Ok(policy) = Policy::builtin("puning-2024") else { return };
    let Ok(as_of) = "2026-11-01".parse() else { return };
    let history = ten_years();
    let json = serde_json::to_string(&history).unwrap_or_default();
    assert_eq!(History::read_json(&json).history, history);
    let mut group = criterion.benchmark_group("ten years of one child");
    group.bench_function("check", |bencher| bencher.iter(|| black_box(&history).check(&policy, as_of)));
    let scheduler = policy.scheduler(as_of);
    let timeline = history.check(&policy, as_of).timeline;
    assert!(scheduler.ledger(&timeline).duties().iter().map(|duty| duty.windows.len()).sum::<usize>() > 60);
    group.bench_function("ledger", |bencher| bencher.iter(|| scheduler.ledger(black_box(&timeline))));
    group.bench_function("check and ledger", |bencher| {
        bencher.iter(|| scheduler.ledger(&black_box(&history).check(&policy, as_of).timeline));
    });
    group.bench_function("JSON with every fault told", |bencher| {
        bencher.iter(|| History::read_json(black_box(&json)));
    });
    group.bench_function("JSON by its types alone", |bencher| {
        bencher.iter(|| serde_json::from_str::<History>(black_box(&json)));
    });
    group.finish();
}

/// A child of a province as one line of JSON: a whole record, a level and twenty contacts.
fn province_line(number: usize) -> String {
    let child = include_str!("settled.json").trim();
    let mut contacts = String::new();
    for contact in 0..20 {
        let (year, month, day) = (2025 + contact / 12, contact % 12 + 1, (number + contact) % 28 + 1);
        let comma = if contact == 0 { "" } else { "," };
        let _ = write!(
            contacts,
            r#"{comma}{{"on":"{year}-{month:02}-{day:02}","kind":"home-visit","by":"child-director"}}"#
        );
    }
    format!(
        r#"{{"child":{child},"history":{{"levels":[{{"level":"yellow","from":"2025-01-01"}}],"contacts":[{contacts}]}}}}"#
    )
}

/// The work on each child of a province, beside the reading of its line.
fn province(criterion: &mut Criterion) {
    const CHILDREN: usize = 1_000;
    let Ok(policy) = Policy::builtin("puning-2024") else { return };
    let Ok(as_of) = "2026-11-01".parse() else { return };
    let lines: Vec<String> = (0..CHILDREN).map(province_line).collect();
    let read = |line: &str| -> (Child, History) {
        let both: serde_json::Map<String, serde_json::Value> = serde_json::from_str(line).unwrap_or_default();
        let part = |name: &str| both.get(name).cloned().unwrap_or_default();
        let child = serde_json::from_value(part("child")).unwrap_or_default();
        (child, serde_json::from_value(part("history")).unwrap_or_default())
    };
    let children: Vec<(Child, History)> = lines.iter().map(|line| read(line)).collect();
    let (assessor, scheduler) = (policy.at(as_of), policy.scheduler(as_of));
    let mut group = criterion.benchmark_group("a child of a province, twenty contacts");
    group.throughput(Throughput::Elements(CHILDREN as u64));
    group.bench_function("assessment, check, ledger and figures", |bencher| {
        let mut scratch = Scratch::default();
        bencher.iter(|| {
            let mut figures = Figures::new(Keep::Nothing);
            for (child, history) in &children {
                let assessment = assessor.assess_in(child, Detail::Reasons, &mut scratch);
                let ledger = scheduler.ledger_with(&history.check(&policy, as_of).timeline, &assessment);
                figures.add(&ledger, &"a village".into(), &"w-1".into());
            }
            figures.all()
        });
    });
    let bytes = lines.iter().map(String::len).sum::<usize>() as u64;
    group.throughput(Throughput::Bytes(bytes));
    group.bench_function("reading the lines as plain JSON alone", |bencher| {
        bencher.iter(|| {
            for line in &lines {
                black_box(serde_json::from_str::<serde_json::Value>(black_box(line)).is_ok());
            }
        });
    });
    group.finish();
}

criterion_group!(benches, rows, one_history, province);
criterion_main!(benches);
