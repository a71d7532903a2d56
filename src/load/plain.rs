//! A TOML file of names and texts, such as a theme or its strings, as a flat list of paths.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::toml_file;
use crate::diagnostics::{Diagnostic, Diagnostics, FileId, Origin, codes};

/// One text of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlainEntry {
    /// `["count", "kpis", "one"]`
    pub path: Vec<String>,
    /// Several for a list.
    pub texts: Vec<String>,
    pub origin: Origin,
}

/// Every text of the file in its order; reports what is no TOML or no text.
pub fn read(file: FileId, text: &str, found: &mut Diagnostics) -> Vec<PlainEntry> {
    let found_before = found.len();
    let table = toml_file::parse(file, text, found);
    let mut entries = Vec::new();
    if found.len() == found_before {
        walk(file, table.get_ref(), &mut Vec::new(), &mut entries, found);
    }
    entries
}

fn walk(
    file: FileId,
    table: &DeTable<'_>,
    path: &mut Vec<String>,
    entries: &mut Vec<PlainEntry>,
    found: &mut Diagnostics,
) {
    for (key, value) in table {
        path.push(key.get_ref().to_string());
        let origin = Origin::range(file, value.span());
        match value.get_ref() {
            DeValue::Table(inner) => walk(file, inner, path, entries, found),
            DeValue::String(text) => {
                entries.push(PlainEntry {
                    path: path.clone(),
                    texts: vec![text.to_string()],
                    origin,
                });
            }
            DeValue::Array(items) if items.iter().all(|item| item.get_ref().is_str()) => {
                let texts =
                    items.iter().filter_map(|item: &Spanned<DeValue<'_>>| item.get_ref().as_str());
                entries.push(PlainEntry {
                    path: path.clone(),
                    texts: texts.map(str::to_owned).collect(),
                    origin,
                });
            }
            other => found.push(
                Diagnostic::new(
                    &codes::WRONG_TYPE,
                    format!("a {} does not fit `{}`", other.type_str(), key.get_ref()),
                )
                .at(origin)
                .label("expected a text in quotes"),
            ),
        }
        path.pop();
    }
}
