//! One value: a number, a reason for its absence, or a table that says more about it.

use rust_decimal::Decimal;

use super::source;
use crate::diagnostics::{Diagnostic, Origin, codes};
use crate::load::read::Reader;
use crate::load::record::{Item, Record};
use crate::load::shape::{Field, Kind, Shape, field};
use crate::model::{Bound, Details, Located, Observation, OutOf, Split, Status, Value};

/// `{ value = 275900, status = "estimated" }`
pub static SHAPE: Shape = Shape { name: "a value", fields: &FIELDS };

/// A value within another: one year of several, one part of a breakdown.
static PART: Shape = Shape { name: "a value", fields: &PART_FIELDS };

static PART_FIELDS: [Field; 14] = [
    field!("value", optional, Kind::Amount, "the number, or the reason why there is none"),
    field!("level", optional, Kind::Id, "a word on the scale of the unit"),
    field!("text", optional, Kind::Text, "a state in words instead of a number"),
    field!("status", optional, Kind::Choice(Status::WORDS), "how sure the organization is"),
    field!("break", optional, Kind::Flag, "`true` where it cannot be compared with the one before"),
    field!("bound", optional, Kind::Choice(Bound::WORDS), "the value is only a bound"),
    field!("notes", optional, Kind::List(&Kind::Id), "notes on it"),
    field!("corrected_from", optional, Kind::Number, "what had been published before"),
    field!(
        "not_comparable",
        optional,
        Kind::Flag,
        "`true` where it cannot be held against the baseline"
    ),
    field!(
        "ci",
        optional,
        Kind::List(&Kind::Number),
        "confidence interval as distances: `[-2, 3]`"
    ),
    field!("responses", optional, Kind::Integer, "how many answered the survey"),
    field!("out_of", optional, Kind::Table(&OUT_OF), "so many of so many, for a share"),
    field!("breakdown", optional, Kind::Table(&SPLIT), "the value in parts"),
    field!("of_which", optional, Kind::ById(&Kind::Number), "parts that are no full split; terms"),
];

static FIELDS: [Field; 22] = [
    field!("value", optional, Kind::Amount, "the number, or the reason why there is none"),
    field!("level", optional, Kind::Id, "a word on the scale of the unit"),
    field!("text", optional, Kind::Text, "a state in words instead of a number"),
    field!("period", optional, Kind::Period, "the time it belongs to"),
    field!("status", optional, Kind::Choice(Status::WORDS), "how sure the organization is"),
    field!("break", optional, Kind::Flag, "`true` where it cannot be compared with the one before"),
    field!("bound", optional, Kind::Choice(Bound::WORDS), "the value is only a bound"),
    field!("notes", optional, Kind::List(&Kind::Id), "notes on it"),
    field!(
        "source",
        optional,
        Kind::Source(&source::USE),
        "where it comes from, if not as its record"
    ),
    field!(
        "printed_change",
        optional,
        Kind::Number,
        "the change in percent that the source prints; compared"
    ),
    field!("corrected_from", optional, Kind::Number, "what had been published before"),
    field!(
        "not_comparable",
        optional,
        Kind::Flag,
        "`true` where it cannot be held against the baseline"
    ),
    field!(
        "ci",
        optional,
        Kind::List(&Kind::Number),
        "confidence interval as distances: `[-2, 3]`"
    ),
    field!("responses", optional, Kind::Integer, "how many answered the survey"),
    field!("response_rate", optional, Kind::Number, "percent of those asked"),
    field!(
        "cumulative",
        optional,
        Kind::Number,
        "the level reached, where the value is an increment"
    ),
    field!("added", optional, Kind::Number, "what came new, where the value is a level"),
    field!("per_year", optional, Kind::ByPeriod(&Kind::Value(&PART)), "a value for each year"),
    field!("out_of", optional, Kind::Table(&OUT_OF), "so many of so many, for a share"),
    field!("breakdown", optional, Kind::Table(&SPLIT), "the value in parts"),
    field!("of_which", optional, Kind::ById(&Kind::Number), "parts that are no full split; terms"),
    field!(
        "vintages",
        optional,
        Kind::List(&Kind::Table(&PART)),
        "what was published for it before, oldest first"
    ),
];

static SPLIT: Shape = Shape {
    name: "a breakdown",
    fields: &[
        field!("by", required, Kind::Id, "what it splits by: a `[breakdown.…]` of the vocabulary"),
        field!("values", required, Kind::ById(&Kind::Value(&PART)), "the parts"),
    ],
};

static OUT_OF: Shape = Shape {
    name: "a share in things",
    fields: &[
        field!("part", required, Kind::Number, "how many"),
        field!("whole", required, Kind::Number, "of how many"),
        field!("unit", optional, Kind::Id, "of which unit"),
        field!("breakdown", optional, Kind::Table(&SPLIT), "the part in parts"),
    ],
};

/// `None` after a report, or when what should stand there was reported already.
pub fn observation(item: Located<Item>, reader: &mut Reader<'_>) -> Option<Observation> {
    let origin = item.origin;
    match item.value {
        Item::Number(number) => Some(plain(Value::Number(number), origin)),
        Item::Missing(reason) => Some(plain(Value::Missing(reason), origin)),
        Item::Record(record) => from_record(record, origin, reader),
        other => unreachable!("a value is a number, a reason or a table, not {other:?}"),
    }
}

