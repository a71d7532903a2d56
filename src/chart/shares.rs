//! Parts of one whole as a single bar, each part named above it; where names do not fit, below.

use super::lint::too_many_series;
use super::marks::{Part, gaps, parts, series_class, status_class};
use super::scale::float;
use super::sheet::{Anchor, Datum, LINE, Path, Sheet, TEXT};
use super::spread::{Wanted, spread};
use super::width::{Weight, width, wrap};
use super::{ChartSpec, Laid, Page};

const BAR: f64 = 52.0;
/// From the edge of a part to the name in it.
const INSIDE: f64 = 8.0;
/// Between parts, in the colour of the page.
const GAP: f64 = 1.5;
/// From the names to the bar, where lines lead from one to the other.
const LEADER: f64 = 26.0;
const WIDEST_NAME: f64 = 128.0;

pub(crate) fn lay_out(spec: &ChartSpec<'_>, page: Page) -> Laid {
    let parts = parts(spec);
    let whole: f64 = parts.iter().map(|part| share(part)).sum();
    let mut from = 0.0;
    let mut extents = Vec::new();
    for part in &parts {
        let to = from + page.width() * share(part) / whole.max(f64::MIN_POSITIVE);
        extents.push((from, to));
        from = to;
    }
    let named = (!page.is_narrow()).then(|| names_above(spec, &parts, &extents, page)).flatten();
    let sheet = named.unwrap_or_else(|| names_below(spec, &parts, &extents, page));
    let mut laid = Laid::on(sheet);
    laid.problems.extend(too_many_series(parts.len()));
    laid.notes.extend(gaps(spec));
    super::columns::add_status_key(spec, &mut laid);
    laid
}

fn share(part: &Part<'_>) -> f64 {
    part.cell.decimal().map_or(0.0, float).max(0.0)
}

