//! Finds what would mislead a reader of a drawing, or could not be drawn at all.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::marks::SERIES;
use super::scale::LARGEST;
use super::sheet::{Sheet, TextBox};
use super::{ChartKind, ChartSpec, Drawing, Grid, Problem, Value};

/// The kinds of problem, with the names that diagnostics use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ProblemCode {
    /// Nothing is drawn: no values, too many, or values beyond any scale.
    NotDrawable,
    /// More series than colours.
    TooManySeries,
    /// Two labels touch, or one leaves the drawing.
    LabelsCollide,
    /// A drawing is larger than its budget.
    TooHeavy,
    /// A phrase that the drawing needs is empty.
    MissingWords,
    /// Our own fault: no name, no direction, colours in the markup, a value that is not the grid's,
    /// an estimate that looks final.
    Faulty,
}

impl ProblemCode {
    pub fn name(self) -> &'static str {
        match self {
            ProblemCode::NotDrawable => "chart-not-drawable",
            ProblemCode::TooManySeries => "chart-too-many-series",
            ProblemCode::LabelsCollide => "chart-labels-collide",
            ProblemCode::TooHeavy => "chart-too-heavy",
            ProblemCode::MissingWords => "chart-words-missing",
            ProblemCode::Faulty => "chart-faulty",
        }
    }
}

/// Beyond this a chart is a smear; a table serves better.
const MOST_POINTS: usize = 1000;

/// Reasons not to draw at all.
pub(crate) fn refusals(kind: ChartKind, grid: &Grid) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut refuse = |words: String| {
        problems.push(Problem { code: ProblemCode::NotDrawable, words });
    };
    let points = grid.rows.len() * grid.columns.len();
    if !grid.is_whole() {
        refuse(format!(
            "the grid has {} rows and {} columns but its cells differ",
            grid.rows.len(),
            grid.columns.len()
        ));
        return problems;
    }
    if points > MOST_POINTS {
        refuse(format!(
            "`{points}` values are more than the {MOST_POINTS} that a chart can show; draw a part of them"
        ));
    }
    let numbers = || grid.cells.iter().flatten().filter_map(|cell| cell.decimal());
    if numbers().next().is_none() {
        let words = grid.cells.iter().flatten().any(|cell| cell.value == Value::Text);
        refuse(if words {
            "the answers are words, which a chart cannot show; show the table".to_owned()
        } else {
            "there is no value to draw; show the table, which gives the reasons".to_owned()
        });
    }
    if matches!(kind, ChartKind::Shares | ChartKind::RatingBars | ChartKind::RatingDots) {
        if let Some(value) = numbers().find(|value| value.is_sign_negative() && !value.is_zero()) {
            refuse(format!("`{value}` cannot be a part of a whole; draw `bars`"));
        }
        if kind == ChartKind::Shares && numbers().all(|value| value.is_zero()) {
            refuse("all parts are zero, so there are no shares; show the table".to_owned());
        }
    }
    if kind == ChartKind::RatingDots {
        let all: Decimal = numbers().filter(|n| n.abs() <= LARGEST.into()).sum();
        if all > Decimal::from(2 * MOST_POINTS as i64) {
            refuse(format!("`{all}` shapes cannot be counted by eye; draw `rating-bars`"));
        }
    }
    if let Some(value) = numbers().find(|value| value.abs() > LARGEST.into()) {
        refuse(format!("`{value}` is too large to draw; give it in a larger unit"));
    }
    problems
}

/// More series than can be told apart.
pub(crate) fn too_many_series(count: usize) -> Option<Problem> {
    (count > SERIES).then(|| Problem {
        code: ProblemCode::TooManySeries,
        words: format!(
            "`{count}` series are more than the {SERIES} that can be told apart; merge the smallest as `Other`"
        ),
    })
}

/// Texts may come this near before they count as touching.
const TOLERANCE: f64 = 0.6;

/// More of them would hide the other findings of a report.
const MOST_COLLISIONS: usize = 3;

/// Labels that touch each other or leave the drawing, the safety margin of widths included.
pub(crate) fn labels(sheet: &Sheet, page: &str) -> Vec<Problem> {
    let mut found = Vec::new();
    for (index, text) in sheet.texts.iter().enumerate() {
        if text.left < -TOLERANCE || text.right > sheet.width + TOLERANCE {
            found.push(format!("`{}` is too long for the {page} drawing; shorten it", text.text));
        } else if text.top < -TOLERANCE || text.bottom > sheet.height + 1.0 + TOLERANCE {
            found.push(format!("`{}` leaves the {page} drawing", text.text));
        }
        let touches = |other: &&TextBox| {
            text.left + TOLERANCE < other.right
                && other.left + TOLERANCE < text.right
                && text.top + TOLERANCE < other.bottom
                && other.top + TOLERANCE < text.bottom
        };
        if let Some(other) = sheet.texts[..index].iter().find(touches) {
            let (one, two) = (&other.text, &text.text);
            found.push(format!(
                "`{one}` and `{two}` touch in the {page} drawing; shorten one of them"
            ));
        }
    }
    if found.len() > MOST_COLLISIONS {
        let more = found.len() - MOST_COLLISIONS;
        found.truncate(MOST_COLLISIONS);
        found
            .push(format!("`{more}` more labels do not fit the {page} drawing; draw fewer values"));
    }
    let problem = |words| Problem { code: ProblemCode::LabelsCollide, words };
    found.into_iter().map(problem).collect()
}

