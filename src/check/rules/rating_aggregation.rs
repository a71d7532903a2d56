//! A rating for several units of work lies between the best and the worst that they gave.

use crate::check::{Findings, Report, rated};
use crate::diagnostics::{Diagnostic, codes};
use crate::model::Id;

pub fn check(report: &Report<'_>, found: &mut Findings) {
    let ratings = &report.project.vocabulary.ratings;
    let order = |id: &Id| ratings.iter().find(|known| known.id == *id).map(|known| known.order);
    for edition in &report.project.editions {
        for rated in rated(edition) {
            let Some(given) = rated.rating else { continue };
            let parts: Vec<(&Id, i64)> = given
                .by_unit
                .iter()
                .filter_map(|(_, rating)| Some((&rating.value, order(&rating.value)?)))
                .collect();
            let best = parts.iter().min_by_key(|(_, order)| *order);
            let worst = parts.iter().max_by_key(|(_, order)| *order);
            let (Some(best), Some(worst), Some(own)) = (best, worst, order(&given.rating.value))
            else {
                continue;
            };
            if best.1 <= own && own <= worst.1 || given.justification.is_some() {
                continue;
            }
            let says = if best.1 == worst.1 {
                format!("all units of work rate it `{}`", best.0)
            } else {
                format!("its units of work rate it from `{}` to `{}`", best.0, worst.0)
            };
            found.push_unless(
                &rated.exceptions(),
                Diagnostic::new(
                    &codes::RATING_AGGREGATION,
                    format!("`{}` is rated `{}`, but {says}", rated.path(), given.rating.value),
                )
                .at(given.rating.origin)
                .help("correct the rating, or those in `rating_by`")
                .help("write why it stands in `justification.en = \"…\"`; it is published beside the rating"),
            );
        }
    }
}
