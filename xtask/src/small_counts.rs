//! `cargo xtask small-counts`: random tables of the form, published, against the solver z3: it must not tell any hidden
//! number to within less than the threshold, from the table or with the one published before.

use crate::township::Random;
use crate::{root, run};
use hutong::Policy;
use hutong::form::{FilledNumbers, FormCell, Published};
use serde_json::{Map, Value, json};
use std::fmt::Write as _;

const POLICY: &str = "puning-2024";
/// The seed of the tables: the same ones each time.
const SEED: u64 = 35;

/// Publishes so many random tables, every second one after a release before it, and asks the solver about each.
pub(crate) fn against_a_solver(tables: usize) -> Result<(), String> {
    let policy = Policy::builtin(POLICY).map_err(|error| error.to_string())?;
    let mut random = Random::new(SEED);
    let mut lines = String::new();
    for number in 0..tables {
        let first = table(&policy, &mut random, None);
        let release = policy.published(&first, None).map_err(|error| error.to_string())?;
        let (published, before) = if number % 2 == 0 {
            (release, FilledNumbers::empty(&policy))
        } else {
            // Some rows of the next period are those of the one before.
            let before = shown(&policy, &release);
            let next = table(&policy, &mut random, Some(&first));
            (policy.published(&next, Some(&before)).map_err(|error| error.to_string())?, before)
        };
        let _ = writeln!(lines, "{}", case(&policy, &published, &before));
    }
    let folder = root().join("target/proof");
    std::fs::create_dir_all(&folder).map_err(|error| error.to_string())?;
    let file = folder.join("small-counts.jsonl");
    std::fs::write(&file, lines).map_err(|error| format!("{}: {error}", file.display()))?;
    let environment = folder.join("z3");
    let python = environment.join("bin/python").display().to_string();
    if !environment.join("bin/python").exists() {
        run::program("python3", &["-m", "venv", &environment.display().to_string()])?;
        run::program(
            &python,
            &["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "z3-solver==5.4.1.0"],
        )?;
    }
    let script = root().join("proof/small_counts.py").display().to_string();
    run::program(&python, &[&script, &file.display().to_string()])
}

/// A table with many small numbers, zeros and a few large ones; half of its rows as in another table, if there is one.
fn table(policy: &Policy, random: &mut Random, like: Option<&FilledNumbers>) -> FilledNumbers {
    let mut numbers = FilledNumbers::empty(policy);
    let mut subtotals = vec![0u64; policy.source().levels.len()];
    for row in 0..policy.form_rows().len() {
        let most = [0, 3, 8, 60][random.between(0, 3) as usize];
        let count = random.between(0, most);
        let of_which = if random.in_thousand(300) { count } else { random.between(0, count) };
        let drawn = (u64::from(count), u64::from(of_which));
        let same = like.filter(|_| random.in_thousand(500));
        let get = |cell| same.and_then(|like| like.get(cell));
        let count = get(FormCell::Row(row)).unwrap_or(drawn.0);
        numbers.set(FormCell::Row(row), count);
        numbers.set(FormCell::OfWhich(row), get(FormCell::OfWhich(row)).unwrap_or(drawn.1));
        if let Some(subtotal) = policy.form_level_of(row).and_then(|level| subtotals.get_mut(level)) {
            *subtotal += count;
        }
    }
    for (level, subtotal) in subtotals.iter().enumerate() {
        numbers.set(FormCell::Subtotal(level), *subtotal);
    }
    numbers.set(FormCell::Total, subtotals.iter().sum());
    numbers
}

/// A published table as the next one finds it: without the hidden numbers.
fn shown(policy: &Policy, published: &Published) -> FilledNumbers {
    let mut numbers = FilledNumbers::empty(policy);
    for (cell, number) in &published.shown {
        numbers.set(*cell, *number);
    }
    numbers
}

/// What the solver is given: the rows, what is shown now and before, and what must stay hidden.
fn case(policy: &Policy, published: &Published, before: &FilledNumbers) -> Value {
    let ids = |cells: &std::collections::BTreeSet<FormCell>| -> Vec<String> {
        cells.iter().map(|cell| cell.id(policy)).collect()
    };
    let rows: Vec<Value> = policy.form_rows().iter().map(|row| json!([row.id, row.level])).collect();
    let now: Map<String, Value> =
        published.shown.iter().map(|(cell, number)| (cell.id(policy), (*number).into())).collect();
    let cells = FilledNumbers::cells(policy).into_iter();
    let before: Map<String, Value> =
        cells.filter_map(|cell| Some((cell.id(policy), before.get(cell)?.into()))).collect();
    let threshold = policy.source().form.as_ref().and_then(|form| form.publication.as_ref());
    json!({
        "threshold": threshold.map_or(0, |rule| rule.hide_below),
        "rows": rows,
        "shown": now,
        "before": before,
        "hidden": ids(&published.hidden),
        "told_before": ids(&published.told_before),
    })
}
