//! `kepi new`: what a newcomer gets, and that nothing of theirs is overwritten.

use std::fs;
use std::path::Path;

use crate::cli::{empty_folder, run};
use crate::expect::expect;

/// Paths of all files below a folder, with `/`.
fn files(folder: &Path) -> Vec<String> {
    let mut files = Vec::new();
    for entry in walkdir::WalkDir::new(folder).sort_by_file_name() {
        let entry = entry.unwrap();
        if entry.file_type().is_file() {
            let path = entry.path().strip_prefix(folder).unwrap();
            files.push(path.to_str().unwrap().replace('\\', "/"));
        }
    }
    files
}

#[test]
fn a_new_report_builds_without_a_warning() {
    for languages in ["en,fr", "ar,zh,ru,es", "de"] {
        let folder = empty_folder(&format!("new-{languages}"));
        let made = run(&folder, &["new", "report", "--languages", languages]);
        assert_eq!(made.status, Some(0), "{}", made.err);
        let report = folder.join("report");

        let checked = run(&report, &["check", "--strict"]);
        assert_eq!(checked.status, Some(0), "{languages}\n{}", checked.err);
        let data = run(&folder, &["check", "--data", "--root", "report", "--format", "json"]);
        assert_eq!(data.status, Some(0), "{languages}\n{}", data.err);
        let json: serde_json::Value = serde_json::from_str(&data.out).unwrap();
        assert_eq!((&json["errors"], &json["warnings"]), (&0.into(), &0.into()));

        let built = run(&report, &["build", "--strict"]);
        assert_eq!(built.status, Some(0), "{languages}\n{}", built.err);
        let last = built.err.lines().last().unwrap();
        assert!(last.starts_with("published to `output`: "), "{last}");
        assert!(last.contains(" 0 warnings, ") && last.ends_with(" seconds"), "{last}");
        assert_eq!(built.out, "");
    }
}

#[test]
fn the_next_steps_are_said() {
    let folder = empty_folder("new-said");
    let made = run(&folder, &["new", "my-report"]);
    expect("new.txt", &made.err);
    expect("new-files.txt", &(files(&folder).join("\n") + "\n"));
    assert_eq!(run(&folder, &["new", "quiet", "-q"]).err, "");
}

#[test]
fn the_languages_are_those_asked_for() {
    let folder = empty_folder("new-languages");
    assert_eq!(run(&folder, &["new", ".", "--languages", "es"]).status, Some(0));
    let pages: Vec<String> =
        files(&folder).into_iter().filter(|path| path.contains("/pages/")).collect();
    assert_eq!(pages, ["content/pages/about.es.md", "content/pages/home.es.md"]);
    let site = fs::read_to_string(folder.join("content/site.toml")).unwrap();
    assert!(site.contains("languages = [\"es\"]") && !site.contains("title.en"), "{site}");
}

#[test]
fn what_is_there_stays_as_it_is() {
    let folder = empty_folder("new-occupied");
    fs::write(folder.join("notes.txt"), "mine").unwrap();
    let said = run(&folder, &["new", "."]);
    assert_eq!(said.status, Some(2));
    assert!(said.err.starts_with("error: the folder `.` is not empty"), "{}", said.err);
    let said = run(&folder, &["new", "notes.txt"]);
    assert_eq!(said.status, Some(2));
    assert!(said.err.starts_with("error: `notes.txt` is a file, not a folder"), "{}", said.err);
    assert_eq!(files(&folder), ["notes.txt"]);
    assert_eq!(fs::read_to_string(folder.join("notes.txt")).unwrap(), "mine");
}

#[test]
fn a_fresh_repository_is_an_empty_folder() {
    let folder = empty_folder("new-git");
    fs::create_dir(folder.join(".git")).unwrap();
    assert_eq!(run(&folder, &["new", "."]).status, Some(0));
}

#[cfg(target_os = "linux")]
#[test]
fn a_folder_that_cannot_be_made_is_the_machines_failure() {
    let folder = empty_folder("new-failed");
    let said = run(&folder, &["new", "/proc/kepi-report"]);
    assert_eq!(said.status, Some(3));
    assert!(
        said.err.contains("`/proc/kepi-report/.gitignore` could not be written"),
        "{}",
        said.err
    );
}
