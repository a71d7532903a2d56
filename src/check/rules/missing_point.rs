//! A series that skips a period must say why: a line across the gap would claim what nobody counted.

use super::series_rhythm::fits;
use crate::check::{Findings, Report};
use crate::diagnostics::{Diagnostic, codes};
use crate::model::Every;

pub fn check(report: &Report<'_>, found: &mut Findings) {
    let editions = report.project.editions.iter().flat_map(|edition| &edition.series);
    for series in report.project.series.iter().chain(editions) {
        if series.gap.is_some() {
            continue;
        }
        let step = match series.every {
            Every::Year => 1,
            Every::Biennium => 2,
        };
        for pair in series.points.windows(2) {
            let [before, after] = pair else { continue };
            let (last, next) = (before.period.end().0, after.period.end().0);
            // What is out of rhythm has a rule of its own.
            let in_rhythm = fits(series, &before.period) && fits(series, &after.period);
            if next <= last + step || !in_rhythm {
                continue;
            }
            found.push_unless(
                &[&series.accepted],
                Diagnostic::new(
                    &codes::MISSING_POINT,
                    format!(
                        "`{}` has nothing between {} and {}",
                        series.id, before.period, after.period
                    ),
                )
                .at(after.observation.origin)
                .help("add the points; one whose value is not known is `\"not-available\"` or `\"lost\"`")
                .help("say in `gap.en = \"…\"` of the series what is missing, and why"),
            );
        }
    }
}
