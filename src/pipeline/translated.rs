//! `kepi translated`: reads the report as a build does, and records what its translations were made from.

use std::path::PathBuf;

use super::{Depth, Failure, Options, Outcome, Run};
use crate::diagnostics::{Diagnostics, Severity, in_words, work};
use crate::language::Tag;
use crate::load;
use crate::load::shown::Shown;
use crate::model::Project;
use crate::translations::{self, Choice, Lock, Narratives, Unknown};

pub struct Translated {
    /// What stands in the way, if anything.
    pub outcome: Outcome,
    /// Nothing, where the record was not written.
    pub done: Option<Done>,
}

/// What `kepi translated` says at its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Done {
    /// Passages and texts that are recorded.
    pub pieces: usize,
    /// Of these, how many for the first time or anew.
    pub changed: usize,
}

/// Records the translations of one record, or all.
pub fn translated(
    root: PathBuf,
    id: Option<String>,
    languages: &[String],
    progress: &(dyn Fn(&str) + Sync),
) -> Translated {
    // Drafts are translated before they are published.
    let options = Options {
        root,
        output: None,
        languages: languages.to_vec(),
        base_url: None,
        strict: false,
        drafts: true,
        date: None,
        jobs: None,
        depth: Depth::Data,
    };
    let mut run = Run::new(&options);
    let done = run.record(&options, id, progress);
    Translated { outcome: run.into_outcome(), done }
}

impl Run {
    fn record(
        &mut self,
        options: &Options,
        id: Option<String>,
        progress: &(dyn Fn(&str) + Sync),
    ) -> Option<Done> {
        progress("reading the files");
        if !self.is_project(options) {
            return None;
        }
        let (mut tree, looked_at) = self.read_once(&options.root);
        let project = load::parse(&tree, &Shown::All, &mut self.found);
        self.sources = std::mem::take(&mut tree.sources);
        let mut project = project?;
        let languages = match languages(&project, &options.languages) {
            Ok(languages) => languages,
            Err(failure) => {
                self.failure = Some(failure);
                return None;
            }
        };
        progress("reading the narratives");
        let (documents, wrong, _) = self.narratives(&mut project, &Shown::All, looked_at);
        wrong.into_iter().for_each(|(_, found)| self.found.append(found));
        let narratives = Narratives { project: &project, documents: &documents };
        let before = self.sources.find(translations::PATH);
        let text = before.and_then(|file| self.sources.held(file));
        let old = match (before, text) {
            // What is damaged is left out, which mends it.
            (Some(file), Some(text)) => Lock::parse(file, text, &mut Diagnostics::new()),
            _ => Lock::default(),
        };
        let is_all = id.is_none();
        let choice = Choice { id, languages };
        let recorded = match translations::record(narratives, &self.sources, old, &choice) {
            Ok(recorded) => recorded,
            Err(unknown) => {
                self.failure = Some(failure(&choice, unknown));
                return None;
            }
        };
        // What could not be read would be missing from the record. The mistakes of others do not
        // keep a translator from recording her own work.
        let found = std::mem::take(&mut self.found);
        for diagnostic in found.iter().filter(|found| found.severity == Severity::Error) {
            let file = diagnostic.origin.map(|origin| origin.file);
            if is_all || file.is_some_and(|file| recorded.files.contains(&file)) {
                self.found.push(diagnostic.clone());
            }
        }
        if self.found.has_errors() {
            return None;
        }
        for left in recorded.left {
            self.found.push(left.severity(Severity::Error));
        }
        progress("writing the record");
        let written = work::on(translations::PATH, || {
            translations::write(&options.root, text, &recorded.lock)
        });
        match written {
            Ok(_) => Some(Done { pieces: recorded.pieces, changed: recorded.changed }),
            Err(error) => {
                let path = translations::PATH;
                let message = format!("`{path}` could not be written: {}", in_words(&error));
                self.failure = Some(Failure { message, help: Vec::new(), exit: 3 });
                None
            }
        }
    }
}

/// The languages asked for, each one that is translated into.
fn languages(project: &Project, wanted: &[String]) -> Result<Vec<Tag>, Failure> {
    if wanted.is_empty() {
        return Ok(Vec::new());
    }
    let source = &project.site.source_language.value;
    if wanted.iter().any(|name| name == source.as_str()) {
        return Err(Failure {
            message: format!("`{source}` is the language that translations are made from"),
            help: vec!["name a language that was translated into".to_owned()],
            exit: 2,
        });
    }
    super::reading::chosen(project, wanted)
}

fn failure(choice: &Choice, unknown: Unknown) -> Failure {
    let id = choice.id.as_deref().unwrap_or_default();
    let (message, help) = match unknown {
        Unknown::Nothing { nearest } => (
            format!("nothing that is translated has the id `{id}`"),
            match nearest {
                Some(near) => format!("did you mean `{near}`?"),
                None => "name a record or a page, such as `2024-25/er-1-1` or `about`".to_owned(),
            },
        ),
        Unknown::Several(names) => {
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            (
                format!("the id `{id}` stands in several places"),
                format!("name one of {}", crate::diagnostics::listed(&names)),
            )
        }
    };
    Failure { message, help: vec![help], exit: 2 }
}
