//! The same report gives the same bytes: on any machine, in any folder, with any number of threads.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::checks::{base, project};
use crate::cli::{Said, empty_folder, kepi};
use crate::publish_scratch::{Tree, difference, tree};
use crate::sample::built;

/// Copies `content/` file by file from the last name to the first, so that a folder lists its files
/// in another order where the file system keeps the order in which they were made.
fn copied_backwards(from: &Path, name: &str) -> PathBuf {
    let project = empty_folder(name).join("a path with spaces, é and 中");
    let mut files: Vec<PathBuf> = walkdir::WalkDir::new(from.join("content"))
        .sort_by_file_name()
        .into_iter()
        .map(|entry| entry.unwrap())
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| entry.into_path())
        .collect();
    files.reverse();
    for file in files {
        let target = project.join(file.strip_prefix(from).unwrap());
        fs::create_dir_all(target.parent().unwrap()).unwrap();
        fs::copy(file, target).unwrap();
    }
    project
}

/// A machine where everything that could shine through is different.
fn elsewhere(project: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new("sh");
    command.args(["-c", "umask 077; exec \"$0\" \"$@\"", env!("CARGO_BIN_EXE_kepi")]);
    command.args(arguments).current_dir(project).env_clear();
    command.envs([
        ("TZ", "Pacific/Kiritimati"),
        ("LC_ALL", "tr_TR.UTF-8"),
        ("LANG", "ar_EG.UTF-8"),
        ("HOME", "/nowhere"),
        ("USER", "somebody"),
        ("TMPDIR", "/nowhere"),
        ("RAYON_NUM_THREADS", "3"),
        ("NO_COLOR", "1"),
    ]);
    command
}

fn built_by(mut command: Command, project: &Path) -> Tree {
    let said = Said::from(command.output().unwrap());
    assert_eq!(said.status, Some(0), "{}", said.err);
    tree(&project.join("output"))
}

#[test]
fn the_sample_is_the_same_wherever_it_is_built() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let project = copied_backwards(root, "determinism-sample");
    let other = built_by(elsewhere(&project, &["build", "--jobs", "1"]), &project);
    assert_eq!(difference(&tree(&built().output), &other), BTreeSet::new());
    fs::remove_dir_all(project.parent().unwrap()).unwrap();
}

#[test]
fn any_number_of_threads_makes_the_same_site() {
    let here = project("determinism-threads", &[&base()]);
    let mut command = kepi(&here);
    command.args(["build", "--jobs", "1"]);
    let first = built_by(command, &here);
    assert!(first.len() > 30, "{}", first.len());
    for jobs in ["2", "8", "64"] {
        let project = copied_backwards(&base(), &format!("determinism-{jobs}"));
        let other = built_by(elsewhere(&project, &["build", "--jobs", jobs]), &project);
        assert_eq!(difference(&first, &other), BTreeSet::new(), "--jobs {jobs}");
    }
}

#[test]
fn a_second_build_changes_no_byte() {
    let project = project("determinism-again", &[&base()]);
    let build = || {
        let mut command = kepi(&project);
        command.arg("build");
        command
    };
    let first = built_by(build(), &project);
    assert_eq!(difference(&first, &built_by(build(), &project)), BTreeSet::new());
}

#[test]
fn any_number_of_threads_tells_the_same_in_the_same_order() {
    let overlays =
        ["unknown-reference", "malformed-directive", "template", "dead-link", "toml-syntax"];
    let checks = base().parent().unwrap().to_owned();
    let folders: Vec<PathBuf> = overlays.iter().map(|name| checks.join(name)).collect();
    let mut layers: Vec<&Path> = folders.iter().map(PathBuf::as_path).collect();
    let base = base();
    layers.insert(0, &base);
    let project = project("determinism-findings", &layers);
    let say = |jobs: &str| {
        let arguments = ["build", "--format", "json", "--jobs", jobs];
        let said = Said::from(kepi(&project).args(arguments).output().unwrap());
        assert_eq!(said.status, Some(1), "{}", said.err);
        said.out
    };
    let first = say("1");
    assert!(first.matches("\"code\"").count() > 20, "{first}");
    for jobs in ["2", "8", "8", "64"] {
        assert_eq!(first, say(jobs), "--jobs {jobs}");
    }
}

/// No path, name or time of the machine reaches a reader.
#[test]
fn the_site_says_nothing_of_the_machine_that_made_it() {
    let project = copied_backwards(&base(), "determinism-privacy");
    let site = built_by(elsewhere(&project, &["build"]), &project);
    let folder = project.parent().unwrap().to_str().unwrap();
    for (path, entry) in &site {
        let crate::publish_scratch::Entry::File(bytes) = entry else { panic!("{path} is no file") };
        let text = String::from_utf8_lossy(bytes);
        for secret in [folder, "a path with spaces", "somebody", "/nowhere", "/root"] {
            assert!(!text.contains(secret), "{path} holds `{secret}`");
        }
    }
}
