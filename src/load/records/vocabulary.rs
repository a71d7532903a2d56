//! `[unit.…]`, `[rating.…]`, `[term.…]`, `[work_unit.…]`: words used in many places.

use super::{Keep, Kept, RecordKind, table};
use crate::diagnostics::{Diagnostic, codes};
use crate::load::read::Reader;
use crate::load::record::Record;
use crate::load::shape::{Kind, Shape, field};
use crate::model::{
    Breakdown, BreakdownPart, Id, Located, Rating, Term, Text, Unit, UnitKind, WorkUnit,
};

pub const UNIT: RecordKind = RecordKind {
    key: "unit",
    kind: Kind::ById(&Kind::Table(&UNIT_SHAPE)),
    keep: Keep::Each(keep_unit),
};

pub const RATING: RecordKind = RecordKind {
    key: "rating",
    kind: Kind::ById(&Kind::Table(&RATING_SHAPE)),
    keep: Keep::Each(keep_rating),
};

pub const TERM: RecordKind = RecordKind {
    key: "term",
    kind: Kind::ById(&Kind::Table(&TERM_SHAPE)),
    keep: Keep::Each(keep_term),
};

pub const WORK_UNIT: RecordKind = RecordKind {
    key: "work_unit",
    kind: Kind::ById(&Kind::Table(&WORK_UNIT_SHAPE)),
    keep: Keep::Each(keep_work_unit),
};

pub const BREAKDOWN: RecordKind = RecordKind {
    key: "breakdown",
    kind: Kind::ById(&Kind::Table(&BREAKDOWN_SHAPE)),
    keep: Keep::Each(keep_breakdown),
};

const UNIT_SHAPE: Shape = Shape {
    name: "a unit",
    fields: &[
        field!("kind", required, Kind::Choice(UnitKind::WORDS), "what is counted or measured"),
        field!("currency", optional, Kind::Word, "three letters, such as `CHF`; for a currency"),
        field!("scale", optional, Kind::Integer, "what 1 stands for: 1000000 for millions"),
        field!("decimals", optional, Kind::Integer, "how many decimals are printed"),
        field!("name", required, Kind::Text, "stands over tables and axes"),
        field!("short", optional, Kind::Text, "for tight places"),
        field!("one_of", optional, Kind::Text, "with its number: `{n} applications`"),
        field!(
            "level",
            optional,
            Kind::ById(&Kind::Table(&LEVEL_SHAPE)),
            "the words of a scale, from low to high; for `kind = \"level\"`"
        ),
        table::ACCEPTED,
    ],
};

const LEVEL_SHAPE: Shape = Shape {
    name: "a level",
    fields: &[field!("name", required, Kind::Text, "the word that readers see")],
};

const RATING_SHAPE: Shape = Shape {
    name: "a rating",
    fields: &[
        field!("name", required, Kind::Text, "the word that readers see"),
        field!("letter", required, Kind::Text, "one letter for tight places"),
        field!("shape", required, Kind::Choice(SHAPES), "what is drawn beside the word"),
        field!("order", required, Kind::Integer, "1 for the best"),
    ],
};

const SHAPES: &[&str] = &["disc", "half", "ring", "square", "diamond", "triangle"];

const TERM_SHAPE: Shape = Shape {
    name: "a term",
    fields: &[
        field!("name", required, Kind::Text, "the term itself"),
        field!("definition", optional, Kind::Text, "what it means, for the glossary"),
        table::ACCEPTED,
    ],
};

const WORK_UNIT_SHAPE: Shape = Shape {
    name: "a unit of work",
    fields: &[
        field!("name", required, Kind::Text, "its full name"),
        field!("short", optional, Kind::Text, "a short name for tables"),
        field!("parent", optional, Kind::Id, "the unit it is a part of"),
    ],
};

const BREAKDOWN_SHAPE: Shape = Shape {
    name: "a breakdown",
    fields: &[
        field!("name", required, Kind::Text, "what it splits by"),
        field!("adds_up", optional, Kind::Flag, "`false` where the parts do not make up the whole"),
        field!("part", required, Kind::ById(&Kind::Table(&PART_SHAPE)), "its parts, in order"),
    ],
};

const PART_SHAPE: Shape =
    Shape { name: "a part", fields: &[field!("name", required, Kind::Text, "what it is called")] };

