//! One KPI on a page of its own: a stable address to cite.

use super::{Body, describe, node::above};
use crate::model::Found;
use crate::plan::Subject;
use crate::plan::desk::Sheet;
use crate::plan::parts::{figure, kpi, narrative, table};
use crate::plan::view::{Content, KpiPage};

pub fn body(sheet: &mut Sheet<'_, '_>, e: usize, k: usize) -> Body {
    let edition = &sheet.project().editions[e];
    let own = &edition.kpis[k];
    let told = narrative::of_page(sheet);
    let shown = kpi::kpi(sheet, own, Subject::Kpi(e, k));
    let figures = figure::figures_of(sheet, Subject::Kpi(e, k));
    let report = sheet.report;
    let n = sheet.desk.plan.tree(e).node_of(k);
    let n = n.expect("the KPI's node was resolved while loading");
    let node = Found::Node(edition, &edition.framework.nodes[n]);
    let node = sheet.link(Subject::Node(e, n), table::title(sheet, node));
    let mut breadcrumbs = above(sheet, e, n);
    breadcrumbs.insert(0, sheet.link(Subject::Edition(e), report.words(&edition.title)));
    breadcrumbs.push(node.clone());
    let title = report.words(&own.title);
    Body {
        kind: "kpi",
        description: told.description.clone().unwrap_or_else(|| describe(&title.text)),
        title,
        breadcrumbs,
        on_this_page: Vec::new(),
        fallback: told.notice,
        content: Content::Kpi(KpiPage { kpi: shown, node, figures, narrative: told.html }),
    }
}
