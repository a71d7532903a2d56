//! Values over time, with a status per point.

use super::{Accepted, Id, Located, Observation, Period, SourceUse, Text};
use crate::diagnostics::Origin;

#[derive(Clone, Debug)]
pub struct Series {
    pub id: Id,
    pub origin: Origin,
    pub title: Text,
    pub unit: Located<Id>,
    pub flow: Flow,
    pub every: Every,
    /// In order of time.
    pub points: Vec<Point>,
    /// What is not there, and why: said wherever the series is shown.
    pub gap: Option<Text>,
    /// The part of the report that it belongs to.
    pub topic: Option<Located<Id>>,
    pub notes: Vec<Located<Id>>,
    pub source: Option<SourceUse>,
    pub accepted: Vec<Accepted>,
}

/// During a period, or at its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flow {
    Flow,
    Stock,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Every {
    Year,
    Biennium,
}

#[derive(Clone, Debug)]
pub struct Point {
    pub period: Period,
    pub observation: Observation,
}

impl Series {
    pub fn at(&self, period: &Period) -> Option<&Observation> {
        self.points
            .iter()
            .find(|point| point.period.same_time(period))
            .map(|point| &point.observation)
    }
}
