//! One value per row as a lying bar, for names that are too long to stand under columns.

use super::axes::{Block, Ticks};
use super::columns::add_status_key;
use super::marks::status_class;
use super::rows::{Rows, ValueLabels, Wish};
use super::scale::Ladder;
use super::{ChartSpec, Laid, Page, Role};

const BAR: f64 = 20.0;

pub(crate) fn lay_out(spec: &ChartSpec<'_>, page: Page) -> Laid {
    let grid = spec.grid;
    // The last column of values is drawn: the newest of several periods.
    let column = grid.columns.iter().rposition(|column| column.role != Role::Share).unwrap_or(0);
    let drawn = spec.series();
    let values = drawn.iter().filter_map(|&(row, _)| grid.cells[row][column].decimal());
    let ladder = Ladder::exact(values);
    let is_negative = |row: usize| {
        grid.cells[row][column].decimal().is_some_and(|value| value.is_sign_negative())
    };
    let texts =
        drawn.iter().map(|&(row, _)| (spec.marked(&grid.cells[row][column]), is_negative(row)));
    let labels = ValueLabels::new(texts.collect());
    let rows = Rows::new(
        spec,
        page,
        Wish {
            names: drawn.iter().map(|(_, row)| (row.label.as_str(), String::new())).collect(),
            marks: vec![BAR; drawn.len()],
            between: 12.0,
            top: 2.0,
            bottom: 2.0,
            before: labels.before,
            end: labels.after,
            widest_name: 260.0,
        },
    );
    let mut sheet = rows.sheet();
    let ends = rows.axes(spec, &ladder, Ticks::Hidden).plot(&mut sheet, |plot| {
        plot.open("m s1", "");
        let mut ends = Vec::new();
        for (place, &(row, heading)) in drawn.iter().enumerate() {
            let cell = &grid.cells[row][column];
            let middle = place as f64 + 0.5;
            if let Some(value) = cell.decimal() {
                let mut datum = spec.datum(row, column);
                datum.series = heading.id.clone();
                plot.block(&Block {
                    class: status_class(cell),
                    datum,
                    across: rows.across(place, 0.0, BAR),
                    values: (0.into(), value),
                    gap: 0.0,
                });
            }
            let value = cell.decimal().unwrap_or_default();
            ends.push((plot.at(middle, value).0, is_negative(row)));
        }
        plot.close();
        ends
    });
    rows.names(&mut sheet);
    labels.write(&mut sheet, &rows, &ends);
    let mut laid = Laid::on(sheet);
    add_status_key(spec, &mut laid);
    laid
}
