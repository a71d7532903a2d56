//! What a narrative or a figure refers to must be there, and be of a kind that can stand there.

use crate::check::Report;
use crate::diagnostics::Diagnostics;
use crate::model::NarrativePlace;
use crate::plan::{check_narrative, unknown_reference};

pub fn check(report: &Report<'_>, found: &mut Diagnostics) {
    for (narrative, document) in report.narratives {
        let edition = match &narrative.place {
            NarrativePlace::Record { edition, .. } => Some(edition),
            NarrativePlace::Page(_) => None,
        };
        check_narrative(report.lookup, edition, document, found);
    }
    for edition in &report.project.editions {
        for data in edition.figures.iter().flat_map(|figure| &figure.data) {
            let is_broken =
                |owner| report.project.broken.contains(&(owner, data.value.record.clone()));
            if report.lookup.find(Some(&edition.id), &data.value).is_none()
                && !is_broken(Some(edition.id.clone()))
                && !is_broken(None)
            {
                found.push(
                    unknown_reference(report.lookup, Some(&edition.id), &data.value)
                        .at(data.origin),
                );
            }
        }
    }
}
