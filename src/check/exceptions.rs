//! Findings that an author accepts with a reason are not reported, but remembered for `kepi status`.

use std::collections::BTreeMap;

use crate::diagnostics::{Diagnostic, Diagnostics, Origin};
use crate::model::{Accepted, Edition, Id, Project};

/// What the rules about figures found: reported, or accepted by the data.
#[derive(Debug, Default)]
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
    pub accepted: &'a Accepted,
    /// Empty for one that nothing needs.
    pub findings: Vec<Diagnostic>,
}

impl Findings {
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.reported.push(diagnostic);
    }

    /// Reports the finding, unless one of the exceptions of the records around it names its code.
    pub fn push_unless(&mut self, exceptions: &[&[Accepted]], diagnostic: Diagnostic) {
        let names_it = |exception: &&Accepted| exception.check.value == diagnostic.code.name;
        match exceptions.iter().copied().flatten().find(names_it) {
            Some(exception) => {
                self.accepted.entry(exception.check.origin).or_default().push(diagnostic);
            }
            None => self.reported.push(diagnostic),
        }
    }

    /// What is to be reported, and every exception of the project with what it silences.
    pub fn finish(mut self, project: &Project) -> (Diagnostics, Vec<Exception<'_>>) {
        let mut exceptions = all(project);
        for exception in &mut exceptions {
            let origin = exception.accepted.check.origin;
            exception.findings = self.accepted.remove(&origin).unwrap_or_default();
        }
        (self.reported, exceptions)
    }
}

/// Every exception that the data holds.
fn all(project: &Project) -> Vec<Exception<'_>> {
    let mut list = List { edition: None, exceptions: Vec::new() };
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
        list.edition = Some(&edition.id);
        list.edition(edition);
    }
    list.exceptions
}

struct List<'a> {
    edition: Option<&'a Id>,
    exceptions: Vec<Exception<'a>>,
}

impl<'a> List<'a> {
    fn add(&mut self, accepted: &'a [Accepted], record: impl Fn() -> String) {
        let edition = self.edition;
        self.exceptions.extend(accepted.iter().map(|accepted| Exception {
            edition,
            record: record(),
            accepted,
            findings: Vec::new(),
        }));
    }

    fn edition(&mut self, edition: &'a Edition) {
        self.add(&edition.accepted, || edition.id.to_string());
        if let Some(declared) = &edition.declared_ratings {
            self.add(&declared.accepted, || "declared.ratings".to_owned());
        }
        for kpi in &edition.kpis {
            self.add(&kpi.accepted, || kpi.id.to_string());
            for group in &kpi.groups {
                self.add(&group.accepted, || format!("{}.{}", kpi.id, group.id));
            }
            for measure in &kpi.measures {
                self.add(&measure.accepted, || format!("{}.{}", kpi.id, measure.id));
            }
        }
        for table in &edition.tables {
            self.add(&table.accepted, || table.id.to_string());
            for row in &table.rows {
                self.add(&row.accepted, || format!("{}.{}", table.id, row.id));
            }
        }
        for series in &edition.series {
            self.add(&series.accepted, || series.id.to_string());
        }
        for note in &edition.notes {
            self.add(&note.accepted, || note.id.to_string());
        }
        for equality in &edition.equalities {
            self.add(&equality.accepted, || equality.id.to_string());
        }
        for inclusion in &edition.inclusions {
            self.add(&inclusion.accepted, || inclusion.id.to_string());
        }
    }
}
