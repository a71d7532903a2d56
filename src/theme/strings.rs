//! The words of the site's own chrome, per language: `strings/<tag>.toml`.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::{ThemeFile, ThemeFiles, Wanted};
use crate::diagnostics::{Diagnostic, Diagnostics, FileId, Origin, codes, listed, nearest};
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
    files: &ThemeFiles,
    wanted: &Wanted<'_>,
    found: &mut Diagnostics,
) -> BTreeMap<Tag, Arc<Strings>> {
    let mut reference = Entries::new();
    let mut all = BTreeMap::new();
    // English comes first: it says which strings there are, and stands in for what others lack.
    let english = files.layers(&path("en"));
    assert!(!english.is_empty(), "the default theme speaks English");
    for file in english {
        let own = read(file, found).unwrap_or_default();
        if !reference.is_empty() {
            unused(&own, &reference, found);
        }
        overlay(&mut reference, own);
    }
    for &(tag, listed) in &wanted.languages {
        if tag.as_str() == "en" {
            all.insert(tag.clone(), Arc::new(strings_of(&reference)));
            continue;
        }
        // `pt-BR` may do with the strings of `pt`, and says only what differs.
        let wider = tag.as_str().split('-').next().unwrap_or_default();
        let mut layers = files.layers(&path(wider));
        if wider != tag.as_str() {
            layers.extend(files.layers(&path(tag.as_str())));
        }
        let Some(last) = layers.last() else {
            missing_language(tag, listed, wanted.name, found);
            all.insert(tag.clone(), Arc::new(strings_of(&reference)));
            continue;
        };
        let (last, mut is_whole) = (*last, true);
        let mut entries = Entries::new();
        for file in layers {
            match read(file, found) {
                Some(own) => {
                    unused(&own, &reference, found);
                    overlay(&mut entries, own);
                }
                None => is_whole = false,
            }
        }
        // What a file lacks that could not be read is no news.
        if is_whole {
            missing(last.id, &entries, &reference, files, found);
        }
        let mut complete = reference.clone();
        overlay(&mut complete, entries);
        all.insert(tag.clone(), Arc::new(strings_of(&complete)));
    }
    all
}

fn path(tag: &str) -> String {
    format!("strings/{tag}.toml")
}

/// Text and place by dotted key.
type Entries = BTreeMap<String, (String, Origin)>;

/// `None` for a file that is no TOML, after a report.
fn read(file: &ThemeFile, found: &mut Diagnostics) -> Option<Entries> {
    let found_before = found.len();
    let entries = plain::read(file.id, &file.text, found);
    (found.len() == found_before).then(|| {
        entries
            .iter()
            .map(|entry| {
                let texts = entry.texts.iter().map(|text| text.value.as_str());
                (entry.dotted(), (texts.collect::<String>(), entry.key_origin))
            })
            .collect()
    })
}

/// Lays one over the other. Plural forms go together: those beneath must not shine through where
/// the upper ones have their own.
fn overlay(beneath: &mut Entries, over: Entries) {
    let phrases: BTreeSet<String> = over.keys().map(|key| phrase(key).to_owned()).collect();
    beneath.retain(|key, _| !phrases.contains(phrase(key)));
    beneath.extend(over);
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

/// A key that the reference does not have is a slip.
fn unused(own: &Entries, reference: &Entries, found: &mut Diagnostics) {
    let known: BTreeSet<&str> = reference.keys().map(|key| phrase(key)).collect();
    for (key, (_, origin)) in own.iter().filter(|(key, _)| !known.contains(phrase(key))) {
        let near = nearest(phrase(key), known.iter().copied());
        found.push(
            Diagnostic::new(
                &codes::UNUSED_STRING,
                format!("no page uses the string `{}`", phrase(key)),
            )
            .at(*origin)
            .label(near.map(|near| format!("did you mean `{near}`?")).unwrap_or_default())
            .help("delete it, or correct its key"),
        );
    }
}

/// How many missing strings are named; a translator copies the rest from the same file.
const NAMED: usize = 8;

fn missing(
    file: FileId,
    entries: &Entries,
    reference: &Entries,
    files: &ThemeFiles,
    found: &mut Diagnostics,
) {
    let own: BTreeSet<&str> = entries.keys().map(|key| phrase(key)).collect();
    let known: BTreeSet<&str> = reference.keys().map(|key| phrase(key)).collect();
    let missing: Vec<&str> = known.difference(&own).copied().collect();
    let named = listed(&missing[..missing.len().min(NAMED)]);
    let message = match missing.len() {
        0 => return,
        1 => format!("the string {named} is missing"),
        count if count <= NAMED => format!("{count} strings are missing: {named}"),
        count => format!("{count} strings are missing: {named} …"),
    };
    let mut diagnostic = Diagnostic::new(&codes::MISSING_STRING, message)
        .at(Origin::file(file))
        .help("copy from the default theme's `strings/en.toml` what is missing, and translate it");
    for key in missing.iter().take(NAMED) {
        if let Some(origin) = place_of_use(key, files) {
            diagnostic = diagnostic.related(origin, format!("`{key}` is printed here"));
        } else if let Some((_, (_, origin))) = reference.iter().find(|(is, _)| phrase(is) == *key) {
            let note = format!("`{key}` is printed by kepi itself; here it stands in English");
            diagnostic = diagnostic.related(*origin, note);
        }
    }
    found.push(diagnostic);
}

/// Where a template prints the string. What charts and figures say is put together by kepi itself.
fn place_of_use(key: &str, files: &ThemeFiles) -> Option<Origin> {
    let printed = format!("t.{key}");
    let goes_on = |letter: char| letter.is_alphanumeric() || matches!(letter, '_' | '.');
    files.inside("templates/").find_map(|(_, file)| {
        let mut places = file.text.match_indices(&printed);
        let (at, _) = places.find(|(at, _)| {
            let (before, after) = (&file.text[..*at], &file.text[at + printed.len()..]);
            !before.ends_with(goes_on) && !after.starts_with(goes_on)
        })?;
        Some(Origin::range(file.id, at..at + printed.len()))
    })
}

fn missing_language(tag: &Tag, listed: Origin, theme: &str, found: &mut Diagnostics) {
    found.push(
        Diagnostic::new(
            &codes::MISSING_STRINGS,
            format!("the theme has no strings in `{tag}`"),
        )
        .at(listed)
        .help(format!(
            "copy the default theme's `strings/en.toml` to `themes/{theme}/{}` and translate it",
            path(tag.as_str())
        )),
    );
}

#[cfg(test)]
mod tests {
    use super::{Entries, fill, overlay};
    use crate::diagnostics::{FileId, Origin};

    #[test]
    fn plural_forms_are_replaced_together() {
        let entries = |pairs: &[(&str, &str)]| -> Entries {
            let origin = Origin::file(FileId(0));
            pairs
                .iter()
                .map(|(key, text)| ((*key).to_owned(), ((*text).to_owned(), origin)))
                .collect()
        };
        let mut strings = entries(&[("a.one", "1 thing"), ("a.other", "{n} things"), ("b", "b")]);
        overlay(&mut strings, entries(&[("a.other", "{n} Dinge")]));
        let keys: Vec<&str> = strings.keys().map(String::as_str).collect();
        assert_eq!(keys, ["a.other", "b"], "an English singular must not shine through");
    }

    #[test]
    fn only_named_places_are_filled() {
        assert_eq!(fill("{n} of {m}, {x}", &[("n", "3"), ("m", "{n}")]), "3 of {n}, {x}");
    }
}