/// Phrases that the drawing would need and that are empty.
pub(crate) fn words(spec: &ChartSpec<'_>) -> Vec<Problem> {
    let words = spec.words;
    let mut missing: Vec<&str> = Vec::new();
    let mut need = |name: &'static str, phrase: &str| {
        if phrase.is_empty() && !missing.contains(&name) {
            missing.push(name);
        }
    };
    need("name", spec.name);
    for cell in spec.grid.cells.iter().flatten() {
        if let Some(status) = words.of(cell.status) {
            need("status", &status.words);
            need("status mark", &status.mark);
        }
        if cell.after_break {
            need("after_break", &words.after_break.mark);
        }
    }
    if spec.kind == ChartKind::VarianceBars {
        need("favourable", &words.favourable);
        need("unfavourable", &words.unfavourable);
    }
    let report = |name: &str| Problem {
        code: ProblemCode::MissingWords,
        words: format!("the phrase `{name}` of charts is missing in `{}`", spec.lang),
    };
    missing.into_iter().map(report).collect()
}

/// Letters that a drawing may have: some for the drawing, some for each row and each value. Letters,
/// because a script shall not pay for its encoding.
fn budget(kind: ChartKind, grid: &Grid) -> usize {
    let (rows, values) = (grid.rows.len(), grid.rows.len() * grid.columns.len());
    match kind {
        ChartKind::Sparkline => 600,
        ChartKind::RatingDots => 9000,
        ChartKind::Bullets => 1000 + 1000 * rows,
        ChartKind::RankedBars => 1200 + 600 * rows,
        ChartKind::StackedColumns => 2000 + 200 * values,
        ChartKind::Heat => 2000 + 200 * values,
        ChartKind::Lines => 2200 + 160 * values,
        ChartKind::Panels => 1500 + 650 * rows + 160 * values,
        _ => 2400 + 240 * values,
    }
}

/// A name longer than this may make its drawing longer, by so much.
const USUAL_NAME: usize = 24;
const MOST_OF_A_NAME: usize = 100;

/// What long names add: they stand beside their marks and in the tooltip of each.
fn long_names(grid: &Grid) -> usize {
    let over = |label: &str| label.chars().count().saturating_sub(USUAL_NAME).min(MOST_OF_A_NAME);
    let (rows, columns) = (grid.rows.len(), grid.columns.len());
    let of_rows: usize = grid.rows.iter().map(|row| over(&row.label) * (columns + 1)).sum();
    let of_columns: usize =
        grid.columns.iter().map(|column| over(&column.label) * (rows + 1)).sum();
    of_rows + of_columns
}

pub(crate) fn weight(spec: &ChartSpec<'_>, drawing: &Drawing) -> Option<Problem> {
    let budget = budget(spec.kind, spec.grid) + long_names(spec.grid);
    let letters = |svg: &String| svg.chars().count();
    let heaviest = letters(&drawing.wide).max(drawing.narrow.as_ref().map_or(0, letters));
    (heaviest > budget).then(|| Problem {
        code: ProblemCode::TooHeavy,
        words: format!(
            "the drawing has `{heaviest}` letters of the {budget} that it may have; draw fewer values"
        ),
    })
}

/// The numbers of a grid as drawings show them, and whether each may still change wherever it stands.
pub(crate) struct Shown(BTreeMap<String, bool>);

impl Shown {
    pub(crate) fn of(grid: &Grid) -> Shown {
        let mut all = BTreeMap::new();
        for cell in grid.cells.iter().flatten() {
            if let Some(number) = cell.decimal() {
                *all.entry(number.to_string()).or_insert(true) &= cell.status.is_open();
            }
        }
        Shown(all)
    }
}

/// What a drawing leaves to the style.
const STYLED: [&str; 4] = ["fill", "stroke", "style", "font-size"];

/// What must never leave this module, looked for in the text of a drawing: it would be our mistake.
pub(crate) fn faults(shown: &Shown, svg: &str) -> Vec<Problem> {
    let mut faults: Vec<String> = Vec::new();
    let start = svg.split('>').next().unwrap_or_default();
    if !start.contains(" role=\"img\"") || !start.contains(" aria-labelledby=\"") {
        faults.push("it has no role or no name".to_owned());
    }
    if !start.contains(" direction=\"ltr\"") {
        faults.push("it does not fix its direction".to_owned());
    }
    let mut styled = [false; STYLED.len()];
    let mut of_values = Vec::new();
    let is_sound = each_tag(svg, |tag, attributes| {
        for &(name, value) in attributes {
            if name == "data-v" {
                match shown.0.get(value) {
                    None => of_values.push(format!("it shows `{value}`, which is not in the data")),
                    Some(true) if !tag.contains("open") => {
                        of_values.push(format!("it shows `{value}` as final, which it is not"));
                    }
                    Some(_) => {}
                }
            } else if let Some(place) = STYLED.iter().position(|known| *known == name) {
                styled[place] = true;
            }
        }
    });
    let styled = STYLED.iter().zip(styled).filter(|(_, is_there)| *is_there);
    faults.extend(styled.map(|(name, _)| format!("its markup has `{name}`")));
    if !is_sound {
        faults.push("its tags or texts are not closed or not escaped".to_owned());
    }
    faults.extend(of_values);
    let problem = |words| Problem { code: ProblemCode::Faulty, words };
    faults.into_iter().map(problem).collect()
}