fn plain(value: Value, origin: Origin) -> Observation {
    Observation {
        value,
        origin,
        level: None,
        period: None,
        status: Status::Final,
        breaks: false,
        notes: Vec::new(),
        source: None,
        details: None,
    }
}

fn from_record(mut record: Record, origin: Origin, reader: &mut Reader<'_>) -> Option<Observation> {
    let stands_for_itself = record.has("per_year") || record.has("breakdown");
    let level = record.id("level");
    let value = match (record.take("value"), record.text("text")) {
        // Its place on the scale is known when the unit is.
        (None, None) if level.is_some() => Value::Number(Decimal::ZERO),
        _ if level.is_some() && !record.damaged => {
            reader.found.push(
                Diagnostic::new(&codes::NO_VALUE, "a value has either `level` or a number or text")
                    .at(record.origin)
                    .help("keep one of them; `level` is a word on the scale of the unit"),
            );
            return None;
        }
        (Some(Located { value: Item::Number(number), .. }), None) => Value::Number(number),
        (Some(Located { value: Item::Missing(reason), .. }), None) => Value::Missing(reason),
        (None, Some(text)) => Value::Words(text),
        (None, None) if stands_for_itself => Value::InParts,
        (None, None) if record.damaged => return None,
        _ => {
            reader.found.push(
                Diagnostic::new(&codes::NO_VALUE, "a value needs either `value` or `text`")
                    .at(record.origin)
                    .help("write `value = …` for a number or the reason of its absence, `text.en = …` for words"),
            );
            return None;
        }
    };
    let ci = record.origin_of("ci");
    let observation = Observation {
        level,
        period: record.period("period"),
        status: record
            .choice("status")
            .map(|word| Status::parse(word.value).expect("the choice has only its words"))
            .unwrap_or_default(),
        breaks: record.flag("break").is_some_and(|flag| flag.value),
        notes: record.ids("notes"),
        source: record.take("source").and_then(source::from_item),
        details: details(&mut record, reader),
        ..plain(value, origin)
    };
    let has_interval =
        observation.details.as_ref().is_some_and(|details| details.interval.is_some());
    if has_interval && observation.number().is_some() && observation.interval().is_none() {
        reader.found.push(
            Diagnostic::new(
                &codes::OUT_OF_RANGE,
                "an end of the confidence interval has more digits than a figure may have",
            )
            .at(ci.unwrap_or(origin))
            .help("give the value and its distances in a larger unit"),
        );
    }
    Some(observation)
}

/// `None` for the many values that have none.
fn details(record: &mut Record, reader: &mut Reader<'_>) -> Option<Box<Details>> {
    if record.fields.is_empty() {
        return None;
    }
    let vintages = record.list("vintages").map(|list| list.value).unwrap_or_default();
    let per_year = record.by_period("per_year").map(|years| years.value).unwrap_or_default();
    Some(Box::new(Details {
        printed_change: record.number("printed_change"),
        corrected_from: record.number("corrected_from"),
        interval: record.list("ci").and_then(|bounds| interval(bounds, reader)),
        responses: record.integer("responses"),
        response_rate: record.number("response_rate"),
        cumulative: record.number("cumulative"),
        added: record.number("added"),
        bound: record.choice("bound").and_then(|word| Bound::parse(word.value)),
        not_comparable: record.flag("not_comparable").is_some_and(|flag| flag.value),
        out_of: record.record("out_of").and_then(|share| out_of(share, reader)),
        breakdown: record.record("breakdown").and_then(|parts| split(parts, reader)),
        of_which: record
            .by_id("of_which")
            .map(|parts| parts.value)
            .unwrap_or_default()
            .into_iter()
            .map(|(id, item)| (id, number(&item.value)))
            .collect(),
        per_year: per_year
            .into_iter()
            .filter_map(|(period, item)| Some((period.value, observation(item, reader)?)))
            .collect(),
        vintages: vintages.into_iter().filter_map(|item| observation(item, reader)).collect(),
    }))
}

fn out_of(share: Located<Record>, reader: &mut Reader<'_>) -> Option<OutOf> {
    let Located { value: mut share, origin } = share;
    Some(OutOf {
        part: share.number("part")?.value,
        whole: share.number("whole")?.value,
        unit: share.id("unit"),
        breakdown: share.record("breakdown").and_then(|parts| split(parts, reader)),
        origin,
    })
}

fn split(parts: Located<Record>, reader: &mut Reader<'_>) -> Option<Split> {
    let Located { value: mut record, origin } = parts;
    let parts = record.by_id("values")?.value.into_iter();
    Some(Split {
        by: record.id("by")?,
        parts: parts.filter_map(|(id, item)| Some((id, observation(item, reader)?))).collect(),
        origin,
    })
}

fn number(item: &Item) -> Decimal {
    match item {
        Item::Number(number) => *number,
        other => unreachable!("the shape promises a number, not {other:?}"),
    }
}

fn interval(
    bounds: Located<Vec<Located<Item>>>,
    reader: &mut Reader<'_>,
) -> Option<(Decimal, Decimal)> {
    let numbers: Vec<Decimal> = bounds.value.iter().map(|item| number(&item.value)).collect();
    match numbers[..] {
        [below, above] if below <= Decimal::ZERO && above >= Decimal::ZERO => Some((below, above)),
        _ => {
            reader.found.push(
                Diagnostic::new(
                    &codes::OUT_OF_RANGE,
                    "a confidence interval has a distance below and one above",
                )
                .at(bounds.origin)
                .help("write `ci = [-2, 3]`"),
            );
            None
        }
    }
}
