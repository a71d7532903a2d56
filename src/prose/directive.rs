//! The directives of narratives: one table of what an author may write, and the type of what was written.

use crate::diagnostics::Origin;

/// Names a directive; each has one row in [`RULES`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Name {
    Value,
    Change,
    Share,
    Ref,
    Note,
    Table,
    Chart,
    Kpi,
}

/// Where a directive may stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// In a sentence, a heading, a table cell.
    Sentence,
    /// Alone in its paragraph.
    Paragraph,
}

/// What an argument may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `[edition/]record[.row[.column]][@period]`
    Reference,
    /// `2025`, `2024/25`
    Period,
    /// Words for the reader.
    Text,
    /// A whole number from zero to this.
    UpTo(u8),
    /// One of these words.
    OneOf(&'static [&'static str]),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    Required,
    Optional,
}

/// One argument that a directive takes.
#[derive(Debug, PartialEq, Eq)]
pub struct Parameter {
    pub name: &'static str,
    pub need: Need,
    pub kind: Kind,
}

/// One row of the table.
#[derive(Debug, PartialEq, Eq)]
pub struct Rule {
    pub name: Name,
    /// As authors write it.
    pub word: &'static str,
    pub place: Place,
    pub parameters: &'static [Parameter],
    /// For the manual: what stands on the page in its place.
    pub does: &'static str,
    /// What an author can copy.
    pub example: &'static str,
}

const fn required(name: &'static str, kind: Kind) -> Parameter {
    Parameter { name, need: Need::Required, kind }
}

const fn optional(name: &'static str, kind: Kind) -> Parameter {
    Parameter { name, need: Need::Optional, kind }
}

pub static RULES: &[Rule] = &[
    Rule {
        name: Name::Value,
        word: "value",
        place: Place::Sentence,
        parameters: &[
            required("id", Kind::Reference),
            optional("precision", Kind::UpTo(9)),
            optional("scale", Kind::OneOf(&["unit", "thousand", "million", "plain"])),
            optional("sign", Kind::OneOf(&["always"])),
            optional("period", Kind::Period),
        ],
        does: "A figure, in the reader's number format.",
        example: r#"{{ value(id="revenue.total.actual") }}"#,
    },
    Rule {
        name: Name::Change,
        word: "change",
        place: Place::Sentence,
        parameters: &[
            required("from", Kind::Reference),
            required("to", Kind::Reference),
            optional("as", Kind::OneOf(&["percent", "amount"])),
        ],
        does: "The change from one figure to another, computed from the data.",
        example: r#"{{ change(from="filings@2024", to="filings@2025") }}"#,
    },
    Rule {
        name: Name::Share,
        word: "share",
        place: Place::Sentence,
        parameters: &[required("of", Kind::Reference), required("in", Kind::Reference)],
        does: "One figure as a share of another, computed from the data.",
        example: r#"{{ share(of="revenue.fees.actual", in="revenue.total.actual") }}"#,
    },
    Rule {
        name: Name::Ref,
        word: "ref",
        place: Place::Sentence,
        parameters: &[required("id", Kind::Reference), optional("text", Kind::Text)],
        does: "A link to a page or record, worded with its title unless `text` says otherwise.",
        example: r#"{{ ref(id="er-1-1") }}"#,
    },
    Rule {
        name: Name::Note,
        word: "note",
        place: Place::Sentence,
        parameters: &[required("id", Kind::Reference)],
        does: "The mark of a note; its text stands among the notes of the page.",
        example: r#"{{ note(id="incentivised") }}"#,
    },
    Rule {
        name: Name::Table,
        word: "table",
        place: Place::Paragraph,
        parameters: &[required("id", Kind::Reference)],
        does: "A table of the report, with its source and notes.",
        example: r#"{{ table(id="revenue") }}"#,
    },
    Rule {
        name: Name::Chart,
        word: "chart",
        place: Place::Paragraph,
        parameters: &[required("id", Kind::Reference)],
        does: "A figure of the report: the chart with the table that it was drawn from.",
        example: r#"{{ chart(id="filings-by-year") }}"#,
    },
    Rule {
        name: Name::Kpi,
        word: "kpi",
        place: Place::Paragraph,
        parameters: &[required("id", Kind::Reference)],
        does: "A KPI with its measures and ratings.",
        example: r#"{{ kpi(id="web-visitors") }}"#,
    },
];

/// The row of a directive as authors write it.
pub fn rule(word: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.word == word)
}

/// One directive of a narrative: its arguments are known, complete and of the right kind.
/// Whether the records they name exist is not known here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Directive {
    pub rule: &'static Rule,
    /// From `{{` to `}}`.
    pub origin: Origin,
    /// In the order written, each at most once.
    pub arguments: Vec<Argument>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Argument {
    pub name: &'static str,
    pub value: Value,
    /// Of the value, without its quotes.
    pub origin: Origin,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    Reference(String),
    Period(String),
    Text(String),
    Count(u8),
    Word(&'static str),
}

impl Directive {
    pub fn name(&self) -> Name {
        self.rule.name
    }

    /// As authors write it.
    pub fn word(&self) -> &'static str {
        self.rule.word
    }

    pub fn argument(&self, name: &str) -> Option<&Argument> {
        self.arguments.iter().find(|argument| argument.name == name)
    }

    /// The argument's reference, period, text or word; `None` when it was not given or is a count.
    pub fn text(&self, name: &str) -> Option<&str> {
        match &self.argument(name)?.value {
            Value::Reference(text) | Value::Period(text) | Value::Text(text) => Some(text),
            Value::Word(word) => Some(word),
            Value::Count(_) => None,
        }
    }

    pub fn count(&self, name: &str) -> Option<u8> {
        match self.argument(name)?.value {
            Value::Count(count) => Some(count),
            _ => None,
        }
    }
}
