//! What a figure shows → CSV and JSON: the grid that was drawn, with its labels in every language.

use std::fmt::Display;

use serde::{Serialize, Serializer};

use super::Download;
use super::csv::Lines;
use crate::chart::{Cell, Grid, Heading, Status, Value};
use crate::language::Tag;
use crate::model::Project;
use crate::plan::FigureDownload;

/// One figure in every format.
pub fn figure(project: &Project, figure: &FigureDownload<'_>) -> Vec<Download> {
    let Some((_, grid)) = figure.grids.first() else { return Vec::new() };
    let download =
        |extension: &str, bytes| Download { path: format!("{}.{extension}", figure.path), bytes };
    vec![download("csv", csv(project, figure, grid)), download("json", json(figure, grid))]
}

fn csv(project: &Project, figure: &FigureDownload<'_>, grid: &Grid) -> Vec<u8> {
    let mut header: Vec<String> = ["row", "column", "unit", "value", "missing", "status", "break"]
        .map(str::to_owned)
        .to_vec();
    for (tag, _) in &figure.grids {
        header.push(format!("row_label_{tag}"));
        header.push(format!("column_label_{tag}"));
    }
    let mut lines = Lines::new(project);
    lines.add(header);
    for (r, row) in grid.rows.iter().enumerate() {
        for (c, column) in grid.columns.iter().enumerate() {
            let cell = &grid.cells[r][c];
            lines.begin([row.id.as_str(), column.id.as_str(), figure.units[r][c]]);
            lines.begin(value(cell));
            let labels = figure.grids.iter();
            lines
                .add(labels.flat_map(|(_, other)| [&other.rows[r].label, &other.columns[c].label]));
        }
    }
    lines.bytes()
}

/// Value, reason of absence, status, break.
fn value(cell: &Cell) -> [String; 4] {
    let (value, missing) = match &cell.value {
        Value::Number(number) => (number.to_string(), String::new()),
        Value::Missing { reason, .. } => (String::new(), reason.clone()),
        Value::Text => (String::new(), "text".to_owned()),
    };
    let breaks = if cell.after_break { "true" } else { "" };
    [value, missing, status(cell.status).to_owned(), breaks.to_owned()]
}

fn status(status: Status) -> &'static str {
    match status {
        Status::Final => "final",
        Status::Provisional => "provisional",
        Status::Estimated => "estimated",
        Status::Revised => "revised",
        Status::Forecast => "forecast",
    }
}

/// In the order of its keys. Written as it is walked: a tree of values for each figure would take
/// several times as long as its text.
#[derive(Serialize)]
struct Figure<'a> {
    id: &'a str,
    edition: &'a str,
    r#type: &'a str,
    title: InOrder<&'a Tag, &'a str>,
    data: Vec<String>,
    columns: Vec<Named<'a>>,
    rows: Vec<Named<'a>>,
    values: InOrder<&'a str, InOrder<&'a str, Written<'a>>>,
}

/// A row or column.
#[derive(Serialize)]
struct Named<'a> {
    id: &'a str,
    label: InOrder<&'a Tag, &'a str>,
}

#[derive(Default, Serialize)]
struct Written<'a> {
    /// A string, so that no reader turns 0.1 into something near it.
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    missing: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<&'a str>,
    unit: &'a str,
    status: &'static str,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    r#break: bool,
}

/// An object whose keys come one after the other.
struct InOrder<K, V>(Vec<(K, V)>);

impl<K: Display, V: Serialize> Serialize for InOrder<K, V> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(key, value)| (key.to_string(), value)))
    }
}

impl<K: PartialEq, V> FromIterator<(K, V)> for InOrder<K, V> {
    /// Of two with one key the last stands, where the first stood.
    fn from_iter<I: IntoIterator<Item = (K, V)>>(all: I) -> Self {
        let mut own: Vec<(K, V)> = Vec::new();
        for (key, value) in all {
            match own.iter_mut().find(|(known, _)| *known == key) {
                Some((_, known)) => *known = value,
                None => own.push((key, value)),
            }
        }
        InOrder(own)
    }
}

fn json(figure: &FigureDownload<'_>, grid: &Grid) -> Vec<u8> {
    let named = |of: fn(&Grid) -> &[Heading]| -> Vec<Named<'_>> {
        let label = |index: usize| {
            let labels = figure.grids.iter();
            labels.map(|(tag, grid)| (*tag, of(grid)[index].label.as_str())).collect()
        };
        let headings = of(grid).iter().enumerate();
        headings.map(|(index, heading)| Named { id: &heading.id, label: label(index) }).collect()
    };
    let rows = grid.rows.iter().zip(&grid.cells).zip(&figure.units);
    let values = rows.map(|((row, cells), units)| {
        let cells = grid.columns.iter().zip(cells).zip(units);
        let cells = cells.map(|((column, cell), unit)| (column.id.as_str(), written(cell, unit)));
        (row.id.as_str(), cells.collect())
    });
    let title = |tag| Some((tag, figure.figure.title.exact(tag)?.forms.plain()));
    super::json::bytes(&Figure {
        id: figure.figure.id.as_str(),
        edition: figure.edition.id.as_str(),
        r#type: figure.figure.kind.word(),
        title: figure.grids.iter().filter_map(|(tag, _)| title(*tag)).collect(),
        data: figure.figure.data.iter().map(|data| data.value.to_string()).collect(),
        columns: named(|grid| &grid.columns),
        rows: named(|grid| &grid.rows),
        values: values.collect(),
    })
}

fn written<'a>(cell: &'a Cell, unit: &'a str) -> Written<'a> {
    let own = Written {
        unit,
        status: status(cell.status),
        r#break: cell.after_break,
        ..Written::default()
    };
    match &cell.value {
        Value::Number(number) => Written { value: Some(number.to_string()), ..own },
        Value::Missing { reason, .. } => Written { missing: Some(reason), ..own },
        Value::Text => Written { text: Some(&cell.text), ..own },
    }
}
