//! The one table that a figure's drawing, HTML table, CSV and JSON are made from.

use rust_decimal::Decimal;

/// Rows and columns with their labels in the page's language, and a cell for each pair.
///
/// Time runs along the columns, series stand in rows; where each row is a bar of its own (counts by
/// rating, plan and actual), the columns are the parts of the bar. So the table reads as printed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Grid {
    pub columns: Vec<Heading>,
    pub rows: Vec<Heading>,
    /// By row, then by column.
    pub cells: Vec<Vec<Cell>>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Heading {
    pub id: String,
    /// In the page's language.
    pub label: String,
    pub role: Role,
    /// For rows that can be judged: which direction is good.
    pub better: Option<Better>,
    /// For columns or rows that count a rating.
    pub rating: Option<Rating>,
}

/// What the values of a row or column are to the others.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    #[default]
    Value,
    /// The sum of the others; a subtotal in an ordered list of steps.
    Total,
    /// What is left when the largest have been named; always last.
    Other,
    Baseline,
    Target,
    Actual,
    /// The plan or budget as first approved.
    Plan,
    /// The budget after transfers.
    FinalPlan,
    /// Ends of the range that the actual value lies in.
    Low,
    High,
    /// Part of a whole, as printed beside a value.
    Share,
    /// Difference from an earlier value or from the plan.
    Change,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Better {
    Higher,
    Lower,
    /// Neither: the value is to stay.
    Keep,
}

/// How a rating is told apart without colour.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rating {
    pub letter: String,
    pub shape: Shape,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    Disc,
    Half,
    Ring,
    Square,
    Diamond,
    Triangle,
}

impl Shape {
    pub const ALL: [Shape; 6] =
        [Shape::Disc, Shape::Half, Shape::Ring, Shape::Square, Shape::Diamond, Shape::Triangle];

    /// As the vocabulary writes it.
    pub fn name(self) -> &'static str {
        match self {
            Shape::Disc => "disc",
            Shape::Half => "half",
            Shape::Ring => "ring",
            Shape::Square => "square",
            Shape::Diamond => "diamond",
            Shape::Triangle => "triangle",
        }
    }

    pub fn from_name(name: &str) -> Option<Shape> {
        Shape::ALL.into_iter().find(|shape| shape.name() == name)
    }

    /// The class that colours marks and words of a rating, the same on charts and in tables.
    pub fn class(self) -> &'static str {
        match self {
            Shape::Disc => "r-disc",
            Shape::Half => "r-half",
            Shape::Ring => "r-ring",
            Shape::Square => "r-square",
            Shape::Diamond => "r-diamond",
            Shape::Triangle => "r-triangle",
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    pub value: Value,
    /// As printed in the page's language: "1,234.5", "–".
    pub text: String,
    pub status: Status,
    /// Not comparable with the value before it.
    pub after_break: bool,
}

/// A figure, or the reason why there is none. Never a number that stands for absence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    Number(Decimal),
    /// The reason as the author wrote it (`not-available`) and in words.
    Missing {
        reason: String,
        words: String,
    },
    /// An answer in words, such as "agreed work carried out".
    Text,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    #[default]
    Final,
    Provisional,
    Estimated,
    Revised,
    Forecast,
}

impl Status {
    /// Drawn hatched and marked: the figure may still change.
    pub fn is_open(self) -> bool {
        matches!(self, Status::Provisional | Status::Estimated | Status::Forecast)
    }
}

impl Heading {
    pub fn new(id: impl Into<String>, label: impl Into<String>) -> Self {
        Heading { id: id.into(), label: label.into(), ..Heading::default() }
    }

    pub fn role(mut self, role: Role) -> Self {
        self.role = role;
        self
    }

    pub fn better(mut self, better: Better) -> Self {
        self.better = Some(better);
        self
    }

    pub fn rating(mut self, letter: impl Into<String>, shape: Shape) -> Self {
        self.rating = Some(Rating { letter: letter.into(), shape });
        self
    }
}

impl Cell {
    pub fn number(value: Decimal, text: impl Into<String>) -> Self {
        let (text, status) = (text.into(), Status::Final);
        Cell { value: Value::Number(value), text, status, after_break: false }
    }

    pub fn missing(
        reason: impl Into<String>,
        text: impl Into<String>,
        words: impl Into<String>,
    ) -> Self {
        let value = Value::Missing { reason: reason.into(), words: words.into() };
        Cell { value, text: text.into(), status: Status::Final, after_break: false }
    }

    pub fn text(text: impl Into<String>) -> Self {
        let (text, status) = (text.into(), Status::Final);
        Cell { value: Value::Text, text, status, after_break: false }
    }

    pub fn status(mut self, status: Status) -> Self {
        self.status = status;
        self
    }

    pub fn decimal(&self) -> Option<Decimal> {
        match self.value {
            Value::Number(value) => Some(value),
            Value::Missing { .. } | Value::Text => None,
        }
    }
}

impl Grid {
    /// Whether there is one cell for each pair of a row and a column.
    pub fn is_whole(&self) -> bool {
        self.cells.len() == self.rows.len()
            && self.cells.iter().all(|row| row.len() == self.columns.len())
    }

    /// Rows become columns. For data whose time runs down the page.
    pub fn transposed(&self) -> Grid {
        let cells = (0..self.columns.len())
            .map(|column| self.cells.iter().map(|row| row[column].clone()).collect())
            .collect();
        Grid { columns: self.rows.clone(), rows: self.columns.clone(), cells }
    }
}
