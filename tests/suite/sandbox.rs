//! A build reads its project and writes its site; it calls nobody, starts nothing and looks nowhere else.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

use crate::checks::copy;
use crate::mutated::every;
use crate::publish_scratch::{Scratch, run};

/// The system calls of these names that a build of the small report makes, a line each.
fn calls(scratch: &Scratch, names: &str) -> Vec<String> {
    let log = scratch.folder.join("calls");
    let mut strace = Command::new("strace");
    strace.args(["-f", "-qq", "-e"]).arg(format!("trace={names}")).arg("-o").arg(&log);
    strace.args(["--", env!("CARGO_BIN_EXE_kepi"), "build", "--jobs", "2"]);
    // Cargo sets it for tests; the loader would look for libraries there.
    strace.env_remove("LD_LIBRARY_PATH");
    run(strace.current_dir(scratch.project()));
    let lines = fs::read_to_string(&log).unwrap();
    assert!(scratch.output().join("index.html").exists());
    // The first word is the number of the process.
    lines
        .lines()
        .filter_map(|line| Some(line.trim_start().split_once(' ')?.1.trim_start().to_owned()))
        .collect()
}

fn ground() -> Scratch {
    let scratch = Scratch::in_memory();
    copy(&every().join("content"), &scratch.project().join("content"));
    scratch
}

#[test]
fn a_build_calls_nobody_and_starts_nothing() {
    let scratch = ground();
    let calls = calls(&scratch, "network,execve,execveat");
    let (started, called): (Vec<&String>, Vec<&String>) = calls
        .iter()
        .filter(|call| !["+++", "---", "<..."].iter().any(|mark| call.starts_with(mark)))
        .partition(|call| call.starts_with("exec"));
    assert_eq!(started.len(), 1, "only kepi itself: {started:#?}");
    // The pipe on which an interrupt wakes the thread that tidies up; it has no address.
    let called: Vec<&&String> = called
        .iter()
        .filter(|call| !call.starts_with("socketpair(AF_UNIX") && !is_of_pair(call))
        .collect();
    assert_eq!(called, Vec::<&&String>::new());
}

/// Talking on that pipe.
fn is_of_pair(call: &str) -> bool {
    ["recvfrom(", "sendto(", "shutdown("].iter().any(|name| call.starts_with(name))
        && !call.contains("sa_family")
}

/// Files that every program of the machine reads while it starts.
const OF_THE_SYSTEM: &[&str] = &[
    "/etc/ld.so",
    "/lib/",
    "/lib64/",
    "/usr/lib/",
    "/proc/self/",
    "/proc/sys/vm/",
    "/sys/fs/cgroup",
    "/sys/devices/system/cpu",
    "/dev/null",
];

#[test]
fn a_build_opens_its_project_and_nothing_else() {
    let scratch = ground();
    let own = scratch.folder.to_str().unwrap().to_owned();
    let mut elsewhere = BTreeSet::new();
    let mut seen = 0;
    for call in calls(&scratch, "open,openat,openat2") {
        let Some(path) = call.split('"').nth(1) else { continue };
        seen += 1;
        let inside = !path.starts_with('/') || path.starts_with(&own);
        if !inside && !OF_THE_SYSTEM.iter().any(|known| path.starts_with(known)) {
            elsewhere.insert(path.to_owned());
        }
    }
    assert!(seen > 20, "{seen} files opened");
    assert_eq!(elsewhere, BTreeSet::new());
}

/// In a name space without any network a build is the same.
#[test]
fn a_build_needs_no_network() {
    let scratch = ground();
    let mut command = Command::new("unshare");
    command.args(["--net", "--map-root-user", "--user", "--", env!("CARGO_BIN_EXE_kepi"), "build"]);
    run(command.current_dir(scratch.project()));
    assert!(Path::new(&scratch.output()).join("index.html").exists());
}
