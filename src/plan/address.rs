//! Where each page stands, and the way from one file of the site to another.

use crate::language::Tag;
use crate::model::{Edition, Id};

/// What a page is about. The numbers are places in the project's lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    Home,
    Edition(usize),
    Node(usize, usize),
    Kpi(usize, usize),
    Table(usize, usize),
    /// A series of an edition, or of the site.
    Series(Option<usize>, usize),
    /// A page of the organization's own, by its place among them.
    Article(usize),
    /// All KPIs of an edition, or those of one of its lists.
    Kpis(usize, Option<usize>),
    /// Who did the work of an edition.
    Units(usize),
    /// One unit of work, by its place among those of the edition.
    Unit(usize, usize),
    /// All risks of an edition.
    Risks(usize),
    /// The tables and series of one topic, by its place among those of the edition.
    Topic(usize, usize),
    /// How an edition measures, and what its marks mean.
    Methodology(usize),
    /// All downloads of an edition.
    Data(usize),
    /// Terms with their definitions.
    Glossary,
    /// What had been printed wrong.
    Corrections(usize),
    Sources,
    Search,
    /// All pages by title, by its place among the parts of that list.
    AToZ(usize),
    /// The whole of an edition as one document for paper.
    Print(usize),
}

impl Subject {
    /// The edition that its page belongs to.
    pub fn edition(self) -> Option<usize> {
        match self {
            Subject::Edition(e)
            | Subject::Node(e, _)
            | Subject::Kpi(e, _)
            | Subject::Table(e, _)
            | Subject::Kpis(e, _)
            | Subject::Units(e)
            | Subject::Unit(e, _)
            | Subject::Risks(e)
            | Subject::Topic(e, _)
            | Subject::Methodology(e)
            | Subject::Data(e)
            | Subject::Corrections(e)
            | Subject::Print(e) => Some(e),
            Subject::Series(e, _) => e,
            Subject::Home
            | Subject::Article(_)
            | Subject::Glossary
            | Subject::Sources
            | Subject::Search
            | Subject::AToZ(_) => None,
        }
    }

    /// Whether the page holds what other pages hold, and nothing else.
    pub fn repeats_others(self) -> bool {
        matches!(self, Subject::Print(_))
    }

    /// Whether the page grows with all records of its edition.
    pub fn is_about_many(self) -> bool {
        matches!(
            self,
            Subject::Print(_) | Subject::Kpis(..) | Subject::Units(_) | Subject::Unit(..)
        )
    }

    /// Whether one comes to it by going on from page to page.
    pub fn is_in_order(self) -> bool {
        self.edition().is_some() && !matches!(self, Subject::Kpis(_, Some(_)) | Subject::Print(_))
    }
}

/// Folders of the site that no record may stand in.
pub const RESERVED: &[&str] =
    &["assets", "data", "figures", "index", "kpi", "notes", "search", "series", "sources", "terms"];

/// The folder of an edition's record; the same in each language.
pub fn of_record(edition: &Edition, id: &Id) -> String {
    format!("{}/{id}/index.html", edition.id)
}

/// The address of a page of one language, given below that language's folder.
pub fn in_language(tag: &Tag, below: &str) -> String {
    [tag.as_str(), "/", below].concat()
}

/// Whether the whole of an edition stands at an address, which may be as long as the report is.
pub fn is_document(path: &str) -> bool {
    let mut folders = path.split('/').skip(2);
    folders.next() == Some("print") && folders.next() == Some("index.html")
}

/// The way from one file to another, both from the site's root: `../kpi/index.html`.
pub fn relative(from: &str, to: &str) -> String {
    let same = from.bytes().zip(to.bytes()).take_while(|(a, b)| a == b).count();
    let shared = from.as_bytes()[..same].iter().rposition(|&byte| byte == b'/');
    let shared = shared.map_or(0, |slash| slash + 1);
    let up = from.as_bytes()[shared..].iter().filter(|&&byte| byte == b'/').count();
    let mut way = String::with_capacity(3 * up + to.len() - shared);
    (0..up).for_each(|_| way.push_str("../"));
    way.push_str(&to[shared..]);
    way
}

/// Stands around the address of a page in markup that several pages have: no text holds it.
const OPEN: char = '\u{1}';

/// The address of a page below its language's folder, to be put in when it is known from where.
pub fn open(below: &str) -> String {
    let mut open = String::with_capacity(below.len() + 2);
    open.push(OPEN);
    open.push_str(below);
    open.push(OPEN);
    open
}

/// The same markup as it stands on a page, whose path is below its language's folder too.
pub fn filled(markup: &str, from: &str) -> String {
    let mut filled = String::with_capacity(markup.len());
    for (n, part) in markup.split(OPEN).enumerate() {
        match n % 2 {
            0 => filled.push_str(part),
            _ => filled.push_str(&relative(from, part)),
        }
    }
    filled
}

/// From a file back to the root: `../../`, empty for the root itself.
pub fn to_root(from: &str) -> String {
    "../".repeat(from.matches('/').count())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_that_several_pages_have_leads_from_each_to_the_same() {
        let markup =
            format!("<a href=\"{}#b\">b</a> <a href=\"#c\">", open("2024-25/b/index.html"));
        let from = |page| filled(&markup, page);
        assert_eq!(
            from("2024-25/a/index.html"),
            "<a href=\"../b/index.html#b\">b</a> <a href=\"#c\">"
        );
        assert_eq!(from("2024-25/b/index.html"), "<a href=\"index.html#b\">b</a> <a href=\"#c\">");
        assert_eq!(from("index.html"), "<a href=\"2024-25/b/index.html#b\">b</a> <a href=\"#c\">");
    }

    #[test]
    fn links_climb_no_further_than_they_must() {
        assert_eq!(
            relative("en/2024-25/a/index.html", "en/2024-25/b/index.html"),
            "../b/index.html"
        );
        assert_eq!(relative("en/index.html", "ar/index.html"), "../ar/index.html");
        assert_eq!(relative("index.html", "en/index.html"), "en/index.html");
        assert_eq!(relative("en/a/index.html", "en/a/index.html"), "index.html");
        assert_eq!(
            relative("en/2024-25/a/index.html", "data/2024-25/a.csv"),
            "../../../data/2024-25/a.csv"
        );
    }
}
