//! Many series over time, each in a small panel of its own on the same scale.

use super::axes::{Axes, Margins, Ticks, even_slots, tick_room};
use super::marks::{gaps, status_class, unit_of_axis};
use super::scale::Ladder;
use super::sheet::{Anchor, Datum, LINE, Path, Sheet, TEXT};
use super::width::{Weight, width, wrap};
use super::{ChartSpec, Laid, Page};

const PLOT: f64 = 96.0;
const BETWEEN: f64 = 22.0;
/// Above the highest tick of a panel, for the value at its end.
const HEADROOM: f64 = 20.0;
/// The other series are drawn behind each one, while they are few.
const MOST_BEHIND: usize = 400;

pub(crate) fn lay_out(spec: &ChartSpec<'_>, page: Page) -> Laid {
    let grid = spec.grid;
    let series = spec.series();
    let values = series.iter().flat_map(|&(row, _)| grid.cells[row].iter());
    let values = values.filter_map(|cell| cell.decimal());
    // A panel is too low for more than a tick in the middle.
    let ladder = Ladder::in_steps(values, spec.options.zero, 2);
    let across = if page.is_narrow() { 2 } else { series.len().clamp(1, 4) };
    let ticks = tick_room(&ladder, spec.format);
    let gaps_between = BETWEEN * (across as f64 - 1.0);
    let panel = (page.width() - ticks - gaps_between) / across as f64;
    let titles: Vec<Vec<String>> =
        (series.iter()).map(|(_, row)| wrap(&row.label, panel, TEXT, Weight::Bold)).collect();
    let unit = unit_of_axis(spec, &ladder);
    let unit_room = if unit.is_empty() { 0.0 } else { LINE + 10.0 };
    let mut sheet = Sheet::new(page.width(), 0.0);
    let lines_of = |line: usize| {
        let titles = titles.iter().skip(line * across).take(across);
        titles.map(Vec::len).max().unwrap_or(1)
    };
    let count = series.len().div_ceil(across);
    let heights: Vec<f64> = (0..count)
        .map(|line| lines_of(line) as f64 * LINE + HEADROOM + PLOT + LINE + 24.0)
        .collect();
    sheet.height = unit_room + heights.iter().sum::<f64>() - 14.0;
    let behind = series.len() * series.len() * grid.columns.len() <= MOST_BEHIND;
    for (index, &(row, heading)) in series.iter().enumerate() {
        let (line, place) = (index / across, index % across);
        let place = if spec.is_right_to_left() { across - 1 - place } else { place };
        let left = ticks + place as f64 * (panel + BETWEEN);
        let top = unit_room + heights[..line].iter().sum::<f64>();
        let title_height = lines_of(line) as f64 * LINE;
        let title_x = if spec.is_right_to_left() { left + panel } else { left };
        let anchor = Anchor::Start.mirrored(spec.is_right_to_left());
        sheet.lines_of_text("vt", anchor, title_x, top + TEXT, &titles[index]);
        let plot_top = top + title_height + HEADROOM;
        let axes = Axes {
            ladder: &ladder,
            categories: &[],
            slots: even_slots(grid.columns.len()),
            margins: Margins {
                top: plot_top,
                right: page.width() - left - panel,
                bottom: sheet.height - plot_top - PLOT,
                left,
            },
            lying: false,
            mirrored: false,
            zero: vec![(0.0, grid.columns.len() as f64)],
            ticks: if place == 0 { Ticks::Shown } else { Ticks::GridOnly },
            format: spec.format,
        };
        let end = axes.plot(&mut sheet, |plot| {
            let course = |row: usize| {
                let cells = grid.cells[row].iter().enumerate();
                let points =
                    cells.map(|(column, cell)| Some(plot.at(column as f64 + 0.5, cell.decimal()?)));
                points.collect::<Vec<_>>()
            };
            let mut others = Path::default();
            for other in series.iter().filter(|other| behind && other.0 != row) {
                joined(&mut others, &course(other.0));
            }
            let mut line = Path::default();
            let own = course(row);
            joined(&mut line, &own);
            let bright = spec.options.highlight.is_none_or(|chosen| chosen == index);
            let class = if bright { "m ln s1" } else { "m ln s5" };
            plot.draw(Vec::new(), |sheet, _| {
                if !others.is_empty() {
                    sheet.path("behind", &Datum::default(), &others);
                }
                sheet.open(class, &heading.id);
                sheet.path("st", &Datum::default(), &line);
                for (column, point) in own.iter().enumerate() {
                    let Some((x, y)) = *point else { continue };
                    let last = own[column + 1..].iter().all(Option::is_none);
                    let class = status_class(&grid.cells[row][column]);
                    let radius = if last { 3.5 } else { 1.5 };
                    sheet.circle(class, &spec.point(row, column), x, y, radius);
                }
                sheet.close();
            });
            let end = own.iter().rposition(Option::is_some);
            end.and_then(|column| Some((column, own[column]?, own)))
        });
        if let Some((column, (x, _), course)) = end {
            let text = spec.marked(&grid.cells[row][column]);
            let half = width(&text, TEXT, Weight::Regular) / 2.0;
            let middle = x.min(left + panel - half);
            let y = highest_over(&course, middle - half - 2.0);
            sheet.text("vl", Anchor::Middle, middle, y - 9.0, &text);
        }
        let baseline = plot_top + PLOT + LINE;
        let (first, last) = (grid.columns.first(), grid.columns.last());
        if let (Some(first), Some(last)) = (first, last) {
            sheet.text("tl", Anchor::Start, left, baseline, &first.label);
            if grid.columns.len() > 1 {
                sheet.text("tl", Anchor::End, left + panel, baseline, &last.label);
            }
        }
    }
    sheet.text("ul", Anchor::Start, 0.0, TEXT, &unit);
    let mut laid = Laid::on(sheet);
    laid.notes.extend(gaps(spec));
    laid
}

/// The highest place of a line from `left` to its end: a label stands above all of it.
fn highest_over(course: &[Option<(f64, f64)>], left: f64) -> f64 {
    let points: Vec<(f64, f64)> = course.iter().flatten().copied().collect();
    let inside = points.iter().filter(|point| point.0 >= left).map(|point| point.1);
    let entry = points.windows(2).filter(|pair| pair[0].0 < left && left < pair[1].0).map(|pair| {
        let along = (left - pair[0].0) / (pair[1].0 - pair[0].0);
        pair[0].1 + along * (pair[1].1 - pair[0].1)
    });
    inside.chain(entry).fold(f64::INFINITY, f64::min)
}

/// Adds a line through the points that are there; what is missing stays open.
fn joined(path: &mut Path, points: &[Option<(f64, f64)>]) {
    let mut down = false;
    for point in points {
        match point {
            Some(point) => {
                path.to(if down { 'L' } else { 'M' }, *point);
                down = true;
            }
            None => down = false,
        }
    }
}
