//! One or more series → rows over the periods that any of them has.

use super::data::{FigureData, Line, Name, Point as Shown, Print, period_id};
use crate::diagnostics::{Diagnostic, Diagnostics, codes};
use crate::model::{FigureSpec, Found, Missing, Period, Point, Project, Series};

/// The records, if all of them are series.
pub fn all<'a>(records: &[Found<'a>]) -> Option<Vec<Found<'a>>> {
    let is_series = |record: &Found<'a>| matches!(record, Found::Series(..));
    records.iter().all(is_series).then(|| records.to_vec())
}

pub fn offer<'a>(
    project: &'a Project,
    spec: &'a FigureSpec,
    records: &[Found<'a>],
    found: &mut Diagnostics,
) -> Option<FigureData<'a>> {
    let series: Vec<(Found<'a>, &'a Series)> = records
        .iter()
        .filter_map(|record| match record {
            Found::Series(_, series) => Some((*record, *series)),
            _ => None,
        })
        .collect();
    let first = series.first()?.1;
    for ((_, other), data) in series.iter().zip(&spec.data) {
        if other.every != first.every {
            found.push(
                Diagnostic::new(
                    &codes::FIGURE_DATA,
                    format!("`{}` has other periods than `{}`", other.id, first.id),
                )
                .at(data.origin)
                .help("years and biennia cannot share an axis; make two figures"),
            );
            return None;
        }
    }
    let periods = periods(series.iter().flat_map(|(_, series)| &series.points));
    let columns = periods
        .iter()
        .map(|period| Line {
            period: Some(period.clone()),
            ..Line::new(period_id(period), Name::Period(period.clone()))
        })
        .collect();
    let rows = series
        .iter()
        .map(|(record, series)| Line {
            better: spec.better.map(super::of_kpis::better),
            ..Line::new(series.id.as_str(), Name::Record(*record))
        })
        .collect();
    let cells = series
        .iter()
        .map(|(_, series)| {
            let unit = super::of_tables::unit(project, &series.unit.value);
            periods
                .iter()
                .map(|period| match series.at(period) {
                    Some(observation) => Shown::of(observation, unit),
                    None => {
                        Shown { print: Print::In(unit), ..Shown::missing(Missing::NotAvailable) }
                    }
                })
                .collect()
        })
        .collect();
    Some(FigureData {
        columns,
        rows,
        cells,
        unit: super::of_tables::unit(project, &first.unit.value),
        source: spec.source.as_ref().or(first.source.as_ref()),
        time: true,
        gaps: series.iter().filter_map(|(_, series)| series.gap.as_ref()).collect(),
    })
}

/// A gap longer than this is no gap but two series.
const LONGEST_GAP: u16 = 30;

/// The periods of all points, and those between them that no point has: an axis of time without
/// them would draw six years as wide as one.
fn periods<'a>(points: impl Iterator<Item = &'a Point>) -> Vec<Period> {
    let mut known: Vec<Period> = Vec::new();
    for point in points {
        if !known.iter().any(|known| known.same_time(&point.period)) {
            known.push(point.period.clone());
        }
    }
    known.sort_by_key(Period::end);
    let mut all: Vec<Period> = Vec::new();
    for period in known {
        if let Some(before) = all.last() {
            let from = before.end().0;
            let steps = between(from, &period);
            all.extend(steps);
        }
        all.push(period);
    }
    all
}

/// The whole years or spans of years after the year `from` and before a period of the same length.
fn between(from: u16, next: &Period) -> Vec<Period> {
    let (years, end) = (next.years().max(1), next.end().0);
    let is_plain = next.as_str().len() == 4 || next.as_str().contains('/');
    if !is_plain || end <= from || end - from > LONGEST_GAP {
        return Vec::new();
    }
    (from + years..end)
        .step_by(usize::from(years))
        .filter_map(|last| match years {
            1 => Period::parse(&last.to_string()),
            _ => Period::parse(&format!("{}/{:02}", last + 1 - years, last % 100)),
        })
        .collect()
}
