//! `[risk.…]`: of the organization, of results, of projects: one record with the fields of each.

use super::{Keep, Kept, RecordKind, source, table};
use crate::load::read::Reader;
use crate::load::record::{Item, Record};
use crate::load::shape::{Kind, Shape, field};
use crate::model::{Id, Located, Risk};

pub const RISK: RecordKind =
    RecordKind { key: "risk", kind: Kind::ById(&Kind::Table(&SHAPE)), keep: Keep::Each(keep) };

const SHAPE: Shape = Shape {
    name: "a risk",
    fields: &[
        field!("title", required, Kind::Text, "the risk in short"),
        field!(
            "organizational",
            optional,
            Kind::Flag,
            "`true` for a risk of the whole organization"
        ),
        field!("nodes", optional, Kind::List(&Kind::Id), "the results it threatens"),
        field!("project", optional, Kind::Text, "the project it belongs to"),
        field!(
            "appetite",
            optional,
            Kind::Choice(Risk::APPETITE),
            "how much of it the organization accepts"
        ),
        field!("materialized", optional, Kind::Happened, "`true`, `false` or `\"not-stated\"`"),
        field!("exposure", required, Kind::Choice(Risk::EXPOSURE), "how the exposure developed"),
        field!(
            "mitigation",
            required,
            Kind::Choice(Risk::MITIGATION),
            "whether the counter-measures worked"
        ),
        field!("impact", optional, Kind::Choice(Risk::IMPACT), "what it did to performance"),
        field!("owners", optional, Kind::List(&Kind::Id), "the units of work that answer for it"),
        field!("notes", optional, Kind::List(&Kind::Id), "notes on it"),
        field!("source", optional, Kind::Source(&source::USE), "where it stands"),
        table::ACCEPTED,
        field!("draft", optional, Kind::Flag, "`true` until it may be published"),
        field!("publish_after", optional, Kind::Period, "the first day that it may be seen"),
    ],
};

fn keep(kept: &mut Kept, id: Located<Id>, mut record: Record, _: &mut Reader<'_>) {
    let risk = Risk {
        id: id.value,
        origin: id.origin,
        title: record.text("title").expect("a required key"),
        organizational: record.flag("organizational").is_some_and(|flag| flag.value),
        nodes: record.ids("nodes"),
        project: record.text("project"),
        appetite: record.choice("appetite").map(|word| word.value.to_owned()),
        materialized: record.take("materialized").and_then(|item| match item.value {
            Item::Flag(flag) => Some(flag),
            _ => None,
        }),
        exposure: record.choice("exposure").expect("a required key").value.to_owned(),
        mitigation: record.choice("mitigation").expect("a required key").value.to_owned(),
        impact: record.choice("impact").map(|word| word.value.to_owned()),
        owners: record.ids("owners"),
        notes: record.ids("notes"),
        source: kept.source_of(&mut record),
        accepted: table::accepted(&mut record),
    };
    kept.risks.push(risk);
}
