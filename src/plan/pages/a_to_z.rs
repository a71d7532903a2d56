//! All pages from A to Z: the way to a page for readers without JavaScript.

use super::{Body, describe};
use crate::plan::Subject;
use crate::plan::desk::{Sheet, Site, Titled};
use crate::plan::view::{AToZ, AToZEntry, AToZGroup, Content, Link};

/// A longer list would be slow to load on a phone.
pub const PAGES_IN_PART: usize = 1500;

pub fn body(sheet: &Sheet<'_, '_>, part: usize, site: &Site) -> Body {
    let report = sheet.report;
    let mut initials: Vec<Link> = Vec::new();
    let mut groups: Vec<AToZGroup> = Vec::new();
    let mut last: Option<&String> = None;
    for (n, (initial, page)) in site.pages.iter().enumerate() {
        let is_new = last != Some(initial);
        let anchor = format!("initial-{}", initials.len() + usize::from(is_new));
        let own = n / PAGES_IN_PART;
        if is_new {
            let to = if own == part { String::new() } else { sheet.to(Subject::AToZ(own)) };
            let href = format!("{to}#{anchor}");
            initials.push(Link { href, words: report.own(initial.clone()), current: false });
        }
        if own == part {
            if is_new || groups.is_empty() {
                groups.push(AToZGroup { initial: initial.clone(), anchor, pages: Vec::new() });
            }
            let group = groups.last_mut().expect("it was pushed above");
            group.pages.push(entry(sheet, page));
        }
        last = Some(initial);
    }
    let title = report.string("title.index");
    Body {
        kind: "a_to_z",
        description: describe(&title.text),
        title,
        breadcrumbs: Vec::new(),
        on_this_page: Vec::new(),
        fallback: None,
        content: Content::AToZ(AToZ { initials, groups }),
    }
}

fn entry(sheet: &Sheet<'_, '_>, page: &Titled) -> AToZEntry {
    let href = sheet.to_file(&page.path);
    let link = Link { href, words: page.title.clone(), current: false };
    AToZEntry { link, edition: page.edition.clone() }
}
