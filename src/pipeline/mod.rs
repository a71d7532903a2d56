//! The only module that knows the order of the stages.

mod embargo;
mod fingerprint;
mod pages;
mod sink;
mod timings;
mod translated;

pub use timings::Timings;
pub use translated::{Done, Translated, translated};

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use rayon::prelude::*;

use crate::bundle::{Hash, Sink};
use crate::check;
use crate::diagnostics::{Diagnostic, Diagnostics, Severity, SourceMap, nearest, work};
use crate::language::Tag;
use crate::load::shown::Shown;
use crate::load::{self, SourceTree};
use crate::localize;
use crate::model::{Located, Lookup, NarrativeFile, NarrativePlace, Period, Project};
use crate::plan::{self, SitePlan};
use crate::prose::{self, Document};
use crate::publish::{self, Staging};
use crate::theme::{self, Theme};
use crate::translations::{self, Narratives};
use sink::Counted;
use timings::Stage;

pub struct Options {
    pub root: PathBuf,
    pub output: Option<PathBuf>,
    pub languages: Vec<String>,
    pub base_url: Option<String>,
    pub strict: bool,
    pub drafts: bool,
    /// YYYY-MM-DD
    pub date: Option<String>,
    pub jobs: Option<usize>,
    pub depth: Depth,
}

/// How far to go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Depth {
    Data,
    Check,
    Publish,
}

pub struct Outcome {
    /// Sorted.
    pub diagnostics: Vec<Diagnostic>,
    pub sources: SourceMap,
    /// Of what was or would be published.
    pub summary: Option<Summary>,
    pub published: bool,
    /// Of the paths and contents of all files read; `None` where there is no report.
    pub made_from: Option<Hash>,
    pub failure: Option<Failure>,
    pub timings: Timings,
}

pub struct Summary {
    pub pages: usize,
    pub languages: usize,
    pub figures: usize,
    pub files: usize,
    pub fallbacks: usize,
    /// Records and narratives that are drafts or wait for their day.
    pub held_back: usize,
}

/// The machine failed, or the command line asked for what cannot be.
pub struct Failure {
    pub message: String,
    pub help: Vec<String>,
    pub exit: u8,
}

impl From<publish::Failure> for Failure {
    fn from(failure: publish::Failure) -> Self {
        let exit = failure.exit_status();
        Failure { message: failure.message, help: failure.help.into_iter().collect(), exit }
    }
}

/// The report as its files give it: before a language is chosen and before there are pages.
pub struct Report {
    pub project: Project,
    /// What is to be published of `project.narratives`, by its place there.
    pub documents: Vec<(usize, Document)>,
    /// Those asked for, or all of the site's.
    pub languages: Vec<Tag>,
}

/// Everything from the project's files to the published site, as far as `depth` says. Every stage
/// runs on what could be made; an error anywhere refuses only the publishing.
pub fn run(options: &Options, progress: &(dyn Fn(&str) + Sync)) -> Outcome {
    let (_, outcome) = in_threads(options, |run| run.all(options, None, progress));
    outcome
}

/// The same, with the site's files handed to `sink` in place of a folder. What the sink holds is
/// the site only if the outcome has no error and no failure: a report with errors may fill it in
/// part, or not at all.
pub fn run_into(options: &Options, sink: &dyn Sink, progress: &(dyn Fn(&str) + Sync)) -> Outcome {
    let (_, outcome) = in_threads(options, |run| run.all(options, Some(sink), progress));
    outcome
}

/// Reads and checks the report's data and narratives, whatever `depth` says, and holds the
/// translations against their record. `None` only where the report cannot be read at all; the
/// outcome says why.
pub fn read(
    options: &Options,
    progress: &(dyn Fn(&str) + Sync),
) -> (Option<(Report, translations::State)>, Outcome) {
    let (read, outcome) = in_threads(options, |run| {
        let read = run.read(options, progress)?;
        let plan = plan::plan(&read.report.project, &mut run.found);
        let lookup = Lookup::new(&read.report.project, &plan.articles);
        let (translations, _) = run.check_data(&read.report, &plan, &lookup);
        Some((read.report, translations))
    });
    (read.flatten(), outcome)
}

fn in_threads<T: Send>(
    options: &Options,
    work: impl FnOnce(&mut Run) -> T + Send,
) -> (Option<T>, Outcome) {
    let mut threads = rayon::ThreadPoolBuilder::new();
    if let Some(jobs) = options.jobs {
        threads = threads.num_threads(jobs);
    }
    let mut run = Run::new(options);
    let done = match threads.build() {
        Ok(threads) => Some(threads.install(|| work(&mut run))),
        Err(error) => {
            let message = format!("no threads can be started: {error}");
            run.failure =
                Some(Failure { message, help: vec!["try `--jobs 1`".to_owned()], exit: 3 });
            None
        }
    };
    (done, run.into_outcome())
}

