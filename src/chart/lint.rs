//! Finds what would mislead a reader of a drawing, or could not be drawn at all.

use rust_decimal::Decimal;

use super::marks::SERIES;
use super::scale::LARGEST;
use super::sheet::{Sheet, TextBox};
use super::{ChartKind, ChartSpec, Drawing, Problem, Value};

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
}

impl ProblemCode {
    pub fn name(self) -> &'static str {
        match self {
            ProblemCode::NotDrawable => "chart-not-drawable",
            ProblemCode::TooManySeries => "chart-too-many-series",
            ProblemCode::LabelsCollide => "chart-labels-collide",
            ProblemCode::TooHeavy => "chart-too-heavy",
            ProblemCode::MissingWords => "chart-words-missing",
        }
    }
}

/// Beyond this a chart is a smear; a table serves better.
const MOST_POINTS: usize = 1000;

/// Reasons not to draw at all.
pub(crate) fn refusals(spec: &ChartSpec<'_>) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut refuse = |words: String| {
        problems.push(Problem { code: ProblemCode::NotDrawable, words });
    };
    let grid = spec.grid;
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
    if matches!(spec.kind, ChartKind::Shares | ChartKind::RatingBars | ChartKind::RatingDots) {
        if let Some(value) = numbers().find(|value| value.is_sign_negative() && !value.is_zero()) {
            refuse(format!("`{value}` cannot be a part of a whole; draw `bars`"));
        }
        if spec.kind == ChartKind::Shares && numbers().all(|value| value.is_zero()) {
            refuse("all parts are zero, so there are no shares; show the table".to_owned());
        }
    }
    if spec.kind == ChartKind::RatingDots {
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

/// Bytes that a drawing may have: some for the drawing, some for each value, and its words.
pub(crate) fn weight(spec: &ChartSpec<'_>, drawing: &Drawing) -> Option<Problem> {
    let cells = spec.grid.rows.len() * spec.grid.columns.len();
    let budget = match spec.kind {
        ChartKind::Sparkline => 900,
        ChartKind::RatingDots => 9000,
        ChartKind::Panels => 4000 + 320 * cells,
        _ => 3200 + 320 * cells,
    };
    let words = 40 * spec.words.comma.len();
    let heaviest = drawing.wide.len().max(drawing.narrow.as_ref().map_or(0, String::len));
    (heaviest > budget + words).then(|| Problem {
        code: ProblemCode::TooHeavy,
        words: format!(
            "the drawing has `{heaviest}` bytes of the {budget} that it may have; draw fewer values"
        ),
    })
}
