//! `[figure.…]`: a chart, declared.

use super::{Keep, Kept, RecordKind, source};
use crate::load::read::Reader;
use crate::load::record::Record;
use crate::load::shape::{Kind, Shape, field};
use crate::model::{FigureKind, FigureSpec, Id, Located};

pub const FIGURE: RecordKind =
    RecordKind { key: "figure", kind: Kind::ById(&Kind::Table(&SHAPE)), keep: Keep::Each(keep) };

const SHAPE: Shape = Shape {
    name: "a figure",
    fields: &[
        field!("type", required, Kind::Choice(FigureKind::WORDS), "how it is drawn"),
        field!("data", required, Kind::Reference, "the table, series, KPI or node it shows"),
        field!("title", required, Kind::Text, "its headline"),
        field!("rows", optional, Kind::List(&Kind::Id), "which rows of a table, in which order"),
        field!("columns", optional, Kind::List(&Kind::Id), "which columns of a table"),
        field!("notes", optional, Kind::List(&Kind::Id), "notes on it"),
        field!(
            "source",
            optional,
            Kind::Source(&source::USE),
            "where it comes from, if not as its data"
        ),
    ],
};

fn keep(kept: &mut Kept, id: Located<Id>, mut record: Record, _: &mut Reader<'_>) {
    let kind = record.choice("type").expect("a required key").value;
    kept.figures.push(FigureSpec {
        id: id.value,
        origin: id.origin,
        kind: FigureKind::parse(kind).expect("the choice has only its words"),
        data: record.reference("data").expect("a required key"),
        title: record.text("title").expect("a required key"),
        rows: record.ids("rows"),
        columns: record.ids("columns"),
        notes: record.ids("notes"),
        source: record.take("source").and_then(source::from_item),
    });
}
