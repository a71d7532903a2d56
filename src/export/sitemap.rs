//! Public pages → `sitemap.xml`, each with its versions in other languages.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;

use super::Download;
use super::xml::escaped;
use crate::plan::view::Alternate;

/// A page that search engines shall know.
pub struct Public {
    pub address: String,
    pub alternates: Vec<Alternate>,
}

/// All such pages. The versions of a page have the same list of each other, which is held once.
#[derive(Default)]
pub struct PublicPages {
    all: Vec<(String, Arc<[Alternate]>)>,
    /// By the first address of each.
    lists: BTreeMap<String, Arc<[Alternate]>>,
}

impl PublicPages {
    pub fn add(&mut self, page: Public) {
        let Public { address, alternates } = page;
        let first = alternates.first().map(|first| first.href.clone());
        let known = first.as_ref().and_then(|first| self.lists.get(first));
        let list = match known.filter(|list| ***list == *alternates) {
            Some(list) => Arc::clone(list),
            None => {
                let list: Arc<[Alternate]> = alternates.into();
                first.into_iter().for_each(|first| _ = self.lists.insert(first, Arc::clone(&list)));
                list
            }
        };
        self.all.push((address, list));
    }
}

/// The protocol allows 50,000 addresses and 50 MB for one file.
const LONGEST: usize = 20_000;

/// One file, or several where one would be too long, and a list of them. Each is written when it is asked
/// for.
pub fn sitemap(base_url: &str, pages: &PublicPages) -> impl Iterator<Item = Download> {
    let file = |path: String, xml: String| Download { path, bytes: xml.into_bytes() };
    let parts = pages.all.len().div_ceil(LONGEST).max(1);
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
        let last = pages.all.len().min(part * LONGEST);
        file(path(part), urls(&pages.all[(part - 1) * LONGEST..last]))
    };
    (1..=parts).map(of_part).chain(list)
}

fn urls(pages: &[(String, Arc<[Alternate]>)]) -> String {
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n",
    );
    for (address, alternates) in pages {
        writeln!(xml, "<url>\n<loc>{}</loc>", escaped(address)).expect("a string takes everything");
        for Alternate { hreflang, href } in alternates.iter() {
            let href = escaped(href);
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
            let mut pages = PublicPages::default();
            for n in 0..count {
                let address = format!("https://example.org/{n}?a&b");
                pages.add(Public { address, alternates: Vec::new() });
            }
            sitemap("https://example.org/", &pages).collect::<Vec<Download>>()
        };
        assert_eq!(files(3).len(), 1);
        let files = files(LONGEST + 1);
        let paths: Vec<&str> = files.iter().map(|file| file.path.as_str()).collect();
        assert_eq!(paths, ["sitemap-1.xml", "sitemap-2.xml", "sitemap.xml"]);
    }

    #[test]
    fn versions_of_a_page_name_each_other() {
        let mut pages = PublicPages::default();
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
            pages.add(Public { address, alternates });
        }
        let xml = sitemap("https://example.org/", &pages)
            .map(|file| String::from_utf8(file.bytes))
            .next();
        let xml = xml.expect("there is a file").expect("it is text");
        let count = |text: &str| xml.matches(text).count();
        assert_eq!(count("hreflang=\"fr\" href=\"https://example.org/fr/a\""), 2);
        assert_eq!(count("hreflang=\"en\" href=\"https://example.org/en/b\""), 2);
        assert_eq!(count("hreflang=\"fr\" href=\"https://example.org/fr/b\""), 1);
    }
}
