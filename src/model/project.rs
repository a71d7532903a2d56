//! The whole site as data: the site itself, its vocabulary and its editions.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::{
    Accepted, Attachment, Edition, Id, Located, NarrativeFile, Note, Period, Series, Text,
    TextPlace, Vocabulary,
};
use crate::diagnostics::{FileId, Origin};
use crate::language::{Numbering, Tag};

#[derive(Clone, Debug)]
pub struct Project {
    pub site: Site,
    pub vocabulary: Vocabulary,
    pub sources: Vec<Source>,
    /// In order of folder name: the oldest first where names are periods.
    pub editions: Vec<Edition>,
    /// Values that belong to no single edition.
    pub series: Vec<Series>,
    /// Notes on those series.
    pub notes: Vec<Note>,
    pub narratives: Vec<NarrativeFile>,
    pub attachments: Vec<Attachment>,
    pub redirects: Vec<Redirect>,
    /// Every text that was read with the languages it is in.
    pub texts: Vec<TextPlace>,
    /// Records of an edition or of the site that were left out, wholly or in part, after a report:
    /// what refers to them is no news.
    pub broken: BTreeSet<(Option<Id>, Id)>,
    /// Records that are not published yet, by their edition; `None` also for editions.
    pub hidden: BTreeSet<(Option<Id>, Id)>,
    /// Editions, and `None` for the site, of which a whole file could not be read: nobody knows
    /// which records are missing with it.
    pub lost: BTreeSet<Option<Id>>,
}

#[derive(Clone, Debug)]
pub struct Site {
    pub file: FileId,
    pub title: Text,
    pub organization: Organization,
    pub languages: Vec<Located<Tag>>,
    pub source_language: Located<Tag>,
    pub default_language: Located<Tag>,
    pub fallback: Fallback,
    /// For a language, those that stand in for it, before the source language.
    pub stand_ins: Vec<(Tag, Vec<Located<Tag>>)>,
    /// Where a language writes other digits than CLDR's.
    pub digits: Vec<(Tag, Numbering)>,
    pub stale: StalePolicy,
    pub base_url: Option<Located<String>>,
    /// A host name of the organization's own, for hosts that look for it in `CNAME`.
    pub domain: Option<String>,
    /// CSV files begin with the mark that Excel knows UTF-8 by.
    pub csv_bom: bool,
    pub image: Option<Image>,
    pub licence: Option<Licence>,
    /// A folder below `themes/`; the default theme if unset.
    pub theme: Option<Located<Id>>,
}

/// An address of old and where it leads now, both from the site's root.
#[derive(Clone, Debug)]
pub struct Redirect {
    pub from: Located<String>,
    /// Names the file: `en/2024-25/index.html`.
    pub to: Located<String>,
}

impl Site {
    /// The public address of a file or folder, given from the site's root.
    pub fn address(&self, path: &str) -> Option<String> {
        let base = &self.base_url.as_ref()?.value;
        let slash = if base.ends_with('/') { "" } else { "/" };
        Some([base, slash, path].concat())
    }

    /// The digits that the site writes in a language.
    pub fn digits(&self, tag: &Tag) -> Numbering {
        let own = self.digits.iter().find(|(of, _)| of == tag);
        own.map(|(_, digits)| digits.clone()).unwrap_or_default()
    }
}

/// What a missing translation does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fallback {
    Fail,
    Warn,
    Accept,
}

/// What a translation does whose original has changed since.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StalePolicy {
    /// Readers and the author are told.
    Warn,
    /// The same, and no warning even where warnings count.
    Note,
    /// Nobody is told; `kepi status` counts it.
    Accept,
}

#[derive(Clone, Debug)]
pub struct Organization {
    pub name: Text,
    pub short: Option<Text>,
    pub url: Option<String>,
    /// A picture beside the pages of the organization's own.
    pub logo: Option<Located<String>>,
}

/// What link previews show.
#[derive(Clone, Debug)]
pub struct Image {
    /// Beside the pages of the organization's own.
    pub file: Located<String>,
    pub alt: Text,
}

#[derive(Clone, Debug)]
pub struct Licence {
    pub name: Text,
    pub url: Option<String>,
}

/// A document that figures come from.
#[derive(Clone, Debug)]
pub struct Source {
    pub id: Id,
    pub origin: Origin,
    pub title: Text,
    pub symbol: Option<String>,
    pub url: Option<String>,
    pub as_of: Option<Period>,
    pub accepted: Vec<Accepted>,
}

impl Site {
    pub fn theme_name(&self) -> &str {
        self.theme.as_ref().map_or("default", |theme| theme.value.as_str())
    }
}

impl Project {
    /// Whether every record of the report could be read, whole.
    pub fn is_whole(&self) -> bool {
        self.broken.is_empty() && self.lost.is_empty()
    }

    /// Whether a reference from an edition (or the site) that leads nowhere only follows from
    /// something that was reported already.
    pub fn is_no_news(&self, edition: Option<&Id>, record: &Id) -> bool {
        [edition.cloned(), None].into_iter().any(|owner| {
            self.lost.contains(&owner) || self.broken.contains(&(owner, record.clone()))
        })
    }

    /// A picture beside the pages of the organization's own: its mark, or that of link previews.
    pub fn picture(&self, name: &str) -> Option<&Attachment> {
        self.attachments.iter().find(|own| own.edition.is_none() && own.name == name)
    }

    /// Asked for each narrative, so that nothing is searched.
    pub fn pages(&self) -> Pages<'_> {
        let pages = self.editions.iter().map(|edition| (&edition.id, edition.pages().collect()));
        Pages(pages.collect())
    }

    /// Whether what an edition (or the site) refers to is there, but not to be seen yet.
    pub fn is_hidden(&self, edition: Option<&Id>, record: &Id) -> bool {
        [edition.cloned(), None]
            .into_iter()
            .any(|owner| self.hidden.contains(&(owner, record.clone())))
    }

    pub fn edition(&self, id: &Id) -> Option<&Edition> {
        self.editions.iter().find(|edition| edition.id == *id)
    }

    pub fn source(&self, id: &Id) -> Option<&Source> {
        self.sources.iter().find(|source| source.id == *id)
    }
}

/// The records of each edition that have a page of their own.
pub struct Pages<'a>(HashMap<&'a Id, HashSet<&'a Id>>);

impl Pages<'_> {
    /// `overview` is the page of the edition itself; risks, corrections and methodology have theirs.
    pub fn has(&self, edition: &Id, record: &Id) -> bool {
        self.0.get(edition).is_some_and(|pages| {
            matches!(record.as_str(), "overview" | "risks" | "corrections" | "methodology")
                || pages.contains(record)
        })
    }
}
