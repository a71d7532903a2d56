//! A printed change, "an increase of 32 per cent", must follow from the values before and after it,
//! its sign too.

use rust_decimal::Decimal;

use crate::check::arithmetic::{self, Range};
use crate::check::{Findings, Report};
use crate::diagnostics::{Diagnostic, codes};
use crate::model::{Accepted, Located, Observation, Point, Series, Unit};

pub fn check(report: &Report<'_>, found: &mut Findings) {
    for series in &report.project.series {
        in_series(report, series, found);
    }
    for edition in &report.project.editions {
        for kpi in &edition.kpis {
            for measure in &kpi.measures {
                let (Some(baseline), Some(actual)) = (&measure.baseline, &measure.actual) else {
                    continue;
                };
                let unit = measure.unit.as_ref().unwrap_or(&kpi.unit);
                let change = Change {
                    what: || format!("{}.{}", kpi.id, measure.id),
                    from: baseline,
                    to: actual,
                    unit: report.lookup.unit(&unit.value),
                    exceptions: [&measure.accepted, &kpi.accepted],
                };
                compare(&change, found);
            }
        }
        for series in &edition.series {
            in_series(report, series, found);
        }
    }
}

/// Each point against the one before.
fn in_series(report: &Report<'_>, series: &Series, found: &mut Findings) {
    for pair in series.points.windows(2) {
        let [Point { observation: from, .. }, Point { period, observation: to }] = pair else {
            continue;
        };
        let change = Change {
            what: || format!("{}@{period}", series.id),
            from,
            to,
            unit: report.lookup.unit(&series.unit.value),
            exceptions: [&series.accepted, &[]],
        };
        compare(&change, found);
    }
}

struct Change<'a, W: Fn() -> String> {
    what: W,
    from: &'a Observation,
    to: &'a Observation,
    unit: Option<&'a Unit>,
    exceptions: [&'a [Accepted]; 2],
}

fn compare<W: Fn() -> String>(change: &Change<'_, W>, found: &mut Findings) {
    let details = change.to.details.as_ref();
    let Some(printed) = details.and_then(|details| details.printed_change.as_ref()) else { return };
    let (from, to) = (Range::of(change.from, change.unit), Range::of(change.to, change.unit));
    let growth = from.zip(to).and_then(|(from, to)| arithmetic::growth(from, to));
    let Some(growth) = growth else { return };
    // The number of decimals is that of the change itself: 32 is 31.5 to 32.5.
    let range = Range::printed(printed.value, None);
    if range.meets(growth) {
        return;
    }
    let Some(middle) = growth.middle() else { return };
    let what = (change.what)();
    let should = arithmetic::shown(middle, printed.value.scale() + 1);
    let mut diagnostic = Diagnostic::new(
        &codes::PRINTED_CHANGE_MISMATCH,
        format!(
            "`{what}` is printed with a change of {} per cent, but it is {should}",
            printed.value
        ),
    )
    .at(printed.origin)
    .related(change.from.origin, "measured from here");
    if range.negated().meets(growth) {
        let word = if middle.is_sign_negative() { "a fall" } else { "a rise" };
        diagnostic = diagnostic.label(format!("the sign is wrong: it is {word}"));
    } else if let Some((origin, number, shorter)) = glued_mark(change, printed) {
        diagnostic = diagnostic.related(
            origin,
            format!("{number} would fit as {shorter}: was the mark of a footnote copied along?"),
        );
    }
    found.push_unless(
        &change.exceptions,
        diagnostic
            .help("correct the change, or the value before or after it")
            .help("where the source itself is wrong, say so in `accept`"),
    );
}

/// The only one of the two values that makes the printed change true without its last digit.
fn glued_mark<W: Fn() -> String>(
    change: &Change<'_, W>,
    printed: &Located<Decimal>,
) -> Option<(crate::diagnostics::Origin, Decimal, Decimal)> {
    let (from, to) = (Range::of(change.from, change.unit)?, Range::of(change.to, change.unit)?);
    let printed = Range::printed(printed.value, None);
    let shorter = |observation: &Observation| {
        let number = observation.number()?;
        let shorter = arithmetic::without_last_digit(number)?;
        Some((observation.origin, number, shorter, Range::printed(shorter, change.unit)))
    };
    let before = shorter(change.from).filter(|(.., range)| {
        arithmetic::growth(*range, to).is_some_and(|growth| growth.meets(printed))
    });
    let after = shorter(change.to).filter(|(.., range)| {
        arithmetic::growth(from, *range).is_some_and(|growth| growth.meets(printed))
    });
    match (before, after) {
        (Some((origin, number, shorter, _)), None) | (None, Some((origin, number, shorter, _))) => {
            Some((origin, number, shorter))
        }
        _ => None,
    }
}
