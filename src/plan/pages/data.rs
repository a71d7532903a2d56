//! All that can be downloaded of an edition, each table, series and figure with its formats; and what
//! the site was made by and from.

use super::{Body, anchor, describe, topic};
use crate::hosting::MANIFEST;
use crate::model::{Edition, FigureSpec};
use crate::plan::Subject;
use crate::plan::desk::Sheet;
use crate::plan::parts::{figure, table};
use crate::plan::view::{Build, Content, DataEntry, DataGroup, DataPage, Link};

pub fn body(sheet: &mut Sheet<'_, '_>, e: usize) -> Body {
    let edition = &sheet.project().editions[e];
    let report = sheet.report;
    let mut rest = Chosen {
        tables: (0..edition.tables.len()).collect(),
        series: (0..edition.series.len()).collect(),
        of_site: (0..sheet.project().series.len()).collect(),
    };
    // By topic, as in the navigation; then what belongs to none, and all figures.
    let mut groups: Vec<DataGroup> = Vec::new();
    for (t, topic) in sheet.index(e).topics.iter().enumerate() {
        rest.tables.retain(|own| !topic.tables.contains(own));
        rest.series.retain(|own| !topic.series.contains(own));
        rest.of_site.retain(|own| !topic.of_site.contains(own));
        let record = topic::topic_of(sheet, e, t);
        let tables = self::tables(sheet, e, &topic.tables);
        groups.push(DataGroup {
            id: format!("topic-{}", record.id),
            heading: report.words(&record.name),
            entries: tables.chain(series(sheet, e, &topic.series, &topic.of_site)).collect(),
        });
    }
    groups.extend(self::groups(sheet, e, &rest, |_| true));
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
    let figures = edition.figures.iter().filter_map(|own| {
        let subject = subject_of(sheet, edition, own).filter(|subject| belongs(*subject))?;
        let href = sheet.to(subject) + &figure::anchor(edition, own);
        let link = Link { href, words: report.words(&own.title), current: false };
        Some(DataEntry { link, downloads: figure::all_downloads(sheet, edition, own) })
    });
    [
        ("tables", "edition.tables", tables(sheet, e, &chosen.tables).collect::<Vec<_>>()),
        ("series", "edition.series", series(sheet, e, &chosen.series, &chosen.of_site).collect()),
        ("figures", "figure.heading", figures.collect()),
    ]
    .into_iter()
    .filter(|(.., entries)| !entries.is_empty())
    .map(|(id, key, entries)| DataGroup { id: id.to_owned(), heading: report.string(key), entries })
    .collect()
}

fn tables(sheet: &Sheet<'_, '_>, e: usize, chosen: &[usize]) -> impl Iterator<Item = DataEntry> {
    let edition = &sheet.project().editions[e];
    chosen.iter().map(move |&t| {
        let own = &edition.tables[t];
        let link = sheet.link(Subject::Table(e, t), sheet.report.words(&own.title));
        DataEntry { link, downloads: table::downloads(sheet, Some(edition), own.id.as_str()) }
    })
}

/// Those of the edition, then those across editions.
fn series(
    sheet: &Sheet<'_, '_>,
    e: usize,
    chosen: &[usize],
    of_site: &[usize],
) -> impl Iterator<Item = DataEntry> {
    let edition = &sheet.project().editions[e];
    let own = chosen.iter().map(move |&s| (Some(e), s, &edition.series[s]));
    let shared = of_site.iter().map(move |&s| (None, s, &sheet.project().series[s]));
    own.chain(shared).map(move |(of, s, own)| {
        let link = sheet.link(Subject::Series(of, s), sheet.report.words(&own.title));
        let edition = of.map(|_| edition);
        DataEntry { link, downloads: table::downloads(sheet, edition, own.id.as_str()) }
    })
}

pub fn links_to(groups: &[DataGroup]) -> Vec<Link> {
    groups.iter().map(|group| anchor(&group.id, group.heading.clone())).collect()
}

/// The page that a figure stands on; `None` where its data is lost.
fn subject_of(sheet: &Sheet<'_, '_>, edition: &Edition, own: &FigureSpec) -> Option<Subject> {
    // One whose data is wrong was reported, and stands nowhere.
    if own.lost.is_some() || !figure::has_data(sheet, edition, own) {
        return None;
    }
    figure::home(sheet, edition, own)
}
