//! Makes every page, figure and download, in parallel, and hands each to the sink when it is done.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use rayon::prelude::*;
use sha2::{Digest, Sha256};

use super::jobs::Jobs;
use super::timings::Timings;
use crate::bundle::{self, Addresses, ByPath, PageFacts, Sink};
use crate::diagnostics::{Diagnostic, Diagnostics, FileId, Origin, SourceMap, work};
use crate::export;
use crate::hosting;
use crate::language::Tag;
use crate::load::{FileKind, SourceTree};
use crate::localize::LocalizedReport;
use crate::model::{Lookup, Project};
use crate::plan::{self, Assets, Desk, Inset, SitePlan, Subject, Titled, view};
use crate::prose::{Front, Shelf};
use crate::render;
use crate::search;
use crate::theme::Theme;

/// Everything that pages are made from.
pub struct Material<'a> {
    pub project: &'a Project,
    pub lookup: &'a Lookup<'a>,
    pub plan: &'a SitePlan,
    pub reports: &'a [LocalizedReport<'a>],
    pub theme: &'a Theme,
    pub tree: &'a SourceTree,
    pub sources: &'a SourceMap,
    pub shelf: &'a Shelf,
    pub languages: &'a [Tag],
    pub sink: &'a dyn Sink,
    /// Where pages note to what they link.
    pub addresses: &'a Addresses,
    /// Where they note under which addresses they are known.
    pub public: &'a export::PublicAddresses,
    /// The hash of all files that the report was made from.
    pub made_from: &'a (dyn Fn() -> String + Sync),
}

#[derive(Default)]
pub struct Made {
    pub pages: ByPath<PageFacts>,
    /// Pages that their template could not make, which is reported.
    pub unmade: BTreeSet<String>,
    pub figures: usize,
    pub found: Diagnostics,
    /// The first file that could not be written.
    pub failure: Option<String>,
    /// Nobody wanted the rest any more.
    pub given_up: bool,
    /// For the sitemap.
    public: Vec<export::Public>,
}

/// A page for those that are about all of its language.
type Listed = (Titled, search::Entry);

impl Made {
    /// Takes in what a page leaves behind; what is left of it is for the pages about all.
    fn page(&mut self, page: PageDone, timings: &mut Timings) -> Option<Listed> {
        self.public.extend(page.public);
        self.figures += page.figures;
        self.found.append(page.found);
        timings.page(&page.path, page.making);
        timings.template(format!("{}.html", page.template), page.rendering);
        page.charts.into_iter().for_each(|(name, time)| timings.chart(name, time));
        self.failure = self.failure.take().or(page.failure);
        match page.facts {
            Some(facts) => {
                self.pages.insert(&page.path, facts);
            }
            None => {
                self.unmade.insert(page.path);
            }
        }
        page.listed
    }
}

/// What one page leaves behind.
struct PageDone {
    path: String,
    facts: Option<PageFacts>,
    figures: usize,
    found: Diagnostics,
    template: &'static str,
    rendering: Duration,
    /// From its contents to its bytes on the disk.
    making: Duration,
    charts: Vec<(String, Duration)>,
    failure: Option<String>,
    /// `None` for a page that no search leads to.
    listed: Option<Listed>,
    /// For the sitemap.
    public: Option<export::Public>,
}

