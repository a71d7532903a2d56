//! The report as data: frameworks, KPIs, observations, tables, series, notes, sources.
//!
//! Nothing here is formatted and nothing is looked up on disk. A record keeps the place it was
//! written at (`Origin`), so that every later finding can point there.

mod accepted;
mod correction;
mod edition;
mod figure;
mod framework;
mod id;
mod kpi;
mod lookup;
mod narrative;
mod order;
mod period;
mod project;
mod rating;
mod relation;
mod risk;
mod series;
mod table;
mod text;
mod value;
mod vocabulary;

pub use accepted::{Accepted, AcceptedIn};
pub use correction::Correction;
pub use edition::{DeclaredRatings, Edition, Headline, Note, RatingRule};
pub use figure::{FigureKind, FigureOptions, FigureSpec, Order};
pub use framework::{FormerTitle, Framework, Level, Node};
pub use id::{DEVICES, Id, Reference};
pub use kpi::{
    Better, Group, Kpi, Measure, Promised, RatingBasis, RatingGiven, Target, TargetKind,
};
pub use lookup::{Found, Lookup};
pub use narrative::{Attachment, NarrativeFile, NarrativePlace};
pub use order::{Circle, in_order};
pub use period::Period;
pub use project::{
    Fallback, Image, Licence, Organization, Pages, Project, Redirect, Site, Source, StalePolicy,
};
pub use rating::{Suggestion, Suggestions, suggest};
pub use relation::{Equality, Expression, Figures, Inclusion, Sign, Summand};
pub use risk::{DeclaredRisks, Risk};
pub use series::{Every, Flow, Point, Series};
pub use table::{Cell, Column, Computed, Row, RowName, Table};
pub use text::{Forms, Text, TextIn, TextPlace};
pub use value::{Bound, Details, Missing, Observation, OutOf, SourceUse, Split, Status, Value};
pub use vocabulary::{
    Breakdown, BreakdownPart, Rating, Term, Topic, Unit, UnitKind, Vocabulary, WorkUnit,
};

use crate::diagnostics::Origin;

/// A value and the place where the author wrote it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Located<T> {
    pub value: T,
    pub origin: Origin,
}

impl<T> Located<T> {
    pub fn new(value: T, origin: Origin) -> Self {
        Located { value, origin }
    }
}
