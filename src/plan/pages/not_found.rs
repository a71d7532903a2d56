//! `404.html` at the root, in all languages, and one in the folder of each, in its own: the pages
//! whose links begin at the host's root, because a host shows them at any address.

use super::chooser::{bare, default_report};
use crate::localize::LocalizedReport;
use crate::plan::desk::Desk;
use crate::plan::view::{Asset, Content, Link, NotFound, NotFoundIn, Page};

/// In all languages, for hosts that know one such page only.
pub fn not_found(desk: &Desk<'_>) -> Page {
    said_in(desk, default_report(desk), desk.languages)
}

/// In one language, for hosts that look into the folder first.
pub fn not_found_in(desk: &Desk<'_>, report: &LocalizedReport<'_>) -> Page {
    said_in(desk, report, std::slice::from_ref(report))
}

fn said_in(desk: &Desk<'_>, report: &LocalizedReport<'_>, all: &[LocalizedReport<'_>]) -> Page {
    let root = root_of(desk.project.site.base_url.as_ref().map(|base| base.value.as_str()));
    let languages = all
        .iter()
        .map(|other| NotFoundIn {
            lang: other.tag.to_string(),
            dir: other.direction().attribute(),
            heading: other.strings.get("not_found.heading").to_owned(),
            sentence: other.strings.get("not_found.sentence").to_owned(),
            home: Link {
                href: format!("{root}{}/index.html", other.tag),
                words: other.words(&desk.project.site.title),
                current: false,
            },
            ways: [("search/index.html", "search.label"), ("index/index.html", "search.index")]
                .map(|(page, key)| Link {
                    href: format!("{root}{}/{page}", other.tag),
                    words: other.string(key),
                    current: false,
                })
                .into(),
        })
        .collect();
    let title = report.string("not_found.heading");
    let page = bare(desk, report, "not_found", title);
    Page {
        root: root.clone(),
        head: super::head::head(desk, report, |path| format!("{root}{path}")),
        site: crate::plan::view::Site {
            home: format!("{root}{}/index.html", report.tag),
            logo: None,
            ..page.site
        },
        styles: vec![Asset { href: format!("{root}{}", desk.assets.stylesheet), integrity: None }],
        content: Content::NotFound(NotFound { languages }),
        ..page
    }
}

/// The path of the site's address: `/reports/`, `/` without one.
fn root_of(base: Option<&str>) -> String {
    let rest = base.and_then(|base| base.split_once("://")).map_or("", |(_, rest)| rest);
    let path = rest.find('/').map_or("/", |slash| &rest[slash..]);
    if path.ends_with('/') { path.to_owned() } else { format!("{path}/") }
}
