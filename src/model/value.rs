//! One published value: a decimal or the reason why there is none, and all that is known about it.

use rust_decimal::Decimal;

use super::{Id, Located, Period, Text};
use crate::diagnostics::Origin;

/// A value with its context. What is `None` here is said by the record around it.
#[derive(Clone, Debug)]
pub struct Observation {
    pub value: Value,
    pub origin: Origin,
    /// The word on its unit's scale; its place in the order is the number.
    pub level: Option<Located<Id>>,
    pub period: Option<Located<Period>>,
    pub status: Status,
    /// It cannot be compared with the value before it.
    pub breaks: bool,
    pub notes: Vec<Located<Id>>,
    pub source: Option<SourceUse>,
    pub details: Option<Box<Details>>,
}

/// What few values have, most of them from surveys and corrections.
#[derive(Clone, Debug, Default)]
pub struct Details {
    /// The change that the source prints, in percent; compared with the one that follows from the data.
    pub printed_change: Option<Located<Decimal>>,
    /// What had been published before.
    pub corrected_from: Option<Located<Decimal>>,
    /// Confidence interval, as distances below and above.
    pub interval: Option<(Decimal, Decimal)>,
    pub responses: Option<Located<i64>>,
    pub response_rate: Option<Located<Decimal>>,
    /// The level reached, where the value is an increment.
    pub cumulative: Option<Located<Decimal>>,
    /// What came new, where the value is a level.
    pub added: Option<Located<Decimal>>,
    pub bound: Option<Bound>,
    /// The source says that it cannot be held against the baseline.
    pub not_comparable: bool,
    /// The value is a share: so many of so many.
    pub out_of: Option<OutOf>,
    pub breakdown: Option<Split>,
    /// Parts that are no full split.
    pub of_which: Vec<(Located<Id>, Decimal)>,
    pub per_year: Vec<(Period, Observation)>,
    /// What was published for it before, oldest first.
    pub vintages: Vec<Observation>,
}

#[derive(Clone, Debug)]
pub struct OutOf {
    pub part: Decimal,
    pub whole: Decimal,
    pub unit: Option<Located<Id>>,
    pub breakdown: Option<Split>,
    pub origin: Origin,
}

/// A value by region, medium, office …
#[derive(Clone, Debug)]
pub struct Split {
    pub by: Located<Id>,
    pub parts: Vec<(Located<Id>, Observation)>,
    pub origin: Origin,
}

/// The value itself is not known, only a bound of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    AtLeast,
    AtMost,
    MoreThan,
    LessThan,
}

impl Bound {
    pub const WORDS: &'static [&'static str] = &["at-least", "at-most", "more-than", "less-than"];

    /// The key of its phrase: `target.at_least`.
    pub fn key(self) -> &'static str {
        match self {
            Bound::AtLeast => "at_least",
            Bound::AtMost => "at_most",
            Bound::MoreThan => "more_than",
            Bound::LessThan => "less_than",
        }
    }

    pub fn parse(word: &str) -> Option<Bound> {
        match word {
            "at-least" => Some(Bound::AtLeast),
            "at-most" => Some(Bound::AtMost),
            "more-than" => Some(Bound::MoreThan),
            "less-than" => Some(Bound::LessThan),
            _ => None,
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    Number(Decimal),
    /// Nothing stands there, and this is why.
    Missing(Missing),
    /// A state in words: "no disruption".
    Words(Text),
    /// Only its years or its parts are known.
    InParts,
}

impl Observation {
    pub fn number(&self) -> Option<Decimal> {
        match self.value {
            Value::Number(number) => Some(number),
            _ => None,
        }
    }

    /// The ends of the confidence interval around its number.
    pub fn interval(&self) -> Option<(Decimal, Decimal)> {
        let (below, above) = self.details.as_ref()?.interval?;
        let number = self.number()?;
        // Distances have their sign.
        Some((number.checked_add(below)?, number.checked_add(above)?))
    }
}

/// Why there is no number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    /// The dash in a table: there was none.
    Nil,
    NotAvailable,
    NotApplicable,
    /// Expected later.
    Pending,
    /// Left empty in the source.
    Blank,
    /// It stood there and cannot be recovered.
    Lost,
    Confidential,
}

impl Missing {
    pub const ALL: &'static [Missing] = &[
        Missing::Nil,
        Missing::NotAvailable,
        Missing::NotApplicable,
        Missing::Pending,
        Missing::Blank,
        Missing::Lost,
        Missing::Confidential,
    ];

    /// The word in the data, also the key of its strings.
    pub fn word(self) -> &'static str {
        match self {
            Missing::Nil => "nil",
            Missing::NotAvailable => "not-available",
            Missing::NotApplicable => "not-applicable",
            Missing::Pending => "pending",
            Missing::Blank => "blank",
            Missing::Lost => "lost",
            Missing::Confidential => "confidential",
        }
    }

    pub fn parse(word: &str) -> Option<Missing> {
        Self::ALL.iter().copied().find(|reason| reason.word() == word)
    }
}

/// How sure the organization is of a value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Status {
    #[default]
    Final,
    Provisional,
    Estimated,
    Revised,
    Forecast,
}

impl Status {
    pub const WORDS: &'static [&'static str] =
        &["final", "provisional", "estimated", "revised", "forecast"];

    pub fn word(self) -> &'static str {
        match self {
            Status::Final => "final",
            Status::Provisional => "provisional",
            Status::Estimated => "estimated",
            Status::Revised => "revised",
            Status::Forecast => "forecast",
        }
    }

    pub fn parse(word: &str) -> Option<Status> {
        match word {
            "final" => Some(Status::Final),
            "provisional" => Some(Status::Provisional),
            "estimated" => Some(Status::Estimated),
            "revised" => Some(Status::Revised),
            "forecast" => Some(Status::Forecast),
            _ => None,
        }
    }
}

/// Where a figure comes from: a document, a place in it, and the date it was true.
#[derive(Clone, Debug)]
pub struct SourceUse {
    pub document: Located<Id>,
    pub place: Option<Text>,
    pub as_of: Option<Period>,
}
