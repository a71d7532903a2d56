//! An id may stand on a page once: a link to the second would lead to the first.

use crate::check::{Site, written_in_template};
use crate::diagnostics::{Diagnostic, Diagnostics, Origin, codes};

pub fn check(site: &Site<'_>, found: &mut Diagnostics) {
    for (path, page) in &site.bundle.pages {
        for anchor in &page.twice {
            let diagnostic = Diagnostic::new(
                &codes::DUPLICATE_ANCHOR_ON_PAGE,
                format!("the id `{anchor}` stands twice on `{path}`"),
            );
            let narrative = site.narratives.get(path);
            let heading = narrative.and_then(|(_, document)| {
                document
                    .headings()
                    .find(|heading| heading.anchor == *anchor)
                    .map(|heading| heading.origin)
            });
            let origin = heading
                .or_else(|| written_in_template(site, &format!("id=\"{anchor}\"")))
                .or_else(|| narrative.map(|(file, _)| Origin::file(*file)));
            let diagnostic = match origin {
                Some(origin) => diagnostic.at(origin),
                None => diagnostic,
            };
            found.push(diagnostic.help(
                "show the same table, figure or KPI once, or give the heading another `{#id}`",
            ));
        }
    }
}
