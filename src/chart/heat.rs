//! A table whose cells are shaded by size, in five steps of one hue; every cell has its number.

use rust_decimal::Decimal;

use super::marks::key_block;
use super::sheet::{Anchor, Datum, LINE, Sheet, TEXT};
use super::width::{Weight, width, wrap};
use super::{ChartSpec, Grid, KeyFor, Laid, Page, Role};

const CELL: f64 = 30.0;
const GAP: f64 = 1.5;
/// Of headings above each other; more of them would be far from their columns.
const MOST_LEVELS: usize = 3;
/// Of the name of a row.
const MOST_LINES: usize = 2;
const STEPS: usize = 5;
const CLASSES: [&str; STEPS] = ["h1", "h2", "h3", "h4", "h5"];

/// The steps of a heat table: the same for the HTML table and for the drawing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shades {
    /// The class of each cell, by row and column: `h1` (small) to `h5` (large).
    pub classes: Vec<Vec<Option<&'static str>>>,
    /// The smallest and the largest value of each step that occurs.
    pub bounds: Vec<(&'static str, Decimal, Decimal)>,
}

/// Sorts the values above zero into five steps of about the same number of cells.
pub fn shades(grid: &Grid) -> Shades {
    let counts = |row: usize, column: usize| {
        grid.rows[row].role != Role::Total && grid.columns[column].role != Role::Total
    };
    let cells = || {
        (0..grid.rows.len())
            .flat_map(|row| (0..grid.columns.len()).map(move |column| (row, column)))
    };
    let value = |(row, column): (usize, usize)| {
        let value = grid.cells[row][column].decimal();
        value.filter(|value| *value > Decimal::ZERO && counts(row, column))
    };
    let mut values: Vec<Decimal> = cells().filter_map(value).collect();
    values.sort();
    values.dedup();
    let steps = STEPS.min(values.len());
    // Few steps take the darker end, so that they differ from an empty cell.
    let class = |value: Decimal| {
        let rank = values.partition_point(|other| *other < value);
        CLASSES[STEPS - steps + rank * steps / values.len().max(1)]
    };
    let mut classes = vec![vec![None; grid.columns.len()]; grid.rows.len()];
    for (row, column) in cells() {
        classes[row][column] = value((row, column)).map(class);
    }
    let mut bounds: Vec<(&'static str, Decimal, Decimal)> = Vec::new();
    for &value in &values {
        match bounds.last_mut().filter(|last| last.0 == class(value)) {
            Some(last) => last.2 = value,
            None => bounds.push((class(value), value, value)),
        }
    }
    Shades { classes, bounds }
}

pub(crate) fn lay_out(spec: &ChartSpec<'_>, page: Page) -> Laid {
    let grid = spec.grid;
    let shades = shades(grid);
    let mirrored = spec.is_right_to_left();
    let names = grid.rows.iter().map(|row| width(&row.label, TEXT, Weight::Regular));
    let name_room = names.fold(0.0, f64::max).min(page.width() * 0.3).ceil();
    let from = name_room + 12.0;
    let column_width = (page.width() - from) / grid.columns.len().max(1) as f64;
    let headings: Vec<Vec<String>> = (grid.columns.iter())
        .map(|column| wrap(&column.label, column_width - 8.0, TEXT, Weight::Regular))
        .collect();
    let lines = headings.iter().map(Vec::len).max().unwrap_or(1);
    // Names wider than their column stand on several levels, one above the other.
    let widest = headings.iter().flatten().map(|line| width(line, TEXT, Weight::Regular));
    let stagger = (widest.fold(0.0, f64::max) + 6.0) / column_width;
    let stagger = (stagger.ceil().max(1.0) as usize).min(MOST_LEVELS);
    let level = |column: usize| (column % stagger) * lines;
    let levels = stagger * lines;
    let x = |along: f64| if mirrored { page.width() - along } else { along };
    let end = Anchor::End.mirrored(mirrored);
    let mut sheet = Sheet::new(page.width(), 0.0);
    let edge = |column: usize| from + (column as f64 + 1.0) * column_width - GAP - 6.0;
    // Lines first: the edge of the letters keeps them out of the names that they pass.
    for column in (0..headings.len()).filter(|&column| level(column) > 0) {
        let below = (levels - level(column)) as f64;
        let foot = levels as f64 * LINE + 4.0;
        let along = x(edge(column) - 4.0);
        sheet.line("lead", (along, below * LINE + 3.0), (along, foot));
    }
    for (column, heading) in headings.iter().enumerate() {
        let below = levels - level(column);
        let first = TEXT + (below - heading.len()) as f64 * LINE;
        sheet.lines_of_text("nl", end, x(edge(column)), first, heading);
    }
    let mut top = levels as f64 * LINE + 8.0;
    for (row, heading) in grid.rows.iter().enumerate() {
        let mut name = wrap(&heading.label, name_room, TEXT, Weight::Regular);
        // Whole in the table; here it would make the row as tall as a paragraph.
        if name.len() > MOST_LINES {
            name.truncate(MOST_LINES);
            let last = &mut name[MOST_LINES - 1];
            last.truncate(last.trim_end_matches([',', '،', '，', '、', ';', ':']).len());
            last.push('…');
        }
        let height = CELL.max(name.len() as f64 * LINE + 10.0);
        let first = top + height / 2.0 + 0.35 * TEXT - (name.len() as f64 - 1.0) * LINE / 2.0;
        let class = if heading.role == Role::Total { "vt" } else { "cl" };
        sheet.lines_of_text(class, Anchor::Start.mirrored(mirrored), x(0.0), first, &name);
        sheet.open("m", &heading.id);
        let place = |column: usize| from + column as f64 * column_width;
        for column in 0..grid.columns.len() {
            if let Some(class) = shades.classes[row][column] {
                let (left, right) = (place(column), place(column) + column_width - GAP);
                let datum: Datum = spec.datum(row, column);
                let (a, b) = (x(left), x(right));
                // The shade is of the size; that it may still change says the mark at the number.
                let is_open = grid.cells[row][column].status.is_open();
                let class = if is_open { format!("{class} is-open") } else { class.to_owned() };
                sheet.rect(&class, &datum, a.min(b), top, (a - b).abs(), height - GAP);
            }
        }
        sheet.close();
        for (column, cell) in grid.cells[row].iter().enumerate() {
            let total = heading.role == Role::Total || grid.columns[column].role == Role::Total;
            let class = match shades.classes[row][column] {
                Some(class) => format!("bl {class}"),
                None => (if total { "vt" } else { "nl" }).to_owned(),
            };
            let baseline = top + height / 2.0 + 0.35 * TEXT - GAP / 2.0;
            sheet.text(&class, end, x(edge(column)), baseline, &spec.marked(cell));
        }
        top += height;
    }
    sheet.height = top;
    let mut laid = Laid::on(sheet);
    laid.key_for = KeyFor::Everyone;
    for (class, low, high) in &shades.bounds {
        let words = if low == high {
            (spec.format)(*low)
        } else {
            let range = format!("{}–{}", (spec.format)(*low), (spec.format)(*high));
            // In a right-to-left key a range would be read from its end.
            if mirrored { format!("\u{2066}{range}\u{2069}") } else { range }
        };
        laid.key.push(key_block(class, &words));
    }
    laid
}
