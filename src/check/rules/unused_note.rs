//! A note that nothing refers to is never shown.

use crate::check::usage::Usage;
use crate::check::{Findings, Report};
use crate::diagnostics::{Diagnostic, codes};
use crate::model::{Id, Note};

pub fn check(report: &Report<'_>, usage: &Usage<'_>, found: &mut Findings) {
    let mut each = |edition: Option<&Id>, notes: &[Note]| {
        for note in notes.iter().filter(|note| !usage.notes.contains(&(edition, &note.id))) {
            found.push_unless(
                &[&note.accepted],
                Diagnostic::new(
                    &codes::UNUSED_NOTE,
                    format!("nothing refers to the note `{}`", note.id),
                )
                .at(note.origin)
                .help("add it to the `notes` of what it explains, or delete it"),
            );
        }
    };
    each(None, &report.project.notes);
    for edition in &report.project.editions {
        each(Some(&edition.id), &edition.notes);
    }
}
