//! An id may stand on a page once: a link to the second would lead to the first.

use std::collections::BTreeMap;

use crate::check::{Site, written_in_template};
use crate::diagnostics::{Diagnostic, Diagnostics, Origin, codes};
use crate::prose::{Directive, Document, Name};

pub fn check(site: &Site<'_>, found: &mut Diagnostics) {
    // What a record or a template does is one mistake, however many ids and pages it touches.
    let mut mistakes: BTreeMap<Option<Origin>, (Diagnostic, Vec<&str>)> = BTreeMap::new();
    for (path, page) in site.bundle.pages.iter() {
        let Some(page) = page.seldom.as_ref().filter(|page| !page.twice.is_empty()) else {
            continue;
        };
        let narrative = site.narrative(path);
        for anchor in &page.twice {
            if site.repeating.contains(path) && stands_elsewhere(site, anchor) {
                continue;
            }
            let mistake = match narrative.as_ref().and_then(|document| made_by(document, anchor)) {
                Some(Maker::Told) => continue,
                Some(Maker::Heading(origin)) => twice(anchor, path)
                    .at(origin)
                    .help("give the heading another anchor: `## Results {#what-came-of-it}`"),
                Some(Maker::Directive(directive)) => {
                    let id = directive.text("id").unwrap_or_default();
                    Diagnostic::new(
                        &codes::DUPLICATE_ANCHOR_ON_PAGE,
                        format!("`{id}` is shown twice on `{path}`"),
                    )
                    .at(directive.origin)
                    .help("show it once; elsewhere link to it: `{{ ref(id=\"…\") }}`")
                }
                None => {
                    let file = site.narratives.get(path).map(|(file, _)| Origin::file(*file));
                    let diagnostic = twice(anchor, path)
                        .help("an id names one element of a page; give one of them another");
                    match written_in_template(site, &format!("id=\"{anchor}\"")).or(file) {
                        Some(origin) => diagnostic.at(origin),
                        None => diagnostic,
                    }
                }
            };
            let (_, pages) = mistakes.entry(mistake.origin).or_insert((mistake, Vec::new()));
            if !pages.contains(&path) {
                pages.push(path);
            }
        }
    }
    for (_, (mut diagnostic, pages)) in mistakes {
        let more = pages.len() - 1;
        if more > 0
            && let Some(help) = diagnostic.help.first_mut()
        {
            help.push_str(&format!(" (it is so on {more} more page{})", plural(more)));
        }
        found.push(diagnostic);
    }
}

/// Whether a page that this one repeats has the same mistake; here the id has more before it.
fn stands_elsewhere(site: &Site<'_>, anchor: &str) -> bool {
    let others = site.bundle.pages.iter().filter(|(path, _)| !site.repeating.contains(*path));
    let seldom = others.filter_map(|(_, page)| page.seldom.as_ref());
    seldom.flat_map(|page| &page.twice).any(|twice| anchor.ends_with(twice))
}

fn plural(number: usize) -> &'static str {
    if number == 1 { "" } else { "s" }
}

fn twice(anchor: &str, path: &str) -> Diagnostic {
    Diagnostic::new(
        &codes::DUPLICATE_ANCHOR_ON_PAGE,
        format!("the id `{anchor}` stands twice on `{path}`"),
    )
}

/// What in a narrative makes an anchor.
enum Maker<'d> {
    /// Two of its headings: that was reported when it was read.
    Told,
    Heading(Origin),
    Directive(&'d Directive),
}

/// The id of the record, and the edition if it is named.
fn named(directive: &Directive) -> (Option<&str>, &str) {
    let id = directive.text("id").unwrap_or_default();
    id.rsplit_once('/').map_or((None, id), |(edition, id)| (Some(edition), id))
}

/// The name of a figure begins with its edition, which the directive need not say.
fn shows_figure(name: &str, directive: &Directive) -> bool {
    match named(directive) {
        (Some(edition), id) => begins_with(name, &format!("{edition}-{id}")),
        (None, id) => name.match_indices('-').any(|(at, _)| begins_with(&name[at + 1..], id)),
    }
}

/// Whether it is this id, or one part of what has this id.
fn begins_with(name: &str, id: &str) -> bool {
    name.strip_prefix(id).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
}

fn made_by<'d>(document: &'d Document, anchor: &str) -> Option<Maker<'d>> {
    let mut headings = document.headings().filter(|heading| heading.anchor == anchor);
    if let Some(heading) = headings.next() {
        return Some(match headings.next() {
            Some(_) => Maker::Told,
            None => Maker::Heading(heading.origin),
        });
    }
    let shown = document.directives.iter().filter(|directive| {
        let prefix = match directive.name() {
            Name::Table => "in-",
            Name::Chart => "f-",
            Name::Kpi => "k-",
            _ => return false,
        };
        anchor.strip_prefix(prefix).is_some_and(|rest| match directive.name() {
            Name::Chart => shows_figure(rest, directive),
            _ => begins_with(rest, named(directive).1),
        })
    });
    // `revenue-2025` makes `in-revenue-2025`, which also begins like one of `revenue`; of several
    // that show the record the last is the one too many.
    let last = shown.max_by_key(|directive| (named(directive).1.len(), directive.origin));
    last.map(Maker::Directive)
}
