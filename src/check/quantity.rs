//! The figures that an author refers to → their amounts in ones, comparable with those of others.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::Report;
use super::arithmetic::{self, Range};
use crate::diagnostics::Origin;
use crate::model::{
    Column, Edition, Expression, Figures, Found, Id, Located, Observation, Row, Sign, Summand,
    Table, TargetKind, Unit,
};

/// Which of several figures: its row and column, as far as the reference leaves them open.
pub type Key<'a> = (Option<&'a Id>, Option<&'a Id>);

/// An amount, and where it comes from.
#[derive(Clone, Debug)]
pub struct Quantity<'a> {
    /// `revenue.total.actual`, or the whole sum as written.
    pub name: String,
    /// In ones: 976.4 million is about 976400000.
    pub range: Range,
    pub unit: Option<&'a Unit>,
    /// Where its first figure is written.
    pub written: Origin,
    /// The digits of a single figure, as typed.
    typed: Option<Decimal>,
}

/// The amounts of an expression written in an edition. `None` for one that is not known; nothing at
/// all where a reference leads to no figures.
pub fn quantities<'a>(
    report: &Report<'a>,
    edition: &'a Edition,
    expression: &Located<Expression>,
) -> BTreeMap<Key<'a>, Option<Quantity<'a>>> {
    let mut sums: Option<BTreeMap<Key<'a>, Option<Quantity<'a>>>> = None;
    for term in &expression.value.terms {
        let figures = figures(report, edition, &term.figures);
        sums = Some(match sums {
            None => figures.into_iter().map(|(key, f)| (key, f.and_then(Figure::amount))).collect(),
            // A sum is known for the rows and columns that all of its terms have.
            Some(sums) => sums
                .into_iter()
                .filter_map(|(key, sum)| {
                    let figure = figures.get(&key)?.clone();
                    let sum = sum.zip(figure).and_then(|(sum, f)| add(sum, term, f, expression));
                    Some((key, sum))
                })
                .collect(),
        });
    }
    sums.unwrap_or_default()
}

fn add<'a>(
    sum: Quantity<'a>,
    term: &Summand,
    figure: Figure<'a>,
    expression: &Located<Expression>,
) -> Option<Quantity<'a>> {
    let other = figure.amount()?;
    if !arithmetic::comparable(sum.unit, other.unit) {
        return None;
    }
    let range = match term.sign {
        Sign::Plus => sum.range.plus(other.range)?,
        Sign::Minus => sum.range.minus(other.range)?,
    };
    Some(Quantity { name: expression.value.to_string(), range, typed: None, ..sum })
}

/// One figure before its amount is taken.
#[derive(Clone)]
struct Figure<'a> {
    name: String,
    what: What<'a>,
    unit: Option<&'a Unit>,
}

#[derive(Clone, Copy)]
enum What<'a> {
    Value(&'a Observation),
    Promise(Decimal, Origin),
}

impl<'a> Figure<'a> {
    fn amount(self) -> Option<Quantity<'a>> {
        let (range, typed, written) = match self.what {
            What::Value(value) => (Range::open(value, self.unit)?, value.number(), value.origin),
            What::Promise(number, origin) => {
                (Range::printed(number, self.unit), Some(number), origin)
            }
        };
        Some(Quantity {
            range: arithmetic::in_ones(range, self.unit)?,
            name: self.name,
            unit: self.unit,
            written,
            typed,
        })
    }
}

/// The figures that a term stands for; `None` for one that is no number.
fn figures<'a>(
    report: &Report<'a>,
    edition: &'a Edition,
    figures: &Figures,
) -> BTreeMap<Key<'a>, Option<Figure<'a>>> {
    let unit = |id: &Located<Id>| report.lookup.unit(&id.value);
    let one = |what: What<'a>, unit: Option<&'a Unit>| {
        let figure = Figure { name: figures.to_string(), what, unit };
        BTreeMap::from([((None, None), Some(figure))])
    };
    let found = report.lookup.find(Some(&edition.id), figures.reference());
    match (figures, found) {
        (Figures::Column { column, .. }, Some(Found::Table(_, table))) => {
            let column = table.column_index(column);
            let rows = table.rows.iter().filter(|row| !row.cells.is_empty());
            rows.zip(column.into_iter().cycle())
                .map(|(row, column)| ((Some(&row.id), None), cell(report, table, row, column)))
                .collect()
        }
        (Figures::Of(_), Some(Found::Table(_, table))) => {
            let rows = table.rows.iter().filter(|row| !row.cells.is_empty());
            rows.flat_map(|row| {
                table.columns.iter().enumerate().map(move |(index, column)| {
                    ((Some(&row.id), Some(&column.id)), cell(report, table, row, index))
                })
            })
            .collect()
        }
        (Figures::Of(_), Some(Found::Row(_, table, row))) => table
            .columns
            .iter()
            .enumerate()
            .map(|(index, column)| ((None, Some(&column.id)), cell(report, table, row, index)))
            .collect(),
        (Figures::Of(_), Some(Found::Cell(_, table, row, column, value))) => {
            one(What::Value(value), unit(table.unit_of(row, column)))
        }
        (Figures::Of(_), Some(Found::Point(_, series, _, value))) => {
            one(What::Value(value), unit(&series.unit))
        }
        (Figures::Of(_), Some(Found::KpiValue(_, kpi, measure, value))) => {
            one(What::Value(value), unit(measure.unit.as_ref().unwrap_or(&kpi.unit)))
        }
        (Figures::Of(_), Some(Found::KpiTarget(_, kpi, measure, target))) => {
            match promised(&target.kind) {
                Some(number) => one(
                    What::Promise(number, target.origin),
                    unit(measure.unit.as_ref().unwrap_or(&kpi.unit)),
                ),
                None => BTreeMap::new(),
            }
        }
        _ => BTreeMap::new(),
    }
}

fn cell<'a>(
    report: &Report<'a>,
    table: &'a Table,
    row: &'a Row,
    index: usize,
) -> Option<Figure<'a>> {
    let column: &Column = table.columns.get(index)?;
    let value = row.cells.get(index)?.as_ref()?;
    Some(Figure {
        name: format!("{}.{}.{}", table.id, row.id, column.id),
        what: What::Value(value),
        unit: report.lookup.unit(&table.unit_of(row, column).value),
    })
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
    /// Whether it is a number, and not only a bound of one.
    pub fn is_number(&self) -> bool {
        self.range.low != Decimal::MIN && self.range.high != Decimal::MAX
    }

    /// As in a message: ``976.4 in `million-chf` ``.
    pub fn in_words(&self) -> String {
        let number = self.typed.unwrap_or_else(|| {
            let middle = self.range.middle().unwrap_or_default();
            let in_unit = arithmetic::in_unit(Range::exactly(middle), self.unit);
            in_unit.map_or(middle, |range| range.low).normalize()
        });
        let bound = match (self.range.low == Decimal::MIN, self.range.high == Decimal::MAX) {
            (true, _) => "at most ",
            (_, true) => "at least ",
            _ => "",
        };
        match self.unit.filter(|unit| unit.scale != 1) {
            Some(unit) => format!("{bound}{number} in `{}`", unit.id),
            None => format!("{bound}{number}"),
        }
    }
}
