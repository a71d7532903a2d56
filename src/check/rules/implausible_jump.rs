//! A value a thousand times the one before is usually in another unit.

use rust_decimal::Decimal;

use crate::check::{Findings, Report};
use crate::diagnostics::{Diagnostic, codes};
use crate::model::{Accepted, Observation, TargetKind};

pub fn check(report: &Report<'_>, found: &mut Findings) {
    let editions = report.project.editions.iter().flat_map(|edition| &edition.series);
    for series in report.project.series.iter().chain(editions) {
        for pair in series.points.windows(2) {
            let [before, after] = pair else { continue };
            if !after.observation.breaks {
                let what = || format!("{}@{}", series.id, after.period);
                compare(&before.observation, &after.observation, what, &[&series.accepted], found);
            }
        }
    }
    for edition in &report.project.editions {
        for kpi in &edition.kpis {
            for measure in &kpi.measures {
                // An increment is no level.
                let is_increment = measure
                    .target
                    .as_ref()
                    .is_some_and(|target| matches!(target.kind, TargetKind::Increase(_)));
                if let (Some(baseline), Some(actual)) = (&measure.baseline, &measure.actual)
                    && !is_increment
                {
                    let what = || format!("{}.{}.actual", kpi.id, measure.id);
                    let exceptions = [measure.accepted.as_slice(), &kpi.accepted];
                    compare(baseline, actual, what, &exceptions, found);
                }
            }
        }
    }
}

fn compare(
    before: &Observation,
    after: &Observation,
    what: impl Fn() -> String,
    exceptions: &[&[Accepted]],
    found: &mut Findings,
) {
    let (Some(from), Some(to)) = (before.number(), after.number()) else { return };
    let Some(factor) = to.checked_div(from).filter(|_| !from.is_zero() && !to.is_zero()) else {
        return;
    };
    let factor = if factor < Decimal::ONE { from.checked_div(to) } else { Some(factor) };
    let is_thousands = factor.is_some_and(|factor| {
        [1_000, 1_000_000].into_iter().any(|thousands| {
            let share = factor / Decimal::from(thousands);
            share > Decimal::new(8, 1) && share < Decimal::new(125, 2)
        })
    });
    if !is_thousands {
        return;
    }
    found.push_unless(
        exceptions,
        Diagnostic::new(
            &codes::IMPLAUSIBLE_JUMP,
            format!(
                "`{}` is {to} after {from}, about a thousand times as much or as little",
                what()
            ),
        )
        .at(after.origin)
        .related(before.origin, "the value before")
        .help("write both in the same unit")
        .help("where it is true, say so in `accept`"),
    );
}
