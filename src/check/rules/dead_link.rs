//! Every link of a finished page must lead to a file of the site, and to an anchor that it has.

use std::collections::BTreeMap;

use crate::bundle::PageFacts;
use crate::check::{Site, written_in_template};
use crate::diagnostics::{Diagnostic, Diagnostics, Origin, codes, nearest};
use crate::hosting::MANIFEST;
use crate::model::Attachment;
use crate::prose::Document;

pub fn check(site: &Site<'_>, found: &mut Diagnostics) {
    // A template makes the same dead link on many pages: it is one mistake.
    let mut by_template: BTreeMap<(Option<Origin>, String), (Diagnostic, usize)> = BTreeMap::new();
    for (path, page) in &site.bundle.pages {
        let repeats = site.repeating.contains(path);
        for link in page.links.iter() {
            let Some(dead) = dead(site, path, page, link) else { continue };
            // What a narrative wrote is told of its own page.
            if repeats && is_written(site, link) {
                continue;
            }
            let written = site.narratives.get(path).and_then(|(_, document)| {
                document.links().find(|written| written.destination == *link)
            });
            if let Some(written) = written {
                let anchor = link.trim_start_matches('#');
                let near = nearest(anchor, page.anchors.iter());
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

struct Dead {
    why: String,
    /// Where it was to lead, without the language.
    target: String,
}

/// Why the link is dead; `None` for one that lives, or whose death was reported where it began.
fn dead(site: &Site<'_>, path: &str, page: &PageFacts, link: &str) -> Option<Dead> {
    let (file, anchor) =
        link.split_once('#').map_or((link, None), |(file, anchor)| (file, Some(anchor)));
    let file = file.split('?').next().unwrap_or(file);
    let target = if file.is_empty() { path.to_owned() } else { resolve(path, file)? };
    let without_language =
        |target: &str| target.split_once('/').map_or(target, |(_, inside)| inside).to_owned();
    // Publishing writes it, when all files are there.
    if target == MANIFEST {
        return None;
    }
    if !site.bundle.files.contains_key(&target) {
        // A page that its template could not make, or a file that a narrative does not have beside it.
        if site.unmade.contains(&target) || is_of_narrative(site, path, file, &target) {
            return None;
        }
        let why = format!("the site has no file `{target}`");
        return Some(Dead { why, target: without_language(&target) });
    }
    let anchor = anchor.filter(|anchor| !anchor.is_empty())?;
    let anchors =
        if target == path { &page.anchors } else { &site.bundle.pages.get(&target)?.anchors };
    let known = anchors.contains(anchor)
        || percent_decoded(anchor).is_some_and(|name| anchors.contains(&name));
    (!known).then(|| Dead {
        why: format!("`{target}` has no anchor `{anchor}`"),
        target: format!("{}#{anchor}", without_language(&target)),
    })
}

fn is_written(site: &Site<'_>, link: &str) -> bool {
    let documents = site.narratives.values().map(|(_, document)| document);
    documents.flat_map(|document| document.links()).any(|written| {
        // An anchor has more before it where many narratives stand on one page.
        let anchor = written.destination.strip_prefix('#');
        written.destination == *link || anchor.is_some_and(|anchor| link.ends_with(anchor))
    })
}

/// Whether the narrative of the page names the file, so that `missing_attachment` speaks of it.
/// `link` is as written on the page, `target` is where it leads.
fn is_of_narrative(site: &Site<'_>, path: &str, link: &str, target: &str) -> bool {
    if site.repeating.contains(path) {
        return site.narratives.values().any(|(_, document)| names(document, link, target));
    }
    site.narratives.get(path).is_some_and(|(_, document)| names(document, link, target))
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

/// The file that a link means, from the site's root. Links from the host's root leave the folder on
/// purpose: they stand on the page for missing addresses only.
fn resolve(path: &str, link: &str) -> Option<String> {
    if link.starts_with('/') {
        return None;
    }
    let mut folders: Vec<String> = path.split('/').map(str::to_owned).collect();
    folders.pop();
    for part in link.split('/') {
        match part {
            "." => {}
            ".." => {
                folders.pop();
            }
            name => folders.push(percent_decoded(name).unwrap_or_else(|| name.to_owned())),
        }
    }
    Some(folders.join("/"))
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
