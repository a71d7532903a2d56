//! An exception that accepts nothing is left over from a mistake that was mended, or stands in the
//! wrong record.

use crate::check::{ACCEPTABLE, Exception, Report};
use crate::diagnostics::{Diagnostic, Diagnostics, codes};

pub fn check(report: &Report<'_>, exceptions: &[Exception<'_>], found: &mut Diagnostics) {
    for exception in exceptions.iter().filter(|exception| exception.findings.is_empty()) {
        // An unknown one was reported as such.
        let is_known = ACCEPTABLE.iter().any(|code| code.name == exception.check);
        let record = exception.record.split('.').next().unwrap_or_default();
        let is_broken =
            report.project.broken.iter().any(|(edition, id)| {
                edition.as_ref() == exception.edition && id.as_str() == record
            });
        if !is_known || is_broken {
            continue;
        }
        found.push(
            Diagnostic::new(
                &codes::UNUSED_EXCEPTION,
                format!("`{}` has no finding of `{}` to accept", exception.record, exception.check),
            )
            .at(exception.origin)
            .help("delete the exception, or move it to the record that the finding is about"),
        );
    }
}
