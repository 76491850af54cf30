//! The Python package: its own environment under `target/`, the wheel as it would ship, and every check on it.

use crate::{root, run};
use std::path::{Path, PathBuf};

/// Builds the wheel, installs it into an environment of its own, and runs formatting, linting, types, stubs and tests.
pub(crate) fn test() -> Result<(), String> {
    let folder = root().join("bindings/python");
    let environment = root().join("target/python");
    let python = environment_with(&environment, &folder.join("requirements.txt"))?;

    let wheels = root().join("target/wheels");
    if wheels.exists() {
        std::fs::remove_dir_all(&wheels).map_err(|error| format!("{}: {error}", wheels.display()))?;
    }
    let maturin = tool(&environment, "maturin").display().to_string();
    let manifest = folder.join("Cargo.toml").display().to_string();
    let out = wheels.display().to_string();
    let build = [
        "build",
        "--release",
        "--strip",
        "--manifest-path",
        &manifest,
        "--out",
        &out,
        "--interpreter",
        &python,
    ];
    run::program(&maturin, &build)?;
    let wheel = only_wheel(&wheels)?;
    small(&wheel)?;
    let wheel = wheel.display().to_string();
    run::program(&python, &[&PIP[..], &["--force-reinstall", "--no-deps", &wheel]].concat())?;

    let ruff = tool(&environment, "ruff").display().to_string();
    let config = folder.join("pyproject.toml").display().to_string();
    let benches = root().join("benches/columns");
    for looked_at in [&folder, &benches] {
        for arguments in [&["format", "--check"][..], &["check"]] {
            run::program_in(looked_at, &ruff, &[arguments, &["--config", &config, "."]].concat())?;
        }
    }
    run::program_in(&folder, &python, &["-m", "mypy"])?;
    let stubs = ["-m", "mypy.stubtest", "hutong._hutong", "--mypy-config-file", "pyproject.toml"];
    run::program_in(&folder, &python, &stubs)?;
    run::program_in(&folder, &python, &["-m", "pytest", "--quiet"])?;
    // The same rules as polars expressions, which must answer alike; the times of so few rows say nothing.
    run::program_in(&benches, &python, &["bench.py", "20000", "1"])?;
    spark(&folder, &wheel)
}

const PIP: [&str; 5] = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check"];

/// An environment with what a file of requirements asks for; its Python.
fn environment_with(environment: &Path, requirements: &Path) -> Result<String, String> {
    if !tool(environment, "python").exists() {
        run::program("python3", &["-m", "venv", &environment.display().to_string()])?;
    }
    let python = tool(environment, "python").display().to_string();
    let requirements = requirements.display().to_string();
    run::program(&python, &[&PIP[..], &["--requirement", &requirements]].concat())?;
    Ok(python)
}

/// The wheel on a local Spark, in an environment of its own: Spark wants an older pandas, and Java.
fn spark(folder: &Path, wheel: &str) -> Result<(), String> {
    run::set_up("java", "default-jre-headless")?;
    let requirements = folder.join("requirements-spark.txt");
    let python = environment_with(&root().join("target/python-spark"), &requirements)?;
    run::program(&python, &[&PIP[..], &["--force-reinstall", "--no-deps", wheel]].concat())?;
    run::program_in(&folder.join("tests/spark"), &python, &["-m", "pytest", "--quiet", "-W", "ignore", "."])
}

/// A program of an environment.
fn tool(environment: &Path, name: &str) -> PathBuf {
    if cfg!(windows) {
        environment.join("Scripts").join(format!("{name}.exe"))
    } else {
        environment.join("bin").join(name)
    }
}

fn only_wheel(folder: &Path) -> Result<PathBuf, String> {
    let entries = std::fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut wheels = entries
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|e| e == "whl"));
    wheels.next().ok_or_else(|| format!("{}: maturin wrote no wheel", folder.display()))
}

/// The most bytes of a wheel.
const LARGEST_WHEEL: u64 = 5_000_000;

fn small(wheel: &Path) -> Result<(), String> {
    let bytes = std::fs::metadata(wheel).map_err(|error| format!("{}: {error}", wheel.display()))?.len();
    println!("{}: {bytes} bytes", wheel.display());
    if bytes <= LARGEST_WHEEL {
        return Ok(());
    }
    Err(format!("{} has {bytes} bytes; at most {LARGEST_WHEEL}", wheel.display()))
}
