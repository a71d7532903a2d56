//! How many of each rating: one bar per row, filled to its whole width.

use super::marks::{key_rating, series_class};
use super::scale::float;
use super::sheet::{Anchor, LINE, Sheet, TEXT};
use super::width::{Weight, width, wrap};
use super::{ChartSpec, KeyFor, Laid, Page, Role, Shape};

const BAR: f64 = 28.0;
const BETWEEN_ROWS: f64 = 16.0;
/// Between the parts of a bar, in the colour of the page.
const GAP: f64 = 1.5;

pub(crate) fn lay_out(spec: &ChartSpec<'_>, page: Page) -> Laid {
    let mirrored = spec.is_right_to_left();
    let labelled = spec.grid.rows.len() > 1;
    // Wide pages have the row's name beside its bar, phones above it.
    let beside = labelled && !page.is_narrow();
    let widest = (spec.grid.rows.iter())
        .map(|row| width(&row.label, TEXT, Weight::Regular))
        .fold(0.0, f64::max);
    let side = if beside { widest.min(240.0).ceil() + 12.0 } else { 0.0 };
    let parts: Vec<usize> = (0..spec.grid.columns.len())
        .filter(|&column| spec.grid.columns[column].role != Role::Total)
        .collect();
    let totals = spec.grid.columns.iter().position(|column| column.role == Role::Total);
    let total_room = totals.map_or(0.0, |column| {
        let texts = spec.grid.cells.iter().map(|row| width(&row[column].text, TEXT, Weight::Bold));
        texts.fold(0.0, f64::max).ceil() + 10.0
    });
    let bar_room = page.width() - side - total_room;

    let mut sheet = Sheet::new(page.width(), 0.0);
    let place = |x: f64, w: f64| if mirrored { page.width() - x - w } else { x };
    let mut top = 0.0;
    for (row, heading) in spec.grid.rows.iter().enumerate() {
        let label_room = if beside { side - 12.0 } else { page.width() };
        let lines = wrap(&heading.label, label_room, TEXT, Weight::Regular);
        let mut bar_top = top;
        let mut bottom = top + BAR;
        if beside {
            let tall = lines.len() as f64 * LINE;
            if tall > BAR {
                bar_top += (tall - BAR) / 2.0;
                bottom = top + tall;
            }
            let first = (top + bottom) / 2.0 - (lines.len() as f64 - 1.0) * LINE / 2.0 + 0.35 * TEXT;
            let anchor = Anchor::Start.mirrored(mirrored);
            sheet.lines_of_text("cl", anchor, place(0.0, 0.0), first, &lines);
        } else if labelled {
            let anchor = Anchor::Start.mirrored(mirrored);
            sheet.lines_of_text("cl", anchor, place(0.0, 0.0), top + TEXT, &lines);
            bar_top = top + lines.len() as f64 * LINE + 4.0;
            bottom = bar_top + BAR;
        }
        let count = |column: usize| spec.grid.cells[row][column].decimal().map_or(0.0, float).max(0.0);
        let whole: f64 = parts.iter().map(|&column| count(column)).sum();
        let mut x = side;
        let mut labels = Vec::new();
        sheet.open("m", &heading.id);
        for (index, &column) in parts.iter().enumerate() {
            let part = count(column);
            if part <= 0.0 || whole <= 0.0 {
                continue;
            }
            let w = bar_room * part / whole;
            let shape = spec.grid.columns[column].rating.as_ref().map(|rating| rating.shape);
            let class = shape.map_or(series_class(index), Shape::class);
            let drawn = (w - GAP).max(0.5);
            sheet.rect(class, &spec.datum(row, column), place(x, drawn), bar_top, drawn, BAR);
            let text = &spec.grid.cells[row][column].text;
            if width(text, TEXT, Weight::Regular) + 4.0 <= drawn {
                labels.push((class, place(x + drawn / 2.0, 0.0), text.clone()));
            }
            x += w;
        }
        sheet.close();
        for (class, x, text) in labels {
            sheet.text(&format!("bl {class}"), Anchor::Middle, x, bar_top + BAR / 2.0 + 5.0, &text);
        }
        if whole <= 0.0 {
            let anchor = Anchor::Start.mirrored(mirrored);
            sheet.text("nl", anchor, place(side, 0.0), bar_top + BAR / 2.0 + 5.0, &spec.words.no_data);
        }
        if let Some(column) = totals {
            let text = spec.marked(&spec.grid.cells[row][column]);
            let anchor = Anchor::End.mirrored(mirrored);
            sheet.text("vt", anchor, place(page.width(), 0.0), bar_top + BAR / 2.0 + 5.0, &text);
        }
        top = bottom + BETWEEN_ROWS;
    }
    sheet.height = (top - BETWEEN_ROWS).max(BAR);
    let mut laid = Laid::on(sheet);
    laid.key_for = KeyFor::Everyone;
    for (index, &column) in parts.iter().enumerate() {
        let heading = &spec.grid.columns[column];
        laid.key.push(match &heading.rating {
            Some(rating) => key_rating(rating.shape, &heading.label),
            None => super::marks::key_block(series_class(index), &heading.label),
        });
    }
    laid
}