pub fn make(material: &Material<'_>, timings: &mut Timings) -> Made {
    let Material { project, plan, reports, theme, sink, .. } = *material;
    let mut made = Made::default();
    let assets = put_assets(project, theme, sink, &mut made);
    put_attachments(material, &mut made);
    if !theme.templates.is_whole() {
        return made;
    }
    let words: Vec<render::Words> =
        reports.par_iter().map(|report| render::Words::new(&report.strings)).collect();
    let words_of = |tag: &Tag| {
        let index = reports.iter().position(|report| report.tag == *tag);
        &words[index.expect("a report is one of the reports")]
    };
    let draw = |report: &LocalizedReport<'_>, inset: Inset, level: u8| {
        render::inset(theme, words_of(&report.tag), inset, level, report.tag.as_str())
    };
    let desk = Desk {
        project,
        lookup: material.lookup,
        plan,
        sources: material.sources,
        shelf: material.shelf,
        languages: reports,
        assets,
        made_from: material.made_from,
        draw: &draw,
        figures: OnceLock::new(),
        once: plan::MadeOnce::default(),
    };
    let is_made =
        |page: &usize| !plan.pages[*page].taken && !is_over_all(plan.pages[*page].subject);
    // Each page in each language, one language after the other.
    let pages: Vec<usize> = (0..plan.pages.len()).filter(is_made).collect();
    let reader =
        |report: &LocalizedReport<'_>| search::Reader::of(report.tag.as_str(), pages.len());
    let readers: Vec<search::Reader> = reports.iter().map(reader).collect();
    let make_one = |job: usize| {
        let (report, number) = (job / pages.len(), job % pages.len());
        let page = pages[number];
        let path = format!("{}/{}", reports[report].tag, plan.pages[page].path);
        work::on(&path, || {
            let began = Instant::now();
            let made = plan::make(&desk, &reports[report], plan.pages[page].subject);
            let below = &plan.pages[page].path;
            let (entry, said) = readers[report].entry(number, &made.page, below, &reports[report]);
            let failure = said.and_then(|file| put_of_search(sink, &file));
            let listed = (titled(&made.page, &path), entry);
            let mut done = finish_made(material, &words[report], made);
            done.failure = done.failure.or(failure);
            PageDone { listed: Some(listed), making: began.elapsed(), ..done }
        })
    };
    let by_path = OnceLock::new();
    let job_of = |path: &str| {
        let (tag, path) = path.split_once('/')?;
        let report = reports.iter().position(|report| report.tag.as_str() == tag)?;
        let by_path: &HashMap<&str, usize> = by_path.get_or_init(|| {
            let path = |(index, page): (usize, &usize)| (plan.pages[*page].path.as_str(), index);
            pages.iter().enumerate().map(path).collect()
        });
        Some(report * pages.len() + by_path.get(path)?)
    };
    let put_over_all = |(report, listed): (usize, Vec<Listed>)| {
        let of_language = (&reports[report], &words[report]);
        put_pages_over_all(material, &desk, of_language, &readers[report], listed)
    };
    let work = Jobs::new(reports.len() * pages.len(), sink, &job_of, &make_one);
    let mut over_all = Vec::new();
    // One language after the other: what a search finds in it is put into files, and let go, while the
    // pages of the next are made.
    let mut read: Option<(usize, Vec<Listed>)> = None;
    for report in 0..reports.len() {
        let first = report * pages.len();
        let mut order: Vec<usize> = (first..first + pages.len()).collect();
        // The longest early, so that no thread is left alone with one at the end, but not while the index
        // of the language before is put together: both take much memory.
        let is_long = |job: &usize| plan.pages[pages[*job - first]].subject.is_about_many();
        order.sort_by_key(|job| !is_long(job));
        let longest = order.iter().take_while(|job| is_long(job)).count();
        let first_ones = longest + (order.len() - longest) / 8;
        order[..first_ones].rotate_left(longest);
        let before = read.take();
        let (of_before, done) = rayon::join(|| before.map(put_over_all), || work.run(&order));
        over_all.extend(of_before.into_iter().flatten());
        let Some(done) = done else {
            made.given_up = true;
            return made;
        };
        // The pages about all of these show none of their parts.
        desk.once.rows.forget();
        let listed = done.into_iter().filter_map(|page| made.page(page, timings)).collect();
        read = Some((report, listed));
    }
    let put_last = || read.map(put_over_all);
    let (of_last, failure) = rayon::join(put_last, || put_downloads(material, &desk));
    over_all.extend(of_last.into_iter().flatten());
    made.failure = made.failure.take().or(failure);
    let default = words_of(&default_tag(project, reports));
    let roots = [
        finish(material, default, plan::chooser(&desk), "index.html".to_owned()),
        finish(material, default, plan::not_found(&desk), "404.html".to_owned()),
    ];
    let in_folders = reports.iter().zip(&words).map(|(report, words)| {
        let path = format!("{}/404.html", report.tag);
        finish(material, words, plan::not_found_in(&desk, report), path)
    });
    for page in over_all.into_iter().chain(roots).chain(in_folders) {
        made.page(page, timings);
    }
    made.found = once_each(made.found);
    put_for_machines(material, &mut made);
    made
}

