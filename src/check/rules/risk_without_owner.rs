//! Somebody answers for every risk, where an edition names who does.

use crate::check::{Findings, Report};
use crate::diagnostics::{Diagnostic, codes};
use crate::model::{Edition, Risk};

/// Risks of the organization, of results and of projects have their own columns in a report.
const KINDS: [fn(&Risk) -> bool; 3] = [
    |risk| risk.organizational,
    Risk::is_of_results,
    |risk| !risk.organizational && risk.project.is_some(),
];

pub fn check(report: &Report<'_>, found: &mut Findings) {
    for edition in &report.project.editions {
        KINDS.iter().for_each(|belongs| of_kind(edition, *belongs, found));
    }
}

fn of_kind(edition: &Edition, belongs: fn(&Risk) -> bool, found: &mut Findings) {
    let risks: Vec<&Risk> = edition.risks.iter().filter(|risk| belongs(risk)).collect();
    if risks.iter().all(|risk| risk.owners.is_empty()) {
        return;
    }
    for risk in risks.iter().filter(|risk| risk.owners.is_empty()) {
        found.push_unless(
            &[&risk.accepted, &edition.accepted],
            Diagnostic::new(
                &codes::RISK_WITHOUT_OWNER,
                format!("nobody answers for `{}`, but somebody for others of its kind", risk.id),
            )
            .at(risk.origin)
            .help("add `owners = [\"…\"]`, the units of work that answer for it"),
        );
    }
}
