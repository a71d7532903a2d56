//! `[document.…]`: what figures come from; `source = …`: which document, where in it, as of when.

use super::{Keep, Kept, RecordKind, site, table};
use crate::load::read::Reader;
use crate::load::record::{Item, Record};
use crate::load::shape::{Kind, Shape, field};
use crate::model::{Id, Located, Source, SourceUse};

pub const DOCUMENT: RecordKind =
    RecordKind { key: "document", kind: Kind::ById(&Kind::Table(&SHAPE)), keep: Keep::Each(keep) };

/// At the top of a file: for all of its records that name none.
pub const DEFAULT: RecordKind =
    RecordKind { key: "source", kind: Kind::Source(&USE), keep: Keep::One(keep_default) };

const SHAPE: Shape = Shape {
    name: "a document",
    fields: &[
        field!("title", required, Kind::Text, "what the document is called"),
        field!("symbol", optional, Kind::Word, "its official symbol, such as `WO/PBC/40/2`"),
        field!("url", optional, Kind::Word, "where it can be read"),
        field!("as_of", optional, Kind::Period, "when the figures in it were true"),
        table::ACCEPTED,
    ],
};

pub const USE: Shape = Shape {
    name: "a source",
    fields: &[
        field!("document", required, Kind::Id, "the id of a document in `sources.toml`"),
        field!("place", optional, Kind::Text, "where in it: a table, a page, a paragraph"),
        field!("as_of", optional, Kind::Period, "when the figure was true, if not the document's"),
    ],
};

fn keep(kept: &mut Kept, id: Located<Id>, mut record: Record, reader: &mut Reader<'_>) {
    kept.documents.push(Source {
        id: id.value,
        origin: id.origin,
        title: record.text("title").expect("a required key"),
        symbol: record.word("symbol").map(|word| word.value),
        url: site::public_address(&mut record, reader.found),
        as_of: record.period("as_of").map(|period| period.value),
        accepted: table::accepted(&mut record),
    });
}

fn keep_default(kept: &mut Kept, item: Located<Item>, _: &mut Reader<'_>) {
    kept.default_source = from_item(item);
}

pub fn from_item(item: Located<Item>) -> Option<SourceUse> {
    match item.value {
        Item::Id(id) => {
            Some(SourceUse { document: Located::new(id, item.origin), place: None, as_of: None })
        }
        Item::Record(mut record) => Some(SourceUse {
            document: record.id("document")?,
            place: record.text("place"),
            as_of: record.period("as_of").map(|period| period.value),
        }),
        other => unreachable!("a source is an id or a table, not {other:?}"),
    }
}

impl Kept {
    /// The record's own source, else its file's.
    pub(super) fn source_of(&self, record: &mut Record) -> Option<SourceUse> {
        record.take("source").and_then(from_item).or_else(|| self.default_source.clone())
    }
}
