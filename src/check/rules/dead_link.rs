//! Every link of a finished page must lead to a file of the site, and to an anchor that it has.

use std::cell::{LazyCell, OnceCell};
use std::collections::{BTreeMap, HashSet};
use std::sync::OnceLock;

use rayon::prelude::*;

use crate::bundle::{Bundle, PageFacts};
use crate::check::{Site, written_in_template};
use crate::diagnostics::{Diagnostic, Diagnostics, Origin, codes, nearest};
use crate::hosting::MANIFEST;
use crate::model::Attachment;
use crate::prose::Document;

/// Pages one behind the other by path, that are looked at by one thread.
const NEIGHBOURS: usize = 512;

pub fn check<'a>(site: &Site<'a>, found: &mut Diagnostics) {
    // A template makes the same dead link on many pages: it is one mistake.
    let mut by_template: BTreeMap<(Option<Origin>, String), (Diagnostic, usize)> = BTreeMap::new();
    let targets = Targets { site, narratives: OnceLock::new() };
    let pages: Vec<_> = site.bundle.pages.iter().collect();
    let of_neighbours = |pages: &[(&'a str, &'a PageFacts)]| {
        let mut living = Living::default();
        pages.iter().map(|(path, page)| targets.dead(path, page, &mut living)).collect()
    };
    let dead: Vec<Vec<Vec<(&str, Dead)>>> =
        pages.par_chunks(NEIGHBOURS).map(of_neighbours).collect();
    for ((path, page), dead) in pages.into_iter().zip(dead.into_iter().flatten()) {
        let repeats = site.repeating.contains(path);
        // Read once, and only where something is dead.
        let narrative = LazyCell::new(|| site.narrative(path));
        for (link, dead) in dead {
            // What a narrative wrote is told of its own page.
            if repeats && targets.is_written(link) {
                continue;
            }
            let mut links = narrative.iter().flat_map(|document| document.links());
            if let Some(written) = links.find(|written| written.destination == *link) {
                let anchor = link.trim_start_matches('#');
                let near = nearest(anchor, ids_of(page));
                found.push(
                    Diagnostic::new(
                        &codes::DEAD_LINK,
                        format!("this page has no anchor `{anchor}`"),
                    )
                    .at(written.origin)
                    .label(near.map(|near| format!("did you mean `#{near}`?")).unwrap_or_default())
                    .help(
                        "link to the anchor of a heading: `## Budget {#budget}`; to a record with \
                         `{{ ref(id=\"…\") }}`",
                    ),
                );
                continue;
            }
            let message = format!("`{path}` links to `{link}`, but {}", dead.why);
            let diagnostic = Diagnostic::new(&codes::DEAD_LINK, message);
            let origin = written_in_template(site, &format!("\"{link}\""));
            let same = (origin, if origin.is_some() { link.to_owned() } else { dead.target });
            by_template.entry(same).or_insert((diagnostic, 0)).1 += 1;
        }
    }
    for ((origin, _), (diagnostic, pages)) in by_template {
        let diagnostic = match origin {
            Some(origin) => diagnostic.at(origin),
            None => diagnostic,
        };
        let more = match pages {
            1 => String::new(),
            2 => ", on this and 1 more page".to_owned(),
            pages => format!(", on this and {} more pages", pages - 1),
        };
        found.push(diagnostic.help(format!("a template of the theme makes this link{more}")));
    }
}

/// Known of a page that has a dead link to a place of its own.
fn ids_of(page: &PageFacts) -> impl Iterator<Item = &str> {
    page.seldom.iter().flat_map(|page| &page.ids).map(String::as_str)
}

struct Dead {
    why: String,
    /// Where it was to lead, without the language.
    target: String,
}

/// Where links may lead.
struct Targets<'s, 'a> {
    site: &'s Site<'a>,
    /// All narratives, for pages that show many.
    narratives: OnceLock<Vec<Document>>,
}

