//! `[kpi.…]`: what was promised, what came of it, how the organization rates it.

use rust_decimal::Decimal;

use super::{Keep, Kept, RecordKind, source, table, value};
use crate::diagnostics::{Diagnostic, codes, listed};
use crate::load::read::Reader;
use crate::load::record::{Item, Record};
use crate::load::shape::{Field, Kind, Shape, field};
use crate::model::{
    Better, Group, Id, Kpi, Located, Measure, Observation, Promised, RatingBasis, RatingGiven,
    Target, TargetKind,
};

pub const KPI: RecordKind =
    RecordKind { key: "kpi", kind: Kind::ById(&Kind::Table(&SHAPE)), keep: Keep::Each(keep) };

const SHAPE: Shape = Shape {
    name: "a KPI",
    fields: &[
        field!("node", required, Kind::Id, "the node of the framework that it belongs to"),
        field!("also", optional, Kind::List(&Kind::Id), "other nodes that report it too"),
        field!("title", required, Kind::Text, "what is measured"),
        field!(
            "continues",
            optional,
            Kind::Reference,
            "the KPI of an earlier edition that it continues"
        ),
        field!("unit", required, Kind::Id, "the unit of its values"),
        field!("better", required, Kind::Choice(Better::WORDS), "which way is good"),
        field!("owners", optional, Kind::List(&Kind::Id), "the units of work that answer for it"),
        field!(
            "measure",
            required,
            Kind::ById(&Kind::Table(&MEASURE)),
            "its target lines, in order"
        ),
        field!(
            "group",
            optional,
            Kind::ById(&Kind::Table(&GROUP)),
            "measures that share one rating"
        ),
        field!("notes", optional, Kind::List(&Kind::Id), "notes on it"),
        field!("source", optional, Kind::Source(&source::USE), "where its figures come from"),
        table::ACCEPTED,
        field!("draft", optional, Kind::Flag, "`true` until it may be published"),
        field!("publish_after", optional, Kind::Period, "the first day that it may be seen"),
    ],
};

const BASES: &[&str] = &["printed", "derived"];

// How a measure, or several together, came to a rating.
const RATING_BY: Field = field!(
    "rating_by",
    optional,
    Kind::ById(&Kind::Id),
    "what each unit of work that shares the KPI was rated"
);
const RATING_BASIS: Field = field!(
    "rating_basis",
    optional,
    Kind::Choice(BASES),
    "`derived` where the source lost the rating"
);
const JUSTIFICATION: Field =
    field!("justification", optional, Kind::Text, "why the rating stands; published");

const MEASURE: Shape = Shape {
    name: "a measure",
    fields: &[
        field!("label", optional, Kind::Text, "which part of the KPI it is"),
        field!(
            "subject",
            optional,
            Kind::Id,
            "a term or other record whose name says which part it is"
        ),
        field!("node", optional, Kind::Id, "the node it counts for, if not the KPI's"),
        field!("unit", optional, Kind::Id, "its unit, if not the KPI's"),
        field!(
            "better",
            optional,
            Kind::Choice(Better::WORDS),
            "which way is good, if not as the KPI"
        ),
        field!("work_unit", optional, Kind::Id, "the unit of work that reports it"),
        field!("group", optional, Kind::Id, "the group whose rating it shares"),
        field!("baseline", optional, Kind::Value(&value::SHAPE), "where it started"),
        field!("target", optional, Kind::Table(&TARGET), "what was promised"),
        field!("actual", optional, Kind::Value(&value::SHAPE), "what came of it"),
        field!("rating", optional, Kind::Id, "how the organization rates it"),
        RATING_BY,
        RATING_BASIS,
        JUSTIFICATION,
        field!("notes", optional, Kind::List(&Kind::Id), "notes on it"),
        table::ACCEPTED,
    ],
};

