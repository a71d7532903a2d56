//! A document that no figure comes from is usually one that a figure should name.

use crate::check::usage::Usage;
use crate::check::{Findings, Report};
use crate::diagnostics::{Diagnostic, codes};

pub fn check(report: &Report<'_>, usage: &Usage<'_>, found: &mut Findings) {
    for source in &report.project.sources {
        if usage.sources.contains(&source.id) || usage.in_prose.contains(&source.id) {
            continue;
        }
        found.push_unless(
            &[&source.accepted],
            Diagnostic::new(
                &codes::UNUSED_SOURCE,
                format!("no figure comes from the document `{}`", source.id),
            )
            .at(source.origin)
            .help("name it as `source` where its figures stand, or delete it"),
        );
    }
}
