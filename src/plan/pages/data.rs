//! All that can be downloaded of an edition, each table, series and figure with its formats; and what
//! the site was made by and from.

use super::{Body, anchor, describe};
use crate::hosting::MANIFEST;
use crate::plan::Subject;
use crate::plan::desk::Sheet;
use crate::plan::index::TopicRecord;
use crate::plan::parts::list::{self, List};
use crate::plan::parts::{figure, table};
use crate::plan::view::{Build, Content, DataEntry, DataGroup, DataPage, Link};

pub fn body(sheet: &mut Sheet<'_, '_>, e: usize) -> Body {
    let edition = &sheet.project().editions[e];
    let report = sheet.report;
    let mut groups = lists(sheet, e);
    for (topic, chosen) in by_topic(sheet, e) {
        match topic {
            Some(topic) => groups.extend(topic_group(sheet, e, topic, &chosen)),
            None => groups.extend(self::groups(sheet, e, &chosen, |_| true)),
        }
    }
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
                sources: (sheet.desk.made_from)(),
                manifest: sheet.to_file(MANIFEST),
            },
        }),
    }
}

/// The KPIs and the risks, each as a whole.
fn lists(sheet: &Sheet<'_, '_>, e: usize) -> Vec<DataGroup> {
    let edition = &sheet.project().editions[e];
    let report = sheet.report;
    [
        (
            "kpis",
            "title.kpis",
            List::Kpis,
            Subject::Kpis(e, None),
            "count.kpis",
            edition.kpis.len(),
        ),
        (
            "risks",
            "risk.heading",
            List::Risks,
            Subject::Risks(e),
            "count.risks",
            edition.risks.len(),
        ),
    ]
    .into_iter()
    .filter(|(.., count)| *count > 0)
    .map(|(id, heading, list, subject, key, count)| {
        let words = report.own(report.counted(key, count.into(), &[]));
        let link = sheet.link(subject, words);
        let entries = vec![DataEntry { link, downloads: list::links(sheet, edition, list) }];
        DataGroup { id: id.to_owned(), heading: report.string(heading), entries }
    })
    .collect()
}

/// Tables and series by their places in the edition's lists and the site's.
pub struct Chosen {
    pub tables: Vec<usize>,
    pub series: Vec<usize>,
    pub of_site: Vec<usize>,
}

impl Chosen {
    pub fn of(record: &TopicRecord) -> Chosen {
        Chosen {
            tables: record.tables.clone(),
            series: record.series.clone(),
            of_site: record.of_site.clone(),
        }
    }

    /// What belongs to a topic, but to none of its parts.
    pub fn beside_parts(record: &TopicRecord) -> Chosen {
        let mut chosen = Chosen::of(record);
        record.parts.iter().for_each(|part| chosen.leave(part));
        chosen
    }

    fn leave(&mut self, record: &TopicRecord) {
        self.tables.retain(|own| !record.tables.contains(own));
        self.series.retain(|own| !record.series.contains(own));
        self.of_site.retain(|own| !record.of_site.contains(own));
    }
}

/// All tables and series: by topic as in the navigation, each followed by its parts; last what
/// belongs to none. A topic is given by its place in the vocabulary.
pub fn by_topic(sheet: &Sheet<'_, '_>, e: usize) -> Vec<(Option<usize>, Chosen)> {
    let edition = &sheet.project().editions[e];
    let mut rest = Chosen {
        tables: (0..edition.tables.len()).collect(),
        series: (0..edition.series.len()).collect(),
        of_site: (0..sheet.project().series.len()).collect(),
    };
    let mut all = Vec::new();
    for record in &sheet.index(e).topics {
        rest.leave(record);
        all.push((Some(record.topic), Chosen::beside_parts(record)));
        all.extend(record.parts.iter().map(|part| (Some(part.topic), Chosen::of(part))));
    }
    all.push((None, rest));
    all
}

/// What was chosen of a topic, under its name; none where that is nothing.
pub fn topic_group(
    sheet: &Sheet<'_, '_>,
    e: usize,
    topic: usize,
    chosen: &Chosen,
) -> Option<DataGroup> {
    let topic = &sheet.project().vocabulary.topics[topic];
    let tables = tables(sheet, e, &chosen.tables);
    let entries: Vec<DataEntry> =
        tables.chain(series(sheet, e, &chosen.series, &chosen.of_site)).collect();
    let id = format!("topic-{}", topic.id);
    let heading = sheet.report.words(&topic.name);
    (!entries.is_empty()).then_some(DataGroup { id, heading, entries })
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
        let subject = figure::home(sheet, edition, own).filter(|subject| belongs(*subject))?;
        let downloads = figure::all_downloads(sheet, edition, own)?;
        let href = sheet.to(subject) + &figure::anchor(edition, own);
        let link = Link { href, words: report.words(&own.title), current: false };
        Some(DataEntry { link, downloads })
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
