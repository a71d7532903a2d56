//! Files on disk → `SourceTree` → `Project`, with every record that could be read.

mod files;
pub mod plain;
mod read;
mod record;
mod records;
mod resolve;
pub mod shape;
mod toml_file;
mod tree;

pub use files::{DATA_FILES, DataFile, TopKey};
pub use tree::{FileKind, SourceFile, SourceTree, read_tree};

use std::collections::BTreeMap;

use crate::diagnostics::{Diagnostic, Diagnostics, Origin, codes};
use crate::language::Tag;
use crate::model::{Attachment, Id, NarrativeFile, NarrativePlace, Project};
use records::Kept;

/// Reads every data file of the tree. `None` only when there is no usable `site.toml`, without
/// which no language is known.
pub fn parse(tree: &SourceTree, found: &mut Diagnostics) -> Option<Project> {
    let mut site = None;
    let mut kept = Kept::default();
    let mut editions: BTreeMap<Id, Kept> = BTreeMap::new();
    let mut narratives = Vec::new();
    let mut attachments = Vec::new();
    for file in &tree.files {
        let Some(inside) = file.path.strip_prefix("content/") else { continue };
        let segments: Vec<&str> = inside.split('/').collect();
        let is_toml = inside.ends_with(".toml");
        match segments.as_slice() {
            ["site.toml"] => {
                let mut texts = kept.take_texts();
                site = records::site::read(tree, file, &mut texts, found);
                kept.put_texts(texts);
            }
            ["sources.toml"] | ["vocabulary", .., _] | ["series", .., _] if is_toml => {
                toml_file::read(tree, file, records::SITE_FILE, &mut kept, found);
            }
            ["pages", name] if name.ends_with(".md") => {
                narratives.extend(narrative(file, name, None, found));
            }
            ["pages", name] if is_attachment(name) => {
                attachments.push(attachment(file, None, name))
            }
            ["editions", edition, rest @ ..] if !rest.is_empty() => {
                let Some(edition) = edition_id(file, edition, found) else { continue };
                let kept = editions.entry(edition.clone()).or_default();
                match rest {
                    ["edition.toml"] => {
                        toml_file::read(tree, file, records::EDITION_TOML, kept, found);
                    }
                    [.., _] if is_toml => {
                        toml_file::read(tree, file, records::EDITION_FILE, kept, found);
                    }
                    ["narrative", name] if name.ends_with(".md") => {
                        narratives.extend(narrative(file, name, Some(edition), found));
                    }
                    ["narrative", name] if is_attachment(name) => {
                        attachments.push(attachment(file, Some(edition), name));
                    }
                    _ => misplaced(file, found),
                }
            }
            _ => misplaced(file, found),
        }
    }
    let Some(site) = site else {
        if tree.sources.find("content/site.toml").is_none() {
            found.push(
                Diagnostic::new(&codes::NO_SITE, "there is no `content/site.toml`")
                    .help("`kepi new DIR` makes a small report to start from"),
            );
        }
        return None;
    };
    let editions = editions
        .into_iter()
        .map(|(id, kept)| kept.into_edition(id, tree, found))
        .collect::<Vec<_>>();
    let mut project = kept.into_project(site, editions, narratives, attachments);
    resolve::resolve(&mut project, found);
    Some(project)
}

fn edition_id(file: &SourceFile, name: &str, found: &mut Diagnostics) -> Option<Id> {
    let id = Id::parse(name);
    if id.is_none() {
        found.push(
            Diagnostic::new(&codes::INVALID_ID, format!("the folder `{name}` is no id"))
                .at(Origin::file(file.id))
                .help(format!("rename it to `{}`", Id::suggestion(name))),
        );
    }
    id
}

/// `<id>.<tag>.md`
fn narrative(
    file: &SourceFile,
    name: &str,
    edition: Option<Id>,
    found: &mut Diagnostics,
) -> Option<NarrativeFile> {
    let stem = name.strip_suffix(".md").unwrap_or(name);
    let parts =
        stem.rsplit_once('.').and_then(|(id, tag)| Some((Id::parse(id)?, Tag::parse(tag)?)));
    let Some((record, tag)) = parts else {
        found.push(
            Diagnostic::new(
                &codes::NARRATIVE_NAME,
                format!("`{name}` does not say which page and language it is"),
            )
            .at(Origin::file(file.id))
            .help("name it `<id>.<tag>.md`, such as `overview.en.md`"),
        );
        return None;
    };
    let place = match edition {
        Some(edition) => NarrativePlace::Record { edition, record },
        None => NarrativePlace::Page(record),
    };
    Some(NarrativeFile { file: file.id, place, tag })
}

/// Pictures and papers that a narrative may show or link to.
const ATTACHMENTS: &[&str] = &[
    "png", "jpg", "jpeg", "webp", "avif", "gif", "svg", "pdf", "csv", "xlsx", "ods", "docx", "odt",
    "zip",
];

fn is_attachment(name: &str) -> bool {
    name.rsplit_once('.')
        .is_some_and(|(stem, extension)| !stem.is_empty() && ATTACHMENTS.contains(&extension))
}

fn attachment(file: &SourceFile, edition: Option<Id>, name: &str) -> Attachment {
    Attachment { file: file.id, edition, name: name.to_owned() }
}

fn misplaced(file: &SourceFile, found: &mut Diagnostics) {
    found.push(
        Diagnostic::new(&codes::MISPLACED_FILE, format!("`{}` is no part of a report", file.path))
            .at(Origin::file(file.id))
            .help("move it where its kind belongs (see the list of files in the manual), or delete it"),
    );
}
