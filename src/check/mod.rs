//! Rules that find mistakes an author can mend: in the project, and on the finished pages.

pub mod arithmetic;
mod exceptions;
mod figures;
mod quantity;
mod rated;
#[cfg(test)]
mod rating;
mod rules;
#[cfg(test)]
mod tests;
mod toml_string;
#[cfg(test)]
mod trial;
mod usage;

pub use exceptions::{Exception, Findings, Reason, exceptions};
pub use rated::{Rated, rated};

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use crate::bundle::Bundle;
use crate::diagnostics::{Code, Diagnostics, FileId, Origin, Severity, SourceMap, codes};
use crate::model::{Edition, Id, Lookup, NarrativeFile, Project, Redirect};
use crate::plan::SitePlan;
use crate::prose::{self, Document, Front};
use crate::translations;
use usage::Usage;

/// What the rules about the data look at.
pub struct Report<'a> {
    pub project: &'a Project,
    pub lookup: &'a Lookup<'a>,
    pub plan: &'a SitePlan,
    pub narratives: &'a [(&'a NarrativeFile, &'a Document)],
    pub translations: &'a translations::State,
    pub sources: &'a SourceMap,
}

/// What the rules about finished pages look at.
pub struct Site<'a> {
    pub bundle: &'a Bundle,
    /// Pages that are not in the bundle because their template failed, which was reported.
    pub unmade: &'a BTreeSet<String>,
    /// The narrative of a page, by the page's path.
    pub narratives: &'a BTreeMap<String, (FileId, &'a Front)>,
    /// Pages that show again what stands on others, such as the edition to print.
    pub repeating: &'a BTreeSet<String>,
    pub templates: &'a [FileId],
    pub redirects: &'a [Redirect],
    pub sources: &'a SourceMap,
}

impl Site<'_> {
    /// The narrative of a page, read again: few pages have something wrong with them.
    fn narrative(&self, path: &str) -> Option<Document> {
        let (file, front) = self.narratives.get(path)?;
        Some(prose::read(*file, self.sources.text(*file)?, front).document)
    }
}

