//! Words and keys that several kinds of chart share: tooltips, status marks, swatches.

use super::sheet::{Datum, Path, Sheet, has_right_to_left, isolate_in, push_isolated};
use super::{Cell, ChartSpec, Heading, KeyEntry, Role, Shape, Value};

/// At most so many series are told apart by colour; an author merges the rest as "Other".
pub(crate) const SERIES: usize = 5;

/// The class of the n-th series.
pub(crate) fn series_class(index: usize) -> &'static str {
    ["s1", "s2", "s3", "s4", "s5"][index % SERIES]
}

impl<'a> ChartSpec<'a> {
    /// Rows that are drawn, with their places in the grid: not the totals nor the text rows.
    pub(crate) fn series(&self) -> Vec<(usize, &'a Heading)> {
        let drawn = |role| !matches!(role, Role::Total | Role::Share | Role::Change);
        let rows = self.grid.rows.iter().enumerate();
        rows.filter(|(_, row)| drawn(row.role)).collect()
    }

    /// The row of printed changes or shares that stands under the axis.
    pub(crate) fn text_row(&self) -> Option<(usize, &'a Heading)> {
        let rows = self.grid.rows.iter().enumerate();
        rows.clone().find(|(_, row)| matches!(row.role, Role::Change | Role::Share))
    }

    pub(crate) fn total_row(&self) -> Option<usize> {
        self.grid.rows.iter().position(|row| row.role == Role::Total)
    }

    /// Whether the order along the bottom runs from the right.
    pub(crate) fn mirrors_columns(&self) -> bool {
        self.is_right_to_left() && (!self.options.time || self.options.mirror_time)
    }

    pub(crate) fn is_right_to_left(&self) -> bool {
        self.direction == crate::language::Direction::RightToLeft
    }

    /// "275,900 [e]": a value with the mark that it may still change.
    pub(crate) fn marked(&self, cell: &Cell) -> String {
        let mut text = cell.text.clone();
        if let Some(status) = self.words.of(cell.status)
            && cell.status.is_open()
        {
            // A line never breaks between a value and its mark.
            text = format!("{text}\u{A0}{}", status.mark);
        }
        text
    }

    /// As `datum`, with a shorter tooltip: for the many points of lines, whose unit is on the axis.
    pub(crate) fn point(&self, row: usize, column: usize) -> Datum {
        ChartSpec { unit: "", ..*self }.datum(row, column)
    }

    pub(crate) fn datum(&self, row: usize, column: usize) -> Datum {
        let cell = &self.grid.cells[row][column];
        let (row, column) = (&self.grid.rows[row], &self.grid.columns[column]);
        let value = match &cell.value {
            Value::Number(number) => number.to_string(),
            Value::Missing { .. } | Value::Text => String::new(),
        };
        Datum {
            column: column.id.clone(),
            series: String::new(),
            value,
            tooltip: self.tooltip(column, row, cell),
        }
    }

    /// "2024/25, fees: 742.4 million francs (estimate)".
    fn tooltip(&self, column: &Heading, row: &Heading, cell: &Cell) -> String {
        let sentence = [column.label.as_str(), row.label.as_str(), self.unit];
        let is_turned = sentence.into_iter().any(has_right_to_left);
        let mut tooltip = String::with_capacity(64);
        let part = |tooltip: &mut String, text: &str| push_isolated(tooltip, text, is_turned);
        part(&mut tooltip, &column.label);
        if self.grid.rows.len() > 1 && !row.label.is_empty() {
            tooltip += &self.words.comma;
            part(&mut tooltip, &row.label);
        }
        tooltip += &self.words.colon;
        part(&mut tooltip, &cell.text);
        if !self.unit.is_empty() && cell.decimal().is_some() {
            tooltip.push(' ');
            part(&mut tooltip, self.unit);
        }
        let status = self.words.of(cell.status).map(|status| &status.words);
        let after_break = cell.after_break.then_some(&self.words.after_break.words);
        for words in status.into_iter().chain(after_break) {
            tooltip.push_str(" (");
            part(&mut tooltip, words);
            tooltip.push(')');
        }
        tooltip
    }
}

/// How a scenario is drawn: plans as outlines, what was before or adjusted paler, actuals solid.
pub(crate) fn scenario_class(role: Role) -> &'static str {
    match role {
        Role::Plan | Role::Target => "s1 outline",
        Role::Baseline | Role::FinalPlan => "s1 pale",
        _ => "s1",
    }
}

/// The class of a block that may still change.
pub(crate) fn status_class(cell: &Cell) -> &'static str {
    if cell.status.is_open() { "open" } else { "" }
}

