//! A narrative without a text counts as written and as translated, but its page says nothing.

use crate::check::Report;
use crate::diagnostics::{Diagnostic, Diagnostics, Origin, codes};
use crate::model::NarrativeFile;
use crate::prose::Document;

pub fn check(
    report: &Report<'_>,
    narrative: &NarrativeFile,
    document: &Document,
    found: &mut Diagnostics,
) {
    if document.is_blank && report.sources.is_text(narrative.file) {
        found.push(
            Diagnostic::new(&codes::EMPTY_NARRATIVE, "the narrative has no text")
                .at(Origin::file(narrative.file))
                .help("write it, or delete the file: readers then see another language"),
        );
    }
}
