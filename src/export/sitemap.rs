//! Public pages → `sitemap.xml`, each with its versions in other languages.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::ops::Range;
use std::sync::{Mutex, PoisonError};

use super::Download;
use super::xml::escaped;
use crate::bundle::Texts;
use crate::plan::view::Alternate;

/// A page that search engines shall know, by the numbers of its address and of the list of its versions.
#[derive(Clone, Copy)]
pub struct Public {
    address: u32,
    list: u32,
}

/// What is public, noted while the pages are made: each address once, though each version of a page names
/// all others.
#[derive(Default)]
pub struct PublicAddresses(Mutex<Noted>);

#[derive(Default)]
struct Noted {
    /// Addresses and languages.
    texts: Texts,
    /// Language and address of each version, list after list.
    versions: Vec<(u32, u32)>,
    lists: Vec<Range<usize>>,
    /// By the address that they begin with.
    by_first: HashMap<Option<u32>, u32>,
}

impl PublicAddresses {
    pub fn note(&self, address: &str, alternates: &[Alternate]) -> Public {
        let noted = &mut *self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let address = noted.texts.number(address);
        let start = noted.versions.len();
        for Alternate { hreflang, href } in alternates {
            let version = (noted.texts.number(hreflang), noted.texts.number(href));
            noted.versions.push(version);
        }
        let Noted { versions, lists, by_first, .. } = noted;
        let (before, own) = versions.split_at(start);
        let first = own.first().map(|(_, href)| *href);
        // The versions of a page have the same list of each other, nearly always.
        let is_own = |list: &&u32| before[lists[**list as usize].clone()] == *own;
        if let Some(&list) = by_first.get(&first).filter(is_own) {
            versions.truncate(start);
            return Public { address, list };
        }
        let list = u32::try_from(lists.len()).expect("fewer lists than pages");
        lists.push(start..versions.len());
        by_first.insert(first, list);
        Public { address, list }
    }
}

/// The protocol allows 50,000 addresses and 50 MB for one file.
const LONGEST: usize = 20_000;

/// One file, or several where one would be too long, and a list of them. Each is written when it is asked
/// for.
pub fn sitemap(
    base_url: &str,
    addresses: &PublicAddresses,
    pages: &[Public],
) -> impl Iterator<Item = Download> {
    let file = |path: String, xml: String| Download { path, bytes: xml.into_bytes() };
    let parts = pages.len().div_ceil(LONGEST).max(1);
    let path = move |part: usize| match parts {
        1 => "sitemap.xml".to_owned(),
        _ => format!("sitemap-{part}.xml"),
    };
    let list = (parts > 1).then(|| {
        let mut list = String::from(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
        );
        for part in 1..=parts {
            let address = escaped(&format!("{base_url}{}", path(part)));
            writeln!(list, "<sitemap><loc>{address}</loc></sitemap>")
                .expect("a string takes everything");
        }
        list.push_str("</sitemapindex>\n");
        file("sitemap.xml".to_owned(), list)
    });
    let of_part = move |part: usize| {
        let last = pages.len().min(part * LONGEST);
        file(path(part), urls(addresses, &pages[(part - 1) * LONGEST..last]))
    };
    (1..=parts).map(of_part).chain(list)
}

fn urls(addresses: &PublicAddresses, pages: &[Public]) -> String {
    let noted = addresses.0.lock().unwrap_or_else(PoisonError::into_inner);
    let escaped = |number: u32| escaped(noted.texts.at(number));
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n",
    );
    for Public { address, list } in pages {
        writeln!(xml, "<url>\n<loc>{}</loc>", escaped(*address))
            .expect("a string takes everything");
        for (hreflang, href) in &noted.versions[noted.lists[*list as usize].clone()] {
            let (hreflang, href) = (noted.texts.at(*hreflang), escaped(*href));
            writeln!(
                xml,
                "<xhtml:link rel=\"alternate\" hreflang=\"{hreflang}\" href=\"{href}\"/>"
            )
            .expect("a string takes everything");
        }
        xml.push_str("</url>\n");
    }
    xml.push_str("</urlset>\n");
    xml
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_list_is_cut_into_files_that_the_first_one_names() {
        let files = |count: usize| {
            let addresses = PublicAddresses::default();
            let address = |n: usize| format!("https://example.org/{n}?a&b");
            let pages: Vec<Public> = (0..count).map(|n| addresses.note(&address(n), &[])).collect();
            sitemap("https://example.org/", &addresses, &pages).collect::<Vec<Download>>()
        };
        assert_eq!(files(3).len(), 1);
        let files = files(LONGEST + 1);
        let paths: Vec<&str> = files.iter().map(|file| file.path.as_str()).collect();
        assert_eq!(paths, ["sitemap-1.xml", "sitemap-2.xml", "sitemap.xml"]);
    }

    #[test]
    fn versions_of_a_page_name_each_other() {
        let addresses = PublicAddresses::default();
        let mut pages = Vec::new();
        let version = |tag: &str, page: &str| Alternate {
            hreflang: tag.to_owned(),
            href: format!("https://example.org/{tag}/{page}"),
        };
        let both = |page: &str| vec![version("en", page), version("fr", page)];
        // One is missing in the list of the last: such a list is its own.
        for (tag, page, alternates) in [
            ("en", "a", both("a")),
            ("fr", "a", both("a")),
            ("en", "b", both("b")),
            ("fr", "b", vec![version("en", "b")]),
        ] {
            let address = format!("https://example.org/{tag}/{page}");
            pages.push(addresses.note(&address, &alternates));
        }
        let xml = sitemap("https://example.org/", &addresses, &pages)
            .map(|file| String::from_utf8(file.bytes))
            .next();
        let xml = xml.expect("there is a file").expect("it is text");
        let count = |text: &str| xml.matches(text).count();
        assert_eq!(count("hreflang=\"fr\" href=\"https://example.org/fr/a\""), 2);
        assert_eq!(count("hreflang=\"en\" href=\"https://example.org/en/b\""), 2);
        assert_eq!(count("hreflang=\"fr\" href=\"https://example.org/fr/b\""), 1);
    }
}
