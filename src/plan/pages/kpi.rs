//! One KPI on a page of its own: a stable address to cite.

use super::{Body, anchor, describe, node::above};
use crate::model::Found;
use crate::plan::Subject;
use crate::plan::desk::Sheet;
use crate::plan::parts::{figure, follows, kpi, narrative, table};
use crate::plan::view::{Content, InEdition, KpiPage};

pub fn body(sheet: &mut Sheet<'_, '_>, e: usize, k: usize) -> Body {
    let edition = &sheet.project().editions[e];
    let own = &edition.kpis[k];
    let told = narrative::of_page(sheet);
    let shown = kpi::kpi(sheet, own, Subject::Kpi(e, k));
    let figures = figure::figures_of(sheet, Subject::Kpi(e, k));
    let history = history(sheet, e, k);
    let report = sheet.report;
    let n = sheet.desk.plan.tree(e).node_of(k);
    let n = n.expect("the KPI's node was resolved while loading");
    let node = Found::Node(edition, &edition.framework.nodes[n]);
    let node = sheet.link(Subject::Node(e, n), table::title(sheet, node));
    let mut breadcrumbs = above(sheet, e, n);
    breadcrumbs.insert(0, sheet.link(Subject::Edition(e), report.words(&edition.title)));
    breadcrumbs.push(node.clone());
    let title = report.words(&own.title);
    let follows = follows::follows(sheet, edition, own);
    let mut on_this_page = told.contents;
    for (there, id, key) in [
        (!follows.is_empty(), "follows", "kpi.follows"),
        (!history.is_empty(), "history", "kpi.history"),
        (!figures.is_empty(), "figures", "figure.heading"),
    ] {
        if there {
            on_this_page.push(anchor(id, report.string(key)));
        }
    }
    Body {
        kind: "kpi",
        description: told.description.clone().unwrap_or_else(|| describe(&title.text)),
        title,
        breadcrumbs,
        on_this_page,
        fallback: told.notice,
        content: Content::Kpi(Box::new(KpiPage {
            kpi: shown,
            node,
            figures,
            narrative: told.html,
            follows,
            scale: kpi::scale(sheet, edition),
            history,
        })),
    }
}

/// The same KPI in the other editions, newest first.
fn history(sheet: &mut Sheet<'_, '_>, e: usize, k: usize) -> Vec<InEdition> {
    let project = sheet.project();
    let mut history = Vec::new();
    for other in (0..project.editions.len()).rev().filter(|other| *other != e) {
        let found = sheet.desk.plan.counterpart(project, Subject::Kpi(e, k), other);
        let Some(subject @ Subject::Kpi(other, own)) = found else { continue };
        let edition = &project.editions[other];
        // Notes and names are those of its own edition.
        let shown = sheet.edition.replace(edition);
        let kpi = kpi::kpi(sheet, &edition.kpis[own], subject);
        sheet.edition = shown;
        let anchor = format!("in-{}", edition.id);
        history.push(InEdition { anchor, period: sheet.report.period(&edition.period.value), kpi });
    }
    history
}
