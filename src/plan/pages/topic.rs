//! One topic of an edition: its tables and series, each with what it shows, and their charts.

use super::{Body, anchor, data, describe};
use crate::model::Topic;
use crate::plan::Subject;
use crate::plan::desk::Sheet;
use crate::plan::parts::table;
use crate::plan::view::{Content, DataEntry, DataGroup, Link, TopicPage};

pub fn body(sheet: &mut Sheet<'_, '_>, e: usize, t: usize) -> Body {
    let edition = &sheet.project().editions[e];
    let report = sheet.report;
    let record = &sheet.index(e).topics[t];
    let entry = |link: Link, downloads: Vec<Link>| DataEntry { link, downloads };
    let tables = record.tables.iter().map(|&t| {
        let own = &edition.tables[t];
        let link = sheet.link(Subject::Table(e, t), report.words(&own.title));
        entry(link, table::downloads(sheet, Some(edition), own.id.as_str()))
    });
    let own_series = record.series.iter().map(|&s| {
        let own = &edition.series[s];
        let link = sheet.link(Subject::Series(Some(e), s), report.words(&own.title));
        entry(link, table::downloads(sheet, Some(edition), own.id.as_str()))
    });
    let of_site = record.of_site.iter().map(|&s| {
        let own = &sheet.project().series[s];
        let link = sheet.link(Subject::Series(None, s), report.words(&own.title));
        entry(link, table::downloads(sheet, None, own.id.as_str()))
    });
    let belongs = |subject: Subject| match subject {
        Subject::Table(_, t) => record.tables.contains(&t),
        Subject::Series(Some(_), s) => record.series.contains(&s),
        Subject::Series(None, s) => record.of_site.contains(&s),
        _ => false,
    };
    let figures = edition.figures.iter().filter_map(|own| data::figure_entry(sheet, edition, own));
    let figures = figures.filter(|(subject, _)| belongs(*subject)).map(|(_, entry)| entry);
    let groups: Vec<DataGroup> = [
        ("tables", "edition.tables", tables.collect::<Vec<_>>()),
        ("series", "edition.series", own_series.chain(of_site).collect()),
        ("figures", "figure.heading", figures.collect()),
    ]
    .into_iter()
    .filter(|(.., entries)| !entries.is_empty())
    .map(|(id, key, entries)| DataGroup { id, heading: report.string(key), entries })
    .collect();
    let title = report.words(&topic_of(sheet, e, t).name);
    Body {
        kind: "topic",
        description: describe(&title.text),
        title,
        breadcrumbs: vec![sheet.link(Subject::Edition(e), report.words(&edition.title))],
        on_this_page: groups.iter().map(|group| anchor(group.id, group.heading.clone())).collect(),
        fallback: None,
        content: Content::Topic(TopicPage { groups }),
    }
}

pub fn topic_of<'a>(sheet: &Sheet<'_, 'a>, e: usize, t: usize) -> &'a Topic {
    &sheet.project().vocabulary.topics[sheet.index(e).topics[t].topic]
}
