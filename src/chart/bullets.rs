//! Plan against actual: one bar per measure on a scale of its own, with target and baseline.

use rust_decimal::Decimal;

use super::marks::{fill, key_shape, status_class};
use super::rows::{Rows, Wish};
use super::scale::float;
use super::sheet::{Datum, LINE, Path, Sheet, TEXT};
use super::width::{Weight, width, wrap, wrap_evenly};
use super::{Better, ChartSpec, KeyFor, Laid, Page, Role, Value};

/// A row of marks: the target's text, the bar, the baseline's triangle.
const MARK: f64 = 50.0;
const BAR_TOP: f64 = 21.0;
const BAR: f64 = 18.0;
const TARGET: (f64, f64) = (16.0, 43.0);

pub(crate) fn lay_out(spec: &ChartSpec<'_>, page: Page) -> Laid {
    let grid = spec.grid;
    let columns = Columns::of(spec);
    let ends: Vec<String> = (0..grid.rows.len())
        .map(|row| match columns.share {
            Some(share) if grid.cells[row][share].decimal().is_some() => {
                let text = &grid.cells[row][share].text;
                match columns.share_heading(spec) {
                    // A heading says it for all rows; a phone has no room for one.
                    Some(heading) if page.is_narrow() => {
                        format!("{heading}{}{text}", spec.words.colon)
                    }
                    Some(_) => text.clone(),
                    None => fill(&spec.words.of_target, text),
                }
            }
            _ => String::new(),
        })
        .collect();
    let heading = match columns.share_heading(spec) {
        Some(heading) if !page.is_narrow() => wrap_evenly(heading, 150.0, TEXT, Weight::Regular),
        _ => Vec::new(),
    };
    let end_room = ends.iter().map(|text| width(text, TEXT, Weight::Bold)).fold(0.0, f64::max);
    // On a phone the share of the target stands below the bar, which needs the whole width.
    let below = page.is_narrow() && end_room > 0.0;
    let below_lines = |end: &str| wrap(end, page.width() - 8.0, TEXT, Weight::Bold);
    let tallest = ends.iter().map(|end| below_lines(end).len()).max().unwrap_or(0);
    let note = |better: Option<Better>| match better {
        Some(Better::Lower) => spec.words.lower_is_better.clone(),
        Some(Better::Keep) => spec.words.to_be_kept.clone(),
        Some(Better::Higher) | None => String::new(),
    };
    let names = grid.rows.iter().map(|row| (row.label.as_str(), note(row.better)));
    let rows = Rows::new(
        spec,
        page,
        Wish {
            names: names.collect(),
            marks: vec![if below { MARK + tallest as f64 * LINE } else { MARK }; grid.rows.len()],
            between: 14.0,
            top: heading.len() as f64 * LINE + if heading.is_empty() { 0.0 } else { 8.0 },
            bottom: 2.0,
            before: 0.0,
            end: if end_room > 0.0 && !below { end_room.ceil() + 16.0 } else { 8.0 },
            widest_name: 230.0,
        },
    );
    let mut sheet = rows.sheet();
    rows.names(&mut sheet);
    sheet.lines_of_text("nl", rows.end(), rows.x(page.width()), TEXT, &heading);
    for (row, end) in ends.iter().enumerate() {
        let bullet = Bullet { spec, rows: &rows, columns: &columns, row };
        bullet.draw(&mut sheet);
        let middle = rows.places[row].mark + BAR_TOP + BAR / 2.0 + 0.35 * TEXT;
        if below {
            let first = middle + BAR / 2.0 + LINE + 2.0;
            let x = rows.x(rows.from);
            sheet.lines_of_text("vt", rows.start(), x, first, &below_lines(end));
        } else {
            sheet.text("vt", rows.end(), rows.x(page.width()), middle, end);
        }
    }
    let mut laid = Laid::on(sheet);
    laid.key_for = KeyFor::Everyone;
    laid.key = columns.key(spec);
    laid
}

/// Which column plays which part.
struct Columns {
    actual: usize,
    target: Option<usize>,
    baseline: Option<usize>,
    low: Option<usize>,
    high: Option<usize>,
    share: Option<usize>,
}

impl Columns {
    fn of(spec: &ChartSpec<'_>) -> Columns {
        let find = |role| spec.grid.columns.iter().position(|column| column.role == role);
        Columns {
            actual: find(Role::Actual).or_else(|| find(Role::Value)).unwrap_or(0),
            target: find(Role::Target).or_else(|| find(Role::Plan)),
            baseline: find(Role::Baseline),
            low: find(Role::Low),
            high: find(Role::High),
            share: find(Role::Share),
        }
    }

