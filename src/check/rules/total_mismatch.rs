//! A total must be the sum of its parts, as far as rounding allows; sums of things exactly.

use std::collections::HashMap;

use rust_decimal::Decimal;

use super::computed_mismatch::wrong;
use crate::check::arithmetic::{self, Range};
use crate::check::{Findings, Report};
use crate::diagnostics::{Diagnostic, Origin, codes};
use crate::model::{Cell, Computed, Edition, Id, Row, Table, Unit, UnitKind};

pub fn check(report: &Report<'_>, found: &mut Findings) {
    for edition in &report.project.editions {
        for table in edition.tables.iter().filter(|table| !report.is_broken(edition, &table.id)) {
            let rows: HashMap<&Id, &Row> = table.rows.iter().map(|row| (&row.id, row)).collect();
            for row in table.rows.iter().filter(|row| !row.cells.is_empty()) {
                row_total(report, (edition, table), &rows, row, found);
                column_total(report, table, row, found);
            }
        }
    }
}

/// A row with `sum`: in every column that adds up and is not a formula of its own.
fn row_total(
    report: &Report<'_>,
    (edition, table): (&Edition, &Table),
    rows: &HashMap<&Id, &Row>,
    row: &Row,
    found: &mut Findings,
) {
    let Some(parts) = &row.sum else { return };
    let signed = parts.value.iter().map(|part| (part, false));
    let signed: Vec<_> = signed.chain(row.less.iter().map(|part| (part, true))).collect();
    for (index, column) in table.columns.iter().enumerate() {
        let follows = matches!(
            &column.computed,
            None | Some(Computed::Total { .. } | Computed::Difference { .. })
        );
        if !column.adds || !follows {
            continue;
        }
        // A wrong difference is told in its own row.
        let is_told = |row: &Row| match &column.computed {
            Some(formula @ Computed::Difference { .. }) => {
                wrong(report, edition, table, row, (index, column), formula).is_some()
            }
            _ => false,
        };
        let parts = signed.iter().filter_map(|(part, _)| rows.get(&part.value));
        if parts.copied().chain([row]).any(is_told) {
            continue;
        }
        let Some(total) = Term::new(report, table, row, index) else { continue };
        let terms = signed.iter().map(|(part, is_taken)| {
            let part = rows.get(&part.value)?;
            Some(Term { is_taken: *is_taken, ..Term::new(report, table, part, index)? })
        });
        // One part that is not known leaves the sum open.
        let Some(terms) = terms.collect::<Option<Vec<Term<'_>>>>() else { continue };
        compare(&Sum { table, row, column: &column.id, total, terms }, found);
    }
}

/// A cell in a column with `total`: the sum of other columns.
fn column_total(report: &Report<'_>, table: &Table, row: &Row, found: &mut Findings) {
    for (index, column) in table.columns.iter().enumerate() {
        let Some(Computed::Total { of }) = &column.computed else { continue };
        let Some(total) = Term::new(report, table, row, index) else { continue };
        let terms =
            of.iter().map(|part| Term::new(report, table, row, table.column_index(&part.value)?));
        let Some(terms) = terms.collect::<Option<Vec<Term<'_>>>>() else { continue };
        compare(&Sum { table, row, column: &column.id, total, terms }, found);
    }
}

/// One number of a sum.
struct Term<'a> {
    cell: &'a Cell,
    unit: Option<&'a Unit>,
    range: Range,
    is_taken: bool,
}

impl<'a> Term<'a> {
    fn new(report: &Report<'a>, table: &'a Table, row: &'a Row, column: usize) -> Option<Self> {
        let cell = row.cells.get(column)?.as_ref()?;
        let unit = report.lookup.unit(&table.unit_of(row, &table.columns[column]).value);
        Some(Term { cell, unit, range: Range::of(cell, unit)?, is_taken: false })
    }

    /// In ones, so that a row in thousands adds to one in millions; negative where it is taken away.
    fn amount(&self, range: Range) -> Option<Range> {
        let range = arithmetic::in_ones(range, self.unit)?;
        Some(if self.is_taken { range.negated() } else { range })
    }
}

/// A total and its parts, all with a number.
struct Sum<'a> {
    table: &'a Table,
    row: &'a Row,
    column: &'a Id,
    total: Term<'a>,
    terms: Vec<Term<'a>>,
}

