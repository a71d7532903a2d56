//! An edition: what it says as a whole, its framework, its figures, its tables.

use super::data::{self, Chosen};
use super::{Body, anchor, describe};
use crate::model::Text;
use crate::plan::Subject;
use crate::plan::desk::Sheet;
use crate::plan::parts::{figure, glance, kpi, narrative, node};
use crate::plan::view::{self, Content, LinkGroup};

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
    let by_topic = data::by_topic(sheet, e);
    let tables = grouped(sheet, &by_topic, |chosen| {
        let own = |&t: &usize| (Subject::Table(e, t), &edition.tables[t].title);
        chosen.tables.iter().map(own).collect()
    });
    let series = grouped(sheet, &by_topic, |chosen| {
        let own = |&s: &usize| (Subject::Series(Some(e), s), &edition.series[s].title);
        // Those across editions belong to no page of their own; each edition leads to them.
        let shared = |&s: &usize| (Subject::Series(None, s), &sheet.project().series[s].title);
        chosen.series.iter().map(own).chain(chosen.of_site.iter().map(shared)).collect()
    });
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
        tables,
        series,
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

/// Links to some of each topic, under its name; first those to what belongs to none.
fn grouped<'a>(
    sheet: &Sheet<'_, 'a>,
    by_topic: &[(Option<usize>, Chosen)],
    some_of: impl Fn(&Chosen) -> Vec<(Subject, &'a Text)>,
) -> Vec<LinkGroup> {
    let report = sheet.report;
    let topics = &sheet.project().vocabulary.topics;
    let groups = by_topic.iter().map(|(topic, chosen)| LinkGroup {
        heading: topic.map(|topic| report.words(&topics[topic].name)),
        links: some_of(chosen)
            .into_iter()
            .map(|(subject, title)| sheet.link(subject, report.words(title)))
            .collect(),
    });
    let mut groups: Vec<LinkGroup> = groups.filter(|group| !group.links.is_empty()).collect();
    groups.sort_by_key(|group| group.heading.is_some());
    groups
}
