//! `[correction.…]`: what was printed, and what is right.

use super::{Keep, Kept, RecordKind, source};
use crate::load::read::Reader;
use crate::load::record::Record;
use crate::load::shape::{Kind, Shape, field};
use crate::model::{Correction, Id, Located};

pub const CORRECTION: RecordKind = RecordKind {
    key: "correction",
    kind: Kind::ById(&Kind::Table(&SHAPE)),
    keep: Keep::Each(keep),
};

const SHAPE: Shape = Shape {
    name: "a correction",
    fields: &[
        field!("of", optional, Kind::Reference, "the figure or record that was wrong"),
        field!("printed", required, Kind::Text, "what had been printed"),
        field!("right", required, Kind::Text, "what is right"),
        field!("place", optional, Kind::Text, "where the wrong one stood"),
        field!("on", optional, Kind::Period, "the day it was mended"),
        field!("reason", optional, Kind::Text, "how it came about"),
        field!("source", optional, Kind::Source(&source::USE), "who says so"),
    ],
};

fn keep(kept: &mut Kept, id: Located<Id>, mut record: Record, _: &mut Reader<'_>) {
    let correction = Correction {
        id: id.value,
        origin: id.origin,
        of: record.reference("of"),
        printed: record.text("printed").expect("a required key"),
        right: record.text("right").expect("a required key"),
        place: record.text("place"),
        on: record.period("on").map(|period| period.value),
        reason: record.text("reason"),
        source: kept.source_of(&mut record),
    };
    kept.corrections.push(correction);
}
