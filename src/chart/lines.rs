//! Several series over time as lines, named at their ends; gaps stay gaps.

use super::axes::{Axes, Margins, Plot, Ticks, even_slots, tick_room};
use super::columns::category_labels;
use super::lint::too_many_series;
use super::marks::{end_marker, fill, gaps, key_line, series_class, status_class};
use super::scale::Ladder;
use super::sheet::{Anchor, LINE, Path, Sheet, TEXT};
use super::spread::{Wanted, spread};
use super::width::{Weight, width, wrap};
use super::{ChartSpec, Datum, KeyFor, Laid, Page};

/// From the last point to its label.
const LABEL_GAP: f64 = 11.0;
/// The most that names at the ends may take.
const WIDEST_NAME: f64 = 150.0;
/// With more points than this only the ends have a dot.
const MOST_DOTS: usize = 60;

pub(crate) fn lay_out(spec: &ChartSpec<'_>, page: Page) -> Laid {
    let grid = spec.grid;
    let series = spec.series();
    let values = series.iter().flat_map(|&(row, _)| grid.cells[row].iter());
    let ladder = Ladder::over(values.filter_map(|cell| cell.decimal()), spec.options.zero);
    let mirrored = spec.mirrors_columns();
    let labels: Vec<EndLabel> =
        (series.iter().enumerate()).filter_map(|(i, &(row, _))| EndLabel::new(spec, page, i, row)).collect();
    let label_room = labels.iter().map(EndLabel::width).fold(0.0, f64::max).ceil();

    let mut margins = Margins {
        top: if spec.unit.is_empty() { 16.0 } else { 40.0 },
        right: label_room + LABEL_GAP,
        bottom: 0.0,
        left: tick_room(&ladder, spec.format),
    };
    let plot_width = page.width() - margins.left - margins.right;
    let count = grid.columns.len().max(1);
    let (categories, lines) = category_labels(spec, plot_width / count as f64);
    margins.bottom = lines as f64 * LINE + 10.0;
    if mirrored {
        std::mem::swap(&mut margins.left, &mut margins.right);
    }
    let plot_height = if page.is_narrow() { 240.0 } else { 280.0 };
    let mut sheet = Sheet::new(page.width(), margins.top + plot_height + margins.bottom);
    let axes = Axes {
        ladder: &ladder,
        categories: &categories,
        slots: even_slots(count),
        margins,
        lying: false,
        mirrored,
        ticks: Ticks::Shown,
        format: spec.format,
    };
    let dots = series.len() * count <= MOST_DOTS;
    let ends = axes.plot(&mut sheet, |plot| {
        (series.iter().enumerate())
            .map(|(index, &(row, _))| draw_series(spec, plot, index, row, dots))
            .collect::<Vec<_>>()
    });
    write_ends(&mut sheet, &labels, &ends, mirrored, (margins.top, margins.top + plot_height));

    let mut laid = Laid::on(Sheet::new(0.0, 0.0));
    let mut unit = spec.unit.to_owned();
    if ladder.low() > 0.into() || ladder.high() < 0.into() {
        let note = fill(&spec.words.axis_starts, &(spec.format)(ladder.low()));
        if !unit.is_empty() {
            unit += &spec.words.comma;
        }
        unit += &note;
        laid.notes.push(note);
    }
    let (edge, anchor) = if mirrored { (page.width(), Anchor::End) } else { (0.0, Anchor::Start) };
    sheet.text("ul", anchor, edge, TEXT, &unit);
    laid.sheet = sheet;
    laid.problems.extend(too_many_series(series.len()));
    laid.notes.extend(gaps(spec));
    if series.len() > 1 {
        laid.key_for = KeyFor::Narrow;
        for (index, &(_, heading)) in series.iter().enumerate() {
            laid.key.push(key_line(index, &heading.label));
        }
    }
    super::columns::add_status_key(spec, &mut laid);
    laid
}

