//! What is wrong with the figures of a report, found once for all pages and languages.

use super::data;
use crate::diagnostics::{Diagnostic, Diagnostics, Origin, codes};
use crate::model::{FigureSpec, Lookup};

/// Longer ones are no summary: a screen reader reads them without a pause.
const LONGEST_SUMMARY: usize = 300;

/// Checks the data and the words of every figure.
pub fn check<'a>(lookup: &'a Lookup<'a>, found: &mut Diagnostics) {
    for edition in &lookup.project.editions {
        for spec in &edition.figures {
            summary(spec, found);
            if spec.lost.is_none() {
                data::find(lookup, edition, spec, found);
            }
        }
    }
}

/// A summary stands for the picture to those who cannot see it.
fn summary(spec: &FigureSpec, found: &mut Diagnostics) {
    let Some(summary) = &spec.summary else { return };
    let mut report = |origin: Origin, message: String, help: &str| {
        found.push(Diagnostic::new(&codes::FIGURE_SUMMARY, message).at(origin).help(help));
    };
    for entry in &summary.entries {
        let text = entry.forms.plain();
        let length = text.chars().count();
        let title = spec.title.entries.iter().find(|title| title.tag == entry.tag);
        if length > LONGEST_SUMMARY {
            report(
                entry.origin,
                format!(
                    "the summary has `{length}` characters of the {LONGEST_SUMMARY} that it may have"
                ),
                "say the one thing that the chart shows; the rest is in the table",
            );
        }
        if title.is_some_and(|title| title.forms.plain() == text) {
            report(
                entry.origin,
                "the summary is the title again".to_owned(),
                "say what the data show, or delete it: kepi makes one from the data",
            );
        } else if !text.chars().any(char::is_numeric) {
            report(
                entry.origin,
                "the summary has no number".to_owned(),
                "give the figure that matters, or delete it: kepi makes one from the data",
            );
        }
    }
}
