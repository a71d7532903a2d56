//! Parts of a whole over a few periods: blocks on each other, the total above.

use rust_decimal::Decimal;

use super::axes::Block;
use super::lint::too_many_series;
use super::columns::{Upright, add_status_key};
use super::marks::{fill, key_block, series_class, status_class};
use super::scale::Ladder;
use super::sheet::{Anchor, TEXT};
use super::width::{Weight, width};
use super::{ChartSpec, KeyFor, Laid, Page};

/// Between blocks, in the colour of the page.
const GAP: f64 = 1.5;
/// A block under this height has no label of its own.
const LOWEST_LABELLED: f64 = 18.0;
/// About the height of the plot, in px.
const PLOT_HEIGHT: i64 = 240;
/// The share of a slot that is left free beside its column.
const FREE: f64 = 0.36;

pub(crate) fn lay_out(spec: &ChartSpec<'_>, page: Page) -> Laid {
    let series = spec.series();
    let columns = spec.grid.columns.len();
    let stack = |column: usize, upwards: bool| {
        let values = series.iter().filter_map(move |&(row, _)| spec.grid.cells[row][column].decimal());
        values.filter(|v| v.is_sign_negative() != upwards).fold(Decimal::ZERO, |sum, v| sum + v)
    };
    let ends = (0..columns).flat_map(|column| [stack(column, true), stack(column, false)]);
    let ladder = Ladder::over(ends, true);
    let upright = Upright::new(spec, page, &ladder, true);
    let mut sheet = upright.sheet();
    let mut inside = Vec::new();
    let mut above = Vec::new();
    upright.axes(&ladder).plot(&mut sheet, |plot| {
        let mut tops = vec![(Decimal::ZERO, Decimal::ZERO); columns];
        for (index, &(row, heading)) in series.iter().enumerate() {
            plot.open(&format!("m {}", series_class(index)), &heading.id);
            for (column, cell) in spec.grid.cells[row].iter().enumerate() {
                let Some(value) = cell.decimal() else { continue };
                let top = if value.is_sign_negative() { &mut tops[column].1 } else { &mut tops[column].0 };
                let from = *top;
                *top += value;
                let start = column as f64 + FREE / 2.0;
                plot.block(&Block {
                    class: status_class(cell),
                    datum: spec.datum(row, column),
                    across: (start, start + 1.0 - FREE),
                    values: (from, from + value),
                    gap: GAP,
                });
                let (x, y0) = plot.at(column as f64 + 0.5, from);
                let (_, y1) = plot.at(column as f64 + 0.5, from + value);
                let fits = (y0 - y1).abs() >= LOWEST_LABELLED
                    && width(&cell.text, TEXT, Weight::Regular) <= upright.slot() * (1.0 - FREE) - 4.0;
                if fits {
                    inside.push((index, x, (y0 + y1) / 2.0, cell.text.clone()));
                }
            }
            plot.close();
        }
        for (column, top) in tops.iter().enumerate() {
            above.push(plot.at(column as f64 + 0.5, top.0));
        }
    });
    for (index, x, middle, text) in inside {
        let class = format!("bl {}", series_class(index));
        sheet.text(&class, Anchor::Middle, x, middle + 0.35 * TEXT, &text);
    }
    if let Some(row) = spec.total_row() {
        for (column, (x, y)) in above.into_iter().enumerate() {
            let text = spec.marked(&spec.grid.cells[row][column]);
            if width(&text, TEXT, Weight::Bold) <= upright.slot() - 4.0 {
                sheet.text("vt", Anchor::Middle, x, y - 7.0, &text);
            }
        }
    }
    upright.finish(&mut sheet);
    let mut laid = Laid::on(sheet);
    laid.problems.extend(too_many_series(series.len()));
    laid.notes.extend(too_small(spec, &ladder));
    laid.key_for = KeyFor::Everyone;
    for (index, &(_, heading)) in series.iter().enumerate() {
        laid.key.push(key_block(series_class(index), &heading.label));
    }
    add_status_key(spec, &mut laid);
    laid
}

/// Series that no eye will find, because all their blocks are lower than a pixel.
fn too_small(spec: &ChartSpec<'_>, ladder: &Ladder) -> Option<String> {
    let pixel = (ladder.high() - ladder.low()) / Decimal::from(PLOT_HEIGHT);
    let unseen: Vec<&str> = (spec.series().into_iter())
        .filter(|&(row, _)| {
            let values = spec.grid.cells[row].iter().filter_map(|cell| cell.decimal());
            let mut values = values.filter(|value| !value.is_zero()).peekable();
            values.peek().is_some() && values.all(|value| value.abs() < pixel)
        })
        .map(|(_, heading)| heading.label.as_str())
        .collect();
    (!unseen.is_empty()).then(|| fill(&spec.words.too_small, &unseen.join(&spec.words.comma)))
}