/// "per cent, axis starts at 70": a cut axis says so where its numbers are read.
pub(crate) fn unit_of_axis(spec: &ChartSpec<'_>, ladder: &super::scale::Ladder) -> String {
    let mut unit = spec.unit.to_owned();
    if ladder.low() > 0.into() || ladder.high() < 0.into() {
        if !unit.is_empty() {
            unit += &spec.words.comma;
        }
        unit += &fill(&spec.words.axis_starts, &(spec.format)(ladder.low()));
    }
    unit
}

/// Writes `{n}` of a phrase of the catalogue.
pub(crate) fn fill(phrase: &str, n: &str) -> String {
    phrase.replace("{n}", &isolate_in(phrase, n))
}

pub(crate) fn key_block(class: &str, label: &str) -> KeyEntry {
    swatch(class, label, |sheet| {
        sheet.open(&format!("m {class}"), "");
        sheet.rect("", &Datum::default(), 1.0, 1.0, 12.0, 12.0);
        sheet.close();
    })
}

/// A line with the marker of its end.
pub(crate) fn key_line(index: usize, label: &str) -> KeyEntry {
    let class = series_class(index);
    swatch(class, label, |sheet| {
        sheet.open(&format!("m ln {class}"), "");
        let mut line = Path::default();
        line.to('M', (0.0, 7.0)).to('L', (14.0, 7.0));
        sheet.path("st", &Datum::default(), &line);
        end_marker(sheet, index, "", &Datum::default(), (7.0, 7.0));
        sheet.close();
    })
}

/// Each series ends in a shape of its own.
pub(crate) fn end_marker(
    sheet: &mut Sheet,
    index: usize,
    class: &str,
    datum: &Datum,
    (x, y): (f64, f64),
) {
    match index % SERIES {
        0 => sheet.circle(class, datum, x, y, 4.0),
        1 => sheet.rect(class, datum, x - 3.7, y - 3.7, 7.4, 7.4),
        2 => {
            let d = Path::closed(&[(x, y - 5.0), (x + 5.0, y), (x, y + 5.0), (x - 5.0, y)]);
            sheet.path(class, datum, &d);
        }
        3 => {
            let d = Path::closed(&[(x, y - 4.8), (x + 4.8, y + 3.6), (x - 4.8, y + 3.6)]);
            sheet.path(class, datum, &d);
        }
        _ => sheet.circle(&format!("hole {class}"), datum, x, y, 3.8),
    }
}

/// Says which values are missing, series by series: "Fees: 2018, 2019 (not available)".
pub(crate) fn gaps(spec: &ChartSpec<'_>) -> Vec<String> {
    let mut notes = Vec::new();
    for (row, heading) in spec.series() {
        let mut missing: Vec<(&str, Vec<&str>)> = Vec::new();
        for (column, cell) in spec.grid.columns.iter().zip(&spec.grid.cells[row]) {
            if let Value::Missing { words, .. } = &cell.value {
                match missing.iter_mut().find(|(same, _)| same == words) {
                    Some((_, columns)) => columns.push(&column.label),
                    None => missing.push((words, vec![&column.label])),
                }
            }
        }
        for (words, columns) in missing {
            let columns = columns.join(&spec.words.comma);
            let columns = isolate_in(&heading.label, &columns);
            notes.push(format!("{}{}{columns} ({words})", heading.label, spec.words.colon));
        }
    }
    notes
}

/// "Estimate": the hatching, explained.
pub(crate) fn key_open(label: &str) -> KeyEntry {
    swatch("s1", label, |sheet| {
        sheet.open("m s1", "");
        sheet.rect("open", &Datum::default(), 1.0, 1.0, 12.0, 12.0);
        sheet.close();
    })
}

/// A mark of a kind of its own, such as the target of a bullet.
pub(crate) fn key_shape(class: &str, label: &str, draw: impl FnOnce(&mut Sheet)) -> KeyEntry {
    swatch(class, label, |sheet| {
        sheet.open(&format!("m {class}"), "");
        draw(sheet);
        sheet.close();
    })
}

pub(crate) fn key_rating(shape: Shape, label: &str) -> KeyEntry {
    swatch(shape.class(), label, |sheet| {
        sheet.open(&format!("m {}", shape.class()), "");
        glyph(sheet, shape, &Datum::default(), 7.0, 7.0, 6.0);
        sheet.close();
    })
}

