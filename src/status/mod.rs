//! The report as read → how far it is: ratings, figures, exceptions, translations, as counts.

mod figures;
mod languages;
mod print;
mod ratings;

pub use figures::{Figures, OfKind, Unsourced};
pub use languages::{Language, Translated};
pub use print::{json, text};
pub use ratings::{Declared, OfRating, Ratings};

use serde::Serialize;

use crate::diagnostics::print::place;
use crate::diagnostics::{Origin, Severity, SourceMap};
use crate::language::Tag;
use crate::model::{Accepted, Edition, Forms, Project, Text};
use crate::pipeline::{Outcome, Report};

/// How far a report is. Its fields are the JSON of `kepi status`, which docs/status.md describes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Status {
    /// Grows when a field changes its meaning or goes away.
    pub version: u32,
    /// The oldest first.
    pub editions: Vec<EditionStatus>,
    /// The figures of series that belong to no edition.
    pub across_editions: Figures,
    /// In the order of the language switch.
    pub languages: Vec<Language>,
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

/// Counts everything. `outcome` is that of the reading.
pub fn status(report: &Report, outcome: &Outcome) -> Status {
    let Report { project, documents, languages } = report;
    let words = Reader { source: &project.site.source_language.value, sources: &outcome.sources };
    let count = |severity| outcome.diagnostics.iter().filter(|d| d.severity == severity).count();
    Status {
        version: 1,
        editions: project
            .editions
            .iter()
            .map(|edition| of_edition(edition, project, &words))
            .collect(),
        across_editions: figures::of_series(&project.series, &words),
        languages: languages::count(project, documents, languages),
        findings: Findings {
            errors: count(Severity::Error),
            warnings: count(Severity::Warning),
            notes: count(Severity::Note),
        },
    }
}

fn of_edition(edition: &Edition, project: &Project, words: &Reader<'_>) -> EditionStatus {
    EditionStatus {
        id: edition.id.to_string(),
        period: edition.period.value.to_string(),
        status: edition.status.clone(),
        ratings: ratings::count(edition, &project.vocabulary),
        figures: figures::of_edition(edition, words),
        exceptions: exceptions(edition, words),
        justifications: justifications(edition, words),
    }
}

fn exceptions(edition: &Edition, words: &Reader<'_>) -> Vec<Exception> {
    let mut all = Vec::new();
    let mut add = |accepted: &[Accepted], record: &dyn Fn() -> String| {
        all.extend(accepted.iter().map(|exception| Exception {
            check: exception.check.value.clone(),
            record: record(),
            reason: words.text(&exception.reason),
            place: words.place(exception.check.origin),
        }));
    };
    if let Some(declared) = &edition.declared_ratings {
        add(&declared.accepted, &|| "declared.ratings".to_owned());
    }
    for kpi in &edition.kpis {
        for measure in &kpi.measures {
            add(&measure.accepted, &|| format!("{}.{}", kpi.id, measure.id));
        }
    }
    for table in &edition.tables {
        add(&table.accepted, &|| table.id.to_string());
        for row in &table.rows {
            add(&row.accepted, &|| format!("{}.{}", table.id, row.id));
        }
    }
    all
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
