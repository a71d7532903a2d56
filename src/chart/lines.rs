//! Several series over time as lines, named at their ends; gaps stay gaps.

use super::axes::{Axes, Margins, Plot, Ticks, even_slots, tick_room};
use super::columns::{add_status_key, break_rule, category_labels};
use super::end_labels::{self, EndLabel};
use super::lint::too_many_series;
use super::marks::{end_marker, gaps, key_line, series_class, status_class, unit_of_axis};
use super::scale::Ladder;
use super::sheet::{Anchor, Datum, LINE, Path, Sheet, TEXT};
use super::width::{Weight, width};
use super::{ChartSpec, KeyFor, Laid, Page};

/// With more points than this only the ends have a dot.
const MOST_DOTS: usize = 60;

pub(crate) fn lay_out(spec: &ChartSpec<'_>, page: Page) -> Laid {
    let grid = spec.grid;
    let series = spec.series();
    let values = series.iter().flat_map(|&(row, _)| grid.cells[row].iter());
    let ladder = Ladder::over(values.filter_map(|cell| cell.decimal()), spec.options.zero);
    let mirrored = spec.mirrors_columns();
    let labels: Vec<EndLabel> =
        series.iter().filter_map(|&(row, _)| end_label(spec, page, row)).collect();
    let mut margins = Margins {
        top: if spec.unit.is_empty() { 20.0 } else { 44.0 },
        right: end_labels::room(&labels),
        bottom: 0.0,
        left: tick_room(&ladder, spec.format),
    };
    let count = grid.columns.len().max(1);
    let slot = (page.width() - margins.left - margins.right) / count as f64;
    // The last point stands in the middle of its slot; its name may begin there.
    margins.right = (margins.right - slot / 2.0).max(2.0);
    let slot = (page.width() - margins.left - margins.right) / count as f64;
    let (categories, lines) = category_labels(spec, slot);
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
        zero: vec![(0.0, count as f64)],
        format: spec.format,
    };
    let dots = series.len() * count <= MOST_DOTS;
    let courses = axes.plot(&mut sheet, |plot| {
        (series.iter().enumerate())
            .map(|(index, &(row, _))| draw_series(spec, plot, index, row, dots))
            .collect::<Vec<Course>>()
    });
    let ends: Vec<(f64, f64)> =
        courses.iter().filter_map(|course| course.iter().flatten().last().copied()).collect();
    let nearest = |best: f64, x: f64| if mirrored { best.min(x) } else { best.max(x) };
    if let Some(edge) = ends.iter().map(|end| end.0).reduce(nearest) {
        let placed = labels.into_iter().zip(&ends).map(|(label, end)| label.at(end.1));
        let labels: Vec<EndLabel> = placed.collect();
        let between = (margins.top - 16.0, margins.top + plot_height + 8.0);
        end_labels::write(&mut sheet, &labels, edge, between, mirrored);
    }
    mark_breaks(spec, &mut sheet, &courses, (margins.top - 14.0, margins.top + plot_height));
    if let [(row, _)] = series[..] {
        label_points(spec, &mut sheet, row, &courses[0], slot);
    }

    let (edge, anchor) = if mirrored { (page.width(), Anchor::End) } else { (0.0, Anchor::Start) };
    sheet.text("ul", anchor, edge, TEXT, &unit_of_axis(spec, &ladder));

    let mut laid = Laid::on(sheet);
    laid.notes.extend(gaps(spec));
    laid.problems.extend(too_many_series(series.len()));
    if series.len() > 1 {
        laid.key_for = KeyFor::Narrow;
        for (index, &(_, heading)) in series.iter().enumerate() {
            laid.key.push(key_line(index, &heading.label));
        }
    }
    add_status_key(spec, &mut laid);
    laid
}

/// Where each value of a series is; `None` for what is missing.
type Course = Vec<Option<(f64, f64)>>;

/// "China 78,648 [e]" at the end of the line; phones have the name in the key.
fn end_label(spec: &ChartSpec<'_>, page: Page, row: usize) -> Option<EndLabel> {
    if spec.series().len() == 1 {
        return None;
    }
    let last = spec.grid.cells[row].iter().rfind(|cell| cell.decimal().is_some())?;
    let value = spec.marked(last);
    Some(if page.is_narrow() {
        EndLabel::new(&value)
    } else {
        EndLabel::new(&format!("{} {value}", spec.grid.rows[row].label))
    })
}

