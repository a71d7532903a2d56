//! A translation that leaves out a passage tells its readers less, and nobody would see it.

use std::collections::BTreeSet;

use crate::check::Report;
use crate::diagnostics::{Diagnostics, FileId};
use crate::translations::{difference, pairs};

pub fn check(report: &Report<'_>, unsound: &BTreeSet<FileId>, found: &mut Diagnostics) {
    let source_language = &report.project.site.source_language.value;
    for pair in pairs(source_language, report.narratives.iter().copied()) {
        let files = [pair.source.file.file, pair.translation.file.file];
        if files.iter().any(|file| unsound.contains(file)) {
            continue;
        }
        if let Some(diagnostic) = difference(&pair, report.sources) {
            found.push(diagnostic);
        }
    }
}
