//! `[note.…]`: a remark that records refer to.

use super::{Keep, Kept, RecordKind, table};
use crate::load::read::Reader;
use crate::load::record::Record;
use crate::load::shape::{Kind, Shape, field};
use crate::model::{Id, Located, Note};

pub const NOTE: RecordKind =
    RecordKind { key: "note", kind: Kind::ById(&Kind::Table(&SHAPE)), keep: Keep::Each(keep) };

const SHAPE: Shape = Shape {
    name: "a note",
    fields: &[field!("text", required, Kind::Text, "what the reader should know"), table::ACCEPTED],
};

fn keep(kept: &mut Kept, id: Located<Id>, mut record: Record, _: &mut Reader<'_>) {
    let text = record.text("text").expect("a required key");
    let accepted = table::accepted(&mut record);
    kept.notes.push(Note { id: id.value, origin: id.origin, text, accepted });
}
