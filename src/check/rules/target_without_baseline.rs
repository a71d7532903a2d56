//! A promise that refers to the baseline needs one.

use rust_decimal::Decimal;

use crate::check::{Findings, Report};
use crate::diagnostics::{Diagnostic, codes};
use crate::model::TargetKind;

pub fn check(report: &Report<'_>, found: &mut Findings) {
    for edition in &report.project.editions {
        for kpi in edition.kpis.iter().filter(|kpi| !report.is_broken(edition, &kpi.id)) {
            for measure in &kpi.measures {
                let Some(target) = &measure.target else { continue };
                let is_growth =
                    matches!(target.kind, TargetKind::Growth(_) | TargetKind::GrowthBelow(_));
                let is_kept = matches!(target.kind, TargetKind::Maintain | TargetKind::Improve);
                let baseline = measure.baseline.as_ref();
                let number = baseline.and_then(|baseline| baseline.number());
                let is_words = baseline.is_some() && number.is_none() && is_kept;
                let is_there = number.is_some_and(|number| !is_growth || number > Decimal::ZERO);
                if !(is_growth || is_kept) || is_there || is_words {
                    continue;
                }
                let what = if is_growth { "grow from" } else { "keep or improve" };
                let mut diagnostic = Diagnostic::new(
                    &codes::TARGET_WITHOUT_BASELINE,
                    format!("`{}.{}` has no baseline to {what}", kpi.id, measure.id),
                )
                .at(target.origin)
                .help("give the baseline as a number above zero, or the target as a level");
                if let Some(baseline) = baseline {
                    diagnostic = diagnostic.related(baseline.origin, "no number to start from");
                }
                found.push_unless(&[&measure.accepted, &kpi.accepted], diagnostic);
            }
        }
    }
}
