//! An edition: what it says as a whole, its framework, its figures, its tables.

use super::{Body, anchor, describe};
use crate::plan::Subject;
use crate::plan::desk::Sheet;
use crate::plan::parts::{figure, glance, kpi, narrative, node};
use crate::plan::view::{self, Content};

pub fn body(sheet: &mut Sheet<'_, '_>, e: usize) -> Body {
    let edition = &sheet.project().editions[e];
    // The title's marks come first on the page.
    let notes = sheet.note_marks(&edition.notes_on_all);
    let told = narrative::of_page(sheet);
    let figures = figure::figures_of(sheet, Subject::Edition(e));
    // In a document the KPIs themselves follow.
    let in_document = sheet.document.is_some();
    let missed = if in_document { None } else { glance::missed(sheet, e, usize::MAX) };
    let report = sheet.report;
    let tables = edition.tables.iter().enumerate();
    let series = edition.series.iter().enumerate();
    // Series across editions belong to no page of their own; each edition leads to them.
    let of_site = sheet.project().series.iter().enumerate();
    let title = report.words(&edition.title);
    let content = view::Edition {
        period: report.period(&edition.period.value),
        status: report.string(&format!("edition_status.{}", edition.status)),
        narrative: told.html,
        ratings: kpi::counts(sheet, &kpi::ratings(edition.kpis.iter())),
        headline: glance::headline(sheet, e),
        missed,
        scale: kpi::scale(sheet, edition),
        nodes: node::cards(sheet, e, &sheet.desk.plan.tree(e).roots, 0),
        notes,
        figures,
        tables: tables
            .map(|(t, table)| sheet.link(Subject::Table(e, t), report.words(&table.title)))
            .collect(),
        series: series
            .map(|(s, series)| sheet.link(Subject::Series(Some(e), s), report.words(&series.title)))
            .chain(of_site.map(|(s, series)| {
                sheet.link(Subject::Series(None, s), report.words(&series.title))
            }))
            .collect(),
    };
    let mut on_this_page = told.contents;
    for (there, id, key) in [
        (!content.nodes.is_empty(), "framework", "edition.framework"),
        (content.missed.is_some(), "missed", "glance.heading_missed"),
        (!content.figures.is_empty(), "figures", "figure.heading"),
        (!content.tables.is_empty(), "tables", "edition.tables"),
        (!content.series.is_empty(), "series", "edition.series"),
    ] {
        if there {
            on_this_page.push(anchor(id, report.string(key)));
        }
    }
    Body {
        kind: "edition",
        description: told.description.clone().unwrap_or_else(|| describe(&title.text)),
        title: told.title.unwrap_or(title),
        breadcrumbs: Vec::new(),
        on_this_page,
        fallback: told.notice,
        content: Content::Edition(content),
    }
}
