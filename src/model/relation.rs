//! What an author knows about figures that stand in several places: they are equal, or one is a
//! part of the other.

use std::fmt;

use super::{Accepted, Id, Located, Reference};
use crate::diagnostics::Origin;

/// `[equal.…]`: the same quantity, however it is rounded or scaled.
#[derive(Clone, Debug)]
pub struct Equality {
    pub id: Id,
    pub origin: Origin,
    pub values: Vec<Located<Expression>>,
    pub accepted: Vec<Accepted>,
}

/// `[within.…]`: a figure that is contained in another, so that it cannot be larger.
#[derive(Clone, Debug)]
pub struct Inclusion {
    pub id: Id,
    pub origin: Origin,
    pub part: Located<Expression>,
    pub whole: Located<Expression>,
    pub accepted: Vec<Accepted>,
}

/// A figure, or figures added and taken away: `revenue.total.actual`, `gtld.cases + cctld.cases`.
///
/// It may also name several at once: a row (`budget.patents`), a column (`budget.*.final`) or a whole
/// table (`budget`). They go with the figures of the same row and column of the other side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expression {
    pub terms: Vec<Summand>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summand {
    pub sign: Sign,
    pub figures: Figures,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    Plus,
    Minus,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Figures {
    /// A figure, a row of them or a table.
    Of(Reference),
    /// `budget.*.final`: a column, row by row.
    Column { table: Reference, column: Id },
}

impl Expression {
    /// References with ` + ` and ` - ` between them; the blanks tell a minus from a hyphen of an id.
    pub fn parse(text: &str) -> Option<Expression> {
        let mut terms = Vec::new();
        let mut sign = Sign::Plus;
        for (index, word) in text.split(' ').enumerate() {
            match (index % 2, word) {
                (1, "+") => sign = Sign::Plus,
                (1, "-") => sign = Sign::Minus,
                (1, _) => return None,
                _ => terms.push(Summand { sign, figures: Figures::parse(word)? }),
            }
        }
        let is_whole = text.split(' ').count() % 2 == 1;
        is_whole.then_some(Expression { terms })
    }
}

impl Figures {
    fn parse(text: &str) -> Option<Figures> {
        match text.split_once(".*.") {
            None => Some(Figures::Of(Reference::parse(text)?)),
            Some((table, column)) => {
                let table = Reference::parse(table)?;
                let is_record = table.part.is_none() && table.period.is_none();
                let column = Id::parse(column)?;
                is_record.then_some(Figures::Column { table, column })
            }
        }
    }

    /// The record that they are in, as written.
    pub fn reference(&self) -> &Reference {
        match self {
            Figures::Of(reference) | Figures::Column { table: reference, .. } => reference,
        }
    }
}

impl fmt::Display for Figures {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Figures::Of(reference) => write!(out, "{reference}"),
            Figures::Column { table, column } => write!(out, "{table}.*.{column}"),
        }
    }
}

impl fmt::Display for Expression {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, term) in self.terms.iter().enumerate() {
            match (index, term.sign) {
                (0, _) => {}
                (_, Sign::Plus) => out.write_str(" + ")?,
                (_, Sign::Minus) => out.write_str(" - ")?,
            }
            write!(out, "{}", term.figures)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_and_differences_of_figures_read_back_as_written() {
        for text in [
            "revenue.total.actual",
            "letters@2024 + letters@2025",
            "fees.actual - fees.estimate + 2020-21/other-fees.x.y",
            "budget.*.final",
            "2020-21/budget.*.final + other.*.final",
        ] {
            assert_eq!(Expression::parse(text).map(|e| e.to_string()).as_deref(), Some(text));
        }
    }

    #[test]
    fn what_is_no_sum_of_figures_is_refused() {
        for text in ["", "a +", "+ a", "a+b", "a  + b", "a * b", "a b", "a.*", "a.b.*.c", "*.a"] {
            assert_eq!(Expression::parse(text), None, "{text}");
        }
    }
}