/// A rule about references, narratives and what is planned from them.
type ProjectRule = fn(&Report<'_>, &mut Diagnostics);

/// A rule that compares texts with others. It leaves out the files that could not be read as a
/// whole: what they seem to lack is no news.
type TranslationRule = fn(&Report<'_>, &BTreeSet<FileId>, &mut Diagnostics);

/// A rule about figures, whose findings an author can accept with a reason.
type FigureRule = fn(&Report<'_>, &mut Findings);

/// A rule about what nothing uses.
type UsageRule = fn(&Report<'_>, &Usage<'_>, &mut Findings);

/// A rule about the finished site.
type BundleRule = fn(&Site<'_>, &mut Diagnostics);

const PROJECT_RULES: &[ProjectRule] = &[
    rules::unknown_language::check,
    rules::unknown_page::check,
    rules::unknown_reference::check,
    rules::figure::check,
    rules::missing_attachment::check,
    rules::empty_narrative::check,
    rules::circle::check,
];

/// None of them finds an error, so that each knows the same files.
const TRANSLATION_RULES: &[TranslationRule] = &[
    rules::stale_translation::check,
    rules::translation_structure::check,
    rules::differing_translations::check,
    rules::typography::check,
];

const FIGURE_RULES: &[FigureRule] = &[
    rules::total_mismatch::check,
    rules::computed_mismatch::check,
    rules::breakdown_mismatch::check,
    rules::share_mismatch::check,
    rules::printed_change_mismatch::check,
    rules::cumulative_mismatch::check,
    rules::equal_figures::check,
    rules::part_exceeds_whole::check,
    rules::implausible_jump::check,
    rules::rating_contradicts_actual::check,
    rules::derived_rating::check,
    rules::rating_aggregation::check,
    rules::risk_contradiction::check,
    rules::declared_mismatch::check,
    rules::target_without_baseline::check,
    rules::period_order::check,
    rules::period_outside_edition::check,
    rules::series_rhythm::check,
    rules::missing_point::check,
    rules::duplicated_series::check,
    rules::stale_as_of::check,
    rules::typed_number::check,
];

/// Rules that judge what is not there. They wait until everything could be read.
const COMPLETENESS_RULES: &[FigureRule] = &[
    rules::measure_without_rating::check,
    rules::rating_without_scale::check,
    rules::rating_scale_gap::check,
    rules::missing_source::check,
    rules::kpi_without_owner::check,
    rules::risk_without_owner::check,
];

const USAGE_RULES: &[UsageRule] = &[
    rules::unused_note::check,
    rules::unused_source::check,
    rules::unused_unit::check,
    rules::unused_term::check,
];

/// The codes whose findings `accept` may name.
pub const ACCEPTABLE: &[&Code] = &[
    &codes::BREAKDOWN_MISMATCH,
    &codes::COMPUTED_MISMATCH,
    &codes::CUMULATIVE_MISMATCH,
    &codes::DECLARED_MISMATCH,
    &codes::DERIVED_RATING,
    &codes::DUPLICATED_SERIES,
    &codes::EQUAL_FIGURES,
    &codes::IMPLAUSIBLE_JUMP,
    &codes::KPI_WITHOUT_OWNER,
    &codes::MEASURE_WITHOUT_RATING,
    &codes::MISSING_POINT,
    &codes::MISSING_SOURCE,
    &codes::PART_EXCEEDS_WHOLE,
    &codes::PERIOD_ORDER,
    &codes::PERIOD_OUTSIDE_EDITION,
    &codes::PRINTED_CHANGE_MISMATCH,
    &codes::RATING_AGGREGATION,
    &codes::RATING_CONTRADICTS_ACTUAL,
    &codes::RATING_SCALE_GAP,
    &codes::RATING_WITHOUT_SCALE,
    &codes::RISK_CONTRADICTION,
    &codes::RISK_WITHOUT_OWNER,
    &codes::SERIES_RHYTHM,
    &codes::SHARE_MISMATCH,
    &codes::STALE_AS_OF,
    &codes::TARGET_WITHOUT_BASELINE,
    &codes::TOTAL_MISMATCH,
    &codes::TYPED_NUMBER,
    &codes::UNIT_SANITY,
    &codes::UNUSED_NOTE,
    &codes::UNUSED_SOURCE,
    &codes::UNUSED_TERM,
    &codes::UNUSED_UNIT,
];

const BUNDLE_RULES: &[BundleRule] = &[
    rules::dead_link::check,
    rules::duplicate_anchor_on_page::check,
    rules::charts_of_page::check,
    rules::bad_redirect::check,
];

/// Everything wrong with the report that its data and narratives show. Returns the exceptions of the
/// data with the findings that each of them silences.
pub fn project<'a>(report: &Report<'a>, found: &mut Diagnostics) -> Vec<Exception<'a>> {
    let (of_texts, mut findings) = rayon::join(
        || {
            let mut so_far = std::mem::take(found);
            for of_rule in each_alone(PROJECT_RULES, |rule, found| rule(report, found)) {
                so_far.append(of_rule);
            }
            let unsound = files_with_errors(&so_far);
            let rules = |rule: &TranslationRule, found: &mut _| rule(report, &unsound, found);
            for of_rule in each_alone(TRANSLATION_RULES, rules) {
                so_far.append(of_rule);
            }
            so_far
        },
        || {
            let mut findings = Findings::default();
            for of_rule in each_alone(FIGURE_RULES, |rule, found| rule(report, found)) {
                findings.append(of_rule);
            }
            findings
        },
    );
    *found = of_texts;
    let is_whole = report.project.is_whole() && !found.has_errors();
    for rule in COMPLETENESS_RULES.iter().filter(|_| is_whole) {
        rule(report, &mut findings);
    }
    if let Some(usage) = usage::usage(report).filter(|_| is_whole) {
        for rule in USAGE_RULES {
            rule(report, &usage, &mut findings);
        }
    }
    let (reported, exceptions) = findings.finish(report);
    found.append(reported);
    rules::unknown_check::check(&exceptions, found);
    // What a rule that did not run would have found may be what is accepted.
    if is_whole {
        rules::unused_exception::check(report, &exceptions, found);
    }
    // Last: a figure lost in a translation says nothing about whether the data is whole.
    let unsound = files_with_errors(found);
    rules::figure_parity::check(report, &unsound, found);
    exceptions
}

/// What each rule finds, in the order of the rules; they work at the same time.
fn each_alone<R: Sync, F: Default + Send>(
    rules: &[R],
    check: impl Fn(&R, &mut F) + Sync,
) -> Vec<F> {
    let alone = |rule| {
        let mut found = F::default();
        check(rule, &mut found);
        found
    };
    rules.par_iter().map(alone).collect()
}

/// Everything wrong with the site that only its finished pages show.
pub fn bundle(site: &Site<'_>, found: &mut Diagnostics) {
    for rule in BUNDLE_RULES {
        rule(site, found);
    }
}

impl Report<'_> {
    /// Whether something of the record could not be read: its figures may then not add up.
    pub fn is_broken(&self, edition: &Edition, record: &Id) -> bool {
        let broken = &self.project.broken;
        !broken.is_empty() && broken.contains(&(Some(edition.id.clone()), record.clone()))
    }

    /// Whether something of the edition could not be read.
    pub fn has_broken(&self, edition: &Edition) -> bool {
        self.project.broken.iter().any(|(of, _)| of.as_ref() == Some(&edition.id))
    }
}

/// Files with a mistake found so far. Of these not everything could be read, so what they seem to
/// lack, compared with others, is no news.
fn files_with_errors(found: &Diagnostics) -> BTreeSet<FileId> {
    let errors = found.iter().filter(|diagnostic| diagnostic.severity == Severity::Error);
    errors.filter_map(|diagnostic| Some(diagnostic.origin?.file)).collect()
}

/// Where a text of a finished page was written: in its narrative, in a template, or nowhere known.
fn written_in_template(site: &Site<'_>, text: &str) -> Option<Origin> {
    site.templates.iter().find_map(|&file| {
        let start = site.sources.text(file)?.find(text)?;
        Some(Origin::range(file, start..start + text.len()))
    })
}
