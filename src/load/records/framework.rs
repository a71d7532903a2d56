//! `[level.…]` and `[node.…]`: the results framework.

use super::{Keep, Kept, RecordKind};
use crate::load::read::Reader;
use crate::load::record::Record;
use crate::load::shape::{Kind, Shape, field};
use crate::model::{Id, Level, Located, Node};

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
        field!("work_units", optional, Kind::List(&Kind::Id), "who contributes to it"),
        field!("notes", optional, Kind::List(&Kind::Id), "notes on it"),
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
        work_units: record.ids("work_units"),
        notes: record.ids("notes"),
    });
}
