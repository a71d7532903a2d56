//! A unit that no number has is usually one that a number should have.

use crate::check::usage::Usage;
use crate::check::{Findings, Report};
use crate::diagnostics::{Diagnostic, codes};

pub fn check(report: &Report<'_>, usage: &Usage<'_>, found: &mut Findings) {
    for unit in &report.project.vocabulary.units {
        if usage.units.contains(&unit.id) {
            continue;
        }
        found.push_unless(
            &[&unit.accepted],
            Diagnostic::new(&codes::UNUSED_UNIT, format!("no number has the unit `{}`", unit.id))
                .at(unit.origin)
                .help("name it as `unit` where it belongs, or delete it"),
        );
    }
}
