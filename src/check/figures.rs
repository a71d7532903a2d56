//! Walks over every published value with what the records around it say about it.

use std::fmt;

use super::Report;
use crate::model::{
    Accepted, Edition, Id, Kpi, Measure, Observation, Period, Series, SourceUse, Table, Unit,
};

/// One published value in its place.
#[derive(Clone, Copy)]
pub struct Figure<'a> {
    /// `None` for a series that belongs to no edition.
    pub edition: Option<&'a Edition>,
    pub path: Path<'a>,
    pub observation: &'a Observation,
    pub unit: Option<&'a Unit>,
    pub source: Option<&'a SourceUse>,
    /// Of the records around it, the nearest first.
    pub exceptions: [&'a [Accepted]; 2],
}

/// How prose refers to it: `revenue.total.actual`, `visitors@2025`.
#[derive(Clone, Copy)]
pub struct Path<'a> {
    pub record: &'a Id,
    pub part: Option<&'a Id>,
    pub field: Option<&'a str>,
    pub period: Option<&'a Period>,
}

impl fmt::Display for Path<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}", self.record)?;
        if let Some(part) = self.part {
            write!(out, ".{part}")?;
        }
        if let Some(field) = self.field {
            write!(out, ".{field}")?;
        }
        if let Some(period) = self.period {
            write!(out, "@{period}")?;
        }
        Ok(())
    }
}

/// Calls `see` with every value that a reference can reach, in the order of the data.
pub fn each<'a>(report: &Report<'a>, mut see: impl FnMut(&Figure<'a>)) {
    for series in &report.project.series {
        in_series(report, None, series, &mut see);
    }
    for edition in &report.project.editions {
        for kpi in &edition.kpis {
            for measure in &kpi.measures {
                in_measure(report, edition, kpi, measure, &mut see);
            }
        }
        for table in &edition.tables {
            in_table(report, edition, table, &mut see);
        }
        for series in &edition.series {
            in_series(report, Some(edition), series, &mut see);
        }
    }
}

fn in_measure<'a>(
    report: &Report<'a>,
    edition: &'a Edition,
    kpi: &'a Kpi,
    measure: &'a Measure,
    see: &mut impl FnMut(&Figure<'a>),
) {
    let unit = report.lookup.unit(&measure.unit.as_ref().unwrap_or(&kpi.unit).value);
    let fields = [("baseline", &measure.baseline), ("actual", &measure.actual)];
    for (field, observation) in fields {
        let Some(observation) = observation else { continue };
        let figure = Figure {
            edition: Some(edition),
            path: Path {
                record: &kpi.id,
                part: Some(&measure.id),
                field: Some(field),
                period: None,
            },
            observation,
            unit,
            source: observation.source.as_ref().or(kpi.source.as_ref()),
            exceptions: [&measure.accepted, &kpi.accepted],
        };
        see(&figure);
        for (period, year) in observation.details.iter().flat_map(|details| &details.per_year) {
            let path = Path { period: Some(period), ..figure.path };
            see(&Figure { path, observation: year, ..figure });
        }
    }
}

fn in_table<'a>(
    report: &Report<'a>,
    edition: &'a Edition,
    table: &'a Table,
    see: &mut impl FnMut(&Figure<'a>),
) {
    for row in &table.rows {
        for (column, cell) in table.columns.iter().zip(&row.cells) {
            let Some(cell) = cell else { continue };
            see(&Figure {
                edition: Some(edition),
                path: Path {
                    record: &table.id,
                    part: Some(&row.id),
                    field: Some(column.id.as_str()),
                    period: None,
                },
                observation: cell,
                unit: report.lookup.unit(&table.unit_of(row, column).value),
                source: cell.source.as_ref().or(table.source.as_ref()),
                exceptions: [&row.accepted, &table.accepted],
            });
        }
    }
}

fn in_series<'a>(
    report: &Report<'a>,
    edition: Option<&'a Edition>,
    series: &'a Series,
    see: &mut impl FnMut(&Figure<'a>),
) {
    let unit = report.lookup.unit(&series.unit.value);
    for point in &series.points {
        see(&Figure {
            edition,
            path: Path { record: &series.id, part: None, field: None, period: Some(&point.period) },
            observation: &point.observation,
            unit,
            source: point.observation.source.as_ref().or(series.source.as_ref()),
            exceptions: [&series.accepted, &[]],
        });
    }
}
