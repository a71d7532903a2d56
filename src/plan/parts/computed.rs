//! The numbers of computed columns where the author printed none, each in the unit of its column.

use rust_decimal::Decimal;

use crate::model::{Column, Computed, Edition, Id, Located, Lookup, Row, Table, Unit, UnitKind};

/// For each column of a row, the number that follows from the others where none is printed; `None`
/// also where a part of it is missing.
pub fn computed(
    lookup: &Lookup<'_>,
    edition: &Edition,
    table: &Table,
    row: &Row,
) -> Vec<Option<Decimal>> {
    let mut working = Working { lookup, edition, table, row, known: vec![None; row.cells.len()] };
    (0..row.cells.len())
        .map(|index| match &row.cells[index] {
            Some(_) => None,
            None => working.unprinted(index),
        })
        .collect()
}

struct Working<'a> {
    lookup: &'a Lookup<'a>,
    edition: &'a Edition,
    table: &'a Table,
    row: &'a Row,
    /// What was computed so far, so that a column that many others are computed of is so once.
    known: Vec<Option<Option<Decimal>>>,
}

impl<'a> Working<'a> {
    fn unprinted(&mut self, index: usize) -> Option<Decimal> {
        if let Some(known) = self.known[index] {
            return known;
        }
        // A column that comes back to itself has no number; `check::rules::circle` says so.
        self.known[index] = Some(None);
        let number = self.compute(&self.table.columns[index]);
        self.known[index] = Some(number);
        number
    }

    fn unit(&self, column: &Column) -> Option<&'a Unit> {
        self.lookup.unit(&self.table.unit_of(self.row, column).value)
    }

    fn amount(&mut self, id: &Located<Id>) -> Option<(Decimal, Option<&'a Unit>)> {
        let index = self.table.column_index(&id.value)?;
        let number = match self.row.cells.get(index)? {
            Some(cell) => cell.number(),
            None => self.unprinted(index),
        };
        Some((number?, self.unit(&self.table.columns[index])))
    }

    fn compute(&mut self, column: &Column) -> Option<Decimal> {
        let own = self.unit(column);
        let whole = if own.is_some_and(|unit| unit.kind == UnitKind::Ratio) {
            Decimal::ONE
        } else {
            Decimal::ONE_HUNDRED
        };
        // As an amount of the column itself.
        let mut own_amount = |id| {
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
                let (edition, table) = (self.edition, self.table);
                let (value, unit) =
                    self.lookup.whole_of_share(edition, table, &of.value, &base.value)?;
                quotient(whole, self.amount(of)?, (value.number()?, self.lookup.unit(unit)))
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
