//! All risks of an edition: of the organization, of its results, of its projects.

use super::{Body, anchor, describe};
use crate::model::Risk;
use crate::plan::Subject;
use crate::plan::desk::Sheet;
use crate::plan::parts::list::{self, List};
use crate::plan::parts::{narrative, risk};
use crate::plan::view::{Content, RiskGroup, Risks};

/// Anchor, heading, and which risks belong below it.
type Kind = (&'static str, &'static str, fn(&Risk) -> bool);

pub fn body(sheet: &mut Sheet<'_, '_>, e: usize) -> Body {
    let edition = &sheet.project().editions[e];
    let told = narrative::of_page(sheet);
    let kinds: [Kind; 3] = [
        ("organizational", "risk.organizational", |risk| risk.organizational),
        ("of-results", "risk.of_results", |risk| !risk.organizational && risk.project.is_none()),
        ("of-projects", "risk.of_projects", |risk| !risk.organizational && risk.project.is_some()),
    ];
    let mut groups = Vec::new();
    for (id, key, belongs) in kinds {
        let own = edition.risks.iter().filter(|risk| belongs(risk));
        let risks: Vec<_> = own.map(|own| risk::risk(sheet, edition, own)).collect();
        if !risks.is_empty() {
            groups.push(RiskGroup { id, heading: sheet.report.string(key), risks });
        }
    }
    let report = sheet.report;
    let title = report.string("risk.heading");
    let contents = groups.iter().map(|group| anchor(group.id, group.heading.clone()));
    Body {
        kind: "risks",
        description: told.description.clone().unwrap_or_else(|| describe(&title.text)),
        title,
        breadcrumbs: vec![sheet.link(Subject::Edition(e), report.words(&edition.title))],
        on_this_page: told.contents.into_iter().chain(contents).collect(),
        fallback: told.notice,
        content: Content::Risks(Risks {
            narrative: told.html,
            downloads: match groups.is_empty() {
                true => Vec::new(),
                false => list::links(sheet, edition, List::Risks),
            },
            groups,
        }),
    }
}
