//! Every published figure says where it comes from.

use crate::check::{Findings, Report};
use crate::diagnostics::{Diagnostic, Origin, codes};
use crate::model::{Accepted, Id, Observation, Series};

pub fn check(report: &Report<'_>, found: &mut Findings) {
    for series in &report.project.series {
        in_series(series, found);
    }
    for edition in &report.project.editions {
        for kpi in edition.kpis.iter().filter(|kpi| kpi.source.is_none()) {
            let values = kpi.measures.iter().flat_map(|m| m.baseline.iter().chain(&m.actual));
            record("KPI", &kpi.id, kpi.origin, values, &kpi.accepted, found);
        }
        for table in edition.tables.iter().filter(|table| table.source.is_none()) {
            let cells = table.rows.iter().flat_map(|row| row.cells.iter().flatten());
            record("table", &table.id, table.origin, cells, &table.accepted, found);
        }
        for series in &edition.series {
            in_series(series, found);
        }
    }
}

fn in_series(series: &Series, found: &mut Findings) {
    if series.source.is_none() {
        let values = series.points.iter().map(|point| &point.observation);
        record("series", &series.id, series.origin, values, &series.accepted, found);
    }
}

/// A record without a source, unless all of its values have their own.
fn record<'a>(
    what: &str,
    id: &Id,
    origin: Origin,
    values: impl Iterator<Item = &'a Observation>,
    accepted: &[Accepted],
    found: &mut Findings,
) {
    let mut values = values.peekable();
    if values.peek().is_some() && values.all(|value| value.source.is_some()) {
        return;
    }
    found.push_unless(
        &[accepted],
        Diagnostic::new(&codes::MISSING_SOURCE, format!("the {what} `{id}` names no source"))
            .at(origin)
            .help("add `source = \"…\"`, a document of `content/sources.toml`")
            .help("`source = \"…\"` at the top of a file holds for all of its records"),
    );
}