/// What the report is made from.
struct Read {
    tree: SourceTree,
    report: Report,
    theme: Theme,
}

/// One run: what was found and made so far.
struct Run {
    found: Diagnostics,
    sources: SourceMap,
    summary: Option<Summary>,
    published: bool,
    made_from: Option<Hash>,
    failure: Option<Failure>,
    timings: Timings,
    since: Instant,
    strict: bool,
}

impl Run {
    fn new(options: &Options) -> Self {
        Run {
            found: Diagnostics::new(),
            sources: SourceMap::default(),
            summary: None,
            published: false,
            made_from: None,
            failure: None,
            timings: Timings::default(),
            since: Instant::now(),
            strict: options.strict,
        }
    }

    fn into_outcome(self) -> Outcome {
        Outcome {
            diagnostics: self.found.into_sorted(&self.sources),
            sources: self.sources,
            summary: self.summary,
            published: self.published,
            made_from: self.made_from,
            failure: self.failure,
            timings: self.timings,
        }
    }

    /// `shared`: all threads worked on it.
    fn done(&mut self, name: &'static str, shared: bool) {
        self.timings.stages.push(Stage { name, time: self.since.elapsed(), shared });
        self.since = Instant::now();
    }

    fn may_publish(&self) -> bool {
        let warned = self.strict && self.found.count(Severity::Warning) > 0;
        self.failure.is_none() && !self.found.has_errors() && !warned
    }

    fn all(
        &mut self,
        options: &Options,
        sink: Option<&dyn Sink>,
        progress: &(dyn Fn(&str) + Sync),
    ) {
        if let Some(read) = self.read(options, progress) {
            self.report(options, &read, sink, progress);
        }
    }

    fn read(&mut self, options: &Options, progress: &(dyn Fn(&str) + Sync)) -> Option<Read> {
        progress("reading the files");
        if !self.is_project(options) {
            return None;
        }
        let mut tree = load::read_tree(&options.root, &mut self.found);
        self.done("read files", false);
        progress("reading the data");
        let shown = Shown::new(options.drafts, options.date.as_deref());
        let project = load::parse(&tree, &shown, &mut self.found);
        self.done("read data", false);
        self.sources = std::mem::take(&mut tree.sources);
        let mut project = project?;
        self.made_from = Some(fingerprint::of(&tree, &self.sources));
        if let Some(base_url) = &options.base_url {
            let origin = crate::diagnostics::Origin::file(project.site.file);
            project.site.base_url = Some(Located::new(base_url.clone(), origin));
        }
        let languages = match chosen(&project, &options.languages) {
            Ok(languages) => languages,
            Err(failure) => {
                self.failure = Some(failure);
                return None;
            }
        };
        let mut sources = std::mem::take(&mut self.sources);
        let theme =
            theme::load(&tree, &mut sources, &wanted(&project, &languages), &mut self.found);
        self.sources = sources;
        self.done("theme", false);
        progress("reading the narratives");
        let documents = self.narratives(&mut project, &shown);
        self.done("narratives", true);
        Some(Read { tree, report: Report { project, documents, languages }, theme })
    }

