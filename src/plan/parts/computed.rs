//! The numbers of computed columns where the author printed none, each in the unit of its column.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::model::{
    Column, Computed, Edition, Id, Located, Lookup, Row, Table, Unit, UnitKind, in_order,
};

/// For each column of a row, the number that follows from the others where none is printed; `None`
/// also where a part of it is missing.
pub fn computed(
    lookup: &Lookup<'_>,
    edition: &Edition,
    table: &Table,
    row: &Row,
) -> Vec<Option<Decimal>> {
    let numbers = vec![None; row.cells.len()];
    if row.cells.iter().all(Option::is_some) {
        return numbers;
    }
    let places = table.places_of_columns();
    let parts: Vec<Vec<usize>> = row
        .cells
        .iter()
        .zip(&table.columns)
        .map(|(cell, column)| {
            let formula = column.computed.as_ref().filter(|_| cell.is_none());
            let parts = formula.map(Computed::columns).unwrap_or_default().into_iter();
            parts.filter_map(|id| places.get(&id.value).copied()).collect()
        })
        .collect();
    let mut working = Working { lookup, edition, table, row, places, numbers };
    // A column that comes back to itself stays without a number; `check::rules::circle` says so.
    for column in in_order(&parts).order {
        if row.cells[column].is_none() {
            working.numbers[column] = working.compute(&table.columns[column]);
        }
    }
    working.numbers
}

struct Working<'a> {
    lookup: &'a Lookup<'a>,
    edition: &'a Edition,
    table: &'a Table,
    row: &'a Row,
    places: BTreeMap<&'a Id, usize>,
    /// What was computed so far.
    numbers: Vec<Option<Decimal>>,
}

impl<'a> Working<'a> {
    fn unit(&self, column: &Column) -> Option<&'a Unit> {
        self.lookup.unit(&self.table.unit_of(self.row, column).value)
    }

    fn amount(&self, id: &Located<Id>) -> Option<(Decimal, Option<&'a Unit>)> {
        let index = *self.places.get(&id.value)?;
        let number = match self.row.cells.get(index)? {
            Some(cell) => cell.number(),
            None => self.numbers[index],
        };
        Some((number?, self.unit(&self.table.columns[index])))
    }

    fn compute(&self, column: &Column) -> Option<Decimal> {
        let own = self.unit(column);
        let whole = if own.is_some_and(|unit| unit.kind == UnitKind::Ratio) {
            Decimal::ONE
        } else {
            Decimal::ONE_HUNDRED
        };
        // As an amount of the column itself.
        let own_amount = |id| {
            let (number, unit) = self.amount(id)?;
            in_unit(number, unit, own)
        };
        match column.computed.as_ref()? {
            Computed::Difference { of, minus } => own_amount(of)?.checked_sub(own_amount(minus)?),
            Computed::Total { of } => of
                .iter()
                .map(own_amount)
                .try_fold(Decimal::ZERO, |sum, part| sum.checked_add(part?)),
            Computed::Ratio { of, to } => quotient(whole, self.amount(of)?, self.amount(to)?),
            Computed::Change { to, from } => {
                let ((to, unit), (from, of)) = (self.amount(to)?, self.amount(from)?);
                let from = in_unit(from, of, unit)?;
                to.checked_sub(from)?.checked_mul(whole)?.checked_div(from)
            }
            Computed::Share { of, whole: base } => {
                let (lookup, edition) = (self.lookup, self.edition);
                let (value, unit) =
                    lookup.whole_of_share(edition, self.table, &of.value, &base.value)?;
                quotient(whole, self.amount(of)?, (value.number()?, lookup.unit(unit)))
            }
        }
    }
}

/// A part in percent of a whole, whatever units they are printed in.
fn quotient(
    hundred: Decimal,
    (part, of): (Decimal, Option<&Unit>),
    (whole, unit): (Decimal, Option<&Unit>),
) -> Option<Decimal> {
    part.checked_mul(hundred)?.checked_div(in_unit(whole, unit, of)?)
}

/// An amount of one unit as one of another.
pub fn in_unit(number: Decimal, from: Option<&Unit>, to: Option<&Unit>) -> Option<Decimal> {
    match (from, to) {
        (Some(from), Some(to)) => to.of_other(number, from),
        _ => Some(number),
    }
}
