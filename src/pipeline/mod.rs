//! The only module that knows the order of the stages.

mod embargo;
mod fingerprint;
mod jobs;
mod kept;
mod pages;
mod reading;
mod sink;
mod timings;
mod translated;

pub use kept::Kept;
pub use timings::Timings;
pub use translated::{Done, Translated, translated};

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use crate::bundle::{Addresses, Hash, Sink};
use crate::check;
use crate::diagnostics::{Diagnostic, Diagnostics, FileId, Severity, SourceMap, in_words};
use crate::export;
use crate::language::Tag;
use crate::load::{Changed, SourceTree};
use crate::localize;
use crate::model::{Lookup, NarrativeFile, Project};
use crate::plan::{self, SitePlan};
use crate::prose::{Document, Front, Shelf};
use crate::publish::{self, Staging};
use crate::translations::{self, Narratives};
use fingerprint::Fingerprint;
use kept::{Checked, Content, Themed, Whole};
use reading::is_of_hidden;
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
    /// Of the paths and contents of all files read; `None` where there is no site.
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

/// By their place among the narratives.
type Documents = Vec<(usize, Arc<Document>)>;
/// What was wrong with files that have something wrong.
type FoundIn = Vec<(FileId, Diagnostics)>;

/// The report as its files give it: before a language is chosen and before there are pages.
pub struct Report {
    pub project: Project,
    /// What is to be published of `project.narratives`, by its place there.
    pub documents: Documents,
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

/// The same, with what an earlier run made and is as it was: the outcome is that of a run without it,
/// where `changed` leaves out no file that has changed since.
pub fn run_again(
    options: &Options,
    sink: &dyn Sink,
    kept: &mut Kept,
    changed: &Changed,
    progress: &(dyn Fn(&str) + Sync),
) -> Outcome {
    let (_, outcome) = in_threads(options, |run| {
        run.is_kept = true;
        run.changed = changed.clone();
        run.kept = std::mem::take(kept);
        run.all(options, Some(sink), progress);
        *kept = std::mem::take(&mut run.kept);
    });
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
        let project = &read.content.report.project;
        let plan = plan::plan(project, &mut run.found);
        let lookup = Lookup::new(project, &plan.articles);
        let (translations, _) = run.check_data(&read.content, &plan, &lookup);
        Some((read.content.report, translations))
    });
    (read.flatten(), outcome)
}

/// Of each thread, in bytes: what stands inside each other is limited everywhere, and the deepest needs
/// a small part of this.
const STACK: usize = 8 * 1024 * 1024;

/// For narratives between their checks and their pages, in bytes: those of a small report, and some of a
/// large one.
const ROOM: usize = 64_000_000;

