//! A rating that the edition's scale does not explain says nothing that readers can check.

use std::collections::BTreeSet;

use crate::check::{Findings, Report, rated};
use crate::diagnostics::{Diagnostic, codes};
use crate::model::{Id, RatingGiven};

pub fn check(report: &Report<'_>, found: &mut Findings) {
    for edition in &report.project.editions {
        let scale = &edition.rating_scale;
        let mut told: BTreeSet<&Id> = BTreeSet::new();
        for rated in rated(edition) {
            let Some(given) = rated.rating else { continue };
            let rating = &given.rating.value;
            let is_explained = rating.as_str() == RatingGiven::UNKNOWN
                || scale.iter().any(|rule| rule.rating.value == *rating);
            if is_explained || !told.insert(rating) {
                continue;
            }
            found.push_unless(
                &[&edition.accepted],
                Diagnostic::new(
                    &codes::RATING_WITHOUT_SCALE,
                    format!("the rating `{rating}` is not on the scale of the edition `{}`", edition.id),
                )
                .at(given.rating.origin)
                .help(format!(
                    "add `[rating_scale.{rating}]` to `edition.toml`, with its thresholds or its rule in words"
                )),
            );
        }
    }
}
