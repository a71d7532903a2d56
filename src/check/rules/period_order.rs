//! A baseline lies before what is measured against it, and before the day of its target; an edition
//! follows the one that it calls the edition before it, and is the only one of its period.

use crate::check::{Findings, Report};
use crate::diagnostics::{Diagnostic, codes};
use crate::model::Edition;

pub fn check(report: &Report<'_>, found: &mut Findings) {
    order_of_editions(&report.project.editions, found);
    for edition in &report.project.editions {
        for kpi in &edition.kpis {
            for measure in &kpi.measures {
                let baseline = measure.baseline.as_ref().and_then(|value| value.period.as_ref());
                let Some(baseline) = baseline else { continue };
                let actual = measure.actual.as_ref().and_then(|value| value.period.as_ref());
                let target = measure.target.as_ref().and_then(|target| target.period.as_ref());
                // What has no period of its own belongs to the edition's.
                let whole = measure.actual.as_ref().map(|_| &edition.period);
                let later = [("actual value", actual.or(whole)), ("target", target)];
                for (what, period) in later {
                    let Some(period) = period else { continue };
                    // A value of a time before the edition is reported as such.
                    let is_early = period.value.end() < edition.first_day();
                    if is_early || baseline.value.end() < period.value.start() {
                        continue;
                    }
                    found.push_unless(
                        &[&measure.accepted, &kpi.accepted],
                        Diagnostic::new(
                            &codes::PERIOD_ORDER,
                            format!(
                                "the baseline of `{}.{}` is of {}, not before the {what} of {}",
                                kpi.id, measure.id, baseline.value, period.value
                            ),
                        )
                        .at(baseline.origin)
                        .related(period.origin, format!("the period of the {what}"))
                        .help("correct one of the two periods"),
                    );
                    // What is too late for one is usually too late for both.
                    break;
                }
            }
        }
    }
}

/// Whoever begins an edition with a copy of the last one may forget to give it its own period.
fn order_of_editions(editions: &[Edition], found: &mut Findings) {
    for (n, edition) in editions.iter().enumerate() {
        let (id, period) = (&edition.id, &edition.period);
        if let Some(twin) = editions[..n].iter().find(|other| other.period.value == period.value) {
            found.push_unless(
                &[&edition.accepted, &twin.accepted],
                Diagnostic::new(
                    &codes::PERIOD_ORDER,
                    format!("the editions `{}` and `{id}` are both of {}", twin.id, period.value),
                )
                .at(period.origin)
                .related(twin.period.origin, "the period of the other")
                .help(
                    "correct one of the two periods; `accept` it where one period has two reports",
                ),
            );
            continue;
        }
        let Some(previous) = &edition.previous else { continue };
        let before = editions.iter().find(|other| other.id == previous.value);
        let later = before.filter(|before| before.period.value.start() >= period.value.start());
        if let Some(later) = later.filter(|later| later.id != *id) {
            found.push_unless(
                &[&edition.accepted],
                Diagnostic::new(
                    &codes::PERIOD_ORDER,
                    format!("the edition `{}` is not of a time before that of `{id}`", later.id),
                )
                .at(previous.origin)
                .related(later.period.origin, "its period")
                .help("name the edition before this one, or correct one of the two periods"),
            );
        }
    }
}
