//! Figures that an author declares to be the same quantity must agree, as far as rounding allows.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::check::arithmetic;
use crate::check::quantity::{Key, Quantity, quantities};
use crate::check::{Findings, Report};
use crate::diagnostics::{Diagnostic, Origin, codes};
use crate::model::{Edition, Equality};

pub fn check(report: &Report<'_>, found: &mut Findings) {
    for edition in &report.project.editions {
        for equality in &edition.equalities {
            check_one(report, edition, equality, found);
        }
    }
}

/// A figure, and the place in `values` that names it.
type Named<'a> = (Quantity<'a>, Origin);

fn check_one(report: &Report<'_>, edition: &Edition, equality: &Equality, found: &mut Findings) {
    let mut same: BTreeMap<Key<'_>, (usize, Vec<Named<'_>>)> = BTreeMap::new();
    let mut without_figures = false;
    for value in &equality.values {
        let all = quantities(report, edition, value);
        without_figures |= all.is_empty();
        for (key, quantity) in all {
            let (named, known) = same.entry(key).or_default();
            *named += 1;
            known.extend(quantity.map(|quantity| (quantity, value.origin)));
        }
    }
    // A reference that leads nowhere is reported as such.
    let is_vain = same.values().all(|(named, _)| *named < 2);
    if is_vain && !without_figures {
        found.push_unless(
            &[&equality.accepted],
            Diagnostic::new(
                &codes::EQUAL_FIGURES,
                format!("no two values of `equal.{}` have a figure in common", equality.id),
            )
            .at(equality.origin)
            .help("name at least two figures, or rows or tables with the same ids of rows and columns"),
        );
    }
    for (_, known) in same.values() {
        compare(equality, known, found);
    }
}

/// All of them against the one that is known best.
fn compare(equality: &Equality, known: &[Named<'_>], found: &mut Findings) {
    let width = |quantity: &Quantity<'_>| quantity.range.tolerance().unwrap_or(Decimal::MAX);
    let best = known.iter().min_by_key(|(quantity, _)| width(quantity));
    let Some((best, _)) = best else { return };
    for (other, origin) in known {
        if std::ptr::eq(other, best) {
            continue;
        }
        if !arithmetic::comparable(best.unit, other.unit) {
            found.push_unless(
                &[&equality.accepted],
                Diagnostic::new(
                    &codes::EQUAL_FIGURES,
                    format!("`{}` and `{}` are of different kinds", best.name, other.name),
                )
                .at(*origin)
                .help("give both a unit of the same kind, or take one out of `values`"),
            );
        } else if !best.range.meets(other.range) {
            tell(equality, best, other, *origin, found);
        }
    }
}

fn tell(
    equality: &Equality,
    best: &Quantity<'_>,
    other: &Quantity<'_>,
    origin: Origin,
    found: &mut Findings,
) {
    let message = format!(
        "`{}` is {}, but `{}` is {}",
        other.name,
        other.in_words(),
        best.name,
        best.in_words()
    );
    let both_known = best.is_number() && other.is_number();
    let factor = both_known.then(|| arithmetic::thousandfold(best.range, other.range)).flatten();
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
            .at(origin)
            .related(other.written, format!("`{}`", other.name))
            .related(best.written, format!("`{}`", best.name))
            .help(format!(
                "where the source itself is wrong, say so in `accept` of `[equal.{}]`",
                equality.id
            )),
    );
}