fn in_threads<T: Send>(
    options: &Options,
    work: impl FnOnce(&mut Run) -> T + Send,
) -> (Option<T>, Outcome) {
    // Its size must not depend on the environment, where Rust would look for it.
    let mut threads = rayon::ThreadPoolBuilder::new().stack_size(STACK);
    if let Some(jobs) = options.jobs {
        threads = threads.num_threads(jobs);
    }
    let mut run = Run::new(options);
    let done = match threads.build() {
        Ok(threads) => Some(threads.install(|| work(&mut run))),
        Err(error) => {
            let message = format!("no threads can be started: {}", in_words(&error));
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
    content: Content,
    theme: Themed,
}

/// What is known of the site before any page is made.
struct Planned<'a> {
    /// Of the narratives to be published, by their place in the project.
    fronts: &'a [(usize, &'a Front)],
    plan: &'a SitePlan,
    lookup: &'a Lookup<'a>,
    translations: &'a translations::State,
    /// Translations that are missing.
    fallbacks: usize,
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
    kept: Kept,
    /// Those that wait for their pages.
    shelf: Shelf,
    /// Which files may be others than in the run before.
    changed: Changed,
    /// Another run follows, which uses again what this one read.
    is_kept: bool,
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
            kept: Kept::default(),
            shelf: Shelf::of(if options.depth == Depth::Data { 0 } else { ROOM }),
            changed: Changed::Anything,
            is_kept: false,
        }
    }

    fn into_outcome(self) -> Outcome {
        let failure =
            self.failure.or_else(|| Some(changed(self.sources.changed()?, &self.sources)));
        Outcome {
            diagnostics: self.found.into_sorted(&self.sources),
            sources: self.sources,
            summary: self.summary,
            published: self.published,
            made_from: self.made_from,
            failure,
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
        let is_one_report = self.sources.changed().is_none();
        self.failure.is_none() && is_one_report && !self.found.has_errors() && !warned
    }

    fn all(
        &mut self,
        options: &Options,
        sink: Option<&dyn Sink>,
        progress: &(dyn Fn(&str) + Sync),
    ) {
        if let Some(mut read) = self.read(options, progress) {
            self.report(options, &mut read, sink, progress);
            if self.is_kept {
                self.kept.keep_content(read.content);
                self.kept.keep_theme(read.theme);
            }
        }
    }

    /// Everything that the data and the narratives show; says how translations stand, and how many are
    /// missing.
    fn check_data(
        &mut self,
        Content { report, slips, .. }: &Content,
        plan: &SitePlan,
        lookup: &Lookup<'_>,
    ) -> (translations::State, usize) {
        let Report { project, documents, languages } = report;
        let narratives: Vec<(&NarrativeFile, &Document)> =
            Narratives { project, documents }.iter().collect();
        let source_language = &project.site.source_language.value;
        let pairs = translations::pairs(source_language, narratives.iter().copied());
        let memory = &mut self.kept.checked.translations;
        let translations =
            translations::state(project, &pairs, &self.sources, memory, &mut self.found);
        self.done("translations", true);
        let Checked { rules, fallbacks, .. } = &mut self.kept.checked;
        let report = check::Report {
            project,
            lookup,
            plan,
            narratives: &narratives,
            pairs: &pairs,
            translations: &translations,
            slips,
            sources: &self.sources,
        };
        check::project(&report, rules, &mut self.found);
        let (fallbacks, missing) = fallbacks.get_or_insert_with(|| {
            let mut found = Diagnostics::new();
            let missing =
                localize::missing_translations(project, &self.sources, languages, &mut found);
            (missing, found)
        });
        self.found.append(missing.clone());
        let fallbacks = *fallbacks;
        self.done("check data", true);
        (translations, fallbacks)
    }

    fn report(
        &mut self,
        options: &Options,
        read: &mut Read,
        sink: Option<&dyn Sink>,
        progress: &(dyn Fn(&str) + Sync),
    ) {
        let project = &read.content.report.project;
        // The rules look at errors that were found before. Without any they look at the report alone.
        let is_sound = !self.found.has_errors();
        let before = if is_sound { std::mem::take(&mut self.found) } else { Diagnostics::new() };
        let (plan, in_plan) = self.kept.checked.plan.take().unwrap_or_else(|| {
            let mut found = Diagnostics::new();
            (plan::plan(project, &mut found), found)
        });
        let lookup = Lookup::new(project, &plan.articles);
        let known = self.kept.checked.whole.take().filter(|_| is_sound);
        let whole = known.unwrap_or_else(|| {
            self.found.append(in_plan.clone());
            let (translations, fallbacks) = self.check_data(&read.content, &plan, &lookup);
            Whole { translations, fallbacks, found: std::mem::take(&mut self.found) }
        });
        self.found = before;
        self.found.append(whole.found.clone());
        // Of narratives that are checked, a build holds what stands at their top.
        let mut checked = Vec::new();
        if !self.is_kept {
            self.kept = Kept::default();
            let documents = std::mem::take(&mut read.content.report.documents).into_iter();
            let front = |(at, document): (usize, Arc<Document>)| {
                let file = project.narratives[at].file;
                (at, self.shelf.checked(file, Arc::unwrap_or_clone(document)))
            };
            checked = documents.map(front).collect();
        }
        let of_kept = read.content.report.documents.iter().map(|(at, read)| (*at, &read.front));
        let fronts: Vec<(usize, &Front)> =
            of_kept.chain(checked.iter().map(|(at, front)| (*at, front))).collect();
        if options.depth != Depth::Data {
            let planned = Planned {
                fronts: &fronts,
                plan: &plan,
                lookup: &lookup,
                translations: &whole.translations,
                fallbacks: whole.fallbacks,
            };
            self.site(options, read, &planned, sink, progress);
        }
        if self.is_kept {
            self.kept.checked.plan = Some((plan, in_plan));
            self.kept.checked.whole = Some(whole).filter(|_| is_sound);
        }
    }

    /// The pages, their checks, and the publishing.
    fn site(
        &mut self,
        options: &Options,
        read: &Read,
        planned: &Planned<'_>,
        sink: Option<&dyn Sink>,
        progress: &(dyn Fn(&str) + Sync),
    ) {
        let Planned { fronts, plan, lookup, translations, fallbacks } = *planned;
        let Read { tree, theme: Themed { theme, .. }, content } = read;
        let Report { project, languages, .. } = &content.report;
        progress("making the pages");
        let reports = localize::localize(project, fronts, translations, theme, languages);
        self.done("localize", false);
        // Where the report has errors already, nothing will be published: the pages are made only to
        // find what is wrong with them.
        let fingerprint = Fingerprint::new(tree, &self.sources);
        let staging = if options.depth == Depth::Publish && self.may_publish() {
            match Staging::open(&output(options), &options.root) {
                Ok(mut staging) => {
                    staging.made_from(fingerprint.hash());
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
        let addresses = Addresses::default();
        let material = pages::Material {
            project,
            lookup,
            plan,
            reports: &reports,
            theme,
            tree,
            sources: &self.sources,
            shelf: &self.shelf,
            languages,
            sink: &counted,
            addresses: &addresses,
            public: &export::PublicAddresses::default(),
            made_from: &|| publish::manifest::hex(&fingerprint.hash()),
        };
        let made = pages::make(&material, &mut self.timings);
        if made.given_up {
            return;
        }
        self.made_from = Some(fingerprint.hash());
        self.found.append(made.found);
        self.done("pages", true);
        progress("checking the pages");
        let templates: Vec<_> = theme.templates.files().collect();
        let narratives = pages::narratives_by_path(plan, project, &reports);
        let bundle = counted.into_bundle(made.pages, addresses.into_texts());
        check::bundle(
            &check::Site {
                bundle: &bundle,
                unmade: &made.unmade,
                narratives: &narratives,
                repeating: &pages::repeating(plan, languages),
                templates: &templates,
                redirects: &project.redirects,
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

/// A text was another when it was read again: pages would tell of two reports.
fn changed(file: FileId, sources: &SourceMap) -> Failure {
    let message = format!("`{}` was changed while the site was made", sources.path(file));
    Failure { message, help: vec!["build again".to_owned()], exit: 3 }
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