/// Draws a line with its gaps.
fn draw_series(
    spec: &ChartSpec<'_>,
    plot: &mut Plot<'_, '_>,
    index: usize,
    row: usize,
    dots: bool,
) -> Course {
    let cells = &spec.grid.cells[row];
    let points: Course = (cells.iter().enumerate())
        .map(|(column, cell)| Some(plot.at(column as f64 + 0.5, cell.decimal()?)))
        .collect();
    // No line leads into or out of a gap, or across a break in the series.
    let joined = |column: usize| {
        column > 0
            && column < cells.len()
            && points[column - 1].is_some()
            && points[column].is_some()
            && !cells[column].after_break
    };
    let (mut solid, mut open) = (Path::default(), Path::default());
    let mut down = false;
    for column in 1..cells.len() {
        let (Some(from), Some(to), true) = (points[column - 1], points[column], joined(column))
        else {
            down = false;
            continue;
        };
        if cells[column].status.is_open() || cells[column - 1].status.is_open() {
            open.to('M', from).to('L', to);
            down = false;
            continue;
        }
        if !down {
            solid.to('M', from);
        }
        solid.to('L', to);
        down = true;
    }
    let last = points.iter().rposition(Option::is_some);
    plot.open(&format!("m ln {}", series_class(index)), &spec.grid.rows[row].id);
    plot.draw(Vec::new(), |sheet, _| {
        for (class, path) in [("st", &solid), ("st open", &open)] {
            if !path.is_empty() {
                sheet.path(class, &Datum::default(), path);
            }
        }
        for (column, point) in points.iter().enumerate() {
            let Some((x, y)) = *point else { continue };
            let class = status_class(&cells[column]);
            let datum = spec.point(row, column);
            if Some(column) == last {
                end_marker(sheet, index, class, &datum, (x, y));
            } else if dots || !(joined(column) || joined(column + 1)) {
                // A point without a line to it would not be seen at all.
                sheet.point(class, &datum, x, y);
            }
        }
    });
    plot.close();
    points
}

/// A single series is cut by a rule; of several the first point after the break is marked.
fn mark_breaks(spec: &ChartSpec<'_>, sheet: &mut Sheet, courses: &[Course], ends: (f64, f64)) {
    for (&(row, _), course) in spec.series().iter().zip(courses) {
        for (column, cell) in spec.grid.cells[row].iter().enumerate() {
            let Some((x, y)) = course[column].filter(|_| cell.after_break) else { continue };
            match column.checked_sub(1).and_then(|before| course[before]) {
                Some((before, _)) if courses.len() == 1 => {
                    break_rule(spec, sheet, (before + x) / 2.0, ends);
                }
                _ => sheet.text("nl", Anchor::Middle, x, y - 9.0, &spec.words.after_break.mark),
            }
        }
    }
}

/// The values of a single series: all where they fit, else the first and the last.
fn label_points(spec: &ChartSpec<'_>, sheet: &mut Sheet, row: usize, course: &Course, slot: f64) {
    let cells = &spec.grid.cells[row];
    let wide = |column: usize| width(&spec.marked(&cells[column]), TEXT, Weight::Regular);
    let present = || (0..cells.len()).filter(|&column| course[column].is_some());
    let all = present().all(|column| wide(column) <= slot - 6.0);
    let (first, last) = (present().next(), present().next_back());
    for column in present().filter(|&c| all || Some(c) == first || Some(c) == last) {
        let Some((x, y)) = course[column] else { continue };
        // Below a valley, above everything else.
        let neighbour = |other: Option<&Option<(f64, f64)>>| other.copied().flatten().map(|p| p.1);
        let before = column.checked_sub(1).and_then(|c| neighbour(course.get(c)));
        let after = neighbour(course.get(column + 1));
        let neighbours = [before, after];
        let valley = neighbours.iter().any(Option::is_some)
            && neighbours.iter().flatten().all(|other| *other < y);
        let baseline = if valley { y + TEXT + 6.0 } else { y - 9.0 };
        // On a slope the label stands on its outer side.
        let climbs = after.is_some_and(|other| other < y - 4.0);
        let falls = before.is_some_and(|other| other < y - 4.0);
        let (x, anchor) = match (valley, climbs, falls) {
            (false, true, false) => (x + 3.0, Anchor::End),
            (false, false, true) => (x - 3.0, Anchor::Start),
            _ => (x, Anchor::Middle),
        };
        // Whatever its side, a label stays on the sheet.
        let right = match anchor {
            Anchor::Start => x + wide(column),
            Anchor::Middle => x + wide(column) / 2.0,
            Anchor::End => x,
        };
        let (x, anchor) = if right > sheet.width {
            (sheet.width, Anchor::End)
        } else if right < wide(column) {
            (0.0, Anchor::Start)
        } else {
            (x, anchor)
        };
        sheet.text("vl", anchor, x, baseline, &spec.marked(&cells[column]));
    }
}
