//! One or more series → rows over the periods that any of them has.

use super::data::{FigureData, Line, Name, Point, period_id};
use crate::diagnostics::{Diagnostic, Diagnostics, codes};
use crate::model::{FigureSpec, Found, Missing, Period, Project, Series};

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
    let mut periods: Vec<&'a Period> = Vec::new();
    for point in series.iter().flat_map(|(_, series)| &series.points) {
        if !periods.iter().any(|known| known.same_time(&point.period)) {
            periods.push(&point.period);
        }
    }
    periods.sort_by_key(|period| period.end());
    let columns = periods
        .iter()
        .map(|period| Line { period: Some(*period), ..Line::new(period_id(period), Name::Period(period)) })
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
                    Some(observation) => Point::of(observation, unit),
                    None => Point::missing(Missing::NotAvailable),
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
