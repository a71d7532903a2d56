//! The project's folder → the report and its theme: what changed is read, the rest taken from the run
//! before.

use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use rayon::prelude::*;

use super::kept::{self, Content, Files, Looked, ReadAs};
use super::{Documents, Failure, FoundIn, Options, Read, Report, Run, embargo};
use crate::check;
use crate::diagnostics::{Diagnostics, FileId, Origin, nearest, work};
use crate::language::Tag;
use crate::load::shown::Shown;
use crate::load::{self, SourceTree};
use crate::model::{Located, NarrativeFile, NarrativePlace, Period, Project};
use crate::prose::Shelf;
use crate::theme;

impl Run {
    pub(super) fn read(
        &mut self,
        options: &Options,
        progress: &(dyn Fn(&str) + Sync),
    ) -> Option<Read> {
        progress("reading the files");
        if !self.is_project(options) {
            return None;
        }
        // A preview holds what it read, and is told of changes.
        let (mut tree, looked_at) = match self.is_kept {
            true => {
                let Run { kept: kept::Kept { seen, .. }, changed, found, .. } = self;
                (load::read_tree_again(&options.root, seen, changed, found), Vec::new())
            }
            false => self.read_once(&options.root),
        };
        self.done("read files", true);
        let is_beside_content = |path: &str| !path.starts_with("content/");
        let is_beside_data = |path: &str| is_beside_content(path) || path.ends_with(".md");
        let kept = match tree.changed.are_all(is_beside_data) {
            true => self.kept.content_as_before(),
            false => None,
        };
        let are_narratives_kept = kept.is_some() && tree.changed.are_all(is_beside_content);
        if !are_narratives_kept {
            self.kept.checked.whole = None;
        }
        progress("reading the data");
        let shown = Shown::new(options.drafts, options.date.as_deref());
        let (content, is_kept) = match kept {
            Some(content) => (Some(content), true),
            None => self.content(options, &tree, &shown),
        };
        self.done("read data", false);
        self.sources = std::mem::take(&mut tree.sources);
        let mut content = content?;
        self.found.append(content.in_data.clone());
        let mut sources = std::mem::take(&mut self.sources);
        let Report { project, documents, languages } = &mut content.report;
        let wanted = wanted(project, languages);
        let theme = self.kept.theme(&tree, &mut sources, &wanted, &mut self.found);
        self.sources = sources;
        self.done("theme", false);
        progress("reading the narratives");
        if !are_narratives_kept {
            let before = seen_of(project);
            project.attachments.clone_from(&content.attachments);
            (*documents, content.in_narratives, content.slips) =
                self.narratives(project, &shown, looked_at);
            if is_kept && before != seen_of(project) {
                self.kept.checked.forget_data();
            }
        }
        content.in_narratives.iter().for_each(|(_, found)| self.found.append(found.clone()));
        self.done("narratives", true);
        Some(Read { tree, content, theme })
    }

    /// The files, and what is asked of narratives while their texts are in memory.
    pub(super) fn read_once(&mut self, root: &Path) -> (SourceTree, LookedAt) {
        let Run { shelf, found, .. } = self;
        let look = |file: FileId, path: &str, text: &str| {
            let language = load::language_of_narrative(path)?;
            Some(look(shelf, file, path, language, text))
        };
        load::read_tree_once(root, &look, found)
    }

    /// The report without its narratives, and whether it is the one of the run before.
    fn content(
        &mut self,
        options: &Options,
        tree: &SourceTree,
        shown: &Shown,
    ) -> (Option<Content>, bool) {
        let files = match self.is_kept {
            true => Files::of_content(tree, &tree.sources),
            false => Files::default(),
        };
        match self.kept.content(&files) {
            Some(content) => (Some(content), true),
            None => (self.data(options, tree, files, shown), false),
        }
    }

    fn data(
        &mut self,
        options: &Options,
        tree: &SourceTree,
        files: Files,
        shown: &Shown,
    ) -> Option<Content> {
        let mut found = Diagnostics::new();
        let Some(mut project) = load::parse(tree, shown, &mut found) else {
            self.found.append(found);
            return None;
        };
        if let Some(base_url) = &options.base_url {
            let origin = Origin::file(project.site.file);
            project.site.base_url = Some(Located::new(base_url.clone(), origin));
        }
        match chosen(&project, &options.languages) {
            Ok(languages) => {
                let report = Report { project, documents: Vec::new(), languages };
                Some(Content::new(files, report, found))
            }
            Err(failure) => {
                self.found.append(found);
                self.failure = Some(failure);
                None
            }
        }
    }

    pub(super) fn is_project(&mut self, options: &Options) -> bool {
        if options.root.join("content").exists() {
            return true;
        }
        let root = options.root.display();
        self.failure = Some(Failure {
            message: format!("there is no folder `content` in `{root}`"),
            help: vec![
                "run kepi in a project's folder, or name it with `--root DIR`".to_owned(),
                "`kepi new DIR` makes a small report to start from".to_owned(),
            ],
            exit: 2,
        });
        false
    }

