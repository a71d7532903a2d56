//! A value a thousand times the one before is usually in another unit; an increment near the
//! baseline is usually the level reached.

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
                let (Some(baseline), Some(actual)) = (&measure.baseline, &measure.actual) else {
                    continue;
                };
                let what = || format!("{}.{}.actual", kpi.id, measure.id);
                let exceptions = [measure.accepted.as_slice(), &kpi.accepted];
                match measure.target.as_ref().map(|target| &target.kind) {
                    Some(TargetKind::Increase(promised)) => {
                        judge_increment(*promised, baseline, actual, what, &exceptions, found);
                    }
                    _ => compare(baseline, actual, what, &exceptions, found),
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
    let is_less = factor.abs() < Decimal::ONE;
    let Some(factor) = (if is_less { from.checked_div(to) } else { Some(factor) }) else { return };
    let about = [(1_000, "thousand"), (1_000_000, "million")].into_iter().find(|(number, _)| {
        let share = factor / Decimal::from(*number);
        share > Decimal::new(8, 1) && share < Decimal::new(125, 2)
    });
    let Some((_, about)) = about else { return };
    let about = if is_less {
        format!("about a {about}th of it")
    } else {
        format!("about a {about} times as much")
    };
    found.push_unless(
        exceptions,
        Diagnostic::new(
            &codes::IMPLAUSIBLE_JUMP,
            format!("`{}` is {to} after {from}, {about}", what()),
        )
        .at(after.origin)
        .related(before.origin, "the value before")
        .help("write both in the same unit")
        .help("where it is true, say so in `accept`"),
    );
}

/// 114, six more promised, "116": nobody takes that for 116 more.
fn judge_increment(
    promised: Decimal,
    before: &Observation,
    actual: &Observation,
    what: impl Fn() -> String,
    exceptions: &[&[Accepted]],
    found: &mut Findings,
) {
    let (Some(from), Some(value)) = (before.number(), actual.number()) else { return };
    let (Some(beyond), Some(much)) = (value.checked_sub(from), promised.checked_mul(2.into()))
    else {
        return;
    };
    let level_is_known =
        actual.details.as_ref().is_some_and(|details| details.cumulative.is_some());
    let is_level = from > Decimal::ZERO && promised > Decimal::ZERO && value > much;
    if level_is_known || !is_level || beyond.is_sign_negative() || beyond > much {
        return;
    }
    found.push_unless(
        exceptions,
        Diagnostic::new(
            &codes::IMPLAUSIBLE_JUMP,
            format!("`{}`, {value}, reads like the level reached, not like so many more", what()),
        )
        .at(actual.origin)
        .related(before.origin, "the level before")
        .help(format!(
            "where the target is an `increase`, write what came new: \
             `{{ value = {beyond}, cumulative = {value} }}`"
        ))
        .help("where it is true, say so in `accept`"),
    );
}
