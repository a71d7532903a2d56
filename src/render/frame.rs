//! Masthead and footer of a page → their markup, drawn once for all pages that have them alike.

use std::borrow::Cow;
use std::sync::{Arc, PoisonError, RwLock};

use serde::Serialize;

use crate::plan::view::{EditionMark, LanguageLink, Link, Page, SearchBox, Site};

/// Those of one language that were drawn already.
#[derive(Default)]
pub struct Frames(RwLock<Vec<Arc<Frame>>>);

/// The most that are looked through: few of a language differ, by edition, by the part of the site that a
/// page belongs to, and by how deep it lies.
const KEPT: usize = 64;

pub struct Frame {
    around: Around,
    /// Both with marks in place of what is each page's own.
    pub masthead: String,
    pub footer: String,
}

/// All that the default theme's components ask of a page, with marks in place of its own addresses.
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
}

/// Stands around a mark: no text holds it.
const MARK: char = '\u{1}';
/// For the public address of the page; those of its languages are numbers.
const CANONICAL: &str = "canonical";

fn kind_of(page: &Page) -> &'static str {
    if page.kind == "search" { page.kind } else { "" }
}

impl Around {
    fn of(page: &Page) -> Self {
        let mark = |of: &str| format!("{MARK}{of}{MARK}");
        let language = |(n, language): (usize, &LanguageLink)| LanguageLink {
            href: mark(&n.to_string()),
            ..language.clone()
        };
        Around {
            kind: kind_of(page),
            site: page.site.clone(),
            edition: page.edition.clone(),
            editions: page.editions.clone(),
            search: page.search.clone(),
            languages: page.languages.iter().enumerate().map(language).collect(),
            navigation: page.navigation.clone(),
            canonical: page.canonical.as_ref().map(|_| mark(CANONICAL)),
        }
    }

    /// Whether a page differs in nothing but what has marks.
    fn is_of(&self, page: &Page) -> bool {
        let Around { kind, site, edition, editions, search, languages, navigation, canonical } =
            self;
        *editions == page.editions
            && *navigation == page.navigation
            && *kind == kind_of(page)
            && *edition == page.edition
            && *search == page.search
            && canonical.is_some() == page.canonical.is_some()
            && languages.len() == page.languages.len()
            && languages.iter().zip(&page.languages).all(|(one, other)| is_like(one, other))
            && *site == page.site
    }
}

/// Two links to a language from different pages.
fn is_like(one: &LanguageLink, other: &LanguageLink) -> bool {
    let LanguageLink { tag, dir, name, href: _, current, translated } = one;
    let is_said_alike = *current == other.current && *translated == other.translated;
    is_said_alike && *tag == other.tag && *dir == other.dir && *name == other.name
}

impl Frames {
    /// Masthead and footer of a page, drawn by `draw` where no page before had the same; `None` where it
    /// could not.
    pub fn of(
        &self,
        page: &Page,
        draw: impl FnOnce(&Around) -> Option<(String, String)>,
    ) -> Option<Arc<Frame>> {
        let known = self.0.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(frame) = known.iter().find(|frame| frame.around.is_of(page)) {
            return Some(Arc::clone(frame));
        }
        drop(known);
        let around = Around::of(page);
        let (masthead, footer) = draw(&around)?;
        let frame = Arc::new(Frame { around, masthead, footer });
        let mut known = self.0.write().unwrap_or_else(PoisonError::into_inner);
        if known.len() < KEPT {
            known.push(Arc::clone(&frame));
        }
        Some(frame)
    }
}

/// Markup of a frame as it stands on a page.
pub fn filled(markup: &str, page: &Page) -> String {
    let mut filled = String::with_capacity(markup.len() + 256);
    for (n, part) in markup.split(MARK).enumerate() {
        if n % 2 == 0 {
            filled.push_str(part);
            continue;
        }
        let own = match part {
            CANONICAL => page.canonical.as_deref(),
            n => n.parse().ok().and_then(|n: usize| page.languages.get(n)).map(|it| &*it.href),
        };
        filled.push_str(&escaped(own.unwrap_or_default()));
    }
    filled
}

/// As templates print a text.
fn escaped(text: &str) -> Cow<'_, str> {
    if !text.contains(['&', '<', '>', '"', '\'']) {
        return Cow::Borrowed(text);
    }
    let mut escaped = Vec::new();
    tera::escape_html(text, &mut escaped).expect("memory takes all that is written to it");
    Cow::Owned(String::from_utf8(escaped).expect("a text stays one when it is escaped"))
}
