//! The thresholds of a rating scale must give every percentage one rating.

use rust_decimal::Decimal;

use crate::check::{Findings, Report};
use crate::diagnostics::{Diagnostic, codes};
use crate::model::RatingRule;

pub fn check(report: &Report<'_>, found: &mut Findings) {
    for edition in &report.project.editions {
        let mut rules: Vec<&RatingRule> = edition
            .rating_scale
            .iter()
            .filter(|rule| rule.at_least.is_some() || rule.below.is_some())
            .collect();
        rules.sort_by_key(|rule| rule.at_least);
        for pair in rules.windows(2) {
            let [lower, upper] = pair else { continue };
            let what = match (lower.below, upper.at_least) {
                (Some(below), Some(at_least)) if below < at_least => {
                    format!("no rating is for {below} to {at_least} per cent")
                }
                (Some(below), Some(at_least)) if below > at_least => {
                    format!("two ratings are for {at_least} to {below} per cent")
                }
                (Some(_), Some(_)) => continue,
                (None, Some(at_least)) => {
                    format!("two ratings are for {at_least} per cent and more")
                }
                (below, None) => {
                    format!("two ratings are for less than {}", below.unwrap_or(Decimal::ZERO))
                }
            };
            let help = match upper.at_least {
                Some(at_least) => format!(
                    "write `below = {at_least}` in `[rating_scale.{}]`, or correct `at_least` here",
                    lower.rating.value
                ),
                None => "give all but the lowest rating an `at_least`".to_owned(),
            };
            found.push_unless(
                &[&edition.accepted],
                Diagnostic::new(&codes::RATING_SCALE_GAP, what)
                    .at(upper.rating.origin)
                    .related(lower.rating.origin, "the rating below it")
                    .help(help),
            );
        }
    }
}
