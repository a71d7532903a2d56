//! A term that names nothing and explains nothing is left over.

use crate::check::usage::Usage;
use crate::check::{Findings, Report};
use crate::diagnostics::{Diagnostic, codes};

pub fn check(report: &Report<'_>, usage: &Usage<'_>, found: &mut Findings) {
    for term in &report.project.vocabulary.terms {
        // One with a definition stands in the glossary.
        let is_used = usage.terms.contains(&term.id) || usage.in_prose.contains(&term.id);
        if is_used || term.definition.is_some() {
            continue;
        }
        found.push_unless(
            &[&term.accepted],
            Diagnostic::new(&codes::UNUSED_TERM, format!("nothing is called `{}`", term.id))
                .at(term.origin)
                .help("name it as `subject` of a row, column or measure, define it, or delete it"),
        );
    }
}
