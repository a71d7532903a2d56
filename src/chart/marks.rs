//! Words and keys that several kinds of chart share: tooltips, status marks, swatches.

use super::sheet::{Datum, Path, Sheet, isolate, isolate_in};
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
            text = format!("{text} {}", status.mark);
        }
        if cell.after_break {
            text = format!("{text} {}", self.words.after_break.mark);
        }
        text
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

    /// "2024/25, PCT system: 742.4 million CHF (estimate)".
    fn tooltip(&self, column: &Heading, row: &Heading, cell: &Cell) -> String {
        let sentence = format!("{}{}{}", column.label, row.label, self.unit);
        let part = |text: &str| isolate(&isolate_in(&sentence, text));
        let mut tooltip = part(&column.label);
        if self.grid.rows.len() > 1 && !row.label.is_empty() {
            tooltip += &self.words.comma;
            tooltip += &part(&row.label);
        }
        tooltip += &self.words.colon;
        tooltip += &part(&cell.text);
        if !self.unit.is_empty() && cell.decimal().is_some() {
            tooltip.push(' ');
            tooltip += &part(self.unit);
        }
        let status = self.words.of(cell.status).map(|status| &status.words);
        let after_break = cell.after_break.then_some(&self.words.after_break.words);
        for words in status.into_iter().chain(after_break) {
            tooltip += &format!(" ({})", part(words));
        }
        tooltip
    }
}

/// The class of a block that may still change.
pub(crate) fn status_class(cell: &Cell) -> &'static str {
    if cell.status.is_open() { "open" } else { "" }
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

/// "Estimate": the hatching, explained.
pub(crate) fn key_open(label: &str) -> KeyEntry {
    swatch("s1", label, |sheet| {
        sheet.open("m s1", "");
        sheet.rect("open", &Datum::default(), 1.0, 1.0, 12.0, 12.0);
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
    let swatch = format!(
        "<svg class=\"ch swatch\" viewBox=\"0 0 14 14\" width=\"14\" height=\"14\" \
         aria-hidden=\"true\" focusable=\"false\">{}</svg>",
        sheet.body()
    );
    KeyEntry { class: class.to_owned(), label: label.to_owned(), swatch }
}

/// A rating by its shape, so that it is told without colour.
pub(crate) fn glyph(sheet: &mut Sheet, shape: Shape, datum: &Datum, x: f64, y: f64, r: f64) {
    let none = Datum::default();
    match shape {
        Shape::Disc => sheet.circle("", datum, x, y, r),
        Shape::Half => {
            sheet.circle("rim", datum, x, y, r - 1.0);
            let mut d = Path::default();
            d.to('M', (x, y - r)).raw(&format!("a{r} {r} 0 0 0 0 {}z", 2.0 * r));
            sheet.path("", &none, &d);
        }
        Shape::Ring => sheet.circle("rim", datum, x, y, r - 1.0),
        Shape::Square => {
            sheet.rect("rim", datum, x - r + 1.5, y - r + 1.5, 2.0 * r - 3.0, 2.0 * r - 3.0)
        }
        Shape::Diamond => {
            let d = Path::closed(&[(x, y - r), (x + r, y), (x, y + r), (x - r, y)]);
            sheet.path("", datum, &d);
        }
        Shape::Triangle => {
            let d = Path::closed(&[(x, y - r + 0.5), (x + r, y + r - 1.0), (x - r, y + r - 1.0)]);
            sheet.path("", datum, &d);
        }
    }
}
