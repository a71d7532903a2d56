//! Values of one run that the next can use again, each with what it was made from: the report with the
//! files of `content`, a narrative with its text, the theme with its files. What was made from
//! something else is made anew.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Report;
use crate::diagnostics::{Diagnostics, FileId, Origin, SourceMap};
use crate::language::Tag;
use crate::load::{SourceFile, SourceTree};
use crate::prose::Document;
use crate::theme::{self, Theme, Wanted};
use crate::translations;

/// Of runs with the same options.
#[derive(Default)]
pub struct Kept {
    content: Option<Content>,
    narratives: BTreeMap<FileId, Narrative>,
    theme: Option<Themed>,
}

/// The report as its files give it.
pub struct Content {
    made_from: Files,
    pub report: Report,
    /// What was wrong with the data.
    pub in_data: Diagnostics,
    /// What was wrong with the narratives, in their order.
    pub in_narratives: Vec<(FileId, Diagnostics)>,
    pub checked: Option<Checked>,
}

/// What the checks of a report without errors in its files found.
pub struct Checked {
    pub translations: translations::State,
    pub fallbacks: usize,
    pub found: Diagnostics,
}

/// A narrative as it was read, and what was wrong with it.
pub struct Narrative {
    text: Arc<str>,
    pub document: Document,
    pub found: Diagnostics,
}

/// A theme, and what was wrong with it.
pub struct Themed {
    made_from: MadeFrom,
    pub theme: Theme,
    /// Its own files.
    added: SourceMap,
    found: Diagnostics,
}

/// All that a theme is made from.
#[derive(PartialEq)]
struct MadeFrom {
    /// Its own files are numbered after those of the project.
    files: usize,
    name: String,
    named_at: Option<Origin>,
    languages: Vec<(Tag, Origin)>,
    of_project: Files,
}

/// Files with all that is in them, and the paths of those that could not be read.
#[derive(PartialEq)]
pub struct Files {
    read: Vec<(SourceFile, Option<Arc<str>>)>,
    unread: Vec<String>,
}

impl Kept {
    /// The report of these files, if they are as they were.
    pub fn content(&mut self, made_from: &Files) -> Option<Content> {
        let mut content = self.content.take()?;
        if content.made_from == *made_from {
            return Some(content);
        }
        // Of those that could be read, the texts are what most of the work went into.
        let mut found: BTreeMap<FileId, Diagnostics> = content.in_narratives.drain(..).collect();
        let texts: BTreeMap<FileId, &Arc<str>> = content
            .made_from
            .read
            .iter()
            .filter_map(|(file, text)| Some((file.id, text.as_ref()?)))
            .collect();
        for (index, document) in content.report.documents {
            let file = content.report.project.narratives[index].file;
            let Some(text) = texts.get(&file) else { continue };
            let found = found.remove(&file).unwrap_or_default();
            let text = Arc::clone(text);
            self.narratives.insert(file, Narrative { text, document, found });
        }
        None
    }

    pub fn keep_content(&mut self, content: Content) {
        self.narratives.clear();
        self.content = Some(content);
    }

    /// The narrative of this file, if it had the same text.
    pub fn narrative(&mut self, file: FileId, text: &str) -> Option<Narrative> {
        self.narratives.remove(&file).filter(|kept| *kept.text == *text)
    }

    /// The theme of these files, whose own files join the sources.
    pub fn theme(
        &mut self,
        tree: &SourceTree,
        sources: &mut SourceMap,
        wanted: &Wanted<'_>,
        found: &mut Diagnostics,
    ) -> Themed {
        let made_from = MadeFrom {
            files: sources.len(),
            name: wanted.name.to_owned(),
            named_at: wanted.named_at,
            languages: wanted.languages.iter().map(|(tag, at)| ((*tag).clone(), *at)).collect(),
            of_project: Files::of(tree, sources, "themes/"),
        };
        let themed = match self.theme.take().filter(|kept| kept.made_from == made_from) {
            Some(themed) => {
                sources.extend(&themed.added);
                themed
            }
            None => {
                let mut found = Diagnostics::new();
                let theme = theme::load(tree, sources, wanted, &mut found);
                let added = sources.since(made_from.files);
                Themed { made_from, theme, added, found }
            }
        };
        found.append(themed.found.clone());
        themed
    }

    pub fn keep_theme(&mut self, theme: Themed) {
        self.theme = Some(theme);
    }
}

impl Content {
    pub fn new(made_from: Files, report: Report, in_data: Diagnostics) -> Content {
        Content { made_from, report, in_data, in_narratives: Vec::new(), checked: None }
    }
}

impl Files {
    /// Those below a folder.
    pub fn of(tree: &SourceTree, sources: &SourceMap, folder: &str) -> Files {
        let read = tree.files.iter().filter(|file| file.path.starts_with(folder));
        let unread = tree.unread.iter().filter(|file| file.path.starts_with(folder));
        Files {
            read: read.map(|file| (file.clone(), sources.shared_text(file.id).cloned())).collect(),
            unread: unread.map(|file| file.path.clone()).collect(),
        }
    }
}