    /// All narratives: those that were looked at while their files were read, those of the run before,
    /// and those that are read now, in parallel; findings in the order of the files. Those that are not
    /// to be seen yet are marked, and what only they show is taken away.
    pub(super) fn narratives(
        &mut self,
        project: &mut Project,
        shown: &Shown,
        mut looked_at: LookedAt,
    ) -> (Documents, FoundIn, FoundIn) {
        let (sources, kept) = (&self.sources, &self.kept);
        let mut looked_at = |narrative: &NarrativeFile| {
            let place = looked_at.binary_search_by_key(&narrative.file, |(file, _)| *file).ok()?;
            looked_at[place].1.take()
        };
        let known: Vec<Option<Looked>> = project.narratives.iter().map(&mut looked_at).collect();
        let read: Vec<(ReadAs, Looked)> = project
            .narratives
            .par_iter()
            .zip(known)
            .map(|(NarrativeFile { file, tag, .. }, known)| {
                let read_as = (sources.whole(*file), tag.clone());
                let known = known.or_else(|| kept.narrative(&read_as).cloned());
                let looked = known.unwrap_or_else(|| {
                    let text = sources.text(*file).unwrap_or_default();
                    look(&Shelf::default(), *file, sources.path(*file), tag.as_str(), &text)
                });
                (read_as, looked)
            })
            .collect();
        let mut documents = Vec::with_capacity(read.len());
        let mut hidden = Vec::new();
        let (mut wrong, mut slips) = (Vec::new(), Vec::new());
        for (index, ((file, _), looked)) in read.iter().enumerate() {
            let Looked { document, found, time, .. } = looked;
            if !found.is_empty() {
                wrong.push((file.id, found.clone()));
            }
            self.timings.narrative(self.sources.path(file.id), *time);
            let first_day = document.front.publish_after.as_ref();
            let first_day = first_day.and_then(|day| Period::parse(&day.text));
            let is_hidden = is_of_hidden(project, &project.narratives[index])
                || shown.hides(document.front.draft, first_day.as_ref());
            project.narratives[index].hidden = is_hidden;
            if !is_hidden && !looked.slips.is_empty() {
                slips.push((file.id, looked.slips.clone()));
            }
            let document = Arc::clone(document);
            if is_hidden { &mut hidden } else { &mut documents }.push((index, document));
        }
        if self.is_kept {
            self.kept.keep_narratives(read);
        }
        embargo::withhold_attachments(project, &documents, &hidden);
        (documents, wrong, slips)
    }
}

/// What was made of narratives while their files were read, in order of file; `None` for a file that is
/// none.
pub(super) type LookedAt = Vec<(FileId, Option<Looked>)>;

/// All that is asked of the text of a narrative before its page is made.
fn look(shelf: &Shelf, file: FileId, path: &str, language: &str, text: &str) -> Looked {
    let began = Instant::now();
    work::on(path, || {
        let mut found = Diagnostics::new();
        let document = shelf.parse(file, text, &mut found);
        let slips = check::slips(text, &document, language);
        Looked { document: Arc::new(document), found, slips, time: began.elapsed() }
    })
}

/// What the narratives by themselves change in a project: which of them are to be seen, and which files
/// beside them.
fn seen_of(project: &Project) -> (Vec<bool>, Vec<FileId>) {
    let narratives = project.narratives.iter().map(|narrative| narrative.hidden);
    (narratives.collect(), project.attachments.iter().map(|attachment| attachment.file).collect())
}

pub(super) fn is_of_hidden(project: &Project, narrative: &NarrativeFile) -> bool {
    match &narrative.place {
        NarrativePlace::Record { edition, record } => project.is_hidden(Some(edition), record),
        NarrativePlace::Page(series) => project.is_hidden(None, series),
    }
}

/// What the site asks of its theme.
fn wanted<'a>(project: &'a Project, languages: &[Tag]) -> theme::Wanted<'a> {
    let site = &project.site;
    let built = site.languages.iter().filter(|language| languages.contains(&language.value));
    theme::Wanted {
        name: site.theme_name(),
        named_at: site.theme.as_ref().map(|theme| theme.origin),
        languages: built.map(|language| (&language.value, language.origin)).collect(),
    }
}

/// The languages to build: all of the site's, or those asked for.
pub(super) fn chosen(project: &Project, wanted: &[String]) -> Result<Vec<Tag>, Failure> {
    let all: Vec<Tag> =
        project.site.languages.iter().map(|language| language.value.clone()).collect();
    for name in wanted {
        if !all.iter().any(|tag| tag.as_str() == name) {
            let near = nearest(name, all.iter().map(Tag::as_str));
            let help = match near {
                Some(near) => format!("did you mean `{near}`?"),
                None => {
                    let tags: Vec<&str> = all.iter().map(Tag::as_str).collect();
                    format!("the site has {}", crate::diagnostics::listed(&tags))
                }
            };
            let message = format!("`{name}` is no language of the site");
            return Err(Failure { message, help: vec![help], exit: 2 });
        }
    }
    let is_wanted = |tag: &Tag| wanted.is_empty() || wanted.iter().any(|name| name == tag.as_str());
    Ok(all.into_iter().filter(is_wanted).collect())
}
