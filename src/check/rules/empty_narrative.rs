//! A narrative without a text counts as written and as translated, but its page says nothing.

use crate::check::Report;
use crate::diagnostics::{Diagnostic, Diagnostics, Origin, codes};
use crate::model::NarrativeFile;
use crate::prose::Document;

pub fn check(
    report: &Report<'_>,
    narrative: &NarrativeFile,
    _: &Document,
    found: &mut Diagnostics,
) {
    let Some(text) = report.sources.text(narrative.file) else { return };
    if body(text).trim().is_empty() {
        found.push(
            Diagnostic::new(&codes::EMPTY_NARRATIVE, "the narrative has no text")
                .at(Origin::file(narrative.file))
                .help("write it, or delete the file: readers then see another language"),
        );
    }
}

/// What follows the front matter.
fn body(text: &str) -> &str {
    let behind_the_second = || text.strip_prefix("+++")?.split_once("\n+++").map(|(_, body)| body);
    behind_the_second().unwrap_or(text)
}
