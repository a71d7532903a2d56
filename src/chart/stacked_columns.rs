//! Parts of a whole over a few periods: blocks on each other, the total above.

use rust_decimal::Decimal;

use super::axes::{Block, tick_room};
use super::columns::{Upright, WIDEST_COLUMN, add_status_key, slot};
use super::end_labels::{self, EndLabel};
use super::lint::too_many_series;
use super::marks::{fill, gaps, key_block, series_class, status_class};
use super::scale::Ladder;
use super::sheet::{Anchor, TEXT};
use super::width::{Weight, width};
use super::{ChartSpec, KeyFor, Laid, Page};

/// Between blocks, in the colour of the page.
const GAP: f64 = 1.5;
/// A block under this height has no label of its own.
const LOWEST_LABELLED: f64 = 18.0;
/// The least share of a slot that is left free beside its column.
const FREE: f64 = 0.34;

/// A block as drawn.
struct Drawn {
    series: usize,
    row: usize,
    column: usize,
    x: f64,
    middle: f64,
    labelled: bool,
}

pub(crate) fn lay_out(spec: &ChartSpec<'_>, page: Page) -> Laid {
    let series = spec.series();
    let columns = spec.grid.columns.len();
    let stack = |column: usize, upwards: bool| {
        let values =
            series.iter().filter_map(move |&(row, _)| spec.grid.cells[row][column].decimal());
        values.filter(|v| v.is_sign_negative() != upwards).fold(Decimal::ZERO, |sum, v| sum + v)
    };
    let ends = (0..columns).flat_map(|column| [stack(column, true), stack(column, false)]);
    let ladder = Ladder::over(ends, true);
    // Wide pages name the blocks beside the last column instead of in a key.
    let names = |value: bool| {
        let name = |&(row, _): &(usize, _)| name(spec, row, value);
        series.iter().map(|entry| EndLabel::new(&name(entry))).collect::<Vec<_>>()
    };
    let beside = !page.is_narrow();
    let room = match beside {
        // With its value a name may break into shorter lines than without.
        true => end_labels::room(&names(true)).max(end_labels::room(&names(false))),
        false => 0.0,
    };
    // The names may begin in the free half of the last slot.
    let start = tick_room(&ladder, spec.format);
    let slot = slot(spec, page, (start, room));
    let end = room - slot * free_of(slot) / 2.0;
    let upright = Upright::new(spec, page, (start, end));
    let free = free_of(upright.slot());
    let mut sheet = upright.sheet();
    let mut blocks: Vec<Drawn> = Vec::new();
    let tops = upright.axes(&ladder).plot(&mut sheet, |plot| {
        let mut tops = vec![(Decimal::ZERO, Decimal::ZERO); columns];
        for (index, &(row, heading)) in series.iter().enumerate() {
            plot.open(&format!("m {}", series_class(index)), &heading.id);
            for (column, cell) in spec.grid.cells[row].iter().enumerate() {
                let Some(value) = cell.decimal() else { continue };
                let top = &mut tops[column];
                let top = if value.is_sign_negative() { &mut top.1 } else { &mut top.0 };
                let from = *top;
                *top += value;
                let start = column as f64 + free / 2.0;
                plot.block(&Block {
                    class: status_class(cell),
                    datum: spec.datum(row, column),
                    across: (start, start + 1.0 - free),
                    values: (from, from + value),
                    gap: GAP,
                });
                let (x, y0) = plot.at(column as f64 + 0.5, from);
                let (_, y1) = plot.at(column as f64 + 0.5, from + value);
                let labelled = (y0 - y1).abs() >= LOWEST_LABELLED
                    && width(&spec.marked(cell), TEXT, Weight::Regular) + 4.0
                        <= upright.slot() * (1.0 - free);
                let middle = (y0 + y1) / 2.0;
                blocks.push(Drawn { series: index, row, column, x, middle, labelled });
            }
            plot.close();
        }
        let top = |(column, top): (usize, &(Decimal, Decimal))| plot.at(column as f64 + 0.5, top.0);
        tops.iter().enumerate().map(top).collect::<Vec<_>>()
    });
    for block in blocks.iter().filter(|block| block.labelled) {
        let cell = &spec.grid.cells[block.row][block.column];
        let class = match cell.status.is_open() {
            true => "vl".to_owned(),
            false => format!("bl {}", series_class(block.series)),
        };
        sheet.text(&class, Anchor::Middle, block.x, block.middle + 0.35 * TEXT, &spec.marked(cell));
    }
    if let Some(row) = spec.total_row() {
        for (cell, (x, y)) in spec.grid.cells[row].iter().zip(tops) {
            let text = spec.marked(cell);
            if width(&text, TEXT, Weight::Bold) <= upright.slot() - 4.0 {
                sheet.text("vt", Anchor::Middle, x, y - 7.0, &text);
            }
        }
    }
    if beside {
        let mirrored = spec.mirrors_columns();
        let last = blocks.iter().filter(|block| block.column + 1 == columns);
        let labels: Vec<EndLabel> = last
            .clone()
            .map(|block| {
                let name = name(spec, block.row, !block.labelled);
                EndLabel::new(&name).at(block.middle)
            })
            .collect();
        let half = upright.slot() * (1.0 - free) / 2.0 - 2.0;
        let edge = last.map(|block| block.x).next().unwrap_or(0.0);
        let edge = if mirrored { edge - half } else { edge + half };
        let top = upright.margins.top;
        let between = (top - 20.0, top + upright.plot_height() + 10.0);
        end_labels::write(&mut sheet, &labels, edge, between, mirrored);
    }
    upright.finish(&mut sheet);
    let mut laid = Laid::on(sheet);
    laid.problems.extend(too_many_series(series.len()));
    laid.notes.extend(too_small(spec, &ladder));
    laid.notes.extend(gaps(spec));
    laid.key_for = KeyFor::Narrow;
    for (index, &(_, heading)) in series.iter().enumerate() {
        laid.key.push(key_block(series_class(index), &heading.label));
    }
    add_status_key(spec, &mut laid);
    laid
}

/// The share of a slot that is left free beside its column.
fn free_of(slot: f64) -> f64 {
    FREE.max(1.0 - WIDEST_COLUMN / slot)
}

/// The name beside the last column, with the value where the block is too low to hold it.
fn name(spec: &ChartSpec<'_>, row: usize, value: bool) -> String {
    let label = &spec.grid.rows[row].label;
    match spec.grid.cells[row].last() {
        Some(cell) if value => format!("{label} {}", spec.marked(cell)),
        _ => label.clone(),
    }
}

/// Series that no eye will find, because all their blocks are lower than a pixel.
fn too_small(spec: &ChartSpec<'_>, ladder: &Ladder) -> Option<String> {
    let pixel = (ladder.high() - ladder.low()) / Decimal::from(240);
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
