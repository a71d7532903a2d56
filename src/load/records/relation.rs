//! `[equal.…]` and `[within.…]`: what must hold between figures that stand in several places.

use super::{Keep, Kept, RecordKind, table};
use crate::load::read::Reader;
use crate::load::record::{Item, Record};
use crate::load::shape::{Kind, Shape, field};
use crate::model::{Equality, Id, Inclusion, Located};

pub const EQUAL: RecordKind = RecordKind {
    key: "equal",
    kind: Kind::ById(&Kind::Table(&EQUAL_SHAPE)),
    keep: Keep::Apart(keep_equality),
};

pub const WITHIN: RecordKind = RecordKind {
    key: "within",
    kind: Kind::ById(&Kind::Table(&WITHIN_SHAPE)),
    keep: Keep::Apart(keep_inclusion),
};

const EQUAL_SHAPE: Shape = Shape {
    name: "an equality",
    fields: &[
        field!(
            "values",
            required,
            Kind::List(&Kind::Expression),
            "the figures that are the same quantity"
        ),
        table::ACCEPTED,
    ],
};

const WITHIN_SHAPE: Shape = Shape {
    name: "an inclusion",
    fields: &[
        field!("part", required, Kind::Expression, "the figure that is contained in the other"),
        field!("whole", required, Kind::Expression, "the figure that contains it"),
        table::ACCEPTED,
    ],
};

fn keep_equality(kept: &mut Kept, id: Located<Id>, mut record: Record, _: &mut Reader<'_>) {
    let values = record.list("values").expect("a required key").value;
    kept.equalities.push(Equality {
        id: id.value,
        origin: id.origin,
        values: values
            .into_iter()
            .map(|item| match item.value {
                Item::Expression(expression) => Located::new(expression, item.origin),
                other => unreachable!("`values` holds figures, not {other:?}"),
            })
            .collect(),
        accepted: table::accepted(&mut record),
    });
}

fn keep_inclusion(kept: &mut Kept, id: Located<Id>, mut record: Record, _: &mut Reader<'_>) {
    kept.inclusions.push(Inclusion {
        id: id.value,
        origin: id.origin,
        part: record.expression("part").expect("a required key"),
        whole: record.expression("whole").expect("a required key"),
        accepted: table::accepted(&mut record),
    });
}