const GROUP: Shape = Shape {
    name: "a group",
    fields: &[
        field!("label", optional, Kind::Text, "what its measures have in common"),
        field!("subject", optional, Kind::Id, "a term or other record whose name says it"),
        field!("work_unit", optional, Kind::Id, "the unit of work that reports them"),
        field!("rating", optional, Kind::Id, "their common rating"),
        RATING_BY,
        RATING_BASIS,
        JUSTIFICATION,
        table::ACCEPTED,
    ],
};

// What a target may say, and each of several conditions.
const VALUE: Field =
    field!("value", optional, Kind::Number, "a level; which side is good follows from `better`");
const AT_LEAST: Field = field!("at_least", optional, Kind::Number, "this or more");
const AT_MOST: Field = field!("at_most", optional, Kind::Number, "this or less");
const MORE_THAN: Field = field!("more_than", optional, Kind::Number, "above this");
const LESS_THAN: Field = field!("less_than", optional, Kind::Number, "below this");
const BETWEEN: Field =
    field!("between", optional, Kind::List(&Kind::Number), "the lowest and the highest");
const GROWTH: Field = field!("growth", optional, Kind::Number, "percent over the baseline");
const PER: Field = field!("per", optional, Kind::Choice(&["year"]), "it holds for each year");
const GROWTH_BELOW: Field = field!(
    "growth_below",
    optional,
    Kind::Number,
    "the growth over the baseline stays below so many percent"
);
const INCREASE: Field = field!("increase", optional, Kind::Number, "so many more");
const KEEP: Field =
    field!("keep", optional, Kind::Choice(&["maintain", "improve"]), "against the baseline");
const TEXT: Field = field!("text", optional, Kind::Text, "a promise in words");
const LEVEL: Field = field!("level", optional, Kind::Id, "a word on the scale of the unit");

const TARGET: Shape = Shape {
    name: "a target",
    fields: &[
        VALUE,
        AT_LEAST,
        AT_MOST,
        MORE_THAN,
        LESS_THAN,
        BETWEEN,
        GROWTH,
        PER,
        GROWTH_BELOW,
        INCREASE,
        field!("per_year", optional, Kind::ByPeriod(&Kind::Number), "a value for each year"),
        KEEP,
        TEXT,
        LEVEL,
        field!("values", optional, Kind::ById(&Kind::Promise), "a level for each part; with `by`"),
        field!("by", optional, Kind::Id, "the breakdown whose parts `values` names"),
        field!(
            "all",
            optional,
            Kind::List(&Kind::Table(&CONDITION)),
            "several conditions that must all hold"
        ),
        field!("period", optional, Kind::Period, "by when, if not by the end of the edition"),
        field!("notes", optional, Kind::List(&Kind::Id), "notes on it"),
    ],
};

/// One of several that must all hold.
const CONDITION: Shape = Shape {
    name: "a condition",
    fields: &[
        VALUE,
        AT_LEAST,
        AT_MOST,
        MORE_THAN,
        LESS_THAN,
        BETWEEN,
        GROWTH,
        PER,
        GROWTH_BELOW,
        INCREASE,
        KEEP,
        TEXT,
        LEVEL,
        field!(
            "of",
            optional,
            Kind::Id,
            "it is about a part of the value: a term of `of_which`, or a part of the breakdown"
        ),
        field!("notes", optional, Kind::List(&Kind::Id), "notes on it"),
    ],
};

/// The keys of which a target has exactly one.
const WAYS: &[&str] = &[
    "value",
    "at_least",
    "at_most",
    "more_than",
    "less_than",
    "between",
    "growth",
    "growth_below",
    "increase",
    "per_year",
    "keep",
    "text",
    "level",
    "values",
    "all",
];

