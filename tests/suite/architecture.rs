//! ARCHITECTURE.md is what the code is: who imports whom, which crate has which door, and what no
//! source may hold.

mod made_up;
mod paths;
mod rules;
mod table;
mod tokens;
mod words;

use std::fs;
use std::path::Path;

use rules::Source;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

#[test]
fn the_code_follows_the_map() {
    none(rules::findings(&read("ARCHITECTURE.md"), &read("Cargo.toml"), &rust_files(&["src"])));
}

#[test]
fn every_rust_file_says_what_it_is_for() {
    let found = rust_files(&["src", "tests", "build.rs", "benches", "fuzz"]);
    none(found.iter().filter(|file| !file.text.starts_with("//! ")).map(|file| {
        format!("{}: does not open with `//!` and what it turns into what", file.path)
    }));
}

#[test]
fn every_dependency_says_why_it_is_here() {
    let names = table::unexplained(&read("Cargo.toml"));
    none(names.iter().map(|name| format!("Cargo.toml: no sentence above `{name}`")));
}

#[test]
fn the_program_and_its_theme_serve_any_organization() {
    let files = files(&["src", "themes/default", "build.rs", "Cargo.toml"], |_| true);
    none(files.iter().flat_map(|file| {
        let found = words::of_the_sample(&file.text).into_iter();
        found.map(|(line, word)| format!("{}:{line}: `{word}` belongs into content/", file.path))
    }));
}

#[test]
fn no_file_names_a_place_on_somebodys_machine() {
    let text = |path: &str| {
        let known = ["rs", "toml", "md", "html", "css", "js", "mjs", "py", "json", "txt", "yml"];
        path.rsplit_once('.').is_none_or(|(_, ending)| known.contains(&ending))
    };
    let places = [
        "src",
        "tests",
        "themes",
        "docs",
        "content",
        "build.rs",
        "Cargo.toml",
        "clippy.toml",
        ".ci",
        "README.md",
        "ARCHITECTURE.md",
        "CONTRIBUTING.md",
        "CHANGELOG.md",
    ];
    let files = files(&places, text);
    none(files.iter().filter(|file| file.path != "tests/suite/architecture/words.rs").flat_map(
        |file| {
            let found = words::of_a_machine(&file.text).into_iter();
            let checkout = file.text.contains(ROOT).then_some((1, ROOT));
            found
                .chain(checkout)
                .map(|(line, start)| format!("{}:{line}: a path below `{start}`", file.path))
        },
    ));
}

#[test]
fn no_program_reads_or_writes_at_a_fixed_place() {
    none(rust_files(&["src", "build.rs"]).iter().flat_map(|file| {
        let program = paths::without_tests(&file.text);
        let found = words::absolute_paths(&program).into_iter();
        let found = found.map(|(line, path)| format!("{}:{line}: `{path}`", file.path));
        found.collect::<Vec<_>>()
    }));
}

#[track_caller]
fn none(found: impl IntoIterator<Item = String>) {
    let found: Vec<String> = found.into_iter().collect();
    assert!(found.is_empty(), "{} found:\n{}", found.len(), found.join("\n"));
}

fn read(path: &str) -> String {
    fs::read_to_string(Path::new(ROOT).join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn rust_files(places: &[&str]) -> Vec<Source> {
    files(places, |path| path.ends_with(".rs"))
}

/// The text files at or below these places of the repository, sorted. A place may be missing;
/// folders of installed packages are nobody's source.
fn files(places: &[&str], wanted: impl Fn(&str) -> bool) -> Vec<Source> {
    let mut found = Vec::new();
    for place in places {
        let walk = walkdir::WalkDir::new(Path::new(ROOT).join(place)).sort_by_file_name();
        let skipped = ["node_modules", "target"];
        let entries =
            walk.into_iter().filter_entry(|e| !skipped.iter().any(|name| e.file_name() == *name));
        for entry in entries.filter_map(Result::ok).filter(|entry| entry.file_type().is_file()) {
            let inside = entry.path().strip_prefix(ROOT).unwrap();
            let parts: Vec<_> = inside.iter().map(|part| part.to_string_lossy()).collect();
            let path = parts.join("/");
            if wanted(&path)
                && let Ok(text) = fs::read_to_string(entry.path())
            {
                found.push(Source { path, text });
            }
        }
    }
    assert!(!found.is_empty(), "nothing to look at in {places:?}");
    found
}
