//! A share with the counts behind it, "94 per cent (125 of 133)", must follow from them.

use rust_decimal::Decimal;

use crate::check::arithmetic::{self, Range};
use crate::check::figures::{self, Figure};
use crate::check::{Findings, Report};
use crate::diagnostics::{Diagnostic, codes};
use crate::model::{Details, UnitKind};

pub fn check(report: &Report<'_>, found: &mut Findings) {
    figures::each(report, |figure| {
        if let Some(details) = &figure.observation.details {
            of_counts(figure, details, found);
            answered(figure, details, found);
        }
    });
}

fn of_counts(figure: &Figure<'_>, details: &Details, found: &mut Findings) {
    let Some(out_of) = &details.out_of else { return };
    let (part, whole) = (out_of.part, out_of.whole);
    if part > whole {
        found.push_unless(
            &figure.exceptions,
            Diagnostic::new(
                &codes::SHARE_MISMATCH,
                format!("`{}` counts {part} of {whole}", figure.path),
            )
            .at(out_of.origin)
            .label("a part cannot be more than the whole")
            .help("correct `part` or `whole`"),
        );
        return;
    }
    let factor = match figure.unit.map(|unit| unit.kind) {
        Some(UnitKind::Percent) => Decimal::ONE_HUNDRED,
        Some(UnitKind::Ratio) => Decimal::ONE,
        _ => return,
    };
    let share = Range::exactly(part).over(Range::exactly(whole)).and_then(|s| s.times(factor));
    let printed = Range::of(figure.observation, figure.unit);
    let (Some(share), Some(printed), Some(number)) = (share, printed, figure.observation.number())
    else {
        return;
    };
    if printed.meets(share) {
        return;
    }
    found.push_unless(
        &figure.exceptions,
        Diagnostic::new(
            &codes::SHARE_MISMATCH,
            format!(
                "`{}` is {number}, but {part} of {whole} is {}",
                figure.path,
                arithmetic::shown(share.low, number.scale() + 1)
            ),
        )
        .at(figure.observation.origin)
        .help("correct the share or the counts behind it")
        .help("where the source itself is wrong, say so in `accept` of the measure"),
    );
}

fn answered(figure: &Figure<'_>, details: &Details, found: &mut Findings) {
    let Some(rate) = &details.response_rate else { return };
    if rate.value >= Decimal::ZERO && rate.value <= Decimal::ONE_HUNDRED {
        return;
    }
    found.push_unless(
        &figure.exceptions,
        Diagnostic::new(
            &codes::SHARE_MISMATCH,
            format!("{} per cent of those asked cannot have answered", rate.value),
        )
        .at(rate.origin)
        .help(
            "write the response rate in per cent, from 0 to 100; how many answered is `responses`",
        ),
    );
}
