//! A rating that neither the ratio to the target nor the progress from the baseline gives needs a
//! reason, for readers will look for one.

use rust_decimal::Decimal;

use crate::check::arithmetic;
use crate::check::{Findings, Rated, Report, rated};
use crate::diagnostics::{Diagnostic, codes};
use crate::model::{Edition, RatingBasis, Suggestion, suggest};

pub fn check(report: &Report<'_>, found: &mut Findings) {
    for edition in &report.project.editions {
        for rated in rated(edition) {
            check_one(report, edition, &rated, found);
        }
    }
}

fn check_one(report: &Report<'_>, edition: &Edition, rated: &Rated<'_>, found: &mut Findings) {
    let Some(given) = rated.rating else { return };
    let rating = &given.rating.value;
    // A rating without thresholds, such as "not assessable", follows from no number; one that is
    // derived has its own rule.
    let has_threshold = edition.rating_scale.iter().any(|rule| {
        rule.rating.value == *rating && (rule.at_least.is_some() || rule.below.is_some())
    });
    if !has_threshold || given.justification.is_some() || given.basis == RatingBasis::Derived {
        return;
    }
    let suggested = suggest(report.lookup, edition, rated.kpi, rated.measures());
    let gives_it = |suggestion: &Option<Suggestion<'_>>| {
        suggestion.as_ref().is_some_and(|suggestion| suggestion.rating == Some(rating))
    };
    let nothing_known = suggested.ratio.is_none() && suggested.progress.is_none();
    // What falls into a gap of the scale is the scale's mistake.
    let in_gap = |suggestion: &Option<Suggestion<'_>>| {
        let scale = &edition.rating_scale;
        suggestion.as_ref().is_some_and(|Suggestion { achieved, rating }| {
            rating.is_none()
                && scale.iter().any(|rule| rule.at_least.is_some_and(|least| least > *achieved))
                && scale.iter().any(|rule| rule.below.is_some_and(|below| below <= *achieved))
        })
    };
    if in_gap(&suggested.ratio) || in_gap(&suggested.progress) {
        return;
    }
    if nothing_known || gives_it(&suggested.ratio) || gives_it(&suggested.progress) {
        return;
    }
    let mut says = Vec::new();
    if let Some(ratio) = &suggested.ratio {
        says.push(format!("the ratio to the target, {}", in_words(ratio)));
    }
    if let Some(progress) = &suggested.progress {
        says.push(format!("the progress from the baseline, {}", in_words(progress)));
    }
    found.push_unless(
        &rated.exceptions(),
        Diagnostic::new(
            &codes::RATING_CONTRADICTS_ACTUAL,
            format!("`{}` is rated `{rating}`, but {}", rated.path(), says.join(" and ")),
        )
        .at(given.rating.origin)
        .help("correct the rating or the numbers")
        .help(
            "write why it stands in `justification.en = \"…\"`; it is published beside the rating",
        ),
    );
}

fn in_words(suggestion: &Suggestion<'_>) -> String {
    // 99.96 per cent must not read as the 100 that it misses.
    let nearly = Decimal::new(9995, 2);
    let rounded_up = suggestion.achieved > nearly && suggestion.achieved < Decimal::ONE_HUNDRED;
    let percent =
        if rounded_up { "99.9".to_owned() } else { arithmetic::shown(suggestion.achieved, 1) };
    match suggestion.rating {
        Some(rating) => format!("{percent} per cent, gives `{rating}`"),
        None => format!("{percent} per cent, gives no rating of the scale"),
    }
}
