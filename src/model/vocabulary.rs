//! Words used in many places: units, ratings, terms, units of work.

use rust_decimal::Decimal;

use super::{Accepted, Id, Located, Text};
use crate::diagnostics::Origin;

#[derive(Clone, Debug, Default)]
pub struct Vocabulary {
    pub units: Vec<Unit>,
    pub ratings: Vec<Rating>,
    pub terms: Vec<Term>,
    pub work_units: Vec<WorkUnit>,
    pub breakdowns: Vec<Breakdown>,
    pub topics: Vec<Topic>,
}

/// What a number counts or measures.
#[derive(Clone, Debug)]
pub struct Unit {
    pub id: Id,
    pub origin: Origin,
    pub kind: UnitKind,
    pub currency: Option<String>,
    /// What 1 stands for: 1,000,000 in a table of millions.
    pub scale: u64,
    /// Printed decimals; as written in the data when unset.
    pub decimals: Option<u32>,
    /// Stands over tables and axes: "million Swiss francs".
    pub name: Text,
    pub short: Option<Text>,
    /// With its number in prose: "{n} applications".
    pub one_of: Option<Text>,
    /// Words in an order, from low to high; a value is the place of its word, from 1.
    pub levels: Vec<(Id, Text)>,
    pub accepted: Vec<Accepted>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnitKind {
    /// Things: parts add up exactly.
    Count,
    Percent,
    Currency,
    Ratio,
    Score,
    Duration,
    /// Words in an order: low, intermediate, high.
    Level,
    /// Words instead of a number.
    Words,
}

impl UnitKind {
    pub const WORDS: &'static [&'static str] =
        &["count", "percent", "currency", "ratio", "score", "duration", "level", "text"];

    pub fn parse(word: &str) -> Option<UnitKind> {
        match word {
            "count" => Some(UnitKind::Count),
            "percent" => Some(UnitKind::Percent),
            "currency" => Some(UnitKind::Currency),
            "ratio" => Some(UnitKind::Ratio),
            "score" => Some(UnitKind::Score),
            "duration" => Some(UnitKind::Duration),
            "level" => Some(UnitKind::Level),
            "text" => Some(UnitKind::Words),
            _ => None,
        }
    }
}

impl Unit {
    /// The place of a word on its scale, from 1.
    pub fn rank(&self, level: &Id) -> Option<Decimal> {
        let place = self.levels.iter().position(|(known, _)| known == level)?;
        Some(Decimal::from(place + 1))
    }

    /// The word in a place, from 1.
    pub fn level(&self, rank: Decimal) -> Option<&Text> {
        self.levels
            .iter()
            .zip(1u32..)
            .find(|(_, place)| Decimal::from(*place) == rank)
            .map(|((_, name), _)| name)
    }

    /// The number of another unit as one of this: 976.4 million is 976400 thousand. Where both have
    /// one scale its digits stay as they are.
    pub fn of_other(&self, number: Decimal, other: &Unit) -> Option<Decimal> {
        if self.scale == other.scale {
            return Some(number);
        }
        number.checked_mul(other.scale.into())?.checked_div(self.scale.into())
    }

    /// Whether an amount of one can be held against an amount of the other.
    pub fn goes_with(&self, other: &Unit) -> bool {
        self.kind == other.kind && self.currency == other.currency
    }
}

/// A word for how far a target was met, with a shape and a letter beside its colour.
#[derive(Clone, Debug)]
pub struct Rating {
    pub id: Id,
    pub origin: Origin,
    pub name: Text,
    pub letter: Text,
    pub shape: String,
    pub order: i64,
}

#[derive(Clone, Debug)]
pub struct Term {
    pub id: Id,
    pub origin: Origin,
    pub name: Text,
    pub definition: Option<Text>,
    pub accepted: Vec<Accepted>,
}

/// Who does the work: a programme, a sector, a department.
#[derive(Clone, Debug)]
pub struct WorkUnit {
    pub id: Id,
    pub origin: Origin,
    pub name: Text,
    pub short: Option<Text>,
    pub parent: Option<Located<Id>>,
}

/// A part of the report that tables and series belong to: finance, demand.
#[derive(Clone, Debug)]
pub struct Topic {
    pub id: Id,
    pub origin: Origin,
    pub name: Text,
    /// The topic on whose page it stands, as a part of it.
    pub parent: Option<Located<Id>>,
}

/// How a value is split: by region, by medium.
#[derive(Clone, Debug)]
pub struct Breakdown {
    pub id: Id,
    pub origin: Origin,
    pub name: Text,
    /// Whether the parts make up the whole.
    pub adds_up: bool,
    pub parts: Vec<BreakdownPart>,
}

#[derive(Clone, Debug)]
pub struct BreakdownPart {
    pub id: Id,
    pub name: Text,
}
