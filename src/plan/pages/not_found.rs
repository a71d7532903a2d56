//! `404.html` at the root, in all languages: the one page whose links begin at the host's root,
//! because a host shows it at any address.

use super::chooser::{bare, default_report};
use crate::plan::desk::Desk;
use crate::plan::view::{Asset, Content, Link, NotFound, NotFoundIn, Page};

pub fn not_found(desk: &Desk<'_>) -> Page {
    let report = default_report(desk);
    let root = root_of(desk.project.site.base_url.as_ref().map(|base| base.value.as_str()));
    let languages = desk
        .languages
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
