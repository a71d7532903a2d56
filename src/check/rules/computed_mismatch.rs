//! A printed ratio, change, difference or share must follow from the numbers it is computed of.

use rust_decimal::Decimal;

use crate::check::arithmetic::{self, Range};
use crate::check::{Findings, Report};
use crate::diagnostics::{Diagnostic, codes};
use crate::model::{Cell, Column, Computed, Edition, Id, Row, Table, UnitKind};

pub fn check(report: &Report<'_>, found: &mut Findings) {
    for edition in &report.project.editions {
        for table in edition.tables.iter().filter(|table| !report.is_broken(edition, &table.id)) {
            for (index, column) in table.columns.iter().enumerate() {
                let Some(formula) = &column.computed else { continue };
                let wrong: Vec<Wrong<'_>> = table
                    .rows
                    .iter()
                    .filter_map(|row| wrong(report, edition, table, row, (index, column), formula))
                    .collect();
                if !wrong.is_empty() {
                    let remedy = other_denominator(report, edition, table, index, formula);
                    wrong.into_iter().for_each(|wrong| tell(table, column, &wrong, &remedy, found));
                }
            }
        }
    }
}

/// A cell whose printed number does not follow.
pub struct Wrong<'a> {
    row: &'a Row,
    cell: &'a Cell,
    printed: Decimal,
    expected: Range,
    /// What it should be, in words.
    formula: String,
}

/// A cell of a computed column that does not follow from its row.
pub fn wrong<'a>(
    report: &Report<'a>,
    edition: &Edition,
    table: &'a Table,
    row: &'a Row,
    (index, column): (usize, &Column),
    formula: &Computed,
) -> Option<Wrong<'a>> {
    let cell = row.cells.get(index)?.as_ref()?;
    let printed = cell.number()?;
    let unit = report.lookup.unit(&table.unit_of(row, column).value);
    let (expected, formula) = expected(report, edition, table, row, formula, index)?;
    (!Range::of(cell, unit)?.meets(expected)).then_some(Wrong {
        row,
        cell,
        printed,
        expected,
        formula,
    })
}

/// The range that the printed number must meet.
fn expected(
    report: &Report<'_>,
    edition: &Edition,
    table: &Table,
    row: &Row,
    formula: &Computed,
    index: usize,
) -> Option<(Range, String)> {
    let range = |row: &Row, column: &Id| range(report, table, row, column);
    // In percent, unless the unit says that the number is a plain ratio.
    let unit = report.lookup.unit(&table.unit_of(row, &table.columns[index]).value);
    let is_ratio = unit.is_some_and(|unit| unit.kind == UnitKind::Ratio);
    let scaled = |percent: Range| {
        if is_ratio { percent.times(Decimal::new(1, 2)) } else { Some(percent) }
    };
    match formula {
        Computed::Ratio { of, to } => {
            let ratio = arithmetic::percent(range(row, &of.value)?, range(row, &to.value)?)?;
            Some((scaled(ratio)?, format!("`{}` of `{}`", of.value, to.value)))
        }
        Computed::Change { to, from } => {
            let growth = arithmetic::growth(range(row, &from.value)?, range(row, &to.value)?)?;
            Some((scaled(growth)?, format!("the change from `{}` to `{}`", from.value, to.value)))
        }
        Computed::Difference { of, minus } => {
            let difference = range(row, &of.value)?.minus(range(row, &minus.value)?)?;
            Some((
                arithmetic::in_unit(difference, unit)?,
                format!("`{}` less `{}`", of.value, minus.value),
            ))
        }
        Computed::Share { of, whole } => {
            let (base, unit) =
                report.lookup.whole_of_share(edition, table, &of.value, &whole.value)?;
            let unit = report.lookup.unit(unit);
            let base = arithmetic::in_ones(Range::of(base, unit)?, unit)?;
            let share = arithmetic::percent(range(row, &of.value)?, base)?;
            let what = if whole.value.is_record() { "the row " } else { "" };
            Some((scaled(share)?, format!("`{}` as a share of {what}`{}`", of.value, whole.value)))
        }
        // A sum of columns: see `total_mismatch`.
        Computed::Total { .. } => None,
    }
}

fn range(report: &Report<'_>, table: &Table, row: &Row, column: &Id) -> Option<Range> {
    let index = table.column_index(column)?;
    let unit = report.lookup.unit(&table.unit_of(row, &table.columns[index]).value);
    arithmetic::in_ones(Range::of(row.cells.get(index)?.as_ref()?, unit)?, unit)
}

/// A ratio that is wrong in some row, but right in all rows with another denominator: the column
/// says `of = "final"` where the source divided by the plan.
fn other_denominator(
    report: &Report<'_>,
    edition: &Edition,
    table: &Table,
    index: usize,
    formula: &Computed,
) -> Option<String> {
    let Computed::Ratio { of, to } = formula else { return None };
    let column = &table.columns[index];
    let fits = |other: &Column| {
        let to = crate::model::Located::new(other.id.clone(), to.origin);
        let formula = Computed::Ratio { of: of.clone(), to };
        table
            .rows
            .iter()
            .all(|row| wrong(report, edition, table, row, (index, column), &formula).is_none())
            && table
                .rows
                .iter()
                .any(|row| expected(report, edition, table, row, &formula, index).is_some())
    };
    let other = table.columns.iter().find(|other| {
        other.computed.is_none() && other.id != of.value && other.id != to.value && fits(other)
    })?;
    Some(format!("every row would fit with `of = \"{}\"`", other.id))
}

fn tell(
    table: &Table,
    column: &Column,
    wrong: &Wrong<'_>,
    remedy: &Option<String>,
    found: &mut Findings,
) {
    let Wrong { row, cell, printed, expected, formula } = wrong;
    let decimals = printed.scale() + 1;
    let (low, high) =
        (arithmetic::shown(expected.low, decimals), arithmetic::shown(expected.high, decimals));
    let should = if low == high { low } else { format!("between {low} and {high}") };
    let mut diagnostic = Diagnostic::new(
        &codes::COMPUTED_MISMATCH,
        format!("`{}.{}.{}` is {printed}, but {formula} is {should}", table.id, row.id, column.id),
    )
    .at(cell.origin);
    if matches!(column.computed, Some(Computed::Change { .. } | Computed::Difference { .. }))
        && Range::exactly(-*printed).meets(*expected)
    {
        diagnostic = diagnostic.label("the sign is wrong");
    }
    if let Some(remedy) = remedy {
        diagnostic = diagnostic.help(remedy.clone());
    }
    found.push_unless(
        &[&row.accepted, &table.accepted],
        diagnostic
            .help("correct the number, or leave it out: the column computes it")
            .help("where the source itself is wrong, say so in `accept` of the row"),
    );
}
