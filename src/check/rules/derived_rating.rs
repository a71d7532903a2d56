//! A rating that claims to follow from the published rule must do so.

use crate::check::arithmetic;
use crate::check::{Findings, Report, rated};
use crate::diagnostics::{Diagnostic, codes};
use crate::model::{RatingBasis, suggest};

pub fn check(report: &Report<'_>, found: &mut Findings) {
    for edition in &report.project.editions {
        for rated in rated(edition) {
            let Some(given) = rated.rating else { continue };
            if given.basis != RatingBasis::Derived {
                continue;
            }
            let rating = &given.rating.value;
            let suggested = suggest(report.lookup, edition, rated.kpi, rated.measures()).ratio;
            let why = match &suggested {
                None => "its numbers do not give a ratio to the target".to_owned(),
                Some(ratio) if ratio.rating == Some(rating) => continue,
                Some(ratio) => {
                    let percent = arithmetic::shown(ratio.achieved, 1);
                    match ratio.rating {
                        Some(other) => {
                            format!("the ratio to the target, {percent} per cent, gives `{other}`")
                        }
                        None => format!(
                            "the ratio to the target, {percent} per cent, gives no rating of the scale"
                        ),
                    }
                }
            };
            found.push_unless(
                &rated.exceptions(),
                Diagnostic::new(
                    &codes::DERIVED_RATING,
                    format!("`{}` is `{rating}` as derived from its numbers, but {why}", rated.path()),
                )
                .at(given.rating.origin)
                .help("correct the rating, or the numbers")
                .help("leave out `rating_basis = \"derived\"` where the report itself gives this rating"),
            );
        }
    }
}
