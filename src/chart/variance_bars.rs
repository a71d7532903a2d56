//! Differences from a plan: bars to both sides of zero, with the word that says which is good.

use super::axes::{Block, Ticks};
use super::marks::{gaps, key_block};
use super::rows::{Rows, ValueLabels, Wish};
use super::scale::Ladder;
use super::sheet::{Datum, isolate_in};
use super::{Better, ChartSpec, Heading, KeyFor, Laid, Page, Role};

const BAR: f64 = 20.0;

pub(crate) fn lay_out(spec: &ChartSpec<'_>, page: Page) -> Laid {
    let grid = spec.grid;
    let find = |role| grid.columns.iter().position(|column| column.role == role);
    let column = find(Role::Change).or_else(|| find(Role::Value)).unwrap_or(0);
    let share = find(Role::Share);
    let drawn = spec.series();
    let value = |row: usize| grid.cells[row][column].decimal();
    let is_negative = |row: usize| value(row).is_some_and(|value| value.is_sign_negative());
    let numbers: Vec<_> = drawn.iter().filter_map(|&(row, _)| value(row)).collect();
    // Both sides are on one measure, so equal differences look equal.
    let ladder = Ladder::exact(numbers.into_iter());

    let text = |row: usize| {
        let mut text = spec.marked(&grid.cells[row][column]);
        if let Some(share) = share {
            let words = &grid.cells[row][share].text;
            text = format!("{text} ({})", isolate_in(&text, words));
        }
        text
    };
    let labels =
        ValueLabels::new(drawn.iter().map(|&(row, _)| (text(row), is_negative(row))).collect());
    let word = |row: usize, heading: &Heading| match favourable(heading, value(row)) {
        Some(true) => spec.words.favourable.clone(),
        Some(false) => spec.words.unfavourable.clone(),
        None => String::new(),
    };
    let names = drawn.iter().map(|&(row, heading)| (heading.label.as_str(), word(row, heading)));
    let rows = Rows::new(
        spec,
        page,
        Wish {
            names: names.collect(),
            marks: vec![BAR; drawn.len()],
            between: 12.0,
            top: 2.0,
            bottom: 2.0,
            before: labels.before,
            end: labels.after,
            widest_name: 230.0,
        },
    );
    let mut sheet = rows.sheet();
    let ends = rows.axes(spec, &ladder, Ticks::Hidden).plot(&mut sheet, |plot| {
        let mut ends = Vec::new();
        for (place, &(row, heading)) in drawn.iter().enumerate() {
            let Some(number) = value(row) else {
                ends.push((plot.at(place as f64 + 0.5, 0.into()).0, false));
                continue;
            };
            let bad = favourable(heading, Some(number)) == Some(false);
            plot.open(if bad { "m s4" } else { "m s1" }, &heading.id);
            plot.block(&Block {
                class: super::marks::status_class(&grid.cells[row][column]),
                datum: Datum { series: String::new(), ..spec.datum(row, column) },
                across: rows.across(place, 0.0, BAR),
                values: (0.into(), number),
                gap: 0.0,
            });
            plot.close();
            ends.push((plot.at(place as f64 + 0.5, number).0, number.is_sign_negative()));
        }
        ends
    });
    rows.names(&mut sheet);
    labels.write(&mut sheet, &rows, &ends);
    let mut laid = Laid::on(sheet);
    if drawn.iter().any(|&(row, heading)| favourable(heading, value(row)).is_some()) {
        laid.key_for = KeyFor::Everyone;
        laid.key.push(key_block("s1", &spec.words.favourable));
        laid.key.push(key_block("s4", &spec.words.unfavourable));
    }
    laid.notes.extend(gaps(spec));
    laid
}

/// More is not always better: the row says which direction is.
fn favourable(heading: &Heading, change: Option<rust_decimal::Decimal>) -> Option<bool> {
    let change = change.filter(|change| !change.is_zero())?;
    match heading.better? {
        Better::Higher => Some(change.is_sign_positive()),
        Better::Lower => Some(change.is_sign_negative()),
        Better::Keep => Some(false),
    }
}
