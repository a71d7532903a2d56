//! Findings that an author accepts with a reason are not reported, but remembered for `kepi status`.

use std::collections::BTreeMap;

use super::Report;
use crate::diagnostics::{Diagnostic, Diagnostics, Origin, SourceMap};
use crate::model::{Accepted, Id, NarrativeFile, Project, Text};
use crate::prose::Document;

/// What the rules about figures found: reported, or accepted by the data.
#[derive(Clone, Debug, Default)]
pub struct Findings {
    reported: Diagnostics,
    /// By the place of the exception.
    accepted: BTreeMap<Origin, Vec<Diagnostic>>,
}

/// An exception of the data, and what it silences.
#[derive(Clone, Debug)]
pub struct Exception<'a> {
    /// `None` for one of the site.
    pub edition: Option<&'a Id>,
    /// What it stands in: `unions.surplus`.
    pub record: String,
    /// The code that it names, and where.
    pub check: &'a str,
    pub origin: Origin,
    pub reason: Reason<'a>,
    /// Empty for one that nothing needs.
    pub findings: Vec<Diagnostic>,
}

/// Why a finding stands, as the author wrote it.
#[derive(Clone, Copy, Debug)]
pub enum Reason<'a> {
    /// In the languages of the data.
    Text(&'a Text),
    /// In the language of the narrative.
    Line(&'a str),
}

impl Findings {
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.reported.push(diagnostic);
    }

    /// Reports the finding, unless one of the exceptions of the records around it names its code.
    pub fn push_unless(&mut self, exceptions: &[&[Accepted]], diagnostic: Diagnostic) {
        let names_it = |exception: &&Accepted| exception.check.value == diagnostic.code.name;
        // The nearest record that accepts it; there may be several reasons, one for each column.
        let nearest = exceptions.iter().find(|accepted| accepted.iter().any(|a| names_it(&a)));
        match nearest {
            Some(accepted) => {
                for exception in accepted.iter().filter(names_it) {
                    self.accept(exception.check.origin, diagnostic.clone());
                }
            }
            None => self.reported.push(diagnostic),
        }
    }

    /// Remembers a finding that the exception at this place silences.
    pub fn accept(&mut self, exception: Origin, diagnostic: Diagnostic) {
        self.accepted.entry(exception).or_default().push(diagnostic);
    }

    /// Adds what a later rule found.
    pub fn append(&mut self, other: Findings) {
        self.reported.append(other.reported);
        for (exception, mut accepted) in other.accepted {
            self.accepted.entry(exception).or_default().append(&mut accepted);
        }
    }

    /// What is to be reported, and every exception of the project with what it silences.
    pub fn finish<'a>(mut self, report: &Report<'a>) -> (Diagnostics, Vec<Exception<'a>>) {
        let mut exceptions = exceptions(report.project, report.narratives, report.sources);
        for exception in &mut exceptions {
            exception.findings = self.accepted.remove(&exception.origin).unwrap_or_default();
        }
        (self.reported, exceptions)
    }
}

/// Every exception that the data and the narratives hold.
pub fn exceptions<'a>(
    project: &'a Project,
    narratives: &[(&'a NarrativeFile, &'a Document)],
    sources: &SourceMap,
) -> Vec<Exception<'a>> {
    let mut list = List { exceptions: Vec::new() };
    let vocabulary = &project.vocabulary;
    for source in &project.sources {
        list.add(&source.accepted, || source.id.to_string());
    }
    for unit in &vocabulary.units {
        list.add(&unit.accepted, || unit.id.to_string());
    }
    for term in &vocabulary.terms {
        list.add(&term.accepted, || term.id.to_string());
    }
    for series in &project.series {
        list.add(&series.accepted, || series.id.to_string());
    }
    for note in &project.notes {
        list.add(&note.accepted, || note.id.to_string());
    }
    for edition in &project.editions {
        list.exceptions.extend(edition.exceptions().into_iter().map(|exception| Exception {
            edition: Some(&edition.id),
            record: exception.record,
            check: &exception.accepted.check.value,
            origin: exception.accepted.check.origin,
            reason: Reason::Text(&exception.accepted.reason),
            findings: Vec::new(),
        }));
    }
    for (file, document) in narratives {
        let edition = file.place.edition();
        for accepted in &document.front.accepted {
            list.exceptions.push(Exception {
                edition,
                record: sources.path(file.file).to_owned(),
                check: &accepted.check.text,
                origin: accepted.check.origin,
                reason: Reason::Line(&accepted.reason.text),
                findings: Vec::new(),
            });
        }
    }
    list.exceptions
}

/// Of the site, which belong to no edition.
struct List<'a> {
    exceptions: Vec<Exception<'a>>,
}

impl<'a> List<'a> {
    fn add(&mut self, accepted: &'a [Accepted], record: impl Fn() -> String) {
        self.exceptions.extend(accepted.iter().map(|accepted| Exception {
            edition: None,
            record: record(),
            check: &accepted.check.value,
            origin: accepted.check.origin,
            reason: Reason::Text(&accepted.reason),
            findings: Vec::new(),
        }));
    }
}
