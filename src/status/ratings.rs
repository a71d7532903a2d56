//! The KPIs of an edition → how many have which rating, beside what the report declares.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::model::{Edition, Id, Kpi, RatingBasis, RatingGiven, Vocabulary};

/// A rating that several measures share counts once; so does each of several ratings of one KPI.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Ratings {
    pub kpis: usize,
    /// KPIs whose ratings differ.
    pub kpis_with_several: usize,
    pub kpis_without: usize,
    /// Target lines.
    pub measures: usize,
    pub measures_without: usize,
    /// How many ratings are given.
    pub ratings: usize,
    pub printed: usize,
    pub derived: usize,
    /// Neither: lost in the source.
    pub unknown: usize,
    /// In the order of the vocabulary: every rating that is given or declared.
    pub by_rating: Vec<OfRating>,
    pub declared: Declared,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OfRating {
    pub rating: String,
    /// KPIs of which it is the only rating.
    pub kpis: usize,
    pub measures: usize,
    pub ratings: usize,
    /// As the source prints it.
    pub printed: usize,
    /// By the published rule, since the source lost it.
    pub derived: usize,
    pub declared: Option<i64>,
}

/// What the report states; the counts of its own stand beside.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Declared {
    pub kpis: Option<i64>,
    pub ratings: Option<i64>,
}

pub(super) fn count(edition: &Edition, vocabulary: &Vocabulary) -> Ratings {
    let mut counts: BTreeMap<&Id, OfRating> = BTreeMap::new();
    let mut kpis_with_several = 0;
    let mut kpis_without = 0;
    let mut measures_without = 0;
    for kpi in &edition.kpis {
        let given: Vec<&RatingGiven> = given(kpi).collect();
        for given in &given {
            let of = entry(&mut counts, &given.rating.value);
            of.ratings += 1;
            match given.basis {
                // Nobody knows what was printed there.
                _ if given.rating.value.as_str() == RatingGiven::UNKNOWN => {}
                RatingBasis::Printed => of.printed += 1,
                RatingBasis::Derived => of.derived += 1,
            }
        }
        let different: BTreeSet<&Id> = given.iter().map(|given| &given.rating.value).collect();
        match different.iter().collect::<Vec<_>>()[..] {
            [] => kpis_without += 1,
            [one] => entry(&mut counts, one).kpis += 1,
            _ => kpis_with_several += 1,
        }
        for measure in &kpi.measures {
            let shared = || kpi.group_of(measure)?.rating.as_ref();
            match measure.rating.as_ref().or_else(shared) {
                Some(given) => entry(&mut counts, &given.rating.value).measures += 1,
                None => measures_without += 1,
            }
        }
    }
    let declared = edition.declared_ratings.as_ref();
    for (rating, stated) in declared.iter().flat_map(|declared| &declared.counts) {
        entry(&mut counts, &rating.value).declared = Some(*stated);
    }
    let order = vocabulary.ratings.iter().map(|rating| &rating.id);
    let by_rating: Vec<OfRating> = order.filter_map(|id| counts.remove(id)).collect();
    let sum = |of: fn(&OfRating) -> usize| by_rating.iter().map(of).sum::<usize>();
    let [ratings, printed, derived] =
        [sum(|of| of.ratings), sum(|of| of.printed), sum(|of| of.derived)];
    Ratings {
        kpis: edition.kpis.len(),
        kpis_with_several,
        kpis_without,
        measures: edition.kpis.iter().map(|kpi| kpi.measures.len()).sum(),
        measures_without,
        ratings,
        printed,
        derived,
        unknown: ratings - printed - derived,
        declared: Declared {
            kpis: declared.and_then(|declared| Some(declared.kpis.as_ref()?.value)),
            ratings: declared.and_then(|declared| Some(declared.total.as_ref()?.value)),
        },
        by_rating,
    }
}

/// Those of groups, and those of measures that stand alone.
fn given(kpi: &Kpi) -> impl Iterator<Item = &RatingGiven> {
    let groups = kpi.groups.iter().filter_map(|group| group.rating.as_ref());
    let measures = kpi.measures.iter().filter_map(|measure| measure.rating.as_ref());
    groups.chain(measures)
}

fn entry<'c, 'a>(counts: &'c mut BTreeMap<&'a Id, OfRating>, rating: &'a Id) -> &'c mut OfRating {
    counts.entry(rating).or_insert_with(|| OfRating {
        rating: rating.to_string(),
        kpis: 0,
        measures: 0,
        ratings: 0,
        printed: 0,
        derived: 0,
        declared: None,
    })
}
