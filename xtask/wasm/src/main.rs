//! The JavaScript glue of the npm package, made by the library of wasm-bindgen itself: `xtask-wasm MODULE FOLDER`.
//! A crate of its own, so that the other chores need not build that library; `xtask/src/wasm.rs` does the rest.

use std::process::ExitCode;
use wasm_bindgen_cli_support::Bindgen;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [module, folder] = arguments.as_slice() else {
        eprintln!("xtask-wasm MODULE FOLDER");
        return ExitCode::from(2);
    };
    let mut glue = Bindgen::new();
    // The function that makes a fresh instance is what the package answers a trap with.
    let made = glue.input_path(module).out_name("glue").reset_state_function(true).web(true);
    let made = made.and_then(|glue| glue.omit_default_module_path(true).typescript(false).generate(folder));
    match made {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("the glue of {module}: {error:#}");
            ExitCode::FAILURE
        }
    }
}
