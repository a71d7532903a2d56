//! The kinds of TOML files of a report: where each stands, and what its top level may hold.

use super::records::{self, RecordKind};
use super::shape::{Field, Kind, Need, Shape};

/// One kind of file.
pub struct DataFile {
    /// What `kepi schema` calls it.
    pub name: &'static str,
    /// What it is for.
    pub about: &'static str,
    /// Where such files stand, as editors match paths; an earlier kind wins.
    pub places: &'static [&'static str],
    holds: Holds,
}

enum Holds {
    /// The keys of one record.
    Keys(&'static Shape),
    /// Records, and the one that must be there.
    Records(&'static [&'static RecordKind], Option<&'static str>),
}

/// A key at the top of a file.
pub struct TopKey {
    pub key: &'static str,
    pub kind: &'static Kind,
    pub need: Need,
    pub about: String,
}

pub static DATA_FILES: &[DataFile] = &[
    DataFile {
        name: "site",
        about: "the site, its organization and its languages",
        places: &["content/site.toml"],
        holds: Holds::Keys(&records::site::SHAPE),
    },
    DataFile {
        name: "shared",
        about: "records for all editions: documents, units, ratings, terms, series",
        places: &[
            "content/sources.toml",
            "content/vocabulary/**/*.toml",
            "content/series/**/*.toml",
        ],
        holds: Holds::Records(records::SITE_FILE, None),
    },
    DataFile {
        name: "edition",
        about: "an edition: its period and rating scale, and any of its records",
        places: &["content/editions/*/edition.toml"],
        holds: Holds::Records(records::EDITION_TOML, Some("edition")),
    },
    DataFile {
        name: "records",
        about: "records of an edition: its framework, KPIs, tables, series, figures, notes",
        places: &["content/editions/*/**/*.toml"],
        holds: Holds::Records(records::EDITION_FILE, None),
    },
];

impl DataFile {
    /// In the order of the manual.
    pub fn keys(&self) -> Vec<TopKey> {
        match self.holds {
            Holds::Keys(shape) => shape.fields.iter().map(of_field).collect(),
            Holds::Records(kinds, required) => {
                kinds.iter().map(|kind| of_record(kind, required)).collect()
            }
        }
    }
}

fn of_field(field: &'static Field) -> TopKey {
    TopKey { key: field.key, kind: &field.kind, need: field.need, about: field.about.to_owned() }
}

fn of_record(record: &'static RecordKind, required: Option<&str>) -> TopKey {
    let key = record.key;
    let about = match &record.kind {
        Kind::ById(Kind::Table(shape)) => format!("`[{key}.<id>]`: {}", shape.name),
        Kind::Table(shape) => format!("`[{key}]`: {}", shape.name),
        Kind::Source(_) => {
            "where the figures of this file come from, for all of its records that do not say it"
                .to_owned()
        }
        _ => format!("`[{key}.<id>]`"),
    };
    let need = if required == Some(key) { Need::Required } else { Need::Optional };
    TopKey { key, kind: &record.kind, need, about }
}
