//! The npm package: what its toolchain lacks is set up, the package is built to `target/wasm/hutong`, and checked in Node
//! and in Chromium. The records and answers that every language must give alike are in `wasm/alike.rs`.

mod alike;
mod toolchain;

use crate::{root, run};
use hutong::vocabulary::columns;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

/// What the optimiser may rely on: what browsers have had for years, and the compiler uses.
const FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// Where the package is built.
pub(crate) fn package() -> PathBuf {
    root().join("target/wasm/hutong")
}

fn sources() -> PathBuf {
    root().join("bindings/wasm")
}

/// Builds the package.
pub(crate) fn build() -> Result<(), String> {
    let (package, sources) = (package(), sources());
    let told = |error: std::io::Error| format!("{}: {error}", package.display());
    install(&sources)?;
    let module = toolchain::compile()?;
    if package.exists() {
        std::fs::remove_dir_all(&package).map_err(told)?;
    }
    std::fs::create_dir_all(&package).map_err(told)?;
    let (module, folder) = (module.display().to_string(), package.display().to_string());
    run::cargo(&["run", "--quiet", "--package", "xtask-wasm", "--", &module, &folder])?;

    let (glued, small) = (package.join("glue_bg.wasm"), package.join("hutong_bg.wasm"));
    let (from, to) = (glued.display().to_string(), small.display().to_string());
    let optimiser = tool("wasm-opt");
    run::program_in(
        &sources,
        &optimiser,
        &[&["-Oz", "--converge"], &FEATURES[..], &[&from, "-o", &to]].concat(),
    )?;
    std::fs::remove_file(glued).map_err(told)?;

    run::program_in(&sources, "node", &["types.js", "--check"])?;
    copy(&sources.join("js"), &package)?;
    for (from, name) in [
        (sources.join("README.md"), "README.md"),
        (root().join("LICENSE-APACHE"), "LICENSE-APACHE"),
        (root().join("LICENSE-MIT"), "LICENSE-MIT"),
    ] {
        std::fs::copy(&from, package.join(name)).map_err(|error| format!("{}: {error}", from.display()))?;
    }
    run::write(&package.join("child-schema.js"), &format!("export default {};\n", schema_for_forms()))?;
    run::program_in(&sources, "node", &["size.js", &to])
}

/// Builds the package and runs every check on it; `records` is how many drawn records every language must answer alike.
pub(crate) fn test(records: usize) -> Result<(), String> {
    build()?;
    run::set_up("chromium", "chromium")?;
    let sources = sources();
    run::program_in(&sources, &tool("tsc"), &["--project", "."])?;
    alike::write(&root().join("target/wasm/alike"), records)?;
    run::program_in(&sources, "node", &["--test", "tests/"])?;
    // The form on top of it, in Chromium; what it must say is asked of the command.
    let form = root().join("examples/form");
    install(&form)?;
    run::cargo(&["build", "--quiet", "--workspace", "--bin", "hutong"])?;
    run::program_in(&form, "npm", &["test"])
}

/// Writes the types that are generated and committed.
pub(crate) fn generate() -> Result<(), String> {
    install(&sources())?;
    run::program_in(&sources(), "node", &["types.js"])
}

/// Measures in Chromium what somebody who types would notice.
pub(crate) fn bench() -> Result<(), String> {
    build()?;
    run::program_in(&sources(), "node", &["bench/bench.js"])
}

/// Installs what builds and checks the package, as its lock file says, unless that is there already.
fn install(sources: &Path) -> Result<(), String> {
    let (lock, done) = (sources.join("package-lock.json"), sources.join("node_modules/.package-lock.json"));
    let time = |path: &Path| std::fs::metadata(path).and_then(|data| data.modified()).ok();
    if time(&done).is_some_and(|done| time(&lock).is_some_and(|lock| lock <= done)) {
        return Ok(());
    }
    run::program_in(sources, "npm", &["ci", "--no-audit", "--no-fund"])
}

/// A program that npm installed.
fn tool(name: &str) -> String {
    sources().join("node_modules/.bin").join(name).display().to_string()
}

fn copy(from: &Path, to: &Path) -> Result<(), String> {
    let told = |error: std::io::Error| format!("{}: {error}", from.display());
    std::fs::create_dir_all(to).map_err(told)?;
    for entry in std::fs::read_dir(from).map_err(told)?.flatten() {
        let (path, target) = (entry.path(), to.join(entry.file_name()));
        if path.is_dir() {
            copy(&path, &target)?;
        } else {
            std::fs::copy(&path, &target).map_err(told)?;
        }
    }
    Ok(())
}

/// The schema of a record for form generators: in one piece, every value with its Chinese label, a blank for unknown.
fn schema_for_forms() -> Value {
    let whole = hutong::schema::child().to_value();
    let mut schema = in_one_piece(&whole, &whole);
    for column in columns().iter().filter(|column| !column.values.is_empty()) {
        let pointer = format!("/properties/{}", column.path.replace('.', "/properties/"));
        if let Some(field) = schema.pointer_mut(&pointer) {
            let options: Vec<Value> =
                column.values.iter().map(|value| json!({ "const": value.id, "title": value.zh })).collect();
            let title = field["title"].as_str().unwrap_or(&column.zh).to_owned();
            *field = json!({ "title": title, "type": "string", "oneOf": options });
        }
    }
    if let Some(schema) = schema.as_object_mut() {
        for name in ["$schema", "$id", "$defs"] {
            schema.remove(name);
        }
        schema.insert("title".into(), "儿童".into());
    }
    schema
}

/// A part of a schema with what it refers to in place of the references; its own words go before theirs.
fn in_one_piece(whole: &Value, part: &Value) -> Value {
    match part {
        Value::Object(entries) => {
            let mut all = serde_json::Map::new();
            if let Some(name) = entries.get("$ref").and_then(Value::as_str)
                && let Some(Value::Object(meant)) =
                    whole.pointer(name.trim_start_matches('#')).map(|meant| in_one_piece(whole, meant))
            {
                all.extend(meant);
            }
            let own =
                entries.iter().filter(|(name, _)| !matches!(name.as_str(), "$ref" | "$comment" | "$defs"));
            all.extend(own.map(|(name, value)| (name.clone(), in_one_piece(whole, value))));
            Value::Object(all)
        }
        Value::Array(items) => items.iter().map(|item| in_one_piece(whole, item)).collect(),
        other => other.clone(),
    }
}
