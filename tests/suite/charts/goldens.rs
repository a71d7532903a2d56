//! The drawings byte by byte, one element a line so that a diff can be read.
//! `UPDATE_EXPECT=1 cargo test goldens` rewrites them; the diff is the review.
#![allow(clippy::disallowed_methods, reason = "expectations are files")]

use std::path::{Path, PathBuf};

use kepi::chart::ChartKind;

use super::samples::Language;
use super::sets;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/charts")
}

/// File name and text of every expectation.
fn drawings() -> Vec<(String, String)> {
    let mut drawings = Vec::new();
    for kind in ChartKind::ALL {
        let first = |language| sets::of(*kind, language).swap_remove(0).draw();
        let lines = |svg: &str| svg.replace("><", ">\n<") + "\n";
        let (english, arabic) = (first(Language::English), first(Language::Arabic));
        drawings.push((format!("{}.svg", kind.name()), lines(&english.wide)));
        drawings.push((format!("{}.rtl.svg", kind.name()), lines(&arabic.wide)));
        if let Some(narrow) = &english.narrow {
            drawings.push((format!("{}.narrow.svg", kind.name()), lines(narrow)));
        }
    }
    drawings
}

#[test]
fn drawings_are_as_reviewed() {
    let update = std::env::var_os("UPDATE_EXPECT").is_some();
    let mut changed = Vec::new();
    for (name, drawn) in drawings() {
        let path = folder().join(&name);
        if update {
            std::fs::write(&path, &drawn).expect("an expectation can be written");
        }
        if std::fs::read_to_string(&path).unwrap_or_default() != drawn {
            changed.push(name);
        }
    }
    assert!(changed.is_empty(), "changed: {changed:?}; look at them, then set UPDATE_EXPECT=1");
}

#[test]
fn no_expectation_is_left_over() {
    let names: Vec<String> = drawings().into_iter().map(|(name, _)| name).collect();
    let entries = std::fs::read_dir(folder()).expect("the folder of expectations is there");
    for entry in entries {
        let name = entry.expect("an entry").file_name().to_string_lossy().into_owned();
        assert!(names.contains(&name), "`{name}` belongs to no kind of chart");
    }
}
