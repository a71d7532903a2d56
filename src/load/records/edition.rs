//! `[edition]`, `[rating_scale.…]`, `[declared.…]`: what holds for a whole reporting period.

use super::{Keep, Kept, RecordKind, embargo, table};
use crate::diagnostics::{Diagnostic, Diagnostics, Origin, codes};
use crate::load::read::Reader;
use crate::load::record::{Item, Record};
use crate::load::shape::{Kind, Shape, field};
use crate::load::tree::SourceTree;
use crate::model::{
    DeclaredRatings, DeclaredRisks, Edition, Forms, Framework, Headline, Id, Located, Period,
    RatingRule, Text, TextIn,
};

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
        field!(
            "headline",
            optional,
            Kind::List(&Kind::Table(&HEADLINE)),
            "the figures at the head of the report"
        ),
        field!("published", optional, Kind::Period, "the day it was published"),
        field!("previous", optional, Kind::Id, "the edition before"),
        table::ACCEPTED,
        field!("draft", optional, Kind::Flag, "`true` until it may be published"),
        field!("publish_after", optional, Kind::Period, "the first day that it may be seen"),
    ],
};

const HEADLINE: Shape = Shape {
    name: "a headline figure",
    fields: &[
        field!("value", required, Kind::Reference, "the figure"),
        field!("label", required, Kind::Text, "what it is, in a word or two"),
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
    fields: &[
        field!("ratings", optional, Kind::Table(&RATINGS), "how many ratings the report states"),
        field!("risks", optional, Kind::Table(&RISKS), "how many risks the report states"),
    ],
};

const RISKS: Shape = Shape {
    name: "the declared risks",
    fields: &[
        field!("total", optional, Kind::Integer, "how many risks there are"),
        field!("organizational", optional, Kind::Integer, "of the whole organization"),
        field!("of_results", optional, Kind::Integer, "of results"),
        field!("of_projects", optional, Kind::Integer, "of projects"),
        field!("materialized", optional, Kind::Integer, "that have materialized"),
        field!(
            "accept",
            optional,
            Kind::List(&Kind::Table(&table::ACCEPT)),
            "why the data holds others, if it does"
        ),
    ],
};

const RATINGS: Shape = Shape {
    name: "the declared ratings",
    fields: &[
        field!("total", optional, Kind::Integer, "how many ratings there are"),
        field!("kpis", optional, Kind::Integer, "how many KPIs there are"),
        field!(
            "by_unit",
            optional,
            Kind::Flag,
            "`true` where a shared rating counts once for each unit of work in `rating_by`"
        ),
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
    /// It is not published yet.
    pub hidden: bool,
    /// It was reported what is wrong with it.
    lost: bool,
    rating_scale: Vec<RatingRule>,
    declared: Option<DeclaredRatings>,
    declared_risks: Option<DeclaredRisks>,
}

impl Head {
    /// Remembers that a file with `kinds` in it is no TOML.
    pub fn lose(&mut self, kinds: &[&RecordKind]) {
        self.lost |= kinds.iter().any(|kind| kind.key == EDITION.key);
    }
}

fn keep_head(kept: &mut Kept, item: Located<Item>, reader: &mut Reader<'_>) {
    let Item::Record(mut record) = item.value else { unreachable!("`edition` is a table") };
    kept.edition.hidden = embargo::hides(&kept.shown, &mut record, reader);
    kept.edition.edition = Some(record);
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
    if let Some(Located { value: mut risks, .. }) = declared.record("risks") {
        kept.edition.declared_risks = Some(DeclaredRisks {
            total: risks.integer("total"),
            organizational: risks.integer("organizational"),
            of_results: risks.integer("of_results"),
            of_projects: risks.integer("of_projects"),
            materialized: risks.integer("materialized"),
            accepted: table::accepted(&mut risks),
        });
    }
    let Some(Located { value: mut ratings, origin }) = declared.record("ratings") else { return };
    let counts = ratings.by_id("counts").map(|counts| counts.value).unwrap_or_default();
    kept.edition.declared = Some(DeclaredRatings {
        origin,
        total: ratings.integer("total"),
        kpis: ratings.integer("kpis"),
        by_unit: ratings.flag("by_unit").is_some_and(|flag| flag.value),
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

/// The edition with all its records. Where its own table is missing or wrong, which is reported,
/// something stands in for it: the mistakes in its records are found all the same.
pub fn finish(mut kept: Kept, id: Id, tree: &SourceTree, found: &mut Diagnostics) -> Edition {
    let folder = format!("content/editions/{id}/");
    let path = format!("{folder}edition.toml");
    let first = tree.files.iter().find(|file| file.path.starts_with(&folder));
    let first = first.expect("an edition is known by the files in its folder").id;
    let place = Origin::file(tree.sources.find(&path).unwrap_or(first));
    let is_unread = tree.unread.iter().any(|unread| unread.path == path);
    if kept.edition.edition.is_none() && !kept.edition.lost && !is_unread {
        found.push(no_edition(&id).at(place));
    }
    let mut head = kept.edition.edition.take().unwrap_or_else(|| Record {
        origin: place,
        fields: Vec::new(),
        incomplete: true,
        damaged: true,
    });
    let origin = head.origin;
    let named = Text {
        entries: vec![TextIn { tag: None, forms: Forms::One(id.to_string()), origin }],
        origin,
    };
    let starts = head.period("starts");
    let ends = head.period("ends");
    if let (Some(first), Some(last)) = (&starts, &ends)
        && last.value.end() < first.value.start()
    {
        found.push(
            Diagnostic::new(
                &codes::PERIOD_ORDER,
                format!("the edition `{id}` ends before it starts"),
            )
            .at(last.origin)
            .related(first.origin, "its first day")
            .help("correct one of the two days"),
        );
    }
    let period = Period::parse(id.as_str()).or_else(|| Period::parse("2000"));
    Edition {
        origin,
        title: head.text("title").unwrap_or(named),
        period: head
            .period("period")
            .unwrap_or_else(|| Located::new(period.expect("the year 2000 is a period"), origin)),
        starts: starts.map(|day| day.value),
        ends: ends.map(|day| day.value),
        status: head
            .choice("status")
            .map_or(Edition::STATUS_WORDS[0], |word| word.value)
            .to_owned(),
        published: head.period("published").map(|day: Located<Period>| day.value),
        previous: head.id("previous"),
        notes_on_all: head.ids("notes"),
        headline: headline(&mut head),
        rating_scale: kept.edition.rating_scale,
        declared_ratings: kept.edition.declared,
        declared_risks: kept.edition.declared_risks,
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
        id,
    }
}

fn headline(head: &mut Record) -> Vec<Headline> {
    let items = head.list("headline").map(|list| list.value).unwrap_or_default();
    let read = |item: Located<Item>| {
        let Item::Record(mut figure) = item.value else { unreachable!("figures are tables") };
        Some(Headline { value: figure.reference("value")?, label: figure.text("label")? })
    };
    items.into_iter().filter_map(read).collect()
}

fn no_edition(id: &Id) -> Diagnostic {
    Diagnostic::new(&codes::NO_EDITION, format!("the edition `{id}` has no `[edition]` table"))
        .help(format!(
            "write one in `content/editions/{id}/edition.toml`, with `title`, `period` and `status`"
        ))
}