impl<'a> Targets<'_, 'a> {
    fn narratives(&self) -> &[Document] {
        self.narratives.get_or_init(|| {
            let all = self.site.narratives.iter();
            all.filter_map(|(path, _)| self.site.narrative(path)).collect()
        })
    }

    fn is_written(&self, link: &str) -> bool {
        self.narratives().iter().flat_map(Document::links).any(|written| {
            // An anchor has more before it where many narratives stand on one page.
            let anchor = written.destination.strip_prefix('#');
            written.destination == *link || anchor.is_some_and(|anchor| link.ends_with(anchor))
        })
    }

    /// Whether the narrative of the page names the file, so that `missing_attachment` speaks of it.
    /// `link` is as written on the page, `target` is where it leads.
    fn is_of_narrative(
        &self,
        (path, narrative): (&str, &OnceCell<Option<Document>>),
        link: &str,
        target: &str,
    ) -> bool {
        if self.site.repeating.contains(path) {
            return self.narratives().iter().any(|document| names(document, link, target));
        }
        let narrative = narrative.get_or_init(|| self.site.narrative(path));
        narrative.as_ref().is_some_and(|document| names(document, link, target))
    }

    /// The dead links of a page, each with why. Not those whose death was reported where it began.
    fn dead(&self, path: &str, page: &'a PageFacts, living: &mut Living) -> Vec<(&'a str, Dead)> {
        let Bundle { addresses, files, .. } = self.site.bundle;
        let mut target = String::new();
        let narrative = OnceCell::new();
        living.is_at(path);
        let mut all = Vec::new();
        for number in page.links.iter() {
            if living.known.contains(&number) {
                continue;
            }
            let link = addresses.at(number);
            match self.why_dead((path, &narrative), page, link, &mut target) {
                Some(dead) => all.push((link, dead)),
                None if link.starts_with("../") && files.contains(&target) => {
                    living.known.insert(number);
                }
                None => {}
            }
        }
        all.sort_unstable_by_key(|(link, _)| *link);
        all
    }

    /// `None` for a link that lives. `target` is room to work in; the narrative of the page is read
    /// when a file is missing, once for all of them.
    fn why_dead(
        &self,
        (path, narrative): (&str, &OnceCell<Option<Document>>),
        page: &PageFacts,
        link: &str,
        target: &mut String,
    ) -> Option<Dead> {
        let site = self.site;
        let (file, anchor) =
            link.split_once('#').map_or((link, None), |(file, anchor)| (file, Some(anchor)));
        let file = file.split('?').next().unwrap_or(file);
        if file.is_empty() {
            target.clear();
            target.push_str(path);
        } else if !resolve(path, file, target) {
            return None;
        }
        // Publishing writes it, when all files are there.
        if target == MANIFEST {
            return None;
        }
        let without_language =
            |target: &str| target.split_once('/').map_or(target, |(_, inside)| inside).to_owned();
        let facts = site.bundle.pages.get(target);
        if facts.is_none() && !site.bundle.files.contains(target) {
            // A page that its template could not make, or a file that a narrative does not have
            // beside it.
            if site.unmade.contains(target) || self.is_of_narrative((path, narrative), file, target)
            {
                return None;
            }
            let why = format!("the site has no file `{target}`");
            return Some(Dead { why, target: without_language(target) });
        }
        let anchor = anchor.filter(|anchor| !anchor.is_empty())?;
        let anchors = if target == path { &page.anchors } else { &facts?.anchors };
        let known = anchors.contains(anchor)
            || percent_decoded(anchor).is_some_and(|name| anchors.contains(&name));
        (!known).then(|| Dead {
            why: format!("`{target}` has no anchor `{anchor}`"),
            target: format!("{}#{anchor}", without_language(target)),
        })
    }
}

/// Addresses that begin with `../`, and live on every page whose folder lies in the same one: most pages
/// link to the same ones as their neighbours.
#[derive(Default)]
struct Living {
    folder: String,
    /// By their numbers.
    known: HashSet<u32>,
}

impl Living {
    fn is_at(&mut self, path: &str) {
        let folder = path.rsplitn(3, '/').nth(2).unwrap_or_default();
        if folder != self.folder {
            folder.clone_into(&mut self.folder);
            self.known.clear();
        }
    }
}

fn names(document: &Document, link: &str, target: &str) -> bool {
    let named = document.links().map(|link| &link.destination);
    named.chain(document.images.iter().map(|image| &image.destination)).any(|destination| {
        let name = destination.split(['#', '?']).next().unwrap_or_default();
        let name = format!("/{name}");
        // A path by dots leads anywhere.
        let is_attached = target.starts_with(Attachment::FOLDER) && target.ends_with(&name);
        name.len() > 1 && (is_attached || link.ends_with(&name))
    })
}

/// Puts the file that a link means, from the site's root, into `target`. `false` for a link from the
/// host's root, which leaves the folder on purpose: such stand on the page for missing addresses only.
fn resolve(path: &str, link: &str, target: &mut String) -> bool {
    if link.starts_with('/') {
        return false;
    }
    target.clear();
    target.push_str(path.rsplit_once('/').map_or("", |(folder, _)| folder));
    let mut depth = path.split('/').count() - 1;
    for part in link.split('/') {
        match part {
            "." => {}
            ".." => {
                target.truncate(target.rfind('/').unwrap_or(0));
                depth = depth.saturating_sub(1);
            }
            name => {
                if depth > 0 {
                    target.push('/');
                }
                match percent_decoded(name) {
                    Some(decoded) => target.push_str(&decoded),
                    None => target.push_str(name),
                }
                depth += 1;
            }
        }
    }
    true
}

/// `%20` → a space; `None` where nothing is encoded, or not as UTF-8.
fn percent_decoded(text: &str) -> Option<String> {
    if !text.contains('%') {
        return None;
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        let code = after.get(..2).and_then(|hex| std::str::from_utf8(hex).ok());
        match code.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(byte) if first == b'%' => {
                bytes.push(byte);
                rest = &after[2..];
            }
            _ => {
                bytes.push(first);
                rest = after;
            }
        }
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_is_resolved_from_the_folder_of_its_page() {
        let mut target = String::from("left over");
        for (path, link, wanted) in [
            ("en/a/index.html", "../b/index.html", "en/b/index.html"),
            ("en/a/index.html", "./c%20d.csv", "en/a/c d.csv"),
            ("index.html", "en/index.html", "en/index.html"),
            ("index.html", "../../x", "x"),
            ("en/a.html", "../x/../y", "y"),
            ("en/a.html", "x//y", "en/x//y"),
            ("index.html", "../..//y", "/y"),
        ] {
            assert!(resolve(path, link, &mut target));
            assert_eq!(target, wanted, "{link} on {path}");
        }
        assert!(!resolve("404.html", "/en/", &mut target));
    }
}
