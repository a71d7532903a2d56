//! One reporting period with everything reported for it.

use rust_decimal::Decimal;

use super::{
    Accepted, Correction, DeclaredRisks, Equality, FigureSpec, Framework, Id, Inclusion, Kpi,
    Located, Period, Reference, Risk, Series, Table, Text,
};
use crate::diagnostics::Origin;

#[derive(Clone, Debug)]
pub struct Edition {
    /// The folder's name.
    pub id: Id,
    pub origin: Origin,
    pub title: Text,
    pub period: Located<Period>,
    /// First and last day, where its years are not the calendar's.
    pub starts: Option<Period>,
    pub ends: Option<Period>,
    pub status: String,
    pub published: Option<Period>,
    pub previous: Option<Located<Id>>,
    pub notes_on_all: Vec<Located<Id>>,
    /// The figures that stand at its head.
    pub headline: Vec<Headline>,
    pub rating_scale: Vec<RatingRule>,
    pub declared_ratings: Option<DeclaredRatings>,
    pub declared_risks: Option<DeclaredRisks>,
    pub framework: Framework,
    pub kpis: Vec<Kpi>,
    pub tables: Vec<Table>,
    pub series: Vec<Series>,
    pub figures: Vec<FigureSpec>,
    pub notes: Vec<Note>,
    pub risks: Vec<Risk>,
    pub corrections: Vec<Correction>,
    /// Figures that must agree wherever they stand.
    pub equalities: Vec<Equality>,
    /// Figures that are a part of others.
    pub inclusions: Vec<Inclusion>,
    pub accepted: Vec<Accepted>,
}

impl Edition {
    pub const STATUS_WORDS: &'static [&'static str] =
        &["unaudited", "audited", "preliminary", "final"];

    /// Year, month, day.
    pub fn first_day(&self) -> (u16, u8, u8) {
        self.starts.as_ref().unwrap_or(&self.period.value).start()
    }

    /// Year, month, day.
    pub fn last_day(&self) -> (u16, u8, u8) {
        self.ends.as_ref().unwrap_or(&self.period.value).end()
    }

    /// Ids of records that have a page of their own, and so may have a narrative.
    pub fn pages(&self) -> impl Iterator<Item = &Id> {
        let nodes = self.framework.nodes.iter().map(|node| &node.id);
        nodes
            .chain(self.kpis.iter().map(|kpi| &kpi.id))
            .chain(self.tables.iter().map(|table| &table.id))
            .chain(self.series.iter().map(|series| &series.id))
    }
}

/// One of the figures that an edition is known by.
#[derive(Clone, Debug)]
pub struct Headline {
    pub value: Located<Reference>,
    pub label: Text,
}

/// A published threshold: percent of the target.
#[derive(Clone, Debug)]
pub struct RatingRule {
    pub rating: Located<Id>,
    pub at_least: Option<Decimal>,
    pub below: Option<Decimal>,
    pub rule: Option<Text>,
}

/// Totals that the report states and the build counts.
#[derive(Clone, Debug)]
pub struct DeclaredRatings {
    pub origin: Origin,
    pub total: Option<Located<i64>>,
    pub kpis: Option<Located<i64>>,
    /// A shared rating counts once for each unit of work that gave one.
    pub by_unit: bool,
    pub counts: Vec<(Located<Id>, i64)>,
    /// Why the data may hold fewer.
    pub accepted: Vec<Accepted>,
}

/// A note that records refer to; each page numbers its own.
#[derive(Clone, Debug)]
pub struct Note {
    pub id: Id,
    pub origin: Origin,
    pub text: Text,
    pub accepted: Vec<Accepted>,
}
