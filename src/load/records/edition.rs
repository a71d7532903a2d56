//! `[edition]`, `[rating_scale.…]`, `[declared.…]`: what holds for a whole reporting period.

use super::{Keep, Kept, RecordKind, table};
use crate::diagnostics::{Diagnostic, Diagnostics, Origin, codes};
use crate::load::read::Reader;
use crate::load::record::{Item, Record};
use crate::load::shape::{Kind, Shape, field};
use crate::load::tree::SourceTree;
use crate::model::{DeclaredRatings, Edition, Framework, Id, Located, Period, RatingRule};

pub const EDITION: RecordKind =
    RecordKind { key: "edition", kind: Kind::Table(&SHAPE), keep: Keep::One(keep_head) };

pub const RATING_SCALE: RecordKind = RecordKind {
    key: "rating_scale",
    kind: Kind::ById(&Kind::Table(&RULE)),
    keep: Keep::One(keep_scale),
};

pub const DECLARED: RecordKind = RecordKind {
    key: "declared",
    kind: Kind::Table(&DECLARED_SHAPE),
    keep: Keep::One(keep_declared),
};

const SHAPE: Shape = Shape {
    name: "the edition",
    fields: &[
        field!("title", required, Kind::Text, "the title of this report"),
        field!("period", required, Kind::Period, "the time it reports on, such as `2024/25`"),
        field!(
            "status",
            required,
            Kind::Choice(Edition::STATUS_WORDS),
            "whether its figures are final"
        ),
        field!(
            "starts",
            optional,
            Kind::Period,
            "its first day, if the year is not the calendar's"
        ),
        field!("ends", optional, Kind::Period, "its last day"),
        field!("notes", optional, Kind::List(&Kind::Id), "notes on all of its figures"),
        field!("published", optional, Kind::Period, "the day it was published"),
        field!("previous", optional, Kind::Id, "the edition before"),
        field!(
            "accept",
            optional,
            Kind::List(&Kind::Table(&table::ACCEPT)),
            "findings that stand, with a reason"
        ),
    ],
};

const RULE: Shape = Shape {
    name: "a threshold",
    fields: &[
        field!("at_least", optional, Kind::Number, "percent of the target, this or more"),
        field!("below", optional, Kind::Number, "percent of the target, less than this"),
        field!("rule", optional, Kind::Text, "the rule in the organization's words"),
    ],
};

const DECLARED_SHAPE: Shape = Shape {
    name: "the declared totals",
    fields: &[field!(
        "ratings",
        optional,
        Kind::Table(&RATINGS),
        "how many ratings the report states"
    )],
};

const RATINGS: Shape = Shape {
    name: "the declared ratings",
    fields: &[
        field!("total", optional, Kind::Integer, "how many ratings there are"),
        field!("kpis", optional, Kind::Integer, "how many KPIs there are"),
        field!("counts", optional, Kind::ById(&Kind::Integer), "how many of each rating"),
        field!(
            "source",
            optional,
            Kind::Source(&super::source::USE),
            "where the report states them"
        ),
        field!(
            "accept",
            optional,
            Kind::List(&Kind::Table(&table::ACCEPT)),
            "why the data holds fewer, if it does"
        ),
    ],
};

/// What was read of `edition.toml`.
#[derive(Default)]
pub struct Head {
    edition: Option<Record>,
    damaged: bool,
    rating_scale: Vec<RatingRule>,
    declared: Option<DeclaredRatings>,
}

fn keep_head(kept: &mut Kept, item: Located<Item>, _: &mut Reader<'_>) {
    let Item::Record(record) = item.value else { unreachable!("`edition` is a table") };
    kept.edition.damaged = record.damaged;
    if !record.incomplete {
        kept.edition.edition = Some(record);
    }
}

fn keep_scale(kept: &mut Kept, item: Located<Item>, _: &mut Reader<'_>) {
    let Item::ById(entries) = item.value else { unreachable!("`rating_scale` holds ids") };
    for (id, item) in entries {
        let Item::Record(mut record) = item.value else { unreachable!("a threshold is a table") };
        kept.edition.rating_scale.push(RatingRule {
            rating: id,
            at_least: record.number("at_least").map(|number| number.value),
            below: record.number("below").map(|number| number.value),
            rule: record.text("rule"),
        });
    }
}

fn keep_declared(kept: &mut Kept, item: Located<Item>, _: &mut Reader<'_>) {
    let Item::Record(mut declared) = item.value else { unreachable!("`declared` is a table") };
    let Some(Located { value: mut ratings, origin }) = declared.record("ratings") else { return };
    let counts = ratings.by_id("counts").map(|counts| counts.value).unwrap_or_default();
    kept.edition.declared = Some(DeclaredRatings {
        origin,
        total: ratings.integer("total"),
        kpis: ratings.integer("kpis"),
        counts: counts
            .into_iter()
            .map(|(id, item)| match item.value {
                Item::Integer(count) => (id, count),
                other => unreachable!("a count is a whole number, not {other:?}"),
            })
            .collect(),
        accepted: table::accepted(&mut ratings),
    });
}

/// The edition with all its records; `None` when its `edition.toml` is missing or unusable.
pub fn finish(kept: Kept, id: Id, tree: &SourceTree, found: &mut Diagnostics) -> Option<Edition> {
    let Some(mut head) = kept.edition.edition else {
        let path = format!("content/editions/{id}/edition.toml");
        match tree.sources.find(&path) {
            // It was reported what is wrong with it.
            Some(_) if kept.edition.damaged => {}
            Some(file) => found.push(no_edition(&id).at(Origin::file(file))),
            None => found.push(no_edition(&id)),
        }
        return None;
    };
    Some(Edition {
        id,
        origin: head.origin,
        title: head.text("title").expect("a required key"),
        period: head.period("period").expect("a required key"),
        starts: head.period("starts").map(|day: Located<Period>| day.value),
        ends: head.period("ends").map(|day: Located<Period>| day.value),
        status: head.choice("status").expect("a required key").value.to_owned(),
        published: head.period("published").map(|day: Located<Period>| day.value),
        previous: head.id("previous"),
        notes_on_all: head.ids("notes"),
        rating_scale: kept.edition.rating_scale,
        declared_ratings: kept.edition.declared,
        framework: Framework { levels: kept.levels, nodes: kept.nodes },
        kpis: kept.kpis,
        tables: kept.tables,
        series: kept.series,
        figures: kept.figures,
        notes: kept.notes,
        risks: kept.risks,
        corrections: kept.corrections,
        equalities: kept.equalities,
        inclusions: kept.inclusions,
        accepted: table::accepted(&mut head),
    })
}

fn no_edition(id: &Id) -> Diagnostic {
    Diagnostic::new(&codes::NO_EDITION, format!("the edition `{id}` has no `[edition]` table"))
        .help(format!(
            "write one in `content/editions/{id}/edition.toml`, with `title`, `period` and `status`"
        ))
}
