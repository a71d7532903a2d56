//! What there was and what came new must make up what there is.

use crate::check::arithmetic::{self, Range};
use crate::check::{Findings, Report};
use crate::diagnostics::{Diagnostic, Origin, codes};
use crate::model::{Kpi, Measure};

pub fn check(report: &Report<'_>, found: &mut Findings) {
    for edition in &report.project.editions {
        for kpi in &edition.kpis {
            for measure in &kpi.measures {
                check_measure(report, kpi, measure, found);
            }
        }
    }
}

fn check_measure(report: &Report<'_>, kpi: &Kpi, measure: &Measure, found: &mut Findings) {
    let (Some(baseline), Some(actual)) = (&measure.baseline, &measure.actual) else { return };
    let Some(details) = &actual.details else { return };
    let unit = report.lookup.unit(&measure.unit.as_ref().unwrap_or(&kpi.unit).value);
    let (Some(before), Some(value)) = (Range::of(baseline, unit), Range::of(actual, unit)) else {
        return;
    };
    let mut compare = |added: Range, level: Range, origin: Origin, what: &str| {
        let Some(sum) = before.plus(added).filter(|sum| !sum.meets(level)) else { return };
        let (Some(sum), Some(level)) = (sum.middle(), level.middle()) else { return };
        let decimals = baseline.number().map_or(0, |number| number.scale());
        found.push_unless(
            &[&measure.accepted, &kpi.accepted],
            Diagnostic::new(
                &codes::CUMULATIVE_MISMATCH,
                format!(
                    "`{}.{}` reaches {}, but baseline and {what} make {}",
                    kpi.id,
                    measure.id,
                    arithmetic::shown(level, decimals),
                    arithmetic::shown(sum, decimals)
                ),
            )
            .at(origin)
            .related(baseline.origin, "the baseline")
            .help("correct one of the three numbers")
            .help("where the source itself is wrong, say so in `accept` of the measure"),
        );
    };
    if let Some(cumulative) = &details.cumulative {
        let level = Range::printed(cumulative.value, unit);
        compare(value, level, cumulative.origin, "increment");
    }
    if let Some(added) = &details.added {
        compare(Range::printed(added.value, unit), value, added.origin, "`added`");
    }
}
