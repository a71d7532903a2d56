//! What the published reports disagree about with themselves, typed as printed in
//! `tests/checks-real/`: which of it `kepi check` finds, and what it must pass in silence.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use crate::cli::run;
use crate::expect::expect;

/// Code and message of every finding, by file.
type Findings = BTreeMap<String, Vec<(String, String)>>;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn check(project: &Path, arguments: &[&str]) -> Findings {
    let said = run(project, &[&["check", "--format", "json"], arguments].concat());
    let told: serde_json::Value = serde_json::from_str(&said.out).unwrap();
    let mut findings = Findings::new();
    for finding in told["diagnostics"].as_array().unwrap() {
        let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
        let file = text(&finding["place"]["path"]);
        findings.entry(file).or_default().push((text(&finding["code"]), text(&finding["message"])));
    }
    findings
}

/// The data files of an edition of the fixture, but for its `edition.toml`.
fn cases(edition: &str) -> Vec<String> {
    let folder = root().join("tests/checks-real/content/editions").join(edition);
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name());
    let names = files.map(|name| name.into_string().unwrap());
    let mut names: Vec<String> =
        names.filter(|name| name.ends_with(".toml") && name != "edition.toml").collect();
    names.sort();
    names.iter().map(|name| format!("content/editions/{edition}/{name}")).collect()
}

fn real() -> PathBuf {
    root().join("tests/checks-real")
}

#[test]
fn every_disagreement_of_the_reports_is_found() {
    let found = check(&real(), &["--data"]);
    let mut list = String::new();
    for (file, findings) in &found {
        let file = file.strip_prefix("content/editions/").unwrap();
        for (code, message) in findings {
            list.push_str(&format!("{file}: {code}: {message}\n"));
        }
    }
    expect("checks-real.txt", &list);
    for file in cases("2024-25").iter().chain(&cases("2020-21")) {
        assert!(found.contains_key(file), "nothing was found in {file}");
    }
}

#[test]
fn numbers_that_are_off_by_rounding_pass_in_silence() {
    let found = check(&real(), &["--data"]);
    let told: BTreeSet<&String> = found.keys().collect();
    let rounded = ["rounding-2024-25", "rounding-2020-21"].map(cases).concat();
    assert!(rounded.len() >= 20, "{rounded:?}");
    for file in &rounded {
        assert!(!told.contains(file), "{file}: {:?}", found[file]);
    }
}

#[test]
fn every_kind_of_kpi_row_loads_checks_and_renders() {
    let rows = cases("kpi-rows");
    let numbers: BTreeSet<&str> =
        rows.iter().filter_map(|file| file.rsplit('/').next()?.get(..2)).collect();
    assert_eq!(numbers.len(), 23, "one file for each kind of row");
    // All the way to the finished pages, which are made although other files have mistakes.
    let found = check(&real(), &[]);
    for file in rows {
        assert_eq!(found.get(&file), None);
    }
}

#[test]
fn the_sample_report_proves_its_figures() {
    let mut found = check(root(), &["--data"]);
    for findings in found.values_mut() {
        // Translation has its own tests, and the report names no owners.
        let others = ["missing-translation", "differing-translations", "kpi-without-owner"];
        findings.retain(|(code, _)| !others.contains(&code.as_str()));
    }
    found.retain(|_, findings| !findings.is_empty());
    assert_eq!(found, Findings::new());
}