impl Sum<'_> {
    /// The sum of the parts, with another number in the place of one of them.
    fn of_terms(&self, instead: Option<(usize, Range)>) -> Option<Range> {
        arithmetic::sum(self.terms.iter().enumerate().map(|(index, term)| match instead {
            Some((place, range)) if place == index => term.amount(range),
            _ => term.amount(term.range),
        }))
    }

    /// In the unit of the total, as a message shows it.
    fn in_unit(&self, amount: Decimal, extra_digits: u32) -> String {
        let scale = Decimal::from(self.total.unit.map_or(1, |unit| unit.scale));
        let digits = self.terms.iter().chain([&self.total]).filter_map(|term| term.cell.number());
        let decimals = digits.map(|number| number.scale()).max().unwrap_or(0) + extra_digits;
        arithmetic::shown(amount.checked_div(scale).unwrap_or(amount), decimals)
    }
}

fn compare(sum: &Sum<'_>, found: &mut Findings) {
    let comparable = sum.terms.iter().all(|term| arithmetic::comparable(term.unit, sum.total.unit));
    let parts = sum.of_terms(None).filter(|_| comparable);
    let total = sum.total.amount(sum.total.range);
    let (Some(parts), Some(total)) = (parts, total) else { return };
    if parts.meets(total) {
        return;
    }
    let (Some(added), Some(printed)) = (parts.middle(), total.middle()) else { return };
    let Some(off) = printed.checked_sub(added) else { return };
    let exceptions = [sum.row.accepted.as_slice(), &sum.table.accepted];
    let place = format!("`{}.{}.{}`", sum.table.id, sum.row.id, sum.column);
    // The total as it was typed.
    let typed = sum.total.cell.number().map_or("`nil`".to_owned(), |number| number.to_string());
    let shown = (typed, sum.in_unit(added, 0));
    if let Some(factor) = arithmetic::thousandfold(parts, total) {
        let message = format!("{place} is {}, but its parts add up to {}", shown.0, shown.1);
        found.push_unless(
            &exceptions,
            Diagnostic::new(&codes::UNIT_SANITY, message)
                .at(sum.total.cell.origin)
                .label(format!("off by a factor of {factor}"))
                .help("give the total or its parts the unit that they are in: `unit = \"…\"` in the row"),
        );
        return;
    }
    let tolerance = parts.minus(total).and_then(Range::tolerance).unwrap_or_default();
    let off = sum.in_unit(off.abs(), 0);
    let label = if tolerance.is_zero() {
        format!("off by {off}, and things that are counted add up exactly")
    } else {
        format!("off by {off}; rounding explains {} at most", sum.in_unit(tolerance, 2))
    };
    let mut diagnostic = Diagnostic::new(
        &codes::TOTAL_MISMATCH,
        format!("{place} is {}, but its parts add up to {}", shown.0, shown.1),
    )
    .at(sum.total.cell.origin)
    .label(label);
    if let Some((origin, number, shorter)) = glued_mark(sum, total) {
        diagnostic = diagnostic.related(
            origin,
            format!("{number} would fit as {shorter}: was the mark of a footnote copied along?"),
        );
    }
    let is_rate = sum.total.unit.is_some_and(|unit| {
        matches!(unit.kind, UnitKind::Percent | UnitKind::Ratio | UnitKind::Score)
    });
    if is_rate {
        diagnostic = diagnostic
            .help("where totals of this column are no sums, say `adds = false` in the column");
    }
    found.push_unless(
        &exceptions,
        diagnostic
            .help("correct the total or the part that is wrong, or what `sum` and `less` name")
            .help("where the source itself is wrong, say so in `accept` of the row"),
    );
}

/// The only number of the sum that makes it true when its last digit is taken off.
fn glued_mark(sum: &Sum<'_>, total: Range) -> Option<(Origin, Decimal, Decimal)> {
    let mut fits = Vec::new();
    for (index, term) in sum.terms.iter().enumerate() {
        let Some(number) = term.cell.number() else { continue };
        let Some(shorter) = arithmetic::without_last_digit(number) else { continue };
        let instead = Range::printed(shorter, term.unit);
        if sum.of_terms(Some((index, instead))).is_some_and(|parts| parts.meets(total)) {
            fits.push((term.cell.origin, number, shorter));
        }
    }
    if let Some(number) = sum.total.cell.number()
        && let Some(shorter) = arithmetic::without_last_digit(number)
        && let Some(total) = sum.total.amount(Range::printed(shorter, sum.total.unit))
        && sum.of_terms(None).is_some_and(|parts| parts.meets(total))
    {
        fits.push((sum.total.cell.origin, number, shorter));
    }
    (fits.len() == 1).then(|| fits[0])
}