    fn is_project(&mut self, options: &Options) -> bool {
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

    /// Reads all narratives, in parallel, findings in the order of the files. Those that are not to
    /// be seen yet are marked, and what only they show is taken away.
    fn narratives(&mut self, project: &mut Project, shown: &Shown) -> Vec<(usize, Document)> {
        let sources = &self.sources;
        let read: Vec<(Document, Diagnostics, Duration)> = project
            .narratives
            .par_iter()
            .map(|narrative| {
                let began = Instant::now();
                let mut found = Diagnostics::new();
                let text = sources.text(narrative.file).unwrap_or_default();
                let document = work::on(sources.path(narrative.file), || {
                    prose::parse(narrative.file, text, &mut found)
                });
                (document, found, began.elapsed())
            })
            .collect();
        let mut documents = Vec::with_capacity(read.len());
        let mut hidden = Vec::new();
        for (index, (document, found, time)) in read.into_iter().enumerate() {
            self.found.append(found);
            let path = self.sources.path(project.narratives[index].file);
            self.timings.narrative(path, time);
            let first_day = document.front.publish_after.as_ref();
            let first_day = first_day.and_then(|day| Period::parse(&day.text));
            let is_hidden = is_of_hidden(project, &project.narratives[index])
                || shown.hides(document.front.draft, first_day.as_ref());
            project.narratives[index].hidden = is_hidden;
            if is_hidden { &mut hidden } else { &mut documents }.push((index, document));
        }
        embargo::withhold_attachments(project, &documents, &hidden);
        documents
    }

    /// Everything that the data and the narratives show; says how translations stand, and how many are
    /// missing.
    fn check_data(
        &mut self,
        report: &Report,
        plan: &SitePlan,
        lookup: &Lookup<'_>,
    ) -> (translations::State, usize) {
        let Report { project, documents, languages } = report;
        let narratives: Vec<(&NarrativeFile, &Document)> = documents
            .iter()
            .map(|(index, document)| (&project.narratives[*index], document))
            .collect();
        let translations =
            translations::state(Narratives { project, documents }, &self.sources, &mut self.found);
        self.done("translations", false);
        let report = check::Report {
            project,
            lookup,
            plan,
            narratives: &narratives,
            translations: &translations,
            sources: &self.sources,
        };
        check::project(&report, &mut self.found);
        let fallbacks =
            localize::missing_translations(project, &self.sources, languages, &mut self.found);
        self.done("check data", true);
        (translations, fallbacks)
    }

    fn report(
        &mut self,
        options: &Options,
        read: &Read,
        sink: Option<&dyn Sink>,
        progress: &(dyn Fn(&str) + Sync),
    ) {
        let Read { tree, theme, report } = read;
        let Report { project, documents, languages } = report;
        let plan = plan::plan(project, &mut self.found);
        let lookup = Lookup::new(project, &plan.articles);
        let (translations, fallbacks) = self.check_data(report, &plan, &lookup);
        if options.depth == Depth::Data {
            return;
        }
        progress("making the pages");
        let reports = localize::localize(project, documents, &translations, theme, languages);
        self.done("localize", false);
        // Where the report has errors already, nothing will be published: the pages are made only to
        // find what is wrong with them.
        let staging = if options.depth == Depth::Publish && self.may_publish() {
            match Staging::open(&output(options), &options.root) {
                Ok(mut staging) => {
                    self.made_from.into_iter().for_each(|sources| staging.made_from(sources));
                    Some(staging)
                }
                Err(failure) => {
                    self.failure = Some(failure.into());
                    return;
                }
            }
        } else {
            None
        };
        let sink = staging.as_ref().map(|staging| staging as &dyn Sink).or(sink);
        let counted = Counted::new(sink.filter(|_| self.may_publish()));
        let made_from = self.made_from.as_ref().map(publish::manifest::hex).unwrap_or_default();
        let material = pages::Material {
            project,
            lookup: &lookup,
            plan: &plan,
            reports: &reports,
            theme,
            tree,
            sources: &self.sources,
            languages,
            sink: &counted,
            made_from: &made_from,
        };
        let made = pages::make(&material, &mut self.timings);
        if made.given_up {
            return;
        }
        self.found.append(made.found);
        self.done("pages", true);
        progress("checking the pages");
        let templates: Vec<_> = theme.templates.files().collect();
        let narratives = pages::narratives_by_path(&plan, project, &reports, documents);
        let bundle = counted.into_bundle(made.pages);
        check::bundle(
            &check::Site {
                bundle: &bundle,
                unmade: &made.unmade,
                narratives: &narratives,
                repeating: &pages::repeating(&plan, languages),
                templates: &templates,
                redirects: &read.report.project.redirects,
                sources: &self.sources,
            },
            &mut self.found,
        );
        self.done("check pages", true);
        self.summary = Some(Summary {
            pages: bundle.pages.len(),
            languages: languages.len(),
            figures: made.figures,
            files: bundle.files.len(),
            fallbacks,
            held_back: held_back(project),
        });
        if let Some(failure) = made.failure {
            self.failure = Some(Failure { message: failure, help: Vec::new(), exit: 3 });
        }
        if let Some(staging) = staging
            && self.may_publish()
        {
            progress("publishing");
            match staging.commit() {
                Ok(published) => {
                    self.published = true;
                    self.failure = published.left_behind.map(Failure::from);
                }
                Err(failure) => self.failure = Some(failure.into()),
            }
            self.done("publish", false);
        }
    }
}

fn is_of_hidden(project: &Project, narrative: &NarrativeFile) -> bool {
    match &narrative.place {
        NarrativePlace::Record { edition, record } => project.is_hidden(Some(edition), record),
        NarrativePlace::Page(series) => project.is_hidden(None, series),
    }
}

/// A narrative of a hidden record is one thing with it.
fn held_back(project: &Project) -> usize {
    let alone =
        project.narratives.iter().filter(|text| text.hidden && !is_of_hidden(project, text));
    project.hidden.len() + alone.count()
}

/// A given path is relative to where one stands, the default to the project.
fn output(options: &Options) -> PathBuf {
    match &options.output {
        Some(output) => output.clone(),
        None => Path::new(&options.root).join("output"),
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
fn chosen(project: &Project, wanted: &[String]) -> Result<Vec<Tag>, Failure> {
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
