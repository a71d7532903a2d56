//! Runs the scripts of `tests/node`, with the npm packages that its lock file pins.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::sync::Once;

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/node");

/// What the script says to this input.
pub fn run(script: &str, input: &str) -> Output {
    static INSTALLED: Once = Once::new();
    // Tests run at the same time; one of them installs.
    INSTALLED.call_once(install);
    let mut node = Command::new("node")
        .arg(script)
        .current_dir(FOLDER)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    node.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    node.wait_with_output().unwrap()
}

/// Unless what is installed is newer than the lock file.
fn install() {
    let written = |path: &str| Path::new(FOLDER).join(path).metadata().and_then(|m| m.modified());
    let is_current =
        match (written("node_modules/.package-lock.json"), written("package-lock.json")) {
            (Ok(installed), Ok(lock)) => installed >= lock,
            _ => false,
        };
    if !is_current {
        let install = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"];
        let done = Command::new("npm").args(install).current_dir(FOLDER).status().unwrap();
        assert!(done.success(), "`npm ci` in {FOLDER} failed");
    }
}
