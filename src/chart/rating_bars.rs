//! How many of each rating: one bar per row, filled to its whole width.

use super::marks::{key_block, key_rating, series_class};
use super::rows::{Rows, Wish};
use super::scale::float;
use super::sheet::{Anchor, TEXT};
use super::width::{Weight, width};
use super::{ChartSpec, Heading, KeyEntry, KeyFor, Laid, Page, Role, Shape};

const BAR: f64 = 28.0;
/// Between the parts of a bar, in the colour of the page.
const GAP: f64 = 1.5;

pub(crate) fn lay_out(spec: &ChartSpec<'_>, page: Page) -> Laid {
    let grid = spec.grid;
    let parts = parts(spec);
    let totals = grid.columns.iter().position(|column| column.role == Role::Total);
    let total_room = totals.map_or(0.0, |column| {
        let texts = grid.cells.iter().map(|row| width(&row[column].text, TEXT, Weight::Bold));
        texts.fold(0.0, f64::max).ceil() + 10.0
    });
    let only = grid.rows.len() == 1;
    let names = grid.rows.iter().map(|row| if only { "" } else { row.label.as_str() });
    let rows = Rows::new(
        spec,
        page,
        Wish {
            names: names.map(|name| (name, String::new())).collect(),
            marks: vec![BAR; grid.rows.len()],
            between: 14.0,
            top: 1.0,
            bottom: 1.0,
            before: 0.0,
            end: total_room,
            widest_name: 250.0,
        },
    );
    let mut sheet = rows.sheet();
    rows.names(&mut sheet);
    for (row, heading) in grid.rows.iter().enumerate() {
        let count = |column: usize| grid.cells[row][column].decimal().map_or(0.0, float).max(0.0);
        let whole: f64 = parts.iter().map(|&column| count(column)).sum();
        let per_one = (rows.to - rows.from) / whole.max(f64::MIN_POSITIVE);
        let mut from = rows.from;
        let mut labels = Vec::new();
        sheet.open("m", &heading.id);
        for (index, &column) in parts.iter().enumerate() {
            let part = count(column);
            if part <= 0.0 {
                continue;
            }
            let to = from + part * per_one;
            let class = part_class(&grid.columns[column], index);
            let drawn = (to - GAP).max(from + 0.5);
            let extent = (rows.places[row].mark, BAR);
            rows.rect(&mut sheet, class, &spec.datum(row, column), (from, drawn), extent);
            let text = &grid.cells[row][column].text;
            if width(text, TEXT, Weight::Regular) + 4.0 <= drawn - from {
                labels.push((class, rows.x((from + drawn) / 2.0), text));
            }
            from = to;
        }
        sheet.close();
        for (class, x, text) in labels {
            sheet.text(&format!("bl {class}"), Anchor::Middle, x, rows.baseline(row), text);
        }
        if whole <= 0.0 {
            let x = rows.x(rows.from);
            sheet.text("nl", rows.start(), x, rows.baseline(row), &spec.words.no_data);
        }
        if let Some(column) = totals {
            let text = spec.marked(&grid.cells[row][column]);
            sheet.text("vt", rows.end(), rows.x(rows.page_width()), rows.baseline(row), &text);
        }
    }
    let mut laid = Laid::on(sheet);
    laid.key_for = KeyFor::Everyone;
    laid.key = key(spec);
    laid
}

/// The columns that are counted, in their order.
pub(crate) fn parts(spec: &ChartSpec<'_>) -> Vec<usize> {
    let columns = spec.grid.columns.iter().enumerate();
    columns.filter(|(_, column)| column.role != Role::Total).map(|(index, _)| index).collect()
}

pub(crate) fn part_class(column: &Heading, index: usize) -> &'static str {
    let shape = column.rating.as_ref().map(|rating| rating.shape);
    shape.map_or(series_class(index), Shape::class)
}

pub(crate) fn key(spec: &ChartSpec<'_>) -> Vec<KeyEntry> {
    let entry = |(index, column): (usize, usize)| {
        let heading = &spec.grid.columns[column];
        match &heading.rating {
            Some(rating) => key_rating(rating.shape, &heading.label),
            None => key_block(series_class(index), &heading.label),
        }
    };
    parts(spec).into_iter().enumerate().map(entry).collect()
}
