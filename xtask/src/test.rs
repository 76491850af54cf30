//! Everything that must hold before a change lands.

use crate::{frozen, pictures, prove, python, root, run, small_counts, township, wasm};
use hutong::Policy;
use std::path::Path;

/// Crates that the core may depend on, directly or not: serialisation, dates, errors, TOML, a hash. No clock, no
/// randomness, nothing of a browser.
const CORE_MAY_USE: &[&str] = &[
    "autocfg",
    "block-buffer",
    "cfg-if",
    "chrono",
    "const-oid",
    "cpufeatures",
    "crypto-common",
    "digest",
    "dyn-clone",
    "equivalent",
    "hashbrown",
    "hutong",
    "hybrid-array",
    "indexmap",
    "itoa",
    "libc",
    "memchr",
    "num-traits",
    "proc-macro2",
    "quote",
    "ref-cast",
    "ref-cast-impl",
    "ryu",
    "schemars",
    "schemars_derive",
    "serde",
    "serde_core",
    "serde_derive",
    "serde_derive_internals",
    "serde_json",
    "serde_spanned",
    "sha2",
    "syn",
    "thiserror",
    "thiserror-impl",
    "toml",
    "toml_datetime",
    "toml_parser",
    "typenum",
    "unicode-ident",
    "winnow",
    "zmij",
];

/// How many drawn children the engine and the reference must agree on in a test; `cargo xtask prove` takes more.
const CHILDREN_OF_TEST: usize = 2_000;

/// How many published tables the solver is asked of in a test; `cargo xtask small-counts` takes more.
const TABLES_OF_TEST: usize = 300;

/// `cargo xtask test`.
pub(crate) fn test() -> Result<(), String> {
    run::cargo(&["fmt", "--all", "--check"])?;
    run::cargo(&["clippy", "--workspace", "--all-targets", "--", "--deny", "warnings"])?;
    core_dependencies()?;
    generated_is_current()?;
    toml_is_read_by_python()?;
    run::cargo(&["test", "--workspace"])?;
    prove::quick(CHILDREN_OF_TEST)?;
    small_counts::against_a_solver(TABLES_OF_TEST)?;
    python::test()?;
    wasm::test(crate::RECORDS)?;
    // As it would be published, and built from that alone.
    run::cargo(&["package", "--package", "hutong", "--allow-dirty", "--quiet"])
}

/// Files that are generated and committed, with what they must contain.
pub(crate) fn generated() -> Result<Vec<(String, String)>, String> {
    let mut files = Vec::new();
    let cases = hutong_tests::cases()?;
    for (name, schema) in hutong::schema::all() {
        let text = serde_json::to_string_pretty(&schema).map_err(|error| error.to_string())?;
        files.push((format!("schemas/{name}"), text + "\n"));
    }
    for id in Policy::builtin_ids() {
        let policy = Policy::builtin(id).map_err(|error| error.to_string())?;
        let levels: Vec<&str> = policy.source().levels.iter().map(|level| level.id.as_str()).collect();
        let cases = hutong_tests::cases_by_rule(&cases, &levels);
        files.push((format!("docs/policies/{id}.md"), hutong::handbook::markdown(&policy, &cases)));
        files.push((format!("docs/policies/{id}.html"), hutong::handbook::html(&policy, &cases)));
        files.push((
            format!("docs/policies/{id}-matrix.md"),
            hutong::handbook::matrix_markdown(&policy, &cases),
        ));
    }
    files.extend(frozen::assessments(&cases)?);
    files.extend(pictures::pictures()?);
    Ok(files)
}

fn generated_is_current() -> Result<(), String> {
    println!("\n── generated files are current");
    let mut stale = Vec::new();
    for (path, text) in generated()? {
        if std::fs::read_to_string(root().join(&path)).ok().as_deref() != Some(&text) {
            stale.push(path);
        }
    }
    let fresh = root().join("target/generated-data");
    let told = |error: std::io::Error| format!("{}: {error}", fresh.display());
    std::fs::create_dir_all(&fresh).map_err(told)?;
    township::write(&fresh, township::CHILDREN, township::SEED).map_err(told)?;
    for entry in std::fs::read_dir(&fresh).map_err(|error| error.to_string())?.flatten() {
        let committed = root().join("examples/data").join(entry.file_name());
        if std::fs::read(entry.path()).ok() != std::fs::read(committed).ok() {
            stale.push(format!("examples/data/{}", entry.file_name().to_string_lossy()));
        }
    }
    if stale.is_empty() {
        return Ok(());
    }
    Err(format!("out of date: {}; run `cargo xtask generate` and commit what it writes", stale.join(", ")))
}

/// Every policy is TOML 1.0: Python's own reader takes it.
fn toml_is_read_by_python() -> Result<(), String> {
    let folder = root().join("crates/hutong/policies");
    let script = "import sys, tomllib\nfor path in sys.argv[1:]: tomllib.load(open(path, 'rb'))";
    let mut arguments = vec!["-c".to_owned(), script.to_owned()];
    for entry in std::fs::read_dir(&folder).map_err(|error| error.to_string())?.flatten() {
        if entry.path().extension() == Some(Path::new("toml").as_os_str()) {
            arguments.push(entry.path().display().to_string());
        }
    }
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    println!("\n── policies are TOML 1.0, by Python's reader");
    let status = std::process::Command::new("python3").args(&arguments).status();
    match status {
        Ok(status) if status.success() => Ok(()),
        Ok(_) => Err("a policy file is not TOML 1.0".into()),
        Err(error) => Err(format!("python3 cannot be run: {error}; the tests need Python 3.11 or later")),
    }
}

fn core_dependencies() -> Result<(), String> {
    println!("\n── what the core depends on");
    let arguments =
        ["tree", "--package", "hutong", "--edges", "normal", "--prefix", "none", "--format", "{lib}"];
    let output = std::process::Command::new(env!("CARGO")).args(arguments).current_dir(root()).output();
    let output = output.map_err(|error| format!("cargo tree cannot be run: {error}"))?;
    let text = String::from_utf8_lossy(&output.stdout).replace('_', "-");
    let may: Vec<String> = CORE_MAY_USE.iter().map(|name| name.replace('_', "-")).collect();
    let mut strangers: Vec<&str> = text
        .lines()
        .filter_map(|line| line.split_whitespace().next())
        .filter(|name| !may.iter().any(|known| known == name))
        .collect();
    strangers.sort_unstable();
    strangers.dedup();
    if output.status.success() && strangers.is_empty() {
        return Ok(());
    }
    Err(format!("the core depends on {}; a rules library does not expect that", strangers.join(", ")))
}
