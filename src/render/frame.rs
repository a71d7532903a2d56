//! What stands around the contents of many pages alike → its values for templates, its masthead and
//! footer, made once.

use std::sync::{Arc, PoisonError, RwLock};

use serde::Serialize;
use tera::Value;

use crate::plan::view::{Asset, EditionMark, Head, LanguageLink, Link, Page, SearchBox, Site};
use crate::theme::push_escaped;

/// Those of one language that were made already.
#[derive(Default)]
pub struct Frames(RwLock<Vec<Arc<Frame>>>);

/// The most that are looked through: few of a language differ, by edition, by the part of the site that a
/// page belongs to, and by how deep it lies.
const KEPT: usize = 64;

pub struct Frame {
    around: Around,
    values: [(&'static str, Value); 5],
    head: Value,
    drawn: Option<Drawn>,
}

/// Markup with marks in place of what is each page's own.
pub struct Drawn {
    pub masthead: String,
    pub footer: String,
}

/// What a page has as others do: all that the default theme's masthead and footer ask of it, with marks in
/// place of its own addresses, and what is said of the whole site in its head.
#[derive(Serialize)]
pub struct Around {
    /// `search`, whose page has no other field to search in, or nothing.
    kind: &'static str,
    site: Site,
    edition: Option<EditionMark>,
    editions: Vec<Link>,
    search: Option<SearchBox>,
    languages: Vec<LanguageLink>,
    navigation: Vec<Link>,
    canonical: Option<String>,
    #[serde(skip)]
    styles: Vec<Asset>,
    #[serde(skip)]
    head: Head,
}

/// Stands around a mark: no text holds it.
const MARK: char = '\u{1}';

/// The address that a mark stands for: of the page, or of the same subject in another language or edition.
#[derive(Clone, Copy)]
enum Own {
    Canonical,
    Language(usize),
    Edition(usize),
}

impl Own {
    fn mark(self) -> String {
        match self {
            Own::Canonical => format!("{MARK}{MARK}"),
            Own::Language(n) => format!("{MARK}l{n}{MARK}"),
            Own::Edition(n) => format!("{MARK}e{n}{MARK}"),
        }
    }

    /// By what stands between two signs.
    fn marked(mark: &str) -> Option<Own> {
        if mark.is_empty() {
            return Some(Own::Canonical);
        }
        match mark.split_at_checked(1)? {
            ("l", n) => n.parse().ok().map(Own::Language),
            ("e", n) => n.parse().ok().map(Own::Edition),
            _ => None,
        }
    }

    fn of(self, page: &Page) -> Option<&str> {
        match self {
            Own::Canonical => page.canonical.as_deref(),
            Own::Language(n) => Some(&page.languages.get(n)?.href),
            Own::Edition(n) => Some(&page.editions.get(n)?.href),
        }
    }
}

impl Around {
    fn of(page: &Page) -> Self {
        let language = |(n, language): (usize, &LanguageLink)| LanguageLink {
            href: Own::Language(n).mark(),
            ..language.clone()
        };
        let edition =
            |(n, link): (usize, &Link)| Link { href: Own::Edition(n).mark(), ..link.clone() };
        Around {
            kind: kind_of(page),
            site: page.site.clone(),
            edition: page.edition.clone(),
            editions: page.editions.iter().enumerate().map(edition).collect(),
            search: page.search.clone(),
            languages: page.languages.iter().enumerate().map(language).collect(),
            navigation: page.navigation.clone(),
            canonical: page.canonical.as_ref().map(|_| Own::Canonical.mark()),
            styles: page.styles.clone(),
            head: Head { dataset: None, ..page.head.clone() },
        }
    }

    /// Whether a page differs in nothing but what has marks.
    fn is_of(&self, page: &Page) -> bool {
        let Around { kind, site, edition, search, navigation, styles, .. } = self;
        *navigation == page.navigation
            && *search == page.search
            && *edition == page.edition
            && *kind == kind_of(page)
            && *styles == page.styles
            && self.canonical.is_some() == page.canonical.is_some()
            && are(&self.languages, &page.languages, is_same_language)
            && are(&self.editions, &page.editions, |one, other| {
                one.words == other.words && one.current == other.current
            })
            && is_same_head(&self.head, &page.head)
            && *site == page.site
    }
}

fn kind_of(page: &Page) -> &'static str {
    if page.kind == "search" { page.kind } else { "" }
}

fn are<T>(some: &[T], others: &[T], alike: impl Fn(&T, &T) -> bool) -> bool {
    some.len() == others.len() && some.iter().zip(others).all(|(one, other)| alike(one, other))
}

fn is_same_language(one: &LanguageLink, other: &LanguageLink) -> bool {
    let LanguageLink { tag, dir, name, href: _, current, translated } = one;
    let is_said_alike = *current == other.current && *translated == other.translated;
    is_said_alike && *tag == other.tag && *dir == other.dir && *name == other.name
}

fn is_same_head(one: &Head, other: &Head) -> bool {
    let Head { policy, icon, icon_png, colour_light, colour_dark, picture, feed, dataset: _ } = one;
    *icon == other.icon
        && *icon_png == other.icon_png
        && *policy == other.policy
        && *colour_light == other.colour_light
        && *colour_dark == other.colour_dark
        && *feed == other.feed
        && *picture == other.picture
}

impl Frames {
    /// What stands around a page, made where no page before had the same. `draw` gives nothing where
    /// each page is to draw its own.
    pub fn of(&self, page: &Page, draw: impl FnOnce(&Around) -> Option<Drawn>) -> Arc<Frame> {
        let known = self.0.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(frame) = known.iter().find(|frame| frame.around.is_of(page)) {
            return Arc::clone(frame);
        }
        drop(known);
        let around = Around::of(page);
        let values = [
            ("site", Value::from_serializable(&around.site)),
            ("edition", Value::from_serializable(&around.edition)),
            ("styles", Value::from_serializable(&around.styles)),
            ("search", Value::from_serializable(&around.search)),
            ("navigation", Value::from_serializable(&around.navigation)),
        ];
        let head = Value::from_serializable(&around.head);
        let drawn = draw(&around);
        let frame = Arc::new(Frame { around, values, head, drawn });
        let mut known = self.0.write().unwrap_or_else(PoisonError::into_inner);
        if known.len() < KEPT {
            known.push(Arc::clone(&frame));
        }
        frame
    }
}

impl Frame {
    /// The fields of a page that other pages have as well.
    pub fn fields(&self, page: &Page) -> impl Iterator<Item = (&'static str, Value)> {
        let head = match page.head.dataset {
            None => self.head.clone(),
            Some(_) => Value::from_serializable(&page.head),
        };
        let drawn = self.drawn.iter().flat_map(|drawn| {
            [("masthead", &drawn.masthead), ("footer", &drawn.footer)]
                .map(|(name, markup)| (name, Value::safe_string(&filled(markup, page))))
        });
        self.values.iter().cloned().chain([("head", head)]).chain(drawn)
    }
}

/// Markup of a frame as it stands on a page.
fn filled(markup: &str, page: &Page) -> String {
    let mut filled = String::with_capacity(markup.len() + 256);
    for (n, part) in markup.split(MARK).enumerate() {
        match n % 2 {
            0 => filled.push_str(part),
            _ => {
                let own = Own::marked(part).and_then(|own| own.of(page));
                push_escaped(own.unwrap_or_default(), &mut filled);
            }
        }
    }
    filled
}
