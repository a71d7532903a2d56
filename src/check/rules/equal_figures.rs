//! Figures that an author declares to be the same quantity must agree, as far as rounding allows.

use rust_decimal::Decimal;

use crate::check::arithmetic::{self, Range};
use crate::check::quantity::{self, Quantity};
use crate::check::{Findings, Report};
use crate::diagnostics::{Diagnostic, codes};
use crate::model::Equality;

pub fn check(report: &Report<'_>, found: &mut Findings) {
    for edition in &report.project.editions {
        for equality in &edition.equalities {
            let quantities: Vec<Quantity<'_>> = equality
                .values
                .iter()
                .filter_map(|value| quantity::quantity(report, edition, value))
                .collect();
            compare(equality, &quantities, found);
        }
    }
}

/// All of them against the one that is known best.
fn compare(equality: &Equality, quantities: &[Quantity<'_>], found: &mut Findings) {
    let width = |quantity: &Quantity<'_>| quantity.range.tolerance().unwrap_or(Decimal::MAX);
    let Some(best) = quantities.iter().min_by_key(|quantity| width(quantity)) else { return };
    for other in quantities {
        if std::ptr::eq(other, best) {
            continue;
        }
        if !arithmetic::comparable(best.unit, other.unit) {
            let diagnostic = Diagnostic::new(
                &codes::EQUAL_FIGURES,
                format!(
                    "`{}` and `{}` are of different kinds",
                    best.expression.value, other.expression.value
                ),
            );
            found.push_unless(
                &[&equality.accepted],
                diagnostic
                    .at(other.expression.origin)
                    .help("give both a unit of the same kind, or take one out of `values`"),
            );
            continue;
        }
        if !best.range.meets(other.range) {
            tell(equality, best, other, found);
        }
    }
}

fn tell(equality: &Equality, best: &Quantity<'_>, other: &Quantity<'_>, found: &mut Findings) {
    let message = format!(
        "`{}` is {}, but `{}` is {}",
        other.expression.value,
        other.in_words(),
        best.expression.value,
        best.in_words()
    );
    let is_plain = |range: Range| range.low != Decimal::MIN && range.high != Decimal::MAX;
    let factor = Some((best.range, other.range))
        .filter(|(best, other)| is_plain(*best) && is_plain(*other))
        .and_then(|(best, other)| arithmetic::thousandfold(best, other));
    let diagnostic = match factor {
        Some(factor) => Diagnostic::new(&codes::UNIT_SANITY, message)
            .label(format!("off by a factor of {factor}"))
            .help("give one of the two the unit that its numbers are in: `unit = \"…\"`"),
        None => Diagnostic::new(&codes::EQUAL_FIGURES, message)
            .label(format!("declared equal by `equal.{}`", equality.id))
            .help("correct the figure that is wrong, or take it out of `values`"),
    };
    found.push_unless(
        &[&equality.accepted],
        diagnostic
            .at(other.expression.origin)
            .related(other.written, "the one here")
            .related(best.written, "the other here")
            .help(format!(
                "where the source itself is wrong, say so in `accept` of `[equal.{}]`",
                equality.id
            )),
    );
}