fn keep(kept: &mut Kept, id: Located<Id>, mut record: Record, reader: &mut Reader<'_>) {
    let found_before = reader.found.len();
    let groups: Vec<Group> = record
        .records_by_id("group")
        .into_iter()
        .map(|(id, mut group)| Group {
            id: id.value,
            origin: id.origin,
            label: group.text("label"),
            subject: group.id("subject"),
            work_unit: group.id("work_unit"),
            rating: rating(&mut group),
            accepted: table::accepted(&mut group),
        })
        .collect();
    let measures: Vec<Measure> = record
        .records_by_id("measure")
        .into_iter()
        .map(|(id, measure)| read_measure(id, measure, &groups, reader))
        .collect();
    let kpi = Kpi {
        id: id.value,
        origin: id.origin,
        node: record.id("node").expect("a required key"),
        also: record.ids("also"),
        continues: record.reference("continues"),
        title: record.text("title").expect("a required key"),
        unit: record.id("unit").expect("a required key"),
        better: better(&mut record).expect("a required key"),
        owners: record.ids("owners"),
        groups,
        measures,
        notes: record.ids("notes"),
        source: kept.source_of(&mut record),
        accepted: table::accepted(&mut record),
    };
    if reader.found.len() > found_before {
        kept.broken.insert(kpi.id.clone());
    }
    kept.kpis.push(kpi);
}

fn better(record: &mut Record) -> Option<Better> {
    let word = record.choice("better")?;
    Some(Better::parse(word.value).expect("the choice has only its words"))
}

fn rating(record: &mut Record) -> Option<RatingGiven> {
    let basis = record.choice("rating_basis").map(|word| word.value);
    let justification = record.text("justification");
    let by_unit = record.by_id("rating_by").map(|units| units.value).unwrap_or_default();
    record.id("rating").map(|rating| RatingGiven {
        rating,
        by_unit: by_unit
            .into_iter()
            .map(|(unit, item)| match item.value {
                Item::Id(rating) => (unit, Located::new(rating, item.origin)),
                other => unreachable!("a rating is an id, not {other:?}"),
            })
            .collect(),
        basis: if basis == Some("derived") { RatingBasis::Derived } else { RatingBasis::Printed },
        justification,
    })
}

fn read_measure(
    id: Located<Id>,
    mut record: Record,
    groups: &[Group],
    reader: &mut Reader<'_>,
) -> Measure {
    let group = record.id("group").filter(|group| {
        let known = groups.iter().any(|known| known.id == group.value);
        if !known {
            let names: Vec<&str> = groups.iter().map(|group| group.id.as_str()).collect();
            let help = if names.is_empty() {
                format!(
                    "add `[kpi.….group.{}]` with the rating that its measures share",
                    group.value
                )
            } else {
                format!("its groups are {}", listed(&names))
            };
            reader.found.push(
                Diagnostic::new(
                    &codes::UNKNOWN_REFERENCE,
                    format!("the KPI has no group `{}`", group.value),
                )
                .at(group.origin)
                .help(help),
            );
        }
        known
    });
    Measure {
        id: id.value,
        origin: id.origin,
        label: record.text("label"),
        subject: record.id("subject"),
        node: record.id("node"),
        unit: record.id("unit"),
        better: better(&mut record),
        work_unit: record.id("work_unit"),
        group,
        baseline: observation(&mut record, "baseline", reader),
        target: record.record("target").and_then(|target| read_target(target, reader)),
        actual: observation(&mut record, "actual", reader),
        rating: rating(&mut record),
        notes: record.ids("notes"),
        accepted: table::accepted(&mut record),
    }
}

fn observation(record: &mut Record, key: &str, reader: &mut Reader<'_>) -> Option<Observation> {
    record.take(key).and_then(|item| value::observation(item, reader))
}

