//! `[topic.…]`: a part of the report that tables and series belong to; `topic = …`: which one.

use super::{Keep, Kept, RecordKind};
use crate::load::read::Reader;
use crate::load::record::{Item, Record};
use crate::load::shape::{Kind, Shape, field};
use crate::model::{Id, Located, Topic};

pub const TOPIC: RecordKind =
    RecordKind { key: "topic", kind: Kind::ById(&Kind::Table(&SHAPE)), keep: Keep::Each(keep) };

/// At the top of a file: for all of its tables and series that name none.
pub const DEFAULT: RecordKind =
    RecordKind { key: "topic", kind: Kind::Id, keep: Keep::One(keep_default) };

const SHAPE: Shape = Shape {
    name: "a topic",
    fields: &[
        field!("name", required, Kind::Text, "what this part of the report is called"),
        field!("parent", optional, Kind::Id, "the topic whose page it stands on"),
    ],
};

fn keep(kept: &mut Kept, id: Located<Id>, mut record: Record, _: &mut Reader<'_>) {
    let name = record.text("name").expect("a required key");
    let parent = record.id("parent");
    kept.vocabulary.topics.push(Topic { id: id.value, origin: id.origin, name, parent });
}

fn keep_default(kept: &mut Kept, item: Located<Item>, _: &mut Reader<'_>) {
    let Item::Id(id) = item.value else { unreachable!("`topic` is an id") };
    kept.default_topic = Some(Located::new(id, item.origin));
}

impl Kept {
    /// The record's own topic, else its file's.
    pub(super) fn topic_of(&self, record: &mut Record) -> Option<Located<Id>> {
        record.id("topic").or_else(|| self.default_topic.clone())
    }
}
