//! The keys of records and what each may hold → the same as JSON Schema.
//!
//! Everything is written out where it is used. References would make the files smaller, but Taplo
//! drops the sentence that stands beside one, runs out of stack on the usual way around that
//! (`allOf` with one reference), and on a reference that leads back to itself.

use serde_json::{Map, Value, json};

use super::closed;
use crate::load::TopKey;
use crate::load::shape::{Field, Kind, Need, Shape};
use crate::model::Missing;

/// As in `Id::parse`, for a whole key.
const ID: &str = "[a-z0-9]([a-z0-9-]{0,98}[a-z0-9])?";
/// A year, a span of years, a month, a day: as in `Period::parse`.
const PERIOD: &str = "[0-9]{4}(/([0-9]{2}|[0-9]{4})|-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?";
/// As in `Tag::parse`, which knows more: language, script, region, and what may follow.
const TAG: &str = "[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?(-[a-z0-9]{1,8})*";
/// A number in quotes, its digits kept as written.
const DIGITS: &str = "[+-]?[0-9]+(\\.[0-9]+)?";
/// Plural categories of CLDR.
const PLURAL: &str = "zero|one|two|few|many|other";

/// The top level of a file.
pub fn top(keys: &[TopKey]) -> Map<String, Value> {
    let properties = keys
        .iter()
        .map(|top| (top.key.to_owned(), Within::default().key(&top.about, top.kind)))
        .collect();
    let required = keys.iter().filter(|top| top.need == Need::Required).map(|top| top.key);
    closed(properties, &required.collect::<Vec<_>>())
}

/// The records around a key. A value holds parts, and a part is a value again: the second time
/// round it is any table.
#[derive(Clone, Copy, Default)]
struct Within<'a> {
    around: Option<(&'a Within<'a>, &'a Shape)>,
}

impl Within<'_> {
    /// Each alternative carries the sentence: editors show that of the one they offer.
    fn key(&self, about: &str, kind: &Kind) -> Value {
        let mut alternatives = self.alternatives(kind);
        for alternative in &mut alternatives {
            let mut described = Map::new();
            described.insert("description".to_owned(), about.into());
            described.append(alternative);
            *alternative = described;
        }
        match alternatives.len() {
            1 => alternatives.remove(0).into(),
            _ => json!({ "description": about, "anyOf": alternatives }),
        }
    }

    /// A value without a key of its own: in a list, or under an id or period.
    fn nameless(&self, kind: &Kind) -> Value {
        let mut alternatives = self.alternatives(kind);
        match alternatives.len() {
            1 => alternatives.remove(0).into(),
            _ => json!({ "anyOf": alternatives }),
        }
    }

    fn alternatives(&self, kind: &Kind) -> Vec<Map<String, Value>> {
        match kind {
            Kind::Word => vec![word()],
            Kind::Id => vec![matching(ID)],
            Kind::Reference => {
                vec![matching(&reference())]
            }
            Kind::Expression => {
                // A `*` for every row or column of a table.
                let one = format!("({ID}/)?{ID}(\\.({ID}|\\*)){{0,3}}(@{PERIOD})?");
                vec![matching(&format!("{one}( [+-] {one})*"))]
            }
            Kind::Choice(words) => vec![object(json!({ "enum": words }))],
            Kind::Text => vec![text()],
            Kind::Headers => {
                let mut table = by(TAG, word().into());
                table["type"] = json!(["string", "object"]);
                vec![table]
            }
            Kind::Tag => vec![matching(TAG)],
            Kind::Flag => vec![object(json!({ "type": "boolean" }))],
            Kind::Happened => vec![object(json!({ "enum": [true, false, "not-stated"] }))],
            Kind::Integer => vec![object(json!({ "type": "integer" }))],
            Kind::Number => vec![number()],
            Kind::Period => vec![
                object(json!({
                    "type": ["integer", "string"],
                    "minimum": 1000,
                    "maximum": 9999,
                    "pattern": format!("^{PERIOD}$"),
                })),
                // A day without quotes: only by the format do editors know that TOML has dates.
                object(json!({ "type": "string", "format": "date" })),
            ],
            Kind::Amount => vec![number(), reason()],
            Kind::Promise => vec![number(), matching(ID)],
            Kind::Value(shape) => vec![number(), reason(), self.table(shape)],
            Kind::Source(shape) => vec![matching(ID), self.table(shape)],
            Kind::List(inner) => {
                vec![object(json!({ "type": "array", "items": self.nameless(inner) }))]
            }
            Kind::OneOrMore(inner) => {
                let mut alternatives = self.alternatives(inner);
                alternatives.extend(self.alternatives(&Kind::List(inner)));
                alternatives
            }
            Kind::Table(shape) => vec![self.table(shape)],
            Kind::ById(inner) => vec![by(ID, self.nameless(inner))],
            Kind::ByPeriod(inner) => vec![by(PERIOD, self.nameless(inner))],
            Kind::ByTag(inner) => vec![by(TAG, self.nameless(inner))],
        }
    }

    fn table(&self, shape: &Shape) -> Map<String, Value> {
        if self.is_within(shape) {
            return object(json!({ "title": shape.name, "type": "object" }));
        }
        let within = Within { around: Some((self, shape)) };
        let property = |field: &Field| (field.key.to_owned(), within.key(field.about, &field.kind));
        let required = shape.fields.iter().filter(|field| field.need == Need::Required);
        let mut table = object(json!({ "title": shape.name }));
        table.extend(closed(
            shape.fields.iter().map(property).collect(),
            &required.map(|field| field.key).collect::<Vec<_>>(),
        ));
        table
    }

    fn is_within(&self, shape: &Shape) -> bool {
        self.around.is_some_and(|(around, of)| is_same(of, shape) || around.is_within(shape))
    }
}

/// A shape that several records use has no address of its own, so it is known by its keys.
fn is_same(one: &Shape, other: &Shape) -> bool {
    let keys = |shape: &'_ Shape| shape.fields.iter().map(|field| field.key).collect::<Vec<_>>();
    one.name == other.name && keys(one) == keys(other)
}

fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(object) => object,
        other => unreachable!("a schema is an object, not {other}"),
    }
}

/// The path to a record, row, cell or point.
fn reference() -> String {
    format!("({ID}/)?{ID}(\\.{ID}){{0,2}}(@{PERIOD})?")
}

fn word() -> Map<String, Value> {
    object(json!({ "type": "string" }))
}

fn matching(pattern: &str) -> Map<String, Value> {
    object(json!({ "type": "string", "pattern": format!("^{pattern}$") }))
}

/// A table whose keys are of the author's choice.
fn by(pattern: &str, inner: Value) -> Map<String, Value> {
    object(json!({
        "type": "object",
        "patternProperties": { format!("^{pattern}$"): inner },
        "additionalProperties": false,
    }))
}

/// A string, or one for each language; a language may give plural forms.
fn text() -> Map<String, Value> {
    let either = |pattern: &str, inner: Value| {
        let mut table = by(pattern, inner);
        table["type"] = json!(["string", "object"]);
        table.insert("minProperties".to_owned(), 1.into());
        table
    };
    let forms = either(&format!("({PLURAL})"), word().into());
    either(TAG, forms.into())
}

/// Its digits may stand in quotes.
fn number() -> Map<String, Value> {
    object(json!({ "type": ["number", "string"], "pattern": format!("^{DIGITS}$") }))
}

/// Why there is no number.
fn reason() -> Map<String, Value> {
    let reasons: Vec<&str> = Missing::ALL.iter().map(|reason| reason.word()).collect();
    object(json!({ "enum": reasons }))
}
