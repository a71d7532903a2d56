//! The largest of many, with the course of each over the years, its share and its change.

use super::axes::{Block, Ticks};
use super::marks::{Course, status_class};
use super::rows::{Rows, ValueLabels, Wish};
use super::scale::Ladder;
use super::sheet::{Datum, LINE, Path, Sheet, TEXT};
use super::width::{Weight, width, wrap_evenly};
use super::{ChartSpec, Laid, Page, Role};

const BAR: f64 = 20.0;
const COURSE: f64 = 76.0;
const BETWEEN_COLUMNS: f64 = 20.0;
/// The triangle before a change, with its gap.
const ARROW: f64 = 13.0;

pub(crate) fn lay_out(spec: &ChartSpec<'_>, page: Page) -> Laid {
    let grid = spec.grid;
    let periods: Vec<usize> = (0..grid.columns.len())
        .filter(|&column| matches!(grid.columns[column].role, Role::Value | Role::Actual))
        .collect();
    let last = periods.last().copied().unwrap_or(0);
    // Largest first; what is left over closes the list, whatever its size.
    let mut drawn = spec.series();
    drawn.sort_by_key(|&(row, heading)| {
        (heading.role == Role::Other, std::cmp::Reverse(grid.cells[row][last].decimal()))
    });
    let ladder =
        Ladder::exact(drawn.iter().filter_map(|&(row, _)| grid.cells[row][last].decimal()));
    let is_negative =
        |row: usize| grid.cells[row][last].decimal().is_some_and(|value| value.is_sign_negative());
    let texts =
        drawn.iter().map(|&(row, _)| (spec.marked(&grid.cells[row][last]), is_negative(row)));
    let labels = ValueLabels::new(texts.collect());

    let columns = Columns::of(spec, page, &periods, &drawn.iter().map(|d| d.0).collect::<Vec<_>>());
    let header = columns.list.iter().map(|column| column.heading.len()).max().unwrap_or(0);
    let rows = Rows::new(
        spec,
        page,
        Wish {
            names: drawn.iter().map(|(_, row)| (row.label.as_str(), String::new())).collect(),
            marks: vec![BAR; drawn.len()],
            between: 11.0,
            top: if header > 0 { header as f64 * LINE + 14.0 } else { 2.0 },
            bottom: 2.0,
            before: labels.before,
            end: labels.after + columns.room,
            widest_name: 190.0,
        },
    );
    let mut sheet = rows.sheet();
    let ends = rows.axes(spec, &ladder, Ticks::Hidden).plot(&mut sheet, |plot| {
        plot.open("m s1", "");
        let mut ends = Vec::new();
        for (place, &(row, heading)) in drawn.iter().enumerate() {
            let cell = &grid.cells[row][last];
            let value = cell.decimal().unwrap_or_default();
            if cell.decimal().is_some() {
                plot.block(&Block {
                    class: status_class(cell),
                    datum: Datum { series: heading.id.clone(), ..spec.datum(row, last) },
                    across: rows.across(place, 0.0, BAR),
                    values: (0.into(), value),
                    gap: 0.0,
                });
            }
            ends.push((plot.at(place as f64 + 0.5, value).0, is_negative(row)));
        }
        plot.close();
        ends
    });
    rows.names(&mut sheet);
    labels.write(&mut sheet, &rows, &ends);
    columns.write(
        spec,
        &mut sheet,
        &rows,
        &periods,
        &drawn.iter().map(|d| d.0).collect::<Vec<_>>(),
    );
    let mut laid = Laid::on(sheet);
    super::columns::add_status_key(spec, &mut laid);
    laid
}

/// What stands right of the bars, in the order of reading.
struct Columns {
    list: Vec<Column>,
    room: f64,
}

struct Column {
    what: What,
    heading: Vec<String>,
    /// How far its end is from the end of the page.
    from_end: f64,
}

#[derive(Clone, Copy)]
enum What {
    Course,
    Text(usize),
    Change(usize),
}

