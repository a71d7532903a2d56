//! One value per period as a column; with several series, a few columns side by side.

use super::lint::too_many_series;
use super::axes::{Axes, Block, Margins, Ticks, even_slots, tick_room};
use super::marks::{key_block, key_open, series_class, status_class};
use super::scale::Ladder;
use super::sheet::{Anchor, LINE, Sheet, TEXT};
use super::width::{Weight, width, wrap};
use super::{ChartSpec, KeyFor, Laid, Page};

/// The share of a slot that is left free beside its columns.
const GAP: f64 = 0.32;

pub(crate) fn lay_out(spec: &ChartSpec<'_>, page: Page) -> Laid {
    let series = spec.series();
    let values = series.iter().flat_map(|&(row, _)| spec.grid.cells[row].iter());
    let ladder = Ladder::over(values.filter_map(|cell| cell.decimal()), true);
    let upright = Upright::new(spec, page, &ladder, false);
    let mut sheet = upright.sheet();
    let mut labels = Vec::new();
    upright.axes(&ladder).plot(&mut sheet, |plot| {
        let part = (1.0 - GAP) / series.len().max(1) as f64;
        for (index, &(row, heading)) in series.iter().enumerate() {
            plot.open(&format!("m {}", series_class(index)), &heading.id);
            for (column, cell) in spec.grid.cells[row].iter().enumerate() {
                let start = column as f64 + GAP / 2.0 + part * index as f64;
                let middle = start + part / 2.0;
                let Some(value) = cell.decimal() else {
                    labels.push((plot.at(middle, 0.into()), false, spec.marked(cell)));
                    continue;
                };
                plot.block(&Block {
                    class: status_class(cell),
                    datum: spec.datum(row, column),
                    across: (start, start + part),
                    values: (0.into(), value),
                    gap: 0.0,
                });
                let below = value.is_sign_negative();
                labels.push((plot.at(middle, value), below, spec.marked(cell)));
            }
            plot.close();
        }
    });
    let room = upright.slot() * (1.0 - GAP) / series.len().max(1) as f64 + upright.slot() * GAP - 4.0;
    let all_fit = labels.iter().all(|(_, _, text)| width(text, TEXT, Weight::Regular) <= room);
    for ((x, y), below, text) in labels {
        let baseline = if below { y + TEXT + 2.0 } else { y - 6.0 };
        if all_fit {
            sheet.text("vl", Anchor::Middle, x, baseline, &text);
        }
    }
    upright.finish(&mut sheet);
    let mut laid = Laid::on(sheet);
    laid.problems.extend(too_many_series(series.len()));
    if series.len() > 1 {
        laid.key_for = KeyFor::Everyone;
        for (index, &(_, heading)) in series.iter().enumerate() {
            laid.key.push(key_block(series_class(index), &heading.label));
        }
    }
    add_status_key(spec, &mut laid);
    laid
}

/// The labels of the columns, and how many lines they need. Where they do not fit side by side every
/// second, third … stays, the last always.
pub(crate) fn category_labels(spec: &ChartSpec<'_>, slot: f64) -> (Vec<String>, usize) {
    let columns = &spec.grid.columns;
    let labels: Vec<Vec<String>> =
        columns.iter().map(|column| wrap(&column.label, slot - 6.0, TEXT, Weight::Regular)).collect();
    let widths = labels.iter().flatten().map(|line| width(line, TEXT, Weight::Regular));
    let every = ((widths.fold(0.0, f64::max) + 6.0) / slot).ceil().max(1.0) as usize;
    let last = columns.len().saturating_sub(1);
    let shown = |(i, lines): (usize, &Vec<String>)| {
        if (last - i).is_multiple_of(every) { lines.join("\n") } else { String::new() }
    };
    let categories: Vec<String> = labels.iter().enumerate().map(shown).collect();
    let lines = categories.iter().map(|label| label.split('\n').count()).max().unwrap_or(1);
    (categories, lines)
}

/// Explains each kind of hatching that occurs.
pub(crate) fn add_status_key(spec: &ChartSpec<'_>, laid: &mut Laid) {
    let cells = spec.series().into_iter().flat_map(|(row, _)| spec.grid.cells[row].iter());
    let mut statuses: Vec<_> =
        cells.map(|cell| cell.status).filter(|status| status.is_open()).collect();
    statuses.sort();
    statuses.dedup();
    for status in statuses {
        if let Some(words) = spec.words.of(status) {
            laid.key.push(key_open(&format!("{} {}", words.words, words.mark)));
            laid.key_for = KeyFor::Everyone;
        }
    }
}

/// What columns and stacked columns share: labels below, unit above, ticks at the side.
pub(crate) struct Upright<'s, 'a> {
    spec: &'s ChartSpec<'a>,
    page: Page,
    categories: Vec<String>,
    margins: Margins,
    mirrored: bool,
}

impl<'s, 'a> Upright<'s, 'a> {
    pub(crate) fn new(
        spec: &'s ChartSpec<'a>,
        page: Page,
        ladder: &Ladder,
        room_above: bool,
    ) -> Self {
        let mirrored = spec.mirrors_columns();
        let ticks = tick_room(ladder, spec.format);
        let mut margins = Margins {
            top: if spec.unit.is_empty() { 24.0 } else { 44.0 },
            right: 4.0,
            bottom: 0.0,
            left: ticks,
        };
        if room_above {
            margins.top += 4.0;
        }
        if mirrored {
            std::mem::swap(&mut margins.left, &mut margins.right);
        }
        let count = spec.grid.columns.len().max(1);
        let slot = (page.width() - margins.left - margins.right) / count as f64;
        let (categories, lines) = category_labels(spec, slot);
        margins.bottom = lines as f64 * LINE + 10.0;
        if spec.text_row().is_some() {
            margins.bottom += LINE + 6.0;
        }
        Upright { spec, page, categories, margins, mirrored }
    }

    pub(crate) fn sheet(&self) -> Sheet {
        let plot = if self.page.is_narrow() { 220.0 } else { 260.0 };
        Sheet::new(self.page.width(), self.margins.top + plot + self.margins.bottom)
    }

    pub(crate) fn axes<'b>(&'b self, ladder: &'b Ladder) -> Axes<'b> {
        Axes {
            ladder,
            categories: &self.categories,
            slots: even_slots(self.categories.len()),
            margins: self.margins,
            lying: false,
            mirrored: self.mirrored,
            ticks: Ticks::Shown,
            format: self.spec.format,
        }
    }

    /// The width of one category in px.
    pub(crate) fn slot(&self) -> f64 {
        let plot = self.page.width() - self.margins.left - self.margins.right;
        plot / self.categories.len().max(1) as f64
    }

    /// The unit over the axis, the row of changes under it.
    pub(crate) fn finish(&self, sheet: &mut Sheet) {
        let (edge, anchor) =
            if self.mirrored { (sheet.width, Anchor::End) } else { (0.0, Anchor::Start) };
        sheet.text("ul", anchor, edge, TEXT, self.spec.unit);
        let Some((row, _)) = self.spec.text_row() else { return };
        let y = sheet.height - 8.0;
        for (column, cell) in self.spec.grid.cells[row].iter().enumerate() {
            let along = (column as f64 + 0.5) * self.slot();
            let x = if self.mirrored {
                sheet.width - self.margins.right - along
            } else {
                self.margins.left + along
            };
            let wide = width(&cell.text, TEXT, Weight::Regular);
            if wide <= self.slot() - 2.0 {
                sheet.text("nl", Anchor::Middle, x, y, &cell.text);
            }
        }
    }
}
