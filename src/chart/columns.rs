//! One value per period as a column; with several series, a few columns side by side.

use super::axes::{Axes, Block, Margins, Ticks, even_slots, tick_room};
use super::lint::too_many_series;
use super::marks::{gaps, key_block, key_open, scenario_class, series_class, status_class};
use super::scale::Ladder;
use super::sheet::{Anchor, LINE, Sheet, TEXT};
use super::width::{Weight, width, wrap};
use super::{ChartSpec, KeyFor, Laid, Page, StatusWords};

/// The share of a slot that is left free beside its columns.
const GAP: f64 = 0.32;
/// No column is wider, however few there are.
pub(crate) const WIDEST_COLUMN: f64 = 96.0;
/// Between columns of one slot, as a share of the slot.
const BETWEEN: f64 = 0.03;

pub(crate) fn lay_out(spec: &ChartSpec<'_>, page: Page) -> Laid {
    let series = spec.series();
    let values = series.iter().flat_map(|&(row, _)| spec.grid.cells[row].iter());
    let ladder = Ladder::over(values.filter_map(|cell| cell.decimal()), true);
    let upright = Upright::new(spec, page, (tick_room(&ladder, spec.format), 0.0));
    let mut sheet = upright.sheet();
    let count = series.len().max(1) as f64;
    let part = ((1.0 - GAP) / count).min(WIDEST_COLUMN / upright.slot());
    let free = (1.0 - part * count) / 2.0;
    let mut labels = Vec::new();
    upright.axes(&ladder).plot(&mut sheet, |plot| {
        for (index, &(row, heading)) in series.iter().enumerate() {
            plot.open(&format!("m {}", class(spec, index)), &heading.id);
            for (column, cell) in spec.grid.cells[row].iter().enumerate() {
                let start = column as f64 + free + part * index as f64;
                let end = start + part - if series.len() > 1 { BETWEEN } else { 0.0 };
                let value = cell.decimal().unwrap_or_default();
                if cell.decimal().is_some() {
                    plot.block(&Block {
                        class: status_class(cell),
                        datum: spec.datum(row, column),
                        across: (start, end),
                        values: (0.into(), value),
                        gap: 0.0,
                    });
                }
                let (x, y) = plot.at((start + end) / 2.0, value);
                labels.push(Label {
                    x,
                    y,
                    below: value.is_sign_negative(),
                    is_gap: cell.decimal().is_none(),
                    text: spec.marked(cell),
                });
            }
            plot.close();
        }
    });
    let own = if series.len() > 1 { part } else { 1.0 };
    let all_fit = (labels.iter())
        .all(|label| width(&label.text, TEXT, Weight::Regular) <= upright.slot() * own - 4.0);
    if all_fit {
        for label in &labels {
            label.write(&mut sheet, label.x, label.y);
        }
    } else if series.len() == 1 {
        write_some(&mut sheet, &labels, upright.slot() * part);
    }
    upright.finish(&mut sheet);
    let mut laid = Laid::on(sheet);
    laid.problems.extend(too_many_series(series.len()));
    laid.notes.extend(gaps(spec));
    if series.len() > 1 {
        laid.key_for = KeyFor::Everyone;
        for (index, &(_, heading)) in series.iter().enumerate() {
            laid.key.push(key_block(class(spec, index), &heading.label));
        }
    }
    add_status_key(spec, &mut laid);
    laid
}

