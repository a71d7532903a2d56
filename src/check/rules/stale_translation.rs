//! A translation whose original has changed tells readers what is no longer said.

use std::collections::BTreeSet;

use crate::check::Report;
use crate::diagnostics::{Diagnostic, Diagnostics, FileId, Severity, codes};
use crate::model::StalePolicy;
use crate::translations::What;

pub fn check(report: &Report<'_>, unsound: &BTreeSet<FileId>, found: &mut Diagnostics) {
    let severity = match report.project.site.stale {
        StalePolicy::Warn => Severity::Warning,
        StalePolicy::Note => Severity::Note,
        StalePolicy::Accept => return,
    };
    for stale in &report.translations.stale {
        let files = [Some(stale.origin), stale.source].into_iter().flatten();
        if files.map(|origin| origin.file).any(|file| unsound.contains(&file)) {
            continue;
        }
        let what = match stale.what {
            What::Passage => "passage",
            What::Footnote => "footnote",
            What::Text => "text",
        };
        let diagnostic = Diagnostic::new(
            &codes::STALE_TRANSLATION,
            format!("this {what} was translated from an older text"),
        )
        .severity(severity)
        .at(stale.origin)
        .help(format!(
            "bring it up to date, then run `kepi translated {} --language {}`",
            stale.name, stale.tag
        ));
        found.push(match stale.source {
            Some(origin) => diagnostic.related(origin, "its original has changed since"),
            None => diagnostic.label("its original has changed since"),
        });
    }
}
