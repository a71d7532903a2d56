//! What a template sees: plain values with nothing left to compute, look up or translate.
//!
//! Names of fields are the theme's contract (docs/theme.md). A field is added here first.

mod pages;
mod parts;

use serde::Serialize;

pub use crate::localize::Words;
pub use pages::*;
pub use parts::*;

/// Markup made by kepi itself, the only thing a template may print with `safe`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Html(pub String);

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Link {
    /// Relative to the page, naming the file: `../kpi/index.html`.
    pub href: String,
    pub words: Words,
    /// The page itself, or the part of the site that it belongs to.
    #[serde(skip_serializing_if = "is_false")]
    pub current: bool,
}

/// What is not so is not said: a template asks with `if`.
fn is_false(flag: &bool) -> bool {
    !flag
}

/// Every template sees one of these as `page`.
#[derive(Clone, Debug, Serialize)]
pub struct Page {
    /// Names the template: `node` is drawn by `templates/node.html`.
    pub kind: &'static str,
    pub lang: String,
    pub dir: &'static str,
    pub title: Words,
    /// One plain sentence for search engines and link previews.
    pub description: String,
    /// From the page to the site's root: `../../`, empty for the root itself.
    pub root: String,
    /// Given to templates by `render`, made once for all pages that have it alike.
    #[serde(skip)]
    pub site: Site,
    /// The edition that the page belongs to; `None` outside of all editions. Given like `site`.
    #[serde(skip)]
    pub edition: Option<EditionMark>,
    /// The same subject in the other editions, or their first pages.
    pub editions: Vec<Link>,
    /// Given like `site`.
    #[serde(skip)]
    pub styles: Vec<Asset>,
    /// None is needed to read a page.
    pub scripts: Vec<Asset>,
    /// The way to the search of this language; `None` at the root. Given like `site`.
    #[serde(skip)]
    pub search: Option<SearchBox>,
    /// Given like `site`.
    #[serde(skip)]
    pub head: Head,
    /// This page in every language of the site, in the site's order.
    pub languages: Vec<LanguageLink>,
    /// From the home page down to this page's parent; the page itself is not in it.
    pub breadcrumbs: Vec<Link>,
    /// The main parts of the site, the same on each page of an edition; given like `site`.
    #[serde(skip)]
    pub navigation: Vec<Link>,
    pub on_this_page: Vec<Link>,
    pub previous: Option<Link>,
    pub next: Option<Link>,
    /// Numbered as they are first met on the page.
    pub notes: Vec<Note>,
    /// Once on each page that has a drawing: the patterns that the drawings' style refers to.
    pub patterns: Option<Html>,
    /// Absolute addresses; empty when the site has no `base_url`.
    pub canonical: Option<String>,
    /// How to cite the page; `None` without an address to give.
    pub citation: Option<Citation>,
    pub alternates: Vec<Alternate>,
    /// A fallback page: to be kept out of search engines, with a notice for the reader.
    pub fallback: Option<Words>,
    pub content: Content,
}

/// Apart, because an address runs from left to right in every script.
#[derive(Clone, Debug, Serialize)]
pub struct Citation {
    /// Organization, title and report.
    pub text: String,
    pub address: String,
}

/// What a browser, a search engine or a link preview reads before the contents.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Head {
    /// The content security policy, for hosts that send none.
    pub policy: &'static str,
    /// SVG, and PNG for browsers that know no other.
    pub icon: String,
    pub icon_png: String,
    /// Of the browser's own frame, by day and by night.
    pub colour_light: String,
    pub colour_dark: String,
    /// What link previews show.
    pub picture: Option<SharedPicture>,
    /// The Atom feed of this language.
    pub feed: Option<String>,
    /// JSON-LD, on the page of a table or series.
    pub dataset: Option<Html>,
}

/// The picture of link previews: the organization's own, or the theme's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SharedPicture {
    /// Absolute.
    pub address: String,
    pub width: u32,
    pub height: u32,
    /// What can be seen on it; the theme's says nothing.
    pub alt: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Site {
    pub title: Words,
    pub organization: Words,
    pub organization_url: Option<String>,
    pub logo: Option<Picture>,
    /// The home page of this language.
    pub home: String,
    pub licence: Option<Link>,
    /// For the foot of each page: sources, about, contact, legal.
    pub footer: Vec<Link>,
}

/// A picture whose place is kept while it loads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Picture {
    pub href: String,
    pub width: u32,
    pub height: u32,
}

/// Says on each page of an edition which one it is, and how far its figures can be trusted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct EditionMark {
    pub link: Link,
    /// "2024/25"
    pub period: String,
    /// "unaudited"
    pub status: Words,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Asset {
    pub href: String,
    /// `sha384-…`. Browsers refuse a style with it on a page opened from a folder (`file://`), so it
    /// is for sites that are only ever served.
    pub integrity: Option<String>,
}

#[derive(Clone, Debug, Serialize)]
pub struct LanguageLink {
    pub tag: String,
    pub dir: &'static str,
    /// In the language itself: العربية
    pub name: String,
    pub href: String,
    pub current: bool,
    /// False where that page is a fallback.
    pub translated: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Alternate {
    /// A tag or `x-default`.
    pub hreflang: String,
    pub href: String,
}
