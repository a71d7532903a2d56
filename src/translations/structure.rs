//! A translation has the passages of its original, one for one; where it has not, says where.

use super::units::Pair;
use crate::diagnostics::{Diagnostic, Origin, SourceMap, codes};

/// What is wrong with the passages of a translation, if anything.
pub fn difference(pair: &Pair<'_>, sources: &SourceMap) -> Option<Diagnostic> {
    let source_path = sources.path(pair.source.file.file);
    let (ours, theirs) = (&pair.translation.document.passages, &pair.source.document.passages);
    let (what, there, here) = if ours.len() != theirs.len() {
        ("passage", theirs.len(), ours.len())
    } else {
        let footnotes = (&pair.source.document.footnotes, &pair.translation.document.footnotes);
        ("footnote", footnotes.0.len(), footnotes.1.len())
    };
    if there == here {
        return None;
    }
    let counted = |number: usize| match number {
        1 => format!("1 {what}"),
        _ => format!("{number} {what}s"),
    };
    let diagnostic = Diagnostic::new(
        &codes::TRANSLATION_STRUCTURE,
        format!("this translation has {}, its original {}", counted(here), there),
    )
    .help(match what {
        "footnote" => format!("give it the footnotes of `{source_path}`"),
        _ => format!(
            "give it the same paragraphs, headings, lists and figures, in the same order, as \
             `{source_path}`"
        ),
    });
    if what == "footnote" {
        return Some(diagnostic.at(Origin::file(pair.translation.file.file)));
    }
    // The first that is of another kind; where none is, one is missing or added at the end.
    let kinds = ours.iter().zip(theirs);
    let first = kinds.take_while(|(a, b)| a.kind == b.kind).count();
    let place = ours.get(first).map(|passage| passage.origin);
    let diagnostic = diagnostic.at(place.unwrap_or(Origin::file(pair.translation.file.file)));
    Some(match (place.is_some(), theirs.get(first)) {
        (true, Some(passage)) => diagnostic
            .label("the first passage that differs from the original's")
            .related(passage.origin, "the original has this here"),
        (true, None) => diagnostic.label("the original has ended before this"),
        (false, Some(passage)) => diagnostic.related(passage.origin, "this is missing at the end"),
        (false, None) => diagnostic,
    })
}
