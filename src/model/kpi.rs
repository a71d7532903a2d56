//! KPI, measure, observation: what was promised, what came of it, and how the organization rates it.

use rust_decimal::Decimal;

use super::{Accepted, Id, Located, Observation, Period, Reference, SourceUse, Text};
use crate::diagnostics::Origin;

#[derive(Clone, Debug)]
pub struct Kpi {
    pub id: Id,
    pub origin: Origin,
    pub node: Located<Id>,
    /// Other nodes that report the same KPI.
    pub also: Vec<Located<Id>>,
    /// The KPI of an earlier edition that it continues.
    pub continues: Option<Located<Reference>>,
    pub title: Text,
    pub unit: Located<Id>,
    pub better: Better,
    pub owners: Vec<Located<Id>>,
    pub groups: Vec<Group>,
    pub measures: Vec<Measure>,
    pub notes: Vec<Located<Id>>,
    pub source: Option<SourceUse>,
    pub accepted: Vec<Accepted>,
}

impl Kpi {
    /// The measures that a measure is rated with.
    pub fn group_of(&self, measure: &Measure) -> Option<&Group> {
        let id = &measure.group.as_ref()?.value;
        self.groups.iter().find(|group| group.id == *id)
    }

    /// Who answers for a measure: the contributor that it or its group names, and the KPI's owners where
    /// that is none of them.
    pub fn answering_for<'k>(&'k self, measure: &'k Measure) -> Vec<&'k Located<Id>> {
        let of_group = self.group_of(measure).and_then(|group| group.work_unit.as_ref());
        let named = measure.work_unit.as_ref().or(of_group);
        let is_owner = |unit: &Located<Id>| self.owners.iter().any(|own| own.value == unit.value);
        let owners = self.owners.iter().filter(|_| !named.is_some_and(is_owner));
        named.into_iter().chain(owners).collect()
    }

    /// The rating that holds for a measure: its own or its group's.
    pub fn rating_of<'k>(&'k self, measure: &'k Measure) -> Option<&'k RatingGiven> {
        match &measure.group {
            Some(_) => self.group_of(measure)?.rating.as_ref(),
            None => measure.rating.as_ref(),
        }
    }
}

/// Which way is good.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Better {
    Higher,
    Lower,
    Keep,
}

impl Better {
    pub const WORDS: &'static [&'static str] = &["higher", "lower", "keep"];

    pub fn word(self) -> &'static str {
        match self {
            Better::Higher => "higher",
            Better::Lower => "lower",
            Better::Keep => "keep",
        }
    }

    pub fn parse(word: &str) -> Option<Better> {
        match word {
            "higher" => Some(Better::Higher),
            "lower" => Some(Better::Lower),
            "keep" => Some(Better::Keep),
            _ => None,
        }
    }
}

/// Several measures that share one rating.
#[derive(Clone, Debug)]
pub struct Group {
    pub id: Id,
    pub origin: Origin,
    pub label: Option<Text>,
    pub subject: Option<Located<Id>>,
    pub work_unit: Option<Located<Id>>,
    pub rating: Option<RatingGiven>,
    pub accepted: Vec<Accepted>,
}

/// One target line.
#[derive(Clone, Debug)]
pub struct Measure {
    pub id: Id,
    pub origin: Origin,
    pub label: Option<Text>,
    /// A term or other record whose name is its label.
    pub subject: Option<Located<Id>>,
    /// The node it counts for, if not the KPI's.
    pub node: Option<Located<Id>>,
    /// Where it is not the KPI's.
    pub unit: Option<Located<Id>>,
    pub better: Option<Better>,
    pub work_unit: Option<Located<Id>>,
    pub group: Option<Located<Id>>,
    pub baseline: Option<Observation>,
    pub target: Option<Target>,
    pub actual: Option<Observation>,
    pub rating: Option<RatingGiven>,
    pub notes: Vec<Located<Id>>,
    pub accepted: Vec<Accepted>,
}

/// A rating as the organization gave it: data, never computed.
#[derive(Clone, Debug)]
pub struct RatingGiven {
    pub rating: Located<Id>,
    /// What each unit of work gave, where several share the KPI: unit and rating.
    pub by_unit: Vec<(Located<Id>, Located<Id>)>,
    pub basis: RatingBasis,
    /// Why it stands although a formula suggests another.
    pub justification: Option<Text>,
}

impl RatingGiven {
    /// The rating that says: there was one, and it is lost in the source. On no scale.
    pub const UNKNOWN: &'static str = "unknown";
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RatingBasis {
    /// The source says so.
    Printed,
    /// The source lost it; it follows from the published rule.
    Derived,
}

#[derive(Clone, Debug)]
pub struct Target {
    pub kind: TargetKind,
    /// It holds for each year of the period.
    pub each_year: bool,
    /// It holds for a part of the value: a term of its `of_which`, a part of its breakdown.
    pub of: Option<Located<Id>>,
    /// The word on the unit's scale that `kind` is the place of.
    pub level: Option<Located<Id>>,
    pub origin: Origin,
    pub period: Option<Located<Period>>,
    pub notes: Vec<Located<Id>>,
}

/// What was promised.
#[derive(Clone, Debug)]
pub enum TargetKind {
    /// Which side is good follows from `better`.
    Level(Decimal),
    AtLeast(Decimal),
    AtMost(Decimal),
    MoreThan(Decimal),
    LessThan(Decimal),
    Between(Decimal, Decimal),
    /// Percent over the baseline.
    Growth(Decimal),
    /// The growth over the baseline stays below so many percent.
    GrowthBelow(Decimal),
    /// So many more than before.
    Increase(Decimal),
    PerYear(Vec<(Period, Decimal)>),
    Maintain,
    Improve,
    Words(Text),
    /// A level for each part of a breakdown.
    Parts {
        by: Located<Id>,
        parts: Vec<(Located<Id>, Promised)>,
    },
    /// Several conditions at once.
    All(Vec<Target>),
}

/// A number, or a word on the unit's scale that becomes its place in the order.
#[derive(Clone, Debug)]
pub struct Promised {
    pub number: Decimal,
    pub level: Option<Located<Id>>,
}
