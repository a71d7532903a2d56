//! `[level.…]` and `[node.…]`: the results framework.

use super::{Keep, Kept, RecordKind};
use crate::load::read::Reader;
use crate::load::record::{Item, Record};
use crate::load::shape::{Kind, Shape, field};
use crate::model::{FormerTitle, Id, Level, Located, Node};

pub const LEVEL: RecordKind = RecordKind {
    key: "level",
    kind: Kind::ById(&Kind::Table(&LEVEL_SHAPE)),
    keep: Keep::Each(keep_level),
};

pub const NODE: RecordKind = RecordKind {
    key: "node",
    kind: Kind::ById(&Kind::Table(&NODE_SHAPE)),
    keep: Keep::Each(keep_node),
};

const LEVEL_SHAPE: Shape = Shape {
    name: "a level",
    fields: &[field!("name", required, Kind::Text, "what one node of this level is called")],
};

const NODE_SHAPE: Shape = Shape {
    name: "a node",
    fields: &[
        field!("level", required, Kind::Id, "the level it belongs to"),
        field!("parent", optional, Kind::Id, "the node above it"),
        field!("code", optional, Kind::Text, "what readers know it by, such as `1.1`"),
        field!("title", required, Kind::Text, "its full title"),
        field!("short", optional, Kind::Text, "a short title for tables and navigation"),
        field!(
            "former",
            optional,
            Kind::List(&Kind::Table(&FORMER)),
            "earlier wordings of its title"
        ),
        field!(
            "foundation",
            optional,
            Kind::Flag,
            "whether it carries the other nodes of its level, and is drawn below them"
        ),
        field!("work_units", optional, Kind::List(&Kind::Id), "who contributes to it"),
        field!("notes", optional, Kind::List(&Kind::Id), "notes on it"),
    ],
};

const FORMER: Shape = Shape {
    name: "an earlier wording",
    fields: &[
        field!("title", required, Kind::Text, "the title as it was"),
        field!("until", optional, Kind::Period, "until when it was called that"),
    ],
};

fn keep_level(kept: &mut Kept, id: Located<Id>, mut record: Record, _: &mut Reader<'_>) {
    let name = record.text("name").expect("a required key");
    kept.levels.push(Level { id: id.value, origin: id.origin, name });
}

fn keep_node(kept: &mut Kept, id: Located<Id>, mut record: Record, _: &mut Reader<'_>) {
    kept.nodes.push(Node {
        id: id.value,
        origin: id.origin,
        level: record.id("level").expect("a required key"),
        parent: record.id("parent"),
        code: record.text("code"),
        title: record.text("title").expect("a required key"),
        short: record.text("short"),
        former: former(&mut record),
        foundation: record.flag("foundation").is_some_and(|flag| flag.value),
        work_units: record.ids("work_units"),
        notes: record.ids("notes"),
    });
}

fn former(record: &mut Record) -> Vec<FormerTitle> {
    let items = record.list("former").map(|list| list.value).unwrap_or_default();
    let read = |item: Located<Item>| {
        let Item::Record(mut wording) = item.value else { unreachable!("wordings are tables") };
        let until = wording.period("until").map(|period| period.value);
        Some(FormerTitle { title: wording.text("title")?, until })
    };
    items.into_iter().filter_map(read).collect()
}
