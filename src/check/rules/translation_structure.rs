//! A translation that leaves out a passage tells its readers less, and nobody would see it.

use crate::check::Report;
use crate::diagnostics::Diagnostics;
use crate::translations::{difference, pairs};

pub fn check(report: &Report<'_>, found: &mut Diagnostics) {
    let source_language = &report.project.site.source_language.value;
    for pair in pairs(source_language, report.narratives.iter().copied()) {
        if let Some(diagnostic) = difference(&pair, report.sources) {
            found.push(diagnostic);
        }
    }
}