    /// What the share is a share of, where that is no target but a plan or an estimate.
    fn share_heading<'a>(&self, spec: &ChartSpec<'a>) -> Option<&'a str> {
        let columns = &spec.grid.columns;
        let is_plan = self.target.is_some_and(|column| columns[column].role == Role::Plan);
        self.share.filter(|_| is_plan).map(|column| columns[column].label.as_str())
    }

    fn key(&self, spec: &ChartSpec<'_>) -> Vec<super::KeyEntry> {
        let label = |column: usize| spec.grid.columns[column].label.as_str();
        let mut key = vec![key_shape("s1", label(self.actual), |sheet| {
            sheet.rect("", &Datum::default(), 0.0, 3.0, 14.0, 8.0);
        })];
        if let Some(column) = self.target {
            key.push(key_shape("target", label(column), |sheet| {
                target(sheet, &Datum::default(), 7.0, (1.0, 14.0), &[]);
            }));
        }
        if let Some(column) = self.baseline {
            key.push(key_shape("baseline", label(column), |sheet| {
                triangle(sheet, &Datum::default(), 7.0, 3.0);
            }));
        }
        if let (Some(low), Some(high)) = (self.low, self.high) {
            let (low, high) = (label(low), label(high));
            let words = if low == high { low.to_owned() } else { format!("{low} – {high}") };
            key.push(key_shape("range", &words, |sheet| {
                whisker(sheet, "range", &Datum::default(), (1.0, 13.0), 7.0);
            }));
        }
        key
    }
}

struct Bullet<'b, 'a> {
    spec: &'b ChartSpec<'a>,
    rows: &'b Rows,
    columns: &'b Columns,
    row: usize,
}

impl Bullet<'_, '_> {
    fn value(&self, column: Option<usize>) -> Option<Decimal> {
        self.spec.grid.cells[self.row][column?].decimal()
    }

    /// Of a mark beside the bar, which says itself which row it belongs to.
    fn datum(&self, column: usize) -> Datum {
        let series = self.spec.grid.rows[self.row].id.clone();
        Datum { series, ..self.spec.datum(self.row, column) }
    }

    /// Draws the row, or says in words what no bar can show.
    fn draw(&self, sheet: &mut Sheet) {
        let Columns { actual, target: target_column, baseline, low, high, .. } = *self.columns;
        let (rows, spec) = (self.rows, self.spec);
        let top = rows.places[self.row].mark;
        let cell = &spec.grid.cells[self.row][actual];
        let Some(actual_value) = cell.decimal() else { return self.say(sheet) };

        let values = [Some(actual), target_column, baseline, low, high].map(|c| self.value(c));
        let highest = values.iter().flatten().copied().map(float).fold(0.0, f64::max);
        let lowest = values.iter().flatten().copied().map(float).fold(0.0, f64::min);
        let extent = (highest - lowest).max(f64::MIN_POSITIVE);
        let along =
            |value: Decimal| rows.from + (float(value) - lowest) / extent * (rows.to - rows.from);
        let (zero, end) = (along(Decimal::ZERO), along(actual_value));
        sheet.open("m s1", &spec.grid.rows[self.row].id);
        let bar = (top + BAR_TOP, BAR);
        let datum = spec.datum(self.row, actual);
        rows.rect(sheet, status_class(cell), &datum, (zero.min(end), zero.max(end)), bar);
        sheet.close();
        sheet.line("zero", (rows.x(zero), top + 17.0), (rows.x(zero), top + 43.0));
        if let (Some(low), Some(high)) = (low, high)
            && let (Some(from), Some(to)) = (self.value(Some(low)), self.value(Some(high)))
        {
            let ends = (rows.x(along(from)), rows.x(along(to)));
            let y = top + BAR_TOP + BAR / 2.0;
            // Seen on the bar and beside it.
            whisker(sheet, "range halo", &Datum::default(), ends, y);
            whisker(sheet, "range", &self.datum(high), ends, y);
        }
        if let (Some(column), Some(value)) = (baseline, self.value(baseline)) {
            let datum = self.datum(column);
            triangle(sheet, &datum, rows.x(along(value)), top + BAR_TOP + BAR + 2.0);
        }
        let goal = self.value(target_column).map(along);
        if let (Some(column), Some(at)) = (target_column, goal) {
            self.target(sheet, column, at, top);
        }
        self.label(sheet, end, zero, goal);
    }

