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
pub use rules::typography::in_narrative as slips;

use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::sync::OnceLock;

use rayon::prelude::*;

use crate::again::Again;
use crate::bundle::{Bundle, ByPath};
use crate::diagnostics::{
    Code, Diagnostics, FileId, Origin, Severity, SourceMap, WholeFile, codes,
};
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
    /// Those of them that are translations, with their originals.
    pub pairs: &'a [translations::Pair<'a>],
    /// Of narratives with such, what `slips` found in their texts.
    pub slips: &'a [(FileId, Diagnostics)],
    pub translations: &'a translations::State,
    pub sources: &'a SourceMap,
}

/// What the rules about finished pages look at.
pub struct Site<'a> {
    pub bundle: &'a Bundle,
    /// Pages that are not in the bundle because their template failed, which was reported.
    pub unmade: &'a BTreeSet<String>,
    /// The narrative of a page, by the page's path.
    pub narratives: &'a ByPath<(FileId, &'a Front)>,
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
        Some(prose::read(*file, &self.sources.text(*file)?, front).document)
    }
}

/// A rule about the data, about which narratives there are, and what is planned from them.
type ProjectRule = fn(&Report<'_>, &mut Diagnostics);

/// A rule about a narrative and the data that it names.
type NarrativeRule = fn(&Report<'_>, &NarrativeFile, &Document, &mut Diagnostics);

/// A rule about a translation beside its original. What one of them seems to lack is no news where it
/// could not be read as a whole.
type PairRule = fn(&translations::Pair<'_>, &SourceMap, &mut Diagnostics);

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
    rules::circle::check,
    rules::typography::in_data,
];

const NARRATIVE_RULES: &[NarrativeRule] = &[
    rules::unknown_reference::in_narrative,
    rules::missing_attachment::check,
    rules::empty_narrative::check,
];

const PAIR_RULES: &[PairRule] = &[rules::translation_structure::check];

/// Last: a figure lost in a translation says nothing about whether the data is whole.
const LAST_PAIR_RULES: &[PairRule] = &[rules::figure_parity::check];

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

/// What an earlier look at the same files found, to be taken again where nothing of it changed.
#[derive(Default)]
pub struct Memory {
    data: Option<OfData>,
    narratives: Again<WholeFile, OfNarrative>,
    pairs: Again<[WholeFile; 2], OfPair>,
}

impl Memory {
    /// For data that is another one, or other narratives; what each of them says by itself may be as
    /// it was.
    pub fn forget_data(&mut self) {
        (self.data, self.narratives) = Default::default();
    }
}

/// What the data shows by itself.
struct OfData {
    found: Diagnostics,
    findings: Findings,
    /// Where everything could be read.
    incomplete: Option<Findings>,
    /// With the files that were left out.
    differing: Option<(BTreeSet<FileId>, Diagnostics)>,
    /// Where everything could be read, with hashes of what narratives refer to.
    unused: Option<(Vec<u64>, Findings)>,
}

/// What a narrative shows beside the data.
struct OfNarrative {
    found: Diagnostics,
    typed: Vec<rules::typed_number::Finding>,
    /// A hash of what it refers to.
    refers_to: u64,
}

/// What a translation shows beside its original.
struct OfPair {
    found: Diagnostics,
    last: Diagnostics,
}

/// Everything wrong with the report that its data and narratives show. Returns the exceptions of the
/// data with the findings that each of them silences.
pub fn project<'a>(
    report: &Report<'a>,
    memory: &mut Memory,
    found: &mut Diagnostics,
) -> Vec<Exception<'a>> {
    let Memory { data, narratives, pairs } = memory;
    let search = OnceLock::new();
    let search = || search.get_or_init(|| rules::typed_number::Search::new(report));
    let whole = |narrative: &NarrativeFile| report.sources.whole(narrative.file);
    let files: Vec<WholeFile> =
        report.narratives.iter().map(|(narrative, _)| whole(narrative)).collect();
    let of_pairs: Vec<_> = report.pairs.iter().map(|pair| pair.files(report.sources)).collect();
    let ((data, narratives), pairs) = rayon::join(
        || {
            rayon::join(
                || data.get_or_insert_with(|| of_data(report, search())),
                || narratives.each(files, |place| of_narrative(report, search, place)),
            )
        },
        || pairs.each(of_pairs, |place| of_pair(report, place)),
    );
    found.append(data.found.clone());
    narratives.iter().for_each(|own| found.append(own.found.clone()));
    // Nothing up to the last rules is an error from here on, so that each knows the same files.
    let unsound = files_with_errors(found);
    rules::stale_translation::check(report, &unsound, found);
    found.append(of_sound_pairs(report, &unsound, &pairs, |own| &own.found));
    found.append(data.differing(report, &unsound));
    for (_, slips) in report.slips.iter().filter(|(file, _)| !unsound.contains(file)) {
        found.append(slips.clone());
    }
    let mut findings = data.findings.clone();
    for finding in narratives.iter().flat_map(|own| &own.typed) {
        finding.tell(&mut findings);
    }
    let is_whole = report.project.is_whole() && !found.has_errors();
    if is_whole {
        findings.append(data.incomplete.get_or_insert_with(|| incomplete(report)).clone());
        let refers_to = narratives.iter().map(|own| own.refers_to).collect();
        findings.append(data.unused(report, refers_to));
    }
    let (reported, exceptions) = findings.finish(report);
    found.append(reported);
    rules::unknown_check::check(&exceptions, found);
    // What a rule that did not run would have found may be what is accepted.
    if is_whole {
        rules::unused_exception::check(report, &exceptions, found);
    }
    let unsound = files_with_errors(found);
    found.append(of_sound_pairs(report, &unsound, &pairs, |own| &own.last));
    exceptions
}

