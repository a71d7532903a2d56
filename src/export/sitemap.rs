//! Public pages → `sitemap.xml`, each with its versions in other languages.

use std::fmt::Write as _;

use super::Download;
use super::xml::escaped;
use crate::plan::view::Alternate;

/// A page that search engines shall know.
pub struct Public {
    pub address: String,
    pub alternates: Vec<Alternate>,
}

/// The protocol allows 50,000 addresses and 50 MB for one file.
const LONGEST: usize = 20_000;

/// One file, or a list of several where one would be too long.
pub fn sitemap(base_url: &str, pages: &[Public]) -> Vec<Download> {
    let file = |path: String, xml: String| Download { path, bytes: xml.into_bytes() };
    if pages.len() <= LONGEST {
        return vec![file("sitemap.xml".to_owned(), urls(pages))];
    }
    let mut files = Vec::new();
    let mut list = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    for (n, part) in (1..).zip(pages.chunks(LONGEST)) {
        let path = format!("sitemap-{n}.xml");
        let address = escaped(&format!("{base_url}{path}"));
        writeln!(list, "<sitemap><loc>{address}</loc></sitemap>")
            .expect("a string takes everything");
        files.push(file(path, urls(part)));
    }
    list.push_str("</sitemapindex>\n");
    files.push(file("sitemap.xml".to_owned(), list));
    files
}

fn urls(pages: &[Public]) -> String {
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n",
    );
    for page in pages {
        writeln!(xml, "<url>\n<loc>{}</loc>", escaped(&page.address))
            .expect("a string takes everything");
        for Alternate { hreflang, href } in &page.alternates {
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
        let page = |n: usize| Public {
            address: format!("https://example.org/{n}?a&b"),
            alternates: Vec::new(),
        };
        let few: Vec<Public> = (0..3).map(page).collect();
        let files = sitemap("https://example.org/", &few);
        assert_eq!(files.len(), 1);
        let many: Vec<Public> = (0..LONGEST + 1).map(page).collect();
        let files = sitemap("https://example.org/", &many);
        let paths: Vec<&str> = files.iter().map(|file| file.path.as_str()).collect();
        assert_eq!(paths, ["sitemap-1.xml", "sitemap-2.xml", "sitemap.xml"]);
    }
}
