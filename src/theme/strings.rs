//! The words of the site's own chrome, per language: `strings/<tag>.toml`.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::ThemeFile;
use crate::diagnostics::{Diagnostic, Diagnostics, FileId, Origin, codes, nearest};
use crate::language::Tag;
use crate::load::plain;

/// The strings of one language by dotted key: `page.skip`, `count.kpis.one`.
#[derive(Clone, Debug, Default)]
pub struct Strings {
    entries: BTreeMap<String, String>,
}

impl Strings {
    /// The text behind a key. Every key that kepi uses is in the default theme, and every language
    /// is completed from it.
    pub fn get(&self, key: &str) -> &str {
        self.entries.get(key).map_or("", String::as_str)
    }

    /// The form of a counted phrase for a plural category.
    pub fn counted(&self, key: &str, category: &str) -> &str {
        self.entries
            .get(&format!("{key}.{category}"))
            .or_else(|| self.entries.get(&format!("{key}.other")))
            .map_or("", String::as_str)
    }

    /// A template's `{name}` places filled in.
    pub fn fill(&self, key: &str, places: &[(&str, &str)]) -> String {
        fill(self.get(key), places)
    }

    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.entries.iter().map(|(key, text)| (key.as_str(), text.as_str()))
    }
}

/// `{name}` → its value; other braces stay.
pub fn fill(template: &str, places: &[(&str, &str)]) -> String {
    let mut text = String::with_capacity(template.len());
    let mut rest = template;
    while let Some(open) = rest.find('{') {
        let (before, from) = rest.split_at(open);
        text.push_str(before);
        let place = places.iter().find_map(|(name, value)| {
            let after = from[1..].strip_prefix(name)?.strip_prefix('}')?;
            Some((*value, after))
        });
        match place {
            Some((value, after)) => {
                text.push_str(value);
                rest = after;
            }
            None => {
                text.push('{');
                rest = &from[1..];
            }
        }
    }
    text.push_str(rest);
    text
}

pub(super) fn load(
    files: &[ThemeFile],
    languages: &[Tag],
    found: &mut Diagnostics,
) -> BTreeMap<Tag, Arc<Strings>> {
    let path = |tag: &str| format!("strings/{tag}.toml");
    let file = |tag: &str| files.iter().find(|file| file.path == path(tag));
    let reference = file("en").expect("the default theme speaks English");
    let reference = read(reference, found);
    let mut all = BTreeMap::new();
    for tag in languages {
        // `pt-BR` may do with the strings of `pt`.
        let wider = tag.as_str().split('-').next().unwrap_or_default();
        let Some(own) = file(tag.as_str()).or_else(|| file(wider)) else {
            found.push(
                Diagnostic::new(&codes::MISSING_STRINGS, format!("the theme has no strings in `{tag}`")).help(
                    format!("copy the default theme's `strings/en.toml` to `themes/default/{}` and translate it", path(tag.as_str())),
                ),
            );
            all.insert(tag.clone(), Arc::new(strings_of(&reference)));
            continue;
        };
        let entries = read(own, found);
        complete(own.id, &entries, &reference, found);
        let mut strings = strings_of(&reference);
        // Plural forms of the reference must not shine through where the language has its own.
        for key in entries.keys() {
            if let Some((phrase, category)) = key.rsplit_once('.')
                && is_category(category)
            {
                strings.entries.retain(|known, _| {
                    known.rsplit_once('.').is_none_or(|(k, c)| k != phrase || !is_category(c))
                });
            }
        }
        strings.entries.extend(strings_of(&entries).entries);
        all.insert(tag.clone(), Arc::new(strings));
    }
    all
}

type Entries = BTreeMap<String, (String, Origin)>;

fn read(file: &ThemeFile, found: &mut Diagnostics) -> Entries {
    let entries = plain::read(file.id, &file.text, found);
    entries
        .into_iter()
        .map(|entry| (entry.path.join("."), (entry.texts.concat(), entry.origin)))
        .collect()
}

fn strings_of(entries: &Entries) -> Strings {
    Strings {
        entries: entries.iter().map(|(key, (text, _))| (key.clone(), text.clone())).collect(),
    }
}

fn is_category(word: &str) -> bool {
    matches!(word, "zero" | "one" | "two" | "few" | "many" | "other")
}

/// The phrase without its plural category.
fn phrase(key: &str) -> &str {
    match key.rsplit_once('.') {
        Some((phrase, category)) if is_category(category) => phrase,
        _ => key,
    }
}

/// Every phrase of the reference must be there, and no other.
fn complete(file: FileId, entries: &Entries, reference: &Entries, found: &mut Diagnostics) {
    let known: Vec<&str> = reference.keys().map(|key| phrase(key)).collect();
    let own: Vec<&str> = entries.keys().map(|key| phrase(key)).collect();
    for (key, (_, origin)) in entries {
        let phrase = phrase(key);
        if !known.contains(&phrase) {
            let near = nearest(phrase, known.iter().copied());
            found.push(
                Diagnostic::new(
                    &codes::UNUSED_STRING,
                    format!("no page uses the string `{phrase}`"),
                )
                .at(*origin)
                .label(near.map(|near| format!("did you mean `{near}`?")).unwrap_or_default())
                .help("delete it, or correct its key"),
            );
        }
    }
    let mut missing: Vec<&str> =
        known.iter().copied().filter(|phrase| !own.contains(phrase)).collect();
    missing.dedup();
    for phrase in missing {
        found.push(
            Diagnostic::new(&codes::MISSING_STRING, format!("the string `{phrase}` is missing"))
                .at(Origin::file(file))
                .help("copy it from the default theme's `strings/en.toml` and translate it"),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::fill;

    #[test]
    fn only_named_places_are_filled() {
        assert_eq!(fill("{n} of {m}, {x}", &[("n", "3"), ("m", "{n}")]), "3 of {n}, {x}");
    }
}