fn keep_breakdown(kept: &mut Kept, id: Located<Id>, mut record: Record, _: &mut Reader<'_>) {
    let parts = record.records_by_id("part").into_iter();
    kept.vocabulary.breakdowns.push(Breakdown {
        parts: parts
            .filter_map(|(id, mut part)| {
                Some(BreakdownPart { id: id.value, name: part.text("name")? })
            })
            .collect(),
        id: id.value,
        origin: id.origin,
        name: record.text("name").expect("a required key"),
        adds_up: record.flag("adds_up").is_none_or(|flag| flag.value),
    });
}

fn keep_unit(kept: &mut Kept, id: Located<Id>, mut record: Record, reader: &mut Reader<'_>) {
    let kind = record.choice("kind").expect("a required key");
    let scale = record.integer("scale");
    let decimals = record.integer("decimals");
    let is_power_of_ten = |n: i64| n > 0 && n <= 1_000_000_000_000 && 10_i64.pow(n.ilog10()) == n;
    if let Some(wrong) = scale.as_ref().filter(|scale| !is_power_of_ten(scale.value)) {
        reader.found.push(
            Diagnostic::new(&codes::OUT_OF_RANGE, format!("`{}` is no scale", wrong.value))
                .at(wrong.origin)
                .help("write 1000 for thousands, 1000000 for millions, 1000000000 for thousand millions"),
        );
    }
    if let Some(wrong) = decimals.as_ref().filter(|decimals| !(0..=9).contains(&decimals.value)) {
        reader.found.push(
            Diagnostic::new(
                &codes::OUT_OF_RANGE,
                format!("`{}` is no number of decimals", wrong.value),
            )
            .at(wrong.origin)
            .help("write a number from 0 to 9"),
        );
    }
    let kind = UnitKind::parse(kind.value).expect("the choice has only its words");
    let origin_of_levels = record.origin_of("level");
    let levels: Vec<(Id, Text)> = record
        .records_by_id("level")
        .into_iter()
        .filter_map(|(id, mut level)| Some((id.value, level.text("name")?)))
        .collect();
    match origin_of_levels {
        None if kind == UnitKind::Level => reader.found.push(
            Diagnostic::new(&codes::MISSING_KEY, "a unit of levels has no `level`")
                .at(id.origin)
                .help(format!("add `[unit.{}.level.…]` for each word, from low to high", id.value)),
        ),
        Some(origin) if kind != UnitKind::Level => reader.found.push(
            Diagnostic::new(&codes::WRONG_TYPE, "only a unit of `kind = \"level\"` has levels")
                .at(origin)
                .help("write `kind = \"level\"`, or leave the levels out"),
        ),
        _ => {}
    }
    kept.vocabulary.units.push(Unit {
        id: id.value,
        origin: id.origin,
        kind,
        currency: record.word("currency").map(|word| word.value),
        scale: scale.map_or(1, |scale| scale.value.clamp(1, 1_000_000_000_000).unsigned_abs()),
        decimals: decimals.map(|n| u32::try_from(n.value.clamp(0, 9)).expect("between 0 and 9")),
        name: record.text("name").expect("a required key"),
        short: record.text("short"),
        one_of: record.text("one_of"),
        levels,
        accepted: table::accepted(&mut record),
    });
}

fn keep_rating(kept: &mut Kept, id: Located<Id>, mut record: Record, _: &mut Reader<'_>) {
    kept.vocabulary.ratings.push(Rating {
        id: id.value,
        origin: id.origin,
        name: record.text("name").expect("a required key"),
        letter: record.text("letter").expect("a required key"),
        shape: record.choice("shape").expect("a required key").value.to_owned(),
        order: record.integer("order").expect("a required key").value,
    });
}

fn keep_term(kept: &mut Kept, id: Located<Id>, mut record: Record, _: &mut Reader<'_>) {
    kept.vocabulary.terms.push(Term {
        id: id.value,
        origin: id.origin,
        name: record.text("name").expect("a required key"),
        definition: record.text("definition"),
        accepted: table::accepted(&mut record),
    });
}

fn keep_work_unit(kept: &mut Kept, id: Located<Id>, mut record: Record, _: &mut Reader<'_>) {
    kept.vocabulary.work_units.push(WorkUnit {
        id: id.value,
        origin: id.origin,
        name: record.text("name").expect("a required key"),
        short: record.text("short"),
        parent: record.id("parent"),
    });
}