/// Hands over every tag with its attributes. `false` where one is not closed in its order, or a sign of
/// markup in a text is not escaped; what follows is not looked at.
fn each_tag<'s>(svg: &'s str, mut look: impl FnMut(&'s str, &[(&'s str, &'s str)])) -> bool {
    let bytes = svg.as_bytes();
    let mut open: Vec<&str> = Vec::new();
    let mut attributes = Vec::new();
    let mut at = 0;
    while let Some(sign) = find(bytes, at, |byte| matches!(byte, b'<' | b'&')) {
        at = sign + 1;
        if bytes[sign] == b'&' {
            if !ENTITIES.iter().any(|entity| svg[sign..].starts_with(entity)) {
                return false;
            }
            continue;
        }
        let (from, mut name) = (at, at);
        let is_sign = |byte| matches!(byte, b' ' | b'"' | b'<' | b'>');
        let to = loop {
            let Some(sign) = find(bytes, at, is_sign) else { return false };
            at = sign + 1;
            match bytes[sign] {
                b' ' => name = at,
                b'"' => match find(bytes, at, |byte| matches!(byte, b'"' | b'<' | b'>')) {
                    Some(end) if bytes[end] == b'"' => {
                        let name = svg[name..sign].trim_end_matches('=');
                        attributes.push((name, &svg[at..end]));
                        at = end + 1;
                    }
                    _ => return false,
                },
                b'>' => break sign,
                _ => return false,
            }
        };
        let whole = &svg[from..to];
        if let Some(closed) = whole.strip_prefix('/') {
            if open.pop() != Some(closed) {
                return false;
            }
        } else if !whole.ends_with('/') {
            open.push(&whole[..whole.find([' ', '/']).unwrap_or(whole.len())]);
        }
        look(whole, &attributes);
        attributes.clear();
    }
    open.is_empty()
}

const ENTITIES: [&str; 5] = ["&amp;", "&lt;", "&gt;", "&quot;", "&#39;"];

fn find(bytes: &[u8], from: usize, is_sign: impl Fn(u8) -> bool) -> Option<usize> {
    let found = bytes[from..].iter().position(|&byte| is_sign(byte));
    found.map(|inside| from + inside)
}

#[cfg(test)]
mod tests {
    use super::super::{Cell, Grid, Heading, Status};
    use super::{Shown, faults};

    fn grid() -> Grid {
        Grid {
            columns: vec![Heading::new("y2024", "2024"), Heading::new("y2025", "2025")],
            rows: vec![Heading::new("loans", "Loans")],
            cells: vec![vec![
                Cell::number(5.into(), "5"),
                Cell::number(7.into(), "7").status(Status::Estimated),
            ]],
        }
    }

    fn said(inner: &str) -> Vec<String> {
        let start = "<svg role=\"img\" aria-labelledby=\"t\" direction=\"ltr\">";
        let found = faults(&Shown::of(&grid()), &format!("{start}{inner}</svg>"));
        found.into_iter().map(|problem| problem.words).collect()
    }

    #[test]
    fn a_sound_drawing_has_no_faults() {
        let marks = "<rect data-v=\"5\"/><rect class=\"open\" data-v=\"7\"/><text>A &amp; B</text>";
        assert_eq!(said(marks), [""; 0]);
    }

    #[test]
    fn a_drawing_without_name_or_direction_is_found() {
        let found = faults(&Shown::of(&grid()), "<svg></svg>");
        let words: Vec<String> = found.into_iter().map(|problem| problem.words).collect();
        assert_eq!(words, ["it has no role or no name", "it does not fix its direction"]);
    }

    #[test]
    fn colours_in_the_markup_are_found() {
        assert_eq!(said("<rect fill=\"red\"/>"), ["its markup has `fill`"]);
        assert_eq!(said("<g style=\"x\"></g>"), ["its markup has `style`"]);
    }

    #[test]
    fn a_value_that_is_not_in_the_data_is_found() {
        assert_eq!(said("<rect data-v=\"6\"/>"), ["it shows `6`, which is not in the data"]);
    }

    #[test]
    fn an_estimate_that_looks_final_is_found() {
        assert_eq!(said("<rect data-v=\"7\"/>"), ["it shows `7` as final, which it is not"]);
    }

    #[test]
    fn broken_markup_is_found() {
        let broken = ["<g>", "<g></rect>", "<text>A & B</text>", "<text>a < b</text>", "<g a=\">"];
        for inner in broken {
            assert_eq!(said(inner), ["its tags or texts are not closed or not escaped"], "{inner}");
        }
    }
}
