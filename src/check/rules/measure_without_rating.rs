//! A promise that nobody rated leaves the reader to guess how it went.

use crate::check::{Findings, Report, rated};
use crate::diagnostics::{Diagnostic, codes};

pub fn check(report: &Report<'_>, found: &mut Findings) {
    for edition in &report.project.editions {
        // A plan has targets and no ratings yet; a report has both.
        if rated(edition).all(|rated| rated.rating.is_none()) {
            continue;
        }
        for rated in rated(edition).filter(|rated| rated.rating.is_none()) {
            let promises = rated.measures().any(|measure| measure.target.is_some());
            if !promises || report.is_broken(edition, &rated.kpi.id) {
                continue;
            }
            found.push_unless(
                &rated.exceptions(),
                Diagnostic::new(
                    &codes::MEASURE_WITHOUT_RATING,
                    format!("`{}` has a target and no rating", rated.path()),
                )
                .at(rated.origin())
                .help("add `rating = \"…\"`; `not-assessable` and `unknown` are ratings too")
                .help("where it shares its rating with other measures, name their `group`"),
            );
        }
    }
}
