//! Values of one run that the next can use again, each with what it was made from: the data with the
//! files of `content`, a narrative with its text, what was planned and checked with both, the theme with
//! its files. What was made from something else is made anew.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use super::{FoundIn, Report};
use crate::check;
use crate::diagnostics::{Diagnostics, Origin, SourceMap, WholeFile};
use crate::language::Tag;
use crate::load::{Seen, SourceFile, SourceTree, Unread};
use crate::model::Attachment;
use crate::plan::SitePlan;
use crate::prose::Document;
use crate::theme::{self, Theme, Wanted};
use crate::translations;

/// Of runs with the same options.
#[derive(Default)]
pub struct Kept {
    pub seen: Seen,
    content: Option<Content>,
    /// In order of file.
    narratives: Vec<(ReadAs, Looked)>,
    pub checked: Checked,
    theme: Option<Themed>,
}

/// The report as its files give it.
pub struct Content {
    made_from: Files,
    pub report: Report,
    /// Also those that only hidden narratives show.
    pub attachments: Vec<Attachment>,
    /// What was wrong with the data.
    pub in_data: Diagnostics,
    /// What was wrong with the narratives, in their order.
    pub in_narratives: FoundIn,
    /// Slips of typography in those that are to be seen.
    pub slips: FoundIn,
}

/// What was planned of a report, and what its checks found.
#[derive(Default)]
pub struct Checked {
    pub plan: Option<(SitePlan, Diagnostics)>,
    pub translations: translations::Memory,
    pub rules: check::Memory,
    /// How many translations are missing.
    pub fallbacks: Option<(usize, Diagnostics)>,
    /// All of it together, for data and narratives that are as they were.
    pub whole: Option<Whole>,
}

/// What is known of a report before its pages are made, where nothing was wrong before.
pub struct Whole {
    pub translations: translations::State,
    pub fallbacks: usize,
    pub found: Diagnostics,
}

/// All that a narrative is read from: its file, and the language that its name says.
pub type ReadAs = (WholeFile, Tag);

/// A narrative as it was read, and what was wrong with it.
#[derive(Clone)]
pub struct Looked {
    pub document: Arc<Document>,
    pub found: Diagnostics,
    /// Slips of typography, told where nothing else is wrong.
    pub slips: Diagnostics,
    pub time: Duration,
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

/// Files with all that is in them, and what is known of those that could not be read.
#[derive(Default, PartialEq)]
pub struct Files {
    read: Vec<(SourceFile, Option<Arc<str>>)>,
    unread: Vec<Unread>,
}

impl Kept {
    /// Whether files have changed that the last run took for unchanged, and were told to.
    pub fn is_outdated(&mut self, root: &Path) -> bool {
        self.seen.is_outdated(root)
    }

    /// The report of the run before, for files that are as they were but for some narratives.
    pub fn content_as_before(&mut self) -> Option<Content> {
        self.content.take()
    }

    /// The report of these files, if they are as they were, but for the texts of its narratives.
    pub fn content(&mut self, made_from: &Files) -> Option<Content> {
        let content = self.content.take();
        match content {
            Some(content) if content.made_from == *made_from => return Some(content),
            Some(content) if content.made_from.are_the_files_of(made_from) => {
                self.checked.forget_data();
            }
            // What was found may be about other files of the same numbers.
            _ => self.checked = Checked::default(),
        }
        None
    }

    pub fn keep_content(&mut self, content: Content) {
        self.content = Some(content);
    }

    /// The narrative of this file, if it had the same text and was in the same language.
    pub fn narrative(&self, read_as: &ReadAs) -> Option<&Looked> {
        let of = |((file, _), _): &(ReadAs, Looked)| file.id;
        let place = self.narratives.binary_search_by_key(&read_as.0.id, of).ok()?;
        let (kept, looked) = &self.narratives[place];
        (kept == read_as).then_some(looked)
    }

    pub fn keep_narratives(&mut self, mut narratives: Vec<(ReadAs, Looked)>) {
        narratives.sort_by_key(|((file, _), _)| file.id);
        self.narratives = narratives;
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
            of_project: Files::of_theme(tree, sources),
        };
        let themed = match self.theme.take() {
            Some(themed) if themed.made_from == made_from => {
                sources.extend(&themed.added);
                themed
            }
            before => {
                let mut found = Diagnostics::new();
                let before = before.map(|themed| themed.theme);
                let theme = theme::load_again(tree, sources, wanted, before, &mut found);
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

impl Checked {
    /// For another report of files with the same names.
    pub fn forget_data(&mut self) {
        (self.plan, self.fallbacks, self.whole) = (None, None, None);
        self.translations.forget_data();
        self.rules.forget_data();
    }
}

impl Content {
    pub fn new(made_from: Files, report: Report, in_data: Diagnostics) -> Content {
        let attachments = report.project.attachments.clone();
        let (in_narratives, slips) = (FoundIn::new(), FoundIn::new());
        Content { made_from, report, attachments, in_data, in_narratives, slips }
    }
}

impl Files {
    /// Those of the report; of a narrative only that it is there.
    pub fn of_content(tree: &SourceTree, sources: &SourceMap) -> Files {
        let text = |file: &SourceFile| sources.shared_text(file.id).cloned();
        Files::below("content/", tree, |file| text(file).filter(|_| !file.path.ends_with(".md")))
    }

    fn of_theme(tree: &SourceTree, sources: &SourceMap) -> Files {
        Files::below("themes/", tree, |file| sources.shared_text(file.id).cloned())
    }

    fn below(
        folder: &str,
        tree: &SourceTree,
        text: impl Fn(&SourceFile) -> Option<Arc<str>>,
    ) -> Files {
        let read = tree.files.iter().filter(|file| file.path.starts_with(folder));
        let unread = tree.unread.iter().filter(|file| file.path.starts_with(folder));
        Files {
            read: read.map(|file| (file.clone(), text(file))).collect(),
            unread: unread.cloned().collect(),
        }
    }

    /// Whether the same files have the same numbers, whatever is in them.
    fn are_the_files_of(&self, other: &Files) -> bool {
        let read = |(one, _): &(SourceFile, _), (other, _): &(SourceFile, _)| {
            (one.id, &one.path) == (other.id, &other.path)
        };
        let unread = |one: &Unread, other: &Unread| (one.id, &one.path) == (other.id, &other.path);
        self.read.len() == other.read.len()
            && self.unread.len() == other.unread.len()
            && self.read.iter().zip(&other.read).all(|(a, b)| read(a, b))
            && self.unread.iter().zip(&other.unread).all(|(a, b)| unread(a, b))
    }
}