/// Plan and actual are one colour, told apart as an outline and a solid; other series by colour.
fn class(spec: &ChartSpec<'_>, index: usize) -> &'static str {
    let series = spec.series();
    let scenarios = series.iter().any(|(_, heading)| scenario_class(heading.role) != "s1");
    if scenarios { scenario_class(series[index].1.role) } else { series_class(index) }
}

/// The value at the end of a column.
struct Label {
    x: f64,
    y: f64,
    below: bool,
    is_gap: bool,
    text: String,
}

impl Label {
    fn write(&self, sheet: &mut Sheet, x: f64, y: f64) {
        let baseline = if self.below { y + TEXT + 2.0 } else { y - 6.0 };
        sheet.text("vl", Anchor::Middle, x, baseline, &self.text);
    }
}

/// The last value, the highest and the first, as far as they find room above the columns; and the
/// marks of what is missing, so that no gap looks like zero.
fn write_some(sheet: &mut Sheet, labels: &[Label], column: f64) {
    let highest = labels.iter().enumerate().min_by(|a, b| a.1.y.total_cmp(&b.1.y));
    let chosen = [labels.len().checked_sub(1), highest.map(|(index, _)| index), Some(0)];
    let mut written: Vec<(f64, f64, f64)> = Vec::new();
    for label in chosen.into_iter().flatten().filter_map(|index| labels.get(index)) {
        let half = width(&label.text, TEXT, Weight::Regular) / 2.0;
        let x = label.x.min(sheet.width - half);
        let (left, right) = (x - half, x + half);
        // It stands above all columns that it reaches over, unless they are far higher.
        let reached = labels
            .iter()
            .filter(|other| other.x + column / 2.0 > left && other.x - column / 2.0 < right);
        let top = reached.map(|other| other.y).fold(label.y, f64::min);
        let free = written.iter().all(|&(a, b, _)| right + 8.0 < a || left - 8.0 > b);
        if !label.is_gap && !label.below && label.y - top <= TEXT && free {
            label.write(sheet, x, top);
            written.push((left, right, top));
        }
    }
    for label in labels.iter().filter(|label| label.is_gap) {
        let half = width(&label.text, TEXT, Weight::Regular) / 2.0;
        let (left, right) = (label.x - half, label.x + half);
        let is_apart = |&(a, b, y): &(f64, f64, f64)| {
            right < a || left > b || (y - label.y).abs() > LINE + 2.0
        };
        if 2.0 * half <= column && written.iter().all(is_apart) {
            label.write(sheet, label.x, label.y);
        }
    }
}

/// The labels of the columns, and how many lines they need. Where years do not fit side by side every
/// second, third … stays, the last always; names take turns on two levels.
pub(crate) fn category_labels(spec: &ChartSpec<'_>, slot: f64) -> (Vec<String>, usize) {
    let columns = &spec.grid.columns;
    let wrapped = |room: f64| -> Vec<Vec<String>> {
        let wrap = |label: &str| wrap(label, room, TEXT, Weight::Regular);
        columns.iter().map(|column| wrap(&column.label)).collect()
    };
    let mut labels = wrapped(slot - 6.0);
    let widths = labels.iter().flatten().map(|line| width(line, TEXT, Weight::Regular));
    let widest = widths.fold(0.0, f64::max);
    let fitting = ((widest + 12.0) / slot.max(1.0)).ceil().max(1.0) as usize;
    // Years can be counted on from their neighbours; names cannot, so all of them stay. What touches
    // even on two levels is reported by the lint.
    let countable = spec.options.time && fitting <= (columns.len() / 2).max(2);
    let every = if countable { fitting } else { 1 };
    if !countable && columns.len() > 1 && widest > slot - 4.0 {
        labels = wrapped(2.0 * slot - 12.0);
        let upper = labels.iter().step_by(2).map(Vec::len).max().unwrap_or(0);
        for lower in labels.iter_mut().skip(1).step_by(2) {
            lower.splice(0..0, std::iter::repeat_n(String::new(), upper));
        }
    }
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
    if spec.series().iter().any(|&(row, _)| spec.grid.cells[row].iter().any(|c| c.after_break)) {
        let StatusWords { mark, words } = &spec.words.after_break;
        laid.notes.push(format!("{mark} {words}"));
    }
    for words in statuses.into_iter().filter_map(|status| spec.words.of(status)) {
        if laid.key_for == KeyFor::Narrow {
            // Where a wide page has no key the mark is explained below.
            laid.notes.push(format!("{} {}", words.mark, words.words));
        } else {
            laid.key.push(key_open(&format!("{} {}", words.words, words.mark)));
            laid.key_for = KeyFor::Everyone;
        }
    }
}

/// A dashed rule between values that cannot be compared, with the mark that says why.
pub(crate) fn break_rule(
    spec: &ChartSpec<'_>,
    sheet: &mut Sheet,
    x: f64,
    (top, bottom): (f64, f64),
) {
    sheet.line("break", (x, top + 4.0), (x, bottom));
    sheet.text("nl", Anchor::Middle, x, top, &spec.words.after_break.mark);
}

/// The width of one category in px, between what is kept free at both sides.
pub(crate) fn slot(spec: &ChartSpec<'_>, page: Page, (start, end): (f64, f64)) -> f64 {
    let (left, right) = match spec.mirrors_columns() {
        true => (end.max(2.0), start),
        false => (start, end.max(2.0)),
    };
    (page.width() - left - right) / spec.grid.columns.len().max(1) as f64
}

/// What columns and stacked columns share: labels below, unit above, ticks at the side.
pub(crate) struct Upright<'s, 'a> {
    spec: &'s ChartSpec<'a>,
    page: Page,
    categories: Vec<String>,
    pub(crate) margins: Margins,
    mirrored: bool,
}

impl<'s, 'a> Upright<'s, 'a> {
    /// Labels of ticks need `start` beside the first column; `end` is kept free beside the last one,
    /// for names.
    pub(crate) fn new(spec: &'s ChartSpec<'a>, page: Page, (start, end): (f64, f64)) -> Self {
        let mirrored = spec.mirrors_columns();
        let mut margins = Margins {
            top: if spec.unit.is_empty() { 24.0 } else { 46.0 },
            right: end.max(2.0),
            bottom: 0.0,
            left: start,
        };
        let slot = slot(spec, page, (start, end));
        if mirrored {
            std::mem::swap(&mut margins.left, &mut margins.right);
        }
        let (categories, lines) = category_labels(spec, slot);
        margins.bottom = lines as f64 * LINE + 10.0;
        if spec.text_row().is_some() {
            margins.bottom += LINE + 6.0;
        }
        Upright { spec, page, categories, margins, mirrored }
    }

    pub(crate) fn plot_height(&self) -> f64 {
        if self.page.is_narrow() { 220.0 } else { 260.0 }
    }

    pub(crate) fn sheet(&self) -> Sheet {
        Sheet::new(self.page.width(), self.margins.top + self.plot_height() + self.margins.bottom)
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
            zero: vec![(0.0, self.categories.len() as f64)],
            format: self.spec.format,
        }
    }

    /// The width of one category in px.
    pub(crate) fn slot(&self) -> f64 {
        let plot = self.page.width() - self.margins.left - self.margins.right;
        plot / self.categories.len().max(1) as f64
    }

    /// From the left edge of the sheet to a place counted in slots.
    fn x(&self, slots: f64) -> f64 {
        let along = slots * self.slot();
        if self.mirrored {
            self.page.width() - self.margins.right - along
        } else {
            self.margins.left + along
        }
    }

    /// The unit over the axis, the row of changes under it, a rule where a series breaks.
    pub(crate) fn finish(&self, sheet: &mut Sheet) {
        let series = self.spec.series();
        for column in 0..self.categories.len() {
            if series.iter().any(|&(row, _)| self.spec.grid.cells[row][column].after_break) {
                let ends = (self.margins.top - 14.0, self.margins.top + self.plot_height());
                break_rule(self.spec, sheet, self.x(column as f64), ends);
            }
        }
        let (edge, anchor) =
            if self.mirrored { (sheet.width, Anchor::End) } else { (0.0, Anchor::Start) };
        sheet.text("ul", anchor, edge, TEXT, self.spec.unit);
        let Some((row, _)) = self.spec.text_row() else { return };
        let y = sheet.height - 8.0;
        for (column, cell) in self.spec.grid.cells[row].iter().enumerate() {
            let x = self.x(column as f64 + 0.5);
            if width(&cell.text, TEXT, Weight::Regular) <= self.slot() - 2.0 {
                sheet.text("nl", Anchor::Middle, x, y, &cell.text);
            }
        }
    }
}
