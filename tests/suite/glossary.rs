//! The sample says the same thing in the same words: tests/sample/glossary.toml.

use std::fs;
use std::path::{Path, PathBuf};

use toml::{Table, Value};

struct Term {
    english: String,
    /// For each other language, forms of the word.
    forms: Vec<(String, Vec<String>)>,
}

/// A text in English, and in the other languages that have it.
struct Said {
    place: String,
    english: String,
    others: Vec<(String, String)>,
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &Path) -> String {
    let text = fs::read_to_string(path);
    // A space that holds is a space.
    text.unwrap_or_else(|error| panic!("{}: {error}", path.display())).replace('\u{a0}', " ")
}

fn glossary() -> Vec<Term> {
    let tables: Table = read(&root().join("tests/sample/glossary.toml")).parse().unwrap();
    let terms = tables["term"].as_array().expect("terms");
    let forms = |term: &Table| {
        let others = term.iter().filter(|(tag, _)| *tag != "en");
        let strings = |value: &Value| {
            let forms = value.as_array().expect("forms").iter();
            forms.map(|form| form.as_str().expect("a form").to_lowercase()).collect()
        };
        others.map(|(tag, forms)| (tag.clone(), strings(forms))).collect()
    };
    terms
        .iter()
        .map(|term| {
            let term = term.as_table().expect("a term");
            let english = term["en"].as_str().expect("English").to_lowercase();
            Term { english, forms: forms(term) }
        })
        .collect()
}

fn files(ending: &str) -> Vec<PathBuf> {
    let all = walkdir::WalkDir::new(root().join("content")).sort_by_file_name().into_iter();
    let paths = all.map(|entry| entry.unwrap().into_path());
    paths.filter(|path| path.to_str().unwrap().ends_with(ending)).collect()
}

/// Every text of the data that has an English version.
fn collect(value: &Value, place: &str, all: &mut Vec<Said>) {
    match value {
        Value::Table(table) => {
            if let Some(Value::String(english)) = table.get("en") {
                let others = table.iter().filter(|(tag, _)| *tag != "en");
                let strings = others
                    .filter_map(|(tag, text)| Some((tag.clone(), text.as_str()?.to_lowercase())));
                all.push(Said {
                    place: place.to_owned(),
                    english: english.to_lowercase(),
                    others: strings.collect(),
                });
            }
            table.values().for_each(|value| collect(value, place, all));
        }
        Value::Array(list) => list.iter().for_each(|value| collect(value, place, all)),
        _ => {}
    }
}

fn sample() -> Vec<Said> {
    let mut all = Vec::new();
    for path in files(".toml") {
        let table: Table = read(&path).parse().unwrap();
        collect(&Value::Table(table), path.to_str().unwrap(), &mut all);
    }
    for path in files(".en.md") {
        let name = path.to_str().unwrap();
        let version = |tag: &str| {
            let text = read(Path::new(&name.replace(".en.md", &format!(".{tag}.md"))));
            without_ids(&text).to_lowercase()
        };
        let others = ["zh", "ar", "fr", "es", "ru"];
        all.push(Said {
            place: name.to_owned(),
            english: version("en"),
            others: others.map(|tag| (tag.to_owned(), version(tag))).into(),
        });
    }
    all
}

/// Ids are English in every language.
fn without_ids(text: &str) -> String {
    let is_id = |part: &str| {
        part.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"@./-_".contains(&byte))
    };
    let parts = text.split('"').enumerate();
    parts.filter(|(index, part)| index % 2 == 0 || !is_id(part)).map(|(_, part)| part).collect()
}

#[test]
fn the_sample_has_one_word_for_each_thing() {
    let (glossary, sample) = (glossary(), sample());
    assert!(glossary.len() > 25);
    let (mut uses, mut strange) = (0, Vec::new());
    for said in &sample {
        for term in glossary.iter().filter(|term| said.english.contains(&term.english)) {
            for (tag, text) in &said.others {
                let (_, forms) = term.forms.iter().find(|(known, _)| known == tag).unwrap();
                uses += 1;
                if !forms.iter().any(|form| text.contains(form)) {
                    let start: String = text.chars().take(80).collect();
                    strange
                        .push(format!("{}: {tag}: no `{}` in `{start}`", said.place, term.english));
                }
            }
        }
    }
    assert!(uses > 2_000, "{uses} uses of terms were compared");
    assert!(strange.is_empty(), "{}", strange.join("\n"));
}
