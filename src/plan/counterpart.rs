//! The same subject in another edition: by its id, or because a KPI says what it continues.

use std::collections::HashMap;

use super::index::{EditionIndex, Filter};
use super::{SitePlan, Subject};
use crate::model::{Id, Project};

/// A KPI by the places of its edition and of itself.
type KpiPlace = (usize, usize);

/// Which KPI of an earlier edition each one continues, and the other way round.
#[derive(Debug, Default)]
pub struct Continuity {
    earlier: HashMap<KpiPlace, KpiPlace>,
    later: HashMap<KpiPlace, KpiPlace>,
}

impl Continuity {
    pub fn of(project: &Project, editions: &[EditionIndex]) -> Continuity {
        let places: HashMap<&Id, usize> =
            project.editions.iter().enumerate().map(|(e, edition)| (&edition.id, e)).collect();
        let mut continuity = Continuity::default();
        for (e, edition) in project.editions.iter().enumerate() {
            for (k, kpi) in edition.kpis.iter().enumerate() {
                let Some(continued) = &kpi.continues else { continue };
                let of = continued.value.edition.as_ref().and_then(|id| places.get(id)).copied();
                let before = of.and_then(|of| editions[of].record(&continued.value.record));
                if let Some(Subject::Kpi(before, continued)) = before {
                    continuity.earlier.insert((e, k), (before, continued));
                    continuity.later.insert((before, continued), (e, k));
                }
            }
        }
        continuity
    }

    /// The KPI that stands for this one in another edition, however many lie between.
    fn kpi(&self, own: KpiPlace, edition: usize, most: usize) -> Option<KpiPlace> {
        let along = |way: &HashMap<KpiPlace, KpiPlace>| {
            let steps = std::iter::successors(Some(own), |place| way.get(place).copied());
            steps.take(most).find(|place| place.0 == edition)
        };
        along(&self.earlier).or_else(|| along(&self.later))
    }
}

impl SitePlan {
    /// The page of another edition about the same thing.
    pub fn counterpart(&self, project: &Project, subject: Subject, f: usize) -> Option<Subject> {
        let e = subject.edition()?;
        let own = &project.editions[e];
        let index = &self.editions[f];
        let other = match subject {
            Subject::Edition(_) => Subject::Edition(f),
            Subject::Node(_, n) => index.record(&own.framework.nodes[n].id)?,
            Subject::Kpi(_, k) => match self.continuity.kpi((e, k), f, project.editions.len()) {
                Some((f, k)) => Subject::Kpi(f, k),
                None => index.record(&own.kpis[k].id)?,
            },
            Subject::Table(_, t) => index.record(&own.tables[t].id)?,
            Subject::Series(Some(_), s) => index.record(&own.series[s].id)?,
            Subject::Kpis(_, None) => Subject::Kpis(f, None),
            Subject::Kpis(_, Some(list)) => {
                let filter = match &self.editions[e].lists[list].filter {
                    Filter::Node(n) => Filter::Node(index.node(&own.framework.nodes[*n].id)?),
                    filter => filter.clone(),
                };
                Subject::Kpis(f, Some(index.list(&filter)?))
            }
            Subject::Units(_) => Subject::Units(f),
            Subject::Unit(_, u) => {
                let unit = self.editions[e].units[u].unit;
                let id = &project.vocabulary.work_units[unit].id;
                Subject::Unit(f, index.unit(id)?)
            }
            Subject::Topic(_, t) => {
                let topic = self.editions[e].topics[t].topic;
                let other = index.topics.iter().position(|own| own.topic == topic)?;
                Subject::Topic(f, other)
            }
            Subject::Risks(_) => Subject::Risks(f),
            Subject::Corrections(_) => Subject::Corrections(f),
            Subject::Methodology(_) => Subject::Methodology(f),
            Subject::Data(_) => Subject::Data(f),
            Subject::Print(_) => Subject::Print(f),
            Subject::Series(None, _)
            | Subject::Home
            | Subject::Article(_)
            | Subject::Glossary
            | Subject::Sources
            | Subject::Search
            | Subject::AToZ(_) => return None,
        };
        // A record of the same name may be of another kind, and not every edition has every page.
        let is_like = std::mem::discriminant(&other) == std::mem::discriminant(&subject);
        (is_like && self.has(other)).then_some(other)
    }
}
