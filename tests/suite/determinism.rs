//! The same report gives the same bytes: on any machine, in any folder, with any number of threads.

use std::collections::BTreeSet;
use std::fs::{self, FileTimes};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, SystemTime};

use crate::checks::{base, copy, project};
use crate::cli::{Said, empty_folder, kepi};
use crate::publish_scratch::{Scratch, Tree, difference, run, tree};
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
fn ten_variations_of_the_machine_change_no_byte() {
    let here = project("determinism-base", &[&base()]);
    let first = built_by(
        {
            let mut command = kepi(&here);
            command.arg("build");
            command
        },
        &here,
    );
    // What is different, who is different and how it is told to the build.
    let environment: &[(&str, &[(&str, &str)])] = &[
        ("again", &[]),
        ("time-zone", &[("TZ", "Pacific/Kiritimati")]),
        ("arabic", &[("LC_ALL", "ar_EG.UTF-8")]),
        ("plain", &[("LC_ALL", "C")]),
        ("russian", &[("LC_ALL", "ru_RU.KOI8-R")]),
    ];
    let build = |program: &str, arguments: &[&str], project: &Path| {
        let mut command = Command::new(program);
        command.args(arguments).args([env!("CARGO_BIN_EXE_kepi"), "build"]);
        command.current_dir(project);
        command
    };
    let mut tried = Vec::new();
    let mut same = |name: &str, other: Tree| {
        assert_eq!(difference(&first, &other), BTreeSet::new(), "{name}");
        tried.push(name.to_owned());
    };
    for (name, variables) in environment {
        let mut command = build("env", &[], &here);
        same(
            name,
            built_by(
                {
                    command.envs(variables.iter().copied());
                    command
                },
                &here,
            ),
        );
    }
    // Files of 1970 and of a day to come.
    for (name, seconds) in [("files of 1970", 0), ("files of 2100", 4_102_444_800)] {
        let day = SystemTime::UNIX_EPOCH + Duration::from_secs(seconds);
        for entry in walkdir::WalkDir::new(here.join("content")) {
            let file = fs::File::open(entry.unwrap().path()).unwrap();
            file.set_times(FileTimes::new().set_modified(day).set_accessed(day)).unwrap();
        }
        same(name, built_by(build("env", &[], &here), &here));
    }
    for (name, clock) in [
        ("the clock in 1971", "@1971-01-01 00:00:00"),
        ("the clock in 2037", "@2037-12-31 00:00:00"),
    ] {
        same(name, built_by(build("faketime", &["-f", clock], &here), &here));
    }
    let masked = built_by(build("sh", &["-c", "umask 077; exec \"$0\" \"$@\""], &here), &here);
    same("another mask", masked);
    let backwards = copied_backwards(&base(), "determinism-backwards");
    same("another path and order", built_by(build("env", &[], &backwards), &backwards));
    let memory = Scratch::in_memory();
    copy(&base().join("content"), &memory.project().join("content"));
    let other = memory.project();
    same("another file system", built_by(build("env", &[], &other), &other));
    let repository = cloned(&base(), "determinism-clone");
    same("a fresh clone", built_by(build("env", &[], &repository), &repository));
    same("another user", built_by_nobody(&base()));
    assert!(tried.len() >= 10, "{tried:?}");
}

/// As git makes it there; the manifest alone knows that the sources have other bytes.
#[test]
fn a_report_with_the_line_ends_of_windows_is_the_same_site() {
    let built = |name: &str, end: &str| {
        let project = project(name, &[&base()]);
        let note =
            "[note.lines]\ntext.en = \"\"\"\nTwo lines,\nnot one.\"\"\"\ntext.fr = \"Deux\"\n";
        fs::write(project.join("content/editions/2025/lines.toml"), note).unwrap();
        let texts = ["toml", "md", "csv", "lock"];
        for entry in walkdir::WalkDir::new(project.join("content")) {
            let path = entry.unwrap().into_path();
            if path.extension().is_some_and(|kind| texts.iter().any(|text| kind == *text)) {
                let text = fs::read_to_string(&path).unwrap().replace("\r\n", "\n");
                fs::write(&path, text.replace('\n', end)).unwrap();
            }
        }
        let mut command = kepi(&project);
        command.arg("build");
        built_by(command, &project)
    };
    let windows = built("determinism-windows", "\r\n");
    let differs = difference(&built("determinism-unix", "\n"), &windows);
    // These state the hash of the sources, whose bytes do differ.
    let stating = ["en/2025/data/index.html", "fr/2025/data/index.html", "kepi-manifest.json"];
    assert_eq!(differs, BTreeSet::from(stating.map(str::to_owned)));
}

/// The report as it comes out of a repository.
fn cloned(from: &Path, name: &str) -> PathBuf {
    let (made, clone) = (empty_folder(&format!("{name}-from")), empty_folder(name));
    copy(&from.join("content"), &made.join("content"));
    let git = |folder: &Path, arguments: &[&str]| {
        let mut git = Command::new("git");
        git.args(["-c", "user.name=a", "-c", "user.email=a@example.org"]).args(arguments);
        run(git.current_dir(folder));
    };
    git(&made, &["init", "--quiet"]);
    git(&made, &["add", "."]);
    git(&made, &["commit", "--quiet", "--message", "a"]);
    git(&clone, &["clone", "--quiet", made.to_str().unwrap(), "report"]);
    clone.join("report")
}

/// As a user without a name or a home, in a folder of its own; whoever is no such user's master
/// builds as themselves.
fn built_by_nobody(from: &Path) -> Tree {
    use std::os::unix::fs::{MetadataExt as _, chown};
    use std::os::unix::process::CommandExt as _;

    let scratch = Scratch::in_memory();
    copy(&from.join("content"), &scratch.project().join("content"));
    // Where the tests' own program may be out of another user's reach.
    let program = scratch.folder.join("kepi");
    fs::copy(env!("CARGO_BIN_EXE_kepi"), &program).unwrap();
    let mut command = Command::new(&program);
    command.arg("build").current_dir(scratch.project()).env_clear();
    if fs::metadata("/proc/self").unwrap().uid() == 0 {
        let id = 54_321;
        chown(scratch.project(), Some(id), Some(id)).unwrap();
        command.uid(id).gid(id);
    }
    built_by(command, &scratch.project())
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