    /// The target's line with a flag to the good side, and its value above.
    fn target(&self, sheet: &mut Sheet, column: usize, at: f64, top: f64) {
        let rows = self.rows;
        let forward = if rows.mirrored { -7.0 } else { 7.0 };
        let flags: &[f64] = match self.spec.grid.rows[self.row].better {
            Some(Better::Higher) => &[forward],
            Some(Better::Lower) => &[-forward],
            Some(Better::Keep) | None => &[-forward, forward],
        };
        let datum = self.datum(column);
        target(sheet, &datum, rows.x(at), (top + TARGET.0, top + TARGET.1), flags);
        let heading = &self.spec.grid.columns[column];
        let cell = &self.spec.grid.cells[self.row][column];
        let mut text =
            format!("{} {}", heading.label, super::sheet::isolate_in(&heading.label, &cell.text));
        // The key says what the line is; its value is only here.
        if width(&text, TEXT, Weight::Regular) > rows.to - rows.from {
            text.clone_from(&cell.text);
        }
        let wide = width(&text, TEXT, Weight::Regular);
        // Centred on the line as far as the row's marks reach.
        let low = rows.from.min(rows.to - wide);
        let middle = at.clamp(low + wide / 2.0, (rows.to + 8.0 - wide / 2.0).max(low + wide / 2.0));
        let x = rows.x(middle - wide / 2.0);
        sheet.text("nl", rows.start(), x, top + 11.5, &text);
    }

    /// The actual value: inside its bar where it fits, else behind its end, past the target's line.
    fn label(&self, sheet: &mut Sheet, end: f64, zero: f64, goal: Option<f64>) {
        let (rows, cell) = (self.rows, &self.spec.grid.cells[self.row][self.columns.actual]);
        let text = self.spec.marked(cell);
        let wide = width(&text, TEXT, Weight::Regular);
        let baseline = rows.places[self.row].mark + BAR_TOP + BAR / 2.0 + 0.35 * TEXT;
        let hits = |from: f64| goal.is_some_and(|at| from - 4.0 < at && at < from + wide + 4.0);
        let inside = if cell.status.is_open() { "vl open" } else { "bl s1" };
        // Beside zero inside the bar, for negative values too.
        let (from, to) = if end < zero {
            (zero - 7.0 - wide, zero - 7.0)
        } else {
            (zero + 7.0, zero + 7.0 + wide)
        };
        if from > zero.min(end) + 4.0 && to < zero.max(end) - 4.0 && !hits(from) {
            sheet.text(inside, rows.start(), rows.x(from), baseline, &text);
            return;
        }
        let range_end = self.value(self.columns.high).map_or(end, |_| end + 22.0);
        let mut from = end.max(zero).max(range_end) + 7.0;
        if end < zero {
            from = end - 7.0 - wide;
        }
        if hits(from) {
            from = goal.unwrap_or(from) + 9.0;
        }
        sheet.text("vl", rows.start(), rows.x(from.max(rows.from)), baseline, &text);
    }

    /// An answer in words, or the reason why there is none.
    fn say(&self, sheet: &mut Sheet) {
        let rows = self.rows;
        let cell = &self.spec.grid.cells[self.row][self.columns.actual];
        let text = match &cell.value {
            Value::Missing { words, .. } if !words.is_empty() => words,
            _ => &cell.text,
        };
        let mut lines = wrap(text, rows.to - rows.from, TEXT, Weight::Regular);
        if lines.len() > 2 {
            lines.truncate(2);
            lines[1].push('…');
        }
        let first = rows.baseline(self.row) - (lines.len() as f64 - 1.0) * LINE / 2.0;
        sheet.lines_of_text("nl", rows.start(), rows.x(rows.from), first, &lines);
    }
}

fn target(sheet: &mut Sheet, datum: &Datum, x: f64, (top, bottom): (f64, f64), flags: &[f64]) {
    let mut d = Path::default();
    d.to('M', (x, bottom)).to('L', (x, top));
    for flag in flags {
        // A small pennant towards the good side.
        d.to('L', (x + flag, top + 3.5)).to('L', (x, top + 7.0)).to('L', (x, top));
    }
    sheet.path("target", datum, &d);
}

fn triangle(sheet: &mut Sheet, datum: &Datum, x: f64, top: f64) {
    let d = Path::closed(&[(x, top), (x + 5.5, top + 8.5), (x - 5.5, top + 8.5)]);
    sheet.path("baseline", datum, &d);
}

fn whisker(sheet: &mut Sheet, class: &str, datum: &Datum, (from, to): (f64, f64), y: f64) {
    let mut d = Path::default();
    d.to('M', (from, y - 4.0)).to('L', (from, y + 4.0)).to('M', (from, y)).to('L', (to, y));
    d.to('M', (to, y - 4.0)).to('L', (to, y + 4.0));
    sheet.path(class, datum, &d);
}
