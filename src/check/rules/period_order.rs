//! A baseline lies before what is measured against it, and before the day of its target.

use crate::check::{Findings, Report};
use crate::diagnostics::{Diagnostic, codes};

pub fn check(report: &Report<'_>, found: &mut Findings) {
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