fn of_data(report: &Report<'_>, search: &rules::typed_number::Search<'_, '_>) -> OfData {
    let (of_rules, of_figures) = rayon::join(
        || each_alone(PROJECT_RULES, |rule, found| rule(report, found)),
        || each_alone(FIGURE_RULES, |rule, found| rule(report, found)),
    );
    let (mut found, mut findings) = (Diagnostics::new(), Findings::default());
    of_rules.into_iter().for_each(|of_rule| found.append(of_rule));
    of_figures.into_iter().for_each(|of_rule| findings.append(of_rule));
    search.notes(&mut findings);
    OfData { found, findings, incomplete: None, differing: None, unused: None }
}

impl OfData {
    fn differing(&mut self, report: &Report<'_>, unsound: &BTreeSet<FileId>) -> Diagnostics {
        let known = self.differing.take().filter(|(left_out, _)| left_out == unsound);
        let (_, found) = self.differing.insert(known.unwrap_or_else(|| {
            let mut found = Diagnostics::new();
            rules::differing_translations::check(report, unsound, &mut found);
            (unsound.clone(), found)
        }));
        found.clone()
    }

    fn unused(&mut self, report: &Report<'_>, refers_to: Vec<u64>) -> Findings {
        let known = self.unused.take().filter(|(before, _)| *before == refers_to);
        let (_, findings) = self.unused.insert(known.unwrap_or_else(|| {
            let mut findings = Findings::default();
            if let Some(usage) = usage::usage(report) {
                USAGE_RULES.iter().for_each(|rule| rule(report, &usage, &mut findings));
            }
            (refers_to, findings)
        }));
        findings.clone()
    }
}

fn of_narrative<'r, 'a: 'r>(
    report: &Report<'a>,
    search: impl Fn() -> &'r rules::typed_number::Search<'r, 'a>,
    place: usize,
) -> OfNarrative {
    let (narrative, document) = report.narratives[place];
    let mut found = Diagnostics::new();
    NARRATIVE_RULES.iter().for_each(|rule| rule(report, narrative, document, &mut found));
    let typed = search().narrative(narrative, document);
    let mut refers_to = DefaultHasher::new();
    document.references().for_each(|used| used.id.hash(&mut refers_to));
    OfNarrative { found, typed, refers_to: refers_to.finish() }
}

fn of_pair(report: &Report<'_>, place: usize) -> OfPair {
    let told = |rules: &[PairRule]| {
        let mut found = Diagnostics::new();
        rules.iter().for_each(|rule| rule(&report.pairs[place], report.sources, &mut found));
        found
    };
    OfPair { found: told(PAIR_RULES), last: told(LAST_PAIR_RULES) }
}

/// What was found in pairs of which both could be read as a whole.
fn of_sound_pairs<'m>(
    report: &Report<'_>,
    unsound: &BTreeSet<FileId>,
    pairs: &[&'m OfPair],
    what: impl Fn(&'m OfPair) -> &'m Diagnostics,
) -> Diagnostics {
    let mut found = Diagnostics::new();
    for (pair, own) in report.pairs.iter().zip(pairs) {
        let files = [pair.source.file.file, pair.translation.file.file];
        if !files.iter().any(|file| unsound.contains(file)) {
            found.append(what(own).clone());
        }
    }
    found
}

fn incomplete(report: &Report<'_>) -> Findings {
    let mut findings = Findings::default();
    COMPLETENESS_RULES.iter().for_each(|rule| rule(report, &mut findings));
    findings
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
        let start = site.sources.held(file)?.find(text)?;
        Some(Origin::range(file, start..start + text.len()))
    })
}
