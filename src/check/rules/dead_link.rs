//! Every link of a finished page must lead to a file of the site, and to an anchor that it has.

use std::collections::BTreeMap;

use crate::bundle::PageFacts;
use crate::check::{Site, written_in_template};
use crate::diagnostics::{Diagnostic, Diagnostics, codes};

pub fn check(site: &Site<'_>, found: &mut Diagnostics) {
    // A template makes the same dead link on many pages: it is one mistake.
    let mut by_template: BTreeMap<String, (Diagnostic, usize)> = BTreeMap::new();
    for (path, page) in &site.bundle.pages {
        for link in &page.links {
            let Some(what) = dead(site, path, page, link) else { continue };
            let message = format!("`{path}` links to `{link}`, but {what}");
            let diagnostic = Diagnostic::new(&codes::DEAD_LINK, message);
            let written = site.narratives.get(path).and_then(|(_, document)| {
                document
                    .links()
                    .find(|written| written.destination == *link)
                    .map(|written| written.origin)
            });
            match written {
                Some(origin) => found.push(
                    diagnostic
                        .at(origin)
                        .help("correct the link; `{{ ref(id=\"…\") }}` in a narrative always finds its target"),
                ),
                None => by_template.entry(what).or_insert((diagnostic, 0)).1 += 1,
            }
        }
    }
    for (_, (diagnostic, pages)) in by_template {
        let link = diagnostic.message.split('`').nth(3).unwrap_or_default().to_owned();
        let diagnostic = match written_in_template(site, &format!("\"{link}\"")) {
            Some(origin) => diagnostic.at(origin),
            None => diagnostic,
        };
        let more = if pages > 1 {
            format!(", on this and {} more pages", pages - 1)
        } else {
            String::new()
        };
        found.push(diagnostic.help(format!("a template of the theme makes this link{more}")));
    }
}

/// Why the link is dead; `None` for one that lives.
fn dead(site: &Site<'_>, path: &str, page: &PageFacts, link: &str) -> Option<String> {
    let (file, anchor) =
        link.split_once('#').map_or((link, None), |(file, anchor)| (file, Some(anchor)));
    let file = file.split('?').next().unwrap_or(file);
    let target = if file.is_empty() { path.to_owned() } else { resolve(path, file)? };
    if !site.bundle.files.contains_key(&target) {
        return Some(format!("the site has no file `{target}`"));
    }
    let anchor = anchor.filter(|anchor| !anchor.is_empty())?;
    let anchors =
        if target == path { &page.anchors } else { &site.bundle.pages.get(&target)?.anchors };
    let known = anchors.contains(anchor)
        || percent_decoded(anchor).is_some_and(|name| anchors.contains(&name));
    (!known).then(|| format!("`{target}` has no anchor `{anchor}`"))
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
