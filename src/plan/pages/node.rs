//! A node of the framework: what it is for, how it was rated, its KPIs and what stands below it.

use super::{Body, anchor, describe};
use crate::plan::Subject;
use crate::plan::desk::Sheet;
use crate::plan::parts::{figure, kpi, narrative, node, risk, table};
use crate::plan::view::{self, Content};

pub fn body(sheet: &mut Sheet<'_, '_>, e: usize, n: usize) -> Body {
    let edition = &sheet.project().editions[e];
    let own = &edition.framework.nodes[n];
    // The title's marks come first on the page.
    let notes = sheet.note_marks(&own.notes);
    let told = narrative::of_page(sheet);
    let below = sheet.desk.plan.tree(e).node(n);
    let in_document = sheet.document.is_some();
    // A document shows each KPI once, in the node it belongs to.
    let shown =
        below.shown.iter().filter(|&&k| !in_document || edition.kpis[k].node.value == own.id);
    let kpis: Vec<view::Kpi> =
        shown.map(|&k| kpi::kpi(sheet, &edition.kpis[k], Subject::Kpi(e, k))).collect();
    let figures = figure::figures_of(sheet, Subject::Node(e, n));
    // A document has parts for all tables and all risks.
    let (rows, of_node) = if in_document {
        (Default::default(), Default::default())
    } else {
        (sheet.index(e).rows_of(n), sheet.index(e).risks_of(n))
    };
    let extracts = table::extracts(sheet, e, rows);
    let risks: Vec<view::Risk> =
        of_node.iter().map(|&r| risk::risk(sheet, edition, &edition.risks[r])).collect();
    let report = sheet.report;
    let title = report.words(&own.title);
    let content = view::Node {
        id: own.id.to_string(),
        code: node::code(sheet, own),
        level: node::level(sheet, edition, own),
        narrative: told.html,
        work_units: own.work_units.iter().map(|unit| kpi::unit_link(sheet, &unit.value)).collect(),
        former: own
            .former
            .iter()
            .map(|wording| {
                let mut words = report.words(&wording.title);
                if let Some(until) = &wording.until {
                    words.text = format!("{} (– {})", words.text, report.period(until));
                }
                words
            })
            .collect(),
        children: node::cards(sheet, e, &below.children, 0),
        ratings: node::ratings(sheet, e, n),
        kpis,
        figures,
        extracts,
        risks,
        notes,
    };
    let mut on_this_page = told.contents;
    for (there, id, key) in [
        (!content.kpis.is_empty(), "kpis", "node.kpis"),
        (!content.figures.is_empty(), "figures", "figure.heading"),
        (!content.extracts.is_empty(), "money", "node.extracts"),
        (!content.risks.is_empty(), "risks", "risk.heading"),
        (!content.children.is_empty(), "children", "node.children"),
    ] {
        if there {
            on_this_page.push(anchor(id, report.string(key)));
        }
    }
    let mut breadcrumbs = above(sheet, e, n);
    breadcrumbs.insert(0, sheet.link(Subject::Edition(e), report.words(&edition.title)));
    Body {
        kind: "node",
        description: told.description.clone().unwrap_or_else(|| describe(&title.text)),
        title,
        breadcrumbs,
        on_this_page,
        fallback: told.notice,
        content: Content::Node(content),
    }
}

/// The nodes above, from the top.
pub fn above(sheet: &Sheet<'_, '_>, e: usize, n: usize) -> Vec<view::Link> {
    let edition = &sheet.project().editions[e];
    let tree = sheet.desk.plan.tree(e);
    let mut links = Vec::new();
    let mut parent = tree.node(n).parent;
    while let Some(above) = parent {
        let found = crate::model::Found::Node(edition, &edition.framework.nodes[above]);
        links.push(
            sheet.link(Subject::Node(e, above), crate::plan::parts::table::title(sheet, found)),
        );
        parent = tree.node(above).parent;
    }
    links.reverse();
    links
}
