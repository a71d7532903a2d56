//! A TOML file of names and texts, such as a theme or its strings, as a flat list of paths.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::toml_file;
use crate::diagnostics::{Diagnostic, Diagnostics, FileId, Origin, codes};
use crate::model::Located;

/// One text of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlainEntry {
    /// `["count", "kpis", "one"]`
    pub path: Vec<String>,
    pub key_origin: Origin,
    /// Of the group it stands in; its own where it stands in none.
    pub group_origin: Origin,
    /// Several for a list.
    pub texts: Vec<Located<String>>,
}

impl PlainEntry {
    /// `count.kpis.one`
    pub fn dotted(&self) -> String {
        self.path.join(".")
    }

    pub fn is(&self, path: &[&str]) -> bool {
        self.path.iter().map(String::as_str).eq(path.iter().copied())
    }
}

/// Every text of the file in its order; reports what is no TOML or no text.
pub fn read(file: FileId, text: &str, found: &mut Diagnostics) -> Vec<PlainEntry> {
    let found_before = found.len();
    let table = toml_file::parse(file, text, found);
    let mut entries = Vec::new();
    if found.len() == found_before {
        walk(file, table.get_ref(), &mut Vec::new(), None, &mut entries, found);
    }
    entries
}

fn walk(
    file: FileId,
    table: &DeTable<'_>,
    path: &mut Vec<String>,
    group: Option<Origin>,
    entries: &mut Vec<PlainEntry>,
    found: &mut Diagnostics,
) {
    for (key, value) in table {
        path.push(key.get_ref().to_string());
        let key_origin = Origin::range(file, key.span());
        let group_origin = group.unwrap_or(key_origin);
        let text_of = |value: &Spanned<DeValue<'_>>| {
            let text = value.get_ref().as_str()?.to_owned();
            Some(Located::new(text, Origin::range(file, value.span())))
        };
        let texts = match value.get_ref() {
            DeValue::Table(inner) => {
                walk(file, inner, path, Some(group_origin), entries, found);
                path.pop();
                continue;
            }
            DeValue::Array(items) => items.iter().map(text_of).collect(),
            _ => text_of(value).map(|text| vec![text]),
        };
        match texts {
            Some(texts) => {
                entries.push(PlainEntry { path: path.clone(), key_origin, group_origin, texts })
            }
            None => found.push(
                Diagnostic::new(
                    &codes::WRONG_TYPE,
                    format!("`{}` has a value that is no text", key.get_ref()),
                )
                .at(Origin::range(file, value.span()))
                .label("expected a text in quotes"),
            ),
        }
        path.pop();
    }
}