fn read_target(target: Located<Record>, reader: &mut Reader<'_>) -> Option<Target> {
    let Located { value: mut record, origin } = target;
    let ways: Vec<&str> = WAYS.iter().copied().filter(|way| record.has(way)).collect();
    if ways.len() != 1 {
        if !record.damaged {
            let message = match ways.as_slice() {
                [] => "the target says nothing".to_owned(),
                several => format!("the target says several things: {}", listed(several)),
            };
            reader.found.push(
                Diagnostic::new(&codes::TARGET_UNCLEAR, message)
                    .at(origin)
                    .help(format!("give it exactly one of {}", listed(WAYS))),
            );
        }
        return None;
    }
    let mut number = |key: &str| record.number(key).map(|number| number.value);
    let kind = match ways[0] {
        "value" => TargetKind::Level(number("value")?),
        "at_least" => TargetKind::AtLeast(number("at_least")?),
        "at_most" => TargetKind::AtMost(number("at_most")?),
        "more_than" => TargetKind::MoreThan(number("more_than")?),
        "less_than" => TargetKind::LessThan(number("less_than")?),
        "growth" => TargetKind::Growth(number("growth")?),
        "growth_below" => TargetKind::GrowthBelow(number("growth_below")?),
        "increase" => TargetKind::Increase(number("increase")?),
        "between" => {
            let bounds = record.list("between")?;
            let numbers: Vec<_> = bounds
                .value
                .iter()
                .filter_map(
                    |item| if let Item::Number(number) = item.value { Some(number) } else { None },
                )
                .collect();
            let [low, high] = numbers[..] else {
                reader.found.push(
                    Diagnostic::new(&codes::TARGET_UNCLEAR, "a range has two ends")
                        .at(bounds.origin)
                        .help("write the lowest and the highest: `between = [480, 620]`"),
                );
                return None;
            };
            TargetKind::Between(low.min(high), low.max(high))
        }
        "per_year" => TargetKind::PerYear(
            record
                .by_period("per_year")?
                .value
                .into_iter()
                .map(|(period, item)| match item.value {
                    Item::Number(number) => (period.value, number),
                    other => unreachable!("`per_year` holds numbers, not {other:?}"),
                })
                .collect(),
        ),
        "keep" => match record.choice("keep")?.value {
            "improve" => TargetKind::Improve,
            _ => TargetKind::Maintain,
        },
        "level" => TargetKind::Level(Decimal::ZERO),
        "values" => parts(&mut record, reader)?,
        "all" => TargetKind::All(conditions(&mut record, reader)?),
        _ => TargetKind::Words(record.text("text")?),
    };
    Some(Target {
        kind,
        each_year: record.has("per"),
        of: record.id("of"),
        level: record.id("level"),
        origin,
        period: record.period("period"),
        notes: record.ids("notes"),
    })
}

fn parts(record: &mut Record, reader: &mut Reader<'_>) -> Option<TargetKind> {
    let values = record.by_id("values")?;
    let Some(by) = record.id("by") else {
        if !record.damaged {
            reader.found.push(
                Diagnostic::new(&codes::TARGET_UNCLEAR, "`values` needs `by` beside it")
                    .at(values.origin)
                    .help("add `by = \"…\"`, the `[breakdown.…]` whose parts these are"),
            );
        }
        return None;
    };
    let parts = values.value.into_iter().map(|(part, item)| {
        let promised = match item.value {
            Item::Number(number) => Promised { number, level: None },
            Item::Id(level) => {
                let level = Some(Located::new(level, item.origin));
                Promised { number: Decimal::ZERO, level }
            }
            other => unreachable!("a promise is a number or a level, not {other:?}"),
        };
        (part, promised)
    });
    Some(TargetKind::Parts { by, parts: parts.collect() })
}

fn conditions(record: &mut Record, reader: &mut Reader<'_>) -> Option<Vec<Target>> {
    let all = record.list("all")?;
    let written = all.value.len();
    let conditions: Vec<Target> = all
        .value
        .into_iter()
        .filter_map(|item| match item.value {
            Item::Record(condition) => read_target(Located::new(condition, item.origin), reader),
            other => unreachable!("a condition is a table, not {other:?}"),
        })
        .collect();
    if written < 2 {
        reader.found.push(
            Diagnostic::new(&codes::TARGET_UNCLEAR, "`all` names fewer than two conditions")
                .at(all.origin)
                .help("write a single condition as the target itself"),
        );
    }
    (conditions.len() == written && written > 1).then_some(conditions)
}
