//! The vocabulary in which the format of the data files is written down: which keys a record has,
//! what each may hold, and one sentence about it. Reading, messages and documentation follow from it.

use crate::diagnostics::listed;
use crate::model::Missing;

/// The keys of one kind of record.
#[derive(Debug)]
pub struct Shape {
    /// As in messages: "a KPI", "a column".
    pub name: &'static str,
    pub fields: &'static [Field],
}

#[derive(Debug)]
pub struct Field {
    pub key: &'static str,
    pub kind: Kind,
    pub need: Need,
    /// What it says, for authors.
    pub about: &'static str,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    Required,
    Optional,
}

/// What may stand behind a key.
#[derive(Debug)]
pub enum Kind {
    /// A plain string.
    Word,
    /// A string that is an id of a record.
    Id,
    /// A path to a record, row, cell or point.
    Reference,
    /// Paths to figures with ` + ` and ` - ` between them.
    Expression,
    /// One of a closed set of words.
    Choice(&'static [&'static str]),
    /// A string, or a string for each language; a language may give plural forms.
    Text,
    /// The header of a column in a file, or one for each language.
    Headers,
    /// A language tag.
    Tag,
    Flag,
    /// A flag, or `"not-stated"`.
    Happened,
    Integer,
    /// A decimal number, its digits kept as written.
    Number,
    /// A year, a span of years, a month or a day.
    Period,
    /// A number, or a reason for its absence.
    Amount,
    /// A number, or a word on the scale of a unit.
    Promise,
    /// A number, a reason for its absence, or a table of this shape.
    Value(&'static Shape),
    /// A document's id, or a table of this shape.
    Source(&'static Shape),
    List(&'static Kind),
    /// One of these, or several in brackets.
    OneOrMore(&'static Kind),
    Table(&'static Shape),
    /// A table whose keys are ids of the author's choice.
    ById(&'static Kind),
    /// A table whose keys are periods.
    ByPeriod(&'static Kind),
    /// A table whose keys are language tags.
    ByTag(&'static Kind),
}

impl Kind {
    /// For "expected …" at the value of this key.
    pub fn expected_behind(&self, key: &str) -> String {
        match self {
            Kind::Table(shape) => {
                let first = shape.fields.first().map_or("key", |field| field.key);
                format!("keys in braces, such as `{{ {first} = … }}`")
            }
            Kind::ById(_) => format!("one for each id, such as `{key}.one-id = …`"),
            Kind::ByPeriod(_) => format!("one for each period, such as `{key}.2025 = …`"),
            Kind::ByTag(_) => format!("one for each language, such as `{key}.fr = …`"),
            _ => self.expected(),
        }
    }

    /// What there is to choose from.
    pub fn remedies(&self) -> Vec<String> {
        let may_have = |key: &str, shape: &Shape| shape.fields.iter().any(|field| field.key == key);
        let mut remedies = Vec::new();
        if let Kind::Table(shape) = self {
            let keys: Vec<&str> = shape.fields.iter().map(|field| field.key).collect();
            remedies.push(format!("{} may have {}", shape.name, listed(&keys)));
        }
        if let Kind::Amount | Kind::Value(_) = self {
            let reasons: Vec<&str> = Missing::ALL.iter().map(|reason| reason.word()).collect();
            remedies.push(format!("the reasons for absence are {}", listed(&reasons)));
        }
        if let Kind::Value(shape) = self
            && may_have("level", shape)
        {
            remedies.push(
                "a word on the scale of its unit is `{ level = \"…\" }`, a state in words is \
                 `{ text.en = \"…\" }`"
                    .to_owned(),
            );
        }
        remedies
    }

    /// For "expected …".
    pub fn expected(&self) -> String {
        match self {
            Kind::Word => "a text in quotes".to_owned(),
            Kind::Id => "an id in quotes, such as `er-1-1`".to_owned(),
            Kind::Reference => "a reference in quotes, such as `revenue.total.actual`".to_owned(),
            Kind::Expression => {
                "a reference in quotes, or several with ` + ` or ` - ` between them, \
                                 such as `fees.online.actual + fees.paper.actual`"
                    .to_owned()
            }
            Kind::Choice(words) => format!("one of {}", listed(words)),
            Kind::Text => "a text, or a text for each language (`title.en = \"…\"`)".to_owned(),
            Kind::Headers => {
                "a header in quotes, or one for each language (`label.en = \"…\"`)".to_owned()
            }
            Kind::Tag => "a language tag in quotes, such as `en`".to_owned(),
            Kind::Happened => "`true`, `false` or `\"not-stated\"`".to_owned(),
            Kind::Flag => "`true` or `false`".to_owned(),
            Kind::Integer => "a whole number".to_owned(),
            Kind::Number => "a plain number, such as `976.4`".to_owned(),
            Kind::Period => {
                "a year, a span of years, a month or a day, such as `2025`, `\"2024/25\"`, \
                 `\"2025-12\"` or `2025-12-31`"
                    .to_owned()
            }
            Kind::Amount => "a number, or a reason for its absence in quotes".to_owned(),
            Kind::Promise => "a number, or a level in quotes".to_owned(),
            Kind::Value(_) => {
                "a number, a reason for its absence in quotes, or `{ value = … }`".to_owned()
            }
            Kind::Source(_) => "the id of a source in quotes, or `{ document = … }`".to_owned(),
            Kind::List(kind) => format!("a list in brackets, each {}", kind.expected()),
            Kind::OneOrMore(kind) => format!("{}, or several in brackets", kind.expected()),
            Kind::Table(shape) => format!("{} with keys in braces", shape.name),
            Kind::ById(_) | Kind::ByPeriod(_) | Kind::ByTag(_) => "a table".to_owned(),
        }
    }
}

/// Writes one line of a shape.
macro_rules! field {
    ($key:literal, required, $kind:expr, $about:literal) => {
        $crate::load::shape::Field {
            key: $key,
            kind: $kind,
            need: $crate::load::shape::Need::Required,
            about: $about,
        }
    };
    ($key:literal, optional, $kind:expr, $about:literal) => {
        $crate::load::shape::Field {
            key: $key,
            kind: $kind,
            need: $crate::load::shape::Need::Optional,
            about: $about,
        }
    };
}
pub(crate) use field;
