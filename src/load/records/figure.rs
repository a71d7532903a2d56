//! `[figure.…]`: a chart, declared.

use super::{Keep, Kept, RecordKind, source};
use crate::diagnostics::{Diagnostic, codes};
use crate::load::read::Reader;
use crate::load::record::{Item, Record};
use crate::load::shape::{Kind, Shape, field};
use crate::model::{Better, FigureKind, FigureOptions, FigureSpec, Id, Located, Order, Reference};

pub const FIGURE: RecordKind =
    RecordKind { key: "figure", kind: Kind::ById(&Kind::Table(&SHAPE)), keep: Keep::Each(keep) };

const SHAPE: Shape = Shape {
    name: "a figure",
    fields: &[
        field!("type", required, Kind::Choice(FigureKind::WORDS), "how it is drawn"),
        field!(
            "data",
            optional,
            Kind::OneOrMore(&Kind::Reference),
            "the table, series, KPI, node or edition it shows; several series or KPIs in brackets"
        ),
        field!("title", required, Kind::Text, "its headline"),
        field!("subtitle", optional, Kind::Text, "a line below the headline"),
        field!("summary", optional, Kind::Text, "instead of the sentences made from the data"),
        field!(
            "rows",
            optional,
            Kind::List(&Kind::Word),
            "what to show, in this order: rows of a table, series, measures, nodes"
        ),
        field!(
            "columns",
            optional,
            Kind::List(&Kind::Word),
            "which columns of a table, or which periods of a series"
        ),
        field!("order", optional, Kind::Choice(Order::WORDS), "the order of its rows"),
        field!("unit", optional, Kind::Id, "a unit to convert amounts to"),
        field!(
            "better",
            optional,
            Kind::Choice(Better::WORDS),
            "which direction is good, where the data does not say"
        ),
        field!("time", optional, Kind::Flag, "whether its columns are moments"),
        field!("mirror_time", optional, Kind::Flag, "time from right to left in such languages"),
        field!("zero", optional, Kind::Flag, "`false` lets lines leave out zero"),
        field!("highlight", optional, Kind::Word, "the row to bring out"),
        field!("totals", optional, Kind::List(&Kind::Word), "rows that are totals of the others"),
        field!("minus", optional, Kind::List(&Kind::Word), "rows that are subtracted"),
        field!("transpose", optional, Kind::Flag, "whether rows and columns change places"),
        field!("lost", optional, Kind::Text, "why nothing of it can be shown"),
        field!("overview", optional, Kind::Flag, "whether it is on the edition's page, too"),
        field!("notes", optional, Kind::List(&Kind::Id), "notes on it"),
        field!(
            "source",
            optional,
            Kind::Source(&source::USE),
            "where it comes from, if not as its data"
        ),
        field!("draft", optional, Kind::Flag, "`true` until it may be published"),
        field!("publish_after", optional, Kind::Period, "the first day that it may be seen"),
    ],
};

fn keep(kept: &mut Kept, id: Located<Id>, mut record: Record, reader: &mut Reader<'_>) {
    let kind = record.choice("type").expect("a required key").value;
    let data = references(&mut record);
    let lost = record.text("lost");
    if data.is_empty() && lost.is_none() {
        if !record.damaged {
            reader.found.push(
                Diagnostic::new(&codes::MISSING_KEY, "a figure has no `data`")
                    .at(id.origin)
                    .help("add `data = …`: the record that it shows, or `lost.en = …` where there is none"),
            );
        }
        return;
    }
    kept.figures.push(FigureSpec {
        id: id.value,
        origin: id.origin,
        kind: FigureKind::parse(kind).expect("the choice has only its words"),
        data,
        title: record.text("title").expect("a required key"),
        subtitle: record.text("subtitle"),
        summary: record.text("summary"),
        rows: words(&mut record, "rows").unwrap_or_default(),
        columns: words(&mut record, "columns").unwrap_or_default(),
        order: record
            .choice("order")
            .map(|word| Order::parse(word.value).expect("the choice has only its words"))
            .unwrap_or_default(),
        unit: record.id("unit"),
        better: record
            .choice("better")
            .map(|word| Better::parse(word.value).expect("the choice has only its words")),
        options: FigureOptions {
            time: record.flag("time"),
            mirror_time: record.flag("mirror_time"),
            zero: record.flag("zero"),
            highlight: record.word("highlight"),
            totals: words(&mut record, "totals"),
            minus: words(&mut record, "minus").unwrap_or_default(),
            transpose: record.flag("transpose").map(|flag| flag.value),
        },
        lost,
        overview: record.flag("overview").is_some_and(|flag| flag.value),
        notes: record.ids("notes"),
        source: record.take("source").and_then(source::from_item),
    });
}

fn references(record: &mut Record) -> Vec<Located<Reference>> {
    let items = record.list("data").map(|list| list.value).unwrap_or_default();
    items
        .into_iter()
        .map(|item| match item.value {
            Item::Reference(reference) => Located::new(reference, item.origin),
            other => panic!("the shape of `data` promises references, not {other:?}"),
        })
        .collect()
}

fn words(record: &mut Record, key: &str) -> Option<Vec<Located<String>>> {
    let items = record.list(key)?.value;
    let word = |item: Located<Item>| match item.value {
        Item::Word(word) => Located::new(word, item.origin),
        other => panic!("the shape of `{key}` promises words, not {other:?}"),
    };
    Some(items.into_iter().map(word).collect())
}
