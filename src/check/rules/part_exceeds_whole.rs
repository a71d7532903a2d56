//! A figure that is declared to be a part of another cannot be larger.

use crate::check::quantity::quantity;
use crate::check::{Findings, Report};
use crate::diagnostics::{Diagnostic, codes};

pub fn check(report: &Report<'_>, found: &mut Findings) {
    for edition in &report.project.editions {
        for inclusion in &edition.inclusions {
            let part = quantity(report, edition, &inclusion.part);
            let whole = quantity(report, edition, &inclusion.whole);
            let (Some(part), Some(whole)) = (part, whole) else { continue };
            if part.range.low <= whole.range.high {
                continue;
            }
            found.push_unless(
                &[&inclusion.accepted],
                Diagnostic::new(
                    &codes::PART_EXCEEDS_WHOLE,
                    format!(
                        "`{}` is {}, more than the {} of `{}`",
                        part.expression.value,
                        part.in_words(),
                        whole.in_words(),
                        whole.expression.value
                    ),
                )
                .at(inclusion.part.origin)
                .label(format!("declared to be within it by `within.{}`", inclusion.id))
                .related(part.written, "the part")
                .related(whole.written, "the whole")
                .help("correct the figure that is wrong")
                .help(format!(
                    "where the source itself is wrong, say so in `accept` of `[within.{}]`",
                    inclusion.id
                )),
            );
        }
    }
}