fn swatch(class: &str, label: &str, draw: impl FnOnce(&mut Sheet)) -> KeyEntry {
    let mut sheet = Sheet::new(14.0, 14.0);
    draw(&mut sheet);
    let mark = sheet.body().to_owned();
    let swatch = format!(
        "<svg class=\"ch swatch\" viewBox=\"0 0 14 14\" width=\"14\" height=\"14\" \
         aria-hidden=\"true\" focusable=\"false\">{mark}</svg>"
    );
    KeyEntry { class: class.to_owned(), label: label.to_owned(), swatch, mark }
}

/// A rating by its shape, so that it is told without colour.
fn glyph(sheet: &mut Sheet, shape: Shape, datum: &Datum, x: f64, y: f64, r: f64) {
    let (mut solid, mut rim) = (Path::default(), Path::default());
    glyph_path(&mut solid, &mut rim, shape, (x, y), r);
    for (class, path) in [("", &solid), ("rim", &rim)] {
        if !path.is_empty() {
            sheet.path(class, datum, path);
        }
    }
}

/// Adds one shape to what is filled and what is only outlined.
pub(crate) fn glyph_path<'p>(
    solid: &'p mut Path,
    rim: &'p mut Path,
    shape: Shape,
    (x, y): (f64, f64),
    r: f64,
) -> &'p mut Path {
    match shape {
        Shape::Disc => solid.circle(x, y, r),
        Shape::Half => {
            rim.circle(x, y, r - 1.0);
            solid.to('M', (x, y - r)).raw(&format!("a{r} {r} 0 0 0 0 {}z", 2.0 * r))
        }
        Shape::Ring => rim.circle(x, y, r - 1.0),
        Shape::Square => {
            let half = r - 1.5;
            rim.to('M', (x - half, y - half)).raw(&format!("h{0}v{0}h-{0}z", 2.0 * half))
        }
        Shape::Diamond => solid.polygon(&[(x, y - r), (x + r, y), (x, y + r), (x - r, y)]),
        Shape::Triangle => {
            solid.polygon(&[(x, y - r + 0.5), (x + r, y + r - 1.0), (x - r, y + r - 1.0)])
        }
    }
}

/// One part of a whole: a row or a column of the grid, whichever there is only one of.
pub(crate) struct Part<'a> {
    pub(crate) heading: &'a Heading,
    pub(crate) cell: &'a Cell,
    pub(crate) row: usize,
    pub(crate) column: usize,
}

/// The parts of a grid with one row (its columns) or with one column (its rows). Of a wider table
/// the last column is taken: the newest.
pub(crate) fn parts<'a>(spec: &ChartSpec<'a>) -> Vec<Part<'a>> {
    let grid = spec.grid;
    let part = |heading, row: usize, column: usize| Part {
        heading,
        cell: &grid.cells[row][column],
        row,
        column,
    };
    if grid.rows.len() == 1 {
        let columns = grid.columns.iter().enumerate();
        return columns.map(|(column, heading)| part(heading, 0, column)).collect();
    }
    let column = grid.columns.len().saturating_sub(1);
    grid.rows.iter().enumerate().map(|(row, heading)| part(heading, row, column)).collect()
}

/// A small line of values on a scale of its own, ending in a dot.
pub(crate) struct Course {
    pub(crate) left: f64,
    pub(crate) top: f64,
    pub(crate) width: f64,
    pub(crate) height: f64,
}

impl Course {
    pub(crate) fn draw(&self, sheet: &mut Sheet, cells: &[&Cell]) {
        let values: Vec<Option<f64>> =
            cells.iter().map(|cell| cell.decimal().map(super::scale::float)).collect();
        let low = values.iter().flatten().copied().fold(f64::INFINITY, f64::min);
        let high = values.iter().flatten().copied().fold(f64::NEG_INFINITY, f64::max);
        if low > high {
            return;
        }
        let steps = (cells.len().max(2) - 1) as f64;
        let mut line = Path::default();
        let (mut down, mut end) = (false, None);
        for (index, value) in values.iter().enumerate() {
            let Some(value) = value else {
                down = false;
                continue;
            };
            // A course without change runs through the middle.
            let up = if high > low { (value - low) / (high - low) } else { 0.5 };
            let x = self.left + self.width * index as f64 / steps;
            let point = (x, self.top + self.height * (1.0 - up));
            let joined = down && !cells[index].after_break;
            line.to(if joined { 'L' } else { 'M' }, point);
            down = true;
            end = Some((point, super::marks::status_class(cells[index])));
        }
        sheet.open("m ln course", "");
        sheet.path("st", &Datum::default(), &line);
        if let Some(((x, y), class)) = end {
            sheet.circle(class, &Datum::default(), x, y, 2.5);
        }
        sheet.close();
    }
}
