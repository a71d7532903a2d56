//! How many of each rating, as one shape per rating that can be counted.

use super::marks::glyph_path;
use super::rating_bars::{key, part_class, parts};
use super::rows::{Rows, Wish};
use super::scale::float;
use super::sheet::Path;
use super::width::{Weight, width};
use super::{ChartSpec, KeyFor, Laid, Page, Role, Shape};

/// From the middle of one shape to the next.
const STEP: f64 = 15.4;
const RADIUS: f64 = 6.0;
/// Two tens side by side.
const PER_LINE: usize = 20;
const BETWEEN_TENS: f64 = 10.0;

pub(crate) fn lay_out(spec: &ChartSpec<'_>, page: Page) -> Laid {
    let grid = spec.grid;
    let parts = parts(spec);
    let count = |row: usize, column: usize| {
        grid.cells[row][column].decimal().map_or(0.0, float).max(0.0).round() as usize
    };
    let marks = (0..grid.rows.len()).map(|row| {
        let whole: usize = parts.iter().map(|&column| count(row, column)).sum();
        whole.div_ceil(PER_LINE).max(1) as f64 * STEP
    });
    let totals = grid.columns.iter().position(|column| column.role == Role::Total);
    let total_room = totals.map_or(0.0, |column| {
        let texts =
            grid.cells.iter().map(|row| width(&row[column].text, super::sheet::TEXT, Weight::Bold));
        texts.fold(0.0, f64::max).ceil() + 10.0
    });
    let only = grid.rows.len() == 1;
    let names = grid.rows.iter().map(|row| if only { "" } else { row.label.as_str() });
    let line = PER_LINE as f64 * STEP + BETWEEN_TENS;
    let rows = Rows::new(
        spec,
        page,
        Wish {
            names: names.map(|name| (name, String::new())).collect(),
            marks: marks.collect(),
            between: 14.0,
            top: 1.0,
            bottom: 1.0,
            before: 0.0,
            end: 0.0,
            widest_name: page.width() - line - total_room - 30.0,
        },
    );
    let mut sheet = rows.sheet();
    rows.names(&mut sheet);
    for (row, heading) in grid.rows.iter().enumerate() {
        let mut placed = 0;
        sheet.open("m", &heading.id);
        for (index, &column) in parts.iter().enumerate() {
            let rating = grid.columns[column].rating.as_ref();
            let shape = rating.map_or(Shape::Disc, |rating| rating.shape);
            let (mut solid, mut rim) = (Path::default(), Path::default());
            for place in placed..placed + count(row, column) {
                let in_line = place % PER_LINE;
                let tens = (in_line / 10) as f64 * BETWEEN_TENS;
                let along = rows.from + RADIUS + in_line as f64 * STEP + tens;
                let y = rows.places[row].mark + (place / PER_LINE) as f64 * STEP + STEP / 2.0;
                match shape {
                    // A dot of the pen: by far the shortest way to write a disc.
                    Shape::Disc => solid.to('M', (rows.x(along), y)).raw("h0"),
                    _ => glyph_path(&mut solid, &mut rim, shape, (rows.x(along), y), RADIUS),
                };
            }
            placed += count(row, column);
            let class = part_class(&grid.columns[column], index);
            let mut datum = spec.datum(row, column);
            let filled = if shape == Shape::Disc { " dots" } else { "" };
            for (kind, path) in [(filled, &solid), (" rim", &rim)] {
                if !path.is_empty() {
                    sheet.path(&format!("{class}{kind}"), &datum, path);
                    // The value is written once, whatever the shape is made of.
                    datum.value.clear();
                }
            }
        }
        sheet.close();
        if let Some(column) = totals {
            let text = spec.marked(&grid.cells[row][column]);
            let x = rows.x((rows.from + line + 8.0 + total_room).min(page.width()));
            sheet.text("vt", rows.end(), x, rows.baseline(row), &text);
        }
        if placed == 0 {
            let x = rows.x(rows.from);
            sheet.text("nl", rows.start(), x, rows.baseline(row), &spec.words.no_data);
        }
    }
    let mut laid = Laid::on(sheet);
    laid.key_for = KeyFor::Everyone;
    laid.key = key(spec);
    laid
}
