//! A figure that is declared to be a part of another cannot be larger.

use crate::check::arithmetic;
use crate::check::quantity::{Quantity, quantities};
use crate::check::{Findings, Report};
use crate::diagnostics::{Diagnostic, codes};
use crate::model::Inclusion;

pub fn check(report: &Report<'_>, found: &mut Findings) {
    for edition in &report.project.editions {
        for inclusion in &edition.inclusions {
            let parts = quantities(report, edition, &inclusion.part);
            let wholes = quantities(report, edition, &inclusion.whole);
            let is_vain = !parts.keys().any(|key| wholes.contains_key(key));
            if is_vain && !parts.is_empty() && !wholes.is_empty() {
                found.push_unless(
                    &[&inclusion.accepted],
                    Diagnostic::new(
                        &codes::PART_EXCEEDS_WHOLE,
                        format!(
                            "part and whole of `within.{}` have no figure in common",
                            inclusion.id
                        ),
                    )
                    .at(inclusion.origin)
                    .help(
                        "name two figures, or rows or tables with the same ids of rows and columns",
                    ),
                );
            }
            for (key, part) in &parts {
                let whole = wholes.get(key).and_then(Option::as_ref);
                if let (Some(part), Some(whole)) = (part, whole) {
                    compare(inclusion, part, whole, found);
                }
            }
        }
    }
}

fn compare(inclusion: &Inclusion, part: &Quantity<'_>, whole: &Quantity<'_>, found: &mut Findings) {
    if !arithmetic::comparable(part.unit, whole.unit) || !part.range.exceeds(whole.range) {
        return;
    }
    found.push_unless(
        &[&inclusion.accepted],
        Diagnostic::new(
            &codes::PART_EXCEEDS_WHOLE,
            format!(
                "`{}` is {}, more than `{}` with {}",
                part.name,
                part.in_words(),
                whole.name,
                whole.in_words()
            ),
        )
        .at(inclusion.part.origin)
        .label(format!("declared to be a part by `within.{}`", inclusion.id))
        .related(part.written, "the part")
        .related(whole.written, "the whole")
        .help("correct the figure that is wrong")
        .help(format!(
            "where the source itself is wrong, say so in `accept` of `[within.{}]`",
            inclusion.id
        )),
    );
}
