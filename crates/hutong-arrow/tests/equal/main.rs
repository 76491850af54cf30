//! Column answers are single-record answers: generated children with blanks, every length around a word and a block,
//! slices, splits, threads, and every Arrow type that can hold a cell.

mod table;
mod told;

use arrow_array::RecordBatch;
use hutong::{Assessor, Policy, Renamed, TablePlan};
use hutong_arrow::{ColumnAssessor, Layout, Options, assess_many, flat_names};
use std::ops::ControlFlow;
use table::{Draw, Table};

fn policy() -> Policy {
    Policy::builtin("puning-2024").expect("it comes with the library")
}

fn columns<'p>(batch: &RecordBatch, assessor: &Assessor<'p>, layout: Layout) -> ColumnAssessor<'p> {
    let options = Options { layout, ..Options::default() };
    ColumnAssessor::new(&batch.schema(), assessor, &options).unwrap_or_else(|error| panic!("{error}"))
}

/// The answers by the single record, row by row.
fn one_by_one(batch: &RecordBatch, rows: &[Vec<String>], assessor: &Assessor<'_>) -> Vec<String> {
    let names = flat_names(&batch.schema());
    let plan = TablePlan::new(assessor.policy(), &names, |_| Renamed::Unmentioned);
    rows.iter()
        .map(|row| {
            let reading = plan.read(row, assessor.as_of());
            if reading.is_rejected() {
                return told::rejected(&reading);
            }
            told::by_record(&assessor.assess(&reading.child))
        })
        .collect()
}

fn check(table: &Table, policy: &Policy) {
    let assessor = policy.at(hutong_tests::records::as_of());
    let batch = table.batch();
    let wanted = one_by_one(&batch, &table.rows, &assessor);
    for layout in [Layout::Lists, Layout::Flags] {
        let mut columns = columns(&batch, &assessor, layout);
        let answered = columns.assess(&batch).unwrap_or_else(|error| panic!("{error}"));
        let got = told::by_columns(&answered, policy);
        for (row, (wanted, got)) in wanted.iter().zip(&got).enumerate() {
            assert_eq!(wanted, got, "row {row}: {:?}", table.told(row));
        }
        assert_eq!(wanted.len(), got.len());
    }
}

#[test]
fn whole_records_and_forgotten_ones() {
    let policy = policy();
    for seed in 0..8 {
        check(&Table::generated(&mut Draw::new(seed), 300), &policy);
    }
}

#[test]
fn every_length_around_a_word_and_a_block() {
    let policy = policy();
    for length in [0, 1, 2, 63, 64, 65, 511, 512, 513] {
        check(&Table::generated(&mut Draw::new(900 + length as u64), length), &policy);
    }
}

#[test]
fn several_blocks_by_slices_by_splits_and_by_threads() {
    let policy = policy();
    let assessor = policy.at(hutong_tests::records::as_of());
    let table = Table::generated(&mut Draw::new(77), 4_097);
    let batch = table.batch();
    let mut all = columns(&batch, &assessor, Layout::Lists);
    let whole = told::by_columns(&all.assess(&batch).expect("it is read"), &policy);
    for (first, length) in
        [(0, 4_095), (0, 4_096), (1, 4_096), (7, 130), (63, 65), (511, 2), (4_096, 1), (9, 0)]
    {
        let part = all.assess(&batch.slice(first, length)).expect("it is read");
        assert_eq!(told::by_columns(&part, &policy), whole[first..first + length], "{length} from {first}");
    }
    let parts: Vec<RecordBatch> = [(0, 1), (1, 700), (701, 0), (701, 3_000), (3_701, 396)]
        .map(|(from, count)| batch.slice(from, count))
        .into();
    for threads in [1, 2, 3] {
        let fresh = columns(&batch, &assessor, Layout::Lists);
        let mut go_on = |_| ControlFlow::Continue(());
        let answers = assess_many(&fresh, &parts, threads, &mut go_on).expect("they are read");
        let joined: Vec<String> =
            answers.iter().flat_map(|part| told::by_columns_at(part, &policy, None)).collect();
        let plain = told::by_columns_at(&all.assess(&batch).expect("it is read"), &policy, None);
        assert_eq!(joined, plain, "{threads} threads");
        let rows: Vec<usize> =
            answers.iter().flat_map(|part| part.faults.iter().map(|fault| fault.row)).collect();
        assert!(rows.is_sorted(), "rows of faults are counted over all batches");
    }
}

#[test]
fn cells_of_every_type_and_spelling_and_fault() {
    let policy = policy();
    for seed in 40..48 {
        check(&Table::wild(&mut Draw::new(seed), 400), &policy);
    }
}

#[test]
fn other_readings_answer_alike() {
    let policy = policy();
    for reading in &policy.source().readings {
        for alternative in reading.alternatives.iter().filter(|other| other.id != reading.chosen) {
            let other =
                policy.with_reading(&reading.id, &alternative.id).expect("an alternative of the policy");
            check(&Table::wild(&mut Draw::new(5), 120), &other);
        }
    }
}
