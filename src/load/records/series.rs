//! `[series.…]`: values over time.

use std::collections::BTreeMap;

use super::{Keep, Kept, RecordKind, from_file, source, table, value};
use crate::diagnostics::{Diagnostic, codes};
use crate::load::read::Reader;
use crate::load::record::Record;
use crate::load::shape::{Kind, Shape, field};
use crate::model::{Every, Flow, Id, Located, Point, Series};

pub const SERIES: RecordKind =
    RecordKind { key: "series", kind: Kind::ById(&Kind::Table(&SHAPE)), keep: Keep::Each(keep) };

const SHAPE: Shape = Shape {
    name: "a series",
    fields: &[
        field!("title", required, Kind::Text, "what is counted or measured"),
        field!("unit", required, Kind::Id, "the unit of its values"),
        field!(
            "kind",
            required,
            Kind::Choice(&["flow", "stock"]),
            "`flow`: during a period; `stock`: at its end"
        ),
        field!(
            "every",
            required,
            Kind::Choice(&["year", "biennium"]),
            "how far its points stand apart"
        ),
        field!(
            "points",
            optional,
            Kind::ByPeriod(&Kind::Value(&value::SHAPE)),
            "the values by period"
        ),
        field!(
            "data",
            optional,
            Kind::Table(&from_file::SERIES),
            "the CSV file or workbook with its values"
        ),
        field!("gap", optional, Kind::Text, "what is not there, and why"),
        field!("notes", optional, Kind::List(&Kind::Id), "notes on it"),
        field!("topic", optional, Kind::Id, "the part of the report it belongs to"),
        field!("source", optional, Kind::Source(&source::USE), "where its figures come from"),
        table::ACCEPTED,
        field!("draft", optional, Kind::Flag, "`true` until it may be published"),
        field!("publish_after", optional, Kind::Period, "the first day that it may be seen"),
    ],
};

fn keep(kept: &mut Kept, id: Located<Id>, mut record: Record, reader: &mut Reader<'_>) {
    if !record.has("points") && !record.has("data") {
        if !record.damaged {
            reader.found.push(
                Diagnostic::new(&codes::MISSING_KEY, "a series has no `points`")
                    .at(id.origin)
                    .help(
                        "add `points = …`: the values by period; or `data = …`, the file with them",
                    ),
            );
        }
        kept.broken.insert(id.value);
        return;
    }
    let mut entries = record.by_period("points").map(|typed| typed.value).unwrap_or_default();
    if let Some(data) = record.record("data") {
        let Some(of_file) = from_file::points(data, kept, reader) else {
            kept.broken.insert(id.value);
            return;
        };
        let mut typed: BTreeMap<_, _> =
            entries.into_iter().map(|(period, item)| (period.value, item)).collect();
        entries = Vec::with_capacity(of_file.len());
        for (period, value) in of_file {
            let place = value.origin;
            let value = match typed.remove(&period.value) {
                None => Ok(value),
                Some(typed) => from_file::join(typed, value),
            };
            match value {
                Ok(whole) => entries.push((period, whole)),
                Err(typed) => reader.found.push(from_file::stands_twice(typed, place)),
            }
        }
        let typed = typed.into_iter();
        entries.extend(typed.map(|(period, item)| (Located::new(period, item.origin), item)));
    }
    let mut points: Vec<Point> = Vec::with_capacity(entries.len());
    for (period, item) in entries {
        if let Some(observation) = value::observation(item, reader) {
            points.push(Point { period: period.value, observation });
        }
    }
    points.sort_by(|a, b| a.period.cmp(&b.period));
    let series = Series {
        id: id.value,
        origin: id.origin,
        title: record.text("title").expect("a required key"),
        unit: record.id("unit").expect("a required key"),
        flow: match record.choice("kind").expect("a required key").value {
            "stock" => Flow::Stock,
            _ => Flow::Flow,
        },
        every: match record.choice("every").expect("a required key").value {
            "biennium" => Every::Biennium,
            _ => Every::Year,
        },
        points,
        gap: record.text("gap"),
        notes: record.ids("notes"),
        topic: kept.topic_of(&mut record),
        source: kept.source_of(&mut record),
        accepted: table::accepted(&mut record),
    };
    kept.series.push(series);
}
