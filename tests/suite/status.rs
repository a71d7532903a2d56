//! `kepi status`: what is counted, and that a report with mistakes is counted too.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::cli::{empty_folder, run};
use crate::expect::expect;

fn fixture() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/status")
}

/// A copy of the fixture that a test may change.
fn copy(name: &str) -> PathBuf {
    let to = empty_folder(name);
    for entry in walkdir::WalkDir::new(fixture()).min_depth(1) {
        let entry = entry.unwrap();
        let path = to.join(entry.path().strip_prefix(fixture()).unwrap());
        match entry.file_type().is_dir() {
            true => fs::create_dir(path).unwrap(),
            false => drop(fs::copy(entry.path(), path).unwrap()),
        }
    }
    to
}

fn json(folder: &Path, arguments: &[&str]) -> Value {
    let said = run(folder, &[&["status", "--format", "json"], arguments].concat());
    assert_eq!((said.status, said.err.as_str()), (Some(0), ""));
    serde_json::from_str(&said.out).unwrap()
}

#[test]
fn everything_is_counted() {
    let said = run(&fixture(), &["status"]);
    assert_eq!((said.status, said.err.as_str()), (Some(0), ""));
    expect("status.txt", &said.out);
    let said = run(&fixture(), &["status", "--format", "json"]);
    expect("status.json", &said.out);
}

#[test]
fn a_shared_rating_counts_once_and_its_measures_each() {
    let ratings = &json(&fixture(), &[])["editions"][0]["ratings"];
    let full = &ratings["by_rating"][0];
    assert_eq!(full["rating"], "full");
    assert_eq!((&full["ratings"], &full["measures"]), (&2.into(), &3.into()));
    assert_eq!((&full["printed"], &full["derived"]), (&1.into(), &1.into()));
    // One KPI has a full and a missed rating, so it is of neither.
    assert_eq!((&full["kpis"], &ratings["kpis_with_several"]), (&1.into(), &1.into()));
    assert_eq!((&ratings["unknown"], &ratings["kpis_without"]), (&1.into(), &1.into()));
    assert_eq!((&ratings["ratings"], &ratings["declared"]["ratings"]), (&4.into(), &6.into()));
}

#[test]
fn a_figure_has_a_source_of_its_own_or_of_its_record() {
    let figures = &json(&fixture(), &[])["editions"][0]["figures"];
    // The table names none; one of its cells does, and a dash needs none.
    assert_eq!(figures["tables"]["without_source"], 2);
    assert_eq!(figures["without_source"].as_array().unwrap().len(), 1);
    assert_eq!(figures["without_source"][0]["record"], "revenue");
    assert_eq!(figures["kpis"]["without_source"], 0);
}

#[test]
fn a_draft_is_missing_until_it_is_published() {
    let languages = &json(&fixture(), &["--language", "fr"])["languages"];
    assert_eq!(languages.as_array().unwrap().len(), 1);
    let narratives = &languages[0]["narratives"];
    assert_eq!((&narratives["translated"], &narratives["missing"]), (&1.into(), &2.into()));
    assert_eq!(narratives["drafts"], 1);
    // Readers see the source language, and what is there where even that is missing.
    assert_eq!(narratives["falling_back"], serde_json::json!({ "en": 1, "es": 1 }));
    assert_eq!(narratives["percent"], 33);
}

#[test]
fn a_report_with_mistakes_is_counted() {
    let folder = copy("status-mistakes");
    let money = folder.join("content/editions/2024/money.toml");
    let text = fs::read_to_string(&money).unwrap().replace("\"nil\"", "\"1,000\"");
    fs::write(&money, text).unwrap();
    let status = json(&folder, &[]);
    assert!(status["findings"]["errors"].as_u64().unwrap() > 0);
    assert_eq!(status["editions"][0]["figures"]["tables"]["total"], 3);
    let said = run(&folder, &["status"]);
    assert!(said.out.ends_with("`kepi check --data` prints them\n"), "{}", said.out);
}

#[test]
fn what_cannot_be_read_at_all_is_said() {
    let folder = copy("status-unreadable");
    fs::remove_file(folder.join("content/site.toml")).unwrap();
    let said = run(&folder, &["status"]);
    assert_eq!((said.status, said.out.as_str()), (Some(1), ""));
    assert!(said.err.contains("error[no-site]"), "{}", said.err);
    let said = run(&empty_folder("status-empty"), &["status"]);
    assert_eq!(said.status, Some(2));
    assert!(said.err.contains("there is no folder `content`"), "{}", said.err);
}

#[test]
fn a_wrong_language_or_format_is_wrong_use() {
    let said = run(&fixture(), &["status", "--language", "de"]);
    assert_eq!(said.status, Some(2));
    assert!(said.err.contains("`de` is no language of the site"), "{}", said.err);
    let said = run(&fixture(), &["status", "--format", "sarif"]);
    assert_eq!((said.status, said.out.as_str()), (Some(2), ""));
    assert!(said.err.contains("`kepi check` prints findings in every format"), "{}", said.err);
}

/// Every key of a JSON document, however deep.
fn keys(value: &Value, all: &mut std::collections::BTreeSet<String>) {
    match value {
        Value::Object(object) => {
            for (key, value) in object {
                all.insert(key.clone());
                keys(value, all);
            }
        }
        Value::Array(list) => list.iter().for_each(|value| keys(value, all)),
        _ => {}
    }
}

#[test]
fn the_manual_shows_what_is_printed_and_names_every_field() {
    let manual =
        fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/status.md")).unwrap();
    let said = run(&fixture(), &["status"]);
    assert!(manual.contains(&said.out), "docs/status.md shows another output than\n{}", said.out);
    let mut all = std::collections::BTreeSet::new();
    keys(&json(&fixture(), &[]), &mut all);
    // Tags of languages are no fields.
    for key in all.iter().filter(|key| !["en", "es", "fr"].contains(&key.as_str())) {
        assert!(manual.contains(&format!("`{key}`")), "docs/status.md lacks `{key}`");
    }
}
