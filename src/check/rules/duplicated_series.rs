//! One fact stands in one place: two series with the same numbers will differ one day.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::check::{Findings, Report};
use crate::diagnostics::{Diagnostic, codes};
use crate::model::{Period, Series};

/// Two equal points may be chance.
const FEWEST: usize = 3;

pub fn check(report: &Report<'_>, found: &mut Findings) {
    let editions = report.project.editions.iter().flat_map(|edition| &edition.series);
    let mut known: BTreeMap<Vec<(&Period, Decimal)>, &Series> = BTreeMap::new();
    for series in report.project.series.iter().chain(editions) {
        let points: Vec<(&Period, Decimal)> = series
            .points
            .iter()
            .filter_map(|point| Some((&point.period, point.observation.number()?)))
            .collect();
        if points.len() < FEWEST || points.iter().all(|(_, number)| *number == points[0].1) {
            continue;
        }
        match known.get(&points) {
            None => {
                known.insert(points, series);
            }
            Some(first) => found.push_unless(
                &[&series.accepted],
                Diagnostic::new(
                    &codes::DUPLICATED_SERIES,
                    format!("the series `{}` has the numbers of `{}`", series.id, first.id),
                )
                .at(series.origin)
                .related(first.origin, "the first of the two")
                .help("keep one of them, and refer to it from the other place"),
            ),
        }
    }
}