fn default_tag(project: &Project, reports: &[LocalizedReport<'_>]) -> Tag {
    let wanted = &project.site.default_language.value;
    let known = reports.iter().find(|report| report.tag == *wanted).or(reports.first());
    known.expect("a site has at least one language").tag.clone()
}

/// Made when all others are: they tell of these.
fn is_over_all(subject: Subject) -> bool {
    matches!(subject, Subject::Search | Subject::AToZ(_))
}

fn titled(page: &view::Page, path: &str) -> Titled {
    let edition = page.edition.as_ref().map(|edition| edition.period.clone());
    Titled { title: page.title.clone(), path: path.to_owned(), edition }
}

/// The index of one language that a search reads, and the pages that are about all of its others.
fn put_pages_over_all(
    material: &Material<'_>,
    desk: &Desk<'_>,
    (report, words): (&LocalizedReport<'_>, &render::Words),
    reader: &search::Reader,
    listed: Vec<Listed>,
) -> Vec<PageDone> {
    let Material { plan, sink, .. } = *material;
    let (titled, entries): (Vec<Titled>, Vec<search::Entry>) = listed.into_iter().unzip();
    let mut failure = None;
    let index = search::index(report, reader, entries, |file| {
        failure = failure.take().or(put_of_search(sink, &file));
    });
    let site = plan::Site::new(report, titled, index);
    let subjects = plan.pages.iter().filter(|page| !page.taken && is_over_all(page.subject));
    let mut done: Vec<PageDone> = subjects
        .map(|page| {
            let made = plan::make_over_all(desk, report, page.subject, &site);
            finish_made(material, words, made)
        })
        .collect();
    if let (Some(failure), Some(page)) = (failure, done.first_mut()) {
        page.failure = Some(failure);
    }
    done
}

/// Renders a page with its drawings.
fn finish_made(material: &Material<'_>, words: &render::Words, mut made: plan::Made) -> PageDone {
    let mut failure = None;
    let figures = made.drawings.len();
    for (path, svg) in made.drawings {
        failure = failure.or(put(material.sink, &path, svg.as_bytes()));
    }
    made.page.head.dataset = export::dataset(material.project, &made.page);
    let mut done = finish(material, words, made.page, made.path);
    done.figures = figures;
    done.failure = failure.or(done.failure);
    done.found.append(made.found);
    done.charts = made.charts;
    done
}

/// Renders a page and hands it on.
fn finish(
    material: &Material<'_>,
    words: &render::Words,
    page: view::Page,
    path: String,
) -> PageDone {
    let Material { theme, sink, addresses, public, .. } = *material;
    let began = Instant::now();
    let template = page.kind;
    let canonical = page.canonical.as_ref().filter(|_| page.fallback.is_none());
    let public = canonical.map(|address| public.note(address, &page.alternates));
    let rendered = render::page(theme, words, page, &path);
    let mut done = PageDone {
        path,
        facts: None,
        figures: 0,
        found: Diagnostics::new(),
        template,
        rendering: began.elapsed(),
        making: began.elapsed(),
        charts: Vec::new(),
        failure: None,
        listed: None,
        public,
    };
    match rendered {
        Ok(html) => {
            done.facts = Some(bundle::read_page(&html, addresses));
            done.failure = put(sink, &done.path, &html);
        }
        Err(diagnostic) => done.found.push(diagnostic),
    }
    done
}

fn put_of_search(sink: &dyn Sink, file: &search::File) -> Option<String> {
    let put = sink.put_hashed(&file.path, &file.bytes, file.sha256);
    put.err().map(|error| error.to_string())
}

fn put(sink: &dyn Sink, path: &str, bytes: &[u8]) -> Option<String> {
    sink.put(path, bytes).err().map(|error| error.to_string())
}

/// A mistake in a template comes up on every page that it makes: it is reported once, with the
/// first page and how many more.
fn once_each(found: Diagnostics) -> Diagnostics {
    let mut firsts: Vec<(Diagnostic, usize)> = Vec::new();
    let mut seen: BTreeMap<(&'static str, Option<Origin>, String), usize> = BTreeMap::new();
    for diagnostic in found.iter() {
        let key = (diagnostic.code.name, diagnostic.origin, diagnostic.message.clone());
        match seen.get(&key) {
            Some(&index) => firsts[index].1 += 1,
            None => {
                seen.insert(key, firsts.len());
                firsts.push((diagnostic.clone(), 0));
            }
        }
    }
    let mut once = Diagnostics::new();
    for (mut diagnostic, more) in firsts {
        if more > 0
            && diagnostic.code.name == crate::diagnostics::codes::TEMPLATE.name
            && let Some(help) = diagnostic.help.last_mut()
        {
            let pages = if more == 1 { "page" } else { "pages" };
            help.push_str(&format!(", and {more} more {pages}"));
        }
        once.push(diagnostic);
    }
    once
}

/// The files of the theme, named after their content, so that hosts may let browsers keep them for
/// ever.
fn put_assets(project: &Project, theme: &Theme, sink: &dyn Sink, made: &mut Made) -> Assets {
    let mut put_one = |stem: &str, extension: &str, bytes: &[u8]| {
        let name: String =
            Sha256::digest(bytes).iter().take(8).map(|byte| format!("{byte:02x}")).collect();
        let path = format!("assets/{stem}.{name}.{extension}");
        made.failure = made.failure.take().or(put(sink, &path, bytes));
        path
    };
    Assets {
        stylesheet: put_one("style", "css", theme.stylesheet.text.as_bytes()),
        search: put_one("search", "js", theme.search.as_bytes()),
        icon: put_one("icon", "svg", theme.icon.as_bytes()),
        icon_png: put_one("icon", "png", &theme.icon_png),
        picture: put_one("picture", "png", &theme.picture),
        picture_size: theme.picture_size,
        colour_light: theme.stylesheet.colour_light.clone(),
        colour_dark: theme.stylesheet.colour_dark.clone(),
        has_feed: export::has_feed(project),
    }
}

/// Tables, series, figures and lists as files; what went wrong with the first that could not be written.
fn put_downloads(material: &Material<'_>, desk: &Desk<'_>) -> Option<String> {
    let Material { project, languages, sink, .. } = *material;
    let subjects = export::subjects(project);
    let figures = plan::figure_downloads(desk);
    let lists = plan::list_downloads(desk);
    let of_subjects = subjects.par_iter().flat_map_iter(|subject| {
        let subject = *subject;
        export::EXPORTS.iter().map(move |format| export::write(project, languages, subject, format))
    });
    let of_figures = figures.par_iter().flat_map_iter(|figure| export::figure(project, figure));
    let of_lists = lists.par_iter().flat_map_iter(|list| export::list(project, list));
    let all = of_subjects.chain(of_figures).chain(of_lists);
    let failures: Vec<Option<String>> =
        all.map(|download| put(sink, &download.path, &download.bytes)).collect();
    failures.into_iter().flatten().next()
}

/// What search engines, feed readers and hosts look for.
fn put_for_machines(material: &Material<'_>, made: &mut Made) {
    let Material { project, reports, sink, .. } = *material;
    let base_url = project.site.address("");
    if let Some(base_url) = &base_url {
        let has_feed = export::has_feed(project);
        let feeds = reports.iter().filter(|_| has_feed);
        let feeds = feeds.map(|report| export::feed(project, base_url, report));
        let mut failure = None;
        for file in export::sitemap(base_url, material.public, &made.public).chain(feeds) {
            failure = failure.or(put(sink, &file.path, &file.bytes));
        }
        made.failure = made.failure.take().or(failure);
    }
    let redirects = project.redirects.iter();
    // One that is in the way of a page is reported, and one that leaves the site is, too.
    let redirects = redirects.filter(|redirect| {
        let file = hosting::file_at(&redirect.from.value);
        bundle::unsafe_path(&file).is_none()
            && !made.pages.contains(&file)
            && !made.unmade.contains(&file)
    });
    let site = hosting::Site {
        base_url: base_url.as_deref(),
        domain: project.site.domain.as_deref(),
        redirects: redirects
            .map(|redirect| hosting::Redirect {
                from: &redirect.from.value,
                to: &redirect.to.value,
            })
            .collect(),
    };
    let files = hosting::files(&site);
    for file in files {
        made.failure = made.failure.take().or(put(sink, &file.path, &file.bytes));
    }
}

fn put_attachments(material: &Material<'_>, made: &mut Made) {
    // In order of path, as their numbers are.
    let files = &material.tree.files;
    let kind = |id: FileId| {
        let place = files.binary_search_by_key(&id, |file| file.id).ok()?;
        Some(&files[place].kind)
    };
    for attachment in &material.project.attachments {
        let text;
        let bytes = match kind(attachment.file) {
            Some(FileKind::Binary(bytes)) => bytes,
            Some(FileKind::Text) => {
                text = material.sources.text(attachment.file).unwrap_or_default();
                text.as_bytes()
            }
            Some(FileKind::Workbook(_)) | None => continue,
        };
        made.failure = made.failure.take().or(put(material.sink, &attachment.address(), bytes));
    }
}

/// The pages that hold what others hold already, by path.
pub fn repeating(plan: &SitePlan, languages: &[Tag]) -> BTreeSet<String> {
    let pages = plan.pages.iter().filter(|page| page.subject.repeats_others());
    let in_each = |page: &plan::PlannedPage| {
        let path = page.path.clone();
        languages.iter().map(move |tag| format!("{tag}/{path}"))
    };
    pages.flat_map(in_each).collect()
}

/// The narrative shown on each page, for findings about the page.
pub fn narratives_by_path<'a>(
    plan: &SitePlan,
    project: &Project,
    reports: &[LocalizedReport<'a>],
) -> ByPath<(FileId, &'a Front)> {
    let mut by_path = ByPath::default();
    for report in reports {
        for page in &plan.pages {
            let Some(place) = plan::narrative_place(project, plan, page.subject) else { continue };
            let Some(narrative) = report.narrative(&place) else { continue };
            let path = format!("{}/{}", report.tag, page.path);
            by_path.insert(&path, (narrative.file, narrative.front));
        }
    }
    by_path
}
