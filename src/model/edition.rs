//! One reporting period with everything reported for it.

use rust_decimal::Decimal;

use super::{Accepted, FigureSpec, Framework, Id, Kpi, Located, Period, Series, Table, Text};
use crate::diagnostics::Origin;

#[derive(Clone, Debug)]
pub struct Edition {
    /// The folder's name.
    pub id: Id,
    pub origin: Origin,
    pub title: Text,
    pub period: Located<Period>,
    pub status: String,
    pub published: Option<Period>,
    pub previous: Option<Located<Id>>,
    pub notes_on_all: Vec<Located<Id>>,
    pub rating_scale: Vec<RatingRule>,
    pub declared_ratings: Option<DeclaredRatings>,
    pub framework: Framework,
    pub kpis: Vec<Kpi>,
    pub tables: Vec<Table>,
    pub series: Vec<Series>,
    pub figures: Vec<FigureSpec>,
    pub notes: Vec<Note>,
}

impl Edition {
    pub const STATUS_WORDS: &'static [&'static str] =
        &["unaudited", "audited", "preliminary", "final"];

    /// Ids of records that have a page of their own, and so may have a narrative.
    pub fn pages(&self) -> impl Iterator<Item = &Id> {
        let nodes = self.framework.nodes.iter().map(|node| &node.id);
        nodes
            .chain(self.kpis.iter().map(|kpi| &kpi.id))
            .chain(self.tables.iter().map(|table| &table.id))
            .chain(self.series.iter().map(|series| &series.id))
    }

    /// `overview` is the page of the edition itself.
    pub fn has_page(&self, id: &Id) -> bool {
        id.as_str() == "overview" || self.pages().any(|page| page == id)
    }
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
    pub total: Option<i64>,
    pub kpis: Option<i64>,
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
}
