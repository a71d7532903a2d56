//! The report as read → how far it is: ratings, figures, exceptions, translations, as counts.

mod figures;
mod languages;
mod print;
mod ratings;

pub use figures::{Figures, OfKind, Unsourced};
pub use languages::{InAll, Language, Pieces, Share, ToDo, Translated};
pub use print::{json, text, text_with_to_do};
pub use ratings::{Declared, OfRating, Ratings};

use serde::Serialize;

use crate::check::{self, Reason};
use crate::diagnostics::print::place;
use crate::diagnostics::{Origin, Severity, SourceMap};
use crate::language::Tag;
use crate::model::{Edition, Forms, Project, Text};
use crate::pipeline::{Outcome, Report};
use crate::translations;

/// How far a report is. Its fields are the JSON of `kepi status`, which docs/status.md describes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Status {
    /// Grows when a field changes its meaning or goes away.
    pub version: u32,
    /// The oldest first.
    pub editions: Vec<EditionStatus>,
    /// The figures of series that belong to no edition.
    pub across_editions: Figures,
    /// Of what belongs to no edition.
    pub exceptions: Vec<Exception>,
    /// In the order of the language switch.
    pub languages: Vec<Language>,
    /// What is there in every language of the site.
    pub in_all_languages: InAll,
    pub findings: Findings,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct EditionStatus {
    pub id: String,
    pub period: String,
    /// Unaudited, audited, preliminary or final.
    pub status: String,
    pub ratings: Ratings,
    pub figures: Figures,
    /// Findings that stand because the data says why.
    pub exceptions: Vec<Exception>,
    /// Ratings that stand although a formula says otherwise.
    pub justifications: Vec<Justification>,
}

/// A finding that the author accepts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Exception {
    /// The code of the finding.
    pub check: String,
    /// `revenue` or `revenue.fees`
    pub record: String,
    /// In the source language.
    pub reason: String,
    /// `content/…/revenue.toml:17:10`
    pub place: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Justification {
    /// `web-visitors.main-site`
    pub record: String,
    pub rating: String,
    /// In the source language.
    pub reason: String,
    pub place: String,
}

/// What `kepi check --data` finds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Findings {
    pub errors: usize,
    pub warnings: usize,
    pub notes: usize,
}

/// Counts everything. `outcome` is that of the reading, `translations` how they stand.
pub fn status(report: &Report, translations: &translations::State, outcome: &Outcome) -> Status {
    let Report { project, documents, languages } = report;
    let words = Reader { source: &project.site.source_language.value, sources: &outcome.sources };
    let count = |severity| outcome.diagnostics.iter().filter(|d| d.severity == severity).count();
    let narratives: Vec<_> =
        documents.iter().map(|(index, read)| (&project.narratives[*index], &**read)).collect();
    let exceptions = check::exceptions(project, &narratives, &outcome.sources);
    let pieces = Pieces::of(project, documents);
    Status {
        version: 1,
        editions: project
            .editions
            .iter()
            .map(|edition| of_edition(edition, project, &exceptions, &words))
            .collect(),
        across_editions: figures::of_series(&project.series, &words),
        exceptions: of_nobody_or(None, &exceptions, &words),
        languages: languages
            .iter()
            .map(|tag| pieces.language(tag, project, translations, &outcome.sources))
            .collect(),
        in_all_languages: pieces.in_all(project),
        findings: Findings {
            errors: count(Severity::Error),
            warnings: count(Severity::Warning),
            notes: count(Severity::Note),
        },
    }
}

fn of_edition(
    edition: &Edition,
    project: &Project,
    exceptions: &[check::Exception<'_>],
    words: &Reader<'_>,
) -> EditionStatus {
    EditionStatus {
        id: edition.id.to_string(),
        period: edition.period.value.to_string(),
        status: edition.status.clone(),
        ratings: ratings::count(edition, &project.vocabulary),
        figures: figures::of_edition(edition, words),
        exceptions: of_nobody_or(Some(edition), exceptions, words),
        justifications: justifications(edition, words),
    }
}

/// The exceptions of an edition, or those of none.
fn of_nobody_or(
    edition: Option<&Edition>,
    all: &[check::Exception<'_>],
    words: &Reader<'_>,
) -> Vec<Exception> {
    all.iter()
        .filter(|exception| exception.edition == edition.map(|edition| &edition.id))
        .map(|exception| Exception {
            check: exception.check.to_owned(),
            record: exception.record.clone(),
            reason: match exception.reason {
                Reason::Text(text) => words.text(text),
                Reason::Line(line) => line.to_owned(),
            },
            place: words.place(exception.origin),
        })
        .collect()
}

fn justifications(edition: &Edition, words: &Reader<'_>) -> Vec<Justification> {
    let mut all = Vec::new();
    for kpi in &edition.kpis {
        let groups = kpi.groups.iter().map(|group| (&group.id, &group.rating));
        let measures = kpi.measures.iter().map(|measure| (&measure.id, &measure.rating));
        for (part, given) in groups.chain(measures) {
            let Some(given) = given else { continue };
            let Some(reason) = &given.justification else { continue };
            all.push(Justification {
                record: format!("{}.{part}", kpi.id),
                rating: given.rating.value.to_string(),
                reason: words.text(reason),
                place: words.place(reason.origin),
            });
        }
    }
    all
}

/// Reads texts and places for people: in the language that the report is written in.
struct Reader<'a> {
    source: &'a Tag,
    sources: &'a SourceMap,
}

impl Reader<'_> {
    fn text(&self, text: &Text) -> String {
        let entry = text.exact(self.source).or(text.entries.first());
        entry.map_or("", |entry| Forms::plain(&entry.forms)).to_owned()
    }

    fn place(&self, origin: Origin) -> String {
        place(origin, self.sources)
    }
}
