//! Compiling to wasm. The standard library is built along, for size and without the words of panics: from the sources
//! that rustup has for its own compiler, else with the compiler and the sources that Debian has. Where neither is to be
//! had, the standard library that rustup has for wasm will do; the module is larger then.

use crate::root;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

const TARGET: &str = "wasm32-unknown-unknown";
/// Debian's compiler, which knows this target, and its sources.
const DEBIAN: [&str; 2] = ["rustc-web", "rust-web-src"];
const DEBIAN_COMPILER: &str = "/usr/bin/rustc";

/// How the module is compiled.
enum Toolchain {
    /// With this compiler, the standard library along with it.
    WithSources(PathBuf),
    /// With rustup's compiler and its standard library.
    AsInstalled,
}

/// Compiles the module in a target folder of its own, and gives its place.
pub(crate) fn compile() -> Result<PathBuf, String> {
    let toolchain = find()?;
    let folder = root().join("target/wasm/build");
    let mut cargo = Command::new(env!("CARGO"));
    cargo.current_dir(root()).env("CARGO_TARGET_DIR", &folder);
    cargo.args(["build", "--package", "hutong-wasm", "--target", TARGET, "--profile", "wasm"]);
    let mut flags = "--cfg sha2_backend=\"soft\" --cfg sha2_backend_soft=\"compact\"".to_owned();
    if let Toolchain::WithSources(compiler) = &toolchain {
        cargo.args(["-Z", "build-std=std,panic_abort", "-Z", "build-std-features=optimize_for_size"]);
        cargo.env("RUSTC", compiler).env("RUSTC_BOOTSTRAP", "1");
        if let Some(linker) = linker() {
            cargo.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", linker);
        }
        // A panic is a trap at once; none is reachable, and the package answers a trap with a fresh module.
        flags.push_str(" -Zunstable-options -Cpanic=immediate-abort");
    }
    println!("\n── cargo build --package hutong-wasm --target {TARGET}");
    let status = cargo.env("RUSTFLAGS", flags).status();
    match status {
        Ok(status) if status.success() => Ok(folder.join(TARGET).join("wasm/hutong_wasm.wasm")),
        Ok(status) => Err(format!("the wasm module does not compile: cargo ended with {status}")),
        Err(error) => Err(format!("cargo cannot be run: {error}")),
    }
}

/// Finds a compiler, and sets up what it lacks. `HUTONG_WASM_RUST=debian` passes rustup's over, to try the other way.
fn find() -> Result<Toolchain, String> {
    #[expect(clippy::disallowed_methods, reason = "how a chore is run, not what the library answers")]
    let passed_over = std::env::var("HUTONG_WASM_RUST").is_ok_and(|wanted| wanted == "debian");
    let installed = sysroot("rustc");
    if !passed_over {
        if has_sources(installed.as_deref()) {
            return Ok(Toolchain::WithSources("rustc".into()));
        }
        quietly("rustup", &["component", "add", "rust-src"]);
        if has_sources(installed.as_deref()) {
            return Ok(Toolchain::WithSources("rustc".into()));
        }
    }
    if !has_sources(sysroot(DEBIAN_COMPILER).as_deref()) {
        quietly("apt-get", &["update", "--quiet"]);
        let install = ["install", "--yes", "--quiet", "--no-install-recommends"];
        quietly("apt-get", &[&install[..], &DEBIAN].concat());
    }
    if has_sources(sysroot(DEBIAN_COMPILER).as_deref()) {
        return Ok(Toolchain::WithSources(DEBIAN_COMPILER.into()));
    }
    quietly("rustup", &["target", "add", TARGET]);
    if installed.is_some_and(|sysroot| sysroot.join("lib/rustlib").join(TARGET).exists()) {
        return Ok(Toolchain::AsInstalled);
    }
    Err(format!(
        "no standard library for {TARGET}: run `rustup component add rust-src`, or as root `apt-get install {}`",
        DEBIAN.join(" ")
    ))
}

/// The folder of a compiler's own files.
fn sysroot(compiler: &str) -> Option<PathBuf> {
    let output = Command::new(compiler).args(["--print", "sysroot"]).stderr(Stdio::null()).output().ok()?;
    let path = String::from_utf8(output.stdout).ok()?;
    output.status.success().then(|| PathBuf::from(path.trim()))
}

fn has_sources(sysroot: Option<&Path>) -> bool {
    sysroot.is_some_and(|sysroot| sysroot.join("lib/rustlib/src/rust/library/Cargo.lock").exists())
}

/// A linker for wasm: the one that rustup's compiler has, or that of Debian's newest LLVM.
fn linker() -> Option<PathBuf> {
    let libraries = sysroot("rustc")?.join("lib/rustlib");
    let of_host = std::fs::read_dir(libraries).ok()?.flatten().map(|entry| entry.path().join("bin/rust-lld"));
    of_host.chain([PathBuf::from("/usr/bin/wasm-ld-22")]).find(|path| path.exists())
}

/// Runs what may fail: what it was for is looked at afterwards.
fn quietly(name: &str, arguments: &[&str]) {
    println!("\n── {name} {}", arguments.join(" "));
    // Nothing of it matters but what is there afterwards.
    let _ = Command::new(name).args(arguments).stdin(Stdio::null()).status();
}
