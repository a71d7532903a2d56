//! Budget, budget after transfers and expenditure of each row, nested on a common scale.

use super::axes::{Block, Ticks};
use super::marks::{gaps, key_shape, status_class};
use super::rows::{Rows, Wish};
use super::scale::Ladder;
use super::sheet::{Datum, LINE, TEXT};
use super::width::{Weight, width, wrap_evenly};
use super::{ChartSpec, KeyFor, Laid, Page, Role};

const MARK: f64 = 26.0;
/// From the outside in: role, class, upper edge and height.
const NESTED: [(Role, &str, f64, f64); 3] = [
    (Role::Plan, "outline", 0.0, 26.0),
    (Role::FinalPlan, "pale", 4.0, 18.0),
    (Role::Actual, "", 9.0, 8.0),
];

pub(crate) fn lay_out(spec: &ChartSpec<'_>, page: Page) -> Laid {
    let grid = spec.grid;
    let find = |role| grid.columns.iter().position(|column| column.role == role);
    let nested: Vec<_> = (NESTED.iter())
        .filter_map(|&(role, class, top, height)| Some((find(role)?, class, top, height)))
        .collect();
    let drawn = spec.series();
    let values = nested.iter().flat_map(|&(column, ..)| {
        drawn.iter().filter_map(move |&(row, _)| grid.cells[row][column].decimal())
    });
    // Numbers lie side by side here; long ones need more room than five of them have.
    let five = Ladder::over(values.clone(), true);
    let widest = five.ticks.iter().map(|&tick| width(&(spec.format)(tick), TEXT, Weight::Regular));
    let room = if page.is_narrow() { 260.0 } else { 400.0 };
    let fits = (widest.fold(0.0, f64::max) + 12.0) * five.ticks.len() as f64 <= room;
    let ladder = if fits { five } else { Ladder::in_steps(values, true, 2) };
    let share = find(Role::Share);
    let share_widths = share.iter().flat_map(|&column| {
        drawn.iter().map(move |&(row, _)| width(&grid.cells[row][column].text, TEXT, Weight::Bold))
    });
    let end = share_widths.fold(0.0, f64::max);
    // The share says what it is a share of, in its heading.
    let heading = share.map_or(Vec::new(), |column| {
        let room = if page.is_narrow() { page.width() * 0.5 } else { 260.0 };
        wrap_evenly(&grid.columns[column].label, room, TEXT, Weight::Regular)
    });
    let rows = Rows::new(
        spec,
        page,
        Wish {
            names: drawn.iter().map(|(_, row)| (row.label.as_str(), String::new())).collect(),
            marks: vec![MARK; drawn.len()],
            between: 12.0,
            top: heading.len() as f64 * LINE + 14.0,
            bottom: LINE + 8.0,
            before: 0.0,
            end: if end > 0.0 { end.ceil() + 14.0 } else { 20.0 },
            widest_name: 220.0,
        },
    );
    let mut sheet = rows.sheet();
    rows.axes(spec, &ladder, Ticks::Shown).plot(&mut sheet, |plot| {
        for &(column, class, top, height) in &nested {
            plot.open(&format!("m s1 {class}"), &grid.columns[column].id);
            for (place, &(row, heading)) in drawn.iter().enumerate() {
                let cell = &grid.cells[row][column];
                let Some(value) = cell.decimal() else { continue };
                let datum = spec.datum(row, column);
                plot.block(&Block {
                    class: status_class(cell),
                    datum: Datum { column: heading.id.clone(), ..datum },
                    across: rows.across(place, top, height),
                    values: (0.into(), value),
                    gap: 0.0,
                });
            }
            plot.close();
        }
    });
    rows.names(&mut sheet);
    if let Some(column) = share {
        let edge = rows.x(page.width());
        sheet.lines_of_text("nl", rows.end(), edge, TEXT, &heading);
        for (place, &(row, _)) in drawn.iter().enumerate() {
            let text = spec.marked(&grid.cells[row][column]);
            sheet.text("vt", rows.end(), edge, rows.baseline(place), &text);
        }
    }
    let mut laid = Laid::on(sheet);
    laid.key_for = KeyFor::Everyone;
    for &(column, class, _, height) in &nested {
        laid.key.push(key_shape(&format!("s1 {class}"), &grid.columns[column].label, |sheet| {
            let tall = height.min(12.0);
            sheet.rect("", &Datum::default(), 1.0, 7.0 - tall / 2.0, 12.0, tall);
        }));
    }
    laid.notes.extend(gaps(spec));
    laid
}
