//! The counts of ratings and KPIs that a report states must be those of its data.

use std::collections::BTreeMap;

use crate::check::{Findings, Report, rated};
use crate::diagnostics::{Diagnostic, Origin, codes};
use crate::model::{DeclaredRatings, DeclaredRisks, Edition, Id, RatingGiven, Risk};

pub fn check(report: &Report<'_>, found: &mut Findings) {
    for edition in &report.project.editions {
        if let Some(declared) =
            edition.declared_risks.as_ref().filter(|_| !report.has_broken(edition))
        {
            risks(edition, declared, found);
        }
        let Some(declared) = &edition.declared_ratings else { continue };
        let is_told = declared_alone(edition, declared, found);
        // What was left out after a report cannot be counted.
        if !report.has_broken(edition) {
            against_data(edition, declared, is_told, found);
        }
    }
}

/// The declared counts must make up the declared total. Whether they do not.
fn declared_alone(edition: &Edition, declared: &DeclaredRatings, found: &mut Findings) -> bool {
    let Some(total) = &declared.total else { return false };
    let sum: i64 = declared.counts.iter().fold(0, |sum, (_, count)| sum.saturating_add(*count));
    let scale = &edition.rating_scale;
    let is_counted =
        |rating: &Id| declared.counts.iter().any(|(counted, _)| counted.value == *rating);
    let is_whole = !scale.is_empty() && scale.iter().all(|rule| is_counted(&rule.rating.value));
    if declared.counts.is_empty() || sum == total.value || (sum < total.value && !is_whole) {
        return false;
    }
    let message =
        format!("the declared ratings are {} in all, but their counts make {sum}", total.value);
    tell(declared, total.origin, message, found);
    true
}

fn against_data(
    edition: &Edition,
    declared: &DeclaredRatings,
    total_is_told: bool,
    found: &mut Findings,
) {
    let mut counts: BTreeMap<&Id, i64> = BTreeMap::new();
    for given in rated(edition).filter_map(|rated| rated.rating) {
        if declared.by_unit && !given.by_unit.is_empty() {
            for (_, rating) in &given.by_unit {
                *counts.entry(&rating.value).or_default() += 1;
            }
        } else {
            *counts.entry(&given.rating.value).or_default() += 1;
        }
    }
    let all: i64 = counts.values().sum();
    let lost = counts.iter().find(|(rating, _)| rating.as_str() == RatingGiven::UNKNOWN);
    let unknown = lost.map_or(0, |(_, count)| *count);
    let total = declared.total.as_ref().filter(|_| !total_is_told);
    if let Some(total) = total.filter(|total| total.value != all) {
        let message = format!("{} ratings are declared, but the data holds {all}", total.value);
        tell(declared, total.origin, message, found);
    }
    let kpis = i64::try_from(edition.kpis.len()).expect("memory holds fewer KPIs than that");
    if let Some(stated) = declared.kpis.as_ref().filter(|stated| stated.value != kpis) {
        let message = format!("{} KPIs are declared, but the data holds {kpis}", stated.value);
        tell(declared, stated.origin, message, found);
    }
    for (rating, stated) in &declared.counts {
        let count = counts.get(&rating.value).copied().unwrap_or(0);
        // Ratings that the source lost may be any of them.
        if *stated >= count && *stated <= count + unknown {
            continue;
        }
        let besides = if unknown > 0 { format!(" and {unknown} unknown") } else { String::new() };
        let message = format!(
            "{stated} ratings are declared as `{}`, but the data holds {count}{besides}",
            rating.value
        );
        tell(declared, rating.origin, message, found);
    }
}

fn risks(edition: &Edition, declared: &DeclaredRisks, found: &mut Findings) {
    let count = |belongs: fn(&Risk) -> bool| {
        let all = edition.risks.iter().filter(|risk| belongs(risk)).count();
        i64::try_from(all).expect("memory holds fewer risks than that")
    };
    let of_project = |risk: &Risk| !risk.organizational && risk.project.is_some();
    let stated = [
        (&declared.total, "risks", count(|_| true)),
        (&declared.organizational, "organizational risks", count(|risk| risk.organizational)),
        (&declared.of_results, "risks of results", count(Risk::is_of_results)),
        (&declared.of_projects, "risks of projects", count(of_project)),
        (
            &declared.materialized,
            "materialized risks",
            count(|risk| risk.materialized == Some(true)),
        ),
    ];
    for (stated, what, count) in stated {
        let Some(stated) = stated.as_ref().filter(|stated| stated.value != count) else { continue };
        found.push_unless(
            &[&declared.accepted],
            Diagnostic::new(
                &codes::DECLARED_MISMATCH,
                format!("{} {what} are declared, but the data holds {count}", stated.value),
            )
            .at(stated.origin)
            .help("correct the count, or add what is missing from the data")
            .help("where the source itself is wrong, say so in `accept` of `[declared.risks]`"),
        );
    }
}

fn tell(declared: &DeclaredRatings, origin: Origin, message: String, found: &mut Findings) {
    found.push_unless(
        &[&declared.accepted],
        Diagnostic::new(&codes::DECLARED_MISMATCH, message)
            .at(origin)
            .help("correct the count, or add what is missing from the data")
            .help("where a part of it is published elsewhere, say so in `accept` of `[declared.ratings]`"),
    );
}