impl Columns {
    fn of(spec: &ChartSpec<'_>, page: Page, periods: &[usize], rows: &[usize]) -> Columns {
        let grid = spec.grid;
        let find = |role| grid.columns.iter().position(|column| column.role == role);
        let mut wanted = Vec::new();
        if !page.is_narrow() && periods.len() > 2 {
            wanted.push(What::Course);
        }
        if !page.is_narrow() {
            wanted.extend(find(Role::Share).map(What::Text));
        }
        wanted.extend(find(Role::Change).map(What::Change));
        let mut list = Vec::new();
        let mut room = 0.0;
        for what in wanted.into_iter().rev() {
            let texts = |column: usize| {
                let widths = rows
                    .iter()
                    .map(move |&row| width(&grid.cells[row][column].text, TEXT, Weight::Regular));
                widths.fold(0.0, f64::max)
            };
            let (label, wide) = match what {
                What::Course => (course_heading(spec, periods), COURSE),
                What::Text(column) => (grid.columns[column].label.clone(), texts(column)),
                What::Change(column) => (grid.columns[column].label.clone(), texts(column) + ARROW),
            };
            let heading = wrap_evenly(&label, wide.max(84.0), TEXT, Weight::Regular);
            let widest = heading.iter().map(|line| width(line, TEXT, Weight::Regular));
            list.push(Column { what, from_end: room, heading: heading.clone() });
            room += widest.fold(wide, f64::max).ceil() + BETWEEN_COLUMNS;
        }
        Columns { list, room }
    }

    fn write(
        &self,
        spec: &ChartSpec<'_>,
        sheet: &mut Sheet,
        rows: &Rows,
        periods: &[usize],
        order: &[usize],
    ) {
        let grid = spec.grid;
        let lines = self.list.iter().map(|column| column.heading.len()).max().unwrap_or(0);
        for column in &self.list {
            let edge = rows.page_width() - column.from_end;
            let first = TEXT + (lines - column.heading.len()) as f64 * LINE;
            sheet.lines_of_text("nl", rows.end(), rows.x(edge), first, &column.heading);
            for (place, &row) in order.iter().enumerate() {
                let baseline = rows.baseline(place);
                match column.what {
                    What::Course => {
                        let cells: Vec<_> = periods.iter().map(|&c| &grid.cells[row][c]).collect();
                        // Time runs left to right on mirrored pages too.
                        let left = rows.x(edge).min(rows.x(edge - COURSE));
                        let top = rows.places[place].mark + 1.0;
                        Course { left: left + 3.0, top, width: COURSE - 6.0, height: BAR - 2.0 }
                            .draw(sheet, &cells);
                    }
                    What::Text(column) => {
                        let text = &grid.cells[row][column].text;
                        sheet.text("vl", rows.end(), rows.x(edge), baseline, text);
                    }
                    What::Change(column) => {
                        let cell = &grid.cells[row][column];
                        sheet.text("vl", rows.end(), rows.x(edge), baseline, &cell.text);
                        let wide = width(&cell.text, TEXT, Weight::Regular);
                        let x = rows.x(edge - wide - ARROW / 2.0);
                        if let Some(change) = cell.decimal().filter(|change| !change.is_zero()) {
                            arrow(sheet, x, baseline - 5.0, change.is_sign_positive());
                        }
                    }
                }
            }
        }
    }
}

fn course_heading(spec: &ChartSpec<'_>, periods: &[usize]) -> String {
    let label =
        |column: Option<&usize>| column.map_or("", |&c| spec.grid.columns[c].label.as_str());
    format!("{}–{}", label(periods.first()), label(periods.last()))
}

/// Up or down, told by shape.
fn arrow(sheet: &mut Sheet, x: f64, y: f64, up: bool) {
    let (tip, foot) = if up { (y - 3.5, y + 3.5) } else { (y + 3.5, y - 3.5) };
    let d = Path::closed(&[(x, tip), (x + 4.0, foot), (x - 4.0, foot)]);
    sheet.path("arrow", &Datum::default(), &d);
}
