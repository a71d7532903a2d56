//! An edition reports on its own period: an actual value of another time may be in the wrong place.

use crate::check::{Findings, Report};
use crate::diagnostics::{Diagnostic, Origin, codes};
use crate::model::{Edition, Kpi, Measure, Period};

pub fn check(report: &Report<'_>, found: &mut Findings) {
    for edition in &report.project.editions {
        for kpi in &edition.kpis {
            for measure in &kpi.measures {
                if let Some(actual) = &measure.actual {
                    let own = actual.period.iter().map(|period| (&period.value, period.origin));
                    let years = actual.details.iter().flat_map(|details| &details.per_year);
                    let years = years.map(|(period, year)| (period, year.origin));
                    for (period, origin) in own.chain(years) {
                        outside(edition, kpi, measure, "actual value", period, origin, found);
                    }
                }
                let target = measure.target.as_ref().and_then(|target| target.period.as_ref());
                if let Some(period) = target {
                    outside(edition, kpi, measure, "target", &period.value, period.origin, found);
                }
            }
        }
    }
}

fn outside(
    edition: &Edition,
    kpi: &Kpi,
    measure: &Measure,
    what: &str,
    period: &Period,
    origin: Origin,
    found: &mut Findings,
) {
    if period.start() >= edition.first_day() && period.end() <= edition.last_day() {
        return;
    }
    found.push_unless(
        &[&measure.accepted, &kpi.accepted],
        Diagnostic::new(
            &codes::PERIOD_OUTSIDE_EDITION,
            format!(
                "the {what} of `{}.{}` is of {period}, outside of {}",
                kpi.id, measure.id, edition.period.value
            ),
        )
        .at(origin)
        .help("correct the period, or move the value to the edition that it belongs to")
        .help("where a survey came later, say so in `accept` of the measure"),
    );
}
