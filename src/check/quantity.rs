//! A figure, or a sum of figures, that an author refers to → its amount in ones, comparable with others.

use rust_decimal::Decimal;

use super::Report;
use super::arithmetic::{self, Range};
use crate::diagnostics::Origin;
use crate::model::{
    Edition, Expression, Found, Id, Located, Observation, Reference, Sign, TargetKind, Unit, Value,
};

/// The amount that an expression stands for.
pub struct Quantity<'a> {
    pub expression: &'a Located<Expression>,
    /// In ones: 976.4 million is about 976400000.
    pub range: Range,
    pub unit: Option<&'a Unit>,
    /// Where its first figure is written.
    pub written: Origin,
    /// The digits of a single figure, as typed.
    typed: Option<Decimal>,
}

/// What a reference to a figure leads to.
pub enum Target<'a> {
    Value(&'a Observation, Option<&'a Unit>),
    Promise(&'a crate::model::Target, Option<&'a Unit>),
    /// A record that is no figure, or nothing.
    NoFigure,
}

/// The amount of an expression written in an edition; `None` where one of its figures has no number.
pub fn quantity<'a>(
    report: &Report<'a>,
    edition: &'a Edition,
    expression: &'a Located<Expression>,
) -> Option<Quantity<'a>> {
    let mut sum: Option<Quantity<'a>> = None;
    for term in &expression.value.terms {
        let (range, typed, unit, written) = match target(report, &edition.id, &term.figure) {
            Target::Value(observation, unit) => (
                Range::open(observation, unit)?,
                match observation.value {
                    Value::Number(number) => Some(number),
                    _ => None,
                },
                unit,
                observation.origin,
            ),
            Target::Promise(target, unit) => {
                let number = promised(&target.kind)?;
                (Range::printed(number, unit), Some(number), unit, target.origin)
            }
            Target::NoFigure => return None,
        };
        let range = arithmetic::in_ones(range, unit)?;
        sum = Some(match sum {
            None => Quantity { expression, range, unit, written, typed },
            Some(sum) if arithmetic::comparable(sum.unit, unit) => Quantity {
                range: match term.sign {
                    Sign::Plus => sum.range.plus(range)?,
                    Sign::Minus => sum.range.minus(range)?,
                },
                typed: None,
                ..sum
            },
            Some(_) => return None,
        });
    }
    sum
}

/// What a reference of an edition leads to.
pub fn target<'a>(report: &Report<'a>, edition: &Id, reference: &Reference) -> Target<'a> {
    let unit = |id: &Located<Id>| report.lookup.unit(&id.value);
    match report.lookup.find(Some(edition), reference) {
        Some(Found::Cell(_, table, row, column, cell)) => {
            Target::Value(cell, unit(table.unit_of(row, column)))
        }
        Some(Found::Point(_, series, _, observation)) => {
            Target::Value(observation, unit(&series.unit))
        }
        Some(Found::KpiValue(_, kpi, measure, observation)) => {
            Target::Value(observation, unit(measure.unit.as_ref().unwrap_or(&kpi.unit)))
        }
        Some(Found::KpiTarget(_, kpi, measure, target)) => {
            Target::Promise(target, unit(measure.unit.as_ref().unwrap_or(&kpi.unit)))
        }
        _ => Target::NoFigure,
    }
}

/// The amount of a target that promises one.
fn promised(kind: &TargetKind) -> Option<Decimal> {
    match kind {
        TargetKind::Level(number)
        | TargetKind::AtLeast(number)
        | TargetKind::AtMost(number)
        | TargetKind::MoreThan(number)
        | TargetKind::LessThan(number)
        | TargetKind::Increase(number) => Some(*number),
        _ => None,
    }
}

impl Quantity<'_> {
    /// As in a message: `976.4 million-chf`, or the sum in ones.
    pub fn in_words(&self) -> String {
        let scaled = self.unit.filter(|unit| unit.scale != 1);
        match (self.typed, scaled) {
            (Some(typed), Some(unit)) => format!("{typed} in `{}`", unit.id),
            (Some(typed), None) => typed.to_string(),
            (None, _) => {
                let middle = if self.range.high == Decimal::MAX {
                    Some(self.range.low)
                } else if self.range.low == Decimal::MIN {
                    Some(self.range.high)
                } else {
                    self.range.middle()
                };
                let in_unit = middle
                    .and_then(|middle| arithmetic::in_unit(Range::exactly(middle), self.unit));
                let shown =
                    in_unit.map_or_else(String::new, |unit| unit.low.normalize().to_string());
                match scaled {
                    Some(unit) => format!("{shown} in `{}`", unit.id),
                    None => shown,
                }
            }
        }
    }
}
