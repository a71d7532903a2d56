//! The parts of a breakdown must make up the value, and what is a part of something cannot be more.

use rust_decimal::Decimal;

use crate::check::arithmetic::{self, Range};
use crate::check::figures::{self, Figure};
use crate::check::{Findings, Report};
use crate::diagnostics::{Diagnostic, Origin, codes};
use crate::model::{Missing, Observation, Split, Unit, UnitKind, Value};

pub fn check(report: &Report<'_>, found: &mut Findings) {
    figures::each(report, |figure| value(report, figure, figure.observation, figure.unit, found));
}

fn value(
    report: &Report<'_>,
    figure: &Figure<'_>,
    observation: &Observation,
    unit: Option<&Unit>,
    found: &mut Findings,
) {
    let Some(details) = &observation.details else { return };
    for (part, number) in &details.of_which {
        let whole = observation.number().filter(|whole| number > whole);
        if let Some(whole) = whole {
            found.push_unless(
                &figure.exceptions,
                Diagnostic::new(
                    &codes::BREAKDOWN_MISMATCH,
                    format!("`{}` has {number} `{}` among {whole}", figure.path, part.value),
                )
                .at(part.origin)
                .label("a part cannot be more than the whole")
                .help("correct one of the two"),
            );
        }
    }
    if let Some(split) = &details.breakdown {
        let whole = match observation.value {
            // A distribution without a total: shares make up 100 per cent.
            Value::InParts if unit.is_some_and(|unit| unit.kind == UnitKind::Percent) => {
                Some((Range::exactly(Decimal::ONE_HUNDRED), "should make up"))
            }
            _ => Range::of(observation, unit).map(|range| (range, "is")),
        };
        let whole = whole.map(|(range, verb)| Whole { range, verb, origin: observation.origin });
        compare(report, figure, split, whole, unit, found);
    }
    if let Some(out_of) = &details.out_of
        && let Some(split) = &out_of.breakdown
    {
        // The counts behind a share are things.
        let unit = out_of.unit.as_ref().and_then(|unit| report.lookup.unit(&unit.value));
        let range = Range::exactly(out_of.part);
        let whole = Whole { range, verb: "counts", origin: out_of.origin };
        compare(report, figure, split, Some(whole), unit, found);
    }
}

/// What the parts have to make up.
struct Whole {
    range: Range,
    /// How a message says it of the figure: "is 24", "counts 24".
    verb: &'static str,
    origin: Origin,
}

fn compare(
    report: &Report<'_>,
    figure: &Figure<'_>,
    split: &Split,
    whole: Option<Whole>,
    unit: Option<&Unit>,
    found: &mut Findings,
) {
    for (_, part) in &split.parts {
        value(report, figure, part, unit, found);
    }
    let adds_up = report.lookup.breakdown(&split.by.value).is_some_and(|kind| kind.adds_up);
    let Some(Whole { range: whole, verb, origin }) = whole.filter(|_| adds_up) else { return };
    let parts = arithmetic::sum(split.parts.iter().map(|(_, part)| match part.value {
        Value::Missing(Missing::NotApplicable) => Some(Range::ZERO),
        _ => Range::of(part, unit),
    }));
    let Some(parts) = parts.filter(|parts| !parts.meets(whole)) else { return };
    let decimals = split.parts.iter().filter_map(|(_, part)| part.number());
    let decimals = decimals.map(|number| number.scale()).max().unwrap_or(0);
    let (Some(added), Some(printed)) = (parts.middle(), whole.middle()) else { return };
    let (added, printed) =
        (arithmetic::shown(added, decimals), arithmetic::shown(printed, decimals));
    found.push_unless(
        &figure.exceptions,
        Diagnostic::new(
            &codes::BREAKDOWN_MISMATCH,
            format!(
                "`{}` {verb} {printed}, but its parts by `{}` add up to {added}",
                figure.path, split.by.value
            ),
        )
        .at(split.origin)
        .related(origin, format!("{printed} here"))
        .help("correct the value or the part that is wrong")
        .help(format!(
            "where the parts are no sum, say `adds_up = false` in `[breakdown.{}]`",
            split.by.value
        ))
        .help("where the source itself is wrong, say so in `accept` of the measure"),
    );
}
