//! One TOML file → its records, after every syntax error in it was reported.

use toml::de::DeTable;

use super::files::DATA_FILES;
use super::read::Reader;
use super::records::{Kept, RecordKind};
use super::tree::{SourceFile, SourceTree};
use crate::diagnostics::{Diagnostic, Diagnostics, FileId, codes, listed, nearest, toml_words};

/// Parses the text; reports what is no TOML, all of it.
pub fn parse<'t>(
    file: FileId,
    text: &'t str,
    found: &mut Diagnostics,
) -> toml::Spanned<DeTable<'t>> {
    let (table, errors) = DeTable::parse_recoverable(text);
    let errors = errors.iter().map(|error| (error.message(), error.span()));
    for finding in toml_words::findings(file, text, 0, errors) {
        found.push(finding);
    }
    table
}

/// Reads every record of a file whose top level may hold `kinds`.
pub fn read(
    tree: &SourceTree,
    file: &SourceFile,
    kinds: &[&RecordKind],
    kept: &mut Kept,
    found: &mut Diagnostics,
) {
    let text = tree.sources.held(file.id).expect("a TOML file was read as text");
    let found_before = found.len();
    let table = parse(file.id, text, found);
    if found.len() > found_before {
        kept.lose(kinds, text, table.get_ref());
        return;
    }
    kept.start_file();
    let mut texts = kept.take_texts();
    let mut reader = Reader { file: file.id, tree, found, texts: &mut texts, beside: Vec::new() };
    for (key, value) in table.get_ref() {
        let name = key.get_ref().as_ref();
        let origin = reader.origin(key);
        match kinds.iter().find(|kind| kind.key == name) {
            Some(kind) => kept.read(kind, key, value, &mut reader),
            None => {
                let known = kinds.iter().map(|kind| kind.key);
                let label = match nearest(name, known.clone()) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => String::new(),
                };
                let keys: Vec<&str> = known.collect();
                let diagnostic = Diagnostic::new(
                    &codes::UNKNOWN_KEY,
                    format!("`{name}` is no kind of record in this file"),
                )
                .at(origin)
                .label(label);
                let diagnostic = match elsewhere(name) {
                    Some(places) => diagnostic.help(format!("`{name}` stands in {places}")),
                    None => diagnostic,
                };
                reader.found.push(diagnostic.help(format!("this file may have {}", listed(&keys))));
            }
        }
    }
    kept.put_texts(texts);
}

/// The places of the files that may hold what this one may not.
fn elsewhere(name: &str) -> Option<String> {
    let file =
        DATA_FILES.iter().rev().find(|file| file.keys().iter().any(|key| key.key == name))?;
    let places = file
        .places
        .iter()
        .map(|place| place.replace("**/*.toml", "").replace("/*/", "/<edition>/"))
        .collect::<Vec<_>>();
    Some(listed(&places.iter().map(String::as_str).collect::<Vec<_>>()))
}