/// Draws a line with its gaps, and returns where its last point is.
fn draw_series(
    spec: &ChartSpec<'_>,
    plot: &mut Plot<'_, '_>,
    index: usize,
    row: usize,
    dots: bool,
) -> Option<(f64, f64)> {
    let cells = &spec.grid.cells[row];
    let points: Vec<Option<(f64, f64)>> = (cells.iter().enumerate())
        .map(|(column, cell)| Some(plot.at(column as f64 + 0.5, cell.decimal()?)))
        .collect();
    plot.open(&format!("m ln {}", series_class(index)), &spec.grid.rows[row].id);
    let (mut solid, mut open) = (Path::default(), Path::default());
    let mut pen_down = false;
    for column in 1..cells.len() {
        let joined = !cells[column].after_break;
        let (Some(from), Some(to), true) = (points[column - 1], points[column], joined) else {
            pen_down = false;
            continue;
        };
        if cells[column].status.is_open() || cells[column - 1].status.is_open() {
            open.to('M', from).to('L', to);
            pen_down = false;
            continue;
        }
        if !pen_down {
            solid.to('M', from);
        }
        solid.to('L', to);
        pen_down = true;
    }
    let last = points.iter().rposition(Option::is_some);
    plot.draw(Vec::new(), |sheet, _| {
        for (class, path) in [("st", &solid), ("st open", &open)] {
            if !path.is_empty() {
                sheet.path(class, &Datum::default(), path);
            }
        }
        for (column, point) in points.iter().enumerate() {
            let Some((x, y)) = *point else { continue };
            let datum = spec.datum(row, column);
            let class = status_class(&cells[column]);
            if Some(column) == last {
                end_marker(sheet, index, class, &datum, (x, y));
            } else {
                let alone = (column == 0 || points[column - 1].is_none() || cells[column].after_break)
                    && (points.get(column + 1).is_none_or(Option::is_none) || cells[column + 1].after_break);
                let radius = if dots || alone { 2.5 } else { 0.0 };
                if radius > 0.0 {
                    sheet.circle(class, &datum, x, y, radius);
                }
            }
        }
    });
    plot.close();
    last.and_then(|column| points[column])
}

/// What stands at the end of a line: its name, on wide pages, and its last value.
struct EndLabel {
    series: usize,
    name: Vec<String>,
    value: String,
}

impl EndLabel {
    fn new(spec: &ChartSpec<'_>, page: Page, series: usize, row: usize) -> Option<EndLabel> {
        let last = spec.grid.cells[row].iter().rfind(|cell| cell.decimal().is_some())?;
        let named = !page.is_narrow() && spec.series().len() > 1;
        let name = if named {
            wrap(&spec.grid.rows[row].label, WIDEST_NAME, TEXT, Weight::Regular)
        } else {
            Vec::new()
        };
        Some(EndLabel { series, name, value: spec.marked(last) })
    }

    fn width(&self) -> f64 {
        let name = self.name.iter().map(|line| width(line, TEXT, Weight::Regular));
        name.fold(width(&self.value, TEXT, Weight::Bold), f64::max)
    }

    fn height(&self) -> f64 {
        (self.name.len() + 1) as f64 * LINE + 3.0
    }
}

fn write_ends(
    sheet: &mut Sheet,
    labels: &[EndLabel],
    ends: &[Option<(f64, f64)>],
    mirrored: bool,
    (top, bottom): (f64, f64),
) {
    let placed: Vec<(&EndLabel, (f64, f64))> =
        labels.iter().filter_map(|label| Some((label, ends[label.series]?))).collect();
    let wanted: Vec<Wanted> = (placed.iter())
        .map(|(label, (_, y))| Wanted { wanted: *y, size: label.height() })
        .collect();
    // All labels start on one line, right of the last point of all.
    let edges = placed.iter().map(|(_, (x, _))| *x);
    let edge = if mirrored {
        edges.fold(f64::INFINITY, f64::min)
    } else {
        edges.fold(f64::NEG_INFINITY, f64::max)
    };
    let sign = if mirrored { -1.0 } else { 1.0 };
    let anchor = Anchor::Start.mirrored(mirrored);
    for ((label, (x, y)), middle) in placed.iter().zip(spread(&wanted, top - 14.0, bottom + 14.0)) {
        let mut baseline = middle - label.height() / 2.0 + 0.5 * LINE + 0.35 * TEXT + 1.5;
        let text_x = edge + sign * LABEL_GAP;
        if (middle - y).abs() > LINE / 2.0 || (x - edge).abs() > 1.0 {
            let near = (x + sign * 6.0, *y);
            sheet.line("lead", near, (text_x - sign * 2.0, middle));
        }
        sheet.lines_of_text("cl", anchor, text_x, baseline, &label.name);
        baseline += label.name.len() as f64 * LINE;
        sheet.text("vt", anchor, text_x, baseline, &label.value);
    }
}
