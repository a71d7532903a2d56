//! The same content in other formats: tables, series, figures, KPIs and risks as CSV and JSON, pages as a sitemap, news as feeds.

mod csv;
mod dataset;
mod feed;
mod figure;
mod json;
mod list;
mod sitemap;
mod xml;

pub use dataset::dataset;
pub use feed::{feed, has_feed};
pub use figure::figure;
pub use list::list;
pub use sitemap::{Public, PublicAddresses, sitemap};

use crate::language::Tag;
use crate::model::{Edition, Project, Series, Table};

/// A file for download, from the site's root.
pub struct Download {
    pub path: String,
    pub bytes: Vec<u8>,
}

/// What a download is made of.
#[derive(Clone, Copy)]
pub enum Subject<'a> {
    Table(&'a Edition, &'a Table),
    Series(Option<&'a Edition>, &'a Series),
}

/// A format: its file name's end, and how a record is written in it.
pub struct Export {
    pub extension: &'static str,
    pub write: fn(&Project, &[Tag], Subject<'_>) -> Vec<u8>,
}

/// Every format; each table and series is written in all of them.
pub const EXPORTS: &[Export] = &[
    Export { extension: "csv", write: csv::write },
    Export { extension: "json", write: json::write },
];

/// Everything that can be downloaded.
pub fn subjects(project: &Project) -> Vec<Subject<'_>> {
    let of_site = project.series.iter().map(|series| Subject::Series(None, series));
    let of_editions = project.editions.iter().flat_map(|edition| {
        let tables = edition.tables.iter().map(move |table| Subject::Table(edition, table));
        tables
            .chain(edition.series.iter().map(move |series| Subject::Series(Some(edition), series)))
    });
    of_site.chain(of_editions).collect()
}

/// One record in one format.
pub fn write(
    project: &Project,
    languages: &[Tag],
    subject: Subject<'_>,
    export: &Export,
) -> Download {
    let (folder, id) = match subject {
        Subject::Table(edition, table) => (edition.id.as_str(), &table.id),
        Subject::Series(edition, series) => {
            (edition.map_or("series", |edition| edition.id.as_str()), &series.id)
        }
    };
    Download {
        path: format!("data/{folder}/{id}.{}", export.extension),
        bytes: (export.write)(project, languages, subject),
    }
}

/// The unit's id of a cell: its column's, its row's, its table's.
fn unit_of<'a>(
    table: &'a Table,
    row: &'a crate::model::Row,
    column: &'a crate::model::Column,
) -> &'a str {
    let unit = column.unit.as_ref().or(row.unit.as_ref()).unwrap_or(&table.unit);
    unit.value.as_str()
}

/// The name of a row or column in one language, or nothing: downloads never mix languages.
fn label(project: &Project, edition: &Edition, name: &crate::model::RowName, tag: &Tag) -> String {
    use crate::model::RowName;
    let text = match name {
        RowName::Label(text) => Some(text),
        RowName::Subject(id) => {
            let vocabulary = &project.vocabulary;
            let node = edition
                .framework
                .node(&id.value)
                .map(|node| node.short.as_ref().unwrap_or(&node.title));
            let unit = || {
                vocabulary.work_units.iter().find(|unit| unit.id == id.value).map(|unit| &unit.name)
            };
            let term =
                || vocabulary.terms.iter().find(|term| term.id == id.value).map(|term| &term.name);
            node.or_else(unit).or_else(term)
        }
    };
    text.and_then(|text| text.exact(tag))
        .map(|entry| entry.forms.plain().to_owned())
        .unwrap_or_default()
}
