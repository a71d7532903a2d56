//! Finds what would mislead a reader of a drawing, or could not be drawn at all.

use super::marks::SERIES;
use super::scale::LARGEST;
use super::{ChartSpec, Problem, Value};

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