/// The bar, its parts from the side where reading starts.
fn bar(
    spec: &ChartSpec<'_>,
    sheet: &mut Sheet,
    parts: &[Part<'_>],
    extents: &[(f64, f64)],
    top: f64,
) {
    for (index, (part, &(from, to))) in parts.iter().zip(extents).enumerate() {
        if to <= from {
            continue;
        }
        let drawn = if index + 1 == parts.len() { to } else { (to - GAP).max(from + 0.5) };
        let x = if spec.is_right_to_left() { sheet.width - drawn } else { from };
        sheet.open(&format!("m {}", series_class(index)), &part.heading.id);
        let datum = Datum { series: String::new(), ..spec.datum(part.row, part.column) };
        sheet.rect(status_class(part.cell), &datum, x, top, drawn - from, BAR);
        sheet.close();
    }
}

/// What a part says inside the bar, or above it where it is too narrow.
struct Name {
    lines: Vec<String>,
    value: String,
    inside: bool,
    wide: f64,
}

impl Name {
    fn new(spec: &ChartSpec<'_>, part: &Part<'_>, (from, to): (f64, f64)) -> Name {
        let value = spec.marked(part.cell);
        let value_width = width(&value, TEXT, Weight::Bold);
        let inside_room = to - from - GAP - 2.0 * INSIDE;
        let whole = width(&part.heading.label, TEXT, Weight::Regular);
        let inside = whole.max(value_width) <= inside_room && !part.cell.status.is_open();
        let room = if inside { inside_room } else { WIDEST_NAME };
        let lines = wrap(&part.heading.label, room, TEXT, Weight::Regular);
        let widths = lines.iter().map(|line| width(line, TEXT, Weight::Regular));
        let wide = widths.fold(value_width, f64::max);
        Name { lines, value, inside, wide }
    }
}

/// `None` where the names need more room than the page has.
fn names_above(
    spec: &ChartSpec<'_>,
    parts: &[Part<'_>],
    extents: &[(f64, f64)],
    page: Page,
) -> Option<Sheet> {
    let names: Vec<Name> =
        parts.iter().zip(extents).map(|(part, extent)| Name::new(spec, part, *extent)).collect();
    let mirrored = spec.is_right_to_left();
    let mirror = |x: f64| if mirrored { page.width() - x } else { x };
    let above: Vec<usize> = (0..names.len()).filter(|&index| !names[index].inside).collect();
    let middle = |index: usize| mirror((extents[index].0 + extents[index].1) / 2.0);
    let wanted: Vec<Wanted> = (above.iter())
        .map(|&index| Wanted { wanted: middle(index), size: names[index].wide + 16.0 })
        .collect();
    if wanted.iter().map(|label| label.size).sum::<f64>() > page.width() {
        return None;
    }
    let lines = above.iter().map(|&index| names[index].lines.len() + 1).max().unwrap_or(0);
    let names_height = lines as f64 * LINE;
    let bar_top = if lines > 0 { names_height + LEADER } else { 1.0 };
    let mut sheet = Sheet::new(page.width(), bar_top + BAR + 1.0);
    // The names may hang over the page by the space that is kept between them.
    for (&index, x) in above.iter().zip(spread(&wanted, -8.0, page.width() + 8.0)) {
        let name = &names[index];
        let first = names_height - (name.lines.len() + 1) as f64 * LINE + TEXT;
        sheet.lines_of_text("cl", Anchor::Middle, x, first, &name.lines);
        let baseline = first + name.lines.len() as f64 * LINE;
        sheet.text("vt", Anchor::Middle, x, baseline, &name.value);
        // Down from the name, across, down to the part.
        let (high, low) = (names_height + 4.0, bar_top - 2.0);
        let part_x = middle(index);
        let mut lead = Path::default();
        lead.to('M', (x, high));
        if (x - part_x).abs() >= 2.0 {
            lead.to('L', (x, high + 6.0)).to('L', (part_x, low - 6.0));
        }
        lead.to('L', (part_x, low));
        sheet.path("lead", &Datum::default(), &lead);
    }
    bar(spec, &mut sheet, parts, extents, bar_top);
    for (index, name) in names.iter().enumerate().filter(|(_, name)| name.inside) {
        let x = mirror(extents[index].0 + INSIDE);
        let start = Anchor::Start.mirrored(mirrored);
        let class = format!("bl {}", series_class(index));
        sheet.lines_of_text(&class, start, x, bar_top + 21.0, &name.lines);
        sheet.text(&format!("{class} vt"), start, x, bar_top + 39.0, &name.value);
    }
    Some(sheet)
}

fn names_below(
    spec: &ChartSpec<'_>,
    parts: &[Part<'_>],
    extents: &[(f64, f64)],
    page: Page,
) -> Sheet {
    let mirrored = spec.is_right_to_left();
    let mirror = |x: f64| if mirrored { page.width() - x } else { x };
    let values: Vec<String> = parts.iter().map(|part| spec.marked(part.cell)).collect();
    let value_room = values.iter().map(|text| width(text, TEXT, Weight::Bold)).fold(0.0, f64::max);
    let name_room = page.width() - 22.0 - value_room - 12.0;
    let mut sheet = Sheet::new(page.width(), 0.0);
    bar(spec, &mut sheet, parts, extents, 1.0);
    let mut top = BAR + 12.0;
    for (index, part) in parts.iter().enumerate() {
        let name = wrap(&part.heading.label, name_room, TEXT, Weight::Regular);
        sheet.open(&format!("m {}", series_class(index)), "");
        let square = if mirrored { page.width() - 12.0 } else { 0.0 };
        sheet.rect(status_class(part.cell), &Datum::default(), square, top + 4.0, 12.0, 12.0);
        sheet.close();
        let anchor = Anchor::Start.mirrored(mirrored);
        sheet.lines_of_text("cl", anchor, mirror(22.0), top + 15.0, &name);
        let value_anchor = Anchor::End.mirrored(mirrored);
        sheet.text("vt", value_anchor, mirror(page.width()), top + 15.0, &values[index]);
        top += name.len() as f64 * LINE + 6.0;
    }
    sheet.height = top;
    sheet
}
