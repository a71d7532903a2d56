//! `kepi verify`: every file of a published website against the list that the build left.

use std::fs;

use crate::checks::{base, project};
use crate::cli::{empty_folder, run};

#[test]
fn every_file_that_is_not_as_built_is_named() {
    let project = project("verify", &[&base()]);
    assert_eq!(run(&project, &["build"]).status, Some(0));
    let said = run(&project, &["verify", "output"]);
    assert_eq!(said.status, Some(0), "{}", said.err);
    assert!(said.err.starts_with("verified: ") && said.err.ends_with("as the build made them\n"));
    assert_eq!(run(&project, &["verify", "output", "-q"]).err, "");

    let output = project.join("output");
    fs::remove_file(output.join("404.html")).unwrap();
    // One byte, and the size stays.
    let page = output.join("en/index.html");
    let mut bytes = fs::read(&page).unwrap();
    let last = bytes.len() - 2;
    bytes[last] ^= 1;
    fs::write(&page, bytes).unwrap();
    fs::create_dir(output.join("extra")).unwrap();
    fs::write(output.join("extra/note.txt"), "mine").unwrap();
    std::os::unix::fs::symlink("/etc/hostname", output.join("link")).unwrap();
    let said = run(&project, &["verify", "output"]);
    assert_eq!(said.status, Some(1));
    let lines: Vec<&str> = said.err.lines().collect();
    assert_eq!(
        lines[..4],
        ["missing  404.html", "changed  en/index.html", "foreign  extra/note.txt", "foreign  link"]
    );
    assert!(lines[4].ends_with("1 missing, 1 changed, 2 foreign"), "{}", lines[4]);
    let said = run(&project, &["verify", "output", "--format", "json"]);
    assert_eq!(said.status, Some(1));
    let json: serde_json::Value = serde_json::from_str(&said.out).unwrap();
    assert_eq!(json["whole"], false);
    assert_eq!(json["changed"], serde_json::json!(["en/index.html"]));
    assert_eq!(json["foreign"], serde_json::json!(["extra/note.txt", "link"]));
    assert_eq!(json["sources"].as_str().map(str::len), Some(64));
}

#[test]
fn what_stood_there_before_the_build_is_no_matter() {
    let project = project("verify-kept", &[&base()]);
    fs::create_dir_all(project.join("output/.git/objects")).unwrap();
    fs::write(project.join("output/CNAME"), "example.org").unwrap();
    fs::write(project.join("output/.git/objects/a"), "x").unwrap();
    assert_eq!(run(&project, &["build"]).status, Some(0));
    let said = run(&project, &["verify", "output"]);
    assert_eq!(said.status, Some(0), "{}", said.err);
}

#[test]
fn a_folder_that_kepi_did_not_make_is_not_verified() {
    let folder = empty_folder("verify-nothing");
    let said = run(&folder, &["verify", "."]);
    assert_eq!(said.status, Some(1));
    assert!(said.err.starts_with("missing  kepi-manifest.json\n"), "{}", said.err);
    fs::write(folder.join("kepi-manifest.json"), "{}").unwrap();
    let said = run(&folder, &["verify", "."]);
    assert_eq!(said.status, Some(1));
    assert!(said.err.starts_with("changed  kepi-manifest.json\n"), "{}", said.err);
    assert_eq!(run(&folder, &["verify", "elsewhere"]).status, Some(2));
}

#[test]
fn the_manifest_names_the_sources() {
    let project = project("verify-sources", &[&base()]);
    let sources = || {
        assert_eq!(run(&project, &["build"]).status, Some(0));
        let out = run(&project, &["verify", "output", "--format", "json"]).out;
        serde_json::from_str::<serde_json::Value>(&out).unwrap()["sources"].clone()
    };
    let first = sources();
    assert_eq!(sources(), first);
    let path = project.join("content/site.toml");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, format!("# A comment changes no page.\n{text}")).unwrap();
    assert_ne!(sources(), first);
}
