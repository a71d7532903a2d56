//! All that can be downloaded of an edition: tables, series and figures, each with its formats.

use super::{Body, anchor, describe};
use crate::model::{Edition, FigureSpec};
use crate::plan::Subject;
use crate::plan::desk::Sheet;
use crate::plan::parts::{figure, table};
use crate::plan::view::{Content, DataEntry, DataGroup, DataPage, Link};

pub fn body(sheet: &mut Sheet<'_, '_>, e: usize) -> Body {
    let edition = &sheet.project().editions[e];
    let report = sheet.report;
    let entry = |link: Link, downloads: Vec<Link>| DataEntry { link, downloads };
    let tables = edition.tables.iter().enumerate().map(|(t, own)| {
        let link = sheet.link(Subject::Table(e, t), report.words(&own.title));
        entry(link, table::downloads(sheet, Some(edition), own.id.as_str()))
    });
    let own_series = edition.series.iter().enumerate().map(|(s, own)| {
        let link = sheet.link(Subject::Series(Some(e), s), report.words(&own.title));
        entry(link, table::downloads(sheet, Some(edition), own.id.as_str()))
    });
    let of_site = sheet.project().series.iter().enumerate().map(|(s, own)| {
        let link = sheet.link(Subject::Series(None, s), report.words(&own.title));
        entry(link, table::downloads(sheet, None, own.id.as_str()))
    });
    let figures = edition.figures.iter().filter_map(|own| figure_entry(sheet, edition, own));
    let figures = figures.map(|(_, entry)| entry);
    let groups: Vec<DataGroup> = [
        ("tables", "edition.tables", tables.collect::<Vec<_>>()),
        ("series", "edition.series", own_series.chain(of_site).collect()),
        ("figures", "figure.heading", figures.collect()),
    ]
    .into_iter()
    .filter(|(.., entries)| !entries.is_empty())
    .map(|(id, key, entries)| DataGroup { id, heading: report.string(key), entries })
    .collect();
    let title = report.string("title.downloads");
    Body {
        kind: "data",
        description: describe(&title.text),
        title,
        breadcrumbs: vec![sheet.link(Subject::Edition(e), report.words(&edition.title))],
        on_this_page: groups.iter().map(|group| anchor(group.id, group.heading.clone())).collect(),
        fallback: None,
        content: Content::Data(DataPage { groups }),
    }
}

/// A chart with the page that it stands on and its downloads; `None` where its data is lost.
pub fn figure_entry(
    sheet: &Sheet<'_, '_>,
    edition: &Edition,
    own: &FigureSpec,
) -> Option<(Subject, DataEntry)> {
    // One whose data is wrong was reported, and stands nowhere.
    if own.lost.is_some() || !figure::has_data(sheet, edition, own) {
        return None;
    }
    let subject = figure::home(sheet, edition, own)?;
    let href = format!("{}#f-{}", sheet.to(subject), own.id);
    let link = Link { href, words: sheet.report.words(&own.title), current: false };
    Some((subject, DataEntry { link, downloads: figure::data_links(sheet, edition, own) }))
}
