//! A narrative that belongs to no page would silently not be published.

use crate::check::Report;
use crate::diagnostics::{Diagnostic, Diagnostics, Origin, codes, nearest};
use crate::model::{Id, NarrativePlace};

pub fn check(report: &Report<'_>, found: &mut Diagnostics) {
    let project = report.project;
    let pages = project.pages();
    for narrative in project.narratives.iter().filter(|narrative| !narrative.hidden) {
        let NarrativePlace::Record { edition: edition_id, record } = &narrative.place else {
            continue;
        };
        // An edition that was left out was reported.
        let Some(edition) = project.edition(edition_id) else { continue };
        if pages.has(edition_id, record) || project.is_no_news(Some(edition_id), record) {
            continue;
        }
        let near = nearest(record.as_str(), edition.pages().map(Id::as_str).chain(["overview"]));
        let diagnostic = Diagnostic::new(
            &codes::UNKNOWN_PAGE,
            format!("the edition `{edition_id}` has no page `{record}`"),
        )
        .at(Origin::file(narrative.file));
        found.push(match near {
            Some(near) => diagnostic.help(format!("did you mean `{near}.{}.md`?", narrative.tag)),
            None => diagnostic.help(
                "name it after a node, a KPI, a table or a series of the edition, or `overview`",
            ),
        });
    }
}
