//! The points of a series must keep its rhythm: a year beside a biennium would look like a jump.

use crate::check::{Findings, Report};
use crate::diagnostics::{Diagnostic, codes};
use crate::model::{Every, Flow, Period, Point, Series};

pub fn check(report: &Report<'_>, found: &mut Findings) {
    let editions = report.project.editions.iter().flat_map(|edition| &edition.series);
    for series in report.project.series.iter().chain(editions) {
        for point in &series.points {
            if !fits(series, &point.period) {
                let (rhythm, example) = match series.every {
                    Every::Year => ("a year", "`2025 = …`"),
                    Every::Biennium => ("a biennium", "`\"2024/25\" = …`"),
                };
                found.push_unless(
                    &[&series.accepted],
                    Diagnostic::new(
                        &codes::SERIES_RHYTHM,
                        format!("`{}@{}` is not {rhythm}", series.id, point.period),
                    )
                    .at(point.observation.origin)
                    .help(format!("write {example}, or make it a series of its own")),
                );
            }
        }
        for pair in series.points.windows(2) {
            let [before, after] = pair else { continue };
            let in_rhythm = fits(series, &before.period) && fits(series, &after.period);
            if in_rhythm && after.period.start() <= before.period.end() {
                overlap(series, before, after, found);
            }
        }
    }
}

/// Whether a period is of the series' rhythm: a flow fills its year or biennium; a stock may also be that of a day or month.
pub fn fits(series: &Series, period: &Period) -> bool {
    let years = match series.every {
        Every::Year => 1,
        Every::Biennium => 2,
    };
    let is_whole = {
        let ((_, first_month, first_day), (_, last_month, last_day)) =
            (period.start(), period.end());
        (first_month, first_day, last_month, last_day) == (1, 1, 12, 31)
    };
    match series.flow {
        Flow::Flow => is_whole && period.years() == years,
        Flow::Stock => period.years() <= years,
    }
}

fn overlap(series: &Series, before: &Point, after: &Point, found: &mut Findings) {
    found.push_unless(
        &[&series.accepted],
        Diagnostic::new(
            &codes::SERIES_RHYTHM,
            format!("`{}` has both {} and {}", series.id, before.period, after.period),
        )
        .at(after.observation.origin)
        .related(before.observation.origin, "the other")
        .help("keep one of them, or make two series"),
    );
}
