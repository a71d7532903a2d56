//! One name of the original has one name in each other language: two would look like two things.

use std::collections::{BTreeMap, BTreeSet};

use crate::check::Report;
use crate::check::toml_string::string_at;
use crate::diagnostics::{At, Diagnostic, Diagnostics, FileId, Origin, codes};
use crate::language::Tag;

pub fn check(report: &Report<'_>, unsound: &BTreeSet<FileId>, found: &mut Diagnostics) {
    let source_language = &report.project.site.source_language.value;
    // The first translation of each original, by language.
    let mut known: BTreeMap<(&str, &Tag), (&str, Origin)> = BTreeMap::new();
    for text in report.project.texts.iter().filter(|text| !unsound.contains(&text.origin.file)) {
        let strings = || {
            text.tags.iter().filter_map(|(tag, origin)| {
                let (string, origin) = written(report, *origin)?;
                Some((tag.as_ref()?, string, origin))
            })
        };
        let original = strings().find(|(tag, ..)| *tag == source_language);
        let Some((_, original, _)) = original else { continue };
        for (tag, translation, origin) in strings().filter(|(tag, ..)| *tag != source_language) {
            let first = known.entry((original, tag)).or_insert((translation, origin));
            if first.0 != translation {
                found.push(
                    Diagnostic::new(
                        &codes::DIFFERING_TRANSLATIONS,
                        "the same original has another translation elsewhere",
                    )
                    .at(origin)
                    .related(first.1, "there")
                    .help("use one of the two in both places, if both name the same thing"),
                );
            }
        }
    }
}

/// The string at the place of a text, as it is typed. `None` for plural forms.
fn written<'a>(report: &Report<'a>, origin: Origin) -> Option<(&'a str, Origin)> {
    let At::Range { start, end } = origin.at else { return None };
    let source = report.sources.held(origin.file)?;
    // The place is that of the string or of its key.
    let at = if source[start as usize..].starts_with(['"', '\'']) { start } else { end };
    let range = string_at(source, at as usize)?;
    Some((&source[range.clone()], Origin::range(origin.file, range)))
}
