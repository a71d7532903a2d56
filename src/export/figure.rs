//! What a figure shows → CSV and JSON: the grid that was drawn, with its labels in every language.

use serde_json::{Map, Value as Json, json};

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

fn json(figure: &FigureDownload<'_>, grid: &Grid) -> Vec<u8> {
    let headings = |of: &dyn Fn(&Grid) -> Vec<Heading>| -> Vec<Json> {
        let all: Vec<(&Tag, Vec<Heading>)> =
            figure.grids.iter().map(|(tag, grid)| (*tag, of(grid))).collect();
        let one = |index: usize, heading: &Heading| {
            let labels =
                all.iter().map(|(tag, own)| (tag.to_string(), own[index].label.clone().into()));
            json!({ "id": heading.id, "label": labels.collect::<Map<String, Json>>() })
        };
        of(grid).iter().enumerate().map(|(index, heading)| one(index, heading)).collect()
    };
    let rows = grid.rows.iter().zip(&grid.cells).zip(&figure.units);
    let cells = rows.map(|((row, cells), units)| {
        let values = grid.columns.iter().zip(cells).zip(units).map(|((column, cell), unit)| {
            let mut written = Map::new();
            match &cell.value {
                // A string, so that no reader turns 0.1 into something near it.
                Value::Number(number) => {
                    written.insert("value".to_owned(), number.to_string().into())
                }
                Value::Missing { reason, .. } => {
                    written.insert("missing".to_owned(), reason.clone().into())
                }
                Value::Text => written.insert("text".to_owned(), cell.text.clone().into()),
            };
            written.insert("unit".to_owned(), (*unit).into());
            written.insert("status".to_owned(), status(cell.status).into());
            if cell.after_break {
                written.insert("break".to_owned(), true.into());
            }
            (column.id.clone(), Json::from(written))
        });
        (row.id.clone(), Json::from(values.collect::<Map<String, Json>>()))
    });
    let titles = figure.grids.iter().filter_map(|(tag, _)| {
        let title = figure.figure.title.exact(tag)?.forms.plain();
        Some((tag.to_string(), Json::from(title)))
    });
    let json = json!({
        "id": figure.figure.id.as_str(),
        "edition": figure.edition.id.as_str(),
        "type": figure.figure.kind.word(),
        "title": titles.collect::<Map<String, Json>>(),
        "data": figure.figure.data.iter().map(|data| data.value.to_string()).collect::<Vec<_>>(),
        "columns": headings(&|grid| grid.columns.clone()),
        "rows": headings(&|grid| grid.rows.clone()),
        "values": cells.collect::<Map<String, Json>>(),
    });
    super::json::bytes(&json)
}
