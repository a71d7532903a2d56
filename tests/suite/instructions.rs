//! A build takes no more instructions than it did. They are counted, because a time says more about
//! what else the machine does; with optimizations the number would be another.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::checks::copy;
use crate::mutated::every;
use crate::publish_scratch::{Scratch, run};

/// In percent, either way: what became so much cheaper would hide the next loss.
const LEEWAY: u64 = 20;

#[test]
fn a_build_takes_no_more_instructions_than_it_did() {
    let scratch = Scratch::in_memory();
    copy(&every().join("content"), &scratch.project().join("content"));
    let mut valgrind = Command::new("valgrind");
    valgrind.args(["--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null"]);
    valgrind.args([env!("CARGO_BIN_EXE_kepi"), "build", "-q", "--jobs", "1"]);
    valgrind.args(["--language", "en", "--language", "ar"]);
    let said = run(valgrind.current_dir(scratch.project()));
    let said = String::from_utf8(said.stderr).unwrap();
    // ==123== I   refs:      4,367,261,296
    let (_, counted) = said.split_once("refs:").unwrap_or_else(|| panic!("no count in {said}"));
    let digits = counted.lines().next().unwrap().chars().filter(char::is_ascii_digit);
    let now = digits.collect::<String>().parse::<u64>().unwrap() / 1_000_000;

    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/suite/expected/instructions.txt");
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        fs::write(&path, format!("{now} million\n")).unwrap();
        return;
    }
    let text = fs::read_to_string(&path).unwrap();
    let before: u64 = text.trim().strip_suffix(" million").unwrap().parse().unwrap();
    assert!(
        now.abs_diff(before) * 100 <= before * LEEWAY,
        "a build of tests/every in two languages takes {now} million instructions, and took {before} \
         million; where that is right, UPDATE_EXPECT=1 rewrites {}",
        path.display()
    );
}
