//! Running other programs and writing files, with messages that say what to do.

use std::path::Path;
use std::process::Command;

/// Runs cargo in the workspace.
pub(crate) fn cargo(arguments: &[&str]) -> Result<(), String> {
    program(env!("CARGO"), arguments)
}

/// Runs a program in the workspace's folder; its output goes where ours goes.
pub(crate) fn program(name: &str, arguments: &[&str]) -> Result<(), String> {
    program_in(&crate::root(), name, arguments)
}

/// Runs a program in a folder; its output goes where ours goes.
pub(crate) fn program_in(folder: &Path, name: &str, arguments: &[&str]) -> Result<(), String> {
    println!(
        "\n── {} {}",
        Path::new(name).file_name().map_or(name.into(), |name| name.to_string_lossy()),
        arguments.join(" ")
    );
    let status = Command::new(name).args(arguments).current_dir(folder).status();
    match status {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("`{name} {}` ended with {status}", arguments.join(" "))),
        Err(error) => Err(format!("`{name}` cannot be run: {error}")),
    }
}

/// Writes a file and the folders above it.
pub(crate) fn write(path: &Path, text: &str) -> Result<(), String> {
    let told = |error| format!("{}: {error}", path.display());
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(told)?;
    }
    std::fs::write(path, text).map_err(told)
}

/// Sets up a program that Debian has, where it is not there yet: a fresh machine has neither a browser nor Java.
pub(crate) fn set_up(program: &str, package: &str) -> Result<(), String> {
    if Command::new("which").arg(program).output().is_ok_and(|found| found.status.success()) {
        return Ok(());
    }
    self::program("apt-get", &["update", "--quiet"])?;
    self::program("apt-get", &["install", "--quiet", "--yes", "--no-install-recommends", package])
}
