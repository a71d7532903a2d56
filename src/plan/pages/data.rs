//! All that can be downloaded of an edition, each table, series and figure with its formats; and what
//! the site was made by and from.

use super::{Body, anchor, describe};
use crate::hosting::MANIFEST;
use crate::model::{Edition, FigureSpec};
use crate::plan::Subject;
use crate::plan::desk::Sheet;
use crate::plan::parts::{figure, table};
use crate::plan::view::{Build, Content, DataEntry, DataGroup, DataPage, Link};

pub fn body(sheet: &mut Sheet<'_, '_>, e: usize) -> Body {
    let edition = &sheet.project().editions[e];
    let report = sheet.report;
    let chosen = Chosen {
        tables: (0..edition.tables.len()).collect(),
        series: (0..edition.series.len()).collect(),
        of_site: (0..sheet.project().series.len()).collect(),
    };
    let groups = groups(sheet, e, &chosen, |_| true);
    let title = report.string("title.downloads");
    let mut on_this_page = links_to(&groups);
    on_this_page.push(anchor("build", report.string("build.heading")));
    Body {
        kind: "data",
        description: describe(&title.text),
        title,
        breadcrumbs: vec![sheet.link(Subject::Edition(e), report.words(&edition.title))],
        on_this_page,
        fallback: None,
        content: Content::Data(DataPage {
            groups,
            build: Build {
                program: concat!("kepi ", env!("CARGO_PKG_VERSION")).to_owned(),
                sources: sheet.desk.made_from.to_owned(),
                manifest: sheet.to_file(MANIFEST),
            },
        }),
    }
}

/// Tables and series by their places in the edition's lists and the site's.
pub struct Chosen {
    pub tables: Vec<usize>,
    pub series: Vec<usize>,
    pub of_site: Vec<usize>,
}

/// What was chosen, and the figures of the edition whose page belongs to it; no empty group.
pub fn groups(
    sheet: &Sheet<'_, '_>,
    e: usize,
    chosen: &Chosen,
    belongs: impl Fn(Subject) -> bool,
) -> Vec<DataGroup> {
    let edition = &sheet.project().editions[e];
    let report = sheet.report;
    let entry = |link: Link, downloads: Vec<Link>| DataEntry { link, downloads };
    let tables = chosen.tables.iter().map(|&t| {
        let own = &edition.tables[t];
        let link = sheet.link(Subject::Table(e, t), report.words(&own.title));
        entry(link, table::downloads(sheet, Some(edition), own.id.as_str()))
    });
    let series = chosen.series.iter().map(|&s| {
        let own = &edition.series[s];
        let link = sheet.link(Subject::Series(Some(e), s), report.words(&own.title));
        entry(link, table::downloads(sheet, Some(edition), own.id.as_str()))
    });
    let of_site = chosen.of_site.iter().map(|&s| {
        let own = &sheet.project().series[s];
        let link = sheet.link(Subject::Series(None, s), report.words(&own.title));
        entry(link, table::downloads(sheet, None, own.id.as_str()))
    });
    let figures = edition.figures.iter().filter_map(|own| {
        let subject = subject_of(sheet, edition, own).filter(|subject| belongs(*subject))?;
        let href = format!("{}#f-{}", sheet.to(subject), own.id);
        let link = Link { href, words: report.words(&own.title), current: false };
        Some(entry(link, figure::all_downloads(sheet, edition, own)))
    });
    [
        ("tables", "edition.tables", tables.collect::<Vec<_>>()),
        ("series", "edition.series", series.chain(of_site).collect()),
        ("figures", "figure.heading", figures.collect()),
    ]
    .into_iter()
    .filter(|(.., entries)| !entries.is_empty())
    .map(|(id, key, entries)| DataGroup { id, heading: report.string(key), entries })
    .collect()
}

pub fn links_to(groups: &[DataGroup]) -> Vec<Link> {
    groups.iter().map(|group| anchor(group.id, group.heading.clone())).collect()
}

/// The page that a figure stands on; `None` where its data is lost.
fn subject_of(sheet: &Sheet<'_, '_>, edition: &Edition, own: &FigureSpec) -> Option<Subject> {
    // One whose data is wrong was reported, and stands nowhere.
    if own.lost.is_some() || !figure::has_data(sheet, edition, own) {
        return None;
    }
    figure::home(sheet, edition, own)
}
