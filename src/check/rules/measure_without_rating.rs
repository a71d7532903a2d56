//! A promise that nobody rated leaves the reader to guess how it went.

use crate::check::{Findings, Report, rated};
use crate::diagnostics::{Diagnostic, codes, listed};
use crate::model::{Measure, Missing, Value};

pub fn check(report: &Report<'_>, found: &mut Findings) {
    let ratings: Vec<&str> =
        report.project.vocabulary.ratings.iter().map(|rating| rating.id.as_str()).collect();
    for edition in &report.project.editions {
        // A plan has targets and no ratings yet; a report has both.
        if rated(edition).all(|rated| rated.rating.is_none()) {
            continue;
        }
        for rated in rated(edition).filter(|rated| rated.rating.is_none()) {
            let promises = rated.measures().any(|measure| measure.target.is_some());
            if !promises
                || rated.measures().all(is_pending)
                || report.is_broken(edition, &rated.kpi.id)
            {
                continue;
            }
            found.push_unless(
                &rated.exceptions(),
                Diagnostic::new(
                    &codes::MEASURE_WITHOUT_RATING,
                    format!("`{}` has a target and no rating", rated.path()),
                )
                .at(rated.origin())
                .help(format!("add `rating = \"…\"`, one of {}", listed(&ratings)))
                .help("where the result is still to come, the actual value is `\"pending\"`")
                .help("where it shares its rating with other measures, name their `group`"),
            );
        }
    }
}

/// Whether its result is still to come, which readers see.
fn is_pending(measure: &Measure) -> bool {
    measure
        .actual
        .as_ref()
        .is_some_and(|actual| matches!(actual.value, Value::Missing(Missing::Pending)))
}
