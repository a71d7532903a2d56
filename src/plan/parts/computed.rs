//! The number of a computed column where the author printed none, in the unit of that column.

use rust_decimal::Decimal;

use crate::model::{Column, Computed, Edition, Id, Lookup, Row, Table, Unit, UnitKind};

/// `None` where a part is missing.
pub fn computed(
    lookup: &Lookup<'_>,
    edition: &Edition,
    table: &Table,
    row: &Row,
    column: &Column,
) -> Option<Decimal> {
    let own = lookup.unit(&table.unit_of(row, column).value);
    let amount = |id: &Id| {
        let index = table.column_index(id)?;
        let unit = lookup.unit(&table.unit_of(row, &table.columns[index]).value);
        Some((row.cells.get(index)?.as_ref()?.number()?, unit))
    };
    // As an amount of the column itself.
    let own_amount = |id: &Id| {
        let (number, unit) = amount(id)?;
        in_unit(number, unit, own)
    };
    let whole = if own.is_some_and(|unit| unit.kind == UnitKind::Ratio) {
        Decimal::ONE
    } else {
        Decimal::ONE_HUNDRED
    };
    match column.computed.as_ref()? {
        Computed::Ratio { of, to } => quotient(whole, amount(&of.value)?, amount(&to.value)?),
        Computed::Change { to, from } => {
            let ((to, unit), (from, of)) = (amount(&to.value)?, amount(&from.value)?);
            let from = in_unit(from, of, unit)?;
            to.checked_sub(from)?.checked_mul(whole)?.checked_div(from)
        }
        Computed::Difference { of, minus } => {
            own_amount(&of.value)?.checked_sub(own_amount(&minus.value)?)
        }
        Computed::Share { of, whole: base } => {
            let (value, unit) = lookup.whole_of_share(edition, table, &of.value, &base.value)?;
            quotient(whole, amount(&of.value)?, (value.number()?, lookup.unit(unit)))
        }
        Computed::Total { of } => of
            .iter()
            .map(|id| own_amount(&id.value))
            .try_fold(Decimal::ZERO, |sum, part| sum.checked_add(part?)),
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
