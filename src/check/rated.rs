//! What carries a rating in an edition: single measures, and groups of measures that share one.

use super::figures::Path;
use crate::diagnostics::Origin;
use crate::model::{Accepted, Edition, Group, Kpi, Measure, RatingGiven};

/// A line of the report that is rated as one, or should be.
pub struct Rated<'a> {
    pub kpi: &'a Kpi,
    what: What<'a>,
    pub rating: Option<&'a RatingGiven>,
}

#[derive(Clone, Copy)]
enum What<'a> {
    Measure(&'a Measure),
    Group(&'a Group),
}

/// In the order of the data: groups of a KPI before its single measures.
pub fn rated(edition: &Edition) -> impl Iterator<Item = Rated<'_>> {
    edition.kpis.iter().flat_map(|kpi| {
        let groups = kpi.groups.iter().map(|group| Rated {
            kpi,
            what: What::Group(group),
            rating: group.rating.as_ref(),
        });
        let single = kpi.measures.iter().filter(|measure| measure.group.is_none());
        groups.chain(single.map(|measure| Rated {
            kpi,
            what: What::Measure(measure),
            rating: measure.rating.as_ref(),
        }))
    })
}

impl<'a> Rated<'a> {
    pub fn measures(&self) -> impl Iterator<Item = &'a Measure> {
        let what = self.what;
        self.kpi.measures.iter().filter(move |measure| match what {
            What::Measure(one) => std::ptr::eq(*measure, one),
            What::Group(group) => {
                measure.group.as_ref().is_some_and(|named| named.value == group.id)
            }
        })
    }

    /// `web-visitors.main-site`
    pub fn path(&self) -> Path<'a> {
        let part = match self.what {
            What::Measure(measure) => &measure.id,
            What::Group(group) => &group.id,
        };
        Path { record: &self.kpi.id, part: Some(part), field: None, period: None }
    }

    pub fn origin(&self) -> Origin {
        match self.what {
            What::Measure(measure) => measure.origin,
            What::Group(group) => group.origin,
        }
    }

    pub fn exceptions(&self) -> [&'a [Accepted]; 2] {
        let own = match self.what {
            What::Measure(measure) => &measure.accepted,
            What::Group(group) => &group.accepted,
        };
        [own, &self.kpi.accepted]
    }
}
