//! One child at a time: the verdict, the assessment, JSON in and out, loading the policy. Beside each figure stands
//! what a user would write instead, in the same run: the same rules for one child as plain Rust would be another copy
//! of the rules, so the alternative measured here is the least any host must do anyway, parsing and writing the JSON.

use criterion::{Criterion, criterion_group, criterion_main};
use hutong::vocabulary::{Part, columns};
use hutong::{Child, Detail, Policy, Scratch};
use std::hint::black_box;

/// A made-up child with every fact known: left behind, one missing fact short of nothing.
fn settled() -> Child {
    let json = include_str!("settled.json");
    serde_json::from_str(json).unwrap_or_default()
}

/// The same child with every tenth fact blank.
fn with_blanks() -> Child {
    let settled = settled();
    let mut child = Child::default();
    for index in (0..columns().len()).filter(|index| index % 10 != 0) {
        let text = settled.text(index).into_owned();
        if !text.is_empty() {
            let _ = child.set_text(index, &text);
        }
    }
    child
}

fn one_child(criterion: &mut Criterion) {
    let Ok(policy) = Policy::builtin("puning-2024") else { return };
    let Ok(as_of) = "2026-11-01".parse() else { return };
    let assessor = policy.at(as_of);
    let mut scratch = Scratch::default();
    for (name, child) in
        [("settled", settled()), ("with blanks", with_blanks()), ("nothing known", Child::default())]
    {
        let mut group = criterion.benchmark_group(name);
        group.bench_function("verdict", |bencher| {
            bencher.iter(|| assessor.verdict(black_box(&child), &mut scratch).levels());
        });
        group.bench_function("assessment with reasons", |bencher| {
            bencher.iter(|| assessor.assess_in(black_box(&child), Detail::Reasons, &mut scratch));
        });
        group.bench_function("with what would change and what to ask", |bencher| {
            bencher.iter(|| assessor.assess_in(black_box(&child), Detail::Everything, &mut scratch));
        });
        let json = serde_json::to_string(&child).unwrap_or_default();
        group.bench_function("JSON in, JSON out", |bencher| {
            bencher.iter(|| {
                let child: Child = serde_json::from_str(black_box(&json)).unwrap_or_default();
                assessor.assess_in(&child, Detail::Reasons, &mut scratch).to_json()
            });
        });
        let written = assessor.assess(&child).to_json();
        group.bench_function("JSON alone: read the record, write as many bytes", |bencher| {
            bencher.iter(|| {
                let child: serde_json::Value = serde_json::from_str(black_box(&json)).unwrap_or_default();
                (child, serde_json::to_string(black_box(&written)))
            });
        });
        group.finish();
    }
}

fn loading(criterion: &mut Criterion) {
    let text = Policy::builtin_text("puning-2024").unwrap_or_default();
    let mut group = criterion.benchmark_group("policy");
    group.bench_function("load and check", |bencher| bencher.iter(|| Policy::from_toml(black_box(text))));
    group.bench_function("TOML alone", |bencher| bencher.iter(|| black_box(text).parse::<toml::Table>()));
    if let Ok(policy) = Policy::builtin("puning-2024") {
        group.bench_function("put on a day", |bencher| {
            bencher.iter(|| {
                policy.at(black_box(chrono::NaiveDate::from_ymd_opt(2026, 11, 1).unwrap_or_default()))
            });
        });
    }
    group.finish();
}

criterion_group!(benches, one_child, loading);
criterion_main!(benches);
