//! The project's own chores. `cargo xtask test` is what the README and continuous integration call.

mod frozen;
mod pictures;
mod prove;
mod python;
mod run;
mod test;
mod township;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

const HELP: &str = "\
cargo xtask test        check and test everything
cargo xtask python      build the Python package and run every check on it; needs Python 3.11 or later
cargo xtask generate    write what is generated: schemas/, examples/data/, docs/, tests/fixtures/
cargo xtask prove [N]   the engine against the reference, on N drawn children
cargo xtask bench       run the benchmarks
";

fn main() -> ExitCode {
    let task = std::env::args().nth(1).unwrap_or_default();
    let done = match task.as_str() {
        "test" => test::test(),
        "python" => python::test(),
        "generate" => generate(),
        "prove" => {
            let number = std::env::args().nth(2).and_then(|number| number.parse().ok());
            prove::against_the_reference(number.unwrap_or(100_000))
        }
        "bench" => run::cargo(&["bench", "--package", "hutong-benches"]),
        _ => {
            eprint!("{HELP}");
            return ExitCode::from(2);
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("cargo xtask {task}: {message}");
            ExitCode::FAILURE
        }
    }
}

/// The folder of the workspace.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().map(Path::to_path_buf).unwrap_or_default()
}

/// Writes everything that is generated and committed.
fn generate() -> Result<(), String> {
    for (path, text) in test::generated()? {
        run::write(&root().join(path), &text)?;
    }
    township::write(&root().join("examples/data"), township::CHILDREN, township::SEED)
        .map_err(|error| format!("examples/data: {error}"))
}
